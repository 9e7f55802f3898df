/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words and small helpers of the pages where learning happens; main thread. See nx-text.h for isolation and names. */

/* What happened and what the person can do, for an error of an act that should have been stored. Translated; caller owns. */
char *nx_problem_dup_words (const GError *error);

/* "You stopped here yesterday", for the moment when somebody stopped. Translated; caller owns. */
char *nx_resumed_dup_words (gint64 then_us,
                            gint64 now_us);

/* That a text, or (not @whole) a part of it, is shown in @shown, as it is not yet in @wanted: both tags. Translated; caller owns. */
char *nx_fallback_dup_words (const char *wanted,
                             const char *shown,
                             gboolean    whole);

/* "8 kB"; "Nothing" for none. g_format_size asks for a locale, which this program does not have in every language. Caller owns. */
char *nx_size_dup_words (gint64 n_bytes);

/* The direction in which a language is written, by its tag. */
GtkTextDirection nx_language_get_direction (const char *tag);

/* GTK does not hand a direction down; this sets it on @widget and on all that is in it now. */
void nx_widget_set_direction_deep (GtkWidget        *widget,
                                   GtkTextDirection  direction);

/* A number key (1-9, also of the keypad) as 1..9; 0 for any other key. */
guint nx_digit_from_keyval (guint keyval);

/* TRUE while the focus stands in a place where keys are text. */
gboolean nx_focus_is_in_text (GtkWidget *widget);
/* Gives the focus back to what had it last below @widget, or to the first that takes it; FALSE if nothing does. */
gboolean nx_focus_restore (GtkWidget *widget);

G_END_DECLS
