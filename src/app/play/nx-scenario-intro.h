/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxScenarioIntro: before a scenario begins: where, who, how long, what is watched. Signals: "shown" (char *title), when
 * its text is there; "failed" (GError *error); "begin" (it counts) and "practice": what the person chose.
 */
#define NX_TYPE_SCENARIO_INTRO (nx_scenario_intro_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioIntro, nx_scenario_intro, NX, SCENARIO_INTRO, AdwBin)

/* Reads it in the study's language, on a worker, straight from the pack: looking at it begins no run. Again for a new language. */
void nx_scenario_intro_open (NxScenarioIntro *self,
                             NxContext       *context,
                             const char      *scenario);
void nx_scenario_intro_focus (NxScenarioIntro *self);

G_END_DECLS
