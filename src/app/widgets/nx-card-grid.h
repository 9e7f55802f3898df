/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxCardGrid: cards of equal width in one to "max-columns" columns, each row as high as its highest card,
 * arrow keys in both dimensions. A GtkFlowBox would stretch a lone card over the whole line, and its
 * children offer no action to assistive technology; here each card is a button of the caller's.
 * "min-column-width" px decides the number of columns. Children are appended in order.
 */
#define NX_TYPE_CARD_GRID (nx_card_grid_get_type ())
G_DECLARE_FINAL_TYPE (NxCardGrid, nx_card_grid, NX, CARD_GRID, GtkWidget)

GtkWidget *nx_card_grid_new (guint max_columns,
                             int   min_column_width);
void nx_card_grid_append (NxCardGrid *self,
                          GtkWidget  *card);
/* The first card is as wide as one and a half others, as long as all stand in one row. */
void nx_card_grid_set_first_wider (NxCardGrid *self,
                                   gboolean    wider);

G_END_DECLS
