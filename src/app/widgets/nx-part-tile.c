/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-part-tile.h"

#include "nx-text.h"

struct _NxPartTile
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (NxPartTile, nx_part_tile, ADW_TYPE_BIN)

static void
nx_part_tile_class_init (NxPartTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "parttile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nx_part_tile_init (NxPartTile *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
nx_part_tile_new (char part)
{
  GtkWidget *self = g_object_new (NX_TYPE_PART_TILE, NULL);

  gtk_widget_add_css_class (self, nx_text_part_class (part));
  adw_bin_set_child (ADW_BIN (self),
                     part == 'r' ? gtk_image_new_from_icon_name ("nx-region-symbolic") : gtk_label_new (nx_text_part_letter (part)));
  return self;
}

GtkWidget *
nx_part_tile_new_icon (const char *icon_name)
{
  GtkWidget *self = g_object_new (NX_TYPE_PART_TILE, NULL);

  adw_bin_set_child (ADW_BIN (self), gtk_image_new_from_icon_name (icon_name));
  return self;
}
