/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns where nodes stand and how lines run. What a node means is the page's. */

#include "config.h"

#include "nx-graph.h"

#include <math.h>

#include "nx-text.h"

/* A column has room for a caption of two lines, the last one for the words of an ending. */
#define COLUMN_MIN_PX 88
#define COLUMN_MAX_PX 140
#define END_COLUMN_PX 120
#define COLUMN_GAP_PX 8
#define ROW_PX 58
#define NODE_PX 30
#define MARGIN_PX 18
#define CAPTION_GAP_PX 10
#define RING_RADIUS_PX 6

typedef enum { KIND_NODE, KIND_END, KIND_CAPTION } Kind;

typedef struct
{
  Kind kind;
  GtkWidget *widget;
  int column, row;
} Place;

typedef struct
{
  int from;
  int to;                    /* node; -1: a byway that ends at column and row */
  int column, row;
  NxGraphLine line;
} Edge;

struct _NxGraph
{
  GtkWidget parent_instance;

  GArray *places;            /* Place; nodes and ends are numbered by `nodes` */
  GArray *nodes;             /* int: index into places */
  GArray *edges;             /* Edge */
  int selected;
  int min_row, max_row, max_column;
};

G_DEFINE_FINAL_TYPE (NxGraph, nx_graph, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Where things stand ---- */

static int
get_scaled (NxGraph *self,
            int      px)
{
  return (int) (px * nx_text_get_scale (GTK_WIDGET (self)));
}

static int
get_width (NxGraph *self,
           int      column_px)
{
  return 2 * MARGIN_PX + get_scaled (self, column_px) * self->max_column + get_scaled (self, END_COLUMN_PX);
}

/* The columns share the width that there is; the last one has its own. */
static double
get_column_width (NxGraph *self,
                  int      column,
                  int      width)
{
  double shared = self->max_column > 0
                    ? (width - 2. * MARGIN_PX - get_scaled (self, END_COLUMN_PX)) / self->max_column
                    : get_scaled (self, COLUMN_MIN_PX);

  if (column == self->max_column)
    return get_scaled (self, END_COLUMN_PX);
  return CLAMP (shared, get_scaled (self, COLUMN_MIN_PX), get_scaled (self, COLUMN_MAX_PX));
}

static double
column_x (NxGraph *self,
          int      column,
          int      width)
{
  double x = MARGIN_PX + get_column_width (self, 0, width) * (column == self->max_column ? column : column + .5);

  if (column == self->max_column)
    x += get_column_width (self, column, width) / 2;
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;
}

static double
row_y (NxGraph *self,
       int      row)
{
  return MARGIN_PX + NODE_PX / 2. + ROW_PX * (row - self->min_row);
}

static int
path_height (NxGraph *self)
{
  return 2 * MARGIN_PX + NODE_PX + ROW_PX * (self->max_row - self->min_row);
}

static Place *
get_node (NxGraph *self,
          int      node)
{
  return &g_array_index (self->places, Place, g_array_index (self->nodes, int, node));
}

/* @width: of the graph, negative if it is not known yet. */
static int
get_words_width (NxGraph     *self,
                 const Place *place,
                 int          width)
{
  return (int) get_column_width (self, place->column, width < 0 ? get_width (self, COLUMN_MIN_PX) : width) - COLUMN_GAP_PX;
}

static int
caption_height (NxGraph *self,
                int      width)
{
  int height = 0;

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      int natural;

      if (place->kind != KIND_CAPTION)
        continue;
      gtk_widget_measure (place->widget, GTK_ORIENTATION_VERTICAL, get_words_width (self, place, width), NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height > 0 ? height + CAPTION_GAP_PX : 0;
}

static void
nx_graph_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  NxGraph *self = NX_GRAPH (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_width (self, COLUMN_MIN_PX);
      *natural = get_width (self, COLUMN_MAX_PX);
    }
  else
    *minimum = *natural = path_height (self) + caption_height (self, for_size);
}

static void
nx_graph_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  NxGraph *self = NX_GRAPH (widget);

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      double x = column_x (self, place->column, width);
      double y = row_y (self, place->row);
      GtkAllocation box;
      int natural;

      if (place->kind == KIND_NODE)
        {
          box.width = box.height = NODE_PX;
        }
      else
        {
          box.width = get_words_width (self, place, width);
          gtk_widget_measure (place->widget, GTK_ORIENTATION_VERTICAL, box.width, NULL, &natural, NULL, NULL);
          box.height = natural;
        }
      box.x = (int) round (x - box.width / 2.);
      box.y = place->kind == KIND_CAPTION ? path_height (self) : (int) round (y - box.height / 2.);
      gtk_widget_size_allocate (place->widget, &box, -1);
    }
}

/* ---- Lines ---- */

static void
lookup_color (NxGraph    *self,
              const char *name,
              GdkRGBA    *color)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, color))
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), color);
}

static void
set_line (NxGraph     *self,
          cairo_t     *cr,
          NxGraphLine  line)
{
  static const double dots[] = { 0., 7. };
  GdkRGBA color;

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dots, line == NX_GRAPH_DOTTED ? 2 : 0, 0);
  cairo_set_line_width (cr, line == NX_GRAPH_THIN ? 1.5 : 3.5);
  if (line == NX_GRAPH_SOLID)
    lookup_color (self, "accent_bg_color", &color);
  else if (line == NX_GRAPH_DOTTED)
    lookup_color (self, "success_bg_color", &color);
  else
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
      color.alpha *= .3f;
    }
  gdk_cairo_set_source_rgba (cr, &color);
}

/* Level where both ends are, else a curve that leaves and arrives level. @lift: so that two lines run side by side. */
static void
draw_line (cairo_t *cr,
           double   x0,
           double   y0,
           double   x1,
           double   y1,
           double   lift)
{
  double middle = (x0 + x1) / 2;

  cairo_move_to (cr, x0, y0 + lift);
  if (fabs (y1 - y0) < 1)
    cairo_line_to (cr, x1, y1 + lift);
  else
    cairo_curve_to (cr, middle, y0 + lift, middle, y1, x1, y1);
  cairo_stroke (cr);
}

static gboolean
has_twin (NxGraph    *self,
          const Edge *edge)
{
  for (guint i = 0; i < self->edges->len; i++)
    {
      const Edge *other = &g_array_index (self->edges, Edge, i);
      if (other != edge && other->from == edge->from && edge->to >= 0 && other->line == NX_GRAPH_SOLID)
        return TRUE;
    }
  return FALSE;
}

static void
draw_edge (NxGraph    *self,
           cairo_t    *cr,
           const Edge *edge,
           int         width)
{
  const Place *from = get_node (self, edge->from);
  const Place *to = edge->to >= 0 ? get_node (self, edge->to) : NULL;
  int column = to != NULL ? to->column : edge->column;
  int row = to != NULL ? to->row : edge->row;
  double x0 = column_x (self, from->column, width);
  double y0 = row_y (self, from->row);
  double x1 = column_x (self, column, width);
  double y1 = row_y (self, row);
  double lift = edge->line == NX_GRAPH_DOTTED && has_twin (self, edge) ? -5 : 0;

  set_line (self, cr, edge->line);
  draw_line (cr, x0, y0, x1, y1, lift);
  if (to != NULL)
    return;
  /* The ring stands on the card: its inside hides the line's end. */
  cairo_save (cr);
  cairo_arc (cr, x1, y1, RING_RADIUS_PX, 0, 2 * G_PI);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_fill_preserve (cr);
  cairo_restore (cr);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
nx_graph_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  NxGraph *self = NX_GRAPH (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  static const NxGraphLine order[] = { NX_GRAPH_THIN, NX_GRAPH_SOLID, NX_GRAPH_DOTTED };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  for (guint o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < self->edges->len; i++)
      {
        const Edge *edge = &g_array_index (self->edges, Edge, i);
        if (edge->line == order[o])
          draw_edge (self, cr, edge, width);
      }
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (nx_graph_parent_class)->snapshot (widget, snapshot);
}

/* ---- Choosing ---- */

static gboolean
can_choose (NxGraph *self,
            int      node)
{
  return get_node (self, node)->kind == KIND_NODE;
}

static void
choose (NxGraph *self,
        int      node)
{
  nx_graph_select (self, node);
  gtk_widget_grab_focus (get_node (self, node)->widget);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, node);
}

static void
node_clicked_cb (GtkWidget *button,
                 NxGraph   *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (get_node (self, (int) i)->widget == button)
      choose (self, (int) i);
}

static int
find_step (NxGraph *self,
           int      from,
           int      by)
{
  for (int node = from + by; node >= 0 && node < (int) self->nodes->len; node += by)
    if (can_choose (self, node))
      return node;
  return -1;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                NxGraph               *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int node = -1;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    node = find_step (self, self->selected, rtl ? 1 : -1);
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    node = find_step (self, self->selected, rtl ? -1 : 1);
  else if (keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home)
    node = find_step (self, -1, 1);
  else if (keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End)
    node = find_step (self, (int) self->nodes->len, -1);
  else
    return GDK_EVENT_PROPAGATE;
  if (node >= 0)
    choose (self, node);
  return GDK_EVENT_STOP;
}

/* ---- The object ---- */

static void
nx_graph_dispose (GObject *object)
{
  nx_graph_clear (NX_GRAPH (object));
  G_OBJECT_CLASS (nx_graph_parent_class)->dispose (object);
}

static void
nx_graph_finalize (GObject *object)
{
  NxGraph *self = NX_GRAPH (object);

  g_array_unref (self->places);
  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  G_OBJECT_CLASS (nx_graph_parent_class)->finalize (object);
}

static void
nx_graph_class_init (NxGraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_graph_dispose;
  object_class->finalize = nx_graph_finalize;
  widget_class->measure = nx_graph_measure;
  widget_class->size_allocate = nx_graph_size_allocate;
  widget_class->snapshot = nx_graph_snapshot;

  /**
   * NxGraph::selected:
   * @node: the number of the node that the person chose
   */
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", NX_TYPE_GRAPH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "graph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
nx_graph_init (NxGraph *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->places = g_array_new (FALSE, TRUE, sizeof (Place));
  self->nodes = g_array_new (FALSE, TRUE, sizeof (int));
  self->edges = g_array_new (FALSE, TRUE, sizeof (Edge));
  self->selected = -1;
  /* Before the buttons see the arrow keys, which would only move the focus. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
nx_graph_new (void)
{
  return g_object_new (NX_TYPE_GRAPH, NULL);
}

void
nx_graph_clear (NxGraph *self)
{
  g_return_if_fail (NX_IS_GRAPH (self));

  for (guint i = 0; i < self->places->len; i++)
    gtk_widget_unparent (g_array_index (self->places, Place, i).widget);
  g_array_set_size (self->places, 0);
  g_array_set_size (self->nodes, 0);
  g_array_set_size (self->edges, 0);
  self->selected = -1;
  self->min_row = self->max_row = self->max_column = 0;
}

static int
take_place (NxGraph   *self,
            Kind       kind,
            GtkWidget *widget,
            int        column,
            int        row)
{
  Place place = { kind, widget, column, row };

  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  g_array_append_val (self->places, place);
  self->min_row = MIN (self->min_row, row);
  self->max_row = MAX (self->max_row, row);
  self->max_column = MAX (self->max_column, column);
  return (int) self->places->len - 1;
}

static int
number_node (NxGraph *self,
             int      index)
{
  g_array_append_val (self->nodes, index);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return (int) self->nodes->len - 1;
}

int
nx_graph_add_node (NxGraph      *self,
                   NxGraphShape  shape,
                   int           column,
                   int           row,
                   const char   *text,
                   const char   *caption,
                   const char   *name)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  int index;

  g_return_val_if_fail (NX_IS_GRAPH (self), -1);

  gtk_widget_add_css_class (button, "node");
  gtk_widget_add_css_class (button, shape == NX_GRAPH_DIAMOND ? "diamond" : "disc");
  gtk_widget_set_tooltip_text (button, name);
  nx_text_set_accessible (button, name, NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (node_clicked_cb), self);
  index = take_place (self, KIND_NODE, button, column, row);
  if (caption != NULL)
    {
      GtkWidget *label = gtk_label_new (caption);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_label_set_lines (GTK_LABEL (label), 3);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, "graph-caption");
      gtk_widget_set_tooltip_text (label, caption);
      take_place (self, KIND_CAPTION, label, column, row);
    }
  return number_node (self, index);
}

int
nx_graph_add_end (NxGraph    *self,
                  int         column,
                  int         row,
                  const char *text,
                  const char *css_class,
                  const char *name)
{
  GtkWidget *label = gtk_label_new (text);

  g_return_val_if_fail (NX_IS_GRAPH (self), -1);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "graph-end");
  gtk_widget_add_css_class (label, css_class);
  nx_text_set_accessible (label, name, NULL);
  return number_node (self, take_place (self, KIND_END, label, column, row));
}

void
nx_graph_connect (NxGraph     *self,
                  int          from,
                  int          to,
                  NxGraphLine  line)
{
  Edge edge = { from, to, 0, 0, line };

  g_return_if_fail (NX_IS_GRAPH (self));

  g_array_append_val (self->edges, edge);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
nx_graph_add_byway (NxGraph *self,
                   int      from,
                   int      column,
                   int      row)
{
  Edge edge = { from, -1, column, row, NX_GRAPH_THIN };

  g_return_if_fail (NX_IS_GRAPH (self));

  g_array_append_val (self->edges, edge);
  self->min_row = MIN (self->min_row, row);
  self->max_row = MAX (self->max_row, row);
  self->max_column = MAX (self->max_column, column);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
nx_graph_select (NxGraph *self,
                 int      node)
{
  g_return_if_fail (NX_IS_GRAPH (self));

  self->selected = node;
  for (guint i = 0; i < self->nodes->len; i++)
    {
      GtkWidget *widget = get_node (self, (int) i)->widget;

      if ((int) i == node)
        gtk_widget_add_css_class (widget, "selected");
      else
        gtk_widget_remove_css_class (widget, "selected");
      if (can_choose (self, (int) i))
        gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_PRESSED,
                                     (int) i == node ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
}

int
nx_graph_get_selected (NxGraph *self)
{
  g_return_val_if_fail (NX_IS_GRAPH (self), -1);

  return self->selected;
}

GtkWidget *
nx_graph_get_node_widget (NxGraph *self,
                          int      node)
{
  g_return_val_if_fail (NX_IS_GRAPH (self) && node >= 0 && node < (int) self->nodes->len, NULL);

  return get_node (self, node)->widget;
}
