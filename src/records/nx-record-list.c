/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns what a person is shown of records and their way: rows for My record, and counts. Reads only. */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

/*
 * The delivery that speaks for a statement: the one that arrived, else the one to the present destination,
 * else the last one that was made.
 */
#define SPEAKING_DELIVERY \
  "LEFT JOIN delivery d ON d.statement = s.id AND d.destination = " \
  "(SELECT e.destination FROM delivery e JOIN destination t ON t.id = e.destination WHERE e.statement = s.id " \
  " ORDER BY (e.state IN ('sent', 'confirmed')) DESC, (t.retired_us IS NULL) DESC, t.created_us DESC LIMIT 1) "

void
nx_record_row_free (NxRecordRow *self)
{
  if (self == NULL)
    return;
  g_free (self->statement);
  g_free (self->learner);
  g_free (self->reason);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->theirs, g_bytes_unref);
  g_free (self);
}

/* The first that holds, in the order in which people care. @custody: "hub", "file" or NULL, without a receipt. */
static NxPill
choose_pill (const NxRecordRow *row,
             const char        *custody)
{
  if (row->has_delivery && (row->state == NX_DELIVERY_REFUSED || row->state == NX_DELIVERY_CONFLICT))
    return NX_PILL_REFUSED;
  if (row->has_delivery && (row->state == NX_DELIVERY_SENT || row->state == NX_DELIVERY_CONFIRMED))
    return NX_PILL_DELIVERED;
  if (row->has_delivery && row->state == NX_DELIVERY_SENDING)
    return NX_PILL_SENDING;
  if (g_strcmp0 (custody, "hub") == 0)
    return NX_PILL_FACILITATOR;
  if (g_strcmp0 (custody, "file") == 0)
    return NX_PILL_USB;
  if (row->has_delivery && row->state == NX_DELIVERY_PENDING)
    return NX_PILL_WAITING;
  return NX_PILL_ONLY_HERE;
}

static GBytes *
open_column (NxRecordStore *self,
             NxDbStatement *statement,
             int            index,
             const char    *id,
             const char    *column,
             GError       **error)
{
  g_autoptr (GBytes) sealed = nx_db_column_dup_bytes (statement, index);

  if (sealed == NULL)
    return NULL;
  return nx_envelope_open (self->device_key, "delivery", id, column, sealed, error);
}

/* A row that is damaged is still shown, without its content and with the reason in words. */
static NxRecordRow *
record_from_row (NxRecordStore *self,
                 NxDbStatement *statement)
{
  NxRecordRow *row = g_new0 (NxRecordRow, 1);
  g_autoptr (GBytes) sealed = nx_db_column_dup_bytes (statement, 5);
  g_autoptr (GBytes) digest = nx_db_column_dup_bytes (statement, 6);
  g_autoptr (GBytes) reason = NULL;
  g_autoptr (GError) damaged = NULL;

  row->statement = g_strdup (nx_db_column_text (statement, 0));
  row->learner = g_strdup (nx_db_column_text (statement, 1));
  row->type = nx_event_type_from_name (nx_db_column_text (statement, 2));
  row->verb = (NxVerb) nx_db_column_integer (statement, 3);
  row->wall_us = nx_db_column_integer (statement, 4);
  row->body = nx_record_store_open_body (self, row->statement, sealed, digest, &damaged);
  row->has_delivery = !nx_db_column_is_null (statement, 7);
  row->state = row->has_delivery ? nx_delivery_state_from_id (nx_db_column_text (statement, 7)) : NX_DELIVERY_HELD;
  row->sent_us = nx_db_column_integer (statement, 8);
  row->n_tries = (guint) nx_db_column_integer (statement, 9);
  row->http_status = (int) nx_db_column_integer (statement, 10);
  reason = open_column (self, statement, 11, row->statement, "reason", NULL);
  row->theirs = open_column (self, statement, 12, row->statement, "theirs", NULL);
  row->pill = choose_pill (row, nx_db_column_text (statement, 13));
  if (damaged != NULL)
    row->reason = g_strdup (damaged->message);
  else if (reason != NULL)
    row->reason = g_strndup (g_bytes_get_data (reason, NULL), g_bytes_get_size (reason));
  return row;
}

typedef struct
{
  char *learner;
  guint offset, limit;
  GPtrArray *rows;
} ListJob;

static void
list_job_free (gpointer data)
{
  ListJob *job = data;

  g_free (job->learner);
  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_free (job);
}

static gboolean
list_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  ListJob *job = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_record_row_free);
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "SELECT s.id, s.stream, s.type, s.verb, s.wall_us, s.body, s.digest, "
                   "d.state, d.sent_us, d.tries, d.http_status, d.reason, d.theirs, "
                   "(SELECT c.kind FROM custody c WHERE c.statement = s.id AND c.receipt_us IS NULL ORDER BY (c.kind = 'hub') DESC LIMIT 1) "
                   "FROM statement s " SPEAKING_DELIVERY
                   "WHERE ?1 IS NULL OR s.stream = ?1 ORDER BY s.position DESC LIMIT ?3 OFFSET ?2",
                   error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->learner);
  nx_db_bind_integer (statement, 2, job->offset);
  nx_db_bind_integer (statement, 3, job->limit);
  for (;;)
    {
      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      g_ptr_array_add (rows, record_from_row (self, statement));
    }
  job->rows = g_steal_pointer (&rows);
  return TRUE;
}

GPtrArray *
nx_record_store_list_records (NxRecordStore *self,
                              const char    *learner,
                              guint          offset,
                              guint          limit,
                              GError       **error)
{
  ListJob job = { (char *) learner, offset, limit, NULL };

  nx_record_store_run (self, NX_DB_READ, list_job, &job, error);
  return job.rows;
}

void
nx_record_store_list_records_async (NxRecordStore       *self,
                                    const char          *learner,
                                    guint                offset,
                                    guint                limit,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  ListJob *job = g_new0 (ListJob, 1);

  job->learner = g_strdup (learner);
  job->offset = offset;
  job->limit = limit;
  nx_record_store_run_async (self, NX_DB_READ, list_job, job, list_job_free,
                             nx_record_store_list_records_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_list_records_finish (NxRecordStore *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  ListJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->rows);
}

/* ---- Counts ---- */

typedef struct
{
  char *learner;
  NxDeliveryCounts counts;
} CountJob;

static void
count_job_free (gpointer data)
{
  CountJob *job = data;

  g_free (job->learner);
  g_free (job);
}

static gboolean
count_job (NxRecordStore  *self,
           NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  CountJob *job = data;
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "SELECT d.state, count(*), sum(s.size), min(s.wall_us), max(d.sent_us) "
                   "FROM statement s " SPEAKING_DELIVERY "WHERE ?1 IS NULL OR s.stream = ?1 GROUP BY d.state",
                   error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->learner);
  for (;;)
    {
      NxDeliveryState state;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (nx_db_column_is_null (statement, 0))
        {
          job->counts.n_only_here = (guint) nx_db_column_integer (statement, 1);
          continue;
        }
      state = nx_delivery_state_from_id (nx_db_column_text (statement, 0));
      job->counts.n[state] = (guint) nx_db_column_integer (statement, 1);
      if (state == NX_DELIVERY_PENDING || state == NX_DELIVERY_SENDING)
        {
          gint64 oldest_us = nx_db_column_integer (statement, 3);

          job->counts.bytes_pending += nx_db_column_integer (statement, 2);
          if (job->counts.oldest_pending_us == 0 || oldest_us < job->counts.oldest_pending_us)
            job->counts.oldest_pending_us = oldest_us;
        }
      job->counts.last_sent_us = MAX (job->counts.last_sent_us, nx_db_column_integer (statement, 4));
    }
}

gboolean
nx_record_store_count (NxRecordStore    *self,
                       const char       *learner,
                       NxDeliveryCounts *out_counts,
                       GError          **error)
{
  CountJob job = { .learner = (char *) learner };

  if (!nx_record_store_run (self, NX_DB_READ, count_job, &job, error))
    return FALSE;
  *out_counts = job.counts;
  return TRUE;
}

void
nx_record_store_count_async (NxRecordStore       *self,
                             const char          *learner,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  CountJob *job = g_new0 (CountJob, 1);

  job->learner = g_strdup (learner);
  nx_record_store_run_async (self, NX_DB_READ, count_job, job, count_job_free,
                             nx_record_store_count_async, cancellable, callback, user_data);
}

gboolean
nx_record_store_count_finish (NxRecordStore    *self,
                              GAsyncResult     *result,
                              NxDeliveryCounts *out_counts,
                              GError          **error)
{
  CountJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *out_counts = job->counts;
  return TRUE;
}
