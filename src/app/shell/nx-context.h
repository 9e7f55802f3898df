/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-agenda-store.h"
#include "nx-attempt.h"
#include "nx-catalogue.h"
#include "nx-sender.h"
#include "nx-settings.h"

G_BEGIN_DECLS

/*
 * NxContext: what the window observes, in one place, handed to every page. It opens the store and the
 * library on a worker while the toolkit starts, holds the learner of the moment and their study, and the
 * sender. Main thread. Pages borrow from it and listen to its signals:
 *   "ready"             library and store have been opened, or could not be; once per opening
 *   "learner-changed"   another learner, or the profile or consent of this one
 *   "progress-changed"  (const char *id) a module or scenario moved; NULL for all
 *   "counts-changed"    the numbers of nx_context_get_counts ()
 *   "language-changed"  interface and content; the window builds its texts anew, pushed pages reload theirs
 */
#define NX_TYPE_CONTEXT (nx_context_get_type ())
G_DECLARE_FINAL_TYPE (NxContext, nx_context, NX, CONTEXT, GObject)

NxContext *nx_context_new (const char *folder, GResource *pack, NxClock *clock);
NxContext *nx_context_new_with_settings (const char *folder, GResource *pack, NxClock *clock, NxSettings *settings);
/* Starts opening, on workers. Later again after a problem was dealt with. */
void nx_context_open (NxContext *self);
gboolean nx_context_is_ready (NxContext *self);
/* After a problem was dealt with: closes what is open of the store and opens it anew; "ready" comes again. */
void nx_context_reopen (NxContext *self);
/* Closes the store so that its file can be worked on; reopen follows. */
void nx_context_release_store (NxContext *self);
/* Another data folder from now on. */
void nx_context_move_to (NxContext *self, const char *folder);
/* Ends sending and closes the store. */
void nx_context_close (NxContext *self);
const char *nx_context_get_folder (NxContext *self);
NxSettings *nx_context_get_settings (NxContext *self);
/* What Learn and Scenarios list; NULL until "ready" or without a pack. */
NxCatalogue *nx_context_get_catalogue (NxContext *self);
const GError *nx_context_get_pack_problem (NxContext *self);
/* The languages of the pack, NULL-terminated; the source language first. */
const char *const *nx_context_get_languages (NxContext *self);
/* Of interface and content; a tag. Static until the next change. */
const char *nx_context_get_language (NxContext *self);
/* The pack's language that serves it: what the texts of the pack are in. Borrowed. */
const char *nx_context_get_content_language (NxContext *self);
/* Changes interface and content at once, and remembers it. */
void nx_context_set_language (NxContext *self, const char *tag);
/* NULL until "ready" (or if the store could not be opened: nx_context_get_problem says why). */
NxRecordStore *nx_context_get_store (NxContext *self);
NxLibrary *nx_context_get_library (NxContext *self);
/* The person's own agendas, in the data folder. */
NxAgendaStore *nx_context_get_agendas (NxContext *self);
NxSender *nx_context_get_sender (NxContext *self);
NxSecretStore *nx_context_get_secrets (NxContext *self);
NxClock *nx_context_get_clock (NxContext *self);
NxStudy *nx_context_get_study (NxContext *self);          /* NULL without a learner */
NxLearner *nx_context_get_learner (NxContext *self);      /* NULL without one */
NxProgress *nx_context_get_progress (NxContext *self);    /* likewise */
GPtrArray *nx_context_get_learners (NxContext *self);     /* NxLearner; borrowed, may be empty */
void nx_context_choose_learner (NxContext *self, const char *id);
/* The same person with a new profile or consent, or a new person: takes it over. */
void nx_context_take_learner (NxContext *self, NxLearner *learner);
/* The present learner's deliveries, kept up to date. */
const NxDeliveryCounts *nx_context_get_counts (NxContext *self);
/* When the last connection went, wall time; 0 while there is one or when it never was seen. */
gint64 nx_context_get_offline_since_us (NxContext *self);
const NxDestination *nx_context_get_destination (NxContext *self);   /* NULL: no server set up */
const GError *nx_context_get_problem (NxContext *self);
gboolean nx_context_can_save (NxContext *self);           /* FALSE: read-only or full: tests and scenarios are closed */
/* Cached reference content in the content language; loaded on first use. */
NxPracticeSet *nx_context_get_practices (NxContext *self);
NxGlossary *nx_context_get_glossary (NxContext *self);
NxSourceSet *nx_context_get_sources (NxContext *self);
NxPack *nx_context_get_pack (NxContext *self);

G_END_DECLS
