/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Identifiers: UUIDs made on the device, and the form of the ids that content authors write. */

#define G_LOG_DOMAIN "nx-base"

#include "config.h"

#include "nx-ids.h"

#include <string.h>
#include <sys/random.h>

#define UUID_BYTES 16
#define CONTENT_ID_MAX_LENGTH 48
/* 48 bits of milliseconds reach the year 10889. */
#define UUID7_MAX_MS ((G_GINT64_CONSTANT (1) << 48) - 1)

/* The kernel's randomness, so that two machines set up from one disk image do not draw the same ids. */
static void
fill_random (guint8 *bytes,
             gsize   n_bytes)
{
  gsize done = 0;

  while (done < n_bytes)
    {
      ssize_t n = getrandom (bytes + done, n_bytes - done, 0);

      if (n > 0)
        done += (gsize) n;
      else
        bytes[done++] = (guint8) g_random_int ();  /* a kernel without the call, or a signal */
    }
}

static char *
format_uuid (const guint8 bytes[UUID_BYTES])
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (37), *at = text;

  for (guint i = 0; i < UUID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *at++ = '-';
      *at++ = digits[bytes[i] >> 4];
      *at++ = digits[bytes[i] & 0x0f];
    }
  *at = '\0';

  return text;
}

/* The 74 bits after the time, as a number: version and variant bits are put between them when formatted. */
typedef struct
{
  gint64 ms;
  guint16 high;   /* 12 bits, rand_a */
  guint64 low;    /* 62 bits, rand_b */
} Uuid7;

#define UUID7_HIGH_MASK 0x0fff
#define UUID7_LOW_MASK ((G_GUINT64_CONSTANT (1) << 62) - 1)

/* Steps @last up by a random amount (RFC 9562, 6.2, method 2): still hard to guess, never equal. */
static void
uuid7_increase (Uuid7  *last,
                guint32 step)
{
  last->low += (guint64) step + 1;
  if (last->low <= UUID7_LOW_MASK)
    return;

  last->low &= UUID7_LOW_MASK;
  if (last->high++ < UUID7_HIGH_MASK)
    return;

  last->high = 0;
  last->ms++;
}

static void
uuid7_format (const Uuid7 *value,
              guint8       bytes[UUID_BYTES])
{
  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (value->ms >> (40 - 8 * i));
  bytes[6] = 0x70 | (guint8) (value->high >> 8);
  bytes[7] = (guint8) value->high;
  for (guint i = 0; i < 8; i++)
    bytes[8 + i] = (guint8) (value->low >> (56 - 8 * i));
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
}

/**
 * nx_uuid7_new:
 * @wall_us: wall time, microseconds UTC since 1970; times before 1970 count as 1970
 *
 * When the clock stands still or is set back, the time of the last id is kept and its random part
 * counted up, so ids sort in the order in which this process made them.
 *
 * Returns: (transfer full): 36 characters, lower case
 */
char *
nx_uuid7_new (gint64 wall_us)
{
  static GMutex lock;
  static Uuid7 last = { -1, 0, 0 };
  guint8 random[10], bytes[UUID_BYTES];
  gint64 ms = CLAMP (wall_us / 1000, 0, UUID7_MAX_MS);

  fill_random (random, sizeof random);

  g_mutex_lock (&lock);
  if (ms > last.ms)
    {
      last.ms = ms;
      memcpy (&last.high, random, sizeof last.high);
      memcpy (&last.low, random + sizeof last.high, sizeof last.low);
      last.high &= UUID7_HIGH_MASK;
      last.low &= UUID7_LOW_MASK;
    }
  else
    {
      guint32 step;

      memcpy (&step, random, sizeof step);
      uuid7_increase (&last, step);
    }
  uuid7_format (&last, bytes);
  g_mutex_unlock (&lock);

  return format_uuid (bytes);
}

char *
nx_uuid4_new (void)
{
  guint8 bytes[UUID_BYTES];

  fill_random (bytes, sizeof bytes);
  bytes[6] = 0x40 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);

  return format_uuid (bytes);
}

/* Either case, any version: what a server or another program hands us need not be of our making. */
gboolean
nx_uuid_is_valid (const char *text)
{
  return text != NULL && g_uuid_string_is_valid (text);
}

/* Loading a pack asks this thousands of times; comparing is quicker than GLib's table. */
static inline gboolean
is_lower (char c)
{
  return c >= 'a' && c <= 'z';
}

gboolean
nx_content_id_is_valid (const char *text)
{
  gsize length;

  if (text == NULL || !is_lower (text[0]))
    return FALSE;

  for (length = 1; text[length] != '\0'; length++)
    {
      char c = text[length];

      if (length == CONTENT_ID_MAX_LENGTH)
        return FALSE;
      if (!is_lower (c) && c != '-' && !(c >= '0' && c <= '9'))
        return FALSE;
    }

  return TRUE;
}
