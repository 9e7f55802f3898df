/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the search through a tree of widgets, and waiting for what is to come. */

#include "config.h"

#include "nx-finding.h"

/* Only a failure waits this long; a busy machine under sanitizers must not look like one. */
#define LIMIT_MS 60000
#define LOOK_MS 20

typedef struct
{
  gboolean (*fits) (GtkWidget *widget, const char *name);
  const char *name;
  guint index;                  /* how many that fit are passed over */
} Search;

static gboolean
has_id (GtkWidget  *widget,
        const char *name)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), name) == 0;
}

static gboolean
has_type (GtkWidget  *widget,
          const char *name)
{
  GType type = g_type_from_name (name);

  return type != 0 && g_type_is_a (G_OBJECT_TYPE (widget), type);
}

static gboolean
has_action (GtkWidget  *widget,
            const char *name)
{
  return GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), name) == 0;
}

static gboolean
has_class (GtkWidget  *widget,
           const char *name)
{
  return gtk_widget_has_css_class (widget, name);
}

static GtkWidget *
find (GtkWidget *widget,
      Search    *search)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return NULL;
  if (search->fits (widget, search->name) && search->index-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, search);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
nx_find_id (GtkWidget  *root,
            const char *id)
{
  return find (root, &(Search) { has_id, id, 0 });
}

GtkWidget *
nx_find_type (GtkWidget  *root,
              const char *type_name,
              guint       index)
{
  return find (root, &(Search) { has_type, type_name, index });
}

GtkWidget *
nx_find_action (GtkWidget  *root,
                const char *action_name)
{
  return find (root, &(Search) { has_action, action_name, 0 });
}

GtkWidget *
nx_find_class (GtkWidget  *root,
               const char *css_class,
               guint       index)
{
  return find (root, &(Search) { has_class, css_class, index });
}

/* ---- Text ---- */

/* A fraction of a pixel is nobody's loss. */
#define SLACK_PX 1

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;
  return FALSE;
}

static gboolean
is_cut (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  if (*gtk_label_get_text (label) == '\0')
    return FALSE;
  if (pango_layout_is_ellipsized (layout))
    return !has_tooltip (GTK_WIDGET (label));
  pango_layout_get_pixel_size (layout, &width, &height);
  return width > gtk_widget_get_width (GTK_WIDGET (label)) + SLACK_PX || height > gtk_widget_get_height (GTK_WIDGET (label)) + SLACK_PX;
}

GtkWidget *
nx_find_cut_text (GtkWidget *root)
{
  if (root == NULL || !gtk_widget_get_mapped (root) || !gtk_widget_get_child_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root) && is_cut (GTK_LABEL (root)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = nx_find_cut_text (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* ---- Waiting ---- */

static gboolean
due_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
nx_await (gboolean (*test) (gpointer user_data),
          gpointer   user_data)
{
  gint64 limit_us = g_get_monotonic_time () + LIMIT_MS * (gint64) 1000;
  /* So that the loop below wakes though nothing else happens. */
  guint id = g_timeout_add (LOOK_MS, due_cb, NULL);
  gboolean come;

  while (!(come = test (user_data)) && g_get_monotonic_time () < limit_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  return come;
}

typedef struct
{
  GtkWidget *root;
  Search search;
  GtkWidget *found;
} Awaited;

static gboolean
is_there (gpointer user_data)
{
  Awaited *awaited = user_data;
  Search search = awaited->search;

  awaited->found = find (awaited->root, &search);
  return awaited->found != NULL;
}

GtkWidget *
nx_await_id (GtkWidget  *root,
             const char *id)
{
  Awaited awaited = { root, { has_id, id, 0 }, NULL };

  nx_await (is_there, &awaited);
  return awaited.found;
}

GtkWidget *
nx_await_type (GtkWidget  *root,
               const char *type_name,
               guint       index)
{
  Awaited awaited = { root, { has_type, type_name, index }, NULL };

  nx_await (is_there, &awaited);
  return awaited.found;
}

gboolean
nx_press (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_is_sensitive (widget) && gtk_widget_activate (widget);
}
