/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns destinations and the queue of deliveries: what is taken, what an answer made of it, what is held.
 * It knows states and bytes; what an HTTP answer means is the sender's knowledge.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include "nx-ids.h"
#include "nx-statement.h"

static const char *const state_ids[NX_N_DELIVERY_STATES] = {
  [NX_DELIVERY_HELD] = "held",
  [NX_DELIVERY_PENDING] = "pending",
  [NX_DELIVERY_SENDING] = "sending",
  [NX_DELIVERY_SENT] = "sent",
  [NX_DELIVERY_CONFIRMED] = "confirmed",
  [NX_DELIVERY_CONFLICT] = "conflict",
  [NX_DELIVERY_REFUSED] = "refused",
};

const char *
nx_delivery_state_to_id (NxDeliveryState state)
{
  return state_ids[state];
}

NxDeliveryState
nx_delivery_state_from_id (const char *id)
{
  for (int i = 0; i < NX_N_DELIVERY_STATES; i++)
    if (g_strcmp0 (state_ids[i], id) == 0)
      return (NxDeliveryState) i;
  return NX_DELIVERY_HELD;
}

void
nx_destination_free (NxDestination *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->endpoint);
  g_free (self);
}

void
nx_outgoing_free (NxOutgoing *self)
{
  if (self == NULL)
    return;
  g_free (self->statement);
  g_free (self->batch);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/* ---- Bodies ---- */

GBytes *
nx_record_store_open_body (NxRecordStore *self,
                           const char    *id,
                           GBytes        *sealed,
                           GBytes        *digest,
                           GError       **error)
{
  g_autoptr (GBytes) expected = nx_records_statement_digest (id, sealed);

  if (digest == NULL || !g_bytes_equal (expected, digest))
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED, "Statement %s does not match its digest", id);
      return NULL;
    }
  return nx_envelope_open (self->device_key, "statement", id, "body", sealed, error);
}

GBytes *
nx_record_store_seal_text (NxRecordStore *self,
                           const char    *column,
                           const char    *statement,
                           const char    *text)
{
  g_autoptr (GBytes) plain = NULL;

  if (text == NULL)
    return NULL;
  plain = g_bytes_new (text, strlen (text));
  return nx_envelope_seal (self->device_key, "delivery", statement, column, plain);
}

/* ---- Destinations ---- */

NxDestination *
nx_record_store_read_destination (NxDbConnection *db,
                                  GError        **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db, "SELECT id, endpoint, created_us FROM destination WHERE retired_us IS NULL ORDER BY created_us DESC LIMIT 1", error);
  NxDestination *destination;
  gboolean row;

  if (statement == NULL || !nx_db_step (statement, &row, error) || !row)
    return NULL;
  destination = g_new0 (NxDestination, 1);
  destination->id = g_strdup (nx_db_column_text (statement, 0));
  destination->endpoint = g_strdup (nx_db_column_text (statement, 1));
  destination->created_us = nx_db_column_integer (statement, 2);
  return destination;
}

typedef struct
{
  const char *endpoint;
  NxDestination *destination;
} DestinationJob;

static gboolean
read_destination_job (NxRecordStore  *self,
                      NxDbConnection *db,
                      gpointer        data,
                      GError        **error)
{
  DestinationJob *job = data;
  g_autoptr (GError) failed = NULL;

  job->destination = nx_record_store_read_destination (db, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

NxDestination *
nx_record_store_dup_destination (NxRecordStore *self,
                                 GError       **error)
{
  DestinationJob job = { NULL, NULL };

  nx_record_store_run (self, NX_DB_READ, read_destination_job, &job, error);
  return job.destination;
}

/* What waited for it stays here, until the learner says that it may go elsewhere. */
static gboolean
retire_destination (NxRecordStore       *self,
                    NxDbConnection      *db,
                    const NxDestination *destination,
                    GError             **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "UPDATE destination SET retired_us = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, destination->id);
  nx_db_bind_integer (statement, 2, nx_clock_get_wall_us (self->clock));
  return nx_db_execute (statement, error) &&
         nx_records_execute (db, error,
                             "UPDATE delivery SET state = 'held', batch = NULL WHERE destination = ?1 AND state = 'pending'",
                             destination->id, NULL);
}

static gboolean
set_destination_job (NxRecordStore  *self,
                     NxDbConnection *db,
                     gpointer        data,
                     GError        **error)
{
  DestinationJob *job = data;
  g_autoptr (NxDestination) present = NULL;
  g_autoptr (NxDbStatement) statement = NULL;
  g_autoptr (GError) failed = NULL;
  g_autofree char *id = nx_uuid4_new ();

  present = nx_record_store_read_destination (db, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (present != NULL && g_strcmp0 (present->endpoint, job->endpoint) == 0)
    {
      job->destination = g_steal_pointer (&present);
      return TRUE;
    }
  if (present != NULL && !retire_destination (self, db, present, error))
    return FALSE;
  if (job->endpoint == NULL)
    return TRUE;

  statement = nx_db_prepare (db, "INSERT INTO destination (id, endpoint, created_us) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, id);
  nx_db_bind_text (statement, 2, job->endpoint);
  nx_db_bind_integer (statement, 3, nx_clock_get_wall_us (self->clock));
  if (!nx_db_execute (statement, error))
    return FALSE;
  job->destination = g_new0 (NxDestination, 1);
  job->destination->id = g_steal_pointer (&id);
  job->destination->endpoint = g_strdup (job->endpoint);
  job->destination->created_us = nx_clock_get_wall_us (self->clock);
  return TRUE;
}

/**
 * nx_record_store_set_destination:
 * @endpoint: (nullable): the normalised address; %NULL retires the present one
 *
 * Returns: (transfer full) (nullable): the destination that stands now; %NULL with @error, or without one
 * if there is none now
 */
NxDestination *
nx_record_store_set_destination (NxRecordStore *self,
                                 const char    *endpoint,
                                 GError       **error)
{
  DestinationJob job = { endpoint, NULL };

  nx_record_store_run (self, NX_DB_WRITE, set_destination_job, &job, error);
  return job.destination;
}

/* ---- At the learner's word ---- */

typedef struct
{
  const char *learner;
  const char *statement;
  gboolean hold;
  guint n;
} ReleaseJob;

/* A statement is covered if its learner agreed to its class. */
#define COVERED \
  "EXISTS (SELECT 1 FROM learner WHERE learner.id = statement.stream AND " \
  "CASE statement.class WHEN 'answers' THEN learner.answers ELSE learner.completion END)"
#define DELIVERED_SOMEWHERE \
  "EXISTS (SELECT 1 FROM delivery d WHERE d.statement = statement.id AND d.state IN ('sent', 'confirmed'))"

static gboolean
insert_missing (NxRecordStore  *self,
                NxDbConnection *db,
                const char     *destination,
                const char     *column,
                const char     *value,
                guint          *inout_n,
                GError        **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT OR IGNORE INTO delivery (statement, destination, position, state, changed_us) "
                     "SELECT id, ?1, position, 'pending', ?3 FROM statement "
                     "WHERE statement.%s = ?2 AND " COVERED " AND NOT " DELIVERED_SOMEWHERE,
                     column);
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, destination);
  nx_db_bind_text (statement, 2, value);
  nx_db_bind_integer (statement, 3, nx_clock_get_wall_us (self->clock));
  if (!nx_db_execute (statement, error))
    return FALSE;
  *inout_n += (guint) nx_db_get_n_changed (db);
  return TRUE;
}

static gboolean
release_job (NxRecordStore  *self,
             NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  ReleaseJob *job = data;
  DestinationJob read = { NULL, NULL };
  g_autoptr (NxDestination) destination = NULL;
  g_autoptr (NxDbStatement) statement = NULL;

  if (!read_destination_job (self, db, &read, error))
    return FALSE;
  destination = read.destination;
  if (destination == NULL)
    {
      g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "No server is set up");
      return FALSE;
    }
  if (!insert_missing (self, db, destination->id, "stream", job->learner, &job->n, error))
    return FALSE;
  statement = nx_db_prepare (db,
                             "UPDATE delivery SET state = 'pending', not_before_us = 0 WHERE destination = ?1 AND state = 'held' "
                             "AND statement IN (SELECT id FROM statement WHERE stream = ?2 AND " COVERED ")",
                             error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, destination->id);
  nx_db_bind_text (statement, 2, job->learner);
  if (!nx_db_execute (statement, error))
    return FALSE;
  job->n += (guint) nx_db_get_n_changed (db);
  return TRUE;
}

gboolean
nx_record_store_release_earlier (NxRecordStore *self,
                                 const char    *learner,
                                 guint         *out_n,
                                 GError       **error)
{
  ReleaseJob job = { .learner = learner };

  if (!nx_record_store_run (self, NX_DB_WRITE, release_job, &job, error))
    return FALSE;
  if (out_n != NULL)
    *out_n = job.n;
  return TRUE;
}

static gboolean
send_again (NxRecordStore  *self,
            NxDbConnection *db,
            const char     *id,
            GError        **error)
{
  DestinationJob read = { NULL, NULL };
  g_autoptr (NxDestination) destination = NULL;
  g_autoptr (NxDbStatement) statement = NULL;
  guint n = 0;

  if (!read_destination_job (self, db, &read, error))
    return FALSE;
  destination = read.destination;
  if (destination == NULL)
    {
      g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "No server is set up");
      return FALSE;
    }
  if (!insert_missing (self, db, destination->id, "id", id, &n, error))
    return FALSE;
  /* A refused one may be there by now, and a conflict stays what it is: the bytes never change. */
  statement = nx_db_prepare (db,
                             "UPDATE delivery SET state = 'pending', not_before_us = 0, maybe_there = (state = 'refused') "
                             "WHERE destination = ?1 AND statement = ?2 AND state IN ('held', 'refused') "
                             "AND statement IN (SELECT id FROM statement WHERE id = ?2 AND " COVERED ")",
                             error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, destination->id);
  nx_db_bind_text (statement, 2, id);
  if (!nx_db_execute (statement, error))
    return FALSE;
  if (n + nx_db_get_n_changed (db) == 0)
    {
      g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "This record cannot be sent: sending is off, or it was delivered");
      return FALSE;
    }
  return TRUE;
}

static gboolean
hold_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  ReleaseJob *job = data;

  if (!job->hold)
    return send_again (self, db, job->statement, error);
  return nx_records_execute (db, error,
                             "UPDATE delivery SET state = 'held', batch = NULL WHERE statement = ?1 AND state IN ('pending', 'refused')",
                             job->statement, NULL);
}

gboolean
nx_record_store_hold_record (NxRecordStore *self,
                             const char    *statement,
                             gboolean       hold,
                             GError       **error)
{
  ReleaseJob job = { .statement = statement, .hold = hold };

  return nx_record_store_run (self, NX_DB_WRITE, hold_job, &job, error);
}

/* ---- Taking a batch ---- */

/* A delivery whose outcome nobody knows any more: the program ended while it was on its way. */
static gboolean
recover_job (NxRecordStore  *self,
             NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  return nx_records_execute (db, error,
                             "UPDATE delivery SET maybe_there = 1, state = CASE WHEN "
                             "(SELECT " COVERED " FROM statement WHERE statement.id = delivery.statement) "
                             "THEN 'pending' ELSE 'held' END WHERE state = 'sending'",
                             NULL);
}

gboolean
nx_record_store_recover_sending (NxRecordStore *self,
                                 GError       **error)
{
  return nx_record_store_run (self, NX_DB_WRITE, recover_job, NULL, error);
}

typedef struct
{
  char *destination;
  guint max_n;
  gsize max_bytes;
  gboolean recover;
  gsize size;                /* of the bodies taken, with commas and brackets */
  GPtrArray *batch;          /* out */
  GPtrArray *damaged;        /* ids of rows that do not match their digest */
} TakeJob;

static void
take_job_free (gpointer data)
{
  TakeJob *job = data;

  g_free (job->destination);
  g_clear_pointer (&job->batch, g_ptr_array_unref);
  g_clear_pointer (&job->damaged, g_ptr_array_unref);
  g_free (job);
}

static TakeJob *
take_job_new (const char *destination,
              guint       max_n,
              gsize       max_bytes,
              gboolean    recover)
{
  TakeJob *job = g_new0 (TakeJob, 1);

  job->destination = g_strdup (destination);
  job->max_n = max_n;
  job->max_bytes = max_bytes;
  job->recover = recover;
  job->size = 2;
  job->batch = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_outgoing_free);
  job->damaged = g_ptr_array_new_with_free_func (g_free);
  return job;
}

/* The batch of the oldest row that is due: its members are sent together once more. */
static gboolean
find_unfinished_batch (NxRecordStore  *self,
                       NxDbConnection *db,
                       TakeJob        *job,
                       char          **out_batch,
                       GError        **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "SELECT batch FROM delivery WHERE destination = ?1 AND state = 'pending' AND batch IS NOT NULL "
                   "AND not_before_us <= ?2 ORDER BY position LIMIT 1",
                   error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->destination);
  nx_db_bind_integer (statement, 2, nx_clock_get_wall_us (self->clock));
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  *out_batch = row ? g_strdup (nx_db_column_text (statement, 0)) : NULL;
  return TRUE;
}

/* FALSE: the batch is full, or the row cannot stand in it. */
static gboolean
take_row (NxRecordStore *self,
          TakeJob       *job,
          NxDbStatement *statement)
{
  const char *id = nx_db_column_text (statement, 0);
  gboolean voiding = nx_db_column_integer (statement, 5) == NX_VERB_VOIDED;
  g_autoptr (GBytes) sealed = nx_db_column_dup_bytes (statement, 1);
  g_autoptr (GBytes) digest = nx_db_column_dup_bytes (statement, 2);
  g_autoptr (GBytes) body = NULL;
  NxOutgoing *outgoing;

  /* A voiding statement goes in a later batch than its target: alone, when all before it are away. */
  if (voiding && job->batch->len > 0)
    return FALSE;
  body = nx_record_store_open_body (self, id, sealed, digest, NULL);
  if (body == NULL)
    {
      g_ptr_array_add (job->damaged, g_strdup (id));
      return TRUE;
    }
  if (job->batch->len > 0 && job->size + g_bytes_get_size (body) + 1 > job->max_bytes)
    return FALSE;
  job->size += g_bytes_get_size (body) + 1;
  outgoing = g_new0 (NxOutgoing, 1);
  outgoing->statement = g_strdup (id);
  outgoing->body = g_steal_pointer (&body);
  outgoing->n_tries = (guint) nx_db_column_integer (statement, 3);
  outgoing->maybe_there = nx_db_column_integer (statement, 4) != 0;
  outgoing->batch = g_strdup (nx_db_column_text (statement, 6));
  g_ptr_array_add (job->batch, outgoing);
  return job->batch->len < job->max_n && !voiding;
}

static gboolean
take_rows (NxRecordStore  *self,
           NxDbConnection *db,
           TakeJob        *job,
           const char     *batch,
           GError        **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "SELECT s.id, s.body, s.digest, d.tries, d.maybe_there, s.verb, d.batch "
                   "FROM delivery d JOIN statement s ON s.id = d.statement "
                   "WHERE d.destination = ?1 AND d.state = 'pending' AND d.not_before_us <= ?2 AND d.batch IS ?3 "
                   "ORDER BY d.position LIMIT ?4",
                   error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->destination);
  nx_db_bind_integer (statement, 2, nx_clock_get_wall_us (self->clock));
  nx_db_bind_text (statement, 3, batch);
  nx_db_bind_integer (statement, 4, job->max_n);
  do
    {
      if (!nx_db_step (statement, &row, error))
        return FALSE;
    }
  while (row && take_row (self, job, statement));
  return TRUE;
}

static gboolean
mark_sending (NxRecordStore  *self,
              NxDbConnection *db,
              TakeJob        *job,
              GError        **error)
{
  g_autofree char *fresh = nx_uuid4_new ();

  for (guint i = 0; i < job->batch->len; i++)
    {
      NxOutgoing *outgoing = g_ptr_array_index (job->batch, i);
      g_autoptr (NxDbStatement) statement =
        nx_db_prepare (db,
                       "UPDATE delivery SET state = 'sending', tries = tries + 1, batch = ?3, changed_us = ?4 "
                       "WHERE statement = ?1 AND destination = ?2",
                       error);

      if (statement == NULL)
        return FALSE;
      if (outgoing->batch == NULL)
        outgoing->batch = g_strdup (fresh);
      nx_db_bind_text (statement, 1, outgoing->statement);
      nx_db_bind_text (statement, 2, job->destination);
      nx_db_bind_text (statement, 3, outgoing->batch);
      nx_db_bind_integer (statement, 4, nx_clock_get_wall_us (self->clock));
      if (!nx_db_execute (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* A damaged row is kept and shown; the others go on. */
static gboolean
refuse_damaged (NxRecordStore  *self,
                NxDbConnection *db,
                TakeJob        *job,
                GError        **error)
{
  for (guint i = 0; i < job->damaged->len; i++)
    {
      const char *id = g_ptr_array_index (job->damaged, i);
      g_autoptr (GBytes) reason = nx_record_store_seal_text (self, "reason", id, "The record was damaged on this computer");
      g_autoptr (NxDbStatement) statement =
        nx_db_prepare (db, "UPDATE delivery SET state = 'refused', batch = NULL, reason = ?3 WHERE statement = ?1 AND destination = ?2", error);

      if (statement == NULL)
        return FALSE;
      nx_db_bind_text (statement, 1, id);
      nx_db_bind_text (statement, 2, job->destination);
      nx_db_bind_bytes (statement, 3, reason);
      if (!nx_db_execute (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  TakeJob *job = data;
  g_autofree char *batch = NULL;

  if (job->recover && !recover_job (self, db, NULL, error))
    return FALSE;
  return find_unfinished_batch (self, db, job, &batch, error) &&
         take_rows (self, db, job, batch, error) &&
         refuse_damaged (self, db, job, error) &&
         mark_sending (self, db, job, error);
}

GPtrArray *
nx_record_store_take_batch (NxRecordStore *self,
                            const char    *destination,
                            guint          max_n,
                            gsize          max_bytes,
                            GError       **error)
{
  TakeJob *job = take_job_new (destination, max_n, max_bytes, FALSE);
  GPtrArray *batch = NULL;

  if (nx_record_store_run (self, NX_DB_WRITE, take_job, job, error))
    batch = g_steal_pointer (&job->batch);
  take_job_free (job);
  return batch;
}

void
nx_record_store_take_batch_async (NxRecordStore       *self,
                                  const char          *destination,
                                  guint                max_n,
                                  gsize                max_bytes,
                                  gboolean             recover,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  nx_record_store_run_async (self, NX_DB_WRITE, take_job, take_job_new (destination, max_n, max_bytes, recover), take_job_free,
                             nx_record_store_take_batch_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_take_batch_finish (NxRecordStore *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  TakeJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->batch);
}

/* ---- Settling ---- */

typedef struct
{
  char *destination;
  NxSettlement *settlements;
  gsize n;
} SettleJob;

static SettleJob *
settle_job_new (const char         *destination,
                const NxSettlement *settlements,
                gsize               n)
{
  SettleJob *job = g_new0 (SettleJob, 1);

  job->destination = g_strdup (destination);
  job->n = n;
  job->settlements = g_memdup2 (settlements, n * sizeof *settlements);
  for (gsize i = 0; i < n; i++)
    {
      job->settlements[i].statement = g_strdup (settlements[i].statement);
      job->settlements[i].reason = g_strdup (settlements[i].reason);
      job->settlements[i].theirs = settlements[i].theirs != NULL ? g_bytes_ref (settlements[i].theirs) : NULL;
    }
  return job;
}

static void
settle_job_free (gpointer data)
{
  SettleJob *job = data;

  for (gsize i = 0; i < job->n; i++)
    {
      g_free ((char *) job->settlements[i].statement);
      g_free ((char *) job->settlements[i].reason);
      g_clear_pointer (&job->settlements[i].theirs, g_bytes_unref);
    }
  g_free (job->settlements);
  g_free (job->destination);
  g_free (job);
}

static gboolean
settle_one (NxRecordStore      *self,
            NxDbConnection     *db,
            const char         *destination,
            const NxSettlement *settlement,
            GError            **error)
{
  gboolean sent = settlement->state == NX_DELIVERY_SENT || settlement->state == NX_DELIVERY_CONFIRMED;
  gboolean pending = settlement->state == NX_DELIVERY_PENDING;
  g_autoptr (GBytes) reason = nx_record_store_seal_text (self, "reason", settlement->statement, settlement->reason);
  g_autoptr (GBytes) theirs = NULL;
  gint64 now_us = nx_clock_get_wall_us (self->clock);
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "UPDATE delivery SET "
                   /* Consent may have been withdrawn while it was on its way. */
                   "  state = CASE WHEN ?3 = 'pending' AND NOT "
                   "    (SELECT " COVERED " FROM statement WHERE statement.id = delivery.statement) THEN 'held' ELSE ?3 END,"
                   "  maybe_there = ?4, not_before_us = ?5, http_status = ?6, reason = ?7, theirs = ?8, changed_us = ?9,"
                   "  sent_us = ?10, batch = CASE WHEN ?11 THEN batch ELSE NULL END "
                   "WHERE statement = ?1 AND destination = ?2 AND state NOT IN ('sent', 'confirmed')",
                   error);

  if (statement == NULL)
    return FALSE;
  if (settlement->theirs != NULL)
    theirs = nx_envelope_seal (self->device_key, "delivery", settlement->statement, "theirs", settlement->theirs);
  nx_db_bind_text (statement, 1, settlement->statement);
  nx_db_bind_text (statement, 2, destination);
  nx_db_bind_text (statement, 3, nx_delivery_state_to_id (settlement->state));
  nx_db_bind_integer (statement, 4, pending && settlement->maybe_there);
  nx_db_bind_integer (statement, 5, pending ? settlement->not_before_us : 0);
  nx_db_bind_integer (statement, 6, settlement->http_status);
  nx_db_bind_bytes (statement, 7, reason);
  nx_db_bind_bytes (statement, 8, theirs);
  nx_db_bind_integer (statement, 9, now_us);
  if (sent)
    nx_db_bind_integer (statement, 10, now_us);
  else
    nx_db_bind_null (statement, 10);
  /* A batch keeps its members while its outcome is unknown. */
  nx_db_bind_integer (statement, 11, pending && settlement->maybe_there);
  return nx_db_execute (statement, error);
}

static gboolean
settle_job (NxRecordStore  *self,
            NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  SettleJob *job = data;

  for (gsize i = 0; i < job->n; i++)
    if (!settle_one (self, db, job->destination, &job->settlements[i], error))
      return FALSE;
  return TRUE;
}

gboolean
nx_record_store_settle (NxRecordStore      *self,
                        const char         *destination,
                        const NxSettlement *settlements,
                        gsize               n,
                        GError            **error)
{
  SettleJob *job = settle_job_new (destination, settlements, n);
  gboolean settled = nx_record_store_run (self, NX_DB_WRITE, settle_job, job, error);

  settle_job_free (job);
  return settled;
}

void
nx_record_store_settle_async (NxRecordStore       *self,
                              const char          *destination,
                              const NxSettlement  *settlements,
                              gsize                n,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  nx_record_store_run_async (self, NX_DB_WRITE, settle_job, settle_job_new (destination, settlements, n), settle_job_free,
                             nx_record_store_settle_async, cancellable, callback, user_data);
}

gboolean
nx_record_store_settle_finish (NxRecordStore *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
