/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the folding of events into projections, and what is saved of them to fold less the next time. It knows
 * no projection: what is folded is the reducer's. All of it can be dropped and made again.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

/* Fewer new events than this are folded again at the next start rather than saved now. */
#define FOLD_SAVE_EVENTS 32

typedef struct
{
  char *stream;
  const NxReducer *reducer;
  gpointer state;
  gint64 seq;
  guint n_new;
  GBytes *sealed;            /* the state as it is to be saved; NULL: not worth it */
} FoldJob;

static void
fold_job_free (gpointer data)
{
  FoldJob *job = data;

  if (job->state != NULL)
    job->reducer->destroy (job->state);
  g_clear_pointer (&job->sealed, g_bytes_unref);
  g_free (job->stream);
  g_free (job);
}

/* A saved projection that cannot be used is no loss: everything is folded again. */
static gboolean
read_projection (NxRecordStore  *self,
                 NxDbConnection *db,
                 FoldJob        *job,
                 NxKey          *key,
                 GError        **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db, "SELECT seq, state FROM projection WHERE stream = ?1 AND name = ?2 AND version = ?3", error);
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) unusable = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->stream);
  nx_db_bind_text (statement, 2, job->reducer->name);
  nx_db_bind_integer (statement, 3, job->reducer->version);
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  sealed = nx_db_column_dup_bytes (statement, 1);
  bytes = nx_envelope_open (key, "projection", job->stream, job->reducer->name, sealed, &unusable);
  if (bytes != NULL)
    job->state = job->reducer->load (bytes, &unusable);
  if (job->state != NULL)
    job->seq = nx_db_column_integer (statement, 0);
  else
    g_message ("projection %s is folded anew: %s", job->reducer->name, unusable->message);
  return TRUE;
}

static gboolean
fold_event (NxEvent *event,
            gpointer data)
{
  FoldJob *job = data;

  job->reducer->apply (job->state, event);
  job->seq = event->seq;
  job->n_new++;
  nx_event_free (event);
  return TRUE;
}

static gboolean
fold_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  FoldJob *job = data;
  g_autoptr (NxKey) key = nx_record_store_load_stream_key (self, db, job->stream, error);
  g_autoptr (GBytes) bytes = NULL;

  if (key == NULL || !read_projection (self, db, job, key, error))
    return FALSE;
  if (job->state == NULL)
    job->state = job->reducer->create ();
  if (!nx_record_store_each_event (self, db, job->stream, job->seq, fold_event, job, error))
    return FALSE;
  if (self->read_only || job->n_new < FOLD_SAVE_EVENTS)
    return TRUE;
  /* Now, before the caller has the state and may change it. */
  bytes = job->reducer->save (job->state);
  job->sealed = nx_envelope_seal (key, "projection", job->stream, job->reducer->name, bytes);
  return TRUE;
}

/*
 * Saving what was folded is a job of its own: folding then needs no lock for writing, a full disk does not
 * keep anybody from seeing where they stand, and nobody is told of a change where nothing changed.
 */
typedef struct
{
  char *stream;
  const NxReducer *reducer;
  gint64 seq;
  GBytes *sealed;
} SaveJob;

static SaveJob *
save_job_new (FoldJob *fold)
{
  SaveJob *job = g_new0 (SaveJob, 1);

  job->stream = g_strdup (fold->stream);
  job->reducer = fold->reducer;
  job->seq = fold->seq;
  job->sealed = g_steal_pointer (&fold->sealed);
  return job;
}

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_free (job->stream);
  g_bytes_unref (job->sealed);
  g_free (job);
}

static gboolean
save_job (NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  SaveJob *job = data;
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "INSERT INTO projection (stream, name, version, seq, state) VALUES (?1, ?2, ?3, ?4, ?5) "
                   "ON CONFLICT (stream, name) DO UPDATE SET version = excluded.version, seq = excluded.seq, state = excluded.state "
                   /* Another program may have come further. */
                   "WHERE projection.version <> excluded.version OR projection.seq < excluded.seq",
                   error);

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, job->stream);
  nx_db_bind_text (statement, 2, job->reducer->name);
  nx_db_bind_integer (statement, 3, job->reducer->version);
  nx_db_bind_integer (statement, 4, job->seq);
  nx_db_bind_bytes (statement, 5, job->sealed);
  return nx_db_execute (statement, error);
}

gpointer
nx_record_store_fold (NxRecordStore   *self,
                      const char      *stream,
                      const NxReducer *reducer,
                      gint64          *out_seq,
                      GError         **error)
{
  FoldJob *job = g_new0 (FoldJob, 1);
  gpointer state = NULL;

  job->stream = g_strdup (stream);
  job->reducer = reducer;
  if (nx_record_store_run (self, NX_DB_READ, fold_job, job, error))
    {
      state = g_steal_pointer (&job->state);
      *out_seq = job->seq;
    }
  if (job->sealed != NULL)
    {
      g_autoptr (GError) not_saved = NULL;
      SaveJob *save = save_job_new (job);

      if (!nx_database_run (self->db, NX_DB_WRITE, save_job, save, &not_saved))
        g_message ("projection %s is not saved: %s", reducer->name, not_saved->message);
      save_job_free (save);
    }
  fold_job_free (job);
  return state;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) not_saved = NULL;

  if (!nx_database_run_finish (NX_DATABASE (source), result, &not_saved))
    g_message ("a projection is not saved: %s", not_saved->message);
}

static void
folded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxRecordStore *self = NX_RECORD_STORE (source);
  FoldJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->sealed != NULL)
    nx_database_run_async (self->db, NX_DB_WRITE, save_job, save_job_new (job), save_job_free, NULL, saved_cb, NULL);
  /* The inner result keeps the job alive until the outer one is finished. */
  g_task_set_task_data (task, g_object_ref (result), g_object_unref);
  g_task_return_boolean (task, TRUE);
}

void
nx_record_store_fold_async (NxRecordStore       *self,
                            const char          *stream,
                            const NxReducer     *reducer,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  FoldJob *job = g_new0 (FoldJob, 1);

  job->stream = g_strdup (stream);
  job->reducer = reducer;
  g_task_set_source_tag (task, nx_record_store_fold_async);
  g_task_set_check_cancellable (task, FALSE);
  nx_record_store_run_async (self, NX_DB_READ, fold_job, job, fold_job_free,
                             nx_record_store_fold_async, cancellable, folded_cb, task);
}

gpointer
nx_record_store_fold_finish (NxRecordStore *self,
                             GAsyncResult  *result,
                             gint64        *out_seq,
                             GError       **error)
{
  FoldJob *job;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  job = g_task_get_task_data (G_TASK (g_task_get_task_data (G_TASK (result))));
  *out_seq = job->seq;
  return g_steal_pointer (&job->state);
}

static gboolean
drop_projections_job (NxRecordStore  *self,
                      NxDbConnection *db,
                      gpointer        data,
                      GError        **error)
{
  return nx_records_execute (db, error, "DELETE FROM projection", NULL);
}

gboolean
nx_record_store_drop_projections (NxRecordStore *self,
                                  GError       **error)
{
  return nx_record_store_run (self, NX_DB_WRITE, drop_projections_job, NULL, error);
}
