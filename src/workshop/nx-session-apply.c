/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns what each event does to the state of a session, and which of them cannot be and are ignored. A function for each type;
 * it changes the state and answers TRUE, or changes nothing and answers FALSE.
 */

#include "config.h"

#include "nx-session-state-private.h"

#include <string.h>

#include "nx-json.h"

/* No session goes on longer; and sums of what hostile times differ by stay far from the end of the numbers. */
#define MAX_GAP_US (G_GINT64_CONSTANT (366) * 24 * 3600 * G_USEC_PER_SEC)
#define MAX_TIME_US (100 * MAX_GAP_US)
#define MAX_MINUTES (24 * 60)
#define MAX_HANDS 10000
#define MAX_SLIDES 10000
#define MAX_DETAIL_BYTES (64 * 1024)

typedef gboolean (*Handler) (NxSessionState *self,
                             const NxEvent  *event);

/* ---- Time ---- */

static gint64
get_gap_us (gint64 earlier_us,
            gint64 later_us)
{
  if (later_us <= earlier_us)
    return 0;
  return (gint64) MIN ((guint64) later_us - (guint64) earlier_us, (guint64) MAX_GAP_US);
}

gint64
nx_session_state_get_time_us (const NxSessionState *self,
                              const NxMoment       *now)
{
  gint64 gap_us;

  if (!self->started || self->ended)
    return self->elapsed_us;
  if (g_strcmp0 (now->boot_id, self->last.boot_id) == 0)
    gap_us = get_gap_us (self->last.monotonic_us, now->monotonic_us) + get_gap_us (self->last.asleep_us, now->asleep_us);
  else
    gap_us = get_gap_us (self->last.wall_us, now->wall_us);
  return MIN (self->elapsed_us + gap_us, MAX_TIME_US);
}

static NxItemState *
get_item (NxSessionState *self,
          int             item)
{
  return &g_array_index (self->items, NxItemState, item);
}

static gboolean
is_new_day (const NxSessionState *self,
            const NxEvent        *event)
{
  return event->facts->type == NX_EVENT_DAY_STARTED && nx_plan_find_day (self->plan, event->facts->element, -1) >= 0;
}

/* What has passed until this event was the part's under way, but for the night before another day. */
static void
take_time (NxSessionState *self,
           const NxEvent  *event)
{
  const NxMoment now = { event->wall_us, event->monotonic_us, MAX (event->facts->asleep_us, 0), event->boot_id };
  gint64 time_us = nx_session_state_get_time_us (self, &now);

  if (self->place.item >= 0 && !is_new_day (self, event))
    get_item (self, self->place.item)->spent_us += time_us - self->elapsed_us;
  self->elapsed_us = time_us;
  self->last = now;
  g_free (self->last_boot_id);
  self->last_boot_id = g_strdup (event->boot_id);
  self->last.boot_id = self->last_boot_id;
}

/* ---- What events name ---- */

/* The part, or -1. */
static int
find_part (const NxSessionState *self,
           const NxEvent        *event)
{
  return nx_plan_find_item (self->plan, event->facts->element);
}

/* The part that is named, or if none is, the one under way; -1 if there is none. */
static int
find_part_or_present (const NxSessionState *self,
                      const NxEvent        *event)
{
  return event->facts->element != NULL ? find_part (self, event) : self->place.item;
}

static gboolean
is_kind (const NxSessionState *self,
         int                   item,
         NxAgendaPartKind      kind)
{
  return item >= 0 && nx_plan_get_item (self->plan, (guint) item)->part->kind == kind;
}

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static const char *
get_only (char **strings)
{
  return strings != NULL && strings[0] != NULL && strings[1] == NULL ? strings[0] : NULL;
}

static NxVoteRound *
find_round (NxSessionState *self,
            const NxEvent  *event)
{
  return (NxVoteRound *) nx_session_state_get_vote (self, event->facts->run);
}

/* A team that is named must be there; none is everybody. */
static gboolean
is_team_or_all (const NxSessionState *self,
                int                   item,
                const char           *team)
{
  return team == NULL || nx_session_state_get_team (self, (guint) item, team) != NULL;
}

/* ---- Days, slides, screen ---- */

static gboolean
start_session (NxSessionState *self,
               const NxEvent  *event)
{
  if (self->started)
    return FALSE;
  self->started = TRUE;
  self->language = g_strdup (event->facts->language);
  return TRUE;
}

static gboolean
change_language (NxSessionState *self,
                 const NxEvent  *event)
{
  if (!is_text (event->facts->language))
    return FALSE;
  g_free (self->language);
  self->language = g_strdup (event->facts->language);
  return TRUE;
}

static void
begin_day (NxSessionState *self,
           int             day)
{
  gint64 *begun_us = &g_array_index (self->days_begun_us, gint64, day);

  self->day = day;
  if (*begun_us < 0)
    *begun_us = self->elapsed_us;
}

static gboolean
start_day (NxSessionState *self,
           const NxEvent  *event)
{
  int day = nx_plan_find_day (self->plan, event->facts->element, -1);

  if (day < 0)
    return FALSE;
  begin_day (self, day);
  return TRUE;
}

static gboolean
show_slide (NxSessionState *self,
            const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  int item = find_part (self, event);

  if (item < 0 || facts->step < 1 || facts->step > MAX_SLIDES || facts->raw < -1 || facts->raw > MAX_SLIDES)
    return FALSE;
  self->place = (NxSlidePlace) { item, (guint) facts->step - 1, (guint) MAX (facts->raw, 0) };
  begin_day (self, (int) nx_plan_get_item (self->plan, (guint) item)->day_index);
  if (get_item (self, item)->begun_us < 0)
    get_item (self, item)->begun_us = self->elapsed_us;
  return TRUE;
}

static void
hold (NxSessionState *self)
{
  self->held = self->place;
  for (guint i = 0; i < self->votes->len; i++)
    {
      const NxVoteRound *round = g_ptr_array_index (self->votes, i);

      if (round->item == self->held.item)
        g_ptr_array_add (self->held_votes, nx_vote_round_copy (round));
    }
}

static void
let_go (NxSessionState *self)
{
  self->held = (NxSlidePlace) { .item = -1 };
  g_ptr_array_set_size (self->held_votes, 0);
}

static gboolean
change_screen (NxSessionState *self,
               const NxEvent  *event)
{
  const char *wanted = get_only (event->facts->response);
  NxScreen screen = NX_SCREEN_LIVE;

  while (screen < NX_N_SCREENS && g_strcmp0 (nx_screen_to_id (screen), wanted) != 0)
    screen++;
  if (screen == NX_N_SCREENS)
    return FALSE;
  if (screen == self->screen)
    return TRUE;
  if (self->screen == NX_SCREEN_FROZEN)
    let_go (self);
  self->screen = screen;
  if (screen == NX_SCREEN_FROZEN)
    hold (self);
  return TRUE;
}

static gboolean
reset_timer (NxSessionState *self,
             const NxEvent  *event)
{
  int item = find_part_or_present (self, event);

  if (item < 0 || get_item (self, item)->begun_us < 0)
    return FALSE;
  get_item (self, item)->begun_us = self->elapsed_us;
  return TRUE;
}

static gboolean
add_minutes (NxSessionState *self,
             const NxEvent  *event)
{
  int item = find_part_or_present (self, event);
  int count = event->facts->count;
  int minutes;

  if (item < 0 || count == NX_COUNT_UNSET || count < -MAX_MINUTES || count > MAX_MINUTES)
    return FALSE;
  minutes = (int) nx_session_state_get_minutes (self, (guint) item) + count;
  if (minutes < 0 || minutes > MAX (MAX_MINUTES, (int) nx_session_state_get_minutes (self, (guint) item)))
    return FALSE;
  get_item (self, item)->added_minutes += count;
  return TRUE;
}

/* ---- People ---- */

static guint
find_participant (const NxSessionState *self,
                  const char           *id)
{
  guint i = 0;

  while (i < self->participants->len && g_strcmp0 (((const NxParticipant *) g_ptr_array_index (self->participants, i))->id, id) != 0)
    i++;
  return i;
}

static gboolean
save_participant (NxSessionState *self,
                  const NxEvent  *event)
{
  NxParticipant *participant = NULL;
  guint index;

  if (is_text (event->facts->target) && event->facts->detail != NULL)
    participant = nx_participant_from_detail (event->facts->target, event->facts->detail);
  if (participant == NULL)
    return FALSE;
  index = find_participant (self, participant->id);
  if (index == self->participants->len)
    {
      g_ptr_array_add (self->participants, participant);
      return TRUE;
    }
  nx_participant_free (g_ptr_array_index (self->participants, index));
  g_ptr_array_index (self->participants, index) = participant;
  return TRUE;
}

static void
leave_team (NxTeam     *team,
            const char *participant)
{
  guint n = 0;

  for (guint i = 0; team->participants[i] != NULL; i++)
    {
      if (strcmp (team->participants[i], participant) == 0)
        g_free (team->participants[i]);
      else
        team->participants[n++] = team->participants[i];
    }
  team->participants[n] = NULL;
}

/* Out of all teams of a part, or, with -1, of all parts. */
static void
leave_teams (NxSessionState *self,
             int             item,
             const char     *participant)
{
  for (guint i = 0; i < self->teams->len; i++)
    {
      NxTeam *team = g_ptr_array_index (self->teams, i);

      if (item < 0 || team->item == item)
        leave_team (team, participant);
    }
}

static gboolean
is_attendance_of (gpointer key,
                  gpointer value,
                  gpointer participant)
{
  return strcmp (strchr (strchr (key, '/') + 1, '/') + 1, participant) == 0;
}

/* What somebody voted stays counted: a result is as it was shown. */
static gboolean
remove_participant (NxSessionState *self,
                    const NxEvent  *event)
{
  guint index = find_participant (self, event->facts->target);

  if (index == self->participants->len)
    return FALSE;
  leave_teams (self, -1, event->facts->target);
  g_hash_table_foreach_remove (self->attendance, is_attendance_of, event->facts->target);
  g_ptr_array_remove_index (self->participants, index);
  return TRUE;
}

/* "DAY/am" */
static gboolean
find_half_day (const NxSessionState *self,
               const char           *element,
               guint                *out_day,
               NxHalfDay            *out_half)
{
  const char *slash = element != NULL ? strchr (element, '/') : NULL;
  int day = slash != NULL ? nx_plan_find_day (self->plan, element, slash - element) : -1;

  for (int half = 0; day >= 0 && half < NX_N_HALF_DAYS; half++)
    if (strcmp (slash + 1, nx_half_day_to_id ((NxHalfDay) half)) == 0)
      {
        *out_day = (guint) day;
        *out_half = (NxHalfDay) half;
        return TRUE;
      }
  return FALSE;
}

static gboolean
mark_attendance (NxSessionState *self,
                 const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  char *key;
  NxHalfDay half;
  guint day;

  if (nx_session_state_get_participant (self, facts->target) == NULL || !find_half_day (self, facts->element, &day, &half))
    return FALSE;
  key = nx_attendance_key (facts->target, day, half);
  if (facts->success != NX_TRISTATE_UNSET)
    {
      g_hash_table_replace (self->attendance, key, GINT_TO_POINTER (facts->success));
      return TRUE;
    }
  g_hash_table_remove (self->attendance, key);
  g_free (key);
  return TRUE;
}

/* ---- Votes ---- */

static gboolean
are_options (char **items)
{
  guint n = items != NULL ? g_strv_length (items) : 0;

  if (n == 0 || n > NX_VOTE_OPTIONS_MAX)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (*items[i] == '\0' || g_strv_contains ((const char *const *) items + i + 1, items[i]))
      return FALSE;
  return TRUE;
}

static void
close_votes (NxSessionState *self)
{
  for (guint i = 0; i < self->votes->len; i++)
    nx_vote_close (((NxVoteRound *) g_ptr_array_index (self->votes, i))->vote);
}

/* One vote at a time: whoever has not answered the one before is late. */
static gboolean
open_vote (NxSessionState *self,
           const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  int item = find_part (self, event);
  const NxVoteRound *before;
  NxVoteRound *round;

  if (item < 0 || !is_text (facts->run) || find_round (self, event) != NULL || !is_text (facts->address) || !are_options (facts->items) ||
      facts->max == 0 || facts->max < -1 || !is_team_or_all (self, item, facts->group))
    return FALSE;
  close_votes (self);
  before = nx_session_state_find_vote (self, (guint) item, facts->address, facts->group);
  round = g_new0 (NxVoteRound, 1);
  round->run = g_strdup (facts->run);
  round->item = item;
  round->address = g_strdup (facts->address);
  round->team = g_strdup (facts->group);
  round->round = before != NULL ? before->round + 1 : 1;
  round->vote = nx_vote_new ((const char *const *) facts->items, (guint) MAX (facts->max, 1));
  g_ptr_array_add (self->votes, round);
  return TRUE;
}

static gboolean
count_hands (NxSessionState *self,
             const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  NxVoteRound *round = find_round (self, event);
  const char *option = get_only (facts->response);
  NxVotePlace place;

  if (round == NULL || option == NULL || facts->count < 0 || facts->count > MAX_HANDS || !nx_vote_place_from_id (facts->group, &place))
    return FALSE;
  return nx_vote_count_hands (round->vote, place, option, (guint) facts->count);
}

static gboolean
cast_ballot (NxSessionState *self,
             const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  NxVoteRound *round = find_round (self, event);
  const NxParticipant *participant = nx_session_state_get_participant (self, facts->target);
  NxVotePlace place;

  if (round == NULL || participant == NULL || facts->response == NULL)
    return FALSE;
  place = participant->place;
  if (facts->group != NULL && !nx_vote_place_from_id (facts->group, &place))
    return FALSE;
  return nx_vote_cast (round->vote, participant->id, place, (const char *const *) facts->response);
}

static gboolean
withdraw_ballot (NxSessionState *self,
                 const NxEvent  *event)
{
  NxVoteRound *round = find_round (self, event);

  return round != NULL && event->facts->target != NULL && nx_vote_withdraw (round->vote, event->facts->target);
}

static gboolean
close_vote (NxSessionState *self,
            const NxEvent  *event)
{
  NxVoteRound *round = find_round (self, event);

  if (round == NULL)
    return FALSE;
  nx_vote_close (round->vote);
  return TRUE;
}

static gboolean
show_vote (NxSessionState *self,
           const NxEvent  *event)
{
  NxVoteRound *round = find_round (self, event);

  if (round == NULL)
    return FALSE;
  nx_vote_show (round->vote);
  return TRUE;
}

static gboolean
hide_vote (NxSessionState *self,
           const NxEvent  *event)
{
  NxVoteRound *round = find_round (self, event);

  if (round == NULL)
    return FALSE;
  nx_vote_hide (round->vote);
  return TRUE;
}

/* ---- Teams and decisions ---- */

/* Those of @ids who take part, each once. */
static char **
dup_participants (const NxSessionState *self,
                  char                **ids)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (nx_session_state_get_participant (self, ids[i]) != NULL && !g_strv_contains ((const char *const *) ids + i + 1, ids[i]))
      g_ptr_array_add (found, g_strdup (ids[i]));
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static gboolean
save_team (NxSessionState *self,
           const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  int item = find_part (self, event);
  NxTeam *team;
  char **members;

  if (!(is_kind (self, item, NX_AGENDA_PLAY) || is_kind (self, item, NX_AGENDA_GROUPS)) || !is_text (facts->group) || !is_text (facts->text))
    return FALSE;
  members = dup_participants (self, facts->items);
  for (guint i = 0; members[i] != NULL; i++)
    leave_teams (self, item, members[i]);
  team = (NxTeam *) nx_session_state_get_team (self, (guint) item, facts->group);
  if (team == NULL)
    {
      team = g_new0 (NxTeam, 1);
      team->item = item;
      team->id = g_strdup (facts->group);
      g_ptr_array_add (self->teams, team);
    }
  g_free (team->name);
  team->name = g_strdup (facts->text);
  g_strfreev (team->participants);
  team->participants = members;
  return TRUE;
}

/* What it decided stays in the log. */
static gboolean
remove_team (NxSessionState *self,
             const NxEvent  *event)
{
  int item = find_part (self, event);
  const NxTeam *team = item >= 0 && event->facts->group != NULL ? nx_session_state_get_team (self, (guint) item, event->facts->group) : NULL;

  return team != NULL && g_ptr_array_remove (self->teams, (gpointer) team);
}

static NxDecidedBy
read_by (const char *detail)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (detail, strlen (detail));
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (bytes, MAX_DETAIL_BYTES, NULL);
  const char *by = doc != NULL ? nx_json_get_string (nx_json_doc_get_root (doc), "by", NULL) : NULL;

  return g_strcmp0 (by, "majority") == 0 ? NX_DECIDED_BY_MAJORITY : NX_DECIDED_BY_FACILITATOR;
}

/* Whether the scenario has such a scene and choice is not asked here: the log says what was decided, in whatever version. */
static gboolean
log_decision (NxSessionState *self,
              const NxEvent  *event)
{
  const NxEventFacts *facts = event->facts;
  gboolean passed = facts->response == NULL || facts->response[0] == NULL;
  int item = find_part (self, event);
  NxLoggedDecision *decision;

  if (!is_kind (self, item, NX_AGENDA_PLAY) || !is_text (facts->place) || !is_team_or_all (self, item, facts->group) ||
      (!passed && !is_text (get_only (facts->response))))
    return FALSE;
  decision = g_new0 (NxLoggedDecision, 1);
  decision->item = item;
  decision->team = g_strdup (facts->group);
  decision->scene = g_strdup (facts->place);
  decision->choice = g_strdup (get_only (facts->response));
  decision->run = g_strdup (facts->run);
  decision->by = facts->detail != NULL ? read_by (facts->detail) : NX_DECIDED_BY_FACILITATOR;
  decision->wall_us = event->wall_us;
  g_ptr_array_add (self->decisions, decision);
  return TRUE;
}

static gboolean
take_decision_back (NxSessionState *self,
                    const NxEvent  *event)
{
  int item = find_part (self, event);

  for (guint i = self->decisions->len; i > 0; i--)
    {
      const NxLoggedDecision *decision = g_ptr_array_index (self->decisions, i - 1);

      if (decision->item == item && g_strcmp0 (decision->team, event->facts->group) == 0)
        {
          g_ptr_array_remove_index (self->decisions, i - 1);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
end_session (NxSessionState *self,
             const NxEvent  *event)
{
  close_votes (self);
  if (self->screen == NX_SCREEN_FROZEN)
    let_go (self);
  self->screen = NX_SCREEN_LIVE;
  self->ended = TRUE;
  return TRUE;
}

/* ---- The table ---- */

static const struct
{
  NxEventType type;
  Handler handler;
  gboolean late;            /* also after the end */
} handlers[] = {
  { NX_EVENT_SESSION_STARTED,     start_session,      FALSE },
  { NX_EVENT_LANGUAGE_CHANGED,    change_language,    FALSE },
  { NX_EVENT_DAY_STARTED,         start_day,          FALSE },
  { NX_EVENT_SLIDE_SHOWN,         show_slide,         FALSE },
  { NX_EVENT_SCREEN_CHANGED,      change_screen,      FALSE },
  { NX_EVENT_TIMER_RESET,         reset_timer,        FALSE },
  { NX_EVENT_MINUTES_ADDED,       add_minutes,        FALSE },
  { NX_EVENT_PARTICIPANT_SAVED,   save_participant,   TRUE },
  { NX_EVENT_PARTICIPANT_REMOVED, remove_participant, TRUE },
  { NX_EVENT_ATTENDANCE_MARKED,   mark_attendance,    TRUE },
  { NX_EVENT_VOTE_OPENED,         open_vote,          FALSE },
  { NX_EVENT_HANDS_COUNTED,       count_hands,        FALSE },
  { NX_EVENT_BALLOT_CAST,         cast_ballot,        TRUE },
  { NX_EVENT_BALLOT_WITHDRAWN,    withdraw_ballot,    TRUE },
  { NX_EVENT_VOTE_CLOSED,         close_vote,         FALSE },
  { NX_EVENT_VOTE_SHOWN,          show_vote,          FALSE },
  { NX_EVENT_VOTE_HIDDEN,         hide_vote,          FALSE },
  { NX_EVENT_TEAM_SAVED,          save_team,          FALSE },
  { NX_EVENT_TEAM_REMOVED,        remove_team,        FALSE },
  { NX_EVENT_DECISION_LOGGED,     log_decision,       FALSE },
  { NX_EVENT_DECISION_TAKEN_BACK, take_decision_back, FALSE },
  { NX_EVENT_SESSION_ENDED,       end_session,        FALSE },
};

gboolean
nx_session_state_apply (NxSessionState *self,
                        const NxEvent  *event)
{
  if (!self->started && event->facts->type != NX_EVENT_SESSION_STARTED)
    return FALSE;
  take_time (self, event);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (handlers[i].type == event->facts->type)
      return (!self->ended || handlers[i].late) && handlers[i].handler (self, event);
  return FALSE;
}
