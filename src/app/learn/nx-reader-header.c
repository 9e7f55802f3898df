/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The reader's controls above the text. Shows what the reader tells it, and does nothing itself. */

#include "config.h"

#include "nx-reader-header.h"

#include "nx-reader-menu.h"
#include "nx-text-panel.h"
#include "nx-text.h"

#include <glib/gi18n.h>

struct _NxReaderHeader
{
  AdwBin parent_instance;
  AdwWindowTitle *title;
  GtkWidget *back_button, *contents_button, *bookmark_button, *text_button, *more_button;
  GtkPopover *text_popover;

  gboolean bookmarked, narrow, bare;
};

G_DEFINE_FINAL_TYPE (NxReaderHeader, nx_reader_header, ADW_TYPE_BIN)

static void
bookmark_clicked_cb (NxReaderHeader *self)
{
  /* Shown as set only once it is stored. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->bookmark_button), self->bookmarked);
  gtk_widget_activate_action (GTK_WIDGET (self), "reader.bookmark", NULL);
}

static void
update_visible (NxReaderHeader *self)
{
  gtk_widget_set_visible (self->contents_button, !self->narrow && !self->bare);
  gtk_widget_set_visible (self->bookmark_button, !self->narrow && !self->bare);
  gtk_widget_set_visible (self->text_button, !self->narrow && !self->bare);
  gtk_widget_set_visible (self->more_button, self->narrow && !self->bare);
}

static void
nx_reader_header_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_READER_HEADER);
  G_OBJECT_CLASS (nx_reader_header_parent_class)->dispose (object);
}

static void
nx_reader_header_class_init (NxReaderHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_reader_header_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-reader-header.ui");
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, title);
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, back_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, contents_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, bookmark_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, text_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, more_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderHeader, text_popover);
  gtk_widget_class_bind_template_callback (widget_class, bookmark_clicked_cb);
}

static void
nx_reader_header_init (NxReaderHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
nx_reader_header_set_words (NxReaderHeader *self,
                            NxSettings     *settings)
{
  g_return_if_fail (NX_IS_READER_HEADER (self));
  nx_text_name_control (self->back_button, _("Back"));
  nx_text_name_control (self->contents_button, _("Contents"));
  nx_text_name_control (self->text_button, _("Text and page"));
  nx_text_name_control (self->more_button, _("More"));
  gtk_popover_set_child (self->text_popover, nx_text_panel_new (settings));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->more_button), nx_reader_menu_new (settings));
}

void
nx_reader_header_set_flap (NxReaderHeader *self,
                           AdwFlap        *flap)
{
  g_return_if_fail (NX_IS_READER_HEADER (self));
  g_object_bind_property (flap, "reveal-flap", self->contents_button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

void
nx_reader_header_set_titles (NxReaderHeader *self,
                             const char     *title,
                             const char     *subtitle)
{
  g_return_if_fail (NX_IS_READER_HEADER (self));
  nx_text_set_titles (self->title, title, subtitle);
}

void
nx_reader_header_set_bookmark (NxReaderHeader *self,
                               gboolean        set,
                               gboolean        can_save)
{
  g_return_if_fail (NX_IS_READER_HEADER (self));
  self->bookmarked = set;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->bookmark_button), set);
  gtk_button_set_icon_name (GTK_BUTTON (self->bookmark_button), set ? "nx-bookmark-set-symbolic" : "nx-bookmark-symbolic");
  nx_text_name_control (self->bookmark_button, !can_save ? _("Bookmarks cannot be saved now") : set ? _("Bookmarked") : _("Bookmark this section"));
  gtk_widget_set_sensitive (self->bookmark_button, can_save);
}

void
nx_reader_header_set_narrow (NxReaderHeader *self,
                             gboolean        narrow)
{
  g_return_if_fail (NX_IS_READER_HEADER (self));
  self->narrow = narrow;
  update_visible (self);
}

void
nx_reader_header_set_bare (NxReaderHeader *self)
{
  g_return_if_fail (NX_IS_READER_HEADER (self));
  self->bare = TRUE;
  update_visible (self);
}
