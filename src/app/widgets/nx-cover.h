/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxCover: the link-chart motif on a card, seeded by the id of the module or scenario; contour lines and
 * a route for regional cases (part 'r'). The colour is the CSS colour of the part. Drawn once per size,
 * scale and colour into a texture, when first snapshot. Decorative: role presentation.
 */
#define NX_TYPE_COVER (nx_cover_get_type ())
G_DECLARE_FINAL_TYPE (NxCover, nx_cover, NX, COVER, GtkWidget)

GtkWidget *nx_cover_new (const char *id,
                         char        part);

G_END_DECLS
