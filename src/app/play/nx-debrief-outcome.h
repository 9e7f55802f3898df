/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "nx-block-aids.h"
#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/* The two tables of a debrief that say how it went; main thread. */

/* Ending, time and the bands of the meters: a row each, tied to its name for a screen reader. */
void nx_debrief_fill_outcome (GtkGrid          *grid,
                              const NxScenario *scenario,
                              const NxDebrief  *debrief);
/* A practice's row at the end of the list, with its mark in words; the id stands in the row's data "practice". */
void nx_debrief_append_practice (GtkListBox              *list,
                                 NxBlockAids             *aids,
                                 const NxPracticeOutcome *outcome);

G_END_DECLS
