/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-clock.h"
#include "nx-session-state.h"

G_BEGIN_DECLS

/* What the tests of sessions share: the agenda of two days, events from words, and events from nowhere. */

#define SESSION_START_US G_GINT64_CONSTANT (1795165331482999) /* 2026-11-20T09:02:11.482999Z */

NxLibrary *session_open_library (void);
NxPlan *session_load_plan (void);

/* An event as it would be stored now. @payload: JSON with ' for "; NULL: {}. */
NxEvent *session_make_event (NxClock    *clock,
                             const char *type,
                             const char *payload);
/* The same event after its payload was written and read. */
NxEvent *session_reread_event (const NxEvent *event);
/* Applies such an event; what the state answered. */
gboolean session_apply (NxSessionState *state,
                        NxClock        *clock,
                        const char     *type,
                        const char     *payload);
/* Any event of any type, mostly of what the agenda has, as a person, a later program or damage might have left it; and the clock moves, jumps, sleeps, reboots. */
NxEvent *session_make_random_event (GRand   *rand,
                                    NxClock *clock);
void session_read_clock (NxClock  *clock,
                         NxMoment *out_now);

G_END_DECLS
