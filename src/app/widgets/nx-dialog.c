/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-dialog.h"

#include "nx-text.h"

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

/* @wanted, or what @parent has if that is less; a parent that was never shown has nothing to say. */
static int
fit (int wanted,
     int parent)
{
  return parent > 0 ? MIN (wanted, parent) : wanted;
}

GtkWidget *
nx_dialog_new (GtkWindow  *parent,
               const char *title,
               int         width,
               int         height)
{
  GtkWidget *self = adw_window_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  double scale = nx_text_get_scale (self);

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (self, shortcuts);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_set_default_size (GTK_WINDOW (self), fit ((int) (width * scale), gtk_widget_get_width (GTK_WIDGET (parent))),
                               fit ((int) (height * scale), gtk_widget_get_height (GTK_WIDGET (parent))));
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  return self;
}
