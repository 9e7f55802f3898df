/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns how two paths through one scenario stand beside each other: which steps are shared, where they part. */

#include "config.h"

#include "nx-debrief-steps.h"

#include <glib/gi18n.h>

#include "nx-text.h"

#define ROW_YOURS 0
#define ROW_EXPERT (-1)
#define ROW_NOT_TAKEN 1

static const NxPathStep *
get_path_step (GArray *path,
               guint   index)
{
  return &g_array_index (path, NxPathStep, index);
}

/* How many decisions the two paths share from the start, the one at which they part included. */
static guint
count_shared (const NxDebrief *debrief)
{
  guint n = MIN (debrief->path->len, debrief->expert_path->len);

  for (guint i = 0; i < n; i++)
    {
      const NxPathStep *yours = get_path_step (debrief->path, i);
      const NxPathStep *experts = get_path_step (debrief->expert_path, i);

      if (yours->scene != experts->scene)
        return i;
      if (yours->choice != experts->choice)
        return i + 1;
    }
  return n;
}

/* The move that took decision @number of a path. */
static const NxMove *
find_move (GPtrArray *moves,
           int        number)
{
  int decisions = 0;

  for (guint i = 0; i < moves->len; i++)
    {
      const NxMove *move = g_ptr_array_index (moves, i);
      if (move->choice >= 0 && ++decisions == number)
        return move;
    }
  return NULL;
}

static NxDebriefStep
make_step (const NxScenario *scenario,
           const NxPathStep *path_step)
{
  NxDebriefStep step = { 0 };

  step.scene = g_ptr_array_index (scenario->scenes, path_step->scene);
  step.decision = step.scene->decision;
  step.number = path_step->number;
  step.clock = path_step->clock;
  step.your_choice = -1;
  step.expert_choice = -1;
  step.node = -1;
  return step;
}

static void
add_your_step (GArray           *steps,
               const NxScenario *scenario,
               const NxPathStep *path_step,
               gboolean          shared,
               GPtrArray        *moves,
               GPtrArray        *expert_moves)
{
  NxDebriefStep step = make_step (scenario, path_step);

  step.your_choice = path_step->choice;
  step.your_move = find_move (moves, path_step->number);
  step.same = path_step->choice == path_step->expert_choice;
  if (shared)
    {
      step.expert_choice = path_step->expert_choice;
      step.expert_move = find_move (expert_moves, path_step->number);
    }
  g_array_append_val (steps, step);
}

static void
add_expert_step (GArray           *steps,
                 const NxScenario *scenario,
                 const NxPathStep *path_step,
                 GPtrArray        *expert_moves)
{
  NxDebriefStep step = make_step (scenario, path_step);

  step.expert_choice = path_step->choice;
  step.expert_move = find_move (expert_moves, path_step->number);
  g_array_append_val (steps, step);
}

GArray *
nx_debrief_steps_new (const NxScenario *scenario,
                      const NxDebrief  *debrief,
                      GPtrArray        *moves,
                      GPtrArray        *expert_moves)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (NxDebriefStep));
  guint n_shared = count_shared (debrief);
  guint n = MAX (debrief->path->len, debrief->expert_path->len);

  for (guint i = 0; i < n; i++)
    {
      if (i < debrief->path->len)
        add_your_step (steps, scenario, get_path_step (debrief->path, i), i < n_shared, moves, expert_moves);
      if (i >= n_shared && i < debrief->expert_path->len)
        add_expert_step (steps, scenario, get_path_step (debrief->expert_path, i), expert_moves);
    }
  return steps;
}

char *
nx_debrief_step_dup_name (const NxDebriefStep *step)
{
  g_autofree char *label = nx_text_isolate (step->decision->label);

  if (step->your_choice < 0)
    return g_strdup_printf (_("Decision %d, %s, only on the expert’s path"), step->number, label);
  if (step->same)
    return g_strdup_printf (_("Decision %d, %s, your choice, same as expert"), step->number, label);
  return g_strdup_printf (_("Decision %d, %s, your choice, differs from the expert"), step->number, label);
}

int
nx_debrief_steps_find_node (GArray *steps,
                            int     node)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_array_index (steps, NxDebriefStep, i).node == node)
      return (int) i;
  return -1;
}

/* ---- The graph ---- */

static void
add_nodes (GArray  *steps,
           NxGraph *graph,
           int      n_yours)
{
  for (guint i = 0; i < steps->len; i++)
    {
      NxDebriefStep *step = &g_array_index (steps, NxDebriefStep, i);
      g_autofree char *text = g_strdup_printf ("%d", step->number);
      g_autofree char *name = nx_debrief_step_dup_name (step);
      gboolean yours = step->your_choice >= 0;

      /* One caption a column: yours, and the expert's where your path has ended. */
      const char *caption = yours || step->number > n_yours ? step->decision->label : NULL;

      step->node = nx_graph_add_node (graph, yours ? NX_GRAPH_DISC : NX_GRAPH_DIAMOND, step->number - 1,
                                      yours ? ROW_YOURS : ROW_EXPERT, text, caption, name);
    }
}

static int
find_your_node (GArray *steps,
                int     number)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const NxDebriefStep *step = &g_array_index (steps, NxDebriefStep, i);
      if (step->your_choice >= 0 && step->number == number)
        return step->node;
    }
  return -1;
}

/* The expert's node of that number: a diamond, or the disc that both share. */
static int
find_expert_node (GArray *steps,
                  int     number)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const NxDebriefStep *step = &g_array_index (steps, NxDebriefStep, i);
      if (step->expert_move != NULL && step->number == number)
        return step->node;
    }
  return -1;
}

typedef int (*FindNode) (GArray *steps,
                         int     number);

static void
connect_path (GArray      *steps,
              NxGraph     *graph,
              int          n,
              FindNode     find,
              int          end,
              NxGraphLine  line)
{
  for (int number = 1; number <= n; number++)
    {
      int from = find (steps, number);
      int to = number < n ? find (steps, number + 1) : end;

      if (from >= 0 && to >= 0)
        nx_graph_connect (graph, from, to, line);
    }
}

static void
add_byways (GArray  *steps,
           NxGraph *graph)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const NxDebriefStep *step = &g_array_index (steps, NxDebriefStep, i);
      guint n_shown = step->same || step->expert_choice < 0 ? 1 : 2;

      if (step->your_choice >= 0 && step->decision->choices->len > n_shown)
        nx_graph_add_byway (graph, step->node, step->number, ROW_NOT_TAKEN);
    }
}

static int
add_end (NxGraph          *graph,
         const NxScenario *scenario,
         int               ending,
         int               column,
         int               row,
         const char       *css_class,
         const char       *words)
{
  const NxEnding *end = g_ptr_array_index (scenario->endings, ending);
  g_autofree char *title = nx_text_isolate (end->title);
  /* Translators: "Your outcome: Driver charged" */
  g_autofree char *name = g_strdup_printf (C_("name of an end box", "%s: %s"), words, title);

  return nx_graph_add_end (graph, column, row, end->title, css_class, name);
}

void
nx_debrief_steps_fill_graph (GArray           *steps,
                             const NxScenario *scenario,
                             const NxDebrief  *debrief,
                             NxGraph          *graph)
{
  int column = (int) MAX (debrief->path->len, debrief->expert_path->len);
  gboolean same_path = steps->len == debrief->path->len && debrief->ending == debrief->expert_ending;
  int your_end, expert_end;

  nx_graph_clear (graph);
  add_nodes (steps, graph, (int) debrief->path->len);
  your_end = add_end (graph, scenario, debrief->ending, column, ROW_YOURS, "yours", _("Your outcome"));
  expert_end = your_end;
  if (!same_path)
    expert_end = add_end (graph, scenario, debrief->expert_ending, column, ROW_EXPERT, "experts", _("Expert outcome"));
  add_byways (steps, graph);
  connect_path (steps, graph, (int) debrief->path->len, find_your_node, your_end, NX_GRAPH_SOLID);
  connect_path (steps, graph, (int) debrief->expert_path->len, find_expert_node, expert_end, NX_GRAPH_DOTTED);
}
