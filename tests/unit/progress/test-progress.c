/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Progress as a fold: tables of events and what they add up to. Whatever the events are, the fold may be stopped, saved,
 * loaded and gone on with at any of them, and says the same as one made from the first event on.
 */

#include "config.h"

#include "nx-progress.h"
#include "nx-progress-state.h"
#include "records-fixture.h"

#include <string.h>

#include "nx-json.h"

/* ---- Events, written down ---- */

static int
parse_int (const char *text)
{
  return (int) g_ascii_strtoll (text, NULL, 10);
}

/* One word "key=value" sets a member of the event. */
static void
set_member (NxEvent    *event,
            const char *word)
{
  NxEventFacts *facts = event->facts;
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);
  const char *key = parts[0], *value = parts[1];
  struct { const char *key; char **text; } texts[] = {
    { "at", &facts->address }, { "reg", &facts->registration }, { "run", &facts->run }, { "el", &facts->element },
    { "block", &facts->place }, { "hash", &facts->content_hash }, { "end", &facts->ending }, { "of", &facts->target },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].key, key))
      {
        g_free (*texts[i].text);
        *texts[i].text = g_strdup (value);
        return;
      }
  if (g_str_equal (key, "practice"))
    facts->counts = FALSE;
  else if (g_str_equal (key, "s"))
    facts->duration_us = parse_int (value) * G_USEC_PER_SEC;
  else if (g_str_equal (key, "score"))
    {
      facts->raw = parse_int (value);
      facts->max = parse_int (strchr (value, '/') + 1);
    }
  else if (g_str_equal (key, "good"))
    facts->success = value[0] == 'y' ? NX_TRISTATE_YES : NX_TRISTATE_NO;
  else if (g_str_equal (key, "chose"))
    facts->response = g_strsplit (value, ",", -1);
  else if (g_str_equal (key, "step"))
    facts->step = parse_int (value);
  else
    g_error ("no member %s", key);
}

/* "module-opened reg=1 hash=h": the address is core/module/m, or core/scenario/s for the scenario's types. */
static NxEvent *
parse_event (const char *text,
             gint64      seq)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  NxEventType type = nx_event_type_from_name (words[0]);
  NxEvent *event = nx_event_new ();

  g_assert_cmpint (type, !=, NX_EVENT_NONE);
  event->facts = nx_event_facts_new (type);
  event->seq = seq;
  event->wall_us = seq * G_USEC_PER_SEC;
  event->facts->counts = TRUE;
  event->facts->address = g_strdup (type >= NX_EVENT_SCENARIO_STARTED && type <= NX_EVENT_SCENARIO_LEFT ? "core/scenario/s" : "core/module/m");
  for (guint i = 1; words[i] != NULL; i++)
    set_member (event, words[i]);
  return event;
}

/* Events separated by "; ". */
static GPtrArray *
parse_events (const char *text)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_free);
  g_auto (GStrv) lines = g_strsplit (text, "; ", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (events, parse_event (lines[i], i + 1));
  return events;
}

static NxProgressState *
fold (GPtrArray *events)
{
  NxProgressState *state = nx_progress_state_new ();

  for (guint i = 0; i < events->len; i++)
    nx_progress_state_apply (state, g_ptr_array_index (events, i));
  return state;
}

/* ---- What they add up to, written down; what is as in the beginning is left out ---- */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
say_keys (GString    *out,
          const char *name,
          GHashTable *table)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);

  if (keys == NULL)
    return;
  g_string_append_printf (out, " %s=", name);
  for (GList *l = keys; l != NULL; l = l->next)
    g_string_append_printf (out, "%s%s", l != keys ? "," : "", (char *) l->data);
}

static void
say_text (GString    *out,
          const char *name,
          const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, " %s=%s", name, value);
}

static char *
say_module (const NxModuleProgress *module)
{
  g_autoptr (GString) out = g_string_new ("m");

  say_text (out, "reg", module->registration);
  if (module->spent_us != 0)
    g_string_append_printf (out, " s=%d", (int) (module->spent_us / G_USEC_PER_SEC));
  say_text (out, "section", module->section);
  say_text (out, "block", module->place);
  say_text (out, "hash", module->content_hash);
  say_keys (out, "read", module->read);
  say_keys (out, "marks", module->bookmarks);
  say_keys (out, "checks", module->checks);
  if (module->completed)
    g_string_append_printf (out, " completed=%d in=%s", (int) (module->completed_us / G_USEC_PER_SEC), module->completed_registration);
  if (module->open_test != NULL)
    g_string_append_printf (out, " open=%s@%d", module->open_test, (int) module->open_test_seq);
  if (module->passed)
    g_string_append (out, " passed");
  if (module->n_test_runs > 0)
    g_string_append_printf (out, " runs=%u last=%d/%d=%.2f best=%.2f", module->n_test_runs, module->last_raw, module->last_max,
                            module->last_scaled, module->best_scaled);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
say_scenario (const NxScenarioProgress *scenario)
{
  g_autoptr (GString) out = g_string_new ("s");

  say_text (out, "open", scenario->open_run);
  for (guint i = 0; i < scenario->runs->len; i++)
    {
      const NxScenarioRun *run = g_ptr_array_index (scenario->runs, i);

      g_string_append_printf (out, " [%s@%d%s", run->run, (int) run->seq, run->counts ? "" : " practice");
      if (run->retried_run != NULL)
        g_string_append_printf (out, " of=%s before=%d", run->retried_run, run->retry_step);
      if (run->n_decisions > 0)
        g_string_append_printf (out, " n=%d", run->n_decisions);
      if (run->ended_us != 0)
        g_string_append_printf (out, " ended=%d:%s", (int) (run->ended_us / G_USEC_PER_SEC), run->ending);
      g_string_append_c (out, ']');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Every module and scenario, by id, separated by "; ". */
static char *
say (NxProgressState *state)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, state->modules);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (lines, say_module (value));
  g_hash_table_iter_init (&iter, state->scenarios);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (lines, say_scenario (value));
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("; ", (char **) lines->pdata);
}

/* ---- Tables ---- */

typedef struct
{
  const char *name, *events, *expected;
} Row;

#define OPENED "module-opened reg=1 hash=h"

static const Row rows[] = {
  /* Modules */
  { "opened", OPENED, "m reg=1 hash=h" },
  { "place", OPENED "; section-opened el=a block=p; section-opened el=b", "m reg=1 section=b hash=h" },
  { "read-is-a-set", OPENED "; section-read el=b; section-read el=a; section-read el=b", "m reg=1 hash=h read=a,b" },
  { "bookmarks", OPENED "; bookmark-set el=a block=p; bookmark-set el=a; bookmark-set el=b block=q; bookmark-cleared el=a; bookmark-cleared el=c",
    "m reg=1 hash=h marks=a#p,b#q" },
  { "check-answered-again", OPENED "; check-answered el=q chose=x; check-answered el=q chose=y,z", "m reg=1 hash=h checks=q" },
  { "time-adds-up", OPENED "; module-left reg=1 s=60; " OPENED "; module-left reg=1 s=30", "m reg=1 s=90 hash=h" },
  { "updated", OPENED "; module-opened reg=1 hash=other", "m reg=1 hash=other" },
  { "completed", OPENED "; section-read el=a reg=1; module-completed reg=1", "m reg=1 hash=h read=a completed=3 in=1" },
  /* Tests */
  { "test-open", OPENED "; test-started reg=1 run=t", "m reg=1 hash=h open=t@2" },
  { "test-failed", OPENED "; test-started reg=1 run=t; test-finished reg=1 run=t score=3/10 good=n",
    "m reg=1 hash=h runs=1 last=3/10=0.30 best=0.30" },
  { "best-is-kept", OPENED "; test-started reg=1 run=t; test-finished reg=1 run=t score=7/10 good=n; test-started reg=1 run=u; "
    "test-finished reg=1 run=u score=5/10 good=n", "m reg=1 hash=h runs=2 last=5/10=0.50 best=0.70" },
  { "passed", OPENED "; test-started reg=1 run=t; test-finished reg=1 run=t score=9/10 good=y",
    "m reg=1 hash=h passed runs=1 last=9/10=0.90 best=0.90" },
  { "test-without-module", "test-started reg=1 run=t; test-finished reg=1 run=t score=9/10 good=y", "m reg=1 passed runs=1 last=9/10=0.90 best=0.90" },
  { "test-begun-anew", OPENED "; test-started reg=1 run=t; test-started reg=1 run=u", "m reg=1 hash=h open=u@3" },
  { "other-run-finished", OPENED "; test-started reg=1 run=t; test-started reg=1 run=u; test-finished reg=1 run=t score=1/2 good=n",
    "m reg=1 hash=h open=u@3 runs=1 last=1/2=0.50 best=0.50" },
  { "score-of-nothing", OPENED "; test-finished reg=1 run=t score=0/0 good=n", "m reg=1 hash=h runs=1 last=0/0=0.00 best=0.00" },
  /* Practice counts nothing */
  { "practice-test", OPENED "; test-started practice= run=t; test-finished practice= run=t score=10/10 good=y", "m reg=1 hash=h" },
  { "practice-test-open", OPENED "; test-started practice= run=t", "m reg=1 hash=h open=t@2" },
  { "practice-scenario", "scenario-started practice= run=a; decision-taken practice= run=a step=1; scenario-ended practice= run=a end=good",
    "s [a@1 practice n=1 ended=3:good]" },
  { "practice-test-meanwhile", OPENED "; test-started reg=1 run=t; test-started practice= run=u", "m reg=1 hash=h open=u@3" },
  { "practice-test-done", OPENED "; test-started reg=1 run=t; test-started practice= run=u; test-finished practice= run=u score=1/1 good=y",
    "m reg=1 hash=h open=t@2" },
  { "counting-test-done", OPENED "; test-started reg=1 run=t; test-started practice= run=u; test-finished reg=1 run=t score=1/2 good=n; "
    "test-finished practice= run=u score=1/1 good=y", "m reg=1 hash=h runs=1 last=1/2=0.50 best=0.50" },
  { "practice-scenario-meanwhile", "scenario-started run=a reg=1; scenario-started practice= run=b; decision-taken practice= run=b step=1",
    "s open=b [a@1] [b@2 practice n=1]" },
  { "practice-scenario-done", "scenario-started run=a reg=1; scenario-started practice= run=b; scenario-ended practice= run=b end=good",
    "s open=a [a@1] [b@2 practice ended=3:good]" },
  { "given-up-stays-so", "scenario-started run=a reg=1; scenario-started run=b reg=2; scenario-ended run=b end=good; "
    "scenario-started practice= run=c; scenario-ended practice= run=c end=good", "s [a@1] [b@2 ended=3:good] [c@4 practice ended=5:good]" },
  /* Two registrations */
  { "second-registration", OPENED "; section-read el=a reg=1; module-left reg=1 s=60; test-started reg=1 run=t; "
    "test-finished reg=1 run=t score=9/10 good=y; module-completed reg=1; test-started reg=2 run=u",
    "m reg=2 hash=h read=a completed=6 in=1 open=u@7 runs=1 last=9/10=0.90 best=0.90" },
  { "second-failed", OPENED "; test-started reg=1 run=t; test-finished reg=1 run=t score=9/10 good=y; module-completed reg=1; "
    "test-started reg=2 run=u; test-finished reg=2 run=u score=1/10 good=n",
    "m reg=2 hash=h completed=4 in=1 runs=2 last=1/10=0.10 best=0.90" },
  { "second-completed", OPENED "; module-completed reg=1; test-started reg=2 run=u; test-finished reg=2 run=u score=9/10 good=y; module-completed reg=2",
    "m reg=2 hash=h completed=5 in=2 passed runs=1 last=9/10=0.90 best=0.90" },
  { "left-after-second", OPENED "; test-started reg=2 run=u; module-left reg=1 s=60", "m reg=2 hash=h open=u@2" },
  { "passed-after-second", OPENED "; test-started reg=1 run=t; test-started reg=2 run=u; test-finished reg=1 run=t score=9/10 good=y",
    "m reg=2 hash=h open=u@3 runs=1 last=9/10=0.90 best=0.90" },
  /* Scenarios */
  { "run-open", "scenario-started run=a reg=1; scene-passed run=a; decision-taken run=a step=1; document-opened run=a el=d", "s open=a [a@1 n=1]" },
  { "run-ended", "scenario-started run=a reg=1; decision-taken run=a step=1; scenario-ended run=a end=good", "s [a@1 n=1 ended=3:good]" },
  { "run-left", "scenario-started run=a reg=1; scenario-left run=a", "s open=a [a@1]" },
  { "retry", "scenario-started run=a reg=1; scenario-ended run=a end=poor; scenario-started practice= run=b of=a step=2",
    "s open=b [a@1 ended=2:poor] [b@3 practice of=a before=2]" },
  { "begun-anew", "scenario-started run=a reg=1; scenario-started run=b reg=2; scenario-ended run=b end=good", "s [a@1] [b@2 ended=3:good]" },
  /* What is of no concern */
  { "no-address", "profile-saved at=; consent-changed at=", "" },
  { "bad-address", "module-opened at=core/module; module-opened at=/; module-opened at=core/module/M; module-opened at=a/b/c/d", "" },
  { "unknown-kind", "module-opened at=core/workshop/w; section-read at=core/practice/b4 el=a; question-answered at=core/questions/q", "" },
  { "unset-members", "section-read; bookmark-set; bookmark-cleared; check-answered; test-finished; section-opened", "m runs=1 last=-1/-1=0.00 best=0.00" },
  { "unknown-run", "decision-taken run=x step=3; scenario-ended run=x end=good; scenario-left", "s" },
};

static GBytes *
save (GPtrArray *events)
{
  NxProgressState *state = fold (events);
  GBytes *bytes = nx_progress_state_save (state);

  nx_progress_state_free (state);
  return bytes;
}

/* For each place to stop: saved there, loaded, and gone on with. */
static void
assert_may_stop_anywhere (GPtrArray *events)
{
  g_autoptr (GBytes) whole = save (events);

  for (guint stop = 0; stop <= events->len; stop++)
    {
      NxProgressState *head = nx_progress_state_new ();
      NxProgressState *loaded;
      g_autoptr (GBytes) saved = NULL;
      g_autoptr (GBytes) resumed = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < stop; i++)
        nx_progress_state_apply (head, g_ptr_array_index (events, i));
      saved = nx_progress_state_save (head);
      loaded = nx_progress_state_load (saved, &error);
      g_assert_no_error (error);
      for (guint i = stop; i < events->len; i++)
        nx_progress_state_apply (loaded, g_ptr_array_index (events, i));
      resumed = nx_progress_state_save (loaded);
      g_assert_cmpmem (g_bytes_get_data (resumed, NULL), g_bytes_get_size (resumed), g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
      nx_progress_state_free (head);
      nx_progress_state_free (loaded);
    }
}

static void
check_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) events = parse_events (row->events);
  NxProgressState *state = fold (events);
  g_autofree char *said = say (state);

  g_assert_cmpstr (said, ==, row->expected);
  nx_progress_state_free (state);
  assert_may_stop_anywhere (events);
}

/* ---- Properties ---- */

static void
test_equal_states_equal_bytes (void)
{
  g_autoptr (GPtrArray) one = parse_events (OPENED "; section-read el=a; section-read el=b; bookmark-set el=a; bookmark-set el=b; "
                                            "check-answered el=p chose=x; check-answered el=q chose=y");
  g_autoptr (GPtrArray) other = parse_events (OPENED "; section-read el=b; section-read el=a; bookmark-set el=b; bookmark-set el=a; "
                                              "check-answered el=q chose=y; check-answered el=p chose=x");
  g_autoptr (GBytes) a = save (one);
  g_autoptr (GBytes) b = save (other);

  g_assert_true (g_bytes_equal (a, b));
}

/* Any events in any order, as a damaged or a later program might have left them. */
static NxEvent *
random_event (GRand *random,
              gint64 seq)
{
  static const char *const members[] = {
    "reg=1", "reg=2", "run=a", "run=b", "el=a", "el=b", "block=p", "hash=h", "end=good", "of=a", "practice=", "s=7", "score=1/3",
    "score=2/3", "good=y", "good=n", "chose=x", "step=2", "at=core/module/n", "at=core/scenario/t", "at=nowhere",
  };
  NxEventType type = (NxEventType) g_rand_int_range (random, NX_EVENT_NONE + 1, NX_N_EVENT_TYPES);
  guint wanted = (guint) g_rand_int (random);
  g_autoptr (GString) text = g_string_new (nx_event_type_get_info (type)->name);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if ((wanted & (1u << i)) != 0 && g_rand_boolean (random) && !(g_str_has_prefix (members[i], "chose") && strstr (text->str, "chose") != NULL))
      g_string_append_printf (text, " %s", members[i]);
  return parse_event (text->str, seq);
}

static void
test_any_events (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

  for (guint n = 0; n < 40; n++)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_free);

      for (guint i = 0; i < 30; i++)
        g_ptr_array_add (events, random_event (random, i + 1));
      assert_may_stop_anywhere (events);
    }
}

/* A saved state that is none: an error, and nothing else. */
static void
test_load_refuses (void)
{
  static const char *const texts[] = { "", "{", "[}", "{\"modules\":[", "\xff" };
  static const char *const odd[] = {
    "{}", "[]", "3", "null", "{\"modules\":3,\"scenarios\":{}}", "{\"modules\":[3,null,{},{\"id\":3},{\"id\":\"m\",\"read\":[1,null],\"checks\":[]}]}",
    "{\"scenarios\":[{\"id\":\"s\",\"runs\":[3,{}]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (nx_progress_state_load (bytes, &error));
      g_assert_nonnull (error);
    }
  /* Well-formed and odd: loaded as far as it makes sense, and able to go on. */
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (odd[i], strlen (odd[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autoptr (GPtrArray) events = parse_events (OPENED "; scenario-started run=a; decision-taken run=a step=1; scenario-ended run=a end=good");
      NxProgressState *state = nx_progress_state_load (bytes, &error);

      g_assert_no_error (error);
      for (guint e = 0; e < events->len; e++)
        nx_progress_state_apply (state, g_ptr_array_index (events, e));
      again = nx_progress_state_save (state);
      g_assert_nonnull (again);
      nx_progress_state_free (state);
    }
}

/* ---- In the store, and observed ---- */

/* As parse_event, appended for good. */
static GPtrArray *
append (NxRecordStore *store,
        NxLearner     *learner,
        const char    *text)
{
  g_autoptr (NxEvent) event = parse_event (text, 1);
  NxRecordDraft draft = { .facts = event->facts };
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  /* The statement is another test's matter: without the activity none could be made. */
  event->facts->counts = FALSE;
  events = nx_record_store_append (store, learner->id, &draft, 1, &error);
  g_assert_no_error (error);
  return events;
}

static NxProgress *
load (NxRecordStore *store,
      NxLearner     *learner)
{
  g_autoptr (GError) error = NULL;
  NxProgress *progress = nx_progress_load (store, learner->id, &error);

  g_assert_no_error (error);
  return progress;
}

static void
test_saved_and_tail (RecordsFixture *f,
                     gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxProgress) saving = NULL;
  g_autoptr (NxProgress) from_saved = NULL;
  g_autoptr (NxProgress) rebuilt = NULL;
  g_autoptr (GError) error = NULL;

  /* More than the store folds again rather than save. */
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf ("section-read el=a%u", i);
      g_autoptr (GPtrArray) events = append (store, learner, text);
    }
  saving = load (store, learner);
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM projection"), ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("bookmark-set el=b%u", i);
      g_autoptr (GPtrArray) events = append (store, learner, text);
    }
  from_saved = load (store, learner);
  g_assert_cmpuint (g_hash_table_size (nx_progress_get_module (from_saved, "m")->read), ==, 50);
  g_assert_cmpuint (g_hash_table_size (nx_progress_get_module (from_saved, "m")->bookmarks), ==, 3);
  g_assert_false (nx_progress_equal (saving, from_saved));

  g_assert_true (nx_record_store_drop_projections (store, &error));
  g_assert_cmpint (records_query (f->folder, "SELECT count(*) FROM projection"), ==, 0);
  rebuilt = load (store, learner);
  g_assert_true (nx_progress_equal (rebuilt, from_saved));
  records_close (g_steal_pointer (&store));
}

static void
count_cb (NxProgress *progress,
          const char *file,
          gpointer    user_data)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s ", file);
}

static void
test_take_events (RecordsFixture *f,
                  gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) learner = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxProgress) progress = load (store, learner);
  g_autoptr (GPtrArray) first = append (store, learner, OPENED);
  g_autoptr (GPtrArray) second = append (store, learner, "module-left reg=1 s=60");
  g_autoptr (GPtrArray) third = append (store, learner, "scenario-started run=a");
  g_autoptr (GPtrArray) fourth = append (store, learner, "section-read at=elsewhere");
  g_autoptr (NxProgress) loaded = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  gboolean is_scenario;

  g_assert_null (nx_progress_get_last (progress, NULL, NULL));
  g_signal_connect (progress, "changed", G_CALLBACK (count_cb), seen);
  nx_progress_take_events (progress, first);
  nx_progress_take_events (progress, second);
  /* Told a second time, as when a load and an append cross: counted once. */
  nx_progress_take_events (progress, second);
  nx_progress_take_events (progress, first);
  nx_progress_take_events (progress, third);
  nx_progress_take_events (progress, fourth);
  g_assert_cmpstr (seen->str, ==, "m m s ");
  g_assert_cmpint (nx_progress_get_module (progress, "m")->spent_us, ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpstr (nx_progress_get_last (progress, &is_scenario, NULL), ==, "s");
  g_assert_true (is_scenario);

  loaded = load (store, learner);
  g_assert_true (nx_progress_equal (loaded, progress));
  records_close (g_steal_pointer (&store));
}

static void
test_two_learners (RecordsFixture *f,
                   gconstpointer   data)
{
  g_autoptr (NxRecordStore) store = records_open (f);
  g_autoptr (NxLearner) amina = records_add_learner (store, "Amina", TRUE, TRUE);
  g_autoptr (NxLearner) bruno = records_add_learner (store, "Bruno", TRUE, TRUE);
  g_autoptr (GPtrArray) events = append (store, amina, OPENED);
  g_autoptr (NxProgress) hers = load (store, amina);
  g_autoptr (NxProgress) his = load (store, bruno);

  g_assert_nonnull (nx_progress_get_module (hers, "m"));
  g_assert_null (nx_progress_get_module (his, "m"));
  records_close (g_steal_pointer (&store));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/progress/fold/%s", rows[i].name);
      g_test_add_data_func (path, &rows[i], check_row);
    }
  g_test_add_func ("/progress/equal-states-equal-bytes", test_equal_states_equal_bytes);
  g_test_add_func ("/progress/any-events", test_any_events);
  g_test_add_func ("/progress/load-refuses", test_load_refuses);
  g_test_add ("/progress/saved-and-tail", RecordsFixture, NULL, records_set_up, test_saved_and_tail, records_tear_down);
  g_test_add ("/progress/take-events", RecordsFixture, NULL, records_set_up, test_take_events, records_tear_down);
  g_test_add ("/progress/two-learners", RecordsFixture, NULL, records_set_up, test_two_learners, records_tear_down);
  return g_test_run ();
}
