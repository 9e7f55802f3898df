/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-late-secret.h"

NX_LATE_DEFINE (NxLateSecret, nx_late_secret, NX_LATE_SECRET_FUNCTIONS, "libsecret-1.so.0")
