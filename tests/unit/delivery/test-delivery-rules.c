/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The pure parts of delivery: what an answer means, how long to wait, how much to send, what an address is. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nx-answer.h"
#include "nx-backoff.h"
#include "nx-batcher.h"
#include "nx-sender-lock.h"
#include "nx-sender.h"

#define ID_1 "018c1e0a-0001-7b6e-9c11-000000000001"
#define ID_2 "018c1e0a-0002-7b6e-9c11-000000000002"

/* ---- Answers ---- */

static NxReply *
make_reply (guint       status,
            const char *content_type,
            const char *body)
{
  NxReply *reply = nx_reply_new ();

  reply->status = status;
  reply->content_type = g_strdup (content_type);
  reply->body = g_bytes_new (body, strlen (body));
  return reply;
}

static void
test_answer_status (void)
{
  static const struct
  {
    guint status;
    NxAnswer answer;
  } rows[] = {
    { 201, NX_ANSWER_UNKNOWN },     { 202, NX_ANSWER_UNKNOWN },    { 204, NX_ANSWER_UNKNOWN },
    { 206, NX_ANSWER_UNKNOWN },     { 300, NX_ANSWER_ENDPOINT },   { 301, NX_ANSWER_ENDPOINT },
    { 302, NX_ANSWER_ENDPOINT },    { 304, NX_ANSWER_ENDPOINT },   { 307, NX_ANSWER_ENDPOINT },
    { 308, NX_ANSWER_ENDPOINT },    { 400, NX_ANSWER_INVALID },    { 401, NX_ANSWER_CREDENTIALS },
    { 402, NX_ANSWER_ENDPOINT },    { 403, NX_ANSWER_FORBIDDEN },  { 404, NX_ANSWER_ENDPOINT },
    { 405, NX_ANSWER_ENDPOINT },    { 407, NX_ANSWER_PROXY },      { 408, NX_ANSWER_UNKNOWN },
    { 409, NX_ANSWER_CONFLICT },    { 410, NX_ANSWER_ENDPOINT },   { 412, NX_ANSWER_ENDPOINT },
    { 413, NX_ANSWER_TOO_LARGE },   { 415, NX_ANSWER_ENDPOINT },   { 425, NX_ANSWER_UNKNOWN },
    { 429, NX_ANSWER_LATER },       { 451, NX_ANSWER_ENDPOINT },   { 500, NX_ANSWER_UNKNOWN },
    { 502, NX_ANSWER_UNKNOWN },     { 503, NX_ANSWER_LATER },      { 504, NX_ANSWER_UNKNOWN },
    { 599, NX_ANSWER_UNKNOWN },     { 0, NX_ANSWER_NOT_LRS },      { 100, NX_ANSWER_NOT_LRS },
    { 600, NX_ANSWER_NOT_LRS },     { 999, NX_ANSWER_NOT_LRS },
  };
  const char *const ids[] = { ID_1, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      /* The body changes nothing: not even ours in an answer that is no success. */
      g_autoptr (NxReply) reply = make_reply (rows[i].status, "application/json", "[\"" ID_1 "\"]");

      g_assert_cmpint (nx_answer_from_status (rows[i].status), ==, rows[i].answer);
      g_assert_cmpint (nx_answer_to_post (reply, ids), ==, rows[i].answer);
    }
}

static void
test_answer_body (void)
{
  static const struct
  {
    const char *type, *body;
    gboolean stored;
  } rows[] = {
    { "application/json", "[\"" ID_1 "\",\"" ID_2 "\"]", TRUE },
    { "application/json", " [ \"018C1E0A-0001-7B6E-9C11-000000000001\" , \"" ID_2 "\" ] ", TRUE },
    { "application/json", "[\"" ID_2 "\",\"" ID_1 "\"]", FALSE },
    { "application/json", "[\"" ID_1 "\"]", FALSE },
    { "application/json", "[\"" ID_1 "\",\"" ID_2 "\",\"" ID_2 "\"]", FALSE },
    { "application/json", "[\"" ID_1 "\",null]", FALSE },
    { "application/json", "[\"" ID_1 "\",\"" ID_2 "\"", FALSE },
    { "application/json", "[\"" ID_1 "\",\"" ID_2 "\"]]", FALSE },
    { "application/json", "[]", FALSE },
    { "application/json", "{}", FALSE },
    { "application/json", "\"" ID_1 "\"", FALSE },
    { "application/json", "", FALSE },
    { "application/json", "<html>[\"" ID_1 "\",\"" ID_2 "\"]</html>", FALSE },
    { "text/html", "[\"" ID_1 "\",\"" ID_2 "\"]", FALSE },
    { NULL, "[\"" ID_1 "\",\"" ID_2 "\"]", FALSE },
  };
  const char *const ids[] = { ID_1, ID_2, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NxReply) reply = make_reply (200, rows[i].type, rows[i].body);

      g_assert_cmpint (nx_answer_to_post (reply, ids), ==, rows[i].stored ? NX_ANSWER_STORED : NX_ANSWER_NOT_LRS);
    }
}

static void
test_answer_transport (void)
{
  const char *const ids[] = { ID_1, NULL };
  g_autoptr (NxReply) reply = make_reply (200, "application/json", "[\"" ID_1 "\"]");

  reply->transport = NX_TRANSPORT_NOT_ARRIVED;
  g_assert_cmpint (nx_answer_to_post (reply, ids), ==, NX_ANSWER_NOT_ARRIVED);
  reply->transport = NX_TRANSPORT_CUT;
  g_assert_cmpint (nx_answer_to_post (reply, ids), ==, NX_ANSWER_UNKNOWN);
}

static void
test_answer_about (void)
{
  static const struct
  {
    guint status;
    const char *type, *body, *version;
  } rows[] = {
    { 200, "application/json", "{\"version\":[\"1.0.3\"]}", "1.0.3" },
    { 200, "application/json", "{\"version\":[\"0.95\",\"1.0.1\"],\"x\":1}", "1.0.3" },
    { 200, "application/json", "{\"version\":[\"1.0\"]}", "1.0.3" },
    { 200, "application/json", "{\"version\":[\"2.0.0\",\"1.0.3\"]}", "1.0.3" },
    { 200, "application/json", "{\"version\":[\"2.0.0\"]}", "2.0.0" },
    { 200, "application/json", "{\"version\":[\"0.9\"]}", NULL },
    { 200, "application/json", "{\"version\":\"1.0.3\"}", NULL },
    { 200, "application/json", "{\"version\":[1.0]}", NULL },
    { 200, "application/json", "{\"versions\":[\"1.0.3\"]}", NULL },
    { 200, "application/json", "[\"1.0.3\"]", NULL },
    { 200, "text/html", "{\"version\":[\"1.0.3\"]}", NULL },
    { 404, "application/json", "{\"version\":[\"1.0.3\"]}", NULL },
    { 200, "application/json", "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NxReply) reply = make_reply (rows[i].status, rows[i].type, rows[i].body);
      const char *version = NULL;

      g_assert_cmpint (nx_answer_is_about (reply, &version), ==, rows[i].version != NULL);
      g_assert_cmpstr (version, ==, rows[i].version);
    }
}

static void
test_answer_reason (void)
{
  static const struct
  {
    const char *type, *body, *reason;
  } rows[] = {
    { "application/json", "{\"message\":\"no verb\",\"code\":3}", "no verb" },
    { "application/json", "{\"errorId\":\"x\",\"warnings\":[\"one\",{\"a\":1},\"two\"]}", "one; two" },
    { "application/json", "{\"error\":{\"deep\":1},\"detail\":\" a\\n\\tb \"}", "a b" },
    { "application/json", "\"plainly wrong\"", "plainly wrong" },
    { "application/json", "{}", NULL },
    { "application/json", "<html>", NULL },
    { "text/plain", "bad\xff thing\r\n", "bad\xef\xbf\xbd thing" },
    { "text/html", "<h1>400</h1>", NULL },
    { NULL, "x", NULL },
  };
  g_autofree char *long_text = g_strnfill (2000, 'x');
  g_autoptr (NxReply) long_reply = make_reply (400, "text/plain", long_text);
  g_autofree char *cut = nx_answer_dup_reason (long_reply);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NxReply) reply = make_reply (400, rows[i].type, rows[i].body);
      g_autofree char *reason = nx_answer_dup_reason (reply);

      g_assert_cmpstr (reason, ==, rows[i].reason);
    }
  g_assert_cmpuint (strlen (cut), <=, 500);
  g_assert_cmpuint (strlen (cut), >, 400);
}

static void
test_retry_after (void)
{
  const gint64 now_us = G_GINT64_CONSTANT (1795165331) * G_USEC_PER_SEC; /* Fri, 20 Nov 2026 09:02:11 GMT */
  static const struct
  {
    const char *value;
    gint64 seconds;
  } rows[] = {
    { NULL, 0 },
    { "", 0 },
    { "0", 0 },
    { "17", 17 },
    { "3600", 3600 },
    { "86400", 3600 },
    { "99999999999999999999999", 0 },
    { "-5", 0 },
    { "1.5", 0 },
    { "soon", 0 },
    { "Fri, 20 Nov 2026 09:02:41 GMT", 30 },
    { "Fri, 20 Nov 2026 09:02:00 GMT", 0 },
    { "Sat, 21 Nov 2026 09:02:00 GMT", 3600 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (nx_retry_after_parse_us (rows[i].value, now_us), ==, rows[i].seconds * G_USEC_PER_SEC);
  g_assert_cmpint (nx_instant_parse_us ("2026-11-20T09:02:11.500Z"), ==, now_us + 500000);
  g_assert_cmpint (nx_instant_parse_us ("Fri, 20 Nov 2026 09:02:11 GMT"), ==, now_us);
  g_assert_cmpint (nx_instant_parse_us ("yesterday"), ==, 0);
}

/* ---- Waiting ---- */

static void
test_backoff (void)
{
  static const int seconds[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300 };
  NxBackoff backoff = { 0 };
  NxBackoff low = { 0 };
  NxBackoff high = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      gint64 middle_us = seconds[i] * (gint64) G_USEC_PER_SEC;

      g_assert_cmpint (nx_backoff_next_us (&backoff, 0.5), ==, middle_us);
      g_assert_cmpint (nx_backoff_next_us (&low, 0), ==, middle_us / 2);
      g_assert_cmpint (nx_backoff_next_us (&high, 1), ==, middle_us * 3 / 2);
    }
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (nx_backoff_next_us (&backoff, 0.5), ==, NX_BACKOFF_MAX_US);
  nx_backoff_reset (&backoff);
  g_assert_cmpint (nx_backoff_next_us (&backoff, 0.5), ==, G_USEC_PER_SEC);
}

/* ---- How much ---- */

static void
test_batcher_unknown (void)
{
  NxBatcher batcher;

  nx_batcher_init (&batcher);
  g_assert_cmpuint (batcher.size, ==, 50);
  nx_batcher_note_unknown (&batcher, 50);
  g_assert_cmpuint (batcher.size, ==, 50);  /* the same members once more */
  nx_batcher_note_unknown (&batcher, 50);
  g_assert_cmpuint (batcher.size, ==, 25);
  for (guint i = 0; i < 20; i++)
    nx_batcher_note_unknown (&batcher, batcher.size);
  g_assert_cmpuint (batcher.size, ==, 1);
  nx_batcher_note_stored (&batcher, 1, 1200, 1000);
  g_assert_cmpuint (batcher.size, ==, 2);
  nx_batcher_note_unknown (&batcher, 2);
  nx_batcher_note_stored (&batcher, 2, 2400, 1000);  /* not in a row */
  nx_batcher_note_unknown (&batcher, 4);
  g_assert_cmpuint (batcher.size, ==, 4);
  for (guint i = 0; i < 20; i++)
    nx_batcher_note_stored (&batcher, batcher.size, 1200 * batcher.size, 1000);
  g_assert_cmpuint (batcher.size, ==, 50);
}

static void
test_batcher_small_batch (void)
{
  NxBatcher batcher;

  /* Five were all there was; halving goes by what was sent. */
  nx_batcher_init (&batcher);
  nx_batcher_note_unknown (&batcher, 5);
  nx_batcher_note_unknown (&batcher, 5);
  g_assert_cmpuint (batcher.size, ==, 2);
}

static void
test_batcher_too_large (void)
{
  NxBatcher batcher;

  nx_batcher_init (&batcher);
  nx_batcher_note_too_large (&batcher, 50);
  nx_batcher_note_too_large (&batcher, 25);
  g_assert_cmpuint (batcher.size, ==, 12);
  for (guint i = 0; i < 9; i++)
    nx_batcher_note_stored (&batcher, 12, 14400, 1000);
  g_assert_cmpuint (batcher.size, ==, 12);
  nx_batcher_note_stored (&batcher, 12, 14400, 1000);
  g_assert_cmpuint (batcher.size, ==, 24);
  for (guint i = 0; i < 100; i++)
    nx_batcher_note_stored (&batcher, 12, 14400, 1000);
  g_assert_cmpuint (batcher.size, ==, 50);
  nx_batcher_note_too_large (&batcher, 1);
  g_assert_cmpuint (batcher.size, ==, 1);
}

static void
test_batcher_rate (void)
{
  NxBatcher batcher;

  nx_batcher_init (&batcher);
  nx_batcher_begin (&batcher);
  g_assert_cmpuint (batcher.size, ==, 50);
  /* 1,200 bytes a second move about eight statements of 1,200 bytes in eight seconds. */
  for (guint i = 0; i < 20; i++)
    nx_batcher_note_stored (&batcher, 10, 12000, 10 * G_USEC_PER_SEC);
  nx_batcher_begin (&batcher);
  g_assert_cmpuint (batcher.size, ==, 8);
  for (guint i = 0; i < 20; i++)
    nx_batcher_note_stored (&batcher, 1, 1200, 100 * (gint64) G_USEC_PER_SEC);
  nx_batcher_begin (&batcher);
  g_assert_cmpuint (batcher.size, ==, 1);
}

/* ---- Addresses ---- */

static void
test_endpoint (void)
{
  static const struct
  {
    const char *typed, *normal;
  } rows[] = {
    { "lrs.example.org/xapi", "https://lrs.example.org/xapi/" },
    { "  https://lrs.example.org/xapi/  ", "https://lrs.example.org/xapi/" },
    { "HTTPS://LRS.Example.ORG/Xapi//", "https://lrs.example.org/Xapi/" },
    { "https://lrs.example.org", "https://lrs.example.org/" },
    { "https://lrs.example.org:443/xapi", "https://lrs.example.org/xapi/" },
    { "https://lrs.example.org:8443/xapi", "https://lrs.example.org:8443/xapi/" },
    { "lrs.example.org:8443", "https://lrs.example.org:8443/" },
    { "https://lrs.example.org/xapi/statements", "https://lrs.example.org/xapi/" },
    { "https://lrs.example.org/xapi/statements/", "https://lrs.example.org/xapi/" },
    { "https://lrs.example.org/my%20lrs", "https://lrs.example.org/my%20lrs/" },
    { "https://bücher.example/xapi", "https://xn--bcher-kva.example/xapi/" },
    { "http://localhost:8080/xapi", "http://localhost:8080/xapi/" },
    { "http://127.0.0.1:8080/xapi", "http://127.0.0.1:8080/xapi/" },
    { "http://127.8.9.1/xapi", "http://127.8.9.1/xapi/" },
    { "http://[::1]:8080/xapi", "http://[::1]:8080/xapi/" },
    { "http://lrs.example.org/xapi", NULL },
    { "http://localhost.example.org/", NULL },
    { "http://10.0.0.1/xapi", NULL },
    { "http://127.0.0.1.example.org/", NULL },
    { "ftp://lrs.example.org/", NULL },
    { "file:///etc/passwd", NULL },
    { "https://", NULL },
    { "https:///xapi", NULL },
    { "https://me:secret@lrs.example.org/", NULL },
    { "https://lrs.example.org/xapi?x=1", NULL },
    { "https://lrs.example.org/xapi#top", NULL },
    { "https://lrs.example.org/x api", NULL },
    { "https://lrs.example.org:notaport/", NULL },
    { "", NULL },
    { "   ", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normal = nx_endpoint_normalise (rows[i].typed, &error);

      g_assert_cmpstr (normal, ==, rows[i].normal);
      if (rows[i].normal == NULL)
        g_assert_error (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_ADDRESS);
      else
        {
          /* What is stored comes back as it is. */
          g_autofree char *again = nx_endpoint_normalise (normal, NULL);

          g_assert_cmpstr (again, ==, normal);
        }
    }
}

/* ---- One sender ---- */

static void
test_lock (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-lock-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sender.lock", NULL);
  g_autoptr (GError) error = NULL;
  NxSenderLock *first = nx_sender_lock_take (folder, &error);

  g_assert_no_error (error);
  g_assert_null (nx_sender_lock_take (folder, &error));
  g_assert_error (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_LOCKED);
  g_clear_error (&error);
  nx_sender_lock_release (first);
  first = nx_sender_lock_take (folder, &error);
  g_assert_no_error (error);
  nx_sender_lock_release (first);
  nx_sender_lock_release (NULL);

  g_remove (path);
  g_rmdir (folder);
  g_assert_null (nx_sender_lock_take (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/delivery/answer/status", test_answer_status);
  g_test_add_func ("/delivery/answer/body", test_answer_body);
  g_test_add_func ("/delivery/answer/transport", test_answer_transport);
  g_test_add_func ("/delivery/answer/about", test_answer_about);
  g_test_add_func ("/delivery/answer/reason", test_answer_reason);
  g_test_add_func ("/delivery/retry-after", test_retry_after);
  g_test_add_func ("/delivery/backoff", test_backoff);
  g_test_add_func ("/delivery/batcher/unknown", test_batcher_unknown);
  g_test_add_func ("/delivery/batcher/small-batch", test_batcher_small_batch);
  g_test_add_func ("/delivery/batcher/too-large", test_batcher_too_large);
  g_test_add_func ("/delivery/batcher/rate", test_batcher_rate);
  g_test_add_func ("/delivery/endpoint", test_endpoint);
  g_test_add_func ("/delivery/lock", test_lock);
  return g_test_run ();
}
