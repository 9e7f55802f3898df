/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * NxRandom: splitmix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014). A
 * seed is stored with an attempt and must give the same draw on every machine and for good, so neither
 * GRand nor the C library will do. Not for secrets. A plain value: copy it, or make one on the stack.
 */
typedef struct { guint64 state; } NxRandom;

/* @purpose: two draws with the same seed and different words have nothing in common; may be "". */
NxRandom nx_random_init (guint64 seed, const char *purpose);
guint64 nx_random_next (NxRandom *self);
/* Even over 0..@n-1; @n at least 1. */
guint nx_random_below (NxRandom *self, guint n);
/* The indexes 0..@n-1 in an even random order (Fisher and Yates). (transfer full), @n long. */
guint *nx_random_order (NxRandom *self, guint n);

G_END_DECLS
