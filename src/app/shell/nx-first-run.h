/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxFirstRun: language, who, consent; in under a minute. A second learner starts at the second step.
 * The learner is stored before "finished" is emitted; "cancelled" comes only from a second learner.
 */
#define NX_TYPE_FIRST_RUN (nx_first_run_get_type ())
G_DECLARE_FINAL_TYPE (NxFirstRun, nx_first_run, NX, FIRST_RUN, AdwBin)

/* @second: another learner on this computer. @draft: what was typed before the language changed, or NULL. */
GtkWidget *nx_first_run_new (NxContext *context, gboolean second, const NxProfile *draft);
gboolean nx_first_run_is_second (NxFirstRun *self);
/* NULL as long as the second step was not seen. */
NxProfile *nx_first_run_dup_draft (NxFirstRun *self);
/* To the step before; from the first one of a second learner it cancels. */
void nx_first_run_go_back (NxFirstRun *self);
/* 1, 2 or 3. */
int nx_first_run_get_step (NxFirstRun *self);

G_END_DECLS
