/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "nx-display-fixture.h"
#include "nx-json.h"
#include "nx-limits.h"
#include "nx-record-groups.h"
#include "nx-record-page.h"
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

/* ---- The groups of My record ---- */

static void
add_record (GPtrArray *items,
            NxDisplay *display,
            NxPill     pill)
{
  NxRecordRow *row = g_new0 (NxRecordRow, 1);

  row->statement = g_strdup_printf ("%u", items->len);
  row->learner = g_strdup (nx_context_get_learner (display->context)->id);
  row->body = load_statement ("question-answered-multiple.json");
  row->has_delivery = TRUE;
  row->state = pill == NX_PILL_REFUSED ? NX_DELIVERY_REFUSED : pill == NX_PILL_DELIVERED ? NX_DELIVERY_SENT : NX_DELIVERY_PENDING;
  row->pill = pill;
  g_ptr_array_add (items, nx_record_item_new (display->context, row));
}

static void
show_records (GtkWidget *groups,
              NxDisplay *display,
              guint      n_refused,
              guint      n_waiting,
              guint      n_delivered)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_waiting; i++)
    add_record (items, display, NX_PILL_WAITING);
  for (guint i = 0; i < n_delivered; i++)
    add_record (items, display, NX_PILL_DELIVERED);
  for (guint i = 0; i < n_refused; i++)
    add_record (items, display, NX_PILL_REFUSED);
  nx_record_groups_set_items (NX_RECORD_GROUPS (groups), display->context, items);
  nx_display_settle ();
}

/* "Waiting to be sent", its three first and the rest behind one row; NULL after the last group. */
static void
check_group (GtkWidget  *groups,
             guint       index,
             const char *title,
             int         n_rows,
             const char *more)
{
  GtkListBox *list = GTK_LIST_BOX (nx_find_type (groups, "GtkListBox", index));
  GtkWidget *last = GTK_WIDGET (gtk_list_box_get_row_at_index (list, n_rows - 1));
  GtkWidget *head = gtk_widget_get_prev_sibling (GTK_WIDGET (list));

  g_assert_null (gtk_list_box_get_row_at_index (list, n_rows));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (head))), ==, title);
  if (more != NULL)
    g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (last)), ==, more);
  else
    g_assert_false (ADW_IS_PREFERENCES_ROW (last));
}

/* They come a few with each frame; what is there changes in its place, under the focus. */
static void
test_groups (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *groups, *button;

  nx_display_open_with_learner (display, TRUE);
  groups = g_object_new (NX_TYPE_RECORD_GROUPS, NULL);
  nx_window_push (display->window, groups);
  show_records (groups, display, 1, 5, 0);
  check_group (groups, 0, "Needs your attention", 1, NULL);
  check_group (groups, 1, "Waiting to be sent", 4, "Show 2 more");
  g_assert_null (nx_find_type (groups, "GtkListBox", 2));
  nx_display_assert_names (groups);
  nx_display_assert_whole (groups);

  button = nx_find_type (nx_find_type (groups, "NxRecordView", 2), "GtkMenuButton", 0);
  g_assert_true (gtk_widget_child_focus (button, GTK_DIR_TAB_FORWARD));
  show_records (groups, display, 1, 7, 2);
  check_group (groups, 1, "Waiting to be sent", 4, "Show 4 more");
  check_group (groups, 2, "Delivered", 2, NULL);
  show_records (groups, display, 1, 2, 7);
  check_group (groups, 1, "Waiting to be sent", 2, NULL);
  check_group (groups, 2, "Delivered", 4, "Show 4 more");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (display->window)), button));

  /* Its menu is of the record that stands there now. */
  g_assert_null (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button))), ==, 3);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));

  show_records (groups, display, 0, 0, 1);
  check_group (groups, 0, "Delivered", 1, NULL);
  show_records (groups, display, 0, 0, 0);
  g_assert_null (nx_find_type (groups, "GtkListBox", 0));
}

static gboolean
shows_content (gpointer stack)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), "content") == 0;
}

/* Every answer changes the records: the page that nobody sees leaves them unread until somebody does. */
static void
test_unseen (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *places, *page, *stack;

  nx_display_open_with_learner (display, TRUE);
  places = gtk_stack_new ();
  page = nx_record_page_new (display->context);
  gtk_stack_add_named (GTK_STACK (places), gtk_label_new ("Elsewhere"), "elsewhere");
  gtk_stack_add_named (GTK_STACK (places), page, "record");
  nx_window_push (display->window, places);
  g_signal_emit_by_name (display->context, "counts-changed");
  nx_display_settle ();
  stack = GTK_WIDGET (gtk_widget_get_template_child (page, NX_TYPE_RECORD_PAGE, "stack"));
  g_assert_false (shows_content (stack));

  gtk_stack_set_visible_child_name (GTK_STACK (places), "record");
  g_assert_true (nx_await (shows_content, stack));
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/record/words", test_words);
  g_test_add_func ("/record/all-is-said", test_all_is_said);
  g_test_add_func ("/record/example", test_example);
  g_test_add_func ("/record/groups", test_groups);
  g_test_add_func ("/record/unseen", test_unseen);
  return g_test_run ();
}
