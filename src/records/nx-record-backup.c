/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the checking of the whole store and its backups: making, keeping the right ones, restoring. */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* The last five, and beyond them one for each of the last eight weeks. */
#define N_LAST 5
#define N_WEEKS 8
/* What one day's work is worth is lost at most. */
#define BACKUP_AGE_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* ---- Checking ---- */

static gboolean
check_events (NxRecordStore  *self,
              NxDbConnection *db,
              GError        **error)
{
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db, "SELECT stream, seq, id, type, version, wall_us, monotonic_us, boot_id, clock, program, payload, digest FROM event", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (NxEvent) event = nx_event_new ();
      g_autoptr (GBytes) payload = NULL;
      g_autoptr (GBytes) digest = NULL;
      g_autoptr (GBytes) expected = NULL;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      event->stream = g_strdup (nx_db_column_text (statement, 0));
      event->seq = nx_db_column_integer (statement, 1);
      event->id = g_strdup (nx_db_column_text (statement, 2));
      event->version = (int) nx_db_column_integer (statement, 4);
      event->wall_us = nx_db_column_integer (statement, 5);
      event->monotonic_us = nx_db_column_integer (statement, 6);
      event->boot_id = g_strdup (nx_db_column_text (statement, 7));
      event->clock = (NxClockConfidence) nx_db_column_integer (statement, 8);
      event->program = g_strdup (nx_db_column_text (statement, 9));
      payload = nx_db_column_dup_bytes (statement, 10);
      digest = nx_db_column_dup_bytes (statement, 11);
      expected = nx_records_event_digest (event, nx_db_column_text (statement, 3), payload);
      if (digest == NULL || !g_bytes_equal (expected, digest))
        {
          g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED, "Event %s does not match its digest", event->id);
          return FALSE;
        }
    }
}

static gboolean
check_statements (NxRecordStore  *self,
                  NxDbConnection *db,
                  GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT id, body, digest FROM statement", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (GBytes) sealed = NULL;
      g_autoptr (GBytes) digest = NULL;
      g_autoptr (GBytes) body = NULL;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      sealed = nx_db_column_dup_bytes (statement, 1);
      digest = nx_db_column_dup_bytes (statement, 2);
      body = nx_record_store_open_body (self, nx_db_column_text (statement, 0), sealed, digest, error);
      if (body == NULL)
        return FALSE;
    }
}

/* A run, or a session, that goes on needs the content that it began with. */
static gboolean
check_snapshots (NxDbConnection *db,
                 GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT hash, bytes FROM snapshot", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      bytes = nx_db_column_dup_bytes (statement, 1);
      if (!nx_records_snapshot_is_whole (nx_db_column_text (statement, 0), bytes))
        {
          g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED, "Kept content %s does not match its hash", nx_db_column_text (statement, 0));
          return FALSE;
        }
    }
}

static gboolean
check_job (NxRecordStore  *self,
           NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  return check_events (self, db, error) && check_statements (self, db, error) && check_snapshots (db, error);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  NxRecordStore *self = source;
  GError *error = NULL;

  if (!nx_database_quick_check (self->db, &error) || !nx_record_store_run (self, NX_DB_READ, check_job, NULL, &error))
    {
      nx_records_map_error (&error);
      g_task_return_error (task, error);
      return;
    }
  g_atomic_int_set (&self->unclean, FALSE);
  g_task_return_boolean (task, TRUE);
}

void
nx_record_store_check_async (NxRecordStore       *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nx_record_store_check_async);
  g_task_run_in_thread (task, check_in_thread);
}

gboolean
nx_record_store_check_finish (NxRecordStore *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Backups ---- */

static int
compare_names_down (gconstpointer a,
                    gconstpointer b)
{
  return strcmp (*(const char *const *) b, *(const char *const *) a);
}

/**
 * nx_record_store_list_backups:
 * @folder: the data folder
 *
 * Returns: (transfer full): paths, newest first; empty if there are none
 */
char **
nx_record_store_list_backups (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  GPtrArray *paths = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "records-") && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (paths, g_build_filename (backups, name, NULL));
  g_ptr_array_sort (paths, compare_names_down);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

/* The week of a backup, from its name: records-YYYYMMDD-HHMMSS.db. 0 if the name says none. */
static int
week_of (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDate) date = g_date_new ();
  g_autofree char *day = NULL;
  guint64 number = 0;

  if (strlen (name) < strlen ("records-YYYYMMDD"))
    return 0;
  day = g_strndup (name + strlen ("records-"), 8);
  if (!g_ascii_string_to_unsigned (day, 10, 19000101, 99991231, &number, NULL))
    return 0;
  if (!g_date_valid_dmy ((GDateDay) (number % 100), (GDateMonth) (number / 100 % 100), (GDateYear) (number / 10000)))
    return 0;
  g_date_set_dmy (date, (GDateDay) (number % 100), (GDateMonth) (number / 100 % 100), (GDateYear) (number / 10000));
  return (int) (g_date_get_julian (date) / 7);
}

static void
thin_out_backups (const char *folder)
{
  g_auto (GStrv) paths = nx_record_store_list_backups (folder);
  int last_week = -1, n_weeks = 0;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      int week = week_of (paths[i]);
      gboolean first_of_week = week != last_week;

      if (first_of_week)
        n_weeks++;
      last_week = week;
      if (i < N_LAST || (first_of_week && n_weeks <= N_WEEKS))
        continue;
      if (g_unlink (paths[i]) != 0)
        g_message ("an old backup stays: %s", g_strerror (errno));
    }
}

/**
 * nx_record_store_backup:
 *
 * Copies the whole database, with all that is undelivered, into backups/. The keys are not in it: a copy
 * on a stick is of no use to a finder. Blocks.
 */
gboolean
nx_record_store_backup (NxRecordStore *self,
                        char         **out_path,
                        GError       **error)
{
  g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (nx_clock_get_wall_us (self->clock) / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "records-%Y%m%d-%H%M%S.db");
  g_autofree char *path = g_build_filename (backups, stamp, NULL);

  if (g_mkdir_with_parents (backups, 0700) != 0)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FAILED, "%s: %s", backups, g_strerror (errno));
      return FALSE;
    }
  if (!nx_database_backup_to (self->db, path, error))
    {
      nx_records_map_error (error);
      return FALSE;
    }
  thin_out_backups (self->folder);
  if (out_path != NULL)
    *out_path = g_steal_pointer (&path);
  return TRUE;
}

/* When a backup was made, by its name (UTC); 0 if the name does not say. */
static gint64
made_us (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDateTime) made = NULL;
  g_autofree char *iso = NULL;
  const char *stamp = name + strlen ("records-");

  if (strlen (name) < strlen ("records-YYYYMMDD-HHMMSS"))
    return 0;
  iso = g_strdup_printf ("%.8sT%.6sZ", stamp, stamp + strlen ("YYYYMMDD-"));
  made = g_date_time_new_from_iso8601 (iso, NULL);
  return made != NULL ? g_date_time_to_unix (made) * G_USEC_PER_SEC : 0;
}

static gboolean
has_events_job (NxRecordStore  *self,
                NxDbConnection *db,
                gpointer        data,
                GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT 1 FROM event LIMIT 1", error);

  return statement != NULL && nx_db_step (statement, data, error);
}

static gboolean
backup_if_due (NxRecordStore *self,
               gboolean      *out_made,
               GError       **error)
{
  g_auto (GStrv) backups = nx_record_store_list_backups (self->folder);
  gint64 age_us = nx_clock_get_wall_us (self->clock) - (backups[0] != NULL ? made_us (backups[0]) : 0);
  gboolean has_events = FALSE;

  *out_made = FALSE;
  /* A newest one from the future is a matter of the clock: it counts as fresh. */
  if (self->read_only || age_us < BACKUP_AGE_US)
    return TRUE;
  if (!nx_record_store_run (self, NX_DB_READ, has_events_job, &has_events, error))
    return FALSE;
  if (!has_events)
    return TRUE;
  *out_made = TRUE;
  return nx_record_store_backup (self, NULL, error);
}

static void
backup_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  if (backup_if_due (source, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
nx_record_store_backup_if_due_async (NxRecordStore       *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, nx_record_store_backup_if_due_async);
  g_task_set_task_data (task, g_new0 (gboolean, 1), g_free);
  g_task_run_in_thread (task, backup_in_thread);
}

gboolean
nx_record_store_backup_if_due_finish (NxRecordStore *self,
                                      GAsyncResult  *result,
                                      gboolean      *out_made,
                                      GError       **error)
{
  if (out_made != NULL)
    *out_made = *(gboolean *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Restoring ---- */

char *
nx_records_dup_aside_path (const char *path,
                           const char *what)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *aside = g_strdup_printf ("%s.%s-%s", path, what, stamp);

  for (guint n = 2; g_file_test (aside, G_FILE_TEST_EXISTS); n++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.%s-%s-%u", path, what, stamp, n);
    }
  return aside;
}

gboolean
nx_records_move_database (const char *from,
                          const char *to,
                          GError    **error)
{
  static const char *const parts[] = { "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *old = g_strconcat (from, parts[i], NULL);
      g_autofree char *new = g_strconcat (to, parts[i], NULL);
      g_autofree char *name = g_path_get_basename (old);

      if (g_file_test (old, G_FILE_TEST_EXISTS) && g_rename (old, new) != 0)
        {
          g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FAILED, "%s: %s", name, g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

/* A backup is whole before anything makes way for it. */
static gboolean
copy_backup (const char *backup,
             const char *to,
             GError    **error)
{
  g_autoptr (NxDatabase) db = NULL;

  if (!g_file_test (backup, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "There is no such backup");
      return FALSE;
    }
  db = nx_database_open (backup, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations, NX_DB_OPEN_READ_ONLY, error);
  return db != NULL && nx_database_quick_check (db, error) && nx_database_backup_to (db, to, error);
}

/**
 * nx_record_store_restore:
 * @folder: the data folder; nobody has its store open
 * @backup: path of the backup
 *
 * The present file and its journal are kept aside under a new name. If the backup cannot be used, the present
 * file stays where it is. Blocks.
 *
 * Errors: %NX_RECORDS_ERROR_NOT_FOUND, %NX_RECORDS_ERROR_DAMAGED, %NX_RECORDS_ERROR_TOO_NEW, %NX_RECORDS_ERROR_FULL,
 * %NX_RECORDS_ERROR_FAILED.
 */
gboolean
nx_record_store_restore (const char *folder,
                         const char *backup,
                         GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "records.db", NULL);
  g_autofree char *aside = nx_records_dup_aside_path (path, "before-restore");
  g_autofree char *ready = g_strconcat (path, ".restoring", NULL);

  if (!copy_backup (backup, ready, error))
    {
      nx_records_map_error (error);
      return FALSE;
    }
  return nx_records_move_database (path, aside, error) && nx_records_move_database (ready, path, error);
}
