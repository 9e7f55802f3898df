/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Who learns here: profiles, keys, accounts, consent. */

#include "records-fixture.h"

#include "nx-ids.h"

#include <glib/gstdio.h>

static void
test_create (RecordsFixture *f,
             gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina Diallo", TRUE, FALSE);
  g_autoptr (GPtrArray) learners = nx_record_store_list_learners (store, NULL);
  g_autoptr (GPtrArray) events = records_load (store, learner->id);
  g_autofree char *last = nx_record_store_dup_setting (store, "last-learner");
  const NxLearner *found = learners->pdata[0];
  const NxEvent *profile = events->pdata[0], *consent = events->pdata[1];

  g_assert_true (nx_uuid_is_valid (learner->id));
  g_assert_cmpuint (learners->len, ==, 1);
  g_assert_cmpstr (found->id, ==, learner->id);
  g_assert_cmpstr (found->profile->name, ==, "Amina Diallo");
  g_assert_null (found->profile->staff_id);
  g_assert_cmpstr (found->profile->capacity, ==, "police");
  g_assert_cmpstr (found->profile->language, ==, "en");
  g_assert_cmpint (found->created_us, ==, TEST_START_US);
  g_assert_true (found->consent_asked);
  g_assert_true (found->consent_completion);
  g_assert_false (found->consent_answers);
  g_assert_cmpstr (found->account, ==, learner->account);
  g_assert_cmpstr (found->home_page, ==, learner->home_page);
  g_assert_cmpstr (last, ==, learner->id);

  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (profile->facts->type, ==, NX_EVENT_PROFILE_SAVED);
  g_assert_cmpint (profile->seq, ==, 1);
  g_assert_cmpint (consent->facts->type, ==, NX_EVENT_CONSENT_CHANGED);
  g_assert_cmpint (consent->seq, ==, 2);
}

/* A name is in no file of the folder, and in no account. */
static void
test_sealed (RecordsFixture *f,
             gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina Diallo", TRUE, TRUE);

  g_assert_false (records_folder_contains (f->folder, "Amina"));
  g_assert_false (records_folder_contains (f->folder, "Diallo"));
  g_assert_false (records_folder_contains (f->folder, learner->account));
  g_assert_true (nx_uuid_is_valid (learner->account));
  g_assert_cmpstr (learner->account, !=, learner->id);
  g_assert_true (nx_record_store_close (store, NULL));
  g_assert_false (records_folder_contains (f->folder, "Amina"));
}

static void
test_consent_choices (RecordsFixture *f,
                      gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) none = records_add_learner (store, "A", FALSE, FALSE);
  g_autoptr (NxLearner) both = records_add_learner (store, "B", TRUE, TRUE);
  g_autoptr (NxLearner) answers_alone = records_add_learner (store, "C", FALSE, TRUE);
  g_autoptr (NxLearner) changed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (none->consent_asked && !none->consent_completion && !none->consent_answers);
  g_assert_true (both->consent_completion && both->consent_answers);
  /* Answers go with completion or not at all. */
  g_assert_false (answers_alone->consent_completion || answers_alone->consent_answers);

  changed = nx_record_store_set_consent (store, none->id, TRUE, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (changed->consent_completion && changed->consent_answers);
  g_assert_false (none->consent_completion);  /* immutable */
}

static NxProfile *
staff_profile (const char *staff_id)
{
  NxProfile *profile = nx_profile_new ();

  profile->staff_id = g_strdup (staff_id);
  profile->language = g_strdup ("fr");

  return profile;
}

typedef struct
{
  int n_called;
  NxLearner *learner;
  GError *error;
} Saved;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Saved *saved = user_data;

  saved->learner = nx_record_store_save_profile_finish (NX_RECORD_STORE (source), result, &saved->error);
  saved->n_called++;
}

static NxLearner *
save_profile (NxRecordStore   *store,
              const char      *learner,
              const NxProfile *profile,
              GError         **error)
{
  Saved saved = { 0 };

  nx_record_store_save_profile_async (store, learner, profile, NULL, saved_cb, &saved);
  records_wait (&saved.n_called);
  g_assert_true ((saved.learner == NULL) == (saved.error != NULL));
  if (saved.error != NULL)
    g_propagate_error (error, saved.error);

  return saved.learner;
}

static void
test_staff_id_is_one_persons (RecordsFixture *f,
                              gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxProfile) profile = staff_profile ("00482");
  g_autoptr (NxProfile) other_profile = staff_profile ("00483");
  g_autoptr (NxLearner) learner = nx_record_store_create_learner (store, profile, FALSE, FALSE, NULL);
  g_autoptr (NxLearner) other = nx_record_store_create_learner (store, other_profile, FALSE, FALSE, NULL);
  g_autoptr (NxLearner) saved = NULL;
  g_autoptr (GPtrArray) learners = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_record_store_create_learner (store, profile, FALSE, FALSE, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (save_profile (store, other->id, profile, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_EXISTS);
  g_clear_error (&error);

  /* One's own is no conflict. */
  saved = save_profile (store, learner->id, profile, &error);
  g_assert_no_error (error);
  learners = nx_record_store_list_learners (store, NULL);
  g_assert_cmpuint (learners->len, ==, 2);
}

/* The actor was fixed with the first record: a new name makes no new person. */
static void
test_profile_keeps_account (RecordsFixture *f,
                            gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxProfile) profile = nx_profile_copy (learner->profile);
  g_autoptr (NxLearner) saved = NULL;
  g_autoptr (GPtrArray) events = NULL;

  g_clear_pointer (&profile->name, g_free);
  profile->staff_id = g_strdup ("00482");
  profile->station = g_strdup ("Bamako");
  saved = save_profile (store, learner->id, profile, NULL);
  g_assert_cmpstr (saved->account, ==, learner->account);
  g_assert_cmpstr (saved->home_page, ==, learner->home_page);
  g_assert_null (saved->profile->name);
  g_assert_cmpstr (saved->profile->station, ==, "Bamako");
  g_assert_true (saved->consent_completion);
  events = records_load (store, learner->id);
  g_assert_cmpint (((NxEvent *) events->pdata[2])->facts->type, ==, NX_EVENT_PROFILE_SAVED);
}

static void
test_unknown_learner (RecordsFixture *f,
                      gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autofree char *nobody = nx_uuid4_new ();
  g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_SECTION_READ);
  NxRecordDraft draft = { .facts = facts };
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_record_store_set_consent (store, nobody, TRUE, TRUE, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (nx_record_store_append (store, nobody, &draft, 1, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
}

static char *
key_file (RecordsFixture *f,
          const char     *name)
{
  g_autofree char *file = g_strconcat (name, ".key", NULL);

  return g_build_filename (f->folder, "keys", file, NULL);
}

static void
test_key_is_missing (RecordsFixture *f,
                     gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autofree char *path = key_file (f, learner->id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (nx_record_store_load_events (store, learner->id, 0, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_KEY);
  /* And none is made up. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A new device key would lock away every statement of the store without a word. */
static void
test_device_key_is_missing (RecordsFixture *f,
                            gconstpointer   data)
{
  NxRecordStore *store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autofree char *path = key_file (f, "device");
  g_autoptr (GError) error = NULL;

  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  records_close (store);
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_null (nx_record_store_open (f->folder, f->clock, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_KEY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Between two answers another process may change what the next one depends on; the other store stands for it. */
static void
test_changed_elsewhere (RecordsFixture *f,
                        gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxRecordStore) other = records_open (f);
  g_autoptr (NxDestination) destination = records_set_destination (store);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, FALSE);
  g_autoptr (NxLearner) withdrawn = NULL, given = NULL;
  g_autoptr (GPtrArray) learners = NULL;
  g_autoptr (NxDestination) none = NULL;

  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_PENDING], ==, 1);

  withdrawn = nx_record_store_set_consent (other, learner->id, FALSE, FALSE, NULL);
  records_append (store, learner->id, NX_EVENT_MODULE_LEFT);
  g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_PENDING], ==, 0);
  g_assert_cmpuint (records_count (store, NULL).n_only_here, ==, 1);

  given = nx_record_store_set_consent (other, learner->id, TRUE, FALSE, NULL);
  records_append (store, learner->id, NX_EVENT_MODULE_OPENED);
  g_assert_cmpuint (records_count (store, NULL).n[NX_DELIVERY_PENDING], ==, 1);

  none = nx_record_store_set_destination (other, NULL, NULL);
  g_assert_null (none);
  records_append (store, learner->id, NX_EVENT_MODULE_LEFT);
  g_assert_cmpuint (records_count (store, NULL).n_only_here, ==, 2);

  learners = nx_record_store_list_learners (store, NULL);
  g_assert_cmpuint (learners->len, ==, 1);
  g_assert_true (((NxLearner *) g_ptr_array_index (learners, 0))->consent_completion);
}

/* The sealed profile is opened with the key that lies there now, not with one that lay there before. */
static void
test_key_is_another (RecordsFixture *f,
                     gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, FALSE);
  g_autofree char *path = key_file (f, learner->id);
  g_autofree char *device_path = key_file (f, "device");
  g_autofree char *device = NULL;
  g_autoptr (NxEventFacts) facts = records_facts (NX_EVENT_NOTE_SAVED);
  NxRecordDraft draft = { .facts = facts };
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  records_append (store, learner->id, NX_EVENT_NOTE_SAVED);
  g_assert_true (g_file_get_contents (device_path, &device, &size, NULL));
  g_assert_true (g_file_set_contents (path, device, (gssize) size, NULL));
  events = nx_record_store_append (store, learner->id, &draft, 1, &error);
  g_assert_null (events);
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_KEY);
}

static void
test_organisation_account (RecordsFixture *f,
                           gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxProfile) staff = staff_profile ("00482");
  g_autoptr (NxLearner) with_id = NULL, without_id = NULL;

  g_assert_true (nx_record_store_set_setting (store, "home-page", "https://staff.example.org/", NULL));
  with_id = nx_record_store_create_learner (store, staff, TRUE, FALSE, NULL);
  without_id = records_add_learner (store, "Amina", TRUE, FALSE);
  g_assert_cmpstr (with_id->home_page, ==, "https://staff.example.org/");
  g_assert_cmpstr (with_id->account, ==, "00482");
  g_assert_true (nx_uuid_is_valid (without_id->account));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/records/learners/" name, RecordsFixture, NULL, records_set_up, func, records_tear_down)
  ADD ("create", test_create);
  ADD ("sealed", test_sealed);
  ADD ("consent-choices", test_consent_choices);
  ADD ("staff-id-is-one-persons", test_staff_id_is_one_persons);
  ADD ("profile-keeps-account", test_profile_keeps_account);
  ADD ("unknown-learner", test_unknown_learner);
  ADD ("key-is-missing", test_key_is_missing);
  ADD ("device-key-is-missing", test_device_key_is_missing);
  ADD ("changed-elsewhere", test_changed_elsewhere);
  ADD ("key-is-another", test_key_is_another);
  ADD ("organisation-account", test_organisation_account);

  return g_test_run ();
}
