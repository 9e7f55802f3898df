/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-assess.h"
#include "nx-content.h"
#include "nx-fuzz.h"

/* What loads can be drawn from, shuffled and judged. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxQuestionBank) bank = nx_question_bank_parse (xml, "fuzz", &error);
  g_auto (GStrv) ids = NULL;

  g_assert_true ((bank == NULL) == (error != NULL));
  if (bank == NULL)
    return 0;
  ids = nx_question_bank_draw (bank, bank->questions->len, size, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const NxQuestion *question = nx_question_bank_get_question (bank, ids[i]);
      g_autofree guint *order = nx_question_shuffle (question, size);
      const char *response[] = { ((const NxOption *) g_ptr_array_index (question->options, order[0]))->id, NULL };
      g_autoptr (NxJudgement) judgement = nx_question_judge (question, response, NULL);

      g_assert_nonnull (judgement);
      g_assert_cmpuint (judgement->raw, <=, judgement->max);
    }
  return 0;
}
