/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-answer.h"
#include "nx-fuzz.h"
#include "nx-sender.h"

#include <string.h>

/* Whatever a server answers, in its body or a header, is either understood or not taken for a success. */
static void
answer (GBytes     *body,
        const char *type)
{
  static const char *const ids[] = { "018c1e0a-0001-7b6e-9c11-000000000001", NULL };
  g_autoptr (NxReply) reply = nx_reply_new ();
  g_autofree char *reason = NULL;
  const char *version = NULL;

  reply->status = 200;
  reply->content_type = g_strdup (type);
  reply->body = g_bytes_ref (body);
  reason = nx_answer_dup_reason (reply);
  g_assert_true (reason == NULL || (g_utf8_validate (reason, -1, NULL) && strlen (reason) <= 500));
  g_assert_true (nx_answer_is_about (reply, &version) == (version != NULL));
  if (nx_answer_to_post (reply, ids) == NX_ANSWER_STORED)
    g_assert_cmpuint (g_bytes_get_size (body), >=, strlen (ids[0]) + 4);
}

static void
header (const char *text)
{
  g_autofree char *endpoint = nx_endpoint_normalise (text, NULL);
  gint64 wait_us = nx_retry_after_parse_us (text, 0);

  g_assert_cmpint (wait_us, >=, 0);
  g_assert_cmpint (wait_us, <=, 3600 * (gint64) G_USEC_PER_SEC);
  g_assert_true (endpoint == NULL || g_str_has_prefix (endpoint, "https://") || g_str_has_prefix (endpoint, "http://"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  answer (body, "application/json");
  answer (body, "text/plain");
  header (valid);
  return 0;
}
