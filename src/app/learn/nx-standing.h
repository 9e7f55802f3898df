/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-card.h"
#include "nx-context.h"

G_BEGIN_DECLS

/* Where a module or scenario stands, in a card's words. Main thread; strings belong to the caller. */

typedef struct
{
  NxCardState state;
  double fraction;               /* share of the reading done, by minutes */
  guint minutes_left;
  char *word;                    /* "Not started", "Done"; NULL with the bar */
  char *meta;                    /* "2 Good Practices · 25 min" */
  char *description;             /* "Part B, 46 percent read, about 12 minutes left" */
} NxStanding;

void nx_standing_clear (NxStanding *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NxStanding, nx_standing_clear)

/* @start_here: recommended before the others. */
void nx_standing_init_module (NxStanding *self, NxContext *context, const NxModuleInfo *info, gboolean start_here);
void nx_standing_init_scenario (NxStanding *self, NxContext *context, const NxScenarioInfo *info);
/* How many of @modules (NxModuleInfo) are done. */
guint nx_standing_count_done (NxContext *context, GPtrArray *modules);
/* "Good Practice 1", or with the pack's code where no number was verified. */
char *nx_practice_dup_name (const NxPractice *practice);
/* "1" or "B4". */
char *nx_practice_dup_mark (const NxPractice *practice);

G_END_DECLS
