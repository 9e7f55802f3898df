/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the one way in which an attempt records: gather, append in one transaction, let progress take it. */

#include "config.h"

#include "nx-attempt-private.h"

typedef struct
{
  char *path, *hash;
  GBytes *source;
} Kept;

struct _NxAct
{
  GArray *drafts;            /* NxRecordDraft, pointing into the arrays below */
  GPtrArray *facts;
  GPtrArray *activities;
  GPtrArray *kept;
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->path);
  g_free (kept->hash);
  g_bytes_unref (kept->source);
  g_free (kept);
}

NxAct *
nx_act_new (void)
{
  NxAct *self = g_new0 (NxAct, 1);

  self->drafts = g_array_new (FALSE, TRUE, sizeof (NxRecordDraft));
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_facts_free);
  self->activities = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_activity_facts_free);
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  return self;
}

void
nx_act_free (NxAct *self)
{
  g_array_unref (self->drafts);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->activities);
  g_ptr_array_unref (self->kept);
  g_free (self);
}

void
nx_act_take (NxAct           *self,
             NxEventFacts    *facts,
             NxActivityFacts *activity)
{
  NxRecordDraft draft = { .facts = facts, .activity = activity };

  g_ptr_array_add (self->facts, facts);
  if (activity != NULL)
    g_ptr_array_add (self->activities, activity);
  g_array_append_val (self->drafts, draft);
}

void
nx_act_keep (NxAct      *self,
             const char *path,
             const char *hash,
             GBytes     *source)
{
  Kept *kept = g_new0 (Kept, 1);
  NxRecordDraft draft = { 0 };

  kept->path = g_strdup (path);
  kept->hash = g_strdup (hash);
  kept->source = g_bytes_ref (source);
  g_ptr_array_add (self->kept, kept);
  draft.snapshot_path = kept->path;
  draft.snapshot_hash = kept->hash;
  draft.snapshot = kept->source;
  g_array_append_val (self->drafts, draft);
}

static void
appended_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = nx_record_store_append_finish (NX_RECORD_STORE (source), result, &error);
  NxStudy *study = g_task_get_task_data (task);

  if (events == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  nx_progress_take_events (nx_study_get_progress (study), events);
  g_task_return_boolean (task, TRUE);
}

void
nx_act_record_async (NxAct               *act,
                     NxStudy             *study,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, nx_act_record_async);
  g_task_set_task_data (task, nx_study_ref (study), (GDestroyNotify) nx_study_unref);
  nx_record_store_append_async (nx_study_get_store (study), nx_study_get_learner (study)->id,
                                (const NxRecordDraft *) act->drafts->data, act->drafts->len,
                                NULL, appended_cb, task);
  nx_act_free (act);
}

gboolean
nx_act_record_finish (NxStudy      *study,
                      GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
