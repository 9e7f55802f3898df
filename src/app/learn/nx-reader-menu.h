/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-settings.h"

G_BEGIN_DECLS

/* The one menu of a narrow reader, as a popover: contents, bookmark, mark as read, text and page. Its buttons activate the actions of the reader around. */
GtkWidget *nx_reader_menu_new (NxSettings *settings);

G_END_DECLS
