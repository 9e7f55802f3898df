/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxSideRow: children in a row, strictly height for width: each has its natural width, the one that expands
 * takes the rest and stands in the middle, at its own height; where there is too little, the last of the others
 * gives up what it can. A GtkBox asks wrapping labels for their width at a height, and each such question
 * shapes the text a dozen times; on a page of cards that is most of the time to its first frame. So does every
 * widget that is aligned in its height: leave the expanding child's valign alone.
 */
#define NX_TYPE_SIDE_ROW (nx_side_row_get_type ())
G_DECLARE_FINAL_TYPE (NxSideRow, nx_side_row, NX, SIDE_ROW, GtkWidget)

/* @spacing: px between two children, also the property of that name. */
GtkWidget *nx_side_row_new (int spacing);
void nx_side_row_append (NxSideRow *self, GtkWidget *child);
void nx_side_row_prepend (NxSideRow *self, GtkWidget *child);
/* Narrow windows: one below the other, each over the full width, without spacing. */
void nx_side_row_set_stacked (NxSideRow *self, gboolean stacked);

G_END_DECLS
