/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* NxScenariosPage: the scenarios of the pack, grouped by part, with where each stands. */
#define NX_TYPE_SCENARIOS_PAGE (nx_scenarios_page_get_type ())
G_DECLARE_FINAL_TYPE (NxScenariosPage, nx_scenarios_page, NX, SCENARIOS_PAGE, AdwBin)

GtkWidget *nx_scenarios_page_new (NxContext *context);

G_END_DECLS
