/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Our statements of every kind before the independent validator, and through the independent LRS and back. */

#include "config.h"

#include "nx-rig.h"

#include "nx-ids.h"
#include "nx-sample-events.h"

/* A device's records are of the past. */
#define FIRST_WALL_US G_GINT64_CONSTANT (1763629331482000)

static void
append_line (GString *lines,
             GBytes  *statement)
{
  g_string_append_len (lines, g_bytes_get_data (statement, NULL), g_bytes_get_size (statement));
  g_string_append_c (lines, '\n');
}

static void
test_validator (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < nx_sample_event_get_n (); i++)
    {
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new (i);
      g_autoptr (GBytes) statement = NULL;
      g_autofree char *id = NULL;

      sample->context.wall_us = FIRST_WALL_US + i * G_USEC_PER_SEC;
      id = nx_uuid7_new (sample->context.wall_us);
      sample->context.statement_id = id;
      statement = nx_sample_event_build (sample);
      append_line (lines, statement);
    }
  g_assert_true (nx_rig_validate (lines->str, FALSE));
}

/* The samples as the program records them; what is taken back is the newest record. */
static guint
record_samples (NxRecordStore *store)
{
  g_autofree char *learner = nx_record_store_dup_setting (store, "last-learner");
  guint n = nx_sample_event_get_n ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new (i);
      g_autoptr (GPtrArray) rows = nx_record_store_list_records (store, learner, 0, 1, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) events = NULL;
      NxRecordDraft draft = { .facts = sample->facts, .activity = sample->activity };

      if (sample->facts->target != NULL)
        {
          g_free (sample->facts->target);
          sample->facts->target = g_strdup (((NxRecordRow *) g_ptr_array_index (rows, 0))->statement);
          sample->activity = nx_activity_facts_new ("https://learn.example.org/xapi/");
          draft.activity = sample->activity;
        }
      events = nx_record_store_append (store, learner, &draft, 1, &error);
      g_assert_no_error (error);
    }
  return n;
}

static void
test_round_trip (gconstpointer data)
{
  g_autoptr (NxRig) rig = nx_rig_start (GPOINTER_TO_INT (data));
  char *folder = nx_rig_make_folder (rig);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxSecretStore) secrets = nx_secret_store_new (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = nx_record_store_open (folder, clock, &error);
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  guint n;

  g_assert_no_error (error);
  n = record_samples (store);
  nx_rig_sync (store, secrets, clock);
  g_assert_cmpuint (nx_rig_assert_all_there (rig, store), ==, n);
  back = nx_rig_list_statements (rig);
  for (guint i = 0; i < back->len; i++)
    append_line (lines, g_ptr_array_index (back, i));
  g_assert_true (nx_rig_validate (lines->str, TRUE));
  nx_record_store_close (store, &error);
  g_assert_no_error (error);
  nx_rig_remove_folder (folder);
}

/* The program died after the LRS had stored a batch, and the batch goes out again. */
static void
test_repeat (gconstpointer data)
{
  g_autoptr (NxRig) rig = nx_rig_start (GPOINTER_TO_INT (data));
  char *folder = nx_rig_make_folder (rig);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxSecretStore) secrets = nx_secret_store_new (folder);
  g_autoptr (NxRecordStore) store = nx_record_store_open (folder, clock, NULL);
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;

  record_samples (store);
  g_assert_true (nx_record_store_backup (store, &backup, &error));
  nx_rig_sync (store, secrets, clock);
  /* Back to before the sending: everything is pending here, and there already there. */
  g_assert_true (nx_record_store_close (store, &error));
  g_clear_object (&store);
  g_assert_true (nx_record_store_restore (folder, backup, &error));
  store = nx_record_store_open (folder, clock, &error);
  g_assert_no_error (error);
  nx_rig_sync (store, secrets, clock);
  nx_rig_assert_all_there (rig, store);
  nx_record_store_close (store, &error);
  g_assert_no_error (error);
  nx_rig_remove_folder (folder);
}

/* The price of delivery: requests, connections and bytes for a hundred and fifty statements. */
static void
test_cost (void)
{
  g_autoptr (NxRig) rig = nx_rig_start (FALSE);
  char *folder = nx_rig_make_folder (rig);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxSecretStore) secrets = nx_secret_store_new (folder);
  g_autoptr (NxRecordStore) store = nx_record_store_open (folder, clock, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes = 0;

  while (rows == NULL || rows->len < 150)
    {
      g_clear_pointer (&rows, g_ptr_array_unref);
      record_samples (store);
      rows = nx_record_store_list_records (store, NULL, 0, G_MAXINT, NULL);
    }
  for (guint i = 0; i < rows->len; i++)
    n_bytes += g_bytes_get_size (((NxRecordRow *) g_ptr_array_index (rows, i))->body);
  nx_rig_sync (store, secrets, clock);
  nx_rig_assert_all_there (rig, store);
  g_test_message ("%u statements of %zu bytes: %" G_GINT64_FORMAT " bytes up in %" G_GINT64_FORMAT " requests", rows->len, n_bytes,
                  nx_rig_get_number (rig, "request_bytes"), nx_rig_get_number (rig, "requests"));
  g_assert_cmpint (nx_rig_get_number (rig, "connections"), ==, 1);
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
  g_test_add_func ("/interop/validator", test_validator);
  g_test_add_data_func ("/interop/round-trip/plain", GINT_TO_POINTER (FALSE), test_round_trip);
  g_test_add_data_func ("/interop/round-trip/strict", GINT_TO_POINTER (TRUE), test_round_trip);
  g_test_add_data_func ("/interop/repeat/plain", GINT_TO_POINTER (FALSE), test_repeat);
  g_test_add_data_func ("/interop/repeat/strict", GINT_TO_POINTER (TRUE), test_repeat);
  g_test_add_func ("/interop/cost", test_cost);
  return g_test_run ();
}
