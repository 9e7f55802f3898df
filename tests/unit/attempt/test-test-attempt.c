/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A test as a person takes it: drawn, answered, interrupted, passed or failed, taken again for the record or for practice. */

#include "config.h"

#include "nx-study-fixture.h"

#include <string.h>

#include "nx-json.h"

#define CORE_MODULE "sharing-between-agencies"
#define BANK "questions/first.xml"

static const NxModuleProgress *
get_progress (StudyFixture *f)
{
  return nx_progress_get_module (f->progress, f->pack != NULL && nx_progress_get_module (f->progress, "first") != NULL ? "first" : CORE_MODULE);
}

static const char *
question_id (NxTestAttempt *attempt,
             guint          index)
{
  return nx_test_attempt_get_question (attempt, index)->id;
}

/* "q-1 q-4 q-2": what was drawn. */
static char *
dup_questions (NxTestAttempt *attempt)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < nx_test_attempt_get_n_questions (attempt); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", question_id (attempt, i));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* "2031 0132 …": the order of the options of each. */
static char *
dup_orders (NxTestAttempt *attempt)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < nx_test_attempt_get_n_questions (attempt); i++)
    {
      for (guint o = 0; o < nx_test_attempt_get_question (attempt, i)->options->len; o++)
        g_string_append_printf (out, "%u", nx_test_attempt_get_order (attempt, i)[o]);
      g_string_append_c (out, ' ');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* For each question "-" or its response, points, success and confidence. */
static char *
dup_answers (NxTestAttempt *attempt)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < nx_test_attempt_get_n_questions (attempt); i++)
    {
      const NxJudgement *judgement = nx_test_attempt_get_judgement (attempt, i);
      const char *const *response = nx_test_attempt_get_response (attempt, i);
      g_autofree char *text = response != NULL ? g_strjoinv (",", (char **) response) : NULL;

      if (judgement == NULL)
        g_string_append (out, "- ");
      else
        g_string_append_printf (out, "%s:%u/%u%s:%s ", text, judgement->raw, judgement->max, judgement->success ? "!" : "",
                                nx_confidence_to_id (nx_test_attempt_get_confidence (attempt, i)));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static NxTestAttempt *
try_open (StudyFixture *f,
          const char   *module,
          NxRunAsked    asked,
          GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_test_attempt_open_async (f->study, module, asked, NULL, study_result_cb, &result);
  return nx_test_attempt_open_finish (study_wait (&result), error);
}

static gboolean
try_change_language (NxTestAttempt *attempt,
                     GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_test_attempt_change_language_async (attempt, study_result_cb, &result);
  return nx_test_attempt_change_language_finish (attempt, study_wait (&result), error);
}

/* Of all statements: in one registration at most one "passed" and one "completed", and no "failed" after "passed". */
static void
assert_registrations_sound (StudyFixture *f)
{
  g_autoptr (GPtrArray) rows = records_list (f->store, f->learner->id);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = rows->len; i > 0; i--)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i - 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (row->body, 100000, &error);
      const NxJsonValue *context = nx_json_value_get_member (nx_json_doc_get_root (doc), "context");
      const char *registration = nx_json_get_string (context, "registration", NULL);
      g_autofree char *passed = g_strconcat ("passed ", registration, NULL);

      g_assert_no_error (error);
      g_assert_nonnull (registration);
      if (row->verb == NX_VERB_FAILED)
        g_assert_false (g_hash_table_contains (seen, passed));
      else if (row->verb == NX_VERB_PASSED)
        g_assert_true (g_hash_table_add (seen, g_steal_pointer (&passed)));
      else if (row->verb == NX_VERB_COMPLETED)
        g_assert_true (g_hash_table_add (seen, g_strconcat ("completed ", registration, NULL)));
    }
}

/* ---- Drawing ---- */

static void
test_draw_by_seed (StudyFixture *f,
                   gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (GPtrArray) events = study_load_events (f);
  const NxEventFacts *started = study_find_last (events, NX_EVENT_TEST_STARTED);
  g_autoptr (NxQuestionBank) bank = nx_library_load_bank (f->library, "first", "en", NULL);
  g_auto (GStrv) ids = nx_question_bank_draw (bank, 3, started->seed, NULL);
  g_autofree char *expected = g_strjoinv (" ", ids);
  g_autofree char *drawn = dup_questions (attempt);

  g_assert_cmpstr (drawn, ==, expected);
  g_assert_cmpuint (g_strv_length (started->items), ==, 3);
  g_assert_true (g_str_has_prefix (started->items[0], "first#"));
  for (guint i = 0; i < 3; i++)
    {
      const NxQuestion *question = nx_test_attempt_get_question (attempt, i);
      g_autofree guint *order = nx_question_shuffle (question, started->seed);

      g_assert_cmpmem (order, question->options->len * sizeof (guint),
                       nx_test_attempt_get_order (attempt, i), question->options->len * sizeof (guint));
    }
  g_assert_false (nx_test_attempt_was_resumed (attempt));
  g_assert_true (nx_test_attempt_is_counting (attempt));
}

/* Two draws may name one bank: no question comes twice. */
static void
test_two_draws_from_one_bank (StudyFixture *f,
                              gconstpointer data)
{
  study_edit_pack (f, "modules/first.xml", "<draw from=\"first\" n=\"3\"/>", "<draw from=\"first\" n=\"3\"/><draw from=\"first\" n=\"3\"/>");
  study_reopen (f);
  for (guint n = 0; n < 5; n++)
    {
      g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_COUNTS);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (nx_test_attempt_get_n_questions (attempt), ==, 6);
      for (guint i = 0; i < 6; i++)
        g_assert_true (g_hash_table_add (seen, (gpointer) question_id (attempt, i)));
    }
}

static void
test_bank_too_small (StudyFixture *f,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  study_edit_pack (f, "modules/first.xml", "n=\"3\"", "n=\"60\"");
  study_reopen (f);
  g_assert_null (try_open (f, "first", NX_ASK_RESUME, &error));
  g_assert_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_BANK_TOO_SMALL);
  study_assert_log (f, "");
}

static void
test_no_test (StudyFixture *f,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  study_edit_pack (f, "modules/first.xml", "<test id=\"test\" mastery=\"0.75\">\n    <title>Test</title>\n    <draw from=\"first\" n=\"3\"/>\n  </test>", "");
  study_reopen (f);
  g_assert_null (try_open (f, "first", NX_ASK_RESUME, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
}

/* ---- Answering ---- */

static void
test_pass (StudyFixture *f,
           gconstpointer data)
{
  gboolean small = GPOINTER_TO_INT (data) == STUDY_SMALL;
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, small ? "first" : CORE_MODULE, NX_ASK_RESUME);
  const NxTestResult *result;

  study_finish_test (f, attempt, 0);
  result = nx_test_attempt_get_result (attempt);
  g_assert_true (result->passed);
  g_assert_cmpuint (result->raw, ==, result->max);
  g_assert_cmpfloat (result->scaled, ==, 1);
  g_assert_cmpuint (result->certain_but_wrong->len, ==, 0);
  g_assert_cmpuint (nx_test_attempt_get_index (attempt), ==, nx_test_attempt_get_n_questions (attempt));
  g_assert_true (get_progress (f)->passed);
  g_assert_null (get_progress (f)->open_test);
  g_assert_cmpuint (get_progress (f)->n_test_runs, ==, 1);
  study_assert_progress_rebuilds (f);
  assert_registrations_sound (f);
}

static void
test_fail (StudyFixture *f,
           gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  const NxTestResult *result;
  guint expected = 0;

  study_finish_test (f, attempt, 2);
  result = nx_test_attempt_get_result (attempt);
  g_assert_false (result->passed);
  g_assert_false (result->module_completed);
  /* Certain of two wrong answers; and each point of a practice is one of the test's. */
  g_assert_cmpuint (result->certain_but_wrong->len, ==, 2);
  g_assert_cmpuint (g_array_index (result->certain_but_wrong, guint, 1), ==, 1);
  for (guint i = 0; i < 3; i++)
    expected += nx_test_attempt_get_judgement (attempt, i)->raw;
  g_assert_cmpuint (result->raw, ==, expected);
  for (guint i = 0; i < result->practices->len; i++)
    {
      const NxPracticeScore *score = g_ptr_array_index (result->practices, i);
      g_assert_cmpuint (score->raw, <=, score->max);
      g_assert_cmpuint (score->max, <=, result->max);
    }
  study_assert_log (f, "test-started question-answered question-answered question-answered test-finished");
  study_assert_verbs (f, "answered answered answered failed");
}

static void
test_not_here (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  const char *nothing[] = { NULL };
  const char *unknown[] = { "no-such-option", NULL };
  const char *some[] = { "a", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (study_try_next (attempt, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
  g_clear_error (&error);
  g_assert_false (study_try_answer (attempt, nothing, NX_CONFIDENCE_UNSTATED, &error));
  g_assert_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE);
  g_clear_error (&error);
  g_assert_false (study_try_answer (attempt, unknown, NX_CONFIDENCE_UNSTATED, &error));
  g_assert_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE);
  g_clear_error (&error);
  g_assert_null (nx_test_attempt_get_judgement (attempt, 0));

  g_assert_true (study_try_answer (attempt, some, NX_CONFIDENCE_GUESSING, &error));
  g_assert_false (study_try_answer (attempt, some, NX_CONFIDENCE_GUESSING, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
  g_clear_error (&error);
  study_finish_test (f, attempt, 0);
  g_assert_false (study_try_next (attempt, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
  g_clear_error (&error);
  g_assert_false (study_try_answer (attempt, some, NX_CONFIDENCE_GUESSING, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
  study_assert_log (f, "test-started question-answered question-answered question-answered test-finished");
}

static void
test_busy (StudyFixture *f,
           gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  const char *some[] = { "a", NULL };
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  nx_test_attempt_answer_async (attempt, some, NX_CONFIDENCE_UNSTATED, study_result_cb, &answer);
  g_assert_false (study_try_answer (attempt, some, NX_CONFIDENCE_UNSTATED, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (nx_test_attempt_answer_finish (attempt, study_wait (&answer), &error));
  study_next (attempt);
  study_assert_log (f, "test-started question-answered");

  /* Before the callback of the first, going on is refused too. */
  g_clear_object (&answer);
  nx_test_attempt_answer_async (attempt, some, NX_CONFIDENCE_UNSTATED, study_result_cb, &answer);
  g_assert_false (study_try_next (attempt, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_BUSY);
  study_wait (&answer);
}

static void
test_full_disk (StudyFixture *f,
                gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  const char *some[] = { "a", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  study_fill_disk (f);
  g_assert_false (study_try_answer (attempt, some, NX_CONFIDENCE_UNSTATED, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_clear_error (&error);
  g_assert_null (nx_test_attempt_get_judgement (attempt, 0));
  g_assert_null (nx_test_attempt_get_response (attempt, 0));
  study_free_disk (f);
  study_answer (f, attempt, TRUE);
  study_next (attempt);
  study_answer (f, attempt, TRUE);
  study_next (attempt);
  study_answer (f, attempt, TRUE);

  study_fill_disk (f);
  log = study_dup_log (f);
  g_assert_false (study_try_next (attempt, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_assert_null (nx_test_attempt_get_result (attempt));
  g_assert_cmpuint (nx_test_attempt_get_index (attempt), ==, 2);
  g_assert_nonnull (get_progress (f)->open_test);
  study_assert_log (f, log);
  study_free_disk (f);
  study_next (attempt);
  g_assert_true (nx_test_attempt_get_result (attempt)->passed);
  study_assert_verbs (f, "answered answered answered passed");
}

/* ---- Again ---- */

static void
test_again_after_failing (StudyFixture *f,
                          gconstpointer data)
{
  g_autoptr (NxTestAttempt) first = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (NxTestAttempt) second = NULL;
  g_autofree char *registration = g_strdup (get_progress (f)->registration);

  study_finish_test (f, first, 3);
  second = study_open_test (f, "first", NX_ASK_COUNTS);
  g_assert_cmpstr (get_progress (f)->registration, ==, registration);
  study_finish_test (f, second, 0);
  study_assert_verbs (f, "answered answered answered failed answered answered answered passed");
  assert_registrations_sound (f);
}

static void
test_again_after_passing (StudyFixture *f,
                          gconstpointer data)
{
  g_autoptr (NxTestAttempt) first = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (NxTestAttempt) second = NULL;
  g_autoptr (NxTestAttempt) third = NULL;
  g_autofree char *registration = g_strdup (get_progress (f)->registration);

  study_finish_test (f, first, 0);
  second = study_open_test (f, "first", NX_ASK_COUNTS);
  g_assert_cmpstr (get_progress (f)->registration, !=, registration);
  g_assert_false (get_progress (f)->passed);
  study_finish_test (f, second, 3);
  third = study_open_test (f, "first", NX_ASK_RESUME);
  study_finish_test (f, third, 0);
  study_assert_verbs (f, "answered answered answered passed answered answered answered failed answered answered answered passed");
  assert_registrations_sound (f);
  g_assert_cmpfloat (get_progress (f)->best_scaled, ==, 1);
  study_assert_progress_rebuilds (f);
}

static void
test_practice (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_PRACTICE);

  g_assert_false (nx_test_attempt_is_counting (attempt));
  study_finish_test (f, attempt, 0);
  g_assert_true (nx_test_attempt_get_result (attempt)->passed);
  g_assert_false (nx_test_attempt_get_result (attempt)->module_completed);
  study_assert_verbs (f, "");
  g_assert_cmpuint (get_progress (f)->n_test_runs, ==, 0);
  g_assert_false (get_progress (f)->passed);
  g_assert_null (get_progress (f)->registration);
}

/* A practice run that is begun meanwhile does not cost the run that counts. */
static void
test_practice_meanwhile (StudyFixture *f,
                         gconstpointer data)
{
  g_autoptr (NxTestAttempt) counting = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (NxTestAttempt) practice = NULL;
  g_autoptr (NxTestAttempt) resumed = NULL;
  g_autofree char *drawn = dup_questions (counting);
  g_autofree char *again = NULL;

  study_answer (f, counting, TRUE);
  g_clear_object (&counting);
  practice = study_open_test (f, "first", NX_ASK_PRACTICE);
  study_finish_test (f, practice, 0);
  study_reopen (f);
  resumed = study_open_test (f, "first", NX_ASK_RESUME);
  g_assert_true (nx_test_attempt_was_resumed (resumed));
  g_assert_true (nx_test_attempt_is_counting (resumed));
  g_assert_cmpuint (nx_test_attempt_get_index (resumed), ==, 1);
  again = dup_questions (resumed);
  g_assert_cmpstr (again, ==, drawn);
  study_finish_test (f, resumed, 0);
  study_assert_verbs (f, "answered answered answered passed");
  study_assert_progress_rebuilds (f);
}

/* ---- Resuming ---- */

static void
check_resumes (StudyFixture *f,
               guint         n_answered,
               gboolean      seen,
               NxRunAsked    asked)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", asked);
  g_autoptr (NxTestAttempt) resumed = NULL;
  g_autofree char *questions = dup_questions (attempt);
  g_autofree char *orders = dup_orders (attempt);
  g_autofree char *answers = NULL;
  g_autofree char *questions_again = NULL;
  g_autofree char *orders_again = NULL;
  g_autofree char *answers_again = NULL;

  for (guint i = 0; i < n_answered; i++)
    {
      study_answer (f, attempt, i != 0);
      if (i + 1 < n_answered || (seen && n_answered < 3))
        study_next (attempt);
    }
  answers = dup_answers (attempt);
  g_clear_object (&attempt);
  study_reopen (f);

  resumed = study_open_test (f, "first", NX_ASK_RESUME);
  questions_again = dup_questions (resumed);
  orders_again = dup_orders (resumed);
  answers_again = dup_answers (resumed);
  g_assert_true (nx_test_attempt_was_resumed (resumed));
  g_assert_cmpint (nx_test_attempt_is_counting (resumed), ==, asked != NX_ASK_PRACTICE);
  g_assert_cmpstr (questions_again, ==, questions);
  g_assert_cmpstr (orders_again, ==, orders);
  g_assert_cmpstr (answers_again, ==, answers);
  g_assert_cmpuint (nx_test_attempt_get_index (resumed), ==, MIN (n_answered, 2));
  study_finish_test (f, resumed, 0);
  study_assert_progress_rebuilds (f);
}

static void
test_resume (StudyFixture *f,
             gconstpointer data)
{
  for (guint n = 0; n <= 3; n++)
    {
      check_resumes (f, n, FALSE, NX_ASK_COUNTS);
      check_resumes (f, n, TRUE, NX_ASK_COUNTS);
      check_resumes (f, n, TRUE, NX_ASK_PRACTICE);
    }
  assert_registrations_sound (f);
}

static void
test_resume_old_bank (StudyFixture *f,
                      gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (NxTestAttempt) resumed = NULL;
  g_autofree char *questions = dup_questions (attempt);
  g_autofree char *answers = NULL;
  g_autofree char *prompt = nx_inline_dup_plain (nx_test_attempt_get_question (attempt, 2)->prompt);
  g_autofree char *questions_again = NULL;
  g_autofree char *answers_again = NULL;
  g_autofree char *prompt_again = NULL;
  g_autoptr (GError) error = NULL;

  study_answer (f, attempt, TRUE);
  study_next (attempt);
  answers = dup_answers (attempt);
  g_clear_object (&attempt);
  /* Every question has a new id and another right answer; and the language of that run's text cannot change. */
  study_edit_pack (f, BANK, "<question id=\"q-", "<question id=\"r-");
  study_edit_pack (f, BANK, "<option id=\"a\" right=\"yes\">", "<option id=\"a\">");
  study_edit_pack (f, BANK, "<option id=\"c\">", "<option id=\"c\" right=\"yes\">");
  study_reopen (f);

  resumed = study_open_test (f, "first", NX_ASK_RESUME);
  questions_again = dup_questions (resumed);
  answers_again = dup_answers (resumed);
  prompt_again = nx_inline_dup_plain (nx_test_attempt_get_question (resumed, 2)->prompt);
  g_assert_cmpstr (questions_again, ==, questions);
  g_assert_cmpstr (answers_again, ==, answers);
  g_assert_cmpstr (prompt_again, ==, prompt);
  study_set_language (f, "fr");
  g_assert_true (try_change_language (resumed, &error));
  study_finish_test (f, resumed, 0);
  g_assert_true (nx_test_attempt_get_result (resumed)->passed);

  /* The next one is drawn from what the pack has now. */
  g_clear_object (&resumed);
  resumed = study_open_test (f, "first", NX_ASK_COUNTS);
  g_assert_true (g_str_has_prefix (question_id (resumed, 0), "r-"));
}

/* The bank is not drawn from any more. */
static void
test_resume_other_bank (StudyFixture *f,
                        gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (NxTestAttempt) resumed = NULL;
  g_autofree char *from = g_build_filename (f->pack, BANK, NULL);
  g_autofree char *to = g_build_filename (f->pack, "questions/second.xml", NULL);
  g_autofree char *questions = dup_questions (attempt);
  g_autofree char *again = NULL;
  g_autofree char *text = NULL;

  study_answer (f, attempt, TRUE);
  g_clear_object (&attempt);
  g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (to, text, -1, NULL));
  study_edit_pack (f, "questions/second.xml", "id=\"first\"", "id=\"second\"");
  study_edit_pack (f, "pack.xml", "<questions-file ref=\"first\"/>", "<questions-file ref=\"second\"/>");
  study_edit_pack (f, "modules/first.xml", "from=\"first\"", "from=\"second\"");
  study_reopen (f);
  resumed = study_open_test (f, "first", NX_ASK_RESUME);
  again = dup_questions (resumed);
  g_assert_cmpstr (again, ==, questions);
  study_finish_test (f, resumed, 0);
  study_assert_verbs (f, "answered answered answered passed");
}

static void
test_snapshot_lost (StudyFixture *f,
                    gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  g_autoptr (GError) error = NULL;

  study_answer (f, attempt, TRUE);
  g_clear_object (&attempt);
  study_edit_pack (f, BANK, "Question 1?", "Question one?");
  study_close (f);
  records_tamper (f->records.folder, "DELETE FROM snapshot");
  study_open (f);
  g_assert_null (try_open (f, "first", NX_ASK_RESUME, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT);
  /* What that error asks for. */
  attempt = study_open_test (f, "first", NX_ASK_COUNTS);
  study_finish_test (f, attempt, 0);
  assert_registrations_sound (f);
}

/* ---- Language ---- */

static void
test_language (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, CORE_MODULE, NX_ASK_RESUME);
  g_autofree char *questions = dup_questions (attempt);
  g_autofree char *orders = dup_orders (attempt);
  g_autofree char *prompt = nx_inline_dup_plain (nx_test_attempt_get_question (attempt, 1)->prompt);
  g_autofree char *answers = NULL;
  g_autofree char *questions_after = NULL;
  g_autofree char *orders_after = NULL;
  g_autofree char *answers_after = NULL;
  g_autofree char *prompt_after = NULL;
  g_autoptr (GError) error = NULL;

  study_answer (f, attempt, TRUE);
  study_next (attempt);
  answers = dup_answers (attempt);
  study_set_language (f, "fr");
  g_assert_true (try_change_language (attempt, &error));
  g_assert_no_error (error);
  questions_after = dup_questions (attempt);
  orders_after = dup_orders (attempt);
  answers_after = dup_answers (attempt);
  prompt_after = nx_inline_dup_plain (nx_test_attempt_get_question (attempt, 1)->prompt);
  g_assert_cmpstr (questions_after, ==, questions);
  g_assert_cmpstr (orders_after, ==, orders);
  g_assert_cmpstr (answers_after, ==, answers);
  g_assert_cmpstr (prompt_after, !=, prompt);
  g_assert_cmpuint (nx_test_attempt_get_index (attempt), ==, 1);

  /* Resumed in the language of that day. */
  g_clear_object (&attempt);
  study_reopen (f);
  attempt = study_open_test (f, CORE_MODULE, NX_ASK_RESUME);
  g_free (prompt_after);
  prompt_after = nx_inline_dup_plain (nx_test_attempt_get_question (attempt, 1)->prompt);
  g_assert_cmpstr (prompt_after, !=, prompt);
  study_finish_test (f, attempt, 0);
  g_assert_true (nx_test_attempt_get_result (attempt)->passed);
}

static void
test_language_on_full_disk (StudyFixture *f,
                            gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, CORE_MODULE, NX_ASK_RESUME);
  const NxQuestion *question = nx_test_attempt_get_question (attempt, 0);
  g_autoptr (GError) error = NULL;

  study_set_language (f, "fr");
  study_fill_disk (f);
  g_assert_false (try_change_language (attempt, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_assert_true (nx_test_attempt_get_question (attempt, 0) == question);
  study_free_disk (f);
  g_clear_error (&error);
  g_assert_true (try_change_language (attempt, &error));
  g_assert_true (nx_test_attempt_get_question (attempt, 0) != question);
}

/* An answer on its way while the text changes under it. */
static void
test_language_while_answering (StudyFixture *f,
                               gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, CORE_MODULE, NX_ASK_RESUME);
  const NxOption *option = g_ptr_array_index (nx_test_attempt_get_question (attempt, 0)->options, 0);
  const char *response[] = { option->id, NULL };
  g_autoptr (GAsyncResult) language = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  study_set_language (f, "fr");
  nx_test_attempt_change_language_async (attempt, study_result_cb, &language);
  nx_test_attempt_answer_async (attempt, response, NX_CONFIDENCE_UNSTATED, study_result_cb, &answer);
  g_assert_true (nx_test_attempt_answer_finish (attempt, study_wait (&answer), &error));
  g_assert_true (nx_test_attempt_change_language_finish (attempt, study_wait (&language), &error));
  g_assert_nonnull (nx_test_attempt_get_judgement (attempt, 0));
  study_next (attempt);
  study_finish_test (f, attempt, 0);
}

static void
test_dropped_in_mid_act (StudyFixture *f,
                         gconstpointer data)
{
  NxTestAttempt *attempt = study_open_test (f, "first", NX_ASK_RESUME);
  const char *some[] = { "a", NULL };
  g_autoptr (GAsyncResult) result = NULL;

  nx_test_attempt_answer_async (attempt, some, NX_CONFIDENCE_UNSTATED, study_result_cb, &result);
  g_object_unref (attempt);
  study_wait (&result);
  study_assert_verbs (f, "answered");
}

#define ADD(path, pack, function) \
  g_test_add ("/attempt/test/" path, StudyFixture, GINT_TO_POINTER (pack), study_set_up, function, study_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("draw-by-seed", STUDY_SMALL, test_draw_by_seed);
  ADD ("two-draws-from-one-bank", STUDY_SMALL, test_two_draws_from_one_bank);
  ADD ("bank-too-small", STUDY_SMALL, test_bank_too_small);
  ADD ("no-test", STUDY_SMALL, test_no_test);
  ADD ("pass/small", STUDY_SMALL, test_pass);
  ADD ("pass/core", STUDY_CORE, test_pass);
  ADD ("pass/built-in", STUDY_BUILT_IN, test_pass);
  ADD ("fail", STUDY_SMALL, test_fail);
  ADD ("not-here", STUDY_SMALL, test_not_here);
  ADD ("busy", STUDY_SMALL, test_busy);
  ADD ("full-disk", STUDY_SMALL, test_full_disk);
  ADD ("again-after-failing", STUDY_SMALL, test_again_after_failing);
  ADD ("again-after-passing", STUDY_SMALL, test_again_after_passing);
  ADD ("practice", STUDY_SMALL, test_practice);
  ADD ("practice-meanwhile", STUDY_SMALL, test_practice_meanwhile);
  ADD ("resume", STUDY_SMALL, test_resume);
  ADD ("resume-old-bank", STUDY_SMALL, test_resume_old_bank);
  ADD ("resume-other-bank", STUDY_SMALL, test_resume_other_bank);
  ADD ("snapshot-lost", STUDY_SMALL, test_snapshot_lost);
  ADD ("language", STUDY_BUILT_IN, test_language);
  ADD ("language-on-full-disk", STUDY_BUILT_IN, test_language_on_full_disk);
  ADD ("language-while-answering", STUDY_BUILT_IN, test_language_while_answering);
  ADD ("dropped-in-mid-act", STUDY_SMALL, test_dropped_in_mid_act);
  return g_test_run ();
}
