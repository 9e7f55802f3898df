/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-deck.h"
#include "nx-event.h"

G_BEGIN_DECLS

/*
 * NxAgenda: an agenda as it is presented: which one it is, its bytes, its plan, and its slides in one language. Immutable,
 * counted. Thread: any; making one loads files and belongs on a worker. Errors: %NX_CONTENT_ERROR.
 */
typedef struct _NxAgenda NxAgenda;

/* Of the pack. */
NxAgenda *nx_agenda_load (NxLibrary *library, const char *id, const char *lang, GError **error);
/* A facilitator's own, wherever it lies. */
NxAgenda *nx_agenda_load_file (NxLibrary *library, const char *path, const char *lang, GError **error);
/*
 * The one that a session began with. @started: its SESSION_STARTED. @xml: the snapshot under its hash; NULL if that is lost,
 * which is an error (MISSING) unless the pack still has the same. Where the pack has the same, it comes in @lang; the slides
 * of an agenda that is only in @xml are in @lang, its own words as they are.
 */
NxAgenda *nx_agenda_load_stored (NxLibrary *library, const NxEventFacts *started, GBytes *xml, const char *lang, GError **error);
NxAgenda *nx_agenda_ref (NxAgenda *self);
void nx_agenda_unref (NxAgenda *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxAgenda, nx_agenda_unref)

/* All borrowed. */
NxPlan *nx_agenda_get_plan (const NxAgenda *self);
NxDeck *nx_agenda_get_deck (const NxAgenda *self);
const char *nx_agenda_get_pack (const NxAgenda *self);         /* id of the pack that its slides are of */
const char *nx_agenda_get_address (const NxAgenda *self);      /* "core/workshop/ID"; a facilitator's own: "own/workshop/ID" */
const char *nx_agenda_get_version (const NxAgenda *self);      /* "PACKVERSION/AGENDAVERSION" */
const char *nx_agenda_get_hash (const NxAgenda *self);         /* SHA-256 of the untranslated bytes */
const char *nx_agenda_get_language (const NxAgenda *self);     /* of its slides */
GBytes *nx_agenda_get_xml (const NxAgenda *self);              /* untranslated */

G_END_DECLS
