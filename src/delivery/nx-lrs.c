/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-lrs.h"

#include <string.h>

#include "nx-limits.h"

/* libsoup's time-out is per read or write; the whole request has the deadline. */
#define IO_TIMEOUT_SECONDS 20
#define DEADLINE_US (120 * (gint64) G_USEC_PER_SEC)
#define READ_BYTES (32 * 1024)

struct _NxLrs
{
  gatomicrefcount refs;
  SoupSession *session;
  char *endpoint;
  char *authorization;  /* NULL without credentials */
  const char *version;
  gint64 deadline_us;
};

/* One request under way. */
typedef struct
{
  SoupMessage *message;
  GCancellable *cancellable;   /* our own: the caller's and the deadline both cancel it */
  GCancellable *outer;
  gulong outer_id;
  GSource *deadline;
  gboolean too_late;
  gboolean begun;              /* the first byte may have been sent */
  GInputStream *stream;
  GByteArray *body;
  NxReply *reply;
} Request;

static void read_some (GTask *task);

/* ---- The LRS ---- */

SoupSession *
nx_lrs_session_new (GTlsDatabase *tls_database)
{
  g_autoptr (GError) error = NULL;
  SoupSession *session;

  if (!nx_late_soup_load (&error))
    {
      g_warning ("%s", error->message);
      return NULL;
    }
  /* One connection is all that one request at a time needs; the second is for "Test connection". */
  session = soup_session_new_with_options ("timeout", IO_TIMEOUT_SECONDS, "max-conns", 2, "max-conns-per-host", 2,
                                           "user-agent", "nexus-trainer/" NX_VERSION, NULL);
  if (tls_database != NULL)
    soup_session_set_tls_database (session, tls_database);
  return session;
}

static char *
dup_authorization (const char *key,
                   const char *secret)
{
  g_autofree char *pair = g_strconcat (key, ":", secret, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

NxLrs *
nx_lrs_new (SoupSession *session,
            const char  *endpoint,
            const char  *key,
            const char  *secret)
{
  NxLrs *self = g_new0 (NxLrs, 1);

  g_atomic_ref_count_init (&self->refs);
  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->endpoint = g_strdup (endpoint);
  if (key != NULL && secret != NULL)
    self->authorization = dup_authorization (key, secret);
  self->version = "1.0.3";
  self->deadline_us = DEADLINE_US;
  return self;
}

NxLrs *
nx_lrs_ref (NxLrs *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
nx_lrs_unref (NxLrs *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->session);
  g_free (self->endpoint);
  g_free (self->authorization);
  g_free (self);
}

void
nx_lrs_set_version (NxLrs      *self,
                    const char *version)
{
  self->version = version;
}

void
nx_lrs_set_deadline_us (NxLrs *self,
                        gint64 deadline_us)
{
  self->deadline_us = deadline_us;
}

/* ---- One request ---- */

static void
request_disconnect (Request *request)
{
  if (request->deadline != NULL)
    g_source_destroy (request->deadline);
  g_clear_pointer (&request->deadline, g_source_unref);
  if (request->outer != NULL)
    g_cancellable_disconnect (request->outer, request->outer_id);
  g_clear_object (&request->outer);
}

static void
request_free (Request *request)
{
  request_disconnect (request);
  g_clear_object (&request->message);
  g_clear_object (&request->cancellable);
  g_clear_object (&request->stream);
  g_clear_pointer (&request->body, g_byte_array_unref);
  nx_reply_free (request->reply);
  g_free (request);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Request *request = user_data;

  request->too_late = TRUE;
  g_cancellable_cancel (request->cancellable);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* libsoup says it just before the first byte goes out on a connection that stands, TLS included. */
static void
starting_cb (SoupMessage *message,
             Request     *request)
{
  request->begun = TRUE;
}

static void
watch_deadline (Request *request,
                gint64   deadline_us)
{
  request->deadline = g_timeout_source_new (MAX (deadline_us / 1000, 1));
  g_source_set_callback (request->deadline, deadline_cb, request, NULL);
  g_source_attach (request->deadline, g_main_context_get_thread_default ());
}

static Request *
request_new (NxLrs        *self,
             const char   *method,
             const char   *path,
             GCancellable *outer)
{
  g_autofree char *address = g_strconcat (self->endpoint, path, NULL);
  Request *request = g_new0 (Request, 1);

  request->message = self->session != NULL ? soup_message_new (method, address) : NULL;
  request->cancellable = g_cancellable_new ();
  request->body = g_byte_array_new ();
  request->reply = nx_reply_new ();
  if (outer != NULL)
    {
      request->outer = g_object_ref (outer);
      request->outer_id = g_cancellable_connect (outer, G_CALLBACK (outer_cancelled_cb),
                                                 g_object_ref (request->cancellable), g_object_unref);
    }
  if (request->message == NULL)
    return request;
  /* Ids make a POST repeatable, so a connection that died while kept may be replaced without asking; and a
   * redirect followed would turn it into a GET, whose 200 says nothing. */
  soup_message_add_flags (request->message, SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (request->message), "Accept", "application/json");
  g_signal_connect (request->message, "starting", G_CALLBACK (starting_cb), request);
  return request;
}

static void
add_credentials (NxLrs   *self,
                 Request *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (request->message);

  soup_message_headers_replace (headers, "X-Experience-API-Version", self->version);
  if (self->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", self->authorization);
}

/* ---- The reply ---- */

static char *
dup_content_type (SoupMessageHeaders *headers)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL ? g_ascii_strdown (type, -1) : NULL;
}

static void
read_head (Request *request)
{
  NxReply *reply = request->reply;
  SoupMessageHeaders *headers = soup_message_get_response_headers (request->message);
  gint64 now_us;

  reply->status = soup_message_get_status (request->message);
  reply->content_type = dup_content_type (headers);
  reply->names_version = soup_message_headers_get_one (headers, "X-Experience-API-Version") != NULL;
  reply->date_us = nx_instant_parse_us (soup_message_headers_get_one (headers, "Date"));
  reply->consistent_us =
      nx_instant_parse_us (soup_message_headers_get_one (headers, "X-Experience-API-Consistent-Through"));
  /* An HTTP date is by the server's clock. Ours stands in only where it does not tell its own. */
  now_us = reply->date_us != 0 ? reply->date_us : g_get_real_time ();
  reply->retry_after_us = nx_retry_after_parse_us (soup_message_headers_get_one (headers, "Retry-After"), now_us);
}

static void
finish (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  request_disconnect (request);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
finish_answered (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  request->reply->transport = NX_TRANSPORT_ANSWERED;
  request->reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&request->body));
  finish (task);
}

/* Takes @error. */
static void
finish_failed (GTask  *task,
               GError *error)
{
  Request *request = g_task_get_task_data (task);

  if (request->too_late)
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the server took too long");
    }
  /* We turned the certificate down, and how the server hung up upon that was seen first. */
  else if (error->domain != G_TLS_ERROR && request->message != NULL && soup_message_get_tls_peer_certificate_errors (request->message) != 0)
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "Unacceptable TLS certificate");
    }
  request->reply->transport = request->begun ? NX_TRANSPORT_CUT : NX_TRANSPORT_NOT_ARRIVED;
  request->reply->error = error;
  finish (task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      finish_failed (task, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      finish_answered (task);
      return;
    }
  if (request->body->len + g_bytes_get_size (bytes) > NX_LIMIT_REPLY_BYTES)
    {
      g_cancellable_cancel (request->cancellable);
      finish_failed (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "the answer is too long"));
      return;
    }
  g_byte_array_append (request->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  read_some (task);
}

static void
read_some (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (request->stream, READ_BYTES, g_task_get_priority (task), request->cancellable, read_cb,
                                   task);
}

static void
send_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  request->stream = soup_session_send_finish ((SoupSession *) source, result, &error);
  if (request->stream == NULL)
    {
      finish_failed (task, error);
      return;
    }
  read_head (request);
  read_some (task);
}

/* Takes @request. */
static void
send (NxLrs              *self,
      Request            *request,
      GAsyncReadyCallback callback,
      gpointer            user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, send);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  if (request->message == NULL)
    {
      finish_failed (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                                                self->session != NULL ? "the address cannot be read" : "libsoup is not installed"));
      return;
    }
  watch_deadline (request, self->deadline_us);
  soup_session_send_async (self->session, request->message, g_task_get_priority (task), request->cancellable, send_cb,
                           task);
}

void
nx_lrs_post_async (NxLrs              *self,
                   GBytes             *body,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  Request *request = request_new (self, "POST", "statements", cancellable);

  if (request->message != NULL)
    {
      add_credentials (self, request);
      soup_message_set_request_body_from_bytes (request->message, "application/json", body);
    }
  send (self, request, callback, user_data);
}

void
nx_lrs_get_statement_async (NxLrs              *self,
                            const char         *id,
                            gboolean            voided,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autofree char *path = g_strconcat (voided ? "statements?voidedStatementId=" : "statements?statementId=", id, NULL);
  Request *request = request_new (self, "GET", path, cancellable);

  if (request->message != NULL)
    add_credentials (self, request);
  send (self, request, callback, user_data);
}

void
nx_lrs_about_async (NxLrs              *self,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  Request *request = request_new (self, "GET", "about", cancellable);

  send (self, request, callback, user_data);
}

NxReply *
nx_lrs_finish (GAsyncResult     *result,
               GTlsCertificate **out_certificate)
{
  Request *request = g_task_get_task_data (G_TASK (result));

  if (out_certificate != NULL)
    {
      GTlsCertificate *certificate =
          request->message != NULL ? soup_message_get_tls_peer_certificate (request->message) : NULL;

      *out_certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
    }
  return g_steal_pointer (&request->reply);
}
