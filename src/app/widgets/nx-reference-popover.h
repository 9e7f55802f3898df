/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-inline-label.h"

G_BEGIN_DECLS

/*
 * Shows what a link in the text means, in a popover on @parent: a glossary term, a footnote with its
 * source, or a Good Practice in short. Its buttons activate "page.open-practice" (s) of the page around.
 * Esc closes it and gives the focus back. @at: NULL for the whole of @parent. Returns the popover, borrowed:
 * who takes @parent away closes it first (nx_reference_popover_drop).
 */
GtkWidget *nx_reference_popover_show (GtkWidget          *parent,
                                      const GdkRectangle *at,
                                      NxBlockAids        *aids,
                                      const NxTextLink   *link);

/* Closes and takes away a popover from above that may still be open; nothing if it is gone. */
void nx_reference_popover_drop (GtkWidget *popover);

/* "UNICRI, 2018", from what the source gives; NULL if it gives neither. Caller owns. */
char *nx_source_dup_imprint (const NxSource *source);

G_END_DECLS
