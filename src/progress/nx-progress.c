/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the observed side of progress: one learner's folded state, on the main context. */

#define G_LOG_DOMAIN "nx-progress"
#include "config.h"

#include "nx-progress.h"

#include "nx-progress-state.h"

struct _NxProgress
{
  GObject parent_instance;

  NxProgressState *state;
  gint64 seq;                /* last event folded */
};

G_DEFINE_FINAL_TYPE (NxProgress, nx_progress, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
reducer_create (void)
{
  return nx_progress_state_new ();
}

static void
reducer_apply (gpointer       state,
               const NxEvent *event)
{
  nx_progress_state_apply (state, event);
}

static GBytes *
reducer_save (gpointer state)
{
  return nx_progress_state_save (state);
}

static gpointer
reducer_load (GBytes  *bytes,
              GError **error)
{
  return nx_progress_state_load (bytes, error);
}

static void
reducer_destroy (gpointer state)
{
  nx_progress_state_free (state);
}

const NxReducer nx_progress_reducer = {
  .name = "progress",
  .version = 2,              /* 2: the counting run is kept while a practice run is open */
  .create = reducer_create,
  .apply = reducer_apply,
  .save = reducer_save,
  .load = reducer_load,
  .destroy = reducer_destroy,
};

static void
nx_progress_finalize (GObject *object)
{
  NxProgress *self = NX_PROGRESS (object);

  g_clear_pointer (&self->state, nx_progress_state_free);
  G_OBJECT_CLASS (nx_progress_parent_class)->finalize (object);
}

static void
nx_progress_class_init (NxProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_progress_finalize;

  /**
   * NxProgress::changed:
   * @file: (nullable): id of the module or scenario that moved; %NULL if any may have
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", NX_TYPE_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
nx_progress_init (NxProgress *self)
{
}

static NxProgress *
progress_new (NxProgressState *state,
              gint64           seq)
{
  NxProgress *self = g_object_new (NX_TYPE_PROGRESS, NULL);

  self->state = state;
  self->seq = seq;
  return self;
}

static void
fold_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gint64 seq = 0;
  NxProgressState *state = nx_record_store_fold_finish (NX_RECORD_STORE (source), result, &seq, &error);

  if (state == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, progress_new (state, seq), g_object_unref);
}

/**
 * nx_progress_load_async:
 * @store: the records
 * @learner: id of the learner
 *
 * Folds the saved projection and the events after it, or all events, on the store's worker.
 * Errors: those of nx_record_store_fold_finish().
 */
void
nx_progress_load_async (NxRecordStore       *store,
                        const char          *learner,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, nx_progress_load_async);
  nx_record_store_fold_async (store, learner, &nx_progress_reducer, cancellable, fold_cb, task);
}

NxProgress *
nx_progress_load_finish (GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

NxProgress *
nx_progress_load (NxRecordStore *store,
                  const char    *learner,
                  GError       **error)
{
  gint64 seq = 0;
  NxProgressState *state = nx_record_store_fold (store, learner, &nx_progress_reducer, &seq, error);

  return state != NULL ? progress_new (state, seq) : NULL;
}

/**
 * nx_progress_take_events:
 * @events: (element-type NxEvent): what an append just stored, in order
 *
 * Folds them and emits "changed" once for each module or scenario that moved. An event that is in the
 * state already is passed over, so that a load and an append may cross.
 */
void
nx_progress_take_events (NxProgress *self,
                         GPtrArray  *events)
{
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer file;

  g_return_if_fail (NX_IS_PROGRESS (self));

  for (guint i = 0; i < events->len; i++)
    {
      const NxEvent *event = g_ptr_array_index (events, i);
      const char *id;

      if (event->seq <= self->seq)
        continue;
      self->seq = event->seq;
      id = nx_progress_state_apply (self->state, event);
      if (id != NULL)
        g_hash_table_add (moved, g_strdup (id));
    }

  g_hash_table_iter_init (&iter, moved);
  while (g_hash_table_iter_next (&iter, &file, NULL))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, file);
}

const NxModuleProgress *
nx_progress_get_module (NxProgress *self,
                        const char *id)
{
  g_return_val_if_fail (NX_IS_PROGRESS (self), NULL);

  return g_hash_table_lookup (self->state->modules, id);
}

const NxScenarioProgress *
nx_progress_get_scenario (NxProgress *self,
                          const char *id)
{
  g_return_val_if_fail (NX_IS_PROGRESS (self), NULL);

  return g_hash_table_lookup (self->state->scenarios, id);
}

const char *
nx_progress_get_last (NxProgress *self,
                      gboolean   *out_is_scenario,
                      gint64     *out_when_us)
{
  g_return_val_if_fail (NX_IS_PROGRESS (self), NULL);

  if (out_is_scenario != NULL)
    *out_is_scenario = self->state->last_is_scenario;
  if (out_when_us != NULL)
    *out_when_us = self->state->last_us;
  return self->state->last;
}

/* Whether two say the same; by their saved form, which is sorted. */
gboolean
nx_progress_equal (NxProgress *a,
                   NxProgress *b)
{
  g_autoptr (GBytes) bytes_a = nx_progress_state_save (a->state);
  g_autoptr (GBytes) bytes_b = nx_progress_state_save (b->state);

  return g_bytes_equal (bytes_a, bytes_b);
}
