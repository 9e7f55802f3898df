/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-bench-window.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  gint64 wall_us, cpu_us;
} Moment;

static Moment awake;          /* when the last poll returned */
static Moment longest;
static gint64 told_from_us;   /* a stretch of so much CPU is told of by itself; 0: none is */

static gint64
read_clock_us (clockid_t id)
{
  struct timespec time;

  clock_gettime (id, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static Moment
now (void)
{
  return (Moment) { read_clock_us (CLOCK_MONOTONIC), read_clock_us (CLOCK_THREAD_CPUTIME_ID) };
}

static void
note_stretch (void)
{
  Moment end = now ();

  longest.wall_us = MAX (longest.wall_us, end.wall_us - awake.wall_us);
  longest.cpu_us = MAX (longest.cpu_us, end.cpu_us - awake.cpu_us);
  if (told_from_us > 0 && end.cpu_us - awake.cpu_us >= told_from_us)
    g_printerr ("stretch from=%" G_GINT64_FORMAT " to=%" G_GINT64_FORMAT " cpu_us=%" G_GINT64_FORMAT "\n",
                awake.wall_us, end.wall_us, end.cpu_us - awake.cpu_us);
}

static gint
poll_cb (GPollFD *fds,
         guint    n_fds,
         gint     timeout_ms)
{
  gint n_ready;

  note_stretch ();
  n_ready = g_poll (fds, n_fds, timeout_ms);
  awake = now ();
  return n_ready;
}

void
nx_bench_window_watch (void)
{
  const char *told_from = g_getenv ("NX_BENCH_STRETCH_US");

  told_from_us = told_from != NULL ? g_ascii_strtoll (told_from, NULL, 10) : 0;
  awake = now ();
  g_main_context_set_poll_func (NULL, poll_cb);
}

void
nx_bench_window_restart (void)
{
  awake = now ();
  longest = (Moment) { 0, 0 };
}

void
nx_bench_window_pause (void)
{
  note_stretch ();
}

void
nx_bench_window_resume (void)
{
  awake = now ();
}

static gint64
read_rss_kb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10);
}

void
nx_bench_window_print (const char *name)
{
  note_stretch ();
  g_print ("%s: rss_kb=%" G_GINT64_FORMAT " longest_us=%" G_GINT64_FORMAT " longest_cpu_us=%" G_GINT64_FORMAT "\n",
           name, read_rss_kb (), longest.wall_us, longest.cpu_us);
}

void
nx_bench_window_stop (void)
{
  fflush (stdout);
  _exit (0);
}

GtkWidget *
nx_bench_window_find (GtkWidget  *root,
                      const char *type_name)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (strcmp (G_OBJECT_TYPE_NAME (root), type_name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = nx_bench_window_find (child, type_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}
