/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-start learn|reader: the program itself, up to the first frame in which Learn shows its cards; with
 * "reader" on to the first frame of the module behind the first card, and until the loop has nothing more
 * to do. The data folder (NEXUS_TRAINER_DATA) has a learner, or the first run would come first.
 * A line for each stage: "window", the first frame of all, whose floor is bench-empty's only one; "frame", the
 * one with the cards; "reader".
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "nx-application.h"
#include "nx-bench-window.h"
#include "nx-core-pack.h"
#include "nx-language.h"

#define CARD_TYPE "NxCard"
#define READER_TYPE "NxReader"

typedef struct
{
  GtkWindow *window;
  gboolean wants_reader;
  gboolean window_seen;
  gboolean learn_seen;
  guint limit_id;
} Run;

static gboolean
too_late_cb (gpointer user_data)
{
  const Run *run = user_data;

  g_printerr ("bench-start: %s did not appear\n", run->learn_seen ? READER_TYPE : CARD_TYPE);
  exit (EXIT_FAILURE);
}

/* The loop sleeps: everything that opening the module set in motion is done. */
static gboolean
settled_cb (gpointer user_data)
{
  nx_bench_window_print ("reader");
  nx_bench_window_stop ();
}

static gboolean
open_module_cb (gpointer user_data)
{
  Run *run = user_data;

  nx_bench_window_restart ();
  if (!gtk_widget_activate (nx_bench_window_find (GTK_WIDGET (run->window), CARD_TYPE)))
    {
      g_printerr ("bench-start: the first card does nothing\n");
      exit (EXIT_FAILURE);
    }
  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *frame_clock,
                Run           *run)
{
  if (!run->window_seen)
    {
      run->window_seen = TRUE;
      nx_bench_window_print ("window");
      nx_bench_window_restart ();
    }
  if (!run->learn_seen && nx_bench_window_find (GTK_WIDGET (run->window), CARD_TYPE) != NULL)
    {
      run->learn_seen = TRUE;
      nx_bench_window_print ("frame");
      if (!run->wants_reader)
        nx_bench_window_stop ();
      g_idle_add (open_module_cb, run);
    }
  else if (run->learn_seen && nx_bench_window_find (GTK_WIDGET (run->window), READER_TYPE) != NULL)
    {
      g_signal_handlers_disconnect_by_func (frame_clock, after_paint_cb, run);
      g_timeout_add (1000, settled_cb, NULL);
    }
}

static void
realize_cb (GtkWidget *window,
            Run       *run)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), run);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Run            *run)
{
  if (run->window != NULL)
    return;
  run->window = window;
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), run);
  run->limit_id = g_timeout_add_seconds (120, too_late_cb, run);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (NxApplication) application = NULL;
  Run run = { NULL };
  char *only_name[] = { argv[0], NULL };

  if (argc != 2 || (strcmp (argv[1], "learn") != 0 && strcmp (argv[1], "reader") != 0))
    {
      g_printerr ("usage: bench-start learn|reader\n");
      return 2;
    }
  run.wants_reader = strcmp (argv[1], "reader") == 0;
  nx_bench_window_watch ();
  nx_language_init ();
  application = nx_application_new (nx_core_pack_get_resource ());
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &run);
  return g_application_run (G_APPLICATION (application), 1, only_name);
}
