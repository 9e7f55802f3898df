/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the state of a session as a value: making, copying, comparing, asking. What events do to it stands in nx-session-apply.c. */

#include "config.h"

#include "nx-session-state-private.h"

#include <string.h>

static const char *const screen_ids[NX_N_SCREENS] = { "live", "blank", "frozen" };
static const char *const half_day_ids[NX_N_HALF_DAYS] = { "am", "pm" };

const char *
nx_screen_to_id (NxScreen screen)
{
  g_return_val_if_fail (screen < NX_N_SCREENS, NULL);

  return screen_ids[screen];
}

const char *
nx_half_day_to_id (NxHalfDay half)
{
  g_return_val_if_fail (half < NX_N_HALF_DAYS, NULL);

  return half_day_ids[half];
}

/* ---- Its parts ---- */

NxVoteRound *
nx_vote_round_copy (const NxVoteRound *self)
{
  NxVoteRound *copy = g_memdup2 (self, sizeof *self);

  copy->run = g_strdup (self->run);
  copy->address = g_strdup (self->address);
  copy->team = g_strdup (self->team);
  copy->vote = nx_vote_copy (self->vote);
  return copy;
}

void
nx_vote_round_free (NxVoteRound *self)
{
  if (self == NULL)
    return;
  g_free (self->run);
  g_free (self->address);
  g_free (self->team);
  nx_vote_free (self->vote);
  g_free (self);
}

static gboolean
rounds_equal (gconstpointer a,
              gconstpointer b)
{
  const NxVoteRound *one = a, *other = b;

  return g_str_equal (one->run, other->run) && one->item == other->item && g_str_equal (one->address, other->address) &&
         g_strcmp0 (one->team, other->team) == 0 && one->round == other->round && nx_vote_equal (one->vote, other->vote);
}

static NxTeam *
team_copy (const NxTeam *self)
{
  NxTeam *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->participants = g_strdupv (self->participants);
  return copy;
}

void
nx_team_free (NxTeam *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->participants);
  g_free (self);
}

static gboolean
teams_equal (gconstpointer a,
             gconstpointer b)
{
  const NxTeam *one = a, *other = b;

  return one->item == other->item && g_str_equal (one->id, other->id) && g_str_equal (one->name, other->name) &&
         g_strv_equal ((const char *const *) one->participants, (const char *const *) other->participants);
}

static NxLoggedDecision *
decision_copy (const NxLoggedDecision *self)
{
  NxLoggedDecision *copy = g_memdup2 (self, sizeof *self);

  copy->team = g_strdup (self->team);
  copy->scene = g_strdup (self->scene);
  copy->choice = g_strdup (self->choice);
  copy->run = g_strdup (self->run);
  return copy;
}

void
nx_logged_decision_free (NxLoggedDecision *self)
{
  if (self == NULL)
    return;
  g_free (self->team);
  g_free (self->scene);
  g_free (self->choice);
  g_free (self->run);
  g_free (self);
}

static gboolean
decisions_equal (gconstpointer a,
                 gconstpointer b)
{
  const NxLoggedDecision *one = a, *other = b;

  return one->item == other->item && g_strcmp0 (one->team, other->team) == 0 && g_str_equal (one->scene, other->scene) &&
         g_strcmp0 (one->choice, other->choice) == 0 && g_strcmp0 (one->run, other->run) == 0 && one->by == other->by &&
         one->wall_us == other->wall_us;
}

static gboolean
participants_equal (gconstpointer a,
                    gconstpointer b)
{
  const NxParticipant *one = a, *other = b;

  return g_str_equal (one->id, other->id) && g_str_equal (one->name, other->name) && g_strcmp0 (one->capacity, other->capacity) == 0 &&
         g_strcmp0 (one->station, other->station) == 0 && one->place == other->place;
}

/* ---- The whole ---- */

NxSessionState *
nx_session_state_new (const NxPlan *plan)
{
  NxSessionState *self = g_new0 (NxSessionState, 1);
  guint n_days = nx_plan_get_workshop (plan)->days->len;
  const NxItemState item = { .begun_us = -1 };
  const gint64 never = -1;

  self->plan = plan;
  self->day = -1;
  self->days_begun_us = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_days);
  for (guint i = 0; i < n_days; i++)
    g_array_append_val (self->days_begun_us, never);
  self->items = g_array_sized_new (FALSE, FALSE, sizeof (NxItemState), nx_plan_get_n_items (plan));
  for (guint i = 0; i < nx_plan_get_n_items (plan); i++)
    g_array_append_val (self->items, item);
  self->place.item = -1;
  self->held.item = -1;
  self->held_votes = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_vote_round_free);
  self->participants = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_participant_free);
  self->attendance = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->votes = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_vote_round_free);
  self->teams = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_team_free);
  self->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_logged_decision_free);
  return self;
}

static void
copy_list (GPtrArray       *to,
           const GPtrArray *from,
           gpointer (*copy) (gconstpointer entry))
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, copy (g_ptr_array_index (from, i)));
}

static void
copy_attendance (GHashTable *to,
                 GHashTable *from)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (to, g_strdup (key), value);
}

NxSessionState *
nx_session_state_copy (const NxSessionState *self)
{
  NxSessionState *copy = nx_session_state_new (self->plan);

  copy->started = self->started;
  copy->ended = self->ended;
  copy->language = g_strdup (self->language);
  copy->day = self->day;
  memcpy (copy->days_begun_us->data, self->days_begun_us->data, self->days_begun_us->len * sizeof (gint64));
  memcpy (copy->items->data, self->items->data, self->items->len * sizeof (NxItemState));
  copy->screen = self->screen;
  copy->place = self->place;
  copy->held = self->held;
  copy_list (copy->held_votes, self->held_votes, (gpointer (*) (gconstpointer)) nx_vote_round_copy);
  copy_list (copy->participants, self->participants, (gpointer (*) (gconstpointer)) nx_participant_copy);
  copy_attendance (copy->attendance, self->attendance);
  copy_list (copy->votes, self->votes, (gpointer (*) (gconstpointer)) nx_vote_round_copy);
  copy_list (copy->teams, self->teams, (gpointer (*) (gconstpointer)) team_copy);
  copy_list (copy->decisions, self->decisions, (gpointer (*) (gconstpointer)) decision_copy);
  copy->elapsed_us = self->elapsed_us;
  copy->last = self->last;
  copy->last_boot_id = g_strdup (self->last_boot_id);
  copy->last.boot_id = copy->last_boot_id;
  return copy;
}

void
nx_session_state_free (NxSessionState *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_array_unref (self->days_begun_us);
  g_array_unref (self->items);
  g_ptr_array_unref (self->held_votes);
  g_ptr_array_unref (self->participants);
  g_hash_table_unref (self->attendance);
  g_ptr_array_unref (self->votes);
  g_ptr_array_unref (self->teams);
  g_ptr_array_unref (self->decisions);
  g_free (self->last_boot_id);
  g_free (self);
}

static gboolean
lists_equal (const GPtrArray *one,
             const GPtrArray *other,
             gboolean (*equal) (gconstpointer a, gconstpointer b))
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    if (!equal (g_ptr_array_index (one, i), g_ptr_array_index (other, i)))
      return FALSE;
  return TRUE;
}

static gboolean
attendance_equal (GHashTable *one,
                  GHashTable *other)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (one) != g_hash_table_size (other))
    return FALSE;
  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gpointer theirs;

      if (!g_hash_table_lookup_extended (other, key, NULL, &theirs) || theirs != value)
        return FALSE;
    }
  return TRUE;
}

static gboolean
places_equal (const NxSlidePlace *one,
              const NxSlidePlace *other)
{
  return one->item == other->item && one->slide == other->slide && one->points == other->points;
}

static gboolean
items_equal (const GArray *one,
             const GArray *other)
{
  for (guint i = 0; i < one->len; i++)
    {
      const NxItemState *a = &g_array_index (one, NxItemState, i), *b = &g_array_index (other, NxItemState, i);

      if (a->begun_us != b->begun_us || a->spent_us != b->spent_us || a->added_minutes != b->added_minutes)
        return FALSE;
    }
  return TRUE;
}

static gboolean
times_equal (const NxSessionState *self,
             const NxSessionState *other)
{
  if (self->days_begun_us->len != other->days_begun_us->len || self->items->len != other->items->len)
    return FALSE;
  return memcmp (self->days_begun_us->data, other->days_begun_us->data, self->days_begun_us->len * sizeof (gint64)) == 0 &&
         items_equal (self->items, other->items) && self->elapsed_us == other->elapsed_us &&
         self->last.wall_us == other->last.wall_us && self->last.monotonic_us == other->last.monotonic_us &&
         self->last.asleep_us == other->last.asleep_us && g_strcmp0 (self->last_boot_id, other->last_boot_id) == 0;
}

static gboolean
screens_equal (const NxSessionState *self,
               const NxSessionState *other)
{
  return self->screen == other->screen && places_equal (&self->place, &other->place) && places_equal (&self->held, &other->held) &&
         lists_equal (self->held_votes, other->held_votes, rounds_equal);
}

gboolean
nx_session_state_equal (const NxSessionState *self,
                        const NxSessionState *other)
{
  return self->started == other->started && self->ended == other->ended && g_strcmp0 (self->language, other->language) == 0 &&
         self->day == other->day && times_equal (self, other) && screens_equal (self, other) &&
         lists_equal (self->participants, other->participants, participants_equal) &&
         attendance_equal (self->attendance, other->attendance) && lists_equal (self->votes, other->votes, rounds_equal) &&
         lists_equal (self->teams, other->teams, teams_equal) && lists_equal (self->decisions, other->decisions, decisions_equal);
}

void
nx_session_state_set_plan (NxSessionState *self,
                           const NxPlan   *plan)
{
  g_return_if_fail (nx_plan_get_n_items (plan) == self->items->len);
  g_return_if_fail (nx_plan_get_workshop (plan)->days->len == self->days_begun_us->len);

  self->plan = plan;
}

/* ---- What is told ---- */

gboolean
nx_session_state_is_started (const NxSessionState *self)
{
  return self->started;
}

gboolean
nx_session_state_is_ended (const NxSessionState *self)
{
  return self->ended;
}

const char *
nx_session_state_get_language (const NxSessionState *self)
{
  return self->language;
}

int
nx_session_state_get_day (const NxSessionState *self)
{
  return self->day;
}

gboolean
nx_session_state_is_day_begun (const NxSessionState *self,
                               guint                 day)
{
  g_return_val_if_fail (day < self->days_begun_us->len, FALSE);

  return g_array_index (self->days_begun_us, gint64, day) >= 0;
}

NxScreen
nx_session_state_get_screen (const NxSessionState *self)
{
  return self->screen;
}

void
nx_session_state_get_place (const NxSessionState *self,
                            NxSlidePlace         *out_place)
{
  *out_place = self->place;
}

void
nx_session_state_get_audience_place (const NxSessionState *self,
                                     NxSlidePlace         *out_place)
{
  *out_place = self->screen == NX_SCREEN_FROZEN ? self->held : self->place;
}

GPtrArray *
nx_session_state_get_participants (const NxSessionState *self)
{
  return self->participants;
}

const NxParticipant *
nx_session_state_get_participant (const NxSessionState *self,
                                  const char           *id)
{
  for (guint i = 0; i < self->participants->len; i++)
    {
      const NxParticipant *participant = g_ptr_array_index (self->participants, i);

      if (g_strcmp0 (participant->id, id) == 0)
        return participant;
    }
  return NULL;
}

int
nx_plan_find_day (const NxPlan *plan,
                  const char   *id,
                  gssize        length)
{
  const GPtrArray *days = nx_plan_get_workshop (plan)->days;
  gsize n = id == NULL ? 0 : length < 0 ? strlen (id) : (gsize) length;

  for (guint i = 0; id != NULL && i < days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (days, i);

      if (strlen (day->id) == n && strncmp (day->id, id, n) == 0)
        return (int) i;
    }
  return -1;
}

char *
nx_attendance_key (const char *participant,
                   guint       day,
                   NxHalfDay   half)
{
  return g_strdup_printf ("%u/%s/%s", day, nx_half_day_to_id (half), participant);
}

NxTristate
nx_session_state_get_attendance (const NxSessionState *self,
                                 const char           *participant,
                                 guint                 day,
                                 NxHalfDay             half)
{
  g_autofree char *key = nx_attendance_key (participant, day, half);
  gpointer there;

  return g_hash_table_lookup_extended (self->attendance, key, NULL, &there) ? (NxTristate) GPOINTER_TO_INT (there) : NX_TRISTATE_UNSET;
}

GPtrArray *
nx_session_state_get_votes (const NxSessionState *self)
{
  return self->votes;
}

const NxVoteRound *
nx_session_state_get_vote (const NxSessionState *self,
                           const char           *run)
{
  /* It is nearly always the last. */
  for (guint i = self->votes->len; i > 0; i--)
    {
      const NxVoteRound *round = g_ptr_array_index (self->votes, i - 1);

      if (g_strcmp0 (round->run, run) == 0)
        return round;
    }
  return NULL;
}

const NxVoteRound *
nx_session_state_get_last_vote (const NxSessionState *self)
{
  return self->votes->len > 0 ? g_ptr_array_index (self->votes, self->votes->len - 1) : NULL;
}

static const NxVoteRound *
find_last_round (const GPtrArray *votes,
                 guint            item,
                 const char      *address,
                 const char      *team)
{
  for (guint i = votes->len; i > 0; i--)
    {
      const NxVoteRound *round = g_ptr_array_index (votes, i - 1);

      if (round->item == (int) item && g_strcmp0 (round->address, address) == 0 && g_strcmp0 (round->team, team) == 0)
        return round;
    }
  return NULL;
}

const NxVoteRound *
nx_session_state_find_vote (const NxSessionState *self,
                            guint                 item,
                            const char           *address,
                            const char           *team)
{
  return find_last_round (self->votes, item, address, team);
}

const NxVoteRound *
nx_session_state_find_audience_vote (const NxSessionState *self,
                                     guint                 item,
                                     const char           *address,
                                     const char           *team)
{
  return find_last_round (self->screen == NX_SCREEN_FROZEN ? self->held_votes : self->votes, item, address, team);
}

GPtrArray *
nx_session_state_get_teams (const NxSessionState *self)
{
  return self->teams;
}

const NxTeam *
nx_session_state_get_team (const NxSessionState *self,
                           guint                 item,
                           const char           *id)
{
  for (guint i = 0; i < self->teams->len; i++)
    {
      const NxTeam *team = g_ptr_array_index (self->teams, i);

      if (team->item == (int) item && g_strcmp0 (team->id, id) == 0)
        return team;
    }
  return NULL;
}

GPtrArray *
nx_session_state_get_decisions (const NxSessionState *self)
{
  return self->decisions;
}

/* ---- Time ---- */

guint
nx_session_state_get_minutes (const NxSessionState *self,
                              guint                 item)
{
  return (guint) ((int) nx_plan_get_item (self->plan, item)->part->minutes + g_array_index (self->items, NxItemState, item).added_minutes);
}

gboolean
nx_session_state_is_part_begun (const NxSessionState *self,
                                guint                 item)
{
  g_return_val_if_fail (item < self->items->len, FALSE);

  return g_array_index (self->items, NxItemState, item).begun_us >= 0;
}

gint64
nx_session_state_get_spent_us (const NxSessionState *self,
                               guint                 item)
{
  g_return_val_if_fail (item < self->items->len, 0);

  return g_array_index (self->items, NxItemState, item).spent_us;
}

static gint64
get_expected_end_s (const NxSessionState *self,
                    const NxSessionTimes *times)
{
  const NxPlanItem *at = nx_plan_get_item (self->plan, (guint) self->place.item);
  gint64 end_s = times->day_s + MAX (times->left_s, 0);
  guint first, n;

  nx_plan_get_day (self->plan, at->day_index, &first, &n);
  for (guint i = (guint) self->place.item + 1; i < first + n; i++)
    end_s += (gint64) nx_session_state_get_minutes (self, i) * 60;
  return end_s;
}

gboolean
nx_session_state_get_times (const NxSessionState *self,
                            const NxMoment       *now,
                            NxSessionTimes       *out_times)
{
  gint64 now_us;
  guint item;

  if (self->place.item < 0)
    return FALSE;
  item = (guint) self->place.item;
  now_us = nx_session_state_get_time_us (self, now);
  /* The day that the part belongs to: a day may have been started whose first slide has not been shown yet. */
  out_times->day_s = (now_us - g_array_index (self->days_begun_us, gint64, nx_plan_get_item (self->plan, item)->day_index)) / G_USEC_PER_SEC;
  out_times->part_s = (now_us - g_array_index (self->items, NxItemState, item).begun_us) / G_USEC_PER_SEC;
  out_times->left_s = (gint64) nx_session_state_get_minutes (self, item) * 60 - out_times->part_s;
  out_times->behind_s = nx_plan_get_behind_s (self->plan, item, out_times->day_s, out_times->part_s);
  out_times->expected_end_s = get_expected_end_s (self, out_times);
  return TRUE;
}
