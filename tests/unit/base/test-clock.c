/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-clock.h"

#include "nx-ids.h"

static void
test_system (void)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxClock) other = nx_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 first = nx_clock_get_monotonic_us (clock);

  g_assert_cmpint (nx_clock_get_wall_us (clock), >=, before);
  g_assert_cmpint (nx_clock_get_monotonic_us (clock), >=, first);
  g_assert_cmpint (nx_clock_get_asleep_us (clock), >=, 0);
  g_assert_cmpint (nx_clock_get_asleep_us (other) - nx_clock_get_asleep_us (clock), <, G_USEC_PER_SEC);
  g_assert_true (nx_uuid_is_valid (nx_clock_get_boot_id (clock)));
  g_assert_cmpstr (nx_clock_get_boot_id (clock), ==, nx_clock_get_boot_id (other));
}

static void
test_manual (void)
{
  NxClock *clock = nx_clock_new_manual (1000, 50);

  g_assert_cmpint (nx_clock_get_wall_us (clock), ==, 1000);
  g_assert_cmpint (nx_clock_get_monotonic_us (clock), ==, 50);

  nx_clock_advance (clock, 7);
  g_assert_cmpint (nx_clock_get_wall_us (clock), ==, 1007);
  g_assert_cmpint (nx_clock_get_monotonic_us (clock), ==, 57);

  /* The wall jumps back, the monotonic time does not. */
  nx_clock_set_wall_us (clock, 5);
  g_assert_cmpint (nx_clock_get_wall_us (clock), ==, 5);
  g_assert_cmpint (nx_clock_get_monotonic_us (clock), ==, 57);
  g_assert_true (nx_uuid_is_valid (nx_clock_get_boot_id (clock)));

  g_assert_finalize_object (clock);
}

/* A closed lid, and a computer that was off: the wall clock has gone on by both, monotonic time by neither. */
static void
test_away (void)
{
  g_autoptr (NxClock) clock = nx_clock_new_manual (1000, 50);
  g_autofree char *boot_id = g_strdup (nx_clock_get_boot_id (clock));

  g_assert_cmpint (nx_clock_get_asleep_us (clock), ==, 0);
  nx_clock_sleep (clock, 300);
  g_assert_cmpint (nx_clock_get_wall_us (clock), ==, 1300);
  g_assert_cmpint (nx_clock_get_monotonic_us (clock), ==, 50);
  g_assert_cmpint (nx_clock_get_asleep_us (clock), ==, 300);
  g_assert_cmpstr (nx_clock_get_boot_id (clock), ==, boot_id);

  nx_clock_reboot (clock, 70);
  g_assert_cmpint (nx_clock_get_wall_us (clock), ==, 1370);
  g_assert_cmpint (nx_clock_get_monotonic_us (clock), ==, 0);
  g_assert_cmpint (nx_clock_get_asleep_us (clock), ==, 0);
  g_assert_cmpstr (nx_clock_get_boot_id (clock), !=, boot_id);
}

static void
test_system_cannot_be_moved (void)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();

  g_test_expect_message ("nx-base", G_LOG_LEVEL_CRITICAL, "*manual*");
  nx_clock_advance (clock, 1);
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/manual", test_manual);
  g_test_add_func ("/base/clock/away", test_away);
  g_test_add_func ("/base/clock/system-cannot-be-moved", test_system_cannot_be_moved);

  return g_test_run ();
}
