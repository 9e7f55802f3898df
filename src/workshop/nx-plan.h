/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content.h"

G_BEGIN_DECLS

/*
 * The plan of a workshop: its parts in one row, each with the time it should begin, and how far a day is ahead or
 * behind. Pure arithmetic over what it is given; it asks no clock. Immutable, counted with its workshop. Thread: any.
 */
typedef struct _NxPlan NxPlan;

typedef struct
{
  const NxAgendaDay *day;
  const NxAgendaSession *session;
  const NxAgendaPart *part;
  guint day_index, session_index, part_index;  /* within workshop, day, session */
  guint begin_minute;       /* after midnight, as planned; may pass 24:00 in a day that is too long */
} NxPlanItem;

NxPlan *nx_plan_new (NxWorkshop *workshop);
void nx_plan_free (NxPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxPlan, nx_plan_free)

NxWorkshop *nx_plan_get_workshop (const NxPlan *self);
/* Parts in all; one at least. */
guint nx_plan_get_n_items (const NxPlan *self);
const NxPlanItem *nx_plan_get_item (const NxPlan *self, guint index);
/* Of the part @id; -1 if there is none. */
int nx_plan_find_item (const NxPlan *self, const char *id);
/* First item of the day, and how many it has. @day: index, below the number of days. */
void nx_plan_get_day (const NxPlan *self, guint day, guint *out_first, guint *out_n);
/* When the day should end, minutes after midnight. */
guint nx_plan_get_end_minute (const NxPlan *self, guint day);

/*
 * How many seconds the day is behind its plan; negative: ahead.
 * @index: the part that is under way
 * @elapsed_day_s: since the day began, which is when its first part was shown
 * @elapsed_part_s: since this part was first shown
 * A part in which there is still time left is on time, however long it has lasted: what counts is when it began. Once its
 * minutes are over, every further second is one behind.
 */
gint64 nx_plan_get_behind_s (const NxPlan *self, guint index, gint64 elapsed_day_s, gint64 elapsed_part_s);
/* Seconds left of the part's minutes; negative: over. */
gint64 nx_plan_get_left_s (const NxPlan *self, guint index, gint64 elapsed_part_s);
/* When the day will end if everything to come takes its time: seconds after the day began. */
gint64 nx_plan_get_expected_end_s (const NxPlan *self, guint index, gint64 elapsed_day_s, gint64 elapsed_part_s);

G_END_DECLS
