/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-settings.h"

G_BEGIN_DECLS

/*
 * NxTextPanel: how a text looks: size in six steps, serif or sans, light, sepia or dark. Writes the
 * settings at once; every text that uses nx_reading_style_apply() follows.
 */
#define NX_TYPE_TEXT_PANEL (nx_text_panel_get_type ())
G_DECLARE_FINAL_TYPE (NxTextPanel, nx_text_panel, NX, TEXT_PANEL, AdwBin)

#define NX_TEXT_STEPS 6

GtkWidget *nx_text_panel_new (NxSettings *settings);

/*
 * nx_reading_style_apply:
 * @page: gets the style classes of the settings, now and whenever they change
 * @clamp: (nullable): within @page; gets the width that keeps 60 to 70 characters a line
 * @with_colour: sepia colours the page, and while it is on the screen light and dark are the window's
 */
void nx_reading_style_apply (NxSettings *settings,
                             GtkWidget  *page,
                             AdwClamp   *clamp,
                             gboolean    with_colour);
/* One step larger (1), smaller (-1), or the usual size (0). */
void nx_reading_style_step (NxSettings *settings,
                            int         by);

G_END_DECLS
