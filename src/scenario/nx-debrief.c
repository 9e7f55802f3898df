/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the look back at a finished run: the path, the expert's path beside it, practices applied and missed. */

#include "nx-scenario-rules.h"

#include "nx-scenario-state-private.h"

/* A checked scenario ends long before; one that was not checked must not hang the program. */
#define MOVES_MAX 10000

static void
practice_outcome_free (gpointer data)
{
  NxPracticeOutcome *self = data;

  g_free (self->practice);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->decisions);
  g_free (self);
}

void
nx_debrief_free (NxDebrief *self)
{
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_pointer (&self->expert_path, g_array_unref);
  g_clear_pointer (&self->state, nx_scenario_state_free);
  g_clear_pointer (&self->expert_state, nx_scenario_state_free);
  g_clear_pointer (&self->practices, g_ptr_array_unref);
  g_free (self);
}

static const NxDecision *
get_decision (const NxScenario *scenario,
              int               scene)
{
  return ((const NxScene *) g_ptr_array_index (scenario->scenes, scene))->decision;
}

static const NxChoice *
get_choice (const NxScenario *scenario,
            int               scene,
            int               choice)
{
  return g_ptr_array_index (get_decision (scenario, scene)->choices, choice);
}

/* Takes one move and, where it was a decision, notes it. */
static gboolean
step (const NxScenario *scenario,
      NxScenarioState  *state,
      int               choice,
      GArray           *path,
      GError          **error)
{
  NxPathStep noted = { state->scene, state->n_decisions + 1, choice, state->clock, -1, FALSE };

  if (!nx_scenario_apply (scenario, state, choice, NULL, error))
    return FALSE;
  if (choice < 0)
    return TRUE;
  noted.expert_choice = get_decision (scenario, noted.scene)->expert;
  g_array_append_val (path, noted);
  return TRUE;
}

/* The expert's choice, or where a faulty scenario closes it, the first that is open; -1 to go on. */
static int
get_expert_move (const NxScenario      *scenario,
                 const NxScenarioState *state)
{
  const NxDecision *decision = get_decision (scenario, state->scene);

  if (decision == NULL)
    return -1;
  if (nx_choice_is_open (scenario, state, g_ptr_array_index (decision->choices, decision->expert)))
    return decision->expert;
  for (guint i = 0; i < decision->choices->len; i++)
    if (nx_choice_is_open (scenario, state, g_ptr_array_index (decision->choices, i)))
      return (int) i;
  return decision->expert;
}

static void
walk_as_expert (const NxScenario *scenario,
                NxDebrief        *self)
{
  self->expert_state = nx_scenario_state_new (scenario);
  self->expert_path = g_array_new (FALSE, FALSE, sizeof (NxPathStep));
  for (guint i = 0; i < MOVES_MAX && self->expert_state->scene >= 0; i++)
    if (!step (scenario, self->expert_state, get_expert_move (scenario, self->expert_state), self->expert_path, NULL))
      break;
  self->expert_ending = self->expert_state->ending;
}

static gboolean
walk_as_learner (const NxScenario *scenario,
                 NxDebrief        *self,
                 const int        *choices,
                 gsize             n_choices,
                 GError          **error)
{
  self->state = nx_scenario_state_new (scenario);
  self->path = g_array_new (FALSE, FALSE, sizeof (NxPathStep));
  for (gsize i = 0; i < n_choices; i++)
    if (!step (scenario, self->state, choices[i], self->path, error))
      return FALSE;
  self->ending = self->state->ending;
  if (self->ending >= 0)
    return TRUE;
  g_set_error (error, NX_SCENARIO_ERROR, NX_SCENARIO_ERROR_NO_SUCH_CHOICE, "scenario %s: expected moves up to an ending, found them end before", scenario->id);
  return FALSE;
}

static gboolean
path_meets (const GArray *path,
            int           scene)
{
  for (guint i = 0; i < path->len; i++)
    if (g_array_index (path, NxPathStep, i).scene == scene)
      return TRUE;
  return FALSE;
}

/* Of each decision taken: whether the expert met it too. */
static void
compare_paths (const NxScenario *scenario,
               NxDebrief        *self)
{
  for (guint i = 0; i < self->path->len; i++)
    {
      NxPathStep *at = &g_array_index (self->path, NxPathStep, i);

      at->on_expert_path = path_meets (self->expert_path, at->scene);
    }
  for (guint i = 0; i < self->expert_path->len; i++)
    g_array_index (self->expert_path, NxPathStep, i).on_expert_path = TRUE;
}

/* ---- Practices ---- */

static NxPracticeOutcome *
ensure_outcome (NxDebrief  *self,
                const char *practice,
                gboolean   *out_is_new)
{
  NxPracticeOutcome *outcome;

  *out_is_new = FALSE;
  for (guint i = 0; i < self->practices->len; i++)
    {
      outcome = g_ptr_array_index (self->practices, i);
      if (g_str_equal (outcome->practice, practice))
        return outcome;
    }
  outcome = g_new0 (NxPracticeOutcome, 1);
  outcome->practice = g_strdup (practice);
  outcome->mark = NX_MARK_MISSED;
  outcome->texts = g_ptr_array_new_with_free_func (g_free);
  outcome->decisions = g_array_new (FALSE, FALSE, sizeof (int));
  g_ptr_array_add (self->practices, outcome);
  *out_is_new = TRUE;
  return outcome;
}

/* Shown several times: the mark they agree on, otherwise "partly". */
static void
note_mark (NxDebrief            *self,
           const NxPracticeMark *mark,
           int                   number)
{
  gboolean is_new;
  NxPracticeOutcome *outcome = ensure_outcome (self, mark->practice, &is_new);

  if (is_new)
    outcome->mark = mark->mark;
  else if (outcome->mark != mark->mark)
    outcome->mark = NX_MARK_PARTLY;
  g_ptr_array_add (outcome->texts, g_strdup (mark->text));
  if (outcome->decisions->len == 0 || g_array_index (outcome->decisions, int, outcome->decisions->len - 1) != number)
    g_array_append_val (outcome->decisions, number);
}

static void
gather_practices (const NxScenario *scenario,
                  NxDebrief        *self)
{
  gboolean is_new;

  self->practices = g_ptr_array_new_with_free_func (practice_outcome_free);
  for (guint i = 0; i < self->path->len; i++)
    {
      const NxPathStep *at = &g_array_index (self->path, NxPathStep, i);
      const NxChoice *choice = get_choice (scenario, at->scene, at->choice);

      for (guint m = 0; m < choice->marks->len; m++)
        note_mark (self, g_ptr_array_index (choice->marks, m), at->number);
    }
  /* What the expert's path shows and this one never met. */
  for (guint i = 0; i < self->expert_path->len; i++)
    {
      const NxPathStep *at = &g_array_index (self->expert_path, NxPathStep, i);
      const NxChoice *choice = get_choice (scenario, at->scene, at->choice);

      for (guint m = 0; m < choice->marks->len; m++)
        ensure_outcome (self, ((const NxPracticeMark *) g_ptr_array_index (choice->marks, m))->practice, &is_new);
    }
  for (guint i = 0; i < self->practices->len; i++)
    self->n_applied += ((const NxPracticeOutcome *) g_ptr_array_index (self->practices, i))->mark == NX_MARK_APPLIED ? 1 : 0;
}

static gboolean
has_missed (const NxChoice *choice)
{
  for (guint i = 0; i < choice->marks->len; i++)
    if (((const NxPracticeMark *) g_ptr_array_index (choice->marks, i))->mark == NX_MARK_MISSED)
      return TRUE;
  return FALSE;
}

static int
find_first_parting (const NxScenario *scenario,
                    const GArray     *path)
{
  for (guint i = 0; i < path->len; i++)
    {
      const NxPathStep *at = &g_array_index (path, NxPathStep, i);

      if (at->choice != at->expert_choice && has_missed (get_choice (scenario, at->scene, at->choice)))
        return (int) i;
    }
  return -1;
}

NxDebrief *
nx_debrief_new (const NxScenario *scenario,
                const int        *choices,
                gsize             n_choices,
                GError          **error)
{
  g_autoptr (NxDebrief) self = g_new0 (NxDebrief, 1);

  if (!walk_as_learner (scenario, self, choices, n_choices, error))
    return NULL;
  walk_as_expert (scenario, self);
  compare_paths (scenario, self);
  gather_practices (scenario, self);
  self->first_parting = find_first_parting (scenario, self->path);
  return g_steal_pointer (&self);
}
