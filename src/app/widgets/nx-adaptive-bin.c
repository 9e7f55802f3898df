/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-adaptive-bin.h"

#include "nx-text.h"

/* The narrowest that any screen is made for. */
#define NARROWEST_PX 360

struct _NxAdaptiveBin
{
  AdwBin parent_instance;
  NxWidthClass width_class;      /* announced */
  NxWidthClass measured;         /* of the last allocation */
  int natural_width;
  guint idle_id;
};

enum
{
  PROP_0,
  PROP_WIDTH_CLASS,
  PROP_NATURAL_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static const char *class_names[] = { "narrow", "medium", "wide" };

G_DEFINE_FINAL_TYPE (NxAdaptiveBin, nx_adaptive_bin, ADW_TYPE_BIN)

static gboolean
announce_cb (gpointer data)
{
  NxAdaptiveBin *self = data;

  self->idle_id = 0;
  if (self->width_class == self->measured)
    return G_SOURCE_REMOVE;

  gtk_widget_remove_css_class (GTK_WIDGET (self), class_names[self->width_class]);
  self->width_class = self->measured;
  gtk_widget_add_css_class (GTK_WIDGET (self), class_names[self->width_class]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH_CLASS]);
  return G_SOURCE_REMOVE;
}

static NxWidthClass
classify (GtkWidget *widget,
          int        width)
{
  double usual = width / nx_text_get_scale (widget);

  return usual >= 1000 ? NX_WIDTH_WIDE : usual >= 720 ? NX_WIDTH_MEDIUM : NX_WIDTH_NARROW;
}

static int
measure_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* A child that has not yet heard how narrow it is gets what it needs, and is cut at its end until it has. */
static void
allocate_child (GtkWidget *widget,
                GtkWidget *child,
                int        width,
                int        height,
                int        baseline)
{
  int child_width = MAX (width, measure_width (child));
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - child_width : 0, 0, child_width, height }, baseline);
}

static void
nx_adaptive_bin_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  NxAdaptiveBin *self = NX_ADAPTIVE_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  self->measured = classify (widget, width);
  if (self->measured != self->width_class && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, announce_cb, self, NULL);
  if (child != NULL && gtk_widget_should_layout (child))
    allocate_child (widget, child, width, height, baseline);
}

static void
nx_adaptive_bin_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  NxAdaptiveBin *self = NX_ADAPTIVE_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child != NULL && gtk_widget_should_layout (child))
    {
      if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
        for_size = MAX (for_size, measure_width (child));
      gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
    }
  /* A page that opens in its wide form must not widen the window, which would then stay so. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, NARROWEST_PX);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->natural_width > 0)
    *natural = MAX (*minimum, (int) (self->natural_width * nx_text_get_scale (widget)));
}

static GtkSizeRequestMode
nx_adaptive_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_adaptive_bin_dispose (GObject *object)
{
  NxAdaptiveBin *self = NX_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  G_OBJECT_CLASS (nx_adaptive_bin_parent_class)->dispose (object);
}

static void
nx_adaptive_bin_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  NxAdaptiveBin *self = NX_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_WIDTH_CLASS:
      g_value_set_int (value, (int) self->width_class);
      break;
    case PROP_NATURAL_WIDTH:
      g_value_set_int (value, self->natural_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_adaptive_bin_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  NxAdaptiveBin *self = NX_ADAPTIVE_BIN (object);

  switch (prop_id)
    {
    case PROP_NATURAL_WIDTH:
      self->natural_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_adaptive_bin_class_init (NxAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_adaptive_bin_dispose;
  object_class->get_property = nx_adaptive_bin_get_property;
  object_class->set_property = nx_adaptive_bin_set_property;
  widget_class->measure = nx_adaptive_bin_measure;
  widget_class->size_allocate = nx_adaptive_bin_size_allocate;
  widget_class->get_request_mode = nx_adaptive_bin_get_request_mode;

  properties[PROP_WIDTH_CLASS] =
    g_param_spec_int ("width-class", NULL, NULL, NX_WIDTH_NARROW, NX_WIDTH_WIDE, NX_WIDTH_WIDE,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_NATURAL_WIDTH] =
    g_param_spec_int ("natural-width", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nx_adaptive_bin_init (NxAdaptiveBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->width_class = self->measured = NX_WIDTH_WIDE;
  gtk_widget_add_css_class (GTK_WIDGET (self), class_names[NX_WIDTH_WIDE]);
  /* AdwBin's layout manager would be asked instead of the functions above. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

GtkWidget *
nx_adaptive_bin_new (void)
{
  return g_object_new (NX_TYPE_ADAPTIVE_BIN, NULL);
}

NxWidthClass
nx_adaptive_bin_get_width_class (NxAdaptiveBin *self)
{
  g_return_val_if_fail (NX_IS_ADAPTIVE_BIN (self), NX_WIDTH_WIDE);

  return self->width_class;
}

NxWidthClass
nx_adaptive_bin_get_class_for (GtkWidget *widget)
{
  GtkWidget *bin = gtk_widget_get_ancestor (widget, NX_TYPE_ADAPTIVE_BIN);

  return bin != NULL ? NX_ADAPTIVE_BIN (bin)->width_class : NX_WIDTH_WIDE;
}

/* ---- Watching ---- */

typedef struct
{
  GtkWidget *widget;             /* owns this */
  NxWidthClassFunc changed;
  GSignalGroup *bin;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_object_unref (watch->bin);
  g_free (watch);
}

static void
tell (Watch *watch)
{
  watch->changed (watch->widget, nx_adaptive_bin_get_class_for (watch->widget));
}

static void
class_changed_cb (NxAdaptiveBin *bin,
                  GParamSpec    *pspec,
                  gpointer       user_data)
{
  tell (user_data);
}

static void
root_changed_cb (GtkWidget  *widget,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  Watch *watch = user_data;

  g_signal_group_set_target (watch->bin, gtk_widget_get_root (widget) != NULL ? gtk_widget_get_ancestor (widget, NX_TYPE_ADAPTIVE_BIN) : NULL);
  if (gtk_widget_get_root (widget) != NULL)
    tell (watch);
}

void
nx_adaptive_bin_watch (GtkWidget        *widget,
                       NxWidthClassFunc  changed)
{
  Watch *watch = g_new0 (Watch, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  watch->widget = widget;
  watch->changed = changed;
  watch->bin = g_signal_group_new (NX_TYPE_ADAPTIVE_BIN);
  g_signal_group_connect (watch->bin, "notify::width-class", G_CALLBACK (class_changed_cb), watch);
  g_object_set_data_full (G_OBJECT (widget), "nx-width-watch", watch, watch_free);
  g_signal_connect (widget, "notify::root", G_CALLBACK (root_changed_cb), watch);
}
