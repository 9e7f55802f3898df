/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-record-item.h"

G_BEGIN_DECLS

/* NxRecordPage: what is recorded, where it is, what went wrong, and what is sent. */
#define NX_TYPE_RECORD_PAGE (nx_record_page_get_type ())
G_DECLARE_FINAL_TYPE (NxRecordPage, nx_record_page, NX, RECORD_PAGE, AdwBin)

GtkWidget *nx_record_page_new (NxContext *context);

/* One list in full, with search: a pushed page. */
GtkWidget *nx_record_list_page_new (NxContext *context, NxRecordGroup group);

G_END_DECLS
