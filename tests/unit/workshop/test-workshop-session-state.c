/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What events make of a session: each kind, what cannot be, time, and any events in any order. */

#include "nx-session-fixture.h"

#include <string.h>

typedef struct
{
  NxClock *clock;
  NxPlan *plan;
  NxSessionState *state;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->clock = nx_clock_new_manual (SESSION_START_US, 1000000);
  f->plan = session_load_plan ();
  f->state = nx_session_state_new (f->plan);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  nx_session_state_free (f->state);
  nx_plan_free (f->plan);
  g_object_unref (f->clock);
}

#define DO(type, payload) g_assert_true (session_apply (f->state, f->clock, type, payload))

static void
start (Fixture *f)
{
  DO ("session-started", "{'address':'core/workshop/two-days','language':'en'}");
}

/* That it is ignored, and leaves nothing behind. */
static void
ignore (Fixture    *f,
        const char *type,
        const char *payload)
{
  g_autoptr (NxSessionState) before = nx_session_state_copy (f->state);

  if (session_apply (f->state, f->clock, type, payload))
    g_error ("%s %s was taken", type, payload);
  g_assert_true (nx_session_state_equal (before, f->state));
}

static void
assert_place (Fixture *f,
              int      item,
              guint    slide,
              guint    points)
{
  NxSlidePlace place;

  nx_session_state_get_place (f->state, &place);
  g_assert_cmpint (place.item, ==, item);
  g_assert_cmpuint (place.slide, ==, slide);
  g_assert_cmpuint (place.points, ==, points);
}

static void
assert_audience (Fixture *f,
                 int      item,
                 guint    slide)
{
  NxSlidePlace place;

  nx_session_state_get_audience_place (f->state, &place);
  g_assert_cmpint (place.item, ==, item);
  g_assert_cmpuint (place.slide, ==, slide);
}

/* ---- Days, slides, screen ---- */

static void
test_slides (Fixture      *f,
             gconstpointer data)
{
  ignore (f, "slide-shown", "{'element':'hello','step':1}");
  g_assert_false (nx_session_state_is_started (f->state));
  assert_place (f, -1, 0, 0);

  start (f);
  g_assert_cmpstr (nx_session_state_get_language (f->state), ==, "en");
  g_assert_cmpint (nx_session_state_get_day (f->state), ==, -1);
  DO ("day-started", "{'element':'one'}");
  g_assert_cmpint (nx_session_state_get_day (f->state), ==, 0);
  g_assert_true (nx_session_state_is_day_begun (f->state, 0));
  assert_place (f, -1, 0, 0);
  DO ("slide-shown", "{'element':'all','step':2,'raw':3}");
  assert_place (f, 3, 1, 3);
  assert_audience (f, 3, 1);
  /* A slide of another day is that day's beginning too. */
  g_assert_false (nx_session_state_is_day_begun (f->state, 1));
  DO ("slide-shown", "{'element':'small','step':1}");
  g_assert_cmpint (nx_session_state_get_day (f->state), ==, 1);
  g_assert_true (nx_session_state_is_day_begun (f->state, 1));
  DO ("language-changed", "{'language':'fr'}");
  g_assert_cmpstr (nx_session_state_get_language (f->state), ==, "fr");

  ignore (f, "session-started", "{'language':'de'}");
  ignore (f, "language-changed", NULL);
  ignore (f, "day-started", "{'element':'three'}");
  ignore (f, "day-started", NULL);
  ignore (f, "slide-shown", "{'element':'gone','step':1}");
  ignore (f, "slide-shown", "{'step':1}");
  ignore (f, "slide-shown", "{'element':'hello'}");
  ignore (f, "slide-shown", "{'element':'hello','step':0}");
  ignore (f, "slide-shown", "{'element':'hello','step':10001}");
  ignore (f, "slide-shown", "{'element':'hello','step':1,'raw':-2}");
  /* A learner's event has no business here. */
  ignore (f, "module-opened", "{'address':'core/module/first'}");
}

static void
test_screen (Fixture      *f,
             gconstpointer data)
{
  static const char q1[] = "core/questions/first#q-1";
  const NxVoteRound *round;

  start (f);
  DO ("slide-shown", "{'element':'ask','step':1}");
  DO ("vote-opened", "{'run':'v1','element':'ask','address':'core/questions/first#q-1','items':['a','b']}");
  DO ("screen-changed", "{'response':['frozen']}");
  DO ("slide-shown", "{'element':'tea','step':1}");
  DO ("hands-counted", "{'run':'v1','group':'room','response':['a'],'count':9}");
  assert_place (f, 7, 0, 0);
  assert_audience (f, 5, 0);
  /* What was counted since is not for their eyes. */
  round = nx_session_state_find_audience_vote (f->state, 5, q1, NULL);
  g_assert_cmpuint (nx_vote_count (round->vote, 0, NX_N_VOTE_PLACES), ==, 0);
  round = nx_session_state_find_vote (f->state, 5, q1, NULL);
  g_assert_cmpuint (nx_vote_count (round->vote, 0, NX_N_VOTE_PLACES), ==, 9);
  /* Frozen once more is frozen still. */
  DO ("screen-changed", "{'response':['frozen']}");
  assert_audience (f, 5, 0);

  DO ("screen-changed", "{'response':['live']}");
  assert_audience (f, 7, 0);
  g_assert_true (nx_session_state_find_audience_vote (f->state, 5, q1, NULL) == round);
  DO ("screen-changed", "{'response':['frozen']}");
  DO ("screen-changed", "{'response':['blank']}");
  g_assert_cmpint (nx_session_state_get_screen (f->state), ==, NX_SCREEN_BLANK);
  DO ("slide-shown", "{'element':'small','step':1}");
  assert_audience (f, 8, 0);

  ignore (f, "screen-changed", NULL);
  ignore (f, "screen-changed", "{'response':[]}");
  ignore (f, "screen-changed", "{'response':['dim']}");
  ignore (f, "screen-changed", "{'response':['live','blank']}");
}

/* ---- People ---- */

static void
test_people (Fixture      *f,
             gconstpointer data)
{
  const NxParticipant *participant;

  start (f);
  DO ("participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina\\',\\'place\\':\\'room\\'}'}");
  DO ("participant-saved", "{'target':'p2','detail':'{\\'name\\':\\'7\\',\\'place\\':\\'remote\\',\\'capacity\\':\\'police\\',\\'station\\':\\'Goma\\'}'}");
  participant = nx_session_state_get_participant (f->state, "p2");
  g_assert_cmpstr (participant->name, ==, "7");
  g_assert_cmpstr (participant->capacity, ==, "police");
  g_assert_cmpstr (participant->station, ==, "Goma");
  g_assert_cmpint (participant->place, ==, NX_VOTE_REMOTE);
  /* Saved anew, in the same place of the list. */
  DO ("participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina D.\\',\\'place\\':\\'remote\\'}'}");
  g_assert_cmpuint (nx_session_state_get_participants (f->state)->len, ==, 2);
  participant = g_ptr_array_index (nx_session_state_get_participants (f->state), 0);
  g_assert_cmpstr (participant->name, ==, "Amina D.");

  DO ("attendance-marked", "{'target':'p1','element':'one/am','success':true}");
  DO ("attendance-marked", "{'target':'p1','element':'two/pm','success':false}");
  DO ("attendance-marked", "{'target':'p2','element':'one/am','success':true}");
  g_assert_cmpint (nx_session_state_get_attendance (f->state, "p1", 0, NX_HALF_DAY_AM), ==, NX_TRISTATE_YES);
  g_assert_cmpint (nx_session_state_get_attendance (f->state, "p1", 0, NX_HALF_DAY_PM), ==, NX_TRISTATE_UNSET);
  g_assert_cmpint (nx_session_state_get_attendance (f->state, "p1", 1, NX_HALF_DAY_PM), ==, NX_TRISTATE_NO);
  DO ("attendance-marked", "{'target':'p1','element':'two/pm'}");
  g_assert_cmpint (nx_session_state_get_attendance (f->state, "p1", 1, NX_HALF_DAY_PM), ==, NX_TRISTATE_UNSET);

  ignore (f, "participant-saved", "{'target':'p3'}");
  ignore (f, "participant-saved", "{'detail':'{\\'name\\':\\'x\\',\\'place\\':\\'room\\'}'}");
  ignore (f, "participant-saved", "{'target':'p3','detail':'{\\'place\\':\\'room\\'}'}");
  ignore (f, "participant-saved", "{'target':'p3','detail':'{\\'name\\':\\'x\\'}'}");
  ignore (f, "participant-saved", "{'target':'p3','detail':'{\\'name\\':\\'x\\',\\'place\\':\\'moon\\'}'}");
  ignore (f, "attendance-marked", "{'target':'p3','element':'one/am','success':true}");
  ignore (f, "attendance-marked", "{'target':'p1','element':'one','success':true}");
  ignore (f, "attendance-marked", "{'target':'p1','element':'on/am','success':true}");
  ignore (f, "attendance-marked", "{'target':'p1','element':'one/night','success':true}");
  ignore (f, "attendance-marked", "{'target':'p1','success':true}");
  ignore (f, "participant-removed", "{'target':'p3'}");
  ignore (f, "participant-removed", NULL);

  DO ("participant-removed", "{'target':'p1'}");
  g_assert_null (nx_session_state_get_participant (f->state, "p1"));
  g_assert_cmpint (nx_session_state_get_attendance (f->state, "p1", 0, NX_HALF_DAY_AM), ==, NX_TRISTATE_UNSET);
  g_assert_cmpint (nx_session_state_get_attendance (f->state, "p2", 0, NX_HALF_DAY_AM), ==, NX_TRISTATE_YES);
}

static void
add_people (Fixture *f)
{
  DO ("participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina\\',\\'place\\':\\'room\\'}'}");
  DO ("participant-saved", "{'target':'p2','detail':'{\\'name\\':\\'Yusuf\\',\\'place\\':\\'remote\\'}'}");
  DO ("participant-saved", "{'target':'p3','detail':'{\\'name\\':\\'Joy\\',\\'place\\':\\'room\\'}'}");
}

/* ---- Votes ---- */

#define OPEN(run) "{'run':'" run "','element':'ask','address':'core/questions/first#q-1','items':['a','b','c'],'max':1}"

static void
test_votes (Fixture      *f,
            gconstpointer data)
{
  const NxVoteRound *first, *second;

  start (f);
  add_people (f);
  g_assert_null (nx_session_state_get_last_vote (f->state));
  DO ("vote-opened", OPEN ("v1"));
  first = nx_session_state_get_vote (f->state, "v1");
  DO ("hands-counted", "{'run':'v1','group':'room','response':['b'],'count':9}");
  DO ("hands-counted", "{'run':'v1','group':'remote','response':['a'],'count':5}");
  DO ("ballot-cast", "{'run':'v1','target':'p2','response':['a']}");
  DO ("ballot-cast", "{'run':'v1','target':'p1','group':'remote','response':['a']}");
  g_assert_cmpuint (nx_vote_count (first->vote, 0, NX_VOTE_REMOTE), ==, 7);
  g_assert_cmpuint (nx_vote_count (first->vote, 1, NX_VOTE_ROOM), ==, 9);
  DO ("ballot-withdrawn", "{'run':'v1','target':'p1'}");
  DO ("vote-shown", "{'run':'v1'}");
  g_assert_cmpint (nx_vote_get_state (first->vote), ==, NX_VOTE_SHOWN);
  DO ("vote-hidden", "{'run':'v1'}");
  g_assert_cmpint (nx_vote_get_state (first->vote), ==, NX_VOTE_CLOSED);
  g_assert_cmpuint (first->round, ==, 1);

  /* Vote again: a round of its own, to compare. */
  DO ("vote-opened", OPEN ("v2"));
  second = nx_session_state_get_last_vote (f->state);
  g_assert_cmpstr (second->run, ==, "v2");
  g_assert_cmpuint (second->round, ==, 2);
  g_assert_true (nx_session_state_find_vote (f->state, 5, "core/questions/first#q-1", NULL) == second);
  g_assert_cmpuint (nx_vote_count_people (second->vote, NX_N_VOTE_PLACES), ==, 0);
  /* Another vote closes the one that is open: what comes there is late. */
  DO ("vote-opened", "{'run':'v3','element':'check','address':'core/module/first#check-one-q','items':['a'],'max':1}");
  g_assert_cmpuint (nx_session_state_get_last_vote (f->state)->round, ==, 1);
  DO ("ballot-cast", "{'run':'v2','target':'p3','response':['c']}");
  g_assert_cmpuint (nx_vote_count_late (second->vote), ==, 1);
  /* Who leaves the list stays in the result. */
  DO ("participant-removed", "{'target':'p3'}");
  g_assert_cmpuint (nx_vote_count (second->vote, 2, NX_VOTE_ROOM), ==, 1);
  DO ("vote-closed", "{'run':'v3'}");
}

static void
test_votes_that_cannot_be (Fixture      *f,
                           gconstpointer data)
{
  g_autoptr (GString) many = g_string_new ("{'run':'v9','element':'ask','address':'q','items':['o'");

  start (f);
  add_people (f);
  DO ("vote-opened", OPEN ("v1"));
  ignore (f, "vote-opened", OPEN ("v1"));
  ignore (f, "vote-opened", "{'element':'ask','address':'q','items':['a']}");
  ignore (f, "vote-opened", "{'run':'v9','element':'gone','address':'q','items':['a']}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','items':['a']}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','address':'q'}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','address':'q','items':[]}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','address':'q','items':['a','a']}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','address':'q','items':['a',''],'max':1}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','address':'q','items':['a'],'max':0}");
  ignore (f, "vote-opened", "{'run':'v9','element':'ask','address':'q','items':['a'],'group':'nobody'}");
  for (guint i = 0; i < NX_VOTE_OPTIONS_MAX; i++)
    g_string_append_printf (many, ",'o%u'", i);
  g_string_append (many, "]}");
  ignore (f, "vote-opened", many->str);

  ignore (f, "hands-counted", "{'run':'v9','group':'room','response':['a'],'count':1}");
  ignore (f, "hands-counted", "{'run':'v1','group':'moon','response':['a'],'count':1}");
  ignore (f, "hands-counted", "{'run':'v1','response':['a'],'count':1}");
  ignore (f, "hands-counted", "{'run':'v1','group':'room','response':['z'],'count':1}");
  ignore (f, "hands-counted", "{'run':'v1','group':'room','response':['a','b'],'count':1}");
  ignore (f, "hands-counted", "{'run':'v1','group':'room','count':1}");
  ignore (f, "hands-counted", "{'run':'v1','group':'room','response':['a']}");
  ignore (f, "hands-counted", "{'run':'v1','group':'room','response':['a'],'count':-1}");
  ignore (f, "hands-counted", "{'run':'v1','group':'room','response':['a'],'count':100000}");
  ignore (f, "ballot-cast", "{'run':'v1','target':'p9','response':['a']}");
  ignore (f, "ballot-cast", "{'run':'v9','target':'p1','response':['a']}");
  ignore (f, "ballot-cast", "{'run':'v1','target':'p1'}");
  ignore (f, "ballot-cast", "{'run':'v1','target':'p1','response':[]}");
  ignore (f, "ballot-cast", "{'run':'v1','target':'p1','response':['a','b']}");
  ignore (f, "ballot-cast", "{'run':'v1','target':'p1','response':['z']}");
  ignore (f, "ballot-cast", "{'run':'v1','target':'p1','group':'moon','response':['a']}");
  ignore (f, "ballot-withdrawn", "{'run':'v1','target':'p1'}");
  ignore (f, "ballot-withdrawn", "{'run':'v1'}");
  ignore (f, "vote-closed", "{'run':'v9'}");
  ignore (f, "vote-shown", NULL);
  ignore (f, "vote-hidden", "{'run':'v9'}");
}

/* ---- Teams and decisions ---- */

static void
assert_team (Fixture    *f,
             guint       item,
             const char *id,
             const char *participants)
{
  g_autofree char *found = g_strjoinv (" ", nx_session_state_get_team (f->state, item, id)->participants);

  g_assert_cmpstr (found, ==, participants);
}

static void
test_teams (Fixture      *f,
            gconstpointer data)
{
  start (f);
  add_people (f);
  DO ("team-saved", "{'element':'game','group':'north','text':'North','items':['p1','p2']}");
  DO ("team-saved", "{'element':'game','group':'south','text':'South','items':['p3','p2','p9','p3']}");
  DO ("team-saved", "{'element':'small','group':'north','text':'Table 1','items':['p1','p2','p3']}");
  /* Nobody is in two teams of one part; who is unknown, or named twice, is not there, or once. */
  assert_team (f, 9, "north", "p1");
  assert_team (f, 9, "south", "p2 p3");
  assert_team (f, 8, "north", "p1 p2 p3");
  DO ("team-saved", "{'element':'game','group':'north','text':'The north','items':['p1','p3']}");
  assert_team (f, 9, "south", "p2");
  g_assert_cmpstr (nx_session_state_get_team (f->state, 9, "north")->name, ==, "The north");
  DO ("participant-removed", "{'target':'p1'}");
  assert_team (f, 9, "north", "p3");
  assert_team (f, 8, "north", "p2 p3");

  ignore (f, "team-saved", "{'element':'tea','group':'north','text':'North','items':['p2']}");
  ignore (f, "team-saved", "{'element':'game','text':'North','items':['p2']}");
  ignore (f, "team-saved", "{'element':'game','group':'north','items':['p2']}");
  ignore (f, "team-removed", "{'element':'small','group':'south'}");
  ignore (f, "team-removed", "{'element':'small'}");
  DO ("team-removed", "{'element':'game','group':'north'}");
  g_assert_null (nx_session_state_get_team (f->state, 9, "north"));
  g_assert_cmpuint (nx_session_state_get_teams (f->state)->len, ==, 2);
}

static void
test_decisions (Fixture      *f,
                gconstpointer data)
{
  const NxLoggedDecision *decision;

  start (f);
  add_people (f);
  DO ("team-saved", "{'element':'game','group':'north','text':'North','items':['p1','p2']}");
  DO ("decision-logged", "{'element':'game','place':'arrive'}");
  DO ("decision-logged", "{'element':'game','place':'gate','response':['tell'],'run':'v1','detail':'{\\'by\\':\\'majority\\'}'}");
  DO ("decision-logged", "{'element':'game','place':'arrive','group':'north'}");
  DO ("decision-logged", "{'element':'game','place':'gate','response':['wait'],'group':'north','detail':'{\\'by\\':\\'facilitator\\'}'}");
  g_assert_cmpuint (nx_session_state_get_decisions (f->state)->len, ==, 4);
  decision = g_ptr_array_index (nx_session_state_get_decisions (f->state), 0);
  g_assert_null (decision->choice);
  decision = g_ptr_array_index (nx_session_state_get_decisions (f->state), 1);
  g_assert_cmpstr (decision->scene, ==, "gate");
  g_assert_cmpstr (decision->choice, ==, "tell");
  g_assert_cmpint (decision->by, ==, NX_DECIDED_BY_MAJORITY);
  g_assert_cmpint (decision->wall_us, ==, SESSION_START_US);
  /* The last of the branch, not the last of all. */
  DO ("decision-taken-back", "{'element':'game'}");
  g_assert_cmpuint (nx_session_state_get_decisions (f->state)->len, ==, 3);
  decision = g_ptr_array_index (nx_session_state_get_decisions (f->state), 2);
  g_assert_cmpstr (decision->team, ==, "north");
  g_assert_cmpstr (decision->choice, ==, "wait");
  g_assert_cmpint (decision->by, ==, NX_DECIDED_BY_FACILITATOR);

  ignore (f, "decision-logged", "{'element':'tea','place':'gate','response':['tell']}");
  ignore (f, "decision-logged", "{'element':'game','response':['tell']}");
  ignore (f, "decision-logged", "{'element':'game','place':'gate','response':['tell','wait']}");
  ignore (f, "decision-logged", "{'element':'game','place':'gate','response':['tell'],'group':'south'}");
  ignore (f, "decision-taken-back", "{'element':'game','group':'south'}");
  ignore (f, "decision-taken-back", NULL);
}

static void
test_end (Fixture      *f,
          gconstpointer data)
{
  start (f);
  add_people (f);
  DO ("slide-shown", "{'element':'ask','step':1}");
  DO ("screen-changed", "{'response':['frozen']}");
  DO ("vote-opened", OPEN ("v1"));
  DO ("session-ended", NULL);
  g_assert_true (nx_session_state_is_ended (f->state));
  g_assert_cmpint (nx_session_state_get_screen (f->state), ==, NX_SCREEN_LIVE);

  ignore (f, "session-ended", NULL);
  ignore (f, "slide-shown", "{'element':'tea','step':1}");
  ignore (f, "vote-opened", OPEN ("v2"));
  ignore (f, "hands-counted", "{'run':'v1','group':'room','response':['b'],'count':9}");
  ignore (f, "vote-shown", "{'run':'v1'}");
  ignore (f, "decision-logged", "{'element':'game','place':'gate','response':['tell']}");
  /* What was on its way still comes. */
  DO ("ballot-cast", "{'run':'v1','target':'p2','response':['a']}");
  g_assert_cmpuint (nx_vote_count_late (nx_session_state_get_last_vote (f->state)->vote), ==, 1);
  DO ("attendance-marked", "{'target':'p1','element':'one/am','success':true}");
}

/* ---- Time ---- */

static void
assert_times (Fixture *f,
              gint64   day_s,
              gint64   part_s,
              gint64   left_s,
              gint64   behind_s,
              gint64   expected_end_s)
{
  NxSessionTimes times;
  NxMoment now;

  session_read_clock (f->clock, &now);
  g_assert_true (nx_session_state_get_times (f->state, &now, &times));
  g_assert_cmpint (times.day_s, ==, day_s);
  g_assert_cmpint (times.part_s, ==, part_s);
  g_assert_cmpint (times.left_s, ==, left_s);
  g_assert_cmpint (times.behind_s, ==, behind_s);
  g_assert_cmpint (times.expected_end_s, ==, expected_end_s);
}

#define MINUTES(n) ((gint64) (n) * 60 * G_USEC_PER_SEC)
#define DAY_ONE_S (71 * 60)  /* all minutes of the first day */

static void
test_times (Fixture      *f,
            gconstpointer data)
{
  NxSessionTimes times;
  NxMoment now;

  session_read_clock (f->clock, &now);
  start (f);
  g_assert_false (nx_session_state_get_times (f->state, &now, &times));
  nx_clock_advance (f->clock, MINUTES (10));
  DO ("day-started", "{'element':'one'}");
  nx_clock_advance (f->clock, MINUTES (1));
  DO ("slide-shown", "{'element':'hello','step':1}");
  /* A minute late, with five to go. */
  assert_times (f, 60, 0, 300, 60, DAY_ONE_S + 60);
  nx_clock_advance (f->clock, MINUTES (7));
  assert_times (f, 480, 420, -120, 180, DAY_ONE_S + 180);
  DO ("slide-shown", "{'element':'bare','step':1}");
  assert_times (f, 480, 0, 60, 180, DAY_ONE_S + 180);
  /* Back to what was begun: its time runs from its first slide on, or from the reset. */
  nx_clock_advance (f->clock, MINUTES (1));
  DO ("slide-shown", "{'element':'hello','step':1}");
  assert_times (f, 540, 480, -180, 240, 540 + (DAY_ONE_S - 300));
  DO ("timer-reset", "{'element':'hello'}");
  assert_times (f, 540, 0, 300, 540, DAY_ONE_S + 540);
  nx_clock_advance (f->clock, MINUTES (2));
  DO ("timer-reset", NULL);
  assert_times (f, 660, 0, 300, 660, DAY_ONE_S + 660);
  g_assert_cmpint (nx_session_state_get_spent_us (f->state, 0), ==, MINUTES (9));
  g_assert_cmpint (nx_session_state_get_spent_us (f->state, 1), ==, MINUTES (1));
  g_assert_true (nx_session_state_is_part_begun (f->state, 1));
  g_assert_false (nx_session_state_is_part_begun (f->state, 2));
  ignore (f, "timer-reset", "{'element':'tea'}");
  ignore (f, "timer-reset", "{'element':'gone'}");
}

static void
test_minutes (Fixture      *f,
              gconstpointer data)
{
  start (f);
  ignore (f, "minutes-added", "{'count':1}");
  DO ("slide-shown", "{'element':'hello','step':1}");
  DO ("minutes-added", "{'count':2}");
  assert_times (f, 0, 0, 420, 0, DAY_ONE_S + 120);
  DO ("minutes-added", "{'element':'tea','count':-15}");
  assert_times (f, 0, 0, 420, 0, DAY_ONE_S + 120 - 900);
  g_assert_cmpuint (nx_session_state_get_minutes (f->state, 0), ==, 7);
  g_assert_cmpuint (nx_session_state_get_minutes (f->state, 7), ==, 0);
  /* Another day's minutes are that day's. */
  DO ("minutes-added", "{'element':'game','count':-1}");
  assert_times (f, 0, 0, 420, 0, DAY_ONE_S + 120 - 900);
  ignore (f, "minutes-added", "{'element':'tea','count':-1}");
  ignore (f, "minutes-added", "{'element':'tea'}");
  ignore (f, "minutes-added", "{'element':'gone','count':1}");
  ignore (f, "minutes-added", "{'element':'tea','count':1441}");
  ignore (f, "minutes-added", "{'element':'hello','count':1440}");
  ignore (f, "minutes-added", "{'element':'hello','count':-2147483647}");
}

/* Which clock counts: monotonic within a boot, with what was slept; the wall across boots; none of them backwards. */
static void
test_clocks (Fixture      *f,
             gconstpointer data)
{
  start (f);
  DO ("slide-shown", "{'element':'all','step':1}");
  nx_clock_set_wall_us (f->clock, SESSION_START_US + MINUTES (600));
  nx_clock_advance (f->clock, MINUTES (1));
  assert_times (f, 60, 60, 1140, -16 * 60, 60 + 1140 + 35 * 60);
  nx_clock_sleep (f->clock, MINUTES (2));
  assert_times (f, 180, 180, 1020, -16 * 60, 180 + 1020 + 35 * 60);
  DO ("slide-shown", "{'element':'all','step':2}");
  nx_clock_sleep (f->clock, MINUTES (1));
  assert_times (f, 240, 240, 960, -16 * 60, 240 + 960 + 35 * 60);
  DO ("slide-shown", "{'element':'all','step':3}");
  /* The battery was flat for three minutes; monotonic time begins anew. */
  nx_clock_reboot (f->clock, MINUTES (3));
  assert_times (f, 420, 420, 780, -16 * 60, 420 + 780 + 35 * 60);
  nx_clock_advance (f->clock, MINUTES (1));
  DO ("slide-shown", "{'element':'all','step':3}");
  assert_times (f, 480, 480, 720, -16 * 60, 480 + 720 + 35 * 60);
  /* Its clock has lost the date: that takes nothing away. */
  nx_clock_reboot (f->clock, 0);
  nx_clock_set_wall_us (f->clock, 0);
  assert_times (f, 480, 480, 720, -16 * 60, 480 + 720 + 35 * 60);
  nx_clock_advance (f->clock, MINUTES (1));
  DO ("slide-shown", "{'element':'all','step':3}");
  nx_clock_advance (f->clock, MINUTES (1));
  assert_times (f, 540, 540, 660, -16 * 60, 540 + 660 + 35 * 60);
  g_assert_cmpint (nx_session_state_get_spent_us (f->state, 3), ==, MINUTES (8));

  /* The night is nobody's; and after the end time stands still. */
  nx_clock_advance (f->clock, MINUTES (900));
  DO ("day-started", "{'element':'two'}");
  g_assert_cmpint (nx_session_state_get_spent_us (f->state, 3), ==, MINUTES (8));
  DO ("slide-shown", "{'element':'small','step':1}");
  assert_times (f, 0, 0, 1800, 0, 130 * 60);
  DO ("session-ended", NULL);
  nx_clock_advance (f->clock, MINUTES (5));
  assert_times (f, 0, 0, 1800, 0, 130 * 60);
}

/* ---- Any events in any order ---- */

/* The sanitizers look for other faults, which show in fewer; with them every allocation costs a hundred times as much. */
#ifdef __SANITIZE_ADDRESS__
#define N_SEQUENCES_SHORT 1000
#else
#define N_SEQUENCES_SHORT 10000
#endif
#define N_SEQUENCES_LONG 10000
#define MAX_EVENTS 40

/* What holds whatever happened. */
static void
assert_sane (const NxSessionState *state,
             const NxPlan         *plan)
{
  GPtrArray *teams = nx_session_state_get_teams (state);
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NxSlidePlace place;
  guint n_open = 0;

  nx_session_state_get_place (state, &place);
  g_assert_cmpint (place.item, <, (int) nx_plan_get_n_items (plan));
  g_assert_cmpint (place.item >= 0 ? 1 : 0, <=, nx_session_state_get_day (state) >= 0);
  for (guint i = 0; i < teams->len; i++)
    {
      const NxTeam *team = g_ptr_array_index (teams, i);

      for (guint n = 0; team->participants[n] != NULL; n++)
        {
          g_assert_nonnull (nx_session_state_get_participant (state, team->participants[n]));
          g_assert_true (g_hash_table_add (members, g_strdup_printf ("%d %s", team->item, team->participants[n])));
        }
    }
  for (guint i = 0; i < nx_session_state_get_votes (state)->len; i++)
    {
      const NxVoteRound *round = g_ptr_array_index (nx_session_state_get_votes (state), i);

      g_assert_true (nx_session_state_get_vote (state, round->run) == round);
      n_open += nx_vote_get_state (round->vote) == NX_VOTE_OPEN;
    }
  g_assert_cmpuint (n_open, <=, nx_session_state_is_ended (state) ? 0 : 1);
  for (guint i = 0; i < nx_plan_get_n_items (plan); i++)
    {
      g_assert_cmpint (nx_session_state_get_spent_us (state, i), >=, 0);
      g_assert_cmpuint (nx_session_state_get_minutes (state, i), <=, 24 * 60);
    }
}

/* What is ignored leaves no more than what nobody has ever heard of. */
static gboolean
apply_and_compare (NxSessionState *state,
                   const NxEvent  *event)
{
  g_autoptr (NxSessionState) other = nx_session_state_copy (state);
  g_autoptr (NxEvent) unheard_of = session_reread_event (event);

  g_assert_true (nx_session_state_equal (state, other));
  if (nx_session_state_apply (state, event))
    return TRUE;
  unheard_of->facts->type = NX_EVENT_NOTE_SAVED;
  nx_session_state_apply (other, unheard_of);
  g_assert_true (nx_session_state_equal (state, other));
  return FALSE;
}

static const char *const opening[][2] = {
  { "session-started", "{'language':'en'}" },
  { "participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina\\',\\'place\\':\\'room\\'}'}" },
  { "participant-saved", "{'target':'p2','detail':'{\\'name\\':\\'Yusuf\\',\\'place\\':\\'remote\\'}'}" },
  { "team-saved", "{'element':'game','group':'north','text':'North','items':['p1']}" },
  { "vote-opened", "{'run':'v1','element':'ask','address':'core/questions/first#q-1','items':['a','b','c','d'],'max':3}" },
};

/* A state made as things happen, put aside and taken up again at one of them, is the one that a replay makes; also of what was written and read. */
static guint
play_sequence (const NxPlan *plan,
               GRand        *rand,
               gboolean      stored_form,
               gboolean      closely,
               guint        *n_of_type)
{
  g_autoptr (NxClock) clock = nx_clock_new_manual (SESSION_START_US, 1000000);
  g_autoptr (NxSessionState) live = nx_session_state_new (plan);
  g_autoptr (NxSessionState) replayed = nx_session_state_new (plan);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_free);
  guint n_events = (guint) g_rand_int_range (rand, 1, MAX_EVENTS + 1);
  guint crash = (guint) g_rand_int_range (rand, 0, (int) n_events);
  /* Only begun, or with people and a vote under way: there more can happen. */
  guint n_opening = g_rand_boolean (rand) ? G_N_ELEMENTS (opening) : 1;
  guint n_taken = 0;

  for (guint i = 0; i < n_events; i++)
    {
      NxEvent *event = i < n_opening ? session_make_event (clock, opening[i][0], opening[i][1]) : session_make_random_event (rand, clock);
      gboolean taken;

      g_ptr_array_add (events, event);
      taken = closely ? apply_and_compare (live, event) : nx_session_state_apply (live, event);
      n_of_type[event->facts->type] += taken;
      n_taken += taken;
      if (i == crash)
        {
          NxSessionState *resumed = nx_session_state_copy (live);

          nx_session_state_free (live);
          live = resumed;
        }
    }
  for (guint i = 0; i < events->len; i++)
    {
      const NxEvent *event = g_ptr_array_index (events, i);
      g_autoptr (NxEvent) reread = stored_form ? session_reread_event (event) : NULL;

      nx_session_state_apply (replayed, stored_form ? reread : event);
    }
  g_assert_true (nx_session_state_equal (live, replayed));
  assert_sane (live, plan);
  return n_taken;
}

static void
test_any_order (void)
{
  g_autoptr (NxPlan) plan = session_load_plan ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  guint n_of_type[NX_N_EVENT_TYPES] = { 0 };
  guint n_sequences = g_getenv ("NX_TEST_LONG") != NULL ? N_SEQUENCES_LONG : N_SEQUENCES_SHORT;
  guint n_taken = 0;

  for (guint i = 0; i < n_sequences; i++)
    n_taken += play_sequence (plan, rand, i % 4 == 0, i % 10 == 0, n_of_type);
  g_test_message ("%u sequences, %u events taken", n_sequences, n_taken);
  /* A test of events that are all ignored would be none. */
  for (guint i = NX_EVENT_SESSION_STARTED; i < NX_N_EVENT_TYPES; i++)
    {
      g_test_message ("%s: %u", nx_event_type_get_info ((NxEventType) i)->name, n_of_type[i]);
      g_assert_cmpuint (n_of_type[i], >=, n_sequences / 1000);
    }
}

/* What tells two states apart is seen: each event that is taken makes another state. */
static void
test_equal_sees (Fixture      *f,
                 gconstpointer data)
{
  static const char *const events[][2] = {
    { "session-started", "{'language':'en'}" },
    { "language-changed", "{'language':'fr'}" },
    { "day-started", "{'element':'one'}" },
    { "slide-shown", "{'element':'hello','step':1}" },
    { "slide-shown", "{'element':'hello','step':2}" },
    { "slide-shown", "{'element':'hello','step':2,'raw':1}" },
    { "screen-changed", "{'response':['frozen']}" },
    { "screen-changed", "{'response':['blank']}" },
    { "minutes-added", "{'count':1}" },
    { "participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina\\',\\'place\\':\\'room\\'}'}" },
    { "participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina\\',\\'place\\':\\'remote\\'}'}" },
    { "participant-saved", "{'target':'p1','detail':'{\\'name\\':\\'Amina\\',\\'place\\':\\'remote\\',\\'station\\':\\'Goma\\'}'}" },
    { "attendance-marked", "{'target':'p1','element':'one/am','success':true}" },
    { "attendance-marked", "{'target':'p1','element':'one/am','success':false}" },
    { "vote-opened", OPEN ("v1") },
    { "hands-counted", "{'run':'v1','group':'room','response':['b'],'count':9}" },
    { "ballot-cast", "{'run':'v1','target':'p1','response':['a']}" },
    { "vote-closed", "{'run':'v1'}" },
    { "vote-opened", OPEN ("v2") },
    { "team-saved", "{'element':'game','group':'north','text':'North'}" },
    { "team-saved", "{'element':'game','group':'north','text':'North','items':['p1']}" },
    { "decision-logged", "{'element':'game','place':'arrive'}" },
    { "decision-taken-back", "{'element':'game'}" },
    { "participant-removed", "{'target':'p1'}" },
    { "session-ended", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (NxSessionState) before = nx_session_state_copy (f->state);

      DO (events[i][0], events[i][1]);
      if (nx_session_state_equal (before, f->state))
        g_error ("%s %s makes no difference", events[i][0], events[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/workshop/session-state/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("slides", test_slides);
  ADD ("screen", test_screen);
  ADD ("people", test_people);
  ADD ("votes", test_votes);
  ADD ("votes-that-cannot-be", test_votes_that_cannot_be);
  ADD ("teams", test_teams);
  ADD ("decisions", test_decisions);
  ADD ("end", test_end);
  ADD ("times", test_times);
  ADD ("minutes", test_minutes);
  ADD ("clocks", test_clocks);
  ADD ("equal-sees", test_equal_sees);
  g_test_add_func ("/workshop/session-state/any-order", test_any_order);

  return g_test_run ();
}
