/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Builds the next piece; FALSE when none is left after it. It may end its slices, or begin others in their place. */
typedef gboolean (*NxSliceFunc) (gpointer user_data);

/*
 * NxSlices: widgets that are built a few at a time, in front of each frame, so that no frame waits for all of them.
 * What is built is given its style, measured and drawn in the same frame, which costs several times as much as building
 * it: how long each frame took decides how much is built for the next. Nothing is built while the widget has no window.
 * A field of the widget that is filled, all zero at first; the names are its own. Main thread.
 */
typedef struct
{
  GtkWidget *widget;
  guint tick_id;                /* 0: nothing is under way */
  gboolean framed;              /* a frame has been shown since they began */
  NxSliceFunc next;
  gpointer user_data;
  GdkFrameClock *frame_clock;   /* held while its frames are timed */
  gulong paint_id;
  gint64 slice_us;              /* for building, in the next frame */
  gint64 begun_us;              /* the frame that is being made; 0 between two */
} NxSlices;

/* @next is called until it has no more, several times a frame, in the frames of @widget, which must end this before it goes. */
void nx_slices_begin (NxSlices    *self,
                      GtkWidget   *widget,
                      NxSliceFunc  next,
                      gpointer     user_data);
/* Builds no more of it. */
void nx_slices_end (NxSlices *self);
/* Builds all that is left, now. */
void nx_slices_finish (NxSlices *self);
gboolean nx_slices_is_active (const NxSlices *self);

/* For tests and pictures: whether anything that is on the screen is still being built, anywhere. */
gboolean nx_slices_are_seen (void);

G_END_DECLS
