/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A scenario and its attempt, from opening to leaving. Knows no widget. */

#define G_LOG_DOMAIN "nx-scenario"

#include "config.h"

#include "nx-scenario-play.h"

struct _NxScenarioPlay
{
  GObject parent_instance;
  NxContext *context;
  char *id, *retried_run;
  int retry_number;
  GCancellable *cancellable;    /* of what is loaded; cancelled when the player goes */
  NxScenarioAttempt *attempt;
  NxScenario *scenario;         /* held: the attempt drops its own as soon as it has the next language's */
  NxBlockAids *aids;
  gboolean busy;
  gboolean language_waits;      /* it changed while this was busy */
};

G_DEFINE_FINAL_TYPE (NxScenarioPlay, nx_scenario_play, G_TYPE_OBJECT)

enum
{
  SIGNAL_LOADED,
  SIGNAL_FAILED,
  SIGNAL_MOVED,
  SIGNAL_REFUSED,
  SIGNAL_DOCUMENT_OPENED,
  SIGNAL_BUSY_CHANGED,
  SIGNAL_LANGUAGE_CHANGING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_busy (NxScenarioPlay *self,
          gboolean        busy)
{
  self->busy = busy;
  g_signal_emit (self, signals[SIGNAL_BUSY_CHANGED], 0);
  if (!busy && self->language_waits)
    nx_scenario_play_change_language (self);
}

/* ---- Opening ---- */

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxScenarioPlay) self = user_data;
  g_autoptr (NxBlockAids) aids = nx_block_aids_load_finish (result, NULL);
  g_autoptr (NxScenario) old_scenario = NULL;
  g_autoptr (NxBlockAids) old_aids = NULL;

  if (aids == NULL)             /* cancelled: there is no other way to fail */
    return;
  old_scenario = g_steal_pointer (&self->scenario);
  old_aids = g_steal_pointer (&self->aids);
  self->scenario = nx_scenario_ref ((NxScenario *) nx_scenario_attempt_get_scenario (self->attempt));
  self->aids = g_steal_pointer (&aids);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, old_scenario != NULL);
  set_busy (self, FALSE);
}

static void
load_aids (NxScenarioPlay *self)
{
  NxStudy *study = nx_context_get_study (self->context);

  /* Nobody learns any more, or somebody else: this page is on its way out. */
  if (study == NULL)
    return;
  nx_block_aids_load_async (nx_context_get_library (self->context), nx_study_get_language (study),
                            NULL, (NxScenario *) nx_scenario_attempt_get_scenario (self->attempt),
                            self->cancellable, aids_loaded_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxScenarioPlay) self = user_data;
  g_autoptr (GError) error = NULL;

  self->attempt = nx_scenario_attempt_open_finish (result, &error);
  if (self->attempt != NULL)
    load_aids (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

void
nx_scenario_play_set_retry (NxScenarioPlay *self,
                            const char     *run,
                            int             number)
{
  g_return_if_fail (NX_IS_SCENARIO_PLAY (self));
  g_free (self->retried_run);
  self->retried_run = g_strdup (run);
  self->retry_number = number;
}

void
nx_scenario_play_open (NxScenarioPlay *self,
                       NxRunAsked      asked)
{
  NxStudy *study;

  g_return_if_fail (NX_IS_SCENARIO_PLAY (self));
  if (self->attempt != NULL || self->busy)
    return;
  study = nx_context_get_study (self->context);
  set_busy (self, TRUE);
  if (self->retried_run != NULL)
    nx_scenario_attempt_retry_async (study, self->id, self->retried_run, self->retry_number, self->cancellable, opened_cb, g_object_ref (self));
  else
    nx_scenario_attempt_open_async (study, self->id, asked, self->cancellable, opened_cb, g_object_ref (self));
}

/* ---- Acts ---- */

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxScenarioPlay) self = user_data;
  g_autoptr (GError) error = NULL;

  if (nx_scenario_attempt_move_finish (NX_SCENARIO_ATTEMPT (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
  else
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, error);
  set_busy (self, FALSE);
}

void
nx_scenario_play_move (NxScenarioPlay *self,
                       int             choice)
{
  g_return_if_fail (NX_IS_SCENARIO_PLAY (self));
  g_return_if_fail (self->scenario != NULL && !self->busy);
  set_busy (self, TRUE);
  nx_scenario_attempt_move_async (self->attempt, choice, moved_cb, g_object_ref (self));
}

static void
document_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (NxScenarioPlay) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!nx_scenario_attempt_act_finish (NX_SCENARIO_ATTEMPT (source), result, &error))
    g_debug ("A document stays marked as new: %s", error->message);
  g_signal_emit (self, signals[SIGNAL_DOCUMENT_OPENED], 0);
}

void
nx_scenario_play_open_document (NxScenarioPlay *self,
                                int             document)
{
  g_return_if_fail (NX_IS_SCENARIO_PLAY (self));
  g_return_if_fail (self->scenario != NULL);
  if (!nx_scenario_attempt_is_document_opened (self->attempt, document))
    nx_scenario_attempt_open_document_async (self->attempt, document, document_opened_cb, g_object_ref (self));
}

/* ---- Language ---- */

static void
language_stored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (NxScenarioPlay) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = nx_scenario_attempt_act_finish (NX_SCENARIO_ATTEMPT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (stored)
    {
      load_aids (self);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, error);
  set_busy (self, FALSE);
}

void
nx_scenario_play_change_language (NxScenarioPlay *self)
{
  g_return_if_fail (NX_IS_SCENARIO_PLAY (self));
  self->language_waits = self->busy;
  if (self->busy || self->scenario == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_signal_emit (self, signals[SIGNAL_LANGUAGE_CHANGING], 0);
  set_busy (self, TRUE);
  nx_scenario_attempt_change_language_async (self->attempt, language_stored_cb, g_object_ref (self));
}

/* ---- Leaving ---- */

typedef struct
{
  NxPageLeft done;
  gpointer user_data;
} Leave;

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Leave *leave = user_data;

  nx_scenario_attempt_act_finish (NX_SCENARIO_ATTEMPT (source), result, NULL);
  leave->done (leave->user_data);
  g_free (leave);
}

void
nx_scenario_play_leave (NxScenarioPlay *self,
                        NxPageLeft      done,
                        gpointer        user_data)
{
  Leave *leave;

  g_return_if_fail (NX_IS_SCENARIO_PLAY (self));
  g_cancellable_cancel (self->cancellable);
  if (self->attempt == NULL || nx_scenario_state_get_ending (nx_scenario_attempt_get_state (self->attempt)) >= 0)
    {
      done (user_data);
      return;
    }
  leave = g_new0 (Leave, 1);
  leave->done = done;
  leave->user_data = user_data;
  nx_scenario_attempt_leave_async (self->attempt, left_cb, leave);
}

/* ---- Life ---- */

static void
nx_scenario_play_dispose (GObject *object)
{
  NxScenarioPlay *self = NX_SCENARIO_PLAY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_scenario_play_parent_class)->dispose (object);
}

static void
nx_scenario_play_finalize (GObject *object)
{
  NxScenarioPlay *self = NX_SCENARIO_PLAY (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  g_free (self->retried_run);
  G_OBJECT_CLASS (nx_scenario_play_parent_class)->finalize (object);
}

static void
nx_scenario_play_class_init (NxScenarioPlayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nx_scenario_play_dispose;
  object_class->finalize = nx_scenario_play_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_DOCUMENT_OPENED] = g_signal_new ("document-opened", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BUSY_CHANGED] = g_signal_new ("busy-changed", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LANGUAGE_CHANGING] = g_signal_new ("language-changing", NX_TYPE_SCENARIO_PLAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_scenario_play_init (NxScenarioPlay *self)
{
  self->cancellable = g_cancellable_new ();
}

NxScenarioPlay *
nx_scenario_play_new (NxContext  *context,
                      const char *id)
{
  NxScenarioPlay *self = g_object_new (NX_TYPE_SCENARIO_PLAY, NULL);

  self->context = g_object_ref (context);
  self->id = g_strdup (id);
  return self;
}

/* ---- What it is ---- */

const char *
nx_scenario_play_get_id (NxScenarioPlay *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_PLAY (self), NULL);
  return self->id;
}

gboolean
nx_scenario_play_is_busy (NxScenarioPlay *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_PLAY (self), FALSE);
  return self->busy;
}

NxScenarioAttempt *
nx_scenario_play_get_attempt (NxScenarioPlay *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_PLAY (self), NULL);
  return self->scenario != NULL ? self->attempt : NULL;
}

NxScenario *
nx_scenario_play_get_scenario (NxScenarioPlay *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_PLAY (self), NULL);
  return self->scenario;
}

NxBlockAids *
nx_scenario_play_get_aids (NxScenarioPlay *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_PLAY (self), NULL);
  return self->aids;
}
