/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-context.h"
#include "nx-statement.h"

G_BEGIN_DECLS

/* NxRecordItem: one record for a list: the row of the store and, made when first asked for, its words. Immutable. */
#define NX_TYPE_RECORD_ITEM (nx_record_item_get_type ())
G_DECLARE_FINAL_TYPE (NxRecordItem, nx_record_item, NX, RECORD_ITEM, GObject)

/* The lists of My record. */
typedef enum
{
  NX_RECORD_GROUP_ATTENTION,
  NX_RECORD_GROUP_WAITING,
  NX_RECORD_GROUP_DELIVERED,
  NX_RECORD_GROUP_ONLY_HERE,
  NX_N_RECORD_GROUPS
} NxRecordGroup;

/* Takes @row. */
NxRecordItem *nx_record_item_new (NxContext *context, NxRecordRow *row);
const NxRecordRow *nx_record_item_get_row (NxRecordItem *self);
NxRecordGroup nx_record_item_get_group (NxRecordItem *self);
/* "Sharing between agencies"; borrowed, as all below. */
const char *nx_record_item_get_title (NxRecordItem *self);
/* "Passed · 9 of 10 · 12 Nov, 08:14". */
const char *nx_record_item_get_detail (NxRecordItem *self);
/* Where and when it was delivered; NULL if it was not. */
const char *nx_record_item_get_delivery (NxRecordItem *self);
/* What is wrong and what to do; NULL if nothing. */
const char *nx_record_item_get_reason (NxRecordItem *self);
/* 'a'..'d', 'r', or 0 without a part. */
char nx_record_item_get_part (NxRecordItem *self);
/* The whole in words, for a screen reader. */
const char *nx_record_item_get_description (NxRecordItem *self);

const char *nx_record_group_get_title (NxRecordGroup group);

G_END_DECLS
