/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-settler.h"

#include "nx-statement.h"

/*
 * How often to ask again for what an LRS does not show yet. After that it counts as not there, which is
 * safe: it is sent again, and an LRS that has it answers 409 again.
 */
#define MAX_ASKS 4
#define FIRST_PAUSE_US G_USEC_PER_SEC

typedef struct
{
  NxLrs *lrs;
  GPtrArray *batch;
  GPtrArray *findings;
  guint position;              /* of the statement asked for */
  gint64 post_date_us;
  double wait_scale;
  guint n_asks;                /* for the present statement */
  gboolean seen_complete;      /* the live answer was complete up to our POST */
  NxReply *fault;
} Settling;

static void ask (GTask *task);

static void
finding_free (NxFinding *finding)
{
  g_clear_pointer (&finding->theirs, g_bytes_unref);
  g_free (finding);
}

static void
settling_free (Settling *self)
{
  nx_lrs_unref (self->lrs);
  g_ptr_array_unref (self->batch);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  nx_reply_free (self->fault);
  g_free (self);
}

static NxFinding *
get_finding (Settling *self)
{
  return g_ptr_array_index (self->findings, self->position);
}

static void
finish (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
next (GTask *task)
{
  Settling *self = g_task_get_task_data (task);

  self->position++;
  self->n_asks = 0;
  if (self->position >= self->findings->len)
    finish (task);
  else
    ask (task);
}

/* Takes @reply: nothing more can be learned now. */
static void
fail (GTask   *task,
      NxReply *reply)
{
  Settling *self = g_task_get_task_data (task);

  self->fault = reply;
  finish (task);
}

/* What is there cannot be told from ours only if it cannot be read; then it is not ours. */
static void
judge (GTask   *task,
       NxReply *reply)
{
  Settling *self = g_task_get_task_data (task);
  NxFinding *finding = get_finding (self);
  gboolean equal = FALSE;

  if (nx_statement_equal (finding->outgoing->body, reply->body, &equal, NULL) && equal)
    {
      finding->state = NX_DELIVERY_CONFIRMED;
    }
  else
    {
      finding->state = NX_DELIVERY_CONFLICT;
      finding->theirs = g_bytes_ref (reply->body);
    }
  next (task);
}

static gboolean
ask_again_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    finish (task);
  else
    ask (task);
  return G_SOURCE_REMOVE;
}

static void
pause_and_ask_again (GTask *task)
{
  Settling *self = g_task_get_task_data (task);
  gint64 pause_us = (gint64) ((FIRST_PAUSE_US << (self->n_asks - 1)) * self->wait_scale);
  g_autoptr (GSource) source = g_timeout_source_new (MAX (pause_us / 1000, 1));

  g_source_set_callback (source, ask_again_cb, task, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
is_complete (Settling      *self,
             const NxReply *reply)
{
  return reply->consistent_us > self->post_date_us;
}

static void
voided_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Settling *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);

  if (nx_answer_is_statement (reply, get_finding (self)->outgoing->statement))
    judge (task, reply);
  else if (reply->transport != NX_TRANSPORT_ANSWERED || reply->status != SOUP_STATUS_NOT_FOUND)
    fail (task, g_steal_pointer (&reply));
  else if ((self->seen_complete && is_complete (self, reply)) || self->n_asks >= MAX_ASKS)
    next (task);
  else
    pause_and_ask_again (task);
}

static void
live_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Settling *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);
  const char *id = get_finding (self)->outgoing->statement;

  if (nx_answer_is_statement (reply, id))
    {
      judge (task, reply);
    }
  else if (reply->transport != NX_TRANSPORT_ANSWERED || reply->status != SOUP_STATUS_NOT_FOUND)
    {
      fail (task, g_steal_pointer (&reply));
    }
  else
    {
      self->seen_complete = is_complete (self, reply);
      nx_lrs_get_statement_async (self->lrs, id, TRUE, g_task_get_cancellable (task), voided_cb, task);
    }
}

static void
ask (GTask *task)
{
  Settling *self = g_task_get_task_data (task);

  self->n_asks++;
  nx_lrs_get_statement_async (self->lrs, get_finding (self)->outgoing->statement, FALSE, g_task_get_cancellable (task),
                              live_cb, task);
}

void
nx_settler_run_async (NxLrs              *lrs,
                      GPtrArray          *batch,
                      gint64              post_date_us,
                      double              wait_scale,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Settling *self = g_new0 (Settling, 1);

  /* The findings are the result even of a settling that was cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, nx_settler_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) settling_free);
  self->lrs = nx_lrs_ref (lrs);
  self->batch = g_ptr_array_ref (batch);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) finding_free);
  self->post_date_us = post_date_us;
  self->wait_scale = wait_scale;
  for (guint i = 0; i < batch->len; i++)
    {
      NxFinding *finding = g_new0 (NxFinding, 1);

      finding->outgoing = g_ptr_array_index (batch, i);
      finding->state = NX_DELIVERY_PENDING;
      g_ptr_array_add (self->findings, finding);
    }
  ask (task);
}

GPtrArray *
nx_settler_run_finish (GAsyncResult *result,
                       NxReply     **out_fault)
{
  Settling *self = g_task_get_task_data (G_TASK (result));

  *out_fault = g_steal_pointer (&self->fault);
  return g_steal_pointer (&self->findings);
}

NxSenderState
nx_settler_fault_to_state (const NxReply *fault)
{
  if (fault->transport == NX_TRANSPORT_NOT_ARRIVED)
    return NX_SENDER_NO_CONNECTION;
  if (fault->transport == NX_TRANSPORT_CUT)
    return NX_SENDER_WAITING;
  switch (nx_answer_from_status (fault->status))
    {
    case NX_ANSWER_CREDENTIALS:
      return NX_SENDER_STOPPED_CREDENTIALS;
    case NX_ANSWER_FORBIDDEN:
      return NX_SENDER_STOPPED_FORBIDDEN;
    case NX_ANSWER_PROXY:
      return NX_SENDER_STOPPED_PROXY;
    case NX_ANSWER_ENDPOINT:
      return NX_SENDER_STOPPED_ENDPOINT;
    case NX_ANSWER_STORED:
    case NX_ANSWER_NOT_LRS:
      return NX_SENDER_NO_CONNECTION;
    case NX_ANSWER_UNKNOWN:
    case NX_ANSWER_NOT_ARRIVED:
    case NX_ANSWER_CONFLICT:
    case NX_ANSWER_INVALID:
    case NX_ANSWER_TOO_LARGE:
    case NX_ANSWER_LATER:
    default:
      return NX_SENDER_WAITING;
    }
}
