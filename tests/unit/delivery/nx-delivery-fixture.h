/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-fault-lrs.h"
#include "nx-sender.h"

G_BEGIN_DECLS

/* A data folder with a consenting learner, a sender, and a fault LRS as its destination. No test waits longer than it must. */
typedef struct
{
  char *folder;
  NxClock *clock;
  NxRecordStore *store;
  NxSecretStore *secrets;
  NxLearner *learner;
  NxSender *sender;
  NxFaultLrs *lrs;
  guint n_recorded;
  guint n_delivered, n_refused;  /* as the signal told */
  guint n_rounds;
} NxDeliveryFixture;

NxDeliveryFixture *nx_delivery_fixture_new (gboolean strict);
void nx_delivery_fixture_free (NxDeliveryFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDeliveryFixture, nx_delivery_fixture_free)

void nx_delivery_fixture_set_destination (NxDeliveryFixture *self,
                                          const char        *endpoint,
                                          const char        *secret);
/* Records @n modules left, each an event of its own. */
void nx_delivery_fixture_record (NxDeliveryFixture *self,
                                 guint              n);
/* Takes the record @statement back. */
void nx_delivery_fixture_take_back (NxDeliveryFixture *self,
                                    const char        *statement);
/* (element-type NxRecordRow): newest first. */
GPtrArray *nx_delivery_fixture_list (NxDeliveryFixture *self);
guint nx_delivery_fixture_count (NxDeliveryFixture *self,
                                 NxDeliveryState    state);
/* Of those that arrived: "sent" and "confirmed". */
guint nx_delivery_fixture_count_delivered (NxDeliveryFixture *self);
/* Runs the main loop until @n deliveries have arrived; fails after a limit. */
void nx_delivery_fixture_wait_delivered (NxDeliveryFixture *self,
                                         guint              n);
/* Until a round ends in @state and none is under way. */
void nx_delivery_fixture_wait_state (NxDeliveryFixture *self,
                                     NxSenderState      state);
/* Until one more round has ended. */
void nx_delivery_fixture_wait_round (NxDeliveryFixture *self);
/* One round, whatever comes of it. */
NxSenderState nx_delivery_fixture_sync (NxDeliveryFixture *self);
/* Every record is "sent", or "confirmed" if it was read back, is at the LRS with exactly our bytes, and nothing else is there. */
void nx_delivery_fixture_assert_all_delivered (NxDeliveryFixture *self);

G_END_DECLS
