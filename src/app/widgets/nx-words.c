/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Words and marks shared by the pages. Owns no state. */

#include "config.h"

#include "nx-words.h"

#include "nx-language.h"
#include "nx-records.h"

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
