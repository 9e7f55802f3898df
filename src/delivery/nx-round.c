/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The steps of a round, each a small function that starts one thing and names the next:
 *
 *   prepare (destination, count, lock) → credentials → about → take → post → answer → settle → post or take …
 *
 * What an answer means is nx-answer.c's word; what to do about it stands in answer_cb () and below.
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-round.h"

#include "nx-batch.h"
#include "nx-late-soup.h"
#include "nx-lrs.h"
#include "nx-sender-lock.h"
#include "nx-settler.h"

/* Of a whole request, before the scale of tests; and the least, so that no scale makes a good answer late. */
#define DEADLINE_US (120 * (gint64) G_USEC_PER_SEC)
#define MIN_DEADLINE_US (4 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  NxRoundSetup setup;
  char *unless_destination;
  NxRoundResult *result;

  NxDestination *destination;
  NxSenderLock *lock;
  NxLrs *lrs;
  gboolean recovered;
  guint n_pending;             /* at the beginning, those that a dead sender left in "sending" included */
  guint n_sent, n_total;

  GPtrArray *taken;            /* NxOutgoing: everything taken and not yet freed */
  GQueue queue;                /* GPtrArray of borrowed NxOutgoing: taken, outcome not stored */
  GPtrArray *batch;            /* the one being sent */
  gint64 post_us;              /* monotonic */
  gsize post_bytes;

  GArray *settlements;         /* NxSettlement being stored */
  GPtrArray *reasons;          /* char *, and the findings: what the settlements borrow until they are stored */
  GPtrArray *findings;
  void (*after_settle) (GTask *task);
} Round;

static void taken (GTask     *task,
                   GPtrArray *batch);
static void take (GTask *task);
static void post_next (GTask *task);
static void end (GTask *task);

void
nx_lrs_knowledge_clear (NxLrsKnowledge *self)
{
  g_clear_pointer (&self->endpoint, g_free);
  self->version = "1.0.3";
}

void
nx_round_result_free (NxRoundResult *self)
{
  if (self == NULL)
    return;
  g_free (self->message);
  g_free (self->destination);
  g_free (self);
}

static void
round_free (Round *self)
{
  g_clear_pointer (&self->lock, nx_sender_lock_release);
  g_free (self->unless_destination);
  nx_round_result_free (self->result);
  nx_destination_free (self->destination);
  nx_lrs_unref (self->lrs);
  g_queue_clear_full (&self->queue, (GDestroyNotify) g_ptr_array_unref);
  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_array_unref (self->settlements);
  g_ptr_array_unref (self->reasons);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self);
}

/* ---- The end ---- */

static void
finish (GTask *task)
{
  Round *self = g_task_get_task_data (task);

  g_clear_pointer (&self->lock, nx_sender_lock_release);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* How the round ends, once everything that was taken is settled. Takes @message. */
static void
set_end (Round        *self,
         NxSenderState state,
         char         *message)
{
  self->result->state = state;
  g_free (self->result->message);
  self->result->message = message;
}

static void
fail (GTask  *task,
      GError *error)
{
  set_end (g_task_get_task_data (task), NX_SENDER_FAILED, g_strdup (error->message));
  finish (task);
}

/* ---- Settling: an outcome is stored before anything else happens ---- */

static void
add_settlement (Round            *self,
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
last_settlement (Round *self)
{
  return &g_array_index (self->settlements, NxSettlement, self->settlements->len - 1);
}

static void
note_progress (Round *self)
{
  for (guint i = 0; i < self->settlements->len; i++)
    {
      const NxSettlement *settlement = &g_array_index (self->settlements, NxSettlement, i);

      if (settlement->state == NX_DELIVERY_SENT || settlement->state == NX_DELIVERY_CONFIRMED)
        self->result->n_delivered = ++self->n_sent;
      else if (settlement->state == NX_DELIVERY_REFUSED || settlement->state == NX_DELIVERY_CONFLICT)
        self->result->n_refused++;
    }
  self->n_total = MAX (self->n_total, self->n_sent);
  self->setup.progress (self->n_sent, self->n_total, self->setup.data);
}

/* What was collected by add_settlement() is stored. */
static void
note_settled (Round *self)
{
  note_progress (self);
  g_array_set_size (self->settlements, 0);
  g_ptr_array_set_size (self->reasons, 0);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

static void
settle_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!nx_record_store_settle_finish (self->setup.store, result, &error))
    {
      fail (task, error);
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
  Round *self = g_task_get_task_data (task);

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
settled_and_taken_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  GTask *task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) batch = nx_record_store_settle_and_take_finish (self->setup.store, result, NULL);

  if (batch == NULL)
    {
      /* Whatever is the matter with the next batch must not cost what is known of this one. */
      settle (task, post_next);
      return;
    }
  note_settled (self);
  taken (task, g_steal_pointer (&batch));
}

/* Stores what was collected, then posts what comes next; where that is a batch not taken yet, one transaction does both. */
static void
settle_and_go_on (GTask *task)
{
  Round *self = g_task_get_task_data (task);

  if (self->settlements->len == 0 || !g_queue_is_empty (&self->queue) || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      settle (task, post_next);
      return;
    }
  nx_record_store_settle_and_take_async (self->setup.store, self->destination->id, (const NxSettlement *) self->settlements->data,
                                         self->settlements->len, self->setup.batcher->size, NX_BATCH_MAX_BYTES, NULL,
                                         settled_and_taken_cb, task);
}

static void
add_all (Round           *self,
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
  Round *self = g_task_get_task_data (task);

  while (!g_queue_is_empty (&self->queue))
    {
      g_autoptr (GPtrArray) rest = g_queue_pop_head (&self->queue);

      add_all (self, rest, NX_DELIVERY_PENDING, FALSE, NULL);
    }
  settle (task, finish);
}

/* The batch goes back; the round ends in @state. */
static void
stop (GTask         *task,
      NxSenderState  state,
      gboolean       maybe_there,
      const NxReply *reply)
{
  Round *self = g_task_get_task_data (task);

  set_end (self, state, nx_answer_dup_message (reply));
  self->result->wait_us = reply->retry_after_us;
  add_all (self, self->batch, NX_DELIVERY_PENDING, maybe_there, reply);
  end (task);
}

/* ---- Splitting ---- */

static void
push_part (Round           *self,
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
  Round *self = g_task_get_task_data (task);
  guint half = self->batch->len / 2;

  push_part (self, self->batch, half, self->batch->len - half);
  push_part (self, self->batch, 0, half);
  post_next (task);
}

/* Voiding needs rights of its own: each voiding statement goes alone, after the others. FALSE if there is nothing to part. */
static gboolean
part_voiding (Round *self)
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
  Round *self = g_task_get_task_data (task);

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
  Round *self = g_task_get_task_data (task);
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
get_lead_us (Round            *self,
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
  Round *self = g_task_get_task_data (task);
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
  Round *self = g_task_get_task_data (task);

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
  Round *self = g_task_get_task_data (task);

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
  Round *self = g_task_get_task_data (task);

  /* What was broken off here says nothing about the link. */
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    nx_batcher_note_unknown (self->setup.batcher, self->batch->len);
  stop (task, state, TRUE, reply);
}

/* Statements that the LRS has, or has otherwise, are settled; those that it has not are returned. */
static GPtrArray *
add_findings (Round     *self,
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
  Round *self = g_task_get_task_data (task);
  g_autoptr (NxReply) fault = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  gboolean learned_nothing;

  self->findings = nx_settler_run_finish (result, &fault);
  missing = add_findings (self, self->findings);
  learned_nothing = missing->len == self->batch->len;
  if (fault != NULL || learned_nothing)
    {
      set_end (self, fault != NULL ? nx_settler_fault_to_state (fault) : NX_SENDER_WAITING,
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
  Round *self = g_task_get_task_data (task);

  nx_settler_run_async (self->lrs, self->batch, reply->date_us, self->setup.wait_scale, g_task_get_cancellable (task),
                        settled_cb, task);
}

static void
answered (GTask         *task,
          const NxReply *reply,
          NxAnswer       answer)
{
  Round *self = g_task_get_task_data (task);

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
post_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < self->batch->len; i++)
    g_ptr_array_add (ids, ((NxOutgoing *) g_ptr_array_index (self->batch, i))->statement);
  g_ptr_array_add (ids, NULL);
  answered (task, reply, nx_answer_to_post (reply, (const char *const *) ids->pdata));
}

static void
post_next (GTask *task)
{
  Round *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      set_end (self, NX_SENDER_WAITING, NULL);
      end (task);
      return;
    }
  if (g_queue_is_empty (&self->queue))
    {
      take (task);
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
  Round *self = g_task_get_task_data (task);

  g_clear_pointer (&self->batch, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  self->taken = batch;
  if (self->taken->len == 0)
    {
      set_end (self, NX_SENDER_IDLE, NULL);
      self->result->n_not_due = self->n_pending - MIN (self->n_pending, self->result->n_delivered + self->result->n_refused);
      finish (task);
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
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GPtrArray *batch = nx_record_store_take_batch_finish (self->setup.store, result, &error);

  if (batch == NULL)
    {
      fail (task, error);
      return;
    }
  self->recovered = TRUE;
  taken (task, batch);
}

static void
take (GTask *task)
{
  Round *self = g_task_get_task_data (task);

  /* Rows left in "sending" by a sender that died: the lock says that none is at work but us. */
  nx_record_store_take_batch_async (self->setup.store, self->destination->id, self->setup.batcher->size,
                                    NX_BATCH_MAX_BYTES, !self->recovered, NULL, take_cb, task);
}

/* ---- Is it an LRS, and what does it speak? ---- */

static void
know (Round      *self,
      const char *version)
{
  nx_lrs_knowledge_clear (self->setup.known);
  self->setup.known->endpoint = g_strdup (self->destination->endpoint);
  self->setup.known->version = version;
  self->result->asked_about = TRUE;
  nx_lrs_set_version (self->lrs, version);
}

static void
about_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);
  const char *version;

  if (reply->transport != NX_TRANSPORT_ANSWERED)
    {
      set_end (self, NX_SENDER_NO_CONNECTION, nx_answer_dup_message (reply));
      finish (task);
    }
  else if (nx_answer_is_about (reply, &version))
    {
      know (self, version);
      take (task);
    }
  else if (reply->status < 400)
    {
      /* A page where the LRS should be: no record is shown to it. */
      set_end (self, NX_SENDER_STOPPED_ENDPOINT, nx_answer_dup_message (reply));
      finish (task);
    }
  else
    {
      /* An LRS must have /about, but one that has not may be an LRS all the same; its answer to a POST tells. */
      take (task);
    }
}

static void
meet_lrs (GTask *task)
{
  Round *self = g_task_get_task_data (task);
  const NxLrsKnowledge *known = self->setup.known;

  nx_batcher_begin (self->setup.batcher);
  nx_lrs_set_deadline_us (self->lrs, MAX ((gint64) (DEADLINE_US * self->setup.wait_scale), MIN_DEADLINE_US));
  if (g_strcmp0 (known->endpoint, self->destination->endpoint) == 0)
    {
      nx_lrs_set_version (self->lrs, known->version);
      take (task);
      return;
    }
  nx_lrs_about_async (self->lrs, g_task_get_cancellable (task), about_cb, task);
}

/* ---- Who and where ---- */

static void
credentials_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *endpoint = NULL;

  if (!nx_secret_store_lookup_finish (self->setup.secrets, result, &key, &secret, &error))
    {
      fail (task, error);
      return;
    }
  if (key == NULL || secret == NULL)
    {
      set_end (self, NX_SENDER_STOPPED_CREDENTIALS, NULL);
      finish (task);
      return;
    }
  /* Whatever wrote the address: nothing is sent without TLS except on loopback. */
  endpoint = nx_endpoint_normalise (self->destination->endpoint, &error);
  if (endpoint == NULL)
    {
      set_end (self, NX_SENDER_STOPPED_ENDPOINT, g_strdup (error->message));
      finish (task);
      return;
    }
  self->lrs = nx_lrs_new (self->setup.get_session (self->setup.data), endpoint, key, secret);
  meet_lrs (task);
}

static gboolean
is_unchanged (Round *self)
{
  return g_strcmp0 (self->unless_destination, self->destination->id) == 0 ||
         (self->setup.unless_n_pending > 0 && self->setup.unless_n_pending == self->n_pending);
}

static gboolean
prepare (Round   *self,
         GError **error)
{
  g_autoptr (GError) failed = NULL;

  self->destination = nx_record_store_dup_destination (self->setup.store, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (self->destination == NULL)
    return TRUE;
  if (!nx_record_store_count_outgoing (self->setup.store, self->destination->id, &self->n_pending, error))
    return FALSE;
  self->result->skipped = is_unchanged (self);
  if (self->n_pending == 0 || self->result->skipped)
    return TRUE;
  self->lock = nx_sender_lock_take (nx_record_store_get_folder (self->setup.store), error);
  if (self->lock == NULL)
    return FALSE;
  /* Opened here, where no frame waits for the disk; without it, the first request says so. */
  nx_late_soup_load (NULL);
  return TRUE;
}

/* What can be told without a network, on another thread, since the store's plain functions and the lock block. */
static void
prepare_thread (GTask        *job,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (prepare (task_data, &error))
    g_task_return_boolean (job, TRUE);
  else
    g_task_return_error (job, error);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Round *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean locked = !g_task_propagate_boolean (G_TASK (result), &error) &&
                    g_error_matches (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_LOCKED);

  if (error != NULL && !locked)
    {
      fail (task, error);
      return;
    }
  if (self->destination == NULL)
    {
      set_end (self, NX_SENDER_NOT_SET_UP, NULL);
      finish (task);
      return;
    }
  self->result->destination = g_strdup (self->destination->id);
  if (locked)
    set_end (self, NX_SENDER_LOCKED, NULL);
  if (self->lock == NULL)
    {
      finish (task);
      return;
    }
  self->n_total = self->n_pending;
  nx_secret_store_lookup_async (self->setup.secrets, self->destination->id, NULL, credentials_cb, task);
}

void
nx_round_run_async (const NxRoundSetup *setup,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) job = g_task_new (NULL, NULL, prepared_cb, task);
  Round *self = g_new0 (Round, 1);

  /* A cancelled round has a result too. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, nx_round_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) round_free);
  self->setup = *setup;
  self->unless_destination = g_strdup (setup->unless_destination);
  self->result = g_new0 (NxRoundResult, 1);
  self->result->state = NX_SENDER_IDLE;
  self->settlements = g_array_new (FALSE, FALSE, sizeof (NxSettlement));
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->queue);

  g_task_set_task_data (job, self, NULL);
  g_task_run_in_thread (job, prepare_thread);
}

NxRoundResult *
nx_round_run_finish (GAsyncResult *result)
{
  Round *self = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&self->result);
}
