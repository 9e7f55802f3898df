/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-arena.h"
#include "nx-content.h"

G_BEGIN_DECLS

/*
 * Private to src/workshop. NxAgendaDraft: a workshop while an act changes it. Days, sessions and parts are copies whose
 * arrays can be changed (real GPtrArrays that own them); texts and blocks are borrowed from the workshop it was made of, or
 * lie in its arena. It lives for one act: written, read again, thrown away.
 */
typedef struct
{
  NxWorkshop workshop;
  NxArena *arena;
  GHashTable *ids;          /* those in use; NULL until one is made */
} NxAgendaDraft;

NxAgendaDraft *nx_agenda_draft_new (const NxWorkshop *workshop);
void nx_agenda_draft_free (NxAgendaDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxAgendaDraft, nx_agenda_draft_free)

/* NULL if there is none. @out_index, @out_parent: (optional). */
NxAgendaDay *nx_agenda_draft_find_day (NxAgendaDraft *self, const char *id, guint *out_index);
NxAgendaSession *nx_agenda_draft_find_session (NxAgendaDraft *self, const char *id, NxAgendaDay **out_day, guint *out_index);
NxAgendaPart *nx_agenda_draft_find_part (NxAgendaDraft *self, const char *id, NxAgendaSession **out_session, guint *out_index);
guint nx_agenda_draft_count_parts (const NxAgendaDraft *self);

/* New ones, not yet within the draft. Their texts are kept in the arena. */
NxAgendaDay *nx_agenda_draft_make_day (NxAgendaDraft *self, const char *title);
NxAgendaSession *nx_agenda_draft_make_session (NxAgendaDraft *self, const char *title);
/* What the kind of @like shows, and nothing of other kinds. */
NxAgendaPart *nx_agenda_draft_make_part (NxAgendaDraft *self, const NxAgendaPart *like);
void nx_agenda_draft_fill_part (NxAgendaDraft *self, NxAgendaPart *part, const NxAgendaPart *like);
void nx_agenda_draft_set_words (NxAgendaDraft *self, NxAgendaPart *part, const char *words, const char *notes);

/* An id that nothing in the draft has. In the arena. */
char *nx_agenda_draft_make_id (NxAgendaDraft *self, const char *prefix);
/* Plain text. */
NxInline *nx_agenda_draft_make_inline (NxAgendaDraft *self, const char *text);

G_END_DECLS
