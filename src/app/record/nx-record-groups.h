/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"
#include "nx-record-item.h"

G_BEGIN_DECLS

/*
 * NxRecordGroups: the first records of each group (what needs attention, waits, was delivered, stays here), and the way
 * to the rest. Its rows come a few with each frame, and those that are there already change in their places.
 */
#define NX_TYPE_RECORD_GROUPS (nx_record_groups_get_type ())
G_DECLARE_FINAL_TYPE (NxRecordGroups, nx_record_groups, NX, RECORD_GROUPS, AdwBin)

/* @items: (element-type NxRecordItem): newest first; held. How many each group has is asked of @context. */
void nx_record_groups_set_items (NxRecordGroups *self,
                                 NxContext      *context,
                                 GPtrArray      *items);
/* How many records a group has, listed or not. */
guint nx_record_group_count (NxContext     *context,
                             NxRecordGroup  group);

G_END_DECLS
