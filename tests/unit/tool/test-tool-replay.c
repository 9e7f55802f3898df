/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `nexus-tool replay` over what a person did, and over records that say something else than the rules. */

#include "config.h"

#include "nx-study-fixture.h"

#include <string.h>

#define CORE_MODULE "sharing-between-agencies"
#define CORE_SCENARIO "second-manifest"

typedef struct
{
  int status;
  char *out, *err;
} Ran;

static void
ran_clear (Ran *ran)
{
  g_clear_pointer (&ran->out, g_free);
  g_clear_pointer (&ran->err, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

/* On the fixture's folder and pack; the store is closed meanwhile. */
static Ran
replay (StudyFixture *f,
        const char   *option)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Ran ran = { 0 };

  study_close (f);
  g_ptr_array_add (arguments, (char *) g_getenv ("NX_TOOL"));
  g_ptr_array_add (arguments, "replay");
  g_ptr_array_add (arguments, "--data");
  g_ptr_array_add (arguments, f->records.folder);
  if (f->pack != NULL)
    {
      g_ptr_array_add (arguments, "--pack");
      g_ptr_array_add (arguments, f->pack);
    }
  if (option != NULL)
    g_ptr_array_add (arguments, (char *) option);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &ran.out, &ran.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  ran.status = g_subprocess_get_exit_status (process);
  study_open (f);
  return ran;
}

static void
play_some (StudyFixture *f,
           const char   *module,
           const char   *scenario)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  g_autoptr (NxTestAttempt) finished = study_open_test (f, module, NX_ASK_RESUME);
  g_autoptr (NxTestAttempt) practice = NULL;
  g_autoptr (NxTestAttempt) open = NULL;

  study_finish_test (f, finished, 1);
  practice = study_open_test (f, module, NX_ASK_PRACTICE);
  study_finish_test (f, practice, 0);
  open = study_open_test (f, module, NX_ASK_COUNTS);
  study_answer (f, open, FALSE);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, scenario, NX_ASK_COUNTS);
      g_autoptr (NxScenarioAttempt) retried = NULL;

      study_move_at_random (f, attempt, random, 1000);
      retried = study_try_retry (f, scenario, nx_scenario_attempt_get_run (attempt), 1, NULL);
      g_assert_nonnull (retried);
      study_move_at_random (f, retried, random, 3);
    }
}

static void
test_same (StudyFixture *f,
           gconstpointer data)
{
  g_auto (Ran) nothing = replay (f, NULL);
  g_auto (Ran) all = { 0 };
  g_auto (Ran) hers = { 0 };
  g_autofree char *option = NULL;

  g_assert_cmpstr (nothing.out, ==, "Tests: 0. Scenarios: 0. Differences: 0.\n");
  g_assert_cmpint (nothing.status, ==, 0);
  play_some (f, CORE_MODULE, CORE_SCENARIO);
  all = replay (f, NULL);
  g_assert_cmpstr (all.out, ==, "Tests: 3. Scenarios: 10. Differences: 0.\n");
  g_assert_cmpstr (all.err, ==, "");
  g_assert_cmpint (all.status, ==, 0);
  option = g_strconcat ("--learner=", f->learner->id, NULL);
  hers = replay (f, option);
  g_assert_cmpstr (hers.out, ==, all.out);
}

/* The versions that the runs began with are the ones that count. */
static void
test_same_after_update (StudyFixture *f,
                        gconstpointer data)
{
  g_auto (Ran) ran = { 0 };

  play_some (f, "first", "gate");
  study_edit_pack (f, "scenarios/gate.xml", "<add meter=\"risk\" by=\"4\"/>", "<add meter=\"risk\" by=\"2\"/>");
  study_edit_pack (f, "questions/first.xml", "<option id=\"a\" right=\"yes\">", "<option id=\"a\">");
  study_edit_pack (f, "questions/first.xml", "<option id=\"c\">", "<option id=\"c\" right=\"yes\">");
  ran = replay (f, NULL);
  g_assert_cmpstr (ran.out, ==, "Tests: 3. Scenarios: 10. Differences: 0.\n");
  g_assert_cmpint (ran.status, ==, 0);
}

/* Takes @facts. */
static void
append (StudyFixture *f,
        NxEventFacts *facts)
{
  g_autoptr (NxEventFacts) own = facts;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  NxRecordDraft draft = { .facts = own };

  own->counts = FALSE;
  events = nx_record_store_append (f->store, f->learner->id, &draft, 1, &error);
  g_assert_no_error (error);
}

static NxEventFacts *
copy_last (StudyFixture *f,
           NxEventType   type)
{
  g_autoptr (GPtrArray) events = study_load_events (f);

  return nx_event_facts_copy (study_find_last (events, type));
}

static void
assert_differs (StudyFixture *f,
                const char   *words)
{
  g_auto (Ran) ran = replay (f, NULL);

  g_assert_cmpint (ran.status, ==, 1);
  g_assert_nonnull (strstr (ran.out, "Differences: 1."));
  if (strstr (ran.out, words) == NULL)
    g_test_message ("expected “%s” in: %s", words, ran.out);
  g_assert_nonnull (strstr (ran.out, words));
}

static void
test_meter_differs (StudyFixture *f,
                    gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  NxEventFacts *facts;

  study_move (f, attempt, "- tell");
  facts = copy_last (f, NX_EVENT_DECISION_TAKEN);
  g_strfreev (facts->response);
  facts->response = g_strsplit ("close-now", ",", -1);
  facts->step = 2;
  facts->clock = 2;
  g_free (facts->next_scene);
  facts->next_scene = g_strdup ("close");
  ((NxMeterValue *) g_ptr_array_index (facts->meters, 0))->value = 0;
  append (f, facts);
  assert_differs (f, ": meter trust replays to 3, recorded 0\n");
}

static void
test_way_differs (StudyFixture *f,
                  gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  NxEventFacts *facts;

  study_move (f, attempt, "-");
  facts = copy_last (f, NX_EVENT_SCENE_PASSED);
  append (f, facts);
  assert_differs (f, "The run does not replay at scene arrive");
}

static void
test_ending_differs (StudyFixture *f,
                     gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  NxEventFacts *facts;

  study_move (f, attempt, "- ask write");
  facts = copy_last (f, NX_EVENT_SCENARIO_ENDED);
  g_free (facts->ending);
  facts->ending = g_strdup ("late");
  append (f, facts);
  assert_differs (f, ": ending replays to good, recorded late\n");
}

static void
test_judgement_differs (StudyFixture *f,
                        gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  NxEventFacts *facts;

  study_answer (f, attempt, TRUE);
  facts = copy_last (f, NX_EVENT_QUESTION_ANSWERED);
  g_free (facts->element);
  facts->element = g_strconcat ("first#", nx_test_attempt_get_question (attempt, 1)->id, NULL);
  g_strfreev (facts->response);
  facts->response = g_strsplit ("d", ",", -1);
  append (f, facts);
  assert_differs (f, ", recorded ");
}

static void
test_result_differs (StudyFixture *f,
                     gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);
  NxEventFacts *facts;

  study_finish_test (f, attempt, 3);
  facts = copy_last (f, NX_EVENT_TEST_FINISHED);
  facts->success = NX_TRISTATE_YES;
  append (f, facts);
  assert_differs (f, ": the result is failed, recorded passed\n");
}

static void
test_answered_twice (StudyFixture *f,
                     gconstpointer data)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);

  study_answer (f, attempt, TRUE);
  append (f, copy_last (f, NX_EVENT_QUESTION_ANSWERED));
  assert_differs (f, ": answered a second time\n");
}

static void
test_content_lost (StudyFixture *f,
                   gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);

  study_move (f, attempt, "- ask");
  study_edit_pack (f, "scenarios/gate.xml", "The gate", "The door");
  study_close (f);
  records_tamper (f->records.folder, "DELETE FROM snapshot");
  study_open (f);
  assert_differs (f, "/scenario/gate ");
}

static void
test_errors (StudyFixture *f,
             gconstpointer data)
{
  g_auto (Ran) nobody = replay (f, "--learner=00000000-0000-4000-8000-000000000000");
  g_auto (Ran) argument = replay (f, "please");
  g_auto (Ran) nowhere = replay (f, "--data=/nonexistent/folder");
  g_auto (Ran) no_pack = replay (f, "--pack=/nonexistent/pack");
  g_auto (Ran) help = replay (f, "--help");

  g_assert_cmpint (nobody.status, ==, 1);
  g_assert_nonnull (strstr (nobody.err, "There is no learner"));
  g_assert_cmpint (argument.status, ==, 2);
  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_cmpint (no_pack.status, ==, 1);
  g_assert_cmpint (help.status, ==, 0);
}

#define ADD(path, pack, function) \
  g_test_add ("/tool/replay/" path, StudyFixture, GINT_TO_POINTER (pack), study_set_up, function, study_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("same", STUDY_BUILT_IN, test_same);
  ADD ("same-after-update", STUDY_SMALL, test_same_after_update);
  ADD ("meter-differs", STUDY_SMALL, test_meter_differs);
  ADD ("way-differs", STUDY_SMALL, test_way_differs);
  ADD ("ending-differs", STUDY_SMALL, test_ending_differs);
  ADD ("judgement-differs", STUDY_SMALL, test_judgement_differs);
  ADD ("result-differs", STUDY_SMALL, test_result_differs);
  ADD ("answered-twice", STUDY_SMALL, test_answered_twice);
  ADD ("content-lost", STUDY_SMALL, test_content_lost);
  ADD ("errors", STUDY_BUILT_IN, test_errors);
  return g_test_run ();
}
