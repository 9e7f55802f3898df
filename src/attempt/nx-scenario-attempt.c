/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns one run of a scenario as it is played: it asks the pure rules what a choice does, records that, and
 * only then stands in the new state. Loading and replaying are nx-scenario-run.c's.
 */

#define G_LOG_DOMAIN "nx-attempt"
#include "config.h"

#include "nx-attempt-private.h"
#include "nx-scenario-run.h"

#include "nx-ids.h"

struct _NxScenarioAttempt
{
  GObject parent_instance;

  NxStudy *study;
  NxScenarioPlay *play;
  char *session;
  gboolean resumed;
  gboolean busy;
  gboolean left;
  gboolean look_only;        /* a review: nothing of it is recorded */
  gint64 shown_monotonic_us; /* when the present scene came on screen */
  gint64 opened_monotonic_us;
};

G_DEFINE_FINAL_TYPE (NxScenarioAttempt, nx_scenario_attempt, G_TYPE_OBJECT)

static void
nx_scenario_attempt_finalize (GObject *object)
{
  NxScenarioAttempt *self = NX_SCENARIO_ATTEMPT (object);

  g_clear_pointer (&self->play, nx_scenario_play_free);
  g_clear_pointer (&self->study, nx_study_unref);
  g_free (self->session);
  G_OBJECT_CLASS (nx_scenario_attempt_parent_class)->finalize (object);
}

static void
nx_scenario_attempt_class_init (NxScenarioAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_scenario_attempt_finalize;
}

static void
nx_scenario_attempt_init (NxScenarioAttempt *self)
{
}

static gint64
now_monotonic_us (NxScenarioAttempt *self)
{
  return nx_clock_get_monotonic_us (nx_study_get_clock (self->study));
}

static NxEventFacts *
new_facts (NxScenarioAttempt *self,
           NxEventType        type)
{
  NxEventFacts *facts = nx_content_file_new_facts (self->play->file, type, self->play->scenario->version);

  facts->registration = g_strdup (self->play->registration);
  facts->session = g_strdup (self->session);
  facts->run = g_strdup (self->play->run);
  facts->counts = self->play->counts;
  return facts;
}

/* ---- Opening ---- */

typedef struct
{
  NxStudy *study;
  NxPlayWanted wanted;
  gboolean counts;
  gboolean look_only;        /* the debrief of an ended run */
  char *retried_run;
  int number;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  nx_study_unref (request->study);
  g_free (request->retried_run);
  g_free (request);
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxScenarioAttempt *self = g_object_get_data (G_OBJECT (task), "attempt");
  GError *error = NULL;

  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->shown_monotonic_us = now_monotonic_us (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/* What was opened before the decision that is tried again; what came after it has not come yet. NULL for nothing. */
static char **
keep_opened (NxScenarioPlay *play)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *documents = play->scenario->documents;

  for (guint i = 0; i < documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (documents, i);

      if (!nx_scenario_state_has_document (play->state, (int) i))
        g_hash_table_remove (play->opened, document->id);
      else if (g_hash_table_contains (play->opened, document->id))
        g_strv_builder_add (builder, document->id);
    }
  return g_hash_table_size (play->opened) > 0 ? g_strv_builder_end (builder) : NULL;
}

/* A run of its own from here: at the start, or before the decision that is tried again. */
static NxAct *
start_act (NxScenarioAttempt *self,
           const OpenRequest *request)
{
  NxScenarioPlay *play = self->play;
  NxEventFacts *facts;
  NxAct *act = nx_act_new ();

  g_free (play->run);
  g_free (play->registration);
  g_free (play->retried_run);
  play->run = nx_uuid4_new ();
  play->counts = request->counts;
  play->registration = request->counts ? nx_uuid4_new () : NULL;
  play->retried_run = g_strdup (request->retried_run);
  play->retry_number = request->number;
  play->spent_us = 0;

  nx_act_keep (act, play->file->path, play->file->hash, play->file->source);
  facts = new_facts (self, NX_EVENT_SCENARIO_STARTED);
  if (request->wanted == NX_PLAY_RETRY)
    {
      facts->target = g_strdup (request->retried_run);
      facts->step = request->number;
      facts->items = nx_scenario_play_dup_moves (play);
      facts->documents = keep_opened (play);
    }
  nx_act_take (act, facts, NULL);
  return act;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenRequest *request = g_task_get_task_data (task);
  g_autoptr (NxScenarioAttempt) self = NULL;
  NxScenarioPlay *play;
  NxAct *act;
  GError *error = NULL;

  play = nx_scenario_play_load_finish (result, &error);
  if (play == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self = g_object_new (NX_TYPE_SCENARIO_ATTEMPT, NULL);
  self->study = nx_study_ref (request->study);
  self->play = play;
  self->session = nx_uuid4_new ();
  self->opened_monotonic_us = now_monotonic_us (self);
  self->shown_monotonic_us = self->opened_monotonic_us;
  if (request->wanted == NX_PLAY_STORED)
    {
      self->resumed = !request->look_only;
      self->look_only = request->look_only;
      g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
      return;
    }
  act = start_act (self, request);
  g_object_set_data_full (G_OBJECT (task), "attempt", g_object_ref (self), g_object_unref);
  nx_act_record_async (act, self->study, started_cb, g_steal_pointer (&task));
}

static void
open_async (NxStudy             *study,
            const char          *scenario,
            OpenRequest         *request,
            const char          *run,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  request->study = nx_study_ref (study);
  g_task_set_source_tag (task, open_async);
  g_task_set_task_data (task, request, open_request_free);
  nx_scenario_play_load_async (study, scenario, request->wanted, run, request->number, cancellable, loaded_cb, task);
}

/**
 * nx_scenario_attempt_open_async:
 * @kind: %NX_ASK_RESUME continues the open run with the content it began with, or begins a counting one
 *
 * Errors: %NX_CONTENT_ERROR, %NX_RECORDS_ERROR, and %NX_ATTEMPT_ERROR_SNAPSHOT if the open run cannot be
 * replayed (begin another then; its record stays).
 */
void
nx_scenario_attempt_open_async (NxStudy             *study,
                                const char          *scenario,
                                NxRunAsked           kind,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  const NxScenarioProgress *progress = nx_progress_get_scenario (nx_study_get_progress (study), scenario);
  const char *run = progress != NULL && kind == NX_ASK_RESUME ? progress->open_run : NULL;
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->wanted = run != NULL ? NX_PLAY_STORED : NX_PLAY_BEGIN;
  request->counts = kind != NX_ASK_PRACTICE;
  open_async (study, scenario, request, run, cancellable, callback, user_data);
}

/**
 * nx_scenario_attempt_retry_async:
 * @run: an ended or open run, practice or not
 * @number: of the decision to stand before, from 1
 *
 * Errors: those of nx_scenario_attempt_open_async(), and %NX_ATTEMPT_ERROR_NOT_HERE if the run has no such decision.
 */
void
nx_scenario_attempt_retry_async (NxStudy             *study,
                                 const char          *scenario,
                                 const char          *run,
                                 int                  number,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->wanted = NX_PLAY_RETRY;
  request->retried_run = g_strdup (run);
  request->number = number;
  open_async (study, scenario, request, run, cancellable, callback, user_data);
}

/**
 * nx_scenario_attempt_review_async:
 *
 * To look at a run: acts record nothing, and a move is refused with %NX_ATTEMPT_ERROR_NOT_HERE.
 */
void
nx_scenario_attempt_review_async (NxStudy             *study,
                                  const char          *scenario,
                                  const char          *run,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->wanted = NX_PLAY_STORED;
  request->look_only = TRUE;
  open_async (study, scenario, request, run, cancellable, callback, user_data);
}

NxScenarioAttempt *
nx_scenario_attempt_open_finish (GAsyncResult *result,
                                 GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Looking ---- */

const NxScenario *
nx_scenario_attempt_get_scenario (NxScenarioAttempt *self)
{
  return self->play->scenario;
}

const NxScenarioState *
nx_scenario_attempt_get_state (NxScenarioAttempt *self)
{
  return self->play->state;
}

GPtrArray *
nx_scenario_attempt_get_moves (NxScenarioAttempt *self)
{
  return self->play->moves;
}

const char *
nx_scenario_attempt_get_run (NxScenarioAttempt *self)
{
  return self->play->run;
}

gboolean
nx_scenario_attempt_is_counting (NxScenarioAttempt *self)
{
  return self->play->counts;
}

int
nx_scenario_attempt_get_retry_number (NxScenarioAttempt *self)
{
  return self->play->retry_number;
}

gboolean
nx_scenario_attempt_was_resumed (NxScenarioAttempt *self)
{
  return self->resumed;
}

gboolean
nx_scenario_attempt_is_old_content (NxScenarioAttempt *self)
{
  return self->play->old_content;
}

gboolean
nx_scenario_attempt_is_document_opened (NxScenarioAttempt *self,
                                        int                document)
{
  const NxDocument *entry;

  g_return_val_if_fail (document >= 0 && (guint) document < self->play->scenario->documents->len, FALSE);

  entry = g_ptr_array_index (self->play->scenario->documents, document);
  return g_hash_table_contains (self->play->opened, entry->id);
}

const NxMove *
nx_scenario_attempt_get_last_move (NxScenarioAttempt *self)
{
  GPtrArray *moves = self->play->moves;

  return moves->len > 0 ? g_ptr_array_index (moves, moves->len - 1) : NULL;
}

/* ---- Moving ---- */

typedef struct
{
  NxScenarioState *state;    /* after */
  NxMove *move;
  gint64 duration_us;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->state, nx_scenario_state_free);
  g_clear_pointer (&step->move, nx_move_free);
  g_free (step);
}

static void
fill_meters (NxEventFacts          *facts,
             const NxScenario      *scenario,
             const NxScenarioState *state)
{
  facts->meters = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_meter_value_free);
  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);
      g_ptr_array_add (facts->meters, nx_meter_value_new (meter->id, nx_scenario_state_get_meter (state, (int) i)));
    }
}

static char **
dup_document_ids (const NxScenario *scenario,
                  const NxMove     *move)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (move->documents == NULL || move->documents->len == 0)
    return NULL;
  for (guint i = 0; i < move->documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (scenario->documents, g_array_index (move->documents, int, i));
      g_strv_builder_add (builder, document->id);
    }
  return g_strv_builder_end (builder);
}

/* Id of the scene or ending that the move led to; borrowed. */
static const char *
target_id (const NxScenario *scenario,
           const NxMove     *move)
{
  if (move->to_ending >= 0)
    return ((const NxEnding *) g_ptr_array_index (scenario->endings, move->to_ending))->id;
  return ((const NxScene *) g_ptr_array_index (scenario->scenes, move->to_scene))->id;
}

static void
take_step_event (NxScenarioAttempt *self,
                 NxAct             *act,
                 const Step        *step)
{
  const NxScenario *scenario = self->play->scenario;
  const NxScene *scene = g_ptr_array_index (scenario->scenes, step->move->from_scene);
  gboolean decided = step->move->choice >= 0;
  NxEventFacts *facts = new_facts (self, decided ? NX_EVENT_DECISION_TAKEN : NX_EVENT_SCENE_PASSED);
  NxActivityFacts *activity = NULL;

  facts->element = g_strdup (scene->id);
  facts->duration_us = step->duration_us;
  facts->clock = step->move->clock_after;
  facts->documents = dup_document_ids (scenario, step->move);
  if (step->move->to_ending >= 0)
    facts->ending = g_strdup (target_id (scenario, step->move));
  else
    facts->next_scene = g_strdup (target_id (scenario, step->move));
  fill_meters (facts, scenario, step->state);
  if (decided)
    {
      const NxChoice *choice = g_ptr_array_index (scene->decision->choices, step->move->choice);
      const char *response[] = { choice->id, NULL };

      facts->response = g_strdupv ((char **) response);
      facts->step = nx_scenario_state_get_n_decisions (step->state);
      if (self->play->counts)
        {
          activity = nx_activity_facts_for_decision (self->play->file, scenario, scene);
          activity->next_iri = nx_content_file_dup_iri (self->play->file, target_id (scenario, step->move));
        }
    }
  nx_act_take (act, facts, activity);
}

static void
take_end_event (NxScenarioAttempt *self,
                NxAct             *act,
                const Step        *step)
{
  const NxScenario *scenario = self->play->scenario;
  NxEventFacts *facts = new_facts (self, NX_EVENT_SCENARIO_ENDED);
  NxActivityFacts *activity = NULL;

  facts->ending = g_strdup (target_id (scenario, step->move));
  facts->step = nx_scenario_state_get_n_decisions (step->state);
  facts->clock = step->move->clock_after;
  facts->duration_us = self->play->spent_us + step->duration_us;
  fill_meters (facts, scenario, step->state);
  if (self->play->counts)
    {
      activity = nx_activity_facts_for_scenario (self->play->file, scenario);
      activity->next_iri = nx_content_file_dup_iri (self->play->file, facts->ending);
    }
  nx_act_take (act, facts, activity);
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxScenarioAttempt *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  GError *error = NULL;

  self->busy = FALSE;
  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  nx_scenario_state_free (self->play->state);
  self->play->state = g_steal_pointer (&step->state);
  self->play->spent_us += step->duration_us;
  self->shown_monotonic_us = now_monotonic_us (self);
  g_ptr_array_add (self->play->moves, g_steal_pointer (&step->move));
  g_task_return_boolean (task, TRUE);
}

/**
 * nx_scenario_attempt_move_async:
 * @choice: index of the choice in the present scene's decision; -1 to go on where there is none
 *
 * Records the move, and the end of the run in the same transaction where it leads to an ending; the state
 * changes when both are durable. Errors: %NX_SCENARIO_ERROR, %NX_ATTEMPT_ERROR, %NX_RECORDS_ERROR.
 */
void
nx_scenario_attempt_move_async (NxScenarioAttempt   *self,
                                int                  choice,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Step *step;
  NxAct *act;
  GError *error = NULL;

  g_task_set_source_tag (task, nx_scenario_attempt_move_async);
  if (self->busy || self->look_only || nx_scenario_state_get_ending (self->play->state) >= 0)
    {
      g_task_return_new_error (task, NX_ATTEMPT_ERROR, self->busy ? NX_ATTEMPT_ERROR_BUSY : NX_ATTEMPT_ERROR_NOT_HERE,
                               "Not at this point of the scenario");
      return;
    }

  step = g_new0 (Step, 1);
  g_task_set_task_data (task, step, step_free);
  step->state = nx_scenario_state_copy (self->play->state);
  step->duration_us = now_monotonic_us (self) - self->shown_monotonic_us;
  if (!nx_scenario_apply (self->play->scenario, step->state, choice, &step->move, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  act = nx_act_new ();
  take_step_event (self, act, step);
  if (step->move->to_ending >= 0)
    take_end_event (self, act, step);
  self->busy = TRUE;
  nx_act_record_async (act, self->study, moved_cb, g_steal_pointer (&task));
}

gboolean
nx_scenario_attempt_move_finish (NxScenarioAttempt *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Smaller acts ---- */

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxScenarioAttempt *self = g_task_get_source_object (task);
  const char *document = g_task_get_task_data (task);
  GError *error = NULL;

  if (!nx_act_record_finish (self->study, result, &error))
    {
      if (g_task_get_source_tag (task) == nx_scenario_attempt_leave_async)
        self->left = FALSE;
      g_task_return_error (task, error);
      return;
    }
  if (document != NULL)
    g_hash_table_add (self->play->opened, g_strdup (document));
  g_task_return_boolean (task, TRUE);
}

/* @source_tag: the public function. @document: id of the one that is opened, or NULL. */
static void
act_async (NxScenarioAttempt   *self,
           gpointer             source_tag,
           NxEventFacts        *facts,
           NxActivityFacts     *activity,
           const char          *document,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NxAct *act = nx_act_new ();

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, g_strdup (document), g_free);
  nx_act_take (act, facts, activity);
  nx_act_record_async (act, self->study, acted_cb, task);
}

static void
return_done (NxScenarioAttempt   *self,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

void
nx_scenario_attempt_open_document_async (NxScenarioAttempt   *self,
                                         int                  document,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  const NxDocument *entry;
  NxEventFacts *facts;

  g_return_if_fail (document >= 0 && (guint) document < self->play->scenario->documents->len);

  entry = g_ptr_array_index (self->play->scenario->documents, document);
  if (self->look_only || g_hash_table_contains (self->play->opened, entry->id))
    {
      return_done (self, callback, user_data);
      return;
    }
  facts = new_facts (self, NX_EVENT_DOCUMENT_OPENED);
  facts->element = g_strdup (entry->id);
  act_async (self, nx_scenario_attempt_open_document_async, facts, NULL, entry->id, callback, user_data);
}

/**
 * nx_scenario_attempt_leave_async:
 *
 * Records that a run was left before its end; after an ending, or a second time, it records nothing.
 */
void
nx_scenario_attempt_leave_async (NxScenarioAttempt   *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  NxEventFacts *facts;
  NxActivityFacts *activity = NULL;

  if (self->left || self->look_only || nx_scenario_state_get_ending (self->play->state) >= 0)
    {
      return_done (self, callback, user_data);
      return;
    }
  self->left = TRUE;
  facts = new_facts (self, NX_EVENT_SCENARIO_LEFT);
  facts->duration_us = now_monotonic_us (self) - self->opened_monotonic_us;
  facts->step = nx_scenario_state_get_n_decisions (self->play->state);
  if (self->play->counts)
    activity = nx_activity_facts_for_scenario (self->play->file, self->play->scenario);
  act_async (self, nx_scenario_attempt_leave_async, facts, activity, NULL, callback, user_data);
}

/* The state is by index, and one version has the same indexes in every language. */
static void
take_text (NxScenarioAttempt *self,
           NxScenarioPlay    *play)
{
  nx_content_file_free (self->play->file);
  self->play->file = g_steal_pointer (&play->file);
  nx_scenario_unref (self->play->scenario);
  self->play->scenario = g_steal_pointer (&play->scenario);
}

static void
language_recorded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxScenarioAttempt *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  take_text (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
language_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxScenarioAttempt *self = g_task_get_source_object (task);
  g_autoptr (NxScenarioPlay) play = nx_scenario_play_load_finish (result, NULL);
  NxEventFacts *facts;
  NxAct *act;

  /* An older version has only its source text. */
  if (play == NULL || !g_str_equal (play->file->hash, self->play->file->hash))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->look_only)
    {
      take_text (self, play);
      g_task_return_boolean (task, TRUE);
      return;
    }
  facts = new_facts (self, NX_EVENT_LANGUAGE_CHANGED);
  g_free (facts->language);
  facts->language = g_strdup (play->file->language);
  act = nx_act_new ();
  nx_act_take (act, facts, NULL);
  g_task_set_task_data (task, g_steal_pointer (&play), (GDestroyNotify) nx_scenario_play_free);
  nx_act_record_async (act, self->study, language_recorded_cb, g_steal_pointer (&task));
}

void
nx_scenario_attempt_change_language_async (NxScenarioAttempt   *self,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, nx_scenario_attempt_change_language_async);
  nx_scenario_play_load_async (self->study, self->play->scenario->id, NX_PLAY_BEGIN, NULL, 0, NULL, language_loaded_cb, task);
}

gboolean
nx_scenario_attempt_act_finish (NxScenarioAttempt *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nx_scenario_attempt_debrief:
 *
 * Errors: %NX_SCENARIO_ERROR if the run has not ended.
 * Returns: (transfer full): your path beside the expert's
 */
NxDebrief *
nx_scenario_attempt_debrief (NxScenarioAttempt *self,
                             GError           **error)
{
  GPtrArray *moves = self->play->moves;
  g_autofree int *choices = g_new0 (int, moves->len + 1);

  for (guint i = 0; i < moves->len; i++)
    choices[i] = ((const NxMove *) g_ptr_array_index (moves, i))->choice;
  return nx_debrief_new (self->play->scenario, choices, moves->len, error);
}
