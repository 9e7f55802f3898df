/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Lines of children. Pure geometry. */

#include "config.h"

#include "nx-wrap-layout.h"

struct _NxWrapLayout
{
  GtkLayoutManager parent_instance;
  int column_spacing, line_spacing;
};

G_DEFINE_FINAL_TYPE (NxWrapLayout, nx_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Lays the children out in lines of at most @width; with @allocate gives them their places. Returns the height. */
static int
lay_out (NxWrapLayout *self,
         GtkWidget    *widget,
         int           width,
         gboolean      allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural, height, child_width;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      child_width = MAX (minimum, MIN (natural, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &height, NULL, NULL);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line + self->line_spacing;
          line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - child_width : x, y, child_width, height }, -1);
      x += child_width + self->column_spacing;
      line = MAX (line, height);
    }
  return y + line;
}

static GtkSizeRequestMode
nx_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  NxWrapLayout *self = NX_WRAP_LAYOUT (manager);
  int widest = 0, sum = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_out (self, widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      widest = MAX (widest, child_minimum);
      sum += child_natural + (sum > 0 ? self->column_spacing : 0);
    }
  *minimum = widest;
  *natural = MAX (widest, sum);
}

static void
nx_wrap_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  lay_out (NX_WRAP_LAYOUT (manager), widget, width, TRUE);
}

static void
nx_wrap_layout_class_init (NxWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = nx_wrap_layout_get_request_mode;
  layout_class->measure = nx_wrap_layout_measure;
  layout_class->allocate = nx_wrap_layout_allocate;
}

static void
nx_wrap_layout_init (NxWrapLayout *self)
{
}

GtkLayoutManager *
nx_wrap_layout_new (int column_spacing_px,
                    int line_spacing_px)
{
  NxWrapLayout *self = g_object_new (NX_TYPE_WRAP_LAYOUT, NULL);

  self->column_spacing = column_spacing_px;
  self->line_spacing = line_spacing_px;
  return GTK_LAYOUT_MANAGER (self);
}
