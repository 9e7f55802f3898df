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

G_DEFINE_FINAL_TYPE (NxSideRow, nx_side_row, GTK_TYPE_WIDGET)

/* What the children that do not expand take together, with all gaps; the child that expands. */
static int
measure_fixed (NxSideRow      *self,
               GtkWidget **out_expanding)
{
  int fixed = 0;
  gboolean any = FALSE;

  *out_expanding = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (!gtk_widget_should_layout (child))
        continue;
      fixed += any ? self->spacing : 0;
      any = TRUE;
      if (*out_expanding == NULL && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        {
          *out_expanding = child;
          continue;
        }
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      fixed += natural;
    }
  return fixed;
}

static int
get_child_width (GtkWidget *child,
                 GtkWidget *expanding,
                 int        rest)
{
  int natural;

  if (child == expanding)
    return MAX (rest, 0);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
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
  GtkWidget *expanding;
  int fixed;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->stacked)
    {
      measure_stacked (self, orientation, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1, minimum, natural);
      return;
    }
  fixed = measure_fixed (self, &expanding);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int child_minimum = 0, child_natural = 0;

      if (expanding != NULL)
        gtk_widget_measure (expanding, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = fixed + child_minimum;
      *natural = fixed + child_natural;
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, for_size < 0 ? -1 : get_child_width (child, expanding, for_size - fixed),
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
nx_side_row_size_allocate (GtkWidget *widget,
                      int        width,
                      int        height,
                      int        baseline)
{
  NxSideRow *self = NX_SIDE_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *expanding;
  int rest;
  int x = 0;

  if (self->stacked)
    {
      allocate_stacked (self, width);
      return;
    }
  rest = width - measure_fixed (self, &expanding);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, 0, 0, height };

      if (!gtk_widget_should_layout (child))
        continue;
      place.width = get_child_width (child, expanding, rest);
      place.x = rtl ? width - x - place.width : x;
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
nx_side_row_class_init (NxSideRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_side_row_dispose;
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
  NxSideRow *self = g_object_new (NX_TYPE_SIDE_ROW, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
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
