/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the appending of events with all that hangs on them (statements with their fixed bytes, deliveries,
 * snapshots) in one transaction, and their reading.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include <string.h>

#include "nx-ids.h"
#include "nx-statement.h"

/* A clock that shows a time before this program was made is wrong. Moved with each release. */
#define RELEASE_US (G_GINT64_CONSTANT (1793491200) * G_USEC_PER_SEC) /* 2026-11-01 */

/* ---- Digests ---- */

static void
digest_text (GChecksum  *checksum,
             const char *text)
{
  /* A damaged page may give no text where the schema promises one. With its final zero, so that no two rows run together. */
  if (text == NULL)
    text = "";
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
digest_integer (GChecksum *checksum,
                gint64     value)
{
  gint64 big = GINT64_TO_BE (value);

  g_checksum_update (checksum, (const guchar *) &big, sizeof big);
}

static void
digest_bytes (GChecksum *checksum,
              GBytes    *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  g_checksum_update (checksum, data, (gssize) size);
}

static GBytes *
digest_end (GChecksum *checksum)
{
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_get_digest (checksum, digest, &size);
  g_checksum_free (checksum);
  return g_bytes_new (digest, size);
}

GBytes *
nx_records_event_digest (const NxEvent *event,
                         const char    *type,
                         GBytes        *payload)
{
  GChecksum *checksum = g_checksum_new (G_CHECKSUM_SHA256);

  digest_text (checksum, event->stream);
  digest_integer (checksum, event->seq);
  digest_text (checksum, event->id);
  digest_text (checksum, type);
  digest_integer (checksum, event->version);
  digest_integer (checksum, event->wall_us);
  digest_integer (checksum, event->monotonic_us);
  digest_text (checksum, event->boot_id);
  digest_integer (checksum, event->clock);
  digest_text (checksum, event->program);
  digest_bytes (checksum, payload);
  return digest_end (checksum);
}

GBytes *
nx_records_statement_digest (const char *id,
                             GBytes     *body)
{
  GChecksum *checksum = g_checksum_new (G_CHECKSUM_SHA256);

  digest_text (checksum, id);
  digest_bytes (checksum, body);
  return digest_end (checksum);
}

gboolean
nx_records_snapshot_is_whole (const char *hash,
                              GBytes     *bytes)
{
  g_autofree char *found = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  return found != NULL && g_strcmp0 (found, hash) == 0;
}

/* ---- Appending ---- */

typedef struct
{
  NxRecordStore *store;
  NxDbConnection *db;
  const char *stream;
  NxStreamKind kind;
  NxLearner *learner;        /* NULL: a session's stream */
  NxKey *key;                /* of the stream */
  NxDestination *destination; /* NULL if none */
  gint64 next_seq;
  gint64 last_wall_us;
} Appending;

static void
appending_clear (Appending *appending)
{
  g_clear_pointer (&appending->learner, nx_learner_unref);
  g_clear_pointer (&appending->key, nx_key_unref);
  g_clear_pointer (&appending->destination, nx_destination_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Appending, appending_clear)

/* The row of @stream; the last two outs may be NULL. A device's stream has no events. */
static gboolean
read_stream (NxDbConnection *db,
             const char     *stream,
             NxStreamKind   *out_kind,
             gint64         *out_next_seq,
             gint64         *out_last_wall_us,
             GError        **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db, "SELECT kind, next_seq, last_wall_us FROM stream WHERE id = ?1 AND kind <> 'device'", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, stream);
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "No stream %s", stream);
      return FALSE;
    }
  *out_kind = g_strcmp0 (nx_db_column_text (statement, 0), "session") == 0 ? NX_STREAM_SESSION : NX_STREAM_LEARNER;
  if (out_next_seq != NULL)
    *out_next_seq = nx_db_column_integer (statement, 1);
  if (out_last_wall_us != NULL)
    *out_last_wall_us = nx_db_column_integer (statement, 2);
  return TRUE;
}

static NxKey *
load_key (NxRecordStore *self,
          const char    *stream,
          NxStreamKind   kind,
          GError       **error)
{
  return kind == NX_STREAM_SESSION ? nx_key_ref (self->device_key) : nx_record_store_load_learner_key (self, stream, error);
}

NxKey *
nx_record_store_load_stream_key (NxRecordStore  *self,
                                 NxDbConnection *db,
                                 const char     *stream,
                                 GError        **error)
{
  NxStreamKind kind;

  return read_stream (db, stream, &kind, NULL, NULL, error) ? load_key (self, stream, kind, error) : NULL;
}

gboolean
nx_record_store_create_stream (NxDbConnection *db,
                               const char     *id,
                               NxStreamKind    kind,
                               GError        **error)
{
  return nx_records_execute (db, error, "INSERT INTO stream (id, kind, next_seq, last_wall_us) VALUES (?1, ?2, 1, 0)",
                             id, nx_stream_kind_to_id (kind), NULL);
}

static gboolean
write_stream (Appending *appending,
              GError   **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (appending->db, "UPDATE stream SET next_seq = ?2, last_wall_us = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, appending->stream);
  nx_db_bind_integer (statement, 2, appending->next_seq);
  nx_db_bind_integer (statement, 3, appending->last_wall_us);
  return nx_db_execute (statement, error);
}

static gboolean
keep_snapshot (Appending           *appending,
               const NxRecordDraft *draft,
               GError             **error)
{
  const char *hash = draft->snapshot_hash != NULL ? draft->snapshot_hash : draft->facts->content_hash;
  g_autoptr (NxDbStatement) statement = NULL;

  if (draft->snapshot == NULL)
    return TRUE;
  statement = nx_db_prepare (appending->db, "INSERT OR IGNORE INTO snapshot (hash, path, bytes) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, hash);
  nx_db_bind_text (statement, 2, draft->snapshot_path);
  nx_db_bind_bytes (statement, 3, draft->snapshot);
  return nx_db_execute (statement, error);
}

/* The wall clock is written as it stands; that it may be wrong is said beside it. */
static NxEvent *
new_event (Appending           *appending,
           const NxEventFacts  *facts)
{
  NxClock *clock = appending->store->clock;
  NxEvent *event = nx_event_new ();

  event->stream = g_strdup (appending->stream);
  event->seq = appending->next_seq++;
  event->wall_us = nx_clock_get_wall_us (clock);
  event->monotonic_us = nx_clock_get_monotonic_us (clock);
  event->boot_id = g_strdup (nx_clock_get_boot_id (clock));
  event->id = nx_uuid7_new (event->wall_us);
  event->version = nx_event_type_get_info (facts->type)->version;
  event->clock = event->wall_us < appending->last_wall_us || event->wall_us < RELEASE_US ? NX_CLOCK_SUSPECT : NX_CLOCK_TRUSTED;
  event->program = g_strdup (NX_VERSION);
  event->facts = nx_event_facts_copy (facts);
  appending->last_wall_us = MAX (appending->last_wall_us, event->wall_us);
  return event;
}

static gboolean
write_event (Appending     *appending,
             const NxEvent *event,
             GError       **error)
{
  const char *type = nx_event_type_get_info (event->facts->type)->name;
  g_autoptr (GBytes) json = nx_event_facts_to_json (event->facts);
  g_autoptr (GBytes) payload = nx_envelope_seal (appending->key, "event", event->id, "payload", json);
  g_autoptr (GBytes) digest = nx_records_event_digest (event, type, payload);
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (appending->db,
                   "INSERT INTO event (stream, seq, id, type, version, wall_us, monotonic_us, boot_id, clock, program, payload, digest) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                   error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, event->stream);
  nx_db_bind_integer (statement, 2, event->seq);
  nx_db_bind_text (statement, 3, event->id);
  nx_db_bind_text (statement, 4, type);
  nx_db_bind_integer (statement, 5, event->version);
  nx_db_bind_integer (statement, 6, event->wall_us);
  nx_db_bind_integer (statement, 7, event->monotonic_us);
  nx_db_bind_text (statement, 8, event->boot_id);
  nx_db_bind_integer (statement, 9, event->clock);
  nx_db_bind_text (statement, 10, event->program);
  nx_db_bind_bytes (statement, 11, payload);
  nx_db_bind_bytes (statement, 12, digest);
  return nx_db_execute (statement, error);
}

static gboolean
write_statement_row (Appending     *appending,
                     const NxEvent *event,
                     const char    *id,
                     const char    *class,
                     GBytes        *body,
                     GError       **error)
{
  g_autoptr (GBytes) sealed = nx_envelope_seal (appending->store->device_key, "statement", id, "body", body);
  g_autoptr (GBytes) digest = nx_records_statement_digest (id, sealed);
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (appending->db,
                   "INSERT INTO statement (id, stream, seq, type, verb, class, wall_us, size, body, digest) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                   error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, id);
  nx_db_bind_text (statement, 2, event->stream);
  nx_db_bind_integer (statement, 3, event->seq);
  nx_db_bind_text (statement, 4, nx_event_type_get_info (event->facts->type)->name);
  nx_db_bind_integer (statement, 5, nx_statement_get_verb (event->facts));
  nx_db_bind_text (statement, 6, class);
  nx_db_bind_integer (statement, 7, event->wall_us);
  nx_db_bind_integer (statement, 8, (gint64) g_bytes_get_size (body));
  nx_db_bind_bytes (statement, 9, sealed);
  nx_db_bind_bytes (statement, 10, digest);
  return nx_db_execute (statement, error);
}

static gboolean
write_delivery (Appending  *appending,
                const char *statement_id,
                GError    **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (appending->db,
                   "INSERT INTO delivery (statement, destination, position, state, changed_us) "
                   "SELECT id, ?2, position, 'pending', ?3 FROM statement WHERE id = ?1",
                   error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, statement_id);
  nx_db_bind_text (statement, 2, appending->destination->id);
  nx_db_bind_integer (statement, 3, nx_clock_get_wall_us (appending->store->clock));
  return nx_db_execute (statement, error);
}

/* The statement's bytes are fixed here, once; whether it may leave is a matter of consent and destination. */
static gboolean
write_statement (Appending             *appending,
                 const NxEvent         *event,
                 const NxActivityFacts *activity,
                 GError               **error)
{
  const NxLearner *learner = appending->learner;
  NxConsentClass class = nx_event_type_get_info (event->facts->type)->consent;
  g_autofree char *id = nx_uuid7_new (event->wall_us);
  NxStatementContext context = {
    .statement_id = id,
    .home_page = learner->home_page,
    .account = learner->account,
    .device = appending->store->device_id,
    .capacity = learner->profile->capacity,
    .platform = "Nexus Trainer",
    .wall_us = event->wall_us,
    .clock = event->clock,
  };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) refused = NULL;

  if (activity == NULL || class == NX_CONSENT_NEVER)
    return TRUE;
  body = nx_statement_build (event->facts, activity, &context, &refused);
  if (refused != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  if (body == NULL)
    return TRUE;
  if (!write_statement_row (appending, event, id, nx_consent_class_to_id (class), body, error))
    return FALSE;
  if (appending->destination == NULL ||
      !(class == NX_CONSENT_ANSWERS ? learner->consent_answers : learner->consent_completion))
    return TRUE;
  return write_delivery (appending, id, error);
}

static gboolean
append_draft (Appending           *appending,
              const NxRecordDraft *draft,
              GPtrArray           *events,
              GError             **error)
{
  const NxEventTypeInfo *info;
  NxEvent *event;

  if (!keep_snapshot (appending, draft, error))
    return FALSE;
  if (draft->facts == NULL)
    return TRUE;
  info = nx_event_type_get_info (draft->facts->type);
  if ((info->streams & appending->kind) == 0)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FAILED, "An event “%s” is none of a %s", info->name,
                   nx_stream_kind_to_id (appending->kind));
      return FALSE;
    }
  event = new_event (appending, draft->facts);
  g_ptr_array_add (events, event);
  if (!write_event (appending, event, error))
    return FALSE;
  return appending->learner == NULL || write_statement (appending, event, draft->activity, error);
}

/* What stands around the events: the stream's row, whose it is, what seals it, where its statements go. */
static gboolean
begin_appending (Appending *appending,
                 GError   **error)
{
  g_autoptr (GError) failed = NULL;

  if (!read_stream (appending->db, appending->stream, &appending->kind, &appending->next_seq, &appending->last_wall_us, error))
    return FALSE;
  appending->key = load_key (appending->store, appending->stream, appending->kind, error);
  if (appending->key == NULL)
    return FALSE;
  if (appending->kind == NX_STREAM_SESSION)
    return TRUE;
  appending->learner = nx_record_store_read_learner (appending->store, appending->db, appending->stream, error);
  if (appending->learner == NULL)
    return FALSE;
  appending->destination = nx_record_store_read_destination (appending->db, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return TRUE;
}

gboolean
nx_record_store_write_events (NxRecordStore       *self,
                              NxDbConnection      *db,
                              const char          *stream,
                              const NxRecordDraft *drafts,
                              gsize                n_drafts,
                              GPtrArray           *events,
                              GError             **error)
{
  g_auto (Appending) appending = { .store = self, .db = db, .stream = stream };

  if (!begin_appending (&appending, error))
    return FALSE;
  for (gsize i = 0; i < n_drafts; i++)
    if (!append_draft (&appending, &drafts[i], events, error))
      return FALSE;
  return write_stream (&appending, error);
}

/* ---- The job, with copies of what the caller handed over ---- */

typedef struct
{
  char *stream;              /* NULL: a session that begins */
  NxRecordDraft *drafts;
  gsize n_drafts;
  GPtrArray *events;
} AppendJob;

static AppendJob *
append_job_new (const char          *stream,
                const NxRecordDraft *drafts,
                gsize                n_drafts)
{
  AppendJob *job = g_new0 (AppendJob, 1);

  job->stream = g_strdup (stream);
  job->n_drafts = n_drafts;
  job->drafts = g_new0 (NxRecordDraft, n_drafts + 1);
  for (gsize i = 0; i < n_drafts; i++)
    {
      job->drafts[i].facts = drafts[i].facts != NULL ? nx_event_facts_copy (drafts[i].facts) : NULL;
      job->drafts[i].activity = nx_activity_facts_copy (drafts[i].activity);
      job->drafts[i].snapshot_path = g_strdup (drafts[i].snapshot_path);
      job->drafts[i].snapshot_hash = g_strdup (drafts[i].snapshot_hash);
      job->drafts[i].snapshot = drafts[i].snapshot != NULL ? g_bytes_ref (drafts[i].snapshot) : NULL;
    }
  return job;
}

static void
append_job_free (gpointer data)
{
  AppendJob *job = data;

  for (gsize i = 0; i < job->n_drafts; i++)
    {
      g_clear_pointer ((NxEventFacts **) &job->drafts[i].facts, nx_event_facts_free);
      g_clear_pointer ((NxActivityFacts **) &job->drafts[i].activity, nx_activity_facts_free);
      g_free ((char *) job->drafts[i].snapshot_path);
      g_free ((char *) job->drafts[i].snapshot_hash);
      g_clear_pointer (&job->drafts[i].snapshot, g_bytes_unref);
    }
  g_free (job->drafts);
  g_free (job->stream);
  g_clear_pointer (&job->events, g_ptr_array_unref);
  g_free (job);
}

static gboolean
append_job (NxRecordStore  *self,
            NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  AppendJob *job = data;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_free);

  if (!nx_record_store_write_events (self, db, job->stream, job->drafts, job->n_drafts, events, error))
    return FALSE;
  job->events = g_steal_pointer (&events);
  return TRUE;
}

static GPtrArray *
append_sync (NxRecordStore *self,
             NxStoreJob     function,
             AppendJob     *job,
             GError       **error)
{
  GPtrArray *events = NULL;

  if (nx_record_store_run (self, NX_DB_WRITE, function, job, error))
    events = g_steal_pointer (&job->events);
  append_job_free (job);
  return events;
}

GPtrArray *
nx_record_store_append (NxRecordStore       *self,
                        const char          *stream,
                        const NxRecordDraft *drafts,
                        gsize                n_drafts,
                        GError             **error)
{
  return append_sync (self, append_job, append_job_new (stream, drafts, n_drafts), error);
}

void
nx_record_store_append_async (NxRecordStore       *self,
                              const char          *stream,
                              const NxRecordDraft *drafts,
                              gsize                n_drafts,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  nx_record_store_run_async (self, NX_DB_WRITE, append_job, append_job_new (stream, drafts, n_drafts), append_job_free,
                             nx_record_store_append_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_append_finish (NxRecordStore *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  AppendJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->events);
}

/* ---- A session begins ---- */

/* A stream without its first event would be a session of nothing. */
static gboolean
is_beginning (const NxRecordDraft *drafts,
              gsize                n_drafts)
{
  return n_drafts > 0 && drafts[0].facts != NULL && drafts[0].facts->type == NX_EVENT_SESSION_STARTED;
}

static gboolean
create_session_job (NxRecordStore  *self,
                    NxDbConnection *db,
                    gpointer        data,
                    GError        **error)
{
  AppendJob *job = data;

  job->stream = nx_uuid4_new ();
  return nx_record_store_create_stream (db, job->stream, NX_STREAM_SESSION, error) && append_job (self, db, job, error);
}

GPtrArray *
nx_record_store_create_session (NxRecordStore       *self,
                                const NxRecordDraft *drafts,
                                gsize                n_drafts,
                                GError             **error)
{
  g_return_val_if_fail (is_beginning (drafts, n_drafts), NULL);

  return append_sync (self, create_session_job, append_job_new (NULL, drafts, n_drafts), error);
}

void
nx_record_store_create_session_async (NxRecordStore       *self,
                                      const NxRecordDraft *drafts,
                                      gsize                n_drafts,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_return_if_fail (is_beginning (drafts, n_drafts));

  nx_record_store_run_async (self, NX_DB_WRITE, create_session_job, append_job_new (NULL, drafts, n_drafts), append_job_free,
                             nx_record_store_create_session_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_create_session_finish (NxRecordStore *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return nx_record_store_append_finish (self, result, error);
}

/* ---- Reading ---- */

#define EVENT_COLUMNS "stream, seq, id, type, version, wall_us, monotonic_us, boot_id, clock, program, payload, digest"

static NxEvent *
event_from_row (NxDbStatement *statement,
                NxKey         *key,
                GError       **error)
{
  g_autoptr (NxEvent) event = nx_event_new ();
  g_autofree char *type = g_strdup (nx_db_column_text (statement, 3));
  g_autoptr (GBytes) payload = nx_db_column_dup_bytes (statement, 10);
  g_autoptr (GBytes) digest = nx_db_column_dup_bytes (statement, 11);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GBytes) expected = NULL;
  NxEventType known;

  event->stream = g_strdup (nx_db_column_text (statement, 0));
  event->seq = nx_db_column_integer (statement, 1);
  event->id = g_strdup (nx_db_column_text (statement, 2));
  event->version = (int) nx_db_column_integer (statement, 4);
  event->wall_us = nx_db_column_integer (statement, 5);
  event->monotonic_us = nx_db_column_integer (statement, 6);
  event->boot_id = g_strdup (nx_db_column_text (statement, 7));
  event->clock = (NxClockConfidence) nx_db_column_integer (statement, 8);
  event->program = g_strdup (nx_db_column_text (statement, 9));
  expected = nx_records_event_digest (event, type, payload);
  if (digest == NULL || !g_bytes_equal (expected, digest))
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED, "Event %s does not match its digest", event->id);
      return NULL;
    }
  known = nx_event_type_from_name (type);
  if (known == NX_EVENT_NONE)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_TOO_NEW, "Event type %s is not known to this version", type);
      return NULL;
    }
  json = nx_envelope_open (key, "event", event->id, "payload", payload, error);
  if (json == NULL)
    return NULL;
  event->facts = nx_event_facts_from_json (known, json, error);
  return event->facts != NULL ? g_steal_pointer (&event) : NULL;
}

gboolean
nx_record_store_each_event (NxRecordStore  *self,
                            NxDbConnection *db,
                            const char     *stream,
                            gint64          after_seq,
                            NxEventFunc     func,
                            gpointer        data,
                            GError        **error)
{
  g_autoptr (NxKey) key = nx_record_store_load_stream_key (self, db, stream, error);
  g_autoptr (NxDbStatement) statement = NULL;
  gboolean row;

  if (key == NULL)
    return FALSE;
  statement = nx_db_prepare (db, "SELECT " EVENT_COLUMNS " FROM event WHERE stream = ?1 AND seq > ?2 ORDER BY seq", error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, stream);
  nx_db_bind_integer (statement, 2, after_seq);
  for (;;)
    {
      NxEvent *event;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      event = event_from_row (statement, key, error);
      if (event == NULL)
        return FALSE;
      func (event, data);
    }
}

typedef struct
{
  char *stream;
  gint64 after_seq;
  GPtrArray *events;
} LoadJob;

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_free (job->stream);
  g_clear_pointer (&job->events, g_ptr_array_unref);
  g_free (job);
}

static gboolean
add_event (NxEvent *event,
           gpointer data)
{
  g_ptr_array_add (data, event);
  return TRUE;
}

static gboolean
load_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  LoadJob *job = data;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_free);

  if (!nx_record_store_each_event (self, db, job->stream, job->after_seq, add_event, events, error))
    return FALSE;
  job->events = g_steal_pointer (&events);
  return TRUE;
}

GPtrArray *
nx_record_store_load_events (NxRecordStore *self,
                             const char    *stream,
                             gint64         after_seq,
                             GError       **error)
{
  LoadJob job = { (char *) stream, after_seq, NULL };

  nx_record_store_run (self, NX_DB_READ, load_job, &job, error);
  return job.events;
}

void
nx_record_store_load_events_async (NxRecordStore       *self,
                                   const char          *stream,
                                   gint64               after_seq,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  LoadJob *job = g_new0 (LoadJob, 1);

  job->stream = g_strdup (stream);
  job->after_seq = after_seq;
  nx_record_store_run_async (self, NX_DB_READ, load_job, job, load_job_free,
                             nx_record_store_load_events_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_load_events_finish (NxRecordStore *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  LoadJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->events);
}

typedef struct
{
  const char *hash;
  GBytes *bytes;
} SnapshotJob;

static gboolean
snapshot_job (NxRecordStore  *self,
              NxDbConnection *db,
              gpointer        data,
              GError        **error)
{
  SnapshotJob *job = data;
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT bytes FROM snapshot WHERE hash = ?1", error);
  g_autoptr (GBytes) bytes = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->hash);
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "No content with hash %s was kept", job->hash);
      return FALSE;
    }
  bytes = nx_db_column_dup_bytes (statement, 0);
  if (!nx_records_snapshot_is_whole (job->hash, bytes))
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED, "Kept content %s does not match its hash", job->hash);
      return FALSE;
    }
  job->bytes = g_steal_pointer (&bytes);
  return TRUE;
}

GBytes *
nx_record_store_load_snapshot (NxRecordStore *self,
                               const char    *hash,
                               GError       **error)
{
  SnapshotJob job = { hash, NULL };

  nx_record_store_run (self, NX_DB_READ, snapshot_job, &job, error);
  return job.bytes;
}
