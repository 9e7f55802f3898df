/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-agenda.h"
#include "nx-group-play.h"
#include "nx-records.h"
#include "nx-session-state.h"

G_BEGIN_DECLS

/*
 * NxSession: a workshop that is under way. Every act is an event of the session's stream first: it is durable, then the state
 * has it, then "changed" is emitted, then its callback comes. Acts are done one after another in the order of their calls, each
 * on the state that the one before it left; so a clicker may be pressed faster than a disk writes. An act that cannot be
 * stored changes nothing, and its finish returns the records error (FULL, READ_ONLY, ...); the acts behind it are tried all
 * the same. Main-context bound.
 *
 * Signal "changed": the state has taken an event. Handlers may begin acts.
 */

#define NX_SESSION_ERROR (nx_session_error_quark ())
GQuark nx_session_error_quark (void);
typedef enum
{
  NX_SESSION_ERROR_NOT_HERE,    /* the act does not fit: the session has ended, there is no such part, vote, person, choice … Nothing is recorded */
  NX_SESSION_ERROR_NO_START,    /* resume: the stream has lost its beginning, so nobody knows its agenda */
} NxSessionError;

#define NX_TYPE_SESSION (nx_session_get_type ())
G_DECLARE_FINAL_TYPE (NxSession, nx_session, NX, SESSION, GObject)

/* Begins a session: its stream, its first event and the agenda's bytes are stored together. Errors: %NX_RECORDS_ERROR. */
void nx_session_start_async (NxRecordStore *store, NxClock *clock, NxAgenda *agenda, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxSession *nx_session_start_finish (GAsyncResult *result, GError **error);
/* Takes a session up where its events left it, in its language. Errors: %NX_RECORDS_ERROR, %NX_CONTENT_ERROR, NO_START. */
void nx_session_resume_async (NxRecordStore *store, NxClock *clock, NxLibrary *library, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxSession *nx_session_resume_finish (GAsyncResult *result, GError **error);

/* ---- What is told; borrowed until the next "changed" ---- */

const char *nx_session_get_id (NxSession *self);
NxAgenda *nx_session_get_agenda (NxSession *self);
NxPlan *nx_session_get_plan (NxSession *self);
NxDeck *nx_session_get_deck (NxSession *self);
const NxSessionState *nx_session_get_state (NxSession *self);
/*
 * Index of the presenter's slide in the deck, held within the slides that its part has; -1 before the first. @out_points
 * (optional): how many of its points are shown.
 */
int nx_session_get_slide (NxSession *self, guint *out_points);
/* The same for what the audience sees, were the screen not blank. */
int nx_session_get_audience_slide (NxSession *self, guint *out_points);
/* What comes with the next "next": a slide, the same one with one point more; -1: nothing more this day. */
int nx_session_get_next_slide (NxSession *self, guint *out_points);
/* How many slides the presenter is ahead of a frozen screen; negative: behind; 0 unless frozen. */
int nx_session_get_ahead (NxSession *self);
/* Timers at this moment; FALSE, and untouched, until a part is under way. */
gboolean nx_session_get_times (NxSession *self, NxSessionTimes *out_times);
/* (transfer full) (nullable): how far the scenario of a part is; NULL if its content is missing or it is no PLAY. @team: NULL for everybody. */
NxGroupPlay *nx_session_dup_play (NxSession *self, guint item, const char *team);
/* (transfer full) (nullable): the address under which votes on the present slide's question, or on the decision of @scene, are found. NULL if there is no question. */
char *nx_session_dup_question_address (NxSession *self, guint slide);
char *nx_session_dup_decision_address (NxSession *self, guint item, const char *scene);
/* Acts that wait or are under way: 0 when everything that was asked for is stored, or was refused. */
guint nx_session_get_n_pending (NxSession *self);

/* ---- Acts; one finish for all of them ---- */

gboolean nx_session_act_finish (NxSession *self, GAsyncResult *result, GError **error);

/* Shows the first slide of @day (index) and begins its time, if it has not begun. */
void nx_session_start_day_async (NxSession *self, guint day, GAsyncReadyCallback callback, gpointer user_data);
/* To the next point, or the next slide. At the end of a day nothing happens: the next one is started, not stumbled into. */
void nx_session_next_async (NxSession *self, GAsyncReadyCallback callback, gpointer user_data);
/* One point less, or the slide before with all its points. */
void nx_session_back_async (NxSession *self, GAsyncReadyCallback callback, gpointer user_data);
/* @slide: index in the deck, of any day. */
void nx_session_go_to_async (NxSession *self, guint slide, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_set_screen_async (NxSession *self, NxScreen screen, GAsyncReadyCallback callback, gpointer user_data);
/* Of the part under way. */
void nx_session_reset_timer_async (NxSession *self, GAsyncReadyCallback callback, gpointer user_data);
/* @item: of the plan; @minutes: negative takes away. */
void nx_session_add_minutes_async (NxSession *self, guint item, int minutes, GAsyncReadyCallback callback, gpointer user_data);
/* The slides in other words. @agenda: of the same hash, else NOT_HERE. */
void nx_session_set_agenda_async (NxSession *self, NxAgenda *agenda, GAsyncReadyCallback callback, gpointer user_data);

/* Adds those whose id is new (make it with nx_uuid4_new()), changes the others; all or none. (element-type NxParticipant) */
void nx_session_save_participants_async (NxSession *self, GPtrArray *participants, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_remove_participant_async (NxSession *self, const char *participant, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_mark_attendance_async (NxSession *self, const char *participant, guint day, NxHalfDay half, NxTristate there, GAsyncReadyCallback callback, gpointer user_data);

/* Opens a vote on the question of the presenter's slide; once more: another round. Closes the one that is open. */
void nx_session_open_vote_async (NxSession *self, GAsyncReadyCallback callback, gpointer user_data);
/* Opens a vote on the decision before which the scenario of a part stands, with the choices that are open. @team: NULL for everybody. */
void nx_session_open_decision_vote_async (NxSession *self, guint item, const char *team, GAsyncReadyCallback callback, gpointer user_data);
/* For all below, @run NULL is the last vote. */
void nx_session_count_hands_async (NxSession *self, const char *run, NxVotePlace place, const char *option, guint n, GAsyncReadyCallback callback, gpointer user_data);
/* The place is the participant's. */
void nx_session_cast_ballot_async (NxSession *self, const char *run, const char *participant, const char *const *options, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_withdraw_ballot_async (NxSession *self, const char *run, const char *participant, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_close_vote_async (NxSession *self, const char *run, GAsyncReadyCallback callback, gpointer user_data);
/* "Close and show". */
void nx_session_show_vote_async (NxSession *self, const char *run, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_hide_vote_async (NxSession *self, const char *run, GAsyncReadyCallback callback, gpointer user_data);

/* Of one PLAY or GROUPS part: adds or changes these teams; all or none. The `item` of each is not read. (element-type NxTeam) */
void nx_session_save_teams_async (NxSession *self, guint item, GPtrArray *teams, GAsyncReadyCallback callback, gpointer user_data);
void nx_session_remove_team_async (NxSession *self, guint item, const char *team, GAsyncReadyCallback callback, gpointer user_data);
/*
 * Moves the scenario of a part on. @choice: index in the decision, -1 to go on where there is none. By majority only what leads
 * in the last vote on this decision, which the log then names; else NOT_HERE.
 */
void nx_session_decide_async (NxSession *self, guint item, const char *team, int choice, NxDecidedBy by, GAsyncReadyCallback callback, gpointer user_data);
/* Takes back the last decision of everybody's, or of the team's own. */
void nx_session_take_decision_back_async (NxSession *self, guint item, const char *team, GAsyncReadyCallback callback, gpointer user_data);

/* Late ballots, people and attendance are still taken afterwards. */
void nx_session_end_async (NxSession *self, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
