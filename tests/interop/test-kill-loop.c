/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Kill −9, again and again, at random points between record and send: what was promised is kept, and what is
 * kept is at the independent LRS in the end, once. Half of the kills meet an LRS that answers 409 to identical
 * statements.
 */

#include "config.h"

#include "nx-rig.h"

#include <signal.h>
#include <string.h>

#define N_KILLS_EACH 100
/* The kills spread over this many start-up times after the first record is durable. */
#define SPREAD 1.5
#define MIN_SPREAD_US 40000

typedef struct
{
  GSubprocess *process;
  char *out;
  gboolean done;
} Victim;

static void
communicated_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Victim *victim = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &victim->out, NULL, &error);
  g_assert_no_error (error);
  victim->done = TRUE;
}

static gboolean
kill_cb (gpointer user_data)
{
  Victim *victim = user_data;

  g_subprocess_send_signal (victim->process, SIGKILL);
  return G_SOURCE_REMOVE;
}

/* What it had promised when it died after @life_us; the last line may be half. */
static char *
run_and_kill (const char *folder,
              gint64      life_us)
{
  g_autoptr (GError) error = NULL;
  Victim victim = { 0 };

  victim.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("NX_KILL_TARGET"), folder, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (victim.process, NULL, NULL, communicated_cb, &victim);
  g_timeout_add (MAX (life_us / 1000, 1), kill_cb, &victim);
  while (!victim.done)
    g_main_context_iteration (NULL, TRUE);
  /* It ends in no other way: an error of its own would be an exit. */
  g_assert_true (g_subprocess_get_if_signaled (victim.process));
  g_assert_cmpint (g_subprocess_get_term_sig (victim.process), ==, SIGKILL);
  g_object_unref (victim.process);
  return victim.out;
}

/* How long it takes until the store is open; by this the kills find the interesting part. */
static gint64
measure_start_us (const char *folder)
{
  g_autoptr (GError) error = NULL;
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("NX_KILL_TARGET"), folder, NULL);
  char ready[6] = { 0 };

  g_assert_no_error (error);
  g_input_stream_read_all (g_subprocess_get_stdout_pipe (process), ready, 5, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ready, ==, "ready");
  begin_us = g_get_monotonic_time () - begin_us;
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  return begin_us;
}

static void
note_promises (GHashTable *promised,
               const char *out)
{
  g_auto (GStrv) lines = g_strsplit (out != NULL ? out : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    if (!g_str_equal (lines[i], "ready"))
      g_hash_table_add (promised, g_strdup (lines[i]));
}

static void
assert_promises_kept (NxRecordStore *store,
                      GHashTable    *promised)
{
  g_autoptr (GPtrArray) rows = nx_record_store_list_records (store, NULL, 0, G_MAXINT, NULL);
  guint n_kept = 0;

  for (guint i = 0; i < rows->len; i++)
    n_kept += g_hash_table_contains (promised, ((NxRecordRow *) g_ptr_array_index (rows, i))->statement);
  g_assert_cmpuint (n_kept, ==, g_hash_table_size (promised));
}

static void
test_kill_loop (gconstpointer data)
{
  g_autoptr (NxRig) rig = nx_rig_start (GPOINTER_TO_INT (data));
  char *folder = nx_rig_make_folder (rig);
  gint64 start_us = measure_start_us (folder);
  gint64 spread_us = MAX ((gint64) (start_us * SPREAD), MIN_SPREAD_US);
  g_autoptr (GHashTable) promised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxSecretStore) secrets = nx_secret_store_new (folder);
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_KILLS_EACH; i++)
    {
      g_autofree char *out = run_and_kill (folder, start_us / 2 + g_test_rand_int_range (0, (gint32) spread_us));

      note_promises (promised, out);
    }

  store = nx_record_store_open (folder, clock, &error);
  g_assert_no_error (error);
  nx_rig_sync (store, secrets, clock);
  assert_promises_kept (store, promised);
  g_test_message ("%u kills, %u records, %u of them promised", N_KILLS_EACH, nx_rig_assert_all_there (rig, store),
                  g_hash_table_size (promised));
  /* Kills that all came too early would show nothing. */
  g_assert_cmpuint (g_hash_table_size (promised), >, N_KILLS_EACH / 2);
  nx_record_store_close (store, &error);
  g_assert_no_error (error);
  nx_rig_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  NxRig *rig;

  g_test_init (&argc, &argv, NULL);
  rig = nx_rig_start (FALSE);
  if (rig == NULL)
    return NX_RIG_SKIPPED;
  nx_rig_stop (rig);
  g_test_add_data_func ("/interop/kill-loop/plain", GINT_TO_POINTER (FALSE), test_kill_loop);
  g_test_add_data_func ("/interop/kill-loop/strict", GINT_TO_POINTER (TRUE), test_kill_loop);
  return g_test_run ();
}
