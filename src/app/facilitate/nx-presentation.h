/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-block-aids.h"
#include "nx-context.h"
#include "nx-session.h"

G_BEGIN_DECLS

/* A session and what its slides lean on, opened together: begun anew, or taken up where it was left. Main thread. */
typedef struct
{
  NxSession *session;
  NxBlockAids *aids;
} NxPresentation;

void nx_presentation_free (NxPresentation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxPresentation, nx_presentation_free)

/* Begins a session on an agenda: of the pack by its @id, or (@path not NULL) a file. Errors: %NX_CONTENT_ERROR, %NX_RECORDS_ERROR. */
void nx_presentation_start_async (NxContext           *context,
                                  const char          *id,
                                  const char          *path,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
/* Takes up the session @id. Errors: also %NX_SESSION_ERROR. */
void nx_presentation_resume_async (NxContext           *context,
                                   const char          *id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
/* For both. (transfer full) */
NxPresentation *nx_presentation_finish (GAsyncResult  *result,
                                        GError       **error);

G_END_DECLS
