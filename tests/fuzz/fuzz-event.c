/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-event.h"
#include "nx-fuzz.h"
#include "nx-progress-state.h"

/* What reads as a payload is written and read again as itself, and folds into a progress that can be saved. */
static void
try_type (NxEventType      type,
          GBytes          *json,
          NxProgressState *state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxEventFacts) facts = nx_event_facts_from_json (type, json, &error);
  g_autoptr (NxEventFacts) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) rewritten = NULL;
  g_autoptr (NxEvent) event = NULL;

  g_assert_true ((facts == NULL) == (error != NULL));
  if (facts == NULL)
    return;
  written = nx_event_facts_to_json (facts);
  g_assert_nonnull (written);
  again = nx_event_facts_from_json (type, written, &error);
  g_assert_no_error (error);
  rewritten = nx_event_facts_to_json (again);
  g_assert_true (g_bytes_equal (written, rewritten));

  event = nx_event_new ();
  event->seq = type;
  event->facts = g_steal_pointer (&again);
  nx_progress_state_apply (state, event);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const NxEventType types[] = { NX_EVENT_TEST_STARTED, NX_EVENT_TEST_FINISHED, NX_EVENT_SCENARIO_STARTED, NX_EVENT_SCENARIO_ENDED };
  g_autoptr (GBytes) json = g_bytes_new_static (data, size);
  NxProgressState *state = nx_progress_state_new ();
  NxProgressState *loaded;
  g_autoptr (GBytes) saved = NULL;
  g_autoptr (GBytes) saved_again = NULL;
  g_autoptr (GError) error = NULL;

  /* One of each kind of fold, and by turns the others; NONE and one too many are no types. */
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    try_type (types[i], json, state);
  try_type ((NxEventType) (size % (NX_N_EVENT_TYPES + 1)), json, state);
  saved = nx_progress_state_save (state);
  g_assert_nonnull (saved);
  loaded = nx_progress_state_load (saved, &error);
  g_assert_no_error (error);
  saved_again = nx_progress_state_save (loaded);
  g_assert_true (g_bytes_equal (saved, saved_again));
  nx_progress_state_free (state);
  nx_progress_state_free (loaded);
  return 0;
}
