/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words on their way to a widget. Main thread. */

/* @value between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, so that an inserted name or address never turns its surroundings. Caller owns. */
char *nx_text_isolate (const char *value);
/* The same, escaped for markup. */
char *nx_text_isolate_markup (const char *value);
/* Sets tooltip and accessible label of an icon-only control alike. */
void nx_text_name_control (GtkWidget  *control,
                           const char *name);
/* The accessible label; @description may be NULL. */
void nx_text_set_accessible (GtkWidget  *widget,
                             const char *label,
                             const char *description);
/* "part-b" for 'b'; static. */
const char *nx_text_part_class (char part);
/* The letter that people see ("B", in Arabic ب); static, translated. */
const char *nx_text_part_letter (char part);

G_END_DECLS
