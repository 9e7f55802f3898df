/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A segmented meter, drawn in one pass. Knows nothing of what it measures. */

#include "config.h"

#include "nx-segments.h"

#include <adwaita.h>

#define GAP_PX 4
#define HEIGHT_PX 6
#define MIN_SEGMENT_PX 3
#define NATURAL_SEGMENT_PX 26
#define MOVE_MS 200

struct _NxSegments
{
  GtkWidget parent_instance;
  guint n_segments;
  double filled;                /* the value */
  double shown;                 /* what is drawn; differs while it moves */
  AdwAnimation *animation;
};

G_DEFINE_FINAL_TYPE (NxSegments, nx_segments, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_N_SEGMENTS, PROP_FILLED, N_PROPS };
static GParamSpec *properties[N_PROPS];

static void
shown_changed_cb (double   value,
                  gpointer user_data)
{
  NxSegments *self = user_data;

  self->shown = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
nx_segments_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  NxSegments *self = NX_SEGMENTS (widget);
  int n = (int) self->n_segments;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = HEIGHT_PX;
      return;
    }
  *minimum = n * MIN_SEGMENT_PX + (n - 1);
  /* Many segments stand closer, so that a ten-step meter is as wide as a five-step one. */
  *natural = n <= 6 ? n * NATURAL_SEGMENT_PX + (n - 1) * GAP_PX : 150;
}

static void
append_part (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             float          x,
             float          width,
             float          height)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, 0, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, 0, width, height));
  gtk_snapshot_pop (snapshot);
}

static void
nx_segments_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  NxSegments *self = NX_SEGMENTS (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  float height = MIN (HEIGHT_PX, gtk_widget_get_height (widget));
  float top = (gtk_widget_get_height (widget) - height) / 2;
  float gap = self->n_segments > 6 ? 2 : GAP_PX;
  float each = (width - gap * (self->n_segments - 1)) / self->n_segments;
  GdkRGBA full, empty;

  if (each <= 0)
    return;
  gtk_style_context_get_color (style, &full);
  if (!gtk_style_context_lookup_color (style, "nx_track_color", &empty))
    empty = (GdkRGBA){ .5f, .5f, .5f, .25f };

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, top));
  for (guint i = 0; i < self->n_segments; i++)
    {
      float x = rtl ? width - (i + 1) * each - i * gap : i * (each + gap);
      float part = CLAMP ((float) self->shown - i, 0, 1);
      float filled = each * part;

      if (part < 1)
        append_part (snapshot, &empty, x, each, height);
      if (filled >= 1)
        append_part (snapshot, &full, rtl ? x + each - filled : x, filled, height);
    }
  gtk_snapshot_restore (snapshot);
}

static void
nx_segments_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  NxSegments *self = NX_SEGMENTS (object);

  switch (prop_id)
    {
    case PROP_N_SEGMENTS:
      g_value_set_uint (value, self->n_segments);
      break;
    case PROP_FILLED:
      g_value_set_double (value, self->filled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
nx_segments_dispose (GObject *object)
{
  NxSegments *self = NX_SEGMENTS (object);

  if (self->animation != NULL)
    adw_animation_reset (self->animation);
  g_clear_object (&self->animation);
  G_OBJECT_CLASS (nx_segments_parent_class)->dispose (object);
}

static void
nx_segments_class_init (NxSegmentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_segments_dispose;
  object_class->get_property = nx_segments_get_property;
  widget_class->measure = nx_segments_measure;
  widget_class->snapshot = nx_segments_snapshot;

  properties[PROP_N_SEGMENTS] = g_param_spec_uint ("n-segments", NULL, NULL, 1, 100, 1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILLED] = g_param_spec_double ("filled", NULL, NULL, 0, 100, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "segments");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
nx_segments_init (NxSegments *self)
{
  self->n_segments = 1;
}

GtkWidget *
nx_segments_new (void)
{
  return g_object_new (NX_TYPE_SEGMENTS, NULL);
}

guint
nx_segments_get_n_segments (NxSegments *self)
{
  g_return_val_if_fail (NX_IS_SEGMENTS (self), 0);
  return self->n_segments;
}

double
nx_segments_get_filled (NxSegments *self)
{
  g_return_val_if_fail (NX_IS_SEGMENTS (self), 0);
  return self->filled;
}

static void
move_to (NxSegments *self,
         double      filled)
{
  if (self->animation == NULL)
    self->animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 0, MOVE_MS, adw_callback_animation_target_new (shown_changed_cb, self, NULL));
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->animation), self->shown);
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (self->animation), filled);
  adw_animation_play (self->animation);
}

void
nx_segments_set (NxSegments *self,
                 guint       n_segments,
                 double      filled,
                 const char *words,
                 gboolean    animate)
{
  g_return_if_fail (NX_IS_SEGMENTS (self));
  g_return_if_fail (n_segments >= 1 && n_segments <= 100);

  filled = CLAMP (filled, 0, n_segments);
  if (self->n_segments != n_segments)
    {
      self->n_segments = n_segments;
      animate = FALSE;
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SEGMENTS]);
    }
  if (self->filled != filled)
    {
      self->filled = filled;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) n_segments,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, filled,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  -1);
  if (animate && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      move_to (self, filled);
      return;
    }
  if (self->animation != NULL)
    adw_animation_reset (self->animation);
  self->shown = filled;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
