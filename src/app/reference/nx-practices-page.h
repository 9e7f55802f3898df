/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* NxPracticesPage: the Good Practices as a list and a reading pane; in a narrow window one after the other. */
#define NX_TYPE_PRACTICES_PAGE (nx_practices_page_get_type ())
G_DECLARE_FINAL_TYPE (NxPracticesPage, nx_practices_page, NX, PRACTICES_PAGE, AdwBin)

GtkWidget *nx_practices_page_new (NxContext *context);
/* Shows one; in a narrow window this opens the reading pane. */
void nx_practices_page_show (NxPracticesPage *self, const char *practice);
/* Narrow: from the reading pane to the list; FALSE if there is nothing to go back to. */
gboolean nx_practices_page_go_back (NxPracticesPage *self);

G_END_DECLS
