/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "nx-choice-row.h"
#include "nx-display-fixture.h"
#include "nx-pages.h"
#include "nx-scenario-page.h"

/* The real scenario, from its entry page to the debrief. */

#define SCENARIO "second-manifest"
/* More than any path through it has pages. */
#define PATIENCE 60

typedef struct
{
  NxDisplay *display;
  GtkWidget *page;
  const char *wanted;
  GtkWidget *other;
} Play;

static const char *
get_shown (Play *play)
{
  return nx_scenario_page_get_shown (NX_SCENARIO_PAGE (play->page));
}

static gboolean
is_shown (gpointer data)
{
  Play *play = data;

  return g_strcmp0 (get_shown (play), play->wanted) == 0;
}

static void
await_shown (Play       *play,
             const char *wanted)
{
  play->wanted = wanted;
  if (!nx_await (is_shown, play))
    g_error ("%s is shown, not %s", get_shown (play), wanted);
  nx_display_settle ();
}

static void
open_page (Play       *play,
           const char *wanted)
{
  play->page = nx_scenario_page_new (play->display->context, SCENARIO, NX_ASK_RESUME);
  nx_window_push (play->display->window, play->page);
  await_shown (play, wanted);
}

static Play *
play_new (void)
{
  Play *play = g_new0 (Play, 1);

  play->display = nx_display_new ();
  nx_display_open_with_learner (play->display, TRUE);
  open_page (play, "intro");
  return play;
}

static void
play_free (Play *play)
{
  nx_display_free (play->display);
  g_free (play);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Play, play_free)

static const NxScenarioProgress *
get_progress (Play *play)
{
  return nx_progress_get_scenario (nx_context_get_progress (play->display->context), SCENARIO);
}

/* At once: an activated button shows itself pressed for a quarter of a second first, and there are many here. */
static gboolean
click (GtkWidget *button)
{
  if (button == NULL || !gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

static void
begin (Play *play)
{
  g_assert_null (get_progress (play));   /* looking begins no run */
  g_assert_true (click (nx_find_id (play->page, "begin_button")));
  await_shown (play, "scene");
}

static gboolean
is_main_ready (gpointer data)
{
  GtkWidget *button = nx_find_id (((Play *) data)->page, "main_button");

  return button != NULL && gtk_widget_is_sensitive (button);
}

/* Something can be done: go on, or choose. */
static gboolean
is_open (gpointer data)
{
  return is_main_ready (data) || nx_find_type (((Play *) data)->page, "NxChoiceRow", 0) != NULL;
}

/* One press of the main button; chooses the first way where there is a choice. Returns whether a decision was taken. */
static gboolean
step (Play *play)
{
  GtkWidget *row = nx_find_type (play->page, "NxChoiceRow", 0);

  if (g_str_equal (get_shown (play), "scene") && row != NULL)
    {
      g_assert_false (gtk_widget_is_sensitive (nx_find_id (play->page, "main_button")));
      nx_choice_row_press (NX_CHOICE_ROW (row));
      g_assert_true (click (nx_find_id (play->page, "main_button")));
      await_shown (play, "consequence");
      g_assert_true (nx_await (is_main_ready, play));
      /* No announcement in GTK 4.8: the heading takes the focus. */
      g_assert_true (gtk_root_get_focus (GTK_ROOT (play->display->window)) == nx_find_id (play->page, "head"));
      return TRUE;
    }
  g_assert_true (nx_await (is_main_ready, play));
  g_assert_true (click (nx_find_id (play->page, "main_button")));
  nx_display_settle ();
  g_assert_true (nx_await (is_open, play));
  return FALSE;
}

static gboolean
has_debrief (gpointer data)
{
  GtkWidget *page = nx_find_type (nx_display_get_root (((Play *) data)->display), "NxDebriefPage", 0);

  return page != NULL && nx_find_id (page, "bar") != NULL;
}

static float
get_edge (GtkWidget *widget,
          GtkWidget *page,
          gboolean   bottom)
{
  graphene_rect_t box;

  g_assert_true (gtk_widget_compute_bounds (widget, page, &box));
  return bottom ? box.origin.y + box.size.height : box.origin.y;
}

/* Filled a piece with each frame: in the end all of it is there, each in its place, and nothing took the focus meanwhile. */
static void
check_debrief (GtkWidget *page)
{
  static const char *const cards[] = { "outcome_card", "path_card", "step_card", "practices_card" };
  g_autofree char *rows = NULL;
  GtkListBox *list;
  int n_rows = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    g_assert_nonnull (nx_find_id (page, cards[i]));
  list = GTK_LIST_BOX (nx_find_id (page, "practices_list"));
  while (gtk_list_box_get_row_at_index (list, n_rows) != NULL)
    n_rows++;
  rows = g_strdup_printf (" of %d applied", n_rows);
  g_assert_true (g_str_has_suffix (gtk_label_get_text (GTK_LABEL (nx_find_id (page, "applied_label"))), rows));
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (page)) == nx_find_id (page, "back_button"));
  g_assert_cmpfloat (get_edge (nx_find_id (page, "happened_view"), page, TRUE), <=, get_edge (nx_find_id (page, "foot_box"), page, FALSE));
  g_assert_cmpfloat (get_edge (nx_find_id (page, "why_slot"), page, TRUE), <=, get_edge (nx_find_id (page, "foot_box"), page, FALSE));
  nx_display_assert_names (page);
  nx_display_assert_whole (page);
}

static void
test_to_the_debrief (void)
{
  g_autoptr (Play) play = play_new ();
  int n_decisions = 0;

  nx_display_assert_names (play->page);
  begin (play);
  nx_display_assert_names (play->page);
  for (int i = 0; !g_str_equal (get_shown (play), "ending"); i++)
    {
      g_assert_cmpint (i, <, PATIENCE);
      n_decisions += step (play);
    }
  g_assert_cmpint (n_decisions, >=, 4);
  nx_display_assert_names (play->page);
  g_assert_null (get_progress (play)->open_run);
  g_assert_cmpuint (get_progress (play)->runs->len, ==, 1);
  g_assert_true (click (nx_find_id (play->page, "main_button")));
  g_assert_true (nx_await (has_debrief, play));
  nx_display_settle ();
  check_debrief (nx_find_type (nx_display_get_root (play->display), "NxDebriefPage", 0));
}

static void
play_to_decision (Play *play,
                  int   number)
{
  for (int i = 0, n = 0; n < number - 1 || nx_find_type (play->page, "NxChoiceRow", 0) == NULL; i++)
    {
      g_assert_cmpint (i, <, PATIENCE);
      n += step (play);
    }
}

static const char *
get_subtitle (Play *play)
{
  return adw_window_title_get_subtitle (ADW_WINDOW_TITLE (nx_find_type (play->page, "AdwWindowTitle", 0)));
}

static void
test_resume (void)
{
  g_autoptr (Play) play = play_new ();
  g_autofree char *subtitle = NULL;

  begin (play);
  play_to_decision (play, 3);
  subtitle = g_strdup (get_subtitle (play));
  g_assert_true (g_str_has_suffix (subtitle, "Decision 3"));
  g_assert_null (strstr (subtitle, " of "));   /* the story has no fixed length */
  nx_window_pop (play->display->window);
  nx_display_settle ();
  open_page (play, "scene");
  g_assert_cmpstr (get_subtitle (play), ==, subtitle);
}

static gboolean
has_badge (gpointer data)
{
  return nx_find_class (((Play *) data)->page, "new-pill", 0) != NULL;
}

static guint
count_badges (Play *play)
{
  guint n = 0;

  while (nx_find_class (play->page, "new-pill", n) != NULL)
    n++;
  return n;
}

static gboolean
has_fewer_badges (gpointer data)
{
  Play *play = data;

  return count_badges (play) < GPOINTER_TO_UINT (play->other);
}

static gboolean
is_uncovered (gpointer data)
{
  return nx_find_id (((Play *) data)->page, "over_title") == NULL;
}

static void
test_dossier (void)
{
  g_autoptr (Play) play = play_new ();
  GtkListBox *list;
  guint n_new;

  begin (play);
  g_assert_true (has_badge (play));
  n_new = count_badges (play);
  play->other = GUINT_TO_POINTER (n_new);
  list = GTK_LIST_BOX (nx_find_id (GTK_WIDGET (nx_find_type (play->page, "NxDossier", 0)), "list"));
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  nx_display_settle ();
  g_assert_nonnull (nx_find_id (play->page, "over_title"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (play->display->window)) == nx_find_id (play->page, "over_head"));
  g_assert_true (nx_await (has_fewer_badges, play));
  g_assert_cmpuint (count_badges (play), ==, n_new - 1);
  nx_display_assert_names (play->page);
  g_assert_true (click (nx_find_id (play->page, "close_button")));
  g_assert_true (nx_await (is_uncovered, play));
}

static gboolean
has_other_title (gpointer data)
{
  Play *play = data;
  GtkWidget *title = nx_find_type (play->page, "AdwWindowTitle", 0);

  return g_strcmp0 (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), play->wanted) != 0;
}

static void
test_language (void)
{
  g_autoptr (Play) play = play_new ();
  g_autofree char *title = NULL;

  begin (play);
  play_to_decision (play, 2);
  nx_choice_row_press (NX_CHOICE_ROW (nx_find_type (play->page, "NxChoiceRow", 1)));
  title = g_strdup (adw_window_title_get_title (ADW_WINDOW_TITLE (nx_find_type (play->page, "AdwWindowTitle", 0))));
  play->wanted = title;
  nx_context_set_language (play->display->context, "fr");
  g_assert_true (nx_await (has_other_title, play));
  nx_display_settle ();
  g_assert_cmpstr (get_shown (play), ==, "scene");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (nx_find_type (play->page, "NxChoiceRow", 1))));
  g_assert_true (click (nx_find_id (play->page, "main_button")));
  await_shown (play, "consequence");
  nx_context_set_language (play->display->context, "en");
  nx_display_settle ();
}

static void
test_retry (void)
{
  g_autoptr (Play) play = play_new ();
  const NxScenarioRun *run;
  g_autofree char *first = NULL;

  begin (play);
  for (int i = 0; !g_str_equal (get_shown (play), "ending"); i++)
    {
      g_assert_cmpint (i, <, PATIENCE);
      step (play);
    }
  run = g_ptr_array_index (get_progress (play)->runs, 0);
  g_assert_true (run->counts);
  first = g_strdup (run->run);
  nx_window_pop (play->display->window);
  nx_display_settle ();
  nx_window_push (play->display->window, nx_debrief_page_new (play->display->context, SCENARIO, first));
  g_assert_true (nx_await (has_debrief, play));
  nx_display_settle ();
  check_debrief (nx_find_type (nx_display_get_root (play->display), "NxDebriefPage", 0));
  nx_window_pop (play->display->window);
  nx_display_settle ();
  play->page = nx_scenario_page_new_retry (play->display->context, SCENARIO, first, 2);
  nx_window_push (play->display->window, play->page);
  await_shown (play, "scene");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (nx_find_id (play->page, "practice_strip"))), ==,
                   "Practice run from decision 2. Your first path stays in your record.");
  g_assert_true (g_str_has_suffix (get_subtitle (play), "practice run"));
}

static void
test_narrow (void)
{
  g_autoptr (Play) play = g_new0 (Play, 1);
  int minimum;

  play->display = nx_display_new ();
  nx_settings_set_int (play->display->settings, NX_SETTING_WINDOW_WIDTH, 360);
  nx_settings_set_int (play->display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (play->display, TRUE);
  open_page (play, "intro");
  begin (play);
  play_to_decision (play, 1);
  gtk_widget_measure (GTK_WIDGET (play->display->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (nx_find_id (play->page, "narrow_dossier_button"));
  gtk_widget_activate_action (play->page, "scenario.dossier", NULL);
  nx_display_settle ();
  nx_display_assert_names (play->page);
  nx_display_assert_whole (play->page);
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/scenario/to-the-debrief", test_to_the_debrief);
  g_test_add_func ("/scenario/resume", test_resume);
  g_test_add_func ("/scenario/dossier", test_dossier);
  g_test_add_func ("/scenario/language", test_language);
  g_test_add_func ("/scenario/retry", test_retry);
  g_test_add_func ("/scenario/narrow", test_narrow);
  return g_test_run ();
}
