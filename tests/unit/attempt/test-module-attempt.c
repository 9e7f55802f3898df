/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A module as a person goes through it: opened, read, marked, left; completed by its rule, and once. */

#include "config.h"

#include "nx-study-fixture.h"

#include <string.h>

#define CORE_MODULE "sharing-between-agencies"

static const NxModuleProgress *
get_progress (StudyFixture *f,
              const char   *id)
{
  return nx_progress_get_module (f->progress, id);
}

static guint
count_in (const char *text,
          const char *word)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += g_str_equal (words[i], word);
  return n;
}

static guint
count_completed (StudyFixture *f)
{
  g_autofree char *verbs = study_dup_verbs (f);

  return count_in (verbs, "completed");
}

static void
mark_all (NxModuleAttempt *attempt)
{
  GPtrArray *sections = nx_module_attempt_get_module (attempt)->sections;

  for (guint i = 0; i < sections->len; i++)
    study_mark_read (attempt, ((const NxSection *) g_ptr_array_index (sections, i))->id);
}

static void
bookmark (NxModuleAttempt *attempt,
          const char      *section,
          const char      *block,
          gboolean         set)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nx_module_attempt_bookmark_async (attempt, section, block, set, study_result_cb, &result);
  nx_module_attempt_act_finish (attempt, study_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
try_check (NxModuleAttempt *attempt,
           const char      *section,
           const char      *option,
           GError         **error)
{
  const NxSection *at = nx_module_get_section (nx_module_attempt_get_module (attempt), section, NULL);
  const char *response[] = { option, NULL };
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < at->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (at->blocks, i);
      if (block->kind == NX_BLOCK_CHECK)
        {
          nx_module_attempt_answer_check_async (attempt, section, block->question, response, study_result_cb, &result);
          return nx_module_attempt_act_finish (attempt, study_wait (&result), error);
        }
    }
  g_assert_not_reached ();
}

static gboolean
try_leave (NxModuleAttempt *attempt,
           GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_module_attempt_leave_async (attempt, study_result_cb, &result);
  return nx_module_attempt_act_finish (attempt, study_wait (&result), error);
}

static gboolean
try_change_language (NxModuleAttempt *attempt,
                     GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_module_attempt_change_language_async (attempt, study_result_cb, &result);
  return nx_module_attempt_act_finish (attempt, study_wait (&result), error);
}

/* ---- The whole way ---- */

static void
test_read_through (StudyFixture *f,
                   gconstpointer data)
{
  gboolean small = GPOINTER_TO_INT (data) == STUDY_SMALL;
  const char *id = small ? "first" : CORE_MODULE;
  g_autoptr (NxModuleAttempt) attempt = NULL;
  g_autoptr (NxTestAttempt) test = NULL;
  g_autofree char *section = NULL;
  const NxModule *module;
  const char *block;

  g_assert_null (get_progress (f, id));
  attempt = study_open_module (f, id);
  module = nx_module_attempt_get_module (attempt);
  section = g_strdup (((const NxSection *) g_ptr_array_index (module->sections, 1))->id);
  g_assert_null (nx_module_attempt_get_resume_section (attempt, &block));
  g_assert_null (block);
  g_assert_false (nx_module_attempt_is_updated (attempt));

  study_keep_place (attempt, section, "some-block");
  mark_all (attempt);
  g_assert_cmpuint (g_hash_table_size (get_progress (f, id)->read), ==, module->sections->len);
  g_assert_false (get_progress (f, id)->completed);
  nx_clock_advance (f->records.clock, 90 * G_USEC_PER_SEC);
  study_leave_module (attempt);
  g_assert_cmpint (get_progress (f, id)->spent_us, ==, 90 * G_USEC_PER_SEC);

  test = study_open_test (f, id, NX_ASK_RESUME);
  study_finish_test (f, test, 0);
  g_assert_true (nx_test_attempt_get_result (test)->module_completed);
  g_assert_true (get_progress (f, id)->completed);
  g_assert_cmpuint (count_completed (f), ==, 1);
  study_assert_progress_rebuilds (f);

  /* The next start stands where this one was left. */
  g_clear_object (&attempt);
  g_clear_object (&test);
  study_reopen (f);
  attempt = study_open_module (f, id);
  g_assert_cmpstr (nx_module_attempt_get_resume_section (attempt, &block), ==, section);
  g_assert_cmpstr (block, ==, "some-block");
  g_assert_cmpuint (count_completed (f), ==, 1);
}

static void
test_durations (StudyFixture *f,
                gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, "first");
  g_autoptr (NxModuleAttempt) again = NULL;
  g_autoptr (NxTestAttempt) test = NULL;
  g_autoptr (GPtrArray) events = NULL;

  nx_clock_advance (f->records.clock, 60 * G_USEC_PER_SEC);
  study_leave_module (attempt);
  again = study_open_module (f, "first");
  nx_clock_advance (f->records.clock, 30 * G_USEC_PER_SEC);
  mark_all (again);
  test = study_open_test (f, "first", NX_ASK_RESUME);
  study_finish_test (f, test, 0);

  events = study_load_events (f);
  g_assert_cmpint (study_find_last (events, NX_EVENT_MODULE_LEFT)->duration_us, ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (study_find_last (events, NX_EVENT_TEST_FINISHED)->duration_us, ==, 3 * 11 * G_USEC_PER_SEC);
  g_assert_cmpint (study_find_last (events, NX_EVENT_MODULE_COMPLETED)->duration_us, >=, (60 + 33) * G_USEC_PER_SEC);
}

/* ---- Completed by the rule ---- */

typedef struct
{
  const char *rule;
  guint read, failed, passed;     /* completions after each, read first */
  guint passed_first, read_after; /* and the other way round */
} Rule;

static const Rule rules[] = {
  { "Passed", 0, 0, 1, 1, 1 },
  { "Completed", 1, 1, 1, 0, 1 },
  { "CompletedAndPassed", 0, 0, 1, 0, 1 },
  { "CompletedOrPassed", 1, 1, 1, 1, 1 },
  { "NotApplicable", 1, 1, 1, 0, 1 },
};

static void
use_rule (StudyFixture *f,
          const char   *rule)
{
  g_autofree char *text = g_strdup_printf ("moveon=\"%s\"", rule);

  study_edit_pack (f, "modules/first.xml", "moveon=\"CompletedAndPassed\"", text);
  study_reopen (f);
}

static void
take_test (StudyFixture *f,
           guint         n_wrong)
{
  g_autoptr (NxTestAttempt) test = study_open_test (f, "first", NX_ASK_RESUME);

  study_finish_test (f, test, n_wrong);
}

static void
check_read_first (gconstpointer data)
{
  const Rule *rule = data;
  StudyFixture f = { 0 };
  g_autoptr (NxModuleAttempt) attempt = NULL;

  study_set_up (&f, GINT_TO_POINTER (STUDY_SMALL));
  use_rule (&f, rule->rule);
  attempt = study_open_module (&f, "first");
  mark_all (attempt);
  g_assert_cmpuint (count_completed (&f), ==, rule->read);
  take_test (&f, 3);
  g_assert_cmpuint (count_completed (&f), ==, rule->failed);
  take_test (&f, 0);
  g_assert_cmpuint (count_completed (&f), ==, rule->passed);
  study_keep_place (attempt, "start", NULL);
  study_leave_module (attempt);
  g_assert_cmpuint (count_completed (&f), ==, rule->passed);
  study_assert_progress_rebuilds (&f);
  g_clear_object (&attempt);
  study_tear_down (&f, NULL);
}

static void
check_passed_first (gconstpointer data)
{
  const Rule *rule = data;
  StudyFixture f = { 0 };
  g_autoptr (NxModuleAttempt) attempt = NULL;

  study_set_up (&f, GINT_TO_POINTER (STUDY_SMALL));
  use_rule (&f, rule->rule);
  take_test (&f, 0);
  g_assert_cmpuint (count_completed (&f), ==, rule->passed_first);
  attempt = study_open_module (&f, "first");
  mark_all (attempt);
  g_assert_cmpuint (count_completed (&f), ==, rule->read_after);
  study_assert_progress_rebuilds (&f);
  g_clear_object (&attempt);
  study_tear_down (&f, NULL);
}

static void
test_two_sections_at_once (StudyFixture *f,
                           gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = NULL;
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GError) error = NULL;

  use_rule (f, "Completed");
  attempt = study_open_module (f, "first");
  nx_module_attempt_mark_read_async (attempt, "start", study_result_cb, &one);
  nx_module_attempt_mark_read_async (attempt, "more", study_result_cb, &other);
  g_assert_true (nx_module_attempt_act_finish (attempt, study_wait (&one), &error));
  g_assert_true (nx_module_attempt_act_finish (attempt, study_wait (&other), &error));
  /* The next act is stored after whatever the two have set off. */
  study_keep_place (attempt, "more", NULL);
  study_assert_log (f, "module-opened section-read section-read module-completed section-opened");
  g_assert_true (get_progress (f, "first")->completed);
}

static void
test_marked_twice (StudyFixture *f,
                   gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = NULL;

  use_rule (f, "Completed");
  attempt = study_open_module (f, "first");
  study_mark_read (attempt, "start");
  study_mark_read (attempt, "start");
  study_mark_read (attempt, "more");
  study_mark_read (attempt, "more");
  study_assert_log (f, "module-opened section-read section-read module-completed");
}

/* The program ended between the last mark and the completion that it would have set off. */
static void
test_due_at_opening (StudyFixture *f,
                     gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = NULL;
  g_autoptr (NxEventFacts) facts = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;
  NxRecordDraft draft = { 0 };

  use_rule (f, "Completed");
  attempt = study_open_module (f, "first");
  study_mark_read (attempt, "start");
  events = study_load_events (f);
  facts = nx_event_facts_copy (study_find_last (events, NX_EVENT_SECTION_READ));
  g_free (facts->element);
  facts->element = g_strdup ("more");
  draft.facts = facts;
  stored = nx_record_store_append (f->store, f->learner->id, &draft, 1, &error);
  g_assert_no_error (error);
  g_clear_object (&attempt);
  study_reopen (f);

  attempt = study_open_module (f, "first");
  study_assert_log (f, "module-opened section-read section-read module-opened module-completed");
  g_clear_object (&attempt);
  attempt = study_open_module (f, "first");
  g_assert_cmpuint (count_completed (f), ==, 1);
}

/* A gentler rule in a new version of the pack. */
static void
test_due_after_update (StudyFixture *f,
                       gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, "first");

  mark_all (attempt);
  g_assert_cmpuint (count_completed (f), ==, 0);
  g_clear_object (&attempt);
  use_rule (f, "CompletedOrPassed");
  attempt = study_open_module (f, "first");
  g_assert_true (nx_module_attempt_is_updated (attempt));
  g_assert_cmpuint (count_completed (f), ==, 1);
  g_clear_object (&attempt);
  attempt = study_open_module (f, "first");
  g_assert_false (nx_module_attempt_is_updated (attempt));
  g_assert_cmpuint (count_completed (f), ==, 1);
}

/* A reader stays open under the page of the test; what happens there is another registration's. */
static void
test_reader_behind_repeat (StudyFixture *f,
                           gconstpointer data)
{
  g_autoptr (NxModuleAttempt) reader = study_open_module (f, "first");
  g_autoptr (NxTestAttempt) first = NULL;
  g_autoptr (NxTestAttempt) second = NULL;
  g_autofree char *registration = g_strdup (get_progress (f, "first")->registration);

  mark_all (reader);
  first = study_open_test (f, "first", NX_ASK_RESUME);
  study_finish_test (f, first, 0);
  g_assert_cmpuint (count_completed (f), ==, 1);
  second = study_open_test (f, "first", NX_ASK_COUNTS);
  g_assert_cmpstr (get_progress (f, "first")->registration, !=, registration);
  study_finish_test (f, second, 0);
  g_assert_cmpuint (count_completed (f), ==, 2);

  study_keep_place (reader, "more", NULL);
  nx_clock_advance (f->records.clock, 1000 * G_USEC_PER_SEC);
  study_leave_module (reader);
  study_assert_verbs (f, "initialized answered answered answered passed completed answered answered answered passed completed terminated");
  /* And the time of that reading is not the new registration's. */
  g_assert_cmpint (get_progress (f, "first")->spent_us, ==, 0);
  study_assert_progress_rebuilds (f);
}

/* ---- Leaving ---- */

static void
test_leave_once (StudyFixture *f,
                 gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, "first");

  study_leave_module (attempt);
  study_leave_module (attempt);
  study_assert_log (f, "module-opened module-left");
  study_assert_verbs (f, "initialized terminated");
}

static void
test_full_disk (StudyFixture *f,
                gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;

  use_rule (f, "Completed");
  attempt = study_open_module (f, "first");
  study_mark_read (attempt, "start");
  study_fill_disk (f);
  before = study_dup_log (f);

  g_assert_false (study_try_mark_read (attempt, "more", &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (g_hash_table_contains (get_progress (f, "first")->read, "more"));
  g_assert_false (get_progress (f, "first")->completed);
  g_assert_false (try_leave (attempt, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_clear_error (&error);
  study_assert_log (f, before);

  study_free_disk (f);
  study_mark_read (attempt, "more");
  g_assert_true (get_progress (f, "first")->completed);
  study_leave_module (attempt);
  study_assert_verbs (f, "initialized completed terminated");
}

/* ---- Reading only ---- */

static void
test_peek (StudyFixture *f,
           gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nx_module_attempt_peek_async (f->study, "first", NULL, study_result_cb, &result);
  attempt = nx_module_attempt_open_finish (study_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nx_module_attempt_get_module (attempt)->id, ==, "first");

  g_assert_false (study_try_mark_read (attempt, "start", &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (try_check (attempt, "more", "this", &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY);
  study_leave_module (attempt);
  study_assert_log (f, "");
}

static void
test_no_such_module (StudyFixture *f,
                     gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nx_module_attempt_open_async (f->study, "nowhere", NULL, study_result_cb, &result);
  g_assert_null (nx_module_attempt_open_finish (study_wait (&result), &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
  study_assert_log (f, "");
}

/* ---- Marks ---- */

static void
test_bookmarks_and_checks (StudyFixture *f,
                           gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, "first");
  const NxModuleProgress *progress = get_progress (f, "first");
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  const NxEventFacts *answered;

  bookmark (attempt, "start", "start-p", TRUE);
  bookmark (attempt, "more", NULL, TRUE);
  bookmark (attempt, "start", "start-p", FALSE);
  g_assert_cmpuint (g_hash_table_size (progress->bookmarks), ==, 1);
  g_assert_true (g_hash_table_contains (progress->bookmarks, "more"));

  g_assert_true (try_check (attempt, "more", "that", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (progress->checks, "check-one-q"), ==, "that");
  g_assert_false (try_check (attempt, "more", "no-such-option", &error));
  g_assert_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE);
  events = study_load_events (f);
  answered = study_find_last (events, NX_EVENT_CHECK_ANSWERED);
  g_assert_cmpint (answered->success, ==, NX_TRISTATE_NO);
  g_assert_cmpint (answered->max, ==, 1);
  /* None of it is anybody else's business. */
  study_assert_verbs (f, "initialized");
}

/* ---- Language ---- */

static void
test_language (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, CORE_MODULE);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = g_strdup (nx_module_attempt_get_module (attempt)->title);

  study_mark_read (attempt, "two-failures");
  study_set_language (f, "fr");
  g_assert_true (try_change_language (attempt, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (nx_module_attempt_get_module (attempt)->title, !=, title);
  g_assert_true (g_hash_table_contains (get_progress (f, CORE_MODULE)->read, "two-failures"));
  study_mark_read (attempt, "sharing-cycle");
  study_leave_module (attempt);

  events = study_load_events (f);
  g_assert_cmpstr (study_find_last (events, NX_EVENT_LANGUAGE_CHANGED)->language, ==, "fr");
  g_assert_cmpstr (study_find_last (events, NX_EVENT_SECTION_READ)->language, ==, "fr");
  /* The hash is that of the source, whatever the language. */
  g_assert_cmpstr (study_find_last (events, NX_EVENT_MODULE_LEFT)->content_hash, ==,
                   study_find_last (events, NX_EVENT_MODULE_OPENED)->content_hash);
  g_assert_cmpstr (study_find_last (events, NX_EVENT_MODULE_LEFT)->registration, ==,
                   study_find_last (events, NX_EVENT_MODULE_OPENED)->registration);
}

static void
test_language_on_full_disk (StudyFixture *f,
                            gconstpointer data)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, CORE_MODULE);
  g_autoptr (GError) error = NULL;
  const NxModule *module = nx_module_attempt_get_module (attempt);

  study_set_language (f, "fr");
  study_fill_disk (f);
  g_assert_false (try_change_language (attempt, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_assert_true (nx_module_attempt_get_module (attempt) == module);
  g_clear_error (&error);
  study_free_disk (f);
  g_assert_true (try_change_language (attempt, &error));
  g_assert_true (nx_module_attempt_get_module (attempt) != module);
}

/* An act that is still being stored when everybody has lost interest. */
static void
test_dropped_in_mid_act (StudyFixture *f,
                         gconstpointer data)
{
  NxModuleAttempt *attempt = study_open_module (f, "first");
  g_autoptr (GAsyncResult) result = NULL;

  nx_module_attempt_mark_read_async (attempt, "start", study_result_cb, &result);
  g_object_unref (attempt);
  study_wait (&result);
  g_assert_true (g_hash_table_contains (get_progress (f, "first")->read, "start"));
}

#define ADD(path, pack, function) \
  g_test_add ("/attempt/module/" path, StudyFixture, GINT_TO_POINTER (pack), study_set_up, function, study_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("read-through/small", STUDY_SMALL, test_read_through);
  ADD ("read-through/core", STUDY_CORE, test_read_through);
  ADD ("read-through/built-in", STUDY_BUILT_IN, test_read_through);
  ADD ("durations", STUDY_SMALL, test_durations);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *read_first = g_strdup_printf ("/attempt/module/rule/%s/read-first", rules[i].rule);
      g_autofree char *passed_first = g_strdup_printf ("/attempt/module/rule/%s/passed-first", rules[i].rule);

      g_test_add_data_func (read_first, &rules[i], check_read_first);
      g_test_add_data_func (passed_first, &rules[i], check_passed_first);
    }
  ADD ("two-sections-at-once", STUDY_SMALL, test_two_sections_at_once);
  ADD ("marked-twice", STUDY_SMALL, test_marked_twice);
  ADD ("due-at-opening", STUDY_SMALL, test_due_at_opening);
  ADD ("due-after-update", STUDY_SMALL, test_due_after_update);
  ADD ("reader-behind-repeat", STUDY_SMALL, test_reader_behind_repeat);
  ADD ("leave-once", STUDY_SMALL, test_leave_once);
  ADD ("full-disk", STUDY_SMALL, test_full_disk);
  ADD ("peek", STUDY_SMALL, test_peek);
  ADD ("no-such-module", STUDY_SMALL, test_no_such_module);
  ADD ("bookmarks-and-checks", STUDY_SMALL, test_bookmarks_and_checks);
  ADD ("language", STUDY_BUILT_IN, test_language);
  ADD ("language-on-full-disk", STUDY_BUILT_IN, test_language_on_full_disk);
  ADD ("dropped-in-mid-act", STUDY_SMALL, test_dropped_in_mid_act);
  return g_test_run ();
}
