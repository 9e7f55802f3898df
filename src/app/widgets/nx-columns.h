/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxColumns: a box through whose children Tab goes as they are read, one after the other. GtkBox goes by
 * the height of their middles, so that of two columns the shorter would come first.
 */
#define NX_TYPE_COLUMNS (nx_columns_get_type ())
G_DECLARE_FINAL_TYPE (NxColumns, nx_columns, NX, COLUMNS, GtkBox)

G_END_DECLS
