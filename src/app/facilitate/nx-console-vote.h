/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-presenter.h"

G_BEGIN_DECLS

/*
 * NxConsoleVote: the vote on the slide under way: hands counted for each answer, in the room and remote, live bars that only
 * the presenter sees, and what comes next: open, close and show, hide, vote again. Absent where nothing is asked.
 * Signal "failed" (GError): an act that could not be recorded.
 */
#define NX_TYPE_CONSOLE_VOTE (nx_console_vote_get_type ())
G_DECLARE_FINAL_TYPE (NxConsoleVote, nx_console_vote, NX, CONSOLE_VOTE, AdwBin)

/* Both held. Once. */
void nx_console_vote_set_session (NxConsoleVote *self, NxSession *session, NxPresenter *presenter);
/* What the keys do: opens the vote, or closes it and shows what came of it; shows what is hidden and hides what is shown. */
void nx_console_vote_toggle (NxConsoleVote *self);
void nx_console_vote_toggle_results (NxConsoleVote *self);

G_END_DECLS
