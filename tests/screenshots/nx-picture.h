/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Pictures of a window from inside the program, with what lies over it: its popovers where they stand, and
 * windows that belong to it in the middle, as a window manager would put them. Main thread.
 */

/* Without a compositor GTK draws a thick frame where the shadow would be; nobody's desktop shows that. Taking a picture drops it too. */
void nx_picture_drop_frames (void);
/* Draws @window as it is now. (transfer full) */
GdkTexture *nx_picture_take (GtkWindow *window);

/**
 * nx_picture_take_still:
 * @window: a mapped window
 *
 * Iterates the main context until what is shown has been the same for a third of a second, at most ten
 * seconds. Whatever is loaded, animated or laid out late has then come.
 *
 * Returns: (transfer full): NULL if it never stood still
 */
GdkTexture *nx_picture_take_still (GtkWindow *window);

G_END_DECLS
