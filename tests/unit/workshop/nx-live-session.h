/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-session.h"

G_BEGIN_DECLS

/* What the test of live sessions and the program that is killed share. */

/* Keeps the result in *@user_data. */
void live_result_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data);
GAsyncResult *live_wait (GAsyncResult **result);

NxSession *live_start (NxRecordStore *store,
                       NxClock       *clock,
                       NxAgenda      *agenda);
/* NULL with @error; asserts without. */
NxSession *live_resume (NxRecordStore *store,
                        NxClock       *clock,
                        NxLibrary     *library,
                        const char    *id,
                        GError       **error);
/* Any act, most of which can be. */
void live_do_random_act (NxSession           *session,
                         GRand               *rand,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data);
/* All that a state has but its times, in one line. */
char *live_describe (const NxSessionState *state);

G_END_DECLS
