/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-delivery-fixture.h"

#include <glib/gstdio.h>

#include "nx-ids.h"

#define BASE "https://learn.example.org/xapi/"
/* Every wait of the sender takes a thousandth of its time. */
#define WAIT_SCALE 0.001
/* A condition that does not come true within this is a failure; none of them takes a tenth of it. */
#define LIMIT_SECONDS 60

static void
delivered_cb (NxSender          *sender,
              guint              n_delivered,
              guint              n_refused,
              NxDeliveryFixture *self)
{
  self->n_delivered += n_delivered;
  self->n_refused += n_refused;
}

static void
round_ended_cb (NxSender          *sender,
                NxDeliveryFixture *self)
{
  self->n_rounds++;
}

static void
open_store (NxDeliveryFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxProfile) profile = nx_profile_new ();

  self->store = nx_record_store_open (self->folder, self->clock, &error);
  g_assert_no_error (error);
  profile->name = g_strdup ("Sample Learner");
  profile->language = g_strdup ("en");
  self->learner = nx_record_store_create_learner (self->store, profile, TRUE, TRUE, &error);
  g_assert_no_error (error);
}

NxDeliveryFixture *
nx_delivery_fixture_new (gboolean strict)
{
  NxDeliveryFixture *self = g_new0 (NxDeliveryFixture, 1);

  self->folder = g_dir_make_tmp ("nx-delivery-XXXXXX", NULL);
  self->clock = nx_clock_new_manual (g_get_real_time () - G_USEC_PER_SEC * 60, 0);
  self->secrets = nx_secret_store_new (self->folder);
  open_store (self);
  self->lrs = nx_fault_lrs_new (strict, NULL);
  nx_delivery_fixture_set_destination (self, nx_fault_lrs_get_endpoint (self->lrs), NX_FAULT_LRS_SECRET);
  self->sender = nx_sender_new (self->store, self->secrets, self->clock);
  nx_sender_set_wait_scale (self->sender, WAIT_SCALE);
  g_signal_connect (self->sender, "delivered", G_CALLBACK (delivered_cb), self);
  g_signal_connect (self->sender, "round-ended", G_CALLBACK (round_ended_cb), self);
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static gboolean
limit_cb (gpointer user_data)
{
  g_test_message ("the condition did not come true within %d s", LIMIT_SECONDS);
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

/* Iterates the main loop while @condition is FALSE. */
#define WAIT_FOR(condition)                                          \
  G_STMT_START                                                       \
    {                                                                \
      guint limit_id = g_timeout_add_seconds (LIMIT_SECONDS, limit_cb, NULL); \
                                                                     \
      while (!(condition))                                           \
        g_main_context_iteration (NULL, TRUE);                       \
      g_source_remove (limit_id);                                    \
    }                                                                \
  G_STMT_END

static gboolean
is_only_ours (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

void
nx_delivery_fixture_free (NxDeliveryFixture *self)
{
  g_autoptr (GError) error = NULL;

  nx_sender_set_enabled (self->sender, FALSE);
  nx_sender_stop (self->sender);
  WAIT_FOR (is_only_ours (self->sender));
  g_assert_finalize_object (self->sender);
  nx_fault_lrs_free (self->lrs);
  nx_record_store_close (self->store, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->store);
  nx_learner_unref (self->learner);
  g_object_unref (self->secrets);
  g_object_unref (self->clock);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
nx_delivery_fixture_set_destination (NxDeliveryFixture *self,
                                     const char        *endpoint,
                                     const char        *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxDestination) destination = nx_record_store_set_destination (self->store, endpoint, &error);

  g_assert_no_error (error);
  if (destination == NULL || secret == NULL)
    return;
  nx_secret_store_save (self->secrets, destination->id, NX_FAULT_LRS_KEY, secret, &error);
  g_assert_no_error (error);
}

static void
append (NxDeliveryFixture     *self,
        const NxEventFacts    *facts,
        const NxActivityFacts *activity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  NxRecordDraft draft = { .facts = facts, .activity = activity };

  events = nx_record_store_append (self->store, self->learner->id, &draft, 1, &error);
  g_assert_no_error (error);
  nx_clock_advance (self->clock, 1000);
  self->n_recorded++;
}

void
nx_delivery_fixture_record (NxDeliveryFixture *self,
                            guint              n)
{
  g_autoptr (NxActivityFacts) activity = nx_activity_facts_new (BASE);
  g_autofree char *registration = nx_uuid4_new ();

  activity->object = nx_activity_new (NX_ACTIVITY_MODULE, BASE "core/module/one", "Module one", NULL);
  activity->grouping = nx_activity_new (NX_ACTIVITY_COURSE, BASE "core", "Course", NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NxEventFacts) facts = nx_event_facts_new (NX_EVENT_MODULE_LEFT);

      facts->counts = TRUE;
      facts->address = g_strdup ("core/module/one");
      facts->content_version = g_strdup ("1/1");
      facts->language = g_strdup ("en");
      facts->registration = g_strdup (registration);
      facts->duration_us = (gint64) i * 1234567;
      append (self, facts, activity);
    }
}

void
nx_delivery_fixture_take_back (NxDeliveryFixture *self,
                               const char        *statement)
{
  g_autoptr (NxEventFacts) facts = nx_event_facts_new (NX_EVENT_RECORD_TAKEN_BACK);
  g_autoptr (NxActivityFacts) activity = nx_activity_facts_new (BASE);

  facts->target = g_strdup (statement);
  append (self, facts, activity);
}

GPtrArray *
nx_delivery_fixture_list (NxDeliveryFixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = nx_record_store_list_records (self->store, self->learner->id, 0, 1000, &error);

  g_assert_no_error (error);
  return rows;
}

guint
nx_delivery_fixture_count (NxDeliveryFixture *self,
                           NxDeliveryState    state)
{
  g_autoptr (GError) error = NULL;
  NxDeliveryCounts counts;

  nx_record_store_count (self->store, NULL, &counts, &error);
  g_assert_no_error (error);
  return counts.n[state];
}

guint
nx_delivery_fixture_count_delivered (NxDeliveryFixture *self)
{
  return nx_delivery_fixture_count (self, NX_DELIVERY_SENT) + nx_delivery_fixture_count (self, NX_DELIVERY_CONFIRMED);
}

void
nx_delivery_fixture_wait_delivered (NxDeliveryFixture *self,
                                    guint              n)
{
  WAIT_FOR (nx_delivery_fixture_count_delivered (self) == n);
}

void
nx_delivery_fixture_wait_state (NxDeliveryFixture *self,
                                NxSenderState      state)
{
  WAIT_FOR (nx_sender_get_state (self->sender) == state);
}

void
nx_delivery_fixture_wait_round (NxDeliveryFixture *self)
{
  guint before = self->n_rounds;

  WAIT_FOR (self->n_rounds > before);
}

NxSenderState
nx_delivery_fixture_sync (NxDeliveryFixture *self)
{
  guint before = self->n_rounds;

  nx_sender_sync_now (self->sender);
  WAIT_FOR (self->n_rounds > before);
  return nx_sender_get_state (self->sender);
}

void
nx_delivery_fixture_assert_all_delivered (NxDeliveryFixture *self)
{
  g_autoptr (GPtrArray) rows = nx_delivery_fixture_list (self);

  g_assert_cmpuint (rows->len, ==, self->n_recorded);
  g_assert_cmpuint (nx_fault_lrs_get_n_statements (self->lrs), ==, self->n_recorded);
  for (guint i = 0; i < rows->len; i++)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i);
      GBytes *there = nx_fault_lrs_get_statement (self->lrs, row->statement);

      g_assert_cmpint (row->state, ==, nx_fault_lrs_was_read_back (self->lrs, row->statement) ? NX_DELIVERY_CONFIRMED : NX_DELIVERY_SENT);
      g_assert_nonnull (there);
      g_assert_true (g_bytes_equal (there, row->body));
    }
  g_assert_null (nx_fault_lrs_get_complaint (self->lrs));
}
