/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* The shared small widgets, in one include. */
#include "nx-adaptive-bin.h"
#include "nx-card-grid.h"
#include "nx-columns.h"
#include "nx-cover.h"
#include "nx-initials.h"
#include "nx-notice.h"
#include "nx-part-tile.h"
#include "nx-progress-ring.h"
#include "nx-side-row.h"
#include "nx-state-pill.h"
#include "nx-tab-stop.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"
