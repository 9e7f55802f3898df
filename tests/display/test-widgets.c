/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <locale.h>

#include "nx-choice-row.h"
#include "nx-columns.h"
#include "nx-display-fixture.h"
#include "nx-flow.h"
#include "nx-graph.h"
#include "nx-profile-form.h"
#include "nx-style.h"
#include "nx-text.h"
#include "nx-widgets.h"
#include "nx-words.h"

/* The small shared widgets. */

static void
test_ring (void)
{
  g_autoptr (GtkWidget) ring = g_object_ref_sink (nx_progress_ring_new (42));

  nx_progress_ring_set (NX_PROGRESS_RING (ring), 0.5, "7", "Police path, 7 of 14 modules done");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (ring), GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ring), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.5);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ring), GTK_ACCESSIBLE_PROPERTY_LABEL, "Police path, 7 of 14 modules done");
  nx_progress_ring_set (NX_PROGRESS_RING (ring), 7, NULL, NULL);
  g_assert_cmpfloat (nx_progress_ring_get_fraction (NX_PROGRESS_RING (ring)), ==, 1.0);
}

static void
test_pills (void)
{
  static const struct
  {
    NxPill pill;
    const char *word;
  } cases[] = {
    { NX_PILL_REFUSED, "Refused" },
    { NX_PILL_DELIVERED, "Delivered" },
    { NX_PILL_SENDING, "Sending" },
    { NX_PILL_FACILITATOR, "With the facilitator" },
    { NX_PILL_USB, "On USB file" },
    { NX_PILL_WAITING, "Waiting" },
    { NX_PILL_ONLY_HERE, "Only here" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkWidget) pill = g_object_ref_sink (nx_state_pill_new_for_record (cases[i].pill));

      g_assert_cmpstr (nx_state_pill_get_word (NX_STATE_PILL (pill)), ==, cases[i].word);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (pill), GTK_ACCESSIBLE_PROPERTY_LABEL, cases[i].word);
    }
}

static void
test_notice (void)
{
  g_autoptr (GtkWidget) notice = g_object_ref_sink (nx_notice_new ());

  g_assert_null (nx_notice_get_text (NX_NOTICE (notice)));
  nx_notice_show (NX_NOTICE (notice), "warning", "Almost full", NULL, NULL);
  g_assert_cmpstr (nx_notice_get_text (NX_NOTICE (notice)), ==, "Almost full");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (notice), GTK_ACCESSIBLE_PROPERTY_LABEL, "Almost full");
  nx_notice_hide (NX_NOTICE (notice));
  g_assert_null (nx_notice_get_text (NX_NOTICE (notice)));
}

/* A button says the name that it was given, though AdwButtonContent brings words of its own. */
static void
test_button_name (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), "Continue");
  gtk_button_set_child (GTK_BUTTON (button), content);
  nx_text_set_accessible (button, "Continue Sharing between agencies", NULL);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Continue Sharing between agencies");
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  nx_text_set_accessible (button, "Continue", NULL);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* And so does a row, and what it activates. */
static void
test_row_name (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (adw_action_row_new ());
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Français");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  /* What later versions of libadwaita do here of themselves. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, check, NULL, -1);
  nx_text_set_accessible (row, "French, Français", NULL);
  nx_text_set_accessible (check, "French, Français", NULL);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
}

/* GTK would take the C locale from the environment again, in which gettext translates nothing. */
static void
test_locale (void)
{
  g_autofree char *old = g_strdup (g_getenv ("LC_ALL"));

  if (g_test_subprocess ())
    {
      g_assert_cmpstr (setlocale (LC_CTYPE, NULL), ==, "C.UTF-8");
      g_assert_cmpstr (setlocale (LC_MESSAGES, NULL), !=, "C");
      return;
    }
  g_setenv ("LC_ALL", "C", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  if (old != NULL)
    g_setenv ("LC_ALL", old, TRUE);
  else
    g_unsetenv ("LC_ALL");
  g_test_trap_assert_passed ();
}

/* They are resources in GTK's own place, with a picture for the usual size. */
static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_true (gtk_icon_theme_has_icon (theme, "nx-learn-symbolic"));
  g_assert_true (gtk_icon_theme_has_icon (theme, "org.nexustrainer.NexusTrainer"));
  for (int size = 16; size <= 128; size += 112)
    {
      g_autoptr (GtkIconPaintable) icon =
        gtk_icon_theme_lookup_icon (theme, "nx-learn-symbolic", NULL, size, 1, GTK_TEXT_DIR_LTR, 0);
      g_autoptr (GFile) file = gtk_icon_paintable_get_file (icon);
      g_autofree char *name = g_file_get_basename (file);

      g_assert_cmpstr (name, ==, size == 16 ? "nx-learn-symbolic.symbolic.png" : "nx-learn-symbolic.svg");
    }
}

static void
test_initials (void)
{
  static const struct
  {
    const char *name;
    const char *letters;
  } cases[] = {
    { "Amina Diallo", "AD" },
    { " amina  binta diallo ", "AD" },
    { "Staff ID UN-4471", "SU" },
    { "Ba", "B" },
    { "émile", "É" },
    { "علي حسن", "عح" },
    { " ", "" },
    { NULL, "" },
  };
  g_autoptr (GtkWidget) initials = g_object_ref_sink (nx_initials_new (26, "Yusuf Rahimi"));
  GtkWidget *label = gtk_widget_get_first_child (initials);
  int size;

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "YR");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nx_initials_set_name (NX_INITIALS (initials), cases[i].name);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, cases[i].letters);
    }
  gtk_widget_measure (initials, GTK_ORIENTATION_VERTICAL, -1, &size, NULL, NULL, NULL);
  g_assert_cmpint (size, ==, 26);
}

/* The row as its parent would place it; @height is its natural one. */
static int
place_row (GtkWidget *row,
           int        width)
{
  int height;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_size_allocate (row, &(GtkAllocation){ 0, 0, width, height }, -1);
  return height;
}

static void
test_side_row (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (nx_side_row_new (10));
  GtkWidget *cover = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_label_new ("About twelve minutes left of this module");
  int minimum, natural;

  gtk_widget_set_size_request (cover, 50, 100);
  gtk_widget_set_size_request (bar, 72, 6);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  nx_side_row_append (NX_SIDE_ROW (row), bar);
  nx_side_row_append (NX_SIDE_ROW (row), words);
  nx_side_row_prepend (NX_SIDE_ROW (row), cover);
  gtk_widget_measure (words, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);

  /* Enough: everybody has what they want, the bar the rest, in the middle. */
  g_assert_cmpint (place_row (row, 50 + 10 + 200 + 10 + natural), ==, 100);
  g_assert_cmpint (gtk_widget_get_width (bar), ==, 200);
  g_assert_cmpint (gtk_widget_get_height (bar), ==, 6);
  g_assert_cmpint (gtk_widget_get_width (words), ==, natural);
  g_assert_cmpint (gtk_widget_get_height (cover), ==, 100);

  /* Too little: the bar keeps what it needs, the words wrap. */
  place_row (row, 50 + 10 + 72 + 10 + minimum + 5);
  g_assert_cmpint (gtk_widget_get_width (bar), ==, 72);
  g_assert_cmpint (gtk_widget_get_width (words), ==, minimum + 5);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (words, GTK_ORIENTATION_HORIZONTAL, -1, &natural, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 50 + 10 + 72 + 10 + natural);
}

/* Where @child stands in @row, of @width. */
static graphene_rect_t
place_in (GtkWidget *row,
          GtkWidget *child,
          int        width)
{
  graphene_rect_t place;
  int height;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_allocate (row, width, height, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (child, row, &place));
  return place;
}

static GtkWidget *
append_block (GtkWidget *row,
              int        width,
              int        height,
              gboolean   expand)
{
  GtkWidget *block = gtk_drawing_area_new ();

  gtk_widget_set_size_request (block, width, height);
  gtk_widget_set_hexpand (block, expand);
  gtk_box_append (GTK_BOX (row), block);
  return block;
}

static void
test_wrap (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *first, *last;
  graphene_rect_t place;
  int minimum, natural;

  gtk_widget_set_layout_manager (row, nx_wrap_layout_new (10, 6));
  first = append_block (row, 100, 20, FALSE);
  last = append_block (row, 80, 40, TRUE);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 190);
  /* In one line all are as high as the highest, and the last takes what is left if it expands. */
  place = place_in (row, first, 300);
  g_assert_cmpfloat (place.size.height, ==, 40);
  place = place_in (row, last, 300);
  g_assert_cmpfloat (place.origin.x, ==, 110);
  g_assert_cmpfloat (place.size.width, ==, 190);
  /* Alone in its line it does not. */
  place = place_in (row, last, 150);
  g_assert_cmpfloat (place.origin.x, ==, 0);
  g_assert_cmpfloat (place.origin.y, ==, 26);
  g_assert_cmpfloat (place.size.width, ==, 80);
  /* From the right. */
  gtk_widget_set_direction (row, GTK_TEXT_DIR_RTL);
  place = place_in (row, first, 150);
  g_assert_cmpfloat (place.origin.x, ==, 50);
  /* In the middle. */
  gtk_widget_set_layout_manager (row, nx_wrap_layout_new_centered (10, 6));
  place = place_in (row, first, 150);
  g_assert_cmpfloat (place.origin.x, ==, 25);
}

/* Narrow, the verdict of an answer stands above its words. */
static void
test_verdict_place (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bin = nx_adaptive_bin_new ();
  GtkWidget *row = nx_choice_row_new (NX_CHOICE_ANSWER, gtk_label_new ("an answer"), "an answer", 1, FALSE);
  GtkWidget *pill;

  adw_bin_set_child (ADW_BIN (bin), row);
  gtk_window_set_child (GTK_WINDOW (window), bin);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 400);
  gtk_window_present (GTK_WINDOW (window));
  nx_choice_row_set_verdict (NX_CHOICE_ROW (row), NX_OPTION_RIGHT, NULL, NULL);
  pill = nx_await_id (row, "pill");
  nx_display_settle ();
  g_assert_true (gtk_widget_get_parent (pill) == nx_find_id (row, "words_box"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 400);
  nx_display_settle ();
  g_assert_true (gtk_widget_get_parent (pill) == nx_find_id (row, "row_box"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_sizes (void)
{
  static const struct
  {
    gint64 n_bytes;
    const char *words;
  } cases[] = {
    { 0, "Nothing" }, { 1, "1 kB" }, { 1000, "1 kB" }, { 1001, "2 kB" }, { 9999000, "9999 kB" }, { 10000001, "11 MB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nx_size_dup_words (cases[i].n_bytes);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* Seven decisions and their endings fit into the card of the debrief at 1280 px. */
static void
test_graph (void)
{
  const int card_px = 772, n_decisions = 7;
  g_autoptr (GtkWidget) graph = g_object_ref_sink (nx_graph_new ());
  int minimum, natural, height, end;
  graphene_rect_t box;

  nx_style_load_all ();
  for (int i = 0; i < n_decisions; i++)
    {
      nx_graph_add_node (NX_GRAPH (graph), NX_GRAPH_DISC, i, 0, "1", "Report up the chain", "Decision");
      if (i > 0)
        nx_graph_connect (NX_GRAPH (graph), i - 1, i, NX_GRAPH_SOLID);
    }
  end = nx_graph_add_end (NX_GRAPH (graph), n_decisions, 0, "A channel that holds", "yours", "Outcome: A channel that holds");
  gtk_widget_measure (graph, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, card_px);
  g_assert_cmpint (natural, >, card_px);
  gtk_widget_measure (graph, GTK_ORIENTATION_VERTICAL, card_px, &height, NULL, NULL, NULL);
  gtk_widget_allocate (graph, card_px, height, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (nx_graph_get_node_widget (NX_GRAPH (graph), end), graph, &box));
  g_assert_cmpfloat (box.origin.x + box.size.width, <=, card_px);
  /* What is wider than it need be does not pull few decisions apart. */
  gtk_widget_allocate (graph, 3000, height, -1, NULL);
  g_assert_true (gtk_widget_compute_bounds (nx_graph_get_node_widget (NX_GRAPH (graph), end), graph, &box));
  g_assert_cmpfloat (box.origin.x + box.size.width, <=, natural);
}

static void
test_grid (void)
{
  g_autoptr (GtkWidget) grid = g_object_ref_sink (nx_card_grid_new (4, 200));
  int one_row, four_rows;

  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *card = gtk_button_new_with_label ("card");

      gtk_widget_set_size_request (card, -1, 100);
      nx_card_grid_append (NX_CARD_GRID (grid), card);
    }
  gtk_widget_measure (grid, GTK_ORIENTATION_VERTICAL, 1000, &one_row, NULL, NULL, NULL);
  gtk_widget_measure (grid, GTK_ORIENTATION_VERTICAL, 250, &four_rows, NULL, NULL, NULL);
  g_assert_cmpint (one_row, >=, 100);
  g_assert_cmpint (one_row, <, 200);
  g_assert_cmpint (four_rows, >, 4 * one_row);
}

static int
get_height (GtkWidget *widget,
            int        width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* As high as its label alone at every width, with the space of its style; a new text is a new height. */
static void
test_flow (void)
{
  static const char text[] = "It begins with one question and ends when the partner hears what came of it; "
                             "in between somebody weighs what may be said, to whom, and in which form.";
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autoptr (GtkWidget) flow = g_object_ref_sink (nx_flow_new (text, "spaced"));
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (text));
  int minimum, natural, before;

  gtk_css_provider_load_from_data (provider, ".spaced { padding: 3px 9px; margin-top: 7px; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "spaced");
  gtk_widget_set_margin_start (label, 5);
  gtk_widget_set_margin_start (GTK_WIDGET (nx_flow_get_label (NX_FLOW (flow))), 5);
  for (int width = 80; width <= 1600; width += 95)
    g_assert_cmpint (get_height (flow, width), ==, get_height (label, width));

  gtk_widget_measure (flow, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, 120);
  g_assert_cmpint (natural, >, 600);
  gtk_widget_measure (flow, GTK_ORIENTATION_HORIZONTAL, 10000, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 120);

  /* What was measured once is not what counts when the text is another one. */
  before = get_height (flow, 200);
  gtk_widget_allocate (flow, 200, before, -1, NULL);
  gtk_label_set_text (nx_flow_get_label (NX_FLOW (flow)), "Short.");
  g_assert_cmpint (get_height (flow, 200), <, before);

  gtk_widget_set_visible (GTK_WIDGET (nx_flow_get_label (NX_FLOW (flow))), FALSE);
  g_assert_false (gtk_widget_get_visible (flow));
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider));
}

static graphene_rect_t
get_place (GtkWidget *child)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &place));
  return place;
}

/* A main column of 300 px, and one of 200 at its end as long as there is room, 20 between them; 800 at most. */
static void
test_columns (void)
{
  static const char ui[] = "<interface><object class='NxColumns' id='columns'>"
                           "<property name='spacing'>20</property><property name='side-width'>200</property>"
                           "<property name='maximum-width'>800</property>"
                           "<child><object class='GtkButton' id='main'><property name='height-request'>300</property></object></child>"
                           "<child type='side'><object class='GtkButton' id='side'><property name='height-request'>90</property></object></child>"
                           "</object></interface>";
  g_autoptr (GtkBuilder) builder = NULL;
  g_autoptr (GtkWidget) columns = NULL;
  GtkWidget *main_child, *side;
  int minimum;

  g_type_ensure (NX_TYPE_COLUMNS);
  builder = gtk_builder_new_from_string (ui, -1);
  columns = g_object_ref_sink (GTK_WIDGET (gtk_builder_get_object (builder, "columns")));
  main_child = GTK_WIDGET (gtk_builder_get_object (builder, "main"));
  side = GTK_WIDGET (gtk_builder_get_object (builder, "side"));

  g_assert_cmpint (get_height (columns, 700), ==, 300);
  g_assert_cmpint (get_height (columns, -1), ==, 0);
  gtk_widget_allocate (columns, 700, 300, -1, NULL);
  g_assert_cmpfloat (get_place (main_child).origin.x, ==, 0);
  g_assert_cmpfloat (get_place (main_child).size.width, ==, 480);
  g_assert_cmpfloat (get_place (side).origin.x, ==, 500);
  g_assert_cmpfloat (get_place (side).size.height, ==, 90);
  /* In the middle of what is wider. */
  gtk_widget_allocate (columns, 1000, 300, -1, NULL);
  g_assert_cmpfloat (get_place (main_child).origin.x, ==, 100);
  g_assert_cmpfloat (get_place (side).origin.x, ==, 700);
  gtk_widget_set_direction (columns, GTK_TEXT_DIR_RTL);
  gtk_widget_allocate (columns, 700, 300, -1, NULL);
  g_assert_cmpfloat (get_place (side).origin.x, ==, 0);
  g_assert_cmpfloat (get_place (main_child).origin.x, ==, 220);

  /* As wide as the text is large. */
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  gtk_widget_queue_resize (columns);     /* as every label in a window does */
  gtk_widget_allocate (columns, 700, 300, -1, NULL);
  g_assert_cmpfloat (get_place (side).size.width, ==, 400);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * PANGO_SCALE, NULL);

  /* Stacked, the narrow one comes first, for the eyes and for Tab. */
  nx_columns_set_stacked (NX_COLUMNS (columns), TRUE);
  g_assert_cmpint (get_height (columns, 400), ==, 410);
  gtk_widget_measure (columns, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, 200);
  gtk_widget_allocate (columns, 400, 410, -1, NULL);
  g_assert_cmpfloat (get_place (main_child).origin.y, ==, 110);
  g_assert_cmpfloat (get_place (side).size.width, ==, 400);
  g_assert_true (gtk_widget_get_first_child (columns) == side);
  nx_columns_set_stacked (NX_COLUMNS (columns), FALSE);
  g_assert_true (gtk_widget_get_first_child (columns) == main_child);
}

static void
test_isolate (void)
{
  g_autofree char *text = nx_text_isolate ("lrs.example.org");
  g_autofree char *markup = nx_text_isolate_markup ("A & B");

  g_assert_cmpstr (text, ==, "\u2068lrs.example.org\u2069");
  g_assert_cmpstr (markup, ==, "\u2068A &amp; B\u2069");
}

static void
test_settings (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-settings-XXXXXX", NULL);
  g_autoptr (NxSettings) settings = nx_settings_new (folder);
  g_autoptr (NxSettings) again = NULL;
  g_autoptr (NxSettings) nowhere = nx_settings_new ("/proc/no/such/folder");

  g_assert_true (nx_settings_get_boolean (settings, NX_SETTING_FOLLOW_DARK, TRUE));
  nx_settings_set_boolean (settings, NX_SETTING_FOLLOW_DARK, FALSE);
  nx_settings_set_int (settings, NX_SETTING_WINDOW_WIDTH, 777);
  nx_settings_set_string (settings, NX_SETTING_LANGUAGE, "fr");
  nx_settings_set_string (settings, NX_SETTING_LANGUAGE, NULL);
  nx_settings_flush (settings);
  again = nx_settings_new (folder);
  g_assert_false (nx_settings_get_boolean (again, NX_SETTING_FOLLOW_DARK, TRUE));
  g_assert_cmpint (nx_settings_get_int (again, NX_SETTING_WINDOW_WIDTH, 0), ==, 777);
  g_assert_null (nx_settings_dup_string (again, NX_SETTING_LANGUAGE, NULL));
  /* Where nothing can be written, it is kept for as long as the program runs. */
  nx_settings_set_int (nowhere, NX_SETTING_WINDOW_WIDTH, 5);
  nx_settings_flush (nowhere);
  g_assert_cmpint (nx_settings_get_int (nowhere, NX_SETTING_WINDOW_WIDTH, 0), ==, 5);
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/widgets/ring", test_ring);
  g_test_add_func ("/widgets/pills", test_pills);
  g_test_add_func ("/widgets/button-name", test_button_name);
  g_test_add_func ("/widgets/row-name", test_row_name);
  g_test_add_func ("/widgets/notice", test_notice);
  g_test_add_func ("/widgets/locale", test_locale);
  g_test_add_func ("/widgets/icons", test_icons);
  g_test_add_func ("/widgets/initials", test_initials);
  g_test_add_func ("/widgets/side-row", test_side_row);
  g_test_add_func ("/widgets/wrap", test_wrap);
  g_test_add_func ("/widgets/verdict-place", test_verdict_place);
  g_test_add_func ("/widgets/sizes", test_sizes);
  g_test_add_func ("/widgets/graph", test_graph);
  g_test_add_func ("/widgets/grid", test_grid);
  g_test_add_func ("/widgets/flow", test_flow);
  g_test_add_func ("/widgets/columns", test_columns);
  g_test_add_func ("/widgets/isolate", test_isolate);
  g_test_add_func ("/widgets/settings", test_settings);
  return g_test_run ();
}
