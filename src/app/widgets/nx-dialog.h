/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A window over @parent, @width by @height pixels at the usual size of text, and never larger than @parent, that Escape closes. The caller fills and presents it. */
GtkWidget *nx_dialog_new (GtkWindow  *parent,
                          const char *title,
                          int         width,
                          int         height);

G_END_DECLS
