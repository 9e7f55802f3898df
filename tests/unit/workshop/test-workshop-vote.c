/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Hands and ballots of a vote, counted. */

#include "nx-vote.h"

#include <string.h>

static const char *const options[] = { "a", "b", "c", NULL };

#define CAST(vote, person, place, ...) nx_vote_cast (vote, person, place, (const char *const[]){ __VA_ARGS__, NULL })

static void
assert_counts (const NxVote *vote,
               guint         a,
               guint         b,
               guint         c)
{
  g_assert_cmpuint (nx_vote_count (vote, 0, NX_N_VOTE_PLACES), ==, a);
  g_assert_cmpuint (nx_vote_count (vote, 1, NX_N_VOTE_PLACES), ==, b);
  g_assert_cmpuint (nx_vote_count (vote, 2, NX_N_VOTE_PLACES), ==, c);
}

static void
test_hands (void)
{
  g_autoptr (NxVote) vote = nx_vote_new (options, 1);

  g_assert_cmpint (nx_vote_get_leader (vote), ==, -1);
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, "a", 9));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, "b", 8));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_REMOTE, "b", 5));
  g_assert_false (nx_vote_count_hands (vote, NX_VOTE_ROOM, "d", 1));
  assert_counts (vote, 9, 13, 0);
  g_assert_cmpuint (nx_vote_count (vote, 1, NX_VOTE_REMOTE), ==, 5);
  g_assert_cmpuint (nx_vote_count_people (vote, NX_N_VOTE_PLACES), ==, 22);
  g_assert_cmpint (nx_vote_get_leader (vote), ==, 1);

  /* Counted again, not on top. */
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, "b", 4));
  assert_counts (vote, 9, 9, 0);
  g_assert_cmpint (nx_vote_get_leader (vote), ==, -1);
}

static void
test_ballots (void)
{
  g_autoptr (NxVote) vote = nx_vote_new (options, 1);

  g_assert_true (CAST (vote, "amina", NX_VOTE_ROOM, "a"));
  g_assert_true (CAST (vote, "yusuf", NX_VOTE_REMOTE, "b"));
  assert_counts (vote, 1, 1, 0);
  /* The last counts. */
  g_assert_true (CAST (vote, "amina", NX_VOTE_ROOM, "b"));
  assert_counts (vote, 0, 2, 0);
  g_assert_true (nx_vote_withdraw (vote, "amina"));
  g_assert_false (nx_vote_withdraw (vote, "amina"));
  assert_counts (vote, 0, 1, 0);
  /* What is no ballot changes nothing. */
  g_assert_false (CAST (vote, "yusuf", NX_VOTE_REMOTE, "d"));
  g_assert_false (CAST (vote, "yusuf", NX_VOTE_REMOTE, "a", "c"));
  g_assert_false (nx_vote_cast (vote, "yusuf", NX_VOTE_REMOTE, (const char *const[]){ NULL }));
  assert_counts (vote, 0, 1, 0);
  g_assert_cmpuint (nx_vote_count_people (vote, NX_VOTE_ROOM), ==, 0);
  g_assert_cmpuint (nx_vote_count_people (vote, NX_VOTE_REMOTE), ==, 1);
}

static void
test_several_options (void)
{
  g_autoptr (NxVote) vote = nx_vote_new (options, 2);
  g_autofree const char **ballot = NULL;

  g_assert_true (CAST (vote, "amina", NX_VOTE_ROOM, "c", "a"));
  g_assert_false (CAST (vote, "yusuf", NX_VOTE_ROOM, "a", "a"));
  g_assert_false (CAST (vote, "yusuf", NX_VOTE_ROOM, "a", "b", "c"));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, "a", 6));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, "b", 4));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_REMOTE, "b", 3));
  assert_counts (vote, 7, 7, 1);
  g_assert_cmpuint (nx_vote_count_people (vote, NX_N_VOTE_PLACES), ==, 1 + 6 + 3);
  ballot = nx_vote_get_ballot (vote, "amina");
  g_assert_cmpstr (ballot[0], ==, "a");
  g_assert_cmpstr (ballot[1], ==, "c");
  g_assert_null (ballot[2]);
  g_assert_null (nx_vote_get_ballot (vote, "yusuf"));
}

static void
test_late (void)
{
  g_autoptr (NxVote) vote = nx_vote_new (options, 1);

  g_assert_true (CAST (vote, "amina", NX_VOTE_ROOM, "a"));
  nx_vote_hide (vote);
  g_assert_cmpint (nx_vote_get_state (vote), ==, NX_VOTE_OPEN);
  nx_vote_close (vote);
  g_assert_true (CAST (vote, "yusuf", NX_VOTE_REMOTE, "b"));
  g_assert_cmpuint (nx_vote_count_late (vote), ==, 1);
  assert_counts (vote, 1, 1, 0);
  nx_vote_show (vote);
  g_assert_cmpint (nx_vote_get_state (vote), ==, NX_VOTE_SHOWN);
  nx_vote_close (vote);
  g_assert_cmpint (nx_vote_get_state (vote), ==, NX_VOTE_SHOWN);
  /* Who changes a ballot afterwards is late with it. */
  g_assert_true (CAST (vote, "amina", NX_VOTE_ROOM, "b"));
  g_assert_cmpuint (nx_vote_count_late (vote), ==, 2);
  nx_vote_hide (vote);
  g_assert_cmpint (nx_vote_get_state (vote), ==, NX_VOTE_CLOSED);
}

/* Whatever happens in whatever order: what is counted is what a list of all that happened says, and a replay is equal. */

#define N_PEOPLE 25
#define N_ACTS 10000

typedef struct
{
  guint what, place, option, other, n;
} Act;

static void
play (NxVote    *vote,
      const Act *act)
{
  g_autofree char *person = g_strdup_printf ("p%u", act->n);
  const char *const one[] = { options[act->option], act->other != act->option ? options[act->other] : NULL, NULL };

  if (act->what < 4)
    g_assert_true (nx_vote_cast (vote, person, (NxVotePlace) act->place, one));
  else if (act->what == 4)
    nx_vote_withdraw (vote, person);
  else if (act->what == 5)
    g_assert_true (nx_vote_count_hands (vote, (NxVotePlace) act->place, options[act->option], act->n));
  else if (act->what == 6)
    nx_vote_close (vote);
  else if (act->what == 7)
    nx_vote_show (vote);
  else
    nx_vote_hide (vote);
}

/* The last ballot of each, and the last count of each, found again from the end. */
static guint
count_from_the_end (const Act *acts,
                    guint      n_acts,
                    guint      option,
                    guint      place)
{
  gboolean voted[N_PEOPLE] = { FALSE }, counted = FALSE;
  guint n = 0;

  for (guint i = n_acts; i > 0; i--)
    {
      const Act *act = &acts[i - 1];

      if (act->what <= 4 && !voted[act->n])
        {
          voted[act->n] = TRUE;
          n += act->what < 4 && act->place == place && (act->option == option || act->other == option);
        }
      else if (act->what == 5 && !counted && act->place == place && act->option == option)
        {
          counted = TRUE;
          n += act->n;
        }
    }
  return n;
}

static void
test_any_order (void)
{
  g_autofree Act *acts = g_new (Act, N_ACTS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (825);
  g_autoptr (NxVote) vote = nx_vote_new (options, 2);
  g_autoptr (NxVote) replayed = nx_vote_new (options, 2);
  g_autoptr (NxVote) resumed = NULL;

  for (guint i = 0; i < N_ACTS; i++)
    {
      acts[i] = (Act) { (guint) g_rand_int_range (rand, 0, 9), (guint) g_rand_int_range (rand, 0, 2), (guint) g_rand_int_range (rand, 0, 3),
                        (guint) g_rand_int_range (rand, 0, 3), (guint) g_rand_int_range (rand, 0, N_PEOPLE) };
      play (vote, &acts[i]);
      if (i % 100 != 0)
        continue;
      for (guint option = 0; option < 3; option++)
        for (guint place = 0; place < 2; place++)
          g_assert_cmpuint (nx_vote_count (vote, option, (NxVotePlace) place), ==, count_from_the_end (acts, i + 1, option, place));
    }
  /* A crash at any of them: what was saved until then, and the rest played on. */
  for (guint i = 0; i < N_ACTS; i++)
    {
      if (i == N_ACTS / 3)
        resumed = nx_vote_copy (replayed);
      play (replayed, &acts[i]);
      if (resumed != NULL)
        play (resumed, &acts[i]);
    }
  g_assert_true (nx_vote_equal (vote, replayed));
  g_assert_true (nx_vote_equal (vote, resumed));
  play (resumed, &(Act){ .what = 0, .option = 0, .n = 0 });
  play (resumed, &(Act){ .what = 5, .option = 0, .n = 1000 });
  g_assert_false (nx_vote_equal (vote, resumed));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/workshop/vote/hands", test_hands);
  g_test_add_func ("/workshop/vote/ballots", test_ballots);
  g_test_add_func ("/workshop/vote/several-options", test_several_options);
  g_test_add_func ("/workshop/vote/late", test_late);
  g_test_add_func ("/workshop/vote/any-order", test_any_order);
  return g_test_run ();
}
