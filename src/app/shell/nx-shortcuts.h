/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The window that lists the keys of the program, over @parent. GtkShortcutsWindow is wider than a narrow screen, and does not wrap. */
void nx_shortcuts_present (GtkWindow *parent);

G_END_DECLS
