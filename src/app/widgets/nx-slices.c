/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Work in slices, one a frame. Knows nothing of what is built. */

#include "config.h"

#include "nx-slices.h"

/* What a frame should take, of the 16 ms that it may: another one may be late, and something else may be in it. */
#define FRAME_US 8000
/* The first slice: little, as nothing is known yet of this machine. */
#define FIRST_SLICE_US 400
#define MIN_SLICE_US 100
#define MAX_SLICE_US 6000

static GPtrArray *active;       /* NxSlices, borrowed: each takes itself out when it ends */

static void
stop_timing (NxSlices *self)
{
  /* A window that went away took its clock's handlers along. */
  if (self->frame_clock != NULL && g_signal_handler_is_connected (self->frame_clock, self->paint_id))
    g_signal_handler_disconnect (self->frame_clock, self->paint_id);
  g_clear_object (&self->frame_clock);
  self->begun_us = 0;
}

/* The frame is on the screen. */
static void
after_paint_cb (GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  NxSlices *self = user_data;
  gint64 taken_us = g_get_monotonic_time () - self->begun_us;

  if (self->begun_us == 0)
    return;
  self->begun_us = 0;
  /* At most twice as much as before: one light block says little about the next. */
  self->slice_us = MIN (2 * self->slice_us, self->slice_us * FRAME_US / MAX (taken_us, 1));
  self->slice_us = CLAMP (self->slice_us, MIN_SLICE_US, MAX_SLICE_US);
}

static void
time_frames_of (NxSlices      *self,
                GdkFrameClock *frame_clock)
{
  if (self->frame_clock == frame_clock)
    return;
  stop_timing (self);
  self->frame_clock = g_object_ref (frame_clock);
  self->paint_id = g_signal_connect (frame_clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

/* Whether there is more of this work: it may have ended, or another begun, while its piece was built. */
static gboolean
build_piece (NxSlices *self)
{
  guint tick_id = self->tick_id;
  gboolean more = self->next (self->user_data);

  if (self->tick_id != tick_id)
    return FALSE;
  if (!more)
    nx_slices_end (self);
  return more;
}

/* One at a time, in the order in which they were begun: two in one frame would each take the whole of it. */
static gboolean
is_its_turn (const NxSlices *self)
{
  for (guint i = 0; i < active->len; i++)
    {
      const NxSlices *first = g_ptr_array_index (active, i);

      if (first == self || gtk_widget_get_mapped (first->widget))
        return first == self;
    }
  return TRUE;
}

static gboolean
build_slice_cb (GtkWidget     *widget,
                GdkFrameClock *frame_clock,
                gpointer       user_data)
{
  NxSlices *self = user_data;

  time_frames_of (self, frame_clock);
  /* What the slices stand in is new itself as a rule: the first frame is its own. */
  if (!self->framed)
    {
      self->framed = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (!is_its_turn (self))
    return G_SOURCE_CONTINUE;
  self->begun_us = g_get_monotonic_time ();
  while (build_piece (self))
    if (g_get_monotonic_time () - self->begun_us >= self->slice_us)
      return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

void
nx_slices_begin (NxSlices    *self,
                 GtkWidget   *widget,
                 NxSliceFunc  next,
                 gpointer     user_data)
{
  nx_slices_end (self);
  self->widget = widget;
  self->next = next;
  self->user_data = user_data;
  self->slice_us = FIRST_SLICE_US;
  self->framed = FALSE;
  if (active == NULL)
    active = g_ptr_array_new ();
  g_ptr_array_add (active, self);
  self->tick_id = gtk_widget_add_tick_callback (widget, build_slice_cb, self, NULL);
}

void
nx_slices_end (NxSlices *self)
{
  if (self->tick_id == 0)
    return;
  gtk_widget_remove_tick_callback (self->widget, self->tick_id);
  self->tick_id = 0;
  g_ptr_array_remove (active, self);
  stop_timing (self);
}

void
nx_slices_finish (NxSlices *self)
{
  while (self->tick_id != 0 && build_piece (self))
    ;
}

gboolean
nx_slices_is_active (const NxSlices *self)
{
  return self->tick_id != 0;
}

gboolean
nx_slices_are_seen (void)
{
  for (guint i = 0; active != NULL && i < active->len; i++)
    if (gtk_widget_get_mapped (((NxSlices *) g_ptr_array_index (active, i))->widget))
      return TRUE;
  return FALSE;
}
