/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-columns.h"

struct _NxColumns
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (NxColumns, nx_columns, GTK_TYPE_BOX)

/* The child that holds the focus, or NULL. */
static GtkWidget *
get_child_in_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  while (focus != NULL && gtk_widget_get_parent (focus) != widget)
    focus = gtk_widget_get_parent (focus);
  return focus;
}

static gboolean
nx_columns_focus (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = get_child_in_focus (widget);

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (nx_columns_parent_class)->focus (widget, direction);
  if (child == NULL)
    child = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  for (; child != NULL; child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child))
    if (gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

static void
nx_columns_class_init (NxColumnsClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = nx_columns_focus;
}

static void
nx_columns_init (NxColumns *self)
{
}
