/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How long to wait before the next try: 1, 2, 4 ... 300 s, each ±50 %, so that many computers that lost
 * the same server do not come back at the same moment. It never gives up. Plain data; pure.
 */
typedef struct
{
  guint n_failures;
} NxBackoff;

#define NX_BACKOFF_MAX_US (300 * G_USEC_PER_SEC)

/* Back to the beginning: after success, or when the network comes up. */
void nx_backoff_reset (NxBackoff *self);
/* The time to wait after one more failure. @random: 0..1, 0.5 for the middle. */
gint64 nx_backoff_next_us (NxBackoff *self,
                           double     random);

G_END_DECLS
