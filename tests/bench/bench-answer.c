/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-answer FOLDER ROUNDS: one graded answer until it is durable (event, statement and delivery, sealed),
 * the same as the window asks for it (to the worker thread, and back into the main loop), and beside them a bare SQLite
 * commit of one row as large as all that together, in WAL with synchronous=FULL, in turns. The folder is empty and
 * on a real disk, for the promise is an fsync.
 * A line a round: row_bytes=N answer_ns=N asked_ns=N commit_ns=N.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include "nx-records.h"
#include "nx-sample-events.h"

typedef struct
{
  sqlite3 *connection;
  sqlite3_stmt *begin, *insert, *commit;
  GBytes *body;
} Bare;

static gint64
now_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static void
must (gboolean      good,
      const GError *error)
{
  if (good)
    return;
  g_printerr ("bench-answer: %s\n", error->message);
  exit (EXIT_FAILURE);
}

static void
must_sql (sqlite3 *connection,
          int      code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  g_printerr ("bench-answer: %s\n", sqlite3_errmsg (connection));
  exit (EXIT_FAILURE);
}

/* ---- Ours ---- */

static void
answer (NxRecordStore       *store,
        const char          *learner,
        const NxSampleEvent *sample)
{
  NxRecordDraft draft = { sample->facts, sample->activity, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = nx_record_store_append (store, learner, &draft, 1, &error);

  must (events != NULL, error);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = nx_record_store_append_finish (NX_RECORD_STORE (source), result, &error);

  must (events != NULL, error);
  *(gboolean *) user_data = TRUE;
}

static void
ask (NxRecordStore       *store,
     const char          *learner,
     const NxSampleEvent *sample)
{
  NxRecordDraft draft = { sample->facts, sample->activity, NULL, NULL, NULL };
  gboolean done = FALSE;

  nx_record_store_append_async (store, learner, &draft, 1, NULL, asked_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static char *
create_learner (NxRecordStore *store)
{
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (NxDestination) destination = NULL;
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (GError) error = NULL;

  profile->name = g_strdup ("A. Learner");
  profile->language = g_strdup ("en");
  destination = nx_record_store_set_destination (store, "https://lrs.example.org/xapi/", &error);
  must (destination != NULL, error);
  learner = nx_record_store_create_learner (store, profile, TRUE, TRUE, &error);
  must (learner != NULL, error);
  return g_strdup (learner->id);
}

/* ---- The floor ---- */

/* The bytes of every column of the rows that the last answer made. */
static gsize
measure_row (const char *folder)
{
  static const char sql[] =
    "SELECT (SELECT length (stream) + length (id) + length (type) + length (boot_id) + length (program) + length (payload) + length (digest)"
    "        FROM event ORDER BY rowid DESC LIMIT 1)"
    "     + (SELECT length (id) + length (stream) + length (type) + length (class) + length (body) + length (digest)"
    "        FROM statement ORDER BY position DESC LIMIT 1)"
    "     + (SELECT length (statement) + length (destination) + length (state) FROM delivery LIMIT 1)";
  g_autofree char *path = g_build_filename (folder, "records.db", NULL);
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  gsize size;

  must_sql (connection, sqlite3_open_v2 (path, &connection, SQLITE_OPEN_READONLY, NULL));
  must_sql (connection, sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL));
  must_sql (connection, sqlite3_step (statement));
  size = (gsize) sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  g_assert_cmpuint (size, >, 0);
  return size;
}

static void
bare_open (Bare       *self,
           const char *folder,
           gsize       size)
{
  g_autofree char *path = g_build_filename (folder, "bare.db", NULL);
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) g_random_int ();
  self->body = g_bytes_new_take (bytes, size);
  must_sql (self->connection, sqlite3_open (path, &self->connection));
  must_sql (self->connection, sqlite3_exec (self->connection,
                                            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                            "CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;",
                                            NULL, NULL, NULL));
  must_sql (self->connection, sqlite3_prepare_v2 (self->connection, "BEGIN IMMEDIATE", -1, &self->begin, NULL));
  must_sql (self->connection, sqlite3_prepare_v2 (self->connection, "INSERT INTO row (body) VALUES (?1)", -1, &self->insert, NULL));
  must_sql (self->connection, sqlite3_prepare_v2 (self->connection, "COMMIT", -1, &self->commit, NULL));
}

static void
bare_commit (Bare *self)
{
  sqlite3_stmt *steps[] = { self->begin, self->insert, self->commit };
  gsize size;
  const void *data = g_bytes_get_data (self->body, &size);

  must_sql (self->connection, sqlite3_bind_blob (self->insert, 1, data, (int) size, SQLITE_STATIC));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      must_sql (self->connection, sqlite3_step (steps[i]));
      sqlite3_reset (steps[i]);
    }
}

static void
bare_close (Bare *self)
{
  sqlite3_finalize (self->begin);
  sqlite3_finalize (self->insert);
  sqlite3_finalize (self->commit);
  sqlite3_close (self->connection);
  g_bytes_unref (self->body);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named ("question-answered");
  g_autoptr (NxRecordStore) store = NULL;
  g_autofree char *learner = NULL;
  g_autoptr (GError) error = NULL;
  Bare bare = { NULL };
  gint64 n_rounds;
  gsize size;

  if (argc != 3 || !g_ascii_string_to_signed (argv[2], 10, 1, 100000, &n_rounds, NULL))
    {
      g_printerr ("usage: bench-answer FOLDER ROUNDS\n");
      return 2;
    }
  store = nx_record_store_open (argv[1], clock, &error);
  must (store != NULL, error);
  learner = create_learner (store);
  answer (store, learner, sample);
  size = measure_row (argv[1]);
  bare_open (&bare, argv[1], size);
  bare_commit (&bare);

  for (gint64 i = 0; i < n_rounds; i++)
    {
      gint64 start_ns, answered_ns, asked_ns, end_ns;

      /* What the store tells its watchers of the round before is not part of this one. */
      while (g_main_context_iteration (NULL, FALSE))
        ;
      start_ns = now_ns ();
      answer (store, learner, sample);
      answered_ns = now_ns ();
      ask (store, learner, sample);
      asked_ns = now_ns ();
      bare_commit (&bare);
      end_ns = now_ns ();
      g_print ("row_bytes=%" G_GSIZE_FORMAT " answer_ns=%" G_GINT64_FORMAT " asked_ns=%" G_GINT64_FORMAT " commit_ns=%" G_GINT64_FORMAT "\n", size,
               answered_ns - start_ns, asked_ns - answered_ns, end_ns - asked_ns);
    }
  bare_close (&bare);
  must (nx_record_store_close (store, &error), error);
  return EXIT_SUCCESS;
}
