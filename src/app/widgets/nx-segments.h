/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxSegments: a row of equal segments, filled from the start. Accessible role meter: whoever sets the
 * value also says it in words. The filled colour is the widget's CSS `color`; style classes `good`,
 * `raised` and `high` tint it. It never speaks by colour alone: the words stand beside it.
 */
#define NX_TYPE_SEGMENTS (nx_segments_get_type ())
G_DECLARE_FINAL_TYPE (NxSegments, nx_segments, NX, SEGMENTS, GtkWidget)

GtkWidget *nx_segments_new (void);
guint nx_segments_get_n_segments (NxSegments *self);
double nx_segments_get_filled (NxSegments *self);

/*
 * nx_segments_set:
 * @n_segments: 1..100
 * @filled: how many are filled, 0..@n_segments; a fraction fills its segment in part
 * @words: the value in words, translated ("Fair, 3 of 5")
 * @animate: move from the present value in 200 ms, unless animations are off
 */
void nx_segments_set (NxSegments *self,
                      guint       n_segments,
                      double      filled,
                      const char *words,
                      gboolean    animate);

G_END_DECLS
