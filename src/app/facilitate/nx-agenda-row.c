/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-agenda-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-widgets.h"

/* Before what is dragged: a text from elsewhere is no part. */
#define DRAG_PREFIX "nexus-agenda-part:"

struct _NxAgendaRow
{
  GtkListBoxRow parent_instance;

  char *part;
  GtkWidget *box;                /* what it is, and the controls: side by side, or one above the other */
  GtkWidget *begin, *title, *kind, *warning;
  GtkWidget *minutes, *menu;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (NxAgendaRow, nx_agenda_row, GTK_TYPE_LIST_BOX_ROW)

static void
minutes_changed_cb (NxAgendaRow *self)
{
  if (!self->setting)
    gtk_widget_activate_action (GTK_WIDGET (self), "agenda.minutes", "(su)", self->part,
                                (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->minutes)));
}

/* ---- Dragging ---- */

static GdkContentProvider *
prepare_cb (NxAgendaRow *self)
{
  g_autofree char *text = g_strconcat (DRAG_PREFIX, self->part, NULL);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
drag_begin_cb (NxAgendaRow   *self,
               GdkDrag       *drag,
               GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
drop_cb (NxAgendaRow  *self,
         const GValue *value,
         double        x,
         double        y)
{
  const char *text = g_value_get_string (value);
  gboolean behind = y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (text == NULL || !g_str_has_prefix (text, DRAG_PREFIX))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "agenda.drop", "(ssb)", text + strlen (DRAG_PREFIX), self->part, behind);
}

static void
add_dragging (NxAgendaRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* ---- Keys ---- */

static gboolean
act_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  return gtk_widget_activate_action (widget, g_variant_get_string (args, NULL), "s", NX_AGENDA_ROW (widget)->part);
}

/* ---- Building ---- */

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_controls (NxAgendaRow *self,
                 GMenuModel  *menu)
{
  GtkWidget *controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->minutes = gtk_spin_button_new_with_range (1, 24 * 60, 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->minutes), 3);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (self->minutes), TRUE);
  g_signal_connect_object (self->minutes, "value-changed", G_CALLBACK (minutes_changed_cb), self, G_CONNECT_SWAPPED);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_box_append (GTK_BOX (controls), self->minutes);
  /* Translators: minutes, behind a number. */
  gtk_box_append (GTK_BOX (controls), gtk_label_new (C_("agenda", "min")));
  gtk_box_append (GTK_BOX (controls), self->menu);
  gtk_widget_set_valign (controls, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (controls, GTK_ALIGN_START);
  return controls;
}

static void
build (NxAgendaRow *self,
       GMenuModel  *menu)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  /* Four digits and a colon never need a second line. */
  self->begin = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->begin, "numeric");
  gtk_widget_set_valign (self->begin, GTK_ALIGN_START);
  self->title = create_label (NULL);
  self->kind = create_label ("secondary");
  gtk_widget_add_css_class (self->kind, "caption");
  self->warning = create_label ("warning");
  gtk_label_set_label (GTK_LABEL (self->warning), _("What this part shows is not on this computer"));
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->kind);
  gtk_box_append (GTK_BOX (words), self->warning);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->box, TRUE);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_box_append (GTK_BOX (self->box), create_controls (self, menu));
  gtk_box_append (GTK_BOX (all), self->begin);
  gtk_box_append (GTK_BOX (all), self->box);
  gtk_widget_add_css_class (all, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), all);
}

static void
width_class_cb (GtkWidget   *widget,
                NxWidthClass width_class)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (NX_AGENDA_ROW (widget)->box),
                                  width_class == NX_WIDTH_NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
nx_agenda_row_finalize (GObject *object)
{
  g_free (NX_AGENDA_ROW (object)->part);
  G_OBJECT_CLASS (nx_agenda_row_parent_class)->finalize (object);
}

static void
nx_agenda_row_class_init (NxAgendaRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nx_agenda_row_finalize;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, act_cb, "s", "agenda.up");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, act_cb, "s", "agenda.down");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, act_cb, "s", "agenda.remove");
}

static void
nx_agenda_row_init (NxAgendaRow *self)
{
}

GtkWidget *
nx_agenda_row_new (const char *part,
                   GMenuModel *menu)
{
  NxAgendaRow *self = g_object_new (NX_TYPE_AGENDA_ROW, NULL);

  self->part = g_strdup (part);
  build (self, menu);
  add_dragging (self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "agenda.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", part);
  nx_adaptive_bin_watch (GTK_WIDGET (self), width_class_cb);
  return GTK_WIDGET (self);
}

const char *
nx_agenda_row_get_part (NxAgendaRow *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_ROW (self), NULL);

  return self->part;
}

void
nx_agenda_row_set (NxAgendaRow *self,
                   const char  *title,
                   const char  *kind,
                   gboolean     is_missing,
                   guint        begin_minute,
                   guint        minutes)
{
  g_autofree char *begin = g_strdup_printf ("%02u:%02u", begin_minute / 60 % 24, begin_minute % 60);
  g_autofree char *isolated = nx_text_isolate (title);
  /* Translators: a part of an agenda, for a screen reader: its title, when it begins, what it is. */
  g_autofree char *name = g_strdup_printf (_("%s, %s, %s"), isolated, begin, kind);
  g_autofree char *minutes_name = g_strdup_printf (_("Minutes of %s"), isolated);
  g_autofree char *menu_name = g_strdup_printf (_("Menu of %s"), isolated);

  g_return_if_fail (NX_IS_AGENDA_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->begin), begin);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->kind), kind);
  gtk_widget_set_visible (self->warning, is_missing);
  self->setting = TRUE;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->minutes), minutes);
  self->setting = FALSE;
  nx_text_set_accessible (GTK_WIDGET (self), name, is_missing ? _("What this part shows is not on this computer") : NULL);
  nx_text_set_accessible (self->minutes, minutes_name, NULL);
  nx_text_name_control (self->menu, menu_name);
}
