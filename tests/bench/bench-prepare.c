/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-prepare FOLDER [ENDPOINT KEY SECRET N]: a data folder with a learner who agreed to everything; with
 * a destination also N graded answers that wait to be sent. Prints their statements, one a line.
 */

#include "config.h"

#include <stdlib.h>

#include "nx-records.h"
#include "nx-sample-events.h"
#include "nx-secret-store.h"

#define ANSWERS_AT_ONCE 100

static void
must (gboolean      good,
      const GError *error)
{
  if (good)
    return;
  g_printerr ("bench-prepare: %s\n", error->message);
  exit (EXIT_FAILURE);
}

static void
set_destination (NxRecordStore *store,
                 const char    *folder,
                 char         **arguments)
{
  g_autoptr (NxSecretStore) secrets = nx_secret_store_new (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxDestination) destination = nx_record_store_set_destination (store, arguments[0], &error);

  must (destination != NULL, error);
  must (nx_secret_store_save (secrets, destination->id, arguments[1], arguments[2], &error), error);
}

static char *
create_learner (NxRecordStore *store)
{
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (GError) error = NULL;

  profile->name = g_strdup ("A. Learner");
  profile->language = g_strdup ("en");
  learner = nx_record_store_create_learner (store, profile, TRUE, TRUE, &error);
  must (learner != NULL, error);
  return g_strdup (learner->id);
}

static void
answer (NxRecordStore *store,
        const char    *learner,
        gint64         n_answers)
{
  g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named ("question-answered");
  NxRecordDraft drafts[ANSWERS_AT_ONCE];

  for (gsize i = 0; i < G_N_ELEMENTS (drafts); i++)
    drafts[i] = (NxRecordDraft) { sample->facts, sample->activity, NULL, NULL, NULL };
  while (n_answers > 0)
    {
      gsize n = (gsize) MIN (n_answers, ANSWERS_AT_ONCE);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) events = nx_record_store_append (store, learner, drafts, n, &error);

      must (events != NULL, error);
      n_answers -= (gint64) n;
    }
}

static void
print_statements (NxRecordStore *store,
                  const char    *learner,
                  guint          n_answers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records (store, learner, 0, n_answers, &error);

  must (rows != NULL, error);
  for (guint i = rows->len; i > 0; i--)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i - 1);
      gsize size;
      const char *text = g_bytes_get_data (row->body, &size);

      g_print ("%.*s\n", (int) size, text);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxRecordStore) store = NULL;
  g_autofree char *learner = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_answers = 0;

  if (argc != 2 && (argc != 6 || !g_ascii_string_to_signed (argv[5], 10, 1, 1000000, &n_answers, NULL)))
    {
      g_printerr ("usage: bench-prepare FOLDER [ENDPOINT KEY SECRET N]\n");
      return 2;
    }
  store = nx_record_store_open (argv[1], clock, &error);
  must (store != NULL, error);
  if (n_answers > 0)
    set_destination (store, argv[1], argv + 2);
  learner = create_learner (store);
  answer (store, learner, n_answers);
  if (n_answers > 0)
    print_statements (store, learner, (guint) n_answers);
  must (nx_record_store_close (store, &error), error);
  return EXIT_SUCCESS;
}
