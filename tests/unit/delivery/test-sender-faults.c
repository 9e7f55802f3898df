/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Each line of the answer table ("Learning records", section 4), and each way for a connection to fail,
 * against an LRS that answers 200 to an identical statement and one that answers 409: what was recorded is
 * there in the end, once, and is "sent" here, or "confirmed" where it was read back.
 */

#include "config.h"

#include "nx-delivery-fixture.h"

#define N_RECORDS 5
#define OTHER_ID "018c1e0a-0001-7b6e-9c11-000000000001"
#define EMPTY "Content-Length: 0\r\n\r\n"
#define STATUS(line) "HTTP/1.1 " line "\r\n" EMPTY

typedef struct
{
  const char *name;
  NxFault fault;
  NxSenderState state;         /* after the round that met it; IDLE: it was overcome in that round */
} Row;

static const Row rows[] = {
  { "cut-while-sending", { NX_FAULT_CUT_WHILE_SENDING }, NX_SENDER_WAITING },
  { "closed-without-answer", { NX_FAULT_RAW, FALSE, "" }, NX_SENDER_WAITING },
  { "stored-then-cut", { NX_FAULT_RAW, TRUE, "" }, NX_SENDER_WAITING },
  { "stored-then-cut-in-head", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Ty" }, NX_SENDER_WAITING },
  { "answer-cut-in-the-middle", { NX_FAULT_CUT_ANSWER, TRUE, NULL, 80 }, NX_SENDER_WAITING },
  { "answer-one-byte-short", { NX_FAULT_CUT_ANSWER, TRUE, NULL, 1 }, NX_SENDER_WAITING },
  { "body-ends-early", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n[\"" },
    NX_SENDER_WAITING },
  { "chunk-cut", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n[\"" },
    NX_SENDER_WAITING },
  { "truncated-json", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[\"" },
    NX_SENDER_NO_CONNECTION },
  { "garbage", { NX_FAULT_RAW, TRUE, "\x15\x03\x01 who goes there?\r\n\r\n" }, NX_SENDER_WAITING },
  { "garbage-body", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n\xff\xfe{" },
    NX_SENDER_NO_CONNECTION },
  { "false-gzip", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc" },
    NX_SENDER_NO_CONNECTION },
  { "hang", { NX_FAULT_HANG, FALSE }, NX_SENDER_WAITING },
  { "stored-then-hang", { NX_FAULT_HANG, TRUE }, NX_SENDER_WAITING },
  { "portal-page", { NX_FAULT_RAW, FALSE, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n<h1>Sign in!</h1>" },
    NX_SENDER_NO_CONNECTION },
  { "wrong-ids", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n[\"" OTHER_ID "\"]" },
    NX_SENDER_NO_CONNECTION },
  { "no-ids", { NX_FAULT_RAW, TRUE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]" },
    NX_SENDER_NO_CONNECTION },
  { "no-body", { NX_FAULT_RAW, TRUE, STATUS ("200 OK") }, NX_SENDER_NO_CONNECTION },
  { "201", { NX_FAULT_RAW, TRUE, STATUS ("201 Created") }, NX_SENDER_WAITING },
  { "202", { NX_FAULT_RAW, FALSE, STATUS ("202 Accepted") }, NX_SENDER_WAITING },
  { "204", { NX_FAULT_RAW, TRUE, "HTTP/1.1 204 No Content\r\n\r\n" }, NX_SENDER_WAITING },
  { "206", { NX_FAULT_RAW, FALSE, STATUS ("206 Partial Content") }, NX_SENDER_WAITING },
  { "301", { NX_FAULT_RAW, FALSE, "HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\n" EMPTY }, NX_SENDER_STOPPED_ENDPOINT },
  { "302", { NX_FAULT_RAW, FALSE, "HTTP/1.1 302 Found\r\nLocation: /sign-in\r\n" EMPTY }, NX_SENDER_STOPPED_ENDPOINT },
  { "307", { NX_FAULT_RAW, FALSE, "HTTP/1.1 307 Later\r\nLocation: /sign-in\r\n" EMPTY }, NX_SENDER_STOPPED_ENDPOINT },
  { "401", { NX_FAULT_RAW, FALSE, "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" EMPTY }, NX_SENDER_STOPPED_CREDENTIALS },
  { "403", { NX_FAULT_RAW, FALSE, STATUS ("403 Forbidden") }, NX_SENDER_STOPPED_FORBIDDEN },
  { "404", { NX_FAULT_RAW, FALSE, STATUS ("404 Not Found") }, NX_SENDER_STOPPED_ENDPOINT },
  { "405", { NX_FAULT_RAW, FALSE, STATUS ("405 Method Not Allowed") }, NX_SENDER_STOPPED_ENDPOINT },
  { "407", { NX_FAULT_RAW, FALSE, "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" EMPTY }, NX_SENDER_STOPPED_PROXY },
  { "408", { NX_FAULT_RAW, TRUE, STATUS ("408 Request Timeout") }, NX_SENDER_WAITING },
  { "413", { NX_FAULT_RAW, FALSE, STATUS ("413 Too Large") }, NX_SENDER_IDLE },
  { "418", { NX_FAULT_RAW, FALSE, STATUS ("418 Teapot") }, NX_SENDER_STOPPED_ENDPOINT },
  { "425", { NX_FAULT_RAW, FALSE, STATUS ("425 Too Early") }, NX_SENDER_WAITING },
  { "429", { NX_FAULT_RAW, FALSE, "HTTP/1.1 429 Slow\r\nRetry-After: 30\r\n" EMPTY }, NX_SENDER_WAITING },
  { "500", { NX_FAULT_RAW, FALSE, STATUS ("500 Oops") }, NX_SENDER_WAITING },
  { "stored-then-500", { NX_FAULT_RAW, TRUE, STATUS ("500 Oops") }, NX_SENDER_WAITING },
  { "stored-then-502", { NX_FAULT_RAW, TRUE, STATUS ("502 Bad Gateway") }, NX_SENDER_WAITING },
  { "503", { NX_FAULT_RAW, FALSE, STATUS ("503 Busy") }, NX_SENDER_WAITING },
  { "stored-then-503", { NX_FAULT_RAW, TRUE, "HTTP/1.1 503 Busy\r\nRetry-After: 20\r\n" EMPTY }, NX_SENDER_WAITING },
  { "stored-then-504", { NX_FAULT_RAW, TRUE, STATUS ("504 Gateway Timeout") }, NX_SENDER_WAITING },
  { "false-400", { NX_FAULT_RAW, FALSE, STATUS ("400 Bad Request") }, NX_SENDER_IDLE },
};

typedef struct
{
  const Row *row;
  gboolean strict;
  guint n_times;
} Case;

/* The fault once: one round shows what it is taken for, and then everything goes by itself. */
static void
test_fault (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (test->strict);

  for (guint i = 0; i < test->n_times; i++)
    nx_fault_lrs_push (self->lrs, &test->row->fault);
  nx_delivery_fixture_record (self, N_RECORDS);

  g_assert_cmpint (nx_delivery_fixture_sync (self), ==, test->row->state);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENDING), ==, 0);
  if (test->row->state != NX_SENDER_IDLE)
    g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_PENDING), ==, N_RECORDS);

  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_delivered (self, N_RECORDS);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  g_assert_cmpuint (nx_fault_lrs_get_n_faults (self->lrs), ==, 0);
  g_assert_cmpuint (self->n_delivered, ==, N_RECORDS);
  g_assert_cmpuint (self->n_refused, ==, 0);
  nx_delivery_fixture_assert_all_delivered (self);
}

/* Time after time: the batch is halved down to one, and still everything arrives once. */
static void
test_fault_again_and_again (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (test->strict);

  for (guint i = 0; i < test->n_times; i++)
    nx_fault_lrs_push (self->lrs, &test->row->fault);
  nx_delivery_fixture_record (self, N_RECORDS);
  nx_sender_set_enabled (self->sender, TRUE);
  nx_delivery_fixture_wait_delivered (self, N_RECORDS);
  nx_delivery_fixture_wait_state (self, NX_SENDER_IDLE);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
add_cases (const Row *row,
           gboolean   strict)
{
  const char *kind = strict ? "409" : "200";
  g_autofree char *once = g_strdup_printf ("/delivery/fault/%s/%s", kind, row->name);
  g_autofree char *often = g_strdup_printf ("/delivery/fault-again/%s/%s", kind, row->name);
  Case *test = g_new0 (Case, 1);

  *test = (Case) { row, strict, 1 };
  g_test_add_data_func_full (once, test, test_fault, g_free);
  /* Again and again against the harder of the two. A stop is not repeated by itself, and a hang costs its whole deadline. */
  if (!strict || (row->state != NX_SENDER_WAITING && row->state != NX_SENDER_NO_CONNECTION))
    return;
  if (row->fault.kind == NX_FAULT_HANG)
    return;
  test = g_new0 (Case, 1);
  *test = (Case) { row, strict, 5 };
  g_test_add_data_func_full (often, test, test_fault_again_and_again, g_free);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      add_cases (&rows[i], FALSE);
      add_cases (&rows[i], TRUE);
    }
  return g_test_run ();
}
