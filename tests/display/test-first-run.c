/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-display-fixture.h"
#include "nx-first-run.h"
#include "nx-profile-form.h"

/* First run: three steps, nothing chosen for anybody, everything stored before going on. */

static NxFirstRun *
get_first_run (NxDisplay *display)
{
  return NX_FIRST_RUN (nx_await_type (nx_display_get_root (display), "NxFirstRun", 0));
}

/* As a click; an activation would hold the button down for a quarter of a second first. */
static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  nx_display_settle ();
}

/* The main button of the step that is shown: the pages beside it lie on the same strip, but insensitive. */
static void
press_main (NxFirstRun *first_run)
{
  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *button = nx_find_class (GTK_WIDGET (first_run), "suggested-action", i);

      if (button != NULL && gtk_widget_is_sensitive (button))
        {
          click (button);
          return;
        }
    }
  g_assert_not_reached ();
}

static gboolean
has_shell (gpointer data)
{
  return nx_find_type (nx_display_get_root (data), "NxShell", 0) != NULL && nx_context_get_learner (((NxDisplay *) data)->context) != NULL;
}

static void
test_whole (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxFirstRun *first_run;
  GtkWidget *start, *send, *keep;
  NxLearner *learner;

  nx_display_open (display);
  first_run = get_first_run (display);
  g_assert_nonnull (first_run);
  g_assert_cmpint (nx_first_run_get_step (first_run), ==, 1);
  /* The pack's languages, from data. */
  g_assert_cmpuint (g_strv_length ((char **) nx_context_get_languages (display->context)), ==, 2);
  nx_display_assert_names (GTK_WIDGET (first_run));

  press_main (first_run);
  g_assert_cmpint (nx_first_run_get_step (first_run), ==, 2);
  nx_display_assert_names (GTK_WIDGET (first_run));
  /* Without a name it does not go on, and says why. */
  press_main (first_run);
  g_assert_cmpint (nx_first_run_get_step (first_run), ==, 2);
  g_assert_true (gtk_widget_has_css_class (nx_find_id (GTK_WIDGET (first_run), "name"), "error"));
  gtk_editable_set_text (GTK_EDITABLE (nx_find_id (GTK_WIDGET (first_run), "name")), "  Amina Diallo ");
  press_main (first_run);
  g_assert_cmpint (nx_first_run_get_step (first_run), ==, 3);
  nx_display_assert_names (GTK_WIDGET (first_run));

  /* Neither is chosen, and nothing starts before one is. */
  start = nx_find_id (GTK_WIDGET (first_run), "start");
  send = nx_find_id (GTK_WIDGET (first_run), "send");
  keep = nx_find_id (GTK_WIDGET (first_run), "keep");
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (send)));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (keep)));
  g_assert_false (gtk_widget_is_sensitive (start));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (send), TRUE);
  g_assert_true (gtk_widget_is_sensitive (start));
  click (start);

  g_assert_true (nx_await (has_shell, display));
  learner = nx_context_get_learner (display->context);
  g_assert_cmpstr (learner->profile->name, ==, "Amina Diallo");
  g_assert_cmpstr (learner->profile->capacity, ==, "spc");
  g_assert_cmpstr (learner->profile->language, ==, "en");
  g_assert_true (learner->consent_asked);
  g_assert_true (learner->consent_completion);
  g_assert_false (learner->consent_answers);
  g_assert_cmpstr (nx_shell_get_place (nx_display_get_shell (display)), ==, "learn");
  g_assert_nonnull (nx_await_type (nx_display_get_root (display), "NxContinueCard", 0));
}

static void
test_back_and_second (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxFirstRun *first_run;

  nx_display_open_with_learner (display, FALSE);
  nx_window_add_learner (display->window);
  nx_display_settle ();
  first_run = get_first_run (display);
  g_assert_true (nx_first_run_is_second (first_run));
  g_assert_cmpint (nx_first_run_get_step (first_run), ==, 2);
  gtk_editable_set_text (GTK_EDITABLE (nx_find_id (GTK_WIDGET (first_run), "name")), "Yusuf Rahimi");
  press_main (first_run);
  nx_first_run_go_back (first_run);
  g_assert_cmpint (nx_first_run_get_step (first_run), ==, 2);
  press_main (first_run);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (nx_find_id (GTK_WIDGET (first_run), "keep")), TRUE);
  click (nx_find_id (GTK_WIDGET (first_run), "start"));
  g_assert_true (nx_await (has_shell, display));
  nx_display_settle ();
  g_assert_cmpuint (nx_context_get_learners (display->context)->len, ==, 2);
  g_assert_cmpstr (nx_context_get_learner (display->context)->profile->name, ==, "Yusuf Rahimi");
  g_assert_false (nx_context_get_learner (display->context)->consent_completion);
  /* Cancelled from its first step, nothing is added. */
  nx_window_add_learner (display->window);
  nx_display_settle ();
  nx_window_pop (display->window);
  g_assert_true (nx_await (has_shell, display));
  g_assert_cmpuint (nx_context_get_learners (display->context)->len, ==, 2);
}

static gboolean
is_french (gpointer data)
{
  NxDisplay *display = data;
  NxFirstRun *first_run = NX_FIRST_RUN (nx_find_type (nx_display_get_root (display), "NxFirstRun", 0));

  return g_str_equal (nx_context_get_language (display->context), "fr") && first_run != NULL
         && nx_context_get_catalogue (display->context) != NULL && g_str_equal (nx_context_get_catalogue (display->context)->language, "fr");
}

static void
test_language (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autofree char *kept = NULL;
  g_autoptr (NxSettings) again = NULL;

  nx_display_open (display);
  g_assert_nonnull (get_first_run (display));
  nx_context_set_language (display->context, "fr");
  g_assert_true (nx_await (is_french, display));
  nx_display_settle ();
  g_assert_cmpint (nx_first_run_get_step (get_first_run (display)), ==, 1);
  nx_settings_flush (display->settings);
  again = nx_settings_new (display->folder);
  kept = nx_settings_dup_string (again, NX_SETTING_LANGUAGE, NULL);
  g_assert_cmpstr (kept, ==, "fr");
  nx_context_set_language (display->context, "en");
  nx_display_settle ();
}

static void
test_example (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *link = NULL;
  GtkWindow *example = NULL;
  g_autoptr (GListModel) toplevels = NULL;

  nx_display_open (display);
  press_main (get_first_run (display));
  gtk_editable_set_text (GTK_EDITABLE (nx_find_id (GTK_WIDGET (get_first_run (display)), "name")), "A");
  press_main (get_first_run (display));
  link = nx_find_class (GTK_WIDGET (get_first_run (display)), "link-button", 0);
  click (link);
  toplevels = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (display->window))
        example = window;
    }
  g_assert_nonnull (example);
  nx_display_settle ();
  nx_display_assert_names (GTK_WIDGET (example));
  gtk_window_destroy (example);
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/first-run/whole", test_whole);
  g_test_add_func ("/first-run/second-learner", test_back_and_second);
  g_test_add_func ("/first-run/language", test_language);
  g_test_add_func ("/first-run/example", test_example);
  return g_test_run ();
}
