/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The answer table of section 4, and nothing else decides whether something is stored. It is read from
 * the top; the first row that holds the status counts. A success is believed only with exactly our ids
 * in our order: a sign-in page says 200 too.
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-answer.h"

#include <string.h>

#include "nx-json.h"
#include "nx-late-soup.h"
#include "nx-limits.h"

#define MAX_RETRY_AFTER_US (3600 * (gint64) G_USEC_PER_SEC)
#define MAX_REASON_BYTES 500

typedef struct
{
  guint first, last;
  NxAnswer answer;
} StatusRow;

static const StatusRow status_rows[] = {
  { 200, 200, NX_ANSWER_STORED },
  { 201, 299, NX_ANSWER_UNKNOWN },      /* 204 too: it answers a PUT, which we do not send */
  { 300, 399, NX_ANSWER_ENDPOINT },
  { 400, 400, NX_ANSWER_INVALID },
  { 401, 401, NX_ANSWER_CREDENTIALS },
  { 403, 403, NX_ANSWER_FORBIDDEN },
  { 407, 407, NX_ANSWER_PROXY },
  { 408, 408, NX_ANSWER_UNKNOWN },
  { 409, 409, NX_ANSWER_CONFLICT },
  { 413, 413, NX_ANSWER_TOO_LARGE },
  { 425, 425, NX_ANSWER_UNKNOWN },
  { 429, 429, NX_ANSWER_LATER },
  { 400, 499, NX_ANSWER_ENDPOINT },
  { 503, 503, NX_ANSWER_LATER },        /* it may come after storing */
  { 500, 599, NX_ANSWER_UNKNOWN },
};

NxReply *
nx_reply_new (void)
{
  return g_new0 (NxReply, 1);
}

void
nx_reply_free (NxReply *self)
{
  if (self == NULL)
    return;
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}

NxAnswer
nx_answer_from_status (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_rows); i++)
    if (status >= status_rows[i].first && status <= status_rows[i].last)
      return status_rows[i].answer;
  return NX_ANSWER_NOT_LRS;
}

/* The body as JSON if it says that it is and is; NULL otherwise. */
static NxJsonDoc *
parse_json (const NxReply *reply)
{
  if (reply->transport != NX_TRANSPORT_ANSWERED || reply->body == NULL ||
      g_strcmp0 (reply->content_type, "application/json") != 0)
    return NULL;
  return nx_json_doc_parse (reply->body, NX_LIMIT_REPLY_BYTES, NULL);
}

static gboolean
lists_exactly (const NxReply     *reply,
               const char *const *ids)
{
  g_autoptr (NxJsonDoc) doc = parse_json (reply);
  const NxJsonValue *root = doc != NULL ? nx_json_doc_get_root (doc) : NULL;
  guint n = g_strv_length ((char **) ids);

  if (root == NULL || nx_json_value_get_kind (root) != NX_JSON_ARRAY || nx_json_value_get_n_elements (root) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const char *id = nx_json_value_get_string (nx_json_value_get_element (root, i), NULL);

      if (id == NULL || g_ascii_strcasecmp (id, ids[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

NxAnswer
nx_answer_to_post (const NxReply     *reply,
                   const char *const *ids)
{
  NxAnswer answer;

  if (reply->transport == NX_TRANSPORT_NOT_ARRIVED)
    return NX_ANSWER_NOT_ARRIVED;
  if (reply->transport == NX_TRANSPORT_CUT)
    return NX_ANSWER_UNKNOWN;
  answer = nx_answer_from_status (reply->status);
  if (answer == NX_ANSWER_STORED && !lists_exactly (reply, ids))
    return NX_ANSWER_NOT_LRS;
  return answer;
}

gboolean
nx_answer_is_statement (const NxReply *reply,
                        const char    *id)
{
  g_autoptr (NxJsonDoc) doc = reply->status == SOUP_STATUS_OK ? parse_json (reply) : NULL;
  const char *theirs = doc != NULL ? nx_json_get_string (nx_json_doc_get_root (doc), "id", NULL) : NULL;

  return theirs != NULL && g_ascii_strcasecmp (theirs, id) == 0;
}

gboolean
nx_answer_is_about (const NxReply *reply,
                    const char   **out_version)
{
  g_autoptr (NxJsonDoc) doc = reply->status == SOUP_STATUS_OK ? parse_json (reply) : NULL;
  const NxJsonValue *versions = doc != NULL ? nx_json_value_get_member (nx_json_doc_get_root (doc), "version") : NULL;
  gboolean has_1 = FALSE, has_2 = FALSE;

  if (versions == NULL || nx_json_value_get_kind (versions) != NX_JSON_ARRAY)
    return FALSE;
  for (guint i = 0; i < nx_json_value_get_n_elements (versions); i++)
    {
      const char *version = nx_json_value_get_string (nx_json_value_get_element (versions, i), "");

      has_1 |= g_str_equal (version, "1.0") || g_str_has_prefix (version, "1.0.");
      has_2 |= g_str_has_prefix (version, "2.");
    }
  if (!has_1 && !has_2)
    return FALSE;
  *out_version = has_1 ? "1.0.3" : "2.0.0";
  return TRUE;
}

/* ---- Words ---- */

static void
append_strings (GString           *text,
                const NxJsonValue *value)
{
  const char *string = nx_json_value_get_string (value, NULL);

  if (string != NULL)
    {
      if (text->len > 0)
        g_string_append (text, "; ");
      g_string_append (text, string);
      return;
    }
  if (value == NULL || nx_json_value_get_kind (value) != NX_JSON_ARRAY)
    return;
  for (guint i = 0; i < nx_json_value_get_n_elements (value) && text->len < MAX_REASON_BYTES; i++)
    if (nx_json_value_get_kind (nx_json_value_get_element (value, i)) == NX_JSON_STRING)
      append_strings (text, nx_json_value_get_element (value, i));
}

/* Servers agree on no member for it; these are the ones seen. */
static void
append_json_reason (GString           *text,
                    const NxJsonValue *root)
{
  static const char *const members[] = { "message", "error", "errorMessage", "error_msg", "detail", "warnings" };

  for (gsize i = 0; i < G_N_ELEMENTS (members) && text->len == 0; i++)
    append_strings (text, nx_json_value_get_member (root, members[i]));
  if (text->len == 0)
    append_strings (text, root);
}

/* One line of at most so many bytes, cut between characters, without control characters. */
static char *
tidy (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0' && line->len + 4 <= MAX_REASON_BYTES; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iscntrl (c) && !g_unichar_isspace (c))
        g_string_append_unichar (line, c);
      else if (line->len > 0 && line->str[line->len - 1] != ' ')
        g_string_append_c (line, ' ');
    }
  return g_strchomp (g_string_free (line, FALSE));
}

char *
nx_answer_dup_reason (const NxReply *reply)
{
  g_autoptr (NxJsonDoc) doc = parse_json (reply);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *line = NULL;

  if (doc != NULL)
    {
      append_json_reason (text, nx_json_doc_get_root (doc));
    }
  else if (reply->body != NULL && g_strcmp0 (reply->content_type, "text/plain") == 0)
    {
      gsize size;
      const char *data = g_bytes_get_data (reply->body, &size);

      g_string_append_len (text, data != NULL ? data : "", MIN (size, 4 * MAX_REASON_BYTES));
    }
  line = tidy (text->str);
  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

char *
nx_answer_dup_message (const NxReply *reply)
{
  if (reply->error != NULL)
    return g_strdup (reply->error->message);
  if (nx_answer_from_status (reply->status) == NX_ANSWER_STORED)
    return g_strdup_printf ("HTTP %u, %s", reply->status, reply->content_type != NULL ? reply->content_type : "no content type");
  return g_strdup_printf ("HTTP %u %s", reply->status, soup_status_get_phrase (reply->status));
}

/* ---- Headers ---- */

gint64
nx_instant_parse_us (const char *value)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = value != NULL ? g_date_time_new_from_iso8601 (value, utc) : NULL;

  if (time == NULL && value != NULL)
    time = soup_date_time_new_from_http_string (value);
  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

gint64
nx_retry_after_parse_us (const char *value,
                         gint64      now_us)
{
  guint64 seconds;
  gint64 until_us;

  if (value == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL))
    return seconds < 3600 ? (gint64) seconds * G_USEC_PER_SEC : MAX_RETRY_AFTER_US;
  until_us = nx_instant_parse_us (value);
  return until_us != 0 ? CLAMP (until_us - now_us, 0, MAX_RETRY_AFTER_US) : 0;
}
