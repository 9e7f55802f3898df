/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-records-private.h"

G_BEGIN_DECLS

/* What the tests of src/records share: a folder and a clock for each test, sample drafts, and a way behind the store's back. */

#define TEST_START_US G_GINT64_CONSTANT (1795165331482999) /* 2026-11-20T09:02:11.482999Z */
#define TEST_ENDPOINT "https://lrs.example.org/xapi/"

typedef struct
{
  char *root;      /* removed at the end */
  char *folder;    /* of the store; not made yet */
  NxClock *clock;  /* manual */
} RecordsFixture;

void records_set_up (RecordsFixture *f,
                     gconstpointer   data);
void records_tear_down (RecordsFixture *f,
                        gconstpointer   data);

/* Asserting forms. */
NxRecordStore *records_open (RecordsFixture *f);
/* Closes it, though "changed" may hold a reference still, and lets go of it. */
void records_close (NxRecordStore *store);
NxLearner *records_add_learner (NxRecordStore *store,
                                const char    *name,
                                gboolean       completion,
                                gboolean       answers);
void records_append (NxRecordStore *store,
                     const char    *learner,
                     NxEventType    type);
GPtrArray *records_load (NxRecordStore *store,
                         const char    *learner);
GPtrArray *records_list (NxRecordStore *store,
                         const char    *learner);
NxDeliveryCounts records_count (NxRecordStore *store,
                                const char    *learner);
NxDestination *records_set_destination (NxRecordStore *store);

/* Facts of a counting run and what a statement of @type needs; both whole enough to make one. */
NxEventFacts *records_facts (NxEventType type);
NxActivityFacts *records_activity (NxEventType type);

/* Runs one statement without rows on records.db of @folder, whatever the store thinks. */
void records_tamper (const char *folder,
                     const char *sql);
/* One number, likewise. */
gint64 records_query (const char *folder,
                      const char *sql);
/* One text, likewise; (transfer full). */
char *records_query_text (const char *folder,
                          const char *sql);
/* Whether @text stands in the clear in any file of @folder. */
gboolean records_folder_contains (const char *folder,
                                  const char *text);

/* The check of everything, waited for. */
void records_check (NxRecordStore *store,
                    GError       **error);
/* Asserts that it could be done; nobody may have the store open. */
void records_repair (RecordsFixture *f,
                     guint          *out_n_lost);
/* Writes an empty page over the root of @table (WITHOUT ROWID): its rows are gone, without regard to what refers to them. */
void records_empty_table (RecordsFixture *f,
                          const char     *table);

/* Runs the default context until *@counter is positive; fails after a while. */
void records_wait (const int *counter);

G_END_DECLS
