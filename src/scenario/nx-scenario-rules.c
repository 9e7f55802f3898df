/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns what a move does. The order within a move is stated in the header and followed here line by line. */

#include "nx-scenario-rules.h"

#include <string.h>

#include "nx-scenario-state-private.h"

G_DEFINE_QUARK (nx-scenario-error-quark, nx_scenario_error)

/* Sums within one move stay inside this, far from where an int ends; the meter's own range comes after. */
#define METER_BOUND (1000 * 1000 * 1000)

/* ---- Moves ---- */

static NxMove *
move_new (const NxScenarioState *state,
          int                    choice)
{
  NxMove *self = g_new0 (NxMove, 1);

  self->from_scene = state->scene;
  self->choice = choice;
  self->clock_before = state->clock;
  self->meter_changes = g_array_new (FALSE, FALSE, sizeof (NxMeterChange));
  self->documents = g_array_new (FALSE, FALSE, sizeof (int));
  self->to_scene = self->to_ending = -1;
  return self;
}

NxMove *
nx_move_copy (const NxMove *self)
{
  NxMove *copy = g_memdup2 (self, sizeof *self);

  copy->meter_changes = g_array_copy (self->meter_changes);
  copy->documents = g_array_copy (self->documents);
  return copy;
}

void
nx_move_free (NxMove *self)
{
  g_array_unref (self->meter_changes);
  g_array_unref (self->documents);
  g_free (self);
}

/* ---- Conditions ---- */

static gboolean
lies_within (int                value,
             const NxCondition *range)
{
  return value >= range->min && value <= range->max;
}

static gboolean
holds_for_all (const NxScenario      *scenario,
               const NxScenarioState *state,
               const GPtrArray       *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    if (!nx_condition_holds (scenario, state, g_ptr_array_index (conditions, i)))
      return FALSE;
  return TRUE;
}

static gboolean
holds_for_any (const NxScenario      *scenario,
               const NxScenarioState *state,
               const GPtrArray       *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    if (nx_condition_holds (scenario, state, g_ptr_array_index (conditions, i)))
      return TRUE;
  return FALSE;
}

gboolean
nx_condition_holds (const NxScenario      *scenario,
                    const NxScenarioState *state,
                    const NxCondition     *when)
{
  if (when == NULL)
    return TRUE;
  switch (when->kind)
    {
    case NX_CONDITION_ALL:
      return holds_for_all (scenario, state, when->children);
    case NX_CONDITION_ANY:
      return holds_for_any (scenario, state, when->children);
    case NX_CONDITION_NOT:
      return !nx_condition_holds (scenario, state, g_ptr_array_index (when->children, 0));
    case NX_CONDITION_METER:
      return lies_within (nx_scenario_state_meters (state)[when->index], when);
    case NX_CONDITION_FLAG:
      return nx_scenario_state_flags (state)[when->index] != 0;
    case NX_CONDITION_CHOSE:
      return (nx_scenario_state_taken (state)[when->index] >> when->choice & 1) != 0;
    case NX_CONDITION_HAS:
      return nx_scenario_state_documents (state)[when->index] != 0;
    case NX_CONDITION_CLOCK:
      return lies_within (state->clock, when);
    case NX_CONDITION_VISITS:
      return lies_within (nx_scenario_state_visits (state)[when->index], when);
    default:
      g_assert_not_reached ();
    }
}

gboolean
nx_choice_is_open (const NxScenario      *scenario,
                   const NxScenarioState *state,
                   const NxChoice        *choice)
{
  return nx_condition_holds (scenario, state, choice->when);
}

int
nx_choice_get_time (const NxChoice *choice)
{
  int time = 0;

  for (guint i = 0; i < choice->effects->len; i++)
    {
      const NxEffect *effect = g_ptr_array_index (choice->effects, i);

      if (effect->kind == NX_EFFECT_SPEND)
        time = MIN (time + effect->value, METER_BOUND);
    }
  return time;
}

const NxBand *
nx_meter_get_band (const NxMeter *meter,
                   int            value,
                   int           *out_index)
{
  guint found = 0;

  for (guint i = 1; i < meter->bands->len; i++)
    if (((const NxBand *) g_ptr_array_index (meter->bands, i))->from <= value)
      found = i;
  if (out_index != NULL)
    *out_index = (int) found;
  return g_ptr_array_index (meter->bands, found);
}

/* ---- Effects ---- */

/* @move may be NULL: the documents of the start scene lie there from the beginning. */
static void
give_document (NxScenarioState *state,
               NxMove          *move,
               int              document)
{
  int *has = &nx_scenario_state_documents (state)[document];

  if (*has == 0 && move != NULL)
    g_array_append_val (move->documents, document);
  *has = 1;
}

static void
apply_effect_now (NxScenarioState *state,
                  NxMove          *move,
                  const NxEffect  *effect)
{
  int *meters = nx_scenario_state_meters (state);

  switch (effect->kind)
    {
    case NX_EFFECT_ADD:
      meters[effect->index] = CLAMP (meters[effect->index] + effect->value, -METER_BOUND, METER_BOUND);
      break;
    case NX_EFFECT_SET:
      meters[effect->index] = effect->value;
      break;
    case NX_EFFECT_GIVE:
      give_document (state, move, effect->index);
      break;
    case NX_EFFECT_FLAG:
      nx_scenario_state_flags (state)[effect->index] = 1;
      break;
    case NX_EFFECT_SPEND:
    case NX_EFFECT_LATER:
    default:
      g_assert_not_reached ();
    }
}

static void
apply_effects (const NxScenario *scenario,
               NxScenarioState  *state,
               NxMove           *move,
               const NxChoice   *choice)
{
  for (guint i = 0; i < choice->effects->len; i++)
    {
      const NxEffect *effect = g_ptr_array_index (choice->effects, i);

      if (effect->kind == NX_EFFECT_SPEND)
        state->clock = MIN (state->clock + effect->value, scenario->limit);
      else if (effect->kind == NX_EFFECT_LATER)
        nx_scenario_state_add_pending (state, (NxPending) { state->clock + effect->value, move->from_scene, move->choice, (int) i });
      else
        apply_effect_now (state, move, effect);
    }
}

static const NxChoice *
get_choice (const NxScenario *scenario,
            int               scene,
            int               choice)
{
  const NxScene *at = g_ptr_array_index (scenario->scenes, scene);

  return g_ptr_array_index (at->decision->choices, choice);
}

static void
apply_due (const NxScenario *scenario,
           NxScenarioState  *state,
           NxMove           *move)
{
  NxPending pending;

  while (nx_scenario_state_take_due (state, &pending))
    {
      const NxChoice *choice = get_choice (scenario, pending.scene, pending.choice);
      const NxEffect *later = g_ptr_array_index (choice->effects, pending.effect);

      for (guint i = 0; i < later->effects->len; i++)
        apply_effect_now (state, move, g_ptr_array_index (later->effects, i));
    }
}

static void
hold_meters (const NxScenario *scenario,
             NxScenarioState  *state)
{
  for (guint i = 0; i < state->n_meters; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);
      int *value = &nx_scenario_state_meters (state)[i];

      *value = CLAMP (*value, meter->min, meter->max);
    }
}

/* ---- Going on ---- */

static void
enter_scene (const NxScenario *scenario,
             NxScenarioState  *state,
             NxMove           *move,
             int               index)
{
  const NxScene *scene = g_ptr_array_index (scenario->scenes, index);

  state->scene = index;
  nx_scenario_state_visits (state)[index]++;
  for (guint i = 0; i < scene->gives->len; i++)
    give_document (state, move, g_array_index (scene->gives, int, i));
}

static const NxTarget *
find_target (const NxScenario      *scenario,
             const NxScenarioState *state,
             const GPtrArray       *targets)
{
  for (guint i = 0; i < targets->len; i++)
    {
      const NxTarget *target = g_ptr_array_index (targets, i);

      if (nx_condition_holds (scenario, state, target->when))
        return target;
    }
  /* The parser makes sure that the last one has no condition. */
  g_assert_not_reached ();
}

static void
go_on (const NxScenario *scenario,
       NxScenarioState  *state,
       NxMove           *move,
       const GPtrArray  *targets)
{
  const NxTarget *target;

  if (state->clock >= scenario->limit)
    {
      move->timed_out = TRUE;
      move->to_ending = scenario->timeout_ending;
    }
  else
    {
      target = find_target (scenario, state, targets);
      move->to_scene = target->scene;
      move->to_ending = target->ending;
    }
  if (move->to_ending >= 0)
    {
      state->scene = -1;
      state->ending = move->to_ending;
    }
  else
    enter_scene (scenario, state, move, move->to_scene);
}

NxScenarioState *
nx_scenario_state_new (const NxScenario *scenario)
{
  NxScenarioState *self = nx_scenario_state_new_blank (scenario);

  enter_scene (scenario, self, NULL, scenario->start);
  return self;
}

static void
note_meter_changes (NxMove                *move,
                    const int             *before,
                    const NxScenarioState *after)
{
  for (guint i = 0; i < after->n_meters; i++)
    {
      NxMeterChange change = { (int) i, before[i], nx_scenario_state_meters (after)[i] };

      if (change.before != change.after)
        g_array_append_val (move->meter_changes, change);
    }
}

/* What @index means in the scene, in *@out_choice: NULL where the scene only leads on. FALSE with @error if it cannot be taken. */
static gboolean
check_choice (const NxScenario       *scenario,
              const NxScenarioState  *state,
              int                     index,
              const NxChoice        **out_choice,
              GError                **error)
{
  const NxScene *scene;
  gboolean is_there;

  *out_choice = NULL;
  if (state->scene < 0)
    {
      g_set_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_ENDED, "scenario %s: expected a running state, found one that has ended", scenario->id);
      return FALSE;
    }
  scene = g_ptr_array_index (scenario->scenes, state->scene);
  is_there = scene->decision == NULL ? index == -1 : index >= 0 && (guint) index < scene->decision->choices->len;
  if (!is_there)
    {
      g_set_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE, "scene %s: expected %s, found %d", scene->id,
                   scene->decision == NULL ? "-1 to go on" : "the index of a choice", index);
      return FALSE;
    }
  if (scene->decision == NULL)
    return TRUE;
  *out_choice = g_ptr_array_index (scene->decision->choices, index);
  if (nx_choice_is_open (scenario, state, *out_choice))
    return TRUE;
  g_set_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_CLOSED, "scene %s: expected an open choice, found %s closed", scene->id, (*out_choice)->id);
  return FALSE;
}

gboolean
nx_scenario_apply (const NxScenario *scenario,
                   NxScenarioState  *state,
                   int               choice,
                   NxMove          **out_move,
                   GError          **error)
{
  g_autoptr (NxMove) move = NULL;
  g_autofree int *before = NULL;
  const NxChoice *taken;
  const NxScene *scene;

  if (!check_choice (scenario, state, choice, &taken, error))
    return FALSE;
  move = move_new (state, choice);
  before = g_memdup2 (nx_scenario_state_meters (state), state->n_meters * sizeof (int));
  scene = g_ptr_array_index (scenario->scenes, state->scene);
  if (taken != NULL)
    {
      nx_scenario_state_taken (state)[state->scene] |= 1u << choice;
      state->n_decisions++;
      apply_effects (scenario, state, move, taken);
    }
  apply_due (scenario, state, move);
  hold_meters (scenario, state);
  move->clock_after = state->clock;
  note_meter_changes (move, before, state);
  go_on (scenario, state, move, taken != NULL ? taken->targets : scene->targets);
  if (out_move != NULL)
    *out_move = g_steal_pointer (&move);
  return TRUE;
}
