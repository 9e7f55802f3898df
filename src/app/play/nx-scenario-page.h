/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* NxScenarioPage: one scenario, decision by decision, to its ending. Made by nx_scenario_page_new() and nx_scenario_page_new_retry() (nx-pages.h). */
#define NX_TYPE_SCENARIO_PAGE (nx_scenario_page_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioPage, nx_scenario_page, NX, SCENARIO_PAGE, AdwBin)

/* For tests and screenshots: "empty", "status", "intro", "scene", "consequence", "ending". */
const char *nx_scenario_page_get_shown (NxScenarioPage *self);

G_END_DECLS
