/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The computer fails after, or in the middle of, every act there is: what was said to be stored is there, an act is there
 * whole or not at all, and the next start goes on to the same end with the same statements.
 */

#include "config.h"

#include "nx-study-fixture.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>

typedef struct
{
  const char *kind, *rule, *log, *verbs;
  guint n_acts;
  guint n_events[8];         /* after each number of acts, from none */
} Way;

static const Way ways[] = {
  { "module", "Completed", "module-opened section-opened section-read section-read module-completed module-left", "initialized completed terminated",
    5, { 0, 1, 2, 3, 5, 6 } },
  { "test", "Passed", "test-started question-answered question-answered question-answered test-finished module-completed",
    "answered answered answered passed completed", 7, { 0, 1, 2, 2, 3, 3, 4, 6 } },
  { "scenario", "Completed",
    "scenario-started scene-passed document-opened decision-taken decision-taken decision-taken decision-taken scenario-ended",
    "responded responded responded responded completed", 7, { 0, 1, 2, 3, 4, 5, 6, 8 } },
};

static void
run_writer (StudyFixture *f,
            const char   *kind,
            guint         n_acts,
            gboolean      during)
{
  g_autofree char *writer = g_test_build_filename (G_TEST_BUILT, "unit/attempt/attempt-writer", NULL);
  g_autofree char *number = g_strdup_printf ("%u", n_acts);
  char *argv[] = { writer, f->records.folder, f->pack, (char *) kind, number, during ? "during" : "after", NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_length (words);
}

/* Goes on from wherever the failure left it, as a person would. */
static void
go_on_module (StudyFixture *f)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, "first");

  study_mark_read (attempt, "start");
  study_mark_read (attempt, "more");
  study_leave_module (attempt);
  g_assert_true (nx_progress_get_module (f->progress, "first")->completed);
}

static void
go_on_test (StudyFixture *f,
            guint         n_answered)
{
  g_autoptr (NxTestAttempt) attempt = study_open_test (f, "first", NX_ASK_RESUME);

  g_assert_cmpuint (nx_test_attempt_get_index (attempt), ==, MIN (n_answered, 2));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (nx_test_attempt_get_judgement (attempt, i) != NULL, ==, i < n_answered);
  study_finish_test (f, attempt, 0);
}

static void
go_on_scenario (StudyFixture *f,
                guint         n_events)
{
  static const char *const scenes[] = { "arrive", "arrive", "gate", "gate", "gate", "gate", "close" };
  g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, "gate", NX_ASK_RESUME);
  g_auto (GStrv) moves = g_strsplit ("- tell wait close-now write", " ", -1);
  guint n_moves = nx_scenario_attempt_get_moves (attempt)->len;

  g_assert_cmpstr (study_get_scene_id (attempt), ==, scenes[n_events]);
  if (!nx_scenario_attempt_is_document_opened (attempt, 0) && n_moves > 0)
    {
      g_autoptr (GAsyncResult) result = NULL;

      nx_scenario_attempt_open_document_async (attempt, 0, study_result_cb, &result);
      g_assert_true (nx_scenario_attempt_act_finish (attempt, study_wait (&result), NULL));
    }
  for (guint i = n_moves; moves[i] != NULL; i++)
    study_move (f, attempt, moves[i]);
  g_assert_cmpstr (study_get_ending_id (attempt), ==, "mixed");
}

static guint
count_in_log (const char *log,
              const char *word)
{
  g_auto (GStrv) words = g_strsplit (log, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += g_str_equal (words[i], word);
  return n;
}

/* Once each: whatever the failure did, nothing is said twice. */
static void
assert_statements (StudyFixture *f,
                   const Way    *way)
{
  g_autofree char *verbs = study_dup_verbs (f);

  if (g_str_equal (way->kind, "module"))
    g_assert_cmpuint (count_in_log (verbs, "completed"), ==, 1);
  else
    g_assert_cmpstr (verbs, ==, way->verbs);
}

static void
check_killed (const Way *way,
              guint      n_acts,
              gboolean   during)
{
  StudyFixture f = { 0 };
  g_autofree char *rule = g_strdup_printf ("moveon=\"%s\"", way->rule);
  g_autofree char *log = NULL;
  guint n_events;

  study_set_up (&f, GINT_TO_POINTER (STUDY_SMALL));
  study_edit_pack (&f, "modules/first.xml", "moveon=\"CompletedAndPassed\"", rule);
  study_close (&f);
  run_writer (&f, way->kind, n_acts, during);
  study_open (&f);
  g_assert_true (nx_record_store_was_unclean (f.store));

  log = study_dup_log (&f);
  n_events = *log != '\0' ? count_words (log) : 0;
  g_test_message ("%s, %u acts, %s: %u events", way->kind, n_acts, during ? "during" : "after", n_events);
  g_assert_true (g_str_has_prefix (way->log, log));
  if (!during || n_events != way->n_events[n_acts + 1])
    g_assert_cmpuint (n_events, ==, way->n_events[n_acts]);
  study_assert_progress_rebuilds (&f);

  if (n_events < way->n_events[way->n_acts])
    {
      if (g_str_equal (way->kind, "module"))
        go_on_module (&f);
      else if (g_str_equal (way->kind, "test"))
        go_on_test (&f, count_in_log (log, "question-answered"));
      else
        go_on_scenario (&f, n_events);
    }
  assert_statements (&f, way);
  study_assert_progress_rebuilds (&f);
  study_tear_down (&f, NULL);
}

static void
test_killed (gconstpointer data)
{
  const Way *way = data;

  for (guint n = 0; n <= way->n_acts; n++)
    {
      check_killed (way, n, FALSE);
      if (n < way->n_acts)
        check_killed (way, n, TRUE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strconcat ("/attempt/killed/", ways[i].kind, NULL);
      g_test_add_data_func (path, &ways[i], test_killed);
    }
  return g_test_run ();
}
