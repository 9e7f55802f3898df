/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-late-rsvg.h"

NX_LATE_DEFINE (NxLateRsvg, nx_late_rsvg, NX_LATE_RSVG_FUNCTIONS, "librsvg-2.so.2")
