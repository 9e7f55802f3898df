/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-adaptive-bin.h"
#include "nx-attempt.h"
#include "nx-block-aids.h"
#include "nx-play-bar.h"
#include "nx-scenario-stage.h"

G_BEGIN_DECLS

/*
 * NxScenarioBoard: a scenario while it is played: the meters above, the dossier and the decisions so far at the sides,
 * the stage between them, the bar below. Where there is no room for all, a side panel lies over the stage and is folded
 * away when something is opened from it. Signals "open-document" (int document) and "open-past" (int move): what the
 * person wants to read.
 */
#define NX_TYPE_SCENARIO_BOARD (nx_scenario_board_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioBoard, nx_scenario_board, NX, SCENARIO_BOARD, AdwBin)

NxScenarioStage *nx_scenario_board_get_stage (NxScenarioBoard *self);
NxPlayBar *nx_scenario_board_get_bar (NxScenarioBoard *self);

/* Must come before anything is shown; both are held. */
void nx_scenario_board_set_scenario (NxScenarioBoard *self,
                                     NxScenario      *scenario,
                                     NxBlockAids     *aids);
/* Meters and panels, from the attempt as it is now. @last: whose changes the meters show, or NULL; @animate: they move there. */
void nx_scenario_board_update (NxScenarioBoard   *self,
                               NxScenarioAttempt *attempt,
                               const NxMove      *last,
                               gboolean           animate);
/* A document was opened, or is new: the dossier alone. */
void nx_scenario_board_update_dossier (NxScenarioBoard   *self,
                                       NxScenarioAttempt *attempt);
/* Documents at hand, and how many of them are new. */
guint nx_scenario_board_get_n_documents (NxScenarioBoard *self,
                                         guint           *out_n_new);

/* Panels stand open where there is room for three columns; then the person decides. */
void nx_scenario_board_place (NxScenarioBoard *self,
                              NxWidthClass     width);
/* Toggle buttons that show whether each panel stands open, and open and close it. */
void nx_scenario_board_bind_buttons (NxScenarioBoard *self,
                                     GtkWidget       *dossier_button,
                                     GtkWidget       *timeline_button);
/* Opens or closes the panel, and moves the focus into it or back to the stage. */
void nx_scenario_board_toggle_dossier (NxScenarioBoard *self);
void nx_scenario_board_toggle_timeline (NxScenarioBoard *self);
void nx_scenario_board_show_dossier (NxScenarioBoard *self);
/* Takes away what lies over the stage; FALSE if nothing does. */
gboolean nx_scenario_board_uncover (NxScenarioBoard *self);

/* On the stage, when the panel that it came from is out of the way. */
void nx_scenario_board_open_document (NxScenarioBoard *self,
                                      int              document);
void nx_scenario_board_open_past (NxScenarioBoard *self,
                                  const NxMove    *move,
                                  int              number);
void nx_scenario_board_toast (NxScenarioBoard *self,
                              const char      *words);

G_END_DECLS
