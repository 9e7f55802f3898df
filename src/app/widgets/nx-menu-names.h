/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Names the items of every menu in the program for a screen reader, when the focus comes into the menu: GTK 4.18 ties an
 * item to its label and gives the label a role that may not be named, so that nothing is said of the item. Call it once,
 * after GTK has started. Main thread.
 */
void nx_menu_names_keep (void);

G_END_DECLS
