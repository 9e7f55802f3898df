/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns how a test run comes into memory: the module and its banks from the pack, the banks of an open run
 * from their snapshots where the pack has moved on, and the answers from the run's events.
 */

#define G_LOG_DOMAIN "nx-attempt"
#include "config.h"

#include "nx-test-attempt-private.h"

#include "nx-json.h"

#define MAX_DETAIL_BYTES (64 * 1024)

static void
test_bank_free (gpointer data)
{
  NxTestBank *bank = data;

  g_free (bank->id);
  g_free (bank->path);
  g_free (bank->hash);
  g_clear_pointer (&bank->source, g_bytes_unref);
  g_clear_pointer (&bank->bank, nx_question_bank_unref);
  g_free (bank);
}

void
nx_test_content_free (NxTestContent *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, nx_content_file_free);
  g_clear_pointer (&self->module, nx_module_unref);
  g_clear_pointer (&self->banks, g_ptr_array_unref);
  g_free (self);
}

void
nx_test_stored_free (NxTestStored *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->events);
  g_free (self);
}

NxTestRequest *
nx_test_request_new (NxStudy    *study,
                     const char *module,
                     NxRunAsked  kind)
{
  NxTestRequest *request = g_new0 (NxTestRequest, 1);

  request->study = nx_study_ref (study);
  request->module = g_strdup (module);
  request->kind = kind;
  return request;
}

void
nx_test_request_free (gpointer data)
{
  NxTestRequest *request = data;

  nx_study_unref (request->study);
  g_free (request->module);
  g_free (request);
}

/* ---- On the worker ---- */

typedef struct
{
  NxLibrary *library;
  NxRecordStore *store;
  char *module, *language, *learner;
  char *open_run;            /* NULL: nothing to resume */
  gint64 open_seq;
  NxTestContent *content;
  NxTestStored *stored;
} LoadJob;

static void
load_job_free (gpointer data)
{
  LoadJob *job = data;

  g_object_unref (job->library);
  g_object_unref (job->store);
  g_free (job->module);
  g_free (job->language);
  g_free (job->learner);
  g_free (job->open_run);
  g_clear_pointer (&job->content, nx_test_content_free);
  g_clear_pointer (&job->stored, nx_test_stored_free);
  g_free (job);
}

static NxTestBank *
find_bank (const NxTestContent *content,
           const char          *id)
{
  for (guint i = 0; i < content->banks->len; i++)
    {
      NxTestBank *bank = g_ptr_array_index (content->banks, i);
      if (g_str_equal (bank->id, id))
        return bank;
    }
  return NULL;
}

static gboolean
load_bank (LoadJob    *job,
           const char *id,
           GError    **error)
{
  NxTestBank *bank;

  if (find_bank (job->content, id) != NULL)
    return TRUE;
  bank = g_new0 (NxTestBank, 1);
  g_ptr_array_add (job->content->banks, bank);
  bank->id = g_strdup (id);
  bank->path = g_strdup_printf ("questions/%s.xml", id);
  bank->hash = nx_library_dup_hash (job->library, bank->path, error);
  if (bank->hash == NULL)
    return FALSE;
  bank->source = nx_pack_source_load (nx_library_get_source (job->library), bank->path, error);
  if (bank->source == NULL)
    return FALSE;
  bank->bank = nx_library_load_bank (job->library, id, job->language, error);
  return bank->bank != NULL;
}

static gboolean
load_content (LoadJob *job,
              GError **error)
{
  NxTestContent *content = g_new0 (NxTestContent, 1);

  job->content = content;
  content->banks = g_ptr_array_new_with_free_func (test_bank_free);
  content->file = nx_content_file_load (job->library, "module", job->module, job->language, error);
  if (content->file == NULL)
    return FALSE;
  content->module = nx_library_load_module (job->library, job->module, job->language, error);
  if (content->module == NULL)
    return FALSE;
  if (content->module->test == NULL)
    {
      g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE, "Module %s has no test", job->module);
      return FALSE;
    }
  for (guint i = 0; i < content->module->test->draws->len; i++)
    {
      const NxDraw *draw = g_ptr_array_index (content->module->test->draws, i);
      if (!load_bank (job, draw->from, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_stored (LoadJob *job,
             GError **error)
{
  g_autoptr (GPtrArray) events = nx_record_store_load_events (job->store, job->learner, job->open_seq - 1, error);
  NxEvent *started;

  if (events == NULL)
    return FALSE;
  started = events->len > 0 ? g_ptr_array_index (events, 0) : NULL;
  if (started == NULL || started->facts->type != NX_EVENT_TEST_STARTED ||
      g_strcmp0 (started->facts->run, job->open_run) != 0)
    {
      g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT, "The start of the test run is not where it was recorded");
      return FALSE;
    }
  job->stored = g_new0 (NxTestStored, 1);
  job->stored->started = started;
  job->stored->events = g_steal_pointer (&events);
  return TRUE;
}

/* The bank in the version that the run began with, where the pack has another now. */
static gboolean
restore_bank (LoadJob    *job,
              const char *id,
              const char *hash,
              GError    **error)
{
  NxTestBank *bank = find_bank (job->content, id);
  g_autoptr (GBytes) source = NULL;
  NxQuestionBank *parsed;

  if (bank != NULL && g_str_equal (bank->hash, hash))
    return TRUE;
  source = nx_content_snapshot_load (job->store, hash, error);
  if (source == NULL)
    return FALSE;
  parsed = nx_question_bank_parse (source, id, error);
  if (parsed == NULL)
    return FALSE;
  if (bank == NULL)
    {
      bank = g_new0 (NxTestBank, 1);
      bank->id = g_strdup (id);
      bank->path = g_strdup_printf ("questions/%s.xml", id);
      g_ptr_array_add (job->content->banks, bank);
    }
  g_clear_pointer (&bank->bank, nx_question_bank_unref);
  g_clear_pointer (&bank->source, g_bytes_unref);
  g_free (bank->hash);
  bank->bank = parsed;
  bank->source = g_steal_pointer (&source);
  bank->hash = g_strdup (hash);
  return TRUE;
}

static gboolean
restore_banks (LoadJob            *job,
               const NxEventFacts *started,
               GError            **error)
{
  const char *detail = started->detail;
  g_autoptr (GBytes) text = g_bytes_new (detail != NULL ? detail : "{}", detail != NULL ? strlen (detail) : 2);
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (text, MAX_DETAIL_BYTES, error);
  const NxJsonValue *banks;
  g_auto (GStrv) ids = NULL;

  if (doc == NULL)
    return FALSE;
  banks = nx_json_value_get_member (nx_json_doc_get_root (doc), "banks");
  ids = nx_json_value_dup_member_names (banks);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!restore_bank (job, ids[i], nx_json_get_string (banks, ids[i], ""), error))
      {
        g_prefix_error (error, "bank %s: ", ids[i]);
        return FALSE;
      }
  return TRUE;
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  LoadJob *job = task_data;
  GError *error = NULL;

  if (!load_content (job, &error) ||
      (job->open_run != NULL && (!load_stored (job, &error) || !restore_banks (job, job->stored->started->facts, &error))))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
nx_test_content_load_async (const NxTestRequest *request,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const NxModuleProgress *progress = nx_progress_get_module (nx_study_get_progress (request->study), request->module);
  LoadJob *job = g_new0 (LoadJob, 1);

  job->library = g_object_ref (nx_study_get_library (request->study));
  job->store = g_object_ref (nx_study_get_store (request->study));
  job->module = g_strdup (request->module);
  job->language = g_strdup (nx_study_get_language (request->study));
  job->learner = g_strdup (nx_study_get_learner (request->study)->id);
  if (request->kind == NX_ASK_RESUME && progress != NULL && progress->open_test != NULL)
    {
      job->open_run = g_strdup (progress->open_test);
      job->open_seq = progress->open_test_seq;
    }
  g_task_set_source_tag (task, nx_test_content_load_async);
  g_task_set_task_data (task, job, load_job_free);
  g_task_run_in_thread (task, load_in_thread);
}

NxTestContent *
nx_test_content_load_finish (GAsyncResult  *result,
                             NxTestStored **out_stored,
                             GError       **error)
{
  LoadJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (out_stored != NULL)
    *out_stored = g_steal_pointer (&job->stored);
  return g_steal_pointer (&job->content);
}

/* ---- Items ---- */

void
nx_test_items_free (NxTestItem *items,
                    guint       n_items)
{
  for (guint i = 0; i < n_items; i++)
    {
      g_free (items[i].bank);
      g_free (items[i].order);
      g_strfreev (items[i].response);
      g_clear_pointer (&items[i].judgement, nx_judgement_free);
    }
  g_free (items);
}

char **
nx_test_items_dup_ids (const NxTestItem *items,
                       guint             n_items)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *id = g_strconcat (items[i].bank, "#", items[i].question->id, NULL);
      g_strv_builder_add (builder, id);
    }
  return g_strv_builder_end (builder);
}

static gboolean
fill_item (NxTestItem          *item,
           const NxTestContent *content,
           const char          *bank_id,
           const char          *question_id,
           guint64              seed)
{
  NxTestBank *bank = find_bank (content, bank_id);

  item->question = bank != NULL ? nx_question_bank_get_question (bank->bank, question_id) : NULL;
  if (item->question == NULL)
    return FALSE;
  item->bank = g_strdup (bank_id);
  item->order = nx_question_shuffle (item->question, seed);
  return TRUE;
}

/*
 * What draw @d adds. Where an earlier draw names the same bank it goes on in that one's order, so that no question
 * comes twice; drawing more with one seed begins with what fewer would be.
 */
static gboolean
draw_items (GArray              *items,
            const NxTestContent *content,
            guint                d,
            guint64              seed,
            GError             **error)
{
  GPtrArray *draws = content->module->test->draws;
  const NxDraw *draw = g_ptr_array_index (draws, d);
  NxTestBank *bank = find_bank (content, draw->from);
  guint first = d, n_before = 0;
  g_auto (GStrv) ids = NULL;

  for (guint i = d; i > 0; i--)
    {
      const NxDraw *earlier = g_ptr_array_index (draws, i - 1);
      if (!g_str_equal (earlier->from, draw->from))
        continue;
      first = i - 1;
      n_before += earlier->n;
    }
  ids = nx_question_bank_draw (bank->bank, n_before + draw->n, seed + first, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = n_before; ids[i] != NULL; i++)
    {
      NxTestItem item = { 0 };
      fill_item (&item, content, draw->from, ids[i], seed);
      g_array_append_val (items, item);
    }
  return TRUE;
}

NxTestItem *
nx_test_items_draw (const NxTestContent *content,
                    guint64              seed,
                    guint               *out_n,
                    GError             **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (NxTestItem));
  gboolean drawn = TRUE;
  guint n_items;
  NxTestItem *own;

  for (guint d = 0; drawn && d < content->module->test->draws->len; d++)
    drawn = draw_items (items, content, d, seed, error);
  n_items = items->len;
  own = (NxTestItem *) (void *) g_array_free (g_steal_pointer (&items), FALSE);
  if (!drawn)
    {
      nx_test_items_free (own, n_items);
      return NULL;
    }
  *out_n = n_items;
  return own;
}

/* The verdicts on single options are for showing; points and success are what was judged then. */
static void
take_stored_answer (NxTestItem    *item,
                    const NxEvent *event,
                    GPtrArray     *differences)
{
  const NxEventFacts *facts = event->facts;
  g_autoptr (GError) error = NULL;
  NxJudgement *judgement = nx_question_judge (item->question, (const char *const *) facts->response, &error);
  gboolean success = facts->success == NX_TRISTATE_YES;

  if (judgement == NULL)
    {
      nx_replay_note (differences, "question %s: the recorded answer does not fit it: %s", item->question->id, error->message);
      return;
    }
  if (judgement->raw != (guint) facts->raw || judgement->max != (guint) facts->max || judgement->success != success)
    nx_replay_note (differences, "question %s: judged %u of %u%s, recorded %d of %d%s", item->question->id,
                     judgement->raw, judgement->max, judgement->success ? ", right" : "",
                     facts->raw, facts->max, success ? ", right" : "");
  judgement->raw = (guint) MAX (facts->raw, 0);
  judgement->max = (guint) MAX (facts->max, 0);
  judgement->success = success;
  item->judgement = judgement;
  item->response = g_strdupv (facts->response);
  item->confidence = nx_confidence_from_id (facts->confidence);
  item->duration_us = MAX (facts->duration_us, 0);
}

static NxTestItem *
find_item (NxTestItem *items,
           guint       n_items,
           const char *id)
{
  for (guint i = 0; i < n_items; i++)
    {
      g_autofree char *own = g_strconcat (items[i].bank, "#", items[i].question->id, NULL);
      if (g_strcmp0 (own, id) == 0)
        return &items[i];
    }
  return NULL;
}

NxTestItem *
nx_test_items_rebuild (const NxTestContent *content,
                       GPtrArray           *events,
                       guint                first,
                       GPtrArray           *differences,
                       guint               *out_n,
                       GError             **error)
{
  const NxEventFacts *started = ((const NxEvent *) g_ptr_array_index (events, first))->facts;
  guint n_items = started->items != NULL ? g_strv_length (started->items) : 0;
  NxTestItem *items = g_new0 (NxTestItem, n_items + 1);

  for (guint i = 0; i < n_items; i++)
    {
      g_auto (GStrv) parts = g_strsplit (started->items[i], "#", 2);

      if (g_strv_length (parts) != 2 || !fill_item (&items[i], content, parts[0], parts[1], started->seed))
        {
          nx_test_items_free (items, n_items);
          items = NULL;
          break;
        }
    }
  if (items == NULL || n_items == 0)
    {
      g_free (items);
      g_set_error (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT, "A question of the test run cannot be found");
      return NULL;
    }

  for (guint i = first + 1; i < events->len; i++)
    {
      const NxEvent *event = g_ptr_array_index (events, i);
      NxTestItem *item;

      if (event->facts->type != NX_EVENT_QUESTION_ANSWERED || g_strcmp0 (event->facts->run, started->run) != 0)
        continue;
      item = find_item (items, n_items, event->facts->element);
      if (item == NULL)
        nx_replay_note (differences, "question %s: answered, and not among those drawn", event->facts->element);
      else if (item->judgement != NULL)
        nx_replay_note (differences, "question %s: answered a second time", event->facts->element);
      else
        take_stored_answer (item, event, differences);
    }
  *out_n = n_items;
  return items;
}

/* The seed draws the same questions today; only to be said of the version of the module that drew them. */
static gboolean
compare_draw (const LoadJob      *job,
              const NxEventFacts *started,
              GPtrArray          *differences,
              GError            **error)
{
  NxTestItem *items;
  guint n_items = 0;
  g_auto (GStrv) ids = NULL;

  if (started->items == NULL || g_strcmp0 (started->content_hash, job->content->file->hash) != 0)
    return TRUE;
  items = nx_test_items_draw (job->content, started->seed, &n_items, error);
  if (items == NULL)
    return FALSE;
  ids = nx_test_items_dup_ids (items, n_items);
  if (!g_strv_equal ((const char *const *) ids, (const char *const *) started->items))
    {
      g_autofree char *drawn = g_strjoinv (" ", ids);
      g_autofree char *recorded = g_strjoinv (" ", started->items);

      nx_replay_note (differences, "the seed draws %s, recorded %s", drawn, recorded);
    }
  nx_test_items_free (items, n_items);
  return TRUE;
}

static void
compare_result (const NxTestItem   *items,
                guint               n_items,
                const NxEventFacts *finished,
                GPtrArray          *differences)
{
  guint raw = 0, max = 0;
  gboolean passed;

  for (guint i = 0; i < n_items; i++)
    {
      if (items[i].judgement == NULL)
        {
          nx_replay_note (differences, "question %s: not answered, and the test finished", items[i].question->id);
          continue;
        }
      raw += items[i].judgement->raw;
      max += items[i].judgement->max;
    }
  passed = nx_score_to_scaled (raw, max) >= finished->mastery;
  if (raw != (guint) finished->raw || max != (guint) finished->max)
    nx_replay_note (differences, "the answers add up to %u of %u, recorded %d of %d", raw, max, finished->raw, finished->max);
  if (passed != (finished->success == NX_TRISTATE_YES))
    nx_replay_note (differences, "the result is %s, recorded %s", passed ? "passed" : "failed", passed ? "failed" : "passed");
}

gboolean
nx_test_items_compare (NxRecordStore *store,
                       NxLibrary     *library,
                       GPtrArray     *events,
                       guint          first,
                       GPtrArray     *differences,
                       GError       **error)
{
  const NxEventFacts *started = ((const NxEvent *) g_ptr_array_index (events, first))->facts;
  LoadJob *job = g_new0 (LoadJob, 1);
  NxTestItem *items = NULL;
  guint n_items = 0;

  job->library = g_object_ref (library);
  job->store = g_object_ref (store);
  job->language = g_strdup (started->language);
  nx_address_parse (started->address, NULL, NULL, &job->module, NULL);
  if (load_content (job, error) && restore_banks (job, started, error) && compare_draw (job, started, differences, error))
    items = nx_test_items_rebuild (job->content, events, first, differences, &n_items, error);
  for (guint i = first + 1; items != NULL && i < events->len; i++)
    {
      const NxEventFacts *facts = ((const NxEvent *) g_ptr_array_index (events, i))->facts;
      if (facts->type == NX_EVENT_TEST_FINISHED && g_strcmp0 (facts->run, started->run) == 0)
        compare_result (items, n_items, facts, differences);
    }
  load_job_free (job);
  if (items == NULL)
    return FALSE;
  nx_test_items_free (items, n_items);
  return TRUE;
}

gboolean
nx_test_items_fit (const NxTestItem    *items,
                   guint                n_items,
                   const NxTestContent *from,
                   const NxTestContent *to)
{
  for (guint i = 0; i < n_items; i++)
    {
      NxTestBank *old = find_bank (from, items[i].bank);
      NxTestBank *other = find_bank (to, items[i].bank);

      if (other == NULL || !g_str_equal (old->hash, other->hash) ||
          nx_question_bank_get_question (other->bank, items[i].question->id) == NULL)
        return FALSE;
    }
  return TRUE;
}

void
nx_test_items_move (NxTestItem          *items,
                    guint                n_items,
                    const NxTestContent *to)
{
  for (guint i = 0; i < n_items; i++)
    items[i].question = nx_question_bank_get_question (find_bank (to, items[i].bank)->bank, items[i].question->id);
}
