/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxConsentList: what the learner lets leave this computer: completion records, answers, and a look at
 * what exactly that is. The switches follow the store; switching off asks first.
 */
#define NX_TYPE_CONSENT_LIST (nx_consent_list_get_type ())
G_DECLARE_FINAL_TYPE (NxConsentList, nx_consent_list, NX, CONSENT_LIST, AdwBin)

GtkWidget *nx_consent_list_new (NxContext *context);

G_END_DECLS
