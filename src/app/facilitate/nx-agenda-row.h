/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-content.h"

G_BEGIN_DECLS

/*
 * NxAgendaRow: a part of an agenda that is edited: when it begins, what it is, how long it takes, its menu. What the person
 * does with it goes to the page around it as an action that names the part: "agenda.edit", "agenda.minutes", "agenda.up",
 * "agenda.down", "agenda.remove", "agenda.drop".
 */
#define NX_TYPE_AGENDA_ROW (nx_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (NxAgendaRow, nx_agenda_row, NX, AGENDA_ROW, GtkListBoxRow)

/* @menu: of the part. */
GtkWidget *nx_agenda_row_new (const char *part, GMenuModel *menu);
const char *nx_agenda_row_get_part (NxAgendaRow *self);
/* @kind: in words. @is_missing: what it shows is not in the pack. */
void nx_agenda_row_set (NxAgendaRow *self, const char *title, const char *kind, gboolean is_missing, guint begin_minute, guint minutes);

G_END_DECLS
