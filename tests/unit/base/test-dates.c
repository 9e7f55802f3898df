/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-dates.h"

#define SECOND G_GINT64_CONSTANT (1000000)
/* 2026-11-14T08:14:05.999999Z, a Saturday. */
#define MOMENT (G_GINT64_CONSTANT (1794644045) * SECOND + 999999)
#define HOUR (3600 * SECOND)
#define DAY (24 * HOUR)

typedef char *(*Words) (gint64 us);

static void
check (const char *expected,
       char       *got)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
test_words (void)
{
  check ("14 November 2026", nx_date_words_long (MOMENT));
  check ("14 Nov, 08:14", nx_date_words_row (MOMENT));
  check ("1 January 1970", nx_date_words_long (0));
  check ("31 Dec, 23:59", nx_date_words_row (-1));
}

static void
test_every_month (void)
{
  static const char *const longs[] = {
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  };

  for (int month = 1; month <= 12; month++)
    {
      g_autoptr (GDateTime) time = g_date_time_new_utc (2027, month, 9, 7, 5, 0);
      gint64 us = g_date_time_to_unix (time) * SECOND;
      g_autofree char *expected_long = g_strdup_printf ("9 %s 2027", longs[month - 1]);
      g_autofree char *expected_row = g_strdup_printf ("9 %.3s, 07:05", longs[month - 1]);

      check (expected_long, nx_date_words_long (us));
      check (expected_row, nx_date_words_row (us));
    }
}

static void
test_when (void)
{
  gint64 midnight = MOMENT - MOMENT % DAY;

  check ("today 08:14", nx_date_words_when (MOMENT, MOMENT + HOUR));
  check ("today 00:00", nx_date_words_when (midnight, MOMENT));
  check ("yesterday 23:59", nx_date_words_when (midnight - 1, MOMENT));
  check ("yesterday 00:00", nx_date_words_when (midnight - DAY, MOMENT));
  check ("12 Nov, 23:59", nx_date_words_when (midnight - DAY - 1, MOMENT));
  /* A clock that was ahead leaves moments of tomorrow: they get their date. */
  check ("15 Nov, 08:14", nx_date_words_when (MOMENT + DAY, MOMENT));
  check ("14 Nov 2025, 08:14", nx_date_words_when (MOMENT - 365 * DAY, MOMENT));
  /* Across new year. */
  check ("yesterday 23:59", nx_date_words_when (G_GINT64_CONSTANT (1798761540) * SECOND, G_GINT64_CONSTANT (1798761600) * SECOND));
}

static void
test_rfc3339 (void)
{
  static const struct
  {
    gint64 us;
    const char *expected;
  } cases[] = {
    { MOMENT, "2026-11-14T08:14:05.999Z" },
    { G_GINT64_CONSTANT (1795165331482) * 1000, "2026-11-20T09:02:11.482Z" },
    { 0, "1970-01-01T00:00:00.000Z" },
    { 999, "1970-01-01T00:00:00.000Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { -SECOND, "1969-12-31T23:59:59.000Z" },
    { G_GINT64_CONSTANT (1709164800) * SECOND, "2024-02-29T00:00:00.000Z" },
    { G_MAXINT64, "9999-12-31T23:59:59.999Z" },
    { G_MININT64, "0001-01-01T00:00:00.000Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].expected, nx_date_rfc3339 (cases[i].us));
}

static void
test_iso_duration (void)
{
  static const struct
  {
    gint64 us;
    const char *expected;
  } cases[] = {
    { 0, "PT0S" },
    { -5 * SECOND, "PT0S" },
    { G_MININT64, "PT0S" },
    { 9999, "PT0S" },
    { 10000, "PT0.01S" },
    { 100000, "PT0.1S" },
    { 22700000, "PT22.7S" },
    { 11250000, "PT11.25S" },
    { 11259999, "PT11.25S" },
    { 362400000, "PT6M2.4S" },
    { 60 * SECOND, "PT1M" },
    { 60 * SECOND + 10000, "PT1M0.01S" },
    { HOUR, "PT1H" },
    { HOUR + SECOND, "PT1H1S" },
    { 3 * HOUR + 30 * 60 * SECOND, "PT3H30M" },
    { 3 * DAY, "PT72H" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].expected, nx_date_iso_duration (cases[i].us));
}

static void
test_extremes_do_not_crash (void)
{
  static const Words words[] = { nx_date_words_long, nx_date_words_row, nx_date_iso_duration };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_free (words[i] (G_MAXINT64));
      g_free (words[i] (G_MININT64));
    }
  g_free (nx_date_words_when (G_MAXINT64, G_MININT64));
  g_free (nx_date_words_when (G_MININT64, G_MININT64));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/dates/words", test_words);
  g_test_add_func ("/base/dates/every-month", test_every_month);
  g_test_add_func ("/base/dates/when", test_when);
  g_test_add_func ("/base/dates/rfc3339", test_rfc3339);
  g_test_add_func ("/base/dates/iso-duration", test_iso_duration);
  g_test_add_func ("/base/dates/extremes", test_extremes_do_not_crash);

  return g_test_run ();
}
