/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-shell"

#include "config.h"

#include "nx-context-private.h"

#define BACKUP_AFTER_S 30

/* The records' half of NxContext: opening and closing the store, the learner of the moment, what is to send. */

/* ---- The store ---- */

/* What is asked of the store in one go, on a worker. */
typedef struct
{
  NxRecordStore *store;
  char *learner;                 /* whose numbers; NULL for nobody's */
  gboolean with_learners;
} Query;

typedef struct
{
  GPtrArray *learners;
  char *last;                    /* id of the learner of last time */
  NxDestination *destination;
  NxDeliveryCounts counts;
} Answer;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_object_unref (query->store);
  g_free (query->learner);
  g_free (query);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->learners, g_ptr_array_unref);
  g_clear_pointer (&answer->destination, nx_destination_free);
  g_free (answer->last);
  g_free (answer);
}

static void
query_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  const Query *query = task_data;
  Answer *answer = g_new0 (Answer, 1);
  GError *error = NULL;

  if (query->with_learners)
    {
      answer->learners = nx_record_store_list_learners (query->store, &error);
      answer->last = nx_record_store_dup_setting (query->store, "last-learner");
    }
  if (error == NULL)
    answer->destination = nx_record_store_dup_destination (query->store, &error);
  if (error == NULL && query->learner != NULL)
    nx_record_store_count (query->store, query->learner, &answer->counts, &error);
  if (error != NULL)
    {
      answer_free (answer);
      g_task_return_error (task, error);
    }
  else
    g_task_return_pointer (task, answer, answer_free);
}

static void
ask_store (NxContext           *self,
           gboolean             with_learners,
           GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, NULL);
  Query *query = g_new0 (Query, 1);

  query->store = g_object_ref (self->store);
  query->learner = self->learner != NULL ? g_strdup (self->learner->id) : NULL;
  query->with_learners = with_learners;
  g_task_set_source_tag (task, ask_store);
  g_task_set_task_data (task, query, query_free);
  g_task_run_in_thread (task, query_thread);
}

static void refresh_counts (NxContext *self);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  NxContext *self = NX_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  Answer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  self->counting = FALSE;
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("The records could not be counted: %s", error->message);
      return;
    }
  self->counts = answer->counts;
  g_clear_pointer (&self->destination, nx_destination_free);
  self->destination = g_steal_pointer (&answer->destination);
  answer_free (answer);
  g_signal_emit (self, nx_context_signals[NX_CONTEXT_COUNTS_CHANGED], 0);
  if (self->count_again)
    refresh_counts (self);
}

static void
refresh_counts (NxContext *self)
{
  self->count_again = self->counting;
  if (self->counting || self->store == NULL)
    return;
  self->counting = TRUE;
  ask_store (self, FALSE, counted_cb);
}

/* ---- The learner ---- */

static void
progress_moved_cb (NxContext  *self,
                   const char *id)
{
  g_signal_emit (self, nx_context_signals[NX_CONTEXT_PROGRESS_CHANGED], 0, id);
}

void
nx_context_make_study (NxContext *self)
{
  g_clear_pointer (&self->study, nx_study_unref);
  if (self->library != NULL && self->store != NULL && self->problem == NULL && self->learner != NULL && self->progress != NULL)
    self->study = nx_study_new (self->store, self->library, self->clock, self->learner, self->progress);
}

typedef struct
{
  NxContext *self;               /* held */
  NxLearner *learner;
  gboolean opening;              /* part of the first opening */
} Choosing;

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->self);
  nx_learner_unref (choosing->learner);
  g_free (choosing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
progress_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (Choosing) choosing = user_data;
  NxContext *self = choosing->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxProgress) progress = nx_progress_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (progress == NULL)
    {
      g_clear_error (&self->problem);
      self->problem = g_steal_pointer (&error);
    }
  else
    {
      if (self->progress != NULL)
        g_signal_handlers_disconnect_by_func (self->progress, progress_moved_cb, self);
      g_set_object (&self->progress, progress);
      g_signal_connect_object (progress, "changed", G_CALLBACK (progress_moved_cb), self, G_CONNECT_SWAPPED);
      g_clear_pointer (&self->learner, nx_learner_unref);
      self->learner = nx_learner_ref (choosing->learner);
    }
  nx_context_make_study (self);
  refresh_counts (self);
  if (choosing->opening)
    nx_context_opening_done (self);
  else
    g_signal_emit (self, nx_context_signals[NX_CONTEXT_LEARNER_CHANGED], 0);
}

static void
choose (NxContext *self,
        NxLearner *learner,
        gboolean   opening)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->self = g_object_ref (self);
  choosing->learner = nx_learner_ref (learner);
  choosing->opening = opening;
  nx_progress_load_async (self->store, learner->id, self->cancellable, progress_loaded_cb, choosing);
}

static NxLearner *
find_learner (NxContext  *self,
              const char *id)
{
  for (guint i = 0; i < self->learners->len; i++)
    {
      NxLearner *learner = g_ptr_array_index (self->learners, i);

      if (g_strcmp0 (learner->id, id) == 0)
        return learner;
    }
  return NULL;
}

/* ---- Opening the store ---- */

void
nx_context_send_setting_changed (NxContext *self)
{
  if (self->sender != NULL)
    nx_sender_set_enabled (self->sender, self->problem == NULL && nx_settings_get_boolean (self->settings, NX_SETTING_SEND_AUTOMATICALLY, TRUE));
}

static void
network_cb (NxContext *self)
{
  self->offline_since_us = nx_sender_get_network_available (self->sender) ? 0 : nx_clock_get_wall_us (self->clock);
}

static void
start_sender (NxContext *self)
{
  self->sender = nx_sender_new (self->store, self->secrets, self->clock);
  g_signal_connect_object (self->sender, "notify::network-available", G_CALLBACK (network_cb), self, G_CONNECT_SWAPPED);
  nx_context_send_setting_changed (self);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (NxContext) self = user_data;
  g_autoptr (GError) error = NULL;

  if (nx_record_store_check_finish (NX_RECORD_STORE (source), result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (&self->problem);
  self->problem = g_steal_pointer (&error);
  /* Nothing is learned or sent on records that need repair; before "ready" the opening goes on to say so. */
  if (self->sender != NULL)
    nx_sender_set_enabled (self->sender, FALSE);
  nx_context_make_study (self);
  if (self->ready)
    g_signal_emit (self, nx_context_signals[NX_CONTEXT_READY], 0);
}

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The records themselves are as they were; the next start tries again. */
  if (!nx_record_store_backup_if_due_finish (NX_RECORD_STORE (source), result, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("no backup was made: %s", error->message);
}

/* Long enough after the start that nobody waits for the disk because of it. */
static gboolean
backup_due_cb (gpointer user_data)
{
  NxContext *self = user_data;

  self->backup_id = 0;
  if (self->store != NULL)
    nx_record_store_backup_if_due_async (self->store, self->cancellable, backed_up_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
learners_listed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  NxContext *self = NX_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  Answer *answer = g_task_propagate_pointer (G_TASK (result), &error);
  NxLearner *learner;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      g_clear_error (&self->problem);
      self->problem = g_steal_pointer (&error);
      nx_context_opening_done (self);
      return;
    }
  g_clear_pointer (&self->learners, g_ptr_array_unref);
  self->learners = g_steal_pointer (&answer->learners);
  g_clear_pointer (&self->destination, nx_destination_free);
  self->destination = g_steal_pointer (&answer->destination);
  learner = find_learner (self, answer->last);
  if (learner == NULL && self->learners->len > 0)
    learner = g_ptr_array_index (self->learners, 0);
  answer_free (answer);
  start_sender (self);
  if (learner != NULL)
    choose (self, learner, TRUE);
  else
    nx_context_opening_done (self);
}

static void
store_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (NxContext) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = nx_record_store_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (&self->problem);
  if (store == NULL)
    {
      self->problem = g_steal_pointer (&error);
      nx_context_opening_done (self);
      return;
    }
  self->store = g_steal_pointer (&store);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (refresh_counts), self, G_CONNECT_SWAPPED);
  /* The program or the computer died: look at every row. */
  if (nx_record_store_was_unclean (self->store))
    nx_record_store_check_async (self->store, self->cancellable, checked_cb, g_object_ref (self));
  g_clear_handle_id (&self->backup_id, g_source_remove);
  self->backup_id = g_timeout_add_seconds (BACKUP_AFTER_S, backup_due_cb, self);
  ask_store (self, TRUE, learners_listed_cb);
}

void
nx_context_open_store (NxContext *self)
{
  self->n_opening++;
  nx_record_store_open_async (self->folder, self->clock, self->cancellable, store_opened_cb, g_object_ref (self));
}

void
nx_context_close_store (NxContext *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->backup_id, g_source_remove);
  if (self->sender != NULL)
    nx_sender_set_enabled (self->sender, FALSE);
  g_clear_object (&self->sender);
  g_clear_pointer (&self->study, nx_study_unref);
  g_clear_object (&self->progress);
  g_clear_pointer (&self->learner, nx_learner_unref);
  g_ptr_array_set_size (self->learners, 0);
  g_clear_pointer (&self->destination, nx_destination_free);
  if (self->store == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->store, refresh_counts, self);
  if (!nx_record_store_close (self->store, &error))
    g_warning ("The records did not close cleanly: %s", error->message);
  g_clear_object (&self->store);
}

/* ---- Learners ---- */

typedef struct
{
  NxRecordStore *store;
  char *learner;
} Remember;

static void
remember_free (gpointer data)
{
  Remember *remember = data;

  g_object_unref (remember->store);
  g_free (remember->learner);
  g_free (remember);
}

static void
remember_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const Remember *remember = task_data;
  g_autoptr (GError) error = NULL;

  /* Without it the next start greets the first learner; not worth a word. */
  if (!nx_record_store_set_setting (remember->store, "last-learner", remember->learner, &error))
    g_debug ("The last learner was not kept: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
nx_context_choose_learner (NxContext  *self,
                           const char *id)
{
  g_autoptr (GTask) task = NULL;
  Remember *remember;
  NxLearner *learner;

  g_return_if_fail (NX_IS_CONTEXT (self));

  learner = find_learner (self, id);
  if (learner == NULL || self->store == NULL || (self->learner != NULL && g_str_equal (self->learner->id, id)))
    return;
  remember = g_new0 (Remember, 1);
  remember->store = g_object_ref (self->store);
  remember->learner = g_strdup (id);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, remember, remember_free);
  g_task_run_in_thread (task, remember_thread);
  choose (self, learner, FALSE);
}

void
nx_context_take_learner (NxContext *self,
                         NxLearner *learner)
{
  guint index;

  g_return_if_fail (NX_IS_CONTEXT (self));

  for (index = 0; index < self->learners->len; index++)
    if (g_str_equal (((NxLearner *) g_ptr_array_index (self->learners, index))->id, learner->id))
      break;
  if (index < self->learners->len)
    g_ptr_array_remove_index (self->learners, index);
  g_ptr_array_insert (self->learners, (int) index, nx_learner_ref (learner));
  if (self->learner == NULL || !g_str_equal (self->learner->id, learner->id))
    {
      choose (self, learner, FALSE);
      return;
    }
  g_clear_pointer (&self->learner, nx_learner_unref);
  self->learner = nx_learner_ref (learner);
  if (self->study != NULL)
    nx_study_set_learner (self->study, learner);
  refresh_counts (self);
  g_signal_emit (self, nx_context_signals[NX_CONTEXT_LEARNER_CHANGED], 0);
}

/* ---- Getters ---- */

void
nx_context_release_store (NxContext *self)
{
  g_return_if_fail (NX_IS_CONTEXT (self));

  nx_context_close_store (self);
}

void
nx_context_reopen (NxContext *self)
{
  g_return_if_fail (NX_IS_CONTEXT (self));

  nx_context_close_store (self);
  g_clear_error (&self->problem);
  nx_context_open (self);
}

void
nx_context_move_to (NxContext  *self,
                    const char *folder)
{
  g_return_if_fail (NX_IS_CONTEXT (self));

  nx_context_close_store (self);
  g_free (self->folder);
  self->folder = g_strdup (folder);
  g_clear_object (&self->secrets);
  self->secrets = nx_secret_store_new (folder);
  g_clear_object (&self->agendas);
  nx_context_reopen (self);
}

gboolean
nx_context_can_save (NxContext *self)
{
  return self->store != NULL && self->problem == NULL && !nx_record_store_is_read_only (self->store);
}

NxRecordStore *
nx_context_get_store (NxContext *self)
{
  return self->store;
}

NxSender *
nx_context_get_sender (NxContext *self)
{
  return self->sender;
}

NxSecretStore *
nx_context_get_secrets (NxContext *self)
{
  return self->secrets;
}

NxStudy *
nx_context_get_study (NxContext *self)
{
  return self->study;
}

NxLearner *
nx_context_get_learner (NxContext *self)
{
  return self->learner;
}

NxProgress *
nx_context_get_progress (NxContext *self)
{
  return self->progress;
}

GPtrArray *
nx_context_get_learners (NxContext *self)
{
  return self->learners;
}

const NxDestination *
nx_context_get_destination (NxContext *self)
{
  return self->destination;
}

gint64
nx_context_get_offline_since_us (NxContext *self)
{
  return self->offline_since_us;
}

const GError *
nx_context_get_problem (NxContext *self)
{
  return self->problem;
}

const NxDeliveryCounts *
nx_context_get_counts (NxContext *self)
{
  return &self->counts;
}
