/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns what a facilitator can do: which events each act makes. What an act needs of the state is asked for at its turn, since
 * acts before it may still wait for the disk when it is called.
 */

#include "config.h"

#include "nx-session-private.h"

#include "nx-ids.h"

static char **
dup_one (const char *string)
{
  const char *const one[] = { string, NULL };

  return g_strdupv ((char **) one);
}

/* An act of one event that is whole as it is. */
static NxEventFacts *
begin_act (NxSession           *self,
           NxSessionAct       **out_act,
           gpointer             source_tag,
           NxEventType          type,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  *out_act = nx_session_act_new (self, source_tag, callback, user_data);
  return nx_session_act_add (*out_act, type);
}

static const char *
get_part_id (NxSession *self,
             guint      item)
{
  NxPlan *plan = nx_session_get_plan (self);

  g_return_val_if_fail (item < nx_plan_get_n_items (plan), NULL);

  return nx_plan_get_item (plan, item)->part->id;
}

/* ---- Slides ---- */

static void
add_slide (NxSession    *self,
           NxSessionAct *act,
           guint         slide,
           guint         points)
{
  NxEventFacts *facts = nx_session_act_add (act, NX_EVENT_SLIDE_SHOWN);
  guint item = nx_deck_get_slide (nx_session_get_deck (self), slide)->item;

  facts->element = g_strdup (get_part_id (self, item));
  facts->step = (int) (slide - nx_deck_get_first (nx_session_get_deck (self), item)) + 1;
  facts->raw = (int) points;
}

static gboolean
prepare_next (NxSession    *self,
              NxSessionAct *act,
              GError      **error)
{
  guint points;
  int slide = nx_session_get_next_slide (self, &points);

  if (slide >= 0)
    add_slide (self, act, (guint) slide, points);
  return TRUE;
}

static gboolean
prepare_back (NxSession    *self,
              NxSessionAct *act,
              GError      **error)
{
  NxDeck *deck = nx_session_get_deck (self);
  NxPlan *plan = nx_session_get_plan (self);
  const NxSlide *before;
  guint points;
  int slide = nx_session_get_slide (self, &points);

  if (slide >= 0 && points > 0)
    {
      add_slide (self, act, (guint) slide, points - 1);
      return TRUE;
    }
  if (slide < 1)
    return TRUE;
  before = nx_deck_get_slide (deck, (guint) slide - 1);
  if (nx_plan_get_item (plan, before->item)->day_index ==
      nx_plan_get_item (plan, nx_deck_get_slide (deck, (guint) slide)->item)->day_index)
    add_slide (self, act, (guint) slide - 1, before->n_points);
  return TRUE;
}

static void
move_async (NxSession           *self,
            gpointer             source_tag,
            gboolean           (*prepare) (NxSession *self, NxSessionAct *act, GError **error),
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  NxSessionAct *act = nx_session_act_new (self, source_tag, callback, user_data);

  act->prepare = prepare;
  act->is_sure = TRUE;
  nx_session_do (self, act);
}

void
nx_session_next_async (NxSession           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  move_async (self, nx_session_next_async, prepare_next, callback, user_data);
}

void
nx_session_back_async (NxSession           *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  move_async (self, nx_session_back_async, prepare_back, callback, user_data);
}

void
nx_session_go_to_async (NxSession           *self,
                        guint                slide,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  NxSessionAct *act;

  g_return_if_fail (slide < nx_deck_get_n_slides (nx_session_get_deck (self)));

  act = nx_session_act_new (self, nx_session_go_to_async, callback, user_data);
  act->is_sure = TRUE;
  add_slide (self, act, slide, 0);
  nx_session_do (self, act);
}

void
nx_session_start_day_async (NxSession           *self,
                            guint                day,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  NxPlan *plan = nx_session_get_plan (self);
  NxSessionAct *act;
  NxEventFacts *facts;
  guint first, n;

  g_return_if_fail (day < nx_plan_get_workshop (plan)->days->len);

  nx_plan_get_day (plan, day, &first, &n);
  facts = begin_act (self, &act, nx_session_start_day_async, NX_EVENT_DAY_STARTED, callback, user_data);
  act->is_sure = TRUE;
  facts->element = g_strdup (nx_plan_get_item (plan, first)->day->id);
  add_slide (self, act, nx_deck_get_first (nx_session_get_deck (self), first), 0);
  nx_session_do (self, act);
}

void
nx_session_set_screen_async (NxSession           *self,
                             NxScreen             screen,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_act (self, &act, nx_session_set_screen_async, NX_EVENT_SCREEN_CHANGED, callback, user_data);

  act->is_sure = TRUE;
  facts->response = dup_one (nx_screen_to_id (screen));
  nx_session_do (self, act);
}

void
nx_session_reset_timer_async (NxSession           *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  NxSessionAct *act;

  begin_act (self, &act, nx_session_reset_timer_async, NX_EVENT_TIMER_RESET, callback, user_data);
  nx_session_do (self, act);
}

void
nx_session_add_minutes_async (NxSession           *self,
                              guint                item,
                              int                  minutes,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_act (self, &act, nx_session_add_minutes_async, NX_EVENT_MINUTES_ADDED, callback, user_data);

  facts->element = g_strdup (get_part_id (self, item));
  facts->count = minutes;
  nx_session_do (self, act);
}

static gboolean
prepare_agenda (NxSession    *self,
                NxSessionAct *act,
                GError      **error)
{
  if (!g_str_equal (nx_agenda_get_hash (act->agenda), nx_agenda_get_hash (nx_session_get_agenda (self))))
    return nx_session_refuse (error);
  return TRUE;
}

void
nx_session_set_agenda_async (NxSession           *self,
                             NxAgenda            *agenda,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_act (self, &act, nx_session_set_agenda_async, NX_EVENT_LANGUAGE_CHANGED, callback, user_data);

  facts->language = g_strdup (nx_agenda_get_language (agenda));
  act->agenda = nx_agenda_ref (agenda);
  act->prepare = prepare_agenda;
  nx_session_do (self, act);
}

/* ---- People ---- */

void
nx_session_save_participants_async (NxSession           *self,
                                    GPtrArray           *participants,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  NxSessionAct *act = nx_session_act_new (self, nx_session_save_participants_async, callback, user_data);

  for (guint i = 0; i < participants->len; i++)
    {
      const NxParticipant *participant = g_ptr_array_index (participants, i);
      NxEventFacts *facts = nx_session_act_add (act, NX_EVENT_PARTICIPANT_SAVED);

      facts->target = g_strdup (participant->id);
      facts->detail = nx_participant_to_detail (participant);
    }
  nx_session_do (self, act);
}

void
nx_session_remove_participant_async (NxSession           *self,
                                     const char          *participant,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_act (self, &act, nx_session_remove_participant_async, NX_EVENT_PARTICIPANT_REMOVED, callback, user_data);

  facts->target = g_strdup (participant);
  nx_session_do (self, act);
}

void
nx_session_mark_attendance_async (NxSession           *self,
                                  const char          *participant,
                                  guint                day,
                                  NxHalfDay            half,
                                  NxTristate           there,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  const GPtrArray *days = nx_plan_get_workshop (nx_session_get_plan (self))->days;
  NxSessionAct *act;
  NxEventFacts *facts;

  g_return_if_fail (day < days->len);

  facts = begin_act (self, &act, nx_session_mark_attendance_async, NX_EVENT_ATTENDANCE_MARKED, callback, user_data);
  facts->target = g_strdup (participant);
  facts->element = g_strdup_printf ("%s/%s", ((const NxAgendaDay *) g_ptr_array_index (days, day))->id, nx_half_day_to_id (half));
  facts->success = there;
  nx_session_do (self, act);
}

/* ---- Votes ---- */

static guint
get_n_choose (const NxQuestion *question)
{
  if (question->kind == NX_QUESTION_SINGLE)
    return 1;
  return question->choose > 0 ? question->choose : question->options->len;
}

static gboolean
prepare_vote (NxSession    *self,
              NxSessionAct *act,
              GError      **error)
{
  NxEventFacts *facts = g_ptr_array_index (act->facts, 0);
  int index = nx_session_get_slide (self, NULL);
  const NxSlide *slide = index >= 0 ? nx_deck_get_slide (nx_session_get_deck (self), (guint) index) : NULL;
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();

  if (slide == NULL || slide->question == NULL)
    return nx_session_refuse (error);
  for (guint i = 0; i < slide->question->options->len; i++)
    g_strv_builder_add (options, ((const NxOption *) g_ptr_array_index (slide->question->options, i))->id);
  facts->element = g_strdup (get_part_id (self, slide->item));
  facts->address = nx_session_dup_question_address (self, (guint) index);
  facts->items = g_strv_builder_end (options);
  facts->max = (int) get_n_choose (slide->question);
  return TRUE;
}

void
nx_session_open_vote_async (NxSession           *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_act (self, &act, nx_session_open_vote_async, NX_EVENT_VOTE_OPENED, callback, user_data);

  facts->run = nx_uuid4_new ();
  act->prepare = prepare_vote;
  nx_session_do (self, act);
}

static gboolean
prepare_decision_vote (NxSession    *self,
                       NxSessionAct *act,
                       GError      **error)
{
  NxEventFacts *facts = g_ptr_array_index (act->facts, 0);
  g_autoptr (NxGroupPlay) play = nx_session_dup_play (self, act->item, act->team);
  const NxScene *scene = play != NULL ? nx_group_play_get_scene (play) : NULL;
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();

  if (scene == NULL || scene->decision == NULL)
    return nx_session_refuse (error);
  for (guint i = 0; i < scene->decision->choices->len; i++)
    if (nx_group_play_can_move (play, (int) i))
      g_strv_builder_add (options, ((const NxChoice *) g_ptr_array_index (scene->decision->choices, i))->id);
  facts->address = nx_session_dup_decision_address (self, act->item, scene->id);
  facts->items = g_strv_builder_end (options);
  facts->max = 1;
  return TRUE;
}

/* An act in one way through the scenario of a part. */
static NxEventFacts *
begin_play_act (NxSession           *self,
                NxSessionAct       **out_act,
                gpointer             source_tag,
                NxEventType          type,
                guint                item,
                const char          *team,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  NxEventFacts *facts = begin_act (self, out_act, source_tag, type, callback, user_data);

  (*out_act)->item = item;
  (*out_act)->team = g_strdup (team);
  facts->element = g_strdup (get_part_id (self, item));
  facts->group = g_strdup (team);
  return facts;
}

void
nx_session_open_decision_vote_async (NxSession           *self,
                                     guint                item,
                                     const char          *team,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_play_act (self, &act, nx_session_open_decision_vote_async, NX_EVENT_VOTE_OPENED, item, team, callback, user_data);

  facts->run = nx_uuid4_new ();
  act->prepare = prepare_decision_vote;
  nx_session_do (self, act);
}

static gboolean
prepare_run (NxSession    *self,
             NxSessionAct *act,
             GError      **error)
{
  NxEventFacts *facts = g_ptr_array_index (act->facts, 0);
  const NxVoteRound *last = nx_session_state_get_last_vote (nx_session_get_state (self));

  if (facts->run == NULL && last != NULL)
    facts->run = g_strdup (last->run);
  return facts->run != NULL || nx_session_refuse (error);
}

/* An act in one vote; @run NULL: the last. */
static NxEventFacts *
begin_vote_act (NxSession           *self,
                NxSessionAct       **out_act,
                gpointer             source_tag,
                NxEventType          type,
                const char          *run,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  NxEventFacts *facts = begin_act (self, out_act, source_tag, type, callback, user_data);

  facts->run = g_strdup (run);
  (*out_act)->prepare = prepare_run;
  return facts;
}

void
nx_session_count_hands_async (NxSession           *self,
                              const char          *run,
                              NxVotePlace          place,
                              const char          *option,
                              guint                n,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_vote_act (self, &act, nx_session_count_hands_async, NX_EVENT_HANDS_COUNTED, run, callback, user_data);

  facts->group = g_strdup (nx_vote_place_to_id (place));
  facts->response = dup_one (option);
  facts->count = (int) MIN (n, G_MAXINT);
  nx_session_do (self, act);
}

void
nx_session_cast_ballot_async (NxSession           *self,
                              const char          *run,
                              const char          *participant,
                              const char *const   *options,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_vote_act (self, &act, nx_session_cast_ballot_async, NX_EVENT_BALLOT_CAST, run, callback, user_data);

  facts->target = g_strdup (participant);
  facts->response = g_strdupv ((char **) options);
  nx_session_do (self, act);
}

void
nx_session_withdraw_ballot_async (NxSession           *self,
                                  const char          *run,
                                  const char          *participant,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_vote_act (self, &act, nx_session_withdraw_ballot_async, NX_EVENT_BALLOT_WITHDRAWN, run, callback, user_data);

  facts->target = g_strdup (participant);
  nx_session_do (self, act);
}

static void
turn_vote_async (NxSession           *self,
                 gpointer             source_tag,
                 NxEventType          type,
                 const char          *run,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  NxSessionAct *act;

  begin_vote_act (self, &act, source_tag, type, run, callback, user_data);
  nx_session_do (self, act);
}

void
nx_session_close_vote_async (NxSession           *self,
                             const char          *run,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  turn_vote_async (self, nx_session_close_vote_async, NX_EVENT_VOTE_CLOSED, run, callback, user_data);
}

void
nx_session_show_vote_async (NxSession           *self,
                            const char          *run,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  turn_vote_async (self, nx_session_show_vote_async, NX_EVENT_VOTE_SHOWN, run, callback, user_data);
}

void
nx_session_hide_vote_async (NxSession           *self,
                            const char          *run,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  turn_vote_async (self, nx_session_hide_vote_async, NX_EVENT_VOTE_HIDDEN, run, callback, user_data);
}

/* ---- Teams and decisions ---- */

void
nx_session_save_teams_async (NxSession           *self,
                             guint                item,
                             GPtrArray           *teams,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  NxSessionAct *act = nx_session_act_new (self, nx_session_save_teams_async, callback, user_data);

  for (guint i = 0; i < teams->len; i++)
    {
      const NxTeam *team = g_ptr_array_index (teams, i);
      NxEventFacts *facts = nx_session_act_add (act, NX_EVENT_TEAM_SAVED);

      facts->element = g_strdup (get_part_id (self, item));
      facts->group = g_strdup (team->id);
      facts->text = g_strdup (team->name);
      facts->items = g_strdupv (team->participants);
    }
  nx_session_do (self, act);
}

void
nx_session_remove_team_async (NxSession           *self,
                              guint                item,
                              const char          *team,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  NxSessionAct *act;

  begin_play_act (self, &act, nx_session_remove_team_async, NX_EVENT_TEAM_REMOVED, item, team, callback, user_data);
  nx_session_do (self, act);
}

/* Names the vote in @facts if @choice leads in it. */
static gboolean
is_majority (NxSession    *self,
             NxSessionAct *act,
             const char   *scene,
             const char   *choice,
             NxEventFacts *facts)
{
  g_autofree char *address = nx_session_dup_decision_address (self, act->item, scene);
  const NxVoteRound *round = nx_session_state_find_vote (nx_session_get_state (self), act->item, address, act->team);
  int leader = round != NULL ? nx_vote_get_leader (round->vote) : -1;

  if (leader < 0 || g_strcmp0 (nx_vote_get_option (round->vote, (guint) leader), choice) != 0)
    return FALSE;
  facts->run = g_strdup (round->run);
  return TRUE;
}

static gboolean
prepare_decision (NxSession    *self,
                  NxSessionAct *act,
                  GError      **error)
{
  NxEventFacts *facts = g_ptr_array_index (act->facts, 0);
  g_autoptr (NxGroupPlay) play = nx_session_dup_play (self, act->item, act->team);
  const NxScene *scene = play != NULL ? nx_group_play_get_scene (play) : NULL;
  const NxChoice *choice = NULL;

  if (scene == NULL || !nx_group_play_can_move (play, act->choice))
    return nx_session_refuse (error);
  if (act->choice >= 0)
    choice = g_ptr_array_index (scene->decision->choices, act->choice);
  if (act->by == NX_DECIDED_BY_MAJORITY && (choice == NULL || !is_majority (self, act, scene->id, choice->id, facts)))
    return nx_session_refuse (error);
  facts->place = g_strdup (scene->id);
  facts->response = choice != NULL ? dup_one (choice->id) : NULL;
  return TRUE;
}

void
nx_session_decide_async (NxSession           *self,
                         guint                item,
                         const char          *team,
                         int                  choice,
                         NxDecidedBy          by,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  NxSessionAct *act;
  NxEventFacts *facts = begin_play_act (self, &act, nx_session_decide_async, NX_EVENT_DECISION_LOGGED, item, team, callback, user_data);

  facts->detail = g_strdup (by == NX_DECIDED_BY_MAJORITY ? "{\"by\":\"majority\"}" : "{\"by\":\"facilitator\"}");
  act->choice = choice;
  act->by = by;
  act->prepare = prepare_decision;
  nx_session_do (self, act);
}

void
nx_session_take_decision_back_async (NxSession           *self,
                                     guint                item,
                                     const char          *team,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  NxSessionAct *act;

  begin_play_act (self, &act, nx_session_take_decision_back_async, NX_EVENT_DECISION_TAKEN_BACK, item, team, callback, user_data);
  nx_session_do (self, act);
}

void
nx_session_end_async (NxSession           *self,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  NxSessionAct *act;

  begin_act (self, &act, nx_session_end_async, NX_EVENT_SESSION_ENDED, callback, user_data);
  nx_session_do (self, act);
}
