/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the table of sub-commands, and nothing of what they do. */

#include "config.h"

#include "nx-locale.h"
#include "nx-tool.h"

#include <glib/gi18n.h>
#include <string.h>

static const NxToolCommand commands[] = {
  { "agenda", "[WORKSHOP]", N_("Show the plan of a workshop, and whether all of it is there"), nx_tool_agenda },
  { "check", "[PACK]", N_("Check a content pack, line by line"), nx_tool_check },
  { "play", "[SCENARIO]", N_("Play a scenario in the terminal"), nx_tool_play },
  { "records", "", N_("List the records and where each of them is"), nx_tool_records },
  { "replay", "", N_("Replay every test and scenario run, and compare it with its record"), nx_tool_replay },
  { "sync", "", N_("Send the records once"), nx_tool_sync,
    N_("Exit status:\n"
       "  0  everything is delivered\n"
       "  1  an error, or not everything could be sent\n"
       "  2  wrong arguments\n"
       "  3  no connection, or no Learning Record Store at the address\n"
       "  4  the server does not accept the key and secret\n"
       "  5  some records were refused; “nexus-tool records” says why\n"
       "  6  another program is sending\n"
       "  7  no server is set up") },
};

void
nx_tool_complain (const char *command,
                  const char *format,
                  ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (command != NULL)
    g_printerr ("nexus-tool %s: %s\n", command, text);
  else
    g_printerr ("nexus-tool: %s\n", text);
}

static const NxToolCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n  nexus-tool %s\n\n%s\n", _("Usage:"), _("COMMAND [ARGUMENT…]"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strconcat (commands[i].name, " ", commands[i].arguments, NULL);

      g_print ("  %-24s %s\n", call, _(commands[i].summary));
    }
  g_print ("\n%s\n", _("“nexus-tool COMMAND --help” says more about a command."));
}

/* GOption takes the first string of a vector for the program's name. */
static gboolean
parse_in_place (GOptionContext *context,
                const char     *command,
                char          **arguments,
                GError        **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *program = g_strconcat ("nexus-tool ", command, NULL);
  char **vector;
  int n;

  g_ptr_array_add (all, program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, arguments[i]);
  n = (int) all->len;
  g_ptr_array_add (all, NULL);
  vector = (char **) all->pdata;
  if (!g_option_context_parse (context, &n, &vector, error))
    return FALSE;
  for (int i = 1; i < n; i++)
    arguments[i - 1] = vector[i];
  arguments[n - 1] = NULL;
  return TRUE;
}

gboolean
nx_tool_parse_options (const char         *command,
                       const GOptionEntry *entries,
                       char              **arguments,
                       NxToolStatus       *out_status)
{
  const NxToolCommand *found = find_command (command);
  g_autoptr (GOptionContext) context = g_option_context_new (found->arguments);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean wants_help = FALSE;
  const GOptionEntry help[] = {
    { "help", 'h', G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, &wants_help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  /* GOption's own --help would end the process. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, _(found->summary));
  if (found->details != NULL)
    g_option_context_set_description (context, _(found->details));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help, GETTEXT_PACKAGE);
  if (!parse_in_place (context, command, arguments, &error))
    {
      nx_tool_complain (command, "%s", error->message);
      *out_status = NX_TOOL_USAGE;
      return FALSE;
    }
  if (!wants_help)
    return TRUE;
  text = g_option_context_get_help (context, TRUE, NULL);
  g_print ("%s", text);
  *out_status = NX_TOOL_DONE;
  return FALSE;
}

static gboolean
is_one_of (const char *argument,
           const char *word,
           const char *option)
{
  return g_strcmp0 (argument, word) == 0 || g_strcmp0 (argument, option) == 0;
}

/* As the window program does. */
static void
set_language (void)
{
  const char *locale_folder = g_getenv ("NEXUS_TRAINER_LOCALEDIR");   /* the build tree's, for tests and meson devenv */

  nx_locale_init ();
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int    argc,
      char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  const NxToolCommand *command;

  set_language ();
  if (argc < 2 || is_one_of (argv[1], "help", "--help") || is_one_of (argv[1], "-h", "-?"))
    {
      print_help ();
      return argc < 2 ? NX_TOOL_USAGE : NX_TOOL_DONE;
    }
  if (is_one_of (argv[1], "version", "--version"))
    {
      g_print ("nexus-tool %s\n", NX_VERSION);
      return NX_TOOL_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      nx_tool_complain (NULL, _("there is no command “%s”; “nexus-tool --help” lists them"), argv[1]);
      return NX_TOOL_USAGE;
    }
  return command->run (argv + 2);
}
