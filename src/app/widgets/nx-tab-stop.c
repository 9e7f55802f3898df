/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-tab-stop.h"

struct _NxTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (NxTabStop, nx_tab_stop, ADW_TYPE_BIN)

static gboolean
nx_tab_stop_focus (GtkWidget        *widget,
                   GtkDirectionType  direction)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return GTK_WIDGET_CLASS (nx_tab_stop_parent_class)->focus (widget, direction);
}

static void
nx_tab_stop_class_init (NxTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = nx_tab_stop_focus;
}

static void
nx_tab_stop_init (NxTabStop *self)
{
}
