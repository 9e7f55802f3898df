/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the walk over a learner's runs; how one is replayed is the business of those who resume it. */

#define G_LOG_DOMAIN "nx-attempt"
#include "config.h"

#include "nx-replay.h"

#include "nx-scenario-run.h"
#include "nx-test-attempt-private.h"

void
nx_replay_note (GPtrArray  *differences,
                const char *format,
                ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (differences != NULL)
    g_ptr_array_add (differences, g_steal_pointer (&text));
  else
    g_message ("replay: %s", text);
}

static void
difference_free (gpointer data)
{
  NxReplayDifference *difference = data;

  g_free (difference->address);
  g_free (difference->run);
  g_free (difference->message);
  g_free (difference);
}

void
nx_replay_report_free (NxReplayReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->differences);
  g_free (self);
}

static void
add_difference (NxReplayReport *report,
                const NxEvent  *started,
                const char     *message)
{
  NxReplayDifference *difference = g_new0 (NxReplayDifference, 1);

  difference->address = g_strdup (started->facts->address);
  difference->run = g_strdup (started->facts->run);
  difference->seq = started->seq;
  difference->message = g_strdup (message);
  g_ptr_array_add (report->differences, difference);
}

/* Of a damaged or foreign record a start may lack what every run of ours has. */
static gboolean
begins_run (const NxEvent *event)
{
  const NxEventFacts *facts = event->facts;

  return (facts->type == NX_EVENT_TEST_STARTED || facts->type == NX_EVENT_SCENARIO_STARTED) &&
         facts->run != NULL && facts->address != NULL && nx_address_parse (facts->address, NULL, NULL, NULL, NULL);
}

static void
replay_run (NxReplayReport *report,
            NxRecordStore  *store,
            NxLibrary      *library,
            GPtrArray      *events,
            guint           first)
{
  const NxEvent *started = g_ptr_array_index (events, first);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gboolean replayed;

  if (started->facts->type == NX_EVENT_TEST_STARTED)
    {
      report->n_tests++;
      replayed = nx_test_items_compare (store, library, events, first, messages, &error);
    }
  else
    {
      report->n_scenarios++;
      replayed = nx_scenario_play_compare (store, library, events, first, messages, &error);
    }
  for (guint i = 0; i < messages->len; i++)
    add_difference (report, started, g_ptr_array_index (messages, i));
  if (!replayed)
    add_difference (report, started, error->message);
}

NxReplayReport *
nx_replay_learner (NxRecordStore *store,
                   NxLibrary     *library,
                   const char    *learner,
                   GError       **error)
{
  g_autoptr (GPtrArray) events = nx_record_store_load_events (store, learner, 0, error);
  NxReplayReport *report;

  if (events == NULL)
    return NULL;
  report = g_new0 (NxReplayReport, 1);
  report->differences = g_ptr_array_new_with_free_func (difference_free);
  for (guint i = 0; i < events->len; i++)
    if (begins_run (g_ptr_array_index (events, i)))
      replay_run (report, store, library, events, i);
  return report;
}
