/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-content.h"

G_BEGIN_DECLS

/* NxScenarioIntro: before a scenario begins: where, who, how long, what is watched. Signals "begin" (it counts) and "practice". */
#define NX_TYPE_SCENARIO_INTRO (nx_scenario_intro_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioIntro, nx_scenario_intro, NX, SCENARIO_INTRO, AdwBin)

/* @again: the person has finished it before, so that a new start may count or be practice. */
void nx_scenario_intro_show (NxScenarioIntro  *self,
                             const NxScenario *scenario,
                             const char       *language,
                             gboolean          again);
void nx_scenario_intro_focus (NxScenarioIntro *self);

G_END_DECLS
