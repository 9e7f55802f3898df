/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-vote.h"

#include <string.h>

#define MAX_OPTIONS NX_VOTE_OPTIONS_MAX

/* As they stand in events. */
static const char *const place_ids[NX_N_VOTE_PLACES] = { "room", "remote" };

const char *
nx_vote_place_to_id (NxVotePlace place)
{
  g_return_val_if_fail (place < NX_N_VOTE_PLACES, NULL);

  return place_ids[place];
}

gboolean
nx_vote_place_from_id (const char  *id,
                       NxVotePlace *out_place)
{
  for (int i = 0; i < NX_N_VOTE_PLACES; i++)
    if (g_strcmp0 (id, place_ids[i]) == 0)
      {
        *out_place = (NxVotePlace) i;
        return TRUE;
      }
  return FALSE;
}

typedef struct
{
  guint32 options;          /* bit by index */
  NxVotePlace place;
  gboolean late;
} Ballot;

struct _NxVote
{
  char **options;
  guint n_options, n_choose;
  NxVoteState state;
  guint hands[NX_N_VOTE_PLACES][MAX_OPTIONS];
  GHashTable *ballots;      /* person → Ballot */
};

NxVote *
nx_vote_new (const char *const *options,
             guint              n_choose)
{
  guint n_options = g_strv_length ((char **) options);
  NxVote *self;

  g_return_val_if_fail (n_options > 0 && n_options <= MAX_OPTIONS && n_choose > 0, NULL);

  self = g_new0 (NxVote, 1);
  self->options = g_strdupv ((char **) options);
  self->n_options = n_options;
  self->n_choose = MIN (n_choose, n_options);
  self->ballots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

NxVote *
nx_vote_copy (const NxVote *self)
{
  NxVote *copy = nx_vote_new ((const char *const *) self->options, self->n_choose);
  GHashTableIter iter;
  gpointer person, ballot;

  copy->state = self->state;
  memcpy (copy->hands, self->hands, sizeof self->hands);
  g_hash_table_iter_init (&iter, self->ballots);
  while (g_hash_table_iter_next (&iter, &person, &ballot))
    g_hash_table_insert (copy->ballots, g_strdup (person), g_memdup2 (ballot, sizeof (Ballot)));
  return copy;
}

void
nx_vote_free (NxVote *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->options);
  g_hash_table_unref (self->ballots);
  g_free (self);
}

static gboolean
ballots_equal (GHashTable *one,
               GHashTable *other)
{
  GHashTableIter iter;
  gpointer person, value;

  if (g_hash_table_size (one) != g_hash_table_size (other))
    return FALSE;
  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &person, &value))
    {
      const Ballot *ballot = value;
      const Ballot *theirs = g_hash_table_lookup (other, person);

      if (theirs == NULL || theirs->options != ballot->options || theirs->place != ballot->place || theirs->late != ballot->late)
        return FALSE;
    }
  return TRUE;
}

gboolean
nx_vote_equal (const NxVote *self,
               const NxVote *other)
{
  return g_strv_equal ((const char *const *) self->options, (const char *const *) other->options) && self->n_choose == other->n_choose &&
         self->state == other->state && memcmp (self->hands, other->hands, sizeof self->hands) == 0 &&
         ballots_equal (self->ballots, other->ballots);
}

/* ---- What happens ---- */

static int
find_option (const NxVote *self,
             const char   *option)
{
  for (guint i = 0; i < self->n_options; i++)
    if (strcmp (self->options[i], option) == 0)
      return (int) i;
  return -1;
}

gboolean
nx_vote_count_hands (NxVote     *self,
                     NxVotePlace place,
                     const char *option,
                     guint       n)
{
  int index = find_option (self, option);

  g_return_val_if_fail (place < NX_N_VOTE_PLACES, FALSE);

  if (index < 0)
    return FALSE;
  self->hands[place][index] = n;
  return TRUE;
}

gboolean
nx_vote_cast (NxVote            *self,
              const char        *person,
              NxVotePlace        place,
              const char *const *options)
{
  Ballot ballot = { .place = place, .late = self->state != NX_VOTE_OPEN };
  guint n = 0;

  g_return_val_if_fail (place < NX_N_VOTE_PLACES, FALSE);

  for (; options[n] != NULL; n++)
    {
      int index = find_option (self, options[n]);

      if (index < 0 || (ballot.options & (1u << index)) != 0)
        return FALSE;
      ballot.options |= 1u << index;
    }
  if (n == 0 || n > self->n_choose)
    return FALSE;
  g_hash_table_insert (self->ballots, g_strdup (person), g_memdup2 (&ballot, sizeof ballot));
  return TRUE;
}

gboolean
nx_vote_withdraw (NxVote     *self,
                  const char *person)
{
  return g_hash_table_remove (self->ballots, person);
}

void
nx_vote_close (NxVote *self)
{
  if (self->state == NX_VOTE_OPEN)
    self->state = NX_VOTE_CLOSED;
}

void
nx_vote_show (NxVote *self)
{
  self->state = NX_VOTE_SHOWN;
}

void
nx_vote_hide (NxVote *self)
{
  if (self->state == NX_VOTE_SHOWN)
    self->state = NX_VOTE_CLOSED;
}

/* ---- What is told ---- */

NxVoteState
nx_vote_get_state (const NxVote *self)
{
  return self->state;
}

guint
nx_vote_get_n_options (const NxVote *self)
{
  return self->n_options;
}

const char *
nx_vote_get_option (const NxVote *self,
                    guint         index)
{
  g_return_val_if_fail (index < self->n_options, NULL);

  return self->options[index];
}

static gboolean
is_there (NxVotePlace place,
          NxVotePlace asked)
{
  return asked == NX_N_VOTE_PLACES || place == asked;
}

static guint
count_hands (const NxVote *self,
             guint         option,
             NxVotePlace   asked)
{
  guint n = 0;

  for (int place = 0; place < NX_N_VOTE_PLACES; place++)
    if (is_there ((NxVotePlace) place, asked))
      n += self->hands[place][option];
  return n;
}

/* Of those ballots that name one of @options. */
static guint
count_ballots (const NxVote *self,
               guint32       options,
               NxVotePlace   asked)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->ballots);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Ballot *ballot = value;

      n += (ballot->options & options) != 0 && is_there (ballot->place, asked);
    }
  return n;
}

guint
nx_vote_count (const NxVote *self,
               guint         option,
               NxVotePlace   place)
{
  g_return_val_if_fail (option < self->n_options, 0);

  return count_hands (self, option, place) + count_ballots (self, 1u << option, place);
}

/* A hand is a person where each puts up one; else there were at least as many people as hands for any one option. */
static guint
count_people_with_hands (const NxVote *self,
                         NxVotePlace   place)
{
  guint n_all = 0, n_most = 0;

  for (guint i = 0; i < self->n_options; i++)
    {
      n_all += self->hands[place][i];
      n_most = MAX (n_most, self->hands[place][i]);
    }
  return self->n_choose == 1 ? n_all : n_most;
}

guint
nx_vote_get_hands (const NxVote *self,
                   guint         option,
                   NxVotePlace   place)
{
  g_return_val_if_fail (option < nx_vote_get_n_options (self) && place < NX_N_VOTE_PLACES, 0);

  return self->hands[place][option];
}

guint
nx_vote_count_people (const NxVote *self,
                      NxVotePlace   place)
{
  guint n = count_ballots (self, G_MAXUINT32, place);

  for (int at = 0; at < NX_N_VOTE_PLACES; at++)
    if (is_there ((NxVotePlace) at, place))
      n += count_people_with_hands (self, (NxVotePlace) at);
  return n;
}

guint
nx_vote_count_late (const NxVote *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->ballots);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((const Ballot *) value)->late;
  return n;
}

int
nx_vote_get_leader (const NxVote *self)
{
  guint most = 0;
  int leader = -1;

  for (guint i = 0; i < self->n_options; i++)
    {
      guint n = nx_vote_count (self, i, NX_N_VOTE_PLACES);

      if (n == most)
        leader = -1;
      else if (n > most)
        {
          most = n;
          leader = (int) i;
        }
    }
  return leader;
}

const char **
nx_vote_get_ballot (const NxVote *self,
                    const char   *person)
{
  const Ballot *ballot = g_hash_table_lookup (self->ballots, person);
  GPtrArray *options;

  if (ballot == NULL)
    return NULL;
  options = g_ptr_array_new ();
  for (guint i = 0; i < self->n_options; i++)
    if ((ballot->options & (1u << i)) != 0)
      g_ptr_array_add (options, self->options[i]);
  g_ptr_array_add (options, NULL);
  return (const char **) g_ptr_array_free (options, FALSE);
}
