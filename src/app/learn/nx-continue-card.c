/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-continue-card.h"

#include "nx-widgets.h"

struct _NxContinueCard
{
  AdwBin parent_instance;
  NxSideRow *box;
  GtkWidget *cover;
  GtkBox *texts;
  GtkLabel *kicker;
  GtkLabel *title;
  GtkLabel *place;
  GtkWidget *bar_box;
  GtkProgressBar *bar;
  GtkLabel *left;
  GtkButton *button;
  AdwButtonContent *button_content;
  gboolean narrow;
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxContinueCard, nx_continue_card, ADW_TYPE_BIN)

static void
clicked_cb (NxContinueCard *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
place_cover (NxContinueCard *self)
{
  if (self->cover != NULL)
    gtk_widget_set_size_request (self->cover, self->narrow ? -1 : 232, self->narrow ? 75 : 120);
}

static void
nx_continue_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_CONTINUE_CARD);
  G_OBJECT_CLASS (nx_continue_card_parent_class)->dispose (object);
}

static void
nx_continue_card_class_init (NxContinueCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_continue_card_dispose;
  g_type_ensure (NX_TYPE_SIDE_ROW);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-continue-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, box);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, texts);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, kicker);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, title);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, place);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, bar_box);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, bar);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, left);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, button);
  gtk_widget_class_bind_template_child (widget_class, NxContinueCard, button_content);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
nx_continue_card_init (NxContinueCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
nx_continue_card_new (void)
{
  return g_object_new (NX_TYPE_CONTINUE_CARD, NULL);
}

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

void
nx_continue_card_set (NxContinueCard       *self,
                      const NxContinueText *text)
{
  g_return_if_fail (NX_IS_CONTINUE_CARD (self));

  if (self->cover != NULL)
    gtk_widget_unparent (self->cover);
  self->cover = nx_cover_new (text->id, text->part);
  nx_side_row_prepend (self->box, self->cover);
  place_cover (self);

  set_label (self->kicker, text->kicker);
  set_label (self->title, text->title);
  set_label (self->place, text->place);
  set_label (self->left, text->left);
  gtk_widget_set_visible (self->bar_box, text->fraction >= 0 || text->left != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), text->fraction >= 0);
  /* Beside a bar the words take what they need; alone they take the row. */
  gtk_widget_set_hexpand (GTK_WIDGET (self->left), text->fraction < 0);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (text->fraction, 0, 1));
  gtk_widget_set_visible (GTK_WIDGET (self->button), text->button != NULL);
  adw_button_content_set_label (self->button_content, text->button != NULL ? text->button : "");
  if (text->button_name != NULL)
    nx_text_set_accessible (GTK_WIDGET (self->button), text->button_name, text->place);
  nx_text_set_accessible (GTK_WIDGET (self->bar), text->left != NULL ? text->left : text->title, NULL);
}

void
nx_continue_card_set_narrow (NxContinueCard *self,
                             gboolean        narrow)
{
  g_return_if_fail (NX_IS_CONTINUE_CARD (self));

  self->narrow = narrow;
  nx_side_row_set_stacked (self->box, narrow);
  if (narrow)
    gtk_widget_remove_css_class (GTK_WIDGET (self->box), "wide-card");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->box), "wide-card");
  gtk_widget_set_halign (GTK_WIDGET (self->button), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_set_margin_start (GTK_WIDGET (self->button), narrow ? 15 : 0);
  gtk_widget_set_margin_end (GTK_WIDGET (self->button), narrow ? 15 : 22);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->button), narrow ? 15 : 0);
  if (narrow)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "pill");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "pill");
  place_cover (self);
}
