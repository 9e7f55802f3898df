/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-fuzz.h"
#include "nx-plan.h"

/*
 * An agenda comes on a stick, from anybody: what loads is written and read again equal, and has a plan whose
 * parts follow each other.
 */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = nx_workshop_parse (xml, "fuzz", &error);
  g_autoptr (NxWorkshop) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (NxPlan) plan = NULL;

  g_assert_true ((workshop == NULL) == (error != NULL));
  if (workshop == NULL)
    return 0;
  written = nx_workshop_write (workshop);
  again = nx_workshop_parse (written, "written", &error);
  g_assert_no_error (error);
  g_assert_true (nx_workshop_equal (again, workshop));
  plan = nx_plan_new (workshop);
  g_assert_cmpuint (nx_plan_get_n_items (plan), >, 0);
  for (guint i = 1; i < nx_plan_get_n_items (plan); i++)
    {
      const NxPlanItem *before = nx_plan_get_item (plan, i - 1);
      const NxPlanItem *item = nx_plan_get_item (plan, i);

      g_assert_true (item->day != before->day || item->begin_minute == before->begin_minute + before->part->minutes);
      g_assert_cmpint (nx_plan_find_item (plan, item->part->id), ==, (int) i);
    }
  return 0;
}
