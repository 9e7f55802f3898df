/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* NxPartTile: a small rounded square with the letter of a part, or the mark of the regional cases. Decorative beside its heading. */
#define NX_TYPE_PART_TILE (nx_part_tile_get_type ())
G_DECLARE_FINAL_TYPE (NxPartTile, nx_part_tile, NX, PART_TILE, AdwBin)

GtkWidget *nx_part_tile_new (char part);
/* The tile of something without a part: an icon in the foreground's colour. */
GtkWidget *nx_part_tile_new_icon (const char *icon_name);

G_END_DECLS
