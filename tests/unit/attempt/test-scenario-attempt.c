/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A scenario as a person plays it: decided, interrupted, ended, looked back at, tried again from a decision. */

#include "config.h"

#include "nx-study-fixture.h"

#include <string.h>

#define CORE_SCENARIO "second-manifest"
#define GATE "scenarios/gate.xml"

static const NxScenarioProgress *
get_progress (StudyFixture *f,
              const char   *id)
{
  return nx_progress_get_scenario (f->progress, id);
}

/* "gate:ask close:write": the moves. */
static char *
dup_moves (NxScenarioAttempt *attempt)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (attempt);
  GPtrArray *moves = nx_scenario_attempt_get_moves (attempt);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < moves->len; i++)
    {
      const NxMove *move = g_ptr_array_index (moves, i);
      const NxScene *scene = g_ptr_array_index (scenario->scenes, move->from_scene);
      const NxChoice *choice = move->choice >= 0 ? g_ptr_array_index (scene->decision->choices, move->choice) : NULL;

      g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "", scene->id, choice != NULL ? choice->id : "");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The documents that were opened, by index. */
static char *
dup_opened (NxScenarioAttempt *attempt)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < nx_scenario_attempt_get_scenario (attempt)->documents->len; i++)
    if (nx_scenario_attempt_is_document_opened (attempt, (int) i))
      g_string_append_printf (out, "%u ", i);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_same_place (NxScenarioAttempt *a,
                   NxScenarioAttempt *b)
{
  g_autofree char *moves_a = dup_moves (a);
  g_autofree char *moves_b = dup_moves (b);
  g_autofree char *opened_a = dup_opened (a);
  g_autofree char *opened_b = dup_opened (b);

  g_assert_cmpstr (moves_a, ==, moves_b);
  g_assert_cmpstr (opened_a, ==, opened_b);
  g_assert_true (nx_scenario_state_equal (nx_scenario_attempt_get_state (a), nx_scenario_attempt_get_state (b)));
}

static void
open_document (NxScenarioAttempt *attempt,
               int                document)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nx_scenario_attempt_open_document_async (attempt, document, study_result_cb, &result);
  nx_scenario_attempt_act_finish (attempt, study_wait (&result), &error);
  g_assert_no_error (error);
}

static gboolean
try_leave (NxScenarioAttempt *attempt,
           GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_leave_async (attempt, study_result_cb, &result);
  return nx_scenario_attempt_act_finish (attempt, study_wait (&result), error);
}

static void
leave (NxScenarioAttempt *attempt)
{
  g_autoptr (GError) error = NULL;

  try_leave (attempt, &error);
  g_assert_no_error (error);
}

static gboolean
try_change_language (NxScenarioAttempt *attempt,
                     GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_change_language_async (attempt, study_result_cb, &result);
  return nx_scenario_attempt_act_finish (attempt, study_wait (&result), error);
}

static NxScenarioAttempt *
try_open (StudyFixture *f,
          const char   *id,
          GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_open_async (f->study, id, NX_ASK_RESUME, NULL, study_result_cb, &result);
  return nx_scenario_attempt_open_finish (study_wait (&result), error);
}

static NxScenarioAttempt *
retry (StudyFixture *f,
       const char   *run,
       int           number)
{
  g_autoptr (GError) error = NULL;
  NxScenarioAttempt *attempt = study_try_retry (f, "gate", run, number, &error);

  g_assert_no_error (error);
  return attempt;
}

/* ---- The whole way ---- */

static void
test_play (StudyFixture *f,
           gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (GPtrArray) events = NULL;
  const NxEventFacts *ended;

  g_assert_true (nx_scenario_attempt_is_counting (attempt));
  g_assert_null (nx_scenario_attempt_get_last_move (attempt));
  study_move (f, attempt, "- ask");
  g_assert_cmpstr (study_get_scene_id (attempt), ==, "close");
  g_assert_cmpstr (get_progress (f, "gate")->open_run, ==, nx_scenario_attempt_get_run (attempt));
  study_move (f, attempt, "write");
  g_assert_cmpstr (study_get_ending_id (attempt), ==, "good");
  study_assert_log (f, "scenario-started scene-passed decision-taken decision-taken scenario-ended");
  study_assert_verbs (f, "responded responded completed");

  events = study_load_events (f);
  ended = study_find_last (events, NX_EVENT_SCENARIO_ENDED);
  g_assert_cmpstr (ended->ending, ==, "good");
  g_assert_cmpint (ended->step, ==, 2);
  g_assert_cmpint (ended->clock, ==, 3);
  g_assert_cmpint (ended->duration_us, ==, 3 * G_USEC_PER_SEC);
  g_assert_cmpuint (ended->meters->len, ==, 2);
  g_assert_null (get_progress (f, "gate")->open_run);
  study_assert_progress_rebuilds (f);
  /* The run that comes next is another. */
  g_clear_object (&attempt);
  attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_assert_false (nx_scenario_attempt_was_resumed (attempt));
  g_assert_cmpuint (get_progress (f, "gate")->runs->len, ==, 2);
}

static void
test_not_here (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (study_try_move (attempt, 0, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE);
  g_clear_error (&error);
  study_move (f, attempt, "-");
  g_assert_false (study_try_move (attempt, -1, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE);
  g_clear_error (&error);
  g_assert_false (study_try_move (attempt, 99, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE);
  g_clear_error (&error);
  study_move (f, attempt, "tell");
  g_assert_false (study_try_move (attempt, 1, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_CLOSED);
  g_clear_error (&error);

  nx_scenario_attempt_move_async (attempt, 3, study_result_cb, &result);
  g_assert_false (study_try_move (attempt, 3, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (nx_scenario_attempt_move_finish (attempt, study_wait (&result), &error));
  study_move (f, attempt, "leave");
  g_assert_false (study_try_move (attempt, 0, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
  study_assert_log (f, "scenario-started scene-passed decision-taken decision-taken decision-taken scenario-ended");
}

static void
test_full_disk (StudyFixture *f,
                gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioState) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  study_move (f, attempt, "- ask");
  study_fill_disk (f);
  log = study_dup_log (f);
  before = nx_scenario_state_copy (nx_scenario_attempt_get_state (attempt));
  /* The last decision and the end: both or none. */
  g_assert_false (study_try_move (attempt, 0, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_assert_true (nx_scenario_state_equal (before, nx_scenario_attempt_get_state (attempt)));
  g_assert_cmpuint (nx_scenario_attempt_get_moves (attempt)->len, ==, 2);
  study_assert_log (f, log);
  study_free_disk (f);
  study_move (f, attempt, "write");
  study_assert_verbs (f, "responded responded completed");
}

static void
test_leave (StudyFixture *f,
            gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) resumed = NULL;

  study_move (f, attempt, "- ask");
  leave (attempt);
  leave (attempt);
  study_assert_verbs (f, "responded suspended");
  resumed = study_open_scenario (f, "gate", NX_ASK_RESUME);
  study_move (f, resumed, "write");
  leave (resumed);
  study_assert_verbs (f, "responded suspended responded completed");
}

static void
test_leave_on_full_disk (StudyFixture *f,
                         gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (GError) error = NULL;

  study_move (f, attempt, "- ask");
  study_fill_disk (f);
  g_assert_false (try_leave (attempt, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  study_free_disk (f);
  leave (attempt);
  study_assert_verbs (f, "responded suspended");
}

static void
test_practice (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_PRACTICE);
  g_autoptr (NxScenarioAttempt) resumed = NULL;

  g_assert_false (nx_scenario_attempt_is_counting (attempt));
  study_move (f, attempt, "- ask");
  leave (attempt);
  resumed = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_assert_false (nx_scenario_attempt_is_counting (resumed));
  study_move (f, resumed, "write");
  study_assert_verbs (f, "");
}

static void
test_practice_meanwhile (StudyFixture *f,
                         gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) ended = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) counting = NULL;
  g_autoptr (NxScenarioAttempt) retried = NULL;
  g_autoptr (NxScenarioAttempt) resumed = NULL;

  study_move (f, ended, "- ask leave");
  counting = study_open_scenario (f, "gate", NX_ASK_COUNTS);
  study_move (f, counting, "- tell");
  retried = retry (f, nx_scenario_attempt_get_run (ended), 2);
  study_move (f, retried, "write");
  study_reopen (f);
  resumed = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_assert_cmpstr (nx_scenario_attempt_get_run (resumed), ==, nx_scenario_attempt_get_run (counting));
  assert_same_place (resumed, counting);
}

/* ---- Resuming ---- */

static void
test_resume (StudyFixture *f,
             gconstpointer data)
{
  static const char *const prefixes[] = { NULL, "-", "- tell", "- tell wait", "- tell wait close-now", "- ask" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_COUNTS);
      g_autoptr (NxScenarioAttempt) resumed = NULL;

      if (prefixes[i] != NULL)
        study_move (f, attempt, prefixes[i]);
      open_document (attempt, 0);
      open_document (attempt, 0);
      study_reopen (f);
      resumed = study_open_scenario (f, "gate", NX_ASK_RESUME);
      g_assert_true (nx_scenario_attempt_was_resumed (resumed));
      g_assert_false (nx_scenario_attempt_is_old_content (resumed));
      g_assert_true (nx_scenario_attempt_is_counting (resumed));
      g_assert_cmpstr (nx_scenario_attempt_get_run (resumed), ==, nx_scenario_attempt_get_run (attempt));
      assert_same_place (resumed, attempt);
    }
}

/* Whatever is decided, replaying the events stands where the playing stood. */
static void
test_replay_equals_live (StudyFixture *f,
                         gconstpointer data)
{
  const char *id = GPOINTER_TO_INT (data) == STUDY_SMALL ? "gate" : CORE_SCENARIO;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint n_ended = 0;

  for (guint n = 0; n < 150; n++)
    {
      g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, id, NX_ASK_COUNTS);
      g_autoptr (NxScenarioAttempt) replayed = NULL;

      study_move_at_random (f, attempt, random, g_rand_boolean (random) ? 1000 : (guint) g_rand_int_range (random, 0, 12));
      replayed = study_review (f, id, nx_scenario_attempt_get_run (attempt));
      assert_same_place (replayed, attempt);
      if (study_get_ending_id (attempt) != NULL)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (NxDebrief) live = nx_scenario_attempt_debrief (attempt, &error);
          g_autoptr (NxDebrief) later = nx_scenario_attempt_debrief (replayed, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (live->path->len, ==, later->path->len);
          g_assert_cmpint (live->ending, ==, later->ending);
          g_assert_cmpint (live->n_applied, ==, later->n_applied);
          n_ended++;
        }
    }
  g_assert_cmpuint (n_ended, >, 20);
  study_assert_progress_rebuilds (f);
}

static void
test_snapshot_lost (StudyFixture *f,
                    gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (GError) error = NULL;

  study_move (f, attempt, "- ask");
  study_edit_pack (f, GATE, "The gate", "The door");
  study_close (f);
  records_tamper (f->records.folder, "DELETE FROM snapshot");
  study_open (f);
  g_assert_null (try_open (f, "gate", &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT);
  g_clear_object (&attempt);
  attempt = study_open_scenario (f, "gate", NX_ASK_COUNTS);
  study_move (f, attempt, "- ask write");
}

/* A record that the rules do not follow: no crash, and an error that lets another run be begun. */
static void
test_unplayable (StudyFixture *f,
                 gconstpointer data)
{
  static const char *const choices[] = { "no-such-choice", "tell" };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_COUNTS);
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GPtrArray) stored = NULL;
      g_autoptr (NxEventFacts) facts = NULL;
      g_autoptr (GError) error = NULL;
      NxRecordDraft draft = { 0 };

      study_move (f, attempt, "- tell");
      events = study_load_events (f);
      facts = nx_event_facts_copy (study_find_last (events, NX_EVENT_DECISION_TAKEN));
      g_strfreev (facts->response);
      facts->response = g_strsplit (choices[i], ",", -1);
      facts->counts = FALSE;
      draft.facts = facts;
      stored = nx_record_store_append (f->store, f->learner->id, &draft, 1, &error);
      g_assert_no_error (error);
      study_reopen (f);
      g_assert_null (try_open (f, "gate", &error));
      g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT);
    }
}

/* ---- After an update ---- */

static void
test_old_content (StudyFixture *f,
                  gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) resumed = NULL;
  g_autoptr (NxScenarioAttempt) reviewed = NULL;
  g_autoptr (NxScenarioAttempt) retried = NULL;
  g_autoptr (NxScenarioAttempt) next = NULL;
  g_autoptr (NxDebrief) debrief = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  study_move (f, attempt, "- tell");
  study_edit_pack (f, GATE, "version=\"2\"", "version=\"3\"");
  study_edit_pack (f, GATE, "\"close-now\"", "\"shut\"");
  study_edit_pack (f, GATE, "limit=\"8\"", "limit=\"2\"");
  study_reopen (f);
  resumed = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_assert_true (nx_scenario_attempt_is_old_content (resumed));
  assert_same_place (resumed, attempt);
  /* Its text is that of the version it began with; another language would not be the same text. */
  study_set_language (f, "fr");
  g_assert_true (try_change_language (resumed, &error));
  g_assert_no_error (error);
  g_assert_true (nx_scenario_attempt_is_old_content (resumed));
  study_move (f, resumed, "close-now write");
  g_assert_cmpstr (study_get_ending_id (resumed), ==, "mixed");
  events = study_load_events (f);
  g_assert_true (g_str_has_suffix (study_find_last (events, NX_EVENT_SCENARIO_ENDED)->content_version, "/2"));

  reviewed = study_review (f, "gate", nx_scenario_attempt_get_run (attempt));
  assert_same_place (reviewed, resumed);
  debrief = nx_scenario_attempt_debrief (reviewed, &error);
  g_assert_no_error (error);
  retried = retry (f, nx_scenario_attempt_get_run (attempt), 2);
  g_assert_true (nx_scenario_attempt_is_old_content (retried));
  study_move (f, retried, "close-now leave");
  next = study_open_scenario (f, "gate", NX_ASK_COUNTS);
  g_assert_false (nx_scenario_attempt_is_old_content (next));
  g_assert_cmpint (nx_scenario_attempt_get_scenario (next)->limit, ==, 2);
}

/* ---- Tried again from a decision ---- */

static void
test_retry (StudyFixture *f,
            gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) first = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) second = NULL;
  g_autoptr (NxScenarioAttempt) third = NULL;
  g_autoptr (NxScenarioAttempt) fourth = NULL;
  g_autoptr (NxDebrief) debrief = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *moves = NULL;
  const NxScenarioRun *run;

  study_move (f, first, "- tell wait close-now leave");
  second = retry (f, nx_scenario_attempt_get_run (first), 2);
  moves = dup_moves (second);
  g_assert_cmpstr (moves, ==, "arrive: gate:tell");
  g_assert_false (nx_scenario_attempt_is_counting (second));
  g_assert_cmpint (nx_scenario_attempt_get_retry_number (second), ==, 2);
  g_assert_cmpint (nx_scenario_state_get_clock (nx_scenario_attempt_get_state (second)), ==, 1);
  g_assert_cmpint (nx_scenario_state_get_n_decisions (nx_scenario_attempt_get_state (second)), ==, 1);
  study_move (f, second, "ask write");
  debrief = nx_scenario_attempt_debrief (second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (debrief->path->len, ==, 3);

  run = g_ptr_array_index (get_progress (f, "gate")->runs, 1);
  g_assert_cmpstr (run->retried_run, ==, nx_scenario_attempt_get_run (first));
  g_assert_cmpint (run->retry_step, ==, 2);
  g_assert_false (run->counts);

  /* Of a retry: from a decision of its own, and from one of its prefix. */
  third = retry (f, nx_scenario_attempt_get_run (second), 3);
  g_free (moves);
  moves = dup_moves (third);
  g_assert_cmpstr (moves, ==, "arrive: gate:tell gate:ask");
  study_move (f, third, "leave");
  fourth = retry (f, nx_scenario_attempt_get_run (third), 1);
  g_free (moves);
  moves = dup_moves (fourth);
  g_assert_cmpstr (moves, ==, "arrive:");
  g_assert_false (nx_scenario_state_is_flag_on (nx_scenario_attempt_get_state (fourth), 0));
  study_move (f, fourth, "ask write");
  g_assert_cmpstr (study_get_ending_id (fourth), ==, "good");
  study_assert_verbs (f, "responded responded responded responded completed");
  study_assert_progress_rebuilds (f);
}

static void
test_retry_resumes (StudyFixture *f,
                    gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) first = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) second = NULL;
  g_autoptr (NxScenarioAttempt) resumed = NULL;

  study_move (f, first, "-");
  open_document (first, 0);
  study_move (f, first, "ask");
  open_document (first, 1);
  study_move (f, first, "leave");
  second = retry (f, nx_scenario_attempt_get_run (first), 1);
  /* What was read before that decision was read; what came after it has not come yet. */
  g_assert_true (nx_scenario_attempt_is_document_opened (second, 0));
  g_assert_false (nx_scenario_attempt_is_document_opened (second, 1));
  study_move (f, second, "tell");
  study_reopen (f);
  resumed = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_assert_cmpint (nx_scenario_attempt_get_retry_number (resumed), ==, 1);
  assert_same_place (resumed, second);
}

static void
test_retry_of_nothing (StudyFixture *f,
                       gconstpointer data)
{
  static const int numbers[] = { -1, 0, 3, 99 };
  g_autoptr (NxScenarioAttempt) first = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (GError) error = NULL;

  study_move (f, first, "- ask leave");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_null (study_try_retry (f, "gate", nx_scenario_attempt_get_run (first), numbers[i], &error));
      g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
      g_clear_error (&error);
    }
  g_assert_null (study_try_retry (f, "gate", "no-such-run", 1, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT);
  study_assert_log (f, "scenario-started scene-passed decision-taken decision-taken scenario-ended");
}

/* ---- Looking back ---- */

static void
test_review (StudyFixture *f,
             gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) reviewed = NULL;
  g_autoptr (NxDebrief) debrief = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  study_move (f, attempt, "- ask write");
  log = study_dup_log (f);
  study_reopen (f);
  reviewed = study_review (f, "gate", nx_scenario_attempt_get_run (attempt));
  g_assert_false (nx_scenario_attempt_was_resumed (reviewed));
  debrief = nx_scenario_attempt_debrief (reviewed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (debrief->first_parting, ==, -1);
  leave (reviewed);
  study_assert_log (f, log);
}

/* To look at a run is not to play it. */
static void
test_review_is_looking (StudyFixture *f,
                        gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, CORE_SCENARIO, NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) reviewed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *log = NULL;

  study_move (f, attempt, "-");
  reviewed = study_review (f, CORE_SCENARIO, nx_scenario_attempt_get_run (attempt));
  title = g_strdup (nx_scenario_attempt_get_scenario (reviewed)->title);
  log = study_dup_log (f);
  g_assert_null (nx_scenario_attempt_debrief (reviewed, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (study_try_move (reviewed, 0, &error));
  g_assert_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE);
  g_clear_error (&error);
  /* Nothing is recorded, so that it can also be read in another language where nothing can be. */
  study_set_language (f, "fr");
  study_fill_disk (f);
  g_clear_pointer (&log, g_free);
  log = study_dup_log (f);
  open_document (reviewed, 0);
  g_assert_true (try_change_language (reviewed, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (nx_scenario_attempt_get_scenario (reviewed)->title, !=, title);
  study_assert_log (f, log);
}

/* ---- Language ---- */

static void
test_language (StudyFixture *f,
               gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, CORE_SCENARIO, NX_ASK_RESUME);
  g_autoptr (NxScenarioAttempt) resumed = NULL;
  g_autoptr (NxScenarioState) before = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *title = g_strdup (nx_scenario_attempt_get_scenario (attempt)->title);
  g_autoptr (GError) error = NULL;

  study_move (f, attempt, "-");
  open_document (attempt, 0);
  before = nx_scenario_state_copy (nx_scenario_attempt_get_state (attempt));
  study_set_language (f, "fr");
  g_assert_true (try_change_language (attempt, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (nx_scenario_attempt_get_scenario (attempt)->title, !=, title);
  g_assert_true (nx_scenario_state_equal (before, nx_scenario_attempt_get_state (attempt)));
  study_move (f, attempt, "share-query");
  events = study_load_events (f);
  g_assert_cmpstr (study_find_last (events, NX_EVENT_LANGUAGE_CHANGED)->language, ==, "fr");
  g_assert_cmpstr (study_find_last (events, NX_EVENT_DECISION_TAKEN)->language, ==, "fr");
  study_reopen (f);
  resumed = study_open_scenario (f, CORE_SCENARIO, NX_ASK_RESUME);
  assert_same_place (resumed, attempt);
}

static void
test_language_on_full_disk (StudyFixture *f,
                            gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, CORE_SCENARIO, NX_ASK_RESUME);
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (attempt);
  g_autoptr (GError) error = NULL;

  study_set_language (f, "fr");
  study_fill_disk (f);
  g_assert_false (try_change_language (attempt, &error));
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
  g_assert_true (nx_scenario_attempt_get_scenario (attempt) == scenario);
  study_free_disk (f);
  g_clear_error (&error);
  g_assert_true (try_change_language (attempt, &error));
  g_assert_true (nx_scenario_attempt_get_scenario (attempt) != scenario);
}

static void
test_language_while_moving (StudyFixture *f,
                            gconstpointer data)
{
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, CORE_SCENARIO, NX_ASK_RESUME);
  g_autoptr (GAsyncResult) language = NULL;
  g_autoptr (GAsyncResult) move = NULL;
  g_autoptr (GError) error = NULL;

  study_set_language (f, "fr");
  nx_scenario_attempt_change_language_async (attempt, study_result_cb, &language);
  nx_scenario_attempt_move_async (attempt, -1, study_result_cb, &move);
  g_assert_true (nx_scenario_attempt_move_finish (attempt, study_wait (&move), &error));
  g_assert_true (nx_scenario_attempt_act_finish (attempt, study_wait (&language), &error));
  study_move (f, attempt, "share-query");
  g_assert_cmpuint (nx_scenario_attempt_get_moves (attempt)->len, ==, 2);
}

static void
test_dropped_in_mid_act (StudyFixture *f,
                         gconstpointer data)
{
  NxScenarioAttempt *attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_move_async (attempt, -1, study_result_cb, &result);
  g_object_unref (attempt);
  study_wait (&result);
  study_assert_log (f, "scenario-started scene-passed");
}

#define ADD(path, pack, function) \
  g_test_add ("/attempt/scenario/" path, StudyFixture, GINT_TO_POINTER (pack), study_set_up, function, study_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("play", STUDY_SMALL, test_play);
  ADD ("not-here", STUDY_SMALL, test_not_here);
  ADD ("full-disk", STUDY_SMALL, test_full_disk);
  ADD ("leave", STUDY_SMALL, test_leave);
  ADD ("leave-on-full-disk", STUDY_SMALL, test_leave_on_full_disk);
  ADD ("practice", STUDY_SMALL, test_practice);
  ADD ("practice-meanwhile", STUDY_SMALL, test_practice_meanwhile);
  ADD ("resume", STUDY_SMALL, test_resume);
  ADD ("replay-equals-live/small", STUDY_SMALL, test_replay_equals_live);
  ADD ("replay-equals-live/built-in", STUDY_BUILT_IN, test_replay_equals_live);
  ADD ("snapshot-lost", STUDY_SMALL, test_snapshot_lost);
  ADD ("unplayable", STUDY_SMALL, test_unplayable);
  ADD ("old-content", STUDY_SMALL, test_old_content);
  ADD ("retry", STUDY_SMALL, test_retry);
  ADD ("retry-resumes", STUDY_SMALL, test_retry_resumes);
  ADD ("retry-of-nothing", STUDY_SMALL, test_retry_of_nothing);
  ADD ("review", STUDY_SMALL, test_review);
  ADD ("review-is-looking", STUDY_BUILT_IN, test_review_is_looking);
  ADD ("language", STUDY_BUILT_IN, test_language);
  ADD ("language-on-full-disk", STUDY_BUILT_IN, test_language_on_full_disk);
  ADD ("language-while-moving", STUDY_BUILT_IN, test_language_while_moving);
  ADD ("dropped-in-mid-act", STUDY_SMALL, test_dropped_in_mid_act);
  return g_test_run ();
}
