/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * A small honest Learning Record Store in this process, on loopback, that fails on demand. Honest: a batch
 * is whole or nothing, an id is stored once and never changes, every answer carries the version header.
 * It compares bytes, so a statement that was written anew is a conflict. Runs on the context it was made in.
 */

typedef struct _NxFaultLrs NxFaultLrs;

#define NX_FAULT_LRS_KEY "device-7"
#define NX_FAULT_LRS_SECRET "correct horse"

/* What happens to one POST. It is stored or not, and then: */
typedef enum
{
  NX_FAULT_CUT_WHILE_SENDING,  /* the connection is closed after the head of the request; nothing can be stored */
  NX_FAULT_RAW,                /* @raw is all that is answered, then the connection is closed; "" is no answer */
  NX_FAULT_CUT_ANSWER,         /* the honest answer, @n_short bytes short of its end */
  NX_FAULT_HANG,               /* no answer, and the connection stays open */
} NxFaultKind;

typedef struct
{
  NxFaultKind kind;
  gboolean store;
  const char *raw;
  guint n_short;               /* CUT_ANSWER: bytes that are missing at the end */
} NxFault;

/* @certificate: NULL for plain HTTP. @strict: 409 for what is there already, though identical. */
NxFaultLrs *nx_fault_lrs_new (gboolean         strict,
                              GTlsCertificate *certificate);
void nx_fault_lrs_free (NxFaultLrs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxFaultLrs, nx_fault_lrs_free)

const char *nx_fault_lrs_get_endpoint (NxFaultLrs *self);
/* The next POST meets @fault; one for each call, in order. */
void nx_fault_lrs_push (NxFaultLrs    *self,
                        const NxFault *fault);
guint nx_fault_lrs_get_n_faults (NxFaultLrs *self);
/* Refuses connections, at the same port, until it listens again. */
void nx_fault_lrs_set_listening (NxFaultLrs *self,
                                 gboolean    listening);
/* Something else answers everything, /about too, with @raw; NULL ends it. */
void nx_fault_lrs_set_portal (NxFaultLrs *self,
                              const char *raw);
/* The LRS refuses a batch with this statement: 400. NULL: none. */
void nx_fault_lrs_set_invalid (NxFaultLrs *self,
                               const char *id);
/* 413 for more statements than this; 0: no limit. */
void nx_fault_lrs_set_max_statements (NxFaultLrs *self,
                                      guint       max);
/* The status for every request with credentials, /about excepted; 0: none. */
void nx_fault_lrs_set_gate (NxFaultLrs *self,
                            guint       status);
/* 403 for a batch with a voiding statement. */
void nx_fault_lrs_set_no_voiding (NxFaultLrs *self,
                                  gboolean    no_voiding);
/* Its clock is that much ahead; it refuses timestamps later than its clock with 400. */
void nx_fault_lrs_set_clock_offset_us (NxFaultLrs *self,
                                       gint64      offset_us);
/* That many answers to GET do not show anything yet, and say so. */
void nx_fault_lrs_set_lag (NxFaultLrs *self,
                           guint       n_answers);
/* What /about lists. */
void nx_fault_lrs_set_versions (NxFaultLrs *self,
                                const char *json_array);
/* Stores @statement as if another program had sent it, voided if @voided. */
void nx_fault_lrs_put (NxFaultLrs *self,
                       const char *id,
                       GBytes     *statement,
                       gboolean    voided);

/* What it has. */
guint nx_fault_lrs_get_n_statements (NxFaultLrs *self);
GBytes *nx_fault_lrs_get_statement (NxFaultLrs *self,
                                    const char *id);
/* TRUE once it has answered a question for the statement @id with the statement. */
gboolean nx_fault_lrs_was_read_back (NxFaultLrs *self,
                                     const char *id);
guint nx_fault_lrs_get_n_posts (NxFaultLrs *self);
guint nx_fault_lrs_get_n_gets (NxFaultLrs *self);
guint nx_fault_lrs_get_n_abouts (NxFaultLrs *self);
guint nx_fault_lrs_get_n_connections (NxFaultLrs *self);
/* Number of statements in the largest POST so far. */
guint nx_fault_lrs_get_largest_post (NxFaultLrs *self);
/* What was wrong with the requests, by the rules of the protocol; NULL while nothing was. */
const char *nx_fault_lrs_get_complaint (NxFaultLrs *self);
const char *nx_fault_lrs_get_version (NxFaultLrs *self);

G_END_DECLS
