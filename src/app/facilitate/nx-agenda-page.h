/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-agenda-editor.h"
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxAgendaPage: a person's own agenda, to be edited: days, sessions and parts with the time each begins. Each change is saved
 * by itself. A pushed page (NxPage); it is left once the last change is on the disk.
 */
#define NX_TYPE_AGENDA_PAGE (nx_agenda_page_get_type ())
G_DECLARE_FINAL_TYPE (NxAgendaPage, nx_agenda_page, NX, AGENDA_PAGE, AdwBin)

GtkWidget *nx_agenda_page_new (NxContext *context, NxWorkshop *workshop);
/* What the page edits; borrowed. */
NxAgendaEditor *nx_agenda_page_get_editor (NxAgendaPage *self);

G_END_DECLS
