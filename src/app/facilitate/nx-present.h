/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/* Opens the console over the page that @from is in, as soon as the session is there; says in words why it cannot be. Main thread. */

/* A new session on an agenda: of the pack by its @id, or (@path not NULL) the file. */
void nx_present_agenda (GtkWidget  *from,
                        NxContext  *context,
                        const char *id,
                        const char *path);
/* One that was begun before. */
void nx_present_session (GtkWidget  *from,
                         NxContext  *context,
                         const char *id);

/* NxOpenSessions: the sessions that were begun and not ended, the last one first, each to be gone on with. Hidden while there is none. */
#define NX_TYPE_OPEN_SESSIONS (nx_open_sessions_get_type ())
G_DECLARE_FINAL_TYPE (NxOpenSessions, nx_open_sessions, NX, OPEN_SESSIONS, AdwBin)

GtkWidget *nx_open_sessions_new (NxContext *context);

G_END_DECLS
