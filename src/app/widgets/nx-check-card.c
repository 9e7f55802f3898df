/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A knowledge check. Not part of any score; the judgement shown is assess's. */

#include "config.h"

#include "nx-check-card.h"

#include "nx-choice-row.h"
#include "nx-flow.h"
#include "nx-side-row.h"
#include "nx-text.h"
#include "nx-words.h"
#include "nx-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _NxCheckCard
{
  GtkWidget parent_instance;
  GtkWidget *root_box;
  GtkLabel *kind_label;
  AdwBin *prompt_slot;
  GtkBox *choices_box;
  GtkWidget *feedback_box;
  GtkImage *feedback_icon;
  GtkLabel *feedback_label;
  GtkWidget *actions_box, *head_box, *check_button, *show_button;

  NxTextScope *scope;
  const NxQuestion *question;
  GPtrArray *rows;              /* NxChoiceRow, in the author's order; borrowed from the box */
  gboolean busy, settled, judged;
};

G_DEFINE_FINAL_TYPE (NxCheckCard, nx_check_card, GTK_TYPE_WIDGET)

enum { SIGNAL_ANSWER, N_SIGNALS };
static guint signals[N_SIGNALS];

static GStrv
dup_response (NxCheckCard *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      const NxOption *option = g_ptr_array_index (self->question->options, i);

      if (gtk_check_button_get_active (g_ptr_array_index (self->rows, i)))
        g_strv_builder_add (builder, option->id);
    }
  return g_strv_builder_end (builder);
}

static void
update_buttons (NxCheckCard *self)
{
  g_auto (GStrv) response = dup_response (self);

  gtk_widget_set_visible (self->check_button, !self->settled);
  gtk_widget_set_sensitive (self->check_button, !self->busy && !self->judged && response[0] != NULL);
  gtk_widget_set_visible (self->show_button, self->judged && !self->settled);
}

static void
clear_verdicts (NxCheckCard *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    nx_choice_row_clear_verdict (g_ptr_array_index (self->rows, i));
  gtk_widget_set_visible (self->feedback_box, FALSE);
}

static void
toggled_cb (NxCheckCard *self)
{
  if (self->settled)
    return;
  if (self->judged)             /* another try */
    {
      self->judged = FALSE;
      clear_verdicts (self);
    }
  update_buttons (self);
}

static void
check_clicked_cb (NxCheckCard *self)
{
  g_auto (GStrv) response = dup_response (self);

  if (self->busy || self->settled || self->judged || response[0] == NULL)
    return;
  self->busy = TRUE;
  update_buttons (self);
  g_signal_emit (self, signals[SIGNAL_ANSWER], 0, response);
}

static void
set_feedback (NxCheckCard *self,
              gboolean     good,
              const char  *first_words,
              const char  *more,
              gboolean     take_focus)
{
  g_autofree char *markup = g_markup_printf_escaped (more != NULL ? "<b>%s</b> %s" : "<b>%s</b>%s", first_words, more != NULL ? more : "");

  gtk_label_set_markup (self->feedback_label, markup);
  gtk_image_set_from_icon_name (self->feedback_icon, good ? "nx-check-symbolic" : "nx-field-symbolic");
  gtk_widget_remove_css_class (self->feedback_box, "good");
  gtk_widget_remove_css_class (self->feedback_box, "partly");
  gtk_widget_add_css_class (self->feedback_box, good ? "good" : "partly");
  nx_text_set_accessible (self->feedback_box, first_words, more);
  gtk_widget_set_visible (self->feedback_box, TRUE);
  if (take_focus)
    gtk_widget_grab_focus (self->feedback_box);
}

static void
show_verdicts (NxCheckCard       *self,
               const NxJudgement *judgement,
               gboolean           all)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const NxOption *option = g_ptr_array_index (self->question->options, i);
      NxOptionVerdict verdict = judgement->verdicts[i];
      g_autofree char *plain = NULL;

      if (!all && verdict != NX_OPTION_RIGHT && verdict != NX_OPTION_WRONG)
        continue;
      plain = nx_inline_dup_plain (option->feedback);
      nx_choice_row_set_verdict (g_ptr_array_index (self->rows, i), verdict, nx_inline_label_new_quiet (self->scope, option->feedback), plain);
    }
}

static void
settle (NxCheckCard       *self,
        const NxJudgement *judgement,
        gboolean           take_focus)
{
  g_autofree char *explanation = nx_inline_dup_plain (self->question->explanation);

  self->settled = TRUE;
  show_verdicts (self, judgement, TRUE);
  for (guint i = 0; i < self->rows->len; i++)
    nx_choice_row_set_locked (g_ptr_array_index (self->rows, i), TRUE);
  set_feedback (self, judgement->success, judgement->success ? _("Correct.") : _("Not quite."), explanation, take_focus);
  update_buttons (self);
}

static void
show_clicked_cb (NxCheckCard *self)
{
  g_auto (GStrv) response = dup_response (self);
  g_autoptr (NxJudgement) judgement = nx_question_judge (self->question, (const char *const *) response, NULL);

  if (judgement != NULL && !self->settled)
    settle (self, judgement, TRUE);
}

static void
nx_check_card_dispose (GObject *object)
{
  NxCheckCard *self = NX_CHECK_CARD (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->scope, nx_text_scope_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_CHECK_CARD);
  G_OBJECT_CLASS (nx_check_card_parent_class)->dispose (object);
}

static void
nx_check_card_class_init (NxCheckCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_check_card_dispose;
  signals[SIGNAL_ANSWER] = g_signal_new ("answer", NX_TYPE_CHECK_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-check-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, root_box);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, kind_label);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, prompt_slot);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, choices_box);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, feedback_box);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, feedback_icon);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, feedback_label);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, head_box);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, actions_box);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, check_button);
  gtk_widget_class_bind_template_child (widget_class, NxCheckCard, show_button);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
nx_check_card_init (NxCheckCard *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Below each other where they do not fit side by side. */
  gtk_widget_set_layout_manager (self->head_box, nx_wrap_layout_new (8, 2));
  gtk_widget_set_layout_manager (self->actions_box, nx_wrap_layout_new (8, 8));
}

static void
add_rows (NxCheckCard *self)
{
  GtkCheckButton *first = NULL;
  gboolean several = self->question->kind == NX_QUESTION_MULTIPLE;

  for (guint i = 0; i < self->question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (self->question->options, i);
      g_autofree char *plain = nx_inline_dup_plain (option->text);
      GtkWidget *row = nx_choice_row_new (NX_CHOICE_ANSWER, nx_inline_label_new_quiet (self->scope, option->text), plain, i + 1, several);

      if (!several && first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (row), first);
      else
        first = GTK_CHECK_BUTTON (row);
      g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->choices_box, row);
      g_ptr_array_add (self->rows, row);
    }
}

GtkWidget *
nx_check_card_new (NxTextScope      *scope,
                   const NxQuestion *question)
{
  NxCheckCard *self = g_object_new (NX_TYPE_CHECK_CARD, NULL);
  g_autofree char *prompt = nx_inline_dup_plain (question->prompt);
  GtkWidget *prompt_label;

  self->scope = nx_text_scope_ref (scope);
  self->question = question;
  gtk_widget_set_visible (GTK_WIDGET (self->kind_label), question->kind == NX_QUESTION_MULTIPLE);
  prompt_label = nx_inline_label_new (scope, question->prompt, NULL);
  nx_inline_label_add_class (NX_INLINE_LABEL (prompt_label), "check-prompt");
  adw_bin_set_child (self->prompt_slot, prompt_label);
  nx_text_set_accessible (GTK_WIDGET (self), _("Check yourself"), prompt);
  add_rows (self);
  update_buttons (self);
  return GTK_WIDGET (self);
}

const NxQuestion *
nx_check_card_get_question (NxCheckCard *self)
{
  g_return_val_if_fail (NX_IS_CHECK_CARD (self), NULL);
  return self->question;
}

void
nx_check_card_show (NxCheckCard       *self,
                    const char *const *response,
                    gboolean           take_focus)
{
  g_autoptr (NxJudgement) judgement = NULL;

  g_return_if_fail (NX_IS_CHECK_CARD (self));
  self->busy = FALSE;
  judgement = nx_question_judge (self->question, response, NULL);
  if (judgement == NULL)        /* stored by a version with other options: open again */
    {
      update_buttons (self);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const NxOption *option = g_ptr_array_index (self->question->options, i);

      gtk_check_button_set_active (g_ptr_array_index (self->rows, i), g_strv_contains (response, option->id));
    }
  if (judgement->success)
    {
      settle (self, judgement, take_focus);
      return;
    }
  self->judged = TRUE;
  show_verdicts (self, judgement, FALSE);
  set_feedback (self, FALSE, _("Not quite."), _("Choose again, or let the answer be shown."), take_focus);
  update_buttons (self);
}

void
nx_check_card_fail (NxCheckCard  *self,
                    const GError *error)
{
  g_autofree char *words = nx_problem_dup_words (error);

  g_return_if_fail (NX_IS_CHECK_CARD (self));
  self->busy = FALSE;
  set_feedback (self, FALSE, _("Not saved."), words, TRUE);
  update_buttons (self);
}

gboolean
nx_check_card_press_digit (NxCheckCard *self,
                           guint        digit)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) || digit < 1 || digit > self->rows->len)
    return FALSE;
  nx_choice_row_press (g_ptr_array_index (self->rows, digit - 1));
  return TRUE;
}
