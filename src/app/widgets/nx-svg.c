/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The SVG of a figure. Only this file sees librsvg. */

#include "config.h"

#include "nx-svg.h"

#include "nx-late-rsvg.h"

/* A figure that says it is larger than this is not believed. */
#define MAX_SIZE_PX 20000

struct _NxSvg
{
  gatomicrefcount ref_count;
  GBytes *bytes;
  double width, height;
};

/*
 * The seven classes that figures of a pack use. Every declaration is !important, since librsvg gives an
 * outside sheet user origin, which the figure's own rules would beat.
 */
static const char *const style_sheets[] = {
  [NX_SVG_LIGHT] = "",
  [NX_SVG_DARK] =
    ".paper { fill: #1e1e1e !important; }"
    ".accent { fill: #7fd0d8 !important; }"
    ".soft { fill: #16383b !important; }"
    ".ink { stroke: #c0bfbc !important; }"
    ".rim { stroke: #7fd0d8 !important; }"
    ".label { fill: #ffffff !important; }"
    ".note { fill: #c0bfbc !important; }",
  [NX_SVG_PRINT] =
    ".paper { fill: #ffffff !important; }"
    ".accent { fill: #000000 !important; }"
    ".soft { fill: #f2f2f2 !important; }"
    ".ink { stroke: #000000 !important; }"
    ".rim { stroke: #000000 !important; }"
    ".label { fill: #000000 !important; }"
    ".note { fill: #333333 !important; }",
};

const char *
nx_svg_mode_get_style_sheet (NxSvgMode mode)
{
  return style_sheets[mode];
}

/* A handle of its own for each use: librsvg's are not for two threads. (transfer full) */
static RsvgHandle *
load_handle (GBytes     *bytes,
             NxSvgMode   mode,
             GError    **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *sheet = style_sheets[mode];
  RsvgHandle *handle;

  if (!nx_late_rsvg_load (error))
    return NULL;
  handle = rsvg_handle_new_from_data (data, size, error);
  if (handle != NULL && *sheet != '\0' && !rsvg_handle_set_stylesheet (handle, (const guint8 *) sheet, strlen (sheet), error))
    g_clear_object (&handle);
  return handle;
}

NxSvg *
nx_svg_new (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  RsvgHandle *handle = load_handle (bytes, NX_SVG_LIGHT, &error);
  NxSvg *self;
  double width = 0, height = 0;

  if (error != NULL)
    g_warning ("A figure cannot be drawn: %s", error->message);
  if (handle == NULL || !rsvg_handle_get_intrinsic_size_in_pixels (handle, &width, &height))
    width = height = 0;
  g_clear_object (&handle);
  if (!(width >= 1 && height >= 1 && width <= MAX_SIZE_PX && height <= MAX_SIZE_PX))
    return NULL;
  self = g_new0 (NxSvg, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  self->width = width;
  self->height = height;
  return self;
}

NxSvg *
nx_svg_ref (NxSvg *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nx_svg_unref (NxSvg *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

double
nx_svg_get_width (const NxSvg *self)
{
  return self->width;
}

double
nx_svg_get_height (const NxSvg *self)
{
  return self->height;
}

/* ---- Drawing ---- */

typedef struct
{
  NxSvg *svg;
  NxSvgLook look;
} Render;

static void
render_free (gpointer data)
{
  Render *render = data;

  nx_svg_unref (render->svg);
  g_free (render);
}

static gboolean
draw (RsvgHandle           *handle,
      cairo_t              *cr,
      const NxSvgLook  *look,
      GError              **error)
{
  if (look->mirrored)
    {
      cairo_translate (cr, look->width_px, 0);
      cairo_scale (cr, -1, 1);
    }
  return rsvg_handle_render_document (handle, cr, &(RsvgRectangle){ 0, 0, look->width_px, look->height_px }, error);
}

static void
render_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const Render *render = task_data;
  const NxSvgLook *look = &render->look;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  RsvgHandle *handle = load_handle (render->svg->bytes, look->mode, &error);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, look->width_px, look->height_px);
  cairo_t *cr = cairo_create (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  if (handle == NULL || !draw (handle, cr, look, &error))
    g_task_return_error (task, error);
  else
    {
      cairo_surface_flush (surface);
      bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) look->height_px);
      g_task_return_pointer (task, gdk_memory_texture_new (look->width_px, look->height_px, GDK_MEMORY_DEFAULT, bytes, stride), g_object_unref);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_clear_object (&handle);
}

void
nx_svg_render_async (NxSvg           *self,
                         const NxSvgLook *look,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Render *render = g_new0 (Render, 1);

  render->svg = nx_svg_ref (self);
  render->look = *look;
  g_task_set_source_tag (task, nx_svg_render_async);
  g_task_set_task_data (task, render, render_free);
  g_task_run_in_thread (task, render_thread);
}

GdkTexture *
nx_svg_render_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
