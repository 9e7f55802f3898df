/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-graph.h"
#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/*
 * The steps that a debrief shows, in the order in which keys go through them: yours, and between them those
 * that only the expert met. Pure but for the graph that it fills. Main thread.
 */

typedef struct
{
  const NxDecision *decision;  /* borrowed from the scenario */
  const NxScene *scene;
  int number;                /* decision number on its path, 1-based */
  int clock;                 /* when it was taken */
  int your_choice;           /* -1: you never met it */
  int expert_choice;         /* -1: the expert never met it on the way; the decision's own `expert` is shown instead */
  gboolean same;             /* you chose what the expert chooses here */
  const NxMove *your_move;   /* borrowed; NULL if you never met it */
  const NxMove *expert_move; /* borrowed; NULL if the expert never met it */
  int node;                  /* in the graph */
} NxDebriefStep;

/* (element-type NxDebriefStep) (transfer full). @moves, @expert_moves: NxMove, outliving the result. */
GArray *nx_debrief_steps_new (const NxScenario *scenario,
                              const NxDebrief  *debrief,
                              GPtrArray        *moves,
                              GPtrArray        *expert_moves);
/* Fills the graph and sets each step's node. */
void nx_debrief_steps_fill_graph (GArray           *steps,
                                  const NxScenario *scenario,
                                  const NxDebrief  *debrief,
                                  NxGraph          *graph);
/* Index of the step with that node, or -1. */
int nx_debrief_steps_find_node (GArray *steps,
                                int     node);
/* "Decision 4, Share with the neighbour, your choice, differs from the expert" */
char *nx_debrief_step_dup_name (const NxDebriefStep *step);

G_END_DECLS
