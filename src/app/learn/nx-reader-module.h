/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-block-aids.h"
#include "nx-context.h"
#include "nx-page.h"
#include "nx-reader-acts.h"

G_BEGIN_DECLS

/*
 * NxReaderModule: the module that a reader has open: its text in the language of the study, what its blocks lean on,
 * what the learner did in it, and the acts on its attempt. Where nothing can be stored it opens for reading alone.
 * Signals:
 *   "loaded" (gboolean again): the text is there; again: the same module, in another language. What the text was
 *     before is held until the handlers have returned.
 *   "unsaved" (GError *error): it could not be opened for storing; it goes on opening for reading.
 *   "failed" (GError *error): it cannot be shown at all.
 *   "unchanged" (GError *error): the new language could not be stored; the text stays as it is.
 * Main thread.
 */
#define NX_TYPE_READER_MODULE (nx_reader_module_get_type ())
G_DECLARE_FINAL_TYPE (NxReaderModule, nx_reader_module, NX, READER_MODULE, GObject)

/* @id: of the module. */
NxReaderModule *nx_reader_module_new (NxContext  *context,
                                      const char *id);
/* Begins to load; the context has a study. */
void nx_reader_module_open (NxReaderModule *self);
/* The study's language is another one by now: loads the text again, as soon as that can be. */
void nx_reader_module_change_language (NxReaderModule *self);
/* Where the person is, to go on from there; @block may be NULL. Stored unless it is what was stored last, or nothing can be. */
void nx_reader_module_keep_place (NxReaderModule *self,
                                  const char     *section,
                                  const char     *block);
/* Nothing is loaded any more; calls @done when what the learner did is durable. */
void nx_reader_module_leave (NxReaderModule *self,
                             NxPageLeft      done,
                             gpointer        user_data);

const char *nx_reader_module_get_id (NxReaderModule *self);
/* All borrowed; NULL until it is loaded. The acts are NULL while nothing can be stored. */
NxModule *nx_reader_module_get_text (NxReaderModule *self);
NxBlockAids *nx_reader_module_get_aids (NxReaderModule *self);
NxModuleAttempt *nx_reader_module_get_attempt (NxReaderModule *self);
NxReaderActs *nx_reader_module_get_acts (NxReaderModule *self);

/* What the learner did in it; NULL if nothing. Borrowed until the progress changes. */
const NxModuleProgress *nx_reader_module_get_progress (NxReaderModule *self);
/* @section: a section's id. */
gboolean nx_reader_module_is_read (NxReaderModule *self,
                                   const char     *section);
gboolean nx_reader_module_is_bookmarked (NxReaderModule *self,
                                         const char     *section);

G_END_DECLS
