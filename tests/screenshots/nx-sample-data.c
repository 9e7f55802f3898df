/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the sample person of the pictures. It knows the core only, and no id of any pack. */

#include "config.h"

#include "nx-sample-data.h"

#include <string.h>

#include "nx-attempt.h"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

/* Where the two days leave the person. */
#define N_SECTIONS_READ 3
#define N_ANSWERED 3
#define N_PRACTICE_DECISIONS 2

typedef struct
{
  NxRecordStore *store;
  NxClock *clock;
  NxLearner *learner;
  NxStudy *study;
  GAsyncResult *result;         /* of the act under way */
} Maker;

static void
maker_clear (Maker *self)
{
  g_clear_object (&self->result);
  g_clear_pointer (&self->study, nx_study_unref);
  g_clear_pointer (&self->learner, nx_learner_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

void
nx_sample_free (NxSample *self)
{
  g_free (self->module);
  g_free (self->scenario);
  g_free (self->run);
  g_free (self);
}

/* ---- Acts, one after the other ---- */

static void
act_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Maker *self = user_data;

  g_set_object (&self->result, result);
}

/* Until the act that was begun with act_done_cb has ended. Borrowed until the next one. */
static GAsyncResult *
finish (Maker *self)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (self->result == NULL)
    g_main_context_iteration (context, TRUE);
  return self->result;
}

/* Before each act: time has gone by, and no result is there. */
static gpointer
later (Maker *self,
       gint64 by_us)
{
  nx_clock_advance (self->clock, by_us);
  g_clear_object (&self->result);
  return self;
}

/* ---- The person ---- */

static NxLearner *
make_learner (Maker      *self,
              const char *name,
              const char *capacity,
              const char *role,
              const char *language,
              GError    **error)
{
  g_autoptr (NxProfile) profile = nx_profile_new ();

  profile->name = g_strdup (name);
  profile->capacity = g_strdup (capacity);
  profile->role = g_strdup (role);
  profile->station = g_strdup ("Tin Azir");
  profile->language = g_strdup (language);
  return nx_record_store_create_learner (self->store, profile, TRUE, TRUE, error);
}

/* Two share the computer; the second one is at it. */
static gboolean
make_people (Maker      *self,
             NxLibrary  *library,
             const char *language,
             GError    **error)
{
  g_autoptr (NxLearner) other = make_learner (self, "Yusuf Rahimi", "jcsc", "jcsc-prosecution", language, error);
  g_autoptr (NxDestination) destination = NULL;
  g_autoptr (NxProgress) progress = NULL;

  if (other == NULL)
    return FALSE;
  self->learner = make_learner (self, "Amina Diallo", "spc", "spc-police-adviser", language, error);
  if (self->learner == NULL)
    return FALSE;
  destination = nx_record_store_set_destination (self->store, NX_SAMPLE_ENDPOINT, error);
  progress = destination != NULL ? nx_progress_load (self->store, self->learner->id, error) : NULL;
  if (progress == NULL)
    return FALSE;
  self->study = nx_study_new (self->store, library, self->clock, self->learner, progress);
  return TRUE;
}

/* ---- The module ---- */

static NxModuleAttempt *
open_module (Maker      *self,
             const char *module,
             gint64      after_us,
             GError    **error)
{
  nx_module_attempt_open_async (self->study, module, NULL, act_done_cb, later (self, after_us));
  return nx_module_attempt_open_finish (finish (self), error);
}

static gboolean
finish_act (Maker           *self,
            NxModuleAttempt *attempt,
            GError         **error)
{
  return nx_module_attempt_act_finish (attempt, finish (self), error);
}

/* The ids of what is right, or, if @right is FALSE, of the first wrong option. Caller owns array and nothing in it. */
static const char **
choose_options (const NxQuestion *question,
                gboolean          right)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (question->options, i);

      if (option->right == right && (right || ids->len == 0))
        g_ptr_array_add (ids, option->id);
    }
  g_ptr_array_add (ids, NULL);
  return (const char **) g_ptr_array_steal (ids, NULL);
}

/* A section read to its end, its check answered. */
static gboolean
read_section (Maker           *self,
              NxModuleAttempt *attempt,
              const NxSection *section,
              GError         **error)
{
  const NxBlock *last = g_ptr_array_index (section->blocks, section->blocks->len - 1);

  for (guint i = 0; i < section->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (section->blocks, i);
      g_autofree const char **chosen = block->kind == NX_BLOCK_CHECK ? choose_options (block->question, TRUE) : NULL;

      if (chosen == NULL)
        continue;
      nx_module_attempt_answer_check_async (attempt, section->id, block->question, chosen, act_done_cb, later (self, MINUTE_US));
      if (!finish_act (self, attempt, error))
        return FALSE;
    }
  nx_module_attempt_keep_place_async (attempt, section->id, last->id, act_done_cb, later (self, 2 * MINUTE_US));
  if (!finish_act (self, attempt, error))
    return FALSE;
  nx_module_attempt_mark_read_async (attempt, section->id, act_done_cb, later (self, 2 * MINUTE_US));
  return finish_act (self, attempt, error);
}

/* Opens, reads @n sections from the @first on, stops in the next one, leaves. */
static gboolean
study_sections (Maker      *self,
                const char *module,
                guint       first,
                guint       n,
                gint64      after_us,
                GError    **error)
{
  g_autoptr (NxModuleAttempt) attempt = open_module (self, module, after_us, error);
  GPtrArray *sections;
  const NxSection *stopped;
  const NxBlock *block;

  if (attempt == NULL)
    return FALSE;
  sections = nx_module_attempt_get_module (attempt)->sections;
  for (guint i = first; i < MIN (first + n, sections->len); i++)
    if (!read_section (self, attempt, g_ptr_array_index (sections, i), error))
      return FALSE;

  stopped = g_ptr_array_index (sections, MIN (first + n, sections->len - 1));
  block = g_ptr_array_index (stopped->blocks, 0);
  nx_module_attempt_keep_place_async (attempt, stopped->id, block->id, act_done_cb, later (self, MINUTE_US));
  if (!finish_act (self, attempt, error))
    return FALSE;
  nx_module_attempt_bookmark_async (attempt, stopped->id, NULL, TRUE, act_done_cb, later (self, MINUTE_US));
  if (!finish_act (self, attempt, error))
    return FALSE;
  nx_module_attempt_leave_async (attempt, act_done_cb, later (self, MINUTE_US));
  return finish_act (self, attempt, error);
}

/* ---- The test ---- */

static gboolean
answer_questions (Maker      *self,
                  const char *module,
                  gint64      after_us,
                  GError    **error)
{
  g_autoptr (NxTestAttempt) attempt = NULL;

  nx_test_attempt_open_async (self->study, module, NX_ASK_RESUME, NULL, act_done_cb, later (self, after_us));
  attempt = nx_test_attempt_open_finish (finish (self), error);
  if (attempt == NULL)
    return FALSE;
  for (guint i = 0; i < N_ANSWERED; i++)
    {
      g_autofree const char **chosen = choose_options (nx_test_attempt_get_question (attempt, i), i != 1);
      NxConfidence confidence = i == 1 ? NX_CONFIDENCE_CERTAIN : NX_CONFIDENCE_FAIRLY_SURE;

      nx_test_attempt_answer_async (attempt, chosen, confidence, act_done_cb, later (self, MINUTE_US));
      if (!nx_test_attempt_answer_finish (attempt, finish (self), error))
        return FALSE;
      nx_test_attempt_next_async (attempt, act_done_cb, later (self, MINUTE_US / 2));
      if (!nx_test_attempt_next_finish (attempt, finish (self), error))
        return FALSE;
    }
  return TRUE;
}

/* ---- The scenario ---- */

/* As the expert, but for every third decision, and never what is closed. */
static int
choose (const NxScenario      *scenario,
        const NxScenarioState *state,
        const NxDecision      *decision)
{
  gboolean differ = nx_scenario_state_get_n_decisions (state) % 3 == 1;
  int chosen = -1;

  for (guint i = 0; i < decision->choices->len; i++)
    {
      gboolean expert = (int) i == decision->expert;

      if (nx_choice_is_open (scenario, state, g_ptr_array_index (decision->choices, i)) && (chosen < 0 || expert != differ))
        chosen = (int) i;
    }
  return chosen;
}

/* Until the ending, or until @n_decisions were taken and the next one is open. */
static gboolean
decide (Maker             *self,
        NxScenarioAttempt *attempt,
        int                n_decisions,
        GError           **error)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (attempt);

  for (;;)
    {
      const NxScenarioState *state = nx_scenario_attempt_get_state (attempt);
      const NxScene *scene;

      if (nx_scenario_state_get_ending (state) >= 0)
        return TRUE;
      scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
      if (scene->decision != NULL && nx_scenario_state_get_n_decisions (state) == n_decisions)
        return TRUE;
      nx_scenario_attempt_move_async (attempt, scene->decision != NULL ? choose (scenario, state, scene->decision) : -1,
                                      act_done_cb, later (self, 2 * MINUTE_US));
      if (!nx_scenario_attempt_move_finish (attempt, finish (self), error))
        return FALSE;
    }
}

static NxScenarioAttempt *
open_scenario (Maker      *self,
               const char *scenario,
               NxRunAsked  kind,
               gint64      after_us,
               GError    **error)
{
  nx_scenario_attempt_open_async (self->study, scenario, kind, NULL, act_done_cb, later (self, after_us));
  return nx_scenario_attempt_open_finish (finish (self), error);
}

/* The run that counts, to its end. Returns its id. */
static char *
finish_scenario (Maker      *self,
                 const char *scenario,
                 gint64      after_us,
                 GError    **error)
{
  g_autoptr (NxScenarioAttempt) attempt = open_scenario (self, scenario, NX_ASK_COUNTS, after_us, error);

  if (attempt == NULL || !decide (self, attempt, -1, error))
    return NULL;
  return g_strdup (nx_scenario_attempt_get_run (attempt));
}

/* A practice run, left open with one document of its dossier read. */
static gboolean
begin_practice (Maker      *self,
                const char *scenario,
                gint64      after_us,
                GError    **error)
{
  g_autoptr (NxScenarioAttempt) attempt = open_scenario (self, scenario, NX_ASK_PRACTICE, after_us, error);
  GPtrArray *documents;

  if (attempt == NULL || !decide (self, attempt, N_PRACTICE_DECISIONS, error))
    return FALSE;
  documents = nx_scenario_attempt_get_scenario (attempt)->documents;
  for (guint i = 0; i < documents->len; i++)
    if (nx_scenario_state_has_document (nx_scenario_attempt_get_state (attempt), (int) i))
      {
        nx_scenario_attempt_open_document_async (attempt, (int) i, act_done_cb, later (self, MINUTE_US));
        if (!nx_scenario_attempt_act_finish (attempt, finish (self), error))
          return FALSE;
        break;
      }
  nx_scenario_attempt_leave_async (attempt, act_done_cb, later (self, MINUTE_US));
  return nx_scenario_attempt_act_finish (attempt, finish (self), error);
}

/* ---- What became of the records ---- */

/* A server took all that waited, but for the last one. */
static gboolean
deliver (Maker   *self,
         GError **error)
{
  g_autoptr (NxDestination) destination = nx_record_store_dup_destination (self->store, error);
  g_autoptr (GPtrArray) batch = NULL;
  g_autoptr (GArray) settlements = g_array_new (FALSE, TRUE, sizeof (NxSettlement));

  if (destination == NULL)
    return FALSE;
  batch = nx_record_store_take_batch (self->store, destination->id, 50, 1024 * 1024, error);
  if (batch == NULL)
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    {
      const NxOutgoing *outgoing = g_ptr_array_index (batch, i);
      gboolean refused = i + 1 == batch->len;
      NxSettlement settlement = {
        .statement = outgoing->statement,
        .state = refused ? NX_DELIVERY_REFUSED : NX_DELIVERY_SENT,
        .http_status = refused ? 400 : 200,
        .reason = refused ? "The actor's account is not known" : NULL,
      };
      g_array_append_val (settlements, settlement);
    }
  nx_clock_advance (self->clock, MINUTE_US);
  return nx_record_store_settle (self->store, destination->id, (const NxSettlement *) settlements->data, settlements->len, error);
}

/* Of what waits, the newest stays on this computer, at the person's word. */
static gboolean
keep_one_here (Maker   *self,
               GError **error)
{
  g_autoptr (GPtrArray) rows = nx_record_store_list_records (self->store, self->learner->id, 0, 50, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i);

      if (row->pill == NX_PILL_WAITING)
        return nx_record_store_hold_record (self->store, row->statement, TRUE, error);
    }
  return rows != NULL;
}

/* ---- All of it ---- */

static NxSample *
live_two_days (Maker     *self,
                 NxLibrary *library,
                 GError   **error)
{
  g_autoptr (NxPack) pack = nx_library_load_pack (library, NULL, error);
  g_autoptr (NxSample) sample = g_new0 (NxSample, 1);

  if (pack == NULL)
    return NULL;
  if (pack->modules[0] == NULL || pack->scenarios[0] == NULL)
    {
      g_set_error_literal (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING, "the pack has no module or no scenario to show");
      return NULL;
    }
  sample->module = g_strdup (pack->modules[0]);
  sample->scenario = g_strdup (pack->scenarios[0]);

  if (!study_sections (self, sample->module, 0, 1, HOUR_US, error))
    return NULL;
  sample->run = finish_scenario (self, sample->scenario, 5 * HOUR_US, error);
  if (sample->run == NULL || !deliver (self, error))
    return NULL;
  if (!answer_questions (self, sample->module, DAY_US, error) ||
      !begin_practice (self, sample->scenario, HOUR_US, error) ||
      !study_sections (self, sample->module, 1, N_SECTIONS_READ - 1, 3 * HOUR_US, error) ||
      !keep_one_here (self, error))
    return NULL;
  return g_steal_pointer (&sample);
}

NxSample *
nx_sample_make (const char *folder,
                NxLibrary  *library,
                const char *language,
                gint64      now_us,
                GError    **error)
{
  /* From nine in the morning, two days ago: times of day that a person would study at. */
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) start = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                                       g_date_time_get_day_of_month (now), 9, 0, 0);
  g_auto (Maker) self = { .clock = nx_clock_new_manual (g_date_time_to_unix (start) * G_USEC_PER_SEC - 2 * DAY_US, 0) };
  g_autoptr (NxSample) sample = NULL;

  self.store = nx_record_store_open (folder, self.clock, error);
  if (self.store == NULL || !make_people (&self, library, language, error))
    return NULL;
  sample = live_two_days (&self, library, error);
  if (!nx_record_store_close (self.store, sample != NULL ? error : NULL))
    return NULL;
  return g_steal_pointer (&sample);
}

/* ---- What goes wrong ---- */

/* The header of an SQLite file: its name first, and a version of the program's own, four bytes from the high one on. */
#define NAME_BYTES 16
#define USER_VERSION_AT 60

static gboolean
back_up (const char *folder,
         GError    **error)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxRecordStore) store = nx_record_store_open (folder, clock, error);

  return store != NULL && nx_record_store_backup (store, NULL, error) && nx_record_store_close (store, error);
}

gboolean
nx_sample_spoil (const char    *folder,
                 NxSampleFault  fault,
                 GError       **error)
{
  g_autofree char *path = g_build_filename (folder, "records.db", NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes;

  if (fault == NX_SAMPLE_DAMAGED && !back_up (folder, error))
    return FALSE;
  if (!g_file_get_contents (path, &bytes, &n_bytes, error))
    return FALSE;
  if (n_bytes < USER_VERSION_AT + 4)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is no database", path);
      return FALSE;
    }
  if (fault == NX_SAMPLE_DAMAGED)
    memset (bytes, 'x', NAME_BYTES);
  else
    memset (bytes + USER_VERSION_AT, 0x7f, 4);
  return g_file_set_contents (path, bytes, (gssize) n_bytes, error);
}
