/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-attempt.h"

G_BEGIN_DECLS

/*
 * NxReaderActs: the reader's acts on its attempt, one after the other. An attempt refuses a second act
 * while one is under way; a person who scrolls, bookmarks and answers at once must lose none of them.
 * A place that is kept again before its turn replaces the one that waits. Main thread; counted, and alive
 * until its last act is done.
 */
typedef struct _NxReaderActs NxReaderActs;

/* @error: NULL if it is durable. */
typedef void (*NxReaderActDone) (const GError *error,
                                 gpointer      user_data);

/* The same for the answer of a check, which may come when another section is open. */
typedef void (*NxReaderAnswerDone) (const GError      *error,
                                    const char        *question,
                                    const char *const *response,
                                    gpointer           user_data);

NxReaderActs *nx_reader_acts_new (NxModuleAttempt *attempt);
NxReaderActs *nx_reader_acts_ref (NxReaderActs *self);
void nx_reader_acts_unref (NxReaderActs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxReaderActs, nx_reader_acts_unref)

/* @done may be NULL; @owner is held until then and is its user_data. */
void nx_reader_acts_keep_place (NxReaderActs *self,
                                const char   *section,
                                const char   *block);
void nx_reader_acts_mark_read (NxReaderActs    *self,
                               const char      *section,
                               NxReaderActDone  done,
                               GObject         *owner);
void nx_reader_acts_bookmark (NxReaderActs    *self,
                              const char      *section,
                              gboolean         set,
                              NxReaderActDone  done,
                              GObject         *owner);
/* @question must be held by the attempt's module. */
void nx_reader_acts_answer_check (NxReaderActs       *self,
                                  const char         *section,
                                  const NxQuestion   *question,
                                  const char *const  *response,
                                  NxReaderAnswerDone  done,
                                  GObject            *owner);
void nx_reader_acts_change_language (NxReaderActs    *self,
                                     NxReaderActDone  done,
                                     GObject         *owner);
void nx_reader_acts_leave (NxReaderActs    *self,
                           NxReaderActDone  done,
                           gpointer         user_data);

G_END_DECLS
