/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-svg.h"

G_BEGIN_DECLS

/*
 * NxFigureDrawing: shows a picture as large as it is allotted, in the colours of the mode. It is drawn on a worker;
 * until then its room is empty, or has the drawing of before, scaled.
 */
#define NX_TYPE_FIGURE_DRAWING (nx_figure_drawing_get_type ())
G_DECLARE_FINAL_TYPE (NxFigureDrawing, nx_figure_drawing, NX, FIGURE_DRAWING, GtkWidget)

/* @mirror: it turns around right to left; @alt: its name for a screen reader. */
NxFigureDrawing *nx_figure_drawing_new (NxSvg      *svg,
                                        gboolean    mirror,
                                        const char *alt);
/* Another widget for the same picture, which shares nothing else with it. */
NxFigureDrawing *nx_figure_drawing_new_copy (NxFigureDrawing *other,
                                             const char      *alt);
/* By how much it is larger than it stands now; 0: as wide as it is allotted. */
void nx_figure_drawing_zoom (NxFigureDrawing *self,
                             double           factor);
/* For tests and pictures: what is on the screen is drawn for it. */
gboolean nx_figure_drawing_is_drawn (NxFigureDrawing *self);

G_END_DECLS
