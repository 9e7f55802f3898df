/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-slide-screen.h"

G_BEGIN_DECLS

/*
 * NxProjector: where the audience sees the slides: full screen on a monitor that the console is not on, in a window, or
 * nowhere. Monitors come and go at any time: one that is unplugged takes its window along, and gets it back when it returns.
 * Signal "changed": what is told below is another. Main thread.
 */
#define NX_TYPE_PROJECTOR (nx_projector_get_type ())
G_DECLARE_FINAL_TYPE (NxProjector, nx_projector, NX, PROJECTOR, GObject)

typedef enum
{
  NX_PROJECTOR_NONE,            /* there is no second screen */
  NX_PROJECTOR_LOST,            /* there was one: it was unplugged */
  NX_PROJECTOR_MONITOR,
  NX_PROJECTOR_WINDOW,
} NxProjectorState;

/* @console: a widget in the console's window, which must be mapped; it owns this. Begins on a second screen if there is one. */
NxProjector *nx_projector_new (GtkWidget *console, NxSlideScreen *screen);
NxProjectorState nx_projector_get_state (NxProjector *self);
/* The audience's window; NULL while there is none. Borrowed. */
GtkWindow *nx_projector_get_window (NxProjector *self);
/* MONITOR: how many pixels it has; else 0. */
void nx_projector_get_size (NxProjector *self, int *out_width_px, int *out_height_px);
/* Shows the slides in a window of its own, or (FALSE) on a second screen again. */
void nx_projector_set_in_window (NxProjector *self, gboolean in_window);
/* Console and slides change places; nothing without a second screen. */
void nx_projector_swap (NxProjector *self);
/* How many screens there are that can be used. */
guint nx_projector_count_monitors (NxProjector *self);
/* Takes the audience's window away for good. */
void nx_projector_close (NxProjector *self);

G_END_DECLS
