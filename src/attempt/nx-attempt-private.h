/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-attempt.h"

G_BEGIN_DECLS

/* What the three kinds of attempt share. None of it is for other folders. */

/*
 * NxContentFile: a module or scenario as it was loaded: which pack, which version, which hash, and the
 * untranslated source bytes that become the snapshot. Immutable, counted, filled on a worker.
 */
typedef struct
{
  NxPack *pack;
  char *language;            /* content language asked for */
  char *address;             /* "core/module/ID" */
  char *path;                /* "modules/ID.xml" */
  char *hash;
  GBytes *source;
} NxContentFile;

NxContentFile *nx_content_file_load (NxLibrary  *library,
                                     const char *kind,
                                     const char *id,
                                     const char *language,
                                     GError    **error);
void nx_content_file_free (NxContentFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxContentFile, nx_content_file_free)

/* A content file as a run began with it; blocks. %NX_ATTEMPT_ERROR_SNAPSHOT if it was not kept. */
GBytes *nx_content_snapshot_load (NxRecordStore *store,
                                  const char    *hash,
                                  GError       **error);

/* Facts with address, versions, hash and language filled in. @file_version is the module's or scenario's. */
NxEventFacts *nx_content_file_new_facts (const NxContentFile *self,
                                         NxEventType          type,
                                         guint                file_version);

/* The activity of a whole file or of one element; grouping is always the pack's course activity. */
NxActivityFacts *nx_activity_facts_for_module (const NxContentFile *file,
                                               const NxModule      *module);
NxActivityFacts *nx_activity_facts_for_test (const NxContentFile *file,
                                             const NxModule      *module);
NxActivityFacts *nx_activity_facts_for_question (const NxContentFile *file,
                                                 const NxModule      *module,
                                                 const char          *bank,
                                                 const NxQuestion    *question);
NxActivityFacts *nx_activity_facts_for_scenario (const NxContentFile *file,
                                                 const NxScenario    *scenario);
NxActivityFacts *nx_activity_facts_for_decision (const NxContentFile *file,
                                                 const NxScenario    *scenario,
                                                 const NxScene       *scene);
/* IRI of a scene or ending of the file. Caller owns. */
char *nx_content_file_dup_iri (const NxContentFile *self,
                               const char          *element);

/*
 * NxAct: the events of one act, gathered and then appended in one transaction. The progress of the
 * study takes what was stored before the callback comes.
 */
typedef struct _NxAct NxAct;

NxAct *nx_act_new (void);
void nx_act_free (NxAct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxAct, nx_act_free)
/* Takes both; @activity may be NULL. */
void nx_act_take (NxAct           *self,
                  NxEventFacts    *facts,
                  NxActivityFacts *activity);
/* Keeps @source by @hash in the same transaction. */
void nx_act_keep (NxAct      *self,
                  const char *path,
                  const char *hash,
                  GBytes     *source);
/* Takes @act. */
void nx_act_record_async (NxAct               *act,
                          NxStudy             *study,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data);
gboolean nx_act_record_finish (NxStudy      *study,
                               GAsyncResult *result,
                               GError      **error);

/* Adds a sentence to @differences (char*), or, where nobody asked for them (NULL), says it in the log. */
void nx_replay_note (GPtrArray  *differences,
                     const char *format,
                     ...) G_GNUC_PRINTF (2, 3);

/* Whether a module counts as done by its rule. Pure. */
gboolean nx_moveon_is_met (NxMoveOn moveon,
                           gboolean all_read,
                           gboolean passed);
/* Whether every section of @module is in the set @read, or is @also. */
gboolean nx_module_is_all_read (const NxModule *module,
                                GHashTable     *read,
                                const char     *also);

G_END_DECLS
