/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-attempt-private.h"

G_BEGIN_DECLS

/* The loading half of a test run: content from the pack or the snapshot, and the run as its events tell it. */

typedef struct
{
  char *id;
  char *path;                /* "questions/ID.xml" */
  char *hash;                /* of the untranslated file */
  GBytes *source;
  NxQuestionBank *bank;
} NxTestBank;

typedef struct
{
  NxContentFile *file;
  NxModule *module;          /* has a test */
  GPtrArray *banks;          /* NxTestBank, one for each bank drawn from */
} NxTestContent;
void nx_test_content_free (NxTestContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxTestContent, nx_test_content_free)

/* An open run as stored. */
typedef struct
{
  NxEvent *started;          /* borrowed from events */
  GPtrArray *events;         /* NxEvent, from the start on */
} NxTestStored;
void nx_test_stored_free (NxTestStored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxTestStored, nx_test_stored_free)

typedef struct
{
  char *bank;
  const NxQuestion *question; /* borrowed from the content */
  guint *order;
  char **response;           /* NULL until answered */
  NxJudgement *judgement;    /* NULL until answered */
  NxConfidence confidence;
  gint64 duration_us;
} NxTestItem;

typedef struct
{
  NxStudy *study;
  char *module;
  NxRunAsked kind;
} NxTestRequest;
NxTestRequest *nx_test_request_new (NxStudy    *study,
                                    const char *module,
                                    NxRunAsked  kind);
void nx_test_request_free (gpointer request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxTestRequest, nx_test_request_free)

/* Loads on a worker; with %NX_ASK_RESUME also the open run, if there is one (@out_stored). */
void nx_test_content_load_async (const NxTestRequest *request,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
NxTestContent *nx_test_content_load_finish (GAsyncResult  *result,
                                            NxTestStored **out_stored,
                                            GError       **error);

NxTestItem *nx_test_items_draw (const NxTestContent *content,
                                guint64              seed,
                                guint               *out_n,
                                GError             **error);
/* By the events: the questions drawn then, the judgements made then. @differences (char*) may be NULL: then they only go to the log. */
NxTestItem *nx_test_items_rebuild (const NxTestContent *content,
                                   GPtrArray           *events,
                                   guint                first,
                                   GPtrArray           *differences,
                                   guint               *out_n,
                                   GError             **error);
/*
 * Draws and judges the run that begins at @first of @events anew, with the content it began with, and adds to
 * @differences (char*) where that comes out otherwise than it was recorded. Blocks. FALSE if it cannot be done at all.
 */
gboolean nx_test_items_compare (NxRecordStore *store,
                                NxLibrary     *library,
                                GPtrArray     *events,
                                guint          first,
                                GPtrArray     *differences,
                                GError       **error);
/* Whether @to has the same version of each bank that the items come from. */
gboolean nx_test_items_fit (const NxTestItem    *items,
                            guint                n_items,
                            const NxTestContent *from,
                            const NxTestContent *to);
/* Points the items to the same questions of @to, which they fit. */
void nx_test_items_move (NxTestItem          *items,
                         guint                n_items,
                         const NxTestContent *to);
/* "BANK#QUESTION", NULL-terminated. */
char **nx_test_items_dup_ids (const NxTestItem *items,
                              guint             n_items);
void nx_test_items_free (NxTestItem *items,
                         guint       n_items);

G_END_DECLS
