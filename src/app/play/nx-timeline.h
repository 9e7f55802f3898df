/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-attempt.h"

G_BEGIN_DECLS

/* NxTimeline: the scenario's end panel: decisions so far, along a line, and where the story stands. A past decision can be opened to be read again. Signal "open" (int move). */
#define NX_TYPE_TIMELINE (nx_timeline_get_type ())
G_DECLARE_FINAL_TYPE (NxTimeline, nx_timeline, NX, TIMELINE, AdwBin)

/* Reads the attempt now; call again when it changed. */
void nx_timeline_update (NxTimeline        *self,
                         NxScenarioAttempt *attempt);
void nx_timeline_focus (NxTimeline *self);

G_END_DECLS
