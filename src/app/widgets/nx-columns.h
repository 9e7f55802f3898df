/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxColumns: a page's main column and a narrow one at its end, each as high as it is, for a GtkScrolledWindow. Where there
 * is no room for both, the narrow one stands first, above the other, as wide as the page. Tab goes through them as they
 * are read, one after the other. In a .ui file: two children, the main one and <child type="side">; properties "spacing"
 * in pixels, and "side-width" and "maximum-width", of both together, which stand in the middle of what is wider, in
 * pixels at the usual size of text.
 *
 * Strictly height for width: a GtkGrid or a GtkBox asks each column how wide it is at each height, and what stands in it
 * asks again. Asked how high it is at no width, as a scrolled window does, which does not need to know, it says 0,
 * where an AdwClamp would lay all its text out for its natural width.
 */
#define NX_TYPE_COLUMNS (nx_columns_get_type ())
G_DECLARE_FINAL_TYPE (NxColumns, nx_columns, NX, COLUMNS, GtkWidget)

void nx_columns_set_stacked (NxColumns *self,
                             gboolean   stacked);

G_END_DECLS
