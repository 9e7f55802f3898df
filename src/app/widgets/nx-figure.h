/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxFigure: one SVG of a pack, drawn by librsvg in the colours of the mode. It scales to the width it is
 * given and keeps its shape; click or Enter opens it full screen with zoom; its menu (and the Menu key)
 * leads to "Describe this figure", the long description.
 */
#define NX_TYPE_FIGURE (nx_figure_get_type ())
G_DECLARE_FINAL_TYPE (NxFigure, nx_figure, NX, FIGURE, GtkWidget)

typedef enum { NX_FIGURE_LIGHT, NX_FIGURE_DARK, NX_FIGURE_PRINT } NxFigureMode;

/* The CSS that librsvg lays over a figure. Static. */
const char *nx_figure_mode_get_style_sheet (NxFigureMode mode);

/*
 * nx_figure_new:
 * @svg: (nullable): its bytes; NULL or unreadable: @description is shown in the frame
 * @alt: the short alternative text
 * @description: (nullable): the long one, plain text
 * @mirror: whether the figure turns around right to left
 */
GtkWidget *nx_figure_new (GBytes     *svg,
                          const char *alt,
                          const char *description,
                          gboolean    mirror);
gboolean nx_figure_is_readable (NxFigure *self);
/* Opens it full screen. */
void nx_figure_open (NxFigure *self);
/* Shows the long description. */
void nx_figure_describe (NxFigure *self);

G_END_DECLS
