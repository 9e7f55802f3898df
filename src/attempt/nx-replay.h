/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content.h"
#include "nx-records.h"

G_BEGIN_DECLS

/*
 * Replaying a learner's record: every test and every scenario run once more through the rules, by the path that resuming
 * takes, with the content each began with. The record is not changed: what was judged then stands; a difference
 * says that the rules, the content or the record are not what they were.
 */

typedef struct
{
  char *address;             /* of the module or scenario */
  char *run;
  gint64 seq;                /* of the event that the run begins with */
  char *message;
} NxReplayDifference;

typedef struct
{
  guint n_tests, n_scenarios;   /* runs replayed, open ones and practice too */
  GPtrArray *differences;       /* NxReplayDifference, in the order of the runs */
} NxReplayReport;

void nx_replay_report_free (NxReplayReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxReplayReport, nx_replay_report_free)

/* (transfer full), or NULL if the events cannot be read (NX_RECORDS_ERROR). A run that cannot be replayed is a difference. Blocks. */
NxReplayReport *nx_replay_learner (NxRecordStore *store,
                                   NxLibrary     *library,
                                   const char    *learner,
                                   GError       **error);

G_END_DECLS
