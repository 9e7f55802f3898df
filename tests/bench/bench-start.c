/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-start: the program itself, up to the first frame in which Learn shows its cards. The data folder
 * (NEXUS_TRAINER_DATA) has a learner, or the first run would come first.
 * A line for each stage: "window", the first frame of all, whose floor is bench-empty's only one; "frame", the
 * one with the cards.
 */

#include "config.h"

#include <stdlib.h>

#include "nx-application.h"
#include "nx-bench-window.h"
#include "nx-core-pack.h"
#include "nx-language.h"

#define CARD_TYPE "NxCard"

typedef struct
{
  GtkWindow *window;
  gboolean window_seen;
  guint limit_id;
} Run;

static gboolean
too_late_cb (gpointer user_data)
{
  g_printerr ("bench-start: %s did not appear\n", CARD_TYPE);
  exit (EXIT_FAILURE);
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
  if (nx_bench_window_find (GTK_WIDGET (run->window), CARD_TYPE) != NULL)
    {
      nx_bench_window_print ("frame");
      nx_bench_window_stop ();
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

  nx_bench_window_watch ();
  nx_language_init ();
  application = nx_application_new (nx_core_pack_get_resource ());
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &run);
  return g_application_run (G_APPLICATION (application), 1, only_name);
}
