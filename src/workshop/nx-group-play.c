/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-group-play.h"

#include <string.h>

static gboolean
is_of (const NxLoggedDecision *decision,
       guint                   item,
       const char             *team)
{
  return decision->item == (int) item && (decision->team == NULL || g_strcmp0 (decision->team, team) == 0);
}

/* The index that the rules want; -2 if there is no such choice here. */
static int
find_choice (const NxScene          *scene,
             const NxLoggedDecision *decision)
{
  int choice;

  if (decision->choice == NULL)
    return -1;
  choice = scene->decision != NULL ? nx_decision_find_choice (scene->decision, decision->choice) : -1;
  return choice >= 0 ? choice : -2;
}

static gboolean
take (NxGroupPlay            *self,
      const NxLoggedDecision *decision)
{
  const NxScene *scene = nx_group_play_get_scene (self);
  NxMove *move;
  int choice;

  if (scene == NULL || strcmp (scene->id, decision->scene) != 0)
    return FALSE;
  choice = find_choice (scene, decision);
  if (choice < -1 || !nx_scenario_apply (self->scenario, self->state, choice, &move, NULL))
    return FALSE;
  g_ptr_array_add (self->moves, move);
  return TRUE;
}

NxGroupPlay *
nx_group_play_new (const NxScenario     *scenario,
                   const NxSessionState *session,
                   guint                 item,
                   const char           *team)
{
  GPtrArray *decisions = nx_session_state_get_decisions (session);
  NxGroupPlay *self = g_new0 (NxGroupPlay, 1);

  self->scenario = scenario;
  self->state = nx_scenario_state_new (scenario);
  self->moves = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_move_free);
  for (guint i = 0; i < decisions->len; i++)
    {
      const NxLoggedDecision *decision = g_ptr_array_index (decisions, i);

      if (is_of (decision, item, team) && !take (self, decision))
        self->n_left_out++;
    }
  return self;
}

void
nx_group_play_free (NxGroupPlay *self)
{
  if (self == NULL)
    return;
  nx_scenario_state_free (self->state);
  g_ptr_array_unref (self->moves);
  g_free (self);
}

const NxScene *
nx_group_play_get_scene (const NxGroupPlay *self)
{
  int scene = nx_scenario_state_get_scene (self->state);

  return scene >= 0 ? g_ptr_array_index (self->scenario->scenes, scene) : NULL;
}

const NxEnding *
nx_group_play_get_ending (const NxGroupPlay *self)
{
  int ending = nx_scenario_state_get_ending (self->state);

  return ending >= 0 ? g_ptr_array_index (self->scenario->endings, ending) : NULL;
}

gboolean
nx_group_play_can_move (const NxGroupPlay *self,
                        int                choice)
{
  g_autoptr (NxScenarioState) state = nx_scenario_state_copy (self->state);
  g_autoptr (NxMove) move = NULL;

  return choice >= -1 && nx_scenario_apply (self->scenario, state, choice, &move, NULL);
}
