/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-study-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nx-core-pack.h"
#include "nx-statement.h"

static void
copy_tree (const char *from,
           const char *to)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;
      gsize size;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          copy_tree (source, target);
          continue;
        }
      g_assert_true (g_file_get_contents (source, &text, &size, NULL));
      g_assert_true (g_file_set_contents (target, text, (gssize) size, NULL));
    }
}

void
study_set_up (StudyFixture *f,
              gconstpointer data)
{
  static const char *const sources[] = {
    [STUDY_SMALL] = "fixtures/content/good",
    [STUDY_CORE] = "../data/packs/core",
  };
  StudyPack pack = GPOINTER_TO_INT (data);

  records_set_up (&f->records, NULL);
  if (pack != STUDY_BUILT_IN)
    {
      g_autofree char *source = g_test_build_filename (G_TEST_DIST, sources[pack], NULL);

      f->pack = g_build_filename (f->records.root, "pack", NULL);
      copy_tree (source, f->pack);
    }
  study_open (f);
}

void
study_tear_down (StudyFixture *f,
                 gconstpointer data)
{
  if (f->store != NULL)
    study_close (f);
  g_clear_pointer (&f->learner, nx_learner_unref);
  g_clear_pointer (&f->pack, g_free);
  records_tear_down (&f->records, NULL);
}

static NxLearner *
create_learner (StudyFixture *f)
{
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (GError) error = NULL;
  NxLearner *learner;

  profile->name = g_strdup (STUDY_NAME);
  profile->capacity = g_strdup ("police");
  profile->role = g_strdup (STUDY_ROLE);
  profile->station = g_strdup (STUDY_STATION);
  profile->language = g_strdup ("en");
  learner = nx_record_store_create_learner (f->store, profile, TRUE, TRUE, &error);
  g_assert_no_error (error);
  return learner;
}

static NxLibrary *
open_library (StudyFixture *f)
{
  g_autoptr (NxPackSource) source = f->pack != NULL
    ? nx_pack_source_new_for_folder (f->pack)
    : nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);
  g_autoptr (GError) error = NULL;
  NxLibrary *library = nx_library_new (source, &error);

  g_assert_no_error (error);
  return library;
}

void
study_open (StudyFixture *f)
{
  g_autoptr (GError) error = NULL;

  f->store = records_open (&f->records);
  f->library = open_library (f);
  if (f->learner == NULL)
    f->learner = create_learner (f);
  f->progress = nx_progress_load (f->store, f->learner->id, &error);
  g_assert_no_error (error);
  f->study = nx_study_new (f->store, f->library, f->records.clock, f->learner, f->progress);
}

void
study_close (StudyFixture *f)
{
  g_clear_pointer (&f->study, nx_study_unref);
  g_clear_object (&f->progress);
  g_clear_object (&f->library);
  records_close (g_steal_pointer (&f->store));
}

void
study_reopen (StudyFixture *f)
{
  study_close (f);
  study_open (f);
}

void
study_edit_pack (StudyFixture *f,
                 const char   *path,
                 const char   *from,
                 const char   *to)
{
  g_autofree char *full = g_build_filename (f->pack, path, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  g_assert_true (g_file_get_contents (full, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 0), >, 0);
  g_assert_true (g_file_set_contents (full, changed->str, (gssize) changed->len, NULL));
}

void
study_set_language (StudyFixture *f,
                    const char   *language)
{
  g_autoptr (NxProfile) profile = nx_profile_copy (f->learner->profile);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (GError) error = NULL;

  g_free (profile->language);
  profile->language = g_strdup (language);
  nx_record_store_save_profile_async (f->store, f->learner->id, profile, NULL, study_result_cb, &result);
  study_wait (&result);
  learner = nx_record_store_save_profile_finish (f->store, result, &error);
  g_assert_no_error (error);
  nx_study_set_learner (f->study, learner);
  nx_learner_unref (f->learner);
  f->learner = g_steal_pointer (&learner);
}

/* Until even the smallest event finds no room; the progress takes them, so that it stays what its events say. */
void
study_fill_disk (StudyFixture *f)
{
  g_autoptr (NxEventFacts) facts = nx_event_facts_new (NX_EVENT_NOTE_DELETED);
  NxRecordDraft draft = { .facts = facts };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  nx_database_set_max_pages (f->store->db, records_query (f->records.folder, "PRAGMA page_count"));
  while ((events = nx_record_store_append (f->store, f->learner->id, &draft, 1, &error)) != NULL)
    {
      nx_progress_take_events (f->progress, events);
      g_clear_pointer (&events, g_ptr_array_unref);
    }
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
}

void
study_free_disk (StudyFixture *f)
{
  nx_database_set_max_pages (f->store->db, 1000000);
}

/* ---- What was recorded ---- */

GPtrArray *
study_load_events (StudyFixture *f)
{
  return records_load (f->store, f->learner->id);
}

static gboolean
is_of_profile (const NxEvent *event)
{
  return event->facts->type == NX_EVENT_PROFILE_SAVED || event->facts->type == NX_EVENT_CONSENT_CHANGED;
}

char *
study_dup_log (StudyFixture *f)
{
  g_autoptr (GPtrArray) events = study_load_events (f);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      const NxEvent *event = g_ptr_array_index (events, i);
      if (!is_of_profile (event))
        g_ptr_array_add (names, (gpointer) nx_event_type_get_info (event->facts->type)->name);
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static const char *
last_part (const char *iri)
{
  return strrchr (iri, '/') + 1;
}

char *
study_dup_verbs (StudyFixture *f)
{
  g_autoptr (GPtrArray) rows = records_list (f->store, f->learner->id);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = rows->len; i > 0; i--)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i - 1);
      g_ptr_array_add (words, (gpointer) last_part (nx_verb_get_iri (row->verb)));
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}

void
study_assert_log (StudyFixture *f,
                  const char   *expected)
{
  g_autofree char *log = study_dup_log (f);

  g_assert_cmpstr (log, ==, expected);
}

void
study_assert_verbs (StudyFixture *f,
                    const char   *expected)
{
  g_autofree char *verbs = study_dup_verbs (f);

  g_assert_cmpstr (verbs, ==, expected);
}

const NxEventFacts *
study_find_last (GPtrArray  *events,
                 NxEventType type)
{
  for (guint i = events->len; i > 0; i--)
    {
      const NxEvent *event = g_ptr_array_index (events, i - 1);
      if (event->facts->type == type)
        return event->facts;
    }
  g_assert_not_reached ();
}

void
study_assert_progress_rebuilds (StudyFixture *f)
{
  g_autoptr (NxProgress) rebuilt = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (nx_record_store_drop_projections (f->store, &error));
  rebuilt = nx_progress_load (f->store, f->learner->id, &error);
  g_assert_no_error (error);
  g_assert_true (nx_progress_equal (rebuilt, f->progress));
}

/* ---- Waiting ---- */

void
study_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **out = user_data;

  g_assert_null (*out);
  *out = g_object_ref (result);
}

GAsyncResult *
study_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* ---- Modules ---- */

NxModuleAttempt *
study_open_module (StudyFixture *f,
                   const char   *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NxModuleAttempt *attempt;

  nx_module_attempt_open_async (f->study, id, NULL, study_result_cb, &result);
  attempt = nx_module_attempt_open_finish (study_wait (&result), &error);
  g_assert_no_error (error);
  return attempt;
}

gboolean
study_try_mark_read (NxModuleAttempt *attempt,
                     const char      *section,
                     GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_module_attempt_mark_read_async (attempt, section, study_result_cb, &result);
  return nx_module_attempt_act_finish (attempt, study_wait (&result), error);
}

void
study_mark_read (NxModuleAttempt *attempt,
                 const char      *section)
{
  g_autoptr (GError) error = NULL;

  study_try_mark_read (attempt, section, &error);
  g_assert_no_error (error);
}

void
study_keep_place (NxModuleAttempt *attempt,
                  const char      *section,
                  const char      *block)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nx_module_attempt_keep_place_async (attempt, section, block, study_result_cb, &result);
  nx_module_attempt_act_finish (attempt, study_wait (&result), &error);
  g_assert_no_error (error);
}

void
study_leave_module (NxModuleAttempt *attempt)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nx_module_attempt_leave_async (attempt, study_result_cb, &result);
  nx_module_attempt_act_finish (attempt, study_wait (&result), &error);
  g_assert_no_error (error);
}

/* ---- Tests ---- */

NxTestAttempt *
study_open_test (StudyFixture *f,
                 const char   *module,
                 NxRunAsked    asked)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NxTestAttempt *attempt;

  nx_test_attempt_open_async (f->study, module, asked, NULL, study_result_cb, &result);
  attempt = nx_test_attempt_open_finish (study_wait (&result), &error);
  g_assert_no_error (error);
  return attempt;
}

gboolean
study_try_answer (NxTestAttempt     *attempt,
                  const char *const *response,
                  NxConfidence       confidence,
                  GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_test_attempt_answer_async (attempt, response, confidence, study_result_cb, &result);
  return nx_test_attempt_answer_finish (attempt, study_wait (&result), error);
}

void
study_answer (StudyFixture  *f,
              NxTestAttempt *attempt,
              gboolean       rightly)
{
  const NxQuestion *question = nx_test_attempt_get_question (attempt, nx_test_attempt_get_index (attempt));
  g_autoptr (GPtrArray) response = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (question->options, i);
      if (option->right == rightly && (rightly || response->len == 0))
        g_ptr_array_add (response, option->id);
    }
  g_ptr_array_add (response, NULL);
  nx_clock_advance (f->records.clock, 11 * G_USEC_PER_SEC);
  study_try_answer (attempt, (const char *const *) response->pdata, NX_CONFIDENCE_CERTAIN, &error);
  g_assert_no_error (error);
}

gboolean
study_try_next (NxTestAttempt *attempt,
                GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_test_attempt_next_async (attempt, study_result_cb, &result);
  return nx_test_attempt_next_finish (attempt, study_wait (&result), error);
}

void
study_next (NxTestAttempt *attempt)
{
  g_autoptr (GError) error = NULL;

  study_try_next (attempt, &error);
  g_assert_no_error (error);
}

void
study_finish_test (StudyFixture  *f,
                   NxTestAttempt *attempt,
                   guint          n_wrong)
{
  while (nx_test_attempt_get_result (attempt) == NULL)
    {
      guint index = nx_test_attempt_get_index (attempt);

      if (nx_test_attempt_get_judgement (attempt, index) == NULL)
        study_answer (f, attempt, index >= n_wrong);
      study_next (attempt);
    }
}

/* ---- Scenarios ---- */

NxScenarioAttempt *
study_open_scenario (StudyFixture *f,
                     const char   *id,
                     NxRunAsked    asked)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NxScenarioAttempt *attempt;

  nx_scenario_attempt_open_async (f->study, id, asked, NULL, study_result_cb, &result);
  attempt = nx_scenario_attempt_open_finish (study_wait (&result), &error);
  g_assert_no_error (error);
  return attempt;
}

NxScenarioAttempt *
study_try_retry (StudyFixture *f,
                 const char   *id,
                 const char   *run,
                 int           number,
                 GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_retry_async (f->study, id, run, number, NULL, study_result_cb, &result);
  return nx_scenario_attempt_open_finish (study_wait (&result), error);
}

NxScenarioAttempt *
study_review (StudyFixture *f,
              const char   *id,
              const char   *run)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NxScenarioAttempt *attempt;

  nx_scenario_attempt_review_async (f->study, id, run, NULL, study_result_cb, &result);
  attempt = nx_scenario_attempt_open_finish (study_wait (&result), &error);
  g_assert_no_error (error);
  return attempt;
}

gboolean
study_try_move (NxScenarioAttempt *attempt,
                int                choice,
                GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_move_async (attempt, choice, study_result_cb, &result);
  return nx_scenario_attempt_move_finish (attempt, study_wait (&result), error);
}

static const NxScene *
get_scene (NxScenarioAttempt *attempt)
{
  int scene = nx_scenario_state_get_scene (nx_scenario_attempt_get_state (attempt));

  return scene >= 0 ? g_ptr_array_index (nx_scenario_attempt_get_scenario (attempt)->scenes, scene) : NULL;
}

const char *
study_get_scene_id (NxScenarioAttempt *attempt)
{
  const NxScene *scene = get_scene (attempt);

  return scene != NULL ? scene->id : NULL;
}

const char *
study_get_ending_id (NxScenarioAttempt *attempt)
{
  int ending = nx_scenario_state_get_ending (nx_scenario_attempt_get_state (attempt));
  GPtrArray *endings = nx_scenario_attempt_get_scenario (attempt)->endings;

  return ending >= 0 ? ((const NxEnding *) g_ptr_array_index (endings, ending))->id : NULL;
}

void
study_move (StudyFixture      *f,
            NxScenarioAttempt *attempt,
            const char        *moves)
{
  g_auto (GStrv) ids = g_strsplit (moves, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      int choice = g_str_equal (ids[i], "-") ? -1 : nx_decision_find_choice (get_scene (attempt)->decision, ids[i]);
      g_autoptr (GError) error = NULL;

      nx_clock_advance (f->records.clock, G_USEC_PER_SEC);
      study_try_move (attempt, choice, &error);
      g_assert_no_error (error);
    }
}

static int
choose_at_random (NxScenarioAttempt *attempt,
                  GRand             *random)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (attempt);
  const NxScene *scene = get_scene (attempt);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int));

  if (scene->decision == NULL)
    return -1;
  for (int i = 0; i < (int) scene->decision->choices->len; i++)
    if (nx_choice_is_open (scenario, nx_scenario_attempt_get_state (attempt), g_ptr_array_index (scene->decision->choices, i)))
      g_array_append_val (open, i);
  g_assert_cmpuint (open->len, >, 0);
  return g_array_index (open, int, g_rand_int_range (random, 0, (gint32) open->len));
}

void
study_move_at_random (StudyFixture      *f,
                      NxScenarioAttempt *attempt,
                      GRand             *random,
                      guint              limit)
{
  for (guint i = 0; i < limit && get_scene (attempt) != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      nx_clock_advance (f->records.clock, G_USEC_PER_SEC);
      study_try_move (attempt, choose_at_random (attempt, random), &error);
      g_assert_no_error (error);
    }
}
