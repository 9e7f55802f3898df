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
  gboolean centered;
};

G_DEFINE_FINAL_TYPE (NxWrapLayout, nx_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
find_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static int
measure_child (GtkWidget *child,
               int        width,
               int       *out_height)
{
  int minimum, natural, child_width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  child_width = MAX (minimum, MIN (natural, width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, out_height, NULL, NULL);
  return child_width;
}

typedef struct
{
  GtkWidget *first, *next;       /* of it, and of the one after */
  GtkWidget *last;
  int width, height;
} Line;

/* As many children from @first as fit. */
static Line
measure_line (NxWrapLayout *self,
              GtkWidget    *first,
              int           width)
{
  Line line = { .first = first };
  GtkWidget *child = first;

  for (; child != NULL; child = find_shown (gtk_widget_get_next_sibling (child)))
    {
      int height, child_width = measure_child (child, width, &height);
      int gap = line.width > 0 ? self->column_spacing : 0;

      if (line.width > 0 && line.width + gap + child_width > width)
        break;
      line.width += gap + child_width;
      line.height = MAX (line.height, height);
      line.last = child;
    }
  line.next = child;
  return line;
}

/* All of a line are as high as the highest, so that texts beside each other stand in the middle of it. */
static void
allocate_line (NxWrapLayout *self,
               const Line   *line,
               int           width,
               int           y,
               gboolean      rtl)
{
  int rest = MAX (width - line->width, 0);
  int x = self->centered ? rest / 2 : 0;

  for (GtkWidget *child = line->first; child != line->next; child = find_shown (gtk_widget_get_next_sibling (child)))
    {
      int height, child_width = measure_child (child, width, &height);

      if (child == line->last && child != line->first && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        child_width += rest;
      gtk_widget_size_allocate (child, &(GtkAllocation){ rtl ? width - x - child_width : x, y, child_width, line->height }, -1);
      x += child_width + self->column_spacing;
    }
}

/* Lays the children out in lines of at most @width; with @allocate gives them their places. Returns the height. */
static int
lay_out (NxWrapLayout *self,
         GtkWidget    *widget,
         int           width,
         gboolean      allocate)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *first = find_shown (gtk_widget_get_first_child (widget));
  int y = 0;

  while (first != NULL)
    {
      Line line = measure_line (self, first, width);

      if (allocate)
        allocate_line (self, &line, width, y, rtl);
      y += line.height + (line.next != NULL ? self->line_spacing : 0);
      first = line.next;
    }
  return y;
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

GtkLayoutManager *
nx_wrap_layout_new_centered (int column_spacing_px,
                             int line_spacing_px)
{
  GtkLayoutManager *self = nx_wrap_layout_new (column_spacing_px, line_spacing_px);

  NX_WRAP_LAYOUT (self)->centered = TRUE;
  return self;
}
