/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-initials.h"

#include "nx-text.h"

#include <string.h>

/* As many as libadwaita's style sheet has: avatar.color1 and so on. */
#define N_COLORS 14

struct _NxInitials
{
  GtkWidget parent_instance;
  GtkWidget *label;
  char *color;                   /* CSS class; NULL without a name */
  int size;
};

G_DEFINE_FINAL_TYPE (NxInitials, nx_initials, GTK_TYPE_WIDGET)

/* "amina  Diallo" → "AD"; "Ba" → "B". */
static char *
dup_letters (const char *name)
{
  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autofree char *composed = g_utf8_normalize (upper, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *letters = g_string_new (NULL);
  const char *last;

  if (composed == NULL)
    return g_string_free (letters, FALSE);
  g_strstrip (composed);
  if (*composed != '\0')
    g_string_append_unichar (letters, g_utf8_get_char (composed));
  last = strrchr (composed, ' ');
  if (last != NULL)
    g_string_append_unichar (letters, g_utf8_get_char (last + 1));
  return g_string_free (letters, FALSE);
}

static void
nx_initials_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  /* The letters grow with the text, and the disc with them. */
  *minimum = *natural = (int) (NX_INITIALS (widget)->size * nx_text_get_scale (widget));
}

static void
nx_initials_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  GtkWidget *label = NX_INITIALS (widget)->label;
  GtkRequisition wanted;

  gtk_widget_get_preferred_size (label, &wanted, NULL);
  gtk_widget_size_allocate (label, &(GtkAllocation){ (width - wanted.width) / 2, (height - wanted.height) / 2, wanted.width, wanted.height }, -1);
}

static void
nx_initials_dispose (GObject *object)
{
  NxInitials *self = NX_INITIALS (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->color, g_free);
  G_OBJECT_CLASS (nx_initials_parent_class)->dispose (object);
}

static void
nx_initials_class_init (NxInitialsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_initials_dispose;
  widget_class->measure = nx_initials_measure;
  widget_class->size_allocate = nx_initials_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "avatar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nx_initials_init (NxInitials *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
nx_initials_new (int         size,
                 const char *name)
{
  NxInitials *self = g_object_new (NX_TYPE_INITIALS, NULL);

  self->size = size;
  if (size < 32)
    gtk_widget_add_css_class (GTK_WIDGET (self), "caption-heading");
  nx_initials_set_name (self, name);
  return GTK_WIDGET (self);
}

void
nx_initials_set_name (NxInitials *self,
                      const char *name)
{
  g_autofree char *letters = dup_letters (name != NULL ? name : "");
  g_autofree char *old = g_steal_pointer (&self->color);

  g_return_if_fail (NX_IS_INITIALS (self));

  gtk_label_set_label (GTK_LABEL (self->label), letters);
  if (name != NULL && *name != '\0')
    self->color = g_strdup_printf ("color%u", g_str_hash (name) % N_COLORS + 1);
  if (old != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), old);
  if (self->color != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), self->color);
}
