/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Events, what hangs on them, and what is folded from them. */

#include "records-fixture.h"

#include "nx-ids.h"
#include "nx-statement.h"

#include <string.h>

/* Appending and loading */

static void
test_append_and_load (RecordsFixture *f,
                      gconstpointer   data)
{
  static const NxEventType types[] = {
    NX_EVENT_MODULE_OPENED, NX_EVENT_SECTION_READ, NX_EVENT_NOTE_SAVED, NX_EVENT_QUESTION_ANSWERED, NX_EVENT_TEST_FINISHED,
  };
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      nx_clock_advance (f->clock, 1500000);
      records_append (store, learner->id, types[i]);
    }
  before = records_load (store, learner->id);
  records_close (store);
  store = records_open (f);
  after = records_load (store, learner->id);

  g_assert_cmpuint (after->len, ==, 2 + G_N_ELEMENTS (types));
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < after->len; i++)
    {
      const NxEvent *event = after->pdata[i], *same = before->pdata[i];
      g_autoptr (GBytes) payload = nx_event_facts_to_json (event->facts);
      g_autoptr (GBytes) same_payload = nx_event_facts_to_json (same->facts);

      g_assert_cmpint (event->seq, ==, i + 1);
      g_assert_cmpstr (event->stream, ==, learner->id);
      g_assert_true (nx_uuid_is_valid (event->id));
      g_assert_cmpstr (event->id, ==, same->id);
      g_assert_true (g_bytes_equal (payload, same_payload));
      g_assert_cmpint (event->clock, ==, NX_CLOCK_TRUSTED);
      g_assert_cmpstr (event->boot_id, ==, nx_clock_get_boot_id (f->clock));
      if (i >= 2)
        {
          g_autoptr (NxEventFacts) expected = records_facts (types[i - 2]);
          g_autoptr (GBytes) expected_payload = nx_event_facts_to_json (expected);

          g_assert_cmpint (event->facts->type, ==, types[i - 2]);
          g_assert_true (g_bytes_equal (payload, expected_payload));
          g_assert_cmpint (event->wall_us, ==, TEST_START_US + 1500000 * (gint64) (i - 1));
          g_assert_cmpint (event->monotonic_us, ==, 1000000 + 1500000 * (gint64) (i - 1));
        }
    }
  records_close (store);
}

static void
test_load_after (RecordsFixture *f,
                 gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxLearner) other = records_add_learner (store, "Bakary", TRUE, TRUE);
  g_autoptr (GPtrArray) some = NULL, none = NULL;

  records_append (store, learner->id, NX_EVENT_SECTION_READ);
  records_append (store, other->id, NX_EVENT_SECTION_READ);
  records_append (store, learner->id, NX_EVENT_BOOKMARK_SET);
  some = nx_record_store_load_events (store, learner->id, 3, NULL);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpint (((NxEvent *) some->pdata[0])->facts->type, ==, NX_EVENT_BOOKMARK_SET);
  none = nx_record_store_load_events (store, learner->id, 4, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* All drafts or none: the second cannot become a statement. */
static void
test_one_transaction (RecordsFixture *f,
                      gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxEventFacts) good = records_facts (NX_EVENT_MODULE_OPENED);
  g_autoptr (NxEventFacts) bad = records_facts (NX_EVENT_MODULE_COMPLETED);
  g_autoptr (NxActivityFacts) activity = records_activity (NX_EVENT_MODULE_OPENED);
  g_autoptr (NxActivityFacts) empty = nx_activity_facts_new ("no iri");
  NxRecordDraft drafts[] = { { .facts = good, .activity = activity }, { .facts = bad, .activity = empty } };
  g_autoptr (GPtrArray) events = NULL, rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_record_store_append (store, learner->id, drafts, 2, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, NX_RECORDS_ERROR);
  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 2);
  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, 0);

  /* No number of the sequence was used up. */
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  g_assert_cmpint (records_query (f->folder, "SELECT max(seq) FROM event"), ==, 3);
}

/* The async form keeps nothing of the caller's. */

typedef struct
{
  int n_called;
  GPtrArray *events;
} Appended;

static void
appended_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Appended *appended = user_data;
  g_autoptr (GError) error = NULL;

  appended->events = nx_record_store_append_finish (NX_RECORD_STORE (source), result, &error);
  g_assert_no_error (error);
  appended->n_called++;
}

static void
test_append_async (RecordsFixture *f,
                   gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (NxStatementView) view = NULL;
  Appended appended = { 0 };

  {
    g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_QUESTION_ANSWERED);
    g_autoptr (NxActivityFacts) activity = records_activity (NX_EVENT_QUESTION_ANSWERED);
    g_autofree char *id = g_strdup (learner->id);
    NxRecordDraft draft = { .facts = facts, .activity = activity };

    nx_record_store_append_async (store, id, &draft, 1, NULL, appended_cb, &appended);
    memset (&draft, 0, sizeof draft);
  }
  g_assert_cmpint (appended.n_called, ==, 0);
  records_wait (&appended.n_called);
  g_assert_cmpuint (appended.events->len, ==, 1);
  g_ptr_array_unref (appended.events);

  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, 1);
  view = nx_statement_view_new (((NxRecordRow *) rows->pdata[0])->body, NULL);
  g_assert_nonnull (view);
  g_assert_cmpstr (view->response, ==, "b");
}

/* Statements */

static void
test_statements (RecordsFixture *f,
                 gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina Diallo", FALSE, FALSE);
  g_autoptr (NxEventFacts) practice = records_facts (NX_EVENT_QUESTION_ANSWERED);
  g_autoptr (NxActivityFacts) activity = records_activity (NX_EVENT_QUESTION_ANSWERED);
  NxRecordDraft draft = { .facts = practice, .activity = activity };
  g_autoptr (GPtrArray) events = NULL, rows = NULL;

  records_append (store, learner->id, NX_EVENT_SECTION_READ);  /* never one */
  practice->counts = FALSE;
  events = nx_record_store_append (store, learner->id, &draft, 1, NULL);
  g_assert_nonnull (events);
  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, 0);
  g_clear_pointer (&rows, g_ptr_array_unref);

  /* Also without any consent: the statement is the learner's own record and only stays here. */
  records_append (store, learner->id, NX_EVENT_TEST_FINISHED);
  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, 1);
  {
    const NxRecordRow *row = rows->pdata[0];
    g_autoptr (NxStatementView) view = nx_statement_view_new (row->body, NULL);
    g_autofree char *text = nx_statement_dup_pretty (row->body);

    g_assert_cmpstr (view->id, ==, row->statement);
    g_assert_cmpint (row->verb, ==, NX_VERB_PASSED);
    g_assert_cmpint (row->type, ==, NX_EVENT_TEST_FINISHED);
    g_assert_cmpstr (view->verb_iri, ==, nx_verb_get_iri (NX_VERB_PASSED));
    g_assert_cmpstr (view->timestamp, ==, "2026-11-20T09:02:11.482Z");
    g_assert_cmpint (view->raw, ==, 9);
    g_assert_null (strstr (text, "Amina"));
    g_assert_nonnull (strstr (text, learner->account));
    g_assert_nonnull (strstr (text, nx_record_store_get_device_id (store)));
  }
}

/* A statement's bytes are fixed: a later change of name, language or consent changes no byte. */
static void
test_bytes_are_fixed (RecordsFixture *f,
                      gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxLearner) changed = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;

  records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  before = records_list (store, learner->id);
  nx_clock_advance (f->clock, 1000000);
  changed = nx_record_store_set_consent (store, learner->id, FALSE, FALSE, NULL);
  after = records_list (store, learner->id);
  g_assert_true (g_bytes_equal (((NxRecordRow *) before->pdata[0])->body, ((NxRecordRow *) after->pdata[0])->body));
}

static void
test_sealed (RecordsFixture *f,
             gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);

  records_append (store, learner->id, NX_EVENT_NOTE_SAVED);
  records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  g_assert_false (records_folder_contains (f->folder, "Samira"));
  g_assert_false (records_folder_contains (f->folder, "certain"));
  g_assert_false (records_folder_contains (f->folder, "cmi.interaction"));
  g_assert_false (records_folder_contains (f->folder, learner->account));
}

/* The clock */

static void
test_suspect_clock (RecordsFixture *f,
                    gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) events = NULL, rows = NULL;
  static const NxClockConfidence expected[] = { NX_CLOCK_TRUSTED, NX_CLOCK_SUSPECT, NX_CLOCK_SUSPECT, NX_CLOCK_TRUSTED };

  nx_clock_advance (f->clock, 1000);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  nx_clock_set_wall_us (f->clock, TEST_START_US - 3600 * G_TIME_SPAN_SECOND);  /* set back by an hour */
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  nx_clock_set_wall_us (f->clock, 86400 * G_TIME_SPAN_SECOND);                 /* an empty battery: 1970 */
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  nx_clock_set_wall_us (f->clock, TEST_START_US + 3600 * G_TIME_SPAN_SECOND);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);

  events = records_load (store, learner->id);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (((NxEvent *) events->pdata[2 + i])->clock, ==, expected[i]);
  /* It is written as it stood. */
  g_assert_cmpint (((NxEvent *) events->pdata[4])->wall_us, ==, 86400 * G_TIME_SPAN_SECOND);

  rows = records_list (store, learner->id);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *text = nx_statement_dup_pretty (((NxRecordRow *) rows->pdata[i])->body);
      gboolean suspect = expected[G_N_ELEMENTS (expected) - 1 - i] == NX_CLOCK_SUSPECT;  /* newest first */

      g_assert_cmpint (strstr (text, "clock-suspect") != NULL, ==, suspect);
    }
}

/* Content kept with an event */

static void
test_snapshot (RecordsFixture *f,
               gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("<module/>", 9);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *other_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "other", -1);
  g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_TEST_STARTED);
  NxRecordDraft drafts[] = {
    { .facts = facts, .snapshot = bytes, .snapshot_path = "modules/safe-handling.xml", .snapshot_hash = hash },
    { .snapshot = bytes, .snapshot_path = "modules/safe-handling.xml", .snapshot_hash = hash },
  };
  g_autoptr (GPtrArray) events = nx_record_store_append (store, learner->id, drafts, 2, NULL);
  g_autoptr (GBytes) found = NULL;
  g_autofree char *spoil = g_strdup_printf ("UPDATE snapshot SET bytes = x'00' WHERE hash = '%s'", hash);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (events->len, ==, 1);  /* the second draft only keeps content */
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM snapshot"), ==, 1);
  found = nx_record_store_load_snapshot (store, hash, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (found, bytes));

  g_assert_null (nx_record_store_load_snapshot (store, other_hash, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  records_tamper (f->folder, spoil);
  g_assert_null (nx_record_store_load_snapshot (store, hash, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
}

/* Damage */

static void
test_damaged_event (RecordsFixture *f,
                    gconstpointer   data)
{
  static const char *const changes[] = {
    "UPDATE event SET wall_us = wall_us + 1 WHERE seq = 3",
    "UPDATE event SET type = 'module-left' WHERE seq = 3",
    "UPDATE event SET clock = 1 - clock WHERE seq = 3",
    "UPDATE event SET program = program || '1' WHERE seq = 3",
    "UPDATE event SET payload = substr (payload, 1, length (payload) - 1) WHERE seq = 3",
    "UPDATE event SET digest = zeroblob (32) WHERE seq = 3",
    "UPDATE event SET payload = (SELECT payload FROM event WHERE seq = 2) WHERE seq = 3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%d", f->root, (int) i);
      g_autoptr (NxRecordStore) store = nx_record_store_open (folder, f->clock, NULL);
      g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
      g_autoptr (GPtrArray) others = NULL;
      g_autoptr (GError) error = NULL;

      records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
      records_append (store, learner->id, NX_EVENT_SECTION_READ);
      records_tamper (folder, changes[i]);
      g_assert_null (nx_record_store_load_events (store, learner->id, 0, &error));
      g_test_message ("%s: %s", changes[i], error->message);
      g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
      others = nx_record_store_load_events (store, learner->id, 3, NULL);
      g_assert_cmpuint (others->len, ==, 1);
    }
}

/* Projections: how many events of each type, as a simple reducer */

typedef struct
{
  int n[NX_N_EVENT_TYPES];
} Tally;

static int n_applied_in_all;  /* not part of the state */

static gpointer
tally_create (void)
{
  return g_new0 (Tally, 1);
}

static void
tally_apply (gpointer       state,
             const NxEvent *event)
{
  Tally *tally = state;

  tally->n[event->facts->type]++;
  n_applied_in_all++;
}

static GBytes *
tally_save (gpointer state)
{
  return g_bytes_new (((Tally *) state)->n, sizeof ((Tally *) state)->n);
}

static gpointer
tally_load (GBytes  *bytes,
            GError **error)
{
  Tally *tally;

  if (g_bytes_get_size (bytes) != sizeof tally->n)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "another form");
      return NULL;
    }
  tally = g_new0 (Tally, 1);
  memcpy (tally->n, g_bytes_get_data (bytes, NULL), sizeof tally->n);

  return tally;
}

static const NxReducer tally_1 = { "tally", 1, tally_create, tally_apply, tally_save, tally_load, g_free };
static const NxReducer tally_2 = { "tally", 2, tally_create, tally_apply, tally_save, tally_load, g_free };

static gint64
fold (NxRecordStore   *store,
      const char      *learner,
      const NxReducer *reducer,
      Tally           *out_tally)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = -1;
  Tally *tally = nx_record_store_fold (store, learner, reducer, &seq, &error);

  g_assert_no_error (error);
  g_assert_nonnull (tally);
  *out_tally = *tally;
  reducer->destroy (tally);

  return seq;
}

static void
test_fold (RecordsFixture *f,
           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  Tally first, again, anew;

  for (int i = 0; i < 100; i++)
    records_append (store, learner->id, i % 3 ? NX_EVENT_SECTION_READ : NX_EVENT_BOOKMARK_SET);
  g_assert_cmpint (fold (store, learner->id, &tally_1, &first), ==, 102);
  g_assert_cmpint (first.n[NX_EVENT_SECTION_READ], ==, 66);
  g_assert_cmpint (first.n[NX_EVENT_BOOKMARK_SET], ==, 34);

  /* From what was saved: only what came since is applied. */
  records_close (store);
  store = records_open (f);
  records_append (store, learner->id, NX_EVENT_SECTION_READ);
  n_applied_in_all = 0;
  g_assert_cmpint (fold (store, learner->id, &tally_1, &again), ==, 103);
  g_assert_cmpint (again.n[NX_EVENT_SECTION_READ], ==, 67);
  g_assert_cmpint (n_applied_in_all, ==, 1);

  /* Dropped and built again, and in another form: the same. */
  g_assert_true (nx_record_store_drop_projections (store, NULL));
  n_applied_in_all = 0;
  g_assert_cmpint (fold (store, learner->id, &tally_1, &anew), ==, 103);
  g_assert_cmpint (n_applied_in_all, ==, 103);
  g_assert_cmpmem (anew.n, sizeof anew.n, again.n, sizeof again.n);
  n_applied_in_all = 0;
  g_assert_cmpint (fold (store, learner->id, &tally_2, &anew), ==, 103);
  g_assert_cmpint (n_applied_in_all, ==, 103);
  g_assert_cmpmem (anew.n, sizeof anew.n, again.n, sizeof again.n);
  records_close (store);
}

/* A saved projection that is damaged is no loss. */
static void
test_damaged_projection (RecordsFixture *f,
                         gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  Tally before, after;

  for (int i = 0; i < 60; i++)
    records_append (store, learner->id, NX_EVENT_SECTION_READ);
  fold (store, learner->id, &tally_1, &before);
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM projection"), ==, 1);
  records_tamper (f->folder, "UPDATE projection SET state = substr (state, 1, length (state) - 1)");
  g_assert_cmpint (fold (store, learner->id, &tally_1, &after), ==, 62);
  g_assert_cmpmem (after.n, sizeof after.n, before.n, sizeof before.n);
}

/* "changed" */

static void
count_cb (NxRecordStore *store,
          int           *counter)
{
  ++*counter;
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_changed (RecordsFixture *f,
              gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  int n_changed = 0;
  Tally tally;

  drain ();
  g_signal_connect (store, "changed", G_CALLBACK (count_cb), &n_changed);
  for (int i = 0; i < 60; i++)
    records_append (store, learner->id, NX_EVENT_SECTION_READ);
  g_assert_cmpint (n_changed, ==, 0);  /* on the context, never inside the call */
  drain ();
  g_assert_cmpint (n_changed, ==, 1);

  /* Looking changes nothing, also where it saves what it folded: else whoever folds on "changed" would never rest. */
  fold (store, learner->id, &tally_1, &tally);
  g_clear_pointer (&learner, nx_learner_unref);
  g_ptr_array_unref (nx_record_store_list_learners (store, NULL));
  drain ();
  g_assert_cmpint (n_changed, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/records/events/" name, RecordsFixture, NULL, records_set_up, func, records_tear_down)
  ADD ("append-and-load", test_append_and_load);
  ADD ("load-after", test_load_after);
  ADD ("one-transaction", test_one_transaction);
  ADD ("append-async", test_append_async);
  ADD ("statements", test_statements);
  ADD ("bytes-are-fixed", test_bytes_are_fixed);
  ADD ("sealed", test_sealed);
  ADD ("suspect-clock", test_suspect_clock);
  ADD ("snapshot", test_snapshot);
  ADD ("damaged-event", test_damaged_event);
  ADD ("fold", test_fold);
  ADD ("damaged-projection", test_damaged_projection);
  ADD ("changed", test_changed);

  return g_test_run ();
}
