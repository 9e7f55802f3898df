/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * records-writer FOLDER MODE LEARNER: uses a store until it ends or is killed.
 * MODE many: appends question after question, prints the number of each once it is durable. MODE N: so many, then ends.
 * MODE take: takes a batch, prints how many are marked as on their way, and stays there. MODE fixture: fills a new store as
 * tests/fixtures/db/v1.sql holds it (LEARNER is not used).
 */

#include "records-fixture.h"

#include <stdio.h>
#include <unistd.h>

static int
fail (GError *error)
{
  fprintf (stderr, "records-writer: %s\n", error->message);

  return 1;
}

static void
settle (NxRecordStore  *store,
        const char     *destination,
        NxDeliveryState state,
        const char     *reason)
{
  g_autoptr (GPtrArray) batch = nx_record_store_take_batch (store, destination, 1, 1 << 20, NULL);
  NxOutgoing *first = batch->pdata[0];
  NxSettlement settlement = { .statement = first->statement, .state = state, .http_status = reason != NULL ? 400 : 200, .reason = reason };

  g_assert_true (nx_record_store_settle (store, destination, &settlement, 1, NULL));
}

static void
keep_snapshot (NxRecordStore *store,
               const char    *learner)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<module/>", 9);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  NxRecordDraft draft = { .snapshot = bytes, .snapshot_path = "modules/safe-handling.xml", .snapshot_hash = hash };
  g_autoptr (GPtrArray) none = nx_record_store_append (store, learner, &draft, 1, NULL);

  g_assert_nonnull (none);
}

static int
make_fixture (NxRecordStore *store,
              NxClock       *clock)
{
  static const NxEventType types[] = {
    NX_EVENT_MODULE_OPENED, NX_EVENT_SECTION_READ, NX_EVENT_NOTE_SAVED, NX_EVENT_QUESTION_ANSWERED, NX_EVENT_TEST_FINISHED,
  };
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina Diallo", TRUE, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      nx_clock_advance (clock, G_USEC_PER_SEC);
      records_append (store, learner->id, types[i]);
    }
  keep_snapshot (store, learner->id);
  settle (store, destination->id, NX_DELIVERY_SENT, NULL);
  settle (store, destination->id, NX_DELIVERY_REFUSED, "Unknown staff ID");

  return 0;
}

static int
take_and_stay (NxRecordStore *store)
{
  g_autoptr (NxDestination) destination = nx_record_store_dup_destination (store, NULL);
  g_autoptr (GPtrArray) batch = nx_record_store_take_batch (store, destination->id, 3, 1 << 20, NULL);

  printf ("%u\n", batch->len);
  fflush (stdout);
  pause ();

  return 1;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (NxClock) clock = nx_clock_new_manual (TEST_START_US, 1000000);
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_QUESTION_ANSWERED);
  g_autoptr (NxActivityFacts) activity = records_activity (NX_EVENT_QUESTION_ANSWERED);
  NxRecordDraft draft = { .facts = facts, .activity = activity };
  g_autoptr (GError) error = NULL;
  gint64 n_wanted;

  g_return_val_if_fail (argc == 4, 2);

  store = nx_record_store_open (argv[1], clock, &error);
  if (store == NULL)
    return fail (error);
  if (g_str_equal (argv[2], "fixture"))
    return make_fixture (store, clock);
  if (g_str_equal (argv[2], "take"))
    return take_and_stay (store);

  n_wanted = g_str_equal (argv[2], "many") ? G_MAXINT64 : g_ascii_strtoll (argv[2], NULL, 10);
  for (gint64 i = 0; i < n_wanted; i++)
    {
      g_autoptr (GPtrArray) events = NULL;

      nx_clock_advance (clock, 1000);
      events = nx_record_store_append (store, argv[3], &draft, 1, &error);
      if (events == NULL)
        return fail (error);
      printf ("%" G_GINT64_FORMAT "\n", ((NxEvent *) events->pdata[0])->seq);
      fflush (stdout);
    }

  return nx_record_store_close (store, &error) ? 0 : fail (error);
}
