/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-slide-sheet.h"

G_BEGIN_DECLS

/*
 * NxSlideScreen: what is to be seen now, as a paintable: the same one stands on the console and before the audience, so that
 * what the presenter sees is what they see. A slide of 16:9, black where it is blank or nothing is shown yet. Figures are
 * drawn on a worker, for the largest size at which the slide was asked for. Main thread.
 */
#define NX_TYPE_SLIDE_SCREEN (nx_slide_screen_get_type ())
G_DECLARE_FINAL_TYPE (NxSlideScreen, nx_slide_screen, NX, SLIDE_SCREEN, GObject)

NxSlideScreen *nx_slide_screen_new (void);
/* @sheet: held; NULL for nothing. */
void nx_slide_screen_show (NxSlideScreen *self, NxSlideSheet *sheet, guint points);
void nx_slide_screen_set_blank (NxSlideScreen *self, gboolean blank);
/* @at: in parts of width and height, 0 to 1; NULL takes the pointer away. */
void nx_slide_screen_set_pointer (NxSlideScreen *self, const graphene_point_t *at);
/* What it shows, for who cannot see it; "" while it shows nothing. (transfer full) */
char *nx_slide_screen_dup_text (NxSlideScreen *self);
/* For tests and pictures: all figures of the slide are drawn. */
gboolean nx_slide_screen_is_drawn (NxSlideScreen *self);

G_END_DECLS
