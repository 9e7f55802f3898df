/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-event.h"
#include "nx-plan.h"
#include "nx-vote.h"

G_BEGIN_DECLS

/*
 * NxSessionState: where a workshop stands, made of the events of its stream in their order and only by them: whoever replays
 * them has an equal state. It reads no clock, no file and no deck; it knows the agenda, and refers to it by the indexes of the
 * plan. Not shared between threads.
 *
 * An event that cannot be (a part that the agenda does not have, a vote that was never opened, a hundred thousand hands) is
 * ignored: it changes nothing but the time that has passed. Before SESSION_STARTED everything is ignored; after SESSION_ENDED
 * everything but what may come late: people, attendance and ballots.
 *
 * Time is the session's own, in microseconds since it was started. From one event to the next it grows by monotonic time, and
 * by what the computer slept in between, where both are of one boot: setting the wall clock changes no timer, and a closed lid
 * does not stop them. Across boots it grows by the wall clock, and not at all where that went back.
 */
typedef struct _NxSessionState NxSessionState;

typedef enum
{
  NX_SCREEN_LIVE,
  NX_SCREEN_BLANK,          /* black; coming back shows where the presenter is */
  NX_SCREEN_FROZEN,         /* the audience keeps what it saw, the presenter may go on */
  NX_N_SCREENS
} NxScreen;
const char *nx_screen_to_id (NxScreen screen);                     /* live blank frozen */

/* A place in the slides. */
typedef struct
{
  int item;                 /* of the plan; -1 before the first slide was shown */
  guint slide;              /* index within the part; may lie beyond what the deck has now */
  guint points;             /* how many are shown */
} NxSlidePlace;

typedef struct
{
  char *id;
  char *name;               /* or a number */
  char *capacity, *station; /* NULL: not said */
  NxVotePlace place;
} NxParticipant;
NxParticipant *nx_participant_new (const char *id, const char *name, const char *capacity, const char *station, NxVotePlace place);
NxParticipant *nx_participant_copy (const NxParticipant *self);
void nx_participant_free (NxParticipant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxParticipant, nx_participant_free)
/* The detail of PARTICIPANT_SAVED. (transfer full) */
char *nx_participant_to_detail (const NxParticipant *self);
/* NULL if @detail is no JSON object, has no name, or a place that there is not. */
NxParticipant *nx_participant_from_detail (const char *id, const char *detail);

typedef enum { NX_HALF_DAY_AM, NX_HALF_DAY_PM, NX_N_HALF_DAYS } NxHalfDay;
const char *nx_half_day_to_id (NxHalfDay half);                    /* am pm */

/* Those who play or work together in one part. */
typedef struct
{
  int item;
  char *id, *name;
  char **participants;      /* ids; each of them in one team of the part at most */
} NxTeam;

/* One vote on a question; a later one on the same is the next round. */
typedef struct
{
  char *run;                /* UUID */
  int item;
  char *address;            /* of the question or decision */
  char *team;               /* id; NULL: everybody */
  guint round;              /* number: which one on this address, in this part, of this team */
  NxVote *vote;
} NxVoteRound;

typedef enum { NX_DECIDED_BY_FACILITATOR, NX_DECIDED_BY_MAJORITY } NxDecidedBy;

/* One step of a scenario that the group, or one team, plays. */
typedef struct
{
  int item;
  char *team;               /* id; NULL: everybody together */
  char *scene, *choice;     /* ids; choice NULL: gone on from a scene that has nothing to decide */
  char *run;                /* of the vote it came from; NULL: none */
  NxDecidedBy by;
  gint64 wall_us;
} NxLoggedDecision;

/* @plan outlives the state and its copies. */
NxSessionState *nx_session_state_new (const NxPlan *plan);
NxSessionState *nx_session_state_copy (const NxSessionState *self);
void nx_session_state_free (NxSessionState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSessionState, nx_session_state_free)
gboolean nx_session_state_equal (const NxSessionState *self, const NxSessionState *other);
/* The same agenda in other words: as many parts, with the same ids. */
void nx_session_state_set_plan (NxSessionState *self, const NxPlan *plan);

/* Takes the next event of the stream. FALSE: ignored, see above. */
gboolean nx_session_state_apply (NxSessionState *self, const NxEvent *event);

/* ---- What is told; all borrowed ---- */

gboolean nx_session_state_is_started (const NxSessionState *self);
gboolean nx_session_state_is_ended (const NxSessionState *self);
const char *nx_session_state_get_language (const NxSessionState *self);    /* of the slides; NULL if none was said */
int nx_session_state_get_day (const NxSessionState *self);                 /* index; -1 before the first */
gboolean nx_session_state_is_day_begun (const NxSessionState *self, guint day);

NxScreen nx_session_state_get_screen (const NxSessionState *self);
/* Where the presenter is. */
void nx_session_state_get_place (const NxSessionState *self, NxSlidePlace *out_place);
/* What the audience sees, were its screen not blank: the same, or where it was frozen. */
void nx_session_state_get_audience_place (const NxSessionState *self, NxSlidePlace *out_place);

/* In the order in which they were first saved. (element-type NxParticipant) */
GPtrArray *nx_session_state_get_participants (const NxSessionState *self);
const NxParticipant *nx_session_state_get_participant (const NxSessionState *self, const char *id);   /* NULL if there is none */
/* UNSET: nobody said. */
NxTristate nx_session_state_get_attendance (const NxSessionState *self, const char *participant, guint day, NxHalfDay half);

/* In the order in which they were opened. (element-type NxVoteRound) */
GPtrArray *nx_session_state_get_votes (const NxSessionState *self);
const NxVoteRound *nx_session_state_get_vote (const NxSessionState *self, const char *run);           /* NULL if there is none; likewise below */
/* The one that was opened last, whatever became of it. */
const NxVoteRound *nx_session_state_get_last_vote (const NxSessionState *self);
/* The last round on a question in a part. @team: NULL for the vote of everybody. */
const NxVoteRound *nx_session_state_find_vote (const NxSessionState *self, guint item, const char *address, const char *team);
/* The same as the audience knows it: on a frozen screen as it was then. */
const NxVoteRound *nx_session_state_find_audience_vote (const NxSessionState *self, guint item, const char *address, const char *team);

/* Of all parts, in the order in which they were first saved. (element-type NxTeam) */
GPtrArray *nx_session_state_get_teams (const NxSessionState *self);
const NxTeam *nx_session_state_get_team (const NxSessionState *self, guint item, const char *id);
/* Of all parts and teams, oldest first. (element-type NxLoggedDecision) */
GPtrArray *nx_session_state_get_decisions (const NxSessionState *self);

/* ---- Time ---- */

/* A reading of the clocks. */
typedef struct
{
  gint64 wall_us, monotonic_us, asleep_us;
  const char *boot_id;
} NxMoment;

typedef struct
{
  gint64 day_s;             /* since the day under way began: with DAY_STARTED or with its first slide */
  gint64 part_s;            /* since the part under way was first shown, or its timer was reset */
  gint64 left_s;            /* of the part's minutes and those added; negative: over */
  gint64 behind_s;          /* how far the day is behind its plan (nx_plan_get_behind_s); negative: ahead */
  gint64 expected_end_s;    /* when the day will end if all that is left takes its time, with what was added: seconds after it began */
} NxSessionTimes;
/* FALSE, and untouched, until a part is under way. @now: not before the last event; after SESSION_ENDED time stands still. */
gboolean nx_session_state_get_times (const NxSessionState *self, const NxMoment *now, NxSessionTimes *out_times);
/* Minutes that a part has now: the agenda's and those added. */
guint nx_session_state_get_minutes (const NxSessionState *self, guint item);
gboolean nx_session_state_is_part_begun (const NxSessionState *self, guint item);
/* How long a part was under way up to the last event, all its times together; nights between days are nobody's. */
gint64 nx_session_state_get_spent_us (const NxSessionState *self, guint item);

G_END_DECLS
