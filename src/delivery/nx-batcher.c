/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-batcher.h"

#define ROUND_START_SECONDS 8
#define N_GOOD_TO_RAISE_CEILING 10
/* The newest measurement counts for this share: one odd request does not decide. */
#define RATE_WEIGHT 0.5
/* Below this the clock says more about the machine than about the link. */
#define MIN_ELAPSED_US 1000

void
nx_batcher_init (NxBatcher *self)
{
  *self = (NxBatcher) { .size = NX_BATCH_MAX_STATEMENTS, .ceiling = NX_BATCH_MAX_STATEMENTS };
}

void
nx_batcher_begin (NxBatcher *self)
{
  double n;

  if (self->rate <= 0 || self->mean_bytes <= 0)
    return;
  n = self->rate * ROUND_START_SECONDS / self->mean_bytes;
  if (n < self->size)
    self->size = MAX ((guint) n, 1);
}

void
nx_batcher_note_stored (NxBatcher *self,
                        guint      n,
                        gsize      n_bytes,
                        gint64     elapsed_us)
{
  double rate = (double) n_bytes * G_USEC_PER_SEC / MAX (elapsed_us, MIN_ELAPSED_US);

  if (n == 0)
    return;
  self->mean_bytes = (double) n_bytes / n;
  self->rate = self->rate > 0 ? self->rate + RATE_WEIGHT * (rate - self->rate) : rate;
  self->n_unknown = 0;
  if (++self->n_good >= N_GOOD_TO_RAISE_CEILING)
    {
      self->n_good = 0;
      self->ceiling = MIN (self->ceiling * 2, NX_BATCH_MAX_STATEMENTS);
    }
  self->size = MIN (self->size * 2, self->ceiling);
}

void
nx_batcher_note_unknown (NxBatcher *self,
                         guint      n)
{
  self->n_good = 0;
  if (++self->n_unknown < 2)
    return;
  self->n_unknown = 0;
  /* A link that was lost twice is slower than it was measured. */
  self->rate /= 2;
  self->size = MAX (MIN (n, self->size) / 2, 1);
}

void
nx_batcher_note_too_large (NxBatcher *self,
                           guint      n)
{
  self->n_good = 0;
  self->ceiling = MAX (MIN (n, self->ceiling) / 2, 1);
  self->size = MIN (self->size, self->ceiling);
}
