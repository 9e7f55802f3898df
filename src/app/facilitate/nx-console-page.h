/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"
#include "nx-presentation.h"
#include "nx-projector.h"

G_BEGIN_DECLS

/*
 * NxConsolePage: a session before its presenter (design 7): the slide that the audience sees, the next one, notes, the time,
 * the vote, the agenda. Its keys work on the audience's window as well, where a clicker's may arrive. To leave it leaves the
 * session where it is; "End session" ends it.
 */
#define NX_TYPE_CONSOLE_PAGE (nx_console_page_get_type ())
G_DECLARE_FINAL_TYPE (NxConsolePage, nx_console_page, NX, CONSOLE_PAGE, AdwBin)

/* @presentation: what it is made of is held. A floating widget that implements NxPage. */
GtkWidget *nx_console_page_new (NxContext      *context,
                                NxPresentation *presentation);

/* For tests and pictures; borrowed. */
NxSession *nx_console_page_get_session (NxConsolePage *self);
NxProjector *nx_console_page_get_projector (NxConsolePage *self);        /* NULL until it was mapped */

G_END_DECLS
