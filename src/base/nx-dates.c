/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Dates in words and in the forms that records carry. The names of months are our own strings, because
 * the learner's interface language is often one that the system has no locale for.
 */

#define G_LOG_DOMAIN "nx-base"

#include "config.h"

#include "nx-dates.h"

#include <glib/gi18n-lib.h>

/* The years that four digits can write. */
#define MIN_SECONDS G_GINT64_CONSTANT (-62135596800)
#define MAX_SECONDS G_GINT64_CONSTANT (253402300799)

/* The grammatical case is that of a month after its day. */
static const char *const month_names[] = {
  NC_ ("month in a date", "January"),
  NC_ ("month in a date", "February"),
  NC_ ("month in a date", "March"),
  NC_ ("month in a date", "April"),
  NC_ ("month in a date", "May"),
  NC_ ("month in a date", "June"),
  NC_ ("month in a date", "July"),
  NC_ ("month in a date", "August"),
  NC_ ("month in a date", "September"),
  NC_ ("month in a date", "October"),
  NC_ ("month in a date", "November"),
  NC_ ("month in a date", "December"),
};

static const char *const short_month_names[] = {
  NC_ ("short month in a date", "Jan"),
  NC_ ("short month in a date", "Feb"),
  NC_ ("short month in a date", "Mar"),
  NC_ ("short month in a date", "Apr"),
  NC_ ("short month in a date", "May"),
  NC_ ("short month in a date", "Jun"),
  NC_ ("short month in a date", "Jul"),
  NC_ ("short month in a date", "Aug"),
  NC_ ("short month in a date", "Sep"),
  NC_ ("short month in a date", "Oct"),
  NC_ ("short month in a date", "Nov"),
  NC_ ("short month in a date", "Dec"),
};

/* Rounds down also before 1970, where C's division rounds towards zero. */
static gint64
floor_divide (gint64 value,
              gint64 by)
{
  return value / by - (value % by < 0 ? 1 : 0);
}

static gint64
whole_seconds (gint64 wall_us)
{
  return CLAMP (floor_divide (wall_us, G_USEC_PER_SEC), MIN_SECONDS, MAX_SECONDS);
}

static GDateTime *
local_time (gint64 wall_us)
{
  GDateTime *time = g_date_time_new_from_unix_local (whole_seconds (wall_us));

  /* Only within a day of the year 1 or 9999, where the zone leads out of the range. */
  return time != NULL ? time : g_date_time_new_from_unix_utc (whole_seconds (wall_us));
}

static const char *
month_of (GDateTime *time)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "month in a date", month_names[g_date_time_get_month (time) - 1]);
}

static const char *
short_month_of (GDateTime *time)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "short month in a date", short_month_names[g_date_time_get_month (time) - 1]);
}

char *
nx_date_words_long (gint64 wall_us)
{
  g_autoptr (GDateTime) time = local_time (wall_us);

  /* Translators: day, name of the month, year, as in "14 November 2026"; reorder with %1$d and so on. */
  return g_strdup_printf (C_ ("date", "%d %s %d"),
                          g_date_time_get_day_of_month (time), month_of (time), g_date_time_get_year (time));
}

static char *
words_row (GDateTime *time)
{
  /* Translators: day, short name of the month, hour, minute, as in "14 Nov, 08:14". */
  return g_strdup_printf (C_ ("date and time", "%d %s, %02d:%02d"),
                          g_date_time_get_day_of_month (time), short_month_of (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

static char *
words_row_with_year (GDateTime *time)
{
  /* Translators: day, short name of the month, year, hour, minute, as in "14 Nov 2025, 08:14". */
  return g_strdup_printf (C_ ("date and time", "%d %s %d, %02d:%02d"),
                          g_date_time_get_day_of_month (time), short_month_of (time), g_date_time_get_year (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

char *
nx_date_words_row (gint64 wall_us)
{
  g_autoptr (GDateTime) time = local_time (wall_us);

  return words_row (time);
}

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/**
 * nx_date_words_when:
 * @wall_us: the moment to name
 * @now_us: the present
 *
 * "Today" and "yesterday" are days of the local calendar, not spans of 24 hours. A moment of another
 * year is named with its year, since a day and month alone would mislead.
 *
 * Returns: (transfer full): "today 08:14", "yesterday 17:42", "14 Nov, 08:14" or "14 Nov 2025, 08:14"
 */
char *
nx_date_words_when (gint64 wall_us,
                    gint64 now_us)
{
  g_autoptr (GDateTime) time = local_time (wall_us);
  g_autoptr (GDateTime) now = local_time (now_us);
  g_autoptr (GDateTime) day_before = g_date_time_add_days (now, -1);

  if (is_same_day (time, now))
    {
      /* Translators: hour and minute, as in "today 08:14". */
      return g_strdup_printf (C_ ("date and time", "today %02d:%02d"),
                              g_date_time_get_hour (time), g_date_time_get_minute (time));
    }
  if (day_before != NULL && is_same_day (time, day_before))
    {
      /* Translators: hour and minute, as in "yesterday 17:42". */
      return g_strdup_printf (C_ ("date and time", "yesterday %02d:%02d"),
                              g_date_time_get_hour (time), g_date_time_get_minute (time));
    }
  if (g_date_time_get_year (time) != g_date_time_get_year (now))
    return words_row_with_year (time);

  return words_row (time);
}

char *
nx_date_rfc3339 (gint64 wall_us)
{
  gint64 seconds = whole_seconds (wall_us);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  int ms = (int) CLAMP ((wall_us - seconds * G_USEC_PER_SEC) / 1000, 0, 999);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                          g_date_time_get_year (time), g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time), g_date_time_get_second (time), ms);
}

/* Hours are the largest unit: a day in ISO 8601 is a day of the calendar, which is not always 24 hours. */
char *
nx_date_iso_duration (gint64 duration_us)
{
  gint64 hundredths = MAX (duration_us, 0) / 10000;
  gint64 seconds = hundredths / 100;
  gint64 hours = seconds / 3600;
  int fraction = (int) (hundredths % 100);
  GString *text = g_string_new ("PT");

  if (hours > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "H", hours);
  if (seconds / 60 % 60 > 0)
    g_string_append_printf (text, "%dM", (int) (seconds / 60 % 60));

  if (fraction > 0)
    {
      g_string_append_printf (text, "%d.%02d", (int) (seconds % 60), fraction);
      if (fraction % 10 == 0)
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, 'S');
    }
  else if (seconds % 60 > 0 || seconds == 0)
    {
      g_string_append_printf (text, "%dS", (int) (seconds % 60));
    }

  return g_string_free (text, FALSE);
}
