/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* What cannot be shown, and why, in words: fills a status page of the caller's, or a whole pushed page. */

/* "This lesson pack is damaged", with file and line in a details expander. */
void nx_problem_show_damaged (AdwStatusPage *page, const GError *error);
/* The store's problem: damaged, newer, read-only, full, key; with its buttons. NULL: it can be read, but not written. */
void nx_problem_show_store (AdwStatusPage *page, NxContext *context, const GError *error);
/* A pushed page (NxPage) with its own header bar, for one module or scenario that cannot be read. */
GtkWidget *nx_problem_page_new_damaged (const GError *error);

G_END_DECLS
