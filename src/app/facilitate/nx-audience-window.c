/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-audience-window.h"

#include <glib/gi18n.h>

#include "nx-text.h"

struct _NxAudienceWindow
{
  GtkWindow parent_instance;
  NxSlideScreen *screen;
  GtkWidget *picture;
};

G_DEFINE_FINAL_TYPE (NxAudienceWindow, nx_audience_window, GTK_TYPE_WINDOW)

/* For who follows the slides with a screen reader. */
static void
tell (NxAudienceWindow *self)
{
  g_autofree char *text = nx_slide_screen_dup_text (self->screen);

  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), text);
  nx_text_set_accessible (self->picture, *text != '\0' ? text : C_("projector", "Blank"), NULL);
}

static void
nx_audience_window_dispose (GObject *object)
{
  g_clear_object (&NX_AUDIENCE_WINDOW (object)->screen);
  G_OBJECT_CLASS (nx_audience_window_parent_class)->dispose (object);
}

static void
nx_audience_window_class_init (NxAudienceWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_audience_window_dispose;
}

static void
nx_audience_window_init (NxAudienceWindow *self)
{
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_window_set_child (GTK_WINDOW (self), self->picture);
  gtk_window_set_title (GTK_WINDOW (self), _("Slides"));
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 540);
  gtk_widget_add_css_class (GTK_WIDGET (self), "audience");
}

NxAudienceWindow *
nx_audience_window_new (GtkWindow     *console,
                        NxSlideScreen *screen)
{
  NxAudienceWindow *self = g_object_new (NX_TYPE_AUDIENCE_WINDOW, NULL);

  self->screen = g_object_ref (screen);
  gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (console));
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (screen));
  g_signal_connect_object (screen, "invalidate-contents", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell (self);
  return self;
}
