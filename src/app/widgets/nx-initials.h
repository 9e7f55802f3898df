/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxInitials: a person as a disc with two letters. Looks like an AdwAvatar and takes its colours, but keeps to the
 * sizes of text that the page uses anyway: AdwAvatar fits the text to the disc, and a size of its own means another search
 * through all fonts, and it draws an SVG before it has a name. For the eye only: what stands beside it says the name.
 */
#define NX_TYPE_INITIALS (nx_initials_get_type ())
G_DECLARE_FINAL_TYPE (NxInitials, nx_initials, NX, INITIALS, GtkWidget)

/* @size: px of the disc at the usual size of text. @name: NULL for an empty disc. */
GtkWidget *nx_initials_new (int size, const char *name);
void nx_initials_set_name (NxInitials *self, const char *name);

G_END_DECLS
