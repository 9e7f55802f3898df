/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-agenda-editor.h"

G_BEGIN_DECLS

/*
 * A window over @from's that changes one thing of an agenda: a part, a session, a day, or with the agenda's own id its title.
 * What was changed is taken when the window closes; what is refused is said in it, and it stays open. "Cancel" leaves all as
 * it was. @choices: of nx-agenda-choices.h. Nothing if @id is not there.
 */
void nx_agenda_dialog_present (GtkWidget      *from,
                               NxAgendaEditor *editor,
                               GPtrArray      *choices,
                               const char     *id);

G_END_DECLS
