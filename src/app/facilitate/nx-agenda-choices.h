/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-content.h"

G_BEGIN_DECLS

/* One thing that a part of an agenda may show, under the title that the pack gives it. Immutable. */
typedef struct
{
  NxAgendaPart like;        /* kind and ids; the rest is empty */
  char *title;
} NxAgendaChoice;

/*
 * All that the pack has to show, on a worker: sections and modules, questions and checks, scenarios, tests.
 * (element-type NxAgendaChoice), in the pack's order. What cannot be read is left out.
 */
void nx_agenda_choices_load_async (NxLibrary *library, const char *lang, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_agenda_choices_load_finish (GAsyncResult *result, GError **error);

/* What @part shows; NULL if the pack has it not, or its kind shows nothing of the pack. */
const NxAgendaChoice *nx_agenda_choices_find (GPtrArray *choices, const NxAgendaPart *part);
/* Whether parts of this kind show something of the pack. */
gboolean nx_agenda_kind_has_choices (NxAgendaPartKind kind);
/* "Slides", "Vote", …; static, translated. */
const char *nx_agenda_kind_get_name (NxAgendaPartKind kind);

G_END_DECLS
