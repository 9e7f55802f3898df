/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-context.h"

G_BEGIN_DECLS

/* Where "Continue" leads: decided from the path and the progress, without widgets. */

typedef enum
{
  NX_NEXT_MODULE,        /* begun and not done, or the next on the path */
  NX_NEXT_SCENARIO,      /* an open run */
  NX_NEXT_ALL_DONE,
  NX_NEXT_NOTHING,       /* the pack has no module that can be read */
} NxNextKind;

typedef struct
{
  NxNextKind kind;
  gboolean first_visit;  /* nothing was opened yet */
  gboolean resumed;      /* begun before */
  gint64 when_us;        /* of the last touch; 0 if not resumed */
  const NxModuleInfo *module;
  const NxScenarioInfo *scenario;
} NxNextStep;

/* Borrows from the context's catalogue. */
NxNextStep nx_next_step_find (NxContext *context);
/* The path of the present learner; NULL without one. */
const NxPathInfo *nx_next_step_get_path (NxContext *context);

G_END_DECLS
