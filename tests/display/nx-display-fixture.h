/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-finding.h"
#include "nx-shell.h"
#include "nx-window.h"

G_BEGIN_DECLS

/*
 * A window as the program opens it, on a data folder of its own, with the built-in pack; a clock that
 * stands still. The window is mapped and the context "ready" when nx_display_open () returns.
 */
typedef struct
{
  char *folder;
  char *pack_folder;             /* a pack read from there instead; set before opening */
  NxClock *clock;
  NxSettings *settings;
  NxContext *context;
  NxWindow *window;
} NxDisplay;

/* Once, at the start of main: language, direction, libadwaita with the program's resources. */
void nx_display_init (int *argc, char ***argv);

NxDisplay *nx_display_new (void);
void nx_display_open (NxDisplay *self);
/* A learner is made before the window opens. */
void nx_display_open_with_learner (NxDisplay *self, gboolean consent);
/* Closes the window as a person does, then the store; the folder goes. */
void nx_display_free (NxDisplay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDisplay, nx_display_free)

NxShell *nx_display_get_shell (NxDisplay *self);
GtkWidget *nx_display_get_root (NxDisplay *self);
/* Iterates until nothing is left to do for a moment of frames. */
void nx_display_settle (void);
/* What Escape does through the shortcut controllers of @window itself; FALSE if there is none for it. */
gboolean nx_display_press_escape (GtkWidget *window);
/* Asserts that each mapped control below has a name for a screen reader: a text of its own, or a label set. */
void nx_display_assert_names (GtkWidget *root);
/* Asserts that no words below are cut without a tooltip, or drawn over what is beside them. */
void nx_display_assert_whole (GtkWidget *root);

G_END_DECLS
