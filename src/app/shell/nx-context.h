/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-attempt.h"
#include "nx-sender.h"

G_BEGIN_DECLS

/*
 * NxContext: what the window observes, in one place, handed to every page. It opens the store and the
 * library on a worker after the first frame, holds the learner of the moment and their study, and the
 * sender. Main thread. Pages borrow from it and listen to "learner-changed", "ready" and "language-changed".
 */
#define NX_TYPE_CONTEXT (nx_context_get_type ())
G_DECLARE_FINAL_TYPE (NxContext, nx_context, NX, CONTEXT, GObject)

NxContext *nx_context_new (const char *folder, GResource *pack, NxClock *clock);
/* NULL until "ready" (or if the store could not be opened: nx_context_get_problem says why). */
NxRecordStore *nx_context_get_store (NxContext *self);
NxLibrary *nx_context_get_library (NxContext *self);
NxSender *nx_context_get_sender (NxContext *self);
NxSecretStore *nx_context_get_secrets (NxContext *self);
NxClock *nx_context_get_clock (NxContext *self);
NxStudy *nx_context_get_study (NxContext *self);          /* NULL without a learner */
const GError *nx_context_get_problem (NxContext *self);
gboolean nx_context_can_save (NxContext *self);           /* FALSE: read-only or full: tests and scenarios are closed */
/* Cached reference content in the content language; loaded on first use. */
NxPracticeSet *nx_context_get_practices (NxContext *self);
NxGlossary *nx_context_get_glossary (NxContext *self);
NxSourceSet *nx_context_get_sources (NxContext *self);
NxPack *nx_context_get_pack (NxContext *self);

G_END_DECLS
