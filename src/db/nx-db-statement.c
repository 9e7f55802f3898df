/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Statements: their cache, binding and reading, and the one translation of SQLite's codes into ours. */

#define G_LOG_DOMAIN "nx-db"

#include "config.h"

#include "nx-db-private.h"

#include <errno.h>

/* All texts of the program are some dozens; only generated ones could reach this. */
#define MAX_CACHED 128

G_DEFINE_QUARK (nx-db-error-quark, nx_db_error)

struct _NxDbStatement
{
  NxDbConnection *db;
  sqlite3_stmt *handle;
  char *sql;
  GPtrArray *held;    /* GBytes by index, for as long as SQLite looks at them */
  gboolean in_use;
  gboolean cached;
  int bind_code;      /* the first failure to bind; told by the next step */
};

/* Codes */

static NxDbError
error_from_errno (int       system_errno,
                  NxDbError otherwise)
{
  switch (system_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return NX_DB_ERROR_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
      return NX_DB_ERROR_READ_ONLY;
    default:
      return otherwise;
    }
}

static NxDbError
error_from_code (int code,
                 int system_errno)
{
  switch (code)
    {
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_CORRUPTFS:
    case SQLITE_IOERR_DATA:
      return NX_DB_ERROR_CORRUPT;
    default:
      break;
    }

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return NX_DB_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return NX_DB_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return NX_DB_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return NX_DB_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return NX_DB_ERROR_CONSTRAINT;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return error_from_errno (system_errno, NX_DB_ERROR_FAILED);
    default:
      return NX_DB_ERROR_FAILED;
    }
}

gboolean
nx_db_fail (sqlite3    *handle,
            int         code,
            const char *doing,
            GError    **error)
{
  int system_errno = handle != NULL ? sqlite3_system_errno (handle) : 0;

  /* SQLite's words name tables and columns, never values. */
  g_set_error (error, NX_DB_ERROR, (int) error_from_code (code, system_errno), "%s: %s (%d)",
               doing, handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code), code);

  return FALSE;
}

/* Without the cache */

gboolean
nx_db_exec (NxDbConnection *self,
            const char     *sql,
            GError        **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || nx_db_fail (self->handle, code, "run", error);
}

static gboolean
query_first (NxDbConnection *self,
             const char     *sql,
             gint64         *out_value,
             char          **out_text,
             GError        **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW && out_value != NULL)
    *out_value = sqlite3_column_int64 (statement, 0);
  if (code == SQLITE_ROW && out_text != NULL)
    *out_text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    nx_db_fail (self->handle, code, "read", error);
  sqlite3_finalize (statement);

  return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
nx_db_query_integer (NxDbConnection *self,
                     const char     *sql,
                     gint64         *out_value,
                     GError        **error)
{
  *out_value = 0;

  return query_first (self, sql, out_value, NULL, error);
}

gboolean
nx_db_query_text (NxDbConnection *self,
                  const char     *sql,
                  char          **out_text,
                  GError        **error)
{
  *out_text = NULL;

  return query_first (self, sql, NULL, out_text, error);
}

/* The cache */

static void
statement_free (NxDbStatement *self)
{
  sqlite3_finalize (self->handle);
  g_ptr_array_unref (self->held);
  g_free (self->sql);
  g_free (self);
}

static gboolean
is_idle (gpointer key,
         gpointer value,
         gpointer user_data)
{
  NxDbStatement *statement = value;

  if (statement->in_use)
    return FALSE;
  statement_free (statement);

  return TRUE;
}

void
nx_db_clear_cache (NxDbConnection *self)
{
  g_hash_table_foreach_steal (self->cache, is_idle, NULL);
}

static gboolean
reset_if_leaked (gpointer key,
                 gpointer value,
                 gpointer user_data)
{
  NxDbStatement *statement = value;

  if (statement->in_use)
    sqlite3_reset (statement->handle);

  return FALSE;
}

void
nx_db_check_released (NxDbConnection *self)
{
  if (self->n_in_use == 0)
    return;

  g_critical ("a job left %u statements unreleased", self->n_in_use);
  g_hash_table_find (self->cache, reset_if_leaked, NULL);
}

static void
bytes_unref0 (gpointer data)
{
  g_clear_pointer ((GBytes **) &data, g_bytes_unref);
}

static NxDbStatement *
statement_new (NxDbConnection *db,
               const char     *sql,
               GError        **error)
{
  NxDbStatement *self;
  sqlite3_stmt *handle = NULL;
  int code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK)
    {
      nx_db_fail (db->handle, code, "prepare", error);
      return NULL;
    }

  self = g_new0 (NxDbStatement, 1);
  self->db = db;
  self->handle = handle;
  self->sql = g_strdup (sql);
  self->held = g_ptr_array_new_with_free_func (bytes_unref0);

  return self;
}

/**
 * nx_db_prepare:
 * @db: the job's connection
 * @sql: one statement; the text is the key of the cache, so values are bound, never pasted in
 * @error: return location for an error
 *
 * The same text may be prepared again while it is in use; the second one is then its own.
 *
 * Returns: (transfer full) (nullable): released, reset and unbound with g_autoptr
 */
NxDbStatement *
nx_db_prepare (NxDbConnection *db,
               const char     *sql,
               GError        **error)
{
  NxDbStatement *self;

  g_return_val_if_fail (db != NULL && sql != NULL, NULL);

  self = g_hash_table_lookup (db->cache, sql);
  if (self == NULL || self->in_use)
    {
      gboolean cacheable = self == NULL;

      self = statement_new (db, sql, error);
      if (self == NULL)
        return NULL;
      if (cacheable)
        {
          if (g_hash_table_size (db->cache) >= MAX_CACHED)
            nx_db_clear_cache (db);
          self->cached = TRUE;
          g_hash_table_insert (db->cache, self->sql, self);
        }
    }

  if (db->job_kind == NX_DB_READ && !sqlite3_stmt_readonly (self->handle))
    {
      g_critical ("a reading job wants to write: %s", sql);
      g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_FAILED, "a reading job wants to write");
      if (!self->cached)
        statement_free (self);
      return NULL;
    }

  self->in_use = TRUE;
  self->bind_code = SQLITE_OK;
  db->n_in_use++;

  return self;
}

void
nx_db_statement_release (NxDbStatement *self)
{
  if (self == NULL)
    return;

  g_return_if_fail (self->in_use);

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  g_ptr_array_set_size (self->held, 0);
  self->in_use = FALSE;
  self->db->n_in_use--;
  if (!self->cached)
    statement_free (self);
}

/* Binding */

static void
note_bind (NxDbStatement *self,
           int            index,
           int            code)
{
  if (code == SQLITE_OK)
    return;

  if (code == SQLITE_RANGE || code == SQLITE_MISUSE)
    g_critical ("cannot bind value %d (%s): %s", index, sqlite3_errstr (code), self->sql);
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

void
nx_db_bind_integer (NxDbStatement *self,
                    int            index,
                    gint64         value)
{
  note_bind (self, index, sqlite3_bind_int64 (self->handle, index, value));
}

void
nx_db_bind_text (NxDbStatement *self,
                 int            index,
                 const char    *value)
{
  note_bind (self, index, sqlite3_bind_text (self->handle, index, value, -1, SQLITE_TRANSIENT));
}

void
nx_db_bind_bytes (NxDbStatement *self,
                  int            index,
                  GBytes        *value)
{
  gsize size;
  const void *data;
  int code;

  if (value == NULL)
    {
      nx_db_bind_null (self, index);
      return;
    }

  /* For SQLite a NULL address is the value NULL; empty bytes are not NULL. */
  data = g_bytes_get_data (value, &size);
  code = sqlite3_bind_blob64 (self->handle, index, data != NULL ? data : "", size, SQLITE_STATIC);
  note_bind (self, index, code);
  if (code != SQLITE_OK)
    return;

  if (self->held->len <= (guint) index)
    g_ptr_array_set_size (self->held, index + 1);
  g_bytes_ref (value);
  bytes_unref0 (self->held->pdata[index]);
  self->held->pdata[index] = value;
}

void
nx_db_bind_null (NxDbStatement *self,
                 int            index)
{
  note_bind (self, index, sqlite3_bind_null (self->handle, index));
}

/* Running */

gboolean
nx_db_step (NxDbStatement *self,
            gboolean      *out_row,
            GError       **error)
{
  int code;

  g_return_val_if_fail (self != NULL && self->in_use, FALSE);

  *out_row = FALSE;
  if (self->bind_code != SQLITE_OK)
    return nx_db_fail (NULL, self->bind_code, "bind", error);

  code = sqlite3_step (self->handle);
  if (code == SQLITE_ROW)
    {
      *out_row = TRUE;
      return TRUE;
    }

  if (code != SQLITE_DONE)
    nx_db_fail (self->db->handle, code, "run", error);
  /* At once, so that values can be bound for the next round of a loop. */
  sqlite3_reset (self->handle);

  return code == SQLITE_DONE;
}

gboolean
nx_db_execute (NxDbStatement *self,
               GError       **error)
{
  gboolean row;

  if (!nx_db_step (self, &row, error))
    return FALSE;
  if (row)
    {
      g_critical ("a statement that should give no rows gave one: %s", self->sql);
      sqlite3_reset (self->handle);
      g_set_error_literal (error, NX_DB_ERROR, NX_DB_ERROR_FAILED, "a statement that should give no rows gave one");
    }

  return !row;
}

/* Reading */

gint64
nx_db_column_integer (NxDbStatement *self,
                      int            index)
{
  return sqlite3_column_int64 (self->handle, index);
}

const char *
nx_db_column_text (NxDbStatement *self,
                   int            index)
{
  return (const char *) sqlite3_column_text (self->handle, index);
}

GBytes *
nx_db_column_dup_bytes (NxDbStatement *self,
                        int            index)
{
  const void *data;

  if (nx_db_column_is_null (self, index))
    return NULL;

  data = sqlite3_column_blob (self->handle, index);  /* before its size, as SQLite's manual asks */

  /* NULL also where a damaged page lets SQLite read the row but not this value; the digests find that. */
  return g_bytes_new (data, data != NULL ? (gsize) sqlite3_column_bytes (self->handle, index) : 0);
}

gboolean
nx_db_column_is_null (NxDbStatement *self,
                      int            index)
{
  return sqlite3_column_type (self->handle, index) == SQLITE_NULL;
}

/* Rows that the last INSERT, UPDATE or DELETE changed. */
gint64
nx_db_get_n_changed (NxDbConnection *db)
{
  return sqlite3_changes64 (db->handle);
}
