/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the state as a value: making, copying, comparing, asking. What changes it is in nx-scenario-rules.c. */

#include "nx-scenario-state-private.h"

#include <string.h>

static gsize
get_size (const NxScenarioState *self)
{
  return sizeof (NxScenarioState) + nx_scenario_state_n_values (self) * sizeof (int);
}

NxScenarioState *
nx_scenario_state_new_blank (const NxScenario *scenario)
{
  NxScenarioState head = { -1, -1, 0, 0, scenario->meters->len, scenario->documents->len, scenario->flags->len, scenario->scenes->len, NULL };
  NxScenarioState *self = g_malloc0 (get_size (&head));

  memcpy (self, &head, sizeof head);
  for (guint i = 0; i < self->n_meters; i++)
    nx_scenario_state_meters (self)[i] = ((const NxMeter *) g_ptr_array_index (scenario->meters, i))->start;
  return self;
}

NxScenarioState *
nx_scenario_state_copy (const NxScenarioState *self)
{
  gsize size = get_size (self);
  NxScenarioState *copy = g_malloc (size);

  memcpy (copy, self, size);
  if (self->pending != NULL)
    copy->pending = g_array_copy (self->pending);
  return copy;
}

void
nx_scenario_state_free (NxScenarioState *self)
{
  g_clear_pointer (&self->pending, g_array_unref);
  g_free (self);
}

static guint
get_n_pending (const NxScenarioState *self)
{
  return self->pending != NULL ? self->pending->len : 0;
}

gboolean
nx_scenario_state_equal (const NxScenarioState *a,
                         const NxScenarioState *b)
{
  guint n_pending = get_n_pending (a);

  return a->scene == b->scene && a->ending == b->ending && a->clock == b->clock && a->n_decisions == b->n_decisions &&
         a->n_meters == b->n_meters && a->n_documents == b->n_documents && a->n_flags == b->n_flags && a->n_scenes == b->n_scenes &&
         memcmp (a->values, b->values, nx_scenario_state_n_values (a) * sizeof (int)) == 0 &&
         n_pending == get_n_pending (b) &&
         (n_pending == 0 || memcmp (a->pending->data, b->pending->data, n_pending * sizeof (NxPending)) == 0);
}

static guint
hash_ints (guint      hash,
           const int *values,
           guint      n)
{
  for (guint i = 0; i < n; i++)
    hash = (hash ^ (guint) values[i]) * 16777619u;
  return hash;
}

guint
nx_scenario_state_hash (const NxScenarioState *self)
{
  const int head[] = { self->scene, self->ending, self->clock, self->n_decisions };
  guint hash = hash_ints (2166136261u, head, G_N_ELEMENTS (head));

  hash = hash_ints (hash, self->values, nx_scenario_state_n_values (self));
  if (self->pending != NULL)
    hash = hash_ints (hash, (const int *) self->pending->data, self->pending->len * sizeof (NxPending) / sizeof (int));
  return hash;
}

void
nx_scenario_state_add_pending (NxScenarioState *self,
                               NxPending        pending)
{
  guint at;

  if (self->pending == NULL)
    self->pending = g_array_new (FALSE, FALSE, sizeof (NxPending));
  at = self->pending->len;
  while (at > 0 && g_array_index (self->pending, NxPending, at - 1).due > pending.due)
    at--;
  g_array_insert_val (self->pending, at, pending);
}

gboolean
nx_scenario_state_take_due (NxScenarioState *self,
                            NxPending       *out)
{
  if (self->pending == NULL || self->pending->len == 0)
    return FALSE;
  *out = g_array_index (self->pending, NxPending, 0);
  if (out->due > self->clock)
    return FALSE;
  g_array_remove_index (self->pending, 0);
  return TRUE;
}

/* ---- Asking ---- */

int
nx_scenario_state_get_scene (const NxScenarioState *self)
{
  return self->scene;
}

int
nx_scenario_state_get_ending (const NxScenarioState *self)
{
  return self->ending;
}

int
nx_scenario_state_get_clock (const NxScenarioState *self)
{
  return self->clock;
}

int
nx_scenario_state_get_meter (const NxScenarioState *self,
                             int                    meter)
{
  g_return_val_if_fail (meter >= 0 && (guint) meter < self->n_meters, 0);

  return nx_scenario_state_meters (self)[meter];
}

gboolean
nx_scenario_state_has_document (const NxScenarioState *self,
                                int                    document)
{
  g_return_val_if_fail (document >= 0 && (guint) document < self->n_documents, FALSE);

  return nx_scenario_state_documents (self)[document] != 0;
}

gboolean
nx_scenario_state_is_flag_on (const NxScenarioState *self,
                              int                    flag)
{
  g_return_val_if_fail (flag >= 0 && (guint) flag < self->n_flags, FALSE);

  return nx_scenario_state_flags (self)[flag] != 0;
}

int
nx_scenario_state_get_n_decisions (const NxScenarioState *self)
{
  return self->n_decisions;
}
