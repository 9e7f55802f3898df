/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-scenario-fixture.h"

#include <string.h>

#include "nx-content.h"

NxScenario *
nx_scenario_fixture_load (const char *path)
{
  g_autofree char *full = g_test_build_filename (G_TEST_DIST, path, NULL);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) error = NULL;
  NxScenario *scenario;
  char *text;
  gsize size;

  g_file_get_contents (full, &text, &size, &error);
  g_assert_no_error (error);
  xml = g_bytes_new_take (text, size);
  scenario = nx_scenario_parse (xml, path, &error);
  g_assert_no_error (error);
  return scenario;
}

int
nx_scenario_fixture_find_choice (const NxScenario      *scenario,
                                 const NxScenarioState *state,
                                 const char            *id)
{
  const NxScene *scene;
  int choice;

  if (strcmp (id, "-") == 0)
    return -1;
  g_assert_cmpint (nx_scenario_state_get_scene (state), >=, 0);
  scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
  g_assert_nonnull (scene->decision);
  choice = nx_decision_find_choice (scene->decision, id);
  if (choice < 0)
    g_test_message ("no choice %s in scene %s", id, scene->id);
  g_assert_cmpint (choice, >=, 0);
  return choice;
}

GArray *
nx_scenario_fixture_find_moves (const NxScenario *scenario,
                                const char       *moves)
{
  g_auto (GStrv) ids = g_strsplit (moves, " ", -1);
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (scenario);
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; ids[i] != NULL; i++)
    {
      int choice = nx_scenario_fixture_find_choice (scenario, state, ids[i]);
      g_autoptr (GError) error = NULL;

      nx_scenario_apply (scenario, state, choice, NULL, &error);
      g_assert_no_error (error);
      g_array_append_val (choices, choice);
    }
  return choices;
}
