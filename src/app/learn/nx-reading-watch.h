/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-clock.h"

G_BEGIN_DECLS

/*
 * NxReadingWatch: when a section counts as read, and when a page stands still. A section is read when its
 * end has been on the screen and a third of its expected time has passed. Main thread.
 */
typedef struct _NxReadingWatch NxReadingWatch;
typedef void (*NxReadingFunc) (gpointer user_data);

/* @read: the section counts as read, at most once for each beginning; @settled: the page has stood still for a moment. */
NxReadingWatch *nx_reading_watch_new (NxClock       *clock,
                                      NxReadingFunc  read,
                                      NxReadingFunc  settled,
                                      gpointer       user_data);
void nx_reading_watch_free (NxReadingWatch *self);
/* A section comes on the screen; @minutes: its expected time. */
void nx_reading_watch_begin (NxReadingWatch *self,
                             guint           minutes);
/* The page moved, or was laid out. @fraction: how much of the text lies above the lower edge; from 1 its end is on the screen. */
void nx_reading_watch_move (NxReadingWatch *self,
                            double          fraction);
/* The greatest fraction since the beginning, 0..1. */
double nx_reading_watch_get_fraction (NxReadingWatch *self);
/* Calls @settled now if it is due; afterwards nothing is called until the next beginning. */
void nx_reading_watch_end (NxReadingWatch *self);

G_END_DECLS
