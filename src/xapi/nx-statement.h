/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-event.h"

G_BEGIN_DECLS

/* Statements: pure. xAPI 1.0.3, valid under 2.0; shared contract "Learning records", sections 2, 5 and 11. Thread: any. */

typedef struct
{
  const char *statement_id;     /* UUID */
  const char *home_page;        /* account of the actor */
  const char *account;
  const char *device;           /* UUID */
  const char *capacity;         /* id of the standing capacity or NULL */
  const char *platform;         /* "Nexus Trainer" */
  gint64 wall_us;
  NxClockConfidence clock;
} NxStatementContext;

/* The exact bytes of the statement for one event; NULL without error if the event makes none (practice, or its type). */
GBytes *nx_statement_build (const NxEventFacts *facts, const NxActivityFacts *activity, const NxStatementContext *context, GError **error);
/* The verb that nx_statement_build would use. */
NxVerb nx_statement_get_verb (const NxEventFacts *facts);
const char *nx_verb_get_iri (NxVerb verb);
/* The voiding statement for @target (a statement id). */
GBytes *nx_statement_build_voiding (const char *target, const NxStatementContext *context, GError **error);

/* Whether two statements are equal in the sense of section 5 of the rules. FALSE with @error if one cannot be parsed. */
gboolean nx_statement_equal (GBytes *a, GBytes *b, gboolean *out_equal, GError **error);

/* What a person is shown of a statement. */
typedef struct
{
  char *id, *verb_iri, *verb_display, *object_iri, *object_name, *type_iri, *response, *timestamp, *ending_iri;
  double scaled;                /* NAN if none */
  int raw, max;                 /* -1 if none */
  char *duration;
} NxStatementView;
NxStatementView *nx_statement_view_new (GBytes *statement, GError **error);
void nx_statement_view_free (NxStatementView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxStatementView, nx_statement_view_free)

/* Indented text of the same JSON, for "See exactly what is sent". Caller owns. */
char *nx_statement_dup_pretty (GBytes *statement);

G_END_DECLS
