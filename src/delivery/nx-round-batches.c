/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The sending half of a round, each step a small function that starts one thing and names the next:
 *
 *   take → post → answer → settle → post or take …
 *
 * What an answer means is nx-answer.c's word; what to do about it stands in answered () and below.
 *
 * Where a batch simply arrived, the next is taken and posted first, and the outcome is stored while that is on its way:
 * only the taking must be on disk before a request. A sender that dies between leaves both in "sending", that is, to be
 * sent once more.
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-round-private.h"

#include "nx-batch.h"
#include "nx-settler.h"

static void taken (GTask     *task,
                   GPtrArray *batch);
static void post_next (GTask *task);
static void replied (GTask         *task,
                     const NxReply *reply);

/* ---- Settling: an outcome is stored before anything else happens ---- */

static void
add_settlement (NxRound          *self,
                const NxOutgoing *outgoing,
                NxDeliveryState   state,
                const NxReply    *reply)
{
  NxSettlement settlement = {
    .statement = outgoing->statement,
    .state = state,
    .maybe_there = outgoing->maybe_there,
    .http_status = reply != NULL ? (int) reply->status : 0,
  };

  g_array_append_val (self->settlements, settlement);
}

static NxSettlement *
last_settlement (NxRound *self)
{
  return &g_array_index (self->settlements, NxSettlement, self->settlements->len - 1);
}

static void
note_progress (NxRound *self,
               guint    n_sent,
               guint    n_refused)
{
  self->n_sent += n_sent;
  self->result->n_delivered = self->n_sent;
  self->result->n_refused += n_refused;
  self->n_total = MAX (self->n_total, self->n_sent);
  self->setup.progress (self->n_sent, self->n_total, self->setup.data);
}

static void
count_settlements (NxRound *self,
                   guint   *out_n_sent,
                   guint   *out_n_refused)
{
  *out_n_sent = *out_n_refused = 0;
  for (guint i = 0; i < self->settlements->len; i++)
    {
      const NxSettlement *settlement = &g_array_index (self->settlements, NxSettlement, i);

      *out_n_sent += settlement->state == NX_DELIVERY_SENT || settlement->state == NX_DELIVERY_CONFIRMED;
      *out_n_refused += settlement->state == NX_DELIVERY_REFUSED || settlement->state == NX_DELIVERY_CONFLICT;
    }
}

static void
clear_settlements (NxRound *self)
{
  g_array_set_size (self->settlements, 0);
  g_ptr_array_set_size (self->reasons, 0);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

/* What was collected by add_settlement() is stored. */
static void
note_settled (NxRound *self)
{
  guint n_sent, n_refused;

  count_settlements (self, &n_sent, &n_refused);
  note_progress (self, n_sent, n_refused);
  clear_settlements (self);
}

static void
settle_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!nx_record_store_settle_finish (self->setup.store, result, &error))
    {
      nx_round_fail (task, error);
      return;
    }
  note_settled (self);
  self->after_settle (task);
}

/* Stores what was collected by add_settlement(), then goes on with @after. */
static void
settle (GTask *task,
        void (*after) (GTask *task))
{
  NxRound *self = g_task_get_task_data (task);

  self->after_settle = after;
  if (self->settlements->len == 0)
    {
      after (task);
      return;
    }
  /* Never cancelled: what is known must be kept. */
  nx_record_store_settle_async (self->setup.store, self->destination->id, (const NxSettlement *) self->settlements->data,
                                self->settlements->len, NULL, settle_cb, task);
}

static void
stored_behind_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = g_steal_pointer (&self->early_reply);

  self->storing = FALSE;
  if (nx_record_store_settle_finish (self->setup.store, result, &self->store_error))
    note_progress (self, self->n_storing_sent, self->n_storing_refused);
  if (reply != NULL)
    replied (task, reply);
}

/* Stores what was collected while the next request is on its way; its answer waits for that. */
static void
settle_behind (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);

  self->storing = TRUE;
  count_settlements (self, &self->n_storing_sent, &self->n_storing_refused);
  nx_record_store_settle_async (self->setup.store, self->destination->id, (const NxSettlement *) self->settlements->data,
                                self->settlements->len, NULL, stored_behind_cb, g_object_ref (task));
  clear_settlements (self);
}

static void
next_taken_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) batch = nx_record_store_take_batch_finish (self->setup.store, result, NULL);

  if (batch == NULL || batch->len == 0)
    {
      /* Whatever is the matter with the next batch must not cost what is known of this one. */
      settle (task, post_next);
      return;
    }
  settle_behind (task);
  taken (task, g_steal_pointer (&batch));
}

/* Stores what was collected, and posts what comes next. */
static void
settle_and_go_on (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);

  if (self->settlements->len == 0 || !g_queue_is_empty (&self->queue) || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    settle (task, post_next);
  else
    nx_record_store_take_batch_async (self->setup.store, self->destination->id, self->setup.batcher->size, NX_BATCH_MAX_BYTES,
                                      FALSE, NULL, next_taken_cb, task);
}

static void
add_all (NxRound         *self,
         const GPtrArray *batch,
         NxDeliveryState  state,
         gboolean         maybe_there,
         const NxReply   *reply)
{
  for (guint i = 0; i < batch->len; i++)
    {
      add_settlement (self, g_ptr_array_index (batch, i), state, reply);
      last_settlement (self)->maybe_there |= maybe_there;
    }
}

/* What was taken and not tried goes back as it was. */
static void
end (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);

  while (!g_queue_is_empty (&self->queue))
    {
      g_autoptr (GPtrArray) rest = g_queue_pop_head (&self->queue);

      add_all (self, rest, NX_DELIVERY_PENDING, FALSE, NULL);
    }
  settle (task, nx_round_finish);
}

/* The batch goes back; the round ends in @state. */
static void
stop (GTask         *task,
      NxSenderState  state,
      gboolean       maybe_there,
      const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);

  nx_round_set_end (self, state, nx_answer_dup_message (reply));
  self->result->wait_us = reply->retry_after_us;
  add_all (self, self->batch, NX_DELIVERY_PENDING, maybe_there, reply);
  end (task);
}

/* ---- Splitting ---- */

static void
push_part (NxRound         *self,
           const GPtrArray *batch,
           guint            start,
           guint            n)
{
  GPtrArray *part = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (part, g_ptr_array_index (batch, start + i));
  g_queue_push_head (&self->queue, part);
}

/* Both halves are sent next, in order. */
static void
split (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);
  guint half = self->batch->len / 2;

  push_part (self, self->batch, half, self->batch->len - half);
  push_part (self, self->batch, 0, half);
  post_next (task);
}

/* Voiding needs rights of its own: each voiding statement goes alone, after the others. FALSE if there is nothing to part. */
static gboolean
part_voiding (NxRound *self)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  for (guint i = self->batch->len; i > 0; i--)
    {
      NxOutgoing *outgoing = g_ptr_array_index (self->batch, i - 1);

      if (self->batch->len > 1 && nx_outgoing_is_voiding (outgoing))
        push_part (self, self->batch, i - 1, 1);
      else
        g_ptr_array_insert (others, 0, outgoing);
    }
  if (others->len == self->batch->len)
    return FALSE;
  if (others->len > 0)
    push_part (self, others, 0, others->len);
  return TRUE;
}

/* ---- Answers to a POST ---- */

static void
stored (GTask         *task,
        const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);

  nx_batcher_note_stored (self->setup.batcher, self->batch->len, self->post_bytes, g_get_monotonic_time () - self->post_us);
  add_all (self, self->batch, NX_DELIVERY_SENT, FALSE, reply);
  settle_and_go_on (task);
}

/*
 * One statement that the server will not take. A gateway or a portal may say 400 or 413 as well, so the verdict
 * counts only from what is known to be an LRS; otherwise the round ends, and the next begins by asking /about.
 */
static void
refuse (GTask         *task,
        const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);
  char *reason;

  if (!reply->names_version && !self->result->asked_about)
    {
      nx_lrs_knowledge_clear (self->setup.known);
      stop (task, NX_SENDER_WAITING, FALSE, reply);
      return;
    }
  reason = nx_answer_dup_reason (reply);
  g_ptr_array_add (self->reasons, reason);
  add_settlement (self, g_ptr_array_index (self->batch, 0), NX_DELIVERY_REFUSED, reply);
  last_settlement (self)->reason = reason;
  settle_and_go_on (task);
}

/* How far the statement's time lies ahead of the server's clock, µs; 0 or less if it does not. */
static gint64
get_lead_us (NxRound          *self,
             const NxOutgoing *outgoing,
             const NxReply    *reply)
{
  gint64 their_us = reply->date_us != 0 ? reply->date_us : nx_clock_get_wall_us (self->setup.clock);

  return nx_outgoing_get_time_us (outgoing) - their_us;
}

static void
invalid (GTask         *task,
         const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);
  gint64 lead_us;

  if (self->batch->len > 1)
    {
      split (task);
      return;
    }
  lead_us = get_lead_us (self, g_ptr_array_index (self->batch, 0), reply);
  if (lead_us <= 0)
    {
      refuse (task, reply);
      return;
    }
  /* It was recorded by a clock that is ahead. It is not wrong, only early: it goes once its time has come. */
  add_settlement (self, g_ptr_array_index (self->batch, 0), NX_DELIVERY_PENDING, reply);
  last_settlement (self)->not_before_us = nx_clock_get_wall_us (self->setup.clock) + lead_us + G_USEC_PER_SEC;
  if (self->result->not_before_us == 0 || last_settlement (self)->not_before_us < self->result->not_before_us)
    self->result->not_before_us = last_settlement (self)->not_before_us;
  settle_and_go_on (task);
}

static void
too_large (GTask         *task,
           const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);

  nx_batcher_note_too_large (self->setup.batcher, self->batch->len);
  if (self->batch->len > 1)
    split (task);
  else
    refuse (task, reply);
}

static void
forbidden (GTask         *task,
           const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);

  if (part_voiding (self))
    post_next (task);
  else if (self->batch->len == 1 && nx_outgoing_is_voiding (g_ptr_array_index (self->batch, 0)))
    refuse (task, reply);
  else
    stop (task, NX_SENDER_STOPPED_FORBIDDEN, FALSE, reply);
}

static void
unknown (GTask         *task,
         NxSenderState  state,
         const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);

  /* What was broken off here says nothing about the link. */
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    nx_batcher_note_unknown (self->setup.batcher, self->batch->len);
  stop (task, state, TRUE, reply);
}

/* Statements that the LRS has, or has otherwise, are settled; those that it has not are returned. */
static GPtrArray *
add_findings (NxRound   *self,
              GPtrArray *findings)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const NxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->state == NX_DELIVERY_PENDING)
        {
          g_ptr_array_add (missing, (gpointer) finding->outgoing);
          continue;
        }
      add_settlement (self, finding->outgoing, finding->state, NULL);
      last_settlement (self)->http_status = finding->state == NX_DELIVERY_CONFLICT ? SOUP_STATUS_CONFLICT : SOUP_STATUS_OK;
      last_settlement (self)->theirs = finding->theirs;
    }
  return missing;
}

static void
settled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (NxReply) fault = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  gboolean learned_nothing;

  self->findings = nx_settler_run_finish (result, &fault);
  missing = add_findings (self, self->findings);
  learned_nothing = missing->len == self->batch->len;
  if (fault != NULL || learned_nothing)
    {
      nx_round_set_end (self, fault != NULL ? nx_settler_fault_to_state (fault) : NX_SENDER_WAITING,
                        fault != NULL ? nx_answer_dup_message (fault) : g_strdup ("HTTP 409, and none of the statements is there"));
      add_all (self, missing, NX_DELIVERY_PENDING, TRUE, NULL);
      if (fault != NULL)
        self->result->wait_us = fault->retry_after_us;
      if (self->result->state == NX_SENDER_NO_CONNECTION || self->result->state == NX_SENDER_STOPPED_ENDPOINT)
        nx_lrs_knowledge_clear (self->setup.known);
    }
  else if (missing->len > 0)
    {
      push_part (self, missing, 0, missing->len);
    }
  if (fault != NULL || learned_nothing)
    settle (task, end);
  else
    settle_and_go_on (task);
}

static void
conflict (GTask         *task,
          const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);

  nx_settler_run_async (self->lrs, self->batch, reply->date_us, self->setup.wait_scale, g_task_get_cancellable (task),
                        settled_cb, task);
}

static void
answered (GTask         *task,
          const NxReply *reply,
          NxAnswer       answer)
{
  NxRound *self = g_task_get_task_data (task);

  switch (answer)
    {
    case NX_ANSWER_STORED:
      stored (task, reply);
      break;
    case NX_ANSWER_UNKNOWN:
      unknown (task, NX_SENDER_WAITING, reply);
      break;
    case NX_ANSWER_NOT_LRS:
      nx_lrs_knowledge_clear (self->setup.known);
      unknown (task, NX_SENDER_NO_CONNECTION, reply);
      break;
    case NX_ANSWER_NOT_ARRIVED:
      stop (task, NX_SENDER_NO_CONNECTION, FALSE, reply);
      break;
    case NX_ANSWER_CONFLICT:
      conflict (task, reply);
      break;
    case NX_ANSWER_INVALID:
      invalid (task, reply);
      break;
    case NX_ANSWER_TOO_LARGE:
      too_large (task, reply);
      break;
    case NX_ANSWER_LATER:
      stop (task, NX_SENDER_WAITING, TRUE, reply);
      break;
    case NX_ANSWER_CREDENTIALS:
      stop (task, NX_SENDER_STOPPED_CREDENTIALS, FALSE, reply);
      break;
    case NX_ANSWER_FORBIDDEN:
      forbidden (task, reply);
      break;
    case NX_ANSWER_PROXY:
      stop (task, NX_SENDER_STOPPED_PROXY, FALSE, reply);
      break;
    case NX_ANSWER_ENDPOINT:
      nx_lrs_knowledge_clear (self->setup.known);
      stop (task, NX_SENDER_STOPPED_ENDPOINT, FALSE, reply);
      break;
    }
}

/* ---- Sending ---- */

static void
replied (GTask         *task,
         const NxReply *reply)
{
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (self->store_error != NULL)
    {
      /* This answer could not be stored either; both batches stay in "sending", and go once more. */
      nx_round_fail (task, self->store_error);
      return;
    }
  for (guint i = 0; i < self->batch->len; i++)
    g_ptr_array_add (ids, ((NxOutgoing *) g_ptr_array_index (self->batch, i))->statement);
  g_ptr_array_add (ids, NULL);
  answered (task, reply, nx_answer_to_post (reply, (const char *const *) ids->pdata));
}

static void
post_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);

  if (self->storing)
    self->early_reply = g_steal_pointer (&reply);
  else
    replied (task, reply);
}

static void
post_next (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      nx_round_set_end (self, NX_SENDER_WAITING, NULL);
      end (task);
      return;
    }
  if (g_queue_is_empty (&self->queue))
    {
      nx_round_send (task);
      return;
    }
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  self->batch = g_queue_pop_head (&self->queue);
  body = nx_batch_join (self->batch);
  self->post_bytes = g_bytes_get_size (body);
  self->post_us = g_get_monotonic_time ();
  nx_lrs_post_async (self->lrs, body, g_task_get_cancellable (task), post_cb, task);
  /* The disk has nothing to do while the server has. */
  if (g_queue_is_empty (&self->queue))
    nx_record_store_read_ahead_async (self->setup.store, self->destination->id, self->setup.batcher->size, NX_BATCH_MAX_BYTES);
}

/* Takes @batch. */
static void
taken (GTask     *task,
       GPtrArray *batch)
{
  NxRound *self = g_task_get_task_data (task);

  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  self->taken = batch;
  if (self->taken->len == 0)
    {
      nx_round_set_end (self, NX_SENDER_IDLE, NULL);
      self->result->n_not_due = self->n_pending - MIN (self->n_pending, self->result->n_delivered + self->result->n_refused);
      nx_round_finish (task);
      return;
    }
  self->setup.progress (self->n_sent, self->n_total, self->setup.data);
  push_part (self, self->taken, 0, self->taken->len);
  post_next (task);
}

static void
take_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GPtrArray *batch = nx_record_store_take_batch_finish (self->setup.store, result, &error);

  if (batch == NULL)
    {
      nx_round_fail (task, error);
      return;
    }
  self->recovered = TRUE;
  taken (task, batch);
}

void
nx_round_send (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);

  /* Rows left in "sending" by a sender that died: the lock says that none is at work but us. */
  nx_record_store_take_batch_async (self->setup.store, self->destination->id, self->setup.batcher->size,
                                    NX_BATCH_MAX_BYTES, !self->recovered, NULL, take_cb, task);
}
