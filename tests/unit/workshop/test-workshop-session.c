/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A session under way: acts in their order, recorded first; what is refused; taking it up again after whatever happened. */

#include "config.h"

#include "nx-live-session.h"
#include "nx-session-fixture.h"
#include "records-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  RecordsFixture records;
  NxRecordStore *store;
  NxLibrary *library;
  NxAgenda *agenda;
  NxSession *session;
  guint n_changed;
} Fixture;

static void
count_changed_cb (NxSession *session,
                  Fixture   *f)
{
  f->n_changed++;
}

static void
take_session (Fixture   *f,
              NxSession *session)
{
  g_set_object (&f->session, session);
  g_object_unref (session);
  g_signal_connect (session, "changed", G_CALLBACK (count_changed_cb), f);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  records_set_up (&f->records, NULL);
  f->store = records_open (&f->records);
  f->library = session_open_library ();
  f->agenda = nx_agenda_load (f->library, "two-days", "en", &error);
  g_assert_no_error (error);
  take_session (f, live_start (f->store, f->records.clock, f->agenda));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  if (f->session != NULL)
    g_assert_finalize_object (f->session);
  nx_agenda_unref (f->agenda);
  g_object_unref (f->library);
  records_close (f->store);
  records_tear_down (&f->records, NULL);
}

/* The act that was called with `flying` as its result, done. */
#define DO(act, ...)                                                                         \
  G_STMT_START                                                                               \
  {                                                                                          \
    g_autoptr (GAsyncResult) flying = NULL;                                                  \
    g_autoptr (GError) failed = NULL;                                                        \
    nx_session_##act##_async (f->session, ##__VA_ARGS__, live_result_cb, &flying);           \
    nx_session_act_finish (f->session, live_wait (&flying), &failed);                        \
    g_assert_no_error (failed);                                                              \
  }                                                                                          \
  G_STMT_END

/* ... refused, with nothing recorded and nobody told. */
#define REFUSE(act, ...)                                                                     \
  G_STMT_START                                                                               \
  {                                                                                          \
    g_autoptr (GAsyncResult) flying = NULL;                                                  \
    g_autoptr (GError) failed = NULL;                                                        \
    g_autoptr (NxSessionState) before = nx_session_state_copy (nx_session_get_state (f->session)); \
    guint n_events = count_events (f), n_changed = f->n_changed;                             \
    nx_session_##act##_async (f->session, ##__VA_ARGS__, live_result_cb, &flying);           \
    g_assert_false (nx_session_act_finish (f->session, live_wait (&flying), &failed));       \
    g_assert_error (failed, NX_SESSION_ERROR, NX_SESSION_ERROR_NOT_HERE);                    \
    g_assert_true (nx_session_state_equal (before, nx_session_get_state (f->session)));      \
    g_assert_cmpuint (count_events (f), ==, n_events);                                       \
    g_assert_cmpuint (f->n_changed, ==, n_changed);                                          \
  }                                                                                          \
  G_STMT_END

static guint
count_events (Fixture *f)
{
  g_autoptr (GPtrArray) events = records_load (f->store, nx_session_get_id (f->session));

  return events->len;
}

/* Whoever takes it up now has the same. */
static void
assert_resumes (Fixture *f)
{
  g_autoptr (NxSession) resumed = live_resume (f->store, f->records.clock, f->library, nx_session_get_id (f->session), NULL);

  g_assert_true (nx_session_state_equal (nx_session_get_state (resumed), nx_session_get_state (f->session)));
  g_assert_cmpint (nx_session_get_slide (resumed, NULL), ==, nx_session_get_slide (f->session, NULL));
  g_assert_cmpstr (nx_agenda_get_language (nx_session_get_agenda (resumed)), ==, nx_agenda_get_language (nx_session_get_agenda (f->session)));
}

static void
assert_slide (Fixture *f,
              int      slide,
              guint    points,
              int      audience)
{
  guint found;

  g_assert_cmpint (nx_session_get_slide (f->session, &found), ==, slide);
  g_assert_cmpuint (found, ==, points);
  g_assert_cmpint (nx_session_get_audience_slide (f->session, NULL), ==, audience);
}

static void
add_people (Fixture *f)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_participant_free);

  g_ptr_array_add (people, nx_participant_new ("p1", "Amina", "police", "Goma", NX_VOTE_ROOM));
  g_ptr_array_add (people, nx_participant_new ("p2", "Yusuf", NULL, NULL, NX_VOTE_REMOTE));
  g_ptr_array_add (people, nx_participant_new ("p3", "Joy", NULL, NULL, NX_VOTE_ROOM));
  DO (save_participants, people);
}

/* ---- Acts ---- */

static void
test_slides (Fixture      *f,
             gconstpointer data)
{
  guint points;

  assert_slide (f, -1, 0, -1);
  g_assert_cmpint (nx_session_get_next_slide (f->session, NULL), ==, 0);
  DO (start_day, 0);
  assert_slide (f, 0, 0, 0);
  g_assert_cmpuint (f->n_changed, ==, 1);  /* one act, told once */
  DO (back);
  assert_slide (f, 0, 0, 0);
  g_assert_cmpuint (f->n_changed, ==, 1);  /* there was nothing to do */
  DO (next);
  assert_slide (f, 1, 0, 1);
  DO (go_to, 7);
  /* The day is over: the next one is not stumbled into. */
  g_assert_cmpint (nx_session_get_next_slide (f->session, NULL), ==, -1);
  DO (next);
  assert_slide (f, 7, 0, 7);
  DO (start_day, 1);
  assert_slide (f, 8, 0, 8);
  DO (back);
  assert_slide (f, 8, 0, 8);
  /* Points one by one, and back from the end of them. */
  g_assert_cmpint (nx_session_get_next_slide (f->session, &points), ==, 8);
  g_assert_cmpuint (points, ==, 1);
  DO (next);
  assert_slide (f, 8, 1, 8);
  DO (next);
  assert_slide (f, 9, 0, 9);
  DO (back);
  assert_slide (f, 8, 1, 8);
  DO (back);
  assert_slide (f, 8, 0, 8);
  DO (go_to, 13);
  g_assert_cmpint (nx_session_get_next_slide (f->session, NULL), ==, -1);
  assert_resumes (f);
}

static void
test_screen_and_time (Fixture      *f,
                      gconstpointer data)
{
  NxSessionTimes times;

  g_assert_false (nx_session_get_times (f->session, &times));
  DO (start_day, 0);
  DO (go_to, 3);
  DO (set_screen, NX_SCREEN_FROZEN);
  DO (next);
  DO (next);
  assert_slide (f, 5, 0, 3);
  g_assert_cmpint (nx_session_get_ahead (f->session), ==, 2);
  assert_resumes (f);
  DO (set_screen, NX_SCREEN_LIVE);
  assert_slide (f, 5, 0, 5);
  g_assert_cmpint (nx_session_get_ahead (f->session), ==, 0);

  nx_clock_sleep (f->records.clock, 60 * G_USEC_PER_SEC);
  g_assert_true (nx_session_get_times (f->session, &times));
  g_assert_cmpint (times.part_s, ==, 60);
  g_assert_cmpint (times.left_s, ==, 240);
  DO (add_minutes, 5, 1);
  g_assert_true (nx_session_get_times (f->session, &times));
  g_assert_cmpint (times.left_s, ==, 300);
  DO (reset_timer);
  g_assert_true (nx_session_get_times (f->session, &times));
  g_assert_cmpint (times.left_s, ==, 360);
  /* A flat battery: two minutes later it goes on where it was. */
  nx_clock_reboot (f->records.clock, 120 * G_USEC_PER_SEC);
  assert_resumes (f);
  g_assert_true (nx_session_get_times (f->session, &times));
  g_assert_cmpint (times.left_s, ==, 240);
}

static void
test_votes (Fixture      *f,
            gconstpointer data)
{
  const NxSessionState *state = nx_session_get_state (f->session);
  g_autofree char *address = NULL;
  const NxVoteRound *round;

  add_people (f);
  DO (go_to, 5);
  DO (open_vote);
  round = nx_session_state_get_last_vote (state);
  address = nx_session_dup_question_address (f->session, 5);
  g_assert_cmpstr (address, ==, "sample/questions/first#q-1");
  g_assert_true (nx_session_state_find_vote (state, 5, address, NULL) == round);
  DO (count_hands, NULL, NX_VOTE_ROOM, nx_vote_get_option (round->vote, 0), 9);
  DO (cast_ballot, NULL, "p2", (const char *const[]) { nx_vote_get_option (round->vote, 1), NULL });
  g_assert_cmpuint (nx_vote_count (round->vote, 1, NX_VOTE_REMOTE), ==, 1);
  DO (withdraw_ballot, round->run, "p2");
  g_assert_cmpuint (nx_vote_count_people (round->vote, NX_N_VOTE_PLACES), ==, 9);
  DO (show_vote, NULL);
  DO (hide_vote, NULL);
  assert_resumes (f);
  DO (open_vote);
  round = nx_session_state_get_last_vote (state);
  g_assert_cmpuint (round->round, ==, 2);
  DO (close_vote, NULL);
  g_assert_cmpint (nx_vote_get_state (round->vote), ==, NX_VOTE_CLOSED);
  DO (mark_attendance, "p1", 0, NX_HALF_DAY_AM, NX_TRISTATE_YES);
  DO (remove_participant, "p3");
  assert_resumes (f);
}

static int
find_choice (Fixture    *f,
             guint       item,
             const char *team,
             const char *id)
{
  g_autoptr (NxGroupPlay) play = nx_session_dup_play (f->session, item, team);

  return nx_decision_find_choice (nx_group_play_get_scene (play)->decision, id);
}

static void
assert_scene (Fixture    *f,
              const char *team,
              const char *scene)
{
  g_autoptr (NxGroupPlay) play = nx_session_dup_play (f->session, 9, team);

  g_assert_cmpstr (nx_group_play_get_scene (play)->id, ==, scene);
  g_assert_cmpuint (play->n_left_out, ==, 0);
}

static void
save_team (Fixture    *f,
           const char *id,
           const char *member)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  char *members[] = { (char *) member, NULL };
  NxTeam team = { .id = (char *) id, .name = (char *) id, .participants = members };

  g_ptr_array_add (teams, &team);
  DO (save_teams, 9, teams);
}

/* Everybody comes to the gate together; then each team goes its own way, one of them by a vote. */
static void
test_two_teams (Fixture      *f,
                gconstpointer data)
{
  const NxSessionState *state = nx_session_get_state (f->session);
  const NxVoteRound *round;
  const NxLoggedDecision *decision;
  g_autoptr (NxGroupPlay) ended = NULL;

  add_people (f);
  DO (go_to, 9);
  save_team (f, "north", "p1");
  save_team (f, "south", "p2");
  assert_scene (f, NULL, "arrive");
  REFUSE (decide, 9, NULL, 0, NX_DECIDED_BY_FACILITATOR);
  REFUSE (open_decision_vote, 9, NULL);
  DO (decide, 9, NULL, -1, NX_DECIDED_BY_FACILITATOR);
  assert_scene (f, "north", "gate");
  REFUSE (decide, 9, NULL, -1, NX_DECIDED_BY_FACILITATOR);
  REFUSE (decide, 9, "west", find_choice (f, 9, NULL, "wait"), NX_DECIDED_BY_FACILITATOR);
  DO (decide, 9, "south", find_choice (f, 9, "south", "wait"), NX_DECIDED_BY_FACILITATOR);

  REFUSE (decide, 9, "north", find_choice (f, 9, "north", "close-now"), NX_DECIDED_BY_MAJORITY);
  DO (open_decision_vote, 9, "north");
  round = nx_session_state_get_last_vote (state);
  g_assert_cmpstr (round->address, ==, "sample/scenario/gate#gate");
  g_assert_cmpstr (round->team, ==, "north");
  DO (cast_ballot, NULL, "p1", (const char *const[]) { "close-now", NULL });
  REFUSE (decide, 9, "north", find_choice (f, 9, "north", "wait"), NX_DECIDED_BY_MAJORITY);
  DO (decide, 9, "north", find_choice (f, 9, "north", "close-now"), NX_DECIDED_BY_MAJORITY);
  decision = g_ptr_array_index (nx_session_state_get_decisions (state), 2);
  g_assert_cmpstr (decision->choice, ==, "close-now");
  g_assert_cmpint (decision->by, ==, NX_DECIDED_BY_MAJORITY);
  g_assert_cmpstr (decision->run, ==, round->run);
  assert_scene (f, "north", "close");
  assert_scene (f, "south", "gate");
  assert_scene (f, NULL, "gate");
  assert_resumes (f);

  DO (take_decision_back, 9, "north");
  assert_scene (f, "north", "gate");
  REFUSE (take_decision_back, 9, "north");
  DO (decide, 9, "north", find_choice (f, 9, "north", "close-now"), NX_DECIDED_BY_FACILITATOR);
  DO (decide, 9, "north", find_choice (f, 9, "north", "leave"), NX_DECIDED_BY_FACILITATOR);
  ended = nx_session_dup_play (f->session, 9, "north");
  g_assert_null (nx_group_play_get_scene (ended));
  g_assert_cmpstr (nx_group_play_get_ending (ended)->id, ==, "mixed");
  g_assert_cmpuint (ended->moves->len, ==, 3);
  REFUSE (decide, 9, "north", -1, NX_DECIDED_BY_FACILITATOR);
  REFUSE (open_decision_vote, 9, "north");
  DO (remove_team, 9, "south");
  assert_resumes (f);
}

static void
test_refused (Fixture      *f,
              gconstpointer data)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_participant_free);
  g_autoptr (NxGroupPlay) none = nx_session_dup_play (f->session, 0, NULL);

  g_assert_null (none);
  REFUSE (reset_timer);
  REFUSE (open_vote);
  REFUSE (close_vote, NULL);
  REFUSE (close_vote, "nothing");
  DO (start_day, 0);
  REFUSE (open_vote);
  REFUSE (add_minutes, 0, -6);
  REFUSE (remove_participant, "p1");
  REFUSE (mark_attendance, "p1", 0, NX_HALF_DAY_AM, NX_TRISTATE_YES);
  REFUSE (decide, 0, NULL, 0, NX_DECIDED_BY_FACILITATOR);
  /* All or none. */
  g_ptr_array_add (people, nx_participant_new ("p1", "Amina", NULL, NULL, NX_VOTE_ROOM));
  g_ptr_array_add (people, nx_participant_new ("p2", "", NULL, NULL, NX_VOTE_ROOM));
  REFUSE (save_participants, people);
  g_ptr_array_set_size (people, 0);
  DO (save_participants, people);  /* nobody is nothing to do */

  add_people (f);
  DO (go_to, 5);
  DO (open_vote);
  REFUSE (count_hands, NULL, NX_VOTE_ROOM, "nothing", 1);
  REFUSE (count_hands, NULL, NX_VOTE_ROOM, "a", G_MAXUINT);
  REFUSE (cast_ballot, NULL, "p9", (const char *const[]) { "a", NULL });
  REFUSE (cast_ballot, NULL, "p1", (const char *const[]) { NULL });
  REFUSE (withdraw_ballot, NULL, "p1");
  DO (end);
  REFUSE (next);
  REFUSE (back);
  REFUSE (go_to, 1);
  REFUSE (start_day, 0);
  REFUSE (set_screen, NX_SCREEN_BLANK);
  REFUSE (open_vote);
  REFUSE (end);
  /* What was late still comes, and late it is. */
  DO (cast_ballot, NULL, "p2", (const char *const[]) { nx_vote_get_option (nx_session_state_get_last_vote (nx_session_get_state (f->session))->vote, 0), NULL });
  assert_resumes (f);
}

/* ---- The order of things ---- */

typedef struct
{
  Fixture *f;
  GString *order;
  guint n_waiting;
} Order;

static void
in_order_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Order *order = user_data;

  g_assert_true (nx_session_act_finish (NX_SESSION (source), result, NULL));
  g_string_append_printf (order->order, " %d", nx_session_get_slide (order->f->session, NULL));
  order->n_waiting--;
}

static void
again_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Order *order = user_data;

  in_order_cb (source, result, user_data);
  order->n_waiting++;
  nx_session_go_to_async (order->f->session, 13, in_order_cb, order);
}

/* A clicker that is faster than the disk: each press counts, in its order; and what a callback begins comes after them. */
static void
test_in_order (Fixture      *f,
               gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Order order = { f, text, 6 };

  nx_session_start_day_async (f->session, 0, again_cb, &order);
  nx_session_next_async (f->session, in_order_cb, &order);
  nx_session_next_async (f->session, in_order_cb, &order);
  nx_session_back_async (f->session, in_order_cb, &order);
  nx_session_go_to_async (f->session, 5, in_order_cb, &order);
  nx_session_next_async (f->session, in_order_cb, &order);
  g_assert_cmpuint (nx_session_get_n_pending (f->session), ==, 6);
  /* Nothing is shown before it is stored. */
  g_assert_cmpint (nx_session_get_slide (f->session, NULL), ==, -1);
  while (order.n_waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text->str, ==, " 0 1 2 1 5 6 13");
  g_assert_cmpuint (nx_session_get_n_pending (f->session), ==, 0);
  g_assert_cmpuint (f->n_changed, ==, 7);
  assert_resumes (f);
}

/* A session that nobody holds any more finishes what it was asked for. */
static void
test_let_go (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *id = g_strdup (nx_session_get_id (f->session));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (NxSession) resumed = NULL;
  NxSession *session = g_steal_pointer (&f->session);

  nx_session_start_day_async (session, 0, NULL, NULL);
  nx_session_next_async (session, NULL, NULL);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_object_unref (session);
  while (session != NULL)
    g_main_context_iteration (NULL, TRUE);
  resumed = live_resume (f->store, f->records.clock, f->library, id, NULL);
  g_assert_cmpint (nx_session_get_slide (resumed, NULL), ==, 1);
}

/* What cannot be stored has not happened; the same act can be tried again. */
static void
test_disk_full (Fixture      *f,
                gconstpointer data)
{
  g_autoptr (NxSessionState) before = NULL;
  guint n_changed;

  DO (start_day, 0);
  nx_database_set_max_pages (f->store->db, records_query (f->records.folder, "PRAGMA page_count"));
  for (;;)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&before, nx_session_state_free);
      before = nx_session_state_copy (nx_session_get_state (f->session));
      n_changed = f->n_changed;
      nx_session_go_to_async (f->session, f->n_changed % 7, live_result_cb, &result);
      if (nx_session_act_finish (f->session, live_wait (&result), &error))
        continue;
      g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL);
      break;
    }
  g_assert_true (nx_session_state_equal (before, nx_session_get_state (f->session)));
  g_assert_cmpuint (f->n_changed, ==, n_changed);
  assert_resumes (f);
  nx_database_set_max_pages (f->store->db, 1000000);
  DO (go_to, 6);
  assert_resumes (f);
}

/* ---- Taking it up again ---- */

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  guint *n_taken = user_data;

  *n_taken += nx_session_act_finish (NX_SESSION (source), result, NULL);
}

/* Whatever was done: at any event, whoever takes it up has what was there; and what is recorded always fits. */
static void
test_resume_anywhere (Fixture      *f,
                      gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (NxSessionState) replayed = nx_session_state_new (nx_session_get_plan (f->session));
  guint n_taken = 0;

  for (guint i = 0; i < 400; i++)
    {
      nx_clock_advance (f->records.clock, (gint64) g_rand_int (rand) / 100);
      live_do_random_act (f->session, rand, acted_cb, &n_taken);
      while (nx_session_get_n_pending (f->session) > (guint) g_rand_int_range (rand, 0, 4))
        g_main_context_iteration (NULL, TRUE);
      if (i % 10 != 0)
        continue;
      while (nx_session_get_n_pending (f->session) > 0)
        g_main_context_iteration (NULL, TRUE);
      assert_resumes (f);
    }
  while (nx_session_get_n_pending (f->session) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_taken, >, 200);
  events = records_load (f->store, nx_session_get_id (f->session));
  g_test_message ("%u acts taken, %u events", n_taken, events->len);
  for (guint i = 0; i < events->len; i++)
    g_assert_true (nx_session_state_apply (replayed, g_ptr_array_index (events, i)));
  g_assert_true (nx_session_state_equal (replayed, nx_session_get_state (f->session)));
}

static void
test_language (Fixture      *f,
               gconstpointer data)
{
  g_autoptr (NxAgenda) french = nx_agenda_load (f->library, "two-days", "fr", NULL);
  g_autofree char *path = g_build_filename (f->records.root, "mine.xml", NULL);
  g_autoptr (NxAgenda) other = NULL;
  static const char text[] = "<workshop xmlns='urn:nexus-trainer:content:1' id='w' version='1'><title>W</title><summary>W</summary>"
                             "<day id='d' start='09:00'><title>D</title><session id='s'><title>S</title><break id='b' minutes='5'/></session></day></workshop>";

  DO (go_to, 5);
  DO (set_agenda, french);
  g_assert_cmpstr (nx_agenda_get_language (nx_session_get_agenda (f->session)), ==, "fr");
  g_assert_cmpint (nx_session_get_slide (f->session, NULL), ==, 5);
  DO (next);
  assert_resumes (f);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  other = nx_agenda_load_file (f->library, path, "en", NULL);
  REFUSE (set_agenda, other);
}

/* A facilitator's own agenda is kept with the session: its file may be gone. */
static void
test_own_agenda (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", "workshops", "two-days.xml", NULL);
  g_autofree char *path = g_build_filename (f->records.root, "Amina's.xml", NULL);
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *spoil = NULL;
  g_autoptr (NxAgenda) own = NULL;
  g_autoptr (NxSession) none = NULL;
  g_autoptr (GError) error = NULL;
  GString *changed;

  g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
  changed = g_string_new (text);
  g_string_replace (changed, "Two days", "My two days", 0);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  g_string_free (changed, TRUE);
  own = nx_agenda_load_file (f->library, path, "en", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nx_agenda_get_address (own), ==, "own/workshop/two-days");
  g_unlink (path);
  take_session (f, live_start (f->store, f->records.clock, own));
  DO (start_day, 0);
  DO (next);
  assert_resumes (f);
  g_assert_false (records_folder_contains (f->records.folder, "Amina's"));

  id = g_strdup (nx_session_get_id (f->session));
  hash = g_strdup (nx_agenda_get_hash (own));
  spoil = g_strdup_printf ("DELETE FROM snapshot WHERE hash = '%s'", hash);
  records_tamper (f->records.folder, spoil);
  none = live_resume (f->store, f->records.clock, f->library, id, &error);
  g_assert_null (none);
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND);
}

/* ---- Damage ---- */

static void
reopen (Fixture *f)
{
  g_clear_object (&f->session);
  records_close (g_steal_pointer (&f->store));
}

static void
test_damage (Fixture      *f,
             gconstpointer data)
{
  g_autofree char *id = g_strdup (nx_session_get_id (f->session));
  g_autoptr (GError) error = NULL;
  g_autoptr (NxSession) none = NULL;
  guint n_lost;

  add_people (f);
  for (guint i = 0; i < 5; i++)
    DO (go_to, i);
  reopen (f);
  records_tamper (f->records.folder, "UPDATE event SET digest = zeroblob (32) WHERE seq = 3");
  /* That the pack has the same agenda makes up for its snapshot. */
  records_tamper (f->records.folder, "DELETE FROM snapshot");
  f->store = records_open (&f->records);
  none = live_resume (f->store, f->records.clock, f->library, id, &error);
  g_assert_null (none);
  g_assert_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_DAMAGED);
  g_clear_error (&error);
  records_close (f->store);

  records_repair (&f->records, &n_lost);
  g_assert_cmpuint (n_lost, ==, 1);
  f->store = records_open (&f->records);
  take_session (f, live_resume (f->store, f->records.clock, f->library, id, NULL));
  assert_slide (f, 4, 0, 4);
  g_assert_cmpuint (nx_session_state_get_participants (nx_session_get_state (f->session))->len, ==, 2);
  DO (next);
  assert_resumes (f);
  reopen (f);

  records_tamper (f->records.folder, "DELETE FROM event WHERE seq = 1");
  f->store = records_open (&f->records);
  none = live_resume (f->store, f->records.clock, f->library, id, &error);
  g_assert_null (none);
  g_assert_error (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NO_START);
}

/* ---- Killed ---- */

/* Kills it once it has said @n_lines lines; the last whole one, without its full stop. */
static char *
kill_after_lines (Fixture *f,
                  guint    seed,
                  guint    n_lines)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "unit", "workshop", "session-writer", NULL);
  g_autofree char *pack = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", NULL);
  g_autofree char *number = g_strdup_printf ("%u", seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) writer =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, f->records.folder, pack, number, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  char *last = NULL, *line;
  guint n_said = 0;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      if (!g_str_has_suffix (line, " ."))
        {
          g_free (line);
          continue;
        }
      line[strlen (line) - 2] = '\0';
      g_free (last);
      last = line;
      if (++n_said == n_lines)
        g_subprocess_force_exit (writer);
    }
  g_assert_cmpuint (n_said, >=, n_lines);
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (writer));
  return last;
}

/* What the last line says is the state after all events but those of one act that it had no time to tell of. */
static void
assert_nothing_lost (Fixture    *f,
                     NxSession  *resumed,
                     const char *said)
{
  g_autoptr (GPtrArray) events = records_load (f->store, nx_session_get_id (resumed));
  g_autoptr (NxSessionState) replayed = nx_session_state_new (nx_session_get_plan (resumed));
  gboolean found = FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      g_assert_true (nx_session_state_apply (replayed, g_ptr_array_index (events, i)));
      if (i + 6 > events->len)
        {
          g_autofree char *words = live_describe (replayed);

          found = found || strcmp (words, said) == 0;
        }
    }
  g_assert_true (found);
  g_assert_true (nx_session_state_equal (replayed, nx_session_get_state (resumed)));
}

static void
test_killed (Fixture      *f,
             gconstpointer data)
{
  guint n_rounds = g_getenv ("NX_TEST_LONG") != NULL ? 60 : 8;
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (NxClock) clock = nx_clock_new_system ();

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree char *id = NULL;
      g_autofree char *said = NULL;
      g_autoptr (GPtrArray) sessions = NULL;
      g_autoptr (NxSession) resumed = NULL;

      reopen (f);
      said = kill_after_lines (f, round, (guint) g_rand_int_range (rand, 1, 60));
      f->store = records_open (&f->records);
      sessions = nx_record_store_list_sessions (f->store, NULL);
      g_assert_cmpuint (sessions->len, ==, 1);
      id = g_strdup (((const NxSessionInfo *) g_ptr_array_index (sessions, 0))->id);
      resumed = live_resume (f->store, clock, f->library, id, NULL);
      assert_nothing_lost (f, resumed, said);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/workshop/session/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("slides", test_slides);
  ADD ("screen-and-time", test_screen_and_time);
  ADD ("votes", test_votes);
  ADD ("two-teams", test_two_teams);
  ADD ("refused", test_refused);
  ADD ("in-order", test_in_order);
  ADD ("let-go", test_let_go);
  ADD ("disk-full", test_disk_full);
  ADD ("resume-anywhere", test_resume_anywhere);
  ADD ("language", test_language);
  ADD ("own-agenda", test_own_agenda);
  ADD ("damage", test_damage);
  ADD ("killed", test_killed);

  return g_test_run ();
}
