/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Opening: whose file it is, how it is set up, and the migrations. Nothing is written before the file is
 * known to be ours and not newer than we are; whatever fails after that leaves it as it was.
 */

#define G_LOG_DOMAIN "nx-db"

#include "config.h"

#include "nx-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The window and the tool share the file; either holds the lock for milliseconds. */
#define BUSY_TIMEOUT_MS 5000
#define SMALLEST_PAGE_BYTES 512
/* Switching a new file to WAL does not wait by itself when a second process does the same. */
#define WAL_RETRY_MS 10

/* Small files */

static gboolean
fail_errno (int          code,
            const char  *doing,
            NxDbError    otherwise,
            GError     **error)
{
  NxDbError kind = otherwise;

  if (code == ENOSPC || code == EDQUOT)
    kind = NX_DB_ERROR_FULL;
  else if (code == EROFS || code == EACCES || code == EPERM)
    kind = NX_DB_ERROR_READ_ONLY;
  g_set_error (error, NX_DB_ERROR, (int) kind, "%s: %s", doing, g_strerror (code));

  return FALSE;
}

static gboolean
sync_path (const char *path,
           int         flags,
           GError    **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  gboolean ok = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);

  if (!ok)
    fail_errno (errno, "save to the disk", NX_DB_ERROR_FAILED, error);
  if (fd >= 0)
    close (fd);

  return ok;
}

static gboolean
sync_folder_of (const char *path,
                GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_DIRECTORY, error);
}

/*
 * Made by us and not by SQLite, so that nobody else may read it (the files beside it take its mode), and
 * durably. Never opened if it is there: closing it would drop the locks that this process holds on it.
 */
static gboolean
ensure_file (const char *path,
             GError    **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return errno == EEXIST || fail_errno (errno, "make the database", NX_DB_ERROR_FAILED, error);
  close (fd);

  return sync_folder_of (path, error);
}

static gint64
size_of_wal (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  return g_stat (wal, &info) == 0 ? (gint64) info.st_size : 0;
}

/* SQLite takes a file shorter than its smallest page for an empty one, and would write over it. */
static gboolean
refuse_stump (const char *path,
              GError    **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size == 0 || info.st_size >= SMALLEST_PAGE_BYTES || size_of_wal (path) > 0)
    return TRUE;
  g_set_error (error, NX_DB_ERROR, NX_DB_ERROR_CORRUPT, "the file has only %d bytes", (int) info.st_size);

  return FALSE;
}

/* The connection */

static NxDbConnection *
connection_new (const char *path,
                gboolean    read_only)
{
  NxDbConnection *self = g_new0 (NxDbConnection, 1);

  self->path = g_strdup (path);
  self->read_only = read_only;
  self->job_kind = NX_DB_WRITE;
  self->cache = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
nx_db_connection_free (NxDbConnection *self)
{
  if (self == NULL)
    return;

  nx_db_clear_cache (self);
  g_hash_table_unref (self->cache);
  sqlite3_close (self->handle);
  g_free (self->path);
  g_free (self);
}

static gboolean
open_handle (NxDbConnection *self,
             const char     *name,
             int             flags,
             GError        **error)
{
  int code = sqlite3_open_v2 (name, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code != SQLITE_OK)
    {
      nx_db_fail (self->handle, code, "open the database", error);
      g_clear_pointer (&self->handle, sqlite3_close);
      return FALSE;
    }

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);

  return TRUE;
}

/* A file that we refuse stays as it is, also the log that a newer version left beside it. */
static void
leave_untouched (NxDbConnection *self)
{
  if (size_of_wal (self->path) > 0)
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

/* All three of one moment: another process may be making the file. */
static gboolean
read_marks (NxDbConnection *self,
            gint64         *out_n_objects,
            gint64         *out_id,
            gint64         *out_version,
            GError        **error)
{
  gboolean ok = nx_db_exec (self, "BEGIN", error)
                && nx_db_query_integer (self, "SELECT count(*) FROM sqlite_schema", out_n_objects, error)
                && nx_db_query_integer (self, "PRAGMA application_id", out_id, error)
                && nx_db_query_integer (self, "PRAGMA user_version", out_version, error);

  if (!sqlite3_get_autocommit (self->handle))
    nx_db_exec (self, "ROLLBACK", NULL);

  return ok;
}

/* @out_version is 0 for a file that holds nothing yet. */
static gboolean
identify (NxDbConnection *self,
          gint32          application_id,
          int             newest,
          int            *out_version,
          GError        **error)
{
  gint64 found_id, version, n_objects;

  if (!read_marks (self, &n_objects, &found_id, &version, error))
    {
      leave_untouched (self);
      return FALSE;
    }

  *out_version = (int) version;
  if (n_objects == 0 && found_id == 0 && version == 0)
    return TRUE;

  if (found_id != application_id)
    {
      leave_untouched (self);
      g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_CORRUPT, "the file is not a database of this program");
      return FALSE;
    }
  if (version > newest)
    {
      leave_untouched (self);
      g_set_error (error, NX_DB_ERROR, NX_DB_ERROR_TOO_NEW, "the file has version %d, this program knows %d", (int) version, newest);
      return FALSE;
    }
  if (version < 1)
    {
      leave_untouched (self);
      g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_CORRUPT, "the file has no version");
      return FALSE;
    }

  return TRUE;
}

static gboolean
switch_to_wal (NxDbConnection *self,
               GError        **error)
{
  gint64 give_up_us = g_get_monotonic_time () + BUSY_TIMEOUT_MS * 1000;

  for (;;)
    {
      g_autofree char *mode = NULL;
      g_autoptr (GError) local_error = NULL;

      if (nx_db_query_text (self, "PRAGMA journal_mode = WAL", &mode, &local_error))
        {
          /* A file system without shared memory keeps a rollback journal: slower, as durable. */
          if (g_strcmp0 (mode, "wal") != 0)
            g_info ("the file system has no write-ahead log; journal mode is %s", mode);
          return TRUE;
        }
      if (!g_error_matches (local_error, NX_DB_ERROR, NX_DB_ERROR_BUSY) || g_get_monotonic_time () > give_up_us)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      sqlite3_sleep (WAL_RETRY_MS);
    }
}

static gboolean
configure (NxDbConnection *self,
           GError        **error)
{
  return nx_db_exec (self,
                     "PRAGMA synchronous = FULL;"
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA temp_store = MEMORY;"            /* nothing of a record in a temporary file */
                     "PRAGMA journal_size_limit = 4194304;",  /* the log shrinks again after a large write */
                     error);
}

/* Migrations */

static gboolean
check_references (NxDbConnection *self,
                  GError        **error)
{
  g_autofree char *table = NULL;

  if (!nx_db_query_text (self, "PRAGMA foreign_key_check", &table, error))
    return FALSE;
  if (table != NULL)
    g_set_error (error, NX_DB_ERROR, NX_DB_ERROR_CONSTRAINT, "a row of %s refers to nothing", table);

  return table == NULL;
}

static gboolean
apply_step (NxDbConnection      *self,
            gint32               application_id,
            const NxDbMigration *step,
            GError             **error)
{
  g_autofree char *marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;", application_id, step->version);
  gint64 version;

  if (!nx_db_query_integer (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= step->version)  /* another process was first */
    return TRUE;

  return nx_db_exec (self, step->sql, error)
         && check_references (self, error)
         && nx_db_exec (self, marks, error);
}

static gboolean
run_step (NxDbConnection      *self,
          gint32               application_id,
          const NxDbMigration *step,
          GError             **error)
{
  if (!nx_db_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (apply_step (self, application_id, step, error) && nx_db_exec (self, "COMMIT", error))
    return TRUE;

  if (!sqlite3_get_autocommit (self->handle))
    nx_db_exec (self, "ROLLBACK", NULL);
  g_prefix_error (error, "step to version %d: ", step->version);

  return FALSE;
}

static gboolean
migrate (NxDbConnection      *self,
         gint32               application_id,
         const NxDbMigration *migrations,
         guint                n_migrations,
         int                  version,
         GError             **error)
{
  int newest = n_migrations > 0 ? migrations[n_migrations - 1].version : 0;
  gboolean ok = TRUE;

  if (version == newest)
    return TRUE;
  if (version > 0)
    {
      g_autofree char *copy = g_strdup_printf ("%s.before-v%d", self->path, newest);

      if (!nx_db_connection_copy_to (self, copy, error))
        {
          g_prefix_error (error, "copy before the step to version %d: ", newest);
          return FALSE;
        }
    }

  /* SQLite's own advice: a step that rebuilds a table must not cascade; references are checked at its end instead. */
  if (!nx_db_exec (self, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  for (guint i = 0; ok && i < n_migrations; i++)
    if (migrations[i].version > version)
      ok = run_step (self, application_id, &migrations[i], error);

  return ok && nx_db_exec (self, "PRAGMA foreign_keys = ON", error);
}

/* Opening for writing */

static gboolean
open_writable (NxDbConnection      *self,
               gint32               application_id,
               const NxDbMigration *migrations,
               guint                n_migrations,
               GError             **error)
{
  int newest = n_migrations > 0 ? migrations[n_migrations - 1].version : 0;
  g_autofree char *folder = g_path_get_dirname (self->path);
  int version;

  if (!ensure_file (self->path, error))
    return FALSE;
  /* The log needs its two files beside the database. */
  if (access (folder, W_OK) != 0)
    return fail_errno (errno, "write beside the database", NX_DB_ERROR_READ_ONLY, error);
  if (!open_handle (self, self->path, SQLITE_OPEN_READWRITE, error))
    return FALSE;
  if (sqlite3_db_readonly (self->handle, "main") == 1)
    {
      leave_untouched (self);
      g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY, "the database may only be read");
      return FALSE;
    }

  return identify (self, application_id, newest, &version, error)
         && switch_to_wal (self, error)
         && configure (self, error)
         && migrate (self, application_id, migrations, n_migrations, version, error);
}

/* Opening for reading */

static gboolean
probe (NxDbConnection *self,
       GError        **error)
{
  gint64 n_objects;

  return nx_db_query_integer (self, "SELECT count(*) FROM sqlite_schema", &n_objects, error);
}

static gboolean
open_as (NxDbConnection *self,
         const char     *query,
         const char     *pragma,
         GError        **error)
{
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, query, NULL);

  if (!open_handle (self, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error))
    return FALSE;
  if ((pragma == NULL || nx_db_exec (self, pragma, error)) && probe (self, error))
    return TRUE;
  g_clear_pointer (&self->handle, sqlite3_close);

  return FALSE;
}

/*
 * A database with a write-ahead log wants shared memory beside it even for reading, and a folder that may not be
 * written cannot give it. Nobody can write there then, so reading without locks is sound:
 * - with a log that holds something, its index is kept in our own memory (exclusive mode, no locks), so that
 *   the last records before the folder became read-only are seen too;
 * - without one, the file alone is everything (immutable).
 */
static gboolean
open_readable (NxDbConnection *self,
               GError        **error)
{
  g_autoptr (GError) first_error = NULL;
  gboolean ok;

  if (open_as (self, "?mode=ro", NULL, &first_error))
    return TRUE;
  if (!g_error_matches (first_error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY)
      && !(g_error_matches (first_error, NX_DB_ERROR, NX_DB_ERROR_FAILED) && g_file_test (self->path, G_FILE_TEST_EXISTS)))
    {
      g_propagate_error (error, g_steal_pointer (&first_error));
      return FALSE;
    }

  if (size_of_wal (self->path) > 0)
    ok = open_as (self, "?mode=ro&vfs=unix-none", "PRAGMA locking_mode = EXCLUSIVE", NULL);
  else
    ok = open_as (self, "?mode=ro&immutable=1", NULL, NULL);
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&first_error));

  return ok;
}

static gboolean
open_read_only (NxDbConnection      *self,
                gint32               application_id,
                const NxDbMigration *migrations,
                guint                n_migrations,
                GError             **error)
{
  int newest = n_migrations > 0 ? migrations[n_migrations - 1].version : 0, version;

  if (!open_readable (self, error) || !identify (self, application_id, newest, &version, error))
    return FALSE;
  if (version != newest)
    {
      g_set_error (error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY,
                   "the file has version %d and cannot be brought to %d without writing", version, newest);
      return FALSE;
    }

  return nx_db_exec (self, "PRAGMA temp_store = MEMORY", error);
}

NxDbConnection *
nx_db_connection_open (const char          *path,
                       gint32               application_id,
                       const NxDbMigration *migrations,
                       guint                n_migrations,
                       NxDbOpenFlags        flags,
                       GError             **error)
{
  gboolean read_only = (flags & NX_DB_OPEN_READ_ONLY) != 0;
  g_autoptr (NxDbConnection) self = connection_new (path, read_only);
  gboolean ok;

  if (!refuse_stump (path, error))
    return NULL;
  if (read_only)
    ok = open_read_only (self, application_id, migrations, n_migrations, error);
  else
    ok = open_writable (self, application_id, migrations, n_migrations, error);

  return ok ? g_steal_pointer (&self) : NULL;
}

/* Copies */

static gboolean
vacuum_into (NxDbConnection *self,
             const char     *path,
             GError        **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, "VACUUM INTO ?1", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_text (statement, 1, path, -1, SQLITE_STATIC);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code != SQLITE_DONE)
    nx_db_fail (self->handle, code, "copy", error);
  sqlite3_finalize (statement);

  return code == SQLITE_DONE;
}

gboolean
nx_db_connection_copy_to (NxDbConnection *self,
                          const char     *path,
                          GError        **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    return fail_errno (errno, "make the copy", NX_DB_ERROR_FAILED, error);
  close (fd);

  /* SQLite writes into the empty file, which is private already, but does not see it to the disk. */
  ok = vacuum_into (self, temporary, error) && sync_path (temporary, 0, error);
  if (ok && g_rename (temporary, path) != 0)
    ok = fail_errno (errno, "name the copy", NX_DB_ERROR_FAILED, error);
  if (!ok)
    {
      g_unlink (temporary);
      return FALSE;
    }

  return sync_folder_of (path, error);
}
