/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content-model.h"

G_BEGIN_DECLS

/* Judging questions: pure. Thread: any. */

typedef enum { NX_CONFIDENCE_UNSTATED, NX_CONFIDENCE_GUESSING, NX_CONFIDENCE_FAIRLY_SURE, NX_CONFIDENCE_CERTAIN } NxConfidence;
const char *nx_confidence_to_id (NxConfidence confidence);   /* unstated guessing fairly-sure certain */
NxConfidence nx_confidence_from_id (const char *id);

typedef enum
{
  NX_OPTION_LEFT,           /* wrong and not chosen */
  NX_OPTION_RIGHT,          /* right and chosen */
  NX_OPTION_WRONG,          /* chosen and wrong: "Not this one" */
  NX_OPTION_MISSED,         /* right and not chosen: "You missed this" */
} NxOptionVerdict;

typedef struct
{
  guint raw, max;           /* right choices minus wrong ones, not below 0; of the right ones */
  gboolean success;         /* raw == max and nothing wrong chosen */
  NxOptionVerdict *verdicts; /* one for each option of the question */
} NxJudgement;

/* @response: option ids, NULL-terminated, order and repetition do not matter. NULL with @error if an id is not an option, nothing is chosen, or a single question has more than one. */
NxJudgement *nx_question_judge (const NxQuestion *question, const char *const *response, GError **error);
void nx_judgement_free (NxJudgement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxJudgement, nx_judgement_free)

#define NX_ASSESS_ERROR (nx_assess_error_quark ())
GQuark nx_assess_error_quark (void);
typedef enum { NX_ASSESS_ERROR_RESPONSE, NX_ASSESS_ERROR_BANK_TOO_SMALL } NxAssessError;

/* @n different question ids from @bank, the same for the same @seed whatever the machine; practices are spread before any repeats. (transfer full) NULL-terminated. */
char **nx_question_bank_draw (const NxQuestionBank *bank, guint n, guint64 seed, GError **error);
/* The order in which the options of question @id are shown in the run with @seed: indexes, (transfer full), n_options long. */
guint *nx_question_shuffle (const NxQuestion *question, guint64 seed);
/* share of the possible points, 0..1 */
double nx_score_to_scaled (guint raw, guint max);

G_END_DECLS
