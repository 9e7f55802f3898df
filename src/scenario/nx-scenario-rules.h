/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content-model.h"

G_BEGIN_DECLS

/*
 * The rules of a scenario: pure functions over (state, choice). A state is a value; nothing here knows
 * time, store or window. Replaying the same moves gives the same state. Thread: any.
 *
 * Order within one move: the choice must be open → effects in document order; `spend` moves the clock →
 * `later` effects whose time has come, earliest first → meters are held within their range → if the
 * clock has reached its limit, the timeout ending → else the first target whose condition holds →
 * entering a scene gives its documents and counts a visit.
 */

typedef struct _NxScenarioState NxScenarioState;

#define NX_SCENARIO_ERROR (nx_scenario_error_quark ())
GQuark nx_scenario_error_quark (void);
typedef enum
{
  NX_SCENARIO_ERROR_NO_SUCH_CHOICE,
  NX_SCENARIO_ERROR_CLOSED,      /* the choice's condition does not hold */
  NX_SCENARIO_ERROR_ENDED,
} NxScenarioError;

typedef struct { int meter, before, after; } NxMeterChange;

/* What one move did; for showing and for the record. */
typedef struct
{
  int from_scene;
  int choice;               /* -1: the scene only led on */
  int clock_before, clock_after;
  GArray *meter_changes;    /* NxMeterChange: net change of each meter that moved */
  GArray *documents;        /* int: newly arrived, in order */
  int to_scene, to_ending;  /* exactly one >= 0 */
  gboolean timed_out;
} NxMove;
NxMove *nx_move_copy (const NxMove *self);
void nx_move_free (NxMove *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxMove, nx_move_free)

NxScenarioState *nx_scenario_state_new (const NxScenario *scenario);   /* standing in the start scene */
NxScenarioState *nx_scenario_state_copy (const NxScenarioState *self);
void nx_scenario_state_free (NxScenarioState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxScenarioState, nx_scenario_state_free)
gboolean nx_scenario_state_equal (const NxScenarioState *a, const NxScenarioState *b);
guint nx_scenario_state_hash (const NxScenarioState *self);

int nx_scenario_state_get_scene (const NxScenarioState *self);         /* -1 when ended */
int nx_scenario_state_get_ending (const NxScenarioState *self);        /* -1 while running */
int nx_scenario_state_get_clock (const NxScenarioState *self);         /* units used */
int nx_scenario_state_get_meter (const NxScenarioState *self, int meter);
gboolean nx_scenario_state_has_document (const NxScenarioState *self, int document);
gboolean nx_scenario_state_is_flag_on (const NxScenarioState *self, int flag);
int nx_scenario_state_get_n_decisions (const NxScenarioState *self);   /* decisions taken */

gboolean nx_condition_holds (const NxScenario *scenario, const NxScenarioState *state, const NxCondition *when);  /* NULL holds */
gboolean nx_choice_is_open (const NxScenario *scenario, const NxScenarioState *state, const NxChoice *choice);
/* Units the choice is known to spend. */
int nx_choice_get_time (const NxChoice *choice);
/* The band a value lies in; index and borrowed band. */
const NxBand *nx_meter_get_band (const NxMeter *meter, int value, int *out_index);

/* @choice: index in the scene's decision, -1 to go on where there is none. @state is untouched on error. */
gboolean nx_scenario_apply (const NxScenario *scenario, NxScenarioState *state, int choice, NxMove **out_move, GError **error);

/* ---- Debrief ---- */

typedef struct
{
  int scene;                /* of the decision */
  int number;               /* 1-based decision number on this path */
  int choice;
  int clock;                /* when it was taken */
  int expert_choice;
  gboolean on_expert_path;  /* the expert met this decision too */
} NxPathStep;

/* Shown by several decisions: the mark they agree on, otherwise "partly". */
typedef struct { char *practice; NxMark mark; GPtrArray *texts; /* char*, with the decision numbers in */ GArray *decisions; /* int numbers */ } NxPracticeOutcome;

typedef struct
{
  GArray *path, *expert_path;           /* NxPathStep */
  int ending, expert_ending;
  NxScenarioState *state, *expert_state;
  GPtrArray *practices;                 /* NxPracticeOutcome, in order of first showing; practices of the expert path never met count as missed */
  int n_applied;
  int first_parting;                    /* index in path of the first step that differs from the expert and missed something; -1 if none */
} NxDebrief;

/* @choices: the moves of a finished run, choice indexes (-1 for going on), from the start. NULL with @error if they do not replay to an ending. */
NxDebrief *nx_debrief_new (const NxScenario *scenario, const int *choices, gsize n_choices, GError **error);
void nx_debrief_free (NxDebrief *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDebrief, nx_debrief_free)

G_END_DECLS
