/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What came back from a server, and what it means ("Learning records", section 4). Pure. */

typedef enum
{
  NX_TRANSPORT_ANSWERED,     /* a whole answer */
  NX_TRANSPORT_NOT_ARRIVED,  /* not a byte of the request left: refused, name not found, TLS failure */
  NX_TRANSPORT_CUT,          /* anything between: the request may have arrived */
} NxTransport;

typedef struct
{
  NxTransport transport;
  guint status;              /* HTTP; 0 unless ANSWERED, or the status line came before the cut */
  char *content_type;        /* without parameters, lower case; NULL if none */
  GBytes *body;              /* NULL unless ANSWERED */
  gboolean names_version;    /* it carries X-Experience-API-Version, as every answer of an LRS does */
  gint64 retry_after_us;     /* 0 if none; at most an hour */
  gint64 date_us;            /* the server's clock; 0 if it did not say */
  gint64 consistent_us;      /* X-Experience-API-Consistent-Through; 0 if none */
  GError *error;             /* why it is not ANSWERED */
} NxReply;
NxReply *nx_reply_new (void);
void nx_reply_free (NxReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxReply, nx_reply_free)

typedef enum
{
  NX_ANSWER_STORED,          /* all of the batch is there */
  NX_ANSWER_UNKNOWN,         /* it may be there: repeat the same bytes */
  NX_ANSWER_NOT_ARRIVED,     /* it is not there by this request: wait, repeat */
  NX_ANSWER_NOT_LRS,         /* something else answered, or an LRS answered what none should */
  NX_ANSWER_CONFLICT,        /* an id is there already: settle */
  NX_ANSWER_INVALID,         /* nothing stored: find the culprit */
  NX_ANSWER_TOO_LARGE,       /* nothing stored: send less */
  NX_ANSWER_LATER,           /* it may be there: wait as asked, repeat */
  NX_ANSWER_CREDENTIALS,     /* stop, ask the person */
  NX_ANSWER_FORBIDDEN,       /* stop, show */
  NX_ANSWER_PROXY,           /* the proxy wants a login */
  NX_ANSWER_ENDPOINT,        /* wrong address, or a portal */
} NxAnswer;

/* The meaning of a status line alone; 200 is STORED here. */
NxAnswer nx_answer_from_status (guint status);
/* The meaning of @reply to a POST of the statements @ids (NULL-terminated, in order). */
NxAnswer nx_answer_to_post (const NxReply     *reply,
                            const char *const *ids);
/* Whether @reply to GET statements?statementId= is the statement @id itself. */
gboolean nx_answer_is_statement (const NxReply *reply,
                                 const char    *id);
/* Whether @reply to GET about is an LRS's. @out_version: (transfer none): what to speak with it: "1.0.3", or "2.0.0" where it lists only 2.x. */
gboolean nx_answer_is_about (const NxReply *reply,
                             const char   **out_version);
/* The server's own words about a refusal, at most 500 bytes of one line; NULL if it gave none fit for a person. */
char *nx_answer_dup_reason (const NxReply *reply);
/* One technical line: "HTTP 503", or the fault's text. */
char *nx_answer_dup_message (const NxReply *reply);
/* Seconds or an HTTP date (after @now_us, the server's clock) into a wait of at most an hour; 0 if unset, past or unreadable. */
gint64 nx_retry_after_parse_us (const char *value,
                                gint64      now_us);
/* An instant of a header, HTTP date or ISO 8601, µs UTC; 0 if unset or unreadable. */
gint64 nx_instant_parse_us (const char *value);

G_END_DECLS
