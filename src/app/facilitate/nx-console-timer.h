/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-session.h"

G_BEGIN_DECLS

/*
 * NxConsoleTimer: time left of the part under way, the time of day, and how far the day is from its plan. It counts up when
 * the time is over; it never flashes. Told again every second by who owns it. "add-minute" and "reset": what the person asked.
 */
#define NX_TYPE_CONSOLE_TIMER (nx_console_timer_get_type ())
G_DECLARE_FINAL_TYPE (NxConsoleTimer, nx_console_timer, NX, CONSOLE_TIMER, AdwBin)

void nx_console_timer_show (NxConsoleTimer *self, NxSession *session, NxClock *clock);
/* "4 minutes behind the plan", to the minute. (transfer full) */
char *nx_behind_dup_words (gint64 behind_s);

G_END_DECLS
