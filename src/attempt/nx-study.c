/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the set of things that every attempt is handed: store, library, clock, learner, progress. */

#include "config.h"

#include "nx-attempt.h"

struct _NxStudy
{
  gatomicrefcount refs;

  NxRecordStore *store;
  NxLibrary *library;
  NxClock *clock;
  NxLearner *learner;
  NxProgress *progress;
};

/**
 * nx_study_new:
 *
 * References all five. Thread: the main context that the attempts run on.
 * Returns: (transfer full)
 */
NxStudy *
nx_study_new (NxRecordStore *store,
              NxLibrary     *library,
              NxClock       *clock,
              NxLearner     *learner,
              NxProgress    *progress)
{
  NxStudy *self = g_new0 (NxStudy, 1);

  g_atomic_ref_count_init (&self->refs);
  self->store = g_object_ref (store);
  self->library = g_object_ref (library);
  self->clock = g_object_ref (clock);
  self->learner = nx_learner_ref (learner);
  self->progress = g_object_ref (progress);
  return self;
}

NxStudy *
nx_study_ref (NxStudy *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
nx_study_unref (NxStudy *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_object_unref (self->store);
  g_object_unref (self->library);
  g_object_unref (self->clock);
  nx_learner_unref (self->learner);
  g_object_unref (self->progress);
  g_free (self);
}

NxRecordStore *
nx_study_get_store (NxStudy *self)
{
  return self->store;
}

NxLibrary *
nx_study_get_library (NxStudy *self)
{
  return self->library;
}

NxLearner *
nx_study_get_learner (NxStudy *self)
{
  return self->learner;
}

void
nx_study_set_learner (NxStudy   *self,
                      NxLearner *learner)
{
  g_return_if_fail (g_strcmp0 (self->learner->id, learner->id) == 0);

  nx_learner_ref (learner);
  nx_learner_unref (self->learner);
  self->learner = learner;
}

NxProgress *
nx_study_get_progress (NxStudy *self)
{
  return self->progress;
}

NxClock *
nx_study_get_clock (NxStudy *self)
{
  return self->clock;
}

/**
 * nx_study_get_language:
 *
 * Returns: (transfer none): the pack's language that serves the learner's choice; good until the learner changes
 */
const char *
nx_study_get_language (NxStudy *self)
{
  return nx_library_match_language (self->library, self->learner->profile->language);
}
