/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-svg.h"

G_BEGIN_DECLS

/*
 * NxFigure: one picture of a pack, in the colours of the mode. It scales to the width it is
 * given and keeps its shape; click or Enter opens it full screen with zoom; its menu (and the Menu key)
 * leads to "Describe this figure", the long description.
 */
#define NX_TYPE_FIGURE (nx_figure_get_type ())
G_DECLARE_FINAL_TYPE (NxFigure, nx_figure, NX, FIGURE, GtkWidget)

/*
 * nx_figure_new:
 * @svg: (nullable): held; NULL: @description is shown in the frame
 * @alt: the short alternative text
 * @description: (nullable): the long one, plain text
 * @mirror: whether the figure turns around right to left
 */
GtkWidget *nx_figure_new (NxSvg      *svg,
                          const char *alt,
                          const char *description,
                          gboolean    mirror);
gboolean nx_figure_is_readable (NxFigure *self);
/* For tests and pictures: the drawing is there, for the size and the mode of now. */
gboolean nx_figure_is_drawn (NxFigure *self);
/* Opens it full screen. */
void nx_figure_open (NxFigure *self);
/* Shows the long description. */
void nx_figure_describe (NxFigure *self);

G_END_DECLS
