/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The result of a test. Shows judgements that were stored; counts nothing itself. */

#include "config.h"

#include "nx-result-view.h"

#include "nx-flow.h"
#include "nx-practice-link.h"
#include "nx-progress-ring.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"

#include <glib/gi18n.h>

#define RING_PX 96

struct _NxResultView
{
  AdwBin parent_instance;
  AdwBin *ring_slot;
  GtkWidget *heading;
  GtkLabel *heading_label, *score_label, *note_label;
  GtkWidget *actions_box;
  GtkWidget *again_button, *on_button;
  GtkLabel *wrong_title, *wrong_words, *practice_title;
  GtkWidget *wrong_box;
  GtkListBox *wrong_list;
  GtkWidget *practice_box;
  GtkListBox *practice_list;
};

G_DEFINE_FINAL_TYPE (NxResultView, nx_result_view, ADW_TYPE_BIN)

enum { SIGNAL_TRY_AGAIN, SIGNAL_GO_ON, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
try_again_cb (NxResultView *self)
{
  g_signal_emit (self, signals[SIGNAL_TRY_AGAIN], 0);
}

static void
go_on_cb (NxResultView *self)
{
  g_signal_emit (self, signals[SIGNAL_GO_ON], 0);
}

static void
nx_result_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_RESULT_VIEW);
  G_OBJECT_CLASS (nx_result_view_parent_class)->dispose (object);
}

static void
nx_result_view_class_init (NxResultViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_result_view_dispose;
  signals[SIGNAL_TRY_AGAIN] = g_signal_new ("try-again", NX_TYPE_RESULT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GO_ON] = g_signal_new ("go-on", NX_TYPE_RESULT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NX_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-result-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NxResultView, again_button);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, on_button);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, wrong_title);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, wrong_words);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, practice_title);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, ring_slot);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, heading);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, heading_label);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, score_label);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, note_label);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, actions_box);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, wrong_box);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, wrong_list);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, practice_box);
  gtk_widget_class_bind_template_child (widget_class, NxResultView, practice_list);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_cb);
}

static void
nx_result_view_init (NxResultView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Below each other where they do not fit side by side. */
  gtk_widget_set_layout_manager (self->actions_box, nx_wrap_layout_new_centered (12, 8));
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static GtkWidget *
add_text (GtkWidget  *box,
          const char *text,
          const char *css_class)
{
  GtkWidget *flow = nx_flow_new (text, css_class);

  gtk_box_append (GTK_BOX (box), flow);
  return GTK_WIDGET (nx_flow_get_label (NX_FLOW (flow)));
}

/* The options that are right, or else those that were chosen; one a line. */
static char *
dup_options (const NxQuestion  *question,
             const char *const *response,
             gboolean           right)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (question->options, i);
      g_autofree char *text = NULL;

      if (right ? !option->right : !g_strv_contains (response, option->id))
        continue;
      text = nx_inline_dup_plain (option->text);
      if (words->len > 0)
        g_string_append_c (words, '\n');
      g_string_append (words, text);
    }
  return g_string_free (words, FALSE);
}

/* One question answered with full confidence, and wrong: opens to what was chosen, what is right, and why. */
static GtkWidget *
make_wrong_row (NxTestAttempt *attempt,
                guint          index)
{
  const NxQuestion *question = nx_test_attempt_get_question (attempt, index);
  const char *const *response = nx_test_attempt_get_response (attempt, index);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *holder = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *prompt = nx_inline_dup_plain (question->prompt);
  g_autofree char *escaped = g_markup_escape_text (prompt, -1);
  g_autofree char *chosen = dup_options (question, response, FALSE);
  g_autofree char *right = dup_options (question, response, TRUE);
  g_autofree char *why = nx_inline_dup_plain (question->explanation);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_add_css_class (box, "result-detail");
  add_text (box, _("You chose"), "caption-heading");
  add_text (box, chosen, "result-answer");
  add_text (box, _("Right"), "caption-heading");
  add_text (box, right, "result-answer");
  add_text (box, why, "secondary");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), holder);
  return row;
}

static GtkWidget *
make_practice_row (NxBlockAids           *aids,
                   const NxPracticeScore *score)
{
  const NxPractice *practice = nx_block_aids_get_practice (aids, score->practice);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *bar = gtk_progress_bar_new ();
  GtkWidget *points, *title;
  g_autofree char *number = practice != NULL ? nx_practice_dup_number (practice) : g_strdup ("?");
  /* Translators: points reached of points possible. */
  g_autofree char *words = g_strdup_printf (_("%u of %u"), score->raw, score->max);
  GtkWidget *disc = gtk_label_new (number);

  gtk_widget_add_css_class (box, "practice-result");
  gtk_widget_add_css_class (disc, "number-disc");
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  if (practice != NULL)
    {
      gtk_widget_add_css_class (disc, nx_text_part_class (practice->part));
      gtk_widget_add_css_class (bar, nx_text_part_class (practice->part));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", practice->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "page.open-practice");
    }
  title = add_text (middle, practice != NULL ? practice->title : score->practice, "practice-title");
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), score->max > 0 ? (double) score->raw / score->max : 0);
  gtk_widget_add_css_class (bar, "thin");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  gtk_widget_set_hexpand (middle, TRUE);
  gtk_box_append (GTK_BOX (middle), bar);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), middle);
  points = gtk_label_new (words);
  gtk_widget_add_css_class (points, "numeric");
  gtk_widget_set_valign (points, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), points);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  nx_text_set_accessible (row, practice != NULL ? practice->title : score->practice, words);
  return row;
}

static void
set_words (NxResultView *self)
{
  gtk_button_set_label (GTK_BUTTON (self->again_button), _("Try again"));
  gtk_button_set_label (GTK_BUTTON (self->on_button), _("Back to the module"));
  gtk_label_set_text (self->wrong_title, _("Certain, but wrong"));
  gtk_label_set_text (self->wrong_words, _("You were certain of these answers. They are worth a second look before all others."));
  gtk_label_set_text (self->practice_title, _("By Good Practice"));
}

void
nx_result_view_show (NxResultView  *self,
                     NxBlockAids   *aids,
                     NxTestAttempt *attempt)
{
  const NxTestResult *result = nx_test_attempt_get_result (attempt);
  GtkWidget *ring = nx_progress_ring_new (RING_PX);
  int percent, mastery;
  g_autofree char *percent_words = NULL;
  g_autofree char *score = NULL;

  g_return_if_fail (NX_IS_RESULT_VIEW (self));
  g_return_if_fail (result != NULL);
  set_words (self);
  percent = (int) (result->scaled * 100 + .5);
  mastery = (int) (result->mastery * 100 + .5);
  /* Translators: a share; put the percent sign where the language has it. */
  percent_words = g_strdup_printf (_("%d%%"), percent);
  score = g_strdup_printf (_("%u of %u points. The pass mark is %d percent."), result->raw, result->max, mastery);
  nx_progress_ring_set (NX_PROGRESS_RING (ring), result->scaled, percent_words, score);
  adw_bin_set_child (self->ring_slot, ring);
  gtk_label_set_text (self->heading_label, result->passed ? _("Passed") : _("Not passed yet"));
  gtk_label_set_text (self->score_label, score);
  nx_text_set_accessible (self->heading, gtk_label_get_text (self->heading_label), score);
  if (!nx_test_attempt_is_counting (attempt))
    gtk_label_set_text (self->note_label, _("This was practice. It is not part of your record."));
  else if (result->module_completed)
    gtk_label_set_text (self->note_label, _("You have completed this module."));
  else if (result->passed)
    gtk_label_set_text (self->note_label, _("Read the sections that are left, and the module is complete."));
  else
    gtk_label_set_text (self->note_label, _("Look at what was not right, then try again when you like."));

  clear_list (self->wrong_list);
  clear_list (self->practice_list);
  for (guint i = 0; i < result->certain_but_wrong->len; i++)
    gtk_list_box_append (self->wrong_list, make_wrong_row (attempt, g_array_index (result->certain_but_wrong, guint, i)));
  gtk_widget_set_visible (self->wrong_box, result->certain_but_wrong->len > 0);
  for (guint i = 0; i < result->practices->len; i++)
    gtk_list_box_append (self->practice_list, make_practice_row (aids, g_ptr_array_index (result->practices, i)));
  gtk_widget_set_visible (self->practice_box, result->practices->len > 0);
}

void
nx_result_view_focus (NxResultView *self)
{
  g_return_if_fail (NX_IS_RESULT_VIEW (self));
  gtk_widget_grab_focus (self->heading);
}
