/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way to each screen. */

#include "config.h"

#include "nx-walk.h"

#include <string.h>

#include "nx-finding.h"
#include "nx-pages.h"

/* ---- Windows over the window ---- */

static GtkWidget *
find_transient (NxWalk *walk)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    if (GTK_IS_WINDOW (link->data) && gtk_window_get_transient_for (link->data) == GTK_WINDOW (walk->window) &&
        gtk_widget_get_mapped (link->data))
      return link->data;
  return NULL;
}

static gboolean
has_transient (gpointer user_data)
{
  return find_transient (user_data) != NULL;
}

static gboolean
has_no_transient (gpointer user_data)
{
  return find_transient (user_data) == NULL;
}

static gboolean
show_by_action (NxWalk     *walk,
                const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (walk->window))), action, NULL);
  return nx_await (has_transient, walk);
}

/* ---- Clearing the table between two steps ---- */

static void
close_popovers (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
        gtk_popover_popdown (GTK_POPOVER (child));
      else
        close_popovers (child);
    }
}

static void
clear_table (NxWalk *walk)
{
  GtkWidget *transient = find_transient (walk);

  if (transient != NULL)
    gtk_window_destroy (GTK_WINDOW (transient));
  nx_await (has_no_transient, walk);
  close_popovers (GTK_WIDGET (walk->window));
}

static gboolean
show_place (NxWalk     *walk,
            const char *name,
            const char *type_name)
{
  clear_table (walk);
  nx_window_show_place (walk->window, name);
  return nx_await_type (GTK_WIDGET (walk->window), type_name, 0) != NULL;
}

/* ---- Places ---- */

static gboolean
show_learn (NxWalk *walk)
{
  return show_place (walk, "learn", "NxLearnPage");
}

static gboolean
show_main_menu (NxWalk *walk)
{
  GtkWidget *button;

  clear_table (walk);
  /* Folded, the sidebar with the menu comes first. */
  nx_press (nx_find_id (GTK_WIDGET (walk->window), "panel_button"));
  button = nx_await_id (GTK_WIDGET (walk->window), "menu_button");
  if (button == NULL)
    return FALSE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return nx_await_type (button, "GtkPopoverMenu", 0) != NULL;
}

static gboolean
show_shortcuts (NxWalk *walk)
{
  clear_table (walk);
  return show_by_action (walk, "shortcuts");
}

static gboolean
show_about (NxWalk *walk)
{
  clear_table (walk);
  return show_by_action (walk, "about");
}

static const NxStep places[] = {
  { "02-learn", show_learn },
  { "00-main-menu", show_main_menu },
  { "00-shortcuts", show_shortcuts },
  { "00-about", show_about },
  { NULL, NULL },
};

static const struct
{
  const char *name;
  const NxStep *steps;
} walks[] = {
  { "places", places },
};

const NxStep *
nx_walk_get_steps (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    if (strcmp (walks[i].name, name) == 0)
      return walks[i].steps;
  return NULL;
}
