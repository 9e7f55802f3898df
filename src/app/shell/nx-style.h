/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The program's look on the default display. style.css, with the dark and high-contrast colours when the desktop asks
 * for them, is there from the start; the sheets of what is not seen in the first frame come with nx_style_load_all (),
 * which the program calls when it has nothing else to do and every way to such a page calls first.
 * Main thread, after adw_init (); both may be called again.
 */
void nx_style_install (void);
/*
 * GTK reads a theme of its own when it starts, which libadwaita throws away at once: 80 million instructions. And that
 * theme has icons, so that a thread begins to read all icon themes before libadwaita has named the place of its own icons,
 * and another reading follows, in the main thread: 65 million. prepare, before there are threads, has GTK start with
 * the empty theme that libadwaita will ask for; start_gtk is gtk_init () and what belongs after it.
 * A GTK_THEME that somebody set stays as it is.
 */
void nx_style_prepare (void);
void nx_style_start_gtk (void);
void nx_style_load_all (void);
/*
 * Where the desktop asks for "Sans" and the like, asks for the font that this stands for here. The text looks the same;
 * but Pango searches all fonts twice for each size and weight, once under each name, as long as the two differ.
 * Waits until the fonts are known, so call it when text is wanted at once anyway.
 */
void nx_style_name_font (void);

G_END_DECLS
