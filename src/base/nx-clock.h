/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * NxClock: the one source of time. Handed to whoever needs it, so that tests need no sleeping.
 * Immutable apart from the manual one, which only tests use. Thread: any.
 */

#define NX_TYPE_CLOCK (nx_clock_get_type ())
G_DECLARE_FINAL_TYPE (NxClock, nx_clock, NX, CLOCK, GObject)

NxClock *nx_clock_new_system (void);
NxClock *nx_clock_new_manual (gint64 wall_us,
                              gint64 monotonic_us);

/* Wall time, microseconds UTC since 1970; may jump. */
gint64 nx_clock_get_wall_us (NxClock *self);
/* Monotonic within one boot, microseconds. */
gint64 nx_clock_get_monotonic_us (NxClock *self);
/* How long the computer has slept since that boot, microseconds; monotonic time stands still meanwhile. 0 where the system does not tell. */
gint64 nx_clock_get_asleep_us (NxClock *self);
/* Identifies the boot that monotonic time belongs to; borrowed. */
const char *nx_clock_get_boot_id (NxClock *self);

/* Tests only: moves both times of a manual clock. */
void nx_clock_advance (NxClock *self,
                       gint64   by_us);
void nx_clock_set_wall_us (NxClock *self,
                           gint64   wall_us);
/* Tests only: the lid is closed for so long. */
void nx_clock_sleep (NxClock *self,
                     gint64   for_us);
/* Tests only: the computer was off for so long and starts again; monotonic time begins anew. */
void nx_clock_reboot (NxClock *self,
                      gint64   off_us);

G_END_DECLS
