/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Two shapes of the same cells; the width decides which is shown. */

#include "config.h"

#include "nx-table.h"

/* A column narrower than this breaks words. */
#define MIN_COLUMN_PX 118

struct _NxTable
{
  GtkWidget parent_instance;
  GtkWidget *grid, *list;
  int n_columns;
  gboolean stacked;
};

G_DEFINE_FINAL_TYPE (NxTable, nx_table, GTK_TYPE_WIDGET)

static gboolean
needs_stack (NxTable *self,
             int      width)
{
  return width >= 0 && width < self->n_columns * MIN_COLUMN_PX;
}

static GtkSizeRequestMode
nx_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_table_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  NxTable *self = NX_TABLE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int grid_natural;

      gtk_widget_measure (self->grid, orientation, -1, NULL, &grid_natural, NULL, NULL);
      gtk_widget_measure (self->list, orientation, -1, minimum, NULL, NULL, NULL);
      *natural = MAX (*minimum, grid_natural);
    }
  else
    {
      GtkWidget *child = needs_stack (self, for_size) ? self->list : self->grid;
      int child_minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      gtk_widget_measure (child, orientation, for_size < 0 ? -1 : MAX (for_size, child_minimum), minimum, natural, NULL, NULL);
    }
}

static void
nx_table_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  NxTable *self = NX_TABLE (widget);
  GtkWidget *shown, *other;
  int minimum;

  self->stacked = needs_stack (self, width);
  shown = self->stacked ? self->list : self->grid;
  other = self->stacked ? self->grid : self->list;
  gtk_widget_set_child_visible (shown, TRUE);
  gtk_widget_set_child_visible (other, FALSE);
  gtk_widget_measure (shown, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (shown, MAX (width, minimum), height, baseline, NULL);
}

static void
nx_table_dispose (GObject *object)
{
  NxTable *self = NX_TABLE (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  G_OBJECT_CLASS (nx_table_parent_class)->dispose (object);
}

static void
nx_table_class_init (NxTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_table_dispose;
  widget_class->get_request_mode = nx_table_get_request_mode;
  widget_class->measure = nx_table_measure;
  widget_class->size_allocate = nx_table_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "texttable");
}

static void
nx_table_init (NxTable *self)
{
}

static GtkWidget *
make_cell (NxTextScope    *scope,
           const NxInline *text,
           const char     *css_class)
{
  GtkWidget *cell = nx_inline_label_new (scope, text, NULL);

  nx_inline_label_add_class (NX_INLINE_LABEL (cell), css_class);
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_valign (cell, GTK_ALIGN_START);
  return cell;
}

static GtkWidget *
make_grid (NxTextScope   *scope,
           const NxBlock *block)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE, NULL);

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), FALSE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  for (guint column = 0; column < block->head->len; column++)
    gtk_grid_attach (GTK_GRID (grid), make_cell (scope, g_ptr_array_index (block->head, column), "table-head"), (int) column, 0, 1, 1);
  for (guint i = 0; i < block->rows->len; i++)
    {
      const NxRow *row = g_ptr_array_index (block->rows, i);
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_grid_attach (GTK_GRID (grid), line, 0, (int) (2 * i + 1), (int) MAX (1, block->head->len), 1);
      for (guint column = 0; column < row->cells->len; column++)
        gtk_grid_attach (GTK_GRID (grid), make_cell (scope, g_ptr_array_index (row->cells, column), column == 0 ? "table-first" : "table-cell"),
                         (int) column, (int) (2 * i + 2), 1, 1);
    }
  return grid;
}

static GtkWidget *
make_list (NxTextScope   *scope,
           const NxBlock *block)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < block->rows->len; i++)
    {
      const NxRow *row = g_ptr_array_index (block->rows, i);
      GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      gtk_widget_add_css_class (group, "table-group");
      for (guint column = 0; column < row->cells->len; column++)
        {
          if (column > 0 && column < block->head->len)
            gtk_box_append (GTK_BOX (group), make_cell (scope, g_ptr_array_index (block->head, column), "table-name"));
          gtk_box_append (GTK_BOX (group), make_cell (scope, g_ptr_array_index (row->cells, column), column == 0 ? "table-first" : "table-cell"));
        }
      gtk_box_append (GTK_BOX (list), group);
    }
  return list;
}

GtkWidget *
nx_table_new (NxTextScope   *scope,
              const NxBlock *block)
{
  NxTable *self = g_object_new (NX_TYPE_TABLE, NULL);

  self->n_columns = (int) MAX (1, block->head->len);
  self->grid = make_grid (scope, block);
  self->list = make_list (scope, block);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

gboolean
nx_table_is_stacked (NxTable *self)
{
  g_return_val_if_fail (NX_IS_TABLE (self), FALSE);
  return self->stacked;
}
