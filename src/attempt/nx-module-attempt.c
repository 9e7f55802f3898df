/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns one opening of a module: its session, its registration, and the records of reading. It does not
 * own the test (NxTestAttempt), though both may complete the module by the same rule.
 */

#define G_LOG_DOMAIN "nx-attempt"
#include "config.h"

#include "nx-attempt-private.h"

#include "nx-ids.h"

struct _NxModuleAttempt
{
  GObject parent_instance;

  NxStudy *study;
  NxContentFile *file;
  NxModule *module;
  char *registration;
  char *session;
  char *resume_section;
  char *resume_block;
  gint64 opened_monotonic_us;
  gboolean updated;
  gboolean peek;             /* nothing can be recorded */
  gboolean left;
  gboolean completing;       /* a MODULE_COMPLETED is on its way to the store */
};

G_DEFINE_FINAL_TYPE (NxModuleAttempt, nx_module_attempt, G_TYPE_OBJECT)
G_DEFINE_QUARK (nx-attempt-error-quark, nx_attempt_error)

static void
nx_module_attempt_finalize (GObject *object)
{
  NxModuleAttempt *self = NX_MODULE_ATTEMPT (object);

  g_clear_pointer (&self->study, nx_study_unref);
  g_clear_pointer (&self->file, nx_content_file_free);
  g_clear_pointer (&self->module, nx_module_unref);
  g_free (self->registration);
  g_free (self->session);
  g_free (self->resume_section);
  g_free (self->resume_block);
  G_OBJECT_CLASS (nx_module_attempt_parent_class)->finalize (object);
}

static void
nx_module_attempt_class_init (NxModuleAttemptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_module_attempt_finalize;
}

static void
nx_module_attempt_init (NxModuleAttempt *self)
{
}

/* ---- Loading, on a worker ---- */

typedef struct
{
  NxLibrary *library;
  char *id;
  char *language;
  NxContentFile *file;
  NxModule *module;
} LoadJob;

static LoadJob *
load_job_new (NxStudy    *study,
              const char *id)
{
  LoadJob *job = g_new0 (LoadJob, 1);

  job->library = g_object_ref (nx_study_get_library (study));
  job->id = g_strdup (id);
  job->language = g_strdup (nx_study_get_language (study));
  return job;
}

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_object_unref (job->library);
  g_free (job->id);
  g_free (job->language);
  g_clear_pointer (&job->file, nx_content_file_free);
  g_clear_pointer (&job->module, nx_module_unref);
  g_free (job);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  LoadJob *job = task_data;
  GError *error = NULL;

  job->file = nx_content_file_load (job->library, "module", job->id, job->language, &error);
  if (job->file != NULL)
    job->module = nx_library_load_module (job->library, job->id, job->language, &error);
  if (job->module == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
load_async (NxStudy             *study,
            const char          *id,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, load_job_new (study, id), load_job_free);
  g_task_run_in_thread (task, load_in_thread);
}

/* ---- Facts ---- */

static gint64
session_duration_us (NxModuleAttempt *self)
{
  return nx_clock_get_monotonic_us (nx_study_get_clock (self->study)) - self->opened_monotonic_us;
}

static NxEventFacts *
new_facts (NxModuleAttempt *self,
           NxEventType      type)
{
  NxEventFacts *facts = nx_content_file_new_facts (self->file, type, self->module->version);

  facts->registration = g_strdup (self->registration);
  facts->session = g_strdup (self->session);
  facts->counts = TRUE;
  return facts;
}

static const NxModuleProgress *
get_progress (NxModuleAttempt *self)
{
  return nx_progress_get_module (nx_study_get_progress (self->study), self->module->id);
}

/*
 * Whether "completed" is due now and not yet recorded in this registration; @also counts as read. A test may
 * have begun another registration since: what is passed there completes nothing here.
 */
static gboolean
completion_is_due (NxModuleAttempt *self,
                   const char      *also)
{
  const NxModuleProgress *progress = get_progress (self);
  GHashTable *read = progress != NULL ? progress->read : NULL;
  gboolean passed = progress != NULL && progress->passed;

  if (self->completing)
    return FALSE;
  if (progress != NULL && progress->registration != NULL && !g_str_equal (progress->registration, self->registration))
    return FALSE;
  if (progress != NULL && g_strcmp0 (progress->completed_registration, self->registration) == 0)
    return FALSE;
  return nx_moveon_is_met (self->module->moveon, nx_module_is_all_read (self->module, read, also), passed);
}

static void
take_completion (NxModuleAttempt *self,
                 NxAct           *act)
{
  const NxModuleProgress *progress = get_progress (self);
  NxEventFacts *facts = new_facts (self, NX_EVENT_MODULE_COMPLETED);

  facts->duration_us = session_duration_us (self) + (progress != NULL ? progress->spent_us : 0);
  nx_act_take (act, facts, nx_activity_facts_for_module (self->file, self->module));
  self->completing = TRUE;
}

/* ---- Opening ---- */

typedef struct
{
  NxStudy *study;
  char *id;
  gboolean peek;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *request = data;

  nx_study_unref (request->study);
  g_free (request->id);
  g_free (request);
}

static NxModuleAttempt *
attempt_new (NxStudy *study,
             LoadJob *job,
             gboolean peek)
{
  NxModuleAttempt *self = g_object_new (NX_TYPE_MODULE_ATTEMPT, NULL);
  const NxModuleProgress *progress;

  self->study = nx_study_ref (study);
  self->file = g_steal_pointer (&job->file);
  self->module = g_steal_pointer (&job->module);
  self->peek = peek;
  self->session = nx_uuid4_new ();
  self->opened_monotonic_us = nx_clock_get_monotonic_us (nx_study_get_clock (study));

  progress = get_progress (self);
  if (progress != NULL)
    {
      self->registration = g_strdup (progress->registration);
      self->resume_section = g_strdup (progress->section);
      self->resume_block = g_strdup (progress->place);
      self->updated = progress->content_hash != NULL && !g_str_equal (progress->content_hash, self->file->hash);
    }
  if (self->registration == NULL)
    self->registration = nx_uuid4_new ();
  return self;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenRequest *request = g_task_get_task_data (task);
  NxModuleAttempt *self = g_object_get_data (G_OBJECT (task), "attempt");
  GError *error = NULL;

  self->completing = FALSE;
  if (!nx_act_record_finish (request->study, result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  OpenRequest *request = g_task_get_task_data (task);
  g_autoptr (NxModuleAttempt) self = NULL;
  NxAct *act;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self = attempt_new (request->study, g_task_get_task_data (G_TASK (result)), request->peek);
  if (request->peek)
    {
      g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
      return;
    }

  act = nx_act_new ();
  nx_act_keep (act, self->file->path, self->file->hash, self->file->source);
  nx_act_take (act, new_facts (self, NX_EVENT_MODULE_OPENED), nx_activity_facts_for_module (self->file, self->module));
  /* A crash between the last reading and its completion, or a gentler rule in a new version. */
  if (completion_is_due (self, NULL))
    take_completion (self, act);
  g_object_set_data_full (G_OBJECT (task), "attempt", g_object_ref (self), g_object_unref);
  nx_act_record_async (act, self->study, opened_cb, g_steal_pointer (&task));
}

static void
open_or_peek (NxStudy             *study,
              const char          *module,
              gboolean             peek,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  OpenRequest *request = g_new0 (OpenRequest, 1);

  request->study = nx_study_ref (study);
  request->id = g_strdup (module);
  request->peek = peek;
  g_task_set_source_tag (task, open_or_peek);
  g_task_set_task_data (task, request, open_request_free);
  load_async (study, module, cancellable, loaded_cb, task);
}

void
nx_module_attempt_open_async (NxStudy             *study,
                              const char          *module,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  open_or_peek (study, module, FALSE, cancellable, callback, user_data);
}

void
nx_module_attempt_peek_async (NxStudy             *study,
                              const char          *module,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  open_or_peek (study, module, TRUE, cancellable, callback, user_data);
}

NxModuleAttempt *
nx_module_attempt_open_finish (GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const NxModule *
nx_module_attempt_get_module (NxModuleAttempt *self)
{
  return self->module;
}

const char *
nx_module_attempt_get_resume_section (NxModuleAttempt *self,
                                      const char     **out_block)
{
  if (out_block != NULL)
    *out_block = self->resume_block;
  return self->resume_section;
}

gboolean
nx_module_attempt_is_updated (NxModuleAttempt *self)
{
  return self->updated;
}

/* ---- Acts ---- */

static void
completed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (NxModuleAttempt) self = user_data;
  g_autoptr (GError) error = NULL;

  self->completing = FALSE;
  /* Not lost: the next opening finds it due again. */
  if (!nx_act_record_finish (self->study, result, &error))
    g_warning ("module %s: completion not recorded now: %s", self->module->id, error->message);
}

/* What else hangs on an act being stored. */
typedef enum
{
  ACT_PLAIN,
  ACT_COMPLETES,             /* holds the module's completion too */
  ACT_LEAVES,
} ActKind;

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxModuleAttempt *self = g_task_get_source_object (task);
  ActKind kind = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;

  if (kind == ACT_COMPLETES)
    self->completing = FALSE;
  if (!nx_act_record_finish (self->study, result, &error))
    {
      if (kind == ACT_LEAVES)
        self->left = FALSE;
      g_task_return_error (task, error);
      return;
    }
  /* Two sections marked at once: neither alone knew that it was the last. */
  if (completion_is_due (self, NULL))
    {
      NxAct *act = nx_act_new ();
      take_completion (self, act);
      nx_act_record_async (act, self->study, completed_cb, g_object_ref (self));
    }
  g_task_return_boolean (task, TRUE);
}

/* Takes @act. */
static void
act_async (NxModuleAttempt     *self,
           NxAct               *act,
           ActKind              kind,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, act_async);
  g_task_set_task_data (task, GINT_TO_POINTER (kind), NULL);
  if (self->peek)
    {
      nx_act_free (act);
      g_task_return_new_error (task, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY, "Nothing can be saved here");
      g_object_unref (task);
      return;
    }
  nx_act_record_async (act, self->study, acted_cb, task);
}

static NxAct *
act_with (NxEventFacts *facts)
{
  NxAct *act = nx_act_new ();

  nx_act_take (act, facts, NULL);
  return act;
}

/**
 * nx_module_attempt_keep_place_async:
 * @section: id of the section on screen
 * @block: (nullable): id of its first visible block
 */
void
nx_module_attempt_keep_place_async (NxModuleAttempt     *self,
                                    const char          *section,
                                    const char          *block,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  NxEventFacts *facts = new_facts (self, NX_EVENT_SECTION_OPENED);

  facts->element = g_strdup (section);
  facts->place = g_strdup (block);
  act_async (self, act_with (facts), ACT_PLAIN, callback, user_data);
}

/**
 * nx_module_attempt_mark_read_async:
 *
 * Records the section as read, and the module as completed in the same transaction where its rule is met
 * by that. Marking a section twice records it once.
 */
void
nx_module_attempt_mark_read_async (NxModuleAttempt     *self,
                                   const char          *section,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  const NxModuleProgress *progress = get_progress (self);
  NxEventFacts *facts;
  NxAct *act;
  gboolean completes;

  if (progress != NULL && g_hash_table_contains (progress->read, section))
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
      g_task_return_boolean (task, TRUE);
      return;
    }

  facts = new_facts (self, NX_EVENT_SECTION_READ);
  facts->element = g_strdup (section);
  act = act_with (facts);
  completes = !self->peek && completion_is_due (self, section);
  if (completes)
    take_completion (self, act);
  act_async (self, act, completes ? ACT_COMPLETES : ACT_PLAIN, callback, user_data);
}

void
nx_module_attempt_bookmark_async (NxModuleAttempt     *self,
                                  const char          *section,
                                  const char          *block,
                                  gboolean             set,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  NxEventFacts *facts = new_facts (self, set ? NX_EVENT_BOOKMARK_SET : NX_EVENT_BOOKMARK_CLEARED);

  facts->element = g_strdup (section);
  facts->place = g_strdup (block);
  act_async (self, act_with (facts), ACT_PLAIN, callback, user_data);
}

/**
 * nx_module_attempt_answer_check_async:
 *
 * Judges and records a knowledge check. It is part of no score and makes no statement.
 * Errors: %NX_ASSESS_ERROR_RESPONSE besides those of the store.
 */
void
nx_module_attempt_answer_check_async (NxModuleAttempt     *self,
                                      const char          *section,
                                      const NxQuestion    *question,
                                      const char *const   *response,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxJudgement) judgement = nx_question_judge (question, response, &error);
  NxEventFacts *facts;

  if (judgement == NULL)
    {
      g_task_report_error (self, callback, user_data, nx_module_attempt_answer_check_async, g_steal_pointer (&error));
      return;
    }
  facts = new_facts (self, NX_EVENT_CHECK_ANSWERED);
  facts->element = g_strdup (question->id);
  facts->place = g_strdup (section);
  facts->response = g_strdupv ((char **) response);
  facts->raw = (int) judgement->raw;
  facts->max = (int) judgement->max;
  facts->success = judgement->success ? NX_TRISTATE_YES : NX_TRISTATE_NO;
  act_async (self, act_with (facts), ACT_PLAIN, callback, user_data);
}

/**
 * nx_module_attempt_leave_async:
 *
 * Records the end of this opening with its duration; once that is stored or on its way, a second call does nothing.
 */
void
nx_module_attempt_leave_async (NxModuleAttempt     *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  NxEventFacts *facts;
  NxAct *act;

  if (self->left || self->peek)
    {
      g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->left = TRUE;
  facts = new_facts (self, NX_EVENT_MODULE_LEFT);
  facts->duration_us = session_duration_us (self);
  act = nx_act_new ();
  nx_act_take (act, facts, nx_activity_facts_for_module (self->file, self->module));
  act_async (self, act, ACT_LEAVES, callback, user_data);
}

/* ---- Language ---- */

static void
take_content (NxModuleAttempt *self,
              LoadJob         *job)
{
  nx_content_file_free (self->file);
  self->file = g_steal_pointer (&job->file);
  nx_module_unref (self->module);
  self->module = g_steal_pointer (&job->module);
}

static void
language_recorded_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxModuleAttempt *self = g_task_get_source_object (task);
  GTask *loaded = g_task_get_task_data (task);
  GError *error = NULL;

  if (!nx_act_record_finish (self->study, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  take_content (self, g_task_get_task_data (loaded));
  g_task_return_boolean (task, TRUE);
}

static void
language_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxModuleAttempt *self = g_task_get_source_object (task);
  LoadJob *job = g_task_get_task_data (G_TASK (result));
  NxEventFacts *facts;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->peek)
    {
      take_content (self, job);
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Recorded first, as everything: the text on screen changes when the callback comes. */
  facts = new_facts (self, NX_EVENT_LANGUAGE_CHANGED);
  g_free (facts->language);
  facts->language = g_strdup (job->file->language);
  g_task_set_task_data (task, g_object_ref (result), g_object_unref);
  nx_act_record_async (act_with (facts), self->study, language_recorded_cb, g_steal_pointer (&task));
}

/**
 * nx_module_attempt_change_language_async:
 *
 * Loads the text in the study's present language. The module from nx_module_attempt_get_module() is
 * another one afterwards; place, marks and answers are by id and stay.
 */
void
nx_module_attempt_change_language_async (NxModuleAttempt     *self,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, nx_module_attempt_change_language_async);
  load_async (self->study, self->module->id, NULL, language_loaded_cb, task);
}

gboolean
nx_module_attempt_act_finish (NxModuleAttempt *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
