/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-slide-screen.h"

#define POINTER_RADIUS 24
#define POINTER_HALO 38

struct _NxSlideScreen
{
  GObject parent_instance;
  NxSlideSheet *sheet;          /* NULL: nothing */
  guint points;
  gboolean blank;
  gboolean has_pointer;
  graphene_point_t pointer;     /* 0..1 */
  GHashTable *textures;         /* NxSvg → GdkTexture, of this slide */
  GCancellable *rendering;      /* of this slide's figures; NULL: none was asked for */
  guint n_rendering;
  double factor;                /* device pixels a unit that the figures were drawn for; 0: not yet */
  guint render_id;
  double wanted;                /* factor of the largest drawing asked for */
};

static void screen_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxSlideScreen, nx_slide_screen, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, screen_paintable_init))

/* ---- Figures ---- */

typedef struct
{
  NxSlideScreen *self;           /* held */
  NxSvg *svg;                    /* held */
} Rendering;

static void
rendered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Rendering *rendering = user_data;
  NxSlideScreen *self = rendering->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = nx_svg_render_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->n_rendering--;
  if (texture != NULL)
    {
      g_hash_table_replace (self->textures, nx_svg_ref (rendering->svg), g_steal_pointer (&texture));
      gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("A figure of a slide could not be drawn: %s", error->message);
  nx_svg_unref (rendering->svg);
  g_object_unref (rendering->self);
  g_free (rendering);
}

static void
render_figure (NxSvg    *svg,
               gboolean  mirrored,
               float     width,
               float     height,
               gpointer  user_data)
{
  NxSlideScreen *self = user_data;
  NxSvgLook look = {
    .width_px = MAX (1, (int) (width * self->factor)),
    .height_px = MAX (1, (int) (height * self->factor)),
    .mode = nx_slide_sheet_is_dark (self->sheet) ? NX_SVG_DARK : NX_SVG_LIGHT,
    .mirrored = mirrored,
  };
  Rendering *rendering = g_new0 (Rendering, 1);

  rendering->self = g_object_ref (self);
  rendering->svg = nx_svg_ref (svg);
  self->n_rendering++;
  nx_svg_render_async (svg, &look, self->rendering, rendered_cb, rendering);
}

static void
stop_rendering (NxSlideScreen *self)
{
  if (self->rendering != NULL)
    g_cancellable_cancel (self->rendering);
  g_clear_object (&self->rendering);
  self->n_rendering = 0;
}

/* Not within a snapshot, which may be for any size there is. */
static gboolean
render_cb (gpointer user_data)
{
  NxSlideScreen *self = user_data;

  self->render_id = 0;
  if (self->sheet == NULL || self->wanted <= self->factor)
    return G_SOURCE_REMOVE;
  stop_rendering (self);
  self->factor = self->wanted;
  self->rendering = g_cancellable_new ();
  nx_slide_sheet_foreach_figure (self->sheet, render_figure, self);
  return G_SOURCE_REMOVE;
}

static void
want_figures (NxSlideScreen *self,
              double         factor)
{
  self->wanted = MAX (self->wanted, factor);
  if (self->wanted > self->factor && self->render_id == 0)
    self->render_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, render_cb, self, NULL);
}

/* ---- Paintable ---- */

static void
draw_pointer (NxSlideScreen *self,
              GtkSnapshot   *snapshot)
{
  static const GdkRGBA halo = { .878f, .106f, .141f, .25f }, dot = { .878f, .106f, .141f, 1 };
  const struct { float radius; const GdkRGBA *colour; } discs[] = { { POINTER_HALO, &halo }, { POINTER_RADIUS, &dot } };

  for (guint i = 0; i < G_N_ELEMENTS (discs); i++)
    {
      float radius = discs[i].radius;
      graphene_rect_t square = GRAPHENE_RECT_INIT (self->pointer.x * NX_SLIDE_WIDTH - radius, self->pointer.y * NX_SLIDE_HEIGHT - radius, 2 * radius, 2 * radius);
      GskRoundedRect disc;

      gsk_rounded_rect_init_from_rect (&disc, &square, radius);
      gtk_snapshot_push_rounded_clip (snapshot, &disc);
      gtk_snapshot_append_color (snapshot, discs[i].colour, &square);
      gtk_snapshot_pop (snapshot);
    }
}

static void
nx_slide_screen_snapshot (GdkPaintable *paintable,
                          GdkSnapshot  *snapshot,
                          double        width,
                          double        height)
{
  NxSlideScreen *self = NX_SLIDE_SCREEN (paintable);
  double factor = MIN (width / NX_SLIDE_WIDTH, height / NX_SLIDE_HEIGHT);

  if (self->sheet == NULL || self->blank)
    {
      gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 1 }, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
      return;
    }
  want_figures (self, factor);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width - factor * NX_SLIDE_WIDTH) / 2, (float) (height - factor * NX_SLIDE_HEIGHT) / 2));
  gtk_snapshot_scale (snapshot, (float) factor, (float) factor);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, NX_SLIDE_WIDTH, NX_SLIDE_HEIGHT));
  nx_slide_sheet_snapshot (self->sheet, snapshot, self->points, self->textures);
  if (self->has_pointer)
    draw_pointer (self, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static int
nx_slide_screen_get_intrinsic_width (GdkPaintable *paintable)
{
  return NX_SLIDE_WIDTH;
}

static int
nx_slide_screen_get_intrinsic_height (GdkPaintable *paintable)
{
  return NX_SLIDE_HEIGHT;
}

static GdkPaintableFlags
nx_slide_screen_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE;
}

static void
screen_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = nx_slide_screen_snapshot;
  iface->get_intrinsic_width = nx_slide_screen_get_intrinsic_width;
  iface->get_intrinsic_height = nx_slide_screen_get_intrinsic_height;
  iface->get_flags = nx_slide_screen_get_flags;
}

/* ---- Object ---- */

static void
nx_slide_screen_dispose (GObject *object)
{
  NxSlideScreen *self = NX_SLIDE_SCREEN (object);

  g_clear_handle_id (&self->render_id, g_source_remove);
  stop_rendering (self);
  g_clear_pointer (&self->sheet, nx_slide_sheet_unref);
  G_OBJECT_CLASS (nx_slide_screen_parent_class)->dispose (object);
}

static void
nx_slide_screen_finalize (GObject *object)
{
  g_hash_table_unref (NX_SLIDE_SCREEN (object)->textures);
  G_OBJECT_CLASS (nx_slide_screen_parent_class)->finalize (object);
}

static void
nx_slide_screen_class_init (NxSlideScreenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_slide_screen_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_slide_screen_finalize;
}

static void
nx_slide_screen_init (NxSlideScreen *self)
{
  self->textures = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) nx_svg_unref, g_object_unref);
}

NxSlideScreen *
nx_slide_screen_new (void)
{
  return g_object_new (NX_TYPE_SLIDE_SCREEN, NULL);
}

void
nx_slide_screen_show (NxSlideScreen *self,
                      NxSlideSheet  *sheet,
                      guint          points)
{
  g_return_if_fail (NX_IS_SLIDE_SCREEN (self));

  if (self->sheet == sheet && self->points == points)
    return;
  if (self->sheet != sheet)
    {
      stop_rendering (self);
      g_clear_pointer (&self->sheet, nx_slide_sheet_unref);
      self->sheet = sheet != NULL ? nx_slide_sheet_ref (sheet) : NULL;
      /* A figure that stands on both keeps its drawing until the new one is there. */
      self->factor = 0;
    }
  self->points = points;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

void
nx_slide_screen_set_blank (NxSlideScreen *self,
                           gboolean       blank)
{
  g_return_if_fail (NX_IS_SLIDE_SCREEN (self));

  if (self->blank == !!blank)
    return;
  self->blank = !!blank;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

void
nx_slide_screen_set_pointer (NxSlideScreen          *self,
                             const graphene_point_t *at)
{
  g_return_if_fail (NX_IS_SLIDE_SCREEN (self));

  if (at == NULL && !self->has_pointer)
    return;
  self->has_pointer = at != NULL;
  if (at != NULL)
    self->pointer = *at;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

char *
nx_slide_screen_dup_text (NxSlideScreen *self)
{
  g_return_val_if_fail (NX_IS_SLIDE_SCREEN (self), NULL);

  return self->sheet != NULL && !self->blank ? nx_slide_sheet_dup_text (self->sheet, self->points) : g_strdup ("");
}

gboolean
nx_slide_screen_is_drawn (NxSlideScreen *self)
{
  g_return_val_if_fail (NX_IS_SLIDE_SCREEN (self), FALSE);

  return self->render_id == 0 && self->n_rendering == 0;
}
