/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/* An effect that falls due. Named by where it stands, so that states of two loads of one file compare. */
typedef struct
{
  int due;                  /* clock */
  int scene, choice, effect;  /* indexes; the effect is a `later` */
} NxPending;

/*
 * A state is a value in one allocation, apart from what is pending: the arrays lie behind the head, one
 * after the other, so that copying, comparing and hashing are each one pass over memory.
 */
struct _NxScenarioState
{
  int scene, ending, clock, n_decisions;
  guint n_meters, n_documents, n_flags, n_scenes;
  GArray *pending;          /* NxPending, in the order in which they fall due; NULL if there is none */
  int values[];             /* meters, documents (0, 1), flags (0, 1), visits by scene, choices taken by scene (a bit each) */
};

static inline int *
nx_scenario_state_meters (const NxScenarioState *self)
{
  return (int *) self->values;
}

static inline int *
nx_scenario_state_documents (const NxScenarioState *self)
{
  return (int *) self->values + self->n_meters;
}

static inline int *
nx_scenario_state_flags (const NxScenarioState *self)
{
  return nx_scenario_state_documents (self) + self->n_documents;
}

static inline int *
nx_scenario_state_visits (const NxScenarioState *self)
{
  return nx_scenario_state_flags (self) + self->n_flags;
}

static inline guint *
nx_scenario_state_taken (const NxScenarioState *self)
{
  return (guint *) nx_scenario_state_visits (self) + self->n_scenes;
}

static inline guint
nx_scenario_state_n_values (const NxScenarioState *self)
{
  return self->n_meters + self->n_documents + self->n_flags + 2 * self->n_scenes;
}

/* Stands in no scene yet. */
NxScenarioState *nx_scenario_state_new_blank (const NxScenario *scenario);
/* Keeps the order: by due time, and among equals by age. */
void nx_scenario_state_add_pending (NxScenarioState *self, NxPending pending);
/* The next one that is due by the clock, taken out; FALSE if there is none. */
gboolean nx_scenario_state_take_due (NxScenarioState *self, NxPending *out);

G_END_DECLS
