/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-rig.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "nx-json.h"
#include "nx-statement.h"

#define MAX_ROUNDS 20
#define MAX_REPLY_BYTES (64 * 1024 * 1024)

struct _NxRig
{
  GSubprocess *process;
  SoupSession *session;
  guint port;
  char *endpoint;
};

/* ---- The processes ---- */

static char *
dup_path (const char *name)
{
  return g_build_filename (g_getenv ("NX_RIG"), name, NULL);
}

/* The path of node, once the packages are there; NULL if it is missing. */
static char *
find_node (void)
{
  g_autofree char *setup = dup_path ("setup");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, setup, "--node", NULL);
  char *node = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &node, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_exit_status (process) == NX_RIG_SKIPPED)
    {
      g_free (node);
      return NULL;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return g_strchomp (node);
}

static guint
read_port (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening "));
  return (guint) g_ascii_strtoull (line + strlen ("listening "), NULL, 10);
}

NxRig *
nx_rig_start (gboolean strict)
{
  g_autofree char *node = find_node ();
  g_autofree char *script = dup_path ("lrs.mjs");
  const char *arguments[] = { node, script, "--key", NX_RIG_KEY, "--secret", NX_RIG_SECRET, "--until-eof",
                              strict ? "--strict" : NULL, NULL };
  g_autoptr (GError) error = NULL;
  NxRig *self;

  if (node == NULL)
    return NULL;
  self = g_new0 (NxRig, 1);
  self->process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  self->port = read_port (self->process);
  self->endpoint = g_strdup_printf ("http://127.0.0.1:%u/xapi/", self->port);
  self->session = soup_session_new ();
  return self;
}

void
nx_rig_stop (NxRig *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_object_unref (self->session);
  g_free (self->endpoint);
  g_free (self);
}

const char *
nx_rig_get_endpoint (NxRig *self)
{
  return self->endpoint;
}

/* ---- Its own questions ---- */

static GBytes *
get (NxRig      *self,
     const char *path)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/test/%s", self->port, path);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, address);
  g_autoptr (GError) error = NULL;
  GBytes *body = soup_session_send_and_read (self->session, message, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  return body;
}

GPtrArray *
nx_rig_list_statements (NxRig *self)
{
  g_autoptr (GBytes) body = get (self, "statements?lines");
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *statements = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (statements, g_bytes_new (lines[i], strlen (lines[i])));
  return statements;
}

gint64
nx_rig_get_number (NxRig      *self,
                   const char *name)
{
  g_autoptr (GBytes) body = get (self, "bytes");
  g_autoptr (GError) error = NULL;
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (body, MAX_REPLY_BYTES, &error);

  g_assert_no_error (error);
  return nx_json_get_integer (nx_json_doc_get_root (doc), name, -1);
}

gboolean
nx_rig_validate (const char *lines,
                 gboolean    stored)
{
  g_autofree char *node = find_node ();
  g_autofree char *script = dup_path ("validate.mjs");
  const char *arguments[] = { node, script, "--quiet", stored ? "--stored" : NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autofree char *findings = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, lines, NULL, &findings, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", findings);
  return g_subprocess_get_exit_status (process) == 0;
}

/* ---- A data folder ---- */

static void
set_up (NxRig         *self,
        NxRecordStore *store,
        const char    *folder)
{
  g_autoptr (NxSecretStore) secrets = nx_secret_store_new (folder);
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (NxDestination) destination = NULL;
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (GError) error = NULL;

  profile->name = g_strdup ("Sample Learner");
  profile->language = g_strdup ("en");
  learner = nx_record_store_create_learner (store, profile, TRUE, TRUE, &error);
  g_assert_no_error (error);
  destination = nx_record_store_set_destination (store, self->endpoint, &error);
  g_assert_no_error (error);
  nx_secret_store_save (secrets, destination->id, NX_RIG_KEY, NX_RIG_SECRET, &error);
  g_assert_no_error (error);
}

char *
nx_rig_make_folder (NxRig *self)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-interop-XXXXXX", NULL);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = nx_record_store_open (folder, clock, &error);

  g_assert_no_error (error);
  set_up (self, store, folder);
  nx_record_store_close (store, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
nx_rig_remove_folder (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

static void
round_ended_cb (NxSender *sender,
                gboolean *ended)
{
  *ended = TRUE;
}

void
nx_rig_sync (NxRecordStore *store,
             NxSecretStore *secrets,
             NxClock       *clock)
{
  g_autoptr (NxSender) sender = nx_sender_new (store, secrets, clock);
  gboolean ended;

  g_signal_connect (sender, "round-ended", G_CALLBACK (round_ended_cb), &ended);
  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      ended = FALSE;
      nx_sender_sync_now (sender);
      while (!ended)
        g_main_context_iteration (NULL, TRUE);
      if (nx_sender_get_state (sender) == NX_SENDER_IDLE)
        return;
      g_test_message ("round %u: state %d, %s", i, nx_sender_get_state (sender), nx_sender_get_message (sender));
    }
  g_assert_not_reached ();
}

/* ---- Everything is there ---- */

/* id → statement; each id once. */
static GHashTable *
index_statements (GPtrArray *statements)
{
  GHashTable *by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < statements->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NxStatementView) view = nx_statement_view_new (g_ptr_array_index (statements, i), &error);

      g_assert_no_error (error);
      g_assert_true (g_hash_table_insert (by_id, g_strdup (view->id), g_ptr_array_index (statements, i)));
    }
  return by_id;
}

guint
nx_rig_assert_all_there (NxRig         *self,
                         NxRecordStore *store)
{
  g_autoptr (GPtrArray) statements = nx_rig_list_statements (self);
  g_autoptr (GHashTable) there = index_statements (statements);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records (store, NULL, 0, G_MAXINT, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const NxRecordRow *row = g_ptr_array_index (rows, i);
      GBytes *theirs = g_hash_table_lookup (there, row->statement);
      gboolean equal = FALSE;

      g_assert_true (row->state == NX_DELIVERY_SENT || row->state == NX_DELIVERY_CONFIRMED);
      g_assert_nonnull (theirs);
      nx_statement_equal (row->body, theirs, &equal, &error);
      g_assert_no_error (error);
      g_assert_true (equal);
    }
  g_assert_cmpuint (statements->len, ==, rows->len);
  return rows->len;
}
