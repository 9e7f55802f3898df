/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-cover.h"

#include <math.h>

#include "nx-text.h"

struct _NxCover
{
  GtkWidget parent_instance;
  guint32 seed;
  char part;
  GdkTexture *texture;
  int width, height, scale;      /* of the texture, in application pixels */
  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE (NxCover, nx_cover, GTK_TYPE_WIDGET)

typedef struct
{
  double x, y, radius;
} Node;

/* A small generator of our own: the same id must give the same picture everywhere, which GRand does not promise. */
static double
next_random (guint32 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return (double) (*state & 0xffffff) / (double) 0x1000000;
}

static void
set_color (cairo_t       *cr,
           const GdkRGBA *color,
           double         alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

static void
draw_disc (cairo_t *cr,
           double   x,
           double   y,
           double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* Five or six nodes in a wandering row, joined to the next and to the one after it; one stands out. */
static void
draw_chart (NxCover *self,
            cairo_t *cr,
            double   width,
            double   height)
{
  guint32 state = self->seed;
  guint n_nodes = next_random (&state) < 0.5 ? 5 : 6;
  guint hub = 1 + (guint) (next_random (&state) * (n_nodes - 2));
  Node nodes[6];

  for (guint i = 0; i < n_nodes; i++)
    {
      double step = (width - 32) / (n_nodes - 1);

      nodes[i].x = 16 + step * i + (next_random (&state) - 0.5) * step * 0.45;
      nodes[i].y = height * (i % 2 == 0 ? 0.62 : 0.22) + (next_random (&state) - 0.5) * height * 0.3;
      nodes[i].y = CLAMP (nodes[i].y, 9, height - 9);
      nodes[i].radius = 2.2 + next_random (&state) * 1.3;
    }
  set_color (cr, &self->color, 0.45);
  cairo_set_line_width (cr, 1.2);
  for (guint i = 0; i + 1 < n_nodes; i++)
    {
      cairo_move_to (cr, nodes[i].x, nodes[i].y);
      cairo_line_to (cr, nodes[i + 1].x, nodes[i + 1].y);
      if (i + 2 < n_nodes && (i + 2 == hub || i == hub))
        {
          cairo_move_to (cr, nodes[i].x, nodes[i].y);
          cairo_line_to (cr, nodes[i + 2].x, nodes[i + 2].y);
        }
      cairo_stroke (cr);
    }
  set_color (cr, &self->color, 0.7);
  for (guint i = 0; i < n_nodes; i++)
    draw_disc (cr, nodes[i].x, nodes[i].y, nodes[i].radius);
  set_color (cr, &self->color, 1);
  draw_disc (cr, nodes[hub].x, nodes[hub].y, 5);
  set_color (cr, &self->color, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_arc (cr, nodes[hub].x, nodes[hub].y, 8.5, 0, 2 * G_PI);
  cairo_stroke (cr);
}

/* Contour lines around two summits, and a dotted route. */
static void
draw_contours (NxCover *self,
               cairo_t *cr,
               double   width,
               double   height)
{
  guint32 state = self->seed;
  const double dots[] = { 2, 4 };

  cairo_set_line_width (cr, 0.8);
  for (guint summit = 0; summit < 2; summit++)
    {
      double x = width * (summit == 0 ? 0.15 + next_random (&state) * 0.25 : 0.6 + next_random (&state) * 0.3);
      double y = height * (0.2 + next_random (&state) * 0.6);
      double phase = next_random (&state) * 2 * G_PI;

      for (guint ring = 1; ring < 14; ring++)
        {
          set_color (cr, &self->color, 0.28 - ring * 0.012);
          for (guint i = 0; i <= 48; i++)
            {
              double angle = i * 2 * G_PI / 48;
              double radius = ring * 9 * (1 + 0.22 * sin (2 * angle + phase) + 0.1 * sin (3 * angle - phase));

              cairo_line_to (cr, x + radius * 1.5 * cos (angle), y + radius * sin (angle));
            }
          cairo_close_path (cr);
          cairo_stroke (cr);
        }
    }
  set_color (cr, &self->color, 0.9);
  cairo_set_line_width (cr, 1.4);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_move_to (cr, 16, height * 0.65);
  cairo_curve_to (cr, width * 0.3, height * (0.05 + 0.3 * next_random (&state)), width * 0.6, height * (0.6 + 0.4 * next_random (&state)), width - 16, height * 0.35);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  draw_disc (cr, 16, height * 0.65, 3);
  draw_disc (cr, width - 16, height * 0.35, 3);
}

static GdkTexture *
draw_texture (NxCover *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width * self->scale, self->height * self->scale);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;
  int stride, rows;

  cairo_scale (cr, self->scale, self->scale);
  if (self->part == 'r')
    draw_contours (self, cr, self->width, self->height);
  else
    draw_chart (self, cr, self->width, self->height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  rows = cairo_image_surface_get_height (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) rows);
  texture = gdk_memory_texture_new (self->width * self->scale, rows, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
  cairo_surface_destroy (surface);
  return texture;
}

static void
nx_cover_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  NxCover *self = NX_COVER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  GdkRGBA color;

  if (width < 40 || height < 20)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  if (self->texture == NULL || self->width != width || self->height != height || self->scale != scale || !gdk_rgba_equal (&color, &self->color))
    {
      g_clear_object (&self->texture);
      self->width = width;
      self->height = height;
      self->scale = scale;
      self->color = color;
      self->texture = draw_texture (self);
    }
  gtk_snapshot_append_texture (snapshot, self->texture, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

static void
nx_cover_finalize (GObject *object)
{
  g_clear_object (&NX_COVER (object)->texture);
  G_OBJECT_CLASS (nx_cover_parent_class)->finalize (object);
}

static void
nx_cover_class_init (NxCoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nx_cover_finalize;
  widget_class->snapshot = nx_cover_snapshot;
  gtk_widget_class_set_css_name (widget_class, "cover");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nx_cover_init (NxCover *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
nx_cover_new (const char *id,
              char        part)
{
  NxCover *self = g_object_new (NX_TYPE_COVER, NULL);

  self->seed = g_str_hash (id != NULL ? id : "") | 1u;
  self->part = part;
  gtk_widget_add_css_class (GTK_WIDGET (self), nx_text_part_class (part));
  return GTK_WIDGET (self);
}
