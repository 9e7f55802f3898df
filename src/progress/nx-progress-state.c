/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the folding of events into progress and its saved form. It reads the judgements that events
 * carry and never judges; it refuses to know content, clock and store.
 */

#include "config.h"

#include "nx-progress-state.h"

#include "nx-content.h"
#include "nx-json-writer.h"
#include "nx-json.h"

/* A learner who did every module and scenario ten times over stays far under this. */
#define MAX_SAVED_BYTES (8 * 1024 * 1024)

static void
module_progress_free (gpointer data)
{
  NxModuleProgress *module = data;

  g_free (module->id);
  g_free (module->registration);
  g_free (module->section);
  g_free (module->place);
  g_free (module->content_hash);
  g_free (module->completed_registration);
  g_free (module->open_test);
  g_free (module->counting_test);
  g_hash_table_unref (module->read);
  g_hash_table_unref (module->bookmarks);
  g_hash_table_unref (module->checks);
  g_free (module);
}

static NxModuleProgress *
module_progress_new (const char *id)
{
  NxModuleProgress *module = g_new0 (NxModuleProgress, 1);

  module->id = g_strdup (id);
  module->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  module->bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  module->checks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  module->best_scaled = -1;
  module->last_scaled = -1;
  module->last_raw = -1;
  module->last_max = -1;
  return module;
}

static void
scenario_run_free (gpointer data)
{
  NxScenarioRun *run = data;

  g_free (run->run);
  g_free (run->retried_run);
  g_free (run->registration);
  g_free (run->content_hash);
  g_free (run->ending);
  g_free (run);
}

static void
scenario_progress_free (gpointer data)
{
  NxScenarioProgress *scenario = data;

  g_free (scenario->id);
  g_free (scenario->open_run);
  g_ptr_array_unref (scenario->runs);
  g_free (scenario);
}

static NxScenarioProgress *
scenario_progress_new (const char *id)
{
  NxScenarioProgress *scenario = g_new0 (NxScenarioProgress, 1);

  scenario->id = g_strdup (id);
  scenario->runs = g_ptr_array_new_with_free_func (scenario_run_free);
  return scenario;
}

NxProgressState *
nx_progress_state_new (void)
{
  NxProgressState *self = g_new0 (NxProgressState, 1);

  self->modules = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, module_progress_free);
  self->scenarios = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, scenario_progress_free);
  return self;
}

void
nx_progress_state_free (NxProgressState *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->modules);
  g_hash_table_unref (self->scenarios);
  g_free (self->last);
  g_free (self);
}

static NxModuleProgress *
ensure_module (NxProgressState *self,
               const char      *id)
{
  NxModuleProgress *module = g_hash_table_lookup (self->modules, id);

  if (module == NULL)
    {
      module = module_progress_new (id);
      g_hash_table_insert (self->modules, module->id, module);
    }
  return module;
}

static NxScenarioProgress *
ensure_scenario (NxProgressState *self,
                 const char      *id)
{
  NxScenarioProgress *scenario = g_hash_table_lookup (self->scenarios, id);

  if (scenario == NULL)
    {
      scenario = scenario_progress_new (id);
      g_hash_table_insert (self->scenarios, scenario->id, scenario);
    }
  return scenario;
}

static void
set_text (char      **text,
          const char *value)
{
  if (g_strcmp0 (*text, value) == 0)
    return;
  g_free (*text);
  *text = g_strdup (value);
}

/* "SECTION#BLOCK", or "SECTION" where the whole section is marked. */
static char *
bookmark_key (const NxEventFacts *facts)
{
  if (facts->place == NULL)
    return g_strdup (facts->element);
  return g_strconcat (facts->element, "#", facts->place, NULL);
}

/* Whether @facts belong to the present registration, and not to one before it that something still runs in. */
static gboolean
is_present (const NxModuleProgress *module,
            const NxEventFacts     *facts)
{
  return module->registration == NULL || facts->registration == NULL || g_str_equal (module->registration, facts->registration);
}

/* A practice run stands before the counting one, which stays; a counting run takes the place of an earlier one. */
static void
apply_test_started (NxModuleProgress *module,
                    const NxEvent    *event)
{
  set_text (&module->open_test, event->facts->run);
  module->open_test_seq = event->seq;
  if (!event->facts->counts)
    return;
  set_text (&module->counting_test, event->facts->run);
  module->counting_test_seq = event->seq;
}

static void
close_test (NxModuleProgress *module,
            const char       *run)
{
  if (g_strcmp0 (module->counting_test, run) == 0)
    {
      g_clear_pointer (&module->counting_test, g_free);
      module->counting_test_seq = 0;
    }
  if (g_strcmp0 (module->open_test, run) == 0)
    {
      set_text (&module->open_test, module->counting_test);
      module->open_test_seq = module->counting_test_seq;
    }
}

static void
apply_test_finished (NxModuleProgress *module,
                     const NxEvent    *event)
{
  const NxEventFacts *facts = event->facts;
  double scaled;

  close_test (module, facts->run);
  if (!facts->counts)
    return;

  scaled = facts->max > 0 ? (double) facts->raw / facts->max : 0;
  module->n_test_runs++;
  if (is_present (module, facts) && facts->success == NX_TRISTATE_YES)
    module->passed = TRUE;
  module->last_scaled = scaled;
  module->best_scaled = MAX (module->best_scaled, scaled);
  module->last_raw = facts->raw;
  module->last_max = facts->max;
  module->last_test_us = event->wall_us;
}

/* A counting run after a pass stands in a registration of its own, in which nothing was passed yet. */
static void
enter_registration (NxModuleProgress *module,
                    const char       *registration)
{
  if (registration == NULL || g_strcmp0 (module->registration, registration) == 0)
    return;
  set_text (&module->registration, registration);
  module->passed = FALSE;
  module->spent_us = 0;
}

static void
apply_to_module (NxModuleProgress *module,
                 const NxEvent    *event)
{
  const NxEventFacts *facts = event->facts;

  switch (facts->type)
    {
    case NX_EVENT_MODULE_OPENED:
      enter_registration (module, facts->registration);
      set_text (&module->content_hash, facts->content_hash);
      if (module->first_opened_us == 0)
        module->first_opened_us = event->wall_us;
      module->last_opened_us = event->wall_us;
      break;
    case NX_EVENT_MODULE_LEFT:
      if (is_present (module, facts))
        module->spent_us += MAX (facts->duration_us, 0);
      break;
    case NX_EVENT_SECTION_OPENED:
      set_text (&module->section, facts->element);
      set_text (&module->place, facts->place);
      break;
    case NX_EVENT_SECTION_READ:
      if (facts->element != NULL)
        g_hash_table_add (module->read, g_strdup (facts->element));
      break;
    case NX_EVENT_BOOKMARK_SET:
      if (facts->element != NULL)
        g_hash_table_add (module->bookmarks, bookmark_key (facts));
      break;
    case NX_EVENT_BOOKMARK_CLEARED:
      if (facts->element != NULL)
        {
          g_autofree char *key = bookmark_key (facts);
          g_hash_table_remove (module->bookmarks, key);
        }
      break;
    case NX_EVENT_CHECK_ANSWERED:
      if (facts->element != NULL && facts->response != NULL)
        g_hash_table_insert (module->checks, g_strdup (facts->element), g_strjoinv (" ", facts->response));
      break;
    case NX_EVENT_MODULE_COMPLETED:
      module->completed = TRUE;
      module->completed_us = event->wall_us;
      set_text (&module->completed_registration, facts->registration);
      break;
    case NX_EVENT_TEST_STARTED:
      if (facts->counts)
        enter_registration (module, facts->registration);
      apply_test_started (module, event);
      break;
    case NX_EVENT_TEST_FINISHED:
      apply_test_finished (module, event);
      break;
    default:
      break;
    }
}

static NxScenarioRun *
find_run (NxScenarioProgress *scenario,
          const char         *id)
{
  for (guint i = scenario->runs->len; i > 0; i--)
    {
      NxScenarioRun *run = g_ptr_array_index (scenario->runs, i - 1);
      if (g_strcmp0 (run->run, id) == 0)
        return run;
    }
  return NULL;
}

/* Id of the counting run begun last, unless it has ended; an earlier one was given up when that one began. */
static const char *
find_open_counting (NxScenarioProgress *scenario)
{
  for (guint i = scenario->runs->len; i > 0; i--)
    {
      const NxScenarioRun *run = g_ptr_array_index (scenario->runs, i - 1);
      if (run->counts)
        return run->ended_us == 0 ? run->run : NULL;
    }
  return NULL;
}

static void
begin_run (NxScenarioProgress *scenario,
           const NxEvent      *event)
{
  const NxEventFacts *facts = event->facts;
  NxScenarioRun *run = g_new0 (NxScenarioRun, 1);

  run->run = g_strdup (facts->run);
  run->retried_run = g_strdup (facts->target);
  run->registration = g_strdup (facts->registration);
  run->counts = facts->counts;
  run->seq = event->seq;
  run->started_us = event->wall_us;
  run->content_hash = g_strdup (facts->content_hash);
  run->retry_step = facts->target != NULL ? facts->step : 0;
  g_ptr_array_add (scenario->runs, run);
  set_text (&scenario->open_run, facts->run);
}

static void
apply_to_scenario (NxScenarioProgress *scenario,
                   const NxEvent      *event)
{
  const NxEventFacts *facts = event->facts;
  NxScenarioRun *run;

  if (facts->type == NX_EVENT_SCENARIO_STARTED)
    {
      begin_run (scenario, event);
      return;
    }

  run = find_run (scenario, facts->run);
  if (run == NULL)
    return;
  if (facts->type == NX_EVENT_DECISION_TAKEN)
    {
      run->n_decisions = facts->step;
    }
  else if (facts->type == NX_EVENT_SCENARIO_ENDED)
    {
      run->ended_us = event->wall_us;
      set_text (&run->ending, facts->ending);
      if (g_strcmp0 (scenario->open_run, run->run) == 0)
        set_text (&scenario->open_run, find_open_counting (scenario));
    }
}

const char *
nx_progress_state_apply (NxProgressState *self,
                         const NxEvent   *event)
{
  g_autofree char *kind = NULL;
  g_autofree char *file = NULL;
  const char *moved;
  gboolean is_scenario;

  if (event->facts->address == NULL || !nx_address_parse (event->facts->address, NULL, &kind, &file, NULL))
    return NULL;

  is_scenario = g_str_equal (kind, "scenario");
  if (is_scenario)
    {
      NxScenarioProgress *scenario = ensure_scenario (self, file);
      apply_to_scenario (scenario, event);
      moved = scenario->id;
    }
  else if (g_str_equal (kind, "module"))
    {
      NxModuleProgress *module = ensure_module (self, file);
      apply_to_module (module, event);
      moved = module->id;
    }
  else
    return NULL;

  set_text (&self->last, moved);
  self->last_is_scenario = is_scenario;
  self->last_us = event->wall_us;
  return moved;
}

/* ---- The saved form ---- */

static int
compare_texts (const void *a,
               const void *b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static char **
dup_sorted_keys (GHashTable *table)
{
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (table, NULL);
  char **sorted = g_strdupv ((char **) keys);

  qsort (sorted, g_strv_length (sorted), sizeof (char *), compare_texts);
  return sorted;
}

static void
write_set (NxJsonWriter *writer,
           const char   *name,
           GHashTable   *set)
{
  g_auto (GStrv) keys = dup_sorted_keys (set);

  nx_json_writer_member_strv (writer, name, (const char *const *) keys);
}

static void
write_checks (NxJsonWriter *writer,
              GHashTable   *checks)
{
  g_auto (GStrv) keys = dup_sorted_keys (checks);

  nx_json_writer_member (writer, "checks");
  nx_json_writer_begin_object (writer);
  for (guint i = 0; keys[i] != NULL; i++)
    nx_json_writer_member_string (writer, keys[i], g_hash_table_lookup (checks, keys[i]));
  nx_json_writer_end_object (writer);
}

static void
write_decimal (NxJsonWriter *writer,
               const char   *name,
               double        value)
{
  nx_json_writer_member (writer, name);
  nx_json_writer_decimal (writer, value, 6);
}

static void
write_module (NxJsonWriter     *writer,
              NxModuleProgress *module)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "id", module->id);
  nx_json_writer_member_string (writer, "registration", module->registration);
  nx_json_writer_member_integer (writer, "first-opened", module->first_opened_us);
  nx_json_writer_member_integer (writer, "last-opened", module->last_opened_us);
  nx_json_writer_member_integer (writer, "spent", module->spent_us);
  nx_json_writer_member_string (writer, "section", module->section);
  nx_json_writer_member_string (writer, "place", module->place);
  nx_json_writer_member_string (writer, "hash", module->content_hash);
  write_set (writer, "read", module->read);
  write_set (writer, "bookmarks", module->bookmarks);
  write_checks (writer, module->checks);
  nx_json_writer_member_boolean (writer, "completed", module->completed);
  nx_json_writer_member_string (writer, "completed-registration", module->completed_registration);
  nx_json_writer_member_integer (writer, "completed-at", module->completed_us);
  nx_json_writer_member_string (writer, "open-test", module->open_test);
  nx_json_writer_member_integer (writer, "open-test-seq", module->open_test_seq);
  nx_json_writer_member_string (writer, "counting-test", module->counting_test);
  nx_json_writer_member_integer (writer, "counting-test-seq", module->counting_test_seq);
  nx_json_writer_member_integer (writer, "test-runs", module->n_test_runs);
  nx_json_writer_member_boolean (writer, "passed", module->passed);
  write_decimal (writer, "best", module->best_scaled);
  write_decimal (writer, "last", module->last_scaled);
  nx_json_writer_member_integer (writer, "last-raw", module->last_raw);
  nx_json_writer_member_integer (writer, "last-max", module->last_max);
  nx_json_writer_member_integer (writer, "last-test", module->last_test_us);
  nx_json_writer_end_object (writer);
}

static void
write_run (NxJsonWriter  *writer,
           NxScenarioRun *run)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "run", run->run);
  nx_json_writer_member_string (writer, "retried", run->retried_run);
  nx_json_writer_member_string (writer, "registration", run->registration);
  nx_json_writer_member_boolean (writer, "counts", run->counts);
  nx_json_writer_member_integer (writer, "seq", run->seq);
  nx_json_writer_member_integer (writer, "started", run->started_us);
  nx_json_writer_member_integer (writer, "ended", run->ended_us);
  nx_json_writer_member_string (writer, "hash", run->content_hash);
  nx_json_writer_member_integer (writer, "decisions", run->n_decisions);
  nx_json_writer_member_integer (writer, "retry-step", run->retry_step);
  nx_json_writer_member_string (writer, "ending", run->ending);
  nx_json_writer_end_object (writer);
}

static void
write_scenario (NxJsonWriter       *writer,
                NxScenarioProgress *scenario)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "id", scenario->id);
  nx_json_writer_member_string (writer, "open-run", scenario->open_run);
  nx_json_writer_member (writer, "runs");
  nx_json_writer_begin_array (writer);
  for (guint i = 0; i < scenario->runs->len; i++)
    write_run (writer, g_ptr_array_index (scenario->runs, i));
  nx_json_writer_end_array (writer);
  nx_json_writer_end_object (writer);
}

GBytes *
nx_progress_state_save (NxProgressState *self)
{
  g_autoptr (NxJsonWriter) writer = nx_json_writer_new ();
  g_auto (GStrv) modules = dup_sorted_keys (self->modules);
  g_auto (GStrv) scenarios = dup_sorted_keys (self->scenarios);

  nx_json_writer_begin_object (writer);
  nx_json_writer_member (writer, "modules");
  nx_json_writer_begin_array (writer);
  for (guint i = 0; modules[i] != NULL; i++)
    write_module (writer, g_hash_table_lookup (self->modules, modules[i]));
  nx_json_writer_end_array (writer);
  nx_json_writer_member (writer, "scenarios");
  nx_json_writer_begin_array (writer);
  for (guint i = 0; scenarios[i] != NULL; i++)
    write_scenario (writer, g_hash_table_lookup (self->scenarios, scenarios[i]));
  nx_json_writer_end_array (writer);
  nx_json_writer_member_string (writer, "last", self->last);
  nx_json_writer_member_boolean (writer, "last-is-scenario", self->last_is_scenario);
  nx_json_writer_member_integer (writer, "last-at", self->last_us);
  nx_json_writer_end_object (writer);
  return nx_json_writer_end (g_steal_pointer (&writer));
}

static void
read_set (GHashTable        *set,
          const NxJsonValue *object,
          const char        *name)
{
  g_auto (GStrv) keys = nx_json_dup_strv (object, name);

  for (guint i = 0; keys[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (keys[i]));
}

static void
read_module (NxProgressState   *self,
             const NxJsonValue *object)
{
  const char *id = nx_json_get_string (object, "id", NULL);
  const NxJsonValue *checks = nx_json_value_get_member (object, "checks");
  g_auto (GStrv) names = nx_json_value_dup_member_names (checks);
  NxModuleProgress *module;

  if (id == NULL)
    return;
  module = ensure_module (self, id);
  module->registration = g_strdup (nx_json_get_string (object, "registration", NULL));
  module->first_opened_us = nx_json_get_integer (object, "first-opened", 0);
  module->last_opened_us = nx_json_get_integer (object, "last-opened", 0);
  module->spent_us = nx_json_get_integer (object, "spent", 0);
  module->section = g_strdup (nx_json_get_string (object, "section", NULL));
  module->place = g_strdup (nx_json_get_string (object, "place", NULL));
  module->content_hash = g_strdup (nx_json_get_string (object, "hash", NULL));
  read_set (module->read, object, "read");
  read_set (module->bookmarks, object, "bookmarks");
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_insert (module->checks, g_strdup (names[i]), g_strdup (nx_json_get_string (checks, names[i], "")));
  module->completed = nx_json_get_boolean (object, "completed", FALSE);
  module->completed_registration = g_strdup (nx_json_get_string (object, "completed-registration", NULL));
  module->completed_us = nx_json_get_integer (object, "completed-at", 0);
  module->open_test = g_strdup (nx_json_get_string (object, "open-test", NULL));
  module->open_test_seq = nx_json_get_integer (object, "open-test-seq", 0);
  module->counting_test = g_strdup (nx_json_get_string (object, "counting-test", NULL));
  module->counting_test_seq = nx_json_get_integer (object, "counting-test-seq", 0);
  module->n_test_runs = (guint) nx_json_get_integer (object, "test-runs", 0);
  module->passed = nx_json_get_boolean (object, "passed", FALSE);
  module->best_scaled = nx_json_get_decimal (object, "best", -1);
  module->last_scaled = nx_json_get_decimal (object, "last", -1);
  module->last_raw = (int) nx_json_get_integer (object, "last-raw", -1);
  module->last_max = (int) nx_json_get_integer (object, "last-max", -1);
  module->last_test_us = nx_json_get_integer (object, "last-test", 0);
}

static NxScenarioRun *
read_run (const NxJsonValue *object)
{
  NxScenarioRun *run = g_new0 (NxScenarioRun, 1);

  run->run = g_strdup (nx_json_get_string (object, "run", NULL));
  run->retried_run = g_strdup (nx_json_get_string (object, "retried", NULL));
  run->registration = g_strdup (nx_json_get_string (object, "registration", NULL));
  run->counts = nx_json_get_boolean (object, "counts", FALSE);
  run->seq = nx_json_get_integer (object, "seq", 0);
  run->started_us = nx_json_get_integer (object, "started", 0);
  run->ended_us = nx_json_get_integer (object, "ended", 0);
  run->content_hash = g_strdup (nx_json_get_string (object, "hash", NULL));
  run->n_decisions = (int) nx_json_get_integer (object, "decisions", 0);
  run->retry_step = (int) nx_json_get_integer (object, "retry-step", 0);
  run->ending = g_strdup (nx_json_get_string (object, "ending", NULL));
  return run;
}

static void
read_scenario (NxProgressState   *self,
               const NxJsonValue *object)
{
  const char *id = nx_json_get_string (object, "id", NULL);
  const NxJsonValue *runs = nx_json_value_get_member (object, "runs");
  NxScenarioProgress *scenario;

  if (id == NULL)
    return;
  scenario = ensure_scenario (self, id);
  scenario->open_run = g_strdup (nx_json_get_string (object, "open-run", NULL));
  for (guint i = 0; i < nx_json_value_get_n_elements (runs); i++)
    g_ptr_array_add (scenario->runs, read_run (nx_json_value_get_element (runs, i)));
}

NxProgressState *
nx_progress_state_load (GBytes  *bytes,
                        GError **error)
{
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (bytes, MAX_SAVED_BYTES, error);
  const NxJsonValue *root, *modules, *scenarios;
  NxProgressState *self;

  if (doc == NULL)
    return NULL;
  root = nx_json_doc_get_root (doc);
  modules = nx_json_value_get_member (root, "modules");
  scenarios = nx_json_value_get_member (root, "scenarios");
  self = nx_progress_state_new ();
  for (guint i = 0; i < nx_json_value_get_n_elements (modules); i++)
    read_module (self, nx_json_value_get_element (modules, i));
  for (guint i = 0; i < nx_json_value_get_n_elements (scenarios); i++)
    read_scenario (self, nx_json_value_get_element (scenarios, i));
  self->last = g_strdup (nx_json_get_string (root, "last", NULL));
  self->last_is_scenario = nx_json_get_boolean (root, "last-is-scenario", FALSE);
  self->last_us = nx_json_get_integer (root, "last-at", 0);
  return self;
}
