/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The database object: its worker thread and the queue of jobs. The thread knows the Worker below and never
 * the object, so it cannot be the one that drops the object's last reference and then waits for itself.
 *
 * A caller that would only wait does its job itself where nothing else is under way: the way to the thread and
 * back costs two switches, which on a busy machine is more than the commit. Whoever runs a job is the runner; there is
 * one at a time, and the lock hands the connection from one to the next.
 */

#define G_LOG_DOMAIN "nx-db"

#include "config.h"

#include "nx-database.h"

#include "nx-db-private.h"

typedef enum
{
  STEP_JOB,    /* in a transaction */
  STEP_BARE,   /* without one: what SQLite forbids inside */
  STEP_STOP,
} StepKind;

/* One entry of the queue. Of a synchronous caller it lies on that caller's stack; of an asynchronous one it belongs to the task. */
typedef struct
{
  StepKind kind;
  NxDbJobKind job_kind;
  NxDbJob job;
  gpointer data;
  GDestroyNotify destroy;

  GTask *task;       /* asynchronous: handed back to the caller's context, with this reference */
  gboolean done;     /* synchronous: guarded by the worker's lock */
  gboolean ok;
  GError *error;
} Step;

typedef struct
{
  NxDbConnection *db;   /* of the runner */

  GMutex lock;
  GCond changed;        /* the queue grew, a synchronous step is done, or the thread may go on with the queue */
  GQueue queue;         /* of Step, in the order given */
  GThread *runner;      /* who runs a step now; NULL if nobody does */
  gboolean closing;     /* nothing is taken any more */
} Worker;

struct _NxDatabase
{
  GObject parent_instance;

  gboolean read_only;
  Worker *worker;       /* reference counted (rc box) */
  GMutex close_lock;    /* guards the thread: the first closer joins it, others wait for that */
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (NxDatabase, nx_database, G_TYPE_OBJECT)

/* By the runner */

/* Every job begins and commits: these are parsed once, like the statements of the jobs. */
static gboolean
execute_cached (NxDbConnection *db,
                const char     *sql,
                GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, sql, error);

  return statement != NULL && nx_db_execute (statement, error);
}

static gboolean
run_transaction (NxDbConnection *db,
                 Step           *step,
                 GError        **error)
{
  GError *job_error = NULL;
  gboolean ok;

  if (step->job_kind == NX_DB_WRITE && db->read_only)
    {
      g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY, "the database was opened for reading");
      return FALSE;
    }
  if (!execute_cached (db, step->job_kind == NX_DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", error))
    return FALSE;

  db->job_kind = step->job_kind;
  ok = step->job (db, step->data, &job_error);
  db->job_kind = NX_DB_WRITE;
  nx_db_check_released (db);

  if (!ok && job_error == NULL)
    {
      g_critical ("a job failed without an error");
      g_set_error_literal (&job_error, NX_DB_ERROR, NX_DB_ERROR_FAILED, "a job failed without an error");
    }
  if (ok && job_error != NULL)
    {
      g_critical ("a job succeeded with an error: %s", job_error->message);
      g_clear_error (&job_error);
    }

  /* Some failures (disk full, for one) have rolled back already; then COMMIT fails too, as it must. */
  ok = ok && execute_cached (db, "COMMIT", &job_error);
  if (!ok && !sqlite3_get_autocommit (db->handle))
    nx_db_exec (db, "ROLLBACK", NULL);
  if (!ok)
    g_propagate_error (error, job_error);

  return ok;
}

static void
run_step (Worker *worker,
          Step   *step)
{
  GCancellable *cancellable = step->task != NULL ? g_task_get_cancellable (step->task) : NULL;

  /* Only before it starts: once started a job finishes, so that its caller knows what happened. */
  if (g_cancellable_set_error_if_cancelled (cancellable, &step->error))
    step->ok = FALSE;
  else if (step->kind == STEP_BARE)
    step->ok = step->job (worker->db, step->data, &step->error);
  else
    step->ok = run_transaction (worker->db, step, &step->error);
}

static gboolean
return_to_caller_cb (gpointer user_data)
{
  GTask *task = user_data;
  Step *step = g_task_get_task_data (task);

  if (step->ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&step->error));

  return G_SOURCE_REMOVE;
}

/* The worker's reference travels with the source: the job's data is let go in the caller's context, after its callback. */
static void
hand_back (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, return_to_caller_cb, task, g_object_unref);
  g_source_set_static_name (source, "nx-db");
  g_source_attach (source, g_task_get_context (task));
}

static void
worker_clear (gpointer data)
{
  Worker *worker = data;

  nx_db_connection_free (worker->db);
  g_mutex_clear (&worker->lock);
  g_cond_clear (&worker->changed);
}

static void
worker_unref (Worker *worker)
{
  g_atomic_rc_box_release_full (worker, worker_clear);
}

/* The next step of the queue, when it is this thread's turn. */
static Step *
wait_for_step (Worker *worker)
{
  Step *step;

  g_mutex_lock (&worker->lock);
  while (g_queue_is_empty (&worker->queue) || worker->runner != NULL)
    g_cond_wait (&worker->changed, &worker->lock);
  step = g_queue_pop_head (&worker->queue);
  worker->runner = g_thread_self ();
  g_mutex_unlock (&worker->lock);

  return step;
}

static void
end_step (Worker *worker,
          Step   *step)
{
  GTask *task = step->task;

  g_mutex_lock (&worker->lock);
  worker->runner = NULL;
  if (task == NULL)
    {
      step->done = TRUE;
      g_cond_broadcast (&worker->changed);
    }
  g_mutex_unlock (&worker->lock);

  if (task != NULL)
    hand_back (task);
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;

  for (;;)
    {
      Step *step = wait_for_step (worker);

      if (step->kind == STEP_STOP)
        {
          g_free (step);
          break;
        }
      run_step (worker, step);
      end_step (worker, step);
    }

  g_clear_pointer (&worker->db, nx_db_connection_free);
  worker_unref (worker);

  return NULL;
}

/* From outside */

/* FALSE with CLOSED after a close; @step is then not taken. */
static gboolean
enqueue (Worker *worker,
         Step   *step,
         GError **error)
{
  gboolean taken;

  g_mutex_lock (&worker->lock);
  taken = !worker->closing;
  if (step->kind == STEP_STOP)
    worker->closing = TRUE;
  if (taken)
    {
      g_queue_push_tail (&worker->queue, step);
      g_cond_broadcast (&worker->changed);
    }
  g_mutex_unlock (&worker->lock);

  if (!taken)
    g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_CLOSED, "the database is closed");

  return taken;
}

/* Whether this is asked from within a job. */
static gboolean
is_in_job (Worker *worker)
{
  gboolean in_job;

  g_mutex_lock (&worker->lock);
  in_job = worker->runner == g_thread_self ();
  g_mutex_unlock (&worker->lock);

  return in_job;
}

/* Takes the runner's part, if nothing is under way or in front. */
static gboolean
try_begin (Worker *worker)
{
  gboolean begun;

  g_mutex_lock (&worker->lock);
  begun = worker->runner == NULL && g_queue_is_empty (&worker->queue) && !worker->closing;
  if (begun)
    worker->runner = g_thread_self ();
  g_mutex_unlock (&worker->lock);

  return begun;
}

static void
run_here (Worker *worker,
          Step   *step)
{
  run_step (worker, step);

  g_mutex_lock (&worker->lock);
  worker->runner = NULL;
  /* What came in meanwhile is the thread's; with nothing there it is left asleep. */
  if (!g_queue_is_empty (&worker->queue))
    g_cond_broadcast (&worker->changed);
  g_mutex_unlock (&worker->lock);
}

static gboolean
run_and_wait (NxDatabase *self,
              Step       *step,
              GError    **error)
{
  Worker *worker = self->worker;

  g_return_val_if_fail (!is_in_job (worker), FALSE);  /* a job that waits for a job */

  g_atomic_rc_box_acquire (worker);  /* the job may let go of the database */
  if (try_begin (worker))
    {
      run_here (worker, step);
    }
  else
    {
      if (!enqueue (worker, step, error))
        {
          worker_unref (worker);
          return FALSE;
        }
      g_mutex_lock (&worker->lock);
      while (!step->done)
        g_cond_wait (&worker->changed, &worker->lock);
      g_mutex_unlock (&worker->lock);
    }
  worker_unref (worker);

  if (!step->ok)
    g_propagate_error (error, step->error);

  return step->ok;
}

static void
request_stop (NxDatabase *self)
{
  Step *stop = g_new0 (Step, 1);

  stop->kind = STEP_STOP;
  if (!enqueue (self->worker, stop, NULL))
    g_free (stop);
}

static void
nx_database_finalize (GObject *object)
{
  NxDatabase *self = NX_DATABASE (object);

  if (self->thread != NULL)
    {
      request_stop (self);
      if (self->thread == g_thread_self () || is_in_job (self->worker))
        g_thread_unref (self->thread);  /* a job let go of the last reference; the thread ends by itself */
      else
        g_thread_join (self->thread);
    }
  if (self->worker != NULL)
    worker_unref (self->worker);
  g_mutex_clear (&self->close_lock);

  G_OBJECT_CLASS (nx_database_parent_class)->finalize (object);
}

static void
nx_database_class_init (NxDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_database_finalize;
}

static void
nx_database_init (NxDatabase *self)
{
  g_mutex_init (&self->close_lock);
}

/**
 * nx_database_open:
 * @path: the file; made with mode 0600 if it is not there (its folder must be)
 * @application_id: marks the file as ours
 * @migrations: (array length=n_migrations): in order, versions 1, 2, ...; a released step is never edited
 * @n_migrations: how many
 * @flags: how to open
 * @error: return location for an error
 *
 * Before the first step of an existing file it is copied to "PATH.before-vN", N being the version it is brought to.
 *
 * Errors: %NX_DB_ERROR_TOO_NEW, %NX_DB_ERROR_CORRUPT (damaged or not ours), %NX_DB_ERROR_READ_ONLY (file or
 * folder; open with %NX_DB_OPEN_READ_ONLY then), %NX_DB_ERROR_FULL, %NX_DB_ERROR_BUSY, or what a step failed with.
 * Whatever fails, the file is as it was.
 * Returns: (transfer full) (nullable): the open database
 */
NxDatabase *
nx_database_open (const char          *path,
                  gint32               application_id,
                  const NxDbMigration *migrations,
                  guint                n_migrations,
                  NxDbOpenFlags        flags,
                  GError             **error)
{
  NxDatabase *self;
  NxDbConnection *db;
  Worker *worker;

  g_return_val_if_fail (path != NULL, NULL);
  for (guint i = 0; i < n_migrations; i++)
    g_return_val_if_fail (migrations[i].version == (int) i + 1 && migrations[i].sql != NULL, NULL);

  db = nx_db_connection_open (path, application_id, migrations, n_migrations, flags, error);
  if (db == NULL)
    return NULL;

  worker = g_atomic_rc_box_new0 (Worker);
  worker->db = db;
  g_mutex_init (&worker->lock);
  g_cond_init (&worker->changed);
  g_queue_init (&worker->queue);

  self = g_object_new (NX_TYPE_DATABASE, NULL);
  self->read_only = (flags & NX_DB_OPEN_READ_ONLY) != 0;
  self->worker = worker;
  self->thread = g_thread_new ("nx-db", worker_thread, g_atomic_rc_box_acquire (worker));

  return self;
}

typedef struct
{
  char *path;
  gint32 application_id;
  const NxDbMigration *migrations;  /* static tables in every caller */
  guint n_migrations;
  NxDbOpenFlags flags;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  g_free (request->path);
  g_free (request);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  OpenRequest *request = data;
  GError *error = NULL;
  NxDatabase *self = nx_database_open (request->path, request->application_id, request->migrations,
                                       request->n_migrations, request->flags, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* @migrations is borrowed until the callback. */
void
nx_database_open_async (const char          *path,
                        gint32               application_id,
                        const NxDbMigration *migrations,
                        guint                n_migrations,
                        NxDbOpenFlags        flags,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenRequest *request;

  g_return_if_fail (path != NULL);

  request = g_new0 (OpenRequest, 1);
  request->path = g_strdup (path);
  request->application_id = application_id;
  request->migrations = migrations;
  request->n_migrations = n_migrations;
  request->flags = flags;

  g_task_set_source_tag (task, nx_database_open_async);
  g_task_set_task_data (task, request, open_request_free);
  g_task_run_in_thread (task, open_thread);
}

NxDatabase *
nx_database_open_finish (GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
nx_database_close (NxDatabase *self,
                   GError    **error)
{
  g_return_val_if_fail (NX_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (!is_in_job (self->worker), FALSE);

  request_stop (self);
  g_mutex_lock (&self->close_lock);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  g_mutex_unlock (&self->close_lock);

  return TRUE;
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (nx_database_close (source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
nx_database_close_async (NxDatabase          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (NX_IS_DATABASE (self));

  request_stop (self);  /* from this call on, not only when the thread gets to it */
  g_task_set_source_tag (task, nx_database_close_async);
  g_task_run_in_thread (task, close_thread);
}

gboolean
nx_database_close_finish (NxDatabase   *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
nx_database_is_read_only (NxDatabase *self)
{
  g_return_val_if_fail (NX_IS_DATABASE (self), TRUE);

  return self->read_only;
}

gboolean
nx_database_run (NxDatabase *self,
                 NxDbJobKind kind,
                 NxDbJob     job,
                 gpointer    data,
                 GError    **error)
{
  Step step = { .kind = STEP_JOB, .job_kind = kind, .job = job, .data = data };

  g_return_val_if_fail (NX_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (job != NULL, FALSE);

  return run_and_wait (self, &step, error);
}

static void
step_free (gpointer data)
{
  Step *step = data;

  if (step->destroy != NULL)
    step->destroy (step->data);
  g_clear_error (&step->error);
  g_free (step);
}

void
nx_database_run_async (NxDatabase         *self,
                       NxDbJobKind         kind,
                       NxDbJob             job,
                       gpointer            data,
                       GDestroyNotify      destroy,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Step *step;

  g_return_if_fail (NX_IS_DATABASE (self));
  g_return_if_fail (job != NULL);

  step = g_new0 (Step, 1);
  step->kind = STEP_JOB;
  step->job_kind = kind;
  step->job = job;
  step->data = data;
  step->destroy = destroy;
  step->task = g_object_ref (task);

  g_task_set_source_tag (task, nx_database_run_async);
  g_task_set_check_cancellable (task, FALSE);  /* a job that ran tells its own result */
  g_task_set_task_data (task, step, step_free);

  if (!enqueue (self->worker, step, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (step->task);
    }
}

gboolean
nx_database_run_finish (NxDatabase   *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gpointer
nx_database_get_job_data (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, nx_database_run_async), NULL);

  return ((Step *) g_task_get_task_data (G_TASK (result)))->data;
}

/* Checks and copies */

static gboolean
quick_check_job (NxDbConnection *db,
                 gpointer        data,
                 GError        **error)
{
  g_autofree char *finding = NULL;

  if (!nx_db_query_text (db, "PRAGMA quick_check(1)", &finding, error))
    return FALSE;
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;

  g_set_error (error, NX_DB_ERROR, NX_DB_ERROR_CORRUPT, "quick check: %s", finding);

  return FALSE;
}

gboolean
nx_database_quick_check (NxDatabase *self,
                         GError    **error)
{
  return nx_database_run (self, NX_DB_READ, quick_check_job, NULL, error);
}

static gboolean
copy_step (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  return nx_db_connection_copy_to (db, data, error);
}

gboolean
nx_database_backup_to (NxDatabase *self,
                       const char *path,
                       GError    **error)
{
  Step step = { .kind = STEP_BARE, .job = copy_step, .data = (gpointer) path };

  g_return_val_if_fail (NX_IS_DATABASE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return run_and_wait (self, &step, error);
}

static gboolean
set_max_pages_step (NxDbConnection *db,
                    gpointer        data,
                    GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, *(gint64 *) data);
  gint64 value;

  return nx_db_query_integer (db, sql, &value, error);
}

void
nx_database_set_max_pages (NxDatabase *self,
                           gint64      n_pages)
{
  Step step = { .kind = STEP_BARE, .job = set_max_pages_step, .data = &n_pages };
  g_autoptr (GError) error = NULL;

  g_return_if_fail (NX_IS_DATABASE (self));

  if (!run_and_wait (self, &step, &error))
    g_warning ("cannot limit the database's size: %s", error->message);
}

static gboolean
set_busy_timeout_step (NxDbConnection *db,
                       gpointer        data,
                       GError        **error)
{
  sqlite3_busy_timeout (db->handle, *(int *) data);

  return TRUE;
}

void
nx_database_set_busy_timeout (NxDatabase *self,
                              int         timeout_ms)
{
  Step step = { .kind = STEP_BARE, .job = set_busy_timeout_step, .data = &timeout_ms };

  g_return_if_fail (NX_IS_DATABASE (self));

  run_and_wait (self, &step, NULL);
}
