/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns what an answer is worth. Knows nothing of who answered and when. */

#include "nx-assess.h"

#include <string.h>

G_DEFINE_QUARK (nx-assess-error-quark, nx_assess_error)

static const char *const confidence_ids[] = {
  [NX_CONFIDENCE_UNSTATED] = "unstated",
  [NX_CONFIDENCE_GUESSING] = "guessing",
  [NX_CONFIDENCE_FAIRLY_SURE] = "fairly-sure",
  [NX_CONFIDENCE_CERTAIN] = "certain",
};

const char *
nx_confidence_to_id (NxConfidence confidence)
{
  g_return_val_if_fail (confidence < G_N_ELEMENTS (confidence_ids), "unstated");

  return confidence_ids[confidence];
}

NxConfidence
nx_confidence_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (confidence_ids); i++)
    if (g_strcmp0 (id, confidence_ids[i]) == 0)
      return i;
  return NX_CONFIDENCE_UNSTATED;
}

/* Marks the options that @response names in @chosen; their number, or 0 with @error. */
static guint
mark_chosen (const NxQuestion   *question,
             const char *const  *response,
             gboolean           *chosen,
             GError            **error)
{
  guint n_chosen = 0;

  for (guint i = 0; response != NULL && response[i] != NULL; i++)
    {
      guint index;

      if (nx_question_get_option (question, response[i], &index) == NULL)
        {
          g_set_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE, "question %s: expected the id of an option, found “%s”",
                       question->id, response[i]);
          return 0;
        }
      n_chosen += chosen[index] ? 0 : 1;
      chosen[index] = TRUE;
    }
  if (n_chosen == 0)
    g_set_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE, "question %s: expected an option, found none chosen", question->id);
  else if (n_chosen > 1 && question->kind == NX_QUESTION_SINGLE)
    g_set_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE, "question %s: expected one option, found %u chosen", question->id, n_chosen);
  else
    return n_chosen;
  return 0;
}

static NxOptionVerdict
judge_option (const NxOption *option,
              gboolean        is_chosen)
{
  if (is_chosen)
    return option->right ? NX_OPTION_RIGHT : NX_OPTION_WRONG;
  return option->right ? NX_OPTION_MISSED : NX_OPTION_LEFT;
}

NxJudgement *
nx_question_judge (const NxQuestion   *question,
                   const char *const  *response,
                   GError            **error)
{
  guint n_options = question->options->len;
  g_autofree gboolean *chosen = g_new0 (gboolean, n_options);
  guint counts[NX_OPTION_MISSED + 1] = { 0 };
  NxJudgement *self;

  if (mark_chosen (question, response, chosen, error) == 0)
    return NULL;
  self = g_new0 (NxJudgement, 1);
  self->verdicts = g_new (NxOptionVerdict, n_options);
  for (guint i = 0; i < n_options; i++)
    {
      self->verdicts[i] = judge_option (g_ptr_array_index (question->options, i), chosen[i]);
      counts[self->verdicts[i]]++;
    }
  self->max = counts[NX_OPTION_RIGHT] + counts[NX_OPTION_MISSED];
  self->raw = counts[NX_OPTION_RIGHT] > counts[NX_OPTION_WRONG] ? counts[NX_OPTION_RIGHT] - counts[NX_OPTION_WRONG] : 0;
  self->success = counts[NX_OPTION_WRONG] == 0 && counts[NX_OPTION_MISSED] == 0;
  return self;
}

void
nx_judgement_free (NxJudgement *self)
{
  g_free (self->verdicts);
  g_free (self);
}

double
nx_score_to_scaled (guint raw,
                    guint max)
{
  g_return_val_if_fail (max > 0, 0);

  return MIN (raw, max) / (double) max;
}
