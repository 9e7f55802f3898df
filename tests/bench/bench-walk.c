/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-walk [STAGES]: the program itself, and a person's way through it: open the first module and each of its sections, answer
 * its test, look at each place, play the first scenario to its debrief. A line for each stage says how long the main
 * loop worked at most between two polls, from the act until everything that it set in motion has come to
 * its end. The data folder (NEXUS_TRAINER_DATA) has a learner, who has done nothing yet.
 */

#include "config.h"

#include <stdlib.h>

#include "nx-application.h"
#include "nx-bench-window.h"
#include "nx-choice-row.h"
#include "nx-core-pack.h"
#include "nx-finding.h"
#include "nx-language.h"

#define LOOK_MS 50
#define SETTLE_MS 500
#define LIMIT_MS 60000
/* No way through a scenario is as long as this. */
#define MAX_STEPS 200

static GtkWidget *window;
static gint64 n_stages = -1;       /* to go; -1: all */

static void
need (gboolean    good,
      const char *what)
{
  if (good)
    return;
  g_printerr ("bench-walk: %s\n", what);
  exit (EXIT_FAILURE);
}

/* ---- Waiting: looking around counts as nobody's work ---- */

static gboolean
due_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint duration_ms)
{
  gboolean due = FALSE;

  g_timeout_add (duration_ms, due_cb, &due);
  while (!due)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (const char *wanted)
{
  GtkWidget *found;

  nx_bench_window_pause ();
  found = g_str_has_prefix (wanted, "Nx") ? nx_find_type (window, wanted, 0) : nx_find_id (window, wanted);
  nx_bench_window_resume ();
  return found;
}

/* Found, and settled. */
static GtkWidget *
await (const char *wanted)
{
  GtkWidget *found;

  for (guint waited_ms = 0; (found = find (wanted)) == NULL; waited_ms += LOOK_MS)
    {
      need (waited_ms < LIMIT_MS, wanted);
      wait_ms (LOOK_MS);
    }
  wait_ms (SETTLE_MS);
  return found;
}

static void
press (const char *wanted)
{
  GtkWidget *widget = find (wanted);

  need (widget != NULL && gtk_widget_is_sensitive (widget) && gtk_widget_activate (widget), wanted);
}

/* ---- Stages ---- */

/* After everything that it set in motion: frames, transitions, what is loaded. */
static void
end_stage (const char *name)
{
  nx_bench_window_print (name);
  if (--n_stages == 0)
    nx_bench_window_stop ();
  nx_bench_window_restart ();
}

static void
open_first_module (const char *name)
{
  need (gtk_widget_activate (find ("NxCard")), "the first card does nothing");
  await ("section_title");
  end_stage (name);
}

/* After the last section, the next thing is the test. */
static void
turn_sections (void)
{
  GtkWidget *reader = find ("NxReader");

  for (guint i = 0; find ("NxTestPage") == NULL; i++)
    {
      need (i < MAX_STEPS, "the module has no end");
      gtk_widget_activate_action (reader, "reader.next", NULL);
      wait_ms (SETTLE_MS);
      end_stage (find ("NxTestPage") == NULL ? "section" : "test");
    }
}

static void
answer_test (void)
{
  for (guint i = 0; find ("score_label") == NULL; i++)
    {
      need (i < MAX_STEPS, "the test has no end");
      nx_choice_row_press (NX_CHOICE_ROW (find ("NxChoiceRow")));
      press ("main_button");
      await ("feedback_box");
      end_stage ("answer");
      press ("main_button");
      wait_ms (SETTLE_MS);
      end_stage (find ("score_label") == NULL ? "question" : "result");
    }
}

static void
go_to (const char *name,
       const char *awaited)
{
  gtk_widget_activate_action (window, "win.place", "s", name);
  await (awaited);
  end_stage (name);
}

static void
open_first_scenario (void)
{
  need (gtk_widget_activate (find ("NxCard")), "the first scenario does nothing");
  await ("begin_button");
  end_stage ("scenario");
  press ("begin_button");
  await ("main_button");
  end_stage ("scene");
}

/* Always the first choice: one of the ways that lead to an ending. */
static void
play_scenario (void)
{
  for (guint i = 0; find ("NxDebriefPage") == NULL; i++)
    {
      GtkWidget *row = find ("NxChoiceRow");

      need (i < MAX_STEPS, "the scenario has no end");
      if (row != NULL)
        nx_choice_row_press (NX_CHOICE_ROW (row));
      press ("main_button");
      wait_ms (SETTLE_MS);
      end_stage (find ("NxDebriefPage") == NULL ? "scene" : "debrief");
    }
}

static gboolean
walk_cb (gpointer user_data)
{
  await ("NxCard");
  nx_bench_window_restart ();
  open_first_module ("module");
  turn_sections ();
  answer_test ();
  go_to ("learn", "NxCard");
  open_first_module ("resume");
  go_to ("learn", "NxCard");
  go_to ("record", "NxRecordPage");
  go_to ("practices", "NxPracticesPage");
  go_to ("scenarios", "NxCard");
  open_first_scenario ();
  play_scenario ();
  nx_bench_window_stop ();
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *added)
{
  if (window != NULL)
    return;
  window = GTK_WIDGET (added);
  g_idle_add (walk_cb, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (NxApplication) application = NULL;
  char *only_name[] = { argv[0], NULL };

  if (argc == 2)
    need (g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT, &n_stages, NULL), "usage: bench-walk [STAGES]");
  nx_bench_window_watch ();
  nx_language_init ();
  application = nx_application_new (nx_core_pack_get_resource ());
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), 1, only_name);
}
