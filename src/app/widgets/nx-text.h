/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Words on their way to a widget. Main thread. */

/* @value between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, so that an inserted name or address never turns its surroundings. Caller owns. */
char *nx_text_isolate (const char *value);
/* The same, escaped for markup. */
char *nx_text_isolate_markup (const char *value);
/* Sets tooltip and accessible label of an icon-only control alike. */
void nx_text_name_control (GtkWidget  *control,
                           const char *name);
/*
 * For a window of libadwaita's own: names each button below @widget by its label or, with an icon alone, by its tooltip;
 * to GTK 4.8 neither is a name.
 */
void nx_text_name_buttons (GtkWidget *widget);
/* The accessible label; @description may be NULL. */
void nx_text_set_accessible (GtkWidget  *widget,
                             const char *label,
                             const char *description);
/* How much larger than usual the desktop wants text: 1 or more. */
double nx_text_get_scale (GtkWidget *widget);
/* Columns of text have so many letters, not pixels: widens each AdwClamp in @widget, as its template made it, with the text. */
void nx_text_scale_clamps (GtkWidget *widget);
/* The title of a page in its header bar; a tooltip says it whole where it is cut. @subtitle may be NULL. */
void nx_text_set_titles (AdwWindowTitle *widget,
                         const char     *title,
                         const char     *subtitle);
/* The heading of a part of a page. Narrow it wraps; else it is one line, cut with a tooltip, which costs less to lay out. */
GtkWidget *nx_text_new_heading (const char *text,
                                gboolean    narrow);
/* "part-b" for 'b'; static. */
const char *nx_text_part_class (char part);
/* The letter that people see ("B", in Arabic ب); static, translated. */
const char *nx_text_part_letter (char part);

G_END_DECLS
