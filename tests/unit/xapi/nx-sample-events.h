/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-statement.h"

G_BEGIN_DECLS

/* One event of each kind that makes a statement, with all that its statement needs; for tests. */
typedef struct
{
  const char *name;             /* of the fixture, without ".json" */
  NxEventFacts *facts;
  NxActivityFacts *activity;    /* NULL for a record taken back */
  NxStatementContext context;
} NxSampleEvent;

guint nx_sample_event_get_n (void);
NxSampleEvent *nx_sample_event_new (guint index);
NxSampleEvent *nx_sample_event_new_named (const char *name);
void nx_sample_event_free (NxSampleEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSampleEvent, nx_sample_event_free)
GBytes *nx_sample_event_build (NxSampleEvent *self);

G_END_DECLS
