/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-backoff.h"

/* 2^9 s is the first power of two above the ceiling. */
#define N_DOUBLINGS 9

void
nx_backoff_reset (NxBackoff *self)
{
  self->n_failures = 0;
}

gint64
nx_backoff_next_us (NxBackoff *self,
                    double     random)
{
  gint64 middle_us = MIN ((gint64) G_USEC_PER_SEC << MIN (self->n_failures, N_DOUBLINGS), NX_BACKOFF_MAX_US);

  if (self->n_failures < N_DOUBLINGS)
    self->n_failures++;
  return (gint64) (middle_us * (0.5 + CLAMP (random, 0, 1)));
}
