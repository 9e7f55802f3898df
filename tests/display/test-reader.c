/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-check-card.h"
#include "nx-choice-row.h"
#include "nx-display-fixture.h"
#include "nx-pages.h"
#include "nx-reader-page.h"
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

/* ---- In slices ---- */

static NxReaderPage *
get_page (NxReader *reader)
{
  return NX_READER_PAGE (nx_await_type (GTK_WIDGET (reader), "NxReaderPage", 0));
}

/* A section that is longer than any window, and its last block but two. */
static const NxSection *
find_long_section (NxModule    *module,
                   const char **out_block)
{
  const NxSection *longest = NULL;

  for (guint i = 0; i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);

      if (longest == NULL || section->blocks->len > longest->blocks->len)
        longest = section;
    }
  *out_block = ((const NxBlock *) g_ptr_array_index (longest->blocks, longest->blocks->len - 3))->id;
  return longest;
}

typedef struct
{
  NxDisplay *display;
  NxReader *reader;
  const char *block;
} Place;

static gboolean
is_kept (gpointer data)
{
  Place *place = data;
  const NxModuleProgress *progress = get_progress (place->display);

  return progress != NULL && g_strcmp0 (progress->place, place->block) == 0;
}

static gboolean
is_seen (gpointer data)
{
  GtkWidget *scroller = nx_find_id (GTK_WIDGET (((Place *) data)->reader), "scroller");

  return scroller != NULL && gtk_widget_get_opacity (scroller) > 0;
}

/* How far below the upper edge of the page a block stands. */
static double
get_offset (NxReader   *reader,
            const char *block)
{
  GtkWidget *scroller = nx_find_id (GTK_WIDGET (reader), "scroller");
  GtkWidget *widget = nx_block_view_get_block (nx_reader_page_get_view (get_page (reader)), block);
  graphene_point_t at;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_point (widget, scroller, &GRAPHENE_POINT_INIT (0, 0), &at));
  return at.y;
}

/* The place that was left is there as soon as the page is seen, in the text of any language, and stays there. */
static void
test_remembered_place (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autoptr (NxModule) module = NULL;
  g_autoptr (NxModule) french = NULL;
  const NxSection *section;
  Place place = { display, NULL, NULL };
  Wanted wanted = { display, NULL, NULL, 0 };
  int height;

  nx_display_open_with_learner (display, TRUE);
  module = nx_library_load_module (nx_context_get_library (display->context), MODULE, "en", NULL);
  section = find_long_section (module, &place.block);
  place.reader = open_reader (display, section->id);
  nx_reader_page_go_to (get_page (place.reader), place.block);
  g_assert_true (nx_await (is_kept, &place));
  nx_window_pop (display->window);
  g_assert_true (nx_await (is_left, &wanted));

  place.reader = NX_READER (nx_reader_new (display->context, MODULE, NULL));
  nx_window_push (display->window, GTK_WIDGET (place.reader));
  g_assert_nonnull (nx_await_id (GTK_WIDGET (place.reader), "section_title"));
  g_assert_false (is_seen (&place));
  g_assert_cmpstr (nx_reader_page_get_block (get_page (place.reader)), ==, place.block);
  g_assert_true (nx_await (is_seen, &place));
  nx_display_settle ();
  g_assert_cmpstr (nx_reader_get_section (place.reader), ==, section->id);
  height = gtk_widget_get_height (nx_find_id (GTK_WIDGET (place.reader), "scroller"));
  g_assert_cmpfloat (get_offset (place.reader, place.block), >=, 0);
  g_assert_cmpfloat (get_offset (place.reader, place.block), <, height);

  french = nx_library_load_module (nx_context_get_library (display->context), MODULE, "fr", NULL);
  wanted = (Wanted){ display, place.reader, french->title, 0 };
  nx_context_set_language (display->context, "fr");
  g_assert_true (nx_await (is_french, &wanted));
  g_assert_true (nx_await (is_seen, &place));
  nx_display_settle ();
  g_assert_cmpfloat (get_offset (place.reader, place.block), >=, 0);
  g_assert_cmpfloat (get_offset (place.reader, place.block), <, height);
  nx_context_set_language (display->context, "en");
  nx_display_settle ();
}

/* Begun with the page: its blocks are still to come. */
static NxReader *
begin_reader (NxDisplay *display)
{
  NxReader *reader = NX_READER (nx_reader_new (display->context, MODULE, NULL));

  nx_window_push (display->window, GTK_WIDGET (reader));
  g_assert_nonnull (nx_await_id (GTK_WIDGET (reader), "section_title"));
  g_assert_true (nx_block_view_is_building (nx_reader_page_get_view (get_page (reader))));
  return reader;
}

/* A person who is faster than the page leaves nothing behind that goes on building. */
static void
test_left_while_built (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  Wanted wanted = { display, NULL, NULL, 0 };
  NxReader *reader;

  nx_display_open_with_learner (display, TRUE);
  begin_reader (display);
  nx_window_pop (display->window);
  g_assert_true (nx_await (is_left, &wanted));
  nx_display_settle ();
  /* And so for the next section, which takes the place of one that is not there yet. */
  reader = begin_reader (display);
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
  nx_display_settle ();
  g_assert_false (nx_block_view_is_building (nx_reader_page_get_view (get_page (reader))));
  /* The window itself closes over the next one. */
  gtk_widget_activate_action (GTK_WIDGET (reader), "reader.next", NULL);
}

static void
test_language_while_built (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autoptr (NxModule) module = NULL;
  Wanted wanted = { display, NULL, NULL, 0 };

  nx_display_open_with_learner (display, TRUE);
  module = nx_library_load_module (nx_context_get_library (display->context), MODULE, "fr", NULL);
  wanted.section = module->title;
  wanted.reader = begin_reader (display);
  nx_context_set_language (display->context, "fr");
  g_assert_true (nx_await (is_french, &wanted));
  nx_display_settle ();
  g_assert_cmpuint (nx_block_view_get_n_fallback (nx_reader_page_get_view (get_page (wanted.reader)), NULL), ==, 0);
  nx_window_pop (display->window);
  g_assert_true (nx_await (is_left, &wanted));
  nx_context_set_language (display->context, "en");

  /* Also before anything is loaded. */
  nx_display_settle ();
  wanted.reader = NX_READER (nx_reader_new (display->context, MODULE, NULL));
  nx_window_push (display->window, GTK_WIDGET (wanted.reader));
  nx_context_set_language (display->context, "fr");
  g_assert_true (nx_await (is_french, &wanted));
  nx_display_settle ();
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
  g_test_add_func ("/reader/remembered-place", test_remembered_place);
  g_test_add_func ("/reader/left-while-built", test_left_while_built);
  g_test_add_func ("/reader/language-while-built", test_language_while_built);
  g_test_add_func ("/reader/narrow", test_narrow);
  return g_test_run ();
}
