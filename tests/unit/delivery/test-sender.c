/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The sender's states and decisions, one situation at a time. */

#include "config.h"

#include "nx-delivery-fixture.h"
#include "nx-sender-lock.h"
#include "records-fixture.h"

#include <string.h>

#define PORTAL_PAGE "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n<h1>Sign in!</h1>"
#define PORTAL_REDIRECT "HTTP/1.1 302 Found\r\nLocation: http://sign.in/\r\nContent-Length: 0\r\n\r\n"

static const NxFault stored_then_cut = { NX_FAULT_RAW, TRUE, "" };
static const NxFault hang = { NX_FAULT_HANG, TRUE };

static char *
dup_statement_id (NxDeliveryFixture *self,
                  guint              index)
{
  g_autoptr (GPtrArray) rows = nx_delivery_fixture_list (self);
  const NxRecordRow *row = g_ptr_array_index (rows, index);

  return g_strdup (row->statement);
}

static NxRecordRow *
find_row (GPtrArray  *rows,
          const char *statement)
{
  for (guint i = 0; i < rows->len; i++)
    {
      NxRecordRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->statement, statement))
        return row;
    }
  g_assert_not_reached ();
}

/* ---- By itself ---- */

static void
test_by_itself (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  g_assert_cmpint (nx_sender_get_state (self->sender), ==, NX_SENDER_OFF);
  nx_delivery_fixture_record (self, 2);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_delivered (self, 2);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  nx_delivery_fixture_record (self, 3);
  nx_delivery_fixture_wait_delivered (self, 5);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_sender_get_n_sent (self->sender), >, 0);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), ==, 0);
  nx_delivery_fixture_assert_all_delivered (self);

  nx_sender_set_enabled (self->sender, FALSE);
  g_assert_cmpint (nx_sender_get_state (self->sender), ==, NX_SENDER_OFF);
  nx_delivery_fixture_record (self, 1);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_PENDING), ==, 1);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* What it costs: two requests for a hundred statements, one for /about, one connection, and nearly no bytes beside them. */
static void
test_cost (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 100);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 2);
  g_assert_cmpuint (nx_fault_lrs_get_largest_post (self->lrs), ==, 50);
  g_assert_cmpuint (nx_fault_lrs_get_n_gets (self->lrs), ==, 0);
  g_assert_cmpuint (nx_fault_lrs_get_n_abouts (self->lrs), ==, 1);
  g_assert_cmpuint (nx_fault_lrs_get_n_connections (self->lrs), ==, 1);
  nx_delivery_fixture_assert_all_delivered (self);

  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_sync (self);
  g_assert_cmpuint (nx_fault_lrs_get_n_abouts (self->lrs), ==, 1);
  g_assert_cmpuint (nx_fault_lrs_get_n_connections (self->lrs), ==, 1);
}

/* ---- Set up, credentials ---- */

static void
test_not_set_up (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_set_destination (self, NULL, NULL);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_NOT_SET_UP);
  nx_delivery_fixture_set_destination (self, nx_fault_lrs_get_endpoint (self->lrs), NX_FAULT_LRS_SECRET);
  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_wait_delivered (self, 1);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_credentials (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  guint n_gets;

  nx_delivery_fixture_set_destination (self, nx_fault_lrs_get_endpoint (self->lrs), "wrong");
  nx_delivery_fixture_record (self, 2);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_STOPPED_CREDENTIALS);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), ==, 0);
  g_assert_nonnull (nx_sender_get_message (self->sender));

  /* It waits for the person: a new record is a reason to look, not to ask again. */
  n_gets = nx_fault_lrs_get_n_abouts (self->lrs);
  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_wait_round (self);
  g_assert_cmpint (nx_sender_get_state (self->sender), ==, NX_SENDER_STOPPED_CREDENTIALS);
  g_assert_cmpuint (nx_fault_lrs_get_n_abouts (self->lrs), ==, n_gets);

  nx_delivery_fixture_set_destination (self, nx_fault_lrs_get_endpoint (self->lrs), NX_FAULT_LRS_SECRET);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_no_credentials (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_set_destination (self, "https://lrs.example.org/xapi/", NULL);
  nx_delivery_fixture_record (self, 1);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_STOPPED_CREDENTIALS);
  g_assert_cmpuint (nx_fault_lrs_get_n_abouts (self->lrs), ==, 0);
}

/* Another destination is another matter: what stopped the first does not stop it. */
static void
test_other_destination (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autoptr (NxFaultLrs) other = nx_fault_lrs_new (FALSE, NULL);

  nx_fault_lrs_set_gate (self->lrs, 403);
  nx_delivery_fixture_record (self, 1);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_STOPPED_FORBIDDEN);
  nx_delivery_fixture_set_destination (self, nx_fault_lrs_get_endpoint (other), NX_FAULT_LRS_SECRET);
  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_wait_delivered (self, 1);
  g_assert_cmpuint (nx_fault_lrs_get_n_statements (self->lrs), ==, 0);
  g_assert_cmpuint (nx_fault_lrs_get_n_statements (other), ==, 1);
}

/* ---- No way ---- */

static void
test_refused_connection (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autoptr (GPtrArray) rows = NULL;

  nx_fault_lrs_set_listening (self->lrs, FALSE);
  nx_delivery_fixture_record (self, 3);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_NO_CONNECTION);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), >, nx_clock_get_wall_us (self->clock));
  rows = nx_delivery_fixture_list (self);
  g_assert_cmpint (((NxRecordRow *) g_ptr_array_index (rows, 0))->state, ==, NX_DELIVERY_PENDING);
  nx_fault_lrs_set_listening (self->lrs, TRUE);
  nx_delivery_fixture_wait_delivered (self, 3);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* The server goes away between two rounds: known, but not there. */
static void
test_refused_later (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);

  nx_delivery_fixture_record (self, 1);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_fault_lrs_set_listening (self->lrs, FALSE);
  nx_delivery_fixture_record (self, 1);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_NO_CONNECTION);
  nx_fault_lrs_set_listening (self->lrs, TRUE);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* A portal is noticed by /about: no record is shown to it, and it is noticed to be gone. */
static void
test_portal (gconstpointer data)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_fault_lrs_set_portal (self->lrs, data);
  nx_delivery_fixture_record (self, 2);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_STOPPED_ENDPOINT);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), >, 0);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 0);
  nx_fault_lrs_set_portal (self->lrs, NULL);
  nx_delivery_fixture_wait_delivered (self, 2);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* It appears while the LRS is known: the page is no success, and then /about tells. */
static void
test_portal_later (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_sync (self);
  nx_fault_lrs_set_portal (self->lrs, PORTAL_PAGE);
  nx_delivery_fixture_record (self, 1);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_NO_CONNECTION);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_STOPPED_ENDPOINT);
  nx_fault_lrs_set_portal (self->lrs, NULL);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_retry_after (void)
{
  static const NxFault slow = { NX_FAULT_RAW, FALSE, "HTTP/1.1 429 Slow\r\nRetry-After: 1800\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  gint64 wait_us;

  nx_fault_lrs_push (self->lrs, &slow);
  nx_delivery_fixture_record (self, 1);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_WAITING);
  wait_us = nx_sender_get_next_try_us (self->sender) - nx_clock_get_wall_us (self->clock);
  g_assert_cmpint (wait_us, ==, 1800 * (gint64) G_USEC_PER_SEC);
  nx_delivery_fixture_wait_delivered (self, 1);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
emit_network (gboolean available)
{
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", available);
}

/* The network comes up: what waits tries soon, but not sooner than the server asked. */
static void
test_network_up (void)
{
  static const NxFault slow = { NX_FAULT_RAW, FALSE, "HTTP/1.1 503 Busy\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  gint64 now_us;

  emit_network (FALSE);
  g_assert_false (nx_sender_get_network_available (self->sender));
  nx_fault_lrs_push (self->lrs, &slow);
  nx_delivery_fixture_record (self, 1);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_WAITING);
  now_us = nx_clock_get_wall_us (self->clock);
  emit_network (TRUE);
  g_assert_true (nx_sender_get_network_available (self->sender));
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), ==, now_us + 600 * (gint64) G_USEC_PER_SEC);
  nx_delivery_fixture_wait_delivered (self, 1);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);

  /* A stop that nothing ends by itself within the hour. */
  nx_fault_lrs_push (self->lrs, &(NxFault) { NX_FAULT_RAW, FALSE, "HTTP/1.1 407 Proxy\r\nContent-Length: 0\r\n\r\n" });
  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_wait_state (self, NX_SENDER_STOPPED_PROXY);
  now_us = nx_clock_get_wall_us (self->clock);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), ==, now_us + 3600 * (gint64) G_USEC_PER_SEC);
  emit_network (TRUE);  /* no change, no news */
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), ==, now_us + 3600 * (gint64) G_USEC_PER_SEC);
  emit_network (FALSE);
  emit_network (TRUE);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), ==, now_us + G_USEC_PER_SEC);
  nx_delivery_fixture_wait_delivered (self, 2);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_answer_too_long (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);
  g_autofree char *spaces = g_strnfill (5 * 1024 * 1024, ' ');
  g_autofree char *raw =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5242880\r\n\r\n%s", spaces);
  NxFault fault = { NX_FAULT_RAW, TRUE, raw };

  nx_fault_lrs_push (self->lrs, &fault);
  nx_delivery_fixture_record (self, 2);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_WAITING);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* ---- The server's verdict ---- */

static void
test_one_invalid (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *bad = NULL;
  const NxRecordRow *row;

  nx_delivery_fixture_record (self, 9);
  bad = dup_statement_id (self, 4);
  nx_fault_lrs_set_invalid (self->lrs, bad);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (self->n_delivered, ==, 8);
  g_assert_cmpuint (self->n_refused, ==, 1);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENT), ==, 8);
  rows = nx_delivery_fixture_list (self);
  row = find_row (rows, bad);
  g_assert_cmpint (row->state, ==, NX_DELIVERY_REFUSED);
  g_assert_cmpint (row->http_status, ==, 400);
  g_assert_cmpstr (row->reason, ==, "not taken");
  g_assert_cmpuint (nx_fault_lrs_get_n_statements (self->lrs), ==, 8);

  /* At the person's word it goes once more. */
  nx_fault_lrs_set_invalid (self->lrs, NULL);
  g_assert_true (nx_record_store_hold_record (self->store, bad, FALSE, NULL));
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* A gateway says 400 where the LRS would not: nothing is refused on its word alone. */
static void
test_invalid_from_gateway (void)
{
  static const NxFault gateway = { NX_FAULT_RAW, FALSE, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_sync (self);
  nx_delivery_fixture_record (self, 1);
  nx_fault_lrs_push (self->lrs, &gateway);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_WAITING);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_REFUSED), ==, 0);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_too_large (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_fault_lrs_set_max_statements (self->lrs, 3);
  nx_delivery_fixture_record (self, 20);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_conflict (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) theirs = NULL;
  const NxRecordRow *row;

  nx_delivery_fixture_record (self, 4);
  id = dup_statement_id (self, 1);
  text = g_strdup_printf ("{\"id\":\"%s\",\"verb\":{\"id\":\"http://example.org/did\"}}", id);
  theirs = g_bytes_new (text, strlen (text));
  nx_fault_lrs_put (self->lrs, id, theirs, FALSE);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  /* It was asked for all four; the other three were not there, and went again. */
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENT), ==, 3);
  rows = nx_delivery_fixture_list (self);
  row = find_row (rows, id);
  g_assert_cmpint (row->state, ==, NX_DELIVERY_CONFLICT);
  g_assert_true (g_bytes_equal (row->theirs, theirs));
  g_assert_cmpuint (nx_fault_lrs_get_n_statements (self->lrs), ==, 4);
  g_assert_cmpuint (self->n_refused, ==, 1);
}

/* It was voided there meanwhile: the statement is there all the same. */
static void
test_voided_there (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);
  g_autoptr (GPtrArray) rows = NULL;
  const NxRecordRow *row;

  nx_delivery_fixture_record (self, 3);
  rows = nx_delivery_fixture_list (self);
  row = g_ptr_array_index (rows, 1);
  nx_fault_lrs_put (self->lrs, row->statement, row->body, TRUE);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* It does not show what it has taken until it has caught up. */
static void
test_lag (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);

  nx_fault_lrs_push (self->lrs, &stored_then_cut);
  nx_fault_lrs_set_lag (self->lrs, 3);
  nx_delivery_fixture_record (self, 3);
  nx_delivery_fixture_sync (self);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_fault_lrs_get_n_gets (self->lrs), ==, 7);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* It never shows them: they stay, and nothing spins. */
static void
test_lag_for_ever (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);

  nx_fault_lrs_push (self->lrs, &stored_then_cut);
  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_sync (self);
  nx_fault_lrs_set_lag (self->lrs, 1000);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_WAITING);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_PENDING), ==, 1);
  g_assert_cmpuint (nx_fault_lrs_get_n_gets (self->lrs), ==, 8);
  nx_fault_lrs_set_lag (self->lrs, 0);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* Recorded by a clock that is ahead of the server's: early, not wrong. */
static void
test_future (void)
{
  const gint64 hour_us = 3600 * (gint64) G_USEC_PER_SEC;
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  guint n_posts;

  nx_delivery_fixture_record (self, 2);
  nx_clock_advance (self->clock, hour_us);
  nx_delivery_fixture_record (self, 1);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_delivered (self, 2);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_PENDING), ==, 1);
  g_assert_cmpint (nx_sender_get_next_try_us (self->sender), >, nx_clock_get_wall_us (self->clock) + hour_us / 2);

  /* Looking at what changed is no reason to ask for it again. */
  n_posts = nx_fault_lrs_get_n_posts (self->lrs);
  nx_delivery_fixture_wait_round (self);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, n_posts);

  nx_sender_set_enabled (self->sender, FALSE);
  nx_clock_advance (self->clock, hour_us);
  nx_fault_lrs_set_clock_offset_us (self->lrs, hour_us);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_voiding (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autofree char *target = NULL;

  nx_delivery_fixture_record (self, 3);
  target = dup_statement_id (self, 0);
  nx_delivery_fixture_take_back (self, target);
  nx_delivery_fixture_record (self, 2);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), >=, 2);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* Voiding needs rights of its own: without them it is refused, and the others go. */
static void
test_voiding_forbidden (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autofree char *target = NULL;

  nx_fault_lrs_set_no_voiding (self->lrs, TRUE);
  nx_delivery_fixture_record (self, 3);
  target = dup_statement_id (self, 0);
  nx_delivery_fixture_take_back (self, target);
  nx_delivery_fixture_record (self, 2);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENT), ==, 5);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_REFUSED), ==, 1);
}

static void
test_version_2 (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_fault_lrs_set_versions (self->lrs, "[\"2.0.0\"]");
  nx_delivery_fixture_record (self, 1);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpstr (nx_fault_lrs_get_version (self->lrs), ==, "2.0.0");
  nx_delivery_fixture_assert_all_delivered (self);
}

/* ---- One sender; stops and crashes ---- */

static void
test_locked (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  NxSenderLock *lock = nx_sender_lock_take (self->folder, NULL);

  nx_delivery_fixture_record (self, 2);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_LOCKED);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 0);
  nx_sender_lock_release (lock);
  nx_delivery_fixture_wait_delivered (self, 2);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_two_senders (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);
  NxSender *second = nx_sender_new (self->store, self->secrets, self->clock);

  nx_sender_set_wait_scale (second, 0.001);
  nx_delivery_fixture_record (self, 120);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_sender_set_enabled (second, TRUE);
  nx_delivery_fixture_wait_delivered (self, 120);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
  nx_sender_set_enabled (second, FALSE);
  while (nx_sender_get_state (second) != NX_SENDER_OFF)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (second);
}

static void
wait_for_post (NxDeliveryFixture *self)
{
  while (nx_fault_lrs_get_n_posts (self->lrs) == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Switched off while a request is on its way: settled as unknown, and delivered once when it is on again. */
static void
test_switched_off (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);

  nx_fault_lrs_push (self->lrs, &hang);
  nx_delivery_fixture_record (self, 3);
  nx_sender_set_enabled (self->sender, TRUE);
  wait_for_post (self);
  g_assert_cmpint (nx_sender_get_state (self->sender), ==, NX_SENDER_SENDING);
  nx_sender_set_enabled (self->sender, FALSE);
  nx_delivery_fixture_wait_state (self, NX_SENDER_OFF);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_PENDING), ==, 3);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_delivered (self, 3);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* The program died after the LRS had stored a batch: "sending" is found at the next start. */
static void
test_died_while_sending (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);
  g_autoptr (NxDestination) destination = nx_record_store_dup_destination (self->store, NULL);
  g_autoptr (GPtrArray) taken = NULL;

  nx_delivery_fixture_record (self, 4);
  taken = nx_record_store_take_batch (self->store, destination->id, 3, 100000, NULL);
  g_assert_cmpuint (taken->len, ==, 3);
  for (guint i = 0; i < taken->len; i++)
    {
      const NxOutgoing *outgoing = g_ptr_array_index (taken, i);

      nx_fault_lrs_put (self->lrs, outgoing->statement, outgoing->body, FALSE);
    }
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
test_store_fails (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 1);
  g_assert_true (nx_record_store_close (self->store, NULL));
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_FAILED);
  g_assert_nonnull (nx_sender_get_message (self->sender));
}

/* The next batch cannot be marked: what became of the one before is stored all the same. */
static void
test_store_fails_between (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 60);
  records_tamper (self->folder, "CREATE TRIGGER refusal BEFORE UPDATE ON delivery WHEN NEW.state = 'sending' AND "
                                "(SELECT count (*) FROM delivery WHERE state IN ('sending', 'sent')) >= 50 "
                                "BEGIN SELECT raise (ABORT, 'no'); END");
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_FAILED);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENT), ==, 50);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_PENDING), ==, 10);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 1);

  records_tamper (self->folder, "DROP TRIGGER refusal");
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 2);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* The outcome of a batch cannot be stored while the next is on its way: both go once more, and arrive once. */
static void
test_store_fails_behind (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 60);
  records_tamper (self->folder, "CREATE TRIGGER refusal BEFORE UPDATE ON delivery WHEN NEW.state = 'sent' "
                                "BEGIN SELECT raise (ABORT, 'no'); END");
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_FAILED);
  g_assert_nonnull (nx_sender_get_message (self->sender));
  g_assert_cmpuint (nx_delivery_fixture_count_delivered (self), ==, 0);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENDING), ==, 60);
  g_assert_cmpuint (self->n_delivered, ==, 0);

  records_tamper (self->folder, "DROP TRIGGER refusal");
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* The disk is slower than the server: an answer waits until the outcome of the batch before is stored. */
static void
test_store_is_slow (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);

  nx_delivery_fixture_record (self, 120);
  records_tamper (self->folder, "CREATE TRIGGER slow BEFORE UPDATE ON delivery WHEN NEW.state = 'sent' "
                                "BEGIN SELECT count (*) FROM delivery a, delivery b WHERE a.tries + b.tries < 0; END");
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 3);
  g_assert_cmpuint (self->n_delivered, ==, 120);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* ---- TLS ---- */

static GTlsCertificate *
load_certificate (void)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate =
      g_tls_certificate_new_from_file (g_test_get_filename (G_TEST_DIST, "fixtures", "tls", "server.pem", NULL), &error);

  g_assert_no_error (error);
  return certificate;
}

static GTlsDatabase *
load_authority (void)
{
  g_autoptr (GError) error = NULL;
  GTlsDatabase *database =
      g_tls_file_database_new (g_test_get_filename (G_TEST_DIST, "fixtures", "tls", "authority.pem", NULL), &error);

  g_assert_no_error (error);
  return database;
}

static void
test_tls (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autoptr (GTlsCertificate) certificate = load_certificate ();
  g_autoptr (GTlsDatabase) authority = load_authority ();

  nx_fault_lrs_free (self->lrs);
  self->lrs = nx_fault_lrs_new (FALSE, certificate);
  nx_delivery_fixture_set_destination (self, nx_fault_lrs_get_endpoint (self->lrs), NX_FAULT_LRS_SECRET);
  nx_delivery_fixture_record (self, 2);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_NO_CONNECTION);
  g_assert_cmpuint (nx_fault_lrs_get_n_abouts (self->lrs), ==, 0);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 0);

  nx_sender_set_tls_database (self->sender, authority);
  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* ---- "Test connection" ---- */

typedef struct
{
  gboolean done;
  gboolean ok;
  gint64 valid_until_us;
  GError *error;
} Tested;

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Tested *tested = user_data;

  tested->ok = nx_sender_test_finish (NX_SENDER (source), result, &tested->valid_until_us, &tested->error);
  tested->done = TRUE;
}

/* -1 for success, else the error's code. */
static int
test_connection (NxDeliveryFixture *self,
                 const char        *endpoint,
                 const char        *secret,
                 gint64            *out_valid_until_us)
{
  Tested tested = { 0 };
  int code;

  nx_sender_test_async (self->sender, endpoint, NX_FAULT_LRS_KEY, secret, NULL, tested_cb, &tested);
  while (!tested.done)
    g_main_context_iteration (NULL, TRUE);
  if (out_valid_until_us != NULL)
    *out_valid_until_us = tested.valid_until_us;
  if (tested.ok)
    return -1;
  g_assert_true (tested.error->domain == NX_DELIVERY_ERROR);
  code = tested.error->code;
  g_error_free (tested.error);
  return code;
}

static void
test_connection_answers (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  const char *endpoint = nx_fault_lrs_get_endpoint (self->lrs);
  gint64 valid_until_us = -1;

  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, &valid_until_us), ==, -1);
  g_assert_cmpint (valid_until_us, ==, 0);
  g_assert_cmpint (test_connection (self, endpoint, "wrong", NULL), ==, NX_DELIVERY_ERROR_CREDENTIALS);
  g_assert_cmpint (test_connection (self, "http://lrs.example.org/", "x", NULL), ==, NX_DELIVERY_ERROR_ADDRESS);
  g_assert_cmpint (test_connection (self, "https://no-such-host.invalid/", "x", NULL), ==, NX_DELIVERY_ERROR_NAME);
  nx_fault_lrs_set_gate (self->lrs, 403);
  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, NULL), ==, NX_DELIVERY_ERROR_FORBIDDEN);
  nx_fault_lrs_set_gate (self->lrs, 503);
  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, NULL), ==, NX_DELIVERY_ERROR_BUSY);
  nx_fault_lrs_set_portal (self->lrs, PORTAL_PAGE);
  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, NULL), ==, NX_DELIVERY_ERROR_NOT_LRS);
  nx_fault_lrs_set_portal (self->lrs, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, NULL), ==, NX_DELIVERY_ERROR_NOT_LRS);
  nx_fault_lrs_set_listening (self->lrs, FALSE);
  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, NULL), ==, NX_DELIVERY_ERROR_NO_CONNECTION);
  g_assert_cmpuint (nx_fault_lrs_get_n_posts (self->lrs), ==, 0);
  g_assert_null (nx_fault_lrs_get_complaint (self->lrs));
}

static void
test_connection_tls (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_autoptr (GTlsCertificate) certificate = load_certificate ();
  g_autoptr (GTlsDatabase) authority = load_authority ();
  g_autoptr (NxFaultLrs) lrs = nx_fault_lrs_new (FALSE, certificate);
  const char *endpoint = nx_fault_lrs_get_endpoint (lrs);
  gint64 valid_until_us = 0;

  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, NULL), ==, NX_DELIVERY_ERROR_CERTIFICATE);
  nx_sender_set_tls_database (self->sender, authority);
  g_assert_cmpint (test_connection (self, endpoint, NX_FAULT_LRS_SECRET, &valid_until_us), ==, -1);
  g_assert_cmpint (valid_until_us, >, g_get_real_time ());
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/delivery/sender/by-itself", test_by_itself);
  g_test_add_func ("/delivery/sender/cost", test_cost);
  g_test_add_func ("/delivery/sender/not-set-up", test_not_set_up);
  g_test_add_func ("/delivery/sender/credentials", test_credentials);
  g_test_add_func ("/delivery/sender/no-credentials", test_no_credentials);
  g_test_add_func ("/delivery/sender/other-destination", test_other_destination);
  g_test_add_func ("/delivery/sender/refused-connection", test_refused_connection);
  g_test_add_func ("/delivery/sender/refused-later", test_refused_later);
  g_test_add_data_func ("/delivery/sender/portal/page", PORTAL_PAGE, test_portal);
  g_test_add_data_func ("/delivery/sender/portal/redirect", PORTAL_REDIRECT, test_portal);
  g_test_add_func ("/delivery/sender/portal/later", test_portal_later);
  g_test_add_func ("/delivery/sender/retry-after", test_retry_after);
  g_test_add_func ("/delivery/sender/network-up", test_network_up);
  g_test_add_func ("/delivery/sender/answer-too-long", test_answer_too_long);
  g_test_add_func ("/delivery/sender/one-invalid", test_one_invalid);
  g_test_add_func ("/delivery/sender/invalid-from-gateway", test_invalid_from_gateway);
  g_test_add_func ("/delivery/sender/too-large", test_too_large);
  g_test_add_func ("/delivery/sender/conflict", test_conflict);
  g_test_add_func ("/delivery/sender/voided-there", test_voided_there);
  g_test_add_func ("/delivery/sender/lag", test_lag);
  g_test_add_func ("/delivery/sender/lag-for-ever", test_lag_for_ever);
  g_test_add_func ("/delivery/sender/future", test_future);
  g_test_add_func ("/delivery/sender/voiding", test_voiding);
  g_test_add_func ("/delivery/sender/voiding-forbidden", test_voiding_forbidden);
  g_test_add_func ("/delivery/sender/version-2", test_version_2);
  g_test_add_func ("/delivery/sender/locked", test_locked);
  g_test_add_func ("/delivery/sender/two-senders", test_two_senders);
  g_test_add_func ("/delivery/sender/switched-off", test_switched_off);
  g_test_add_func ("/delivery/sender/died-while-sending", test_died_while_sending);
  g_test_add_func ("/delivery/sender/store-fails", test_store_fails);
  g_test_add_func ("/delivery/sender/store-fails-between", test_store_fails_between);
  g_test_add_func ("/delivery/sender/store-fails-behind", test_store_fails_behind);
  g_test_add_func ("/delivery/sender/store-is-slow", test_store_is_slow);
  g_test_add_func ("/delivery/sender/tls", test_tls);
  g_test_add_func ("/delivery/connection-test/answers", test_connection_answers);
  g_test_add_func ("/delivery/connection-test/tls", test_connection_tls);
  return g_test_run ();
}
