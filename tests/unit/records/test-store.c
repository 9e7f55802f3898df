/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The store as a whole: opening, folders that cannot be written, damage, copies, versions. */

#define _GNU_SOURCE  /* setresuid */

#include "records-fixture.h"

#include "nx-ids.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534
/* Of "<module/>", which the fixture keeps. */
#define V1_SNAPSHOT_HASH "1e6592ba1f1588b5b33edc974225f7d70064505b0e930b79d5ef8a62816e6e99"

static char *
database_path (RecordsFixture *f)
{
  return g_build_filename (f->folder, "records.db", NULL);
}

/* Opening */

static void
test_open_again (RecordsFixture *f,
                 gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autofree char *device = g_strdup (nx_record_store_get_device_id (store));
  g_autofree char *setting = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (nx_uuid_is_valid (device));
  g_assert_cmpstr (nx_record_store_get_folder (store), ==, f->folder);
  g_assert_false (nx_record_store_was_unclean (store));
  g_assert_true (nx_record_store_set_setting (store, "endpoint-note", "tuesdays", &error));
  g_assert_true (nx_record_store_close (store, &error));
  g_assert_true (nx_record_store_close (store, &error));
  g_assert_no_error (error);
  records_close (store);

  g_assert_cmpint (g_stat (f->folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  store = records_open (f);
  g_assert_cmpstr (nx_record_store_get_device_id (store), ==, device);
  g_assert_false (nx_record_store_was_unclean (store));
  setting = nx_record_store_dup_setting (store, "endpoint-note");
  g_assert_cmpstr (setting, ==, "tuesdays");
  g_assert_true (nx_record_store_set_setting (store, "endpoint-note", NULL, &error));
  g_assert_null (nx_record_store_dup_setting (store, "endpoint-note"));
  records_close (store);
}

typedef struct
{
  int n_called;
  NxRecordStore *store;
  GError *error;
} Opened;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Opened *opened = user_data;

  opened->store = nx_record_store_open_finish (result, &opened->error);
  opened->n_called++;
}

static void
count_changed_cb (NxRecordStore *store,
                  int           *counter)
{
  ++*counter;
}

static void
test_open_async (RecordsFixture *f,
                 gconstpointer   data)
{
  Opened opened = { 0 };
  int n_changed = 0;

  nx_record_store_open_async (f->folder, f->clock, NULL, opened_cb, &opened);
  records_wait (&opened.n_called);
  g_assert_no_error (opened.error);
  /* "changed" comes on the context that opened, though a thread did the work. */
  g_signal_connect (opened.store, "changed", G_CALLBACK (count_changed_cb), &n_changed);
  g_assert_true (nx_record_store_set_setting (opened.store, "a", "b", NULL));
  records_wait (&n_changed);
  g_signal_handlers_disconnect_by_data (opened.store, &n_changed);
  records_close (opened.store);
}

static void
test_too_new (RecordsFixture *f,
              gconstpointer   data)
{
  g_autofree char *path = database_path (f);
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size, after_size;
  g_autoptr (GError) error = NULL;

  records_close (records_open (f));
  records_tamper (f->folder, "PRAGMA user_version = 99");
  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_null (nx_record_store_open (f->folder, f->clock, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_TOO_NEW);
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, before, before_size);
}

static void
test_folder_is_a_file (RecordsFixture *f,
                       gconstpointer   data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->folder, "", 0, NULL));
  g_assert_null (nx_record_store_open (f->folder, f->clock, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, NX_RECORDS_ERROR);
}

/* A folder that cannot be written */

static void
give_to_nobody (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      give_to_nobody (child);
    }
}

/* Root may write everywhere, so as root the check runs in a child that has become nobody, who owns the folder but may not write it. */
static void
in_read_only_folder (RecordsFixture *f,
                     int (*check) (RecordsFixture *f))
{
  int status;
  pid_t child;

  if (geteuid () == 0)
    give_to_nobody (f->root);
  g_chmod (f->folder, 0500);
  child = fork ();
  if (child == 0)
    {
      if (geteuid () == 0 && (setresgid (NOBODY, NOBODY, NOBODY) != 0 || setresuid (NOBODY, NOBODY, NOBODY) != 0))
        _exit (99);
      _exit (check (f));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_chmod (f->folder, 0700);
  g_assert_cmpint (status, ==, 0);
}

static int
check_reads_only (RecordsFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = nx_record_store_open (f->folder, f->clock, &error);
  g_autoptr (GPtrArray) learners = NULL, rows = NULL, events = NULL;
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (NxLearner) refused = NULL;

  if (store == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 10;
    }
  if (!nx_record_store_is_read_only (store))
    return 11;
  learners = nx_record_store_list_learners (store, &error);
  if (learners == NULL || learners->len != 1)
    return 12;
  rows = nx_record_store_list_records (store, NULL, 0, 100, &error);
  if (rows == NULL || rows->len != 2 || ((NxRecordRow *) rows->pdata[0])->body == NULL)
    return 13;
  events = nx_record_store_load_events (store, ((NxLearner *) learners->pdata[0])->id, 0, &error);
  if (events == NULL || events->len != 4)
    return 14;
  profile->name = g_strdup ("Bakary");
  refused = nx_record_store_create_learner (store, profile, FALSE, FALSE, &error);
  if (refused != NULL || !g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY))
    return 15;

  return nx_record_store_close (store, NULL) ? 0 : 16;
}

static void
test_read_only_folder (RecordsFixture *f,
                       gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);

  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  records_close (store);
  in_read_only_folder (f, check_reads_only);
}

static int
check_nothing_to_read (RecordsFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = nx_record_store_open (f->folder, f->clock, &error);

  if (store != NULL)
    return 20;

  return g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY) ? 0 : 21;
}

static void
test_read_only_empty_folder (RecordsFixture *f,
                             gconstpointer   data)
{
  g_assert_cmpint (g_mkdir (f->folder, 0700), ==, 0);
  in_read_only_folder (f, check_nothing_to_read);
}

/* A full disk */

static void
test_disk_full (RecordsFixture *f,
                gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_QUESTION_ANSWERED);
  g_autoptr (NxActivityFacts) activity = records_activity (NX_EVENT_QUESTION_ANSWERED);
  NxRecordDraft draft = { .facts = facts, .activity = activity };
  g_autoptr (GPtrArray) events = NULL, rows = NULL, found = NULL;
  g_autoptr (GError) error = NULL;
  guint n_recorded = 0;

  nx_database_set_max_pages (store->db, records_query (f->folder, "PRAGMA page_count") + 6);
  while ((found = nx_record_store_append (store, learner->id, &draft, 1, &error)) != NULL)
    {
      g_clear_pointer (&found, g_ptr_array_unref);
      g_assert_cmpuint (n_recorded++, <, 1000);
    }
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);

  /* What was recorded is whole: event, statement and delivery each, and nothing of what failed. */
  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 2 + n_recorded);
  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, n_recorded);
  g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_PENDING], ==, n_recorded);

  nx_database_set_max_pages (store->db, 1000000);
  records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  g_assert_cmpint (records_query (f->folder, "SELECT max(seq) - count(*) FROM event"), ==, 0);  /* no gap */
}

/* Checks */

static void
test_check (RecordsFixture *f,
            gconstpointer   data)
{
  static const char *const damages[] = {
    "UPDATE event SET wall_us = wall_us + 1 WHERE seq = 2",
    "UPDATE statement SET body = substr (body, 1, length (body) - 1)",
    "UPDATE statement SET digest = zeroblob (32)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%d", f->root, (int) i);
      g_autoptr (NxRecordStore) store = nx_record_store_open (folder, f->clock, NULL);
      g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
      g_autoptr (GError) error = NULL;

      records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
      records_check (store, &error);
      g_assert_no_error (error);
      records_tamper (folder, damages[i]);
      records_check (store, &error);
      g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
    }
}

/* Backups */

static void
test_backup_and_restore (RecordsFixture *f,
                         gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autofree char *backup = NULL;
  g_auto (GStrv) backups = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  guint n_aside = 0;
  GStatBuf info;

  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  g_assert_true (nx_record_store_backup (store, &backup, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (backup, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  records_close (store);

  backups = nx_record_store_list_backups (f->folder);
  g_assert_cmpuint (g_strv_length (backups), ==, 1);
  g_assert_cmpstr (backups[0], ==, backup);
  g_assert_true (nx_record_store_restore (f->folder, backup, &error));
  g_assert_no_error (error);
  store = records_open (f);
  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_PENDING], ==, 1);
  records_close (store);

  /* What stood there before is kept. */
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_aside += strstr (name, "before-restore") != NULL;
  g_assert_cmpuint (n_aside, >=, 1);
}

typedef struct
{
  int done;
  gboolean made;
} BackupAsked;

static void
backup_asked_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  BackupAsked *asked = user_data;
  g_autoptr (GError) error = NULL;

  nx_record_store_backup_if_due_finish (NX_RECORD_STORE (source), result, &asked->made, &error);
  g_assert_no_error (error);
  asked->done++;
}

static gboolean
make_backup_if_due (NxRecordStore *store)
{
  BackupAsked asked = { 0, FALSE };

  nx_record_store_backup_if_due_async (store, NULL, backup_asked_cb, &asked);
  records_wait (&asked.done);
  return asked.made;
}

static void
test_backup_if_due (RecordsFixture *f,
                    gconstpointer   data)
{
  const gint64 hour_us = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = NULL;

  /* Nothing to keep yet. */
  g_assert_false (make_backup_if_due (store));
  learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_assert_true (make_backup_if_due (store));
  nx_clock_advance (f->clock, 23 * hour_us);
  g_assert_false (make_backup_if_due (store));
  nx_clock_advance (f->clock, 2 * hour_us);
  g_assert_true (make_backup_if_due (store));
  records_close (store);
}

/* A backup that cannot be used must not cost the file that can. */
static void
test_restore_from_nothing (RecordsFixture *f,
                           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autofree char *missing = g_build_filename (f->root, "missing.db", NULL);
  g_autofree char *garbage = g_build_filename (f->root, "garbage.db", NULL);
  g_autoptr (GPtrArray) learners = NULL;
  g_autoptr (GError) error = NULL;

  records_close (store);
  g_assert_true (g_file_set_contents (garbage, "this is no backup", -1, NULL));
  g_assert_false (nx_record_store_restore (f->folder, missing, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, NX_RECORDS_ERROR);
  g_clear_error (&error);
  g_assert_false (nx_record_store_restore (f->folder, garbage, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);

  store = records_open (f);
  learners = nx_record_store_list_learners (store, NULL);
  g_assert_cmpuint (learners->len, ==, 1);
  records_close (store);
}

static void
test_backups_are_thinned_out (RecordsFixture *f,
                              gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_auto (GStrv) backups = NULL;

  /* One a day over twelve weeks: the last five, and one a week of eight weeks. */
  for (int day = 0; day < 84; day++)
    {
      g_assert_true (nx_record_store_backup (store, NULL, NULL));
      nx_clock_advance (f->clock, G_GINT64_CONSTANT (86400000000));
    }
  backups = nx_record_store_list_backups (f->folder);
  g_assert_cmpuint (g_strv_length (backups), >=, 5 + 6);
  g_assert_cmpuint (g_strv_length (backups), <=, 5 + 8);
  for (guint i = 0; backups[i + 1] != NULL; i++)
    g_assert_cmpstr (backups[i], >, backups[i + 1]);
}

/* Repair */

static void
test_repair_garbage (RecordsFixture *f,
                     gconstpointer   data)
{
  g_autofree char *path = database_path (f);
  g_autofree char *copy = NULL, *kept = NULL;
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (GError) error = NULL;
  guint n_lost = 0;

  records_close (records_open (f));
  g_assert_true (g_file_set_contents (path, "all of it is gone", -1, NULL));
  g_assert_null (nx_record_store_open (f->folder, f->clock, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
  g_clear_error (&error);

  g_assert_true (nx_record_store_repair (f->folder, f->clock, &copy, &n_lost, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_lost, >, 0);
  g_assert_true (g_file_get_contents (copy, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "all of it is gone");
  store = records_open (f);
}

/* Pages in the middle are lost; what can be read comes over, and what comes over is right. */
static void
test_repair_damaged_pages (RecordsFixture *f,
                           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autofree char *path = database_path (f);
  g_autofree char *device = g_strdup (nx_record_store_get_device_id (store));
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) learners = NULL;
  g_autoptr (GError) error = NULL;
  char junk[4096];
  guint n_lost = 0;
  gint64 page, n_there;
  int fd;

  for (int i = 0; i < 120; i++)
    records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  g_assert_true (nx_record_store_close (store, NULL));
  records_close (store);

  /* One leaf of the table of statements is written over. */
  page = records_query (f->folder, "PRAGMA page_count") * 3 / 4;
  memset (junk, 0x5a, sizeof junk);
  fd = open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, junk, sizeof junk, page * (gint64) sizeof junk), ==, sizeof junk);
  close (fd);

  g_assert_true (nx_record_store_repair (f->folder, f->clock, &copy, &n_lost, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (n_lost, >, 0);
  store = records_open (f);
  g_assert_cmpstr (nx_record_store_get_device_id (store), ==, device);
  learners = nx_record_store_list_learners (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (learners->len, ==, 1);
  records_check (store, &error);
  g_assert_no_error (error);
  n_there = records_query (f->folder, "SELECT count(*) FROM event");
  g_assert_cmpint (n_there, >, 20);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
}

/* One damaged event must not keep the others from their learner, nor its own statement from going out. */
static void
test_repair_damaged_event (RecordsFixture *f,
                           gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) events = NULL, batch = NULL;
  g_autoptr (GError) error = NULL;
  guint n_lost = 0;

  for (int i = 0; i < 3; i++)
    records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
  records_tamper (f->folder, "UPDATE event SET payload = substr (payload, 1, length (payload) - 1) WHERE seq = 5");
  records_repair (f, &n_lost);
  g_assert_cmpuint (n_lost, ==, 1);

  store = records_open (f);
  records_check (store, &error);
  g_assert_no_error (error);
  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 4);
  batch = nx_record_store_take_batch (store, destination->id, 50, 1 << 20, NULL);
  g_assert_cmpuint (batch->len, ==, 3);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  g_assert_cmpint (records_query (f->folder, "SELECT max(seq) FROM event"), ==, 6);  /* 5 is not given again */
  records_close (store);
}

/* What others refer to can be lost too: streams are made again, deliveries without their destination stay behind. */
static void
test_repair_lost_parents (RecordsFixture *f,
                          gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) learners = NULL, events = NULL, rows = NULL;
  guint n_lost = 0;

  for (int i = 0; i < 3; i++)
    records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
  records_empty_table (f, "stream");
  records_empty_table (f, "destination");
  records_repair (f, &n_lost);
  g_assert_cmpuint (n_lost, ==, 3);

  store = records_open (f);
  learners = nx_record_store_list_learners (store, NULL);
  g_assert_cmpuint (learners->len, ==, 1);
  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 5);
  rows = records_list (store, NULL);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpuint (records_count (store, NULL).n_only_here, ==, 3);
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM stream"), ==, 2);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  g_assert_cmpint (records_query (f->folder, "SELECT max(seq) FROM event"), ==, 6);
  records_close (store);
}

/* A whole store comes over whole. */
static void
test_repair_whole (RecordsFixture *f,
                   gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (GPtrArray) before = NULL, after = NULL, batch = NULL, events = NULL;
  guint n_lost = 99;

  for (int i = 0; i < 20; i++)
    records_append (store, learner->id, NX_EVENT_QUESTION_ANSWERED);
  batch = nx_record_store_take_batch (store, destination->id, 5, 1 << 20, NULL);
  before = records_list (store, NULL);
  records_close (store);
  g_assert_true (nx_record_store_repair (f->folder, f->clock, NULL, &n_lost, NULL));
  g_assert_cmpuint (n_lost, ==, 0);

  store = records_open (f);
  after = records_list (store, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < after->len; i++)
    {
      const NxRecordRow *a = before->pdata[i], *b = after->pdata[i];

      g_assert_cmpstr (a->statement, ==, b->statement);
      g_assert_true (g_bytes_equal (a->body, b->body));
      g_assert_cmpint (a->state, ==, b->state);
    }
  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 22);
  records_close (store);
}

/* Released versions */

static char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "db", name, NULL);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (to, contents, (gssize) size, NULL));
}

/* Makes the store of tests/fixtures/db/v1.sql with its keys. */
static void
make_version_1 (RecordsFixture *f)
{
  g_autofree char *keys = g_build_filename (f->folder, "keys", NULL);
  g_autofree char *fixture_keys = fixture_path ("v1-keys");
  g_autofree char *sql_path = fixture_path ("v1.sql");
  g_autofree char *path = database_path (f);
  g_autofree char *sql = NULL;
  g_autoptr (GDir) dir = g_dir_open (fixture_keys, 0, NULL);
  g_autoptr (NxDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (keys, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from = g_build_filename (fixture_keys, name, NULL);
      g_autofree char *to = g_build_filename (keys, name, NULL);

      copy_file (from, to);
    }
  g_assert_true (g_file_get_contents (sql_path, &sql, NULL, NULL));
  db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, &(NxDbMigration) { 1, sql }, 1, NX_DB_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
}

static void
test_version_1 (RecordsFixture *f,
                gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (GPtrArray) learners = NULL, events = NULL, rows = NULL;
  g_autoptr (GBytes) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  const NxLearner *learner;
  NxDeliveryCounts counts;

  make_version_1 (f);
  store = records_open (f);
  records_check (store, &error);
  g_assert_no_error (error);

  learners = nx_record_store_list_learners (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (learners->len, ==, 1);
  learner = learners->pdata[0];
  g_assert_cmpstr (learner->profile->name, ==, "Amina Diallo");
  g_assert_true (learner->consent_completion && learner->consent_answers);
  events = records_load (store, learner->id);
  g_assert_cmpuint (events->len, ==, 7);
  g_assert_cmpint (((NxEvent *) events->pdata[4])->facts->type, ==, NX_EVENT_NOTE_SAVED);
  g_assert_cmpstr (((NxEvent *) events->pdata[4])->facts->text, ==, "Ask Samira about the second manifest");
  g_assert_cmpint (((NxEvent *) events->pdata[5])->facts->raw, ==, 1);

  rows = records_list (store, learner->id);
  g_assert_cmpuint (rows->len, ==, 3);
  counts = records_count (store, NULL);
  g_assert_cmpuint (counts.n[NX_DELIVERY_SENT], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_REFUSED], ==, 1);
  g_assert_cmpuint (counts.n[NX_DELIVERY_PENDING], ==, 1);
  g_assert_cmpstr (((NxRecordRow *) rows->pdata[1])->reason, ==, "Unknown staff ID");
  snapshot = nx_record_store_load_snapshot (store, V1_SNAPSHOT_HASH, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (snapshot), ==, strlen ("<module/>"));
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
}

typedef struct
{
  const char *change;
  const char *query;
  char *text;
} Version1Job;

static gboolean
version_1_job (NxDbConnection *db,
               gpointer        data,
               GError        **error)
{
  Version1Job *job = data;
  g_autoptr (NxDbStatement) change = nx_db_prepare (db, job->change, error);
  g_autoptr (NxDbStatement) query = nx_db_prepare (db, job->query, error);
  gboolean row;

  if (change == NULL || query == NULL || !nx_db_execute (change, error) || !nx_db_step (query, &row, error))
    return FALSE;
  job->text = g_strdup (nx_db_column_text (query, 0));
  return TRUE;
}

/* Changes version 1 and reads it, as a program that knows no later version. */
static char *
change_version_1 (RecordsFixture *f,
                  const char     *change,
                  const char     *query)
{
  g_autofree char *path = database_path (f);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxDatabase) db = nx_database_open (path, NX_RECORDS_APPLICATION_ID, nx_records_migrations, 1, NX_DB_OPEN_DEFAULT, &error);
  Version1Job job = { change, query, NULL };

  g_assert_no_error (error);
  nx_database_run (db, NX_DB_WRITE, version_1_job, &job, &error);
  g_assert_no_error (error);
  return job.text;
}

/* The second step makes the table of deliveries anew: every value of every row is in it afterwards. */
static void
test_version_1_deliveries (RecordsFixture *f,
                           gconstpointer   data)
{
  static const char change[] =
    "UPDATE delivery SET batch = 'b', theirs = x'0102', not_before_us = 5, maybe_there = 1, tries = 7 WHERE state = 'pending'";
  static const char query[] =
    "SELECT group_concat (line, char (10)) FROM (SELECT quote (statement) ||"
    " quote (destination) || position || state || tries || maybe_there || not_before_us || quote (batch) || http_status ||"
    " quote (reason) || quote (theirs) || changed_us || quote (sent_us) AS line FROM delivery ORDER BY statement)";
  g_autofree char *path = database_path (f);
  g_autofree char *copy = g_strconcat (path, ".before-v2", NULL);
  g_autofree char *before = NULL, *after = NULL;

  make_version_1 (f);
  before = change_version_1 (f, change, query);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  records_close (records_open (f));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpint (records_query (f->folder, "PRAGMA user_version"), ==, 2);
  after = records_query_text (f->folder, query);
  g_assert_nonnull (strstr (before, "X'0102'"));
  g_assert_cmpstr (after, ==, before);

  /* And no state is written that nobody knows. */
  records_tamper (f->folder, "UPDATE OR IGNORE delivery SET state = 'lost'");
  g_assert_cmpint (records_query (f->folder, "SELECT count (*) FROM delivery WHERE state = 'lost'"), ==, 0);
}

/* What the salvage knows of each table is what the schema says. */
static void
test_tables_are_those_of_the_schema (RecordsFixture *f,
                                     gconstpointer   data)
{
  records_close (records_open (f));
  for (guint i = 0; i < nx_records_n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT group_concat (CASE type WHEN 'TEXT' THEN 't' WHEN 'INTEGER' THEN 'i' ELSE 'b' END, '') "
                                              "FROM pragma_table_info ('%s')",
                                              nx_records_tables[i].name);
      g_autofree char *columns = records_query_text (f->folder, sql);

      g_test_message ("%s", nx_records_tables[i].name);
      g_assert_cmpstr (columns, ==, nx_records_tables[i].columns);
    }
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"), ==, nx_records_n_tables);
}

/* A released step is never edited: a new store has, word for word, the schema that the fixture has after the later steps. */
static void
test_schema_of_version_1 (RecordsFixture *f,
                          gconstpointer   data)
{
  static const char query[] =
    "SELECT group_concat (sql, char (10)) FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)";
  g_autofree char *new_folder = g_build_filename (f->root, "new", NULL);
  g_autofree char *released = NULL, *present = NULL;

  make_version_1 (f);
  records_close (records_open (f));
  g_object_unref (nx_record_store_open (new_folder, f->clock, NULL));
  released = records_query_text (f->folder, query);
  present = records_query_text (new_folder, query);
  g_assert_nonnull (strstr (released, "CREATE TABLE event"));
  g_assert_cmpstr (present, ==, released);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/records/store/" name, RecordsFixture, NULL, records_set_up, func, records_tear_down)
  ADD ("open-again", test_open_again);
  ADD ("open-async", test_open_async);
  ADD ("too-new", test_too_new);
  ADD ("folder-is-a-file", test_folder_is_a_file);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("read-only-empty-folder", test_read_only_empty_folder);
  ADD ("disk-full", test_disk_full);
  ADD ("check", test_check);
  ADD ("backup-and-restore", test_backup_and_restore);
  ADD ("backup-if-due", test_backup_if_due);
  ADD ("restore-from-nothing", test_restore_from_nothing);
  ADD ("backups-are-thinned-out", test_backups_are_thinned_out);
  ADD ("repair-garbage", test_repair_garbage);
  ADD ("repair-damaged-pages", test_repair_damaged_pages);
  ADD ("repair-damaged-event", test_repair_damaged_event);
  ADD ("repair-lost-parents", test_repair_lost_parents);
  ADD ("repair-whole", test_repair_whole);
  ADD ("tables-are-those-of-the-schema", test_tables_are_those_of_the_schema);
  ADD ("version-1", test_version_1);
  ADD ("version-1-deliveries", test_version_1_deliveries);
  ADD ("schema-of-version-1", test_schema_of_version_1);

  return g_test_run ();
}
