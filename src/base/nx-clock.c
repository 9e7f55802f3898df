/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The clock: reads the machine's wall time, monotonic time and boot id, or plays them for tests. It knows no formats. */

#define G_LOG_DOMAIN "nx-base"

#include "config.h"

#include "nx-clock.h"

#include <time.h>

#include "nx-ids.h"

/* A manual clock belongs to no boot of a real machine. */
#define MANUAL_BOOT_ID "00000000-0000-4000-8000-000000000000"

struct _NxClock
{
  GObject parent_instance;

  gboolean manual;
  char *boot_id;

  GMutex lock;          /* guards those below: a test advances them while a worker reads */
  gint64 wall_us;
  gint64 monotonic_us;
  gint64 asleep_us;
};

G_DEFINE_FINAL_TYPE (NxClock, nx_clock, G_TYPE_OBJECT)

/* Where the kernel does not tell, a random id for this process is honest: no two monotonic times are then taken for one boot's. */
static char *
read_boot_id (void)
{
  g_autofree char *text = NULL;

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
    {
      g_strstrip (text);
      if (nx_uuid_is_valid (text))
        return g_ascii_strdown (text, -1);
    }

  return nx_uuid4_new ();
}

static void
nx_clock_finalize (GObject *object)
{
  NxClock *self = NX_CLOCK (object);

  g_free (self->boot_id);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (nx_clock_parent_class)->finalize (object);
}

static void
nx_clock_class_init (NxClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_clock_finalize;
}

static void
nx_clock_init (NxClock *self)
{
  g_mutex_init (&self->lock);
}

NxClock *
nx_clock_new_system (void)
{
  NxClock *self = g_object_new (NX_TYPE_CLOCK, NULL);

  self->boot_id = read_boot_id ();

  return self;
}

NxClock *
nx_clock_new_manual (gint64 wall_us,
                     gint64 monotonic_us)
{
  NxClock *self = g_object_new (NX_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->boot_id = g_strdup (MANUAL_BOOT_ID);
  self->wall_us = wall_us;
  self->monotonic_us = monotonic_us;

  return self;
}

static gint64
read_manual (NxClock *self,
             gint64  *field)
{
  gint64 value;

  g_mutex_lock (&self->lock);
  value = *field;
  g_mutex_unlock (&self->lock);

  return value;
}

gint64
nx_clock_get_wall_us (NxClock *self)
{
  g_return_val_if_fail (NX_IS_CLOCK (self), 0);

  return self->manual ? read_manual (self, &self->wall_us) : g_get_real_time ();
}

gint64
nx_clock_get_monotonic_us (NxClock *self)
{
  g_return_val_if_fail (NX_IS_CLOCK (self), 0);

  return self->manual ? read_manual (self, &self->monotonic_us) : g_get_monotonic_time ();
}

#ifdef CLOCK_BOOTTIME
static gint64
read_us (clockid_t clock)
{
  struct timespec time;

  return clock_gettime (clock, &time) == 0 ? (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000 : 0;
}
#endif

/* Two readings are never at one moment: what is less than a second is no sleep. */
static gint64
read_asleep_us (void)
{
#ifdef CLOCK_BOOTTIME
  gint64 monotonic_us = read_us (CLOCK_MONOTONIC);
  gint64 asleep_us = read_us (CLOCK_BOOTTIME) - monotonic_us;

  return asleep_us >= G_USEC_PER_SEC ? asleep_us : 0;
#else
  return 0;
#endif
}

gint64
nx_clock_get_asleep_us (NxClock *self)
{
  g_return_val_if_fail (NX_IS_CLOCK (self), 0);

  return self->manual ? read_manual (self, &self->asleep_us) : read_asleep_us ();
}

const char *
nx_clock_get_boot_id (NxClock *self)
{
  g_return_val_if_fail (NX_IS_CLOCK (self), NULL);

  return self->boot_id;
}

void
nx_clock_advance (NxClock *self,
                  gint64   by_us)
{
  g_return_if_fail (NX_IS_CLOCK (self));
  g_return_if_fail (self->manual);
  g_return_if_fail (by_us >= 0);

  g_mutex_lock (&self->lock);
  self->wall_us += by_us;
  self->monotonic_us += by_us;
  g_mutex_unlock (&self->lock);
}

void
nx_clock_set_wall_us (NxClock *self,
                      gint64   wall_us)
{
  g_return_if_fail (NX_IS_CLOCK (self));
  g_return_if_fail (self->manual);

  g_mutex_lock (&self->lock);
  self->wall_us = wall_us;
  g_mutex_unlock (&self->lock);
}

void
nx_clock_sleep (NxClock *self,
                gint64   for_us)
{
  g_return_if_fail (NX_IS_CLOCK (self));
  g_return_if_fail (self->manual);
  g_return_if_fail (for_us >= 0);

  g_mutex_lock (&self->lock);
  self->wall_us += for_us;
  self->asleep_us += for_us;
  g_mutex_unlock (&self->lock);
}

/* Nobody may be reading the boot id: it is not guarded, since a real machine's never changes. */
void
nx_clock_reboot (NxClock *self,
                 gint64   off_us)
{
  g_return_if_fail (NX_IS_CLOCK (self));
  g_return_if_fail (self->manual);
  g_return_if_fail (off_us >= 0);

  g_mutex_lock (&self->lock);
  self->wall_us += off_us;
  self->monotonic_us = 0;
  self->asleep_us = 0;
  g_free (self->boot_id);
  self->boot_id = nx_uuid4_new ();
  g_mutex_unlock (&self->lock);
}
