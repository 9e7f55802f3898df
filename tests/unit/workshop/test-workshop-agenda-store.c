/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The folder of own agendas: saved, listed, copied in and out, removed; full, read-only, damaged, newer. */

#define _GNU_SOURCE  /* setresuid */

#include "nx-agenda-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534
#define HEAD "<workshop xmlns='urn:nexus-trainer:content:1' id='"
#define BODY "' version='1'><title>T</title><summary>S</summary><day id='d' start='09:00'><title>D</title><session id='s'><title>S</title>" \
             "<break id='b' minutes='5'/></session></day></workshop>"

typedef struct
{
  char *root, *folder;
  NxAgendaStore *store;
  GMainLoop *loop;
  GAsyncResult *result;
  guint n_done;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->root = g_dir_make_tmp ("nx-agendas-XXXXXX", NULL);
  g_assert_nonnull (f->root);
  f->folder = g_build_filename (f->root, "agendas", NULL);
  f->store = nx_agenda_store_new (f->folder);
  f->loop = g_main_loop_new (NULL, FALSE);
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        empty_folder (child);
      g_remove (child);
    }
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_assert_true (nx_agenda_store_is_idle (f->store));
  g_clear_object (&f->result);
  /* The worker may hold it a moment longer. */
  g_object_unref (f->store);
  g_main_loop_unref (f->loop);
  empty_folder (f->root);
  g_rmdir (f->root);
  g_free (f->root);
  g_free (f->folder);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  f->result = g_object_ref (result);
  g_main_loop_quit (f->loop);
}

/* Lets the store go on until it is done with everything. */
static GAsyncResult *
await (Fixture *f)
{
  g_main_loop_run (f->loop);
  while (!nx_agenda_store_is_idle (f->store))
    g_main_context_iteration (NULL, TRUE);
  return f->result;
}

static GBytes *
make_xml (const char *id,
          const char *title)
{
  g_autofree char *text = g_strconcat (HEAD, id, BODY, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = nx_workshop_parse (bytes, id, &error);
  g_autoptr (NxAgendaEditor) agenda = NULL;

  g_assert_no_error (error);
  agenda = nx_agenda_editor_new_copy (workshop, id, title, &error);
  g_assert_no_error (error);
  return g_bytes_ref (nx_agenda_editor_get_xml (agenda));
}

static gboolean
save (Fixture    *f,
      const char *id,
      const char *title,
      GError    **error)
{
  g_autoptr (GBytes) xml = make_xml (id, title);

  g_clear_object (&f->result);
  nx_agenda_store_save_async (f->store, id, xml, done_cb, f);
  return nx_agenda_store_save_finish (f->store, await (f), error);
}

static GPtrArray *
list (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  g_clear_object (&f->result);
  nx_agenda_store_list_async (f->store, done_cb, f);
  entries = nx_agenda_store_list_finish (f->store, await (f), &error);
  g_assert_no_error (error);
  return entries;
}

/* "name=title other!" — "!" for one that cannot be read. */
static void
assert_listed (Fixture    *f,
               const char *expected)
{
  g_autoptr (GPtrArray) entries = list (f);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const NxAgendaEntry *entry = g_ptr_array_index (entries, i);

      g_assert_true ((entry->workshop == NULL) == (entry->problem != NULL));
      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", entry->name);
      if (entry->workshop != NULL)
        g_assert_cmpstr (entry->workshop->id, ==, entry->name);
      if (entry->workshop != NULL)
        g_string_append_printf (found, "=%s", entry->workshop->title);
      else
        g_string_append_c (found, '!');
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
put (Fixture    *f,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (f->root, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0755);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_saves (Fixture      *f,
            gconstpointer data)
{
  g_autofree char *path = nx_agenda_store_dup_path (f->store, "mine");
  g_autoptr (GError) error = NULL;
  struct stat info;

  assert_listed (f, "");
  g_assert_true (save (f, "mine", "One", &error));
  g_assert_no_error (error);
  assert_listed (f, "mine=One");
  g_assert_true (save (f, "mine", "Two", &error));
  g_assert_true (save (f, "also", "Other", &error));
  assert_listed (f, "also=Other mine=Two");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (f->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  g_clear_object (&f->result);
  nx_agenda_store_remove_async (f->store, "mine", done_cb, f);
  g_assert_true (nx_agenda_store_remove_finish (f->store, await (f), &error));
  assert_listed (f, "also=Other");
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Fixture *f = user_data;

  g_assert_true (nx_agenda_store_save_finish (f->store, result, NULL));
  f->n_done++;
}

/* However fast they come: each is answered, the last stands there, and a list sees it. */
static void
test_many_saves (Fixture      *f,
                 gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);
      g_autoptr (GBytes) xml = make_xml ("mine", title);

      nx_agenda_store_save_async (f->store, "mine", xml, count_cb, f);
    }
  assert_listed (f, "mine=99");
  g_assert_cmpuint (f->n_done, ==, 100);
}

/* What somebody put there by hand, or a disk made of it. */
static void
test_damaged (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *link = g_build_filename (f->folder, "link.nxagenda", NULL);
  g_autofree char *pipe = g_build_filename (f->folder, "pipe.nxagenda", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  const NxAgendaEntry *newer;

  put (f, "agendas/copy.nxagenda", HEAD "other" BODY);
  put (f, "agendas/cut.nxagenda", HEAD "cut' version='1'><title>T</t");
  put (f, "agendas/empty.nxagenda", "");
  put (f, "agendas/bomb.nxagenda", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
  put (f, "agendas/newer.nxagenda", "<workshop xmlns='urn:nexus-trainer:content:2' id='newer'/>");
  put (f, "agendas/No Id.nxagenda", HEAD "x" BODY);
  put (f, "agendas/notes.txt", "not ours");
  put (f, "agendas/.hidden.nxagenda", HEAD "hidden" BODY);
  put (f, "agendas/.nxagenda", HEAD "hidden" BODY);
  g_assert_cmpint (symlink ("/etc/hostname", link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_listed (f, "No Id! bomb! copy=T cut! empty! link! newer! pipe!");
  entries = list (f);
  newer = g_ptr_array_index (entries, 6);
  g_assert_error (newer->problem, NX_CONTENT_ERROR, NX_CONTENT_ERROR_TOO_NEW);
}

static char *
import (Fixture    *f,
        const char *name,
        GError    **error)
{
  static const char *const taken[] = { "built-in", NULL };
  g_autofree char *path = g_build_filename (f->root, name, NULL);
  NxAgendaEntry *entry;
  char *id;

  g_clear_object (&f->result);
  nx_agenda_store_import_async (f->store, path, taken, done_cb, f);
  entry = nx_agenda_store_import_finish (f->store, await (f), error);
  if (entry == NULL)
    return NULL;
  g_assert_cmpstr (entry->workshop->id, ==, entry->name);
  id = g_strdup (entry->name);
  nx_agenda_entry_free (entry);
  return id;
}

static void
test_copies_in (Fixture      *f,
                gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  g_autofree char *built_in = NULL;
  g_autofree char *link = g_build_filename (f->root, "link.nxagenda", NULL);
  g_autofree char *linked = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  put (f, "a file.nxagenda", HEAD "mine" BODY);
  put (f, "built-in.xml", HEAD "built-in" BODY);
  first = import (f, "a file.nxagenda", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "mine");
  again = import (f, "a file.nxagenda", &error);
  g_assert_cmpstr (again, ==, "mine");
  assert_listed (f, "mine=T");
  g_assert_cmpint (symlink ("a file.nxagenda", link), ==, 0);
  linked = import (f, "link.nxagenda", &error);
  g_assert_cmpstr (linked, ==, "mine");

  g_assert_true (save (f, "mine", "Changed", &error));
  other = import (f, "a file.nxagenda", &error);
  g_assert_cmpstr (other, !=, "mine");
  built_in = import (f, "built-in.xml", &error);
  g_assert_cmpstr (built_in, !=, "built-in");
  entries = list (f);
  g_assert_cmpuint (entries->len, ==, 3);
}

static void
test_copies_in_nothing_bad (Fixture      *f,
                            gconstpointer data)
{
  static const struct { const char *text; int code; } cases[] = {
    { "", NX_CONTENT_ERROR_SYNTAX },
    { "<a/>", NX_CONTENT_ERROR_SCHEMA },
    { "<!DOCTYPE a><a/>", NX_CONTENT_ERROR_SYNTAX },
    { "<workshop xmlns='urn:nexus-trainer:content:2'/>", NX_CONTENT_ERROR_TOO_NEW },
    { HEAD "Not An Id" BODY, NX_CONTENT_ERROR_SCHEMA },
    { HEAD "../up" BODY, NX_CONTENT_ERROR_SCHEMA },
  };
  g_autofree char *large = g_strnfill (5 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put (f, "bad.nxagenda", cases[i].text);
      g_assert_null (import (f, "bad.nxagenda", &error));
      g_assert_error (error, NX_CONTENT_ERROR, cases[i].code);
      /* The person's folders are nobody else's business. */
      g_assert_null (strstr (error->message, f->root));
      g_clear_error (&error);
    }
  put (f, "bad.nxagenda", large);
  g_assert_null (import (f, "bad.nxagenda", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (import (f, "none.nxagenda", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
  assert_listed (f, "");
}

static void
test_copies_out (Fixture      *f,
                 gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->root, "for a colleague.nxagenda", NULL);
  g_autofree char *nowhere = g_build_filename (f->root, "no", "such", "folder", NULL);
  g_autoptr (GBytes) xml = make_xml ("mine", "Mine");
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  nx_agenda_store_export_async (f->store, path, xml, done_cb, f);
  g_assert_true (nx_agenda_store_export_finish (f->store, await (f), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpmem (text, size, g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));
  id = import (f, "for a colleague.nxagenda", &error);
  g_assert_cmpstr (id, ==, "mine");

  g_clear_object (&f->result);
  nx_agenda_store_export_async (f->store, nowhere, xml, done_cb, f);
  g_assert_false (nx_agenda_store_export_finish (f->store, await (f), &error));
  g_assert_error (error, NX_AGENDA_ERROR, NX_AGENDA_ERROR_FILE);
}

/* A disk that takes no more bytes: the limit of a process stands for it. What was there before stays. */
static void
test_full (Fixture      *f,
           gconstpointer data)
{
  struct rlimit before, none = { 0, 0 };
  g_autoptr (GError) error = NULL;
  gboolean saved;

  g_assert_true (save (f, "mine", "Before", &error));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  none.rlim_max = before.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  saved = save (f, "mine", "After", &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (saved);
  g_assert_true (error->domain == NX_AGENDA_ERROR);
  g_clear_error (&error);
  assert_listed (f, "mine=Before");
  g_assert_true (save (f, "mine", "After", &error));
  assert_listed (f, "mine=After");
}

/* Root may write everywhere: the check runs in a child that has become nobody. */
static void
test_read_only (Fixture      *f,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "mine.nxagenda", NULL);
  int status;
  pid_t child;

  put (f, "agendas/mine.nxagenda", HEAD "mine" BODY);
  if (geteuid () == 0)
    {
      g_assert_cmpint (chown (f->root, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (f->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
    }
  g_chmod (f->folder, 0500);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) refused = NULL;

      if (geteuid () == 0 && (setresgid (NOBODY, NOBODY, NOBODY) != 0 || setresuid (NOBODY, NOBODY, NOBODY) != 0))
        _exit (99);
      if (save (f, "mine", "After", &refused) || !g_error_matches (refused, NX_AGENDA_ERROR, NX_AGENDA_ERROR_READ_ONLY))
        _exit (1);
      assert_listed (f, "mine=T");
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_chmod (f->folder, 0700);
  g_assert_cmpint (status, ==, 0);
}

#define ADD(name, func) g_test_add ("/agenda-store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* First: a child has none of its parent's threads. */
  ADD ("read-only", test_read_only);
  ADD ("saves", test_saves);
  ADD ("many-saves", test_many_saves);
  ADD ("damaged", test_damaged);
  ADD ("copies-in", test_copies_in);
  ADD ("copies-in-nothing-bad", test_copies_in_nothing_bad);
  ADD ("copies-out", test_copies_out);
  ADD ("full", test_full);
  return g_test_run ();
}
