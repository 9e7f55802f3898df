/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-progress-ring.h"

#include "nx-text.h"

struct _NxProgressRing
{
  GtkWidget parent_instance;
  GtkWidget *label;
  GtkWidget *check;
  double fraction;
  int size;
};

G_DEFINE_FINAL_TYPE (NxProgressRing, nx_progress_ring, GTK_TYPE_WIDGET)

static gboolean
shows_check (NxProgressRing *self)
{
  return self->fraction >= 1 && !gtk_widget_get_visible (self->label);
}

/* What stands in it grows with the text. */
static int
get_size (NxProgressRing *self)
{
  return (int) (self->size * nx_text_get_scale (GTK_WIDGET (self)));
}

static void
nx_progress_ring_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  NxProgressRing *self = NX_PROGRESS_RING (widget);
  float size = (float) get_size (self);
  double line = self->size >= 40 ? 5 : self->size >= 20 ? 3 : 2.5;
  double x = (gtk_widget_get_width (widget) - size) / 2 + size / 2;
  double y = (gtk_widget_get_height (widget) - size) / 2 + size / 2;
  double radius = (size - line) / 2;

  if (!shows_check (self))
    {
      GdkRGBA color;
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x - size / 2, (float) y - size / 2, size, size));

      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
      cairo_set_line_width (cr, line);
      cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.28);
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      cairo_stroke (cr);
      if (self->fraction > 0)
        {
          double turn = 2 * G_PI * self->fraction;

          gdk_cairo_set_source_rgba (cr, &color);
          cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
          if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
            cairo_arc_negative (cr, x, y, radius, -G_PI / 2, -G_PI / 2 - turn);
          else
            cairo_arc (cr, x, y, radius, -G_PI / 2, -G_PI / 2 + turn);
          cairo_stroke (cr);
        }
      cairo_destroy (cr);
    }
  GTK_WIDGET_CLASS (nx_progress_ring_parent_class)->snapshot (widget, snapshot);
}

static void
nx_progress_ring_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = get_size (NX_PROGRESS_RING (widget));
}

static void
allocate_centered (GtkWidget *child,
                   int        width,
                   int        height)
{
  GtkRequisition wanted;
  GtkAllocation place;

  if (!gtk_widget_should_layout (child))
    return;
  gtk_widget_get_preferred_size (child, &wanted, NULL);
  place = (GtkAllocation) { (width - wanted.width) / 2, (height - wanted.height) / 2, wanted.width, wanted.height };
  gtk_widget_size_allocate (child, &place, -1);
}

static void
nx_progress_ring_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  allocate_centered (NX_PROGRESS_RING (widget)->label, width, height);
  allocate_centered (NX_PROGRESS_RING (widget)->check, width, height);
}

static void
nx_progress_ring_dispose (GObject *object)
{
  NxProgressRing *self = NX_PROGRESS_RING (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->check, gtk_widget_unparent);
  G_OBJECT_CLASS (nx_progress_ring_parent_class)->dispose (object);
}

static void
nx_progress_ring_class_init (NxProgressRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_progress_ring_dispose;
  widget_class->snapshot = nx_progress_ring_snapshot;
  widget_class->measure = nx_progress_ring_measure;
  widget_class->size_allocate = nx_progress_ring_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "progressring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static void
nx_progress_ring_init (NxProgressRing *self)
{
  self->size = 22;
  self->label = gtk_label_new (NULL);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->check = gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_set_visible (self->check, FALSE);
  gtk_widget_set_parent (self->check, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  -1);
}

GtkWidget *
nx_progress_ring_new (int size)
{
  NxProgressRing *self = g_object_new (NX_TYPE_PROGRESS_RING, NULL);

  self->size = size;
  return GTK_WIDGET (self);
}

void
nx_progress_ring_set (NxProgressRing *self,
                      double          fraction,
                      const char     *label,
                      const char     *name)
{
  g_return_if_fail (NX_IS_PROGRESS_RING (self));

  self->fraction = CLAMP (fraction, 0, 1);
  gtk_label_set_label (GTK_LABEL (self->label), label != NULL ? label : "");
  gtk_widget_set_visible (self->label, label != NULL);
  gtk_widget_set_visible (self->check, shows_check (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->fraction, -1);
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, name,
                                    -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
nx_progress_ring_get_fraction (NxProgressRing *self)
{
  g_return_val_if_fail (NX_IS_PROGRESS_RING (self), 0);

  return self->fraction;
}
