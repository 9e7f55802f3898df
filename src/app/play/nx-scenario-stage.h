/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-attempt.h"
#include "nx-block-aids.h"
#include "nx-settings.h"

G_BEGIN_DECLS

/*
 * NxScenarioStage: the centre of the scenario player. It shows the open scene with its choices, what a
 * decision caused, or the ending; a document or a past decision slides over it, so that the choices stay
 * one step away. Signals: "changed" (the choice), "over-changed" (something slid over or went).
 */
#define NX_TYPE_SCENARIO_STAGE (nx_scenario_stage_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioStage, nx_scenario_stage, NX, SCENARIO_STAGE, AdwBin)

void nx_scenario_stage_follow_style (NxScenarioStage *self,
                                     NxSettings      *settings);
/* Both are held. Must come before anything is shown; what is shown stays until the next call below. */
void nx_scenario_stage_set_scenario (NxScenarioStage *self,
                                     NxScenario      *scenario,
                                     NxBlockAids     *aids);
/* The scene in which @state stands. @take_focus: its heading takes it. */
void nx_scenario_stage_show_scene (NxScenarioStage       *self,
                                   const NxScenarioState *state,
                                   gboolean               take_focus);
/* What @move, decision @number, caused; replaces the scene, and the heading takes the focus. */
void nx_scenario_stage_show_consequence (NxScenarioStage *self,
                                         const NxMove    *move,
                                         int              number);
void nx_scenario_stage_show_ending (NxScenarioStage *self,
                                    int              ending);
/* Slide over: a document of the dossier, or a past decision to be read again. */
void nx_scenario_stage_open_document (NxScenarioStage *self,
                                      int              document);
void nx_scenario_stage_open_past (NxScenarioStage *self,
                                  const NxMove    *move,
                                  int              number);
gboolean nx_scenario_stage_is_covered (NxScenarioStage *self);
/* Back to the situation; FALSE if nothing was over it. */
gboolean nx_scenario_stage_uncover (NxScenarioStage *self);
/* The index of the chosen choice in the decision; -1 if none. */
int nx_scenario_stage_get_choice (NxScenarioStage *self);
void nx_scenario_stage_set_choice (NxScenarioStage *self,
                                   int              choice);
/* While a decision is being stored nothing can be chosen. */
void nx_scenario_stage_set_busy (NxScenarioStage *self,
                                 gboolean         busy);
void nx_scenario_stage_show_problem (NxScenarioStage *self,
                                     const GError    *error);
gboolean nx_scenario_stage_press_digit (NxScenarioStage *self,
                                        guint            digit);

G_END_DECLS
