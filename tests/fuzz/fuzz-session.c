/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-fuzz.h"
#include "nx-session-state.h"

#include <string.h>

/* One part of each kind that events ask for. */
static const char agenda[] =
  "<workshop xmlns='urn:nexus-trainer:content:1' id='w' version='1'><title>W</title><summary>W</summary>"
  "<day id='one' start='09:00'><title>One</title><session id='s'><title>S</title>"
  "<vote id='ask' minutes='5' bank='first' question='q-1'/><play id='game' minutes='60' scenario='gate'/></session></day></workshop>";

static NxPlan *
make_plan (void)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (agenda, strlen (agenda));
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = nx_workshop_parse (xml, "agenda.xml", &error);

  g_assert_no_error (error);
  return nx_plan_new (workshop);
}

/* Its clocks are taken from the payload too. */
static void
try_type (NxEventType     type,
          NxEventFacts   *facts,
          NxSessionState *state,
          NxSessionState *replayed)
{
  NxEvent event = { .boot_id = (char *) "boot", .facts = facts };

  facts->type = type;
  event.wall_us = facts->duration_us;
  event.monotonic_us = facts->duration_us ^ facts->asleep_us;
  g_assert_cmpint (nx_session_state_apply (state, &event), ==, nx_session_state_apply (replayed, &event));
}

/* What reads as a payload may come as any event of a session, again and again: the state stays one that can be copied and replayed. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) json = g_bytes_new_static (data, size);
  g_autoptr (NxEventFacts) facts = nx_event_facts_from_json (NX_EVENT_SESSION_STARTED, json, NULL);
  g_autoptr (NxPlan) plan = NULL;
  g_autoptr (NxSessionState) state = NULL;
  g_autoptr (NxSessionState) replayed = NULL;
  g_autoptr (NxSessionState) copy = NULL;

  if (facts == NULL)
    return 0;
  plan = make_plan ();
  state = nx_session_state_new (plan);
  replayed = nx_session_state_new (plan);
  /* In the order of the table, then backwards, with the end not before the end. */
  for (guint type = NX_EVENT_SESSION_STARTED; type < NX_EVENT_SESSION_ENDED; type++)
    try_type ((NxEventType) type, facts, state, replayed);
  for (guint type = NX_EVENT_SESSION_ENDED - 1; type > NX_EVENT_NONE; type--)
    try_type ((NxEventType) type, facts, state, replayed);
  for (guint type = NX_EVENT_SESSION_ENDED; type > NX_EVENT_SESSION_STARTED; type--)
    try_type ((NxEventType) type, facts, state, replayed);
  g_assert_true (nx_session_state_equal (state, replayed));
  copy = nx_session_state_copy (state);
  g_assert_true (nx_session_state_equal (state, copy));
  return 0;
}
