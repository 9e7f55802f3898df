/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the store as an object: opening, closing, the running of jobs and their errors, settings, checks.
 * What is inside a job stands in the other files of this folder.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "nx-ids.h"

G_DEFINE_FINAL_TYPE (NxRecordStore, nx_record_store, G_TYPE_OBJECT)
G_DEFINE_QUARK (nx-records-error-quark, nx_records_error)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
nx_record_store_dispose (GObject *object)
{
  NxRecordStore *self = NX_RECORD_STORE (object);
  g_autoptr (GError) error = NULL;

  if (self->db != NULL && !self->closed && !nx_record_store_close (self, &error))
    g_warning ("closing the records: %s", error->message);
  G_OBJECT_CLASS (nx_record_store_parent_class)->dispose (object);
}

static void
nx_record_store_finalize (GObject *object)
{
  NxRecordStore *self = NX_RECORD_STORE (object);

  g_clear_object (&self->db);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->keys, nx_key_store_unref);
  g_clear_pointer (&self->device_key, nx_key_unref);
  g_clear_pointer (&self->recent_learner, nx_learner_unref);
  g_clear_pointer (&self->recent_profile, g_bytes_unref);
  g_clear_pointer (&self->recent_key, nx_key_unref);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->folder);
  g_free (self->device_id);
  G_OBJECT_CLASS (nx_record_store_parent_class)->finalize (object);
}

static void
nx_record_store_class_init (NxRecordStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nx_record_store_dispose;
  object_class->finalize = nx_record_store_finalize;

  /**
   * NxRecordStore::changed:
   *
   * Something was written by this process. Emitted on the context that the store was opened in, once for
   * all that was written since the last time.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", NX_TYPE_RECORD_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
nx_record_store_init (NxRecordStore *self)
{
}

/* ---- Errors ---- */

static int
code_for_db_error (int code)
{
  switch (code)
    {
    case NX_DB_ERROR_TOO_NEW:
      return NX_RECORDS_ERROR_TOO_NEW;
    case NX_DB_ERROR_CORRUPT:
      return NX_RECORDS_ERROR_DAMAGED;
    case NX_DB_ERROR_FULL:
      return NX_RECORDS_ERROR_FULL;
    case NX_DB_ERROR_READ_ONLY:
      return NX_RECORDS_ERROR_READ_ONLY;
    case NX_DB_ERROR_BUSY:
      return NX_RECORDS_ERROR_BUSY;
    default:
      return NX_RECORDS_ERROR_FAILED;
    }
}

static int
code_for_keys_error (int code)
{
  switch (code)
    {
    case NX_KEYS_ERROR_TAMPERED:
      return NX_RECORDS_ERROR_DAMAGED;
    case NX_KEYS_ERROR_TOO_NEW:
      return NX_RECORDS_ERROR_TOO_NEW;
    default:
      return NX_RECORDS_ERROR_KEY;
    }
}

void
nx_records_map_error (GError **error)
{
  int code;

  if (error == NULL || *error == NULL || (*error)->domain == NX_RECORDS_ERROR)
    return;
  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if ((*error)->domain == NX_DB_ERROR)
    code = code_for_db_error ((*error)->code);
  else if ((*error)->domain == NX_KEYS_ERROR)
    code = code_for_keys_error ((*error)->code);
  else if ((*error)->domain == NX_EVENT_ERROR)
    code = (*error)->code == NX_EVENT_ERROR_TOO_NEW ? NX_RECORDS_ERROR_TOO_NEW : NX_RECORDS_ERROR_DAMAGED;
  else
    code = NX_RECORDS_ERROR_FAILED;
  (*error)->domain = NX_RECORDS_ERROR;
  (*error)->code = code;
}

/* ---- Jobs ---- */

static gboolean
emit_changed_cb (gpointer user_data)
{
  NxRecordStore *self = user_data;

  g_atomic_int_set (&self->changed_scheduled, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
announce_change (NxRecordStore *self)
{
  g_autoptr (GSource) source = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->changed_scheduled, FALSE, TRUE))
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, emit_changed_cb, g_object_ref (self), g_object_unref);
  g_source_set_static_name (source, "nx-record-store-changed");
  g_source_attach (source, self->context);
}

typedef struct
{
  NxRecordStore *store;
  NxStoreJob job;
  gpointer data;
} JobCall;

static gboolean
job_trampoline (NxDbConnection *db,
                gpointer        data,
                GError        **error)
{
  JobCall *call = data;

  return call->job (call->store, db, call->data, error);
}

gboolean
nx_record_store_run (NxRecordStore *self,
                     NxDbJobKind    kind,
                     NxStoreJob     job,
                     gpointer       data,
                     GError       **error)
{
  JobCall call = { self, job, data };

  if (!nx_database_run (self->db, kind, job_trampoline, &call, error))
    {
      nx_records_map_error (error);
      return FALSE;
    }
  if (kind == NX_DB_WRITE)
    announce_change (self);
  return TRUE;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxRecordStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nx_database_run_finish (NX_DATABASE (source), result, &error))
    {
      nx_records_map_error (&error);
      g_task_return_error (task, error);
      return;
    }
  if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (task), "kind")) == NX_DB_WRITE)
    announce_change (self);
  g_task_return_boolean (task, TRUE);
}

void
nx_record_store_run_async (NxRecordStore       *self,
                           NxDbJobKind          kind,
                           NxStoreJob           job,
                           gpointer             data,
                           GDestroyNotify       destroy,
                           gpointer             source_tag,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  JobCall *call = g_new0 (JobCall, 1);

  call->store = self;
  call->job = job;
  call->data = data;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, data, destroy);
  /* What is stored is stored: a cancellation that comes too late does not turn it into an error. */
  g_task_set_check_cancellable (task, FALSE);
  g_object_set_data (G_OBJECT (task), "kind", GINT_TO_POINTER (kind));
  nx_database_run_async (self->db, kind, job_trampoline, call, g_free, cancellable, ran_cb, task);
}

gboolean
nx_records_execute (NxDbConnection *db,
                    GError        **error,
                    const char     *sql,
                    ...)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, sql, error);
  const char *text;
  va_list texts;
  int index = 1;

  if (statement == NULL)
    return FALSE;
  va_start (texts, sql);
  while ((text = va_arg (texts, const char *)) != NULL)
    nx_db_bind_text (statement, index++, text);
  va_end (texts);
  return nx_db_execute (statement, error);
}

/* ---- Settings ---- */

gboolean
nx_record_store_read_setting (NxDbConnection *db,
                              const char     *name,
                              char          **out_value,
                              GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT value FROM setting WHERE name = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, name);
  if (!nx_db_step (statement, &row, error))
    return FALSE;
  *out_value = row ? g_strdup (nx_db_column_text (statement, 0)) : NULL;
  return TRUE;
}

gboolean
nx_record_store_write_setting (NxDbConnection *db,
                               const char     *name,
                               const char     *value,
                               GError        **error)
{
  if (value == NULL)
    return nx_records_execute (db, error, "DELETE FROM setting WHERE name = ?1", name, NULL);
  return nx_records_execute (db, error,
                             "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                             "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                             name, value, NULL);
}

typedef struct
{
  const char *name;
  const char *value;
  char *found;
} SettingJob;

static gboolean
read_setting_job (NxRecordStore  *self,
                  NxDbConnection *db,
                  gpointer        data,
                  GError        **error)
{
  SettingJob *job = data;

  return nx_record_store_read_setting (db, job->name, &job->found, error);
}

static gboolean
write_setting_job (NxRecordStore  *self,
                   NxDbConnection *db,
                   gpointer        data,
                   GError        **error)
{
  SettingJob *job = data;

  return nx_record_store_write_setting (db, job->name, job->value, error);
}

char *
nx_record_store_dup_setting (NxRecordStore *self,
                             const char    *name)
{
  SettingJob job = { name, NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (!nx_record_store_run (self, NX_DB_READ, read_setting_job, &job, &error))
    g_warning ("setting %s: %s", name, error->message);
  return job.found;
}

gboolean
nx_record_store_set_setting (NxRecordStore *self,
                             const char    *name,
                             const char    *value,
                             GError       **error)
{
  SettingJob job = { name, value, NULL };

  return nx_record_store_run (self, NX_DB_WRITE, write_setting_job, &job, error);
}

/* ---- Opening and closing ---- */

/* The device's id and stream on the first opening; and the mark by which an unclean end is known. */
static gboolean
enter_job (NxRecordStore  *self,
           NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  g_autofree char *running = NULL;

  if (!nx_record_store_read_setting (db, "device-id", &self->device_id, error) ||
      !nx_record_store_read_setting (db, "running", &running, error))
    return FALSE;
  self->unclean = running != NULL;
  if (self->read_only)
    return TRUE;
  if (self->device_id == NULL)
    {
      self->device_id = nx_uuid4_new ();
      if (!nx_record_store_write_setting (db, "device-id", self->device_id, error) ||
          !nx_records_execute (db, error, "INSERT INTO stream (id, kind, next_seq, last_wall_us) VALUES (?1, 'device', 1, 0)",
                               self->device_id, NULL))
        return FALSE;
    }
  return nx_record_store_write_setting (db, "running", nx_clock_get_boot_id (self->clock), error);
}

static gboolean
leave_job (NxRecordStore  *self,
           NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  return nx_record_store_write_setting (db, "running", NULL, error);
}

/* A folder that cannot be written, or has no room, may still hold records to read. */
static NxDatabase *
open_database (NxRecordStore *self,
               GError       **error)
{
  g_autofree char *path = g_build_filename (self->folder, "records.db", NULL);
  g_autoptr (GError) first = NULL;
  NxDatabase *db;

  db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations,
                         NX_DB_OPEN_DEFAULT, &first);
  if (db != NULL)
    {
      self->read_only = nx_database_is_read_only (db);
      return db;
    }
  if ((g_error_matches (first, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY) || g_error_matches (first, NX_DB_ERROR, NX_DB_ERROR_FULL)) &&
      g_file_test (path, G_FILE_TEST_EXISTS))
    {
      db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations,
                             NX_DB_OPEN_READ_ONLY, NULL);
      self->read_only = TRUE;
    }
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return db;
}

static gboolean
ensure_folder (const char *folder,
               GError    **error)
{
  int code;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, NX_RECORDS_ERROR,
               code == ENOSPC || code == EDQUOT ? NX_RECORDS_ERROR_FULL : NX_RECORDS_ERROR_READ_ONLY,
               "%s: %s", folder, g_strerror (code));
  return FALSE;
}

static gboolean
open_parts (NxRecordStore *self,
            GError       **error)
{
  g_autofree char *keys = g_build_filename (self->folder, "keys", NULL);
  g_autofree char *known = NULL;
  SettingJob device = { "device-id", NULL, NULL };

  self->db = open_database (self, error);
  if (self->db == NULL)
    return FALSE;
  self->keys = nx_key_store_new (keys);
  if (!nx_record_store_run (self, NX_DB_READ, read_setting_job, &device, error))
    return FALSE;
  known = device.found;
  /* Only a store that nobody used yet gets a new key: to make one for a store that lost its own would lock away every record of it without a word. */
  if (self->read_only || known != NULL)
    self->device_key = nx_key_store_load (self->keys, "device", error);
  else
    self->device_key = nx_key_store_ensure (self->keys, "device", error);
  return self->device_key != NULL;
}

static NxRecordStore *
open_in (const char   *folder,
         NxClock      *clock,
         GMainContext *context,
         GError      **error)
{
  g_autoptr (NxRecordStore) self = g_object_new (NX_TYPE_RECORD_STORE, NULL);

  self->folder = g_strdup (folder);
  self->clock = g_object_ref (clock);
  self->context = context != NULL ? g_main_context_ref (context) : NULL;
  if (!ensure_folder (folder, error))
    return NULL;
  if (!open_parts (self, error) ||
      !nx_record_store_run (self, self->read_only ? NX_DB_READ : NX_DB_WRITE, enter_job, NULL, error))
    {
      nx_records_map_error (error);
      if (self->db != NULL)
        nx_database_close (self->db, NULL);
      self->closed = TRUE;
      return NULL;
    }
  return g_steal_pointer (&self);
}

NxRecordStore *
nx_record_store_open (const char *folder,
                      NxClock    *clock,
                      GError    **error)
{
  return open_in (folder, clock, g_main_context_get_thread_default (), error);
}

typedef struct
{
  char *folder;
  NxClock *clock;
  GMainContext *context;
} OpenCall;

static void
open_call_free (gpointer data)
{
  OpenCall *call = data;

  g_free (call->folder);
  g_object_unref (call->clock);
  g_clear_pointer (&call->context, g_main_context_unref);
  g_free (call);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  OpenCall *call = task_data;
  GError *error = NULL;
  NxRecordStore *self = open_in (call->folder, call->clock, call->context, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
nx_record_store_open_async (const char          *folder,
                            NxClock             *clock,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenCall *call = g_new0 (OpenCall, 1);
  GMainContext *context = g_main_context_get_thread_default ();

  call->folder = g_strdup (folder);
  call->clock = g_object_ref (clock);
  call->context = context != NULL ? g_main_context_ref (context) : NULL;
  g_task_set_source_tag (task, nx_record_store_open_async);
  g_task_set_task_data (task, call, open_call_free);
  g_task_run_in_thread (task, open_in_thread);
}

NxRecordStore *
nx_record_store_open_finish (GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * nx_record_store_close:
 *
 * Finishes what is queued and closes. Idempotent; the store answers nothing afterwards.
 */
gboolean
nx_record_store_close (NxRecordStore *self,
                       GError       **error)
{
  g_return_val_if_fail (NX_IS_RECORD_STORE (self), FALSE);

  if (self->closed)
    return TRUE;
  self->closed = TRUE;
  /* An end that nobody has looked behind yet stays marked: what it may have damaged is looked for until a check has passed. */
  if (!self->read_only && !nx_record_store_was_unclean (self))
    {
      g_autoptr (GError) left = NULL;
      if (!nx_record_store_run (self, NX_DB_WRITE, leave_job, NULL, &left))
        g_warning ("marking a clean end: %s", left->message);
    }
  if (!nx_database_close (self->db, error))
    {
      nx_records_map_error (error);
      return FALSE;
    }
  return TRUE;
}

gboolean
nx_record_store_is_read_only (NxRecordStore *self)
{
  return self->read_only;
}

gboolean
nx_record_store_was_unclean (NxRecordStore *self)
{
  return g_atomic_int_get (&self->unclean);
}

const char *
nx_record_store_get_folder (NxRecordStore *self)
{
  return self->folder;
}

const char *
nx_record_store_get_device_id (NxRecordStore *self)
{
  return self->device_id;
}
