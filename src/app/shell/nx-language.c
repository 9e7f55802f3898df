/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-language.h"

#include "nx-locale.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* glibc's mark of "catalogues changed": without a step, texts already looked up keep their old language. */
extern int _nl_msg_cat_cntr;

static const struct
{
  const char *tag;
  const char *native;
  const char *name;
  gboolean rtl;
} languages[] = {
  { "en", "English", NC_("language", "English"), FALSE },
  { "fr", "Français", NC_("language", "French"), FALSE },
  { "es", "Español", NC_("language", "Spanish"), FALSE },
  { "ar", "العربية", NC_("language", "Arabic"), TRUE },
  { "ru", "Русский", NC_("language", "Russian"), FALSE },
  { "zh", "中文", NC_("language", "Chinese (simplified)"), FALSE },
  { "fa", "فارسی", NC_("language", "Persian"), TRUE },
  { "he", "עברית", NC_("language", "Hebrew"), TRUE },
  { "ur", "اردو", NC_("language", "Urdu"), TRUE },
};

static char environment[96];
static char *computer_language;   /* what LANGUAGE and the locale said at the start */
static char current[16];

/* "fr_CD.UTF-8:en" → "fr". */
static void
take_tag (const char *value)
{
  gsize n = 0;

  while (n < sizeof current - 1 && g_ascii_isalpha (value[n]))
    {
      current[n] = value[n];
      n++;
    }
  current[n] = '\0';
  if (n == 0 || g_str_equal (current, "C") || g_str_equal (current, "POSIX"))
    g_strlcpy (current, "en", sizeof current);
}

void
nx_language_init (void)
{
  const char *locale_folder = g_getenv ("NEXUS_TRAINER_LOCALEDIR");   /* the build tree's, for tests and meson devenv */
  const char *messages;

  /* GTK would choose it anew, when there are threads already that read it. */
  gtk_disable_setlocale ();
  nx_locale_init ();
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  computer_language = g_strdup (g_getenv ("LANGUAGE"));
  if (computer_language == NULL || *computer_language == '\0')
    {
      messages = setlocale (LC_MESSAGES, NULL);
      g_free (computer_language);
      computer_language = g_strdup (messages != NULL ? messages : "en");
    }
  /*
   * GLib decides once and for all, at the first g_dgettext (), whether to translate: not if our domain has nothing for the
   * language of that moment. Everything in .ui files would then stay English whatever is chosen later. So the first one is
   * asked in a language that we have.
   */
  nx_language_set ("fr");
  putenv (environment);   /* not sooner: without its "=" the buffer would be no variable */
  g_dgettext (GETTEXT_PACKAGE, "Learn");
  nx_language_set (NULL);
}

void
nx_language_set (const char *tag)
{
  const char *value = tag != NULL && *tag != '\0' ? tag : computer_language;

  /* The end first: a reader in another thread sees the old text, or a shorter one, never one without an end. */
  memset (environment + strlen ("LANGUAGE="), 0, sizeof environment - strlen ("LANGUAGE="));
  memcpy (environment, "LANGUAGE=", strlen ("LANGUAGE="));
  g_strlcpy (environment + strlen ("LANGUAGE="), value, sizeof environment - strlen ("LANGUAGE="));
  _nl_msg_cat_cntr++;
  take_tag (value);
}

const char *
nx_language_get (void)
{
  return *current != '\0' ? current : "en";
}

gboolean
nx_language_is_rtl (const char *tag)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (tag != NULL && g_str_has_prefix (tag, languages[i].tag))
      return languages[i].rtl;
  return FALSE;
}

const char *
nx_language_get_native_name (const char *tag)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (tag, languages[i].tag))
      return languages[i].native;
  return tag;
}

const char *
nx_language_get_name (const char *tag)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (tag, languages[i].tag))
      return g_dpgettext2 (NULL, "language", languages[i].name);
  return tag;
}
