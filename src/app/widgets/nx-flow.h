/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxFlow: running text: one wrapping GtkLabel that takes the width which it is given.
 *
 * A GtkLabel that is asked how wide it is lays its text out with every letter on a line of its own, then in one line,
 * and, asked how wide it is at a height, a dozen times more; each layout of a paragraph costs as much as showing it.
 * A flow answers from the number of letters, and lays out once, for the width that it gets. A page of them is shown in
 * an eighth of the time. Its least width is a few letters: what must not be cut does not belong in one.
 * It is shown and hidden with its label.
 */
#define NX_TYPE_FLOW (nx_flow_get_type ())
G_DECLARE_FINAL_TYPE (NxFlow, nx_flow, NX, FLOW, GtkWidget)

/* A wrapping label at the start edge. @text and @css_class (the label's) may be NULL. */
GtkWidget *nx_flow_new (const char *text,
                        const char *css_class);
/* @label: floating; from now on it wraps. */
GtkWidget *nx_flow_new_with_label (GtkWidget *label);
GtkLabel *nx_flow_get_label (NxFlow *self);

/* NxFlowLayout: the same for a widget of one's own whose only child, but for popovers, is a wrapping GtkLabel. */
#define NX_TYPE_FLOW_LAYOUT (nx_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (NxFlowLayout, nx_flow_layout, NX, FLOW_LAYOUT, GtkLayoutManager)

GtkLayoutManager *nx_flow_layout_new (void);

G_END_DECLS
