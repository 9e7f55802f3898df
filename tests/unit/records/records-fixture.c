/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE  /* memmem */

#include "records-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BASE "https://learn.example.org/xapi/"
#define MODULE_IRI BASE "core/module/safe-handling"
#define REGISTRATION "5f1c7d1e-7a94-4b63-9d2e-6a1f0d0c9b11"
#define SESSION "0d3c58a0-4b42-4d0a-8c0a-2f3d7f0c1a22"
#define LONGEST_WAIT_SECONDS 30

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
records_set_up (RecordsFixture *f,
                gconstpointer   data)
{
  f->root = g_dir_make_tmp ("nx-records-XXXXXX", NULL);
  f->folder = g_build_filename (f->root, "data", NULL);
  f->clock = nx_clock_new_manual (TEST_START_US, 1000000);
}

void
records_tear_down (RecordsFixture *f,
                   gconstpointer   data)
{
  /* "changed" may still be on its way. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (f->root);
  g_free (f->root);
  g_free (f->folder);
  g_object_unref (f->clock);
}

NxRecordStore *
records_open (RecordsFixture *f)
{
  g_autoptr (GError) error = NULL;
  NxRecordStore *store = nx_record_store_open (f->folder, f->clock, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  g_assert_false (nx_record_store_is_read_only (store));

  return store;
}

void
records_close (NxRecordStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_record_store_close (store, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  g_object_unref (store);
}

NxLearner *
records_add_learner (NxRecordStore *store,
                     const char    *name,
                     gboolean       completion,
                     gboolean       answers)
{
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (GError) error = NULL;
  NxLearner *learner;

  profile->name = g_strdup (name);
  profile->capacity = g_strdup ("police");
  profile->language = g_strdup ("en");
  learner = nx_record_store_create_learner (store, profile, completion, answers, &error);
  g_assert_no_error (error);
  g_assert_nonnull (learner);

  return learner;
}

NxEventFacts *
records_facts (NxEventType type)
{
  NxEventFacts *facts = nx_event_facts_new (type);

  facts->address = g_strdup ("core/module/safe-handling");
  facts->content_version = g_strdup ("2026.11.1/1");
  facts->content_hash = g_strdup ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  facts->language = g_strdup ("en");
  facts->registration = g_strdup (REGISTRATION);
  facts->session = g_strdup (SESSION);
  facts->counts = TRUE;

  switch (type)
    {
    case NX_EVENT_QUESTION_ANSWERED:
      facts->element = g_strdup ("q3");
      facts->response = g_strsplit ("b", ",", -1);
      facts->confidence = g_strdup ("certain");
      facts->success = NX_TRISTATE_YES;
      facts->raw = 1;
      facts->max = 1;
      facts->duration_us = 11250000;
      break;
    case NX_EVENT_TEST_FINISHED:
      facts->success = NX_TRISTATE_YES;
      facts->raw = 9;
      facts->max = 10;
      facts->mastery = 0.8;
      facts->duration_us = 362400000;
      break;
    case NX_EVENT_MODULE_COMPLETED:
    case NX_EVENT_MODULE_LEFT:
      facts->duration_us = 1129000000;
      break;
    case NX_EVENT_NOTE_SAVED:
      facts->target = g_strdup (SESSION);
      facts->text = g_strdup ("Ask Samira about the second manifest");
      break;
    default:
      break;
    }

  return facts;
}

NxActivityFacts *
records_activity (NxEventType type)
{
  NxActivityFacts *activity = nx_activity_facts_new (BASE);

  switch (type)
    {
    case NX_EVENT_QUESTION_ANSWERED:
      activity->object = nx_activity_new (NX_ACTIVITY_INTERACTION, BASE "core/questions/safe-handling#q3", "Question 3", "Which grip?");
      nx_activity_add_choice (activity->object, "a", "Arms stretched");
      nx_activity_add_choice (activity->object, "b", "Close to the body");
      activity->object->correct = g_strsplit ("b", ",", -1);
      activity->parent = nx_activity_new (NX_ACTIVITY_ASSESSMENT, MODULE_IRI "#test", NULL, NULL);
      break;
    case NX_EVENT_TEST_FINISHED:
      activity->object = nx_activity_new (NX_ACTIVITY_ASSESSMENT, MODULE_IRI "#test", "Safe handling: test", NULL);
      activity->parent = nx_activity_new (NX_ACTIVITY_MODULE, MODULE_IRI, NULL, NULL);
      break;
    default:
      activity->object = nx_activity_new (NX_ACTIVITY_MODULE, MODULE_IRI, "Safe handling", "How to lift, carry and store.");
      break;
    }
  activity->grouping = nx_activity_new (NX_ACTIVITY_COURSE, BASE "core", NULL, NULL);

  return activity;
}

void
records_append (NxRecordStore *store,
                const char    *learner,
                NxEventType    type)
{
  g_autoptr (NxEventFacts) facts = records_facts (type);
  g_autoptr (NxActivityFacts) activity = records_activity (type);
  NxRecordDraft draft = { .facts = facts, .activity = activity };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = nx_record_store_append (store, learner, &draft, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
}

GPtrArray *
records_load (NxRecordStore *store,
              const char    *learner)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *events = nx_record_store_load_events (store, learner, 0, &error);

  g_assert_no_error (error);
  g_assert_nonnull (events);

  return events;
}

GPtrArray *
records_list (NxRecordStore *store,
              const char    *learner)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = nx_record_store_list_records (store, learner, 0, 1000, &error);

  g_assert_no_error (error);
  g_assert_nonnull (rows);

  return rows;
}

NxDeliveryCounts
records_count (NxRecordStore *store,
               const char    *learner)
{
  NxDeliveryCounts counts;
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_record_store_count (store, learner, &counts, &error);

  g_assert_no_error (error);
  g_assert_true (ok);

  return counts;
}

NxDestination *
records_set_destination (NxRecordStore *store)
{
  g_autoptr (GError) error = NULL;
  NxDestination *destination = nx_record_store_set_destination (store, TEST_ENDPOINT, &error);

  g_assert_no_error (error);
  g_assert_nonnull (destination);

  return destination;
}

/* Behind the store's back */

static NxDatabase *
open_behind (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "records.db", NULL);
  g_autoptr (GError) error = NULL;
  NxDatabase *db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, nx_records_migrations, nx_records_n_migrations,
                                     NX_DB_OPEN_DEFAULT, &error);

  g_assert_no_error (error);

  return db;
}

static gboolean
execute_job (NxDbConnection *db,
             gpointer        data,
             GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, data, error);

  return statement != NULL && nx_db_execute (statement, error);
}

void
records_tamper (const char *folder,
                const char *sql)
{
  g_autoptr (NxDatabase) db = open_behind (folder);
  g_autoptr (GError) error = NULL;

  nx_database_run (db, NX_DB_WRITE, execute_job, (gpointer) sql, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *sql;
  gint64 value;
  char *text;
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
  query->text = row ? g_strdup (nx_db_column_text (statement, 0)) : NULL;

  return TRUE;
}

static void
run_query (const char *folder,
           Query      *query)
{
  g_autoptr (NxDatabase) db = open_behind (folder);
  g_autoptr (GError) error = NULL;

  nx_database_run (db, NX_DB_READ, query_job, query, &error);
  g_assert_no_error (error);
}

gint64
records_query (const char *folder,
               const char *sql)
{
  Query query = { .sql = sql };

  run_query (folder, &query);
  g_free (query.text);

  return query.value;
}

char *
records_query_text (const char *folder,
                    const char *sql)
{
  Query query = { .sql = sql };

  run_query (folder, &query);

  return query.text;
}

gboolean
records_folder_contains (const char *folder,
                         const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize size;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (records_folder_contains (path, text))
            return TRUE;
        }
      else if (g_file_get_contents (path, &contents, &size, NULL) && memmem (contents, size, text, strlen (text)) != NULL)
        {
          return TRUE;
        }
    }

  return FALSE;
}

/* The whole store */

typedef struct
{
  int n_called;
  GError *error;
} Checked;

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Checked *checked = user_data;

  nx_record_store_check_finish (NX_RECORD_STORE (source), result, &checked->error);
  checked->n_called++;
}

void
records_check (NxRecordStore *store,
               GError       **error)
{
  Checked checked = { 0 };

  nx_record_store_check_async (store, NULL, checked_cb, &checked);
  records_wait (&checked.n_called);
  if (checked.error != NULL)
    g_propagate_error (error, checked.error);
}

void
records_repair (RecordsFixture *f,
                guint          *out_n_lost)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_record_store_repair (f->folder, f->clock, NULL, out_n_lost, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

void
records_empty_table (RecordsFixture *f,
                     const char     *table)
{
  static const guint8 empty_leaf[] = { 0x0a, 0, 0, 0, 0, 0x10, 0, 0 };
  g_autofree char *path = g_build_filename (f->folder, "records.db", NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  guint8 page[4096] = { 0 };
  gint64 number = records_query (f->folder, sql);
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  memcpy (page, empty_leaf, sizeof empty_leaf);
  g_assert_cmpint (pwrite (fd, page, sizeof page, (number - 1) * (gint64) sizeof page), ==, sizeof page);
  close (fd);
}

static gboolean
late_cb (gpointer user_data)
{
  g_printerr ("waited too long\n");
  abort ();
}

void
records_wait (const int *counter)
{
  guint late = g_timeout_add_seconds (LONGEST_WAIT_SECONDS, late_cb, NULL);

  while (*counter <= 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}
