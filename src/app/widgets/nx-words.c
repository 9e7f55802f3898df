/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Words and marks shared by the pages. Owns no state. */

#include "config.h"

#include "nx-words.h"

#include "nx-dates.h"
#include "nx-language.h"
#include "nx-records.h"
#include "nx-text.h"

#include <glib/gi18n.h>

char *
nx_problem_dup_words (const GError *error)
{
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL))
    return g_strdup (_("This was not saved: the disk is full. What you chose is still here. Free some space, then try again."));
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY))
    return g_strdup (_("This was not saved: the data folder can only be read. What you chose is still here. Make the folder writable, then try again."));
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_BUSY))
    return g_strdup (_("This was not saved: another program is using the records. What you chose is still here. Try again in a moment."));
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED) || g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_KEY))
    return g_strdup (_("This was not saved: the records on this computer need repair. Close the program and start it again."));
  return g_strdup (_("This was not saved. What you chose is still here. Try again."));
}

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
nx_resumed_dup_words (gint64 then_us,
                      gint64 now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (then_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *date = NULL;

  if (is_same_day (then, now))
    return g_strdup (_("You stopped here earlier today"));
  if (is_same_day (then, yesterday))
    return g_strdup (_("You stopped here yesterday"));
  date = nx_date_words_long (then_us);
  /* Translators: %s is a date: "14 November 2026". */
  return g_strdup_printf (_("You stopped here on %s"), date);
}

char *
nx_fallback_dup_words (const char *wanted,
                       const char *shown,
                       gboolean    whole)
{
  g_autofree char *wanted_name = nx_text_isolate (nx_language_get_name (wanted));
  g_autofree char *shown_name = nx_text_isolate (nx_language_get_name (shown));

  if (whole)
    /* Translators: both are names of languages. */
    return g_strdup_printf (_("This section is not yet in %s. It is shown in %s."), wanted_name, shown_name);
  /* Translators: both are names of languages. */
  return g_strdup_printf (_("Parts of this section are not yet in %s. They are shown in %s."), wanted_name, shown_name);
}

char *
nx_size_dup_words (gint64 n_bytes)
{
  /* Rounded up: whoever pays for each kilobyte is not told less than it costs. */
  guint n_kilobytes = (guint) CLAMP ((n_bytes + 999) / 1000, 0, G_MAXINT);

  if (n_kilobytes == 0)
    return g_strdup (C_("size", "Nothing"));
  if (n_kilobytes < 10000)
    /* Translators: kilobytes. */
    return g_strdup_printf (C_("size", "%u kB"), n_kilobytes);
  /* Translators: megabytes. */
  return g_strdup_printf (C_("size", "%u MB"), (n_kilobytes + 999) / 1000);
}

GtkTextDirection
nx_language_get_direction (const char *tag)
{
  return tag != NULL && nx_language_is_rtl (tag) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
}

void
nx_widget_set_direction_deep (GtkWidget        *widget,
                              GtkTextDirection  direction)
{
  gtk_widget_set_direction (widget, direction);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    nx_widget_set_direction_deep (child, direction);
}

guint
nx_digit_from_keyval (guint keyval)
{
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return keyval - GDK_KEY_0;
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return keyval - GDK_KEY_KP_0;
  return 0;
}

gboolean
nx_focus_is_in_text (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

gboolean
nx_focus_restore (GtkWidget *widget)
{
  /* The focus child outlives the page that covered it. */
  for (GtkWidget *focus = widget; focus != NULL; focus = gtk_widget_get_focus_child (focus))
    if (gtk_widget_get_focus_child (focus) == NULL && gtk_widget_grab_focus (focus))
      return TRUE;
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}
