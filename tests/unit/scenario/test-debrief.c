/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The look back: the path, the expert's beside it, practices applied and missed. */

#include "nx-scenario-rules.h"

#include "nx-scenario-fixture.h"

static NxDebrief *
debrief (const NxScenario *scenario,
         const char       *moves)
{
  g_autoptr (GArray) choices = nx_scenario_fixture_find_moves (scenario, moves);
  g_autoptr (GError) error = NULL;
  NxDebrief *self = nx_debrief_new (scenario, (const int *) choices->data, choices->len, &error);

  g_assert_no_error (error);
  return self;
}

/* "b4 applied 1,2; b1 missed": each practice with its mark and the decisions where it showed. */
static char *
dup_practices (const NxDebrief *self)
{
  static const char *const marks[] = { "applied", "partly", "missed" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->practices->len; i++)
    {
      const NxPracticeOutcome *outcome = g_ptr_array_index (self->practices, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", outcome->practice, marks[outcome->mark]);
      for (guint d = 0; d < outcome->decisions->len; d++)
        g_string_append_printf (text, "%c%d", d == 0 ? ' ' : ',', g_array_index (outcome->decisions, int, d));
      g_assert_cmpuint (outcome->texts->len, >=, outcome->decisions->len);
    }
  return g_string_free (text, FALSE);
}

static void
test_outcomes (void)
{
  static const struct { const char *moves; int ending; int n_applied; int first_parting; const char *practices; } cases[] = {
    { "- ask write", 0, 1, -1, "b4 applied 1,2" },
    { "- ask leave", 1, 0, 1, "b4 partly 1,2" },
    { "- tell ask write", 1, 0, 0, "b4 partly 1,2,3; b1 missed 1" },
    { "- close-now leave", 1, 1, 1, "b1 applied 1; b4 missed 2" },
    { "- wait wait wait", 2, 0, -1, "b1 partly 1,2,3; b4 missed" },
  };
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NxDebrief) self = debrief (scenario, cases[i].moves);
      g_autofree char *practices = dup_practices (self);

      g_test_message ("%s", cases[i].moves);
      g_assert_cmpint (self->ending, ==, cases[i].ending);
      g_assert_cmpint (self->expert_ending, ==, 0);
      g_assert_cmpstr (practices, ==, cases[i].practices);
      g_assert_cmpuint (self->n_applied, ==, cases[i].n_applied);
      g_assert_cmpint (self->first_parting, ==, cases[i].first_parting);
    }
}

static void
test_paths (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (NxDebrief) self = debrief (scenario, "- wait tell write");
  const NxPathStep *step = &g_array_index (self->path, NxPathStep, 1);

  g_assert_cmpuint (self->path->len, ==, 3);
  g_assert_cmpuint (self->expert_path->len, ==, 2);
  g_assert_cmpint (step->scene, ==, 1);
  g_assert_cmpint (step->number, ==, 2);
  g_assert_cmpint (step->choice, ==, 1);
  g_assert_cmpint (step->clock, ==, 3);
  g_assert_cmpint (step->expert_choice, ==, 0);
  g_assert_true (step->on_expert_path);
  g_assert_cmpint (nx_scenario_state_get_clock (self->expert_state), ==, 3);
  g_assert_cmpint (nx_scenario_state_get_meter (self->expert_state, 0), ==, 4);
  g_assert_cmpint (nx_scenario_state_get_clock (self->state), ==, 5);
}

static void
test_refusals (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (GError) error = NULL;
  static const int cut_short[] = { -1, 0 };
  static const int impossible[] = { -1, 9 };
  static const int too_long[] = { -1, 0, 0, 0 };

  g_assert_null (nx_debrief_new (scenario, cut_short, 2, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE);
  g_clear_error (&error);
  g_assert_null (nx_debrief_new (scenario, impossible, 2, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE);
  g_clear_error (&error);
  g_assert_null (nx_debrief_new (scenario, too_long, 4, &error));
  g_assert_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_ENDED);
}

/* The real scenario: as the expert, every practice is applied or at least not missed, and nothing parts. */
static void
test_real_expert (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (REAL);
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (scenario);
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (NxDebrief) self = NULL;
  g_autoptr (GError) error = NULL;

  while (nx_scenario_state_get_scene (state) >= 0)
    {
      const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
      int choice = scene->decision != NULL ? scene->decision->expert : -1;

      nx_scenario_apply (scenario, state, choice, NULL, &error);
      g_assert_no_error (error);
      g_array_append_val (choices, choice);
    }
  self = nx_debrief_new (scenario, (const int *) choices->data, choices->len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (self->first_parting, ==, -1);
  g_assert_cmpint (self->ending, ==, self->expert_ending);
  g_assert_cmpint (self->ending, !=, scenario->timeout_ending);
  g_assert_cmpuint (self->path->len, >=, 4);
  g_assert_cmpuint (self->path->len, ==, self->expert_path->len);
  g_assert_true (nx_scenario_state_equal (self->state, self->expert_state));
  for (guint i = 0; i < self->practices->len; i++)
    g_assert_cmpint (((const NxPracticeOutcome *) g_ptr_array_index (self->practices, i))->mark, !=, NX_MARK_MISSED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/debrief/outcomes", test_outcomes);
  g_test_add_func ("/debrief/paths", test_paths);
  g_test_add_func ("/debrief/refusals", test_refusals);
  g_test_add_func ("/debrief/real-expert", test_real_expert);
  return g_test_run ();
}
