/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxProgressRing: a fraction as a ring, from the top, in reading direction's turn (clockwise, mirrored
 * right to left). Nothing but the track at 0, a check at 1. Role progress-bar. Sizes 16, 22, 42, 48.
 */
#define NX_TYPE_PROGRESS_RING (nx_progress_ring_get_type ())
G_DECLARE_FINAL_TYPE (NxProgressRing, nx_progress_ring, NX, PROGRESS_RING, GtkWidget)

GtkWidget *nx_progress_ring_new (int size);
/* @label: what stands inside (a number), or NULL; with a label there is no check at 1. @name: the accessible label. */
void nx_progress_ring_set (NxProgressRing *self,
                           double          fraction,
                           const char     *label,
                           const char     *name);
double nx_progress_ring_get_fraction (NxProgressRing *self);

G_END_DECLS
