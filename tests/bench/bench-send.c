/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-send FOLDER: sends what bench-prepare left there, and prints sent=N ms=N: from the wish to send until
 * the last answer is settled in the store, durably.
 */

#include "config.h"

#include <stdlib.h>

#include "nx-sender.h"

typedef struct
{
  GMainLoop *loop;
  guint n_delivered, n_refused;
} Run;

static void
must (gboolean      good,
      const GError *error)
{
  if (good)
    return;
  g_printerr ("bench-send: %s\n", error->message);
  exit (EXIT_FAILURE);
}

static void
delivered_cb (NxSender *sender,
              guint     n_delivered,
              guint     n_refused,
              Run      *run)
{
  run->n_delivered += n_delivered;
  run->n_refused += n_refused;
  g_main_loop_quit (run->loop);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_printerr ("bench-send: nothing was delivered within the time: state %d, %s\n",
              nx_sender_get_state (user_data), nx_sender_get_message (user_data));
  exit (EXIT_FAILURE);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (NxSecretStore) secrets = NULL;
  g_autoptr (NxSender) sender = NULL;
  g_autoptr (GError) error = NULL;
  NxDeliveryCounts counts;
  Run run = { loop, 0, 0 };
  gint64 start_us;

  if (argc != 2)
    {
      g_printerr ("usage: bench-send FOLDER\n");
      return 2;
    }
  store = nx_record_store_open (argv[1], clock, &error);
  must (store != NULL, error);
  secrets = nx_secret_store_new (argv[1]);
  sender = nx_sender_new (store, secrets, clock);
  g_signal_connect (sender, "delivered", G_CALLBACK (delivered_cb), &run);
  g_timeout_add_seconds (120, too_late_cb, sender);

  start_us = g_get_monotonic_time ();
  nx_sender_sync_now (sender);
  g_main_loop_run (loop);
  g_print ("sent=%u refused=%u ms=%.1f\n", run.n_delivered, run.n_refused, (double) (g_get_monotonic_time () - start_us) / 1000);

  must (nx_record_store_count (store, NULL, &counts, &error), error);
  if (counts.n[NX_DELIVERY_PENDING] + counts.n[NX_DELIVERY_SENDING] > 0)
    {
      g_printerr ("bench-send: %u are left\n", counts.n[NX_DELIVERY_PENDING] + counts.n[NX_DELIVERY_SENDING]);
      return EXIT_FAILURE;
    }
  nx_sender_stop (sender);
  must (nx_record_store_close (store, &error), error);
  return EXIT_SUCCESS;
}
