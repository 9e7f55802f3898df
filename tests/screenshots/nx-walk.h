/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-sample-data.h"
#include "nx-window.h"

G_BEGIN_DECLS

/*
 * A walk through the screens: a list of steps, each of which brings the window to one screen, from where the
 * step before left it. A step that does not get there returns FALSE; the walk goes on, and the program fails.
 */
typedef struct
{
  NxWindow *window;
  NxContext *context;
  const NxSample *sample;       /* NULL in a walk without sample data */
} NxWalk;

typedef struct
{
  const char *picture;          /* "02-learn" */
  gboolean (*show) (NxWalk *walk);
} NxStep;

/* Each ends with a step without a picture. */
extern const NxStep nx_walk_first_run[];
extern const NxStep nx_walk_places[];
extern const NxStep nx_walk_play[];
extern const NxStep nx_walk_workshop[];
extern const NxStep nx_walk_damaged[];   /* the records cannot be read; there is a backup */
extern const NxStep nx_walk_newer[];     /* they were written by a later version */
extern const NxStep nx_walk_shut[];      /* nothing can be kept */

/* What steps are made of. */
GtkWidget *nx_walk_root (NxWalk *walk);
/* The window over the window, such as a dialog; NULL if there is none. */
GtkWidget *nx_walk_find_transient (NxWalk *walk);
gboolean nx_walk_await_transient (NxWalk *walk);
/* Windows, popovers and toasts that lie over the window go. */
void nx_walk_clear_table (NxWalk *walk);
gboolean nx_walk_show_place (NxWalk     *walk,
                             const char *name,
                             const char *type_name);
/* Pushes @page, alone, and waits for the part of it that has @id. */
gboolean nx_walk_push (NxWalk     *walk,
                       GtkWidget  *page,
                       const char *id);
/* The other person of this computer, who has not begun anything. */
gboolean nx_walk_change_learner (NxWalk *walk);
/* Opens the popover of a menu button. */
gboolean nx_walk_pop_up (GtkWidget *menu_button);
/* Clears the table; then @widget stands near the top of what scrolls it. */
gboolean nx_walk_scroll_to (NxWalk    *walk,
                            GtkWidget *widget);

G_END_DECLS
