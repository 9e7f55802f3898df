/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-progress.h"

G_BEGIN_DECLS

/*
 * What the progress reducer folds into: every module and scenario that one learner touched. Plain data
 * with one owner; the reducer's functions build it on the worker, NxProgress then owns it on the main
 * context. Never shared between threads.
 */
typedef struct
{
  GHashTable *modules;       /* id → NxModuleProgress */
  GHashTable *scenarios;     /* id → NxScenarioProgress */
  char *last;                /* id of the module or scenario touched last, or NULL */
  gboolean last_is_scenario;
  gint64 last_us;
} NxProgressState;

NxProgressState *nx_progress_state_new (void);
void nx_progress_state_free (NxProgressState *self);
/* Folds one event. Returns the id of the module or scenario that moved, borrowed from @self, or NULL. */
const char *nx_progress_state_apply (NxProgressState *self,
                                     const NxEvent   *event);
/* Sorted members, so that equal states give equal bytes. */
GBytes *nx_progress_state_save (NxProgressState *self);
NxProgressState *nx_progress_state_load (GBytes *bytes,
                                         GError **error);

G_END_DECLS
