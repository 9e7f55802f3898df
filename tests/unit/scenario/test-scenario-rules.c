/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a move does, step by step; and that the same moves always do the same. */

#include "nx-scenario-rules.h"

#include <string.h>

#include "nx-scenario-fixture.h"

/* ---- Runs through the sample: each line is a run, its end in words ---- */

typedef struct
{
  const char *moves;
  const char *end;          /* "scene gate", "ending good" */
  int clock, trust, risk;
  const char *documents;    /* in hand at the end */
  const char *flags;
  int n_decisions;
} Run;

static const Run runs[] = {
  { "", "scene arrive", 0, 3, 1, "list", "", 0 },
  { "-", "scene gate", 0, 3, 1, "list", "", 0 },
  { "- ask", "scene close", 2, 4, 1, "list reply", "", 1 },
  { "- ask write", "ending good", 3, 4, 2, "list reply", "found", 2 },
  { "- ask leave", "ending mixed", 2, 4, 1, "list reply", "", 2 },
  { "- close-now write", "ending mixed", 2, 3, 2, "list", "found", 2 },
  /* `later` after 2: scheduled at clock 1, due at 3. */
  { "- tell", "scene gate", 1, 3, 5, "list", "told", 1 },
  { "- tell close-now", "scene close", 2, 3, 5, "list", "told", 2 },
  { "- tell close-now write", "ending mixed", 3, 1, 5, "list slip", "told found", 3 },
  /* `set` at 3 comes before what is due at 3: 2 + 3. Meters are held after both: 5 + 4 is not held in between. */
  { "- tell ask", "scene close", 3, 2, 8, "list reply slip", "told", 2 },
  { "- tell ask write", "ending mixed", 4, 2, 2, "list reply slip", "told found", 3 },
  /* A condition on the clock sees the time after the choice. */
  { "- wait tell", "scene close", 4, 3, 5, "list", "told", 2 },
  { "- wait wait tell", "scene close", 7, 3, 5, "list", "told", 3 },
  /* The clock stops at its limit, and time-out comes before the target. */
  { "- wait wait wait", "ending late", 8, 3, 1, "list", "", 3 },
  { "- wait wait ask", "ending late", 8, 4, 1, "list reply", "", 3 },
  { "- wait wait close-now write", "ending late", 8, 3, 2, "list", "found", 4 },
};

static char *
dup_documents (const NxScenario      *scenario,
               const NxScenarioState *state)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scenario->documents->len; i++)
    if (nx_scenario_state_has_document (state, (int) i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", ((const NxDocument *) g_ptr_array_index (scenario->documents, i))->id);
  return g_string_free (text, FALSE);
}

static char *
dup_flags (const NxScenario      *scenario,
           const NxScenarioState *state)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scenario->flags->len; i++)
    if (nx_scenario_state_is_flag_on (state, (int) i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", (const char *) g_ptr_array_index (scenario->flags, i));
  return g_string_free (text, FALSE);
}

static char *
dup_end (const NxScenario      *scenario,
         const NxScenarioState *state)
{
  int scene = nx_scenario_state_get_scene (state);
  int ending = nx_scenario_state_get_ending (state);

  g_assert_true ((scene < 0) != (ending < 0));
  if (scene >= 0)
    return g_strconcat ("scene ", ((const NxScene *) g_ptr_array_index (scenario->scenes, scene))->id, NULL);
  return g_strconcat ("ending ", ((const NxEnding *) g_ptr_array_index (scenario->endings, ending))->id, NULL);
}

static NxScenarioState *
replay (const NxScenario *scenario,
        const int        *choices,
        gsize             n_choices)
{
  NxScenarioState *state = nx_scenario_state_new (scenario);

  for (gsize i = 0; i < n_choices; i++)
    {
      g_autoptr (GError) error = NULL;

      nx_scenario_apply (scenario, state, choices[i], NULL, &error);
      g_assert_no_error (error);
    }
  return state;
}

static void
test_runs (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      const Run *run = &runs[i];
      g_autoptr (GArray) choices = run->moves[0] != '\0' ? nx_scenario_fixture_find_moves (scenario, run->moves) : g_array_new (FALSE, FALSE, sizeof (int));
      g_autoptr (NxScenarioState) state = replay (scenario, (const int *) choices->data, choices->len);
      g_autofree char *end = dup_end (scenario, state);
      g_autofree char *documents = dup_documents (scenario, state);
      g_autofree char *flags = dup_flags (scenario, state);

      g_test_message ("%s", run->moves);
      g_assert_cmpstr (end, ==, run->end);
      g_assert_cmpint (nx_scenario_state_get_clock (state), ==, run->clock);
      g_assert_cmpint (nx_scenario_state_get_meter (state, 0), ==, run->trust);
      g_assert_cmpint (nx_scenario_state_get_meter (state, 1), ==, run->risk);
      g_assert_cmpstr (documents, ==, run->documents);
      g_assert_cmpstr (flags, ==, run->flags);
      g_assert_cmpint (nx_scenario_state_get_n_decisions (state), ==, run->n_decisions);
    }
}

/* ---- One move, as it is shown and recorded ---- */

static void
test_move (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (GArray) choices = nx_scenario_fixture_find_moves (scenario, "- tell close-now");
  g_autoptr (NxScenarioState) state = replay (scenario, (const int *) choices->data, choices->len);
  g_autoptr (NxMove) move = NULL;
  g_autoptr (NxMove) copy = NULL;
  g_autoptr (GError) error = NULL;

  nx_scenario_apply (scenario, state, 0, &move, &error);
  g_assert_no_error (error);
  copy = nx_move_copy (move);
  g_clear_pointer (&move, nx_move_free);
  g_assert_cmpint (copy->from_scene, ==, 2);
  g_assert_cmpint (copy->choice, ==, 0);
  g_assert_cmpint (copy->clock_before, ==, 2);
  g_assert_cmpint (copy->clock_after, ==, 3);
  g_assert_cmpint (copy->to_scene, ==, -1);
  g_assert_cmpint (copy->to_ending, ==, 1);
  g_assert_false (copy->timed_out);
  /* trust 3 → 1; risk was 5, set to 2, then 3 more came due: nothing changed in sum. */
  g_assert_cmpuint (copy->meter_changes->len, ==, 1);
  g_assert_cmpint (g_array_index (copy->meter_changes, NxMeterChange, 0).meter, ==, 0);
  g_assert_cmpint (g_array_index (copy->meter_changes, NxMeterChange, 0).before, ==, 3);
  g_assert_cmpint (g_array_index (copy->meter_changes, NxMeterChange, 0).after, ==, 1);
  g_assert_cmpuint (copy->documents->len, ==, 1);
  g_assert_cmpint (g_array_index (copy->documents, int, 0), ==, 2);
}

static void
test_timed_out (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (GArray) choices = nx_scenario_fixture_find_moves (scenario, "- wait wait");
  g_autoptr (NxScenarioState) state = replay (scenario, (const int *) choices->data, choices->len);
  g_autoptr (NxMove) move = NULL;

  g_assert_true (nx_scenario_apply (scenario, state, 0, &move, NULL));
  g_assert_true (move->timed_out);
  g_assert_cmpint (move->to_ending, ==, scenario->timeout_ending);
}

static void
test_refusals (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  static const struct { const char *before; int choice; NxScenarioError code; } cases[] = {
    { "", 0, NX_SCENARIO_ERROR_NO_SUCH_CHOICE },
    { "-", -1, NX_SCENARIO_ERROR_NO_SUCH_CHOICE },
    { "-", 4, NX_SCENARIO_ERROR_NO_SUCH_CHOICE },
    { "-", -2, NX_SCENARIO_ERROR_NO_SUCH_CHOICE },
    { "- tell", 1, NX_SCENARIO_ERROR_CLOSED },
    { "- ask write", -1, NX_SCENARIO_ERROR_ENDED },
    { "- ask write", 0, NX_SCENARIO_ERROR_ENDED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) choices = cases[i].before[0] != '\0' ? nx_scenario_fixture_find_moves (scenario, cases[i].before) : g_array_new (FALSE, FALSE, sizeof (int));
      g_autoptr (NxScenarioState) state = replay (scenario, (const int *) choices->data, choices->len);
      g_autoptr (NxScenarioState) before = nx_scenario_state_copy (state);
      g_autoptr (NxMove) move = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (nx_scenario_apply (scenario, state, cases[i].choice, &move, &error));
      g_assert_error (error, NX_SCENARIO_ERROR, (int) cases[i].code);
      g_assert_null (move);
      g_assert_true (nx_scenario_state_equal (state, before));
    }
}

static void
test_asking (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (scenario);
  const NxMeter *trust = g_ptr_array_index (scenario->meters, 0);
  const NxDecision *share = ((const NxScene *) g_ptr_array_index (scenario->scenes, 1))->decision;
  static const int bands[] = { 0, 0, 1, 1, 2, 2 };
  int index;

  for (int value = 0; value <= 5; value++)
    {
      const NxBand *band = nx_meter_get_band (trust, value, &index);

      g_assert_cmpint (index, ==, bands[value]);
      g_assert_true (band == g_ptr_array_index (trust->bands, index));
    }
  g_assert_cmpint (nx_choice_get_time (g_ptr_array_index (share->choices, 0)), ==, 2);
  g_assert_cmpint (nx_choice_get_time (g_ptr_array_index (share->choices, 2)), ==, 3);
  g_assert_true (nx_choice_is_open (scenario, state, g_ptr_array_index (share->choices, 1)));
  g_assert_true (nx_condition_holds (scenario, state, NULL));
}

/* ---- Random walks ---- */

/* An open choice, or -1 to go on; never stuck in a sound scenario. */
static int
pick (const NxScenario      *scenario,
      const NxScenarioState *state,
      GRand                 *random)
{
  const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
  int open[32];
  int n_open = 0;

  if (scene->decision == NULL)
    return -1;
  for (guint i = 0; i < scene->decision->choices->len; i++)
    if (nx_choice_is_open (scenario, state, g_ptr_array_index (scene->decision->choices, i)))
      open[n_open++] = (int) i;
  g_assert_cmpint (n_open, >, 0);
  return open[g_rand_int_range (random, 0, n_open)];
}

static void
assert_ranges (const NxScenario      *scenario,
               const NxScenarioState *state)
{
  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);

      g_assert_cmpint (nx_scenario_state_get_meter (state, (int) i), >=, meter->min);
      g_assert_cmpint (nx_scenario_state_get_meter (state, (int) i), <=, meter->max);
    }
  g_assert_cmpint (nx_scenario_state_get_clock (state), <=, scenario->limit);
}

/* Walks to an ending; then the moves replayed, and a copy taken half-way and walked on, must come to the same. */
static void
walk_once (const NxScenario *scenario,
           GRand            *random)
{
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (scenario);
  g_autoptr (NxScenarioState) half = NULL;
  g_autoptr (NxScenarioState) again = NULL;
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (int));
  guint half_at = g_rand_int_range (random, 0, 6);

  while (nx_scenario_state_get_scene (state) >= 0)
    {
      int choice = pick (scenario, state, random);
      g_autoptr (GError) error = NULL;

      if (choices->len == half_at)
        half = nx_scenario_state_copy (state);
      nx_scenario_apply (scenario, state, choice, NULL, &error);
      g_assert_no_error (error);
      assert_ranges (scenario, state);
      g_array_append_val (choices, choice);
      g_assert_cmpuint (choices->len, <, 1000);
    }
  again = replay (scenario, (const int *) choices->data, choices->len);
  g_assert_true (nx_scenario_state_equal (state, again));
  g_assert_cmpuint (nx_scenario_state_hash (state), ==, nx_scenario_state_hash (again));
  if (half == NULL)
    return;
  for (guint i = half_at; i < choices->len; i++)
    g_assert_true (nx_scenario_apply (scenario, half, g_array_index (choices, int, i), NULL, NULL));
  g_assert_true (nx_scenario_state_equal (state, half));
}

static void
test_random_walks (gconstpointer path)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (path);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 10000; i++)
    walk_once (scenario, random);
}

/* Two loads of one file are one scenario: a state of the one equals a state of the other. */
static void
test_two_loads (void)
{
  g_autoptr (NxScenario) one = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (NxScenario) other = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (GArray) choices = nx_scenario_fixture_find_moves (one, "- tell");
  g_autoptr (NxScenarioState) a = replay (one, (const int *) choices->data, choices->len);
  g_autoptr (NxScenarioState) b = replay (other, (const int *) choices->data, choices->len);
  g_autoptr (NxScenarioState) c = replay (other, (const int *) choices->data, 1);

  g_assert_true (nx_scenario_state_equal (a, b));
  g_assert_false (nx_scenario_state_equal (a, c));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/scenario/runs", test_runs);
  g_test_add_func ("/scenario/move", test_move);
  g_test_add_func ("/scenario/timed-out", test_timed_out);
  g_test_add_func ("/scenario/refusals", test_refusals);
  g_test_add_func ("/scenario/asking", test_asking);
  g_test_add_func ("/scenario/two-loads", test_two_loads);
  g_test_add_data_func ("/scenario/random-walks/sample", SAMPLE, test_random_walks);
  g_test_add_data_func ("/scenario/random-walks/real", REAL, test_random_walks);
  return g_test_run ();
}
