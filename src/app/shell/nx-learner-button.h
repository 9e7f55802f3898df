/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* NxLearnerButton: who is learning; its popover changes the learner, edits the profile, adds another person. */
#define NX_TYPE_LEARNER_BUTTON (nx_learner_button_get_type ())
G_DECLARE_FINAL_TYPE (NxLearnerButton, nx_learner_button, NX, LEARNER_BUTTON, AdwBin)

GtkWidget *nx_learner_button_new (NxContext *context);
/* Compact: the avatar alone. */
void nx_learner_button_set_compact (NxLearnerButton *self, gboolean compact);

/* How a learner is called: the name, or "Staff ID 00482". Caller owns. */
char *nx_learner_dup_title (const NxLearner *learner);

G_END_DECLS
