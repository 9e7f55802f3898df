/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-adaptive-bin.h"
#include "nx-block-aids.h"
#include "nx-scenario-board.h"

G_BEGIN_DECLS

/* NxScenarioHeader: the player's upper edge: back, the panels of the board, the title, what the scenario is. Activates "win.back". */
#define NX_TYPE_SCENARIO_HEADER (nx_scenario_header_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioHeader, nx_scenario_header, NX, SCENARIO_HEADER, AdwBin)

/* Names the controls; again for a new language. */
void nx_scenario_header_set_words (NxScenarioHeader *self);
/* Its buttons show and hide the panels of @board. */
void nx_scenario_header_set_board (NxScenarioHeader *self,
                                   NxScenarioBoard  *board);
/* @subtitle may be NULL. */
void nx_scenario_header_set_titles (NxScenarioHeader *self,
                                    const char       *title,
                                    const char       *subtitle);
/* What "About this scenario" says; from then on it is offered. Both are borrowed until the next call: hold the scenario. */
void nx_scenario_header_set_scenario (NxScenarioHeader *self,
                                      const NxScenario *scenario,
                                      NxBlockAids      *aids);
/* @playing: there are panels; where it is narrow the bar has their buttons. */
void nx_scenario_header_place (NxScenarioHeader *self,
                               gboolean          playing,
                               NxWidthClass      width);

G_END_DECLS
