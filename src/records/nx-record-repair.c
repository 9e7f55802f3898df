/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the salvage of a damaged database: the file is put aside whole, and every row that can still be read
 * and whose digest holds goes into a new one. A row that does not match its digest stays behind: one such
 * event would keep all of its learner's from being loaded. Nothing is deleted; the copy has it all.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

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
      /* A damaged page can let a row be read, but not this text of it. */
      if (columns[i] == 't' && cells[i].text == NULL)
        cells[i].kind = 0;
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

/* Columns of event, statement and snapshot, in the order of the table. */
enum { EVENT_STREAM, EVENT_SEQ, EVENT_ID, EVENT_TYPE, EVENT_VERSION, EVENT_WALL, EVENT_MONOTONIC, EVENT_BOOT, EVENT_CLOCK, EVENT_PROGRAM, EVENT_PAYLOAD, EVENT_DIGEST };
enum { STATEMENT_ID = 1, STATEMENT_BODY = 9, STATEMENT_DIGEST = 10 };
enum { SNAPSHOT_HASH, SNAPSHOT_PATH, SNAPSHOT_BYTES };

static gboolean
event_is_whole (const Cell *cells)
{
  NxEvent event = {
    .stream = cells[EVENT_STREAM].text,
    .seq = cells[EVENT_SEQ].integer,
    .id = cells[EVENT_ID].text,
    .version = (int) cells[EVENT_VERSION].integer,
    .wall_us = cells[EVENT_WALL].integer,
    .monotonic_us = cells[EVENT_MONOTONIC].integer,
    .boot_id = cells[EVENT_BOOT].text,
    .clock = (NxClockConfidence) cells[EVENT_CLOCK].integer,
    .program = cells[EVENT_PROGRAM].text,
  };
  g_autoptr (GBytes) expected = NULL;

  for (guint i = 0; i <= EVENT_DIGEST; i++)
    if (cells[i].kind == 0)
      return FALSE;
  expected = nx_records_event_digest (&event, cells[EVENT_TYPE].text, cells[EVENT_PAYLOAD].bytes);
  return g_bytes_equal (expected, cells[EVENT_DIGEST].bytes);
}

static gboolean
statement_is_whole (const Cell *cells)
{
  g_autoptr (GBytes) expected = NULL;

  if (cells[STATEMENT_ID].kind == 0 || cells[STATEMENT_BODY].kind == 0 || cells[STATEMENT_DIGEST].kind == 0)
    return FALSE;
  expected = nx_records_statement_digest (cells[STATEMENT_ID].text, cells[STATEMENT_BODY].bytes);
  return g_bytes_equal (expected, cells[STATEMENT_DIGEST].bytes);
}

static gboolean
is_whole (const NxRecordsTable *table,
          const Cell           *cells)
{
  if (g_str_equal (table->name, "event"))
    return event_is_whole (cells);
  if (g_str_equal (table->name, "statement"))
    return statement_is_whole (cells);
  if (g_str_equal (table->name, "snapshot"))
    return nx_records_snapshot_is_whole (cells[SNAPSHOT_HASH].text, cells[SNAPSHOT_BYTES].bytes);
  return TRUE;
}

typedef struct
{
  GArray *tables;            /* TableSalvage */
  guint n_lost;
} WriteJob;

/* A stream whose own row is lost is a session's if any of its events can only be a session's. */
static gboolean
mend_sessions (NxDbConnection *db,
               GError        **error)
{
  for (guint i = NX_EVENT_NONE + 1; i < NX_N_EVENT_TYPES; i++)
    {
      const NxEventTypeInfo *info = nx_event_type_get_info ((NxEventType) i);

      if (info->streams == NX_STREAM_SESSION &&
          !nx_records_execute (db, error,
                               "INSERT OR IGNORE INTO stream (id, kind, next_seq, last_wall_us) "
                               "SELECT stream, 'session', max (seq) + 1, max (wall_us) FROM event "
                               "WHERE stream IN (SELECT stream FROM event WHERE type = ?1) GROUP BY stream",
                               info->name, NULL))
        return FALSE;
    }
  return TRUE;
}

/* What rows of others refer to is made again from them; what refers to nothing now is left behind. */
static const char *const mending[] = {
  "INSERT OR IGNORE INTO stream (id, kind, next_seq, last_wall_us) "
  "SELECT stream, 'learner', max (seq) + 1, max (wall_us) FROM event GROUP BY stream",
  "INSERT OR IGNORE INTO stream (id, kind, next_seq, last_wall_us) SELECT id, 'learner', 1, 0 FROM learner",
  "INSERT OR IGNORE INTO stream (id, kind, next_seq, last_wall_us) SELECT value, 'device', 1, 0 FROM setting WHERE name = 'device-id'",
  /* A number that a lost event had is not given again. */
  "UPDATE stream SET next_seq = max (next_seq, "
  "  (SELECT coalesce (max (seq), 0) + 1 FROM event WHERE event.stream = stream.id), "
  "  (SELECT coalesce (max (seq), 0) + 1 FROM statement WHERE statement.stream = stream.id))",
};
static const char *const leaving_behind[] = {
  "DELETE FROM delivery WHERE statement NOT IN (SELECT id FROM statement) OR destination NOT IN (SELECT id FROM destination)",
  "DELETE FROM custody WHERE statement NOT IN (SELECT id FROM statement)",
  "DELETE FROM projection WHERE stream NOT IN (SELECT id FROM stream)",
};

static gboolean
mend_references (NxDbConnection *db,
                 WriteJob       *job,
                 GError        **error)
{
  if (!mend_sessions (db, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (mending); i++)
    if (!nx_records_execute (db, error, mending[i], NULL))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (leaving_behind); i++)
    {
      if (!nx_records_execute (db, error, leaving_behind[i], NULL))
        return FALSE;
      job->n_lost += (guint) nx_db_get_n_changed (db);
    }
  return TRUE;
}

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

  /* Until the end of the transaction: references are mended when all is there. */
  if (!nx_records_execute (db, error, "PRAGMA defer_foreign_keys = ON", NULL))
    return FALSE;
  for (guint t = 0; t < job->tables->len; t++)
    {
      TableSalvage *salvage = &g_array_index (job->tables, TableSalvage, t);
      g_autofree char *sql = insert_sql (salvage->table);

      for (guint i = 0; i < salvage->rows->len; i++)
        {
          const Cell *cells = g_ptr_array_index (salvage->rows, i);

          if (!is_whole (salvage->table, cells) || !write_row (db, sql, cells))
            job->n_lost++;
        }
      if (!salvage->complete)
        job->n_lost++;
    }
  return mend_references (db, job, error);
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

/* Into a file of another name, so that a salvage that fails leaves nothing that looks like a store. */
static gboolean
write_new (const char *path,
           WriteJob   *job,
           GError    **error)
{
  g_autoptr (NxDatabase) db = NULL;

  g_unlink (path);  /* of a salvage that was interrupted */
  db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations, NX_DB_OPEN_DEFAULT, error);
  return db != NULL && nx_database_run (db, NX_DB_WRITE, write_tables_job, job, error) && nx_database_close (db, error);
}

/**
 * nx_record_store_repair:
 * @folder: the data folder; nobody has its store open
 * @out_copy: (out) (optional): where the damaged file lies now
 * @out_n_lost: (out) (optional): rows, and ends of tables, that could not be brought over
 *
 * If the new database cannot be written, the damaged one is put back. Blocks. Errors: %NX_RECORDS_ERROR.
 */
gboolean
nx_record_store_repair (const char *folder,
                        NxClock    *clock,
                        char      **out_copy,
                        guint      *out_n_lost,
                        GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "records.db", NULL);
  g_autofree char *copy = nx_records_dup_aside_path (path, "damaged");
  g_autofree char *ready = g_strconcat (path, ".repairing", NULL);
  g_autoptr (GArray) tables = NULL;
  WriteJob job = { NULL, 0 };

  if (!nx_records_move_database (path, copy, error))
    return FALSE;
  tables = read_copy (copy);
  job.tables = tables;
  if (!write_new (ready, &job, error) || !nx_records_move_database (ready, path, error))
    {
      nx_records_map_error (error);
      nx_records_move_database (copy, path, NULL);
      return FALSE;
    }
  if (out_copy != NULL)
    *out_copy = g_steal_pointer (&copy);
  if (out_n_lost != NULL)
    *out_n_lost = job.n_lost;
  return TRUE;
}
