/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns learners and profiles as values, and the sealed form of what says who somebody is. */

#include "config.h"

#include "nx-records-private.h"

#include "nx-json-writer.h"
#include "nx-json.h"

#define MAX_PROFILE_BYTES (64 * 1024)

typedef struct
{
  NxLearner learner;
  gatomicrefcount refs;
} CountedLearner;

NxProfile *
nx_profile_new (void)
{
  return g_new0 (NxProfile, 1);
}

NxProfile *
nx_profile_copy (const NxProfile *self)
{
  NxProfile *copy = nx_profile_new ();

  copy->name = g_strdup (self->name);
  copy->staff_id = g_strdup (self->staff_id);
  copy->capacity = g_strdup (self->capacity);
  copy->role = g_strdup (self->role);
  copy->station = g_strdup (self->station);
  copy->language = g_strdup (self->language);
  return copy;
}

void
nx_profile_free (NxProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->staff_id);
  g_free (self->capacity);
  g_free (self->role);
  g_free (self->station);
  g_free (self->language);
  g_free (self);
}

NxLearner *
nx_learner_new (void)
{
  CountedLearner *self = g_new0 (CountedLearner, 1);

  g_atomic_ref_count_init (&self->refs);
  return &self->learner;
}

NxLearner *
nx_learner_copy (const NxLearner *learner)
{
  NxLearner *copy = nx_learner_new ();

  copy->id = g_strdup (learner->id);
  copy->home_page = g_strdup (learner->home_page);
  copy->account = g_strdup (learner->account);
  copy->profile = nx_profile_copy (learner->profile);
  copy->created_us = learner->created_us;
  copy->consent_asked = learner->consent_asked;
  copy->consent_completion = learner->consent_completion;
  copy->consent_answers = learner->consent_answers;
  return copy;
}

NxLearner *
nx_learner_ref (NxLearner *self)
{
  g_atomic_ref_count_inc (&((CountedLearner *) self)->refs);
  return self;
}

void
nx_learner_unref (NxLearner *self)
{
  if (!g_atomic_ref_count_dec (&((CountedLearner *) self)->refs))
    return;
  g_free (self->id);
  g_free (self->home_page);
  g_free (self->account);
  nx_profile_free (self->profile);
  g_free (self);
}

/* All that is sealed of a learner. */
GBytes *
nx_learner_to_json (const NxLearner *learner)
{
  g_autoptr (NxJsonWriter) writer = nx_json_writer_new ();
  const NxProfile *profile = learner->profile;

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "home-page", learner->home_page);
  nx_json_writer_member_string (writer, "account", learner->account);
  nx_json_writer_member_string (writer, "name", profile->name);
  nx_json_writer_member_string (writer, "staff-id", profile->staff_id);
  nx_json_writer_member_string (writer, "capacity", profile->capacity);
  nx_json_writer_member_string (writer, "role", profile->role);
  nx_json_writer_member_string (writer, "station", profile->station);
  nx_json_writer_member_string (writer, "language", profile->language);
  nx_json_writer_end_object (writer);
  return nx_json_writer_end (g_steal_pointer (&writer));
}

gboolean
nx_learner_take_json (NxLearner *learner,
                      GBytes    *json,
                      GError   **error)
{
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (json, MAX_PROFILE_BYTES, error);
  const NxJsonValue *root;

  if (doc == NULL)
    return FALSE;
  root = nx_json_doc_get_root (doc);
  learner->home_page = g_strdup (nx_json_get_string (root, "home-page", NX_RECORDS_HOME_PAGE));
  learner->account = g_strdup (nx_json_get_string (root, "account", ""));
  learner->profile = nx_profile_new ();
  learner->profile->name = g_strdup (nx_json_get_string (root, "name", NULL));
  learner->profile->staff_id = g_strdup (nx_json_get_string (root, "staff-id", NULL));
  learner->profile->capacity = g_strdup (nx_json_get_string (root, "capacity", NULL));
  learner->profile->role = g_strdup (nx_json_get_string (root, "role", NULL));
  learner->profile->station = g_strdup (nx_json_get_string (root, "station", NULL));
  learner->profile->language = g_strdup (nx_json_get_string (root, "language", NULL));
  return TRUE;
}
