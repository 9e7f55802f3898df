/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxShell: sidebar and content side by side, folded into one below about 720 px. The places are made when
 * first shown, so that the first frame pays for Learn alone.
 */
#define NX_TYPE_SHELL (nx_shell_get_type ())
G_DECLARE_FINAL_TYPE (NxShell, nx_shell, NX, SHELL, AdwBin)

GtkWidget *nx_shell_new (NxContext *context);
void nx_shell_show_place (NxShell *self, const char *name);
/* The place shown: "learn", "scenarios", "practices", "record", "workshop". Static. */
const char *nx_shell_get_place (NxShell *self);
/* Folded: from the content to the sidebar. Otherwise nothing. */
void nx_shell_go_back (NxShell *self);
void nx_shell_toggle_sidebar (NxShell *self);
/* Focus to where it was before a page covered the shell. */
void nx_shell_restore_focus (NxShell *self);

G_END_DECLS
