/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-session-state.h"

G_BEGIN_DECLS

/* What the two files of the state share. */

typedef struct
{
  gint64 begun_us;          /* session time; -1: not yet */
  gint64 spent_us;
  int added_minutes;
} NxItemState;

struct _NxSessionState
{
  const NxPlan *plan;       /* borrowed */

  gboolean started, ended;
  char *language;
  int day;
  GArray *days_begun_us;    /* gint64 by day; -1: not yet */
  GArray *items;            /* NxItemState by item of the plan */

  NxScreen screen;
  NxSlidePlace place;
  NxSlidePlace held;        /* FROZEN: what the audience keeps */
  GPtrArray *held_votes;    /* FROZEN: NxVoteRound, those of that part as they were then; else empty */

  GPtrArray *participants;  /* NxParticipant */
  GHashTable *attendance;   /* nx_attendance_key() → NxTristate, YES or NO */
  GPtrArray *votes;         /* NxVoteRound */
  GPtrArray *teams;         /* NxTeam */
  GPtrArray *decisions;     /* NxLoggedDecision */

  gint64 elapsed_us;        /* session time of the last event */
  NxMoment last;            /* its clocks */
  char *last_boot_id;       /* owns last.boot_id */
};

NxVoteRound *nx_vote_round_copy (const NxVoteRound *self);
void nx_vote_round_free (NxVoteRound *self);
void nx_team_free (NxTeam *self);
void nx_logged_decision_free (NxLoggedDecision *self);

int nx_plan_find_day (const NxPlan *plan, const char *id, gssize length);   /* -1 if there is none; @length -1: all of @id */
/* "0/am/PARTICIPANT" */
char *nx_attendance_key (const char *participant, guint day, NxHalfDay half);
/* Session time at @now. */
gint64 nx_session_state_get_time_us (const NxSessionState *self, const NxMoment *now);

G_END_DECLS
