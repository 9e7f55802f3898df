/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-page.h"

#include "nx-window.h"

G_DEFINE_INTERFACE (NxPage, nx_page, GTK_TYPE_WIDGET)

static void
nx_page_default_init (NxPageInterface *iface)
{
}

void
nx_page_leave (NxPage     *self,
               NxPageLeft  done,
               gpointer    user_data)
{
  g_return_if_fail (NX_IS_PAGE (self));

  if (NX_PAGE_GET_IFACE (self)->leave != NULL)
    NX_PAGE_GET_IFACE (self)->leave (self, done, user_data);
  else
    done (user_data);
}

void
nx_page_take_focus (GtkWidget *page)
{
  if (NX_IS_PAGE (page) && NX_PAGE_GET_IFACE (page)->take_focus != NULL)
    NX_PAGE_GET_IFACE (page)->take_focus (NX_PAGE (page));
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static NxWindow *
get_window (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  /* A dialog of the window navigates in the window. */
  while (root != NULL && !NX_IS_WINDOW (root) && GTK_IS_WINDOW (root))
    root = GTK_ROOT (gtk_window_get_transient_for (GTK_WINDOW (root)));
  return NX_IS_WINDOW (root) ? NX_WINDOW (root) : NULL;
}

void
nx_navigate_push (GtkWidget *from,
                  GtkWidget *page)
{
  NxWindow *window = get_window (from);

  g_return_if_fail (window != NULL);
  nx_window_push (window, page);
}

void
nx_navigate_back (GtkWidget *from)
{
  NxWindow *window = get_window (from);

  if (window != NULL)
    nx_window_pop (window);
}

void
nx_navigate_replace (GtkWidget *from,
                     GtkWidget *page)
{
  NxWindow *window = get_window (from);

  g_return_if_fail (window != NULL);
  nx_window_replace (window, page);
}

void
nx_navigate_toast (GtkWidget  *from,
                   const char *text)
{
  NxWindow *window = get_window (from);

  if (window != NULL)
    nx_window_toast (window, text);
}
