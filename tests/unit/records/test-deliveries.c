/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Destinations, the queue, what an answer makes of a delivery, and what a person sees of it. */

#include "records-fixture.h"

#include "nx-json.h"
#include "nx-statement.h"

#include <string.h>

/* A store with a destination and a learner who agreed to all; most tests start from here. */
typedef struct
{
  RecordsFixture base;
  NxRecordStore *store;
  NxDestination *destination;
  NxLearner *learner;
} QueueFixture;

static void
queue_set_up (QueueFixture *f,
              gconstpointer data)
{
  records_set_up (&f->base, data);
  f->store = records_open (&f->base);
  f->destination = records_set_destination (f->store);
  f->learner = records_add_learner (f->store, "Amina", TRUE, TRUE);
}

static void
queue_tear_down (QueueFixture *f,
                 gconstpointer data)
{
  nx_learner_unref (f->learner);
  nx_destination_free (f->destination);
  records_close (f->store);
  records_tear_down (&f->base, data);
}

/* @n statements of class completion, a second apart. */
static void
append_n (QueueFixture *f,
          guint         n)
{
  for (guint i = 0; i < n; i++)
    {
      nx_clock_advance (f->base.clock, G_USEC_PER_SEC);
      records_append (f->store, f->learner->id, NX_EVENT_MODULE_OPENED);
    }
}

static GPtrArray *
take (QueueFixture *f,
      guint         max_n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *batch = nx_record_store_take_batch (f->store, f->destination->id, max_n, 1 << 20, &error);

  g_assert_no_error (error);
  g_assert_nonnull (batch);

  return batch;
}

static const NxOutgoing *
outgoing (GPtrArray *batch,
          guint      i)
{
  g_assert_cmpuint (i, <, batch->len);

  return batch->pdata[i];
}

static void
settle (QueueFixture       *f,
        const NxSettlement *settlement)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_record_store_settle (f->store, f->destination->id, settlement, 1, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static void
settle_state (QueueFixture   *f,
              const char     *statement,
              NxDeliveryState state)
{
  NxSettlement settlement = { .statement = statement, .state = state };

  settle (f, &settlement);
}

/* The newest record's row; (transfer full). */
static NxRecordRow *
newest (QueueFixture *f)
{
  g_autoptr (GPtrArray) rows = nx_record_store_list_records (f->store, f->learner->id, 0, 1, NULL);

  g_assert_cmpuint (rows->len, ==, 1);

  return g_ptr_array_steal_index (rows, 0);
}

static void
assert_newest (QueueFixture   *f,
               NxDeliveryState state,
               NxPill          pill)
{
  g_autoptr (NxRecordRow) row = newest (f);

  g_assert_true (row->has_delivery);
  g_assert_cmpint (row->state, ==, state);
  g_assert_cmpint (row->pill, ==, pill);
}

/* Which records get a delivery */

static void
test_no_destination (RecordsFixture *f,
                     gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxDestination) none = NULL, destination = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  NxDeliveryCounts counts;
  g_autoptr (GError) error = NULL;
  guint n;

  none = nx_record_store_dup_destination (store, &error);
  g_assert_null (none);
  g_assert_no_error (error);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  rows = records_list (store, learner->id);
  g_assert_false (((NxRecordRow *) rows->pdata[0])->has_delivery);
  g_assert_cmpint (((NxRecordRow *) rows->pdata[0])->pill, ==, NX_PILL_ONLY_HERE);

  /* A destination that comes later gets nothing by itself. */
  destination = records_set_destination (store);
  counts = records_count (store, NULL);
  g_assert_cmpuint (counts.n_only_here, ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 0);
  g_assert_true (nx_record_store_release_earlier (store, learner->id, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  counts = records_count (store, learner->id);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 1);
  g_assert_cmpuint (counts.n_only_here, ==, 0);
}

/* Consent decides for each class, and for what is recorded from then on. */
static void
test_consent_classes (QueueFixture *f,
                      gconstpointer data)
{
  static const struct
  {
    gboolean completion, answers;
    guint n_pending;  /* of one statement of each class */
  } cases[] = { { FALSE, FALSE, 0 }, { TRUE, FALSE, 1 }, { TRUE, TRUE, 2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("Learner %d", (int) i);
      g_autoptr (NxLearner) learner = records_add_learner (f->store, name, cases[i].completion, cases[i].answers);
      NxDeliveryCounts counts;

      records_append (f->store, learner->id, NX_EVENT_MODULE_OPENED);
      records_append (f->store, learner->id, NX_EVENT_QUESTION_ANSWERED);
      counts = records_count (f->store, learner->id);
      g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, cases[i].n_pending);
      g_assert_cmpuint (counts.n_only_here, ==, 2 - cases[i].n_pending);
    }
}

static void
test_release_goes_no_further_than_consent (QueueFixture *f,
                                           gconstpointer data)
{
  g_autoptr (NxLearner) learner = records_add_learner (f->store, "Bakary", TRUE, FALSE);
  NxDeliveryCounts counts;
  guint n;

  records_append (f->store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  g_assert_true (nx_record_store_release_earlier (f->store, learner->id, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  counts = records_count (f->store, learner->id);
  g_assert_cmpuint (counts.n_only_here, ==, 1);
}

static void
test_destinations (QueueFixture *f,
                   gconstpointer data)
{
  g_autoptr (NxDestination) same = NULL, other = NULL, none = NULL, present = NULL;
  g_autoptr (GPtrArray) batch = NULL;
  g_autoptr (GError) error = NULL;
  NxDeliveryCounts counts;
  guint n;

  append_n (f, 2);
  same = records_set_destination (f->store);
  g_assert_cmpstr (same->id, ==, f->destination->id);

  /* Another address is another destination: what waited for the old one does not go there by itself. */
  nx_clock_advance (f->base.clock, G_USEC_PER_SEC);
  other = nx_record_store_set_destination (f->store, "https://other.example.org/xapi/", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->id, !=, f->destination->id);
  batch = nx_record_store_take_batch (f->store, other->id, 50, 1 << 20, NULL);
  g_assert_cmpuint (batch->len, ==, 0);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 0);
  g_assert_true (nx_record_store_release_earlier (f->store, f->learner->id, &n, NULL));
  g_assert_cmpuint (n, ==, 2);

  nx_clock_advance (f->base.clock, G_USEC_PER_SEC);
  none = nx_record_store_set_destination (f->store, NULL, &error);
  g_assert_null (none);
  g_assert_no_error (error);
  present = nx_record_store_dup_destination (f->store, &error);
  g_assert_null (present);
  append_n (f, 1);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 0);
}

/* What was on its way when its destination was given up, or when the program ended before that, does not stand as "sending" for ever. */
static void
test_given_up_while_sending (QueueFixture *f,
                             gconstpointer data)
{
  g_autoptr (NxDestination) other = NULL;
  g_autoptr (GPtrArray) batch = NULL;
  NxSettlement unknown = { .state = NX_DELIVERY_PENDING, .maybe_there = TRUE };
  NxDeliveryCounts counts;
  guint n;

  append_n (f, 3);
  batch = take (f, 50);
  nx_clock_advance (f->base.clock, G_USEC_PER_SEC);
  other = nx_record_store_set_destination (f->store, "https://other.example.org/xapi/", NULL);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENDING], ==, 0);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 3);
  g_assert_cmpint (records_query (f->base.folder, "SELECT min (maybe_there) FROM delivery"), ==, 1);

  /* Answers that come after all: what arrived has arrived, what is not known waits for nothing. */
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_SENT);
  unknown.statement = outgoing (batch, 1)->statement;
  settle (f, &unknown);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 2);

  g_assert_true (nx_record_store_release_earlier (f->store, f->learner->id, &n, NULL));
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (nx_record_store_count_outgoing (f->store, other->id, &n, NULL));
  g_assert_cmpuint (n, ==, 2);
}

/* Taking */

static void
test_take_in_order (QueueFixture *f,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL, first = NULL, second = NULL, third = NULL;

  append_n (f, 5);
  rows = records_list (f->store, f->learner->id);
  first = take (f, 3);
  g_assert_cmpuint (first->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const NxRecordRow *row = rows->pdata[4 - i];

      g_assert_cmpstr (outgoing (first, i)->statement, ==, row->statement);
      g_assert_true (g_bytes_equal (outgoing (first, i)->body, row->body));
      g_assert_cmpuint (outgoing (first, i)->n_tries, ==, 0);
      g_assert_false (outgoing (first, i)->maybe_there);
      g_assert_cmpstr (outgoing (first, i)->batch, ==, outgoing (first, 0)->batch);
    }
  /* What is on its way is not taken again. */
  second = take (f, 3);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_cmpstr (outgoing (second, 0)->batch, !=, outgoing (first, 0)->batch);
  third = take (f, 3);
  g_assert_cmpuint (third->len, ==, 0);
  assert_newest (f, NX_DELIVERY_SENDING, NX_PILL_SENDING);
}

static void
test_take_by_size (QueueFixture *f,
                   gconstpointer data)
{
  g_autoptr (GPtrArray) one = NULL, alone = NULL, two = NULL;
  g_autoptr (NxRecordRow) row = NULL;
  gsize size;

  append_n (f, 4);
  row = newest (f);
  size = g_bytes_get_size (row->body);
  one = nx_record_store_take_batch (f->store, f->destination->id, 50, size + 10, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  /* A single one that is larger than the room still goes: else it would block all others for ever. */
  alone = nx_record_store_take_batch (f->store, f->destination->id, 50, 10, NULL);
  g_assert_cmpuint (alone->len, ==, 1);
  two = nx_record_store_take_batch (f->store, f->destination->id, 50, 2 * size + 10, NULL);
  g_assert_cmpuint (two->len, ==, 2);
}

/* Sent with unknown outcome: the same members go together once more, before anything newer. */
static void
test_recover (QueueFixture *f,
              gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL, again = NULL, rest = NULL;

  append_n (f, 5);
  first = take (f, 3);
  records_close (f->store);  /* the program ends here */
  f->store = records_open (&f->base);
  g_assert_true (nx_record_store_recover_sending (f->store, NULL));

  again = take (f, 50);
  g_assert_cmpuint (again->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (outgoing (again, i)->statement, ==, outgoing (first, i)->statement);
      g_assert_cmpstr (outgoing (again, i)->batch, ==, outgoing (first, i)->batch);
      g_assert_true (outgoing (again, i)->maybe_there);
      g_assert_true (g_bytes_equal (outgoing (again, i)->body, outgoing (first, i)->body));
      g_assert_cmpuint (outgoing (again, i)->n_tries, ==, 1);
    }
  rest = take (f, 50);
  g_assert_cmpuint (rest->len, ==, 2);
  g_assert_false (outgoing (rest, 0)->maybe_there);
}

static void
append_voiding (QueueFixture *f,
                const char   *target)
{
  g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_RECORD_TAKEN_BACK);
  g_autoptr (NxActivityFacts) activity = records_activity (NX_EVENT_RECORD_TAKEN_BACK);
  NxRecordDraft draft = { .facts = facts, .activity = activity };
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  facts->target = g_strdup (target);
  events = nx_record_store_append (f->store, f->learner->id, &draft, 1, &error);
  g_assert_no_error (error);
}

/* A voiding statement goes in a later batch than its target. */
static void
test_voiding_goes_later (QueueFixture *f,
                         gconstpointer data)
{
  g_autoptr (NxRecordRow) row = NULL;
  g_autoptr (GPtrArray) first = NULL, second = NULL, third = NULL;
  g_autofree char *text = NULL;

  append_n (f, 2);
  row = newest (f);
  append_voiding (f, row->statement);
  append_n (f, 1);

  first = take (f, 50);
  second = take (f, 50);
  third = take (f, 50);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpuint (second->len, ==, 1);
  text = nx_statement_dup_pretty (outgoing (second, 0)->body);
  g_assert_nonnull (strstr (text, "voided"));
  g_assert_nonnull (strstr (text, row->statement));
  g_assert_cmpuint (third->len, ==, 1);
}

/* A record whose bytes were damaged here is refused and shown; the others go. */
static void
test_damaged_is_refused (QueueFixture *f,
                         gconstpointer data)
{
  g_autoptr (NxRecordRow) row = NULL;
  g_autoptr (GPtrArray) batch = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (NxRecordRow) after = NULL;

  append_n (f, 3);
  row = newest (f);
  sql = g_strdup_printf ("UPDATE statement SET body = substr (body, 1, length (body) - 1) WHERE id = '%s'", row->statement);
  records_tamper (f->base.folder, sql);
  batch = take (f, 50);
  g_assert_cmpuint (batch->len, ==, 2);
  for (guint i = 0; i < batch->len; i++)
    g_assert_cmpstr (outgoing (batch, i)->statement, !=, row->statement);
  after = newest (f);
  g_assert_cmpint (after->pill, ==, NX_PILL_REFUSED);
  g_assert_null (after->body);
  g_assert_nonnull (after->reason);
}

/* Settling */

static void
test_settle (QueueFixture *f,
             gconstpointer data)
{
  g_autoptr (GBytes) theirs = g_bytes_new_static ("{\"id\":1}", 8);
  const struct
  {
    NxSettlement settlement;
    NxPill pill;
    gboolean taken_again;
  } cases[] = {
    { { .state = NX_DELIVERY_SENT, .http_status = 200 }, NX_PILL_DELIVERED, FALSE },
    { { .state = NX_DELIVERY_CONFIRMED, .http_status = 200 }, NX_PILL_DELIVERED, FALSE },
    { { .state = NX_DELIVERY_REFUSED, .http_status = 400, .reason = "Unknown staff ID 00482" }, NX_PILL_REFUSED, FALSE },
    { { .state = NX_DELIVERY_CONFLICT, .http_status = 409, .theirs = theirs }, NX_PILL_REFUSED, FALSE },
    { { .state = NX_DELIVERY_PENDING, .http_status = 503 }, NX_PILL_WAITING, TRUE },
    { { .state = NX_DELIVERY_PENDING, .maybe_there = TRUE }, NX_PILL_WAITING, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NxSettlement settlement = cases[i].settlement;
      g_autoptr (GPtrArray) batch = NULL, again = NULL;
      g_autoptr (NxRecordRow) row = NULL;

      append_n (f, 1);
      batch = take (f, 1);
      settlement.statement = outgoing (batch, 0)->statement;
      nx_clock_advance (f->base.clock, G_USEC_PER_SEC);
      settle (f, &settlement);

      row = newest (f);
      g_assert_cmpstr (row->statement, ==, settlement.statement);
      g_assert_cmpint (row->state, ==, settlement.state);
      g_assert_cmpint (row->pill, ==, cases[i].pill);
      g_assert_cmpint (row->http_status, ==, settlement.http_status);
      g_assert_cmpstr (row->reason, ==, settlement.reason);
      g_assert_cmpuint (row->n_tries, ==, 1);
      g_assert_cmpint (row->sent_us, ==, cases[i].pill == NX_PILL_DELIVERED ? nx_clock_get_wall_us (f->base.clock) : 0);
      g_assert_true (settlement.theirs == NULL ? row->theirs == NULL : g_bytes_equal (row->theirs, settlement.theirs));

      again = take (f, 1);
      g_assert_cmpuint (again->len, ==, cases[i].taken_again ? 1 : 0);
      if (cases[i].taken_again)
        {
          g_assert_cmpint (outgoing (again, 0)->maybe_there, ==, settlement.maybe_there);
          settle_state (f, settlement.statement, NX_DELIVERY_SENT);
        }
    }
  /* What a server said may name a person: it is sealed. */
  g_assert_false (records_folder_contains (f->base.folder, "00482"));
}

/* A late answer does not take back an earlier one. */
static void
test_sent_stays_sent (QueueFixture *f,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL;

  append_n (f, 1);
  batch = take (f, 1);
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_SENT);
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_PENDING);
  assert_newest (f, NX_DELIVERY_SENT, NX_PILL_DELIVERED);
}

static void
test_not_before (QueueFixture *f,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL, early = NULL, due = NULL;
  NxSettlement settlement = { .state = NX_DELIVERY_PENDING, .http_status = 400 };

  append_n (f, 1);
  batch = take (f, 1);
  settlement.statement = outgoing (batch, 0)->statement;
  settlement.not_before_us = nx_clock_get_wall_us (f->base.clock) + 60 * G_USEC_PER_SEC;
  settle (f, &settlement);

  nx_clock_advance (f->base.clock, 59 * G_USEC_PER_SEC);
  early = take (f, 1);
  g_assert_cmpuint (early->len, ==, 0);
  nx_clock_advance (f->base.clock, G_USEC_PER_SEC);
  due = take (f, 1);
  g_assert_cmpuint (due->len, ==, 1);
}

/* All settlements of an answer, or none. */
static void
test_settle_many (QueueFixture *f,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL;
  NxSettlement settlements[50];
  NxDeliveryCounts counts;

  append_n (f, 50);
  batch = take (f, 50);
  g_assert_cmpuint (batch->len, ==, 50);
  for (guint i = 0; i < 50; i++)
    settlements[i] = (NxSettlement) { .statement = outgoing (batch, i)->statement, .state = NX_DELIVERY_SENT, .http_status = 200 };
  g_assert_true (nx_record_store_settle (f->store, f->destination->id, settlements, 50, NULL));
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 50);
}

/* Consent withdrawn */

static void
withdraw (QueueFixture *f)
{
  g_autoptr (NxLearner) changed = nx_record_store_set_consent (f->store, f->learner->id, FALSE, FALSE, NULL);

  g_assert_nonnull (changed);
}

static void
test_withdrawn_holds (QueueFixture *f,
                      gconstpointer data)
{
  g_autoptr (NxLearner) other = records_add_learner (f->store, "Bakary", TRUE, TRUE);
  g_autoptr (NxLearner) completion_only = NULL, again = NULL;
  g_autoptr (GPtrArray) batch = NULL;
  NxDeliveryCounts counts;
  guint n;

  records_append (f->store, other->id, NX_EVENT_MODULE_OPENED);
  append_n (f, 2);
  records_append (f->store, f->learner->id, NX_EVENT_QUESTION_ANSWERED);
  completion_only = nx_record_store_set_consent (f->store, f->learner->id, TRUE, FALSE, NULL);
  counts = records_count (f->store, f->learner->id);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 2);

  withdraw (f);
  counts = records_count (f->store, f->learner->id);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 3);
  batch = take (f, 50);
  g_assert_cmpuint (batch->len, ==, 1);  /* only the other person's */

  /* Agreeing again releases nothing by itself; the learner's word does. */
  again = nx_record_store_set_consent (f->store, f->learner->id, TRUE, TRUE, NULL);
  counts = records_count (f->store, f->learner->id);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 3);
  g_assert_true (nx_record_store_release_earlier (f->store, f->learner->id, &n, NULL));
  g_assert_cmpuint (n, ==, 3);
  counts = records_count (f->store, f->learner->id);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 3);
}

/* While it was on its way: what arrived has arrived, what did not stays here. */
static void
test_withdrawn_while_sending (QueueFixture *f,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL, nothing = NULL;
  NxSettlement unknown = { .state = NX_DELIVERY_PENDING, .maybe_there = TRUE };
  NxDeliveryCounts counts;

  append_n (f, 3);
  batch = take (f, 50);
  withdraw (f);
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_SENT);
  settle_state (f, outgoing (batch, 1)->statement, NX_DELIVERY_PENDING);
  unknown.statement = outgoing (batch, 2)->statement;
  settle (f, &unknown);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 2);
  nothing = take (f, 50);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_withdrawn_before_recovery (QueueFixture *f,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL, nothing = NULL;

  append_n (f, 2);
  batch = take (f, 50);
  withdraw (f);
  g_assert_true (nx_record_store_recover_sending (f->store, NULL));
  nothing = take (f, 50);
  g_assert_cmpuint (nothing->len, ==, 0);
  assert_newest (f, NX_DELIVERY_HELD, NX_PILL_ONLY_HERE);
}

/* Holding one record */

static void
test_hold_record (QueueFixture *f,
                  gconstpointer data)
{
  g_autoptr (NxRecordRow) row = NULL;
  g_autoptr (GPtrArray) nothing = NULL, batch = NULL;
  g_autoptr (GError) error = NULL;

  append_n (f, 1);
  row = newest (f);
  g_assert_true (nx_record_store_hold_record (f->store, row->statement, TRUE, &error));
  assert_newest (f, NX_DELIVERY_HELD, NX_PILL_ONLY_HERE);
  nothing = take (f, 1);
  g_assert_cmpuint (nothing->len, ==, 0);

  g_assert_true (nx_record_store_hold_record (f->store, row->statement, FALSE, &error));
  assert_newest (f, NX_DELIVERY_PENDING, NX_PILL_WAITING);
  batch = take (f, 1);
  settle_state (f, row->statement, NX_DELIVERY_REFUSED);
  g_assert_true (nx_record_store_hold_record (f->store, row->statement, FALSE, &error));
  assert_newest (f, NX_DELIVERY_PENDING, NX_PILL_WAITING);

  /* Without consent one cannot be sent either. */
  withdraw (f);
  g_assert_false (nx_record_store_hold_record (f->store, row->statement, FALSE, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  assert_newest (f, NX_DELIVERY_HELD, NX_PILL_ONLY_HERE);
}

/* What a person sees */

static void
test_counts (QueueFixture *f,
             gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL;
  g_autoptr (NxRecordRow) row = NULL;
  gint64 start_us = nx_clock_get_wall_us (f->base.clock);
  NxDeliveryCounts counts = records_count (f->store, NULL);

  g_assert_cmpint (counts.oldest_pending_us, ==, 0);
  g_assert_cmpint (counts.last_sent_us, ==, 0);
  g_assert_cmpint (counts.bytes_pending, ==, 0);

  append_n (f, 3);
  row = newest (f);
  batch = take (f, 1);
  nx_clock_advance (f->base.clock, 10 * G_USEC_PER_SEC);
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_SENT);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 2);
  g_assert_cmpint (counts.oldest_pending_us, ==, start_us + 2 * G_USEC_PER_SEC);
  g_assert_cmpint (counts.last_sent_us, ==, start_us + 13 * G_USEC_PER_SEC);
  g_assert_cmpint (counts.bytes_pending, ==, 2 * (gint64) g_bytes_get_size (row->body));
}

static void
test_list_pages (QueueFixture *f,
                 gconstpointer data)
{
  g_autoptr (NxLearner) other = records_add_learner (f->store, "Bakary", TRUE, TRUE);
  g_autoptr (GPtrArray) all = NULL, everyone = NULL;

  append_n (f, 7);
  records_append (f->store, other->id, NX_EVENT_MODULE_OPENED);
  all = records_list (f->store, f->learner->id);
  g_assert_cmpuint (all->len, ==, 7);
  for (guint i = 0; i + 1 < all->len; i++)
    g_assert_cmpint (((NxRecordRow *) all->pdata[i])->wall_us, >, ((NxRecordRow *) all->pdata[i + 1])->wall_us);
  for (guint offset = 0; offset < 9; offset += 3)
    {
      g_autoptr (GPtrArray) page = nx_record_store_list_records (f->store, f->learner->id, offset, 3, NULL);

      g_assert_cmpuint (page->len, ==, MIN (3, 7 - MIN (offset, 7)));
      for (guint i = 0; i < page->len; i++)
        g_assert_cmpstr (((NxRecordRow *) page->pdata[i])->statement, ==, ((NxRecordRow *) all->pdata[offset + i])->statement);
    }
  everyone = records_list (f->store, NULL);
  g_assert_cmpuint (everyone->len, ==, 8);
  g_assert_cmpstr (((NxRecordRow *) everyone->pdata[0])->learner, ==, other->id);
}

/* Handed over to a carrier: shown as such until the destination itself has it. */
static void
test_custody (QueueFixture *f,
              gconstpointer data)
{
  g_autoptr (GPtrArray) batch = NULL;

  append_n (f, 1);
  records_tamper (f->base.folder, "INSERT INTO custody (statement, carrier, kind, at_us) SELECT id, 'stick', 'file', 1 FROM statement");
  assert_newest (f, NX_DELIVERY_PENDING, NX_PILL_USB);
  records_tamper (f->base.folder, "INSERT INTO custody (statement, carrier, kind, at_us) SELECT id, 'room', 'hub', 1 FROM statement");
  assert_newest (f, NX_DELIVERY_PENDING, NX_PILL_FACILITATOR);
  batch = take (f, 1);
  assert_newest (f, NX_DELIVERY_SENDING, NX_PILL_SENDING);
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_SENT);
  assert_newest (f, NX_DELIVERY_SENT, NX_PILL_DELIVERED);
}

/* The window's sender */

typedef struct
{
  int n_called;
  GPtrArray *batch;
  GError *error;
  NxDeliveryCounts counts;
} Answer;

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Answer *answer = user_data;

  answer->batch = nx_record_store_take_batch_finish (NX_RECORD_STORE (source), result, NULL);
  answer->n_called++;
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_assert_true (nx_record_store_settle_finish (NX_RECORD_STORE (source), result, NULL));
  ((Answer *) user_data)->n_called++;
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Answer *answer = user_data;

  g_assert_true (nx_record_store_count_finish (NX_RECORD_STORE (source), result, &answer->counts, NULL));
  answer->n_called++;
}

static void
test_async (QueueFixture *f,
            gconstpointer data)
{
  g_autoptr (GPtrArray) lost = NULL;
  Answer taken = { 0 }, settled = { 0 }, counted = { 0 };

  append_n (f, 2);
  lost = take (f, 50);  /* as of a program that ended */
  nx_record_store_take_batch_async (f->store, f->destination->id, 50, 1 << 20, TRUE, NULL, taken_cb, &taken);
  records_wait (&taken.n_called);
  g_assert_cmpuint (taken.batch->len, ==, 2);
  g_assert_true (outgoing (taken.batch, 0)->maybe_there);
  {
    g_autofree char *id = g_strdup (outgoing (taken.batch, 0)->statement);
    g_autofree char *reason = g_strdup ("no");
    NxSettlement settlement = { .statement = id, .state = NX_DELIVERY_REFUSED, .reason = reason };

    nx_record_store_settle_async (f->store, f->destination->id, &settlement, 1, NULL, settled_cb, &settled);
  }
  nx_record_store_count_async (f->store, f->learner->id, NULL, counted_cb, &counted);
  records_wait (&counted.n_called);
  g_assert_cmpint (settled.n_called, ==, 1);
  g_assert_cmpuint (counted.counts.n[NX_DELIVERY_REFUSED], ==, 1);
  g_assert_cmpuint (counted.counts.n[NX_DELIVERY_SENDING], ==, 1);
  g_ptr_array_unref (taken.batch);
}

/* The next batch is taken while the outcome of the one before is not stored yet: neither touches the other. */
static void
test_take_before_settling (QueueFixture *f,
                           gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL, second = NULL, recovered = NULL;
  NxDeliveryCounts counts;

  append_n (f, 5);
  first = take (f, 3);
  second = take (f, 50);
  g_assert_cmpuint (second->len, ==, 2);
  for (guint i = 0; i < first->len; i++)
    settle_state (f, outgoing (first, i)->statement, NX_DELIVERY_SENT);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 3);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENDING], ==, 2);

  /* A sender that dies now leaves the second to be sent once more. */
  g_assert_true (nx_record_store_recover_sending (f->store, NULL));
  recovered = take (f, 50);
  g_assert_cmpuint (recovered->len, ==, 2);
  g_assert_true (outgoing (recovered, 0)->maybe_there);
}

static void
damage (QueueFixture *f,
        const char   *statement)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE statement SET body = substr (body, 1, length (body) - 1) WHERE id = '%s'", statement);

  records_tamper (f->base.folder, sql);
}

static void
assert_sends (GPtrArray  *batch,
              guint       i,
              const char *statement)
{
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (outgoing (batch, i)->body, 1 << 20, NULL);

  g_assert_cmpstr (outgoing (batch, i)->statement, ==, statement);
  g_assert_cmpstr (nx_json_get_string (nx_json_doc_get_root (doc), "id", NULL), ==, statement);
}

/* Opening ahead decides nothing: which records are taken, and that only what was found right is sent, is as without it. */
static void
test_read_ahead (QueueFixture *f,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL, first = NULL, second = NULL;
  const char *ids[6];
  NxDeliveryCounts counts;

  append_n (f, 6);
  rows = records_list (f->store, f->learner->id);
  for (guint i = 0; i < 6; i++)
    ids[i] = ((NxRecordRow *) rows->pdata[5 - i])->statement;
  damage (f, ids[1]);
  first = take (f, 1);
  nx_record_store_read_ahead_async (f->store, f->destination->id, 50, 1 << 20);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 5);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENDING], ==, 1);

  /* Meanwhile one is held, one is damaged that was found right before, and one is recorded. */
  g_assert_true (nx_record_store_hold_record (f->store, ids[4], TRUE, NULL));
  damage (f, ids[3]);
  append_n (f, 1);

  second = take (f, 50);
  settle_state (f, outgoing (first, 0)->statement, NX_DELIVERY_SENT);
  g_assert_cmpuint (second->len, ==, 4);
  assert_sends (second, 0, ids[2]);
  assert_sends (second, 1, ids[3]);
  assert_sends (second, 2, ids[5]);
  counts = records_count (f->store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_REFUSED], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_HELD], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENDING], ==, 4);
}

/* What was opened ahead is kept for the next batch only. */
static void
test_read_ahead_is_forgotten (QueueFixture *f,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  g_autoptr (NxRecordRow) row = NULL;

  append_n (f, 2);
  first = take (f, 1);
  nx_record_store_read_ahead_async (f->store, f->destination->id, 50, 1 << 20);
  settle_state (f, outgoing (first, 0)->statement, NX_DELIVERY_SENT);
  row = newest (f);
  damage (f, row->statement);
  second = take (f, 50);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_cmpuint (records_count (f->store, NULL).n[NX_DELIVERY_REFUSED], ==, 1);
}

static void
test_count_outgoing (QueueFixture *f,
                     gconstpointer data)
{
  g_autoptr (NxDestination) other = NULL;
  g_autoptr (GPtrArray) batch = NULL;
  guint n;

  append_n (f, 4);
  batch = take (f, 1);
  settle_state (f, outgoing (batch, 0)->statement, NX_DELIVERY_SENT);
  g_assert_true (nx_record_store_count_outgoing (f->store, f->destination->id, &n, NULL));
  g_assert_cmpuint (n, ==, 3);
  g_clear_pointer (&batch, g_ptr_array_unref);
  batch = take (f, 1);
  g_assert_true (nx_record_store_count_outgoing (f->store, f->destination->id, &n, NULL));
  g_assert_cmpuint (n, ==, 3);

  other = nx_record_store_set_destination (f->store, "https://other.example.org/xapi/", NULL);
  g_assert_true (nx_record_store_count_outgoing (f->store, other->id, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/records/deliveries/" name, QueueFixture, NULL, queue_set_up, func, queue_tear_down)
  g_test_add ("/records/deliveries/no-destination", RecordsFixture, NULL, records_set_up, test_no_destination, records_tear_down);
  ADD ("consent-classes", test_consent_classes);
  ADD ("release-goes-no-further-than-consent", test_release_goes_no_further_than_consent);
  ADD ("destinations", test_destinations);
  ADD ("given-up-while-sending", test_given_up_while_sending);
  ADD ("take-in-order", test_take_in_order);
  ADD ("take-by-size", test_take_by_size);
  ADD ("recover", test_recover);
  ADD ("voiding-goes-later", test_voiding_goes_later);
  ADD ("damaged-is-refused", test_damaged_is_refused);
  ADD ("settle", test_settle);
  ADD ("sent-stays-sent", test_sent_stays_sent);
  ADD ("not-before", test_not_before);
  ADD ("settle-many", test_settle_many);
  ADD ("withdrawn-holds", test_withdrawn_holds);
  ADD ("withdrawn-while-sending", test_withdrawn_while_sending);
  ADD ("withdrawn-before-recovery", test_withdrawn_before_recovery);
  ADD ("hold-record", test_hold_record);
  ADD ("counts", test_counts);
  ADD ("list-pages", test_list_pages);
  ADD ("custody", test_custody);
  ADD ("async", test_async);
  ADD ("take-before-settling", test_take_before_settling);
  ADD ("read-ahead", test_read_ahead);
  ADD ("read-ahead-is-forgotten", test_read_ahead_is_forgotten);
  ADD ("count-outgoing", test_count_outgoing);

  return g_test_run ();
}
