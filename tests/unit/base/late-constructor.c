/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A library that does what libsoup does when it is opened: its constructor opens a module with GModule. It begins once the
 * test's other thread is at work, whose flag it finds at the address in NX_LATE_FLAG.
 */

#include <gmodule.h>

int nx_late_answer (void);

__attribute__ ((constructor)) static void
open_modules (void)
{
  const char *address = g_getenv ("NX_LATE_FLAG");
  const int *flag = GSIZE_TO_POINTER (g_ascii_strtoull (address, NULL, 16));

  while (g_atomic_int_get (flag) == 0)
    g_thread_yield ();
  for (int i = 0; i < 5000; i++)
    {
      GModule *self = g_module_open (NULL, 0);

      g_module_close (self);
      g_thread_yield ();       /* the lock is not fair: the other thread must have a chance */
    }
}

int
nx_late_answer (void)
{
  return 42;
}
