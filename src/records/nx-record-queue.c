/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the queue of deliveries: what is taken to be sent, and what an answer made of it. Only the sender that holds the
 * lock comes here. It knows states and bytes; what an HTTP answer means is the sender's knowledge.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include "nx-ids.h"
#include "nx-statement.h"

/* SQL: whether the row of `delivery` at hand may be sent still: its learner agreed, and its destination stands. */
#define MAY_GO \
  "((SELECT " NX_RECORDS_COVERED " FROM statement WHERE statement.id = delivery.statement) AND " \
  "(SELECT retired_us IS NULL FROM destination WHERE destination.id = delivery.destination))"

/* ---- Taking a batch ---- */

/* A delivery whose outcome nobody knows any more: the program ended while it was on its way. */
static gboolean
recover_job (NxRecordStore  *self,
             NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  return nx_records_execute (db, error,
                             "UPDATE delivery SET maybe_there = 1, state = CASE WHEN " MAY_GO " THEN 'pending' ELSE 'held' END "
                             "WHERE destination IN (SELECT id FROM destination) AND state = 'sending'",
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
  gboolean ahead;            /* only keeps what it opened */
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

/* ---- The statements of a batch ---- */

/* What a statement's row says, once it was found right: rows never change, so it stays right. */
typedef struct
{
  GBytes *body;              /* NULL: the row is damaged, or not there */
  gboolean voiding;
} Opened;

static void
opened_clear (Opened *opened)
{
  g_clear_pointer (&opened->body, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Opened, opened_clear)

static void
opened_free (gpointer data)
{
  opened_clear (data);
  g_free (data);
}

static void
keep_ahead (NxRecordStore *self,
            const char    *id,
            const Opened  *opened)
{
  Opened *kept = g_new (Opened, 1);

  *kept = (Opened) { g_bytes_ref (opened->body), opened->voiding };
  if (self->ahead == NULL)
    self->ahead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, opened_free);
  g_hash_table_insert (self->ahead, g_strdup (id), kept);
}

static void
forget_ahead (NxRecordStore *self)
{
  g_clear_pointer (&self->ahead, g_hash_table_unref);
}

/* FALSE only if the database fails. */
static gboolean
open_statement (NxRecordStore  *self,
                NxDbConnection *db,
                const char     *id,
                Opened         *out_opened,
                GError        **error)
{
  const Opened *kept = self->ahead != NULL && id != NULL ? g_hash_table_lookup (self->ahead, id) : NULL;
  g_autoptr (NxDbStatement) statement = NULL;
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) digest = NULL;
  gboolean row;

  if (kept != NULL)
    {
      *out_opened = (Opened) { g_bytes_ref (kept->body), kept->voiding };
      return TRUE;
    }
  statement = nx_db_prepare (db, "SELECT body, digest, verb FROM statement WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, id);
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  sealed = nx_db_column_dup_bytes (statement, 0);
  digest = nx_db_column_dup_bytes (statement, 1);
  out_opened->voiding = nx_db_column_integer (statement, 2) == NX_VERB_VOIDED;
  out_opened->body = nx_record_store_open_body (self, id, sealed, digest, NULL);
  return TRUE;
}

/* @out_more: FALSE: the batch is full, or the row cannot stand in it. */
static gboolean
take_row (NxRecordStore  *self,
          NxDbConnection *db,
          TakeJob        *job,
          NxDbStatement  *statement,
          gboolean       *out_more,
          GError        **error)
{
  const char *id = nx_db_column_text (statement, 0);
  g_auto (Opened) opened = { NULL, FALSE };
  NxOutgoing *outgoing;

  if (!open_statement (self, db, id, &opened, error))
    return FALSE;
  *out_more = FALSE;
  /* A voiding statement goes in a later batch than its target: alone, when all before it are away. */
  if (opened.voiding && job->batch->len > 0)
    return TRUE;
  if (opened.body == NULL)
    {
      g_ptr_array_add (job->damaged, g_strdup (id));
      *out_more = TRUE;
      return TRUE;
    }
  if (job->batch->len > 0 && job->size + g_bytes_get_size (opened.body) + 1 > job->max_bytes)
    return TRUE;
  if (job->ahead)
    keep_ahead (self, id, &opened);
  job->size += g_bytes_get_size (opened.body) + 1;
  outgoing = g_new0 (NxOutgoing, 1);
  outgoing->statement = g_strdup (id);
  outgoing->body = g_steal_pointer (&opened.body);
  outgoing->n_tries = (guint) nx_db_column_integer (statement, 1);
  outgoing->maybe_there = nx_db_column_integer (statement, 2) != 0;
  outgoing->batch = g_strdup (nx_db_column_text (statement, 3));
  g_ptr_array_add (job->batch, outgoing);
  *out_more = job->batch->len < job->max_n && !opened.voiding;
  return TRUE;
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
                   "SELECT statement, tries, maybe_there, batch FROM delivery "
                   "WHERE destination = ?1 AND state = 'pending' AND not_before_us <= ?2 AND batch IS ?3 "
                   "ORDER BY position LIMIT ?4",
                   error);
  gboolean more = TRUE;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->destination);
  nx_db_bind_integer (statement, 2, nx_clock_get_wall_us (self->clock));
  nx_db_bind_text (statement, 3, batch);
  nx_db_bind_integer (statement, 4, job->max_n);
  while (more)
    {
      gboolean row;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!take_row (self, db, job, statement, &more, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
mark_sending (NxRecordStore  *self,
              NxDbConnection *db,
              TakeJob        *job,
              GError        **error)
{
  g_autofree char *fresh = nx_uuid4_new ();
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "UPDATE delivery SET state = 'sending', tries = tries + 1, batch = ?3, changed_us = ?4 "
                   "WHERE statement = ?1 AND destination = ?2",
                   error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < job->batch->len; i++)
    {
      NxOutgoing *outgoing = g_ptr_array_index (job->batch, i);

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
find_batch (NxRecordStore  *self,
            NxDbConnection *db,
            TakeJob        *job,
            GError        **error)
{
  g_autofree char *batch = NULL;

  return find_unfinished_batch (self, db, job, &batch, error) && take_rows (self, db, job, batch, error);
}

static gboolean
take_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  TakeJob *job = data;
  gboolean found;

  if (job->recover && !recover_job (self, db, NULL, error))
    return FALSE;
  found = find_batch (self, db, job, error);
  forget_ahead (self);
  return found && refuse_damaged (self, db, job, error) && mark_sending (self, db, job, error);
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

static const char SETTLE[] =
  "UPDATE delivery SET "
  /* Consent may have been withdrawn while it was on its way, or the destination given up. */
  "  state = CASE WHEN ?3 = 'pending' AND NOT " MAY_GO " THEN 'held' ELSE ?3 END,"
  "  maybe_there = ?4, not_before_us = ?5, http_status = ?6, reason = ?7, theirs = ?8, changed_us = ?9,"
  "  sent_us = ?10, batch = CASE WHEN ?11 THEN batch ELSE NULL END "
  "WHERE statement = ?1 AND destination = ?2 AND state NOT IN ('sent', 'confirmed')";

static gboolean
settle_one (NxRecordStore      *self,
            NxDbStatement      *statement,
            const char         *destination,
            const NxSettlement *settlement,
            GError            **error)
{
  gboolean sent = settlement->state == NX_DELIVERY_SENT || settlement->state == NX_DELIVERY_CONFIRMED;
  gboolean pending = settlement->state == NX_DELIVERY_PENDING;
  g_autoptr (GBytes) reason = nx_record_store_seal_text (self, "reason", settlement->statement, settlement->reason);
  g_autoptr (GBytes) theirs = NULL;
  gint64 now_us = nx_clock_get_wall_us (self->clock);

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
  const SettleJob *job = data;
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, SETTLE, error);

  /* What was opened ahead is for a batch that is taken before this; nothing is held open for one that is not. */
  forget_ahead (self);
  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; i < job->n; i++)
    if (!settle_one (self, statement, job->destination, &job->settlements[i], error))
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

/* ---- Reading ahead ---- */

static gboolean
read_ahead_job (NxRecordStore  *self,
                NxDbConnection *db,
                gpointer        data,
                GError        **error)
{
  return find_batch (self, db, data, error);
}

void
nx_record_store_read_ahead_async (NxRecordStore *self,
                                  const char    *destination,
                                  guint          max_n,
                                  gsize          max_bytes)
{
  TakeJob *job = take_job_new (destination, max_n, max_bytes, FALSE);

  job->ahead = TRUE;
  /* Nobody waits for it; what is the matter with a row or the file is told by the taking. */
  nx_record_store_run_async (self, NX_DB_READ, read_ahead_job, job, take_job_free, nx_record_store_read_ahead_async, NULL, NULL, NULL);
}

/* ---- Counting ---- */

typedef struct
{
  const char *destination;
  guint n;
} OutgoingJob;

static gboolean
count_outgoing_job (NxRecordStore  *self,
                    NxDbConnection *db,
                    gpointer        data,
                    GError        **error)
{
  OutgoingJob *job = data;
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "SELECT (SELECT count(*) FROM delivery WHERE destination = ?1 AND state = 'pending') + "
                   "(SELECT count(*) FROM delivery WHERE destination IN (SELECT id FROM destination) AND state = 'sending')",
                   error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->destination);
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  job->n = (guint) nx_db_column_integer (statement, 0);
  return TRUE;
}

gboolean
nx_record_store_count_outgoing (NxRecordStore *self,
                                const char    *destination,
                                guint         *out_n,
                                GError       **error)
{
  OutgoingJob job = { destination, 0 };

  if (!nx_record_store_run (self, NX_DB_READ, count_outgoing_job, &job, error))
    return FALSE;
  *out_n = job.n;
  return TRUE;
}
