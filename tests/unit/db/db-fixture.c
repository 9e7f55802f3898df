/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "db-fixture.h"

#include <glib/gstdio.h>

const NxDbMigration test_migrations[2] = {
  { 1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;" },
  { 2,
    "ALTER TABLE note ADD COLUMN body BLOB;"
    "CREATE TABLE page (id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES note (id)) STRICT;" },
};

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_chmod (path, 0700);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
db_fixture_set_up (DbFixture    *f,
                   gconstpointer data)
{
  f->root = g_dir_make_tmp ("nx-db-XXXXXX", NULL);
  f->path = g_build_filename (f->root, "test.db", NULL);
}

void
db_fixture_tear_down (DbFixture    *f,
                      gconstpointer data)
{
  remove_tree (f->root);
  g_free (f->root);
  g_free (f->path);
}

NxDatabase *
db_open (const char *path,
         guint       n_migrations)
{
  g_autoptr (GError) error = NULL;
  NxDatabase *db = nx_database_open (path, TEST_APPLICATION_ID, test_migrations, n_migrations, NX_DB_OPEN_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);

  return db;
}

static gboolean
insert_job (NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  g_autoptr (NxDbStatement) insert = nx_db_prepare (db, "INSERT INTO note (text) VALUES (?1)", error);

  if (insert == NULL)
    return FALSE;
  nx_db_bind_text (insert, 1, data);

  return nx_db_execute (insert, error);
}

gboolean
db_try_insert (NxDatabase *db,
               const char *text,
               GError    **error)
{
  return nx_database_run (db, NX_DB_WRITE, insert_job, (gpointer) text, error);
}

void
db_insert (NxDatabase *db,
           const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = db_try_insert (db, text, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

typedef struct
{
  const char *sql;
  gint64 value;
} Query;

static gboolean
query_job (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  Query *query = data;
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, query->sql, error);
  gboolean row;

  if (statement == NULL || !nx_db_step (statement, &row, error))
    return FALSE;
  query->value = row ? nx_db_column_integer (statement, 0) : -1;

  return TRUE;
}

gint64
db_query (NxDatabase *db,
          const char *sql)
{
  Query query = { sql, 0 };
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_database_run (db, NX_DB_READ, query_job, &query, &error);

  g_assert_no_error (error);
  g_assert_true (ok);

  return query.value;
}

gint64
db_count (NxDatabase *db)
{
  return db_query (db, "SELECT count(*) FROM note");
}

static gboolean
write_job (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, data, error);

  return statement != NULL && nx_db_execute (statement, error);
}

gboolean
db_write (NxDatabase *db,
          const char *sql,
          GError    **error)
{
  return nx_database_run (db, NX_DB_WRITE, write_job, (gpointer) sql, error);
}

GBytes *
db_file_bytes (const char *path)
{
  char *contents;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));

  return g_bytes_new_take (contents, size);
}
