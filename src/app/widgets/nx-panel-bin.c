/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One width. Pure geometry. */

#include "config.h"

#include "nx-panel-bin.h"

#include "nx-text.h"

struct _NxPanelBin
{
  AdwBin parent_instance;
  int width;
};

enum
{
  PROP_0,
  PROP_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NxPanelBin, nx_panel_bin, ADW_TYPE_BIN)

static int
get_width (NxPanelBin *self)
{
  return (int) (self->width * nx_text_get_scale (GTK_WIDGET (self)));
}

static void
nx_panel_bin_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  NxPanelBin *self = NX_PANEL_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = get_width (self);
  else if (child != NULL)
    gtk_widget_measure (child, orientation, for_size < 0 ? get_width (self) : for_size, minimum, natural, NULL, NULL);
}

static void
nx_panel_bin_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
nx_panel_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_panel_bin_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WIDTH:
      g_value_set_int (value, NX_PANEL_BIN (object)->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_panel_bin_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_WIDTH:
      NX_PANEL_BIN (object)->width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_panel_bin_class_init (NxPanelBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = nx_panel_bin_get_property;
  object_class->set_property = nx_panel_bin_set_property;
  widget_class->measure = nx_panel_bin_measure;
  widget_class->size_allocate = nx_panel_bin_size_allocate;
  widget_class->get_request_mode = nx_panel_bin_get_request_mode;
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nx_panel_bin_init (NxPanelBin *self)
{
  /* AdwBin's layout manager would be asked instead of the functions above. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
