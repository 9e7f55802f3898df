/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Two timers and one rule. Knows neither page nor module. */

#include "config.h"

#include "nx-reading-watch.h"

/* A place is kept when the page has stood still this long. */
#define SETTLE_MS 1200

struct _NxReadingWatch
{
  NxClock *clock;
  NxReadingFunc read, settled;
  gpointer user_data;
  gint64 begun_us;              /* monotonic */
  gint64 needed_us;
  double fraction;
  gboolean end_seen;
  guint read_id, settle_id;
};

NxReadingWatch *
nx_reading_watch_new (NxClock       *clock,
                      NxReadingFunc  read,
                      NxReadingFunc  settled,
                      gpointer       user_data)
{
  NxReadingWatch *self = g_new0 (NxReadingWatch, 1);

  self->clock = g_object_ref (clock);
  self->read = read;
  self->settled = settled;
  self->user_data = user_data;
  return self;
}

void
nx_reading_watch_free (NxReadingWatch *self)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_object_unref (self->clock);
  g_free (self);
}

void
nx_reading_watch_begin (NxReadingWatch *self,
                        guint           minutes)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->begun_us = nx_clock_get_monotonic_us (self->clock);
  self->needed_us = (gint64) minutes * 60 * G_USEC_PER_SEC / 3;
  self->fraction = 0;
  self->end_seen = FALSE;
}

static gboolean
read_cb (gpointer user_data)
{
  NxReadingWatch *self = user_data;

  self->read_id = 0;
  self->read (self->user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
settle_cb (gpointer user_data)
{
  NxReadingWatch *self = user_data;

  self->settle_id = 0;
  self->settled (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
see_end (NxReadingWatch *self)
{
  gint64 passed_us = nx_clock_get_monotonic_us (self->clock) - self->begun_us;

  if (self->end_seen)
    return;
  self->end_seen = TRUE;
  if (passed_us >= self->needed_us)
    self->read (self->user_data);
  else
    self->read_id = g_timeout_add ((guint) ((self->needed_us - passed_us) / 1000), read_cb, self);
}

void
nx_reading_watch_move (NxReadingWatch *self,
                       double          fraction)
{
  self->fraction = MAX (self->fraction, CLAMP (fraction, 0, 1));
  if (fraction >= 1)
    see_end (self);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);
}

double
nx_reading_watch_get_fraction (NxReadingWatch *self)
{
  return self->fraction;
}

void
nx_reading_watch_end (NxReadingWatch *self)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  if (self->settle_id == 0)
    return;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settled (self->user_data);
}
