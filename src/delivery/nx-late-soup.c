/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-late-soup.h"

NX_LATE_DEFINE (NxLateSoup, nx_late_soup, NX_LATE_SOUP_FUNCTIONS, "libsoup-3.0.so.0")
