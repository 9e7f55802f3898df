/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `nexus-tool sync` and `records` as a person or a script has them: a process, its output and its exit status. */

#include "config.h"

#include "nx-delivery-fixture.h"
#include "nx-sender-lock.h"

#include <string.h>

#include "nx-json.h"
#include "nx-statement.h"

typedef struct
{
  gboolean done;
  int status;
  char *out, *err;
} Ran;

static void
communicated_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Ran *ran = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &ran->out, &ran->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (G_SUBPROCESS (source)));
  ran->status = g_subprocess_get_exit_status (G_SUBPROCESS (source));
  ran->done = TRUE;
}

static void
ran_clear (Ran *ran)
{
  g_clear_pointer (&ran->out, g_free);
  g_clear_pointer (&ran->err, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

/* Runs the tool on the fixture's folder; the fixture's server answers meanwhile. */
static Ran
run_tool (NxDeliveryFixture *self,
          const char        *input,
          ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  const char *argument;
  va_list list;
  Ran ran = { 0 };

  g_ptr_array_add (arguments, (char *) g_getenv ("NX_TOOL"));
  va_start (list, input);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (char *) argument);
  va_end (list);
  g_ptr_array_add (arguments, "--data");
  g_ptr_array_add (arguments, self->folder);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, input, NULL, communicated_cb, &ran);
  while (!ran.done)
    g_main_context_iteration (NULL, TRUE);
  return ran;
}

static void
test_set_up_and_send (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_auto (Ran) before = { 0 };
  g_auto (Ran) ran = { 0 };

  nx_delivery_fixture_set_destination (self, NULL, NULL);
  nx_delivery_fixture_record (self, 3);
  before = run_tool (self, NULL, "sync", NULL);
  g_assert_cmpint (before.status, ==, 7);

  ran = run_tool (self, NX_FAULT_LRS_SECRET "\n", "sync", "--earlier", "--set-endpoint", nx_fault_lrs_get_endpoint (self->lrs),
                  "--key", NX_FAULT_LRS_KEY, NULL);
  g_assert_cmpstr (ran.out, ==, "3 delivered, 0 refused, 0 still to send\n");
  g_assert_cmpstr (ran.err, ==, "");
  g_assert_cmpint (ran.status, ==, 0);
  nx_delivery_fixture_assert_all_delivered (self);
}

static void
assert_status (NxDeliveryFixture *self,
               int                status)
{
  g_auto (Ran) ran = run_tool (self, NULL, "sync", NULL);

  g_assert_cmpint (ran.status, ==, status);
  g_assert_cmpint (*ran.err == '\0', ==, status == 0 || status == 5);
}

static void
test_exit_status (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (TRUE);
  g_autoptr (GPtrArray) rows = NULL;
  NxSenderLock *lock;

  assert_status (self, 0);
  nx_delivery_fixture_record (self, 3);

  nx_fault_lrs_set_listening (self->lrs, FALSE);
  assert_status (self, 3);
  nx_fault_lrs_set_listening (self->lrs, TRUE);

  nx_fault_lrs_set_gate (self->lrs, 401);
  assert_status (self, 4);
  nx_fault_lrs_set_gate (self->lrs, 403);
  assert_status (self, 4);
  nx_fault_lrs_set_gate (self->lrs, 503);
  assert_status (self, 3);
  nx_fault_lrs_set_gate (self->lrs, 0);

  lock = nx_sender_lock_take (self->folder, NULL);
  assert_status (self, 6);
  nx_sender_lock_release (lock);

  rows = nx_delivery_fixture_list (self);
  nx_fault_lrs_set_invalid (self->lrs, ((NxRecordRow *) g_ptr_array_index (rows, 0))->statement);
  assert_status (self, 5);
  assert_status (self, 0);
  g_assert_cmpuint (nx_delivery_fixture_count (self, NX_DELIVERY_SENT), ==, 2);
}

static void
test_wrong_arguments (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_auto (Ran) alone = run_tool (self, NULL, "sync", "--set-endpoint", "https://lrs.example.org/", NULL);
  g_auto (Ran) more = run_tool (self, NULL, "records", "please", NULL);
  g_auto (Ran) unsafe = run_tool (self, "s\n", "sync", "--set-endpoint", "http://lrs.example.org/", "--key", "k", NULL);
  g_auto (Ran) no_secret = run_tool (self, NULL, "sync", "--set-endpoint", "https://lrs.example.org/", "--key", "k", NULL);
  g_auto (Ran) help = run_tool (self, NULL, "sync", "--help", NULL);

  g_assert_cmpint (alone.status, ==, 2);
  g_assert_cmpint (more.status, ==, 2);
  g_assert_cmpint (unsafe.status, ==, 1);
  g_assert_nonnull (strstr (unsafe.err, "https://"));
  g_assert_cmpint (no_secret.status, ==, 1);
  g_assert_cmpint (help.status, ==, 0);
  g_assert_nonnull (strstr (help.out, "Exit status:"));
}

/* Each line of --json is a JSON object, newest first. */
static void
assert_json_line (const char        *line,
                  const NxRecordRow *row,
                  const char        *place)
{
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  g_autoptr (GError) error = NULL;
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (bytes, 100000, &error);
  const NxJsonValue *root;

  g_assert_no_error (error);
  root = nx_json_doc_get_root (doc);
  g_assert_cmpstr (nx_json_get_string (root, "id", NULL), ==, row->statement);
  g_assert_cmpstr (nx_json_get_string (root, "place", NULL), ==, place);
  g_assert_cmpstr (nx_json_get_string (root, "event", NULL), ==, "module-left");
  g_assert_cmpstr (nx_json_get_string (root, "name", NULL), ==, "Module one");
}

static void
test_records (void)
{
  g_autoptr (NxDeliveryFixture) self = nx_delivery_fixture_new (FALSE);
  g_auto (Ran) empty = run_tool (self, NULL, "records", NULL);
  g_auto (Ran) list = { 0 };
  g_auto (Ran) json = { 0 };
  g_auto (Ran) show = { 0 };
  g_auto (Ran) nobody = { 0 };
  g_auto (GStrv) lines = NULL;
  g_autofree char *exact = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const NxRecordRow *newest;

  g_assert_cmpstr (empty.out, ==, "Nothing is recorded yet.\n");
  nx_delivery_fixture_record (self, 1);
  nx_delivery_fixture_sync (self);
  nx_delivery_fixture_record (self, 1);
  rows = nx_delivery_fixture_list (self);
  newest = g_ptr_array_index (rows, 0);

  list = run_tool (self, NULL, "records", NULL);
  g_assert_nonnull (strstr (list.out, "Waiting"));
  g_assert_nonnull (strstr (list.out, "Delivered"));
  g_assert_nonnull (strstr (list.out, "Module one"));

  json = run_tool (self, NULL, "records", "--json", NULL);
  lines = g_strsplit (g_strchomp (json.out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  assert_json_line (lines[0], newest, "waiting");
  assert_json_line (lines[1], g_ptr_array_index (rows, 1), "delivered");

  show = run_tool (self, NULL, "records", "--show", newest->statement, NULL);
  exact = nx_statement_dup_pretty (newest->body);
  g_assert_cmpstr (g_strchomp (show.out), ==, exact);
  nobody = run_tool (self, NULL, "records", "--show", "00000000-0000-4000-8000-000000000000", NULL);
  g_assert_cmpint (nobody.status, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/tool/sync/set-up-and-send", test_set_up_and_send);
  g_test_add_func ("/tool/sync/exit-status", test_exit_status);
  g_test_add_func ("/tool/sync/wrong-arguments", test_wrong_arguments);
  g_test_add_func ("/tool/records", test_records);
  return g_test_run ();
}
