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

/* Reads a scenario for its entry page, on a worker, straight from the pack: looking at it begins no run. */
void nx_scenario_intro_load_async (NxLibrary           *library,
                                   const char          *scenario,
                                   const char          *language,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
NxScenario *nx_scenario_intro_load_finish (GAsyncResult  *result,
                                           GError       **error);
/* @again: the person has finished it before, so that a new start may count or be practice. */
void nx_scenario_intro_show (NxScenarioIntro  *self,
                             const NxScenario *scenario,
                             const char       *language,
                             gboolean          again);
void nx_scenario_intro_focus (NxScenarioIntro *self);

G_END_DECLS
