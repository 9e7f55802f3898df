/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-notice.h"

struct _NxNotice
{
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkWidget *row;
  GtkImage *image;
  GtkLabel *label;
  GtkButton *button;
  char *style;
};

G_DEFINE_FINAL_TYPE (NxNotice, nx_notice, ADW_TYPE_BIN)

static void
nx_notice_finalize (GObject *object)
{
  g_free (NX_NOTICE (object)->style);
  G_OBJECT_CLASS (nx_notice_parent_class)->finalize (object);
}

static void
nx_notice_class_init (NxNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_notice_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
nx_notice_init (NxNotice *self)
{
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->image = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new ());

  gtk_widget_add_css_class (self->row, "notice");
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->button));
  gtk_revealer_set_child (self->revealer, self->row);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->revealer));
}

GtkWidget *
nx_notice_new (void)
{
  return g_object_new (NX_TYPE_NOTICE, NULL);
}

void
nx_notice_show (NxNotice   *self,
                const char *style,
                const char *text,
                const char *button,
                const char *action)
{
  g_return_if_fail (NX_IS_NOTICE (self));

  if (self->style != NULL)
    gtk_widget_remove_css_class (self->row, self->style);
  g_free (self->style);
  self->style = g_strdup (style);
  if (style != NULL)
    gtk_widget_add_css_class (self->row, style);
  gtk_image_set_from_icon_name (self->image, style != NULL ? "dialog-warning-symbolic" : "dialog-information-symbolic");
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
nx_notice_hide (NxNotice *self)
{
  g_return_if_fail (NX_IS_NOTICE (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

const char *
nx_notice_get_text (NxNotice *self)
{
  g_return_val_if_fail (NX_IS_NOTICE (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_label (self->label) : NULL;
}
