/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One question. Shows the judgement that it is given and never judges. */

#include "config.h"

#include "nx-question-view.h"

#include "nx-choice-row.h"
#include "nx-flow.h"
#include "nx-inline-label.h"
#include "nx-practice-link.h"
#include "nx-side-row.h"
#include "nx-text.h"
#include "nx-words.h"
#include "nx-wrap-layout.h"

#include <glib/gi18n.h>

struct _NxQuestionView
{
  AdwBin parent_instance;
  GtkLabel *kind_label;
  GtkBox *head_box;
  AdwBin *practices_slot, *prompt_slot;
  GtkBox *choices_box;
  GtkBox *confidence_box;
  GtkLabel *confidence_label, *confidence_note;
  GtkWidget *confidence_group;
  GtkToggleButton *guessing_button, *fairly_button, *certain_button;
  GtkWidget *feedback_box;
  GtkImage *feedback_icon;
  GtkLabel *feedback_label;
  GtkWidget *practice_button;

  NxBlockAids *aids;
  NxTextScope *scope;
  const NxQuestion *question;
  GPtrArray *rows;              /* NxChoiceRow in shown order; borrowed from the box */
  guint *order;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (NxQuestionView, nx_question_view, ADW_TYPE_BIN)

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const NxOption *
get_option (NxQuestionView *self,
            guint           shown)
{
  return g_ptr_array_index (self->question->options, self->order[shown]);
}

static void
choice_changed_cb (NxQuestionView *self)
{
  if (self->updating)
    return;
  /* Words about a failure no longer fit the new choice. */
  if (gtk_widget_has_css_class (self->feedback_box, "bad"))
    gtk_widget_set_visible (self->feedback_box, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
nx_question_view_dispose (GObject *object)
{
  NxQuestionView *self = NX_QUESTION_VIEW (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->scope, nx_text_scope_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_pointer (&self->order, g_free);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_QUESTION_VIEW);
  G_OBJECT_CLASS (nx_question_view_parent_class)->dispose (object);
}

static void
nx_question_view_class_init (NxQuestionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_question_view_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", NX_TYPE_QUESTION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-question-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, kind_label);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, head_box);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, practices_slot);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, prompt_slot);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, choices_box);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, confidence_box);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, confidence_label);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, confidence_group);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, confidence_note);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, guessing_button);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, fairly_button);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, certain_button);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, feedback_box);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, feedback_icon);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, feedback_label);
  gtk_widget_class_bind_template_child (widget_class, NxQuestionView, practice_button);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
nx_question_view_init (NxQuestionView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The question and its three answers stand side by side where there is room; the window is measured before it is known. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self->confidence_box), nx_wrap_layout_new (14, 6));
}

static void
clear_choices (NxQuestionView *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices_box))) != NULL)
    gtk_box_remove (self->choices_box, child);
}

static void
add_choices (NxQuestionView *self)
{
  gboolean several = self->question->kind == NX_QUESTION_MULTIPLE;

  for (guint i = 0; i < self->question->options->len; i++)
    {
      const NxOption *option = get_option (self, i);
      g_autofree char *plain = nx_inline_dup_plain (option->text);
      GtkWidget *row = nx_choice_row_new (NX_CHOICE_ANSWER, nx_inline_label_new_quiet (self->scope, option->text), plain, i + 1, several);

      if (!several && i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (row), g_ptr_array_index (self->rows, 0));
      g_signal_connect_object (row, "toggled", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->choices_box, row);
      g_ptr_array_add (self->rows, row);
    }
}

/* Set with each question, so that a change of language reaches them. */
static void
set_words (NxQuestionView *self)
{
  gtk_label_set_text (self->confidence_label, _("How sure are you?"));
  gtk_label_set_text (self->confidence_note, _("Your confidence does not change the score. The result shows where you were certain, but wrong."));
  gtk_button_set_label (GTK_BUTTON (self->guessing_button), C_("confidence", "Guessing"));
  gtk_button_set_label (GTK_BUTTON (self->fairly_button), C_("confidence", "Fairly sure"));
  gtk_button_set_label (GTK_BUTTON (self->certain_button), C_("confidence", "Certain"));
}

static void
set_kind (NxQuestionView *self)
{
  g_autofree char *words = NULL;

  if (self->question->kind == NX_QUESTION_SINGLE)
    words = g_strdup (_("One answer"));
  else if (self->question->choose > 0)
    words = g_strdup_printf (g_dngettext (NULL, "Several answers · choose %u", "Several answers · choose %u", self->question->choose), self->question->choose);
  else
    words = g_strdup (_("Several answers"));
  gtk_label_set_text (self->kind_label, words);
}

static void
set_practice_button (NxQuestionView *self)
{
  const char *id = self->question->practices != NULL ? self->question->practices[0] : NULL;
  const NxPractice *practice = nx_block_aids_get_practice (self->aids, id);
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->practice_button, practice != NULL);
  if (practice == NULL)
    return;
  number = nx_practice_dup_number (practice);
  /* Translators: %s is the number or the code of a Good Practice: "4" or "B4". */
  words = g_strdup_printf (_("Read Good Practice %s"), number);
  gtk_button_set_label (GTK_BUTTON (self->practice_button), words);
  /* The target first: an action that takes a string complains of a name without one. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->practice_button), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->practice_button), "page.open-practice");
}

void
nx_question_view_set_question (NxQuestionView   *self,
                               NxBlockAids      *aids,
                               const NxQuestion *question,
                               const guint      *order)
{
  GtkTextDirection direction = nx_language_get_direction (nx_block_aids_get_language (aids));
  g_autofree char *plain = NULL;
  GtkWidget *prompt;

  g_return_if_fail (NX_IS_QUESTION_VIEW (self));
  self->updating = TRUE;
  clear_choices (self);
  nx_block_aids_ref (aids);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = aids;
  g_clear_pointer (&self->scope, nx_text_scope_unref);
  self->scope = nx_text_scope_new (aids);
  self->question = question;
  g_free (self->order);
  self->order = g_memdup2 (order, sizeof *order * question->options->len);

  set_words (self);
  set_kind (self);
  set_practice_button (self);
  adw_bin_set_child (self->practices_slot, nx_practice_links_new (aids, (const char *const *) question->practices));
  prompt = nx_inline_label_new_quiet (self->scope, question->prompt);
  nx_inline_label_add_class (NX_INLINE_LABEL (prompt), "title-2");
  adw_bin_set_child (self->prompt_slot, prompt);
  plain = nx_inline_dup_plain (question->prompt);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices_box), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  add_choices (self);
  gtk_widget_set_sensitive (self->confidence_group, TRUE);
  gtk_toggle_button_set_active (self->guessing_button, FALSE);
  gtk_toggle_button_set_active (self->fairly_button, FALSE);
  gtk_toggle_button_set_active (self->certain_button, FALSE);
  gtk_widget_set_visible (self->feedback_box, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->confidence_box), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->confidence_note), TRUE);
  nx_widget_set_direction_deep (GTK_WIDGET (self->prompt_slot), direction);
  nx_widget_set_direction_deep (GTK_WIDGET (self->choices_box), direction);
  self->updating = FALSE;
}

char **
nx_question_view_dup_response (NxQuestionView *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (NX_IS_QUESTION_VIEW (self), NULL);
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->rows, i)))
      g_strv_builder_add (builder, get_option (self, i)->id);
  return g_strv_builder_end (builder);
}

NxConfidence
nx_question_view_get_confidence (NxQuestionView *self)
{
  g_return_val_if_fail (NX_IS_QUESTION_VIEW (self), NX_CONFIDENCE_UNSTATED);
  if (gtk_toggle_button_get_active (self->guessing_button))
    return NX_CONFIDENCE_GUESSING;
  if (gtk_toggle_button_get_active (self->fairly_button))
    return NX_CONFIDENCE_FAIRLY_SURE;
  if (gtk_toggle_button_get_active (self->certain_button))
    return NX_CONFIDENCE_CERTAIN;
  return NX_CONFIDENCE_UNSTATED;
}

void
nx_question_view_set_choice (NxQuestionView     *self,
                             const char *const  *response,
                             NxConfidence        confidence)
{
  g_return_if_fail (NX_IS_QUESTION_VIEW (self));
  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->rows, i), response != NULL && g_strv_contains (response, get_option (self, i)->id));
  gtk_toggle_button_set_active (self->guessing_button, confidence == NX_CONFIDENCE_GUESSING);
  gtk_toggle_button_set_active (self->fairly_button, confidence == NX_CONFIDENCE_FAIRLY_SURE);
  gtk_toggle_button_set_active (self->certain_button, confidence == NX_CONFIDENCE_CERTAIN);
  self->updating = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_feedback (NxQuestionView *self,
              const char     *css_class,
              const char     *icon,
              const char     *first_words,
              const char     *more,
              gboolean        take_focus)
{
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b> %s", first_words, more);

  gtk_widget_remove_css_class (self->feedback_box, "good");
  gtk_widget_remove_css_class (self->feedback_box, "bad");
  if (css_class != NULL)
    gtk_widget_add_css_class (self->feedback_box, css_class);
  gtk_image_set_from_icon_name (self->feedback_icon, icon);
  gtk_label_set_markup (self->feedback_label, markup);
  nx_text_set_accessible (self->feedback_box, first_words, more);
  gtk_widget_set_visible (self->feedback_box, TRUE);
  if (take_focus)
    gtk_widget_grab_focus (self->feedback_box);
}

void
nx_question_view_show_judgement (NxQuestionView    *self,
                                 const NxJudgement *judgement,
                                 gboolean           take_focus)
{
  g_autofree char *explanation = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (NX_IS_QUESTION_VIEW (self));
  g_return_if_fail (judgement != NULL);
  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const NxOption *option = get_option (self, i);
      NxChoiceRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *plain = nx_inline_dup_plain (option->feedback);

      nx_choice_row_set_verdict (row, judgement->verdicts[self->order[i]], nx_inline_label_new_quiet (self->scope, option->feedback), plain);
      nx_choice_row_set_locked (row, TRUE);
    }
  nx_widget_set_direction_deep (GTK_WIDGET (self->choices_box), nx_language_get_direction (nx_block_aids_get_language (self->aids)));
  gtk_widget_set_visible (GTK_WIDGET (self->confidence_note), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->confidence_box), nx_question_view_get_confidence (self) != NX_CONFIDENCE_UNSTATED);
  gtk_widget_set_sensitive (self->confidence_group, FALSE);
  self->updating = FALSE;

  explanation = nx_inline_dup_plain (self->question->explanation);
  if (judgement->success)
    words = g_strdup (_("Correct."));
  else if (judgement->raw > 0)
    words = g_strdup_printf (_("Partly right: %u of %u."), judgement->raw, judgement->max);
  else
    words = g_strdup (_("Not quite."));
  set_feedback (self, judgement->success ? "good" : NULL, judgement->success ? "nx-check-symbolic" : "nx-field-symbolic", words, explanation, take_focus);
  set_practice_button (self);
}

void
nx_question_view_show_problem (NxQuestionView *self,
                               const GError   *error)
{
  g_autofree char *words = nx_problem_dup_words (error);

  g_return_if_fail (NX_IS_QUESTION_VIEW (self));
  set_feedback (self, "bad", "nx-caution-symbolic", _("Not saved."), words, TRUE);
  gtk_widget_set_visible (self->practice_button, FALSE);
}

gboolean
nx_question_view_press_digit (NxQuestionView *self,
                              guint           digit)
{
  g_return_val_if_fail (NX_IS_QUESTION_VIEW (self), FALSE);
  if (digit < 1 || digit > self->rows->len)
    return FALSE;
  nx_choice_row_press (g_ptr_array_index (self->rows, digit - 1));
  return TRUE;
}

void
nx_question_view_set_narrow (NxQuestionView *self,
                             gboolean        narrow)
{
  g_return_if_fail (NX_IS_QUESTION_VIEW (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head_box), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->practices_slot), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
}

void
nx_question_view_focus_answers (NxQuestionView *self)
{
  g_return_if_fail (NX_IS_QUESTION_VIEW (self));
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->rows, i)))
      {
        gtk_widget_grab_focus (g_ptr_array_index (self->rows, i));
        return;
      }
  if (self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}
