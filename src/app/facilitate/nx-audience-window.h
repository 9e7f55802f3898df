/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-slide-screen.h"

G_BEGIN_DECLS

/*
 * NxAudienceWindow: what the room sees: the screen, as large as there is room, black around it; no header, no controls.
 * Full screen on a projector, or a window of its own to be shared in a call.
 */
#define NX_TYPE_AUDIENCE_WINDOW (nx_audience_window_get_type ())
G_DECLARE_FINAL_TYPE (NxAudienceWindow, nx_audience_window, NX, AUDIENCE_WINDOW, GtkWindow)

/* @console: the window that it belongs to; it is not kept above that. @screen: held. */
NxAudienceWindow *nx_audience_window_new (GtkWindow *console, NxSlideScreen *screen);

G_END_DECLS
