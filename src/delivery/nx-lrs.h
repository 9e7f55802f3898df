/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-answer.h"
#include "nx-late-soup.h"

G_BEGIN_DECLS

/*
 * One LRS as HTTP: the three requests we make, with every header the rules want, and their replies read
 * within limits. It judges nothing; nx-answer.h does. Every request ends in a reply: what went wrong is in
 * it. Main-context bound.
 */

typedef struct _NxLrs NxLrs;

/* A session as we need it; @tls_database NULL for the system's. NULL if libsoup is not there. */
SoupSession *nx_lrs_session_new (GTlsDatabase *tls_database);

/* @session may be NULL: no request arrives then. @endpoint as nx_endpoint_normalise() gives it. @key and @secret may be NULL for requests without credentials. */
NxLrs *nx_lrs_new (SoupSession *session,
                   const char  *endpoint,
                   const char  *key,
                   const char  *secret);
NxLrs *nx_lrs_ref (NxLrs *self);
void nx_lrs_unref (NxLrs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxLrs, nx_lrs_unref)

/* "1.0.3" unless set; static text. */
void nx_lrs_set_version (NxLrs      *self,
                         const char *version);
/* The whole time that one request may take, connecting and reading included. */
void nx_lrs_set_deadline_us (NxLrs *self,
                             gint64 deadline_us);

void nx_lrs_post_async (NxLrs              *self,
                        GBytes             *body,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
void nx_lrs_get_statement_async (NxLrs              *self,
                                 const char         *id,
                                 gboolean            voided,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
/* Without credentials. */
void nx_lrs_about_async (NxLrs              *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
/* (transfer full), never NULL. @out_certificate: (optional) (transfer full): the server's, NULL without TLS. */
NxReply *nx_lrs_finish (GAsyncResult     *result,
                        GTlsCertificate **out_certificate);

G_END_DECLS
