/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "nx-display-fixture.h"
#include "nx-json.h"
#include "nx-limits.h"
#include "nx-statement-window.h"
#include "nx-statement-words.h"

/* What a person is told of their records. */

/* ---- A statement in words ---- */

static GBytes *
load_statement (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "statements", name, NULL);
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

static const char *
get_line (GPtrArray  *lines,
          const char *name)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const NxStatementLine *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->name, name))
        return line->value;
    }
  return NULL;
}

static void
test_words (void)
{
  static const struct
  {
    const char *file, *name, *value;
  } cases[] = {
    { "question-answered-multiple.json", "What happened", "Answered" },
    { "question-answered-multiple.json", "With what", "Which grips put the \"load\" on your back?\nChoose all." },
    { "question-answered-multiple.json", "Its name in the lessons", "Question 4" },
    { "question-answered-multiple.json", "Your answer", "Load close to the body\nOne hand only" },
    { "question-answered-multiple.json", "Judged", "Not right" },
    { "question-answered-multiple.json", "What is right", "Arms stretched\nOne hand only" },
    { "question-answered-multiple.json", "What could be chosen", "Arms stretched\nLoad close to the body\nOne hand only" },
    { "question-answered-multiple.json", "Duration", "38 seconds" },
    { "question-answered-multiple.json", "Your choice", NULL },
    { "decision-taken.json", "What happened", "Decided" },
    { "decision-taken.json", "With what", "The alarm sounds while the lift is loaded. What do you do?" },
    { "decision-taken.json", "Your choice", "Stop and lower the load" },
    { "decision-taken.json", "What could be chosen", "Stop and lower the load\nFinish the lift first\nleave" },
    { "decision-taken.json", "Number of the decision", "4" },
    { "decision-taken.json", "What came next", "assembly-point" },
    { "decision-taken.json", "Judged", NULL },
    { "scenario-ended.json", "With what", "Night shift" },
    { "scenario-ended.json", "Ending", "all-safe" },
    { "scenario-ended.json", "Decisions", "7" },
    { "test-passed.json", "What happened", "Passed" },
    { "test-failed.json", "What happened", "Not passed" },
    { "record-taken-back.json", "What happened", "Taken back" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = load_statement (cases[i].file);
      g_autoptr (GPtrArray) lines = nx_statement_list_words (body, NULL);

      g_test_message ("%s: %s", cases[i].file, cases[i].name);
      g_assert_cmpstr (get_line (lines, cases[i].name), ==, cases[i].value);
    }
}

/* Said in other words than the statement's own: as a verb, a time, a score, an answer. */
static const char *const reworded[] = {
  "objectType", "interactionType", "display", "score", "success", "completion", "response", "duration", "timestamp",
  "correctResponsesPattern", "choices", "masteryscore", "language", "clock-suspect", "version",
};

static gboolean
is_reworded (const char *name)
{
  const char *slash = strrchr (name, '/');

  for (gsize i = 0; i < G_N_ELEMENTS (reworded); i++)
    if (g_str_equal (slash != NULL ? slash + 1 : name, reworded[i]))
      return TRUE;
  return FALSE;
}

static void
assert_said (GPtrArray  *lines,
             const char *name,
             const char *value)
{
  for (guint i = 0; i < lines->len; i++)
    if (strstr (((const NxStatementLine *) g_ptr_array_index (lines, i))->value, value) != NULL)
      return;
  g_error ("%s is sent, and not shown: %s", name, value);
}

static void
assert_all_said (const NxJsonValue *value,
                 const char        *name,
                 GPtrArray         *lines)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *number = NULL;

  switch (nx_json_value_get_kind (value))
    {
    case NX_JSON_STRING:
      assert_said (lines, name, nx_json_value_get_string (value, ""));
      break;
    case NX_JSON_INTEGER:
      number = g_strdup_printf ("%" G_GINT64_FORMAT, nx_json_value_get_integer (value, -1));
      assert_said (lines, name, number);
      break;
    case NX_JSON_ARRAY:
      for (guint i = 0; i < nx_json_value_get_n_elements (value); i++)
        assert_all_said (nx_json_value_get_element (value, i), name, lines);
      break;
    case NX_JSON_OBJECT:
      names = nx_json_value_dup_member_names (value);
      for (gsize i = 0; names[i] != NULL; i++)
        if (!is_reworded (names[i]))
          assert_all_said (nx_json_value_get_member (value, names[i]), names[i], lines);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* "This is all that is sent, and nothing else": so it is all. */
static void
test_all_is_said (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "statements", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autoptr (GBytes) body = load_statement (name);
      g_autoptr (NxJsonDoc) document = nx_json_doc_parse (body, NX_LIMIT_REPLY_BYTES, NULL);
      g_autoptr (GPtrArray) lines = nx_statement_list_words (body, NULL);

      g_test_message ("%s", name);
      g_assert_nonnull (document);
      g_assert_cmpuint (lines->len, >, 0);
      assert_all_said (nx_json_doc_get_root (document), "statement", lines);
      n++;
    }
  g_assert_cmpuint (n, >=, 10);
}

/* A record and its window, in the language of the lessons. */
static void
test_example (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  nx_display_open_with_learner (display, FALSE);
  body = nx_statement_build_example (display->context);
  g_assert_nonnull (body);
  lines = nx_statement_list_words (body, nx_context_get_catalogue (display->context));
  g_assert_cmpstr (get_line (lines, "With what"), ==, "Sharing between agencies");
  g_assert_cmpstr (get_line (lines, "Standing capacity"), ==, "Police (SPC)");
  g_assert_cmpstr (get_line (lines, "Language"), ==, "English");
  nx_statement_window_present (GTK_WINDOW (display->window), display->context, "An example of a record", body);
  nx_display_settle ();
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/record/words", test_words);
  g_test_add_func ("/record/all-is-said", test_all_is_said);
  g_test_add_func ("/record/example", test_example);
  return g_test_run ();
}
