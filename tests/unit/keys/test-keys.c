/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE  /* memmem */
#include "nx-keys.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LEARNER "01890a5d-ac96-774b-bcce-b302099a8057"

typedef struct
{
  char *root;    /* removed at the end */
  char *folder;  /* of the keys; not made yet */
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->root = g_dir_make_tmp ("nx-keys-XXXXXX", NULL);
  f->folder = g_build_filename (f->root, "data", "keys", NULL);
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

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  remove_tree (f->root);
  g_free (f->root);
  g_free (f->folder);
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static char *
key_path (Fixture    *f,
          const char *name)
{
  g_autofree char *file = g_strconcat (name, ".key", NULL);

  return g_build_filename (f->folder, file, NULL);
}

static void
assert_same_key (NxKey *a,
                 NxKey *b)
{
  g_autoptr (GBytes) plain = bytes_of ("text");
  g_autoptr (GBytes) sealed = nx_envelope_seal (a, "t", "r", "c", plain);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = nx_envelope_open (b, "t", "r", "c", sealed, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (opened, plain));
  g_assert_cmpmem (nx_key_get_id (a), NX_KEY_ID_BYTES, nx_key_get_id (b), NX_KEY_ID_BYTES);
}

/* Envelopes */

static void
test_round_trip (void)
{
  static const gsize sizes[] = { 0, 1, 15, 16, 17, 650, 100000 };
  g_autoptr (NxKey) key = nx_key_new_random ();

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *data = g_malloc0 (sizes[i] + 1);
      g_autoptr (GBytes) plain = g_bytes_new (data, sizes[i]);
      g_autoptr (GBytes) sealed = nx_envelope_seal (key, "event", LEARNER, "payload", plain);
      g_autoptr (GBytes) again = nx_envelope_seal (key, "event", LEARNER, "payload", plain);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) opened = nx_envelope_open (key, "event", LEARNER, "payload", sealed, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (opened, plain));
      g_assert_cmpuint (g_bytes_get_size (sealed), ==, sizes[i] + NX_ENVELOPE_OVERHEAD_BYTES);
      g_assert_false (g_bytes_equal (sealed, again));
    }
}

/* The layout is frozen: stored records depend on it. */
static void
test_layout (void)
{
  g_autoptr (NxKey) key = nx_key_new_random ();
  g_autoptr (GBytes) plain = bytes_of ("abc");
  g_autoptr (GBytes) sealed = nx_envelope_seal (key, "event", "1", "payload", plain);
  const guint8 *bytes = g_bytes_get_data (sealed, NULL);

  g_assert_cmpuint (NX_ENVELOPE_OVERHEAD_BYTES, ==, 57);
  g_assert_cmpuint (bytes[0], ==, 1);
  g_assert_cmpmem (bytes + 1, NX_KEY_ID_BYTES, nx_key_get_id (key), NX_KEY_ID_BYTES);
  g_assert_null (memmem (bytes, g_bytes_get_size (sealed), "abc", 3));
}

static void
test_other_place (void)
{
  static const char *const places[][3] = {
    { "events", "1", "payload" },
    { "event", "2", "payload" },
    { "event", "1", "name" },
    { "event1", "", "payload" },
    { "event", "1payload", "" },
  };
  g_autoptr (NxKey) key = nx_key_new_random ();
  g_autoptr (GBytes) plain = bytes_of ("text");
  g_autoptr (GBytes) sealed = nx_envelope_seal (key, "event", "1", "payload", plain);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nx_envelope_open (key, places[i][0], places[i][1], places[i][2], sealed, &error));
      g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TAMPERED);
    }
}

/* Every byte of the envelope matters. */
static void
test_flipped_bits (void)
{
  g_autoptr (NxKey) key = nx_key_new_random ();
  g_autoptr (GBytes) plain = bytes_of ("text");
  g_autoptr (GBytes) sealed = nx_envelope_seal (key, "t", "r", "c", plain);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);

  for (gsize i = 0; i < size; i++)
    {
      guint8 *copy = g_memdup2 (bytes, size);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GError) error = NULL;
      int expected = i == 0 ? NX_KEYS_ERROR_TOO_NEW : i <= NX_KEY_ID_BYTES ? NX_KEYS_ERROR_WRONG_KEY : NX_KEYS_ERROR_TAMPERED;

      copy[i] ^= 0x10;
      changed = g_bytes_new_take (copy, size);
      g_assert_null (nx_envelope_open (key, "t", "r", "c", changed, &error));
      g_assert_error (error, NX_KEYS_ERROR, expected);
    }
}

static void
test_cut_short (void)
{
  g_autoptr (NxKey) key = nx_key_new_random ();
  g_autoptr (GBytes) plain = bytes_of ("text");
  g_autoptr (GBytes) sealed = nx_envelope_seal (key, "t", "r", "c", plain);

  for (gsize size = 0; size < g_bytes_get_size (sealed); size++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (sealed, 0, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (nx_envelope_open (key, "t", "r", "c", cut, &error));
      g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TAMPERED);
    }
}

static void
test_wrong_key (void)
{
  g_autoptr (NxKey) key = nx_key_new_random ();
  g_autoptr (NxKey) other = nx_key_new_random ();
  g_autoptr (GBytes) plain = bytes_of ("text");
  g_autoptr (GBytes) sealed = nx_envelope_seal (key, "t", "r", "c", plain);
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_envelope_open (other, "t", "r", "c", sealed, &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_WRONG_KEY);
}

/* Key files */

static void
test_ensure_and_load (Fixture      *f,
                      gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autoptr (NxKeyStore) later = nx_key_store_new (f->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxKey) none = NULL, made = NULL, again = NULL, loaded = NULL, learner = NULL;

  none = nx_key_store_load (store, "device", &error);
  g_assert_null (none);
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_MISSING);
  g_clear_error (&error);

  made = nx_key_store_ensure (store, "device", &error);
  g_assert_no_error (error);
  again = nx_key_store_ensure (store, "device", &error);
  g_assert_no_error (error);
  loaded = nx_key_store_load (later, "device", &error);
  g_assert_no_error (error);
  assert_same_key (made, again);
  assert_same_key (made, loaded);

  learner = nx_key_store_ensure (store, LEARNER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (memcmp (nx_key_get_id (made), nx_key_get_id (learner), NX_KEY_ID_BYTES), !=, 0);
}

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return info.st_mode & 07777;
}

static void
test_permissions (Fixture      *f,
                  gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autofree char *path = key_path (f, "device");
  g_autoptr (NxKey) key = nx_key_store_ensure (store, "device", NULL);
  g_autoptr (NxKey) loaded = NULL;
  g_autoptr (NxKey) learner = NULL;
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  guint n_files = 0;

  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (f->folder), ==, 0700);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);  /* no temporary file stays */

  /* A copy restored with looser rights is tightened when used. */
  g_chmod (path, 0644);
  g_chmod (f->folder, 0755);
  loaded = nx_key_store_load (store, "device", NULL);
  learner = nx_key_store_ensure (store, LEARNER, NULL);
  assert_same_key (key, loaded);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (f->folder), ==, 0700);
}

/* A damaged key is reported and stays: replacing it would lose what it sealed. */
static void
test_damaged_file (Fixture      *f,
                   gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autofree char *path = key_path (f, "device");
  g_autofree char *good = NULL;
  g_autoptr (NxKey) key = nx_key_store_ensure (store, "device", NULL);
  gsize size;

  g_assert_true (g_file_get_contents (path, &good, &size, NULL));

  for (gsize i = 0; i <= size + 1; i++)
    {
      g_autofree char *bad = g_malloc0 (size + 2);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      gsize bad_size = i < size ? size : i == size ? size / 2 : size + 1, after_size;
      int expected = i >= 5 && i < 8 ? NX_KEYS_ERROR_TOO_NEW : NX_KEYS_ERROR_FILE;  /* the version's digits */

      memcpy (bad, good, size);
      bad[i < size ? i : 0] ^= i < size ? 0x01 : 0;
      g_assert_true (g_file_set_contents (path, bad, (gssize) bad_size, NULL));

      g_assert_null (nx_key_store_ensure (store, "device", &error));
      g_assert_error (error, NX_KEYS_ERROR, expected);
      g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
      g_assert_cmpmem (after, after_size, bad, bad_size);
    }
}

static void
test_link_is_refused (Fixture      *f,
                      gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autofree char *path = key_path (f, "device");
  g_autofree char *target = g_build_filename (f->root, "elsewhere", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (f->folder, 0700), ==, 0);
  g_assert_cmpint (symlink (target, path), ==, 0);
  g_assert_null (nx_key_store_ensure (store, "device", &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

static void
test_folder_cannot_be_made (Fixture      *f,
                            gconstpointer data)
{
  g_autofree char *file = g_build_filename (f->root, "data", NULL);
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_null (nx_key_store_ensure (store, "device", &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE);
  g_assert_null (strstr (error->message, f->root));
}

static void
test_destroy (Fixture      *f,
              gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autofree char *path = key_path (f, LEARNER);
  g_autofree char *link_path = g_build_filename (f->root, "copy", NULL);
  g_autofree char *left = g_strdup_printf ("%s/.%s.key.abcdef", f->folder, LEARNER);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (NxKey) key = NULL, device = NULL, kept = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_size, after_size;

  g_assert_true (nx_key_store_destroy (store, LEARNER, &error));  /* nothing there, no folder yet */
  g_assert_no_error (error);

  key = nx_key_store_ensure (store, LEARNER, NULL);
  device = nx_key_store_ensure (store, "device", NULL);
  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_cmpint (link (path, link_path), ==, 0);
  g_assert_true (g_file_set_contents (left, before, (gssize) before_size, NULL));

  g_assert_true (nx_key_store_destroy (store, LEARNER, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_null (nx_key_store_load (store, LEARNER, &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_MISSING);

  /* The file's own bytes are gone too, and the other key is not. */
  g_assert_true (g_file_get_contents (link_path, &after, &after_size, NULL));
  g_assert_cmpuint (after_size, ==, before_size);
  for (gsize i = 0; i < after_size; i++)
    g_assert_cmpint (after[i], ==, 0);
  kept = nx_key_store_load (store, "device", NULL);
  assert_same_key (device, kept);
}

/* What was loaded before is given out again only while its file stands there unchanged; the other store is another process's. */
static void
test_load_again (Fixture      *f,
                 gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);
  g_autoptr (NxKeyStore) other = nx_key_store_new (f->folder);
  g_autofree char *path = key_path (f, LEARNER);
  g_autoptr (NxKey) made = nx_key_store_ensure (store, LEARNER, NULL);
  g_autoptr (NxKey) device = nx_key_store_ensure (store, "device", NULL);
  g_autoptr (NxKey) first = nx_key_store_load (store, LEARNER, NULL);
  g_autoptr (NxKey) second = nx_key_store_load (store, LEARNER, NULL);
  g_autoptr (NxKey) between = nx_key_store_load (store, "device", NULL);
  g_autoptr (NxKey) third = nx_key_store_load (store, LEARNER, NULL);
  g_autoptr (NxKey) replaced = NULL, now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (first == second);
  assert_same_key (made, first);
  assert_same_key (made, third);
  assert_same_key (device, between);

  g_assert_true (nx_key_store_destroy (other, LEARNER, &error));
  g_assert_null (nx_key_store_load (store, LEARNER, &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_MISSING);
  g_clear_error (&error);

  replaced = nx_key_store_ensure (other, LEARNER, &error);
  g_assert_no_error (error);
  now = nx_key_store_load (store, LEARNER, &error);
  g_assert_no_error (error);
  assert_same_key (replaced, now);
  g_assert_cmpint (memcmp (nx_key_get_id (made), nx_key_get_id (now), NX_KEY_ID_BYTES), !=, 0);

  g_assert_true (g_file_set_contents (path, "NXKEY001 and no key", -1, NULL));
  g_assert_null (nx_key_store_load (store, LEARNER, &error));
  g_assert_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE);
}

/* Several processes make the same key at once: all end with one. */
static void
test_race (Fixture      *f,
           gconstpointer data)
{
  enum { N_PROCESSES = 6, N_ROUNDS = 10 };

  for (int round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%d", f->root, round);
      g_autoptr (NxKeyStore) store = nx_key_store_new (folder);
      g_autoptr (NxKey) key = NULL;
      int ids[2], go[2];

      g_assert_cmpint (pipe (ids), ==, 0);
      g_assert_cmpint (pipe (go), ==, 0);
      for (int i = 0; i < N_PROCESSES; i++)
        if (fork () == 0)
          {
            NxKey *mine;
            char c;

            close (go[1]);
            if (read (go[0], &c, 1) != 0)  /* until all stand ready */
              _exit (2);
            mine = nx_key_store_ensure (store, "device", NULL);
            _exit (mine != NULL && write (ids[1], nx_key_get_id (mine), NX_KEY_ID_BYTES) == NX_KEY_ID_BYTES ? 0 : 1);
          }
      close (go[0]);
      close (go[1]);
      close (ids[1]);

      for (int i = 0; i < N_PROCESSES; i++)
        {
          int status;

          g_assert_cmpint (wait (&status), >, 0);
          g_assert_cmpint (status, ==, 0);
        }
      key = nx_key_store_load (store, "device", NULL);
      for (int i = 0; i < N_PROCESSES; i++)
        {
          guint8 id[NX_KEY_ID_BYTES];

          g_assert_cmpint (read (ids[0], id, sizeof id), ==, sizeof id);
          g_assert_cmpmem (id, sizeof id, nx_key_get_id (key), NX_KEY_ID_BYTES);
        }
      close (ids[0]);
    }
}

static void
test_names (Fixture      *f,
            gconstpointer data)
{
  g_autoptr (NxKeyStore) store = nx_key_store_new (f->folder);

  g_test_expect_message ("nx-keys", G_LOG_LEVEL_CRITICAL, "*is_key_name*");
  g_assert_null (nx_key_store_load (store, "../device", NULL));
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keys/envelope/round-trip", test_round_trip);
  g_test_add_func ("/keys/envelope/layout", test_layout);
  g_test_add_func ("/keys/envelope/other-place", test_other_place);
  g_test_add_func ("/keys/envelope/flipped-bits", test_flipped_bits);
  g_test_add_func ("/keys/envelope/cut-short", test_cut_short);
  g_test_add_func ("/keys/envelope/wrong-key", test_wrong_key);
#define ADD(name, func) g_test_add ("/keys/store/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("ensure-and-load", test_ensure_and_load);
  ADD ("permissions", test_permissions);
  ADD ("damaged-file", test_damaged_file);
  ADD ("link-is-refused", test_link_is_refused);
  ADD ("folder-cannot-be-made", test_folder_cannot_be_made);
  ADD ("destroy", test_destroy);
  ADD ("load-again", test_load_again);
  ADD ("race", test_race);
  ADD ("names", test_names);

  return g_test_run ();
}
