/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* When each part should begin, and how far behind a day is. */

#include "nx-plan.h"

static NxPlan *
load_plan (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", "workshops", "two-days.xml", NULL);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (NxWorkshop) workshop = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  xml = g_bytes_new_take (text, size);
  workshop = nx_workshop_parse (xml, path, &error);
  g_assert_no_error (error);
  return nx_plan_new (workshop);
}

/* Each part's begin is the sum of those before it. */
static void
test_times (void)
{
  static const struct
  {
    const char *id;
    guint day, session, part, begin;
  } expected[] = {
    { "hello", 0, 0, 0, 570 }, { "bare", 0, 0, 1, 575 }, { "before", 0, 0, 2, 576 }, { "all", 0, 0, 3, 586 },
    { "some", 0, 1, 0, 606 }, { "ask", 0, 1, 1, 616 }, { "check", 0, 1, 2, 621 }, { "tea", 0, 1, 3, 626 },
    { "small", 1, 0, 0, 480 }, { "game", 1, 0, 1, 510 }, { "board", 1, 0, 2, 570 }, { "after", 1, 0, 3, 590 },
    { "promises", 1, 0, 4, 600 }, { "day", 1, 0, 5, 605 },
  };
  g_autoptr (NxPlan) plan = load_plan ();

  g_assert_cmpuint (nx_plan_get_n_items (plan), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const NxPlanItem *item = nx_plan_get_item (plan, i);

      g_assert_cmpstr (item->part->id, ==, expected[i].id);
      g_assert_cmpuint (item->day_index, ==, expected[i].day);
      g_assert_cmpuint (item->session_index, ==, expected[i].session);
      g_assert_cmpuint (item->part_index, ==, expected[i].part);
      g_assert_cmpuint (item->begin_minute, ==, expected[i].begin);
      g_assert_cmpint (nx_plan_find_item (plan, expected[i].id), ==, (int) i);
    }
  g_assert_cmpint (nx_plan_find_item (plan, "nobody"), ==, -1);
  g_assert_cmpint (nx_plan_find_item (plan, NULL), ==, -1);
  g_assert_cmpuint (nx_plan_get_end_minute (plan, 0), ==, 641);
  g_assert_cmpuint (nx_plan_get_end_minute (plan, 1), ==, 610);
}

static void
test_days (void)
{
  g_autoptr (NxPlan) plan = load_plan ();
  guint first, n;

  nx_plan_get_day (plan, 0, &first, &n);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpuint (n, ==, 8);
  nx_plan_get_day (plan, 1, &first, &n);
  g_assert_cmpuint (first, ==, 8);
  g_assert_cmpuint (n, ==, 6);
}

/* The part "some" should begin 36 minutes into its day and has 10. */
static void
test_drift (void)
{
  static const struct
  {
    gint64 day_s, part_s;
    gint64 behind_s, left_s, end_s;
  } rows[] = {
    { 2160, 0, 0, 600, 4260 },          /* begun to the second */
    { 2400, 240, 0, 360, 4260 },        /* within its minutes: on time */
    { 2760, 600, 0, 0, 4260 },          /* at its end */
    { 2820, 660, 60, -60, 4320 },       /* a minute over */
    { 2460, 0, 300, 600, 4560 },        /* begun five minutes late */
    { 2460, 300, 0, 300, 4260 },        /* ... no: begun in time, and five minutes old */
    { 1860, 0, -300, 600, 3960 },       /* begun five minutes early */
    { 1860, 600, -900, 0, 3360 },       /* cannot be: begun before the day; still only arithmetic */
  };
  g_autoptr (NxPlan) plan = load_plan ();
  guint index = (guint) nx_plan_find_item (plan, "some");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (nx_plan_get_behind_s (plan, index, rows[i].day_s, rows[i].part_s), ==, rows[i].behind_s);
      g_assert_cmpint (nx_plan_get_left_s (plan, index, rows[i].part_s), ==, rows[i].left_s);
      g_assert_cmpint (nx_plan_get_expected_end_s (plan, index, rows[i].day_s, rows[i].part_s), ==, rows[i].end_s);
    }
}

/* Whatever was shown and for how long: what is behind now is what every part was over, less what was saved. */
static void
test_drift_adds_up (void)
{
  g_autoptr (NxPlan) plan = load_plan ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 1000; round++)
    {
      gint64 day_s = 0, over_s = 0;
      guint first, n;

      nx_plan_get_day (plan, round % 2, &first, &n);
      for (guint i = first; i < first + n; i++)
        {
          gint64 planned_s = (gint64) nx_plan_get_item (plan, i)->part->minutes * 60;
          gint64 took_s = g_rand_int_range (rand, 0, (int) planned_s * 2);

          g_assert_cmpint (nx_plan_get_behind_s (plan, i, day_s, 0), ==, over_s);
          g_assert_cmpint (nx_plan_get_behind_s (plan, i, day_s + took_s, took_s), ==, over_s + MAX (took_s - planned_s, 0));
          day_s += took_s;
          over_s += took_s - planned_s;
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/workshop/plan/times", test_times);
  g_test_add_func ("/workshop/plan/days", test_days);
  g_test_add_func ("/workshop/plan/drift", test_drift);
  g_test_add_func ("/workshop/plan/drift-adds-up", test_drift_adds_up);
  return g_test_run ();
}
