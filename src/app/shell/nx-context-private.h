/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-context.h"

G_BEGIN_DECLS

/* What nx-context.c (pack, language, life) and nx-context-records.c (store, learners, sending) share. */

struct _NxContext
{
  GObject parent_instance;

  char *folder;
  GResource *resource;
  NxClock *clock;
  NxSettings *settings;
  GCancellable *cancellable;
  gboolean ready;

  NxLibrary *library;
  NxCatalogue *catalogue;
  GError *pack_problem;
  guint backup_id;
  NxPracticeSet *practices;
  NxGlossary *glossary;
  NxSourceSet *sources;
  char **languages;

  NxAgendaStore *agendas;        /* NULL until somebody asks for it */
  NxRecordStore *store;
  NxSecretStore *secrets;
  NxSender *sender;
  GError *problem;               /* why the store could not be opened, or what its check found */
  NxStudy *study;
  NxProgress *progress;
  NxLearner *learner;
  GPtrArray *learners;           /* NxLearner */
  NxDestination *destination;
  NxDeliveryCounts counts;
  guint n_opening;               /* pack and store: "ready" comes when both are through */
  gint64 offline_since_us;
  gboolean counting;             /* a count is under way */
  gboolean count_again;          /* something changed meanwhile */
};

enum
{
  NX_CONTEXT_READY,
  NX_CONTEXT_LEARNER_CHANGED,
  NX_CONTEXT_PROGRESS_CHANGED,
  NX_CONTEXT_COUNTS_CHANGED,
  NX_CONTEXT_LANGUAGE_CHANGED,
  NX_CONTEXT_N_SIGNALS
};

extern guint nx_context_signals[];

/* One of pack and store is through; after the last one comes "ready". */
void nx_context_opening_done (NxContext *self);
/* A study needs library and progress; whichever comes last makes it. */
void nx_context_make_study (NxContext *self);
void nx_context_open_store (NxContext *self);
void nx_context_close_store (NxContext *self);
void nx_context_send_setting_changed (NxContext *self);

G_END_DECLS
