/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * NxTabStop: makes what it holds, a list, one stop of the Tab key. Tab comes to the selected row and goes
 * on behind the list; the arrows move within it. GtkListBox itself gives each row a stop, and where moving
 * selects, Tab would open one row after the other on its way through (GTK 4.8 has no "tab-behavior").
 */
#define NX_TYPE_TAB_STOP (nx_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (NxTabStop, nx_tab_stop, NX, TAB_STOP, AdwBin)

G_END_DECLS
