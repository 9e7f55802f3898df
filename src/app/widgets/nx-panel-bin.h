/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * NxPanelBin: what a side panel stands in. Asks for its property "width", in pixels at the usual size of text, no more and no
 * less, however long its texts are.
 */
#define NX_TYPE_PANEL_BIN (nx_panel_bin_get_type ())
G_DECLARE_FINAL_TYPE (NxPanelBin, nx_panel_bin, NX, PANEL_BIN, AdwBin)

G_END_DECLS
