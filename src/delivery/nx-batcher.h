/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How many statements go into the next request ("Learning records", sections 1.5 and 3). A batch keeps its
 * members for one repeat after an unknown outcome, and is halved after the second; it doubles after
 * success. What a server called too large sets a ceiling, which doubles after ten good ones. A round
 * starts with what the measured rate moves in eight seconds. Plain data; pure.
 */
typedef struct
{
  guint size;           /* of the next batch, 1..NX_BATCH_MAX_STATEMENTS */
  guint ceiling;        /* what the server takes, as far as is known */
  guint n_unknown;      /* unknown outcomes of batches of this size, in a row */
  guint n_good;         /* good batches since the ceiling last moved */
  double rate;          /* bytes a second, 0 while not measured */
  double mean_bytes;    /* of a statement */
} NxBatcher;

#define NX_BATCH_MAX_STATEMENTS 50
/* The whole request body, brackets and commas included. */
#define NX_BATCH_MAX_BYTES (256 * 1024)

void nx_batcher_init (NxBatcher *self);
/* A round of requests begins. */
void nx_batcher_begin (NxBatcher *self);
/* The outcome of a batch of @n statements. */
void nx_batcher_note_stored (NxBatcher *self,
                             guint      n,
                             gsize      n_bytes,
                             gint64     elapsed_us);
void nx_batcher_note_unknown (NxBatcher *self,
                              guint      n);
void nx_batcher_note_too_large (NxBatcher *self,
                                guint      n);

G_END_DECLS
