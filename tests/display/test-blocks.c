/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-block-view.h"
#include "nx-choice-row.h"
#include "nx-core-pack.h"
#include "nx-display-fixture.h"
#include "nx-figure.h"
#include "nx-segments.h"
#include "nx-table.h"

/* Blocks of the real module as widgets, in both directions, and the widgets that they are made of. */

#define MODULE "sharing-between-agencies"

typedef struct
{
  NxLibrary *library;
  NxModule *module;
  NxBlockAids *aids;
  GtkWidget *window;
  NxBlockView *view;
} Stage;

static Stage *
stage_new (const char *language)
{
  Stage *self = g_new0 (Stage, 1);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);
  g_autoptr (NxGlossary) glossary = NULL;
  g_autoptr (NxSourceSet) sources = NULL;
  g_autoptr (NxPracticeSet) practices = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->library = nx_library_new (source, &error);
  g_assert_no_error (error);
  self->module = nx_library_load_module (self->library, MODULE, "en", &error);
  g_assert_no_error (error);
  glossary = nx_library_load_glossary (self->library, "en", NULL);
  sources = nx_library_load_sources (self->library, "en", NULL);
  practices = nx_library_load_practices (self->library, "en", NULL);
  self->aids = nx_block_aids_new (glossary, sources, practices, NULL, language);
  nx_block_aids_load_module_figures (self->aids, self->library, self->module);
  self->view = NX_BLOCK_VIEW (nx_block_view_new ());
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 700);
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
  gtk_window_present (GTK_WINDOW (self->window));
  return self;
}

static void
stage_free (Stage *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  nx_display_settle ();
  nx_block_aids_unref (self->aids);
  nx_module_unref (self->module);
  g_object_unref (self->library);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static const NxSection *
stage_show (Stage *self,
            guint  index)
{
  const NxSection *section = g_ptr_array_index (self->module->sections, index);

  nx_block_view_set_blocks (self->view, self->aids, section->blocks, 1, TRUE);
  nx_display_settle ();
  return section;
}

/* The section that has a block of that kind. */
static const NxBlock *
stage_show_kind (Stage       *self,
                 NxBlockKind  kind)
{
  for (guint i = 0; i < self->module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (self->module->sections, i);

      for (guint j = 0; j < section->blocks->len; j++)
        if (((const NxBlock *) g_ptr_array_index (section->blocks, j))->kind == kind)
          {
            stage_show (self, i);
            return g_ptr_array_index (section->blocks, j);
          }
    }
  g_assert_not_reached ();
}

/* ---- Blocks ---- */

static void
test_sections (gconstpointer data)
{
  const char *language = data;
  g_autoptr (Stage) stage = stage_new (language);
  GtkTextDirection direction = g_str_equal (language, "ar") ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;

  g_assert_cmpuint (stage->module->sections->len, >=, 6);
  for (guint i = 0; i < stage->module->sections->len; i++)
    {
      const NxSection *section = stage_show (stage, i);
      int minimum, n_shown = 0;

      for (guint j = 0; j < section->blocks->len; j++)
        {
          const NxBlock *block = g_ptr_array_index (section->blocks, j);
          GtkWidget *widget = nx_block_view_get_block (stage->view, block->id);

          if (block->kind == NX_BLOCK_NOTES)
            continue;
          n_shown++;
          g_assert_nonnull (widget);
          g_assert_true (gtk_widget_get_mapped (widget));
          g_assert_cmpint (gtk_widget_get_height (widget), >, 0);
          g_assert_cmpint (gtk_widget_get_direction (widget), ==, direction);
        }
      g_assert_cmpuint (nx_block_view_get_n_blocks (stage->view), ==, n_shown);
      g_assert_cmpuint (nx_block_view_get_n_fallback (stage->view, NULL), ==, 0);
      gtk_widget_measure (GTK_WIDGET (stage->view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 328);   /* fits 360 px with its margins */
      g_assert_cmpfloat (nx_block_view_get_text_end (stage->view), >, 100);
      nx_display_assert_names (stage->window);
    }
}

static void
test_places (void)
{
  g_autoptr (Stage) stage = stage_new ("en");
  const NxSection *section = stage_show (stage, 0);
  const NxBlock *first = g_ptr_array_index (section->blocks, 0);
  const NxBlock *heading = NULL;
  graphene_rect_t bounds;

  for (guint i = 0; i < section->blocks->len && heading == NULL; i++)
    if (((const NxBlock *) g_ptr_array_index (section->blocks, i))->kind == NX_BLOCK_HEADING)
      heading = g_ptr_array_index (section->blocks, i);
  g_assert_nonnull (heading);
  g_assert_cmpstr (nx_block_view_get_block_at (stage->view, 0), ==, first->id);
  g_assert_null (nx_block_view_get_heading_at (stage->view, 0));
  g_assert_true (gtk_widget_compute_bounds (nx_block_view_get_block (stage->view, heading->id), GTK_WIDGET (stage->view), &bounds));
  g_assert_cmpstr (nx_block_view_get_heading_at (stage->view, bounds.origin.y + 1), ==, heading->id);
  g_assert_cmpstr (nx_block_view_get_block_at (stage->view, bounds.origin.y + 1), ==, heading->id);
}

static gboolean
is_gone (gpointer data)
{
  return nx_find_class (data, "reference-popover", 0) == NULL;
}

static void
test_terms_and_notes (void)
{
  g_autoptr (Stage) stage = stage_new ("en");
  GtkWidget *list, *row, *popover;

  stage_show (stage, 0);
  list = nx_find_class (GTK_WIDGET (stage->view), "reference-list", 0);
  g_assert_nonnull (list);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Terms and notes");
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Transnational organized crime, glossary term");
  gtk_widget_grab_focus (row);          /* into view: a popover needs a place on the screen */
  nx_display_settle ();
  gtk_widget_activate (row);
  nx_display_settle ();
  popover = nx_find_class (GTK_WIDGET (stage->view), "reference-popover", 0);
  g_assert_nonnull (popover);
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_assert_true (nx_await (is_gone, stage->view));
  /* Taking the text away while a popover stands on it leaves nothing behind. */
  gtk_widget_activate (row);
  nx_display_settle ();
  stage_show (stage, 1);
}

static void
test_fallback (void)
{
  static const char xml[] =
    "<module xmlns=\"urn:nexus-trainer:content:1\" id=\"m\" version=\"1\" part=\"b\" minutes=\"1\" moveon=\"Completed\" practices=\"b4\">"
    "<title>م</title><summary>م</summary><section id=\"s\" minutes=\"1\"><title>م</title>"
    "<p id=\"a\">نص</p><p id=\"b\" xml:lang=\"en\">Text</p></section></module>";
  g_autoptr (Stage) stage = stage_new ("ar");
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, sizeof xml - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxModule) module = nx_module_parse (bytes, "m.xml", &error);
  const NxSection *section;
  const char *language;

  g_assert_no_error (error);
  section = g_ptr_array_index (module->sections, 0);
  nx_block_view_set_blocks (stage->view, stage->aids, section->blocks, 1, FALSE);
  nx_display_settle ();
  g_assert_cmpuint (nx_block_view_get_n_fallback (stage->view, &language), ==, 1);
  g_assert_cmpstr (language, ==, "en");
  g_assert_cmpint (gtk_widget_get_direction (nx_block_view_get_block (stage->view, "a")), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (nx_block_view_get_block (stage->view, "b")), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (nx_find_class (GTK_WIDGET (stage->view), "fallback-tag", 0))), ==, "English");
  nx_block_view_set_blocks (stage->view, stage->aids, ((const NxSection *) g_ptr_array_index (stage->module->sections, 0))->blocks, 1, FALSE);
}

static void
test_table (void)
{
  g_autoptr (Stage) stage = stage_new ("en");
  GtkWidget *table;

  stage_show_kind (stage, NX_BLOCK_TABLE);
  table = nx_find_type (GTK_WIDGET (stage->view), "NxTable", 0);
  g_assert_false (nx_table_is_stacked (NX_TABLE (table)));
  gtk_window_set_default_size (GTK_WINDOW (stage->window), 328, 700);
  nx_display_settle ();
  /* Without a window manager a mapped window keeps its size; the table is asked for itself. */
  gtk_widget_allocate (table, 300, 2000, -1, NULL);
  g_assert_true (nx_table_is_stacked (NX_TABLE (table)));
  gtk_widget_queue_resize (table);
  nx_display_settle ();
}

static gboolean
is_drawn (gpointer data)
{
  return nx_figure_is_drawn (data);
}

static void
test_figure (void)
{
  g_autoptr (Stage) stage = stage_new ("en");
  const NxBlock *block = stage_show_kind (stage, NX_BLOCK_FIGURE);
  GtkWidget *figure = nx_find_type (GTK_WIDGET (stage->view), "NxFigure", 0);
  g_autoptr (GtkWidget) missing = NULL;

  g_assert_true (nx_figure_is_readable (NX_FIGURE (figure)));
  g_assert_true (nx_await (is_drawn, figure));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nx_find_class (figure, "figure-frame", 0)), GTK_ACCESSIBLE_PROPERTY_LABEL, block->alt);
  /* Without its picture a figure is its description. */
  missing = g_object_ref_sink (nx_figure_new (NULL, "Short", "Long", FALSE));
  g_assert_false (nx_figure_is_readable (NX_FIGURE (missing)));
  for (int mode = NX_SVG_LIGHT; mode <= NX_SVG_PRINT; mode++)
    g_assert_nonnull (nx_svg_mode_get_style_sheet (mode));
}

/* ---- Checks ---- */

typedef struct
{
  NxCheckCard *card;
  char **response;
  guint n, wanted;
} Answered;

static void
check_answer_cb (NxBlockView        *view,
                 NxCheckCard        *card,
                 const char *const  *response,
                 Answered           *answered)
{
  answered->card = card;
  g_strfreev (answered->response);
  answered->response = g_strdupv ((char **) response);
  answered->n++;
}

static gboolean
was_answered (gpointer data)
{
  Answered *answered = data;

  return answered->n == answered->wanted;
}

/* A button that is activated clicks a moment later. */
static void
press_check (Answered  *answered,
             GtkWidget *button)
{
  answered->wanted = answered->n + 1;
  g_assert_true (nx_press (button));
  g_assert_true (nx_await (was_answered, answered));
}

static void
choose (NxCheckCard *card,
        gboolean     right)
{
  const NxQuestion *question = nx_check_card_get_question (card);

  for (guint i = 0; i < question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (question->options, i);
      GtkWidget *row = nx_find_type (GTK_WIDGET (card), "NxChoiceRow", i);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (row), right ? option->right : i == 0);
    }
}

static void
test_check (void)
{
  g_autoptr (Stage) stage = stage_new ("en");
  const NxBlock *block = stage_show_kind (stage, NX_BLOCK_CHECK);
  NxCheckCard *card = nx_block_view_get_check (stage->view, block->question->id);
  Answered answered = { NULL };
  GtkWidget *button;

  g_signal_connect (stage->view, "check-answer", G_CALLBACK (check_answer_cb), &answered);
  button = nx_find_id (GTK_WIDGET (card), "check_button");
  g_assert_false (gtk_widget_get_sensitive (button));
  choose (card, FALSE);
  press_check (&answered, button);
  g_assert_true (answered.card == card);
  g_assert_false (nx_press (button));   /* busy until it is stored */

  /* Not stored: said in words, the choice kept, and it can be tried again. */
  {
    g_autoptr (GError) error = g_error_new_literal (NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL, "full");

    nx_check_card_fail (card, error);
  }
  nx_display_settle ();
  g_assert_nonnull (nx_find_id (GTK_WIDGET (card), "feedback_box"));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (nx_find_type (GTK_WIDGET (card), "NxChoiceRow", 0))));
  press_check (&answered, button);
  nx_check_card_show (card, (const char *const *) answered.response, TRUE);
  nx_display_settle ();
  g_assert_nonnull (nx_find_id (GTK_WIDGET (card), "show_button"));
  g_assert_false (nx_choice_row_is_locked (NX_CHOICE_ROW (nx_find_type (GTK_WIDGET (card), "NxChoiceRow", 0))));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (stage->window)) == nx_find_id (GTK_WIDGET (card), "feedback_box"));

  choose (card, TRUE);
  press_check (&answered, button);
  nx_check_card_show (card, (const char *const *) answered.response, TRUE);
  nx_display_settle ();
  g_assert_null (nx_find_id (GTK_WIDGET (card), "show_button"));
  g_assert_true (nx_choice_row_is_locked (NX_CHOICE_ROW (nx_find_type (GTK_WIDGET (card), "NxChoiceRow", 0))));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nx_find_id (GTK_WIDGET (card), "feedback_box")), GTK_ACCESSIBLE_PROPERTY_LABEL, "Correct.");
  g_assert_cmpuint (answered.n, ==, 3);
  g_strfreev (answered.response);
}

/* ---- Small widgets ---- */

static void
test_choice_row (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (nx_choice_row_new (NX_CHOICE_DECISION, gtk_label_new ("Wait"), "Wait", 3, FALSE));
  g_autoptr (GtkWidget) other = g_object_ref_sink (nx_choice_row_new (NX_CHOICE_DECISION, gtk_label_new ("Go"), "Go", 4, FALSE));

  gtk_check_button_set_group (GTK_CHECK_BUTTON (other), GTK_CHECK_BUTTON (row));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "3, Wait");
  nx_choice_row_set_cost (NX_CHOICE_ROW (row), "2 days", "Needs a request");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Costs 2 days. Needs a request");
  nx_choice_row_press (NX_CHOICE_ROW (row));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
  /* As assistive technology does. */
  g_assert_true (gtk_widget_activate_action (other, "choice.choose", NULL));
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (other)));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (row)));
  /* A locked row keeps its state, whatever key comes. */
  nx_choice_row_set_verdict (NX_CHOICE_ROW (other), NX_OPTION_RIGHT, NULL, "Because");
  nx_choice_row_set_locked (NX_CHOICE_ROW (other), TRUE);
  nx_choice_row_press (NX_CHOICE_ROW (other));
  gtk_widget_activate (other);
  gtk_widget_activate_action (other, "choice.choose", NULL);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (other)));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (other), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Right. Because");
}

static void
test_segments (void)
{
  g_autoptr (GtkWidget) segments = g_object_ref_sink (nx_segments_new ());

  nx_segments_set (NX_SEGMENTS (segments), 5, 3, "Fair, 3 of 5", TRUE);
  g_assert_cmpuint (nx_segments_get_n_segments (NX_SEGMENTS (segments)), ==, 5);
  g_assert_cmpfloat (nx_segments_get_filled (NX_SEGMENTS (segments)), ==, 3);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (segments), GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (segments), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Fair, 3 of 5");
  nx_segments_set (NX_SEGMENTS (segments), 5, 9, "Full", FALSE);
  g_assert_cmpfloat (nx_segments_get_filled (NX_SEGMENTS (segments)), ==, 5);
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_data_func ("/blocks/sections/left-to-right", "en", test_sections);
  g_test_add_data_func ("/blocks/sections/right-to-left", "ar", test_sections);
  g_test_add_func ("/blocks/places", test_places);
  g_test_add_func ("/blocks/terms-and-notes", test_terms_and_notes);
  g_test_add_func ("/blocks/fallback", test_fallback);
  g_test_add_func ("/blocks/table", test_table);
  g_test_add_func ("/blocks/figure", test_figure);
  g_test_add_func ("/blocks/check", test_check);
  g_test_add_func ("/blocks/choice-row", test_choice_row);
  g_test_add_func ("/blocks/segments", test_segments);
  return g_test_run ();
}
