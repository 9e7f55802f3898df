/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-sender.h"

G_BEGIN_DECLS

/* The independent LRS as a process of its own, and what a C test asks of it. All calls block. */
typedef struct _NxRig NxRig;

#define NX_RIG_KEY "device-7"
#define NX_RIG_SECRET "correct horse"
/* The exit status that tells meson that a test was skipped. */
#define NX_RIG_SKIPPED 77

/* NULL: there is no node; its reason is on standard error, and the test ends with NX_RIG_SKIPPED. */
NxRig *nx_rig_start (gboolean strict);
void nx_rig_stop (NxRig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxRig, nx_rig_stop)
const char *nx_rig_get_endpoint (NxRig *self);
/* What it has, voided ones too: (transfer full) (element-type GBytes), in order of arrival. */
GPtrArray *nx_rig_list_statements (NxRig *self);
/* Numbers of GET /test/bytes: "requests", "connections", "body_bytes", ... */
gint64 nx_rig_get_number (NxRig      *self,
                          const char *name);
/* Whether the validator finds every line of @lines valid; its findings are test messages. @stored: they come back from an LRS. */
gboolean nx_rig_validate (const char *lines,
                          gboolean    stored);

/* A data folder with one consenting learner and the rig as its destination. */
char *nx_rig_make_folder (NxRig *self);
void nx_rig_remove_folder (char *folder);
/* Sends until nothing is left, however many rounds that takes; fails if a round makes no way at all. */
void nx_rig_sync (NxRecordStore *store,
                  NxSecretStore *secrets,
                  NxClock       *clock);
/* Every record of @store is "sent" and at the LRS, equal, once, and nothing else is there. Number of records. */
guint nx_rig_assert_all_there (NxRig         *self,
                               NxRecordStore *store);

G_END_DECLS
