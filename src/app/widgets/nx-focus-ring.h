/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Keeps the focus ring in every window of the program for as long as its person uses keys: GTK takes it away after three
 * seconds without one, and whoever reads a question before answering no longer sees where they are. A press of the
 * pointer or a finger gives GTK its way again. Call it once, after GTK has started. Main thread.
 */
void nx_focus_ring_keep (void);

G_END_DECLS
