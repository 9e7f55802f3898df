/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns destinations, what is said of a delivery, and what is held or let go at the learner's word. The sender's part of
 * it, the queue, is nx-record-queue.c's.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include "nx-ids.h"

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
  /* Each answer asks for it. With max() the other columns are, by SQLite's word, those of its row, and nothing is sorted. */
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db, "SELECT id, endpoint, max (created_us) FROM destination WHERE retired_us IS NULL", error);
  NxDestination *destination;
  gboolean row;

  if (statement == NULL || !nx_db_step (statement, &row, error) || !row || nx_db_column_is_null (statement, 0))
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

/* What waited for it, or was on its way, stays here, until the learner says that it may go elsewhere. An answer that comes after all still counts. */
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
                             "UPDATE delivery SET maybe_there = maybe_there OR state = 'sending', state = 'held', batch = NULL "
                             "WHERE destination = ?1 AND state IN ('pending', 'sending')",
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
                     "WHERE statement.%s = ?2 AND " NX_RECORDS_COVERED " AND NOT " DELIVERED_SOMEWHERE,
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
                             "AND statement IN (SELECT id FROM statement WHERE stream = ?2 AND " NX_RECORDS_COVERED ")",
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
                             "AND statement IN (SELECT id FROM statement WHERE id = ?2 AND " NX_RECORDS_COVERED ")",
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
