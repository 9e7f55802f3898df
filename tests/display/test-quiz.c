/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-choice-row.h"
#include "nx-display-fixture.h"
#include "nx-pages.h"
#include "nx-test-page.h"

/* The test of the real module, from its first question to its result. */

#define MODULE "sharing-between-agencies"

typedef struct
{
  NxDisplay *display;
  GtkWidget *page;
  GHashTable *right;            /* the text of each right option of the banks, a set */
  const char *wanted;
} Run;

static void
collect_right (Run        *run,
               const char *language)
{
  g_autoptr (GError) error = NULL;
  NxLibrary *library = nx_context_get_library (run->display->context);
  g_autoptr (NxModule) module = nx_library_load_module (library, MODULE, language, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < module->test->draws->len; i++)
    {
      const NxDraw *draw = g_ptr_array_index (module->test->draws, i);
      g_autoptr (NxQuestionBank) bank = nx_library_load_bank (library, draw->from, language, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < bank->questions->len; j++)
        {
          const NxQuestion *question = g_ptr_array_index (bank->questions, j);

          for (guint k = 0; k < question->options->len; k++)
            {
              const NxOption *option = g_ptr_array_index (question->options, k);

              if (option->right)
                g_hash_table_add (run->right, nx_inline_dup_plain (option->text));
            }
        }
    }
}

static gboolean
is_shown (gpointer data)
{
  Run *run = data;

  return g_strcmp0 (nx_test_page_get_shown (NX_TEST_PAGE (run->page)), run->wanted) == 0;
}

static void
open_page (Run        *run,
           NxRunAsked  asked,
           const char *wanted)
{
  run->page = nx_test_page_new (run->display->context, MODULE, asked);
  nx_window_push (run->display->window, run->page);
  run->wanted = wanted;
  g_assert_true (nx_await (is_shown, run));
  nx_display_settle ();
}

static Run *
run_new (void)
{
  Run *run = g_new0 (Run, 1);

  run->display = nx_display_new ();
  run->right = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  nx_display_open_with_learner (run->display, TRUE);
  collect_right (run, "en");
  return run;
}

static void
run_free (Run *run)
{
  nx_display_free (run->display);
  g_hash_table_unref (run->right);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static const char *
get_row_text (GtkWidget *row)
{
  return gtk_label_get_text (GTK_LABEL (nx_find_type (nx_find_id (row, "text_slot"), "GtkLabel", 0)));
}

/* Chooses all right answers, or the first wrong one. */
static void
choose (Run      *run,
        gboolean  right)
{
  GtkWidget *row;

  for (guint i = 0; (row = nx_find_type (run->page, "NxChoiceRow", i)) != NULL; i++)
    {
      if (g_hash_table_contains (run->right, get_row_text (row)) != right)
        continue;
      nx_choice_row_press (NX_CHOICE_ROW (row));
      if (!right)
        return;
    }
}

static gboolean
has_feedback (gpointer data)
{
  Run *run = data;

  return nx_find_id (run->page, "feedback_box") != NULL && !gtk_widget_has_css_class (nx_find_id (run->page, "feedback_box"), "bad");
}

static gboolean
has_no_feedback (gpointer data)
{
  return !has_feedback (data);
}

static void
answer (Run      *run,
        gboolean  right)
{
  GtkWidget *button = nx_find_id (run->page, "main_button");

  g_assert_false (gtk_widget_get_sensitive (button));   /* nothing chosen */
  choose (run, right);
  g_assert_true (nx_press (button));
  g_assert_true (nx_await (has_feedback, run));
  nx_display_settle ();
  g_assert_true (gtk_root_get_focus (GTK_ROOT (run->display->window)) == nx_find_id (run->page, "feedback_box"));
}

static void
go_on (Run *run)
{
  g_assert_true (nx_press (nx_find_id (run->page, "main_button")));
  g_assert_true (nx_await (has_no_feedback, run));
  nx_display_settle ();
}

static void
leave (Run *run)
{
  nx_window_pop (run->display->window);
  nx_display_settle ();
}

static const NxModuleProgress *
get_progress (Run *run)
{
  return nx_progress_get_module (nx_context_get_progress (run->display->context), MODULE);
}

static void
test_to_the_result (void)
{
  g_autoptr (Run) run = run_new ();
  guint n = 0;

  open_page (run, NX_ASK_RESUME, "question");
  nx_display_assert_names (run->page);
  g_assert_true (nx_press (nx_find_id (run->page, "certain_button")));
  answer (run, FALSE);          /* certain, but wrong */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nx_find_id (run->page, "feedback_box")), GTK_ACCESSIBLE_PROPERTY_LABEL, "Not quite.");
  nx_display_assert_names (run->page);
  for (n = 1; g_str_equal (nx_test_page_get_shown (NX_TEST_PAGE (run->page)), "question"); n++)
    {
      g_assert_cmpuint (n, <=, 10);
      go_on (run);
      if (g_str_equal (nx_test_page_get_shown (NX_TEST_PAGE (run->page)), "question"))
        answer (run, TRUE);
    }
  nx_display_settle ();
  g_assert_cmpstr (nx_test_page_get_shown (NX_TEST_PAGE (run->page)), ==, "result");
  g_assert_nonnull (nx_find_id (run->page, "wrong_list"));
  g_assert_nonnull (nx_find_id (run->page, "practice_list"));
  g_assert_cmpuint (get_progress (run)->n_test_runs, ==, 1);
  g_assert_true (get_progress (run)->passed);
  g_assert_cmpfloat (get_progress (run)->best_scaled, <, 1);
  nx_display_assert_names (run->page);
  leave (run);

  /* After a pass it asks before it begins another run. */
  open_page (run, NX_ASK_RESUME, "status");
  g_assert_null (get_progress (run)->open_test);
  g_assert_true (nx_press (nx_find_id (run->page, "practice_button")));
  run->wanted = "question";
  g_assert_true (nx_await (is_shown, run));
  leave (run);
  g_assert_cmpuint (get_progress (run)->n_test_runs, ==, 1);
}

static void
test_resume (void)
{
  g_autoptr (Run) run = run_new ();
  g_autofree char *number = NULL;

  open_page (run, NX_ASK_RESUME, "question");
  answer (run, TRUE);
  go_on (run);
  answer (run, TRUE);
  go_on (run);
  number = g_strdup (gtk_label_get_text (GTK_LABEL (nx_find_id (run->page, "number_label"))));
  g_assert_cmpstr (number, ==, "Question 3 of 10");
  leave (run);
  open_page (run, NX_ASK_RESUME, "question");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (nx_find_id (run->page, "number_label"))), ==, number);
}

static char *
dup_prompt (Run *run)
{
  GtkWidget *slot = nx_find_id (run->page, "prompt_slot");

  return slot != NULL ? g_strdup (gtk_label_get_text (GTK_LABEL (nx_find_type (slot, "GtkLabel", 0)))) : NULL;
}

static gboolean
has_other_prompt (gpointer data)
{
  Run *run = data;
  g_autofree char *prompt = dup_prompt (run);

  return prompt != NULL && g_strcmp0 (prompt, run->wanted) != 0;
}

static gboolean
is_active (gpointer button)
{
  return gtk_toggle_button_get_active (button);
}

/* The language changes between choosing and checking: question, choice and confidence stay. */
static void
test_language (void)
{
  g_autoptr (Run) run = run_new ();
  g_autofree char *prompt = NULL;

  open_page (run, NX_ASK_RESUME, "question");
  answer (run, TRUE);
  go_on (run);
  nx_choice_row_press (NX_CHOICE_ROW (nx_find_type (run->page, "NxChoiceRow", 1)));
  g_assert_true (nx_press (nx_find_id (run->page, "fairly_button")));
  /* A button that is activated shows it for a moment before it is clicked. */
  g_assert_true (nx_await (is_active, nx_find_id (run->page, "fairly_button")));
  prompt = dup_prompt (run);
  run->wanted = prompt;
  nx_context_set_language (run->display->context, "fr");
  g_assert_true (nx_await (has_other_prompt, run));
  nx_display_settle ();
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (nx_find_type (run->page, "NxChoiceRow", 1))));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (nx_find_id (run->page, "fairly_button"))));
  g_assert_true (nx_press (nx_find_id (run->page, "main_button")));
  g_assert_true (nx_await (has_feedback, run));
  nx_context_set_language (run->display->context, "en");
  nx_display_settle ();
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/quiz/to-the-result", test_to_the_result);
  g_test_add_func ("/quiz/resume", test_resume);
  g_test_add_func ("/quiz/language", test_language);
  return g_test_run ();
}
