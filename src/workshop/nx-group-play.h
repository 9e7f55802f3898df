/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-scenario-rules.h"
#include "nx-session-state.h"

G_BEGIN_DECLS

/*
 * How far a scenario is that a group plays, by the same rules as for one learner: the logged decisions, replayed. What
 * everybody decided together is part of each team's way; what a team decided is part of its own only. A decision that cannot
 * be taken where the way stands (another version of the scenario, a team that went elsewhere) is left out of it and counted.
 * Pure. Thread: any.
 */
typedef struct
{
  const NxScenario *scenario; /* borrowed */
  NxScenarioState *state;
  GPtrArray *moves;         /* NxMove, oldest first */
  guint n_left_out;
} NxGroupPlay;

/* @item: the part; @team: id, NULL for the way of everybody together. */
NxGroupPlay *nx_group_play_new (const NxScenario *scenario, const NxSessionState *session, guint item, const char *team);
void nx_group_play_free (NxGroupPlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxGroupPlay, nx_group_play_free)

/* Where it stands; NULL at an ending. */
const NxScene *nx_group_play_get_scene (const NxGroupPlay *self);
/* NULL while it goes on. */
const NxEnding *nx_group_play_get_ending (const NxGroupPlay *self);
/* Whether @choice may be taken now: index in the scene's decision, -1 to go on where there is none. */
gboolean nx_group_play_can_move (const NxGroupPlay *self, int choice);

G_END_DECLS
