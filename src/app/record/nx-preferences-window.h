/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* NxPreferencesWindow: General and Sync. Changes apply at once; there is no Save. */
#define NX_TYPE_PREFERENCES_WINDOW (nx_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (NxPreferencesWindow, nx_preferences_window, NX, PREFERENCES_WINDOW, AdwPreferencesWindow)

/* @page: "general" or "sync". */
void nx_preferences_window_present (GtkWindow *parent, NxContext *context, const char *page);

G_END_DECLS
