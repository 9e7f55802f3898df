/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns what the steps of all walks are made of. */

#include "config.h"

#include "nx-walk.h"

#include "nx-finding.h"
#include "nx-picture.h"
#include "nx-slices.h"

GtkWidget *
nx_walk_root (NxWalk *walk)
{
  return GTK_WIDGET (walk->window);
}

/* ---- What lies over the window ---- */

GtkWidget *
nx_walk_find_transient (NxWalk *walk)
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
  return nx_walk_find_transient (user_data) != NULL;
}

static gboolean
has_no_transient (gpointer user_data)
{
  return nx_walk_find_transient (user_data) == NULL;
}

gboolean
nx_walk_await_transient (NxWalk *walk)
{
  return nx_await (has_transient, walk);
}

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
dismiss_toast (NxWalk *walk)
{
  GtkWidget *toast = nx_find_type (nx_walk_root (walk), "AdwToastWidget", 0);

  nx_press (nx_find_class (toast, "circular", 0));
}

void
nx_walk_clear_table (NxWalk *walk)
{
  GtkWidget *transient = nx_walk_find_transient (walk);

  dismiss_toast (walk);
  if (transient != NULL)
    gtk_window_destroy (GTK_WINDOW (transient));
  nx_await (has_no_transient, walk);
  close_popovers (nx_walk_root (walk));
  /* As long as it takes a person to move on: what a popover still asks for is asked while it is there. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- Places and pages ---- */

gboolean
nx_walk_show_place (NxWalk     *walk,
                    const char *name,
                    const char *type_name)
{
  nx_walk_clear_table (walk);
  nx_window_show_place (walk->window, name);
  return nx_await_type (nx_walk_root (walk), type_name, 0) != NULL;
}

static gboolean
is_built (gpointer user_data)
{
  return !nx_slices_are_seen ();
}

gboolean
nx_walk_push (NxWalk     *walk,
              GtkWidget  *page,
              const char *id)
{
  nx_walk_show_place (walk, "learn", "NxLearnPage");
  nx_window_push (walk->window, page);
  return nx_await_id (page, id) != NULL && nx_await (is_built, NULL);
}

typedef struct
{
  NxContext *context;
  const char *id;
} Awaited;

static gboolean
has_learner (gpointer user_data)
{
  Awaited *awaited = user_data;

  return g_strcmp0 (nx_context_get_learner (awaited->context)->id, awaited->id) == 0;
}

gboolean
nx_walk_change_learner (NxWalk *walk)
{
  GPtrArray *learners = nx_context_get_learners (walk->context);
  g_autofree char *present = g_strdup (nx_context_get_learner (walk->context)->id);

  nx_walk_show_place (walk, "learn", "NxLearnPage");
  for (guint i = 0; i < learners->len; i++)
    {
      NxLearner *learner = g_ptr_array_index (learners, i);

      if (g_str_equal (learner->id, present))
        continue;
      nx_context_choose_learner (walk->context, learner->id);
      return nx_await (has_learner, &(Awaited) { walk->context, learner->id });
    }
  return FALSE;
}

gboolean
nx_walk_pop_up (GtkWidget *menu_button)
{
  g_autoptr (GdkTexture) still = NULL;

  if (menu_button == NULL)
    return FALSE;
  /* It points at where the button stands, which may still move. */
  still = nx_picture_take_still (GTK_WINDOW (gtk_widget_get_root (menu_button)));
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu_button));
  return nx_await_type (menu_button, "GtkPopover", 0) != NULL;
}

gboolean
nx_walk_scroll_to (NxWalk    *walk,
                   GtkWidget *widget)
{
  GtkWidget *scroller = widget != NULL ? gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  g_autoptr (GdkTexture) still = NULL;
  GtkAdjustment *adjustment;
  double y;

  nx_walk_clear_table (walk);
  /* Until then nobody knows where things are, and a page that goes to its saved place would go there after us. */
  still = nx_picture_take_still (GTK_WINDOW (walk->window));
  if (scroller == NULL || !gtk_widget_translate_coordinates (widget, scroller, 0, 0, NULL, &y))
    return FALSE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - 80);
  return TRUE;
}
