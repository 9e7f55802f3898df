/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns which questions of a bank a run asks, and in which order their options stand. */

#include "nx-assess.h"

#include "nx-random.h"

/* How often the least used of the question's practices was drawn so far; a question without any has one of its own. */
static guint
get_least_use (const NxQuestion *question,
               GHashTable       *uses)
{
  guint least = G_MAXUINT;

  if (question->practices[0] == NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (uses, ""));
  for (guint i = 0; question->practices[i] != NULL; i++)
    least = MIN (least, GPOINTER_TO_UINT (g_hash_table_lookup (uses, question->practices[i])));
  return least;
}

static void
count_use (GHashTable *uses,
           const char *practice)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (uses, practice));

  g_hash_table_insert (uses, (gpointer) practice, GUINT_TO_POINTER (n + 1));
}

static void
count_uses (const NxQuestion *question,
            GHashTable       *uses)
{
  if (question->practices[0] == NULL)
    count_use (uses, "");
  for (guint i = 0; question->practices[i] != NULL; i++)
    count_use (uses, question->practices[i]);
}

/* The place in @order, at @from or after, of the question whose practices were drawn least; the first of equals. */
static guint
find_least_used (const NxQuestionBank *bank,
                 const guint          *order,
                 guint                 from,
                 GHashTable           *uses)
{
  guint best = from;
  guint best_use = G_MAXUINT;

  for (guint i = from; i < bank->questions->len && best_use > 0; i++)
    {
      guint use = get_least_use (g_ptr_array_index (bank->questions, order[i]), uses);

      if (use < best_use)
        {
          best = i;
          best_use = use;
        }
    }
  return best;
}

/* Moves order[@at] to @to; what lay between keeps its order. */
static void
move_up (guint *order,
         guint  at,
         guint  to)
{
  guint taken = order[at];

  for (; at > to; at--)
    order[at] = order[at - 1];
  order[to] = taken;
}

char **
nx_question_bank_draw (const NxQuestionBank *bank,
                       guint                 n,
                       guint64               seed,
                       GError              **error)
{
  NxRandom random = nx_random_init (seed, bank->id);
  g_autoptr (GHashTable) uses = NULL;
  g_autofree guint *order = NULL;
  char **ids;

  if (n > bank->questions->len)
    {
      g_set_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_BANK_TOO_SMALL, "bank %s: expected %u questions, found %u", bank->id, n,
                   bank->questions->len);
      return NULL;
    }
  uses = g_hash_table_new (g_str_hash, g_str_equal);
  order = nx_random_order (&random, bank->questions->len);
  ids = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const NxQuestion *question;

      move_up (order, find_least_used (bank, order, i, uses), i);
      question = g_ptr_array_index (bank->questions, order[i]);
      count_uses (question, uses);
      ids[i] = g_strdup (question->id);
    }
  return ids;
}

guint *
nx_question_shuffle (const NxQuestion *question,
                     guint64           seed)
{
  NxRandom random = nx_random_init (seed, question->id);

  return nx_random_order (&random, question->options->len);
}
