/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-fault-lrs.h"

#include <string.h>

#include "nx-dates.h"
#include "nx-json.h"
#include "nx-limits.h"

struct _NxFaultLrs
{
  SoupServer *server;
  GTlsCertificate *certificate;
  gboolean strict;
  guint port;
  char *endpoint;
  GHashTable *statements;      /* id → GBytes */
  GHashTable *voided;          /* set of ids */
  GHashTable *shown;           /* set of ids: what was read back */
  GQueue faults;               /* of NxFault, copied */
  GPtrArray *hanging;          /* GIOStream */
  GHashTable *connections;     /* set of remote ports */
  char *portal, *invalid, *versions, *complaint, *version;
  guint max_statements, gate, n_lagging;
  gboolean no_voiding;
  gint64 clock_offset_us;
  guint n_posts, n_gets, n_abouts, largest_post;
};

/* A POST taken apart. */
typedef struct
{
  GPtrArray *ids;              /* char * */
  GPtrArray *bodies;           /* GBytes */
  gboolean has_future, has_voiding;
} Batch;

static void
batch_clear (Batch *batch)
{
  g_clear_pointer (&batch->ids, g_ptr_array_unref);
  g_clear_pointer (&batch->bodies, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static void
complain (NxFaultLrs *self,
          const char *what)
{
  if (self->complaint == NULL)
    self->complaint = g_strdup (what);
}

static gint64
get_now_us (NxFaultLrs *self)
{
  return g_get_real_time () + self->clock_offset_us;
}

/* ---- Reading a batch ---- */

/* The end of the JSON value that begins at @p. */
static const char *
skip_value (const char *p,
            const char *end)
{
  int depth = 0;
  gboolean in_string = FALSE;

  for (; p < end; p++)
    {
      if (in_string)
        {
          if (*p == '\\')
            p++;
          else if (*p == '"')
            in_string = FALSE;
          continue;
        }
      if (depth == 0 && (*p == ',' || *p == ']'))
        return p;
      if (*p == '"')
        in_string = TRUE;
      else if (*p == '{' || *p == '[')
        depth++;
      else if (*p == '}' || *p == ']')
        depth--;
    }
  return end;
}

static void
add_statement (NxFaultLrs *self,
               Batch      *batch,
               const char *start,
               const char *end)
{
  g_autoptr (GBytes) body = g_bytes_new (start, end - start);
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (body, NX_LIMIT_REPLY_BYTES, NULL);
  const NxJsonValue *root = doc != NULL ? nx_json_doc_get_root (doc) : NULL;
  const char *verb = nx_json_get_string (nx_json_value_get_member (root, "verb"), "id", "");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (nx_json_get_string (root, "timestamp", ""), NULL);

  if (nx_json_get_string (root, "id", NULL) == NULL || time == NULL)
    {
      complain (self, "a statement without id or timestamp");
      return;
    }
  batch->has_future |= g_date_time_to_unix (time) * G_USEC_PER_SEC > get_now_us (self);
  batch->has_voiding |= g_str_has_suffix (verb, "/voided");
  g_ptr_array_add (batch->ids, g_strdup (nx_json_get_string (root, "id", NULL)));
  g_ptr_array_add (batch->bodies, g_steal_pointer (&body));
}

static void
read_batch (NxFaultLrs      *self,
            SoupMessageBody *body,
            Batch           *batch)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize size;
  const char *p = g_bytes_get_data (bytes, &size);
  const char *end = p + size;

  batch->ids = g_ptr_array_new_with_free_func (g_free);
  batch->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (size == 0 || *p != '[')
    {
      complain (self, "a body that is no array");
      return;
    }
  if (size > 256 * 1024)
    complain (self, "a body over 256 kB");
  for (p++; p < end && *p != ']'; p += *p == ',' ? 1 : 0)
    {
      const char *start = p;

      p = skip_value (start, end);
      add_statement (self, batch, start, p);
    }
  if (batch->ids->len == 0 || batch->ids->len > 50)
    complain (self, "a batch of no or too many statements");
  self->largest_post = MAX (self->largest_post, batch->ids->len);
}

/* ---- Judging and storing: whole or nothing ---- */

static gboolean
has_twice (const Batch *batch)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < batch->ids->len; i++)
    if (!g_hash_table_add (seen, g_ptr_array_index (batch->ids, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_id (const Batch *batch,
        const char  *id)
{
  return id != NULL && g_ptr_array_find_with_equal_func (batch->ids, id, g_str_equal, NULL);
}

static gboolean
has_conflict (NxFaultLrs  *self,
              const Batch *batch)
{
  for (guint i = 0; i < batch->ids->len; i++)
    {
      GBytes *there = g_hash_table_lookup (self->statements, g_ptr_array_index (batch->ids, i));

      if (there != NULL && (self->strict || !g_bytes_equal (there, g_ptr_array_index (batch->bodies, i))))
        return TRUE;
    }
  return FALSE;
}

static guint
judge (NxFaultLrs  *self,
       const Batch *batch)
{
  if (self->max_statements > 0 && batch->ids->len > self->max_statements)
    return 413;
  if (batch->ids->len == 0 || has_twice (batch) || has_id (batch, self->invalid) || batch->has_future)
    return 400;
  if (self->no_voiding && batch->has_voiding)
    return 403;
  return has_conflict (self, batch) ? 409 : 200;
}

static void
store (NxFaultLrs  *self,
       const Batch *batch)
{
  for (guint i = 0; i < batch->ids->len; i++)
    {
      const char *id = g_ptr_array_index (batch->ids, i);

      if (!g_hash_table_contains (self->statements, id))
        g_hash_table_insert (self->statements, g_strdup (id), g_bytes_ref (g_ptr_array_index (batch->bodies, i)));
    }
}

static char *
dup_id_array (const Batch *batch)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < batch->ids->len; i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", (char *) g_ptr_array_index (batch->ids, i));
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* ---- Answers ---- */

static void
add_headers (NxFaultLrs        *self,
             SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (get_now_us (self) / G_USEC_PER_SEC);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  g_autofree char *consistent = nx_date_rfc3339 (get_now_us (self) + (self->n_lagging > 0 ? -60 : 2) * G_USEC_PER_SEC);

  soup_message_headers_replace (headers, "Date", date);
  soup_message_headers_replace (headers, "X-Experience-API-Version", "1.0.3");
  soup_message_headers_replace (headers, "X-Experience-API-Consistent-Through", consistent);
}

static void
answer (NxFaultLrs        *self,
        SoupServerMessage *message,
        guint              status,
        const char        *json)
{
  add_headers (self, message);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json, strlen (json));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GIOStream) stream = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* The client is in this thread too: a long answer must not wait for it here. */
static void
close_with (SoupServerMessage *message,
            const char        *raw,
            gsize              length)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  g_autoptr (GBytes) bytes = g_bytes_new (raw, length);

  g_object_set_data_full (G_OBJECT (stream), "nx-raw", g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), g_bytes_get_data (bytes, NULL), length,
                                   G_PRIORITY_DEFAULT, NULL, written_cb, stream);
}

static void
cut_answer (SoupServerMessage *message,
            const Batch       *batch,
            guint              n_short)
{
  g_autofree char *ids = dup_id_array (batch);
  g_autofree char *raw = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                          strlen (ids), ids);
  gsize length = strlen (raw);

  close_with (message, raw, length - MIN (n_short, length));
}

static void
commit_fault (NxFaultLrs        *self,
              SoupServerMessage *message,
              const NxFault     *fault,
              const Batch       *batch)
{
  if (fault->store && judge (self, batch) == 200)
    store (self, batch);
  switch (fault->kind)
    {
    case NX_FAULT_RAW:
      close_with (message, fault->raw, strlen (fault->raw));
      break;
    case NX_FAULT_CUT_ANSWER:
      cut_answer (message, batch, fault->n_short);
      break;
    case NX_FAULT_HANG:
      g_ptr_array_add (self->hanging, soup_server_message_steal_connection (message));
      break;
    case NX_FAULT_CUT_WHILE_SENDING:
    default:
      g_assert_not_reached ();
    }
}

/* ---- Requests ---- */

static void
check_head (NxFaultLrs        *self,
            SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *version = soup_message_headers_get_one (headers, "X-Experience-API-Version");

  if (version == NULL)
    complain (self, "no version header");
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    complain (self, "a compressed body");
  g_free (self->version);
  self->version = g_strdup (version);
}

static gboolean
is_authorized (SoupServerMessage *message)
{
  g_autofree char *pair =
      g_base64_encode ((const guchar *) NX_FAULT_LRS_KEY ":" NX_FAULT_LRS_SECRET, strlen (NX_FAULT_LRS_KEY ":" NX_FAULT_LRS_SECRET));
  g_autofree char *expected = g_strconcat ("Basic ", pair, NULL);

  return g_strcmp0 (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"),
                    expected) == 0;
}

static void
take_post (NxFaultLrs        *self,
           SoupServerMessage *message)
{
  g_auto (Batch) batch = { 0 };
  NxFault *fault = g_queue_pop_head (&self->faults);
  guint status;

  self->n_posts++;
  read_batch (self, soup_server_message_get_request_body (message), &batch);
  if (fault != NULL)
    {
      commit_fault (self, message, fault, &batch);
      g_free (fault);
      return;
    }
  status = judge (self, &batch);
  if (status == 200)
    {
      g_autofree char *ids = dup_id_array (&batch);

      store (self, &batch);
      answer (self, message, 200, ids);
    }
  else
    {
      answer (self, message, status, "{\"message\":\"not taken\",\"code\":1}");
    }
}

static void
take_get (NxFaultLrs        *self,
          SoupServerMessage *message,
          GHashTable        *query)
{
  const char *live = query != NULL ? g_hash_table_lookup (query, "statementId") : NULL;
  const char *voided = query != NULL ? g_hash_table_lookup (query, "voidedStatementId") : NULL;
  const char *id = live != NULL ? live : voided;
  GBytes *there = id != NULL ? g_hash_table_lookup (self->statements, id) : NULL;

  self->n_gets++;
  if (id == NULL || g_hash_table_size (query) != 1)
    complain (self, "a query that is none of ours");
  if (there == NULL || self->n_lagging > 0 || g_hash_table_contains (self->voided, id) != (voided != NULL))
    {
      answer (self, message, 404, "{\"message\":\"no such statement\"}");
      self->n_lagging -= self->n_lagging > 0 ? 1 : 0;
      return;
    }
  g_hash_table_add (self->shown, g_strdup (id));
  add_headers (self, message);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (there, NULL), g_bytes_get_size (there));
}

static void
note_connection (NxFaultLrs        *self,
                 SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  guint port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  g_hash_table_add (self->connections, GUINT_TO_POINTER (port));
}

static void
handler_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  NxFaultLrs *self = user_data;
  gboolean is_post = g_str_equal (soup_server_message_get_method (message), "POST");

  note_connection (self, message);
  if (g_str_equal (path, "/xapi/about"))
    self->n_abouts++;
  if (self->portal != NULL)
    {
      close_with (message, self->portal, strlen (self->portal));
      return;
    }
  if (g_str_equal (path, "/xapi/about"))
    {
      g_autofree char *json = g_strdup_printf ("{\"version\":%s,\"extensions\":{}}", self->versions);

      answer (self, message, 200, json);
      return;
    }
  if (!g_str_equal (path, "/xapi/statements"))
    {
      answer (self, message, 404, "{}");
      return;
    }
  check_head (self, message);
  if (!is_authorized (message))
    answer (self, message, 401, "{\"message\":\"who are you?\"}");
  else if (self->gate != 0)
    answer (self, message, self->gate, "{\"message\":\"closed\"}");
  else if (is_post)
    take_post (self, message);
  else
    take_get (self, message, query);
}

/* Called with the head of a request, before its body. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  NxFaultLrs *self = user_data;
  NxFault *fault = g_queue_peek_head (&self->faults);

  if (fault == NULL || fault->kind != NX_FAULT_CUT_WHILE_SENDING ||
      !g_str_equal (soup_server_message_get_method (message), "POST"))
    return;
  self->n_posts++;
  g_free (g_queue_pop_head (&self->faults));
  close_with (message, "", 0);
}

/* ---- The server ---- */

static void
listen (NxFaultLrs *self)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;

  self->server = soup_server_new ("server-header", "fault-lrs", NULL);
  /* Both at one path: an early handler of its own path would hide the other. */
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, handler_cb, self, NULL);
  if (self->certificate != NULL)
    {
      soup_server_set_tls_certificate (self->server, self->certificate);
      options |= SOUP_SERVER_LISTEN_HTTPS;
    }
  soup_server_listen_local (self->server, self->port, options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
}

static void
close_server (NxFaultLrs *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

NxFaultLrs *
nx_fault_lrs_new (gboolean         strict,
                  GTlsCertificate *certificate)
{
  NxFaultLrs *self = g_new0 (NxFaultLrs, 1);

  self->strict = strict;
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->voided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->connections = g_hash_table_new (NULL, NULL);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  self->versions = g_strdup ("[\"1.0.3\",\"2.0.0\"]");
  g_queue_init (&self->faults);
  listen (self);
  self->endpoint = g_strdup_printf ("%s://%s:%u/xapi/", certificate != NULL ? "https" : "http",
                                    certificate != NULL ? "localhost" : "127.0.0.1", self->port);
  return self;
}

void
nx_fault_lrs_free (NxFaultLrs *self)
{
  close_server (self);
  g_clear_object (&self->certificate);
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->voided);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->connections);
  g_ptr_array_unref (self->hanging);
  g_queue_clear_full (&self->faults, g_free);
  g_free (self->endpoint);
  g_free (self->portal);
  g_free (self->invalid);
  g_free (self->versions);
  g_free (self->complaint);
  g_free (self->version);
  g_free (self);
}

const char *
nx_fault_lrs_get_endpoint (NxFaultLrs *self)
{
  return self->endpoint;
}

void
nx_fault_lrs_push (NxFaultLrs    *self,
                   const NxFault *fault)
{
  g_queue_push_tail (&self->faults, g_memdup2 (fault, sizeof *fault));
}

guint
nx_fault_lrs_get_n_faults (NxFaultLrs *self)
{
  return g_queue_get_length (&self->faults);
}

void
nx_fault_lrs_set_listening (NxFaultLrs *self,
                            gboolean    listening)
{
  close_server (self);
  if (listening)
    listen (self);
}

static void
set_text (char      **member,
          const char *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

void
nx_fault_lrs_set_portal (NxFaultLrs *self,
                         const char *raw)
{
  set_text (&self->portal, raw);
}

void
nx_fault_lrs_set_invalid (NxFaultLrs *self,
                          const char *id)
{
  set_text (&self->invalid, id);
}

void
nx_fault_lrs_set_max_statements (NxFaultLrs *self,
                                 guint       max)
{
  self->max_statements = max;
}

void
nx_fault_lrs_set_gate (NxFaultLrs *self,
                       guint       status)
{
  self->gate = status;
}

void
nx_fault_lrs_set_no_voiding (NxFaultLrs *self,
                             gboolean    no_voiding)
{
  self->no_voiding = no_voiding;
}

void
nx_fault_lrs_set_clock_offset_us (NxFaultLrs *self,
                                  gint64      offset_us)
{
  self->clock_offset_us = offset_us;
}

void
nx_fault_lrs_set_lag (NxFaultLrs *self,
                      guint       n_answers)
{
  self->n_lagging = n_answers;
}

void
nx_fault_lrs_set_versions (NxFaultLrs *self,
                           const char *json_array)
{
  set_text (&self->versions, json_array);
}

void
nx_fault_lrs_put (NxFaultLrs *self,
                  const char *id,
                  GBytes     *statement,
                  gboolean    voided)
{
  g_hash_table_insert (self->statements, g_strdup (id), g_bytes_ref (statement));
  if (voided)
    g_hash_table_add (self->voided, g_strdup (id));
}

guint
nx_fault_lrs_get_n_statements (NxFaultLrs *self)
{
  return g_hash_table_size (self->statements);
}

GBytes *
nx_fault_lrs_get_statement (NxFaultLrs *self,
                            const char *id)
{
  return g_hash_table_lookup (self->statements, id);
}

gboolean
nx_fault_lrs_was_read_back (NxFaultLrs *self,
                            const char *id)
{
  return g_hash_table_contains (self->shown, id);
}

guint
nx_fault_lrs_get_n_posts (NxFaultLrs *self)
{
  return self->n_posts;
}

guint
nx_fault_lrs_get_n_gets (NxFaultLrs *self)
{
  return self->n_gets;
}

guint
nx_fault_lrs_get_n_abouts (NxFaultLrs *self)
{
  return self->n_abouts;
}

guint
nx_fault_lrs_get_n_connections (NxFaultLrs *self)
{
  return g_hash_table_size (self->connections);
}

guint
nx_fault_lrs_get_largest_post (NxFaultLrs *self)
{
  return self->largest_post;
}

const char *
nx_fault_lrs_get_complaint (NxFaultLrs *self)
{
  return self->complaint;
}

const char *
nx_fault_lrs_get_version (NxFaultLrs *self)
{
  return self->version;
}
