/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-records.h"
#include "nx-secret-store.h"

G_BEGIN_DECLS

/*
 * NxSender: takes what is pending to the LRS, by the contract "Learning records". One request in flight;
 * one sender on the computer (an exclusive lock file in the data folder, held only while sending); the
 * answer table decides what is stored. Observe its properties (notify); never wait for it.
 * Main-context bound: create and use on one thread. It works while enabled: it looks at the store's
 * "changed", at GNetworkMonitor (a hint), and at its own timers.
 */

typedef enum
{
  NX_SENDER_NOT_SET_UP,      /* no destination */
  NX_SENDER_IDLE,            /* nothing to send */
  NX_SENDER_SENDING,
  NX_SENDER_WAITING,         /* will try again by itself at next-try-us */
  NX_SENDER_NO_CONNECTION,   /* likewise; nothing arrived there */
  NX_SENDER_STOPPED_CREDENTIALS,  /* 401: waits for the person */
  NX_SENDER_STOPPED_FORBIDDEN,    /* 403: likewise */
  NX_SENDER_STOPPED_ENDPOINT,     /* wrong address or a portal */
  NX_SENDER_STOPPED_PROXY,        /* 407 */
  NX_SENDER_OFF,             /* sending switched off */
  NX_SENDER_LOCKED,          /* another sender is at work: "already sending" */
  NX_SENDER_FAILED,          /* the store could not be read or written */
} NxSenderState;

#define NX_DELIVERY_ERROR (nx_delivery_error_quark ())
GQuark nx_delivery_error_quark (void);
typedef enum
{
  NX_DELIVERY_ERROR_NO_CONNECTION, NX_DELIVERY_ERROR_NAME, NX_DELIVERY_ERROR_CERTIFICATE, NX_DELIVERY_ERROR_CREDENTIALS,
  NX_DELIVERY_ERROR_FORBIDDEN, NX_DELIVERY_ERROR_NOT_LRS, NX_DELIVERY_ERROR_BUSY, NX_DELIVERY_ERROR_ADDRESS, NX_DELIVERY_ERROR_LOCKED,
} NxDeliveryError;

#define NX_TYPE_SENDER (nx_sender_get_type ())
G_DECLARE_FINAL_TYPE (NxSender, nx_sender, NX, SENDER, GObject)

/*
 * Properties (read, notify): "state" (NxSenderState as int), "n-sent", "n-total" (uint: of the present round), "next-try-us" (int64, wall),
 * "message" (string: untranslated technical detail for the page's second line, may be NULL), "network-available" (boolean).
 * Signal "delivered" (guint n_delivered, guint n_refused) at the end of a round that delivered or had something refused.
 * Signal "round-ended" () after each round, whatever came of it; the state then says what.
 */
NxSender *nx_sender_new (NxRecordStore *store, NxSecretStore *secrets, NxClock *clock);
NxSenderState nx_sender_get_state (NxSender *self);
guint nx_sender_get_n_sent (NxSender *self);
guint nx_sender_get_n_total (NxSender *self);
gint64 nx_sender_get_next_try_us (NxSender *self);
const char *nx_sender_get_message (NxSender *self);
gboolean nx_sender_get_network_available (NxSender *self);
/* Sends by itself when there is something and a way. Off by default. */
void nx_sender_set_enabled (NxSender *self, gboolean enabled);
gboolean nx_sender_get_enabled (NxSender *self);
/* The person asked: one round now, also after 401, 403 or a stop, and also while disabled. */
void nx_sender_sync_now (NxSender *self);
/* Cancels the round; what was in flight is settled as unknown. */
void nx_sender_stop (NxSender *self);
/* Tests: scale of every waiting time (1.0), so that no test sleeps; and a private CA. */
void nx_sender_set_wait_scale (NxSender *self, double scale);
void nx_sender_set_tls_database (NxSender *self, GTlsDatabase *database);

/* "Test connection": /about, then an authenticated GET of no statements. 15 s limit. On success @out_valid_until_us is the certificate's end or 0 without TLS. Nothing is saved. */
void nx_sender_test_async (NxSender *self, const char *endpoint, const char *key, const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_sender_test_finish (NxSender *self, GAsyncResult *result, gint64 *out_valid_until_us, GError **error);
/* Normalises an address as typed ("lrs.example.org/xapi" → "https://lrs.example.org/xapi/"); plain http only on loopback. ADDRESS otherwise. */
char *nx_endpoint_normalise (const char *typed, GError **error);

G_END_DECLS
