/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way from a window to a texture. It knows no page. */

#include "config.h"

#include "nx-picture.h"

#define STILL_US (330 * 1000)
#define LIMIT_US (10 * G_USEC_PER_SEC)
/* How often is looked. */
#define LOOK_MS 40

/* ---- Drawing ---- */

static void
snapshot_widget (GtkSnapshot *snapshot,
                 GtkWidget   *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);

  gdk_paintable_snapshot (paintable, snapshot,
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
}

static void
snapshot_popover (GtkSnapshot *snapshot,
                  GtkWidget   *popover,
                  double       x,
                  double       y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  snapshot_widget (snapshot, popover);
  gtk_snapshot_restore (snapshot);
}

/* Popovers have surfaces of their own, which the window's paintable does not draw. @x, @y: origin of the surface of @native. */
static void
snapshot_popovers (GtkSnapshot *snapshot,
                   GtkWidget   *widget,
                   double       x,
                   double       y)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      double dx, dy, px, py;

      if (!gtk_widget_get_mapped (child))
        continue;
      if (!GTK_IS_POPOVER (child))
        {
          snapshot_popovers (snapshot, child, x, y);
          continue;
        }
      gtk_native_get_surface_transform (GTK_NATIVE (child), &dx, &dy);
      px = x + gdk_popup_get_position_x (GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (child))));
      py = y + gdk_popup_get_position_y (GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (child))));
      snapshot_popover (snapshot, child, px + dx, py + dy);
      snapshot_popovers (snapshot, child, px, py);
    }
}

static void
snapshot_window (GtkSnapshot *snapshot,
                 GtkWidget   *window)
{
  double dx, dy;

  snapshot_widget (snapshot, window);
  gtk_native_get_surface_transform (GTK_NATIVE (window), &dx, &dy);
  snapshot_popovers (snapshot, window, -dx, -dy);
}

/* Windows that belong to @window stand over it, in the middle, and what is behind them is a shade darker. */
static void
snapshot_transients (GtkSnapshot *snapshot,
                     GtkWindow   *window)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();
  int width = gtk_widget_get_width (GTK_WIDGET (window)), height = gtk_widget_get_height (GTK_WIDGET (window));

  for (GList *link = toplevels; link != NULL; link = link->next)
    {
      GtkWidget *other = link->data;

      if (!GTK_IS_WINDOW (other) || gtk_window_get_transient_for (GTK_WINDOW (other)) != window || !gtk_widget_get_mapped (other))
        continue;
      gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 0.2f }, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) ((width - gtk_widget_get_width (other)) / 2),
                                                              (float) ((height - gtk_widget_get_height (other)) / 2)));
      snapshot_window (snapshot, other);
      snapshot_transients (snapshot, GTK_WINDOW (other));
      gtk_snapshot_restore (snapshot);
    }
}

void
nx_picture_drop_frames (void)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    gtk_widget_remove_css_class (link->data, "solid-csd");
}

GdkTexture *
nx_picture_take (GtkWindow *window)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t frame;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  nx_picture_drop_frames ();
  snapshot_window (snapshot, GTK_WIDGET (window));
  snapshot_transients (snapshot, window);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  graphene_rect_init (&frame, 0, 0, (float) gtk_widget_get_width (GTK_WIDGET (window)), (float) gtk_widget_get_height (GTK_WIDGET (window)));
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &frame);
}

/* ---- Waiting ---- */

static gboolean
textures_are_equal (GdkTexture *a,
                    GdkTexture *b)
{
  int width = gdk_texture_get_width (a), height = gdk_texture_get_height (a);
  gsize stride = (gsize) width * 4;
  g_autofree guchar *a_bytes = NULL, *b_bytes = NULL;

  if (gdk_texture_get_width (b) != width || gdk_texture_get_height (b) != height)
    return FALSE;
  a_bytes = g_malloc (stride * (gsize) height);
  b_bytes = g_malloc (stride * (gsize) height);
  gdk_texture_download (a, a_bytes, stride);
  gdk_texture_download (b, b_bytes, stride);
  return memcmp (a_bytes, b_bytes, stride * (gsize) height) == 0;
}

static gboolean
look_again_cb (gpointer data)
{
  gboolean *due = data;

  *due = TRUE;
  return G_SOURCE_REMOVE;
}

GdkTexture *
nx_picture_take_still (GtkWindow *window)
{
  gint64 limit_us = g_get_monotonic_time () + LIMIT_US, still_since_us = g_get_monotonic_time ();
  g_autoptr (GdkTexture) last = NULL;

  while (g_get_monotonic_time () < limit_us)
    {
      g_autoptr (GdkTexture) now = NULL;
      gboolean due = FALSE;

      g_timeout_add (LOOK_MS, look_again_cb, &due);
      while (!due)
        g_main_context_iteration (NULL, TRUE);
      now = nx_picture_take (window);
      if (now == NULL)
        continue;
      if (last == NULL || !textures_are_equal (last, now))
        still_since_us = g_get_monotonic_time ();
      else if (g_get_monotonic_time () - still_since_us >= STILL_US)
        return g_steal_pointer (&now);
      g_set_object (&last, now);
    }
  return NULL;
}
