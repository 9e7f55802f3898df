/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a statement says about its object. Filled from content by whoever has it open; plain data. */

#define G_LOG_DOMAIN "nx-event"

#include "config.h"

#include "nx-event.h"

/**
 * nx_activity_new:
 * @type: what kind of activity it is
 * @iri: its activity IRI
 * @name: (nullable): its title in the content language
 * @description: (nullable): more, in the same language
 *
 * @choices and @correct are unset; the caller may set them, with the activity taking ownership. An element of
 * @choices is a NxActivityChoice made by nx_activity_add_choice().
 *
 * Returns: (transfer full): a new activity
 */
NxActivity *
nx_activity_new (NxActivityType type,
                 const char    *iri,
                 const char    *name,
                 const char    *description)
{
  NxActivity *self = g_new0 (NxActivity, 1);

  self->type = type;
  self->iri = g_strdup (iri);
  self->name = g_strdup (name);
  self->description = g_strdup (description);
  return self;
}

static void
nx_activity_choice_free (NxActivityChoice *choice)
{
  g_free (choice->id);
  g_free (choice->description);
  g_free (choice);
}

/**
 * nx_activity_add_choice:
 * @self: an activity
 * @id: the option's id: a short token without space
 * @description: (nullable): its text in the content language
 *
 * Adds an option at the end.
 */
void
nx_activity_add_choice (NxActivity *self,
                        const char *id,
                        const char *description)
{
  NxActivityChoice *choice = g_new0 (NxActivityChoice, 1);

  choice->id = g_strdup (id);
  choice->description = g_strdup (description);
  if (self->choices == NULL)
    self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_activity_choice_free);
  g_ptr_array_add (self->choices, choice);
}

/**
 * nx_activity_copy:
 * @self: (nullable): an activity
 *
 * Returns: (transfer full) (nullable): a deep copy
 */
NxActivity *
nx_activity_copy (const NxActivity *self)
{
  NxActivity *copy;

  if (self == NULL)
    return NULL;
  copy = nx_activity_new (self->type, self->iri, self->name, self->description);
  copy->correct = g_strdupv (self->correct);
  for (guint i = 0; self->choices != NULL && i < self->choices->len; i++)
    {
      const NxActivityChoice *choice = g_ptr_array_index (self->choices, i);

      nx_activity_add_choice (copy, choice->id, choice->description);
    }
  return copy;
}

void
nx_activity_free (NxActivity *self)
{
  if (self == NULL)
    return;
  g_free (self->iri);
  g_free (self->name);
  g_free (self->description);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_strfreev (self->correct);
  g_free (self);
}

/**
 * nx_activity_facts_new:
 * @base: the pack's activity-base, with its final slash
 *
 * Returns: (transfer full): facts with nothing but @base set; the members are the facts' own
 */
NxActivityFacts *
nx_activity_facts_new (const char *base)
{
  NxActivityFacts *self = g_new0 (NxActivityFacts, 1);

  self->base = g_strdup (base);
  return self;
}

/**
 * nx_activity_facts_copy:
 * @self: (nullable): facts
 *
 * Returns: (transfer full) (nullable): a deep copy, so that another thread may have it
 */
NxActivityFacts *
nx_activity_facts_copy (const NxActivityFacts *self)
{
  NxActivityFacts *copy;

  if (self == NULL)
    return NULL;
  copy = nx_activity_facts_new (self->base);
  copy->object = nx_activity_copy (self->object);
  copy->parent = nx_activity_copy (self->parent);
  copy->grouping = nx_activity_copy (self->grouping);
  copy->next_iri = g_strdup (self->next_iri);
  return copy;
}

void
nx_activity_facts_free (NxActivityFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->base);
  nx_activity_free (self->object);
  nx_activity_free (self->parent);
  nx_activity_free (self->grouping);
  g_free (self->next_iri);
  g_free (self);
}
