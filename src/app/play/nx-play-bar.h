/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* NxPlayBar: the scenario player's lower edge. Its buttons activate "scenario.go-on", "scenario.check-dossier" and, when narrow, "scenario.dossier" and "scenario.timeline". */
#define NX_TYPE_PLAY_BAR (nx_play_bar_get_type ())
G_DECLARE_FINAL_TYPE (NxPlayBar, nx_play_bar, NX, PLAY_BAR, AdwBin)

/* The word of the main button. */
void nx_play_bar_set_main (NxPlayBar  *self,
                           const char *label);
/* What stands beside the narrow buttons. */
void nx_play_bar_set_counts (NxPlayBar *self,
                             guint      n_documents,
                             guint      n_new,
                             guint      n_decisions);
void nx_play_bar_set_narrow (NxPlayBar *self,
                             gboolean   narrow);
/* Again, in the language of now. */
void nx_play_bar_set_words (NxPlayBar *self);

G_END_DECLS
