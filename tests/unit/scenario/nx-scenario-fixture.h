/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-scenario-rules.h"

/* @path below tests/; fails the test if it does not load. */
NxScenario *nx_scenario_fixture_load (const char *path);
/* The index of the choice @id in the scene where @state stands; "-" means to go on. */
int nx_scenario_fixture_find_choice (const NxScenario *scenario, const NxScenarioState *state, const char *id);
/* The indexes for the ids in @moves, space-separated, from the start. (transfer full) */
GArray *nx_scenario_fixture_find_moves (const NxScenario *scenario, const char *moves);

#define SAMPLE "fixtures/content/good/scenarios/gate.xml"
#define REAL "../data/packs/core/scenarios/second-manifest.xml"
