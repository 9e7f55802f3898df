/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The streams of workshops: begun whole or not at all, sealed, listed, and looked after like a learner's. */

#include "records-fixture.h"

#include <string.h>

#define AGENDA "<workshop id='w'/>"
#define PERSON "Amina Diallo, N'Djamena"

static NxEventFacts *
started_facts (void)
{
  NxEventFacts *facts = nx_event_facts_new (NX_EVENT_SESSION_STARTED);

  facts->address = g_strdup ("core/workshop/half-day");
  facts->content_version = g_strdup ("2026.11.1/1");
  facts->content_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, AGENDA, -1);
  facts->language = g_strdup ("en");
  return facts;
}

static GPtrArray *
create (NxRecordStore *store,
        GError       **error)
{
  g_autoptr (NxEventFacts) facts = started_facts ();
  g_autoptr (GBytes) agenda = g_bytes_new_static (AGENDA, strlen (AGENDA));
  NxRecordDraft draft = { .facts = facts, .snapshot = agenda, .snapshot_path = "workshops/half-day.xml" };

  return nx_record_store_create_session (store, &draft, 1, error);
}

/* A session's id; asserts. */
static char *
begin (NxRecordStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = create (store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  return g_strdup (((NxEvent *) events->pdata[0])->stream);
}

static NxEventFacts *
session_facts (NxEventType type)
{
  NxEventFacts *facts = nx_event_facts_new (type);

  if (type == NX_EVENT_PARTICIPANT_SAVED)
    {
      facts->target = g_strdup ("p1");
      facts->detail = g_strdup ("{\"name\":\"" PERSON "\",\"place\":\"room\"}");
    }
  else if (type == NX_EVENT_SLIDE_SHOWN)
    {
      facts->element = g_strdup ("hello");
      facts->step = 1;
    }
  return facts;
}

static gboolean
try_append (NxRecordStore *store,
            const char    *stream,
            NxEventType    type,
            GError       **error)
{
  g_autoptr (NxEventFacts) facts = session_facts (type);
  NxRecordDraft draft = { .facts = facts };
  g_autoptr (GPtrArray) events = nx_record_store_append (store, stream, &draft, 1, error);

  return events != NULL;
}

static void
append (NxRecordStore *store,
        const char    *session,
        NxEventType    type)
{
  g_autoptr (GError) error = NULL;

  try_append (store, session, type, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (NxRecordStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *sessions = nx_record_store_list_sessions (store, &error);

  g_assert_no_error (error);
  return sessions;
}

static void
test_begin_and_go_on (RecordsFixture *f,
                      gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *session = begin (store);
  g_autoptr (GPtrArray) events = NULL, some = NULL;
  g_autoptr (GBytes) agenda = NULL;
  g_autoptr (GError) error = NULL;
  const NxEvent *event;

  append (store, session, NX_EVENT_PARTICIPANT_SAVED);
  append (store, session, NX_EVENT_SLIDE_SHOWN);
  records_close (store);

  store = records_open (f);
  events = records_load (store, session);
  g_assert_cmpuint (events->len, ==, 3);
  event = events->pdata[0];
  g_assert_cmpint (event->facts->type, ==, NX_EVENT_SESSION_STARTED);
  g_assert_cmpstr (event->facts->address, ==, "core/workshop/half-day");
  agenda = nx_record_store_load_snapshot (store, event->facts->content_hash, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (agenda, NULL), g_bytes_get_size (agenda), AGENDA, strlen (AGENDA));
  event = events->pdata[1];
  g_assert_cmpint (event->seq, ==, 2);
  g_assert_nonnull (strstr (event->facts->detail, PERSON));
  some = nx_record_store_load_events (store, session, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, 1);
  records_close (store);
}

typedef struct
{
  int n_called;
  GPtrArray *found;
} Called;

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Called *called = user_data;

  called->found = nx_record_store_create_session_finish (NX_RECORD_STORE (source), result, NULL);
  called->n_called++;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Called *called = user_data;

  called->found = nx_record_store_list_sessions_finish (NX_RECORD_STORE (source), result, NULL);
  called->n_called++;
}

static void
test_async (RecordsFixture *f,
            gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxEventFacts) facts = started_facts ();
  NxRecordDraft draft = { .facts = facts };
  Called created = { 0 }, listed = { 0 };
  g_autoptr (GPtrArray) events = NULL, sessions = NULL;

  nx_record_store_create_session_async (store, &draft, 1, NULL, created_cb, &created);
  records_wait (&created.n_called);
  events = created.found;
  g_assert_cmpuint (events->len, ==, 1);
  nx_record_store_list_sessions_async (store, NULL, listed_cb, &listed);
  records_wait (&listed.n_called);
  sessions = listed.found;
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpstr (((NxSessionInfo *) sessions->pdata[0])->id, ==, ((NxEvent *) events->pdata[0])->stream);
  records_close (store);
}

static void
test_list (RecordsFixture *f,
           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Bakary", TRUE, TRUE);
  g_autoptr (GPtrArray) none = list (store);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autofree char *first = begin (store);
  g_autofree char *second = NULL;
  const NxSessionInfo *info;

  g_assert_cmpuint (none->len, ==, 0);
  nx_clock_advance (f->clock, 60 * G_USEC_PER_SEC);
  append (store, first, NX_EVENT_SESSION_ENDED);
  /* Late answers come after the end; it has ended all the same. */
  append (store, first, NX_EVENT_BALLOT_CAST);
  nx_clock_advance (f->clock, 60 * G_USEC_PER_SEC);
  second = begin (store);

  sessions = list (store);
  g_assert_cmpuint (sessions->len, ==, 2);
  info = sessions->pdata[0];
  g_assert_cmpstr (info->id, ==, second);
  g_assert_false (info->ended);
  g_assert_cmpint (info->started_us, ==, TEST_START_US + 120 * G_USEC_PER_SEC);
  g_assert_cmpint (info->last_us, ==, info->started_us);
  info = sessions->pdata[1];
  g_assert_cmpstr (info->id, ==, first);
  g_assert_true (info->ended);
  g_assert_cmpint (info->started_us, ==, TEST_START_US);
  g_assert_cmpint (info->last_us, ==, TEST_START_US + 60 * G_USEC_PER_SEC);
  records_close (store);
}

/* Nothing of who took part lies in the clear, and the key of it is the device's. */
static void
test_sealed (RecordsFixture *f,
             gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *session = begin (store);
  g_autofree char *key = g_build_filename (f->folder, "keys", session, NULL);
  g_autoptr (GError) error = NULL;

  append (store, session, NX_EVENT_PARTICIPANT_SAVED);
  g_assert_true (nx_record_store_backup (store, NULL, &error));
  g_assert_no_error (error);
  records_close (store);
  g_assert_false (records_folder_contains (f->folder, "Amina"));
  g_assert_false (records_folder_contains (f->folder, "participants"));
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));

  /* A payload belongs to its row. */
  records_tamper (f->folder, "UPDATE event SET id = 'x' || substr (id, 2) WHERE seq = 2");
  store = records_open (f);
  g_assert_null (nx_record_store_load_events (store, session, 0, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
  records_close (store);
}

/* An event stands in the stream that it belongs to, or nowhere. */
static void
test_streams_are_kept_apart (RecordsFixture *f,
                             gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Bakary", TRUE, TRUE);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autofree char *session = begin (store);
  g_autoptr (GPtrArray) of_learner = NULL, of_session = NULL, rows = NULL;

  for (guint i = NX_EVENT_NONE + 1; i < NX_N_EVENT_TYPES; i++)
    {
      const NxEventTypeInfo *info = nx_event_type_get_info ((NxEventType) i);
      g_autoptr (GError) none_of_learner = NULL;
      g_autoptr (GError) none_of_session = NULL;

      try_append (store, learner->id, info->type, &none_of_learner);
      try_append (store, session, info->type, &none_of_session);
      if ((info->streams & NX_STREAM_LEARNER) != 0)
        g_assert_no_error (none_of_learner);
      else
        g_assert_error (none_of_learner, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FAILED);
      if ((info->streams & NX_STREAM_SESSION) != 0)
        g_assert_no_error (none_of_session);
      else
        g_assert_error (none_of_session, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FAILED);
    }
  of_learner = records_load (store, learner->id);
  for (guint i = 0; i < of_learner->len; i++)
    g_assert_cmpint (((NxEvent *) of_learner->pdata[i])->seq, ==, i + 1);
  of_session = records_load (store, session);
  for (guint i = 0; i < of_session->len; i++)
    g_assert_cmpint (((NxEvent *) of_session->pdata[i])->seq, ==, i + 1);
  rows = records_list (store, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
  records_close (store);
}

static void
test_not_found (RecordsFixture *f,
                gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (GError) error = NULL;

  g_assert_false (try_append (store, "nobody", NX_EVENT_SLIDE_SHOWN, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (nx_record_store_load_events (store, "nobody", 0, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* The device's own stream is none to write into. */
  g_assert_false (try_append (store, nx_record_store_get_device_id (store), NX_EVENT_SLIDE_SHOWN, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  records_close (store);
}

/* Stream, first event and agenda, or nothing of them. */
static void
test_disk_full (RecordsFixture *f,
                gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *text = g_strnfill (256 * 1024, 'x');
  g_autoptr (GBytes) large = g_bytes_new_static (text, 256 * 1024);
  g_autoptr (NxEventFacts) facts = started_facts ();
  NxRecordDraft drafts[] = { { .facts = facts }, { .snapshot = large, .snapshot_path = "agenda.xml", .snapshot_hash = "h" } };
  g_autoptr (GPtrArray) none = NULL, sessions = NULL;
  g_autoptr (GError) error = NULL;

  nx_database_set_max_pages (store->db, records_query (f->folder, "PRAGMA page_count") + 6);
  none = nx_record_store_create_session (store, drafts, 2, &error);
  g_assert_null (none);
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  sessions = list (store);
  g_assert_cmpuint (sessions->len, ==, 0);
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM stream WHERE kind = 'session'"), ==, 0);
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM snapshot"), ==, 0);
  records_close (store);
}

/* ---- Damage ---- */

static void
test_check (RecordsFixture *f,
            gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *session = begin (store);
  g_autoptr (GError) error = NULL;

  append (store, session, NX_EVENT_PARTICIPANT_SAVED);
  records_check (store, &error);
  g_assert_no_error (error);
  records_tamper (f->folder, "UPDATE event SET payload = substr (payload, 1, length (payload) - 1) WHERE seq = 2");
  records_check (store, &error);
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
  records_close (store);
}

/* One damaged event must not keep the others of the session from their facilitator; its number is not given again. */
static void
test_repair_damaged_event (RecordsFixture *f,
                           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *session = begin (store);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  guint n_lost = 0;

  for (guint i = 0; i < 3; i++)
    append (store, session, NX_EVENT_SLIDE_SHOWN);
  records_close (store);
  records_tamper (f->folder, "UPDATE event SET digest = zeroblob (32) WHERE seq = 4");
  records_repair (f, &n_lost);
  g_assert_cmpuint (n_lost, ==, 1);

  store = records_open (f);
  records_check (store, &error);
  g_assert_no_error (error);
  append (store, session, NX_EVENT_PARTICIPANT_SAVED);
  events = records_load (store, session);
  g_assert_cmpuint (events->len, ==, 4);
  g_assert_cmpint (((NxEvent *) events->pdata[3])->seq, ==, 5);
  records_close (store);
}

/* An agenda that is not what its hash says is found, and left behind: a session must not go on with another. */
static void
test_repair_damaged_agenda (RecordsFixture *f,
                            gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *session = begin (store);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  guint n_lost = 0;

  records_tamper (f->folder, "UPDATE snapshot SET bytes = CAST ('<workshop id=''v''/>' AS BLOB)");
  records_check (store, &error);
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
  g_clear_error (&error);
  records_close (store);
  records_repair (f, &n_lost);
  g_assert_cmpuint (n_lost, ==, 1);

  store = records_open (f);
  records_check (store, &error);
  g_assert_no_error (error);
  events = records_load (store, session);
  g_assert_null (nx_record_store_load_snapshot (store, ((NxEvent *) events->pdata[0])->facts->content_hash, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  records_close (store);
}

/* Where the rows of all streams are lost, each is again what it was: by what only such a stream holds. */
static void
test_repair_lost_streams (RecordsFixture *f,
                          gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Bakary", TRUE, TRUE);
  g_autofree char *whole = begin (store);
  g_autofree char *beheaded = begin (store);
  g_autofree char *behead = g_strdup_printf ("DELETE FROM event WHERE stream = '%s' AND seq = 1", beheaded);
  g_autoptr (GPtrArray) sessions = NULL, of_learner = NULL, of_whole = NULL, of_beheaded = NULL;

  append (store, whole, NX_EVENT_PARTICIPANT_SAVED);
  append (store, beheaded, NX_EVENT_SLIDE_SHOWN);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
  records_tamper (f->folder, behead);
  records_empty_table (f, "stream");
  records_repair (f, NULL);

  store = records_open (f);
  sessions = list (store);
  g_assert_cmpuint (sessions->len, ==, 2);
  of_learner = records_load (store, learner->id);
  g_assert_cmpuint (of_learner->len, ==, 3);
  of_whole = records_load (store, whole);
  g_assert_cmpuint (of_whole->len, ==, 2);
  of_beheaded = records_load (store, beheaded);
  g_assert_cmpuint (of_beheaded->len, ==, 1);
  append (store, beheaded, NX_EVENT_SLIDE_SHOWN);
  g_assert_cmpint (records_query (f->folder, "SELECT max(seq) FROM event WHERE type = 'slide-shown'"), ==, 3);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
}

static void
test_backup (RecordsFixture *f,
             gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *session = begin (store);
  g_autofree char *backup = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GBytes) agenda = NULL;
  g_autoptr (GError) error = NULL;

  append (store, session, NX_EVENT_PARTICIPANT_SAVED);
  g_assert_true (nx_record_store_backup (store, &backup, &error));
  append (store, session, NX_EVENT_SLIDE_SHOWN);
  records_close (store);
  g_assert_true (nx_record_store_restore (f->folder, backup, &error));
  g_assert_no_error (error);

  store = records_open (f);
  events = records_load (store, session);
  g_assert_cmpuint (events->len, ==, 2);
  agenda = nx_record_store_load_snapshot (store, ((NxEvent *) events->pdata[0])->facts->content_hash, &error);
  g_assert_no_error (error);
  records_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/records/sessions/" name, RecordsFixture, NULL, records_set_up, func, records_tear_down)
  ADD ("begin-and-go-on", test_begin_and_go_on);
  ADD ("async", test_async);
  ADD ("list", test_list);
  ADD ("sealed", test_sealed);
  ADD ("streams-are-kept-apart", test_streams_are_kept_apart);
  ADD ("not-found", test_not_found);
  ADD ("disk-full", test_disk_full);
  ADD ("check", test_check);
  ADD ("repair-damaged-event", test_repair_damaged_event);
  ADD ("repair-damaged-agenda", test_repair_damaged_agenda);
  ADD ("repair-lost-streams", test_repair_lost_streams);
  ADD ("backup", test_backup);

  return g_test_run ();
}
