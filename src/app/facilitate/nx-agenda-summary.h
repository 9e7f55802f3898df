/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-agenda-store.h"

G_BEGIN_DECLS

/* NxAgendaSummary: what the list of agendas says of one. Immutable. */
typedef struct
{
  char *id;                 /* of the agenda; of an own file that cannot be read, its name */
  char *title;
  gboolean is_built_in;
  NxWorkshop *workshop;     /* NULL if it cannot be read */
  GError *problem;          /* then why */
  guint n_days, n_parts, n_minutes;
  guint n_missing;          /* slides whose content is not in the pack */
  char *missing;            /* the first of them: "module/x#y"; NULL if there is none */
} NxAgendaSummary;

/*
 * Reads the workshops of the pack, and looks up what they and the agendas of @own (element-type NxAgendaEntry) show, on a worker.
 * @lang: of the content. Returns (element-type NxAgendaSummary): those of the pack in its order, then own ones by title.
 */
void nx_agenda_summaries_load_async (NxLibrary *library, const char *lang, GPtrArray *own, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_agenda_summaries_load_finish (GAsyncResult *result, GError **error);

/* "1 day · 4 h 20 min · 24 parts"; for one that cannot be read, why. Translated; caller owns. */
char *nx_agenda_summary_dup_words (const NxAgendaSummary *self);
/* What is not there, as a sentence; NULL if nothing is missing. Translated; caller owns. */
char *nx_agenda_summary_dup_missing (const NxAgendaSummary *self);

G_END_DECLS
