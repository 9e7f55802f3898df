/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * NxVote: one question put to everybody, once: who or how many chose what, and from where. It is filled by the events of a
 * session in their order and only by them, so that the same events give the same vote. Guests on the network and late
 * files come as ballots like any other. Not shared between threads.
 *
 * There are two ways to vote, and they add up: hands, which are counted for each option and belong to nobody, and
 * ballots, of which the last of a person counts. Where a question allows several options, each of them counts.
 */
typedef struct _NxVote NxVote;

typedef enum { NX_VOTE_ROOM, NX_VOTE_REMOTE, NX_N_VOTE_PLACES } NxVotePlace;
const char *nx_vote_place_to_id (NxVotePlace place);               /* room remote */
gboolean nx_vote_place_from_id (const char *id, NxVotePlace *out_place);   /* FALSE, and untouched, if it is neither; NULL is neither */

typedef enum
{
  NX_VOTE_OPEN,
  NX_VOTE_CLOSED,           /* what comes now is late: kept, told apart, and counted */
  NX_VOTE_SHOWN,            /* closed, and everybody sees the result */
} NxVoteState;

/* Options are few: a set of them is a number. */
#define NX_VOTE_OPTIONS_MAX 32

/* @options: different ids, NULL-terminated, in the author's order; one at least, NX_VOTE_OPTIONS_MAX at most. @n_choose: how many of them a ballot may name; 1 at least. */
NxVote *nx_vote_new (const char *const *options, guint n_choose);
NxVote *nx_vote_copy (const NxVote *self);
void nx_vote_free (NxVote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxVote, nx_vote_free)
gboolean nx_vote_equal (const NxVote *self, const NxVote *other);

/* ---- What happens ---- */

/* The hands up for @option, counted anew: replaces the count of before. FALSE if there is no such option. */
gboolean nx_vote_count_hands (NxVote *self, NxVotePlace place, const char *option, guint n);
/*
 * A person's ballot; replaces the one of before, in time or late. FALSE, and nothing changes, if an option is unknown, named
 * twice, or there are none or too many.
 */
gboolean nx_vote_cast (NxVote *self, const char *person, NxVotePlace place, const char *const *options);
/* Takes a person's ballot back; FALSE if there is none. */
gboolean nx_vote_withdraw (NxVote *self, const char *person);
void nx_vote_close (NxVote *self);
/* Shows what is closed; closes what is open. */
void nx_vote_show (NxVote *self);
/* From shown to closed; anything else stays. */
void nx_vote_hide (NxVote *self);

/* ---- What is told ---- */

NxVoteState nx_vote_get_state (const NxVote *self);
guint nx_vote_get_n_options (const NxVote *self);
const char *nx_vote_get_option (const NxVote *self, guint index);
/* Hands and ballots for an option. @place: NX_N_VOTE_PLACES for both. */
guint nx_vote_count (const NxVote *self, guint option, NxVotePlace place);
/* The hands alone that were counted for an option in a place. */
guint nx_vote_get_hands (const NxVote *self, guint option, NxVotePlace place);
/* People who answered: ballots, and hands. Where several options may be chosen, the hands of a place tell the least that were up: the most for any one option. */
guint nx_vote_count_people (const NxVote *self, NxVotePlace place);
/* Ballots that came after the vote was closed. */
guint nx_vote_count_late (const NxVote *self);
/* The option that leads; -1 while none does: nobody has answered, or two are equal. The facilitator decides then. */
int nx_vote_get_leader (const NxVote *self);
/* (transfer container) (nullable): the person's options, NULL-terminated, in the author's order; NULL without a ballot. */
const char **nx_vote_get_ballot (const NxVote *self, const char *person);

G_END_DECLS
