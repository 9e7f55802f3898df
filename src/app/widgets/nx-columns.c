/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Two columns, one of a known width. Pure geometry. */

#include "config.h"

#include "nx-columns.h"

#include "nx-text.h"

struct _NxColumns
{
  GtkWidget parent_instance;
  GtkWidget *main, *side;
  int spacing, side_width, maximum_width;
  gboolean stacked;
};

static void nx_columns_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxColumns, nx_columns, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, nx_columns_buildable_init))

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_SIDE_WIDTH,
  PROP_MAXIMUM_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static void
nx_columns_add_child (GtkBuildable *buildable,
                      GtkBuilder   *builder,
                      GObject      *child,
                      const char   *type)
{
  NxColumns *self = NX_COLUMNS (buildable);
  GtkWidget **place = g_strcmp0 (type, "side") == 0 ? &self->side : &self->main;

  if (!GTK_IS_WIDGET (child) || *place != NULL)
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }
  *place = GTK_WIDGET (child);
  gtk_widget_set_parent (*place, GTK_WIDGET (self));
}

static void
nx_columns_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = nx_columns_add_child;
}

/* ---- Layout ---- */

static int
get_height (GtkWidget *column,
            int        width)
{
  int height;

  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static int
get_scaled (NxColumns *self,
            int        px)
{
  return (int) MIN (px * nx_text_get_scale (GTK_WIDGET (self)), G_MAXINT16);
}

/* Where both columns stand side by side: the narrow one. */
static int
get_side_width (NxColumns *self)
{
  return get_scaled (self, self->side_width);
}

/* What both columns share of the width that is given. */
static int
get_whole_width (NxColumns *self,
                 int        width)
{
  return MIN (width, get_scaled (self, self->maximum_width));
}

typedef struct
{
  GtkAllocation main, side;
  int height;                   /* of both */
} Plan;

static Plan
make_plan (NxColumns *self,
           int        width)
{
  Plan plan = { { 0 } };
  int whole = get_whole_width (self, width), start = (width - whole) / 2;

  plan.side.width = self->stacked ? whole : MIN (get_side_width (self), whole);
  plan.main.width = self->stacked ? whole : MAX (0, whole - plan.side.width - self->spacing);
  plan.main.height = get_height (self->main, plan.main.width);
  plan.side.height = get_height (self->side, plan.side.width);
  plan.main.y = self->stacked ? plan.side.height + self->spacing : 0;
  plan.main.x = plan.side.x = start;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    plan.main.x = start + whole - plan.main.width;
  else
    plan.side.x = start + whole - plan.side.width;
  plan.height = MAX (plan.main.y + plan.main.height, plan.side.height);
  return plan;
}

static void
nx_columns_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  NxColumns *self = NX_COLUMNS (widget);
  int main_minimum, main_natural, side_minimum, side_natural;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      if (for_size >= 0)
        *minimum = *natural = make_plan (self, for_size).height;
      return;
    }
  gtk_widget_measure (self->main, orientation, -1, &main_minimum, &main_natural, NULL, NULL);
  if (self->stacked)
    {
      gtk_widget_measure (self->side, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
      *minimum = MAX (main_minimum, side_minimum);
      *natural = MAX (main_natural, side_natural);
    }
  else
    {
      *minimum = main_minimum + self->spacing + get_side_width (self);
      *natural = main_natural + self->spacing + get_side_width (self);
    }
  *natural = MAX (*minimum, get_whole_width (self, *natural));
}

static void
nx_columns_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  NxColumns *self = NX_COLUMNS (widget);
  Plan plan = make_plan (self, width);

  gtk_widget_size_allocate (self->main, &plan.main, -1);
  gtk_widget_size_allocate (self->side, &plan.side, -1);
}

/* ---- Focus ---- */

/* The child that holds the focus, or NULL. */
static GtkWidget *
get_child_in_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  while (focus != NULL && gtk_widget_get_parent (focus) != widget)
    focus = gtk_widget_get_parent (focus);
  return focus;
}

/* GTK would go by the height of the columns' middles, so that the shorter one would come first. */
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

/* ---- The widget ---- */

static GtkSizeRequestMode
nx_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_columns_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  NxColumns *self = NX_COLUMNS (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_SIDE_WIDTH:
      g_value_set_int (value, self->side_width);
      break;
    case PROP_MAXIMUM_WIDTH:
      g_value_set_int (value, self->maximum_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_columns_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  NxColumns *self = NX_COLUMNS (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_SIDE_WIDTH:
      self->side_width = g_value_get_int (value);
      break;
    case PROP_MAXIMUM_WIDTH:
      self->maximum_width = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
nx_columns_dispose (GObject *object)
{
  NxColumns *self = NX_COLUMNS (object);

  g_clear_pointer (&self->main, gtk_widget_unparent);
  g_clear_pointer (&self->side, gtk_widget_unparent);
  G_OBJECT_CLASS (nx_columns_parent_class)->dispose (object);
}

static void
nx_columns_class_init (NxColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = nx_columns_get_property;
  object_class->set_property = nx_columns_set_property;
  object_class->dispose = nx_columns_dispose;
  widget_class->focus = nx_columns_focus;
  widget_class->measure = nx_columns_measure;
  widget_class->size_allocate = nx_columns_size_allocate;
  widget_class->get_request_mode = nx_columns_get_request_mode;
  properties[PROP_MAXIMUM_WIDTH] = g_param_spec_int ("maximum-width", NULL, NULL, 0, G_MAXINT16, G_MAXINT16, G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE_WIDTH] = g_param_spec_int ("side-width", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "columns");
}

static void
nx_columns_init (NxColumns *self)
{
}

void
nx_columns_set_stacked (NxColumns *self,
                        gboolean   stacked)
{
  g_return_if_fail (NX_IS_COLUMNS (self));
  self->stacked = stacked;
  /* The order of the children is the order of Tab. */
  if (stacked)
    gtk_widget_insert_after (self->side, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_after (self->side, GTK_WIDGET (self), self->main);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
