/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A toast that stays no longer than it takes to read, since it covers what lies below, and whose words wrap
 * where libadwaita's would be cut. What it says stands on the page too, or does not matter a moment later.
 * @from: where it will be shown. @button: a label, or NULL; the caller connects "button-clicked" or sets an action.
 */
AdwToast *nx_toast_new (GtkWidget  *from,
                        const char *text,
                        const char *button);

G_END_DECLS
