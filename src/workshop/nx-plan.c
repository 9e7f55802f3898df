/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-plan.h"

#include <string.h>

struct _NxPlan
{
  NxWorkshop *workshop;
  GArray *items;            /* NxPlanItem */
  GArray *firsts;           /* guint: by day, the first item; and one more, the number of items */
};

static void
add_session (NxPlan     *self,
             NxPlanItem *item)
{
  item->session = g_ptr_array_index (item->day->sessions, item->session_index);
  for (item->part_index = 0; item->part_index < item->session->parts->len; item->part_index++)
    {
      item->part = g_ptr_array_index (item->session->parts, item->part_index);
      g_array_append_val (self->items, *item);
      item->begin_minute += item->part->minutes;
    }
}

static void
add_day (NxPlan *self,
         guint   index)
{
  NxPlanItem item = { .day = g_ptr_array_index (self->workshop->days, index), .day_index = index };

  item.begin_minute = item.day->start_minute;
  g_array_append_val (self->firsts, self->items->len);
  for (item.session_index = 0; item.session_index < item.day->sessions->len; item.session_index++)
    add_session (self, &item);
}

NxPlan *
nx_plan_new (NxWorkshop *workshop)
{
  NxPlan *self = g_new0 (NxPlan, 1);

  self->workshop = nx_workshop_ref (workshop);
  self->items = g_array_new (FALSE, FALSE, sizeof (NxPlanItem));
  self->firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < workshop->days->len; i++)
    add_day (self, i);
  g_array_append_val (self->firsts, self->items->len);
  return self;
}

void
nx_plan_free (NxPlan *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->items);
  g_array_unref (self->firsts);
  nx_workshop_unref (self->workshop);
  g_free (self);
}

NxWorkshop *
nx_plan_get_workshop (const NxPlan *self)
{
  return self->workshop;
}

guint
nx_plan_get_n_items (const NxPlan *self)
{
  return self->items->len;
}

const NxPlanItem *
nx_plan_get_item (const NxPlan *self,
                  guint         index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return &g_array_index (self->items, NxPlanItem, index);
}

int
nx_plan_find_item (const NxPlan *self,
                   const char   *id)
{
  for (guint i = 0; id != NULL && i < self->items->len; i++)
    if (strcmp (nx_plan_get_item (self, i)->part->id, id) == 0)
      return (int) i;
  return -1;
}

void
nx_plan_get_day (const NxPlan *self,
                 guint         day,
                 guint        *out_first,
                 guint        *out_n)
{
  g_return_if_fail (day + 1 < self->firsts->len);

  *out_first = g_array_index (self->firsts, guint, day);
  *out_n = g_array_index (self->firsts, guint, day + 1) - *out_first;
}

guint
nx_plan_get_end_minute (const NxPlan *self,
                        guint         day)
{
  const NxPlanItem *last;
  guint first, n;

  nx_plan_get_day (self, day, &first, &n);
  last = nx_plan_get_item (self, first + n - 1);
  return last->begin_minute + last->part->minutes;
}

static gint64
get_planned_s (const NxPlanItem *item)
{
  return (gint64) item->part->minutes * 60;
}

gint64
nx_plan_get_left_s (const NxPlan *self,
                    guint         index,
                    gint64        elapsed_part_s)
{
  return get_planned_s (nx_plan_get_item (self, index)) - elapsed_part_s;
}

gint64
nx_plan_get_behind_s (const NxPlan *self,
                      guint         index,
                      gint64        elapsed_day_s,
                      gint64        elapsed_part_s)
{
  const NxPlanItem *item = nx_plan_get_item (self, index);
  gint64 begin_s = (gint64) (item->begin_minute - item->day->start_minute) * 60;

  return elapsed_day_s - begin_s - MIN (elapsed_part_s, get_planned_s (item));
}

gint64
nx_plan_get_expected_end_s (const NxPlan *self,
                            guint         index,
                            gint64        elapsed_day_s,
                            gint64        elapsed_part_s)
{
  const NxPlanItem *item = nx_plan_get_item (self, index);
  gint64 planned_s = (gint64) (nx_plan_get_end_minute (self, item->day_index) - item->day->start_minute) * 60;

  return planned_s + nx_plan_get_behind_s (self, index, elapsed_day_s, elapsed_part_s);
}
