/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-projector.h"

#include "nx-audience-window.h"

struct _NxProjector
{
  GObject parent_instance;
  GtkWidget *console;           /* borrowed: it owns this */
  NxSlideScreen *screen;
  GListModel *monitors;
  GtkWindow *window;            /* NULL: the audience sees nothing */
  GdkMonitor *monitor;          /* held; the one that the window covers */
  char *wanted;                 /* connector of the monitor that was chosen or used last; NULL: any */
  gboolean in_window;
  gboolean had_monitor;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (NxProjector, nx_projector, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Monitors ---- */

/* A projector that warms up is there for a second without any size. */
static gboolean
is_usable (GdkMonitor *monitor)
{
  GdkRectangle geometry;

  gdk_monitor_get_geometry (monitor, &geometry);
  return gdk_monitor_is_valid (monitor) && geometry.width > 0 && geometry.height > 0;
}

static GdkMonitor *
get_console_monitor (NxProjector *self)
{
  GtkNative *native = gtk_widget_get_native (self->console);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (self->console), surface) : NULL;
}

/* (transfer full) (nullable): the wanted one, or the first that the console is not on. */
static GdkMonitor *
find_monitor (NxProjector *self)
{
  GdkMonitor *console = get_console_monitor (self);
  g_autoptr (GdkMonitor) found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (self->monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);

      if (monitor == console || !is_usable (monitor))
        continue;
      if (found == NULL || g_strcmp0 (gdk_monitor_get_connector (monitor), self->wanted) == 0)
        g_set_object (&found, monitor);
    }
  return g_steal_pointer (&found);
}

/* ---- The window ---- */

static void
forget_monitor (NxProjector *self)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
}

static void
drop_window (NxProjector *self)
{
  GtkWindow *window = g_steal_pointer (&self->window);

  forget_monitor (self);
  if (window != NULL)
    gtk_window_destroy (window);
}

static void place (NxProjector *self);

/* Closed by its person: no window any more, and no surprise on another screen. */
static gboolean
close_request_cb (GtkWindow *window,
                  gpointer   user_data)
{
  NxProjector *self = user_data;

  self->in_window = FALSE;
  drop_window (self);
  place (self);
  return TRUE;
}

static void
ensure_window (NxProjector *self)
{
  if (self->window != NULL)
    return;
  self->window = GTK_WINDOW (nx_audience_window_new (GTK_WINDOW (gtk_widget_get_root (self->console)), self->screen));
  g_signal_connect_object (self->window, "close-request", G_CALLBACK (close_request_cb), self, 0);
}

static void
show_on_monitor (NxProjector *self,
                 GdkMonitor  *monitor)
{
  ensure_window (self);
  if (self->monitor != monitor)
    {
      forget_monitor (self);
      self->monitor = g_object_ref (monitor);
      g_signal_connect_object (monitor, "notify::geometry", G_CALLBACK (place), self, G_CONNECT_SWAPPED);
      g_free (self->wanted);
      self->wanted = g_strdup (gdk_monitor_get_connector (monitor));
    }
  self->had_monitor = TRUE;
  gtk_window_fullscreen_on_monitor (self->window, monitor);
  gtk_window_present (self->window);
}

static void
show_in_window (NxProjector *self)
{
  forget_monitor (self);
  ensure_window (self);
  gtk_window_unfullscreen (self->window);
  gtk_window_present (self->window);
}

/* Where the window belongs as things are now. The keys stay with the console. */
static void
place (NxProjector *self)
{
  g_autoptr (GdkMonitor) monitor = NULL;

  if (self->closed)
    return;
  monitor = self->in_window ? NULL : find_monitor (self);
  if (self->in_window)
    show_in_window (self);
  else if (monitor != NULL)
    show_on_monitor (self, monitor);
  else
    drop_window (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
monitors_changed_cb (NxProjector *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);

      /* One without a size is looked at again when it has one. */
      if (!is_usable (monitor))
        {
          g_signal_handlers_disconnect_by_data (monitor, self);
          g_signal_connect_object (monitor, "notify::geometry", G_CALLBACK (place), self, G_CONNECT_SWAPPED);
        }
    }
  place (self);
}

/* ---- Object ---- */

static void
nx_projector_dispose (GObject *object)
{
  NxProjector *self = NX_PROJECTOR (object);

  nx_projector_close (self);
  g_clear_object (&self->screen);
  G_OBJECT_CLASS (nx_projector_parent_class)->dispose (object);
}

static void
nx_projector_finalize (GObject *object)
{
  g_free (NX_PROJECTOR (object)->wanted);
  G_OBJECT_CLASS (nx_projector_parent_class)->finalize (object);
}

static void
nx_projector_class_init (NxProjectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_projector_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_projector_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", NX_TYPE_PROJECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_projector_init (NxProjector *self)
{
}

NxProjector *
nx_projector_new (GtkWidget     *console,
                  NxSlideScreen *screen)
{
  NxProjector *self = g_object_new (NX_TYPE_PROJECTOR, NULL);

  self->console = console;
  self->screen = g_object_ref (screen);
  self->monitors = gdk_display_get_monitors (gtk_widget_get_display (console));
  g_signal_connect_object (self->monitors, "items-changed", G_CALLBACK (monitors_changed_cb), self, G_CONNECT_SWAPPED);
  monitors_changed_cb (self);
  return self;
}

NxProjectorState
nx_projector_get_state (NxProjector *self)
{
  g_return_val_if_fail (NX_IS_PROJECTOR (self), NX_PROJECTOR_NONE);

  if (self->window == NULL)
    return self->had_monitor ? NX_PROJECTOR_LOST : NX_PROJECTOR_NONE;
  return self->monitor != NULL ? NX_PROJECTOR_MONITOR : NX_PROJECTOR_WINDOW;
}

GtkWindow *
nx_projector_get_window (NxProjector *self)
{
  g_return_val_if_fail (NX_IS_PROJECTOR (self), NULL);

  return self->window;
}

void
nx_projector_get_size (NxProjector *self,
                       int         *out_width_px,
                       int         *out_height_px)
{
  GdkRectangle geometry = { 0 };
  int factor = 1;

  g_return_if_fail (NX_IS_PROJECTOR (self));
  if (self->monitor != NULL)
    {
      gdk_monitor_get_geometry (self->monitor, &geometry);
      factor = gdk_monitor_get_scale_factor (self->monitor);
    }
  *out_width_px = geometry.width * factor;
  *out_height_px = geometry.height * factor;
}

void
nx_projector_set_in_window (NxProjector *self,
                            gboolean     in_window)
{
  g_return_if_fail (NX_IS_PROJECTOR (self));

  if (self->in_window == !!in_window)
    return;
  self->in_window = !!in_window;
  place (self);
}

void
nx_projector_swap (NxProjector *self)
{
  g_autoptr (GdkMonitor) console = NULL;
  g_autoptr (GdkMonitor) slides = NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (self->console));

  g_return_if_fail (NX_IS_PROJECTOR (self));
  if (self->monitor == NULL || get_console_monitor (self) == NULL)
    return;
  console = g_object_ref (get_console_monitor (self));
  slides = g_object_ref (self->monitor);
  /* A window can be told its screen only when it covers it. */
  gtk_window_fullscreen_on_monitor (window, slides);
  show_on_monitor (self, console);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint
nx_projector_count_monitors (NxProjector *self)
{
  guint n = 0;

  g_return_val_if_fail (NX_IS_PROJECTOR (self), 0);
  for (guint i = 0; i < g_list_model_get_n_items (self->monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);

      n += is_usable (monitor);
    }
  return n;
}

void
nx_projector_close (NxProjector *self)
{
  g_return_if_fail (NX_IS_PROJECTOR (self));

  self->closed = TRUE;
  drop_window (self);
}
