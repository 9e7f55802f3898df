/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `nexus-tool replay`: whether the rules still say of every run what its record says. It changes nothing. */

#define G_LOG_DOMAIN "nexus-tool"
#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>

#include "nx-replay.h"
#include "nx-tool-study.h"

typedef struct
{
  char *data, *pack, *learner;
} ReplayOptions;

typedef struct
{
  guint n_learners, n_tests, n_scenarios, n_differences;
} Totals;

/* ADDRESS RUN@EVENT: words; what follows the colon is for whoever looks into it, and stays in English like the ids in it. */
static void
print_report (const NxReplayReport *report,
              Totals               *totals)
{
  totals->n_tests += report->n_tests;
  totals->n_scenarios += report->n_scenarios;
  totals->n_differences += report->differences->len;
  for (guint i = 0; i < report->differences->len; i++)
    {
      const NxReplayDifference *difference = g_ptr_array_index (report->differences, i);

      g_print ("%s %s@%" G_GINT64_FORMAT ": %s\n", difference->address, difference->run, difference->seq, difference->message);
    }
}

static gboolean
replay_all (const ReplayOptions *options,
            NxRecordStore       *store,
            NxLibrary           *library,
            Totals              *totals,
            GError             **error)
{
  g_autoptr (GPtrArray) learners = nx_record_store_list_learners (store, error);

  if (learners == NULL)
    return FALSE;
  for (guint i = 0; i < learners->len; i++)
    {
      const NxLearner *learner = g_ptr_array_index (learners, i);
      g_autoptr (NxReplayReport) report = NULL;

      if (options->learner != NULL && !g_str_equal (options->learner, learner->id))
        continue;
      totals->n_learners++;
      report = nx_replay_learner (store, library, learner->id, error);
      if (report == NULL)
        return FALSE;
      print_report (report, totals);
    }
  if (totals->n_learners > 0 || options->learner == NULL)
    return TRUE;
  g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, _("There is no learner %s on this computer."), options->learner);
  return FALSE;
}

static NxToolStatus
run (const ReplayOptions *options)
{
  g_autofree char *folder = nx_tool_dup_data_folder (options->data);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NxLibrary) library = NULL;
  g_autoptr (NxRecordStore) store = NULL;
  Totals totals = { 0 };

  /* Replaying makes nothing: a folder without records is a wrong folder, or nobody has learned here yet. */
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      nx_tool_complain ("replay", _("there is no folder %s"), folder);
      return NX_TOOL_FAILED;
    }
  library = nx_tool_open_library (options->pack, &error);
  store = library != NULL ? nx_record_store_open (folder, clock, &error) : NULL;
  if (store == NULL || !replay_all (options, store, library, &totals, &error) || !nx_record_store_close (store, &error))
    {
      nx_tool_complain ("replay", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  /* Translators: after replaying what was recorded; all three are counts */
  g_print (_("Tests: %u. Scenarios: %u. Differences: %u.\n"), totals.n_tests, totals.n_scenarios, totals.n_differences);
  return totals.n_differences > 0 ? NX_TOOL_FAILED : NX_TOOL_DONE;
}

/**
 * nx_tool_replay:
 *
 * Returns: done if every run comes out as recorded; failed if one does not, or on an error; usage on wrong arguments
 */
NxToolStatus
nx_tool_replay (char **arguments)
{
  ReplayOptions options = { 0 };
  NxToolStatus status = NX_TOOL_USAGE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_("Data folder"), N_("FOLDER") },
    { "pack", 0, 0, G_OPTION_ARG_FILENAME, &options.pack, N_("Use this pack instead of the built-in one"), N_("FOLDER") },
    { "learner", 0, 0, G_OPTION_ARG_STRING, &options.learner, N_("Only this learner's; everyone's if not given"), N_("ID") },
    G_OPTION_ENTRY_NULL,
  };

  if (nx_tool_parse_options ("replay", entries, arguments, &status))
    {
      if (arguments[0] != NULL)
        nx_tool_complain ("replay", "%s", _("it takes no arguments; see --help"));
      else
        status = run (&options);
    }
  g_free (options.data);
  g_free (options.pack);
  g_free (options.learner);
  return status;
}
