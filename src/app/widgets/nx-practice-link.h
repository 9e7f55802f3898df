/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-block-aids.h"

G_BEGIN_DECLS

/* A Good Practice as a chip in a text: number disc and title; opens it in short beside itself (see nx-reference-popover.h). NULL if the pack has no such practice. */
GtkWidget *nx_practice_link_new (NxBlockAids *aids,
                                 const char  *practice);
/* Chips that wrap, for a NULL-terminated list of ids. */
GtkWidget *nx_practice_links_new (NxBlockAids       *aids,
                                  const char *const *practices);

G_END_DECLS
