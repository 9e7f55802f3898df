/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-agenda-editor.h"

G_BEGIN_DECLS

#define NX_AGENDA_FILE_SUFFIX ".nxagenda"

/* What lies in the folder under one name. Immutable. */
typedef struct
{
  char *name;               /* of the file, without the suffix; the agenda's id if it can be read */
  NxWorkshop *workshop;     /* NULL if it cannot be */
  GError *problem;          /* then why: NX_CONTENT_ERROR, with TOO_NEW for a later format */
} NxAgendaEntry;

void nx_agenda_entry_free (NxAgendaEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxAgendaEntry, nx_agenda_entry_free)

/*
 * NxAgendaStore: a person's own agendas, each a file ID.nxagenda in one folder: 0600 in 0700, since an agenda may name who
 * comes. Nothing is kept open or remembered; what lies in the folder is what there is. Acts are done one after the other on a
 * worker, in the order in which they were asked for, so that a list sees what was saved before it; of saves of one agenda
 * that still wait only the last is written. A file is written beside, synced and renamed: it is whole, of before or of
 * after. Each act holds the store until it is done.
 * Errors: NX_AGENDA_ERROR, and those of content where a file is read. Thread: main.
 */
#define NX_TYPE_AGENDA_STORE (nx_agenda_store_get_type ())
G_DECLARE_FINAL_TYPE (NxAgendaStore, nx_agenda_store, NX, AGENDA_STORE, GObject)

/* Makes no folder: the first save does. */
NxAgendaStore *nx_agenda_store_new (const char *folder);
/* Whether nothing is left to be done. Signal "idle" when that comes to be so. */
gboolean nx_agenda_store_is_idle (NxAgendaStore *self);

/* Where the agenda @id lies, or would: for what reads it from its file. Caller owns. */
char *nx_agenda_store_dup_path (NxAgendaStore *self, const char *id);

/* (transfer container) (element-type NxAgendaEntry): sorted by name; those that cannot be read too. No folder is an empty list. */
void nx_agenda_store_list_async (NxAgendaStore *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_agenda_store_list_finish (NxAgendaStore *self, GAsyncResult *result, GError **error);

/* @xml: of nx_agenda_editor_get_xml (), which is kept under @id. */
void nx_agenda_store_save_async (NxAgendaStore *self, const char *id, GBytes *xml, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_agenda_store_save_finish (NxAgendaStore *self, GAsyncResult *result, GError **error);

/* @name: of an entry. None there is fine. */
void nx_agenda_store_remove_async (NxAgendaStore *self, const char *name, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_agenda_store_remove_finish (NxAgendaStore *self, GAsyncResult *result, GError **error);

/*
 * Reads the file at @path, from a stick perhaps, and copies it in. It keeps its id if that is free; if the same agenda is there
 * already, that one is meant and nothing is written; if another has it, or it is one of @taken (ids of the pack, NULL-terminated),
 * the copy gets an id of its own. Returns the entry as it then lies in the folder.
 */
void nx_agenda_store_import_async (NxAgendaStore *self, const char *path, const char *const *taken, GAsyncReadyCallback callback, gpointer user_data);
NxAgendaEntry *nx_agenda_store_import_finish (NxAgendaStore *self, GAsyncResult *result, GError **error);

/* Writes @xml to @path, to be handed on: readable as the person's files are, whole or not at all. */
void nx_agenda_store_export_async (NxAgendaStore *self, const char *path, GBytes *xml, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_agenda_store_export_finish (NxAgendaStore *self, GAsyncResult *result, GError **error);

/* An id for a new agenda. By chance: no other computer has made it. Caller owns. */
char *nx_agenda_store_make_id (void);

G_END_DECLS
