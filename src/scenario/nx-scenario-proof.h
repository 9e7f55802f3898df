/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/*
 * What can be said of a scenario for certain, by walking through all its states. Two states in which
 * nothing that is still asked about differs count as one. Pure; takes seconds at most. Thread: any.
 */

typedef struct
{
  guint line;               /* in the scenario's file */
  gboolean fatal;           /* an error; otherwise a warning */
  char *message;
} NxProofFinding;

typedef struct
{
  GPtrArray *findings;      /* NxProofFinding, in no order; empty if all is well */
  guint n_states;
  gboolean is_complete;     /* FALSE: there are more states than were asked for; nothing is said then of what was not met */
  guint n_shortest;         /* decisions to an ending on the shortest and longest way; 0 where nothing ends */
  guint n_longest;
  guint n_expert;           /* decisions of the expert */
  int expert_ending;        /* -1: the expert's way leads nowhere */
} NxScenarioProof;

/* As many as a laptop walks through in two seconds. */
#define NX_SCENARIO_PROOF_STATES_MAX 400000

/*
 * Looks for: a scene, choice, target, narrative, document, flag, band or ending that nobody can meet; a state with no
 * open choice, or from which no ending can be reached; a way round without an end; an expert whose choice is
 * closed or who runs out of time; practices promised and never shown.
 */
NxScenarioProof *nx_scenario_prove (const NxScenario *scenario, guint max_states);
void nx_scenario_proof_free (NxScenarioProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxScenarioProof, nx_scenario_proof_free)

G_END_DECLS
