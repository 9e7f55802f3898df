/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* NxWrapLayout: children one after the other at their natural width, in as many lines as the width needs, from the start. The last of a line takes what is left of it if it expands and does not stand there alone. GtkFlowBox lays out a grid and takes focus for its cells; neither fits chips. */
#define NX_TYPE_WRAP_LAYOUT (nx_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (NxWrapLayout, nx_wrap_layout, NX, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *nx_wrap_layout_new (int column_spacing_px,
                                      int line_spacing_px);
/* Lines in the middle. */
GtkLayoutManager *nx_wrap_layout_new_centered (int column_spacing_px,
                                               int line_spacing_px);

G_END_DECLS
