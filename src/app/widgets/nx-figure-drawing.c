/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A picture at the size of a widget. One drawing is under way at a time. */

#include "config.h"

#include "nx-figure-drawing.h"

#include <adwaita.h>
#include <math.h>

#include "nx-text.h"

/* A figure larger than this in either direction is drawn smaller and scaled: a texture has its price on a weak laptop. */
#define MAX_TEXTURE_PX 4096
#define ZOOM_MIN 0.5
#define ZOOM_MAX 6.0

struct _NxFigureDrawing
{
  GtkWidget parent_instance;
  NxSvg *svg;
  gboolean mirror;
  double zoom;                  /* 0: as wide as allotted; else a fixed share of the natural size */
  GdkTexture *texture;          /* NULL until it was drawn once */
  NxSvgLook look;           /* of the texture, or of the one that is drawn now */
  GCancellable *rendering;      /* NULL: nothing is drawn now */
};

G_DEFINE_FINAL_TYPE (NxFigureDrawing, nx_figure_drawing, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
nx_figure_drawing_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_figure_drawing_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NxFigureDrawing *self = NX_FIGURE_DRAWING (widget);
  double width = nx_svg_get_width (self->svg), height = nx_svg_get_height (self->svg);

  if (self->zoom > 0)
    {
      *minimum = *natural = (int) ceil ((orientation == GTK_ORIENTATION_HORIZONTAL ? width : height) * self->zoom);
      return;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = (int) ceil (width);
    }
  else
    {
      double shown = for_size < 0 ? width : MIN (for_size, width * 1.5);

      *minimum = *natural = (int) ceil (shown * height / width);
    }
}

/* ---- Drawing ---- */

/* Where in the widget it stands. */
static graphene_rect_t
get_area (NxFigureDrawing *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double shape = nx_svg_get_width (self->svg) / nx_svg_get_height (self->svg);
  double shown_width = MIN (width, height * shape);
  double shown_height = shown_width / shape;

  return GRAPHENE_RECT_INIT ((float) (width - shown_width) / 2, (float) (height - shown_height) / 2, (float) shown_width, (float) shown_height);
}

static NxSvgLook
get_look (NxFigureDrawing *self)
{
  graphene_rect_t area = get_area (self);
  double width = area.size.width * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double height = area.size.height * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double fit = MIN (1.0, MAX_TEXTURE_PX / MAX (width, height));

  return (NxSvgLook) {
    .width_px = MAX (1, (int) ceil (width * fit)),
    .height_px = MAX (1, (int) ceil (height * fit)),
    .mode = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? NX_SVG_DARK : NX_SVG_LIGHT,
    .mirrored = self->mirror && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL,
  };
}

static gboolean
is_same_look (const NxSvgLook *a,
              const NxSvgLook *b)
{
  return a->width_px == b->width_px && a->height_px == b->height_px && a->mode == b->mode && a->mirrored == b->mirrored;
}

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (NxFigureDrawing) self = user_data;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = nx_svg_render_finish (result, &error);

  if (texture == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->rendering);
  if (texture == NULL)
    {
      g_warning ("A figure cannot be drawn: %s", error->message);
      return;
    }
  g_clear_object (&self->texture);
  self->texture = texture;
  gtk_widget_queue_draw (GTK_WIDGET (self));    /* and if another look is wanted by now, to have it drawn */
}

static void
ensure_texture (NxFigureDrawing *self)
{
  NxSvgLook look = get_look (self);

  if (self->rendering != NULL || is_same_look (&look, &self->look))
    return;
  self->look = look;
  self->rendering = g_cancellable_new ();
  nx_svg_render_async (self->svg, &look, self->rendering, rendered_cb, g_object_ref (self));
}

static void
nx_figure_drawing_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  NxFigureDrawing *self = NX_FIGURE_DRAWING (widget);
  graphene_rect_t area;

  if (gtk_widget_get_width (widget) < 1 || gtk_widget_get_height (widget) < 1)
    return;
  ensure_texture (self);
  area = get_area (self);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &area);
}

/* ---- The widget ---- */

static void
nx_figure_drawing_dispose (GObject *object)
{
  NxFigureDrawing *self = NX_FIGURE_DRAWING (object);

  g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (nx_figure_drawing_parent_class)->dispose (object);
}

static void
nx_figure_drawing_finalize (GObject *object)
{
  nx_svg_unref (NX_FIGURE_DRAWING (object)->svg);
  G_OBJECT_CLASS (nx_figure_drawing_parent_class)->finalize (object);
}

static void
nx_figure_drawing_class_init (NxFigureDrawingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_figure_drawing_dispose;
  object_class->finalize = nx_figure_drawing_finalize;
  widget_class->get_request_mode = nx_figure_drawing_get_request_mode;
  widget_class->measure = nx_figure_drawing_measure;
  widget_class->snapshot = nx_figure_drawing_snapshot;
  gtk_widget_class_set_css_name (widget_class, "drawing");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
nx_figure_drawing_init (NxFigureDrawing *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

NxFigureDrawing *
nx_figure_drawing_new (NxSvg      *svg,
                       gboolean    mirror,
                       const char *alt)
{
  NxFigureDrawing *self = g_object_new (NX_TYPE_FIGURE_DRAWING, NULL);

  self->svg = nx_svg_ref (svg);
  self->mirror = mirror;
  nx_text_set_accessible (GTK_WIDGET (self), alt, NULL);
  return self;
}

NxFigureDrawing *
nx_figure_drawing_new_copy (NxFigureDrawing *other,
                            const char      *alt)
{
  g_return_val_if_fail (NX_IS_FIGURE_DRAWING (other), NULL);
  return nx_figure_drawing_new (other->svg, other->mirror, alt);
}

void
nx_figure_drawing_zoom (NxFigureDrawing *self,
                        double           factor)
{
  double now;

  g_return_if_fail (NX_IS_FIGURE_DRAWING (self));
  now = self->zoom > 0 ? self->zoom : gtk_widget_get_width (GTK_WIDGET (self)) / nx_svg_get_width (self->svg);
  self->zoom = factor == 0 ? 0 : CLAMP (now * factor, ZOOM_MIN, ZOOM_MAX);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
nx_figure_drawing_is_drawn (NxFigureDrawing *self)
{
  NxSvgLook look;

  g_return_val_if_fail (NX_IS_FIGURE_DRAWING (self), FALSE);
  look = get_look (self);
  return self->texture != NULL && self->rendering == NULL && is_same_look (&look, &self->look);
}
