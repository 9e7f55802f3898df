/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* NxLearnPage: home. Continue in one click; see where you stand; find any module. */
#define NX_TYPE_LEARN_PAGE (nx_learn_page_get_type ())
G_DECLARE_FINAL_TYPE (NxLearnPage, nx_learn_page, NX, LEARN_PAGE, AdwBin)

GtkWidget *nx_learn_page_new (NxContext *context);

G_END_DECLS
