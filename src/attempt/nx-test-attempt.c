/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns one run of a module's test: which questions were drawn, what was answered, and the result. The
 * judging is assess's; loading and rebuilding from events is nx-test-loader.c's.
 */

#define G_LOG_DOMAIN "nx-attempt"
#include "config.h"

#include "nx-test-attempt-private.h"

#include "nx-ids.h"
#include "nx-json-writer.h"

struct _NxTestAttempt
{
  GObject parent_instance;

  NxStudy *study;
  NxTestContent *content;
  char *run;
  char *registration;        /* NULL in practice */
  char *session;
  gboolean counts;
  gboolean resumed;
  gboolean busy;
  gint64 shown_monotonic_us; /* when the present question came on screen */
  guint index;
  NxTestItem *items;         /* n_items */
  guint n_items;
  guint64 seed;
  NxTestResult *result;
};

G_DEFINE_FINAL_TYPE (NxTestAttempt, nx_test_attempt, G_TYPE_OBJECT)

static void
test_result_free (NxTestResult *result)
{
  if (result == NULL)
    return;
  g_ptr_array_unref (result->practices);
  g_array_unref (result->certain_but_wrong);
  g_free (result);
}

static void
nx_test_attempt_finalize (GObject *object)
{
  NxTestAttempt *self = NX_TEST_ATTEMPT (object);

  nx_test_items_free (self->items, self->n_items);
  g_clear_pointer (&self->content, nx_test_content_free);
  g_clear_pointer (&self->study, nx_study_unref);
  g_clear_pointer (&self->result, test_result_free);
  g_free (self->run);
  g_free (self->registration);
  g_free (self->session);
  G_OBJECT_CLASS (nx_test_attempt_parent_class)->finalize (object);
}

static void
nx_test_attempt_class_init (NxTestAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_test_attempt_finalize;
}

static void
nx_test_attempt_init (NxTestAttempt *self)
{
}

static gint64
now_monotonic_us (NxTestAttempt *self)
{
  return nx_clock_get_monotonic_us (nx_study_get_clock (self->study));
}

static const NxModuleProgress *
get_progress (NxTestAttempt *self)
{
  return nx_progress_get_module (nx_study_get_progress (self->study), self->content->module->id);
}

static NxEventFacts *
new_facts (NxTestAttempt *self,
           NxEventType    type)
{
  NxEventFacts *facts = nx_content_file_new_facts (self->content->file, type, self->content->module->version);

  facts->registration = g_strdup (self->registration);
  facts->session = g_strdup (self->session);
  facts->run = g_strdup (self->run);
  facts->counts = self->counts;
  return facts;
}

/* ---- Opening ---- */

/* The hashes of the banks drawn from, so that the run can be finished after an update. */
static char *
banks_detail (NxTestAttempt *self)
{
  g_autoptr (NxJsonWriter) writer = nx_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  nx_json_writer_begin_object (writer);
  nx_json_writer_member (writer, "banks");
  nx_json_writer_begin_object (writer);
  for (guint i = 0; i < self->content->banks->len; i++)
    {
      const NxTestBank *bank = g_ptr_array_index (self->content->banks, i);
      nx_json_writer_member_string (writer, bank->id, bank->hash);
    }
  nx_json_writer_end_object (writer);
  nx_json_writer_end_object (writer);
  bytes = nx_json_writer_end (g_steal_pointer (&writer));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
choose_registration (NxTestAttempt *self)
{
  const NxModuleProgress *progress = get_progress (self);

  if (!self->counts)
    return NULL;
  /* In one registration nothing is failed after it was passed: a counting repeat gets its own. */
  if (progress == NULL || progress->registration == NULL || progress->passed)
    return nx_uuid4_new ();
  return g_strdup (progress->registration);
}

static gboolean
begin (NxTestAttempt *self,
       NxAct         *act,
       GError       **error)
{
  NxEventFacts *facts;

  self->run = nx_uuid4_new ();
  self->registration = choose_registration (self);
  /* 63 bits: the seed travels through JSON integers. */
  self->seed = ((guint64) g_random_int () << 31) ^ g_random_int ();
  self->items = nx_test_items_draw (self->content, self->seed, &self->n_items, error);
  if (self->items == NULL)
    return FALSE;

  for (guint i = 0; i < self->content->banks->len; i++)
    {
      const NxTestBank *bank = g_ptr_array_index (self->content->banks, i);
      nx_act_keep (act, bank->path, bank->hash, bank->source);
    }
  nx_act_keep (act, self->content->file->path, self->content->file->hash, self->content->file->source);
  facts = new_facts (self, NX_EVENT_TEST_STARTED);
  facts->seed = self->seed;
  facts->items = nx_test_items_dup_ids (self->items, self->n_items);
  facts->detail = banks_detail (self);
  nx_act_take (act, facts, NULL);
  return TRUE;
}

/* The first question without an answer; the last one if all are answered but the end was not recorded. */
static void
stand_where_stopped (NxTestAttempt *self)
{
  for (self->index = 0; self->index < self->n_items; self->index++)
    if (self->items[self->index].judgement == NULL)
      return;
  self->index = self->n_items - 1;
}

static gboolean
resume (NxTestAttempt *self,
        NxTestStored  *stored,
        GError       **error)
{
  const NxEventFacts *started = stored->started->facts;

  self->run = g_strdup (started->run);
  self->registration = g_strdup (started->registration);
  self->counts = started->counts;
  self->seed = started->seed;
  self->resumed = TRUE;
  self->items = nx_test_items_rebuild (self->content, stored->events, 0, NULL, &self->n_items, error);
  if (self->items == NULL)
    return FALSE;
  stand_where_stopped (self);
  return TRUE;
}

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxTestAttempt *self = g_object_get_data (G_OBJECT (task), "attempt");
  GError *error = NULL;

  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->shown_monotonic_us = now_monotonic_us (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxTestRequest *request = g_task_get_task_data (task);
  g_autoptr (NxTestAttempt) self = NULL;
  g_autoptr (NxTestStored) stored = NULL;
  g_autoptr (NxTestContent) content = NULL;
  g_autoptr (NxAct) act = NULL;
  GError *error = NULL;

  content = nx_test_content_load_finish (result, &stored, &error);
  if (content == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self = g_object_new (NX_TYPE_TEST_ATTEMPT, NULL);
  self->study = nx_study_ref (request->study);
  self->content = g_steal_pointer (&content);
  self->session = nx_uuid4_new ();
  self->counts = request->kind != NX_ASK_PRACTICE;

  if (stored != NULL)
    {
      if (!resume (self, stored, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      self->shown_monotonic_us = now_monotonic_us (self);
      g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
      return;
    }

  act = nx_act_new ();
  if (!begin (self, act, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "attempt", g_object_ref (self), g_object_unref);
  nx_act_record_async (g_steal_pointer (&act), self->study, started_cb, g_steal_pointer (&task));
}

/**
 * nx_test_attempt_open_async:
 * @module: id of a module that has a test
 * @kind: %NX_ASK_RESUME continues the open run, or begins a counting one; the others begin
 *
 * Errors: %NX_CONTENT_ERROR, %NX_RECORDS_ERROR, %NX_ASSESS_ERROR_BANK_TOO_SMALL, and
 * %NX_ATTEMPT_ERROR_SNAPSHOT if the open run's questions cannot be found (begin another then).
 */
void
nx_test_attempt_open_async (NxStudy             *study,
                            const char          *module,
                            NxRunAsked           kind,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  NxTestRequest *request = nx_test_request_new (study, module, kind);

  g_task_set_source_tag (task, nx_test_attempt_open_async);
  g_task_set_task_data (task, request, nx_test_request_free);
  nx_test_content_load_async (request, cancellable, loaded_cb, task);
}

NxTestAttempt *
nx_test_attempt_open_finish (GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Looking ---- */

const NxModule *
nx_test_attempt_get_module (NxTestAttempt *self)
{
  return self->content->module;
}

guint
nx_test_attempt_get_n_questions (NxTestAttempt *self)
{
  return self->n_items;
}

guint
nx_test_attempt_get_index (NxTestAttempt *self)
{
  return self->index;
}

const NxQuestion *
nx_test_attempt_get_question (NxTestAttempt *self,
                              guint          index)
{
  g_return_val_if_fail (index < self->n_items, NULL);

  return self->items[index].question;
}

const guint *
nx_test_attempt_get_order (NxTestAttempt *self,
                           guint          index)
{
  g_return_val_if_fail (index < self->n_items, NULL);

  return self->items[index].order;
}

gboolean
nx_test_attempt_is_counting (NxTestAttempt *self)
{
  return self->counts;
}

gboolean
nx_test_attempt_was_resumed (NxTestAttempt *self)
{
  return self->resumed;
}

const NxJudgement *
nx_test_attempt_get_judgement (NxTestAttempt *self,
                               guint          index)
{
  g_return_val_if_fail (index < self->n_items, NULL);

  return self->items[index].judgement;
}

const char *const *
nx_test_attempt_get_response (NxTestAttempt *self,
                              guint          index)
{
  g_return_val_if_fail (index < self->n_items, NULL);

  return (const char *const *) self->items[index].response;
}

NxConfidence
nx_test_attempt_get_confidence (NxTestAttempt *self,
                                guint          index)
{
  g_return_val_if_fail (index < self->n_items, NX_CONFIDENCE_UNSTATED);

  return self->items[index].confidence;
}

const NxTestResult *
nx_test_attempt_get_result (NxTestAttempt *self)
{
  return self->result;
}

/* ---- Answering ---- */

typedef struct
{
  char **response;
  NxConfidence confidence;
  NxJudgement *judgement;
  gint64 duration_us;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_strfreev (answer->response);
  g_clear_pointer (&answer->judgement, nx_judgement_free);
  g_free (answer);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxTestAttempt *self = g_task_get_source_object (task);
  Answer *answer = g_task_get_task_data (task);
  NxTestItem *item = &self->items[self->index];
  GError *error = NULL;

  self->busy = FALSE;
  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  item->response = g_steal_pointer (&answer->response);
  item->judgement = g_steal_pointer (&answer->judgement);
  item->confidence = answer->confidence;
  item->duration_us = answer->duration_us;
  g_task_return_boolean (task, TRUE);
}

static NxAct *
answer_act (NxTestAttempt *self,
            const Answer  *answer)
{
  const NxTestItem *item = &self->items[self->index];
  NxEventFacts *facts = new_facts (self, NX_EVENT_QUESTION_ANSWERED);
  NxAct *act = nx_act_new ();

  facts->element = g_strconcat (item->bank, "#", item->question->id, NULL);
  facts->response = g_strdupv (answer->response);
  facts->confidence = g_strdup (nx_confidence_to_id (answer->confidence));
  facts->raw = (int) answer->judgement->raw;
  facts->max = (int) answer->judgement->max;
  facts->success = answer->judgement->success ? NX_TRISTATE_YES : NX_TRISTATE_NO;
  facts->step = (int) self->index + 1;
  facts->duration_us = answer->duration_us;
  nx_act_take (act, facts,
               self->counts
                 ? nx_activity_facts_for_question (self->content->file, self->content->module, item->bank, item->question)
                 : NULL);
  return act;
}

/* Refuses what does not fit; the task has then been answered. */
static gboolean
refuse_unfit (NxTestAttempt *self,
              GTask         *task,
              gboolean       fits)
{
  if (self->busy)
    g_task_return_new_error (task, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_BUSY, "The last answer is still being saved");
  else if (!fits)
    g_task_return_new_error (task, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE, "Not at this point of the test");
  else
    return FALSE;
  return TRUE;
}

/**
 * nx_test_attempt_answer_async:
 * @response: option ids of the present question
 * @confidence: as the person said, or unstated
 *
 * Judges, records, and only then lets nx_test_attempt_get_judgement() answer.
 * Errors: %NX_ASSESS_ERROR_RESPONSE, %NX_ATTEMPT_ERROR, %NX_RECORDS_ERROR; nothing changed then.
 */
void
nx_test_attempt_answer_async (NxTestAttempt       *self,
                              const char *const   *response,
                              NxConfidence         confidence,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Answer *answer;
  GError *error = NULL;

  g_task_set_source_tag (task, nx_test_attempt_answer_async);
  if (refuse_unfit (self, task, self->index < self->n_items && self->items[self->index].judgement == NULL))
    return;

  answer = g_new0 (Answer, 1);
  g_task_set_task_data (task, answer, answer_free);
  answer->judgement = nx_question_judge (self->items[self->index].question, response, &error);
  if (answer->judgement == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  answer->response = g_strdupv ((char **) response);
  answer->confidence = confidence;
  answer->duration_us = now_monotonic_us (self) - self->shown_monotonic_us;
  self->busy = TRUE;
  nx_act_record_async (answer_act (self, answer), self->study, answered_cb, g_steal_pointer (&task));
}

gboolean
nx_test_attempt_answer_finish (NxTestAttempt *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Finishing ---- */

static void
practice_score_free (gpointer data)
{
  NxPracticeScore *score = data;

  g_free (score->practice);
  g_free (score);
}

static NxPracticeScore *
ensure_practice_score (NxTestResult *result,
                       const char   *practice)
{
  NxPracticeScore *score;

  for (guint i = 0; i < result->practices->len; i++)
    {
      score = g_ptr_array_index (result->practices, i);
      if (g_str_equal (score->practice, practice))
        return score;
    }
  score = g_new0 (NxPracticeScore, 1);
  score->practice = g_strdup (practice);
  g_ptr_array_add (result->practices, score);
  return score;
}

static void
add_item_to_result (NxTestResult     *result,
                    const NxTestItem *item,
                    guint             index)
{
  char **practices = item->question->practices;

  result->raw += item->judgement->raw;
  result->max += item->judgement->max;
  for (guint i = 0; practices != NULL && practices[i] != NULL; i++)
    {
      NxPracticeScore *score = ensure_practice_score (result, practices[i]);
      score->raw += item->judgement->raw;
      score->max += item->judgement->max;
    }
  if (item->confidence == NX_CONFIDENCE_CERTAIN && !item->judgement->success)
    g_array_append_val (result->certain_but_wrong, index);
}

static NxTestResult *
compute_result (NxTestAttempt *self)
{
  NxTestResult *result = g_new0 (NxTestResult, 1);

  result->practices = g_ptr_array_new_with_free_func (practice_score_free);
  result->certain_but_wrong = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->n_items; i++)
    add_item_to_result (result, &self->items[i], i);
  result->scaled = nx_score_to_scaled (result->raw, result->max);
  result->mastery = self->content->module->test->mastery;
  result->passed = result->scaled >= result->mastery;
  return result;
}

static gint64
total_duration_us (NxTestAttempt *self)
{
  gint64 total = 0;

  for (guint i = 0; i < self->n_items; i++)
    total += self->items[i].duration_us;
  return total;
}

static gboolean
completion_is_due (NxTestAttempt      *self,
                   const NxTestResult *result)
{
  const NxModuleProgress *progress = get_progress (self);
  GHashTable *read = progress != NULL ? progress->read : NULL;

  if (!self->counts)
    return FALSE;
  if (progress != NULL && g_strcmp0 (progress->completed_registration, self->registration) == 0)
    return FALSE;
  return nx_moveon_is_met (self->content->module->moveon, nx_module_is_all_read (self->content->module, read, NULL),
                           result->passed);
}

static NxAct *
finish_act (NxTestAttempt *self,
            NxTestResult  *result)
{
  const NxModuleProgress *progress = get_progress (self);
  NxEventFacts *facts = new_facts (self, NX_EVENT_TEST_FINISHED);
  NxAct *act = nx_act_new ();

  facts->raw = (int) result->raw;
  facts->max = (int) result->max;
  facts->success = result->passed ? NX_TRISTATE_YES : NX_TRISTATE_NO;
  facts->mastery = result->mastery;
  facts->duration_us = total_duration_us (self);
  nx_act_take (act, facts, self->counts ? nx_activity_facts_for_test (self->content->file, self->content->module) : NULL);

  if (completion_is_due (self, result))
    {
      facts = new_facts (self, NX_EVENT_MODULE_COMPLETED);
      facts->duration_us = total_duration_us (self) + (progress != NULL ? progress->spent_us : 0);
      nx_act_take (act, facts, nx_activity_facts_for_module (self->content->file, self->content->module));
    }
  return act;
}

static void
finished_cb (GObject      *source,
             GAsyncResult *async_result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxTestAttempt *self = g_task_get_source_object (task);
  NxTestResult *result = g_object_get_data (G_OBJECT (task), "result");
  const NxModuleProgress *progress;
  GError *error = NULL;

  self->busy = FALSE;
  if (!nx_act_record_finish (self->study, async_result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  progress = get_progress (self);
  result->module_completed = progress != NULL && progress->completed;
  self->result = g_object_steal_data (G_OBJECT (task), "result");
  self->index = self->n_items;
  g_task_return_boolean (task, TRUE);
}

/**
 * nx_test_attempt_next_async:
 *
 * To the next question. After the last it records the end of the test, and the module's completion in the
 * same transaction where its rule is met, before nx_test_attempt_get_result() answers.
 */
void
nx_test_attempt_next_async (NxTestAttempt       *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  NxTestResult *result;

  g_task_set_source_tag (task, nx_test_attempt_next_async);
  if (refuse_unfit (self, task, self->index < self->n_items && self->items[self->index].judgement != NULL))
    return;
  if (self->index + 1 < self->n_items)
    {
      self->index++;
      self->shown_monotonic_us = now_monotonic_us (self);
      g_task_return_boolean (task, TRUE);
      return;
    }

  result = compute_result (self);
  g_object_set_data_full (G_OBJECT (task), "result", result, (GDestroyNotify) test_result_free);
  self->busy = TRUE;
  nx_act_record_async (finish_act (self, result), self->study, finished_cb, g_steal_pointer (&task));
}

gboolean
nx_test_attempt_next_finish (NxTestAttempt *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Language ---- */

static void
language_recorded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxTestAttempt *self = g_task_get_source_object (task);
  NxTestContent *content;
  GError *error = NULL;

  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  content = g_object_steal_data (G_OBJECT (task), "content");
  nx_test_items_move (self->items, self->n_items, content);
  nx_test_content_free (self->content);
  self->content = content;
  g_task_return_boolean (task, TRUE);
}

static void
language_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxTestAttempt *self = g_task_get_source_object (task);
  g_autoptr (NxTestContent) content = nx_test_content_load_finish (result, NULL, NULL);
  NxEventFacts *facts;
  NxAct *act;

  /* A run on older content keeps the language it has: the snapshot is the source text. */
  if (content == NULL || !nx_test_items_fit (self->items, self->n_items, self->content, content))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  facts = new_facts (self, NX_EVENT_LANGUAGE_CHANGED);
  g_free (facts->language);
  facts->language = g_strdup (content->file->language);
  act = nx_act_new ();
  nx_act_take (act, facts, NULL);
  g_object_set_data_full (G_OBJECT (task), "content", g_steal_pointer (&content), (GDestroyNotify) nx_test_content_free);
  nx_act_record_async (act, self->study, language_recorded_cb, g_steal_pointer (&task));
}

/**
 * nx_test_attempt_change_language_async:
 *
 * Loads the questions in the study's present language. Place, order and answers stay; questions are
 * other pointers afterwards.
 */
void
nx_test_attempt_change_language_async (NxTestAttempt       *self,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (NxTestRequest) request = nx_test_request_new (self->study, self->content->module->id, NX_ASK_COUNTS);

  g_task_set_source_tag (task, nx_test_attempt_change_language_async);
  nx_test_content_load_async (request, NULL, language_loaded_cb, task);
}

gboolean
nx_test_attempt_change_language_finish (NxTestAttempt *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
