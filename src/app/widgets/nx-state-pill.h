/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-records.h"

G_BEGIN_DECLS

/* NxStatePill: icon and word in a coloured pill. */
#define NX_TYPE_STATE_PILL (nx_state_pill_get_type ())
G_DECLARE_FINAL_TYPE (NxStatePill, nx_state_pill, NX, STATE_PILL, GtkWidget)

/* @style: "success", "warning", "error", "accent", or NULL for neutral. @icon_name may be NULL. */
GtkWidget *nx_state_pill_new (const char *icon_name,
                              const char *word,
                              const char *style);
GtkWidget *nx_state_pill_new_for_record (NxPill pill);
void nx_state_pill_set (NxStatePill *self,
                        const char  *icon_name,
                        const char  *word,
                        const char  *style);
void nx_state_pill_set_record (NxStatePill *self,
                               NxPill       pill);
const char *nx_state_pill_get_word (NxStatePill *self);
/* The word of a record's state; static, translated. */
const char *nx_pill_get_word (NxPill pill);

G_END_DECLS
