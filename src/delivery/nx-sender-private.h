/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-sender.h"

G_BEGIN_DECLS

/* Borrowed; NULL for the system's. */
GTlsDatabase *nx_sender_get_tls_database (NxSender *self);

G_END_DECLS
