/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-catalogue.h"
#include "nx-statement.h"

G_BEGIN_DECLS

/* A statement in the words of a person who reads no JSON. Main thread; no widgets. */

typedef struct
{
  char *name;                   /* translated: "What happened" */
  char *value;                  /* may have several lines */
} NxStatementLine;

/**
 * nx_statement_list_words:
 * @body: a statement of ours
 * @catalogue: (nullable): the lessons, for titles; without it addresses stand for them
 *
 * Says all that @body holds, in the order in which a person would ask; an address or a number at its end.
 *
 * Returns: (transfer full) (element-type NxStatementLine): empty if @body cannot be read
 */
GPtrArray *nx_statement_list_words (GBytes            *body,
                                    const NxCatalogue *catalogue);

/* The words of a verb ("Completed"), and of a statement's score ("9 of 10"); translated, caller owns; NULL if there is none. */
char *nx_statement_dup_verb_words (NxVerb verb);
char *nx_statement_dup_score_words (const NxStatementView *view);

G_END_DECLS
