/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * NxDatabase owns one SQLite connection and its single worker thread. Everything else runs as a job on
 * that thread (or on that of a caller who waits, see nx_database_run), one at a time, inside one transaction.
 * Nobody else includes sqlite3.h.
 *
 * On open: application_id, WAL, synchronous=FULL, foreign_keys, busy timeout, defensive, trusted_schema
 * off, double-quoted strings off. Migrations: each step and its user_version bump share one transaction;
 * before the first step of an existing file a copy is made (VACUUM INTO "PATH.before-vN"). A newer file is TOO_NEW, untouched.
 */

#define NX_DB_ERROR (nx_db_error_quark ())
GQuark nx_db_error_quark (void);
typedef enum
{
  NX_DB_ERROR_TOO_NEW,
  NX_DB_ERROR_CORRUPT,      /* damaged, or not a database of ours */
  NX_DB_ERROR_FULL,         /* disk or quota full */
  NX_DB_ERROR_READ_ONLY,
  NX_DB_ERROR_BUSY,         /* another process held the lock past the timeout */
  NX_DB_ERROR_CONSTRAINT,   /* a uniqueness or reference rule refused the change */
  NX_DB_ERROR_CLOSED,
  NX_DB_ERROR_FAILED,
} NxDbError;

typedef struct _NxDbStatement NxDbStatement;
typedef struct _NxDbConnection NxDbConnection;   /* valid only inside a job */

typedef struct
{
  int version;            /* 1, 2, ... without gaps */
  const char *sql;        /* one or more statements */
} NxDbMigration;

#define NX_TYPE_DATABASE (nx_database_get_type ())
G_DECLARE_FINAL_TYPE (NxDatabase, nx_database, NX, DATABASE, GObject)

typedef enum
{
  NX_DB_OPEN_DEFAULT = 0,
  NX_DB_OPEN_READ_ONLY = 1 << 0,   /* never writes, never migrates: an older file is refused as READ_ONLY */
} NxDbOpenFlags;

/* Blocks: call it from a thread or use the async form. */
NxDatabase *nx_database_open (const char *path, gint32 application_id, const NxDbMigration *migrations, guint n_migrations, NxDbOpenFlags flags, GError **error);
void nx_database_open_async (const char *path, gint32 application_id, const NxDbMigration *migrations, guint n_migrations, NxDbOpenFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxDatabase *nx_database_open_finish (GAsyncResult *result, GError **error);
/* Finishes the queued jobs, closes, joins the thread. Idempotent. Never called from a job. */
gboolean nx_database_close (NxDatabase *self, GError **error);
void nx_database_close_async (NxDatabase *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_database_close_finish (NxDatabase *self, GAsyncResult *result, GError **error);
gboolean nx_database_is_read_only (NxDatabase *self);

/* A job. TRUE commits, FALSE (with @error set) rolls back. @result is for the job to fill. */
typedef gboolean (*NxDbJob) (NxDbConnection *db, gpointer data, GError **error);
typedef enum
{
  NX_DB_READ,
  NX_DB_WRITE,    /* BEGIN IMMEDIATE */
} NxDbJobKind;

/* Runs @job and waits: for the tool, tests and other worker threads, never the main loop of the window. Where nothing is under way it runs on the calling thread. */
gboolean nx_database_run (NxDatabase *self, NxDbJobKind kind, NxDbJob job, gpointer data, GError **error);
/* @data is freed with @destroy on the caller's context after the callback. Jobs run in the order given. */
void nx_database_run_async (NxDatabase *self, NxDbJobKind kind, NxDbJob job, gpointer data, GDestroyNotify destroy, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The job's data is borrowed until the callback returns, through nx_database_get_job_data. */
gboolean nx_database_run_finish (NxDatabase *self, GAsyncResult *result, GError **error);
gpointer nx_database_get_job_data (GAsyncResult *result);

/* Statements, inside a job only. Cached by text; reset and unbound when the scope ends (g_autoptr). Indexes of bind start at 1, of columns at 0. */
NxDbStatement *nx_db_prepare (NxDbConnection *db, const char *sql, GError **error);
void nx_db_statement_release (NxDbStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDbStatement, nx_db_statement_release)
void nx_db_bind_integer (NxDbStatement *self, int index, gint64 value);
void nx_db_bind_text (NxDbStatement *self, int index, const char *value);     /* NULL binds NULL; copied */
void nx_db_bind_bytes (NxDbStatement *self, int index, GBytes *value);        /* NULL binds NULL; referenced */
void nx_db_bind_null (NxDbStatement *self, int index);
/* TRUE: a row stands ready in @out_row, or the statement is done (@out_row FALSE). */
gboolean nx_db_step (NxDbStatement *self, gboolean *out_row, GError **error);
/* For statements without rows. */
gboolean nx_db_execute (NxDbStatement *self, GError **error);
gint64 nx_db_column_integer (NxDbStatement *self, int index);
const char *nx_db_column_text (NxDbStatement *self, int index);               /* borrowed until the next step; NULL for NULL */
GBytes *nx_db_column_dup_bytes (NxDbStatement *self, int index);              /* (transfer full) (nullable) */
gboolean nx_db_column_is_null (NxDbStatement *self, int index);
gint64 nx_db_get_n_changed (NxDbConnection *db);

/* Checks and copies. */
gboolean nx_database_quick_check (NxDatabase *self, GError **error);           /* CORRUPT with the first finding */
gboolean nx_database_backup_to (NxDatabase *self, const char *path, GError **error);  /* VACUUM INTO a temporary name, fsync, rename */
/* Tests: lets the file grow to @n_pages at most, so that "disk full" comes on demand. */
void nx_database_set_max_pages (NxDatabase *self, gint64 n_pages);
/* Tests: how long a job waits for another process's lock; 5 s if never called. */
void nx_database_set_busy_timeout (NxDatabase *self, int timeout_ms);

G_END_DECLS
