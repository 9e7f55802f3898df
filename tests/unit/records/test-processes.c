/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* More than one program on one store, and programs that die. */

#include "records-fixture.h"

static GSubprocess *
start_writer (RecordsFixture *f,
              const char     *mode,
              const char     *learner)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "unit", "records", "records-writer", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, f->folder, mode, learner, NULL);

  g_assert_no_error (error);

  return writer;
}

/* Kills it (SIGKILL) once it has said @n_lines lines; the number of the last one that it said. */
static gint64
kill_after_lines (GSubprocess *writer,
                  guint        n_lines)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  gint64 last = -1;
  guint n_said = 0;
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      last = g_ascii_strtoll (line, NULL, 10);
      g_free (line);
      if (++n_said == n_lines)
        g_subprocess_force_exit (writer);
    }
  g_assert_cmpuint (n_said, >=, n_lines);
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (writer));

  return last;
}

/* An answer that was said to be recorded is: its event, its statement and its delivery. */
static void
test_killed_while_recording (RecordsFixture *f,
                             gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);

  records_close (store);
  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (GSubprocess) writer = start_writer (f, "many", learner->id);
      gint64 last = kill_after_lines (writer, 1 + 5 * round);
      g_autoptr (GPtrArray) events = NULL, rows = NULL;

      store = records_open (f);
      g_assert_true (nx_record_store_was_unclean (store));
      events = records_load (store, learner->id);
      rows = records_list (store, learner->id);
      /* One more may be there that it had no time to tell of. */
      g_assert_cmpint (events->len, >=, last);
      g_assert_cmpint (events->len, <=, last + 1);
      for (guint i = 0; i < events->len; i++)
        g_assert_cmpint (((NxEvent *) events->pdata[i])->seq, ==, i + 1);
      g_assert_cmpuint (rows->len, ==, events->len - 2);
      g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_PENDING], ==, rows->len);
      g_assert_true (nx_record_store_close (store, NULL));
      records_close (store);
    }
}

/* Killed with a batch on its way: all of it goes again, together, and is known to be perhaps there. */
static void
test_killed_while_sending (RecordsFixture *f,
                           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GSubprocess) writer = NULL;
  g_autoptr (GPtrArray) again = NULL, rest = NULL;

  for (int i = 0; i < 5; i++)
    records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
  writer = start_writer (f, "take", learner->id);
  g_assert_cmpint (kill_after_lines (writer, 1), ==, 3);

  store = records_open (f);
  g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_SENDING], ==, 3);
  g_assert_true (nx_record_store_recover_sending (store, NULL));
  again = nx_record_store_take_batch (store, destination->id, 50, 1 << 20, NULL);
  g_assert_cmpuint (again->len, ==, 3);
  for (guint i = 0; i < again->len; i++)
    g_assert_true (((NxOutgoing *) again->pdata[i])->maybe_there);
  rest = nx_record_store_take_batch (store, destination->id, 50, 1 << 20, NULL);
  g_assert_cmpuint (rest->len, ==, 2);
  records_close (store);
}

/* The window and the tool at once, for one learner: no number twice, none left out. */
static void
test_recording_together (RecordsFixture *f,
                         gconstpointer   data)
{
  enum { N_WRITERS = 3, N_EACH = 30 };
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) writers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) events = NULL, rows = NULL;

  for (int i = 0; i < N_WRITERS; i++)
    g_ptr_array_add (writers, start_writer (f, "30", learner->id));
  for (guint i = 0; i < writers->len; i++)
    {
      g_autoptr (GError) error = NULL;

      g_subprocess_wait_check (writers->pdata[i], NULL, &error);
      g_assert_no_error (error);
    }

  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 2 + N_WRITERS * N_EACH);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpint (((NxEvent *) events->pdata[i])->seq, ==, i + 1);
  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, N_WRITERS * N_EACH);
  records_close (store);
}

/* That another program has the store open, or closed it well, is not an unclean end. */
static void
test_unclean_is_told_right (RecordsFixture *f,
                            gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  NxRecordStore *again;
  g_autoptr (GSubprocess) writer = NULL;

  writer = start_writer (f, "1", learner->id);  /* comes and goes while the store is open */
  g_assert_true (g_subprocess_wait_check (writer, NULL, NULL));
  records_close (store);
  again = records_open (f);
  g_assert_false (nx_record_store_was_unclean (again));
  records_close (again);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  int *n_called = user_data;

  nx_record_store_check_finish (NX_RECORD_STORE (source), result, &error);
  g_assert_no_error (error);
  ++*n_called;
}

/* To close well makes nothing of an unclean end undone: it stays known until a check has passed. */
static void
test_unclean_until_checked (RecordsFixture *f,
                            gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GSubprocess) writer = NULL;
  int n_called = 0;

  records_close (store);
  writer = start_writer (f, "many", learner->id);
  kill_after_lines (writer, 1);
  for (int i = 0; i < 2; i++)
    {
      store = records_open (f);
      g_assert_true (nx_record_store_was_unclean (store));
      records_close (store);
    }
  store = records_open (f);
  nx_record_store_check_async (store, NULL, checked_cb, &n_called);
  records_wait (&n_called);
  g_assert_false (nx_record_store_was_unclean (store));
  records_close (store);
  store = records_open (f);
  g_assert_false (nx_record_store_was_unclean (store));
  records_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/records/processes/" name, RecordsFixture, NULL, records_set_up, func, records_tear_down)
  ADD ("killed-while-recording", test_killed_while_recording);
  ADD ("killed-while-sending", test_killed_while_sending);
  ADD ("recording-together", test_recording_together);
  ADD ("unclean-is-told-right", test_unclean_is_told_right);
  ADD ("unclean-until-checked", test_unclean_until_checked);

  return g_test_run ();
}
