/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-lrs.h"
#include "nx-records.h"
#include "nx-sender.h"

G_BEGIN_DECLS

/*
 * Settling a 409 ("Learning records", section 5): asks for each statement of a batch and says what it is
 * there. It writes nothing. The section allows to ask for the first and the last only where the batch went
 * out whole before; we ask for all: after a backup was restored "before" is not ours to know, a settled
 * batch is rare, and a record taken for delivered that is not would be lost.
 */

typedef struct
{
  const NxOutgoing *outgoing;  /* borrowed from the batch */
  NxDeliveryState state;       /* CONFIRMED: read back, and equal; CONFLICT: there and different; PENDING: not there, or not known */
  GBytes *theirs;              /* with CONFLICT: what the LRS has */
} NxFinding;

/*
 * @batch: (element-type NxOutgoing): kept until the end
 * @post_date_us: the LRS's clock in its answer to our POST; "not found" counts only once the LRS has caught up with it
 * @wait_scale: of the pauses before asking again
 */
void nx_settler_run_async (NxLrs              *lrs,
                           GPtrArray          *batch,
                           gint64              post_date_us,
                           double              wait_scale,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
/* (transfer full) (element-type NxFinding): one for each of the batch, in order. @out_fault: (transfer full) (nullable): the answer that ended it early; what was not asked is PENDING. */
GPtrArray *nx_settler_run_finish (GAsyncResult *result,
                                  NxReply     **out_fault);
/* What stopped the settling, in the words of a round's end. */
NxSenderState nx_settler_fault_to_state (const NxReply *fault);

G_END_DECLS
