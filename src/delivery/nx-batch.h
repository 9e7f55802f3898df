/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-records.h"

G_BEGIN_DECLS

/* What the sender asks of the statements of a batch, and the one thing that it makes of them. Pure. */

/* The exact bytes of each (element-type NxOutgoing), in order, as a JSON array; (transfer full). */
GBytes *nx_batch_join (const GPtrArray *batch);
gboolean nx_outgoing_is_voiding (const NxOutgoing *outgoing);
/* When it happened, as the statement says, µs since 1970; 0 if it cannot be read. */
gint64 nx_outgoing_get_time_us (const NxOutgoing *outgoing);

G_END_DECLS
