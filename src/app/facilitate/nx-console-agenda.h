/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-session.h"

G_BEGIN_DECLS

/*
 * NxConsoleAgenda: the parts of a day in a row, as wide as their minutes; the one under way is marked, those that are over
 * are dim. Signals "part" (uint item): the person goes there; "day" (uint): the person chose a day.
 */
#define NX_TYPE_CONSOLE_AGENDA (nx_console_agenda_get_type ())
G_DECLARE_FINAL_TYPE (NxConsoleAgenda, nx_console_agenda, NX, CONSOLE_AGENDA, AdwBin)

/* @session: held. Once. */
void nx_console_agenda_set_session (NxConsoleAgenda *self, NxSession *session);
/* Planned and expected end; told again every minute. */
void nx_console_agenda_tick (NxConsoleAgenda *self);

G_END_DECLS
