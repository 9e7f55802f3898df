/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-session-fixture.h"

#include <string.h>

#include "nx-ids.h"

NxLibrary *
session_open_library (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", NULL);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GError) error = NULL;
  NxLibrary *library = nx_library_new (source, &error);

  g_assert_no_error (error);
  return library;
}

NxPlan *
session_load_plan (void)
{
  g_autoptr (NxLibrary) library = session_open_library ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = nx_library_load_workshop (library, "two-days", "en", &error);

  g_assert_no_error (error);
  return nx_plan_new (workshop);
}

/* ---- Events ---- */

static NxEvent *
make_event (NxClock      *clock,
            NxEventFacts *facts)
{
  NxEvent *event = nx_event_new ();

  event->wall_us = nx_clock_get_wall_us (clock);
  event->monotonic_us = nx_clock_get_monotonic_us (clock);
  event->boot_id = g_strdup (nx_clock_get_boot_id (clock));
  event->facts = facts;
  facts->asleep_us = nx_clock_get_asleep_us (clock);
  return event;
}

NxEvent *
session_make_event (NxClock    *clock,
                    const char *type,
                    const char *payload)
{
  g_autofree char *text = g_strdelimit (g_strdup (payload != NULL ? payload : "{}"), "'", '"');
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  NxEventFacts *facts = nx_event_facts_from_json (nx_event_type_from_name (type), json, &error);

  g_assert_no_error (error);
  return make_event (clock, facts);
}

NxEvent *
session_reread_event (const NxEvent *event)
{
  g_autoptr (GBytes) json = nx_event_facts_to_json (event->facts);
  g_autoptr (GError) error = NULL;
  NxEvent *again = nx_event_new ();

  again->wall_us = event->wall_us;
  again->monotonic_us = event->monotonic_us;
  again->boot_id = g_strdup (event->boot_id);
  again->facts = nx_event_facts_from_json (event->facts->type, json, &error);
  g_assert_no_error (error);
  return again;
}

gboolean
session_apply (NxSessionState *state,
               NxClock        *clock,
               const char     *type,
               const char     *payload)
{
  g_autoptr (NxEvent) event = session_make_event (clock, type, payload);

  return nx_session_state_apply (state, event);
}

void
session_read_clock (NxClock  *clock,
                    NxMoment *out_now)
{
  out_now->wall_us = nx_clock_get_wall_us (clock);
  out_now->monotonic_us = nx_clock_get_monotonic_us (clock);
  out_now->asleep_us = nx_clock_get_asleep_us (clock);
  out_now->boot_id = nx_clock_get_boot_id (clock);
}

/* ---- Events from nowhere ---- */

static const char *const parts[] = { "hello", "bare", "before", "all", "some", "ask", "check", "tea", "small", "game", "game", "small", "gone", "" };
static const char *const days[] = { "one", "two", "three", "" };
static const char *const halves[] = { "one/am", "one/pm", "two/am", "two/pm", "one", "one/", "/am", "three/am", "one/noon" };
static const char *const people[] = { "p1", "p1", "p2", "p2", "p3", "p3", "p/4", "" };
static const char *const places[] = { "room", "remote", "room", "remote", "nowhere" };
static const char *const runs[] = { "v1", "v1", "v2", "v2", "v3", "v4", "" };
static const char *const addresses[] = { "core/questions/first#q-1", "core/scenario/gate#share", "core/scenario/gate#share" };
static const char *const options[] = { "a", "a", "b", "b", "c", "d" };
static const char *const teams[] = { "north", "south", "east" };
static const char *const details[] = {
  "{\"name\":\"Amina\",\"place\":\"room\"}", "{\"name\":\"Yusuf\",\"place\":\"remote\",\"capacity\":\"police\",\"station\":\"Goma\"}",
  "{\"name\":\"7\",\"place\":\"room\"}", "{\"name\":\"\",\"place\":\"room\"}", "{\"name\":\"Joy\",\"place\":\"moon\"}", "{}", "[",
  "{\"by\":\"majority\"}", "{\"by\":\"facilitator\"}", "{\"by\":3}",
};
static const char *const screens[] = { "live", "blank", "frozen", "frozen", "dim" };
static const NxEventType needing[] = { NX_EVENT_HANDS_COUNTED, NX_EVENT_BALLOT_CAST, NX_EVENT_BALLOT_WITHDRAWN, NX_EVENT_DECISION_TAKEN_BACK };
static const int numbers[] = { 0, 1, 2, 3, 5, 17, -1, -7, 10000, 10001, G_MAXINT, G_MININT + 1, NX_COUNT_UNSET };

#define ANY(rand, array) (array[g_rand_int_range (rand, 0, G_N_ELEMENTS (array))])

static char *
dup_any (GRand             *rand,
         const char *const *array,
         guint              n)
{
  return g_rand_int_range (rand, 0, 30) == 0 ? NULL : g_strdup (array[g_rand_int_range (rand, 0, (int) n)]);
}

#define DUP_ANY(rand, array) dup_any (rand, array, G_N_ELEMENTS (array))

/* At most @most of them, perhaps one twice. */
static char **
dup_some (GRand             *rand,
          const char *const *array,
          guint              n,
          guint              most)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  if (g_rand_int_range (rand, 0, 20) == 0)
    return NULL;
  for (guint wanted = (guint) g_rand_int_range (rand, 0, (int) most + 1); wanted > 0; wanted--)
    g_ptr_array_add (some, g_strdup (array[g_rand_int_range (rand, 0, (int) n)]));
  g_ptr_array_add (some, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&some), FALSE);
}

/* Options in order, so that most votes can be. */
static char **
dup_options (GRand *rand)
{
  static const char *const all[] = { "a", "b", "c", "d", NULL };
  char **some = g_strdupv ((char **) all);
  guint n = g_rand_int_range (rand, 0, 10) == 0 ? 0 : (guint) g_rand_int_range (rand, 2, 5);

  for (guint i = n; i < 4; i++)
    g_clear_pointer (&some[i], g_free);
  return some;
}

static void
fill_response (NxEventFacts *facts,
               GRand        *rand)
{
  switch (facts->type)
    {
    case NX_EVENT_SCREEN_CHANGED:
      facts->response = dup_some (rand, screens, G_N_ELEMENTS (screens), 1);
      break;
    case NX_EVENT_BALLOT_CAST:
      facts->response = dup_some (rand, options, G_N_ELEMENTS (options), 3);
      break;
    default:
      facts->response = dup_some (rand, options, G_N_ELEMENTS (options), 1);
      break;
    }
}

static char *
dup_element (NxEventType type,
             GRand      *rand)
{
  if (type == NX_EVENT_DAY_STARTED)
    return DUP_ANY (rand, days);
  return type == NX_EVENT_ATTENDANCE_MARKED ? DUP_ANY (rand, halves) : DUP_ANY (rand, parts);
}

static char *
dup_group (NxEventType type,
           GRand      *rand)
{
  if (type == NX_EVENT_HANDS_COUNTED || type == NX_EVENT_BALLOT_CAST)
    return DUP_ANY (rand, places);
  return g_rand_boolean (rand) && type != NX_EVENT_TEAM_SAVED ? NULL : DUP_ANY (rand, teams);
}

static int
any_number (GRand *rand,
            int    min,
            int    max)
{
  return g_rand_int_range (rand, 0, 10) == 0 ? ANY (rand, numbers) : g_rand_int_range (rand, min, max + 1);
}

static NxEventFacts *
make_random_facts (GRand *rand)
{
  /* Learners' types too, now and then: what stands in a stream of a session is not ours to choose. */
  NxEventType first = g_rand_int_range (rand, 0, 30) == 0 ? NX_EVENT_NONE + 1 : NX_EVENT_SESSION_STARTED;
  NxEventFacts *facts = nx_event_facts_new ((NxEventType) g_rand_int_range (rand, first, NX_N_EVENT_TYPES));

  /* What needs something to have happened before comes more often, else it hardly ever can be. */
  if (g_rand_int_range (rand, 0, 5) == 0)
    facts->type = ANY (rand, needing);
  /* An end, and a second start, only rarely: else nothing happens. */
  if ((facts->type == NX_EVENT_SESSION_ENDED || facts->type == NX_EVENT_SESSION_STARTED) && g_rand_int_range (rand, 0, 10) > 0)
    facts->type = NX_EVENT_SLIDE_SHOWN;
  facts->element = dup_element (facts->type, rand);
  facts->address = DUP_ANY (rand, addresses);
  facts->language = DUP_ANY (rand, days);
  facts->run = DUP_ANY (rand, runs);
  facts->target = DUP_ANY (rand, people);
  facts->group = dup_group (facts->type, rand);
  facts->place = DUP_ANY (rand, options);
  facts->text = DUP_ANY (rand, teams);
  facts->items = facts->type == NX_EVENT_VOTE_OPENED ? dup_options (rand) : dup_some (rand, people, G_N_ELEMENTS (people), 4);
  fill_response (facts, rand);
  facts->step = any_number (rand, 1, 3);
  facts->raw = any_number (rand, -1, 3);
  facts->max = any_number (rand, 1, 3);
  facts->count = any_number (rand, 0, 9);
  facts->success = (NxTristate) g_rand_int_range (rand, -1, 2);
  facts->detail = DUP_ANY (rand, details);
  /* It must come back as it was, which what is no JSON would not. */
  if (g_strcmp0 (facts->detail, "[") == 0)
    g_clear_pointer (&facts->detail, g_free);
  return facts;
}

static void
move_clock (GRand   *rand,
            NxClock *clock)
{
  switch (g_rand_int_range (rand, 0, 40))
    {
    case 0:
      nx_clock_set_wall_us (clock, g_rand_boolean (rand) ? 0 : G_MAXINT64 / 2);
      break;
    case 1:
      nx_clock_set_wall_us (clock, SESSION_START_US + (gint64) g_rand_int (rand) * 1000);
      break;
    case 2:
      nx_clock_sleep (clock, (gint64) g_rand_int (rand));
      break;
    case 3:
      nx_clock_reboot (clock, (gint64) g_rand_int (rand));
      break;
    default:
      nx_clock_advance (clock, (gint64) g_rand_int (rand) / 100);
      break;
    }
}

NxEvent *
session_make_random_event (GRand   *rand,
                           NxClock *clock)
{
  move_clock (rand, clock);
  return make_event (clock, make_random_facts (rand));
}
