/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-live-session.h"

void
live_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **out = user_data;

  g_assert_null (*out);
  *out = g_object_ref (result);
}

GAsyncResult *
live_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

NxSession *
live_start (NxRecordStore *store,
            NxClock       *clock,
            NxAgenda      *agenda)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NxSession *session;

  nx_session_start_async (store, clock, agenda, NULL, live_result_cb, &result);
  session = nx_session_start_finish (live_wait (&result), &error);
  g_assert_no_error (error);
  return session;
}

NxSession *
live_resume (NxRecordStore *store,
             NxClock       *clock,
             NxLibrary     *library,
             const char    *id,
             GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failed = NULL;
  NxSession *session;

  nx_session_resume_async (store, clock, library, id, NULL, live_result_cb, &result);
  session = nx_session_resume_finish (live_wait (&result), &failed);
  if (error == NULL)
    g_assert_no_error (failed);
  else
    g_propagate_error (error, g_steal_pointer (&failed));
  return session;
}

/* ---- Any act ---- */

static const char *const people[] = { "p1", "p2", "p3", "p4" };
static const char *const teams[] = { "north", "south", NULL };

static char *
dup_any_option (NxSession *session,
                GRand     *rand)
{
  const NxVoteRound *round = nx_session_state_get_last_vote (nx_session_get_state (session));

  if (round == NULL || g_rand_int_range (rand, 0, 10) == 0)
    return g_strdup ("nothing");
  return g_strdup (nx_vote_get_option (round->vote, (guint) g_rand_int_range (rand, 0, (int) nx_vote_get_n_options (round->vote))));
}

static void
vote_at_random (NxSession           *session,
                GRand               *rand,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autofree char *option = dup_any_option (session, rand);
  const char *person = people[g_rand_int_range (rand, 0, G_N_ELEMENTS (people))];

  switch (g_rand_int_range (rand, 0, 7))
    {
    case 0:
      nx_session_open_vote_async (session, callback, user_data);
      break;
    case 1:
      nx_session_count_hands_async (session, NULL, (NxVotePlace) g_rand_int_range (rand, 0, 2), option, (guint) g_rand_int_range (rand, 0, 20), callback, user_data);
      break;
    case 2:
      nx_session_withdraw_ballot_async (session, NULL, person, callback, user_data);
      break;
    case 3:
      nx_session_show_vote_async (session, NULL, callback, user_data);
      break;
    case 4:
      nx_session_close_vote_async (session, NULL, callback, user_data);
      break;
    default:
      nx_session_cast_ballot_async (session, NULL, person, (const char *const[]) { option, NULL }, callback, user_data);
      break;
    }
}

static void
save_anybody (NxSession           *session,
              GRand               *rand,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_participant_free);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_rand_boolean (rand))
      g_ptr_array_add (saved, nx_participant_new (people[i], people[i], NULL, NULL, (NxVotePlace) g_rand_int_range (rand, 0, 2)));
  nx_session_save_participants_async (session, saved, callback, user_data);
}

static void
save_any_team (NxSession           *session,
               GRand               *rand,
               guint                game,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr (GPtrArray) saved = g_ptr_array_new ();
  char *members[] = { (char *) people[g_rand_int_range (rand, 0, G_N_ELEMENTS (people))], NULL };
  NxTeam team = { .id = (char *) teams[g_rand_int_range (rand, 0, 2)], .name = (char *) "A team", .participants = members };

  g_ptr_array_add (saved, &team);
  nx_session_save_teams_async (session, game, saved, callback, user_data);
}

static void
play_at_random (NxSession           *session,
                GRand               *rand,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  guint game = (guint) nx_plan_find_item (nx_session_get_plan (session), "game");
  const char *team = teams[g_rand_int_range (rand, 0, G_N_ELEMENTS (teams))];

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      save_any_team (session, rand, game, callback, user_data);
      break;
    case 1:
      nx_session_open_decision_vote_async (session, game, team, callback, user_data);
      break;
    case 2:
      nx_session_take_decision_back_async (session, game, team, callback, user_data);
      break;
    default:
      nx_session_decide_async (session, game, team, g_rand_int_range (rand, -1, 4), (NxDecidedBy) g_rand_int_range (rand, 0, 2), callback, user_data);
      break;
    }
}

void
live_do_random_act (NxSession           *session,
                    GRand               *rand,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  guint n_slides = nx_deck_get_n_slides (nx_session_get_deck (session));

  switch (g_rand_int_range (rand, 0, 20))
    {
    case 0:
      nx_session_start_day_async (session, (guint) g_rand_int_range (rand, 0, 2), callback, user_data);
      break;
    case 1:
    case 2:
      nx_session_go_to_async (session, (guint) g_rand_int_range (rand, 0, (int) n_slides), callback, user_data);
      break;
    case 3:
      nx_session_back_async (session, callback, user_data);
      break;
    case 4:
      nx_session_set_screen_async (session, (NxScreen) g_rand_int_range (rand, 0, NX_N_SCREENS), callback, user_data);
      break;
    case 5:
      nx_session_add_minutes_async (session, (guint) g_rand_int_range (rand, 0, 14), g_rand_int_range (rand, -2, 5), callback, user_data);
      break;
    case 6:
      nx_session_reset_timer_async (session, callback, user_data);
      break;
    case 7:
      save_anybody (session, rand, callback, user_data);
      break;
    case 8:
      nx_session_mark_attendance_async (session, people[g_rand_int_range (rand, 0, 4)], 0, NX_HALF_DAY_PM, (NxTristate) g_rand_int_range (rand, -1, 2), callback, user_data);
      break;
    case 9:
    case 10:
    case 11:
    case 12:
      vote_at_random (session, rand, callback, user_data);
      break;
    case 13:
    case 14:
    case 15:
      play_at_random (session, rand, callback, user_data);
      break;
    default:
      nx_session_next_async (session, callback, user_data);
      break;
    }
}

/* ---- In words ---- */

static void
describe_votes (const NxSessionState *state,
                GString              *text)
{
  GPtrArray *votes = nx_session_state_get_votes (state);

  for (guint i = 0; i < votes->len; i++)
    {
      const NxVoteRound *round = g_ptr_array_index (votes, i);

      g_string_append_printf (text, " %s@%d#%u:%d", round->run, round->item, round->round, nx_vote_get_state (round->vote));
      for (guint option = 0; option < nx_vote_get_n_options (round->vote); option++)
        g_string_append_printf (text, ",%u+%u", nx_vote_count (round->vote, option, NX_VOTE_ROOM), nx_vote_count (round->vote, option, NX_VOTE_REMOTE));
      g_string_append_printf (text, ",late%u", nx_vote_count_late (round->vote));
    }
}

static void
describe_groups (const NxSessionState *state,
                 GString              *text)
{
  GPtrArray *decisions = nx_session_state_get_decisions (state);

  for (guint i = 0; i < nx_session_state_get_teams (state)->len; i++)
    {
      const NxTeam *team = g_ptr_array_index (nx_session_state_get_teams (state), i);
      g_autofree char *members = g_strjoinv ("+", team->participants);

      g_string_append_printf (text, " %s=%s", team->id, members);
    }
  for (guint i = 0; i < decisions->len; i++)
    {
      const NxLoggedDecision *decision = g_ptr_array_index (decisions, i);

      g_string_append_printf (text, " %s:%s:%s:%d", decision->team != NULL ? decision->team : "all", decision->scene,
                              decision->choice != NULL ? decision->choice : "", decision->by);
    }
}

char *
live_describe (const NxSessionState *state)
{
  GString *text = g_string_new (NULL);
  NxSlidePlace place, audience;

  nx_session_state_get_place (state, &place);
  nx_session_state_get_audience_place (state, &audience);
  g_string_append_printf (text, "day %d, %d/%u/%u, %s %d/%u/%u, %s,", nx_session_state_get_day (state), place.item, place.slide, place.points,
                          nx_screen_to_id (nx_session_state_get_screen (state)), audience.item, audience.slide, audience.points,
                          nx_session_state_is_ended (state) ? "ended" : "running");
  for (guint i = 0; i < nx_session_state_get_participants (state)->len; i++)
    {
      const NxParticipant *participant = g_ptr_array_index (nx_session_state_get_participants (state), i);

      g_string_append_printf (text, " %s%s%d", participant->id, nx_vote_place_to_id (participant->place),
                              nx_session_state_get_attendance (state, participant->id, 0, NX_HALF_DAY_PM));
    }
  describe_votes (state, text);
  describe_groups (state, text);
  return g_string_free (text, FALSE);
}
