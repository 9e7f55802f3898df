/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-records.h"

G_BEGIN_DECLS

/*
 * NxProgress: where one learner stands, folded from the learner's events; droppable and rebuildable.
 * It reads judgements and never judges. Main-context bound; emits "changed" (const char *file, the id of
 * the module or scenario that moved, or NULL for all). Getters borrow until the next "changed".
 */

typedef struct
{
  char *id;
  char *registration;        /* of the present graded run; NULL before the first opening */
  gint64 first_opened_us, last_opened_us;
  gint64 spent_us;           /* time of the openings that were left in order, present registration */
  char *section;             /* last place: section id and block id */
  char *place;
  GHashTable *read;          /* section ids, a set */
  GHashTable *bookmarks;     /* "SECTION#BLOCK" or "SECTION", a set */
  GHashTable *checks;        /* question id → char* of chosen option ids joined by space */
  char *content_hash;        /* of the module when it was last opened */
  gboolean completed;        /* in the present or an earlier registration */
  char *completed_registration;  /* the last registration whose completion was recorded; NULL if none */
  gint64 completed_us;
  char *open_test;           /* run id of the test to resume: begun last and not finished; practice or not */
  gint64 open_test_seq;      /* where its events begin in the stream */
  char *counting_test;       /* the same of the counting run; open_test again when a practice run begun meanwhile is finished */
  gint64 counting_test_seq;
  guint n_test_runs;         /* finished, counting */
  gboolean passed;           /* in the present registration */
  double best_scaled, last_scaled;   /* -1 none */
  int last_raw, last_max;
  gint64 last_test_us;
} NxModuleProgress;

typedef struct
{
  char *run, *retried_run, *registration;
  gboolean counts;
  gint64 seq;                /* where its events begin in the stream */
  gint64 started_us, ended_us;   /* ended 0: open */
  char *content_hash;
  int n_decisions;
  int retry_step;            /* practice from this decision; 0 */
  char *ending;              /* id, or NULL */
} NxScenarioRun;

typedef struct
{
  char *id;
  GPtrArray *runs;           /* NxScenarioRun, oldest first */
  char *open_run;            /* id of the run to resume, or NULL: the practice run begun last, else the counting run begun last */
} NxScenarioProgress;

#define NX_TYPE_PROGRESS (nx_progress_get_type ())
G_DECLARE_FINAL_TYPE (NxProgress, nx_progress, NX, PROGRESS, GObject)

extern const NxReducer nx_progress_reducer;

/* Folds on the worker, then calls back. */
void nx_progress_load_async (NxRecordStore *store, const char *learner, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxProgress *nx_progress_load_finish (GAsyncResult *result, GError **error);
NxProgress *nx_progress_load (NxRecordStore *store, const char *learner, GError **error);   /* blocks */
/* Attempts call this with what was just stored. */
void nx_progress_take_events (NxProgress *self, GPtrArray *events);

const NxModuleProgress *nx_progress_get_module (NxProgress *self, const char *id);       /* NULL: never opened */
const NxScenarioProgress *nx_progress_get_scenario (NxProgress *self, const char *id);   /* NULL: never begun */
/* The module or scenario touched last; NULL if none. @out_is_scenario may be NULL. */
const char *nx_progress_get_last (NxProgress *self, gboolean *out_is_scenario, gint64 *out_when_us);
gboolean nx_progress_equal (NxProgress *a, NxProgress *b);

G_END_DECLS
