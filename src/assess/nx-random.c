/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-random.h"

/* FNV-1a, 64 bits: g_str_hash may change with GLib. */
static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

NxRandom
nx_random_init (guint64     seed,
                const char *purpose)
{
  NxRandom self = { hash_text (purpose) };

  /* Through the generator once, so that seeds that differ by one bit do not stay neighbours. */
  self.state = nx_random_next (&self) ^ seed;
  return self;
}

guint64
nx_random_next (NxRandom *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

guint
nx_random_below (NxRandom *self,
                 guint     n)
{
  /* Values past the last whole multiple of n would favour small results; they are drawn again. */
  guint64 surplus = (G_MAXUINT64 % n + 1) % n;
  guint64 value;

  g_return_val_if_fail (n > 0, 0);
  do
    value = nx_random_next (self);
  while (value > G_MAXUINT64 - surplus);
  return value % n;
}

guint *
nx_random_order (NxRandom *self,
                 guint     n)
{
  guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint other = nx_random_below (self, i);
      guint swap = order[i - 1];

      order[i - 1] = order[other];
      order[other] = swap;
    }
  return order;
}
