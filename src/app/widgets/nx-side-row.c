/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-side-row.h"

struct _NxSideRow
{
  GtkWidget parent_instance;
  int spacing;
  gboolean stacked;
};

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NxSideRow, nx_side_row, GTK_TYPE_WIDGET)

/* How the children share the width. */
typedef struct
{
  GtkWidget *expanding;          /* takes the rest */
  GtkWidget *yielding;           /* the last of the others: gives up width where there is too little */
  int fixed;                     /* all but the expanding one, with the gaps, as they would like it */
  int yield;                     /* how much of that the yielding one could do without */
  int rest;                      /* for the expanding one */
  int lack;                      /* what the yielding one does without, 0..yield */
} Plan;

/* @width: of the row; negative if only the wishes are asked for. */
static Plan
make_plan (NxSideRow *self,
           int        width)
{
  Plan plan = { NULL };
  gboolean any = FALSE;
  int minimum, natural;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      plan.fixed += any ? self->spacing : 0;
      any = TRUE;
      if (plan.expanding == NULL && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        {
          plan.expanding = child;
          continue;
        }
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      plan.fixed += natural;
      plan.yielding = child;
      plan.yield = natural - minimum;
    }
  if (width < 0)
    return plan;
  minimum = 0;
  if (plan.expanding != NULL)
    gtk_widget_measure (plan.expanding, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  plan.lack = CLAMP (minimum - (width - plan.fixed), 0, plan.yield);
  plan.rest = MAX (width - plan.fixed + plan.lack, 0);
  return plan;
}

static int
get_child_width (GtkWidget  *child,
                 const Plan *plan)
{
  int natural;

  if (child == plan->expanding)
    return plan->rest;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return child == plan->yielding ? natural - plan->lack : natural;
}

static void
measure_stacked (NxSideRow          *self,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, for_size, &child_minimum, &child_natural, NULL, NULL);
      *minimum = orientation == GTK_ORIENTATION_VERTICAL ? *minimum + child_natural : MAX (*minimum, child_minimum);
      *natural = orientation == GTK_ORIENTATION_VERTICAL ? *minimum : MAX (*natural, child_natural);
    }
}

static void
nx_side_row_measure (GtkWidget      *widget,
                GtkOrientation  orientation,
                int             for_size,
                int            *minimum,
                int            *natural,
                int            *minimum_baseline,
                int            *natural_baseline)
{
  NxSideRow *self = NX_SIDE_ROW (widget);
  Plan plan;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->stacked)
    {
      measure_stacked (self, orientation, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum, natural);
      return;
    }
  plan = make_plan (self, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int child_minimum = 0, child_natural = 0;

      if (plan.expanding != NULL)
        gtk_widget_measure (plan.expanding, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = plan.fixed - plan.yield + child_minimum;
      *natural = plan.fixed + child_natural;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, for_size < 0 ? -1 : get_child_width (child, &plan),
                          &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
allocate_stacked (NxSideRow *self,
                  int    width)
{
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, y, width, 0 };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &place.height, NULL, NULL);
      gtk_widget_size_allocate (child, &place, -1);
      y += place.height;
    }
}

static void
center_in_height (GtkWidget     *child,
                  GtkAllocation *place)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place->width, &minimum, &natural, NULL, NULL);
  natural = CLAMP (natural, minimum, MAX (place->height, minimum));
  place->y = (place->height - natural) / 2;
  place->height = natural;
}

static void
nx_side_row_size_allocate (GtkWidget *widget,
                      int        width,
                      int        height,
                      int        baseline)
{
  NxSideRow *self = NX_SIDE_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Plan plan;
  int x = 0;

  if (self->stacked)
    {
      allocate_stacked (self, width);
      return;
    }
  plan = make_plan (self, width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, 0, 0, height };

      if (!gtk_widget_should_layout (child))
        continue;
      place.width = get_child_width (child, &plan);
      place.x = rtl ? width - x - place.width : x;
      if (child == plan.expanding)
        center_in_height (child, &place);
      gtk_widget_size_allocate (child, &place, -1);
      x += place.width + self->spacing;
    }
}

static GtkSizeRequestMode
nx_side_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_side_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (nx_side_row_parent_class)->dispose (object);
}

static void
nx_side_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, NX_SIDE_ROW (object)->spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_side_row_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SPACING:
      NX_SIDE_ROW (object)->spacing = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_side_row_class_init (NxSideRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_side_row_dispose;
  G_OBJECT_CLASS (klass)->get_property = nx_side_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = nx_side_row_set_property;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  widget_class->measure = nx_side_row_measure;
  widget_class->size_allocate = nx_side_row_size_allocate;
  widget_class->get_request_mode = nx_side_row_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "siderow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nx_side_row_init (NxSideRow *self)
{
}

GtkWidget *
nx_side_row_new (int spacing)
{
  return g_object_new (NX_TYPE_SIDE_ROW, "spacing", spacing, NULL);
}

void
nx_side_row_append (NxSideRow     *self,
               GtkWidget *child)
{
  g_return_if_fail (NX_IS_SIDE_ROW (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
nx_side_row_prepend (NxSideRow     *self,
                GtkWidget *child)
{
  g_return_if_fail (NX_IS_SIDE_ROW (self));

  gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
}

void
nx_side_row_set_stacked (NxSideRow    *self,
                    gboolean  stacked)
{
  g_return_if_fail (NX_IS_SIDE_ROW (self));

  self->stacked = stacked;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
