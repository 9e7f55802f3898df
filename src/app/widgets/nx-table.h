/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-inline-label.h"

G_BEGIN_DECLS

/*
 * NxTable: a table of the text. Where its columns have no room to be read it turns into a list, one
 * group a row, each cell under its column's name; nothing scrolls sideways.
 */
#define NX_TYPE_TABLE (nx_table_get_type ())
G_DECLARE_FINAL_TYPE (NxTable, nx_table, NX, TABLE, GtkWidget)

/* @block: of kind TABLE. */
GtkWidget *nx_table_new (NxTextScope   *scope,
                         const NxBlock *block);
gboolean nx_table_is_stacked (NxTable *self);

G_END_DECLS
