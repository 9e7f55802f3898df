/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Jobs, their order, their threads and their ends; statements; checks and copies. */

#include "db-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_WAIT_SECONDS 20

/* Waiting on a condition in this thread's main context */

static gboolean
late_cb (gpointer user_data)
{
  g_test_fail_printf ("waited too long");
  abort ();
}

static void
wait_until_positive (const int    *counter,
                     GMainContext *context)
{
  g_autoptr (GSource) late = g_timeout_source_new_seconds (LONGEST_WAIT_SECONDS);

  g_source_set_callback (late, late_cb, NULL, NULL);
  g_source_attach (late, context);
  while (*counter <= 0)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (late);
}

/* Transactions */

static void
test_commit_and_reopen (DbFixture    *f,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  NxDatabase *db = db_open (f->path, 2);

  g_assert_false (nx_database_is_read_only (db));
  db_insert (db, "one");
  db_insert (db, "two");
  g_assert_cmpint (db_count (db), ==, 2);
  g_assert_true (nx_database_close (db, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (db);

  db = db_open (f->path, 2);
  g_assert_cmpint (db_count (db), ==, 2);
  g_assert_finalize_object (db);  /* closes by itself too */
}

static gboolean
insert_then_fail_job (NxDbConnection *db,
                      gpointer        data,
                      GError        **error)
{
  g_autoptr (NxDbStatement) insert = nx_db_prepare (db, "INSERT INTO note (text) VALUES ('lost')", error);

  g_assert_true (nx_db_execute (insert, error));
  g_assert_cmpint (nx_db_get_n_changed (db), ==, 1);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "changed my mind");

  return FALSE;
}

static void
test_failing_job_rolls_back (DbFixture    *f,
                             gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;

  g_assert_false (nx_database_run (db, NX_DB_WRITE, insert_then_fail_job, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (db_count (db), ==, 0);
}

static gboolean
fail_without_error_job (NxDbConnection *db,
                        gpointer        data,
                        GError        **error)
{
  return FALSE;
}

static gboolean
write_while_reading_job (NxDbConnection *db,
                         gpointer        data,
                         GError        **error)
{
  g_autoptr (NxDbStatement) insert = nx_db_prepare (db, "INSERT INTO note (text) VALUES ('x')", error);

  return insert != NULL;
}

static gboolean
leak_job (NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  NxDbStatement **leaked = data;

  *leaked = nx_db_prepare (db, "SELECT 1", error);

  return TRUE;
}

static gboolean
release_job (NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  NxDbStatement **leaked = data;

  nx_db_statement_release (*leaked);

  return TRUE;
}

/* Mistakes of the program are told and change nothing. */
static void
test_mistakes (DbFixture    *f,
               gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  NxDbStatement *leaked = NULL;
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("nx-db", G_LOG_LEVEL_CRITICAL, "*without an error*");
  g_assert_false (nx_database_run (db, NX_DB_WRITE, fail_without_error_job, NULL, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  g_clear_error (&error);

  g_test_expect_message ("nx-db", G_LOG_LEVEL_CRITICAL, "*wants to write*");
  g_assert_false (nx_database_run (db, NX_DB_READ, write_while_reading_job, NULL, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  g_clear_error (&error);

  g_test_expect_message ("nx-db", G_LOG_LEVEL_CRITICAL, "*unreleased*");
  g_assert_true (nx_database_run (db, NX_DB_READ, leak_job, &leaked, &error));
  g_assert_true (nx_database_run (db, NX_DB_READ, release_job, &leaked, &error));
  g_test_assert_expected_messages ();
  g_assert_cmpint (db_count (db), ==, 0);
}

/* Order, threads, contexts */

typedef struct
{
  GThread *caller;
  GMainContext *context;
  int n_called;
  int n_destroyed;
  GString *order;   /* on the worker only, then after all is done */
} Ordering;

typedef struct
{
  Ordering *ordering;
  int number;
} OrderedJob;

static gboolean
ordered_job (NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  OrderedJob *job = data;

  g_assert_true (g_thread_self () != job->ordering->caller);
  g_string_append_printf (job->ordering->order, "%d ", job->number);

  return TRUE;
}

static void
ordered_destroy (gpointer data)
{
  OrderedJob *job = data;

  g_assert_true (g_thread_self () == job->ordering->caller);
  /* Its callback came before. */
  g_assert_cmpint (job->ordering->n_called, >, job->ordering->n_destroyed);
  job->ordering->n_destroyed++;
  g_free (job);
}

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Ordering *ordering = user_data;
  OrderedJob *job = nx_database_get_job_data (result);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == ordering->caller);
  g_assert_true (g_main_context_get_thread_default () == ordering->context);
  g_assert_true (nx_database_run_finish (NX_DATABASE (source), result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (job->number, ==, ordering->n_called);
  ordering->n_called++;
}

static gpointer
ordering_thread (gpointer data)
{
  enum { N_JOBS = 50 };
  NxDatabase *db = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  Ordering ordering = { g_thread_self (), context, 0, 0, g_string_new (NULL) };
  g_autoptr (GString) expected = g_string_new (NULL);

  g_main_context_push_thread_default (context);
  for (int i = 0; i < N_JOBS; i++)
    {
      OrderedJob *job = g_new0 (OrderedJob, 1);

      job->ordering = &ordering;
      job->number = i;
      nx_database_run_async (db, i % 3 ? NX_DB_WRITE : NX_DB_READ, ordered_job, job, ordered_destroy, NULL, ordered_cb, &ordering);
      g_string_append_printf (expected, "%d ", i);
    }
  g_assert_cmpint (ordering.n_called, ==, 0);
  while (ordering.n_destroyed < N_JOBS)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);

  g_assert_cmpint (ordering.n_called, ==, N_JOBS);
  g_assert_cmpstr (ordering.order->str, ==, expected->str);
  g_string_free (ordering.order, TRUE);

  return NULL;
}

/* In the order given; callback, then destroy, in the thread-default context of the caller. */
static void
test_order_and_context (DbFixture    *f,
                        gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  GThread *a = g_thread_new ("a", ordering_thread, db);
  GThread *b = g_thread_new ("b", ordering_thread, db);

  g_thread_join (a);
  g_thread_join (b);
}

/* A job that waits until the test opens the gate */

typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean entered, open;
  int n_called;
  GError *error;
} Gate;

static gboolean
gate_job (NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);

  return TRUE;
}

static void
gate_wait_entered (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->entered)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static void
gate_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Gate *gate = user_data;

  g_clear_error (&gate->error);
  nx_database_run_finish (NX_DATABASE (source), result, &gate->error);
  gate->n_called++;
}

static gboolean
never_job (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  g_assert_not_reached ();
}

static void
test_cancelled_before_start (DbFixture    *f,
                             gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Gate first = { 0 }, second = { 0 };

  nx_database_run_async (db, NX_DB_READ, gate_job, &first, NULL, NULL, gate_cb, &first);
  nx_database_run_async (db, NX_DB_WRITE, never_job, NULL, NULL, cancellable, gate_cb, &second);
  g_cancellable_cancel (cancellable);
  gate_open (&first);
  wait_until_positive (&second.n_called, NULL);

  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (first.n_called, ==, 1);
  g_assert_no_error (first.error);
  g_clear_error (&second.error);
}

/* Once started it finishes, and says so: its caller must know what is on the disk. */
static void
test_cancelled_after_start (DbFixture    *f,
                            gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Gate gate = { 0 };

  nx_database_run_async (db, NX_DB_WRITE, gate_job, &gate, NULL, cancellable, gate_cb, &gate);
  gate_wait_entered (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  wait_until_positive (&gate.n_called, NULL);
  g_assert_no_error (gate.error);
}

/* Closing */

static gboolean
slow_insert_job (NxDbConnection *db,
                 gpointer        data,
                 GError        **error)
{
  g_autoptr (NxDbStatement) insert = nx_db_prepare (db, "INSERT INTO note (text) VALUES (hex(randomblob(16)))", error);

  return insert != NULL && nx_db_execute (insert, error);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (nx_database_run_finish (NX_DATABASE (source), result, NULL));
  ++*(int *) user_data;
}

static void
test_close_drains (DbFixture    *f,
                   gconstpointer data)
{
  enum { N_JOBS = 100 };
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (NxDatabase) again = NULL;
  g_autoptr (GError) error = NULL;
  Gate late = { 0 };
  int n_called = 0;

  for (int i = 0; i < N_JOBS; i++)
    nx_database_run_async (db, NX_DB_WRITE, slow_insert_job, NULL, NULL, NULL, count_cb, &n_called);
  g_assert_true (nx_database_close (db, &error));
  g_assert_no_error (error);
  g_assert_true (nx_database_close (db, &error));  /* idempotent */

  again = db_open (f->path, 2);
  g_assert_cmpint (db_count (again), ==, N_JOBS);

  /* The callbacks still come. */
  while (n_called < N_JOBS)
    g_main_context_iteration (NULL, TRUE);

  /* What comes too late is told so. */
  g_assert_false (nx_database_run (db, NX_DB_READ, never_job, NULL, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_CLOSED);
  nx_database_run_async (db, NX_DB_READ, never_job, NULL, NULL, NULL, gate_cb, &late);
  wait_until_positive (&late.n_called, NULL);
  g_assert_error (late.error, NX_DB_ERROR, NX_DB_ERROR_CLOSED);
  g_clear_error (&late.error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (nx_database_close_finish (NX_DATABASE (source), result, NULL));
  ++*(int *) user_data;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  NxDatabase **db = user_data;
  g_autoptr (GError) error = NULL;

  *db = nx_database_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_open_and_close_async (DbFixture    *f,
                           gconstpointer data)
{
  NxDatabase *db = NULL;
  int n_closed = 0;

  nx_database_open_async (f->path, TEST_APPLICATION_ID, test_migrations, 2, NX_DB_OPEN_DEFAULT, NULL, opened_cb, &db);
  while (db == NULL)
    g_main_context_iteration (NULL, TRUE);
  db_insert (db, "one");
  nx_database_close_async (db, closed_cb, &n_closed);
  nx_database_close_async (db, closed_cb, &n_closed);
  while (n_closed < 2)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (db);
}

static void
drop_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_assert_true (nx_database_run_finish (NX_DATABASE (source), result, NULL));
  ++*(int *) user_data;
}

/* The last reference goes while jobs are under way: nothing hangs, every job is done. */
static void
test_last_reference_during_job (DbFixture    *f,
                                gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2);
  int n_called = 0;

  nx_database_run_async (db, NX_DB_WRITE, slow_insert_job, NULL, NULL, NULL, drop_cb, &n_called);
  nx_database_run_async (db, NX_DB_WRITE, slow_insert_job, NULL, NULL, NULL, drop_cb, &n_called);
  g_object_unref (db);
  while (n_called < 2)
    g_main_context_iteration (NULL, TRUE);

  db = db_open (f->path, 2);
  g_assert_cmpint (db_count (db), ==, 2);
  g_object_unref (db);
}

static gboolean
unref_job (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  g_object_unref (data);

  return TRUE;
}

/* The worker itself drops the last reference of its own database; it must not wait for itself. */
static void
test_last_reference_on_worker (DbFixture    *f,
                               gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2);
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  nx_database_run_async (db, NX_DB_READ, unref_job, db, NULL, NULL, NULL, NULL);
  g_main_context_pop_thread_default (context);
  /* The caller's context ends without ever running: the worker's hand-over drops the task, and with it the database. */
  g_main_context_unref (context);

  db = db_open (f->path, 2);
  db_insert (db, "one");
  g_assert_cmpint (db_count (db), ==, 1);
  g_object_unref (db);
}

/* The same of a caller who runs the job itself. */
static void
test_last_reference_in_own_job (DbFixture    *f,
                                gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;

  g_assert_true (nx_database_run (db, NX_DB_READ, unref_job, db, &error));
  g_assert_no_error (error);

  db = db_open (f->path, 2);
  db_insert (db, "one");
  g_assert_cmpint (db_count (db), ==, 1);
  g_object_unref (db);
}

/* Callers who wait */

static gboolean
note_thread_job (NxDbConnection *db,
                 gpointer        data,
                 GError        **error)
{
  *(GThread **) data = g_thread_self ();

  return TRUE;
}

static gpointer
note_thread_thread (gpointer db)
{
  GThread *ran_on = NULL;

  g_assert_true (nx_database_run (db, NX_DB_READ, note_thread_job, &ran_on, NULL));

  return ran_on;
}

static gpointer
gate_thread (gpointer data)
{
  gpointer *both = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (nx_database_run (both[0], NX_DB_WRITE, gate_job, both[1], &error));
  g_assert_no_error (error);

  return NULL;
}

/* Who waits runs the job itself, unless something is under way: then it comes after that. */
static void
test_waiting_callers (DbFixture    *f,
                      gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  Gate gate = { 0 };
  GThread *ran_on = NULL, *waiting;

  g_assert_true (nx_database_run (db, NX_DB_READ, note_thread_job, &ran_on, NULL));
  g_assert_true (ran_on == g_thread_self ());

  nx_database_run_async (db, NX_DB_READ, gate_job, &gate, NULL, NULL, gate_cb, &gate);
  gate_wait_entered (&gate);
  waiting = g_thread_new ("waiting", note_thread_thread, db);
  gate_open (&gate);
  wait_until_positive (&gate.n_called, NULL);
  ran_on = g_thread_join (waiting);
  g_assert_nonnull (ran_on);

  /* And what is asked for while a caller runs its own comes after that. */
  {
    Gate own = { 0 }, later = { 0 };
    gpointer both[] = { db, &own };
    GThread *runner = g_thread_new ("runner", gate_thread, both);

    gate_wait_entered (&own);
    later.open = TRUE;
    nx_database_run_async (db, NX_DB_WRITE, gate_job, &later, NULL, NULL, gate_cb, &later);
    g_assert_false (g_main_context_iteration (NULL, FALSE));
    g_assert_false (later.entered);
    gate_open (&own);
    wait_until_positive (&later.n_called, NULL);
    g_thread_join (runner);
  }
}

/* A close lets a caller finish the job that it runs itself, and nobody begin another. */
static void
test_close_while_caller_runs (DbFixture    *f,
                              gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;
  Gate own = { 0 };
  gpointer both[] = { db, &own };
  GThread *runner = g_thread_new ("runner", gate_thread, both);
  int n_closed = 0;

  gate_wait_entered (&own);
  nx_database_close_async (db, closed_cb, &n_closed);
  g_assert_false (nx_database_run (db, NX_DB_READ, never_job, NULL, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_CLOSED);
  g_assert_cmpint (n_closed, ==, 0);
  gate_open (&own);
  g_thread_join (runner);
  wait_until_positive (&n_closed, NULL);
}

typedef struct
{
  NxDatabase *db;
  int inside;   /* atomic: jobs under way */
  int n_async;
} Crowd;

#define CROWD_JOBS 40

static gboolean
crowd_job (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  Crowd *crowd = data;
  g_autoptr (NxDbStatement) statement = NULL;
  gboolean ok;

  g_assert_cmpint (g_atomic_int_add (&crowd->inside, 1), ==, 0);
  statement = nx_db_prepare (db, "INSERT INTO note (text) VALUES (hex (randomblob (16)))", error);
  ok = statement != NULL && nx_db_execute (statement, error);
  g_assert_cmpint (g_atomic_int_add (&crowd->inside, -1), ==, 1);

  return ok;
}

static void
crowd_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (nx_database_run_finish (NX_DATABASE (source), result, NULL));
  ((Crowd *) user_data)->n_async++;
}

static gpointer
crowd_thread (gpointer data)
{
  Crowd *crowd = data;

  for (int i = 0; i < CROWD_JOBS; i++)
    g_assert_true (nx_database_run (crowd->db, NX_DB_WRITE, crowd_job, crowd, NULL));

  return NULL;
}

/* However they come, jobs are under way one at a time, and each is done once. */
static void
test_crowd (DbFixture    *f,
            gconstpointer data)
{
  enum { N_THREADS = 3, N_ASYNC = CROWD_JOBS };
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  Crowd crowd = { db, 0, 0 };
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("crowd", crowd_thread, &crowd);
  for (int i = 0; i < N_ASYNC; i++)
    {
      nx_database_run_async (db, NX_DB_WRITE, crowd_job, &crowd, NULL, NULL, crowd_cb, &crowd);
      g_main_context_iteration (NULL, FALSE);
    }
  while (crowd.n_async < N_ASYNC)
    g_main_context_iteration (NULL, TRUE);
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (db_count (db), ==, (N_THREADS + 1) * CROWD_JOBS);
}

/* Statements */

static gboolean
values_job (NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  static const char with_nul[] = "a\0b";
  g_autoptr (GBytes) bytes = g_bytes_new (with_nul, sizeof with_nul);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) read_bytes = NULL, read_empty = NULL;
  g_autoptr (NxDbStatement) echo = nx_db_prepare (db, "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7", error);
  gboolean row;

  nx_db_bind_integer (echo, 1, G_MININT64);
  nx_db_bind_text (echo, 2, "caf\303\251");
  nx_db_bind_text (echo, 3, NULL);
  nx_db_bind_bytes (echo, 4, bytes);
  nx_db_bind_bytes (echo, 5, empty);
  nx_db_bind_bytes (echo, 6, NULL);
  nx_db_bind_null (echo, 7);
  g_assert_true (nx_db_step (echo, &row, error));
  g_assert_true (row);
  g_assert_cmpint (nx_db_column_integer (echo, 0), ==, G_MININT64);
  g_assert_cmpstr (nx_db_column_text (echo, 1), ==, "caf\303\251");
  g_assert_null (nx_db_column_text (echo, 2));
  g_assert_true (nx_db_column_is_null (echo, 2));
  read_bytes = nx_db_column_dup_bytes (echo, 3);
  g_assert_true (g_bytes_equal (read_bytes, bytes));
  read_empty = nx_db_column_dup_bytes (echo, 4);
  g_assert_false (nx_db_column_is_null (echo, 4));
  g_assert_cmpuint (g_bytes_get_size (read_empty), ==, 0);
  g_assert_null (nx_db_column_dup_bytes (echo, 5));
  g_assert_true (nx_db_column_is_null (echo, 6));
  g_assert_true (nx_db_step (echo, &row, error));
  g_assert_false (row);

  return TRUE;
}

static gboolean
reuse_job (NxDbConnection *db,
           gpointer        data,
           GError        **error)
{
  static const char sql[] = "SELECT ?1, ?2";
  NxDbStatement *first;
  gboolean row;

  {
    g_autoptr (NxDbStatement) one = nx_db_prepare (db, sql, error);
    g_autoptr (NxDbStatement) other = nx_db_prepare (db, sql, error);  /* nested: its own */
    g_autoptr (GBytes) held = g_bytes_new ("x", 1);

    g_assert_true (one != other);
    first = one;
    nx_db_bind_bytes (one, 1, held);
    nx_db_bind_bytes (one, 1, held);
    nx_db_bind_text (one, 2, "left over");
    g_assert_true (nx_db_step (one, &row, error));
  }
  {
    /* The same statement again, without what it was given before. */
    g_autoptr (NxDbStatement) one = nx_db_prepare (db, sql, error);

    g_assert_true (one == first);
    g_assert_true (nx_db_step (one, &row, error));
    g_assert_true (nx_db_column_is_null (one, 0));
    g_assert_true (nx_db_column_is_null (one, 1));
  }

  /* More texts than the cache holds. */
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *text = g_strdup_printf ("SELECT %d", i);
      g_autoptr (NxDbStatement) statement = nx_db_prepare (db, text, error);

      g_assert_true (nx_db_step (statement, &row, error));
      g_assert_cmpint (nx_db_column_integer (statement, 0), ==, i);
    }

  return TRUE;
}

static gboolean
loop_job (NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  g_autoptr (NxDbStatement) insert = nx_db_prepare (db, "INSERT INTO note (text, body) VALUES (?1, ?2)", error);

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

      nx_db_bind_text (insert, 1, text);
      nx_db_bind_bytes (insert, 2, body);
      if (!nx_db_execute (insert, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
bad_sql_job (NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, data, error);

  return statement != NULL && nx_db_execute (statement, error);
}

static gboolean
bad_index_job (NxDbConnection *db,
               gpointer        data,
               GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "INSERT INTO note (text) VALUES (?1)", error);

  nx_db_bind_text (statement, 1, "x");
  nx_db_bind_text (statement, 2, "y");

  return nx_db_execute (statement, error);
}

static void
test_statements (DbFixture    *f,
                 gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;

  g_assert_true (nx_database_run (db, NX_DB_READ, values_job, NULL, &error));
  g_assert_true (nx_database_run (db, NX_DB_READ, reuse_job, NULL, &error));
  g_assert_true (nx_database_run (db, NX_DB_WRITE, loop_job, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (db_query (db, "SELECT count(*) FROM note WHERE CAST (body AS TEXT) = text"), ==, 100);

  g_assert_false (nx_database_run (db, NX_DB_WRITE, bad_sql_job, "INSERT INTO nowhere VALUES (1)", &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  g_clear_error (&error);
  /* A double-quoted name that is none is not taken for a text. */
  g_assert_false (nx_database_run (db, NX_DB_WRITE, bad_sql_job, "INSERT INTO note (text) VALUES (\"oops\")", &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  g_clear_error (&error);

  g_test_expect_message ("nx-db", G_LOG_LEVEL_CRITICAL, "*cannot bind*");
  g_assert_false (nx_database_run (db, NX_DB_WRITE, bad_index_job, NULL, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  g_test_assert_expected_messages ();
  g_clear_error (&error);

  g_test_expect_message ("nx-db", G_LOG_LEVEL_CRITICAL, "*should give no rows*");
  g_assert_false (nx_database_run (db, NX_DB_READ, bad_sql_job, "SELECT 1", &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
  g_test_assert_expected_messages ();
}

/* Errors */

static void
test_constraint (DbFixture    *f,
                 gconstpointer data)
{
  static const char *const refused[] = {
    "INSERT INTO note (text) VALUES ('one')",    /* unique */
    "INSERT INTO note (text) VALUES (NULL)",     /* not null */
    "INSERT INTO page (note) VALUES (77)",       /* reference */
    "INSERT INTO note (text) VALUES (x'00ff')",  /* strict */
  };
  g_autoptr (NxDatabase) db = db_open (f->path, 2);

  db_insert (db, "one");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (db_write (db, refused[i], &error));
      g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_CONSTRAINT);
    }
  g_assert_cmpint (db_count (db), ==, 1);
}

static void
test_disk_full (DbFixture    *f,
                gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;
  gint64 n_rows, n_tries = 0;

  db_insert (db, "one");
  nx_database_set_max_pages (db, db_query (db, "PRAGMA page_count") + 2);
  while (db_write (db, "INSERT INTO note (text, body) VALUES (hex(randomblob(16)), randomblob(1500))", &error))
    g_assert_cmpint (n_tries++, <, 1000);
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FULL);
  g_clear_error (&error);

  /* Nothing of the failed write is there, everything before is, and it goes on once there is room. */
  n_rows = db_count (db);
  g_assert_cmpint (n_rows, ==, 1 + n_tries);
  g_assert_true (nx_database_quick_check (db, &error));
  nx_database_set_max_pages (db, 1000000);
  db_insert (db, "after");
  g_assert_cmpint (db_count (db), ==, n_rows + 1);
}

static gboolean
nested_job (NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  nx_database_set_busy_timeout (data, 1);

  return TRUE;
}

/* A job that would wait for a job is told, instead of waiting for ever. */
static void
test_job_within_job (DbFixture    *f,
                     gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      nx_database_run (db, NX_DB_READ, nested_job, db, &error);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_stderr ("*is_in_job*");
}

static void
test_busy (DbFixture    *f,
           gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (NxDatabase) other = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;
  Gate gate = { 0 };

  nx_database_set_busy_timeout (other, 20);
  nx_database_run_async (db, NX_DB_WRITE, gate_job, &gate, NULL, NULL, gate_cb, &gate);
  gate_wait_entered (&gate);

  g_assert_false (db_try_insert (other, "one", &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_BUSY);
  g_assert_cmpint (db_count (other), ==, 0);  /* reading is not held up */

  gate_open (&gate);
  wait_until_positive (&gate.n_called, NULL);
  db_insert (other, "one");
}

/* Checks and copies */

static void
test_backup (DbFixture    *f,
             gconstpointer data)
{
  g_autoptr (NxDatabase) db = db_open (f->path, 2);
  g_autoptr (NxDatabase) copy = NULL;
  g_autofree char *path = g_build_filename (f->root, "copy.db", NULL);
  g_autofree char *nowhere = g_build_filename (f->root, "nowhere", "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  db_insert (db, "one");
  g_assert_true (g_file_set_contents (path, "an older copy", -1, NULL));
  g_assert_true (nx_database_backup_to (db, path, &error));
  g_assert_no_error (error);
  db_insert (db, "two");

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  copy = db_open (path, 2);
  g_assert_cmpint (db_count (copy), ==, 1);
  g_assert_true (nx_database_quick_check (copy, &error));
  g_assert_no_error (error);

  g_assert_false (nx_database_backup_to (db, nowhere, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_FAILED);
}

static void
test_quick_check_finds_damage (DbFixture    *f,
                               gconstpointer data)
{
  NxDatabase *db = db_open (f->path, 2);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize size;

  for (int i = 0; i < 400; i++)
    g_assert_true (db_write (db, "INSERT INTO note (text, body) VALUES (hex(randomblob(16)), randomblob(300))", NULL));
  g_object_unref (db);

  /* Every page but the first is written over. */
  g_assert_true (g_file_get_contents (f->path, &contents, &size, NULL));
  g_assert_cmpuint (size, >, 10 * 4096);
  memset (contents + 3 * 4096, 0x5a, size - 3 * 4096);
  g_assert_true (g_file_set_contents (f->path, contents, (gssize) size, NULL));

  db = db_open (f->path, 2);
  g_assert_false (nx_database_quick_check (db, &error));
  g_assert_error (error, NX_DB_ERROR, NX_DB_ERROR_CORRUPT);
  g_object_unref (db);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/db/database/" name, DbFixture, NULL, db_fixture_set_up, func, db_fixture_tear_down)
  ADD ("commit-and-reopen", test_commit_and_reopen);
  ADD ("failing-job-rolls-back", test_failing_job_rolls_back);
  ADD ("mistakes", test_mistakes);
  ADD ("order-and-context", test_order_and_context);
  ADD ("cancelled-before-start", test_cancelled_before_start);
  ADD ("cancelled-after-start", test_cancelled_after_start);
  ADD ("close-drains", test_close_drains);
  ADD ("open-and-close-async", test_open_and_close_async);
  ADD ("last-reference-during-job", test_last_reference_during_job);
  ADD ("last-reference-in-own-job", test_last_reference_in_own_job);
  ADD ("waiting-callers", test_waiting_callers);
  ADD ("close-while-caller-runs", test_close_while_caller_runs);
  ADD ("crowd", test_crowd);
  ADD ("last-reference-on-worker", test_last_reference_on_worker);
  ADD ("job-within-job", test_job_within_job);
  ADD ("statements", test_statements);
  ADD ("constraint", test_constraint);
  ADD ("disk-full", test_disk_full);
  ADD ("busy", test_busy);
  ADD ("backup", test_backup);
  ADD ("quick-check-finds-damage", test_quick_check_finds_damage);

  return g_test_run ();
}
