/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way through the pages that cover the sidebar: reader, test, scenario, debrief. */

#include "config.h"

#include "nx-choice-row.h"
#include "nx-figure-drawing.h"
#include "nx-figure.h"
#include "nx-finding.h"
#include "nx-pages.h"
#include "nx-walk.h"

/* ---- Reader ---- */

static gboolean
show_reader (NxWalk *walk)
{
  return nx_walk_push (walk, nx_reader_new (walk->context, walk->sample->module, NULL), "section_title");
}

/* The last section with a block of that kind: the person has not been there yet. */
static char *
dup_section_with (NxWalk     *walk,
                  NxBlockKind kind)
{
  g_autoptr (NxModule) module = nx_library_load_module (nx_context_get_library (walk->context), walk->sample->module, NULL, NULL);

  for (guint i = module != NULL ? module->sections->len : 0; i > 0; i--)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i - 1);

      for (guint j = 0; j < section->blocks->len; j++)
        if (((const NxBlock *) g_ptr_array_index (section->blocks, j))->kind == kind)
          return g_strdup (section->id);
    }
  return NULL;
}

static gboolean
show_section_with (NxWalk     *walk,
                   NxBlockKind kind)
{
  g_autofree char *section = dup_section_with (walk, kind);

  return section != NULL && nx_walk_push (walk, nx_reader_new (walk->context, walk->sample->module, section), "section_title");
}

static gboolean
show_reader_callout (NxWalk *walk)
{
  return show_section_with (walk, NX_BLOCK_CALLOUT) && nx_walk_scroll_to (walk, nx_find_class (nx_walk_root (walk), "callout", 0));
}

static gboolean
show_reader_check (NxWalk *walk)
{
  return show_section_with (walk, NX_BLOCK_CHECK) && nx_walk_scroll_to (walk, nx_find_type (nx_walk_root (walk), "NxCheckCard", 0));
}

static gboolean
show_reader_check_answered (NxWalk *walk)
{
  GtkWidget *card = nx_find_type (nx_walk_root (walk), "NxCheckCard", 0);
  GtkWidget *row = card != NULL ? nx_find_type (card, "NxChoiceRow", 0) : NULL;

  if (row == NULL)
    return FALSE;
  nx_choice_row_press (NX_CHOICE_ROW (row));
  return nx_press (nx_find_id (card, "check_button")) && nx_await_id (card, "feedback_box") != NULL;
}

static gboolean
is_drawn (gpointer user_data)
{
  return nx_figure_is_drawn (user_data);
}

static gboolean
show_reader_figure (NxWalk *walk)
{
  GtkWidget *figure = show_section_with (walk, NX_BLOCK_FIGURE) ? nx_find_type (nx_walk_root (walk), "NxFigure", 0) : NULL;

  return figure != NULL && nx_walk_scroll_to (walk, figure) && nx_await (is_drawn, figure);
}

static gboolean
is_drawn_full (gpointer user_data)
{
  GtkWidget *window = nx_walk_find_transient (user_data);
  GtkWidget *drawing = window != NULL ? nx_find_type (window, "NxFigureDrawing", 0) : NULL;

  return drawing != NULL && nx_figure_drawing_is_drawn (NX_FIGURE_DRAWING (drawing));
}

static gboolean
show_reader_figure_full (NxWalk *walk)
{
  return nx_press (nx_find_class (nx_walk_root (walk), "figure-frame", 0)) && nx_walk_await_transient (walk) && nx_await (is_drawn_full, walk);
}

static gboolean
show_reader_figure_words (NxWalk *walk)
{
  GtkWidget *figure = nx_find_type (nx_walk_root (walk), "NxFigure", 0);

  nx_walk_clear_table (walk);
  return figure != NULL && gtk_widget_activate_action (figure, "figure.describe", NULL) && nx_walk_await_transient (walk);
}

static gboolean
show_reader_chip (NxWalk *walk)
{
  GtkWidget *chip = show_reader (walk) ? nx_find_class (nx_find_id (nx_walk_root (walk), "page"), "play-chip", 0) : NULL;

  return chip != NULL && nx_walk_scroll_to (walk, chip) && nx_press (chip);
}

/* A term or a note, from the list at the end of the section. */
static gboolean
show_reader_reference (NxWalk *walk)
{
  GtkWidget *list;

  nx_walk_clear_table (walk);
  list = nx_find_class (nx_walk_root (walk), "reference-list", 0);
  if (list == NULL || !nx_walk_scroll_to (walk, list))
    return FALSE;
  return nx_press (nx_find_type (list, "GtkListBoxRow", 0));
}

static gboolean
show_reader_contents (NxWalk *walk)
{
  nx_walk_clear_table (walk);
  return gtk_widget_activate_action (nx_find_type (nx_walk_root (walk), "NxReader", 0), "reader.contents", NULL);
}

static gboolean
show_reader_end (NxWalk *walk)
{
  return nx_walk_scroll_to (walk, nx_find_id (nx_walk_root (walk), "read_button"));
}

static gboolean
show_reader_text (NxWalk *walk)
{
  GtkWidget *button = nx_find_id (nx_walk_root (walk), "text_button");

  /* Narrow, it is one of several in a menu. */
  return nx_walk_pop_up (button != NULL ? button : nx_find_id (nx_walk_root (walk), "more_button"));
}

/* ---- Test ---- */

static gboolean
show_test (NxWalk *walk)
{
  return nx_walk_push (walk, nx_test_page_new (walk->context, walk->sample->module, NX_ASK_RESUME), "choices_box");
}

static gboolean
choose (NxWalk *walk,
        guint   index)
{
  GtkWidget *row = nx_find_type (nx_walk_root (walk), "NxChoiceRow", index);

  if (row == NULL)
    return FALSE;
  nx_choice_row_press (NX_CHOICE_ROW (row));
  return TRUE;
}

static gboolean
has_question (gpointer user_data)
{
  return nx_find_id (user_data, "choices_box") != NULL && nx_find_id (user_data, "feedback_box") == NULL;
}

static gboolean
has_feedback (gpointer user_data)
{
  GtkWidget *button = nx_find_id (user_data, "main_button");

  return nx_find_id (user_data, "feedback_box") != NULL && button != NULL && gtk_widget_is_sensitive (button);
}

static gboolean
has_question_or_result (gpointer user_data)
{
  return has_question (user_data) || nx_find_id (user_data, "score_label") != NULL;
}

static gboolean
check (NxWalk *walk)
{
  return nx_press (nx_find_id (nx_walk_root (walk), "main_button")) && nx_await (has_feedback, nx_walk_root (walk));
}

static gboolean
go_on (NxWalk *walk)
{
  return nx_press (nx_find_id (nx_walk_root (walk), "main_button")) && nx_await (has_question_or_result, nx_walk_root (walk));
}

static gboolean
show_test_chosen (NxWalk *walk)
{
  nx_walk_clear_table (walk);
  return choose (walk, 1);
}

static gboolean
show_test_feedback (NxWalk *walk)
{
  return check (walk);
}

/* Answers all that is left. */
static gboolean
show_result (NxWalk *walk)
{
  guint n = 0;

  do
    if (!go_on (walk))
      return FALSE;
  while (has_question (nx_walk_root (walk)) && choose (walk, n++ % 3) && check (walk));
  return nx_find_id (nx_walk_root (walk), "score_label") != NULL;
}

static gboolean
show_result_lower (NxWalk *walk)
{
  return nx_walk_scroll_to (walk, nx_find_id (nx_walk_root (walk), "practice_box"));
}

static gboolean
show_try_again (NxWalk *walk)
{
  return nx_press (nx_find_id (nx_walk_root (walk), "again_button")) && nx_await_type (nx_walk_root (walk), "AdwStatusPage", 0) != NULL;
}

/* ---- Scenario ---- */

static gboolean
show_scenario (NxWalk *walk)
{
  return nx_walk_push (walk, nx_scenario_page_new (walk->context, walk->sample->scenario, NX_ASK_RESUME), "choices_box");
}

/* Where both panels fold, the dossier lies over the page when it is asked for. */
static gboolean
show_dossier (NxWalk *walk)
{
  nx_walk_clear_table (walk);
  if (nx_find_id (nx_walk_root (walk), "narrow_dossier_button") != NULL)
    return nx_press (nx_find_id (nx_walk_root (walk), "narrow_dossier_button"));
  return nx_walk_scroll_to (walk, nx_find_id (nx_walk_root (walk), "choices_box")) && choose (walk, 1);
}

static gboolean
show_document (NxWalk *walk)
{
  GtkWidget *dossier = nx_find_type (nx_walk_root (walk), "NxDossier", 0);

  return dossier != NULL && nx_press (nx_find_type (dossier, "GtkListBoxRow", 0)) && nx_await_id (nx_walk_root (walk), "over_title") != NULL;
}

static gboolean
show_consequence (NxWalk *walk)
{
  if (!nx_press (nx_find_id (nx_walk_root (walk), "close_button")) || nx_await_id (nx_walk_root (walk), "choices_box") == NULL)
    return FALSE;
  return choose (walk, 0) && nx_press (nx_find_id (nx_walk_root (walk), "main_button")) && nx_await_id (nx_walk_root (walk), "decided_box") != NULL;
}

static gboolean
show_information (NxWalk *walk)
{
  return nx_walk_pop_up (nx_find_id (nx_walk_root (walk), "about_button"));
}

static gboolean
show_intro (NxWalk *walk)
{
  return nx_walk_change_learner (walk) &&
         nx_walk_push (walk, nx_scenario_page_new (walk->context, walk->sample->scenario, NX_ASK_RESUME), "begin_button");
}

static gboolean
show_debrief (NxWalk *walk)
{
  return nx_walk_push (walk, nx_debrief_page_new (walk->context, walk->sample->scenario, walk->sample->run), "step_title");
}

static gboolean
show_debrief_lower (NxWalk *walk)
{
  return nx_walk_scroll_to (walk, nx_find_id (nx_walk_root (walk), "step_card"));
}

const NxStep nx_walk_play[] = {
  { "04a-scenario", show_scenario },
  { "04b-scenario-chosen-or-dossier", show_dossier },
  { "04c-scenario-document", show_document },
  { "04d-scenario-consequence", show_consequence },
  { "04d-scenario-information", show_information },
  { "04e-debrief", show_debrief },
  { "04f-debrief-lower", show_debrief_lower },
  { "03a-reader", show_reader },
  { "03b-reader-text", show_reader_text },
  { "03c-reader-callout", show_reader_callout },
  { "03d-reader-check", show_reader_check },
  { "03d-reader-check-answered", show_reader_check_answered },
  { "03e-reader-figure", show_reader_figure },
  { "03e-reader-figure-full", show_reader_figure_full },
  { "03e-reader-figure-words", show_reader_figure_words },
  { "03f-reader-end", show_reader_end },
  { "03g-reader-reference", show_reader_reference },
  { "03h-reader-chip", show_reader_chip },
  { "03i-reader-contents", show_reader_contents },
  { "05a-test", show_test },
  { "05b-test-chosen", show_test_chosen },
  { "05c-test-feedback", show_test_feedback },
  { "05d-test-result", show_result },
  { "05e-test-result-lower", show_result_lower },
  { "05f-try-again", show_try_again },
  { "04-scenario-begin", show_intro },
  { NULL, NULL },
};
