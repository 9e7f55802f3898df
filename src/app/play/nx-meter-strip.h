/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-adaptive-bin.h"
#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/* NxMeterStrip: story time and the meters of a scenario in equal cells: icon, name, word, last change, segments. */
#define NX_TYPE_METER_STRIP (nx_meter_strip_get_type ())
G_DECLARE_FINAL_TYPE (NxMeterStrip, nx_meter_strip, NX, METER_STRIP, GtkWidget)

/* Builds the cells anew. @scenario is borrowed until the next call. */
void nx_meter_strip_set_scenario (NxMeterStrip     *self,
                                  const NxScenario *scenario);
/* @last: the move whose changes are shown, or NULL. @animate: move there. */
void nx_meter_strip_set_state (NxMeterStrip          *self,
                               const NxScenarioState *state,
                               const NxMove          *last,
                               gboolean               animate);
/* Wide: segments beside the words. Otherwise below them, and narrow without icons. */
void nx_meter_strip_set_width_class (NxMeterStrip *self,
                                     NxWidthClass  width_class);

G_END_DECLS
