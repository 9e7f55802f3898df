/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * What leaves the computer, over all that a person can do: valid to an independent judge; no more than the page says on
 * which they agreed to it; no name, role, station or note in it; and none of that readable in the files here.
 */

#define _GNU_SOURCE  /* memmem */
#include "config.h"

#include "nx-study-fixture.h"

#include <string.h>

#include "nx-json.h"
#include "nx-statement.h"

#define CORE_MODULE "sharing-between-agencies"
#define CORE_SCENARIO "second-manifest"
#define NOTE "Ask Wenceslas about the second manifest"

/* ---- A life in the program ---- */

static void
save_note (StudyFixture *f)
{
  g_autoptr (NxEventFacts) facts = nx_event_facts_new (NX_EVENT_NOTE_SAVED);
  NxRecordDraft draft = { .facts = facts };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  facts->address = g_strdup ("core/module/" CORE_MODULE);
  facts->element = g_strdup ("two-failures");
  facts->target = g_strdup ("5f1c7d1e-7a94-4b63-9d2e-6a1f0d0c9b11");
  facts->text = g_strdup (NOTE);
  events = nx_record_store_append (f->store, f->learner->id, &draft, 1, &error);
  g_assert_no_error (error);
  nx_progress_take_events (f->progress, events);
}

static void
read_module (StudyFixture *f)
{
  g_autoptr (NxModuleAttempt) attempt = study_open_module (f, CORE_MODULE);
  GPtrArray *sections = nx_module_attempt_get_module (attempt)->sections;

  for (guint i = 0; i < sections->len; i++)
    {
      nx_clock_advance (f->records.clock, 40 * G_USEC_PER_SEC);
      study_mark_read (attempt, ((const NxSection *) g_ptr_array_index (sections, i))->id);
    }
  study_keep_place (attempt, "two-failures", "trader-case");
  save_note (f);
  study_leave_module (attempt);
}

static void
take_tests (StudyFixture *f)
{
  static const struct { NxRunAsked asked; guint n_wrong; } runs[] = {
    { NX_ASK_RESUME, 99 }, { NX_ASK_COUNTS, 0 }, { NX_ASK_PRACTICE, 1 }, { NX_ASK_COUNTS, 99 }, { NX_ASK_COUNTS, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (NxTestAttempt) attempt = study_open_test (f, CORE_MODULE, runs[i].asked);
      study_finish_test (f, attempt, runs[i].n_wrong);
    }
}

static void
play_scenarios (StudyFixture *f,
                GRand        *random)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (NxScenarioAttempt) attempt = study_open_scenario (f, CORE_SCENARIO, NX_ASK_COUNTS);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      study_move_at_random (f, attempt, random, i == 0 ? 3 : 1000);
      nx_scenario_attempt_leave_async (attempt, study_result_cb, &result);
      nx_scenario_attempt_act_finish (attempt, study_wait (&result), &error);
      g_assert_no_error (error);
    }
}

static void
live (StudyFixture *f)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  g_autoptr (NxModuleAttempt) attempt = NULL;

  read_module (f);
  take_tests (f);
  play_scenarios (f, random);
  study_set_language (f, "fr");
  study_reopen (f);
  read_module (f);
  take_tests (f);
  play_scenarios (f, random);
  /* The battery of the clock is empty: the computer thinks that it is an hour ago. */
  nx_clock_set_wall_us (f->records.clock, nx_clock_get_wall_us (f->records.clock) - G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  attempt = study_open_module (f, CORE_MODULE);
  study_leave_module (attempt);
}

/* ---- Valid ---- */

static char *
find_node (void)
{
  g_autofree char *setup = g_test_build_filename (G_TEST_DIST, "interop/setup", NULL);
  const char *argv[] = { setup, "--node", NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err, &status, NULL) || status != 0)
    {
      g_test_skip (g_strchomp (err));
      return NULL;
    }
  return g_strdup (g_strchomp (out));
}

/* Oldest first, one a line. */
static char *
write_statements (StudyFixture *f)
{
  g_autoptr (GPtrArray) rows = records_list (f->store, f->learner->id);
  g_autoptr (GString) text = g_string_new (NULL);
  char *path = g_build_filename (f->records.root, "statements.jsonl", NULL);

  for (guint i = rows->len; i > 0; i--)
    {
      gsize size;
      const char *body = g_bytes_get_data (((const NxRecordRow *) g_ptr_array_index (rows, i - 1))->body, &size);

      g_string_append_len (text, body, (gssize) size);
      g_string_append_c (text, '\n');
    }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

static void
test_valid (StudyFixture *f,
            gconstpointer data)
{
  g_autofree char *node = find_node ();
  g_autofree char *judge = g_test_build_filename (G_TEST_DIST, "interop/validate.mjs", NULL);
  g_autofree char *statements = NULL;
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (node == NULL)
    return;
  live (f);
  statements = write_statements (f);
  {
    const char *argv[] = { node, judge, "--history", "--quiet", "--now", "2026-11-21T00:00:00Z", statements, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  }
  g_assert_no_error (error);
  g_test_message ("%s", out);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* ---- No more than was agreed to ---- */

/* Where the person reads what is sent, and switches it on. */
static const char *const pages[] = { "../src/app/shell/nx-first-run.c", "../ui/nx-first-run.ui" };

#define MODULE_WORDS "Module opened, left and completed"
#define SCORE_WORDS "test score"
#define SCENARIO_WORDS "scenario left or ended with its number of decisions"
#define EACH_WORDS "each with date, duration and language"
#define WHO_WORDS "your staff ID, or a random number in place of your name"
#define ANSWER_WORDS "Also send my answers, question by question"
#define DECISION_WORDS "Your scenario decisions too."
#define NOBODY NULL

typedef struct
{
  const char *member;        /* "*": a language */
  const char *kind;          /* event that makes the statement; NULL: any */
  const char *words;         /* of the page; NOBODY: says nothing of the person */
  const char *why;           /* with NOBODY: what it is */
} Member;

static const Member members[] = {
  /* Who, what, when */
  { "id", NULL, NOBODY, "made by chance for this statement" },
  { "timestamp", NULL, EACH_WORDS },
  { "actor.objectType", NULL, NOBODY, "always Agent" },
  { "actor.account.homePage", NULL, NOBODY, "whose numbers these are" },
  { "actor.account.name", NULL, WHO_WORDS },
  { "verb.id", "module-opened", MODULE_WORDS },
  { "verb.id", "module-left", MODULE_WORDS },
  { "verb.id", "module-completed", MODULE_WORDS },
  { "verb.id", "test-finished", SCORE_WORDS },
  { "verb.id", "scenario-left", SCENARIO_WORDS },
  { "verb.id", "scenario-ended", SCENARIO_WORDS },
  { "verb.id", "question-answered", ANSWER_WORDS },
  { "verb.id", "decision-taken", DECISION_WORDS },
  { "verb.display.*", NULL, EACH_WORDS },
  /* The lesson: the same for everyone, but for the language */
  { "object.objectType", NULL, NOBODY, "always Activity" },
  { "object.id", NULL, NOBODY, "the lesson" },
  { "object.definition.type", NULL, NOBODY, "the lesson" },
  { "object.definition.name.*", NULL, EACH_WORDS },
  { "object.definition.description.*", NULL, EACH_WORDS },
  { "object.definition.interactionType", "question-answered", NOBODY, "the question" },
  { "object.definition.correctResponsesPattern[]", "question-answered", NOBODY, "the question" },
  { "object.definition.choices[].id", "question-answered", NOBODY, "the question" },
  { "object.definition.choices[].description.*", "question-answered", EACH_WORDS },
  { "object.definition.interactionType", "decision-taken", NOBODY, "the decision" },
  { "object.definition.choices[].id", "decision-taken", NOBODY, "the decision" },
  { "object.definition.choices[].description.*", "decision-taken", EACH_WORDS },
  { "context.contextActivities.category[].objectType", NULL, NOBODY, "this program's kind of record" },
  { "context.contextActivities.category[].id", NULL, NOBODY, "this program's kind of record" },
  { "context.contextActivities.grouping[].objectType", NULL, NOBODY, "the course" },
  { "context.contextActivities.grouping[].id", NULL, NOBODY, "the course" },
  { "context.contextActivities.parent[].objectType", NULL, NOBODY, "what the lesson is part of" },
  { "context.contextActivities.parent[].id", NULL, NOBODY, "what the lesson is part of" },
  { "context.extensions.content-version", NULL, NOBODY, "the lesson" },
  { "context.extensions.masteryscore", "test-finished", NOBODY, "the test" },
  { "context.platform", NULL, NOBODY, "this program" },
  /* The run */
  { "context.registration", NULL, NOBODY, "made by chance for this run" },
  { "context.extensions.sessionid", NULL, NOBODY, "made by chance for this opening" },
  { "context.language", NULL, EACH_WORDS },
  { "context.extensions.device", NULL, "a number for this computer" },
  { "context.extensions.capacity", NULL, "your standing capacity" },
  { "context.extensions.clock-suspect", NULL, EACH_WORDS },
  { "context.extensions.step", "decision-taken", DECISION_WORDS },
  /* How it went */
  { "result.duration", NULL, EACH_WORDS },
  { "result.completion", "module-completed", MODULE_WORDS },
  { "result.completion", "scenario-ended", SCENARIO_WORDS },
  { "result.extensions.ending", "scenario-ended", SCENARIO_WORDS },
  { "result.extensions.decisions", "scenario-ended", SCENARIO_WORDS },
  { "result.extensions.decisions", "scenario-left", SCENARIO_WORDS },
  { "result.score.scaled", "test-finished", SCORE_WORDS },
  { "result.score.raw", "test-finished", SCORE_WORDS },
  { "result.score.min", "test-finished", SCORE_WORDS },
  { "result.score.max", "test-finished", SCORE_WORDS },
  { "result.success", "test-finished", SCORE_WORDS },
  { "result.response", "question-answered", ANSWER_WORDS },
  { "result.success", "question-answered", ANSWER_WORDS },
  { "result.response", "decision-taken", DECISION_WORDS },
  { "result.extensions.next-node", "decision-taken", DECISION_WORDS },
};

/* "https://…/extensions/device" is named "device"; a key of a language map "*". */
static const char *
short_name (const char *parent,
            const char *name)
{
  if (g_str_has_suffix (parent, "display") || g_str_has_suffix (parent, ".name") || g_str_has_suffix (parent, "description"))
    return "*";
  return g_str_has_suffix (parent, "extensions") && strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;
}

static void
list_members (const NxJsonValue *value,
              const char        *path,
              GPtrArray         *out)
{
  g_auto (GStrv) names = NULL;

  switch (nx_json_value_get_kind (value))
    {
    case NX_JSON_OBJECT:
      names = nx_json_value_dup_member_names (value);
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *inner = *path == '\0' ? g_strdup (names[i]) : g_strconcat (path, ".", short_name (path, names[i]), NULL);
          list_members (nx_json_value_get_member (value, names[i]), inner, out);
        }
      break;
    case NX_JSON_ARRAY:
      for (guint i = 0; i < nx_json_value_get_n_elements (value); i++)
        {
          g_autofree char *inner = g_strconcat (path, "[]", NULL);
          list_members (nx_json_value_get_element (value, i), inner, out);
        }
      break;
    default:
      g_ptr_array_add (out, g_strdup (path));
      break;
    }
}

static const Member *
find_member (const char *path,
             const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].member, path) && (members[i].kind == NULL || g_str_equal (members[i].kind, kind)))
      return &members[i];
  return NULL;
}

static char *
load_pages (void)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, pages[i], NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_string_append (all, text);
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_word_for_word (StudyFixture *f,
                    gconstpointer data)
{
  g_autofree char *said = load_pages ();
  g_autofree gboolean *used = g_new0 (gboolean, G_N_ELEMENTS (members));
  gboolean made[NX_N_EVENT_TYPES] = { FALSE };
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_assert_true ((members[i].words == NOBODY) == (members[i].why != NULL));
      if (members[i].words != NOBODY && strstr (said, members[i].words) == NULL)
        g_error ("the page does not say “%s”", members[i].words);
    }

  live (f);
  rows = records_list (f->store, f->learner->id);
  for (guint i = 0; i < rows->len; i++)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i);
      const char *kind = nx_event_type_get_info (row->type)->name;
      g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (row->body, 100000, NULL);
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

      made[row->type] = TRUE;
      list_members (nx_json_doc_get_root (doc), "", paths);
      for (guint p = 0; p < paths->len; p++)
        {
          const Member *member = find_member (g_ptr_array_index (paths, p), kind);
          if (member == NULL)
            g_error ("%s: %s is sent, and no sentence of the page says so", kind, (char *) g_ptr_array_index (paths, p));
          used[member - members] = TRUE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!used[i])
      g_error ("%s of %s is never sent: the row is out of date", members[i].member, members[i].kind != NULL ? members[i].kind : "any");
  /* Every kind of statement was there; taking a record back has no command yet. */
  for (guint i = NX_EVENT_NONE + 1; i < NX_N_EVENT_TYPES; i++)
    if (i != NX_EVENT_RECORD_TAKEN_BACK)
      g_assert_cmpint (made[i], ==, nx_event_type_get_info ((NxEventType) i)->verb != NX_VERB_NONE);
}

/* What the first sentence leaves out goes only with the switch for answers. */
static void
test_classes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gboolean by_switch = g_strcmp0 (members[i].words, ANSWER_WORDS) == 0 || g_strcmp0 (members[i].words, DECISION_WORDS) == 0;

      if (members[i].kind == NULL)
        g_assert_false (by_switch);
      else if (by_switch)
        g_assert_cmpint (nx_event_type_get_info (nx_event_type_from_name (members[i].kind))->consent, ==, NX_CONSENT_ANSWERS);
      else if (g_str_equal (members[i].member, "verb.id"))
        g_assert_cmpint (nx_event_type_get_info (nx_event_type_from_name (members[i].kind))->consent, ==, NX_CONSENT_COMPLETION);
    }
}

/* ---- Nothing personal ---- */

static const char *const personal[] = { "Xiomara", "Okonkwo", STUDY_ROLE, "Zéphyrine", NOTE, "Wenceslas" };

static void
test_nothing_personal_sent (StudyFixture *f,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  live (f);
  rows = records_list (f->store, f->learner->id);
  g_assert_cmpuint (rows->len, >, 50);
  for (guint i = 0; i < rows->len; i++)
    {
      gsize size;
      const char *body = g_bytes_get_data (((const NxRecordRow *) g_ptr_array_index (rows, i))->body, &size);

      for (guint p = 0; p < G_N_ELEMENTS (personal); p++)
        g_assert_null (memmem (body, size, personal[p], strlen (personal[p])));
    }
}

/* Ids of answers and decisions as they were given; the content itself, which is kept in the clear, holds them too. */
static char **
dup_responses (StudyFixture *f)
{
  g_autoptr (GPtrArray) events = study_load_events (f);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < events->len; i++)
    {
      const NxEventFacts *facts = ((const NxEvent *) g_ptr_array_index (events, i))->facts;
      /* A short one may occur by chance among random bytes. */
      for (guint r = 0; facts->response != NULL && facts->response[r] != NULL; r++)
        if (strlen (facts->response[r]) >= 6)
          g_strv_builder_add (builder, facts->response[r]);
    }
  return g_strv_builder_end (builder);
}

static void
assert_unreadable (StudyFixture *f)
{
  static const char *const members_of_payloads[] = { "\"response\"", "\"actor\"", "\"verb\"", "\"duration", "\"meters\"", "\"read\"", "\"runs\"" };

  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    g_assert_false (records_folder_contains (f->records.folder, personal[i]));
  for (guint i = 0; i < G_N_ELEMENTS (members_of_payloads); i++)
    g_assert_false (records_folder_contains (f->records.folder, members_of_payloads[i]));
}

static void
test_nothing_readable (StudyFixture *f,
                       gconstpointer data)
{
  g_auto (GStrv) responses = NULL;
  g_autofree char *backups = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  live (f);
  responses = dup_responses (f);
  g_assert_cmpuint (g_strv_length (responses), >, 30);
  /* The write-ahead log is there. */
  assert_unreadable (f);
  study_close (f);
  assert_unreadable (f);

  /* Without the content, what is left may not tell an answer either: a backup holds the rows and nothing that was deleted. */
  records_tamper (f->records.folder, "DELETE FROM snapshot");
  study_open (f);
  g_assert_true (nx_record_store_backup (f->store, &path, &error));
  g_assert_no_error (error);
  backups = g_path_get_dirname (path);
  for (guint i = 0; responses[i] != NULL; i++)
    if (records_folder_contains (backups, responses[i]))
      g_error ("“%s” can be read in the records", responses[i]);
}

#define ADD(path, function) \
  g_test_add ("/attempt/statements/" path, StudyFixture, GINT_TO_POINTER (STUDY_BUILT_IN), study_set_up, function, study_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("valid", test_valid);
  ADD ("word-for-word", test_word_for_word);
  g_test_add_func ("/attempt/statements/classes", test_classes);
  ADD ("nothing-personal-sent", test_nothing_personal_sent);
  ADD ("nothing-readable", test_nothing_readable);
  return g_test_run ();
}
