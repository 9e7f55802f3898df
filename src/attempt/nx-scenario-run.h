/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-attempt-private.h"

G_BEGIN_DECLS

/*
 * NxScenarioPlay: a run of a scenario in memory: the content it began with, the state, and the moves that
 * led there. Built from events by replaying them through the same rules; one owner.
 */
typedef struct
{
  NxContentFile *file;
  NxScenario *scenario;
  gboolean old_content;      /* from the snapshot: the pack has another version now */
  NxScenarioState *state;
  GPtrArray *moves;          /* NxMove, oldest first */
  GHashTable *opened;        /* document ids, a set */
  gint64 spent_us;           /* by the durations recorded */
  char *run, *registration, *retried_run;
  gboolean counts;
  int retry_number;          /* 0: not a retry */
} NxScenarioPlay;

void nx_scenario_play_free (NxScenarioPlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxScenarioPlay, nx_scenario_play_free)

typedef enum
{
  NX_PLAY_BEGIN,             /* the present content, at its start */
  NX_PLAY_STORED,            /* the run @run, as far as it went */
  NX_PLAY_RETRY,             /* the present run's content, up to before decision @number of @run */
} NxPlayWanted;

void nx_scenario_play_load_async (NxStudy             *study,
                                  const char          *scenario,
                                  NxPlayWanted         wanted,
                                  const char          *run,
                                  int                  number,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
NxScenarioPlay *nx_scenario_play_load_finish (GAsyncResult *result,
                                              GError      **error);

/*
 * Replays the run that begins at @first of @events, as resuming does, and adds to @differences (char*) where the rules lead
 * elsewhere than what was recorded. Blocks. FALSE if it cannot be replayed at all.
 */
gboolean nx_scenario_play_compare (NxRecordStore *store,
                                   NxLibrary     *library,
                                   GPtrArray     *events,
                                   guint          first,
                                   GPtrArray     *differences,
                                   GError       **error);

/* "SCENE:CHOICE" or "SCENE:" for each move; (transfer full) NULL-terminated. */
char **nx_scenario_play_dup_moves (const NxScenarioPlay *self);

G_END_DECLS
