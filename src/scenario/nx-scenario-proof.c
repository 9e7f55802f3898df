/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the walk through all states of a scenario and what follows from it. Breadth first: a state is
 * kept only until it was expanded; of each, the graph keeps a few numbers.
 */

#include "nx-scenario-proof.h"

#include <string.h>

#include "nx-scenario-state-private.h"

typedef struct
{
  int scene, ending;
  guint first_edge, n_edges;
} Node;

typedef struct
{
  guint to;
  gboolean is_decision;
} Edge;

typedef struct
{
  const NxScenario *scenario;
  NxScenarioProof *proof;

  /* What some condition asks about; all else does not tell states apart. */
  gboolean *asks_document, *asks_flag;
  int *asks_visits;         /* by scene: up to which number */
  guint *asks_taken;        /* by scene: a bit for each choice */

  GHashTable *nodes_by_key; /* GBytes → node + 1 */
  GArray *nodes, *edges;
  GQueue ahead;             /* NxScenarioState, in the order of the nodes */

  GHashTable *met;          /* what was met: the model's own pointers (scene, choice, target, narrative, band, document, flag, ending) */
  GHashTable *stuck;        /* decisions without an open choice */
  GHashTable *closed_expert;  /* decisions whose expert's choice was closed */
} Walk;

/* ---- Findings ---- */

static void
finding_free (gpointer data)
{
  NxProofFinding *self = data;

  g_free (self->message);
  g_free (self);
}

static void add_finding (Walk *self, guint line, gboolean fatal, const char *format, ...) G_GNUC_PRINTF (4, 5);

static void
add_finding (Walk       *self,
             guint       line,
             gboolean    fatal,
             const char *format,
             ...)
{
  NxProofFinding *finding = g_new0 (NxProofFinding, 1);
  va_list arguments;

  va_start (arguments, format);
  finding->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding->line = line;
  finding->fatal = fatal;
  g_ptr_array_add (self->proof->findings, finding);
}

/* ---- What is asked ---- */

static void
ask (Walk              *self,
     const NxCondition *when)
{
  if (when == NULL)
    return;
  for (guint i = 0; when->children != NULL && i < when->children->len; i++)
    ask (self, g_ptr_array_index (when->children, i));
  switch (when->kind)
    {
    case NX_CONDITION_FLAG:
      self->asks_flag[when->index] = TRUE;
      break;
    case NX_CONDITION_HAS:
      self->asks_document[when->index] = TRUE;
      break;
    case NX_CONDITION_VISITS:
      self->asks_visits[when->index] = MAX (self->asks_visits[when->index], when->min);
      break;
    case NX_CONDITION_CHOSE:
      self->asks_taken[when->index] |= 1u << when->choice;
      break;
    default:
      break;
    }
}

static void
ask_targets (Walk            *self,
             const GPtrArray *targets)
{
  for (guint i = 0; i < targets->len; i++)
    ask (self, ((const NxTarget *) g_ptr_array_index (targets, i))->when);
}

static void
ask_scene (Walk          *self,
           const NxScene *scene)
{
  for (guint i = 0; i < scene->narratives->len; i++)
    ask (self, ((const NxNarrative *) g_ptr_array_index (scene->narratives, i))->when);
  if (scene->decision == NULL)
    {
      ask_targets (self, scene->targets);
      return;
    }
  for (guint i = 0; i < scene->decision->choices->len; i++)
    {
      const NxChoice *choice = g_ptr_array_index (scene->decision->choices, i);

      ask (self, choice->when);
      ask_targets (self, choice->targets);
    }
}

/* ---- States ---- */

static void
append (GByteArray *key,
        int         value)
{
  g_byte_array_append (key, (const guint8 *) &value, sizeof value);
}

static GBytes *
make_key (const Walk            *self,
          const NxScenarioState *state)
{
  GByteArray *key = g_byte_array_sized_new (128);

  append (key, state->scene);
  append (key, state->ending);
  append (key, state->clock);
  for (guint i = 0; i < state->n_meters; i++)
    append (key, nx_scenario_state_meters (state)[i]);
  for (guint i = 0; i < state->n_documents; i++)
    if (self->asks_document[i])
      append (key, nx_scenario_state_documents (state)[i]);
  for (guint i = 0; i < state->n_flags; i++)
    if (self->asks_flag[i])
      append (key, nx_scenario_state_flags (state)[i]);
  for (guint i = 0; i < state->n_scenes; i++)
    {
      if (self->asks_visits[i] > 0)
        append (key, MIN (nx_scenario_state_visits (state)[i], self->asks_visits[i]));
      if (self->asks_taken[i] != 0)
        append (key, (int) (nx_scenario_state_taken (state)[i] & self->asks_taken[i]));
    }
  for (guint i = 0; state->pending != NULL && i < state->pending->len; i++)
    {
      const NxPending *pending = &g_array_index (state->pending, NxPending, i);

      append (key, pending->due);
      append (key, pending->scene);
      append (key, pending->choice);
      append (key, pending->effect);
    }
  return g_byte_array_free_to_bytes (key);
}

static void
meet (Walk          *self,
      gconstpointer  what)
{
  g_hash_table_add (self->met, (gpointer) what);
}

/* Notes what a person meets in @state. */
static void
look_around (Walk                  *self,
             const NxScenarioState *state)
{
  const NxScenario *scenario = self->scenario;

  for (guint i = 0; i < state->n_documents; i++)
    if (nx_scenario_state_documents (state)[i] != 0)
      meet (self, g_ptr_array_index (scenario->documents, i));
  for (guint i = 0; i < state->n_flags; i++)
    if (nx_scenario_state_flags (state)[i] != 0)
      meet (self, g_ptr_array_index (scenario->flags, i));
  for (guint i = 0; i < state->n_meters; i++)
    meet (self, nx_meter_get_band (g_ptr_array_index (scenario->meters, i), nx_scenario_state_meters (state)[i], NULL));
  if (state->ending >= 0)
    meet (self, g_ptr_array_index (scenario->endings, state->ending));
  if (state->scene >= 0)
    {
      const NxScene *scene = g_ptr_array_index (scenario->scenes, state->scene);

      meet (self, scene);
      for (guint i = 0; i < scene->narratives->len; i++)
        {
          const NxNarrative *narrative = g_ptr_array_index (scene->narratives, i);

          if (nx_condition_holds (scenario, state, narrative->when))
            meet (self, narrative);
        }
    }
}

/* The node of @state (takes it), new or known. */
static guint
ensure_node (Walk            *self,
             NxScenarioState *state)
{
  g_autoptr (GBytes) key = make_key (self, state);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->nodes_by_key, key));
  Node node = { state->scene, state->ending, 0, 0 };

  if (known != 0)
    {
      nx_scenario_state_free (state);
      return known - 1;
    }
  look_around (self, state);
  g_array_append_val (self->nodes, node);
  g_hash_table_insert (self->nodes_by_key, g_steal_pointer (&key), GUINT_TO_POINTER (self->nodes->len));
  g_queue_push_tail (&self->ahead, state);
  return self->nodes->len - 1;
}

/* The target that was taken is the first that holds in the state after the effects; found again by where it led. */
static void
meet_target (Walk                  *self,
             const NxScenarioState *after,
             const NxMove          *move,
             const GPtrArray       *targets)
{
  for (guint i = 0; i < targets->len && !move->timed_out; i++)
    {
      const NxTarget *target = g_ptr_array_index (targets, i);

      if (target->scene == move->to_scene && target->ending == move->to_ending &&
          (target->when == NULL || nx_condition_holds (self->scenario, after, target->when)))
        {
          meet (self, target);
          return;
        }
    }
}

static void
follow (Walk                  *self,
        const NxScenarioState *state,
        int                    choice)
{
  const NxScene *scene = g_ptr_array_index (self->scenario->scenes, state->scene);
  const NxChoice *taken = choice >= 0 ? g_ptr_array_index (scene->decision->choices, choice) : NULL;
  NxScenarioState *after = nx_scenario_state_copy (state);
  g_autoptr (NxMove) move = NULL;
  Edge edge = { 0, choice >= 0 };

  if (taken != NULL)
    meet (self, taken);
  if (!nx_scenario_apply (self->scenario, after, choice, &move, NULL))
    g_assert_not_reached ();
  meet_target (self, after, move, taken != NULL ? taken->targets : scene->targets);
  edge.to = ensure_node (self, after);
  g_array_append_val (self->edges, edge);
}

static void
expand (Walk                  *self,
        guint                  node,
        const NxScenarioState *state)
{
  const NxScene *scene = g_ptr_array_index (self->scenario->scenes, state->scene);
  const NxDecision *decision = scene->decision;
  guint first = self->edges->len;

  if (decision == NULL)
    follow (self, state, -1);
  for (guint i = 0; decision != NULL && i < decision->choices->len; i++)
    {
      if (nx_choice_is_open (self->scenario, state, g_ptr_array_index (decision->choices, i)))
        follow (self, state, (int) i);
      else if ((int) i == decision->expert)
        g_hash_table_add (self->closed_expert, (gpointer) decision);
    }
  if (self->edges->len == first)
    g_hash_table_add (self->stuck, (gpointer) decision);
  g_array_index (self->nodes, Node, node).first_edge = first;
  g_array_index (self->nodes, Node, node).n_edges = self->edges->len - first;
}

static void
walk (Walk  *self,
      guint  max_states)
{
  ensure_node (self, nx_scenario_state_new (self->scenario));
  for (guint node = 0; !g_queue_is_empty (&self->ahead) && self->nodes->len <= max_states; node++)
    {
      NxScenarioState *state = g_queue_pop_head (&self->ahead);

      if (state->scene >= 0)
        expand (self, node, state);
      nx_scenario_state_free (state);
    }
  self->proof->is_complete = g_queue_is_empty (&self->ahead);
  self->proof->n_states = self->nodes->len;
}

/* ---- What follows from the graph ---- */

/* Nodes in an order in which every edge leads forward; fewer than all if there is a way round. */
static GArray *
sort_nodes (const Walk *self)
{
  g_autofree guint *n_before = g_new0 (guint, self->nodes->len);
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->edges->len; i++)
    n_before[g_array_index (self->edges, Edge, i).to]++;
  for (guint i = 0; i < self->nodes->len; i++)
    if (n_before[i] == 0)
      g_array_append_val (order, i);
  for (guint at = 0; at < order->len; at++)
    {
      const Node *node = &g_array_index (self->nodes, Node, g_array_index (order, guint, at));

      for (guint e = 0; e < node->n_edges; e++)
        {
          guint to = g_array_index (self->edges, Edge, node->first_edge + e).to;

          if (--n_before[to] == 0)
            g_array_append_val (order, to);
        }
    }
  return order;
}

static const NxScene *
get_scene (const Walk *self,
           guint       node)
{
  return g_ptr_array_index (self->scenario->scenes, g_array_index (self->nodes, Node, node).scene);
}

/*
 * Time only grows, so a way that comes back to the same state costs nothing, and a person can go round
 * for ever. Each scene that lies on such a way is named once. Nodes that only follow a way round are not sorted
 * either; those that end are told apart by going backwards too.
 */
static void
check_rounds (Walk         *self,
              const GArray *order)
{
  g_autofree gboolean *is_sorted = g_new0 (gboolean, self->nodes->len);
  g_autofree guint *n_ahead = g_new0 (guint, self->nodes->len);
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);
  gboolean changed = TRUE;

  for (guint i = 0; i < order->len; i++)
    is_sorted[g_array_index (order, guint, i)] = TRUE;
  while (changed)
    {
      changed = FALSE;
      for (guint i = self->nodes->len; i-- > 0;)
        {
          const Node *node = &g_array_index (self->nodes, Node, i);

          n_ahead[i] = 0;
          for (guint e = 0; e < node->n_edges; e++)
            n_ahead[i] += is_sorted[g_array_index (self->edges, Edge, node->first_edge + e).to] ? 0 : 1;
          if (!is_sorted[i] && n_ahead[i] == 0)
            changed = is_sorted[i] = TRUE;
        }
    }
  for (guint i = 0; i < self->nodes->len; i++)
    if (!is_sorted[i] && g_hash_table_add (named, (gpointer) get_scene (self, i)))
      add_finding (self, get_scene (self, i)->line, TRUE, "expected every way round to cost time, found one without through the scene “%s”",
                   get_scene (self, i)->id);
}

#define NEVER G_MAXUINT

/* For each node, the number of decisions to the nearest ending; NEVER if there is none. */
static guint *
measure_shortest (const Walk *self)
{
  guint *shortest = g_new (guint, self->nodes->len);
  gboolean changed = TRUE;

  for (guint i = 0; i < self->nodes->len; i++)
    shortest[i] = g_array_index (self->nodes, Node, i).ending >= 0 ? 0 : NEVER;
  /* Breadth first, edges mostly lead to higher numbers: two or three passes from the end suffice. */
  while (changed)
    {
      changed = FALSE;
      for (guint i = self->nodes->len; i-- > 0;)
        {
          const Node *node = &g_array_index (self->nodes, Node, i);

          for (guint e = 0; e < node->n_edges; e++)
            {
              const Edge *edge = &g_array_index (self->edges, Edge, node->first_edge + e);
              guint through = shortest[edge->to] == NEVER ? NEVER : shortest[edge->to] + (edge->is_decision ? 1 : 0);

              if (through < shortest[i])
                {
                  shortest[i] = through;
                  changed = TRUE;
                }
            }
        }
    }
  return shortest;
}

/* @order holds all nodes. */
static guint
measure_longest (const Walk   *self,
                 const GArray *order)
{
  g_autofree guint *longest = g_new0 (guint, self->nodes->len);
  guint most = 0;

  for (guint i = 0; i < order->len; i++)
    {
      guint from = g_array_index (order, guint, i);
      const Node *node = &g_array_index (self->nodes, Node, from);

      if (node->ending >= 0)
        most = MAX (most, longest[from]);
      for (guint e = 0; e < node->n_edges; e++)
        {
          const Edge *edge = &g_array_index (self->edges, Edge, node->first_edge + e);

          longest[edge->to] = MAX (longest[edge->to], longest[from] + (edge->is_decision ? 1 : 0));
        }
    }
  return most;
}

static void
check_graph (Walk *self)
{
  g_autoptr (GArray) order = sort_nodes (self);
  g_autofree guint *shortest = measure_shortest (self);
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);

  if (order->len == self->nodes->len)
    self->proof->n_longest = measure_longest (self, order);
  else
    check_rounds (self, order);
  self->proof->n_shortest = shortest[0] == NEVER ? 0 : shortest[0];
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      /* Where nothing is open there is a finding of its own. */
      if (shortest[i] == NEVER && node->n_edges > 0 && g_hash_table_add (named, (gpointer) get_scene (self, i)))
        add_finding (self, get_scene (self, i)->line, TRUE, "expected a way to an ending from every state, found none from the scene “%s” in some",
                     get_scene (self, i)->id);
    }
}

/* ---- What nobody met ---- */

static gboolean
is_met (const Walk    *self,
        gconstpointer  what)
{
  return g_hash_table_contains (self->met, what);
}

static void
check_targets_met (Walk            *self,
                   const GPtrArray *targets)
{
  for (guint i = 0; i < targets->len; i++)
    {
      const NxTarget *target = g_ptr_array_index (targets, i);

      if (!is_met (self, target))
        add_finding (self, target->line, FALSE, "expected every <target> to be taken by somebody, found one that never is");
    }
}

static void
check_decision_met (Walk             *self,
                    const NxDecision *decision)
{
  if (g_hash_table_contains (self->stuck, decision))
    add_finding (self, decision->line, TRUE, "expected an open choice in every state, found none for “%s” in some", decision->id);
  if (g_hash_table_contains (self->closed_expert, decision))
    add_finding (self, decision->line, FALSE, "expected the expert's choice of “%s” to be open in every state, found it closed in some", decision->id);
  for (guint i = 0; i < decision->choices->len; i++)
    {
      const NxChoice *choice = g_ptr_array_index (decision->choices, i);

      if (!is_met (self, choice))
        add_finding (self, choice->line, TRUE, "expected every choice to be open to somebody, found “%s” never is", choice->id);
      else
        check_targets_met (self, choice->targets);
    }
}

static void
check_scene_met (Walk          *self,
                 const NxScene *scene)
{
  if (!is_met (self, scene))
    {
      add_finding (self, scene->line, TRUE, "expected every scene to be reached, found no way to “%s”", scene->id);
      return;
    }
  for (guint i = 0; i < scene->narratives->len; i++)
    {
      const NxNarrative *narrative = g_ptr_array_index (scene->narratives, i);

      if (!is_met (self, narrative))
        add_finding (self, narrative->when->line, TRUE, "expected every <narrative> to be shown to somebody, found one that never is");
    }
  if (scene->decision != NULL)
    check_decision_met (self, scene->decision);
  else
    check_targets_met (self, scene->targets);
}

static void
check_state_met (Walk *self)
{
  const NxScenario *scenario = self->scenario;

  for (guint i = 0; i < scenario->documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (scenario->documents, i);

      if (!is_met (self, document))
        add_finding (self, document->line, TRUE, "expected every document to be given to somebody, found “%s” never is", document->id);
    }
  for (guint i = 0; i < scenario->flags->len; i++)
    if (!is_met (self, g_ptr_array_index (scenario->flags, i)))
      add_finding (self, 0, TRUE, "expected every flag to be on for somebody, found “%s” never is", (const char *) g_ptr_array_index (scenario->flags, i));
    else if (!self->asks_flag[i])
      add_finding (self, 0, FALSE, "expected every flag to be asked for, found “%s” never is", (const char *) g_ptr_array_index (scenario->flags, i));
  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);

      for (guint b = 0; b < meter->bands->len; b++)
        if (!is_met (self, g_ptr_array_index (meter->bands, b)))
          add_finding (self, 0, FALSE, "expected every band to be reached, found no way to “%s” of the meter %s",
                       ((const NxBand *) g_ptr_array_index (meter->bands, b))->title, meter->id);
    }
}

static void
check_met (Walk *self)
{
  const NxScenario *scenario = self->scenario;

  for (guint i = 0; i < scenario->scenes->len; i++)
    check_scene_met (self, g_ptr_array_index (scenario->scenes, i));
  for (guint i = 0; i < scenario->endings->len; i++)
    {
      const NxEnding *ending = g_ptr_array_index (scenario->endings, i);

      if (!is_met (self, ending))
        add_finding (self, ending->line, TRUE, "expected every ending to be reached, found no way to “%s”", ending->id);
    }
  check_state_met (self);
}

/* ---- The expert ---- */

static void
check_expert (Walk *self)
{
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (self->scenario);
  guint n_moves_max = 100 * self->scenario->scenes->len;
  const NxEnding *ending;

  self->proof->expert_ending = -1;
  for (guint i = 0; i < n_moves_max && state->scene >= 0; i++)
    {
      const NxScene *scene = g_ptr_array_index (self->scenario->scenes, state->scene);
      int choice = scene->decision != NULL ? scene->decision->expert : -1;
      g_autoptr (NxMove) move = NULL;
      g_autoptr (GError) error = NULL;

      if (!nx_scenario_apply (self->scenario, state, choice, &move, &error))
        {
          add_finding (self, scene->decision->line, TRUE, "expected the expert's choice to be open on the expert's own path, found it closed");
          return;
        }
      if (move->timed_out)
        add_finding (self, scene->line, TRUE, "expected the expert to be in time, found the clock at its limit after the scene “%s”", scene->id);
    }
  self->proof->n_expert = state->n_decisions;
  self->proof->expert_ending = state->ending;
  if (state->ending < 0)
    {
      add_finding (self, 0, TRUE, "expected the expert's path to come to an ending, found that it goes on");
      return;
    }
  ending = g_ptr_array_index (self->scenario->endings, state->ending);
  if (ending->kind != NX_ENDING_GOOD)
    add_finding (self, ending->line, FALSE, "expected the expert to come to a good ending, found “%s”", ending->id);
}

/* ---- Practices ---- */

static void
check_practices (Walk *self)
{
  const NxScenario *scenario = self->scenario;
  g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint s = 0; s < scenario->scenes->len; s++)
    {
      const NxDecision *decision = ((const NxScene *) g_ptr_array_index (scenario->scenes, s))->decision;

      for (guint c = 0; decision != NULL && c < decision->choices->len; c++)
        {
          const NxChoice *choice = g_ptr_array_index (decision->choices, c);

          for (guint m = 0; m < choice->marks->len; m++)
            g_hash_table_add (shown, ((const NxPracticeMark *) g_ptr_array_index (choice->marks, m))->practice);
        }
    }
  for (guint i = 0; scenario->practices[i] != NULL; i++)
    if (!g_hash_table_contains (shown, scenario->practices[i]))
      add_finding (self, 0, FALSE, "expected a choice that shows the practice %s, found none", scenario->practices[i]);
}

/* ---- All of it ---- */

static void
walk_init (Walk             *self,
           const NxScenario *scenario)
{
  self->scenario = scenario;
  self->proof = g_new0 (NxScenarioProof, 1);
  self->proof->findings = g_ptr_array_new_with_free_func (finding_free);
  self->asks_document = g_new0 (gboolean, scenario->documents->len + 1);
  self->asks_flag = g_new0 (gboolean, scenario->flags->len + 1);
  self->asks_visits = g_new0 (int, scenario->scenes->len);
  self->asks_taken = g_new0 (guint, scenario->scenes->len);
  self->nodes_by_key = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->met = g_hash_table_new (NULL, NULL);
  self->stuck = g_hash_table_new (NULL, NULL);
  self->closed_expert = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->ahead);
  for (guint i = 0; i < scenario->scenes->len; i++)
    ask_scene (self, g_ptr_array_index (scenario->scenes, i));
}

static void
walk_clear (Walk *self)
{
  g_queue_clear_full (&self->ahead, (GDestroyNotify) nx_scenario_state_free);
  g_hash_table_unref (self->nodes_by_key);
  g_hash_table_unref (self->met);
  g_hash_table_unref (self->stuck);
  g_hash_table_unref (self->closed_expert);
  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_free (self->asks_document);
  g_free (self->asks_flag);
  g_free (self->asks_visits);
  g_free (self->asks_taken);
}

NxScenarioProof *
nx_scenario_prove (const NxScenario *scenario,
                   guint             max_states)
{
  Walk self = { NULL };

  walk_init (&self, scenario);
  walk (&self, max_states);
  if (self.proof->is_complete)
    {
      check_graph (&self);
      check_met (&self);
    }
  else
    add_finding (&self, 0, FALSE, "expected at most %u states, found more: not everything can be proved", max_states);
  check_expert (&self);
  check_practices (&self);
  walk_clear (&self);
  return self.proof;
}

void
nx_scenario_proof_free (NxScenarioProof *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}
