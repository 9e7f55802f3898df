/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-batcher.h"
#include "nx-late-soup.h"
#include "nx-sender.h"

G_BEGIN_DECLS

/*
 * A round: from "is there something to send?" to the first reason to stop. It takes batches, sends them,
 * and has each outcome stored before it goes on; it knows nothing about when to try again. When it ends, no
 * row of this sender is left in "sending" (unless the store failed), and the lock is given back.
 */

/* What was learned about the LRS; the sender keeps it between rounds. */
typedef struct
{
  char *endpoint;              /* of which the rest is known; NULL: nothing is */
  const char *version;         /* what to speak; static */
} NxLrsKnowledge;

void nx_lrs_knowledge_clear (NxLrsKnowledge *self);

/* All borrowed until the round has ended. */
typedef struct
{
  NxRecordStore *store;
  NxSecretStore *secrets;
  NxClock *clock;
  NxBatcher *batcher;
  NxLrsKnowledge *known;
  double wait_scale;
  const char *unless_destination;  /* end at once, without a result, if this is still the destination; or NULL */
  guint unless_n_pending;          /* likewise if there are still exactly so many records to send; 0: none */
  SoupSession *(*get_session) (gpointer data);   /* asked for when there is something to send; NULL if there is none */
  void (*progress) (guint    n_sent,
                    guint    n_total,
                    gpointer data);
  gpointer data;
} NxRoundSetup;

typedef struct
{
  gboolean skipped;            /* nothing changed that the caller wanted to hear of */
  NxSenderState state;         /* how it ended */
  char *message;               /* technical detail; NULL if none */
  char *destination;           /* UUID; NULL if there is none */
  guint n_delivered, n_refused;
  gint64 wait_us;              /* what the server asked for; 0 if nothing */
  gint64 not_before_us;        /* IDLE: the first record held back by its clock is due then; 0 if none */
  guint n_not_due;             /* IDLE: records that are to be sent, but not yet */
  gboolean asked_about;        /* /about answered as an LRS in this round */
} NxRoundResult;
void nx_round_result_free (NxRoundResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxRoundResult, nx_round_result_free)

void nx_round_run_async (const NxRoundSetup *setup,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
/* (transfer full), never NULL. */
NxRoundResult *nx_round_run_finish (GAsyncResult *result);

G_END_DECLS
