/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One answer row. Knows nothing of questions or scenarios; it shows what it is told. */

#include "config.h"

#include "nx-choice-row.h"

#include "nx-adaptive-bin.h"
#include "nx-flow.h"
#include "nx-side-row.h"
#include "nx-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _NxChoiceRow
{
  GtkCheckButton parent_instance;
  GtkWidget *row_box, *words_box;
  GtkWidget *start_key, *start_mark, *end_mark, *end_key;
  GtkLabel *start_key_label, *end_key_label;
  AdwBin *text_slot, *feedback_slot;
  GtkWidget *cost_box, *time_icon, *needs_icon;
  GtkLabel *time_label, *needs_label;
  GtkWidget *pill;
  GtkImage *pill_icon;
  GtkLabel *pill_label;
  char *plain;
  guint number;
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (NxChoiceRow, nx_choice_row, GTK_TYPE_CHECK_BUTTON)

static const struct
{
  const char *css_class, *icon, *word;
} verdicts[] = {
  [NX_OPTION_LEFT] = { NULL, NULL, NULL },
  [NX_OPTION_RIGHT] = { "verdict-right", "nx-check-symbolic", N_("Right") },
  [NX_OPTION_WRONG] = { "verdict-wrong", "nx-cross-symbolic", N_("Not this one") },
  [NX_OPTION_MISSED] = { "verdict-missed", NULL, N_("You missed this") },
};

static void
nx_choice_row_activate (GtkCheckButton *button)
{
  if (!NX_CHOICE_ROW (button)->locked)
    GTK_CHECK_BUTTON_CLASS (nx_choice_row_parent_class)->activate (button);
}

/* For those who neither press nor click: assistive technology is offered the actions of a widget, and GTK has none for a check button. */
static void
choose_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  nx_choice_row_press (NX_CHOICE_ROW (widget));
}

/* Narrow, the verdict stands above the words, which would have too little room beside it. */
static void
width_class_cb (GtkWidget    *widget,
                NxWidthClass  width_class)
{
  NxChoiceRow *self = NX_CHOICE_ROW (widget);
  gboolean narrow = width_class == NX_WIDTH_NARROW;
  GtkWidget *place = narrow ? self->words_box : self->row_box;

  if (gtk_widget_get_parent (self->pill) == place)
    return;
  g_object_ref (self->pill);
  gtk_widget_unparent (self->pill);
  gtk_widget_insert_after (self->pill, place, narrow ? NULL : self->words_box);
  g_object_unref (self->pill);
}

static void
nx_choice_row_dispose (GObject *object)
{
  gtk_check_button_set_child (GTK_CHECK_BUTTON (object), NULL);   /* or the button would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_CHOICE_ROW);
  G_OBJECT_CLASS (nx_choice_row_parent_class)->dispose (object);
}

static void
nx_choice_row_finalize (GObject *object)
{
  g_free (NX_CHOICE_ROW (object)->plain);
  G_OBJECT_CLASS (nx_choice_row_parent_class)->finalize (object);
}

static void
nx_choice_row_class_init (NxChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_choice_row_dispose;
  object_class->finalize = nx_choice_row_finalize;
  GTK_CHECK_BUTTON_CLASS (klass)->activate = nx_choice_row_activate;
  gtk_widget_class_install_action (widget_class, "choice.choose", NULL, choose_cb);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, row_box);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, words_box);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, start_key);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, start_mark);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, end_mark);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, end_key);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, start_key_label);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, end_key_label);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, text_slot);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, feedback_slot);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, cost_box);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, time_icon);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, needs_icon);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, needs_label);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, pill);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, pill_icon);
  gtk_widget_class_bind_template_child (widget_class, NxChoiceRow, pill_label);
}

static void
nx_choice_row_init (NxChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_adaptive_bin_watch (GTK_WIDGET (self), width_class_cb);
}

static void
set_accessible_name (NxChoiceRow *self)
{
  /* Translators: %u is the number key of an answer, %s the answer. */
  g_autofree char *name = g_strdup_printf (_("%u, %s"), self->number, self->plain);

  nx_text_set_accessible (GTK_WIDGET (self), name, "");
}

GtkWidget *
nx_choice_row_new (NxChoiceLook  look,
                   GtkWidget    *text,
                   const char   *plain,
                   guint         number,
                   gboolean      several)
{
  NxChoiceRow *self = g_object_new (NX_TYPE_CHOICE_ROW, NULL);
  gboolean decision = look == NX_CHOICE_DECISION;
  gboolean has_key = number >= 1 && number <= 9;
  g_autofree char *key = g_strdup_printf ("%u", number);

  self->plain = g_strdup (plain);
  self->number = number;
  adw_bin_set_child (self->text_slot, text);
  gtk_label_set_text (self->start_key_label, key);
  gtk_label_set_text (self->end_key_label, key);
  gtk_widget_set_visible (self->start_key, decision && has_key);
  gtk_widget_set_visible (self->end_key, !decision && has_key);
  gtk_widget_set_visible (self->start_mark, !decision);
  gtk_widget_set_visible (self->end_mark, decision);
  gtk_widget_add_css_class (GTK_WIDGET (self), several ? "several" : "one");
  if (several)                  /* seen only while checked; a radio's dot is drawn by the style sheet */
    gtk_image_set_from_icon_name (decision ? GTK_IMAGE (self->end_mark) : GTK_IMAGE (self->start_mark), "nx-check-symbolic");
  if (decision)
    gtk_widget_add_css_class (GTK_WIDGET (self), "decision");
  set_accessible_name (self);
  return GTK_WIDGET (self);
}

void
nx_choice_row_set_cost (NxChoiceRow *self,
                        const char  *time,
                        const char  *needs)
{
  g_autofree char *name = NULL;

  g_return_if_fail (NX_IS_CHOICE_ROW (self));
  gtk_widget_set_visible (self->cost_box, time != NULL || needs != NULL);
  gtk_widget_set_visible (self->time_icon, time != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->time_label), time != NULL);
  gtk_widget_set_visible (self->needs_icon, needs != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->needs_label), needs != NULL);
  gtk_label_set_text (self->time_label, time != NULL ? time : "");
  gtk_label_set_text (self->needs_label, needs != NULL ? needs : "");
  if (time != NULL && needs != NULL)
    /* Translators: the known cost of a choice: a time such as "2 days", then what it needs. */
    name = g_strdup_printf (_("Costs %s. %s"), time, needs);
  else if (time != NULL)
    /* Translators: the known cost of a choice, a time such as "2 days". */
    name = g_strdup_printf (_("Costs %s."), time);
  else
    name = g_strdup (needs != NULL ? needs : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

void
nx_choice_row_clear_verdict (NxChoiceRow *self)
{
  g_return_if_fail (NX_IS_CHOICE_ROW (self));
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (verdicts[i].css_class != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (self), verdicts[i].css_class);
  gtk_widget_set_visible (self->pill, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->feedback_slot), FALSE);
  adw_bin_set_child (self->feedback_slot, NULL);
  set_accessible_name (self);
}

void
nx_choice_row_set_verdict (NxChoiceRow     *self,
                           NxOptionVerdict  verdict,
                           GtkWidget       *feedback,
                           const char      *plain)
{
  g_autofree char *name = NULL;
  const char *word;

  g_return_if_fail (NX_IS_CHOICE_ROW (self));
  g_return_if_fail ((gsize) verdict < G_N_ELEMENTS (verdicts));

  nx_choice_row_clear_verdict (self);
  adw_bin_set_child (self->feedback_slot, feedback);
  gtk_widget_set_visible (GTK_WIDGET (self->feedback_slot), feedback != NULL);
  if (verdicts[verdict].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), verdicts[verdict].css_class);
  word = verdicts[verdict].word != NULL ? _(verdicts[verdict].word) : NULL;
  gtk_widget_set_visible (self->pill, word != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pill_icon), verdicts[verdict].icon != NULL);
  gtk_image_set_from_icon_name (self->pill_icon, verdicts[verdict].icon);
  gtk_label_set_text (self->pill_label, word != NULL ? word : "");
  if (word != NULL)
    name = g_strdup_printf ("%s. %s", word, plain != NULL ? plain : "");
  else
    name = g_strdup (plain != NULL ? plain : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

void
nx_choice_row_set_locked (NxChoiceRow *self,
                          gboolean     locked)
{
  g_return_if_fail (NX_IS_CHOICE_ROW (self));
  if (self->locked == locked)
    return;
  self->locked = locked;
  /* A click toggles without passing `activate`, and arrows within a group choose: both are shut off. */
  gtk_widget_set_can_target (GTK_WIDGET (self), !locked);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "choice.choose", !locked);
  if (locked)
    {
      gtk_check_button_set_group (GTK_CHECK_BUTTON (self), NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self), "locked");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "locked");
  gtk_widget_set_visible (self->end_key, !locked && gtk_widget_has_css_class (GTK_WIDGET (self), "decision") == FALSE && self->number <= 9);
}

gboolean
nx_choice_row_is_locked (NxChoiceRow *self)
{
  g_return_val_if_fail (NX_IS_CHOICE_ROW (self), FALSE);
  return self->locked;
}

void
nx_choice_row_press (NxChoiceRow *self)
{
  GtkCheckButton *button = GTK_CHECK_BUTTON (self);

  g_return_if_fail (NX_IS_CHOICE_ROW (self));
  if (self->locked || !gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "several"))
    gtk_check_button_set_active (button, !gtk_check_button_get_active (button));
  else
    gtk_check_button_set_active (button, TRUE);
}
