/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Opening: whose file, which version, migrations that fail, folders that may not be written. */

#define _GNU_SOURCE  /* setresuid */

#include "db-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static gboolean
try_open (const char          *path,
          const NxDbMigration *migrations,
          guint                n_migrations,
          NxDbOpenFlags        flags,
          GError             **error)
{
  NxDatabase *db = nx_database_open (path, TEST_APPLICATION_ID, migrations, n_migrations, flags, error);
  gboolean ok = db != NULL;

  g_clear_object (&db);

  return ok;
}

static void
assert_refused (const char   *path,
                guint         n_migrations,
                NxDbOpenFlags flags,
                NxDbError     code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try_open (path, test_migrations, n_migrations, flags, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, NX_DB_ERROR, (int) code);
}

static void
assert_same_file (const char *path,
                  GBytes     *before)
{
  g_autoptr (GBytes) after = db_file_bytes (path);

  g_assert_true (g_bytes_equal (before, after));
}

static void
test_new_file (DbFixture    *f,
               gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  GStatBuf info;

  db_insert (db, "one");
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

  g_assert_cmpint (db_query (db, "PRAGMA application_id"), ==, TEST_APPLICATION_ID);
  g_assert_cmpint (db_query (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (db_query (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (db_query (db, "PRAGMA synchronous"), ==, 2);  /* FULL */
  g_assert_cmpint (db_query (db, "PRAGMA trusted_schema"), ==, 0);
}

static void
test_settings_hold_for_existing_file (DbFixture    *f,
                                      gconstpointer data)
{
  g_autoptr (NxDatabase) db = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (db_open (f->path, 1));
  db = db_open (f->path, 2);
  g_assert_cmpint (db_query (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (db_query (db, "PRAGMA synchronous"), ==, 2);
  /* Defensive: the schema cannot be written as a table. */
  g_assert_false (db_write (db, "DELETE FROM sqlite_schema", &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
}

static void
test_too_new (DbFixture    *f,
              gconstpointer data)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (NxDatabase) db = NULL;

  g_object_unref (db_open (f->path, 2));
  before = db_file_bytes (f->path);
  assert_refused (f->path, 1, NX_DB_OPEN_DEFAULT, NX_DB_ERROR_TOO_NEW);
  assert_refused (f->path, 1, NX_DB_OPEN_READ_ONLY, NX_DB_ERROR_TOO_NEW);
  assert_same_file (f->path, before);
  db = db_open (f->path, 2);
}

static void
test_garbage (DbFixture    *f,
              gconstpointer data)
{
  static const gssize sizes[] = { 1, 17, 100, 511, 512, 1000, 4096, 10000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *garbage = g_strnfill (sizes[i], 'x');
      g_autoptr (GBytes) before = NULL;

      g_assert_true (g_file_set_contents (f->path, garbage, sizes[i], NULL));
      before = db_file_bytes (f->path);
      assert_refused (f->path, 2, NX_DB_OPEN_DEFAULT, NX_DB_ERROR_CORRUPT);
      assert_refused (f->path, 2, NX_DB_OPEN_READ_ONLY, NX_DB_ERROR_CORRUPT);
      assert_same_file (f->path, before);
    }
}

/* A file of no bytes is what a first start that was cut off leaves: as good as none. */
static void
test_empty_file (DbFixture    *f,
                 gconstpointer data)
{
  g_assert_true (g_file_set_contents (f->path, "", 0, NULL));
  g_object_unref (db_open (f->path, 2));
}

static void
test_cut_short (DbFixture    *f,
                gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL, half = NULL;

  g_object_unref (db_open (f->path, 2));
  whole = db_file_bytes (f->path);
  half = g_bytes_new_from_bytes (whole, 0, 4096 + 100);
  g_assert_true (g_file_set_contents (f->path, g_bytes_get_data (half, NULL), (gssize) g_bytes_get_size (half), NULL));
  assert_refused (f->path, 2, NX_DB_OPEN_DEFAULT, NX_DB_ERROR_CORRUPT);
  assert_same_file (f->path, half);
}

static void
test_other_program (DbFixture    *f,
                    gconstpointer data)
{
  static const NxDbMigration theirs[] = { { 1, "CREATE TABLE bookmark (url TEXT) STRICT;" } };
  NxDatabase *db = nx_database_open (f->path, 0x1234, theirs, 1, NX_DB_OPEN_DEFAULT, NULL);
  g_autoptr (GBytes) before = NULL;

  g_assert_nonnull (db);
  g_object_unref (db);
  before = db_file_bytes (f->path);
  assert_refused (f->path, 2, NX_DB_OPEN_DEFAULT, NX_DB_ERROR_CORRUPT);
  assert_refused (f->path, 2, NX_DB_OPEN_READ_ONLY, NX_DB_ERROR_CORRUPT);
  assert_same_file (f->path, before);
}

static void
test_nowhere (DbFixture    *f,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->root, "nowhere", "test.db", NULL);

  assert_refused (path, 2, NX_DB_OPEN_DEFAULT, NX_DB_ERROR_FAILED);
  assert_refused (path, 2, NX_DB_OPEN_READ_ONLY, NX_DB_ERROR_FAILED);
  assert_refused (f->path, 2, NX_DB_OPEN_READ_ONLY, NX_DB_ERROR_FAILED);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

/* Migrations */

static void
test_migration_keeps_data_and_copies (DbFixture    *f,
                                      gconstpointer data)
{
  g_autofree char *copy_path = g_strconcat (f->path, ".before-v2", NULL);
  NxDatabase *db = db_open (f->path, 1);

  g_assert_false (g_file_test (copy_path, G_FILE_TEST_EXISTS));
  db_insert (db, "old");
  g_object_unref (db);

  db = db_open (f->path, 2);
  g_assert_cmpint (db_count (db), ==, 1);
  g_assert_true (db_write (db, "INSERT INTO page (note) SELECT id FROM note", NULL));
  g_object_unref (db);

  /* The copy is the file before: version 1, with the row, and opens as one. */
  db = nx_database_open (copy_path, TEST_APPLICATION_ID, test_migrations, 1, NX_DB_OPEN_DEFAULT, NULL);
  g_assert_nonnull (db);
  g_assert_cmpint (db_count (db), ==, 1);
  g_assert_cmpint (db_query (db, "PRAGMA user_version"), ==, 1);
  g_object_unref (db);
}

/* Whatever a step fails of, the file stays at its version with its rows; the copy is there too. */
static void
test_failing_step (DbFixture    *f,
                   gconstpointer data)
{
  static const struct
  {
    const char *sql;
    NxDbError code;
  } cases[] = {
    { "CREATE TABLE a (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);", NX_DB_ERROR_FAILED },
    { "DELETE FROM note; this is not SQL", NX_DB_ERROR_FAILED },
    { "INSERT INTO note (text) VALUES ('old');", NX_DB_ERROR_CONSTRAINT },
    { "CREATE TABLE b (note INTEGER REFERENCES note (id)) STRICT; INSERT INTO b VALUES (99);", NX_DB_ERROR_CONSTRAINT },
  };
  NxDatabase *db = db_open (f->path, 1);

  db_insert (db, "old");
  g_object_unref (db);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NxDbMigration steps[] = { test_migrations[0], { 2, cases[i].sql } };
      g_autoptr (GBytes) before = db_file_bytes (f->path);
      g_autoptr (GError) error = NULL;

      g_assert_false (try_open (f->path, steps, 2, NX_DB_OPEN_DEFAULT, &error));
      g_assert_error (error, NX_DB_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, "version 2"));
      assert_same_file (f->path, before);
    }

  db = db_open (f->path, 1);
  g_assert_cmpint (db_count (db), ==, 1);
  g_assert_cmpint (db_query (db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b')"), ==, 0);
  g_object_unref (db);
}

static void
test_failing_first_step (DbFixture    *f,
                         gconstpointer data)
{
  static const NxDbMigration steps[] = { { 1, "CREATE TABLE a (x TEXT) STRICT; nonsense" } };
  g_autoptr (GError) error = NULL;

  g_assert_false (try_open (f->path, steps, 1, NX_DB_OPEN_DEFAULT, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  /* What is left is as good as new. */
  g_object_unref (db_open (f->path, 2));
}

/* Rebuilding a table that others refer to must not take their rows with it. */
static void
test_step_rebuilds_table (DbFixture    *f,
                          gconstpointer data)
{
  NxDbMigration steps[] = {
    test_migrations[0],
    { 2,
      "CREATE TABLE page (id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE) STRICT;"
      "INSERT INTO note (text) VALUES ('one'); INSERT INTO page (note) SELECT id FROM note;" },
    { 3,
      "CREATE TABLE new_note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, extra TEXT) STRICT;"
      "INSERT INTO new_note (id, text) SELECT id, text FROM note; DROP TABLE note; ALTER TABLE new_note RENAME TO note;" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NxDatabase) db = nx_database_open (f->path, TEST_APPLICATION_ID, steps, 3, NX_DB_OPEN_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_cmpint (db_query (db, "SELECT count(*) FROM page"), ==, 1);
}

/* Opened without the right to write */

static void
test_read_only (DbFixture    *f,
                gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2), *reader;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;

  db_insert (db, "one");
  /* Beside one that writes. */
  reader = nx_database_open (f->path, TEST_APPLICATION_ID, test_migrations, 2, NX_DB_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (nx_database_is_read_only (reader));
  g_assert_cmpint (db_count (reader), ==, 1);
  db_insert (db, "two");
  g_assert_cmpint (db_count (reader), ==, 2);
  g_assert_false (db_try_insert (reader, "three", &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_object_unref (reader);
  g_object_unref (db);

  before = db_file_bytes (f->path);
  reader = nx_database_open (f->path, TEST_APPLICATION_ID, test_migrations, 2, NX_DB_OPEN_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (db_count (reader), ==, 2);
  g_object_unref (reader);
  assert_same_file (f->path, before);
}

static void
test_read_only_older_version (DbFixture    *f,
                              gconstpointer data)
{
  g_object_unref (db_open (f->path, 1));
  assert_refused (f->path, 2, NX_DB_OPEN_READ_ONLY, NX_DB_ERROR_READ_ONLY);
}

/*
 * A folder that may not be written. Root may write everywhere, so as root the check runs in a child that
 * has become nobody; everyone else is stopped by the mode alone.
 */
static void
in_read_only_folder (DbFixture *f,
                     int (*check) (const char *path))
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  int status;
  pid_t child;

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (f->path, endings[i], NULL);

      g_chmod (path, 0444);
    }
  g_chmod (f->root, 0555);

  child = fork ();
  if (child == 0)
    {
      if (geteuid () == 0 && (setresgid (NOBODY, NOBODY, NOBODY) != 0 || setresuid (NOBODY, NOBODY, NOBODY) != 0))
        _exit (99);
      _exit (check (f->path));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static int
check_refuses_to_write (const char *path)
{
  g_autoptr (GError) error = NULL;

  if (access (path, W_OK) == 0)
    return 10;
  if (try_open (path, test_migrations, 2, NX_DB_OPEN_DEFAULT, &error))
    return 11;

  return g_error_matches (error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY) ? 0 : 12;
}

static int
check_reads_two (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxDatabase) db = nx_database_open (path, TEST_APPLICATION_ID, test_migrations, 2, NX_DB_OPEN_READ_ONLY, &error);

  if (db == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 20;
    }
  if (db_count (db) != 2)
    return 21;
  if (!nx_database_quick_check (db, NULL))
    return 22;
  if (db_try_insert (db, "x", &error) || !g_error_matches (error, NX_DB_ERROR, NX_DB_ERROR_READ_ONLY))
    return 23;

  return 0;
}

/* The file and its log as a power cut would leave them: copied while the writer still has them open. */
static void
leave_as_after_power_cut (DbFixture *f,
                          gboolean   with_index)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autofree char *writer_path = g_build_filename (f->root, "writer.db", NULL);
  NxDatabase *db = db_open (writer_path, 2);

  db_insert (db, "one");
  db_insert (db, "two");
  for (gsize i = 0; i < (with_index ? 3 : 2); i++)
    {
      g_autofree char *from = g_strconcat (writer_path, endings[i], NULL);
      g_autofree char *to = g_strconcat (f->path, endings[i], NULL);
      g_autoptr (GBytes) bytes = db_file_bytes (from);

      g_assert_true (g_file_set_contents (to, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
    }
  g_object_unref (db);
}

static void
test_read_only_folder_clean (DbFixture    *f,
                             gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2);

  db_insert (db, "one");
  db_insert (db, "two");
  g_object_unref (db);

  in_read_only_folder (f, check_refuses_to_write);
  in_read_only_folder (f, check_reads_two);
}

static void
test_read_only_folder_with_log (DbFixture    *f,
                                gconstpointer data)
{
  leave_as_after_power_cut (f, FALSE);
  in_read_only_folder (f, check_refuses_to_write);
  in_read_only_folder (f, check_reads_two);
}

static void
test_read_only_folder_with_log_and_index (DbFixture    *f,
                                          gconstpointer data)
{
  leave_as_after_power_cut (f, TRUE);
  in_read_only_folder (f, check_refuses_to_write);
  in_read_only_folder (f, check_reads_two);
}

static int
check_cannot_make (const char *path)
{
  return check_refuses_to_write (path);
}

static void
test_read_only_folder_without_file (DbFixture    *f,
                                    gconstpointer data)
{
  in_read_only_folder (f, check_cannot_make);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

/* Only the file is write-protected. */
static int
check_protected_file (const char *path)
{
  int result = check_refuses_to_write (path);

  return result != 0 ? result : check_reads_two (path);
}

static void
test_read_only_file (DbFixture    *f,
                     gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2);
  int status;
  pid_t child;

  db_insert (db, "one");
  db_insert (db, "two");
  g_object_unref (db);
  g_chmod (f->path, 0444);
  g_chmod (f->root, 0777);

  child = fork ();
  if (child == 0)
    {
      if (geteuid () == 0 && (setresgid (NOBODY, NOBODY, NOBODY) != 0 || setresuid (NOBODY, NOBODY, NOBODY) != 0))
        _exit (99);
      _exit (check_protected_file (f->path));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

/* A path with what a URI would trip over. */
static void
test_odd_path (DbFixture    *f,
               gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->root, "a b?c#d%41\303\251.db", NULL);
  NxDatabase *db = db_open (path, 2);

  db_insert (db, "one");
  g_object_unref (db);
  db = nx_database_open (path, TEST_APPLICATION_ID, test_migrations, 2, NX_DB_OPEN_READ_ONLY, NULL);
  g_assert_nonnull (db);
  g_assert_cmpint (db_count (db), ==, 1);
  g_object_unref (db);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/db/open/" name, DbFixture, NULL, db_fixture_set_up, func, db_fixture_tear_down)
  ADD ("new-file", test_new_file);
  ADD ("settings-hold-for-existing-file", test_settings_hold_for_existing_file);
  ADD ("too-new", test_too_new);
  ADD ("garbage", test_garbage);
  ADD ("empty-file", test_empty_file);
  ADD ("cut-short", test_cut_short);
  ADD ("other-program", test_other_program);
  ADD ("nowhere", test_nowhere);
  ADD ("migration-keeps-data-and-copies", test_migration_keeps_data_and_copies);
  ADD ("failing-step", test_failing_step);
  ADD ("failing-first-step", test_failing_first_step);
  ADD ("step-rebuilds-table", test_step_rebuilds_table);
  ADD ("read-only", test_read_only);
  ADD ("read-only-older-version", test_read_only_older_version);
  ADD ("read-only-folder/clean", test_read_only_folder_clean);
  ADD ("read-only-folder/with-log", test_read_only_folder_with_log);
  ADD ("read-only-folder/with-log-and-index", test_read_only_folder_with_log_and_index);
  ADD ("read-only-folder/without-file", test_read_only_folder_without_file);
  ADD ("read-only-file", test_read_only_file);
  ADD ("odd-path", test_odd_path);

  return g_test_run ();
}
