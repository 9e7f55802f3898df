/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the salvage of a damaged database: the file is put aside whole, and every row that can still be read
 * and fits the rules of the schema goes into a new one. Rows whose digest does not hold come along too: a
 * store never sends or folds them, and somebody may still read them. Nothing is deleted.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const NxRecordsTable *table;
  GPtrArray *rows;           /* Cell arrays, each ending with a cell of kind . */
  gboolean complete;         /* the table was read to its end */
} TableSalvage;

typedef struct
{
  char kind;                 /* t, i, b or 0 for NULL */
  gint64 integer;
  char *text;
  GBytes *bytes;
} Cell;

static void
row_free (gpointer data)
{
  Cell *cells = data;

  for (guint i = 0; cells[i].kind != '.'; i++)
    {
      g_free (cells[i].text);
      g_clear_pointer (&cells[i].bytes, g_bytes_unref);
    }
  g_free (cells);
}

/* A row ends with a cell of kind '.'. */
static Cell *
read_row (NxDbStatement *statement,
          const char    *columns)
{
  guint n = (guint) strlen (columns);
  Cell *cells = g_new0 (Cell, n + 1);

  for (guint i = 0; i < n; i++)
    {
      if (nx_db_column_is_null (statement, (int) i))
        continue;
      cells[i].kind = columns[i];
      if (columns[i] == 'i')
        cells[i].integer = nx_db_column_integer (statement, (int) i);
      else if (columns[i] == 't')
        cells[i].text = g_strdup (nx_db_column_text (statement, (int) i));
      else
        cells[i].bytes = nx_db_column_dup_bytes (statement, (int) i);
    }
  cells[n].kind = '.';
  return cells;
}

/* Reads as far as the file lets; an error ends the table, not the salvage. */
static gboolean
read_table_job (NxDbConnection *db,
                gpointer        data,
                GError        **error)
{
  TableSalvage *salvage = data;
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", salvage->table->name);
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, sql, NULL);
  gboolean row = TRUE;

  salvage->complete = statement != NULL;
  while (statement != NULL && row)
    {
      if (!nx_db_step (statement, &row, NULL))
        {
          salvage->complete = FALSE;
          break;
        }
      if (row)
        g_ptr_array_add (salvage->rows, read_row (statement, salvage->table->columns));
    }
  return TRUE;
}

static gboolean
write_row (NxDbConnection *db,
           const char     *sql,
           const Cell     *cells)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, sql, NULL);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; cells[i].kind != '.'; i++)
    {
      if (cells[i].kind == 'i')
        nx_db_bind_integer (statement, i + 1, cells[i].integer);
      else if (cells[i].kind == 't')
        nx_db_bind_text (statement, i + 1, cells[i].text);
      else if (cells[i].kind == 'b')
        nx_db_bind_bytes (statement, i + 1, cells[i].bytes);
      else
        nx_db_bind_null (statement, i + 1);
    }
  return nx_db_execute (statement, NULL);
}

typedef struct
{
  GArray *tables;            /* TableSalvage */
  guint n_lost;
} WriteJob;

static char *
insert_sql (const NxRecordsTable *table)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT OR REPLACE INTO %s VALUES (", table->name);
  for (guint i = 0; table->columns[i] != '\0'; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static gboolean
write_tables_job (NxDbConnection *db,
                  gpointer        data,
                  GError        **error)
{
  WriteJob *job = data;

  for (guint t = 0; t < job->tables->len; t++)
    {
      TableSalvage *salvage = &g_array_index (job->tables, TableSalvage, t);
      g_autofree char *sql = insert_sql (salvage->table);

      for (guint i = 0; i < salvage->rows->len; i++)
        if (!write_row (db, sql, g_ptr_array_index (salvage->rows, i)))
          job->n_lost++;
      if (!salvage->complete)
        job->n_lost++;
    }
  return TRUE;
}

static gboolean
put_aside (const char *path,
           char      **out_copy,
           GError    **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  static const char *const parts[] = { "", "-wal", "-shm" };
  g_autofree char *copy = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (copy, parts[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0)
        {
          g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FAILED, "%s: %s", from, g_strerror (errno));
          return FALSE;
        }
    }
  *out_copy = g_steal_pointer (&copy);
  return TRUE;
}

static void
table_salvage_clear (gpointer data)
{
  TableSalvage *salvage = data;

  g_clear_pointer (&salvage->rows, g_ptr_array_unref);
}

/* Everything that can be read of the copy; what is not even a database gives nothing. */
static GArray *
read_copy (const char *copy)
{
  GArray *tables = g_array_new (FALSE, TRUE, sizeof (TableSalvage));
  g_autoptr (NxDatabase) db = NULL;

  g_array_set_clear_func (tables, table_salvage_clear);
  db = nx_database_open (copy, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations, NX_DB_OPEN_DEFAULT, NULL);
  if (db == NULL)
    db = nx_database_open (copy, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations, NX_DB_OPEN_READ_ONLY, NULL);
  for (guint t = 0; t < nx_records_n_tables; t++)
    {
      TableSalvage salvage = { &nx_records_tables[t], g_ptr_array_new_with_free_func (row_free), FALSE };

      if (db != NULL)
        nx_database_run (db, NX_DB_READ, read_table_job, &salvage, NULL);
      g_array_append_val (tables, salvage);
    }
  if (db != NULL)
    nx_database_close (db, NULL);
  return tables;
}

/**
 * nx_record_store_repair:
 * @folder: the data folder; nobody has its store open
 * @out_copy: (out) (optional): where the damaged file lies now
 * @out_n_lost: (out) (optional): rows, and ends of tables, that could not be brought over
 *
 * Blocks. Errors: %NX_RECORDS_ERROR.
 */
gboolean
nx_record_store_repair (const char *folder,
                        NxClock    *clock,
                        char      **out_copy,
                        guint      *out_n_lost,
                        GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "records.db", NULL);
  g_autofree char *copy = NULL;
  g_autoptr (GArray) tables = NULL;
  g_autoptr (NxDatabase) db = NULL;
  WriteJob job = { NULL, 0 };

  if (!put_aside (path, &copy, error))
    return FALSE;
  tables = read_copy (copy);
  job.tables = tables;
  db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations, NX_DB_OPEN_DEFAULT, error);
  if (db == NULL || !nx_database_run (db, NX_DB_WRITE, write_tables_job, &job, error) || !nx_database_close (db, error))
    {
      nx_records_map_error (error);
      return FALSE;
    }
  if (out_copy != NULL)
    *out_copy = g_steal_pointer (&copy);
  if (out_n_lost != NULL)
    *out_n_lost = job.n_lost;
  return TRUE;
}
