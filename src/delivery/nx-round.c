/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The beginning and the end of a round:
 *
 *   prepare (destination, count, lock) → credentials → about → nx_round_send ()
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-round-private.h"

#include "nx-late-soup.h"

/* Of a whole request, before the scale of tests; and the least, so that no scale makes a good answer late. */
#define DEADLINE_US (120 * (gint64) G_USEC_PER_SEC)
#define MIN_DEADLINE_US (4 * (gint64) G_USEC_PER_SEC)

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
round_free (NxRound *self)
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
  g_clear_error (&self->store_error);
  nx_reply_free (self->early_reply);
  g_free (self);
}

/* ---- The end ---- */

void
nx_round_finish (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);

  g_clear_pointer (&self->lock, nx_sender_lock_release);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

void
nx_round_set_end (NxRound       *self,
                  NxSenderState  state,
                  char          *message)
{
  self->result->state = state;
  g_free (self->result->message);
  self->result->message = message;
}

void
nx_round_fail (GTask        *task,
               const GError *error)
{
  nx_round_set_end (g_task_get_task_data (task), NX_SENDER_FAILED, g_strdup (error->message));
  nx_round_finish (task);
}

/* ---- Is it an LRS, and what does it speak? ---- */

static void
know (NxRound    *self,
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
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (NxReply) reply = nx_lrs_finish (result, NULL);
  const char *version;

  if (reply->transport != NX_TRANSPORT_ANSWERED)
    {
      nx_round_set_end (self, NX_SENDER_NO_CONNECTION, nx_answer_dup_message (reply));
      nx_round_finish (task);
    }
  else if (nx_answer_is_about (reply, &version))
    {
      know (self, version);
      nx_round_send (task);
    }
  else if (reply->status < 400)
    {
      /* A page where the LRS should be: no record is shown to it. */
      nx_round_set_end (self, NX_SENDER_STOPPED_ENDPOINT, nx_answer_dup_message (reply));
      nx_round_finish (task);
    }
  else
    {
      /* An LRS must have /about, but one that has not may be an LRS all the same; its answer to a POST tells. */
      nx_round_send (task);
    }
}

static void
meet_lrs (GTask *task)
{
  NxRound *self = g_task_get_task_data (task);
  const NxLrsKnowledge *known = self->setup.known;

  nx_batcher_begin (self->setup.batcher);
  nx_lrs_set_deadline_us (self->lrs, MAX ((gint64) (DEADLINE_US * self->setup.wait_scale), MIN_DEADLINE_US));
  if (g_strcmp0 (known->endpoint, self->destination->endpoint) == 0)
    {
      nx_lrs_set_version (self->lrs, known->version);
      nx_round_send (task);
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
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *endpoint = NULL;

  if (!nx_secret_store_lookup_finish (self->setup.secrets, result, &key, &secret, &error))
    {
      nx_round_fail (task, error);
      return;
    }
  if (key == NULL || secret == NULL)
    {
      nx_round_set_end (self, NX_SENDER_STOPPED_CREDENTIALS, NULL);
      nx_round_finish (task);
      return;
    }
  /* Whatever wrote the address: nothing is sent without TLS except on loopback. */
  endpoint = nx_endpoint_normalise (self->destination->endpoint, &error);
  if (endpoint == NULL)
    {
      nx_round_set_end (self, NX_SENDER_STOPPED_ENDPOINT, g_strdup (error->message));
      nx_round_finish (task);
      return;
    }
  self->lrs = nx_lrs_new (self->setup.get_session (self->setup.data), endpoint, key, secret);
  meet_lrs (task);
}

static gboolean
is_unchanged (NxRound *self)
{
  return g_strcmp0 (self->unless_destination, self->destination->id) == 0 ||
         (self->setup.unless_n_pending > 0 && self->setup.unless_n_pending == self->n_pending);
}

static gboolean
prepare (NxRound  *self,
         GError  **error)
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
  NxRound *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean locked = !g_task_propagate_boolean (G_TASK (result), &error) &&
                    g_error_matches (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_LOCKED);

  if (error != NULL && !locked)
    {
      nx_round_fail (task, error);
      return;
    }
  if (self->destination == NULL)
    {
      nx_round_set_end (self, NX_SENDER_NOT_SET_UP, NULL);
      nx_round_finish (task);
      return;
    }
  self->result->destination = g_strdup (self->destination->id);
  if (locked)
    nx_round_set_end (self, NX_SENDER_LOCKED, NULL);
  if (self->lock == NULL)
    {
      nx_round_finish (task);
      return;
    }
  self->n_total = self->n_pending;
  nx_secret_store_lookup_async (self->setup.secrets, self->destination->id, NULL, credentials_cb, task);
}

void
nx_round_run_async (const NxRoundSetup  *setup,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) job = g_task_new (NULL, NULL, prepared_cb, task);
  NxRound *self = g_new0 (NxRound, 1);

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
  NxRound *self = g_task_get_task_data (G_TASK (result));

  return g_steal_pointer (&self->result);
}
