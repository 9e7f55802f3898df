/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-check-card.h"
#include "nx-choice-row.h"
#include "nx-display-fixture.h"
#include "nx-pages.h"
#include "nx-reader.h"

/* Reading: the real module in the real window, stored in a real store. */

#define MODULE "sharing-between-agencies"

static NxReader *
open_reader (NxDisplay  *display,
             const char *section)
{
  GtkWidget *reader = nx_reader_new (display->context, MODULE, section);

  nx_window_push (display->window, reader);
  g_assert_nonnull (nx_await_id (reader, "section_title"));
  nx_display_settle ();
  return NX_READER (reader);
}

static const NxModuleProgress *
get_progress (NxDisplay *display)
{
  return nx_progress_get_module (nx_context_get_progress (display->context), MODULE);
}

typedef struct
{
  NxDisplay *display;
  NxReader *reader;
  const char *section;
  guint n;
} Wanted;

static gboolean
is_read (gpointer data)
{
  Wanted *wanted = data;
  const NxModuleProgress *progress = get_progress (wanted->display);

  return progress != NULL && g_hash_table_contains (progress->read, wanted->section);
}

static gboolean
is_place (gpointer data)
{
  Wanted *wanted = data;
  const NxModuleProgress *progress = get_progress (wanted->display);

  return progress != NULL && g_strcmp0 (progress->section, wanted->section) == 0;
}

static gboolean
is_left (gpointer data)
{
  Wanted *wanted = data;

  return nx_find_type (nx_display_get_root (wanted->display), "NxReader", 0) == NULL;
}

static void
test_open_and_go (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxReader *reader;
  Wanted wanted;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  first = g_strdup (nx_reader_get_section (reader));
  nx_display_assert_names (GTK_WIDGET (reader));
  g_assert_null (nx_find_action (GTK_WIDGET (reader), "reader.previous"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nx_find_id (GTK_WIDGET (reader), "contents_button")), GTK_ACCESSIBLE_PROPERTY_LABEL, "Contents");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nx_find_id (GTK_WIDGET (reader), "text_button")), GTK_ACCESSIBLE_PROPERTY_LABEL, "Text and page");

  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
  nx_display_settle ();
  second = g_strdup (nx_reader_get_section (reader));
  g_assert_cmpstr (first, !=, second);
  wanted = (Wanted){ display, reader, second, 0 };
  g_assert_true (nx_await (is_place, &wanted));

  /* Left and opened again, it goes on where it stopped. */
  nx_window_pop (display->window);
  g_assert_true (nx_await (is_left, &wanted));
  reader = open_reader (display, NULL);
  g_assert_cmpstr (nx_reader_get_section (reader), ==, second);
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.previous", NULL);
  nx_display_settle ();
  g_assert_cmpstr (nx_reader_get_section (reader), ==, first);
}

static void
test_mark_by_hand (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxReader *reader;
  Wanted wanted;

  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  wanted = (Wanted){ display, reader, nx_reader_get_section (reader), 0 };
  g_assert_false (is_read (&wanted));
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.mark-read", NULL);
  g_assert_true (nx_await (is_read, &wanted));
}

static void
scroll_to_end (NxReader *reader)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (nx_find_id (GTK_WIDGET (reader), "scroller"));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  nx_display_settle ();
}

/* The end on the screen alone does not make a section read; a third of its time must have passed. */
static void
test_mark_by_reading (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxReader *reader;
  Wanted wanted;

  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  wanted = (Wanted){ display, reader, nx_reader_get_section (reader), 0 };
  scroll_to_end (reader);
  g_assert_false (is_read (&wanted));

  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
  nx_display_settle ();
  wanted.section = nx_reader_get_section (reader);
  nx_clock_advance (display->clock, (gint64) 20 * 60 * G_USEC_PER_SEC);
  scroll_to_end (reader);
  g_assert_true (nx_await (is_read, &wanted));
}

static gboolean
is_bookmarked (gpointer data)
{
  Wanted *wanted = data;
  const NxModuleProgress *progress = get_progress (wanted->display);

  return progress != NULL && g_hash_table_size (progress->bookmarks) == wanted->n;
}

static void
test_bookmark (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxReader *reader;
  Wanted wanted;

  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  wanted = (Wanted){ display, reader, NULL, 1 };
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.bookmark", NULL);
  g_assert_true (nx_await (is_bookmarked, &wanted));
  nx_display_settle ();
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (nx_find_id (GTK_WIDGET (reader), "bookmark_button"))));
  wanted.n = 0;
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.bookmark", NULL);
  g_assert_true (nx_await (is_bookmarked, &wanted));
}

static gboolean
has_answer (gpointer data)
{
  Wanted *wanted = data;
  const NxModuleProgress *progress = get_progress (wanted->display);

  return progress != NULL && g_hash_table_size (progress->checks) == 1;
}

/* Many acts at once: none of them is lost, and the answer of a check stands again when the section is opened anew. */
static void
test_acts_at_once (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxReader *reader;
  GtkWidget *card;
  Wanted wanted;

  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  wanted = (Wanted){ display, reader, nx_reader_get_section (reader), 1 };
  card = nx_find_type (GTK_WIDGET (reader), "NxCheckCard", 0);
  g_assert_nonnull (card);
  nx_choice_row_press (NX_CHOICE_ROW (nx_find_type (card, "NxChoiceRow", 0)));
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.bookmark", NULL);
  g_assert_true (nx_press (nx_find_id (card, "check_button")));
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.mark-read", NULL);
  g_assert_true (nx_await (has_answer, &wanted));
  g_assert_true (nx_await (is_bookmarked, &wanted));
  g_assert_true (nx_await (is_read, &wanted));
  g_assert_nonnull (nx_await_id (card, "feedback_box"));

  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
  nx_display_settle ();
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.previous", NULL);
  nx_display_settle ();
  card = nx_find_type (GTK_WIDGET (reader), "NxCheckCard", 0);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (nx_find_type (card, "NxChoiceRow", 0))));
  g_assert_nonnull (nx_find_id (card, "feedback_box"));
}

static gboolean
is_french (gpointer data)
{
  Wanted *wanted = data;
  GtkWidget *title = nx_find_id (GTK_WIDGET (wanted->reader), "title");

  return title != NULL && g_strcmp0 (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), wanted->section) == 0;
}

static void
test_language (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autoptr (NxModule) module = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *section = NULL;
  NxReader *reader;
  Wanted wanted;

  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
  nx_display_settle ();
  section = g_strdup (nx_reader_get_section (reader));
  module = nx_library_load_module (nx_context_get_library (display->context), MODULE, "fr", &error);
  g_assert_no_error (error);
  wanted = (Wanted){ display, reader, module->title, 0 };
  nx_context_set_language (display->context, "fr");
  g_assert_true (nx_await (is_french, &wanted));
  nx_display_settle ();
  g_assert_cmpstr (nx_reader_get_section (reader), ==, section);
  nx_context_set_language (display->context, "en");
  nx_display_settle ();
}

static void
test_narrow (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  NxReader *reader;
  int minimum;

  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, 360);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (display, TRUE);
  reader = open_reader (display, NULL);
  gtk_widget_measure (GTK_WIDGET (display->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (nx_await_id (GTK_WIDGET (reader), "more_button"));
  g_assert_null (nx_find_id (GTK_WIDGET (reader), "contents_button"));
  nx_display_assert_names (GTK_WIDGET (reader));
  nx_display_assert_whole (GTK_WIDGET (reader));
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/reader/open-and-go", test_open_and_go);
  g_test_add_func ("/reader/mark-by-hand", test_mark_by_hand);
  g_test_add_func ("/reader/mark-by-reading", test_mark_by_reading);
  g_test_add_func ("/reader/bookmark", test_bookmark);
  g_test_add_func ("/reader/acts-at-once", test_acts_at_once);
  g_test_add_func ("/reader/language", test_language);
  g_test_add_func ("/reader/narrow", test_narrow);
  return g_test_run ();
}
