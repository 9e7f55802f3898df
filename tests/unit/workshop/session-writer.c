/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A facilitator whose computer fails: session-writer FOLDER PACK SEED goes on with the session of the store, or begins one, and
 * does act after act until it is killed. After each it prints the state in words, and a full stop.
 */

#include "config.h"

#include "nx-live-session.h"

#include <stdio.h>

/* A few acts are always waiting, as with somebody who is in a hurry. */
#define N_WAITING 3

typedef struct
{
  NxRecordStore *store;
  NxSession *session;
  GRand *rand;
} Writer;

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Writer *writer = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!nx_session_act_finish (writer->session, result, &error))
    g_assert_error (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NOT_HERE);
  words = live_describe (nx_session_get_state (writer->session));
  /* The full stop tells a whole line from one that was cut off. */
  printf ("%s .\n", words);
  fflush (stdout);
  live_do_random_act (writer->session, writer->rand, acted_cb, writer);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxPackSource) source = NULL;
  g_autoptr (NxLibrary) library = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  Writer writer = { 0 };

  g_return_val_if_fail (argc == 4, 2);

  source = nx_pack_source_new_for_folder (argv[2]);
  library = nx_library_new (source, &error);
  g_assert_no_error (error);
  writer.store = nx_record_store_open (argv[1], clock, &error);
  g_assert_no_error (error);
  writer.rand = g_rand_new_with_seed ((guint32) g_ascii_strtoull (argv[3], NULL, 10));
  sessions = nx_record_store_list_sessions (writer.store, &error);
  g_assert_no_error (error);
  if (sessions->len == 0)
    {
      g_autoptr (NxAgenda) agenda = nx_agenda_load (library, "two-days", "en", &error);

      g_assert_no_error (error);
      writer.session = live_start (writer.store, clock, agenda);
    }
  else
    {
      writer.session = live_resume (writer.store, clock, library, ((const NxSessionInfo *) g_ptr_array_index (sessions, 0))->id, NULL);
    }
  for (guint i = 0; i < N_WAITING; i++)
    live_do_random_act (writer.session, writer.rand, acted_cb, &writer);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
