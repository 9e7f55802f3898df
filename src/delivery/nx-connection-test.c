/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* "Test connection": is there an LRS at this address, and does it take these credentials? It saves and sends nothing. */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-ids.h"
#include "nx-lrs.h"
#include "nx-sender-private.h"

/* Of each of the two requests; together they stay under what a person waits for. */
#define REQUEST_LIMIT_US (7 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  char *address, *key, *secret;
  NxLrs *lrs;
  gboolean is_lrs;             /* /about said so */
  gint64 valid_until_us;
} Test;

static void
test_free (Test *test)
{
  nx_lrs_unref (test->lrs);
  g_free (test->address);
  g_free (test->key);
  g_free (test->secret);
  g_free (test);
}

/* Takes nothing; returns the task. */
static void
fail (GTask          *task,
      NxDeliveryError code,
      const NxReply  *reply)
{
  g_autofree char *message = nx_answer_dup_message (reply);

  g_task_return_new_error (task, NX_DELIVERY_ERROR, code, "%s", message);
  g_object_unref (task);
}

static NxDeliveryError
code_for_fault (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return NX_DELIVERY_ERROR_NAME;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return NX_DELIVERY_ERROR_NOT_LRS;
  if (error->domain == G_TLS_ERROR)
    return NX_DELIVERY_ERROR_CERTIFICATE;
  return NX_DELIVERY_ERROR_NO_CONNECTION;
}

static NxDeliveryError
code_for_status (guint status)
{
  switch (nx_answer_from_status (status))
    {
    case NX_ANSWER_CREDENTIALS:
      return NX_DELIVERY_ERROR_CREDENTIALS;
    case NX_ANSWER_FORBIDDEN:
      return NX_DELIVERY_ERROR_FORBIDDEN;
    case NX_ANSWER_PROXY:
      return NX_DELIVERY_ERROR_NO_CONNECTION;
    case NX_ANSWER_LATER:
      return NX_DELIVERY_ERROR_BUSY;
    case NX_ANSWER_STORED:
    case NX_ANSWER_UNKNOWN:
    case NX_ANSWER_NOT_ARRIVED:
    case NX_ANSWER_NOT_LRS:
    case NX_ANSWER_CONFLICT:
    case NX_ANSWER_INVALID:
    case NX_ANSWER_TOO_LARGE:
    case NX_ANSWER_ENDPOINT:
    default:
      return NX_DELIVERY_ERROR_NOT_LRS;
    }
}

static void
note_certificate (Test            *test,
                  GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) end = certificate != NULL ? g_tls_certificate_get_not_valid_after (certificate) : NULL;

  if (end != NULL)
    test->valid_until_us = g_date_time_to_unix (end) * G_USEC_PER_SEC;
}

/* Nobody has a statement with a new id: "not found" from an LRS says that it let us look. */
static void
statement_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);

  if (reply->transport != NX_TRANSPORT_ANSWERED)
    {
      fail (task, code_for_fault (reply->error), reply);
    }
  else if (reply->status == SOUP_STATUS_NOT_FOUND && (test->is_lrs || reply->names_version))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else
    {
      fail (task, code_for_status (reply->status), reply);
    }
}

static void
about_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (NxReply) reply = nx_lrs_finish (result, &certificate);
  g_autofree char *nobody = nx_uuid4_new ();
  const char *version;

  note_certificate (test, certificate);
  if (reply->transport != NX_TRANSPORT_ANSWERED)
    {
      fail (task, code_for_fault (reply->error), reply);
      return;
    }
  test->is_lrs = nx_answer_is_about (reply, &version);
  if (!test->is_lrs && reply->status < 400)
    {
      fail (task, NX_DELIVERY_ERROR_NOT_LRS, reply);
      return;
    }
  if (test->is_lrs)
    nx_lrs_set_version (test->lrs, version);
  nx_lrs_get_statement_async (test->lrs, nobody, FALSE, g_task_get_cancellable (task), statement_cb, task);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (SoupSession) session = NULL;

  /* Without libsoup there is no session, and the request says so. */
  nx_late_library_load_finish (result, NULL);
  session = nx_lrs_session_new (nx_sender_get_tls_database (g_task_get_source_object (task)));
  test->lrs = nx_lrs_new (session, test->address, test->key, test->secret);
  nx_lrs_set_deadline_us (test->lrs, REQUEST_LIMIT_US);
  nx_lrs_about_async (test->lrs, g_task_get_cancellable (task), about_cb, task);
}

/**
 * nx_sender_test_async:
 * @self: the sender, for its certificates
 * @endpoint: an address as typed
 * @key: name of the credentials
 * @secret: their secret
 * @cancellable: (nullable): to end it
 * @callback: called when it is over
 * @user_data: for @callback
 */
void
nx_sender_test_async (NxSender           *self,
                      const char         *endpoint,
                      const char         *key,
                      const char         *secret,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *address = NULL;
  GError *error = NULL;
  Test *test;

  g_task_set_source_tag (task, nx_sender_test_async);
  address = nx_endpoint_normalise (endpoint, &error);
  if (address == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  test = g_new0 (Test, 1);
  test->address = g_steal_pointer (&address);
  test->key = g_strdup (key);
  test->secret = g_strdup (secret);
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  nx_late_library_load_async (nx_late_soup_load, opened_cb, task);
}

/**
 * nx_sender_test_finish:
 * @self: the sender
 * @result: of nx_sender_test_async()
 * @out_valid_until_us: (out) (optional): the end of the server's certificate, wall time; 0 without TLS
 * @error: return location for an error
 *
 * Errors: of %NX_DELIVERY_ERROR, each code as its name says
 * Returns: %TRUE if it is an LRS that lets us in
 */
gboolean
nx_sender_test_finish (NxSender     *self,
                       GAsyncResult *result,
                       gint64       *out_valid_until_us,
                       GError      **error)
{
  Test *test;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  test = g_task_get_task_data (G_TASK (result));
  if (out_valid_until_us != NULL)
    *out_valid_until_us = test->valid_until_us;
  return TRUE;
}
