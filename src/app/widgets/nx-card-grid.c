/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-card-grid.h"

#define GAP_PX 11
#define MAX_COLUMNS 8

struct _NxCardGrid
{
  GtkWidget parent_instance;
  guint max_columns;
  int min_column_width;
  gboolean first_wider;
};

G_DEFINE_FINAL_TYPE (NxCardGrid, nx_card_grid, GTK_TYPE_WIDGET)

static guint
count_cards (NxCardGrid *self)
{
  guint n = 0;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self)); card != NULL; card = gtk_widget_get_next_sibling (card))
    n++;
  return n;
}

static guint
count_columns (NxCardGrid *self,
               int         width)
{
  int fitting = (width + GAP_PX) / (self->min_column_width + GAP_PX);

  return CLAMP (fitting, 1, (int) self->max_columns);
}

static gboolean
is_first_wider (NxCardGrid *self,
                guint       n_columns)
{
  return self->first_wider && n_columns > 1 && count_cards (self) <= n_columns;
}

/* x and width of column @column, start to end. */
static void
place_column (NxCardGrid *self,
              int         width,
              guint       n_columns,
              guint       column,
              int        *out_x,
              int        *out_width)
{
  gboolean wider = is_first_wider (self, n_columns);
  double shares = (double) n_columns + (wider ? 0.5 : 0.0);
  double unit = (width - (double) GAP_PX * (n_columns - 1)) / shares;
  double x = 0.0;

  if (column > 0)
    x = unit * (column + (wider ? 0.5 : 0.0)) + (double) GAP_PX * column;
  *out_x = (int) x;
  *out_width = (int) (column == 0 && wider ? unit * 1.5 : unit);
}

static int
measure_row (NxCardGrid  *self,
             GtkWidget  **cards,
             guint        n_cards,
             int          width,
             guint        n_columns)
{
  int height = 0;

  for (guint i = 0; i < n_cards; i++)
    {
      int x, column_width, natural;

      place_column (self, width, n_columns, i, &x, &column_width);
      gtk_widget_measure (cards[i], GTK_ORIENTATION_VERTICAL, column_width, NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

/* Takes the next row of cards starting at *@card; returns how many. */
static guint
take_row (GtkWidget **card,
          guint       n_columns,
          GtkWidget  *row[MAX_COLUMNS])
{
  guint n = 0;

  while (*card != NULL && n < n_columns)
    {
      row[n++] = *card;
      *card = gtk_widget_get_next_sibling (*card);
    }
  return n;
}

static void
nx_card_grid_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  NxCardGrid *self = NX_CARD_GRID (widget);
  GtkWidget *card = gtk_widget_get_first_child (widget);
  int min_width = 0;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  for (GtkWidget *each = card; each != NULL; each = gtk_widget_get_next_sibling (each))
    {
      int width;

      gtk_widget_measure (each, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      min_width = MAX (min_width, width);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = min_width;
      *natural = MAX (min_width, (int) self->max_columns * (self->min_column_width + GAP_PX) - GAP_PX);
    }
  else
    {
      int width = for_size < 0 ? (int) self->max_columns * (self->min_column_width + GAP_PX) - GAP_PX : for_size;
      guint n_columns = count_columns (self, width);
      GtkWidget *row[MAX_COLUMNS];
      int height = 0;
      guint n;

      while ((n = take_row (&card, n_columns, row)) > 0)
        height += measure_row (self, row, n, width, n_columns) + (height > 0 ? GAP_PX : 0);
      *minimum = *natural = height;
    }
}

static void
nx_card_grid_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  NxCardGrid *self = NX_CARD_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n_columns = count_columns (self, width);
  GtkWidget *card = gtk_widget_get_first_child (widget);
  GtkWidget *row[MAX_COLUMNS];
  int y = 0;
  guint n;

  while ((n = take_row (&card, n_columns, row)) > 0)
    {
      int row_height = measure_row (self, row, n, width, n_columns);

      for (guint i = 0; i < n; i++)
        {
          GtkAllocation allocation = { 0, y, 0, row_height };

          place_column (self, width, n_columns, i, &allocation.x, &allocation.width);
          if (rtl)
            allocation.x = width - allocation.x - allocation.width;
          gtk_widget_size_allocate (row[i], &allocation, -1);
        }
      y += row_height + GAP_PX;
    }
}

static GtkSizeRequestMode
nx_card_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
nx_card_grid_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  NxCardGrid *self = NX_CARD_GRID (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  int n_columns = (int) count_columns (self, gtk_widget_get_width (widget));
  int step;

  if (focus == NULL || direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (nx_card_grid_parent_class)->focus (widget, direction);

  step = direction == GTK_DIR_UP ? -n_columns : direction == GTK_DIR_DOWN ? n_columns : direction == GTK_DIR_LEFT ? -1 : 1;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT))
    step = -step;
  for (; step > 0 && focus != NULL; step--)
    focus = gtk_widget_get_next_sibling (focus);
  for (; step < 0 && focus != NULL; step++)
    focus = gtk_widget_get_prev_sibling (focus);
  return focus != NULL && gtk_widget_grab_focus (focus);
}

static void
nx_card_grid_dispose (GObject *object)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (card);
  G_OBJECT_CLASS (nx_card_grid_parent_class)->dispose (object);
}

static void
nx_card_grid_class_init (NxCardGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_card_grid_dispose;
  widget_class->measure = nx_card_grid_measure;
  widget_class->size_allocate = nx_card_grid_size_allocate;
  widget_class->get_request_mode = nx_card_grid_get_request_mode;
  widget_class->focus = nx_card_grid_focus;
  gtk_widget_class_set_css_name (widget_class, "cardgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nx_card_grid_init (NxCardGrid *self)
{
  self->max_columns = 4;
  self->min_column_width = 200;
}

GtkWidget *
nx_card_grid_new (guint max_columns,
                  int   min_column_width)
{
  NxCardGrid *self = g_object_new (NX_TYPE_CARD_GRID, NULL);

  self->max_columns = CLAMP (max_columns, 1, MAX_COLUMNS);
  self->min_column_width = MAX (min_column_width, 40);
  return GTK_WIDGET (self);
}

void
nx_card_grid_append (NxCardGrid *self,
                     GtkWidget  *card)
{
  g_return_if_fail (NX_IS_CARD_GRID (self));

  gtk_widget_set_parent (card, GTK_WIDGET (self));
}

void
nx_card_grid_set_first_wider (NxCardGrid *self,
                              gboolean    wider)
{
  g_return_if_fail (NX_IS_CARD_GRID (self));

  self->first_wider = wider;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
