/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "nx-content.h"

G_BEGIN_DECLS

#define NX_AGENDA_ERROR (nx_agenda_error_quark ())
GQuark nx_agenda_error_quark (void);
typedef enum
{
  NX_AGENDA_ERROR_REFUSED,  /* the agenda would not be one any more; the message says why, in plain words */
  NX_AGENDA_ERROR_GONE,     /* no day, session, part or agenda of that name */
  NX_AGENDA_ERROR_FULL,     /* no room on the disk */
  NX_AGENDA_ERROR_READ_ONLY,
  NX_AGENDA_ERROR_FILE,     /* the disk or stick says something else */
} NxAgendaError;

/* Of a title, in characters: what fits on a slide and in a row. Longer ones that a file brings are shown as they are. */
#define NX_AGENDA_TITLE_MAX 200
/* Parts of one agenda: three days have about a hundred. */
#define NX_AGENDA_PARTS_MAX 1000
/* Steps that can be undone, and what they may take together; the oldest are forgotten first. */
#define NX_AGENDA_UNDO_MAX 200
#define NX_AGENDA_UNDO_BYTES (16 * 1024 * 1024)

/*
 * NxAgendaEditor: an agenda that is being edited. It holds a row of workshops, each whole and never changed: an act makes the next one
 * and has it read by the reader of all content, so that what is kept is always an agenda by the schema; if it would not be,
 * the act is refused with words for a person and nothing has changed. Undo and redo go along the row.
 *
 * Days, sessions and parts are named by their ids, which never change and belong to one thing only. White space in a text is
 * collapsed as in all content. A day has one session at least and a session one part, so the last one cannot be taken away.
 * Signal "changed": the workshop is another one. Errors: REFUSED, GONE. Thread: main, or one at a time without listeners.
 */
#define NX_TYPE_AGENDA_EDITOR (nx_agenda_editor_get_type ())
G_DECLARE_FINAL_TYPE (NxAgendaEditor, nx_agenda_editor, NX, AGENDA_EDITOR, GObject)

NxAgendaEditor *nx_agenda_editor_new (NxWorkshop *workshop);
/*
 * As new, under another id and title. The ids within stay. Its own texts are those of the language that @workshop was loaded
 * in, and stay in it; what it shows of modules, banks and scenarios is named by id and speaks every language of the pack.
 */
NxAgendaEditor *nx_agenda_editor_new_copy (NxWorkshop *workshop, const char *id, const char *title, GError **error);

/* The agenda as it is now; borrowed, another one after each act. */
NxWorkshop *nx_agenda_editor_get_workshop (NxAgendaEditor *self);
/* Its XML; borrowed. */
GBytes *nx_agenda_editor_get_xml (NxAgendaEditor *self);

gboolean nx_agenda_editor_can_undo (NxAgendaEditor *self);
gboolean nx_agenda_editor_can_redo (NxAgendaEditor *self);
/* Do nothing if they cannot. */
void nx_agenda_editor_undo (NxAgendaEditor *self);
void nx_agenda_editor_redo (NxAgendaEditor *self);

/* ---- The whole ---- */

gboolean nx_agenda_editor_set_title (NxAgendaEditor *self, const char *title, GError **error);
gboolean nx_agenda_editor_set_summary (NxAgendaEditor *self, const char *summary, GError **error);

/* ---- Days, sessions, parts: @index counts from 0, among those that stand there; larger: at the end ---- */

/* A day with one session, in which one part stands: a slide of words. @out_id: (out) (optional) (transfer full), likewise below. */
gboolean nx_agenda_editor_add_day (NxAgendaEditor *self, guint index, const char *title, const char *session_title, guint start_minute, char **out_id, GError **error);
gboolean nx_agenda_editor_set_day_title (NxAgendaEditor *self, const char *day, const char *title, GError **error);
/* Minutes after midnight, below 24:00. */
gboolean nx_agenda_editor_set_day_start (NxAgendaEditor *self, const char *day, guint minute, GError **error);
/* @index: where it stands afterwards, likewise below. */
gboolean nx_agenda_editor_move_day (NxAgendaEditor *self, const char *day, guint index, GError **error);
gboolean nx_agenda_editor_remove_day (NxAgendaEditor *self, const char *day, GError **error);

gboolean nx_agenda_editor_add_session (NxAgendaEditor *self, const char *day, guint index, const char *title, char **out_id, GError **error);
gboolean nx_agenda_editor_set_session_title (NxAgendaEditor *self, const char *session, const char *title, GError **error);
gboolean nx_agenda_editor_move_session (NxAgendaEditor *self, const char *session, const char *to_day, guint index, GError **error);
gboolean nx_agenda_editor_remove_session (NxAgendaEditor *self, const char *session, GError **error);

/* @like: kind, minutes, title, and what the kind shows; its id and words are not looked at, nor what another kind would show. */
gboolean nx_agenda_editor_add_part (NxAgendaEditor *self, const char *session, guint index, const NxAgendaPart *like, char **out_id, GError **error);
/* Minutes, title and what it shows become those of @like, which is of the same kind; the words stay. */
gboolean nx_agenda_editor_set_part (NxAgendaEditor *self, const char *part, const NxAgendaPart *like, GError **error);
gboolean nx_agenda_editor_set_part_minutes (NxAgendaEditor *self, const char *part, guint minutes, GError **error);
/* NULL or empty: the content's own. */
gboolean nx_agenda_editor_set_part_title (NxAgendaEditor *self, const char *part, const char *title, GError **error);
/*
 * What stands on the slide of a part with words, and what only the presenter reads, as nx_agenda_dup_words () gives them.
 * A paragraph or point whose words stay keeps its id, its marks and its language.
 */
gboolean nx_agenda_editor_set_part_words (NxAgendaEditor *self, const char *part, const char *words, const char *notes, GError **error);
gboolean nx_agenda_editor_move_part (NxAgendaEditor *self, const char *part, const char *to_session, guint index, GError **error);
gboolean nx_agenda_editor_remove_part (NxAgendaEditor *self, const char *part, GError **error);

/* ---- What stands there ---- */

/* Each borrowed from the workshop as it is now; NULL if there is none. @out_index: (out) (optional): within its parent. */
const NxAgendaDay *nx_agenda_editor_get_day (NxAgendaEditor *self, const char *id, guint *out_index);
const NxAgendaSession *nx_agenda_editor_get_session (NxAgendaEditor *self, const char *id, const NxAgendaDay **out_day, guint *out_index);
const NxAgendaPart *nx_agenda_editor_get_part (NxAgendaEditor *self, const char *id, const NxAgendaSession **out_session, guint *out_index);

/*
 * The words of a part as plain text: a line for each paragraph; "- " before each point of a list, "1. " where it is numbered;
 * an empty line between blocks. Empty if there are none. Caller owns.
 */
char *nx_agenda_dup_words (const NxAgendaPart *part);
/* What the presenter reads beside them, a line for each paragraph. */
char *nx_agenda_dup_notes (const NxAgendaPart *part);

G_END_DECLS
