/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-locale.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <unistd.h>

/* What every glibc has on the disk, and a locale whose name lets gettext heed LANGUAGE, by its names in the program and on the disk. */
#define PLAIN_LOCALE "/usr/lib/locale/C.utf8"
#define NAMED_LOCALE "en_US.UTF-8"
#define NAMED_FOLDER "en_US.utf8"

/* Under these names no translation is looked for, whatever LANGUAGE says; glibc 2.39 has added "C." with any encoding. */
static gboolean
is_plain (const char *name)
{
  return name == NULL || g_str_equal (name, "C") || g_str_equal (name, "POSIX") || g_str_has_prefix (name, "C.");
}

/*
 * A computer may have no locale but C.UTF-8: then that one is opened under another name. It is read from LOCPATH, and kept
 * when it is no longer there.
 */
static void
open_under_name (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-locale-XXXXXX", NULL);
  g_autofree char *old = g_strdup (g_getenv ("LOCPATH"));
  g_autofree char *link = NULL;

  if (folder == NULL)
    return;
  link = g_build_filename (folder, NAMED_FOLDER, NULL);
  if (symlink (PLAIN_LOCALE, link) == 0)
    {
      g_setenv ("LOCPATH", folder, TRUE);
      setlocale (LC_MESSAGES, NAMED_LOCALE);
      if (old != NULL)
        g_setenv ("LOCPATH", old, TRUE);
      else
        g_unsetenv ("LOCPATH");
      g_unlink (link);
    }
  g_rmdir (folder);
}

void
nx_locale_init (void)
{
  /* In the C locale UTF-8 could not be read either. */
  if (setlocale (LC_ALL, "") == NULL || g_str_equal (setlocale (LC_MESSAGES, NULL), "C"))
    setlocale (LC_ALL, "C.UTF-8");
  if (is_plain (setlocale (LC_MESSAGES, NULL)) && setlocale (LC_MESSAGES, NAMED_LOCALE) == NULL)
    open_under_name ();
}
