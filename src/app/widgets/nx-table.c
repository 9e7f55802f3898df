/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Two places for the same cells; the width decides which is theirs. */

#include "config.h"

#include "nx-table.h"

/* A column narrower than this breaks words. */
#define MIN_COLUMN_PX 118
#define COLUMN_GAP_PX 18
/* Above and below what stands in a row. */
#define ROW_PAD_PX 8
/* Between the cells of a group. */
#define GROUP_GAP_PX 2

struct _NxTable
{
  GtkWidget parent_instance;
  guint n_columns;
  GPtrArray *heads;             /* GtkWidget, one a column */
  GPtrArray *rows;              /* Row */
  gboolean stacked;
};

typedef struct
{
  GPtrArray *cells;             /* GtkWidget, one a column */
  GPtrArray *names;             /* the columns' names again, for a group; the first has none: NULL */
  GtkWidget *line;              /* above it */
} Row;

G_DEFINE_FINAL_TYPE (NxTable, nx_table, GTK_TYPE_WIDGET)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_ptr_array_unref (row->cells);
  g_ptr_array_unref (row->names);
  g_free (row);
}

static int
get_height (GtkWidget *widget,
            int        width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* ---- As columns ---- */

static void
widen (GtkRequestedSize *size,
       GtkWidget        *cell)
{
  int minimum, natural;

  gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  size->minimum_size = MAX (size->minimum_size, minimum);
  size->natural_size = MAX (size->natural_size, natural);
}

/* The widths that the columns ask for. */
static void
measure_columns (NxTable          *self,
                 GtkRequestedSize *sizes)
{
  for (guint column = 0; column < self->n_columns; column++)
    {
      sizes[column] = (GtkRequestedSize){ 0 };
      widen (&sizes[column], g_ptr_array_index (self->heads, column));
      for (guint i = 0; i < self->rows->len; i++)
        widen (&sizes[column], g_ptr_array_index (((Row *) g_ptr_array_index (self->rows, i))->cells, column));
    }
}

/* The widths that they get: what they ask for as far as there is room, and the same share of what is left. */
static void
share_width (NxTable          *self,
             int               width,
             GtkRequestedSize *sizes)
{
  int rest = width - COLUMN_GAP_PX * ((int) self->n_columns - 1);

  measure_columns (self, sizes);
  for (guint column = 0; column < self->n_columns; column++)
    rest -= sizes[column].minimum_size;
  rest = gtk_distribute_natural_allocation (MAX (rest, 0), self->n_columns, sizes);
  for (guint column = 0; column < self->n_columns; column++)
    sizes[column].minimum_size += rest / (int) self->n_columns;
}

static int
measure_cells (GPtrArray              *cells,
               const GtkRequestedSize *sizes)
{
  int height = 0;

  for (guint column = 0; column < cells->len; column++)
    height = MAX (height, get_height (g_ptr_array_index (cells, column), sizes[column].minimum_size));
  return height;
}

static int
allocate_cells (NxTable                *self,
                GPtrArray              *cells,
                const GtkRequestedSize *sizes,
                int                     width,
                int                     y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int height = measure_cells (cells, sizes);
  int x = 0;

  for (guint column = 0; column < cells->len; column++)
    {
      GtkWidget *cell = g_ptr_array_index (cells, column);
      int cell_width = sizes[column].minimum_size;

      gtk_widget_size_allocate (cell, &(GtkAllocation){ rtl ? width - x - cell_width : x, y, cell_width, get_height (cell, cell_width) }, -1);
      x += cell_width + COLUMN_GAP_PX;
    }
  return height;
}

static int
measure_as_columns (NxTable *self,
                    int      width)
{
  GtkRequestedSize *sizes = g_newa (GtkRequestedSize, self->n_columns);
  int height;

  share_width (self, width, sizes);
  height = measure_cells (self->heads, sizes) + ROW_PAD_PX;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      height += get_height (row->line, -1) + measure_cells (row->cells, sizes) + 2 * ROW_PAD_PX;
    }
  return height;
}

static void
allocate_as_columns (NxTable *self,
                     int      width)
{
  GtkRequestedSize *sizes = g_newa (GtkRequestedSize, self->n_columns);
  int y;

  share_width (self, width, sizes);
  y = allocate_cells (self, self->heads, sizes, width, 0) + ROW_PAD_PX;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      int line_height = get_height (row->line, -1);

      gtk_widget_size_allocate (row->line, &(GtkAllocation){ 0, y, width, line_height }, -1);
      y += line_height + ROW_PAD_PX;
      y += allocate_cells (self, row->cells, sizes, width, y) + ROW_PAD_PX;
    }
}

/* ---- As groups ---- */

/* Stacks the group from @y on, or only says how high it is. */
static int
stack_group (Row     *row,
             int      width,
             int      y,
             gboolean allocate)
{
  int top = y;

  for (guint column = 0; column < row->cells->len; column++)
    {
      GtkWidget *pieces[] = { g_ptr_array_index (row->names, column), g_ptr_array_index (row->cells, column) };

      for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
        {
          int height = pieces[i] != NULL ? get_height (pieces[i], width) : 0;

          if (pieces[i] == NULL)
            continue;
          if (allocate)
            gtk_widget_size_allocate (pieces[i], &(GtkAllocation){ 0, y, width, height }, -1);
          y += height + GROUP_GAP_PX;
        }
    }
  return y - GROUP_GAP_PX - top;
}

static int
place_groups (NxTable *self,
              int      width,
              gboolean allocate)
{
  int y = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      int line_height = i > 0 ? get_height (row->line, -1) : 0;

      if (allocate && i > 0)
        gtk_widget_size_allocate (row->line, &(GtkAllocation){ 0, y, width, line_height }, -1);
      y += line_height + ROW_PAD_PX;
      y += stack_group (row, width, y, allocate) + ROW_PAD_PX;
    }
  return y;
}

/* ---- The widget ---- */

static gboolean
needs_stack (NxTable *self,
             int      width)
{
  return width >= 0 && width < (int) self->n_columns * MIN_COLUMN_PX;
}

/* What stands only in one of the two places. */
static void
show_parts (NxTable *self)
{
  for (guint column = 0; column < self->heads->len; column++)
    gtk_widget_set_child_visible (g_ptr_array_index (self->heads, column), !self->stacked);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      gtk_widget_set_child_visible (row->line, !self->stacked || i > 0);
      for (guint column = 1; column < row->names->len; column++)
        gtk_widget_set_child_visible (g_ptr_array_index (row->names, column), self->stacked);
    }
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
  GtkRequestedSize *sizes = g_newa (GtkRequestedSize, self->n_columns);
  int wish = COLUMN_GAP_PX * ((int) self->n_columns - 1);

  measure_columns (self, sizes);
  for (guint column = 0; column < self->n_columns; column++)
    wish += sizes[column].natural_size;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      for (guint column = 0; column < self->n_columns; column++)
        *minimum = MAX (*minimum, sizes[column].minimum_size);
      *natural = MAX (*minimum, wish);
    }
  else if (needs_stack (self, for_size))
    *minimum = *natural = place_groups (self, for_size, FALSE);
  else
    *minimum = *natural = measure_as_columns (self, for_size < 0 ? MAX (wish, (int) self->n_columns * MIN_COLUMN_PX) : for_size);
}

static void
nx_table_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  NxTable *self = NX_TABLE (widget);

  self->stacked = needs_stack (self, width);
  show_parts (self);
  if (self->stacked)
    place_groups (self, width, TRUE);
  else
    allocate_as_columns (self, width);
}

static void
nx_table_dispose (GObject *object)
{
  NxTable *self = NX_TABLE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->heads, 0);
  g_ptr_array_set_size (self->rows, 0);
  self->n_columns = 0;
  G_OBJECT_CLASS (nx_table_parent_class)->dispose (object);
}

static void
nx_table_finalize (GObject *object)
{
  NxTable *self = NX_TABLE (object);

  g_ptr_array_unref (self->heads);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (nx_table_parent_class)->finalize (object);
}

static void
nx_table_class_init (NxTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_table_dispose;
  object_class->finalize = nx_table_finalize;
  widget_class->get_request_mode = nx_table_get_request_mode;
  widget_class->measure = nx_table_measure;
  widget_class->size_allocate = nx_table_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "texttable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
nx_table_init (NxTable *self)
{
  self->heads = g_ptr_array_new ();
  self->rows = g_ptr_array_new_with_free_func (row_free);
}

static GtkWidget *
add_cell (NxTable        *self,
          NxTextScope    *scope,
          const NxInline *text,
          const char     *css_class)
{
  GtkWidget *cell = nx_inline_label_new (scope, text, NULL);

  nx_inline_label_add_class (NX_INLINE_LABEL (cell), css_class);
  gtk_widget_set_parent (cell, GTK_WIDGET (self));
  return cell;
}

/* A cell that the text leaves out is empty. */
static const NxInline *
get_text (GPtrArray *texts,
          guint      column)
{
  return column < texts->len ? g_ptr_array_index (texts, column) : NULL;
}

static void
add_row (NxTable       *self,
         NxTextScope   *scope,
         const NxBlock *block,
         const NxRow   *texts)
{
  Row *row = g_new0 (Row, 1);

  row->cells = g_ptr_array_new ();
  row->names = g_ptr_array_new ();
  row->line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_parent (row->line, GTK_WIDGET (self));
  for (guint column = 0; column < self->n_columns; column++)
    {
      g_ptr_array_add (row->names, column > 0 ? add_cell (self, scope, get_text (block->head, column), "table-name") : NULL);
      g_ptr_array_add (row->cells, add_cell (self, scope, get_text (texts->cells, column), column == 0 ? "table-first" : "table-cell"));
    }
  g_ptr_array_add (self->rows, row);
}

GtkWidget *
nx_table_new (NxTextScope   *scope,
              const NxBlock *block)
{
  NxTable *self = g_object_new (NX_TYPE_TABLE, NULL);

  self->n_columns = MAX (1, block->head->len);
  for (guint column = 0; column < self->n_columns; column++)
    g_ptr_array_add (self->heads, add_cell (self, scope, get_text (block->head, column), "table-head"));
  for (guint i = 0; i < block->rows->len; i++)
    add_row (self, scope, block, g_ptr_array_index (block->rows, i));
  return GTK_WIDGET (self);
}

gboolean
nx_table_is_stacked (NxTable *self)
{
  g_return_val_if_fail (NX_IS_TABLE (self), FALSE);
  return self->stacked;
}
