/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxGraph: a path in columns and rows: discs and diamonds that can be chosen, boxes at the ends, lines
 * between. Each node that can be chosen is a real button, so it takes focus and has a name; lines and
 * byways are drawn and say nothing that the names do not. The path runs with the reading direction.
 * Left and Right (in the order of @order), Home and End move the choice. Signal "selected" (int node).
 * Main thread.
 */
#define NX_TYPE_GRAPH (nx_graph_get_type ())
G_DECLARE_FINAL_TYPE (NxGraph, nx_graph, NX, GRAPH, GtkWidget)

typedef enum
{
  NX_GRAPH_DISC,             /* yours */
  NX_GRAPH_DIAMOND,          /* the expert's */
} NxGraphShape;

typedef enum
{
  NX_GRAPH_SOLID,            /* taken */
  NX_GRAPH_DOTTED,           /* the expert's */
  NX_GRAPH_THIN,             /* not taken */
} NxGraphLine;

GtkWidget *nx_graph_new (void);
void nx_graph_clear (NxGraph *self);
/*
 * Adds a node and returns its number, 0, 1, ...
 * @row: any integer, smaller is higher; @text: what stands in it; @caption: below the whole path in its column, or NULL;
 * @name: for a screen reader
 */
int nx_graph_add_node (NxGraph     *self,
                       NxGraphShape shape,
                       int          column,
                       int          row,
                       const char  *text,
                       const char  *caption,
                       const char  *name);
/* A box with words at an end; not chosen, but connected. @css_class: "yours" or "experts". */
int nx_graph_add_end (NxGraph    *self,
                      int         column,
                      int         row,
                      const char *text,
                      const char *css_class,
                      const char *name);
void nx_graph_connect (NxGraph    *self,
                       int         from,
                       int         to,
                       NxGraphLine line);
/* A way not taken: a thin line from @from to a small ring. */
void nx_graph_add_byway (NxGraph *self,
                        int      from,
                        int      column,
                        int      row);
/* Marks the node and makes it the one that keys move from; -1 for none. Does not emit "selected". */
void nx_graph_select (NxGraph *self,
                      int      node);
int nx_graph_get_selected (NxGraph *self);
/* The button of a node, for tests and scrolling. */
GtkWidget *nx_graph_get_node_widget (NxGraph *self,
                                     int      node);

G_END_DECLS
