/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * kill-target FOLDER: records and sends without end, until it is killed. Each record's id is printed once it
 * is durable: what stands there is promised. "ready" comes first.
 */

#include "config.h"

#include <stdio.h>

#include "nx-ids.h"
#include "nx-sender.h"

#define BASE "https://learn.example.org/xapi/"
#define MAX_RECORDS_AT_ONCE 4

typedef struct
{
  NxRecordStore *store;
  char *learner;
  char *registration;
  NxActivityFacts *activity;
  NxSender *sender;
  gboolean ended;
} Target;

static void
end_on_error (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "kill-target: %s\n", error->message);
  exit (1);
}

static void
print_newest (Target *self,
              guint   n)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records (self->store, self->learner, 0, n, &error);

  end_on_error (error);
  for (guint i = 0; i < rows->len; i++)
    printf ("%s\n", ((NxRecordRow *) g_ptr_array_index (rows, i))->statement);
  fflush (stdout);
}

static void
record (Target *self,
        guint   n)
{
  g_autoptr (NxEventFacts) facts = nx_event_facts_new (NX_EVENT_MODULE_LEFT);
  NxRecordDraft drafts[MAX_RECORDS_AT_ONCE];
  g_autoptr (GPtrArray) events = NULL;
  GError *error = NULL;

  facts->counts = TRUE;
  facts->language = g_strdup ("en");
  facts->content_version = g_strdup ("1/1");
  facts->registration = g_strdup (self->registration);
  facts->session = nx_uuid4_new ();
  facts->duration_us = g_random_int_range (1, 1000000) * 1000;
  for (guint i = 0; i < n; i++)
    drafts[i] = (NxRecordDraft) { .facts = facts, .activity = self->activity };
  events = nx_record_store_append (self->store, self->learner, drafts, n, &error);
  end_on_error (error);
  print_newest (self, n);
}

static void
round_ended_cb (NxSender *sender,
                Target   *self)
{
  self->ended = TRUE;
}

/* A round, and now and then more records while it is under way. */
static void
send (Target *self)
{
  self->ended = FALSE;
  nx_sender_sync_now (self->sender);
  while (!self->ended)
    {
      g_main_context_iteration (NULL, TRUE);
      if (g_random_int_range (0, 8) == 0)
        record (self, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxSecretStore) secrets = NULL;
  GError *error = NULL;
  Target self = { 0 };

  if (argc != 2)
    return 2;
  self.store = nx_record_store_open (argv[1], clock, &error);
  end_on_error (error);
  secrets = nx_secret_store_new (argv[1]);
  self.learner = nx_record_store_dup_setting (self.store, "last-learner");
  self.registration = nx_uuid4_new ();
  self.activity = nx_activity_facts_new (BASE);
  self.activity->object = nx_activity_new (NX_ACTIVITY_MODULE, BASE "core/module/one", "Module one", NULL);
  self.activity->grouping = nx_activity_new (NX_ACTIVITY_COURSE, BASE "core", NULL, NULL);
  self.sender = nx_sender_new (self.store, secrets, clock);
  g_signal_connect (self.sender, "round-ended", G_CALLBACK (round_ended_cb), &self);
  printf ("ready\n");
  fflush (stdout);
  for (;;)
    {
      record (&self, g_random_int_range (1, MAX_RECORDS_AT_ONCE + 1));
      send (&self);
    }
}
