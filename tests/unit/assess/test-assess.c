/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What an answer is worth, and which questions a seed draws. */

#include "nx-assess.h"

#include "nx-content.h"
#include "nx-random.h"

static NxQuestionBank *
load_bank (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", "questions", "first.xml", NULL);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) error = NULL;
  NxQuestionBank *bank;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  xml = g_bytes_new_take (text, size);
  bank = nx_question_bank_parse (xml, "first.xml", &error);
  g_assert_no_error (error);
  return bank;
}

/* ---- Judging: q-1 is single (a right), q-2 multiple (a and b right); both have the options a b c d ---- */

typedef struct
{
  const char *question;
  const char *response;     /* space-separated */
  const char *verdicts;     /* a letter for each option: Left Right Wrong Missed; NULL: refused */
  guint raw, max;
} Judging;

static const Judging judgings[] = {
  { "q-1", "a", "RLLL", 1, 1 },
  { "q-1", "b", "MWLL", 0, 1 },
  { "q-1", "d", "MLLW", 0, 1 },
  { "q-1", "a a", "RLLL", 1, 1 },
  { "q-1", "a b", NULL, 0, 0 },
  { "q-1", "", NULL, 0, 0 },
  { "q-1", "z", NULL, 0, 0 },
  { "q-1", "a z", NULL, 0, 0 },
  { "q-2", "a b", "RRLL", 2, 2 },
  { "q-2", "b a b", "RRLL", 2, 2 },
  { "q-2", "a", "RMLL", 1, 2 },
  { "q-2", "a c", "RMWL", 0, 2 },
  { "q-2", "a b c", "RRWL", 1, 2 },
  { "q-2", "a b c d", "RRWW", 0, 2 },
  { "q-2", "c d", "MMWW", 0, 2 },
  { "q-2", "", NULL, 0, 0 },
  { "q-2", "A", NULL, 0, 0 },
};

static void
test_judging (void)
{
  static const char letters[] = "LRWM";
  g_autoptr (NxQuestionBank) bank = load_bank ();

  for (guint i = 0; i < G_N_ELEMENTS (judgings); i++)
    {
      const Judging *at = &judgings[i];
      g_auto (GStrv) response = g_strsplit (at->response, " ", -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (NxJudgement) judgement = nx_question_judge (nx_question_bank_get_question (bank, at->question),
                                                             at->response[0] != '\0' ? (const char *const *) response : NULL, &error);

      g_test_message ("%s: %s", at->question, at->response);
      if (at->verdicts == NULL)
        {
          g_assert_null (judgement);
          g_assert_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_RESPONSE);
          continue;
        }
      g_assert_no_error (error);
      for (guint o = 0; o < 4; o++)
        g_assert_cmpint (letters[judgement->verdicts[o]], ==, at->verdicts[o]);
      g_assert_cmpuint (judgement->raw, ==, at->raw);
      g_assert_cmpuint (judgement->max, ==, at->max);
      g_assert_cmpint (judgement->success, ==, at->raw == at->max);
    }
}

static void
test_confidence (void)
{
  for (NxConfidence i = NX_CONFIDENCE_UNSTATED; i <= NX_CONFIDENCE_CERTAIN; i++)
    g_assert_cmpint (nx_confidence_from_id (nx_confidence_to_id (i)), ==, i);
  g_assert_cmpint (nx_confidence_from_id (NULL), ==, NX_CONFIDENCE_UNSTATED);
  g_assert_cmpint (nx_confidence_from_id ("sure"), ==, NX_CONFIDENCE_UNSTATED);
}

static void
test_scaled (void)
{
  g_assert_cmpfloat (nx_score_to_scaled (0, 8), ==, 0);
  g_assert_cmpfloat (nx_score_to_scaled (6, 8), ==, 0.75);
  g_assert_cmpfloat (nx_score_to_scaled (8, 8), ==, 1);
}

/* ---- Chance ---- */

/* The first numbers of splitmix64 from state 0, as its authors' program prints them: the same on every machine. */
static void
test_random_is_fixed (void)
{
  NxRandom random = { 0 };

  g_assert_cmphex (nx_random_next (&random), ==, G_GUINT64_CONSTANT (0xe220a8397b1dcdaf));
  g_assert_cmphex (nx_random_next (&random), ==, G_GUINT64_CONSTANT (0x6e789e6aa1b965f4));
  g_assert_cmphex (nx_random_next (&random), ==, G_GUINT64_CONSTANT (0x06c45d188009454f));
}

static void
test_random_is_even (void)
{
  NxRandom random = nx_random_init (1, "even");
  guint counts[7] = { 0 };

  for (guint i = 0; i < 70000; i++)
    counts[nx_random_below (&random, 7)]++;
  for (guint i = 0; i < 7; i++)
    {
      /* Five standard deviations around 10,000. */
      g_assert_cmpuint (counts[i], >, 9537);
      g_assert_cmpuint (counts[i], <, 10463);
    }
}

static char *
dup_draw (const NxQuestionBank *bank,
          guint                 n,
          guint64               seed)
{
  g_auto (GStrv) ids = NULL;
  g_autoptr (GError) error = NULL;

  ids = nx_question_bank_draw (bank, n, seed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, n);
  return g_strjoinv (" ", ids);
}

/* These are stored with attempts: if one changes, runs begun before can no longer be resumed. */
static void
test_draw_is_fixed (void)
{
  static const struct { guint n; guint64 seed; const char *ids; } draws[] = {
    { 3, 1, "q-6 q-1 q-5" },
    { 6, 1, "q-6 q-1 q-5 q-4 q-2 q-3" },
    { 6, G_MAXUINT64, "q-1 q-5 q-4 q-6 q-2 q-3" },
  };
  g_autoptr (NxQuestionBank) bank = load_bank ();

  for (guint i = 0; i < G_N_ELEMENTS (draws); i++)
    {
      g_autofree char *drawn = dup_draw (bank, draws[i].n, draws[i].seed);

      g_assert_cmpstr (drawn, ==, draws[i].ids);
    }
}

/* The bank has b1 (three times), b4 (twice), a1, and none: four draws must show all four. */
static void
test_draw_spreads (void)
{
  g_autoptr (NxQuestionBank) bank = load_bank ();
  guint n_first[6] = { 0 };

  for (guint64 seed = 0; seed < 500; seed++)
    {
      g_auto (GStrv) ids = nx_question_bank_draw (bank, 4, seed, NULL);
      g_autoptr (GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < 4; i++)
        {
          const NxQuestion *question = nx_question_bank_get_question (bank, ids[i]);

          if (question->practices[0] == NULL)
            g_hash_table_add (shown, "");
          for (guint p = 0; question->practices[p] != NULL; p++)
            g_hash_table_add (shown, question->practices[p]);
          for (guint j = 0; j < i; j++)
            g_assert_cmpstr (ids[j], !=, ids[i]);
        }
      g_assert_cmpuint (g_hash_table_size (shown), ==, 4);
      n_first[ids[0][2] - '1']++;
    }
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (n_first[i], >, 40);
}

static void
test_draw_too_many (void)
{
  g_autoptr (NxQuestionBank) bank = load_bank ();
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_question_bank_draw (bank, 7, 1, &error));
  g_assert_error (error, NX_ASSESS_ERROR, NX_ASSESS_ERROR_BANK_TOO_SMALL);
}

static void
test_shuffle (void)
{
  g_autoptr (NxQuestionBank) bank = load_bank ();
  const NxQuestion *question = nx_question_bank_get_question (bank, "q-1");
  guint n_at_first[4] = { 0 };

  for (guint64 seed = 0; seed < 400; seed++)
    {
      g_autofree guint *order = nx_question_shuffle (question, seed);
      g_autofree guint *again = nx_question_shuffle (question, seed);
      guint seen = 0;

      g_assert_cmpmem (order, 4 * sizeof (guint), again, 4 * sizeof (guint));
      for (guint i = 0; i < 4; i++)
        seen |= 1u << order[i];
      g_assert_cmpuint (seen, ==, 15);
      n_at_first[order[0]]++;
    }
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (n_at_first[i], >, 60);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/assess/judging", test_judging);
  g_test_add_func ("/assess/confidence", test_confidence);
  g_test_add_func ("/assess/scaled", test_scaled);
  g_test_add_func ("/assess/random-is-fixed", test_random_is_fixed);
  g_test_add_func ("/assess/random-is-even", test_random_is_even);
  g_test_add_func ("/assess/draw-is-fixed", test_draw_is_fixed);
  g_test_add_func ("/assess/draw-spreads", test_draw_spreads);
  g_test_add_func ("/assess/draw-too-many", test_draw_too_many);
  g_test_add_func ("/assess/shuffle", test_shuffle);
  return g_test_run ();
}
