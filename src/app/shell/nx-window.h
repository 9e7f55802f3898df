/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxWindow: the one window. At the bottom lies a base (the shell with its places, first run, or a page
 * that says why the records cannot be opened); pages are pushed over it and leave by "win.back".
 */
#define NX_TYPE_WINDOW (nx_window_get_type ())
G_DECLARE_FINAL_TYPE (NxWindow, nx_window, NX, WINDOW, AdwApplicationWindow)

NxWindow *nx_window_new (GtkApplication *application, NxContext *context);
/* What the window was made with; borrowed. */
NxContext *nx_window_get_context (NxWindow *self);
void nx_window_push (NxWindow *self, GtkWidget *page);
void nx_window_pop (NxWindow *self);
void nx_window_replace (NxWindow *self, GtkWidget *page);
void nx_window_toast (NxWindow *self, const char *text);
/* Shows the place ("learn", "scenarios", "practices", "record", "workshop") and takes all pushed pages away. */
void nx_window_show_place (NxWindow *self, const char *name);
/* First run again from its second step, for another person on this computer. */
void nx_window_add_learner (NxWindow *self);

G_END_DECLS
