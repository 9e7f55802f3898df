/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* More than one process, and processes that die. */

#include "db-fixture.h"

#include <string.h>

static GSubprocess *
start_writer (const char *path,
              const char *mode,
              const char *name)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "unit", "db", "db-writer", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, path, mode, name, NULL);

  g_assert_no_error (error);

  return writer;
}

static void
assert_ends_well (GSubprocess *writer)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (writer, NULL, &error);
  g_assert_no_error (error);
}

/* Kills it (SIGKILL) once it has said that @n_lines were durable; then reads what else it had said. Number said in all. */
static guint
kill_after_lines (GSubprocess *writer,
                  guint        n_lines)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  guint n_said = 0;
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_free (line);
      if (++n_said == n_lines)
        g_subprocess_force_exit (writer);
    }
  g_assert_cmpuint (n_said, >=, n_lines);
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (writer));

  return n_said;
}

/* What was said to be durable is there, and nothing is half there. */
static void
test_killed_between (DbFixture    *f,
                     gconstpointer data)
{
  guint n_promised = 0;

  for (guint round = 0; round < 8; round++)
    {
      g_autofree char *name = g_strdup_printf ("round%u", round);
      g_autoptr (GSubprocess) writer = start_writer (f->path, "many", name);
      g_autoptr (NxDatabase) db = NULL;
      g_autoptr (GError) error = NULL;
      gint64 n_there;

      n_promised += kill_after_lines (writer, 1 + round * 7);
      db = db_open (f->path, 2);
      n_there = db_count (db);
      /* One a round may be on the disk that it had no time to tell of. */
      g_assert_cmpint (n_there, >=, n_promised);
      g_assert_cmpint (n_there, <=, n_promised + 1);
      g_assert_true (nx_database_quick_check (db, &error));
      g_assert_no_error (error);
      n_promised = (guint) n_there;
    }
}

static void
test_killed_inside (DbFixture    *f,
                    gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GSubprocess) writer = NULL;
  g_autoptr (GError) error = NULL;

  db_insert (db, "before");
  writer = start_writer (f->path, "hang", "never");
  kill_after_lines (writer, 1);

  /* Its lock went with it, its row was never there. */
  g_assert_cmpint (db_count (db), ==, 1);
  db_insert (db, "after");
  g_assert_cmpint (db_query (db, "SELECT count(*) FROM note WHERE text = 'never'"), ==, 0);
  g_assert_true (nx_database_quick_check (db, &error));
}

static void
test_writing_together (DbFixture    *f,
                       gconstpointer data)
{
  enum { N_WRITERS = 3, N_NOTES = 40 };
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NxDatabase) db = NULL;
  g_autoptr (GError) error = NULL;

  /* None is there before: they also make and migrate the file together. */
  for (int i = 0; i < N_WRITERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("writer%d", i);

      g_ptr_array_add (writers, start_writer (f->path, G_STRINGIFY (40), name));
    }
  for (guint i = 0; i < writers->len; i++)
    assert_ends_well (writers->pdata[i]);

  db = db_open (f->path, 2);
  g_assert_cmpint (db_count (db), ==, N_WRITERS * N_NOTES);
  g_assert_true (nx_database_quick_check (db, &error));
}

/* Whoever looks while another makes the file sees none of it or all of it. */
static void
test_making_together (DbFixture    *f,
                      gconstpointer data)
{
  for (guint round = 0; round < 30; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s-%u", f->path, round);
      g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (g_object_unref);

      for (int i = 0; i < 3; i++)
        g_ptr_array_add (writers, start_writer (path, "open", "x"));
      for (guint i = 0; i < writers->len; i++)
        assert_ends_well (writers->pdata[i]);
    }
}

static void
test_migrating_together (DbFixture    *f,
                         gconstpointer data)
{
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (g_object_unref);
  NxDatabase *db = db_open (f->path, 1);

  db_insert (db, "old");
  g_object_unref (db);
  for (int i = 0; i < 4; i++)
    g_ptr_array_add (writers, start_writer (f->path, "open", "x"));
  for (guint i = 0; i < writers->len; i++)
    assert_ends_well (writers->pdata[i]);

  db = db_open (f->path, 2);
  g_assert_cmpint (db_count (db), ==, 1);
  g_object_unref (db);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/db/processes/" name, DbFixture, NULL, db_fixture_set_up, func, db_fixture_tear_down)
  ADD ("killed-between", test_killed_between);
  ADD ("killed-inside", test_killed_inside);
  ADD ("writing-together", test_writing_together);
  ADD ("making-together", test_making_together);
  ADD ("migrating-together", test_migrating_together);

  return g_test_run ();
}
