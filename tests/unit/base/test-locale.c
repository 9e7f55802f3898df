/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-locale.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <langinfo.h>
#include <locale.h>

/* Whatever the computer's locale is, what LANGUAGE asks for is what one reads. */

static void
read_french (gconstpointer data)
{
  const char *locale = data;

  if (g_test_subprocess ())
    {
      g_autofree char *kept = g_strdup (g_getenv ("LOCPATH"));

      nx_locale_init ();
      g_assert_cmpstr (g_getenv ("LOCPATH"), ==, kept);
      g_assert_cmpstr (nl_langinfo (CODESET), ==, "UTF-8");
      bindtextdomain (GETTEXT_PACKAGE, g_getenv ("NEXUS_TRAINER_LOCALEDIR"));
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      g_assert_cmpstr (dgettext (GETTEXT_PACKAGE, "Learn"), ==, "Apprendre");
      return;
    }
  g_setenv ("LC_ALL", locale, TRUE);
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* Nothing is left of what was made on the way. */
static void
leave_nothing (void)
{
  g_autofree char *folder = NULL;

  if (g_test_subprocess ())
    {
      nx_locale_init ();
      return;
    }
  folder = g_dir_make_tmp ("nx-locale-test-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("TMPDIR", folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    g_setenv ("NEXUS_TRAINER_LOCALEDIR", argv[1], TRUE);
  g_test_add_data_func ("/base/locale/plain", "C", read_french);
  g_test_add_data_func ("/base/locale/plain-utf-8", "C.UTF-8", read_french);
  g_test_add_data_func ("/base/locale/unknown", "xx_XX.UTF-8", read_french);
  g_test_add_func ("/base/locale/leaves-nothing", leave_nothing);
  return g_test_run ();
}
