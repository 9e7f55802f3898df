/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns how a scenario run comes into memory: its content (the pack's, or the snapshot the run began
 * with), and its moves, replayed from the run's events through the same rules that play it. A move that
 * replays otherwise than it was judged then is reported; what was judged then stays in the record.
 */

#define G_LOG_DOMAIN "nx-attempt"
#include "config.h"

#include "nx-scenario-run.h"

void
nx_scenario_play_free (NxScenarioPlay *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, nx_content_file_free);
  g_clear_pointer (&self->state, nx_scenario_state_free);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  g_clear_pointer (&self->moves, g_ptr_array_unref);
  g_clear_pointer (&self->opened, g_hash_table_unref);
  g_free (self->run);
  g_free (self->registration);
  g_free (self->retried_run);
  g_free (self);
}

typedef struct
{
  NxLibrary *library;
  NxRecordStore *store;
  char *scenario, *language, *learner;
  NxPlayWanted wanted;
  char *run;
  gint64 run_seq;
  int number;
  GPtrArray *differences;    /* char*; NULL: they only go to the log */
  NxScenarioPlay *play;
} LoadJob;

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_object_unref (job->library);
  g_object_unref (job->store);
  g_free (job->scenario);
  g_free (job->language);
  g_free (job->learner);
  g_free (job->run);
  g_clear_pointer (&job->play, nx_scenario_play_free);
  g_free (job);
}

/* The scenario as the pack has it, unless the run began with another version. */
static gboolean
load_scenario (LoadJob    *job,
               const char *hash,
               GError    **error)
{
  NxScenarioPlay *play = job->play;
  g_autoptr (GBytes) source = NULL;

  play->file = nx_content_file_load (job->library, "scenario", job->scenario, job->language, error);
  if (play->file == NULL)
    return FALSE;
  if (hash == NULL || g_str_equal (hash, play->file->hash))
    {
      play->scenario = nx_library_load_scenario (job->library, job->scenario, job->language, error);
      return play->scenario != NULL;
    }

  source = nx_content_snapshot_load (job->store, hash, error);
  if (source == NULL)
    return FALSE;
  play->scenario = nx_scenario_parse (source, play->file->path, error);
  if (play->scenario == NULL)
    return FALSE;
  play->old_content = TRUE;
  g_free (play->file->hash);
  play->file->hash = g_strdup (hash);
  g_bytes_unref (play->file->source);
  play->file->source = g_steal_pointer (&source);
  return TRUE;
}

static gboolean
replay_move (NxScenarioPlay *play,
             const char     *scene_id,
             const char     *choice_id,
             GError        **error)
{
  int scene = nx_scenario_state_get_scene (play->state);
  const NxScene *here = scene >= 0 ? g_ptr_array_index (play->scenario->scenes, scene) : NULL;
  int choice = -1;
  NxMove *move = NULL;
  g_autoptr (GError) local = NULL;

  if (here == NULL || g_strcmp0 (here->id, scene_id) != 0)
    {
      g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT, "The run does not replay at scene %s", scene_id);
      return FALSE;
    }
  if (choice_id != NULL && here->decision != NULL)
    choice = nx_decision_find_choice (here->decision, choice_id);
  if (!nx_scenario_apply (play->scenario, play->state, choice, &move, &local))
    {
      g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT, "The run does not replay at scene %s: %s", scene_id, local->message);
      return FALSE;
    }
  g_ptr_array_add (play->moves, move);
  return TRUE;
}

static void
compare_text (LoadJob    *job,
              const char *what,
              const char *replayed,
              const char *recorded)
{
  if (g_strcmp0 (replayed, recorded) != 0)
    nx_replay_note (job->differences, "%s replays to %s, recorded %s", what, replayed != NULL ? replayed : "none", recorded != NULL ? recorded : "none");
}

static void
compare_number (LoadJob    *job,
                const char *what,
                int         replayed,
                int         recorded)
{
  if (recorded >= 0 && replayed != recorded)
    nx_replay_note (job->differences, "%s replays to %d, recorded %d", what, replayed, recorded);
}

static void
compare_meters (LoadJob            *job,
                const NxEventFacts *facts)
{
  const NxScenarioPlay *play = job->play;

  for (guint i = 0; facts->meters != NULL && i < facts->meters->len; i++)
    {
      const NxMeterValue *value = g_ptr_array_index (facts->meters, i);
      gboolean found = FALSE;

      for (guint m = 0; m < play->scenario->meters->len; m++)
        {
          const NxMeter *meter = g_ptr_array_index (play->scenario->meters, m);
          if (g_strcmp0 (meter->id, value->id) != 0)
            continue;
          found = TRUE;
          if (nx_scenario_state_get_meter (play->state, (int) m) != value->value)
            nx_replay_note (job->differences, "meter %s replays to %d, recorded %d", meter->id,
                             nx_scenario_state_get_meter (play->state, (int) m), value->value);
        }
      if (!found)
        nx_replay_note (job->differences, "there is no meter %s", value->id);
    }
}

/* A corrected scenario may lead elsewhere than it did then; the record keeps what was, this run goes on by the rules. */
static void
compare_with_record (LoadJob            *job,
                     const NxEventFacts *facts)
{
  const NxScenarioPlay *play = job->play;
  int scene = nx_scenario_state_get_scene (play->state);
  int ending = nx_scenario_state_get_ending (play->state);

  compare_text (job, "ending", ending >= 0 ? ((const NxEnding *) g_ptr_array_index (play->scenario->endings, ending))->id : NULL,
                facts->ending);
  if (facts->type != NX_EVENT_SCENARIO_ENDED)
    compare_text (job, "next scene", scene >= 0 ? ((const NxScene *) g_ptr_array_index (play->scenario->scenes, scene))->id : NULL,
                  facts->next_scene);
  compare_number (job, "clock", nx_scenario_state_get_clock (play->state), facts->clock);
  compare_number (job, "number of decisions", nx_scenario_state_get_n_decisions (play->state), facts->step);
  compare_meters (job, facts);
}

static gboolean
replay_prefix (NxScenarioPlay     *play,
               char              **moves,
               GError            **error)
{
  for (guint i = 0; moves != NULL && moves[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (moves[i], ":", 2);
      const char *choice = g_strv_length (parts) == 2 && parts[1][0] != '\0' ? parts[1] : NULL;

      if (!replay_move (play, parts[0], choice, error))
        return FALSE;
    }
  return TRUE;
}

/* Replays one event of the run. @before_decision > 0 stops, TRUE in @out_stop, before that decision. */
static gboolean
replay_event (LoadJob            *job,
              const NxEventFacts *facts,
              int                 before_decision,
              gboolean           *out_stop,
              GError            **error)
{
  NxScenarioPlay *play = job->play;

  switch (facts->type)
    {
    case NX_EVENT_DECISION_TAKEN:
    case NX_EVENT_SCENE_PASSED:
      if (before_decision > 0 && facts->type == NX_EVENT_DECISION_TAKEN && facts->step >= before_decision)
        {
          *out_stop = TRUE;
          return TRUE;
        }
      play->spent_us += MAX (facts->duration_us, 0);
      if (!replay_move (play, facts->element, facts->response != NULL ? facts->response[0] : NULL, error))
        return FALSE;
      compare_with_record (job, facts);
      return TRUE;
    case NX_EVENT_SCENARIO_ENDED:
      compare_with_record (job, facts);
      return TRUE;
    case NX_EVENT_DOCUMENT_OPENED:
      if (facts->element != NULL)
        g_hash_table_add (play->opened, g_strdup (facts->element));
      return TRUE;
    default:
      return TRUE;
    }
}

/* How many moves of @moves stand before decision @number. */
static guint
count_moves_before (const NxScenarioPlay *play,
                    int                   number)
{
  int decisions = 0;

  for (guint i = 0; i < play->moves->len; i++)
    {
      const NxMove *move = g_ptr_array_index (play->moves, i);
      if (move->choice >= 0 && ++decisions == number)
        return i;
    }
  return play->moves->len;
}

/* A retry may go back before the point where a practice run itself began: cut what is too much. */
static gboolean
cut_moves_before (NxScenarioPlay *play,
                  int             number,
                  GError        **error)
{
  guint n_keep = count_moves_before (play, number);
  g_auto (GStrv) moves = nx_scenario_play_dup_moves (play);

  if (n_keep == play->moves->len)
    return TRUE;
  g_clear_pointer (&moves[n_keep], g_free);
  for (guint i = n_keep + 1; i < play->moves->len; i++)
    g_clear_pointer (&moves[i], g_free);
  g_ptr_array_set_size (play->moves, 0);
  nx_scenario_state_free (play->state);
  play->state = nx_scenario_state_new (play->scenario);
  return replay_prefix (play, moves, error);
}

/* Whether the run came as far as that decision. */
static gboolean
check_stands_before (const NxScenarioPlay *play,
                     int                   number,
                     GError              **error)
{
  if (nx_scenario_state_get_scene (play->state) >= 0 && nx_scenario_state_get_n_decisions (play->state) == number - 1)
    return TRUE;
  g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE, "The run has no decision %d", number);
  return FALSE;
}

/* @events: from the run's start on, at @first. */
static gboolean
replay_run (LoadJob   *job,
            GPtrArray *events,
            guint      first,
            GError   **error)
{
  const NxEventFacts *started = ((NxEvent *) g_ptr_array_index (events, first))->facts;
  NxScenarioPlay *play = job->play;
  int before = job->wanted == NX_PLAY_RETRY ? job->number : 0;
  gboolean stop = FALSE;

  if (!load_scenario (job, started->content_hash, error))
    return FALSE;
  play->run = g_strdup (started->run);
  play->registration = g_strdup (started->registration);
  play->retried_run = g_strdup (started->target);
  play->counts = started->counts;
  play->retry_number = started->target != NULL ? MAX (started->step, 0) : 0;
  play->state = nx_scenario_state_new (play->scenario);
  if (!replay_prefix (play, started->items, error))
    return FALSE;
  for (guint i = 0; started->documents != NULL && started->documents[i] != NULL; i++)
    g_hash_table_add (play->opened, g_strdup (started->documents[i]));
  for (guint i = first + 1; i < events->len && !stop; i++)
    {
      const NxEventFacts *facts = ((NxEvent *) g_ptr_array_index (events, i))->facts;
      if (g_strcmp0 (facts->run, started->run) == 0 && !replay_event (job, facts, before, &stop, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_stored (LoadJob *job,
             GError **error)
{
  g_autoptr (GPtrArray) events = nx_record_store_load_events (job->store, job->learner, job->run_seq - 1, error);
  const NxEventFacts *started;

  if (events == NULL)
    return FALSE;
  started = events->len > 0 ? ((NxEvent *) g_ptr_array_index (events, 0))->facts : NULL;
  if (started == NULL || started->type != NX_EVENT_SCENARIO_STARTED || g_strcmp0 (started->run, job->run) != 0)
    {
      g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT, "The start of the run is not where it was recorded");
      return FALSE;
    }
  if (!replay_run (job, events, 0, error))
    return FALSE;
  if (job->wanted != NX_PLAY_RETRY)
    return TRUE;
  return cut_moves_before (job->play, job->number, error) && check_stands_before (job->play, job->number, error);
}

static NxScenarioPlay *
play_new (void)
{
  NxScenarioPlay *play = g_new0 (NxScenarioPlay, 1);

  play->moves = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_move_free);
  play->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return play;
}

gboolean
nx_scenario_play_compare (NxRecordStore *store,
                          NxLibrary     *library,
                          GPtrArray     *events,
                          guint          first,
                          GPtrArray     *differences,
                          GError       **error)
{
  const NxEventFacts *started = ((NxEvent *) g_ptr_array_index (events, first))->facts;
  LoadJob *job = g_new0 (LoadJob, 1);
  gboolean replayed;

  job->library = g_object_ref (library);
  job->store = g_object_ref (store);
  job->language = g_strdup (started->language);
  job->wanted = NX_PLAY_STORED;
  job->differences = differences;
  job->play = play_new ();
  nx_address_parse (started->address, NULL, NULL, &job->scenario, NULL);
  replayed = replay_run (job, events, first, error);
  load_job_free (job);
  return replayed;
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  LoadJob *job = task_data;
  GError *error = NULL;
  gboolean loaded;

  job->play = play_new ();
  if (job->wanted == NX_PLAY_BEGIN)
    {
      loaded = load_scenario (job, NULL, &error);
      if (loaded)
        job->play->state = nx_scenario_state_new (job->play->scenario);
    }
  else
    loaded = load_stored (job, &error);

  if (loaded)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gint64
find_run_seq (NxStudy    *study,
              const char *scenario,
              const char *run)
{
  const NxScenarioProgress *progress = nx_progress_get_scenario (nx_study_get_progress (study), scenario);

  for (guint i = 0; progress != NULL && i < progress->runs->len; i++)
    {
      const NxScenarioRun *known = g_ptr_array_index (progress->runs, i);
      if (g_strcmp0 (known->run, run) == 0)
        return known->seq;
    }
  return 0;
}

void
nx_scenario_play_load_async (NxStudy             *study,
                             const char          *scenario,
                             NxPlayWanted         wanted,
                             const char          *run,
                             int                  number,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LoadJob *job = g_new0 (LoadJob, 1);

  job->library = g_object_ref (nx_study_get_library (study));
  job->store = g_object_ref (nx_study_get_store (study));
  job->scenario = g_strdup (scenario);
  job->language = g_strdup (nx_study_get_language (study));
  job->learner = g_strdup (nx_study_get_learner (study)->id);
  job->wanted = wanted;
  job->run = g_strdup (run);
  job->run_seq = run != NULL ? find_run_seq (study, scenario, run) : 0;
  job->number = number;
  g_task_set_source_tag (task, nx_scenario_play_load_async);
  g_task_set_task_data (task, job, load_job_free);
  g_task_run_in_thread (task, load_in_thread);
}

NxScenarioPlay *
nx_scenario_play_load_finish (GAsyncResult *result,
                              GError      **error)
{
  LoadJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->play);
}

char **
nx_scenario_play_dup_moves (const NxScenarioPlay *self)
{
  char **moves = g_new0 (char *, self->moves->len + 1);

  for (guint i = 0; i < self->moves->len; i++)
    {
      const NxMove *move = g_ptr_array_index (self->moves, i);
      const NxScene *scene = g_ptr_array_index (self->scenario->scenes, move->from_scene);
      const NxChoice *choice = NULL;

      if (move->choice >= 0)
        choice = g_ptr_array_index (scene->decision->choices, move->choice);
      moves[i] = g_strconcat (scene->id, ":", choice != NULL ? choice->id : "", NULL);
    }
  return moves;
}
