/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * `nexus-tool sync`: one round of the sender that the window has. It owns the set-up from a command line, the
 * progress on a terminal, and the exit status that says what happened.
 */

#define G_LOG_DOMAIN "nexus-tool"
#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "nx-sender.h"
#include "nx-tool-study.h"

/* A secret is a line; longer input is something else. */
#define MAX_SECRET_BYTES 4096

typedef struct
{
  char *data, *endpoint, *key;
  gboolean earlier;
} SyncOptions;

typedef struct
{
  NxRecordStore *store;
  NxSecretStore *secrets;
  NxSender *sender;
  guint n_delivered, n_refused;
  gboolean ended;
  gboolean shows_progress;
} Sync;

/* ---- What a person is told ---- */

static const char *
describe_state (NxSenderState state)
{
  switch (state)
    {
    case NX_SENDER_NOT_SET_UP:
      return _("no server is set up; “nexus-tool sync --set-endpoint” does it");
    case NX_SENDER_WAITING:
      return _("the server could not take everything now; nothing is lost, try again later");
    case NX_SENDER_NO_CONNECTION:
      return _("no connection to the server; nothing is lost, try again later");
    case NX_SENDER_STOPPED_CREDENTIALS:
      return _("the server does not accept the key or the secret");
    case NX_SENDER_STOPPED_FORBIDDEN:
      return _("the server does not let this key store records");
    case NX_SENDER_STOPPED_ENDPOINT:
      return _("what answers at the address is not a Learning Record Store, or the network wants a sign-in first");
    case NX_SENDER_STOPPED_PROXY:
      return _("the proxy of this network wants a login");
    case NX_SENDER_LOCKED:
      return _("another program is sending already");
    case NX_SENDER_FAILED:
      return _("the records could not be read or written");
    case NX_SENDER_IDLE:
    case NX_SENDER_SENDING:
    case NX_SENDER_OFF:
    default:
      return NULL;
    }
}

static NxToolStatus
status_of (NxSenderState state)
{
  switch (state)
    {
    case NX_SENDER_IDLE:
      return NX_TOOL_DONE;
    case NX_SENDER_NOT_SET_UP:
      return NX_TOOL_NOT_SET_UP;
    case NX_SENDER_WAITING:
    case NX_SENDER_NO_CONNECTION:
    case NX_SENDER_STOPPED_ENDPOINT:
    case NX_SENDER_STOPPED_PROXY:
      return NX_TOOL_NO_CONNECTION;
    case NX_SENDER_STOPPED_CREDENTIALS:
    case NX_SENDER_STOPPED_FORBIDDEN:
      return NX_TOOL_CREDENTIALS;
    case NX_SENDER_LOCKED:
      return NX_TOOL_LOCKED;
    case NX_SENDER_FAILED:
    case NX_SENDER_SENDING:
    case NX_SENDER_OFF:
    default:
      return NX_TOOL_FAILED;
    }
}

static void
clear_progress (Sync *sync)
{
  if (sync->shows_progress)
    fputs ("\r\033[K", stderr);
}

static void
progress_cb (NxSender   *sender,
             GParamSpec *pspec,
             Sync       *sync)
{
  if (!sync->shows_progress || nx_sender_get_state (sender) != NX_SENDER_SENDING)
    return;
  clear_progress (sync);
  fprintf (stderr, _("Sending %u of %u"), nx_sender_get_n_sent (sender), nx_sender_get_n_total (sender));
  fflush (stderr);
}

/* One line of what was done, one of what was not and why. */
static NxToolStatus
report (Sync *sync)
{
  NxSenderState state = nx_sender_get_state (sync->sender);
  const char *why = describe_state (state);
  g_autoptr (GError) error = NULL;
  NxDeliveryCounts counts = { 0 };
  guint n_left;

  if (!nx_record_store_count (sync->store, NULL, &counts, &error))
    {
      nx_tool_complain ("sync", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  n_left = counts.n[NX_DELIVERY_PENDING] + counts.n[NX_DELIVERY_SENDING];
  g_print (_("%u delivered, %u refused, %u still to send\n"), sync->n_delivered, sync->n_refused, n_left);
  if (why != NULL && nx_sender_get_message (sync->sender) != NULL)
    nx_tool_complain ("sync", "%s (%s)", why, nx_sender_get_message (sync->sender));
  else if (why != NULL)
    nx_tool_complain ("sync", "%s", why);
  else if (n_left > 0)
    nx_tool_complain ("sync", "%s", _("some records are dated in the server's future; they go when their time has come"));

  if (state != NX_SENDER_IDLE)
    return status_of (state);
  if (sync->n_refused > 0)
    return NX_TOOL_REFUSED;
  return n_left == 0 ? NX_TOOL_DONE : NX_TOOL_FAILED;
}

/* ---- The round ---- */

static void
delivered_cb (NxSender *sender,
              guint     n_delivered,
              guint     n_refused,
              Sync     *sync)
{
  sync->n_delivered += n_delivered;
  sync->n_refused += n_refused;
}

static void
round_ended_cb (NxSender *sender,
                Sync     *sync)
{
  sync->ended = TRUE;
}

static NxToolStatus
send_once (Sync    *sync,
           NxClock *clock)
{
  NxToolStatus status;

  sync->sender = nx_sender_new (sync->store, sync->secrets, clock);
  sync->shows_progress = isatty (STDERR_FILENO);
  g_signal_connect (sync->sender, "notify", G_CALLBACK (progress_cb), sync);
  g_signal_connect (sync->sender, "delivered", G_CALLBACK (delivered_cb), sync);
  g_signal_connect (sync->sender, "round-ended", G_CALLBACK (round_ended_cb), sync);
  nx_sender_sync_now (sync->sender);
  while (!sync->ended)
    g_main_context_iteration (NULL, TRUE);
  clear_progress (sync);
  status = report (sync);
  g_clear_object (&sync->sender);
  return status;
}

/* ---- Setting up ---- */

/* From the environment, or one line of standard input; never an argument, which other users could read. */
static char *
read_secret (void)
{
  const char *given = g_getenv ("NEXUS_SECRET");
  char line[MAX_SECRET_BYTES];

  if (given != NULL)
    return g_strdup (given);
  if (isatty (STDIN_FILENO))
    g_printerr ("%s", _("Secret: "));
  if (fgets (line, sizeof line, stdin) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return *line != '\0' ? g_strdup (line) : NULL;
}

static gboolean
set_up (Sync              *sync,
        const SyncOptions *options,
        GError           **error)
{
  g_autofree char *endpoint = nx_endpoint_normalise (options->endpoint, error);
  g_autofree char *secret = endpoint != NULL ? read_secret () : NULL;
  g_autoptr (NxDestination) destination = NULL;

  if (endpoint == NULL)
    return FALSE;
  if (secret == NULL)
    {
      g_set_error_literal (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_CREDENTIALS,
                           _("no secret was given, neither in NEXUS_SECRET nor on standard input"));
      return FALSE;
    }
  destination = nx_record_store_set_destination (sync->store, endpoint, error);
  return destination != NULL && nx_secret_store_save (sync->secrets, destination->id, options->key, secret, error);
}

/* What the last learner recorded before there was a destination, as far as they agreed to it. */
static gboolean
release_earlier (Sync    *sync,
                 GError **error)
{
  g_autofree char *learner = nx_record_store_dup_setting (sync->store, "last-learner");
  guint n = 0;

  if (learner == NULL)
    return TRUE;
  return nx_record_store_release_earlier (sync->store, learner, &n, error);
}

static gboolean
prepare (Sync              *sync,
         const SyncOptions *options,
         NxClock           *clock,
         GError           **error)
{
  g_autofree char *folder = nx_tool_dup_data_folder (options->data);

  sync->store = nx_record_store_open (folder, clock, error);
  if (sync->store == NULL)
    return FALSE;
  sync->secrets = nx_secret_store_new (folder);
  if (options->endpoint != NULL && !set_up (sync, options, error))
    return FALSE;
  return !options->earlier || release_earlier (sync, error);
}

static NxToolStatus
run (const SyncOptions *options)
{
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (GError) error = NULL;
  NxToolStatus status = NX_TOOL_FAILED;
  Sync sync = { 0 };

  if (prepare (&sync, options, clock, &error))
    status = send_once (&sync, clock);
  else
    nx_tool_complain ("sync", "%s", error->message);
  g_clear_error (&error);
  if (sync.store != NULL && !nx_record_store_close (sync.store, &error))
    {
      nx_tool_complain ("sync", "%s", error->message);
      status = NX_TOOL_FAILED;
    }
  g_clear_object (&sync.store);
  g_clear_object (&sync.secrets);
  return status;
}

NxToolStatus
nx_tool_sync (char **arguments)
{
  SyncOptions options = { 0 };
  NxToolStatus status = NX_TOOL_USAGE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_("Data folder"), N_("FOLDER") },
    { "set-endpoint", 0, 0, G_OPTION_ARG_STRING, &options.endpoint, N_("Send to this server from now on; needs --key"), N_("ADDRESS") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options.key, N_("Key of the server; its secret is read from NEXUS_SECRET or standard input"), N_("KEY") },
    { "earlier", 0, 0, G_OPTION_ARG_NONE, &options.earlier, N_("Also what the last learner recorded before the server was set up"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (nx_tool_parse_options ("sync", entries, arguments, &status))
    {
      if (arguments[0] != NULL || (options.endpoint != NULL) != (options.key != NULL))
        nx_tool_complain ("sync", "%s", _("--set-endpoint and --key go together, and nothing else is taken; see --help"));
      else
        status = run (&options);
    }
  g_free (options.data);
  g_free (options.endpoint);
  g_free (options.key);
  return status;
}
