/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-lrs.h"
#include "nx-round.h"
#include "nx-sender-lock.h"

G_BEGIN_DECLS

/* What the two halves of a round share: nx-round.c finds out who and where, nx-round-batches.c sends. */

/* The data of a round's GTask. */
typedef struct
{
  NxRoundSetup setup;
  char *unless_destination;
  NxRoundResult *result;

  NxDestination *destination;
  NxSenderLock *lock;
  NxLrs *lrs;
  gboolean recovered;
  guint n_pending;             /* at the beginning, those that a dead sender left in "sending" included */
  guint n_sent, n_total;

  GPtrArray *taken;            /* NxOutgoing: everything taken and not yet freed */
  GQueue queue;                /* GPtrArray of borrowed NxOutgoing: taken, outcome not stored */
  GPtrArray *batch;            /* the one being sent */
  gint64 post_us;              /* monotonic */
  gsize post_bytes;

  gboolean storing;            /* the outcome of the batch before is being stored while this one is on its way */
  guint n_storing_sent, n_storing_refused;
  GError *store_error;
  NxReply *early_reply;        /* came before that was done */

  GArray *settlements;         /* NxSettlement being stored */
  GPtrArray *reasons;          /* char *, and the findings: what the settlements borrow until they are stored */
  GPtrArray *findings;
  void (*after_settle) (GTask *task);
} NxRound;

/* How the round ends, once everything that was taken is settled. Takes @message. */
void nx_round_set_end (NxRound      *self,
                       NxSenderState state,
                       char         *message);
/* Returns the task and lets go of the lock; nothing is under way any more. */
void nx_round_finish (GTask *task);
void nx_round_fail (GTask        *task,
                    const GError *error);
/* Takes batch after batch and posts it, and finishes. */
void nx_round_send (GTask *task);

G_END_DECLS
