/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-state-pill.h"

#include <glib/gi18n.h>

struct _NxStatePill
{
  GtkWidget parent_instance;
  GtkWidget *image;
  GtkWidget *label;
  char *style;
};

G_DEFINE_FINAL_TYPE (NxStatePill, nx_state_pill, GTK_TYPE_WIDGET)

/* In the order of NxPill. */
static const struct
{
  const char *icon_name;
  const char *word;
  const char *style;
} pills[] = {
  [NX_PILL_REFUSED] = { "window-close-symbolic", NC_("record state", "Refused"), "error" },
  [NX_PILL_DELIVERED] = { "object-select-symbolic", NC_("record state", "Delivered"), "success" },
  [NX_PILL_SENDING] = { "emblem-synchronizing-symbolic", NC_("record state", "Sending"), "accent" },
  [NX_PILL_FACILITATOR] = { "system-users-symbolic", NC_("record state", "With the facilitator"), "accent" },
  [NX_PILL_USB] = { "media-removable-symbolic", NC_("record state", "On USB file"), "accent" },
  [NX_PILL_WAITING] = { "alarm-symbolic", NC_("record state", "Waiting"), NULL },
  [NX_PILL_ONLY_HERE] = { "drive-harddisk-symbolic", NC_("record state", "Only here"), NULL },
};

static void
nx_state_pill_dispose (GObject *object)
{
  NxStatePill *self = NX_STATE_PILL (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->style, g_free);
  G_OBJECT_CLASS (nx_state_pill_parent_class)->dispose (object);
}

static void
nx_state_pill_class_init (NxStatePillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_state_pill_dispose;
  gtk_widget_class_set_css_name (widget_class, "statepill");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nx_state_pill_init (NxStatePill *self)
{
  self->image = gtk_image_new ();
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
nx_state_pill_new (const char *icon_name,
                   const char *word,
                   const char *style)
{
  NxStatePill *self = g_object_new (NX_TYPE_STATE_PILL, NULL);

  nx_state_pill_set (self, icon_name, word, style);
  return GTK_WIDGET (self);
}

GtkWidget *
nx_state_pill_new_for_record (NxPill pill)
{
  NxStatePill *self = g_object_new (NX_TYPE_STATE_PILL, NULL);

  nx_state_pill_set_record (self, pill);
  return GTK_WIDGET (self);
}

void
nx_state_pill_set (NxStatePill *self,
                   const char  *icon_name,
                   const char  *word,
                   const char  *style)
{
  g_return_if_fail (NX_IS_STATE_PILL (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_widget_set_visible (self->image, icon_name != NULL);
  gtk_label_set_label (GTK_LABEL (self->label), word);
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  g_free (self->style);
  self->style = g_strdup (style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
}

void
nx_state_pill_set_record (NxStatePill *self,
                          NxPill       pill)
{
  g_return_if_fail ((guint) pill < G_N_ELEMENTS (pills));

  nx_state_pill_set (self, pills[pill].icon_name, nx_pill_get_word (pill), pills[pill].style);
}

const char *
nx_state_pill_get_word (NxStatePill *self)
{
  g_return_val_if_fail (NX_IS_STATE_PILL (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

const char *
nx_pill_get_word (NxPill pill)
{
  g_return_val_if_fail ((guint) pill < G_N_ELEMENTS (pills), "");

  return g_dpgettext2 (NULL, "record state", pills[pill].word);
}
