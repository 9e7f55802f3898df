/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Each case runs in a process of its own: the session bus and libsecret's proxy are one per process.
 * Where gnome-keyring-daemon is not installed, its cases are skipped; the build's package list names it.
 */

#include "nx-secret-store.h"

#include "nx-keys.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define DESTINATION "01890a5d-ac96-774b-bcce-b302099a8057"
#define OTHER "01890a5d-ac96-774b-bcce-b302099a8058"
#define HARD_SECRET "s\303\251cret = [x]\n#;\\ \"'"
#define LONGEST_WAIT_SECONDS 20

typedef void (*Case) (const char *root);

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
run_case (gconstpointer data)
{
  const Case *body = data;

  if (g_test_subprocess ())
    {
      g_autofree char *root = g_dir_make_tmp ("nx-secret-XXXXXX", NULL);

      /* Nothing of the machine's own session is reached or changed. */
      g_setenv ("HOME", root, TRUE);
      g_setenv ("XDG_DATA_HOME", root, TRUE);
      g_setenv ("XDG_CONFIG_HOME", root, TRUE);
      g_setenv ("XDG_CACHE_HOME", root, TRUE);
      g_setenv ("XDG_RUNTIME_DIR", root, TRUE);
      g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
      g_unsetenv ("DISPLAY");
      g_unsetenv ("WAYLAND_DISPLAY");
      (*body) (root);
      remove_tree (root);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
assert_stored (NxSecretStore *store,
               const char    *destination,
               const char    *expected_key,
               const char    *expected_secret)
{
  g_autofree char *key = NULL, *secret = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_secret_store_lookup (store, destination, &key, &secret, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpstr (key, ==, expected_key);
  g_assert_cmpstr (secret, ==, expected_secret);
}

static void
save (NxSecretStore *store,
      const char    *destination,
      const char    *key,
      const char    *secret)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = nx_secret_store_save (store, destination, key, secret, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

/* What holds wherever the credentials lie. */
static void
exercise (NxSecretStore *store,
          NxSecretPlace  place)
{
  g_assert_cmpint (nx_secret_store_get_place (store), ==, NX_SECRET_PLACE_UNKNOWN);
  assert_stored (store, DESTINATION, NULL, NULL);
  g_assert_cmpint (nx_secret_store_get_place (store), ==, place);

  save (store, DESTINATION, "officer", "first");
  save (store, OTHER, "", HARD_SECRET);
  assert_stored (store, DESTINATION, "officer", "first");
  assert_stored (store, OTHER, "", HARD_SECRET);
  save (store, DESTINATION, "officer-2", "second");
  assert_stored (store, DESTINATION, "officer-2", "second");
  assert_stored (store, OTHER, "", HARD_SECRET);
  g_assert_cmpint (nx_secret_store_get_place (store), ==, place);
}

static char *
credentials_path (const char *folder)
{
  return g_build_filename (folder, "credentials", NULL);
}

static void
exercise_file (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "store", NULL);
  g_autofree char *path = credentials_path (folder);
  g_autoptr (NxSecretStore) later = nx_secret_store_new (folder);
  NxSecretStore *store = nx_secret_store_new (folder);
  GStatBuf info;

  exercise (store, NX_SECRET_PLACE_FILE);
  g_object_unref (store);

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  assert_stored (later, OTHER, "", HARD_SECRET);
}

static void
without_bus (const char *root)
{
  exercise_file (root);
}

static void
with_dead_bus (const char *root)
{
  g_autofree char *address = g_strdup_printf ("unix:path=%s/nobody-listens", root);

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  exercise_file (root);
}

/*
 * The bus ends with this process; g_test_dbus_down() would wait for libsecret to let go of its connection. It is
 * kept here, since GLib itself lets go of a connection that nobody uses; volatile, or the compiler would not keep
 * what nobody reads.
 */
static GTestDBus *volatile bus;

static void
start_bus (void)
{
  g_autoptr (GDBusConnection) connection = NULL;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
}

static void
with_bus_without_service (const char *root)
{
  start_bus ();
  exercise_file (root);
}

static void
damaged_file (const char *root)
{
  g_autofree char *path = credentials_path (root);
  g_autoptr (NxSecretStore) store = nx_secret_store_new (root);
  g_autofree char *key = NULL, *secret = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "hunter2 is no key file\n", -1, NULL));
  g_assert_false (nx_secret_store_lookup (store, DESTINATION, &key, &secret, &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE);
  g_assert_null (strstr (error->message, "hunter2"));
  g_clear_error (&error);

  /* Kept for the person to look at, not written over. */
  g_assert_false (nx_secret_store_save (store, DESTINATION, "a", "b", &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "hunter2 is no key file\n");
}

/* Async, and cancelled while a service holds its answer back. */

typedef struct
{
  GAsyncResult *result;
  gboolean late;
} Waiting;

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  ((Waiting *) user_data)->result = g_object_ref (result);
}

static gboolean
late_cb (gpointer user_data)
{
  ((Waiting *) user_data)->late = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_for (Waiting *waiting)
{
  guint id = g_timeout_add_seconds (LONGEST_WAIT_SECONDS, late_cb, waiting);

  while (waiting->result == NULL && !waiting->late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (waiting->late);
  g_source_remove (id);
}

static void
async_file (const char *root)
{
  g_autoptr (NxSecretStore) store = nx_secret_store_new (root);
  g_autofree char *key = NULL, *secret = NULL;
  g_autoptr (GError) error = NULL;
  Waiting saved = { NULL, FALSE }, found = { NULL, FALSE };

  nx_secret_store_save_async (store, DESTINATION, "officer", "secret", NULL, ready_cb, &saved);
  wait_for (&saved);
  g_assert_true (nx_secret_store_save_finish (store, saved.result, &error));
  g_assert_no_error (error);

  nx_secret_store_lookup_async (store, DESTINATION, NULL, ready_cb, &found);
  wait_for (&found);
  g_assert_true (nx_secret_store_lookup_finish (store, found.result, &key, &secret, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, "officer");
  g_assert_cmpstr (secret, ==, "secret");

  g_object_unref (saved.result);
  g_object_unref (found.result);
}

static void
never_answer_cb (GDBusConnection       *connection,
                 const char            *sender,
                 const char            *path,
                 const char            *interface,
                 const char            *method,
                 GVariant              *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer               user_data)
{
  GCancellable *cancellable = user_data;

  /* The question has arrived and stays open: now the caller gives up. */
  g_cancellable_cancel (cancellable);
  g_object_set_data_full (G_OBJECT (connection), "open-question", invocation, g_object_unref);
}

static void
cancelled (const char *root)
{
  static const char xml[] = "<node><interface name='org.freedesktop.Secret.Service'><method name='OpenSession'>"
                            "<arg type='s' direction='in'/><arg type='v' direction='in'/>"
                            "<arg type='v' direction='out'/><arg type='o' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = never_answer_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NxSecretStore) store = nx_secret_store_new (root);
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *key = NULL, *secret = NULL, *address = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting = { NULL, FALSE };

  start_bus ();
  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  connection = g_dbus_connection_new_for_address_sync (address,
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                         | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, "/org/freedesktop/secrets", node->interfaces[0], &vtable, cancellable, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  nx_secret_store_lookup_async (store, DESTINATION, cancellable, ready_cb, &waiting);
  wait_for (&waiting);
  g_assert_false (nx_secret_store_lookup_finish (store, waiting.result, &key, &secret, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (key);
  g_assert_null (secret);

  g_object_unref (waiting.result);
}

/* With a keyring */

static void
name_appeared_cb (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  ((Waiting *) user_data)->result = (GAsyncResult *) g_object_ref (connection);
}

static GSubprocess *
start_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  GSubprocess *daemon;
  Waiting waiting = { NULL, FALSE };
  guint watch;

  start_bus ();
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* Our tests stop at warnings; the daemon has some of its own that are no concern of ours. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), "\n", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, NULL));

  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE, name_appeared_cb, NULL, &waiting, NULL);
  wait_for (&waiting);
  g_bus_unwatch_name (watch);
  g_object_unref (waiting.result);

  return daemon;
}

static void
stop_keyring (GSubprocess *daemon)
{
  g_subprocess_force_exit (daemon);
  g_assert_true (g_subprocess_wait (daemon, NULL, NULL));
  g_object_unref (daemon);
}

static void
with_keyring (const char *root)
{
  GSubprocess *daemon = start_keyring ();
  g_autofree char *folder = g_build_filename (root, "store", NULL);
  g_autofree char *path = credentials_path (folder);
  g_autoptr (NxSecretStore) later = nx_secret_store_new (folder);
  NxSecretStore *store = nx_secret_store_new (folder);

  exercise (store, NX_SECRET_PLACE_KEYRING);
  g_object_unref (store);
  assert_stored (later, OTHER, "", HARD_SECRET);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  stop_keyring (daemon);
}

/* What was saved when there was no keyring is found later, and leaves the file when saved anew. */
static void
keyring_comes_later (const char *root)
{
  g_autofree char *path = credentials_path (root);
  g_autofree char *left = NULL;
  g_autoptr (NxSecretStore) store = nx_secret_store_new (root);
  GSubprocess *daemon;

  save (store, DESTINATION, "officer", "old-secret");
  save (store, OTHER, "other", "other-secret");
  g_assert_cmpint (nx_secret_store_get_place (store), ==, NX_SECRET_PLACE_FILE);

  daemon = start_keyring ();
  assert_stored (store, DESTINATION, "officer", "old-secret");
  g_assert_cmpint (nx_secret_store_get_place (store), ==, NX_SECRET_PLACE_FILE);

  save (store, DESTINATION, "officer", "new-secret");
  g_assert_cmpint (nx_secret_store_get_place (store), ==, NX_SECRET_PLACE_KEYRING);
  assert_stored (store, DESTINATION, "officer", "new-secret");
  g_assert_true (g_file_get_contents (path, &left, NULL, NULL));
  g_assert_null (strstr (left, DESTINATION));
  g_assert_null (strstr (left, "old-secret"));
  g_assert_nonnull (strstr (left, OTHER));

  stop_keyring (daemon);
}

static void
skip_without_keyring (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed (Debian: gnome-keyring)");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    Case body;
    gboolean needs_keyring;
  } cases[] = {
    { "/keys/secret-store/without-bus", without_bus, FALSE },
    { "/keys/secret-store/with-dead-bus", with_dead_bus, FALSE },
    { "/keys/secret-store/with-bus-without-service", with_bus_without_service, FALSE },
    { "/keys/secret-store/damaged-file", damaged_file, FALSE },
    { "/keys/secret-store/async-file", async_file, FALSE },
    { "/keys/secret-store/cancelled", cancelled, FALSE },
    { "/keys/secret-store/with-keyring", with_keyring, TRUE },
    { "/keys/secret-store/keyring-comes-later", keyring_comes_later, TRUE },
  };
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (!cases[i].needs_keyring || daemon != NULL)
      g_test_add_data_func (cases[i].path, &cases[i].body, run_case);
    else
      g_test_add_func (cases[i].path, skip_without_keyring);

  return g_test_run ();
}
