/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-record-item.h"

G_BEGIN_DECLS

/* NxRecordView: one record as a row: part, title, what and when, state, menu; a reason below if something is wrong. */
#define NX_TYPE_RECORD_VIEW (nx_record_view_get_type ())
G_DECLARE_FINAL_TYPE (NxRecordView, nx_record_view, NX, RECORD_VIEW, AdwBin)

GtkWidget *nx_record_view_new (NxContext *context);
/* NULL clears. */
void nx_record_view_set_item (NxRecordView *self, NxRecordItem *item);
NxRecordItem *nx_record_view_get_item (NxRecordView *self);

G_END_DECLS
