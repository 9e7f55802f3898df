/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What the two windows, ours and the empty one, are measured with; the same code for both, so that its
 * own cost cancels out. Main thread, once a process.
 */

/*
 * From here on the default main context is watched: how long it works between two polls. With NX_BENCH_STRETCH_US each
 * stretch of that much CPU or more is told of on standard error, with the monotonic times that a profiler knows it by.
 */
void nx_bench_window_watch (void);
/* Forgets the longest stretch so far, for a stage that begins now. */
void nx_bench_window_restart (void);
/* Between these two nothing counts: what the measuring itself looks for. */
void nx_bench_window_pause (void);
void nx_bench_window_resume (void);
/* Prints "NAME: rss_kb=N longest_us=N longest_cpu_us=N" of the stage; the stretch that runs now counts too. */
void nx_bench_window_print (const char *name);
/* Ends the process here, as one does who measures how far it has come: nothing is tidied up. */
void nx_bench_window_stop (void) G_GNUC_NORETURN;
/* Whether a mapped widget whose type has this name stands somewhere under @root; (transfer none) or NULL. */
GtkWidget *nx_bench_window_find (GtkWidget *root, const char *type_name);

G_END_DECLS
