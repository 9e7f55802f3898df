/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * When to send: the sender looks at what the store, the network and the last round say, and decides when
 * the next round begins. How a round goes is nx-round.c's; this file never sees a statement.
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-sender.h"

#include "nx-backoff.h"
#include "nx-lrs.h"
#include "nx-round.h"
#include "nx-sender-private.h"

/* What is recorded goes soon, but what is recorded together goes together. */
#define GATHER_US (2 * G_USEC_PER_SEC)
/* The network says that it is there a little before it is. */
#define NETWORK_SETTLE_US G_USEC_PER_SEC
/* A stop that nothing else ends is tried again after this. */
#define STOP_US (3600 * (gint64) G_USEC_PER_SEC)
/* Another sender's rounds are short. */
#define LOCKED_US (15 * G_USEC_PER_SEC)

struct _NxSender
{
  GObject parent_instance;

  NxRecordStore *store;
  NxSecretStore *secrets;
  NxClock *clock;
  GNetworkMonitor *network;
  GTlsDatabase *tls_database;
  SoupSession *session;        /* made when something is sent */
  double wait_scale;

  gboolean enabled;
  NxSenderState state;
  guint n_sent, n_total;
  gint64 next_try_us;
  char *message;
  gboolean network_available;

  GCancellable *round;         /* of the round under way; NULL while there is none */
  gboolean again;              /* another one was wanted while it was */
  GSource *timer;              /* of the next try */
  GSource *look;               /* of a look at what changed in the store */
  NxBackoff backoff;
  NxBatcher batcher;
  NxLrsKnowledge known;
  char *waiting_destination;   /* the one that the present state is about; NULL while nothing is in the way */
  gint64 busy_until_us;        /* wall time that the server asked us to wait for */
  guint n_not_due;             /* records that wait for their time, and so are no reason to begin */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_N_SENT,
  PROP_N_TOTAL,
  PROP_NEXT_TRY_US,
  PROP_MESSAGE,
  PROP_NETWORK_AVAILABLE,
  N_PROPS
};

enum
{
  SIGNAL_DELIVERED,
  SIGNAL_ROUND_ENDED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxSender, nx_sender, G_TYPE_OBJECT)
G_DEFINE_QUARK (nx-delivery-error-quark, nx_delivery_error)

static void start_round (NxSender *self,
                         gboolean  look);

/* ---- What is observed ---- */

static void
set_state (NxSender     *self,
           NxSenderState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_message (NxSender   *self,
             const char *message)
{
  if (g_strcmp0 (self->message, message) == 0)
    return;
  g_free (self->message);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
}

static void
set_progress (NxSender *self,
              guint     n_sent,
              guint     n_total)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_sent != n_sent)
    {
      self->n_sent = n_sent;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SENT]);
    }
  if (self->n_total != n_total)
    {
      self->n_total = n_total;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TOTAL]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
set_next_try_us (NxSender *self,
                 gint64    next_try_us)
{
  if (self->next_try_us == next_try_us)
    return;
  self->next_try_us = next_try_us;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NEXT_TRY_US]);
}

/* ---- Timers ---- */

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
set_source (NxSender   *self,
            GSource   **source,
            gint64      wait_us,
            GSourceFunc callback)
{
  gint64 scaled_us = (gint64) (wait_us * self->wait_scale);

  clear_source (source);
  *source = g_timeout_source_new (CLAMP (scaled_us / 1000, 0, G_MAXINT));
  g_source_set_callback (*source, callback, self, NULL);
  g_source_attach (*source, g_main_context_get_thread_default ());
}

static gboolean
timer_cb (gpointer user_data)
{
  NxSender *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  start_round (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* Something was written. What is in the way of the present destination still is; another one is a new start. */
static gboolean
look_cb (gpointer user_data)
{
  NxSender *self = user_data;

  g_clear_pointer (&self->look, g_source_unref);
  if (self->round == NULL)
    start_round (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* A round begins in @wait_us; what was planned before is forgotten. */
static void
plan (NxSender *self,
      gint64    wait_us)
{
  clear_source (&self->timer);
  if (self->enabled)
    set_source (self, &self->timer, wait_us, timer_cb);
}

/* The same, told to the person: only waits that they may wonder about. */
static void
plan_next_try (NxSender *self,
               gint64    wait_us)
{
  plan (self, wait_us);
  set_next_try_us (self, self->timer != NULL ? nx_clock_get_wall_us (self->clock) + wait_us : 0);
}

static gint64
next_backoff_us (NxSender *self)
{
  return nx_backoff_next_us (&self->backoff, g_random_double ());
}

/* ---- After a round ---- */

/* How long until the next; -1: it waits for something to happen. */
static gint64
get_wait_us (NxSender            *self,
             const NxRoundResult *result)
{
  switch (result->state)
    {
    case NX_SENDER_WAITING:
    case NX_SENDER_NO_CONNECTION:
    case NX_SENDER_FAILED:
      return MAX (next_backoff_us (self), result->wait_us);
    case NX_SENDER_STOPPED_ENDPOINT:
      /* Asking /about harms nobody, so a portal is noticed to be gone; an LRS that says 404 stays at that. */
      return result->asked_about ? STOP_US : next_backoff_us (self);
    case NX_SENDER_STOPPED_PROXY:
      return STOP_US;
    case NX_SENDER_LOCKED:
      return LOCKED_US;
    case NX_SENDER_IDLE:
      return result->not_before_us > 0 ? MAX (result->not_before_us - nx_clock_get_wall_us (self->clock), 0) : -1;
    case NX_SENDER_NOT_SET_UP:
    case NX_SENDER_STOPPED_CREDENTIALS:
    case NX_SENDER_STOPPED_FORBIDDEN:
    case NX_SENDER_SENDING:
    case NX_SENDER_OFF:
    default:
      return -1;
    }
}

static void
plan_after (NxSender            *self,
            const NxRoundResult *result)
{
  gboolean in_the_way = result->state != NX_SENDER_IDLE && result->state != NX_SENDER_NOT_SET_UP;
  gint64 wait_us;

  if (result->n_delivered > 0)
    nx_backoff_reset (&self->backoff);
  g_free (self->waiting_destination);
  self->waiting_destination = in_the_way ? g_strdup (result->destination) : NULL;
  self->n_not_due = result->n_not_due;
  self->busy_until_us = result->wait_us > 0 ? nx_clock_get_wall_us (self->clock) + result->wait_us : 0;
  clear_source (&self->timer);
  wait_us = get_wait_us (self, result);
  if (wait_us >= 0)
    plan_next_try (self, wait_us);
  else
    set_next_try_us (self, 0);
}

/* What the round says becomes what is observed. */
static void
show (NxSender            *self,
      const NxRoundResult *result,
      gboolean             cancelled)
{
  if (result->skipped)
    return;
  g_debug ("round ended: state %d, %u delivered, %u refused: %s", result->state, result->n_delivered, result->n_refused,
           result->message != NULL ? result->message : "-");
  g_object_freeze_notify (G_OBJECT (self));
  if (cancelled)
    {
      set_next_try_us (self, 0);
      set_state (self, self->enabled ? NX_SENDER_IDLE : NX_SENDER_OFF);
    }
  else
    {
      set_message (self, result->message);
      plan_after (self, result);
      set_state (self, result->state);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static void
round_cb (GObject      *source,
          GAsyncResult *async_result,
          gpointer      user_data)
{
  g_autoptr (NxSender) self = user_data;
  g_autoptr (NxRoundResult) result = nx_round_run_finish (async_result);
  gboolean cancelled = g_cancellable_is_cancelled (self->round);

  g_clear_object (&self->round);
  if (!self->again)
    show (self, result, cancelled);
  if (result->n_delivered > 0 || result->n_refused > 0)
    g_signal_emit (self, signals[SIGNAL_DELIVERED], 0, result->n_delivered, result->n_refused);
  if (self->again)
    start_round (self, FALSE);
  else
    g_signal_emit (self, signals[SIGNAL_ROUND_ENDED], 0);
}

static SoupSession *
get_session_cb (gpointer data)
{
  NxSender *self = data;

  if (self->session == NULL)
    self->session = nx_lrs_session_new (self->tls_database);
  return self->session;
}

static void
progress_cb (guint    n_sent,
             guint    n_total,
             gpointer data)
{
  NxSender *self = data;

  set_progress (self, n_sent, n_total);
  set_state (self, NX_SENDER_SENDING);
}

/* @look: something was written; the round ends at once if that changes nothing of what is waited for. */
static void
start_round (NxSender *self,
             gboolean  look)
{
  NxRoundSetup setup = {
    .store = self->store,
    .secrets = self->secrets,
    .clock = self->clock,
    .batcher = &self->batcher,
    .known = &self->known,
    .wait_scale = self->wait_scale,
    .unless_destination = look ? self->waiting_destination : NULL,
    .unless_n_pending = look ? self->n_not_due : 0,
    .get_session = get_session_cb,
    .progress = progress_cb,
    .data = self,
  };

  self->again = self->round != NULL;
  if (self->again)
    return;
  if (!look)
    clear_source (&self->timer);
  self->round = g_cancellable_new ();
  nx_round_run_async (&setup, self->round, round_cb, g_object_ref (self));
}

/* ---- Reasons to look again ---- */

static void
store_changed_cb (NxSender *self)
{
  /* Our own settling changes the store too; a round ends with a look of its own. */
  if (self->enabled && self->round == NULL && self->look == NULL)
    set_source (self, &self->look, GATHER_US, look_cb);
}

static gboolean
waits_for_network (NxSenderState state)
{
  return state == NX_SENDER_WAITING || state == NX_SENDER_NO_CONNECTION || state == NX_SENDER_STOPPED_ENDPOINT ||
         state == NX_SENDER_STOPPED_PROXY;
}

/* It is emitted without a change too; only a network that came up is news. */
static void
network_changed_cb (NxSender *self,
                    gboolean  available)
{
  if (self->network_available == !!available)
    return;
  self->network_available = !!available;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NETWORK_AVAILABLE]);
  if (!available)
    return;
  nx_backoff_reset (&self->backoff);
  if (self->round == NULL && waits_for_network (self->state))
    plan_next_try (self, MAX (NETWORK_SETTLE_US, self->busy_until_us - nx_clock_get_wall_us (self->clock)));
}

/* ---- The object ---- */

static void
nx_sender_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  NxSender *self = NX_SENDER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_N_SENT:
      g_value_set_uint (value, self->n_sent);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_NEXT_TRY_US:
      g_value_set_int64 (value, self->next_try_us);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, self->network_available);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
nx_sender_dispose (GObject *object)
{
  NxSender *self = NX_SENDER (object);

  clear_source (&self->timer);
  clear_source (&self->look);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->network);
  g_clear_object (&self->tls_database);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (nx_sender_parent_class)->dispose (object);
}

static void
nx_sender_finalize (GObject *object)
{
  NxSender *self = NX_SENDER (object);

  nx_lrs_knowledge_clear (&self->known);
  g_free (self->waiting_destination);
  g_free (self->message);
  G_OBJECT_CLASS (nx_sender_parent_class)->finalize (object);
}

static void
nx_sender_class_init (NxSenderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = nx_sender_get_property;
  object_class->dispose = nx_sender_dispose;
  object_class->finalize = nx_sender_finalize;

  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, NX_SENDER_FAILED, NX_SENDER_OFF, flags);
  props[PROP_N_SENT] = g_param_spec_uint ("n-sent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_NEXT_TRY_US] = g_param_spec_int64 ("next-try-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  props[PROP_NETWORK_AVAILABLE] = g_param_spec_boolean ("network-available", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_DELIVERED] = g_signal_new ("delivered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_ROUND_ENDED] =
      g_signal_new ("round-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_sender_init (NxSender *self)
{
  self->state = NX_SENDER_OFF;
  self->wait_scale = 1.0;
  nx_batcher_init (&self->batcher);
  nx_lrs_knowledge_clear (&self->known);
}

/**
 * nx_sender_new:
 * @store: what there is to send
 * @secrets: the credentials
 * @clock: the wall time
 *
 * Returns: (transfer full): a sender that is off
 */
NxSender *
nx_sender_new (NxRecordStore *store,
               NxSecretStore *secrets,
               NxClock       *clock)
{
  NxSender *self = g_object_new (NX_TYPE_SENDER, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->clock = g_object_ref (clock);
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->network_available = g_network_monitor_get_network_available (self->network);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

NxSenderState
nx_sender_get_state (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), NX_SENDER_OFF);
  return self->state;
}

guint
nx_sender_get_n_sent (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), 0);
  return self->n_sent;
}

guint
nx_sender_get_n_total (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), 0);
  return self->n_total;
}

gint64
nx_sender_get_next_try_us (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), 0);
  return self->next_try_us;
}

const char *
nx_sender_get_message (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), NULL);
  return self->message;
}

gboolean
nx_sender_get_network_available (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), FALSE);
  return self->network_available;
}

/**
 * nx_sender_set_enabled:
 * @self: the sender
 * @enabled: whether it sends by itself
 *
 * Switching it off ends a round under way; what was in flight is settled as unknown and goes when it is on again.
 */
void
nx_sender_set_enabled (NxSender *self,
                       gboolean  enabled)
{
  g_return_if_fail (NX_IS_SENDER (self));

  if (self->enabled == !!enabled)
    return;
  self->enabled = !!enabled;
  if (enabled)
    {
      if (self->state == NX_SENDER_OFF)
        set_state (self, NX_SENDER_IDLE);
      plan (self, 0);
      return;
    }
  nx_sender_stop (self);
  if (self->round == NULL)
    set_state (self, NX_SENDER_OFF);
}

gboolean
nx_sender_get_enabled (NxSender *self)
{
  g_return_val_if_fail (NX_IS_SENDER (self), FALSE);
  return self->enabled;
}

/**
 * nx_sender_sync_now:
 * @self: the sender
 *
 * The person asked: one round now, also after 401, 403 or another stop, and also while it is off (it then tries
 * once and plans nothing). "round-ended" tells when it is over.
 */
void
nx_sender_sync_now (NxSender *self)
{
  g_return_if_fail (NX_IS_SENDER (self));

  nx_backoff_reset (&self->backoff);
  start_round (self, FALSE);
}

/**
 * nx_sender_stop:
 * @self: the sender
 *
 * Ends the round under way and plans no other; what was in flight is settled as unknown. "round-ended" tells
 * when that is stored. While enabled, the next record or sync_now() begins another.
 */
void
nx_sender_stop (NxSender *self)
{
  g_return_if_fail (NX_IS_SENDER (self));

  clear_source (&self->timer);
  clear_source (&self->look);
  set_next_try_us (self, 0);
  self->again = FALSE;
  if (self->round != NULL)
    g_cancellable_cancel (self->round);
}

void
nx_sender_set_wait_scale (NxSender *self,
                          double    scale)
{
  g_return_if_fail (NX_IS_SENDER (self));
  self->wait_scale = scale;
}

void
nx_sender_set_tls_database (NxSender     *self,
                            GTlsDatabase *database)
{
  g_return_if_fail (NX_IS_SENDER (self));

  g_set_object (&self->tls_database, database);
  /* The next round begins with a session of its own: kept connections were judged by the former one. */
  g_clear_object (&self->session);
}

GTlsDatabase *
nx_sender_get_tls_database (NxSender *self)
{
  return self->tls_database;
}
