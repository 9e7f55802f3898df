/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-console-agenda.h"
#include "nx-console-page.h"
#include "nx-console-timer.h"
#include "nx-console-vote.h"
#include "nx-display-fixture.h"
#include "nx-slide-list.h"
#include "nx-text.h"

/* A session before its presenter: keys, the vote by hands, the window for the audience, and after a crash. */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  NxPresentation **out = user_data;
  g_autoptr (GError) error = NULL;

  *out = nx_presentation_finish (result, &error);
  g_assert_no_error (error);
}

static NxPresentation *
wait_for (NxPresentation **presentation)
{
  while (*presentation == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *presentation;
}

static NxConsolePage *
push (NxDisplay      *display,
      NxPresentation *presentation)
{
  GtkWidget *page = nx_console_page_new (display->context, presentation);

  nx_window_push (display->window, page);
  nx_display_settle ();
  return NX_CONSOLE_PAGE (page);
}

static NxConsolePage *
begin (NxDisplay *display)
{
  NxPresentation *presentation = NULL;
  NxConsolePage *page;

  nx_presentation_start_async (display->context, "sharing-information", NULL, NULL, opened_cb, &presentation);
  page = push (display, wait_for (&presentation));
  nx_presentation_free (presentation);
  return page;
}

/* Until all that was asked for is stored. */
static void
settle (NxConsolePage *page)
{
  while (nx_session_get_n_pending (nx_console_page_get_session (page)) > 0)
    g_main_context_iteration (NULL, TRUE);
  nx_display_settle ();
}

/* As the key controller of @widget would be told; whether it took the key. */
static gboolean
try_press (GtkWidget     *widget,
           NxConsolePage *page,
           guint          keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page)));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) && (widget != root || g_strcmp0 (gtk_event_controller_get_name (controller), "nx-console-keys") == 0))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
    }
  settle (page);
  return taken;
}

static void
press (GtkWidget     *widget,
       NxConsolePage *page,
       guint          keyval)
{
  g_assert_true (try_press (widget, page, keyval));
}

static void
key (NxConsolePage *page,
     guint          keyval)
{
  press (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page))), page, keyval);
}

static int
get_slide (NxConsolePage *page)
{
  return nx_session_get_slide (nx_console_page_get_session (page), NULL);
}

static NxScreen
get_screen (NxConsolePage *page)
{
  return nx_session_state_get_screen (nx_session_get_state (nx_console_page_get_session (page)));
}

static void
assert_says (NxConsolePage *page,
             const char    *id,
             const char    *words)
{
  GtkWidget *widget = nx_find_id (GTK_WIDGET (page), id);

  g_assert_nonnull (widget);
  g_assert_cmpstr (GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : gtk_label_get_text (GTK_LABEL (widget)), ==, words);
}

/* Of the vote's card: two for each answer, the room's first. */
static GtkSpinButton *
get_hands (NxConsolePage *page,
           guint          option,
           NxVotePlace    place)
{
  GtkWidget *spin = nx_find_type (nx_find_type (GTK_WIDGET (page), "NxConsoleVote", 0), "GtkSpinButton", 2 * option + (place == NX_VOTE_REMOTE));

  g_assert_nonnull (spin);
  return GTK_SPIN_BUTTON (spin);
}

static GdkPaintable *
get_paintable (GtkWidget *root)
{
  return gtk_picture_get_paintable (GTK_PICTURE (nx_find_type (root, "GtkPicture", 0)));
}

static void
go_to_question (NxConsolePage *page)
{
  NxDeck *deck = nx_session_get_deck (nx_console_page_get_session (page));

  for (int i = 0; i < 200 && (get_slide (page) < 0 || nx_deck_get_slide (deck, (guint) get_slide (page))->kind != NX_SLIDE_QUESTION); i++)
    key (page, GDK_KEY_Page_Down);
  g_assert_cmpint (nx_deck_get_slide (deck, (guint) get_slide (page))->kind, ==, NX_SLIDE_QUESTION);
}

static void
test_keys (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxConsolePage *page;

  nx_display_open_with_learner (display, TRUE);
  page = begin (display);
  g_assert_cmpint (get_slide (page), ==, -1);
  assert_says (page, "next_button", "Start the day");
  /* The space bar does what the focus is on, which is the same. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (display->window)) == nx_find_id (GTK_WIDGET (page), "next_button"));
  key (page, GDK_KEY_Page_Down);
  g_assert_cmpint (get_slide (page), ==, 0);
  for (int i = 0; i < 200 && get_slide (page) == 0; i++)
    key (page, GDK_KEY_Right);
  g_assert_cmpint (get_slide (page), ==, 1);
  key (page, GDK_KEY_Page_Up);
  g_assert_cmpint (get_slide (page), ==, 0);
  key (page, GDK_KEY_b);
  g_assert_cmpint (get_screen (page), ==, NX_SCREEN_BLANK);
  assert_says (page, "state_label", "Blank");
  key (page, GDK_KEY_period);
  g_assert_cmpint (get_screen (page), ==, NX_SCREEN_LIVE);

  /* Frozen, the audience keeps what it saw. */
  key (page, GDK_KEY_f);
  g_assert_cmpint (get_screen (page), ==, NX_SCREEN_FROZEN);
  for (int i = 0; i < 200 && get_slide (page) < 2; i++)
    key (page, GDK_KEY_Page_Down);
  g_assert_cmpint (get_slide (page), ==, 2);
  g_assert_cmpint (nx_session_get_audience_slide (nx_console_page_get_session (page), NULL), ==, 0);
  assert_says (page, "state_label", "Frozen · ahead by 2");
  key (page, GDK_KEY_f);
  g_assert_cmpint (nx_session_get_audience_slide (nx_console_page_get_session (page), NULL), ==, 2);
  nx_display_assert_names (GTK_WIDGET (page));
}

/* Clickers have a key that sends Escape: it takes the pointer away, and nobody out of the session. */
static void
test_escape (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxConsolePage *page;
  GtkWidget *pointer, *menu;

  nx_display_open_with_learner (display, TRUE);
  page = begin (display);
  key (page, GDK_KEY_p);
  pointer = nx_find_id (GTK_WIDGET (page), "pointer_button");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (pointer)));
  key (page, GDK_KEY_Escape);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (pointer)));
  key (page, GDK_KEY_Escape);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (page)));

  /* A menu that is open has its keys for itself. */
  menu = nx_find_id (GTK_WIDGET (page), "screens_button");
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  nx_display_settle ();
  gtk_widget_child_focus (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu))), GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (display->window)), GTK_TYPE_POPOVER));
  g_assert_false (try_press (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page))), page, GDK_KEY_Escape));
  g_assert_false (try_press (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page))), page, GDK_KEY_space));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
  nx_display_settle ();

  /* Nothing has the focus: the keys of a clicker work all the same. */
  gtk_window_set_focus (GTK_WINDOW (display->window), NULL);
  key (page, GDK_KEY_Page_Down);
  g_assert_cmpint (get_slide (page), ==, 0);
}

static void
test_vote (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxConsolePage *page;
  const NxVoteRound *round;

  nx_display_open_with_learner (display, TRUE);
  page = begin (display);
  go_to_question (page);
  key (page, GDK_KEY_v);
  assert_says (page, "hint_label", "Results hidden on the projector");
  /* Faster than a disk writes: what is recorded in between does not set a count back. */
  gtk_spin_button_set_value (get_hands (page, 0, NX_VOTE_ROOM), 1);
  gtk_spin_button_set_value (get_hands (page, 0, NX_VOTE_ROOM), 2);
  gtk_spin_button_set_value (get_hands (page, 0, NX_VOTE_ROOM), 3);
  gtk_spin_button_set_value (get_hands (page, 1, NX_VOTE_REMOTE), 2);
  settle (page);
  round = nx_session_state_get_last_vote (nx_session_get_state (nx_console_page_get_session (page)));
  g_assert_cmpuint (nx_vote_count (round->vote, 0, NX_VOTE_ROOM), ==, 3);
  g_assert_cmpuint (nx_vote_count (round->vote, 1, NX_VOTE_REMOTE), ==, 2);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_hands (page, 0, NX_VOTE_ROOM)), ==, 3);
  key (page, GDK_KEY_v);
  assert_says (page, "hint_label", "Results on the projector");
  key (page, GDK_KEY_r);
  assert_says (page, "hint_label", "Results hidden on the projector");
  nx_display_assert_names (GTK_WIDGET (page));
}

/* The window for a call shows the same paintable, and a clicker that reaches it works as well. */
static void
test_window (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxConsolePage *page;
  NxProjector *projector;

  nx_display_open_with_learner (display, TRUE);
  page = begin (display);
  projector = nx_console_page_get_projector (page);
  g_assert_cmpint (nx_projector_get_state (projector), ==, NX_PROJECTOR_NONE);
  g_assert_null (nx_projector_get_window (projector));
  gtk_widget_activate_action (GTK_WIDGET (page), "console.window", NULL);
  nx_display_settle ();
  g_assert_cmpint (nx_projector_get_state (projector), ==, NX_PROJECTOR_WINDOW);
  press (GTK_WIDGET (nx_projector_get_window (projector)), page, GDK_KEY_Page_Down);
  g_assert_cmpint (get_slide (page), ==, 0);
  g_assert_true (get_paintable (GTK_WIDGET (page)) == get_paintable (GTK_WIDGET (nx_projector_get_window (projector))));
  gtk_window_close (nx_projector_get_window (projector));
  nx_display_settle ();
  g_assert_null (nx_projector_get_window (projector));
  nx_window_pop (display->window);
  nx_display_settle ();
}

/* What was under way is under way again: the slide, the screen, the open vote and its hands. */
static void
test_resume (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxConsolePage *page;
  NxPresentation *presentation = NULL;
  g_autofree char *id = NULL;
  int slide;
  g_autoptr (NxSession) before = NULL;

  nx_display_open_with_learner (display, TRUE);
  page = begin (display);
  go_to_question (page);
  key (page, GDK_KEY_v);
  gtk_spin_button_set_value (get_hands (page, 1, NX_VOTE_ROOM), 7);
  key (page, GDK_KEY_b);
  slide = get_slide (page);
  before = g_object_ref (nx_console_page_get_session (page));
  id = g_strdup (nx_session_get_id (before));
  nx_window_pop (display->window);
  nx_display_settle ();

  nx_presentation_resume_async (display->context, id, NULL, opened_cb, &presentation);
  page = push (display, wait_for (&presentation));
  nx_presentation_free (presentation);
  g_assert_true (nx_session_get_state (before) != nx_session_get_state (nx_console_page_get_session (page)));
  g_assert_true (nx_session_state_equal (nx_session_get_state (before), nx_session_get_state (nx_console_page_get_session (page))));
  g_assert_cmpint (get_slide (page), ==, slide);
  g_assert_cmpint (get_screen (page), ==, NX_SCREEN_BLANK);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (get_hands (page, 1, NX_VOTE_ROOM)), ==, 7);
}

static void
test_behind_words (void)
{
  static const struct { gint64 behind_s; const char *words; } cases[] = {
    { 0, "On time" }, { 59, "On time" }, { -59, "On time" }, { 60, "1 minute behind the plan" },
    { 260, "4 minutes behind the plan" }, { -125, "2 minutes ahead of the plan" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nx_behind_dup_words (cases[i].behind_s);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/console/keys", test_keys);
  g_test_add_func ("/console/escape", test_escape);
  g_test_add_func ("/console/vote", test_vote);
  g_test_add_func ("/console/window", test_window);
  g_test_add_func ("/console/resume", test_resume);
  g_test_add_func ("/console/behind-words", test_behind_words);
  return g_test_run ();
}
