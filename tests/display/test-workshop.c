/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nx-agenda-editor.h"
#include "nx-display-fixture.h"
#include "nx-workshop-page.h"

/* The place Workshop: the agendas there are, and what can be done with them. */

#define HEAD "<workshop xmlns='urn:nexus-trainer:content:1' id='"
#define TAIL "' version='1'><title>From a colleague</title><summary>S</summary><day id='d' start='09:00'><title>D</title><session id='s'><title>S</title>" \
             "<break id='b' minutes='75'/><play id='p' minutes='5' scenario='gone'/></session></day></workshop>"

typedef struct
{
  GtkWidget *root;
  guint n;
} Rows;

static guint
count_rows (GtkWidget *root)
{
  guint n = 0;

  while (nx_find_type (root, "AdwActionRow", n) != NULL)
    n++;
  return n;
}

static gboolean
has_rows (gpointer data)
{
  const Rows *rows = data;

  return count_rows (rows->root) == rows->n;
}

static GtkWidget *
show_workshop (NxDisplay *display,
               guint      n_rows)
{
  GtkWidget *root = nx_display_get_root (display);
  Rows rows = { root, n_rows };

  nx_window_show_place (display->window, "workshop");
  g_assert_true (nx_await (has_rows, &rows));
  nx_display_settle ();
  return nx_await_type (root, "NxWorkshopPage", 0);
}

static void
await_rows (NxDisplay *display,
            guint      n_rows)
{
  Rows rows = { nx_display_get_root (display), n_rows };

  g_assert_true (nx_await (has_rows, &rows));
  nx_display_settle ();
}

static const char *
get_subtitle (NxDisplay *display,
              guint      index)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (nx_find_type (nx_display_get_root (display), "AdwActionRow", index)));
}

static const char *
get_title (NxDisplay *display,
           guint      index)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (nx_find_type (nx_display_get_root (display), "AdwActionRow", index)));
}

static GtkWidget *
find_dialog (NxDisplay *display)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (display->window))
      return link->data;
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog (data) != NULL;
}

static char *
put (NxDisplay  *display,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (display->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_steal_pointer (&path);
}

/* What comes with the program is there, with its length; a copy of it is one's own. */
static void
test_copies (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page;

  nx_display_open_with_learner (display, FALSE);
  /* Nothing of one's own: a row says so. */
  page = show_workshop (display, 2);
  g_assert_cmpstr (get_title (display, 1), ==, "Sharing information");
  g_assert_cmpstr (get_subtitle (display, 1), ==, "1 day · 4 h 00 min · 19 parts");
  nx_display_assert_names (nx_display_get_root (display));

  g_assert_true (gtk_widget_activate_action (page, "workshop.copy", "s", "sharing-information"));
  g_assert_nonnull (nx_await_type (nx_display_get_root (display), "NxAgendaPage", 0));
  nx_display_settle ();
  gtk_widget_activate_action (nx_display_get_root (display), "win.back", NULL);
  await_rows (display, 2);
  while (strstr (get_title (display, 0), "(copy)") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (get_title (display, 0), ==, "Sharing information (copy)");
  g_assert_cmpstr (get_subtitle (display, 0), ==, get_subtitle (display, 1));
}

/* One press from an agenda to its session. */
static void
test_present (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *row;

  nx_display_open_with_learner (display, FALSE);
  show_workshop (display, 2);
  row = nx_find_type (nx_display_get_root (display), "AdwActionRow", 1);
  g_assert_true (nx_press (nx_find_action (row, "workshop.present")));
  g_assert_nonnull (nx_await_type (nx_display_get_root (display), "NxConsolePage", 0));
  nx_display_settle ();
  gtk_widget_activate_action (nx_display_get_root (display), "win.back", NULL);
  nx_display_settle ();
  /* It is left, not ended: there it is to be gone on with. */
  g_assert_nonnull (nx_await_type (nx_display_get_root (display), "NxOpenSessions", 0));
}

/* Handed to a colleague, and back. */
static void
test_files (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autofree char *colleague = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NxWorkshop) workshop = NULL;
  GtkWidget *page;
  gsize size;

  nx_display_open_with_learner (display, FALSE);
  page = show_workshop (display, 2);
  colleague = put (display, "colleague.nxagenda", HEAD "hers" TAIL);
  nx_workshop_page_open_file (NX_WORKSHOP_PAGE (page), colleague);
  while (strstr (get_title (display, 0), "colleague") == NULL)
    g_main_context_iteration (NULL, TRUE);
  nx_display_settle ();
  /* What it shows and is not here is named. */
  g_assert_nonnull (strstr (get_subtitle (display, 0), "1 day · 1 h 20 min · 2 parts\n1 slide shows what is not on this computer: "));
  g_assert_nonnull (strstr (get_subtitle (display, 0), "scenario/gone"));

  saved = g_build_filename (display->folder, "again.nxagenda", NULL);
  nx_workshop_page_save_file (NX_WORKSHOP_PAGE (page), "hers", saved);
  while (!nx_agenda_store_is_idle (nx_context_get_agendas (display->context)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (saved, &text, &size, NULL));
  bytes = g_bytes_new (text, size);
  workshop = nx_workshop_parse (bytes, "again", NULL);
  g_assert_cmpstr (workshop->id, ==, "hers");

  /* The same again is the same agenda. */
  nx_workshop_page_open_file (NX_WORKSHOP_PAGE (page), saved);
  while (!nx_agenda_store_is_idle (nx_context_get_agendas (display->context)))
    g_main_context_iteration (NULL, TRUE);
  nx_display_settle ();
  g_assert_cmpuint (count_rows (nx_display_get_root (display)), ==, 2);
  nx_display_assert_names (nx_display_get_root (display));
  nx_display_assert_whole (nx_display_get_root (display));
}

/* A file that is none is answered in words, and changes nothing. */
static void
test_bad_file (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autofree char *bad = NULL;
  GtkWidget *page;

  nx_display_open_with_learner (display, FALSE);
  page = show_workshop (display, 2);
  bad = put (display, "bad.nxagenda", "<workshop xmlns='urn:nexus-trainer:content:2'/>");
  nx_workshop_page_open_file (NX_WORKSHOP_PAGE (page), bad);
  g_assert_true (nx_await (has_dialog, display));
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (find_dialog (display))), ==, "This agenda was made by a newer version of the program");
  nx_display_settle ();
  nx_display_assert_names (find_dialog (display));
  g_assert_true (nx_display_press_escape (find_dialog (display)));
  nx_display_settle ();
  g_assert_cmpuint (count_rows (nx_display_get_root (display)), ==, 2);
}

/* One's own folder with a damaged file in it: the others are there, it says what it is, and can go. */
static void
test_damaged_and_deleted (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page;

  g_free (put (display, "agendas/good.nxagenda", HEAD "good" TAIL));
  g_free (put (display, "agendas/Bad.nxagenda", "<workshop"));
  nx_display_open_with_learner (display, FALSE);
  page = show_workshop (display, 3);
  g_assert_cmpstr (get_title (display, 0), ==, "Bad");
  g_assert_true (g_str_has_prefix (get_subtitle (display, 0), "This file is damaged"));
  g_assert_cmpstr (get_title (display, 1), ==, "From a colleague");
  nx_display_assert_names (nx_display_get_root (display));

  g_assert_true (gtk_widget_activate_action (page, "workshop.delete", "s", "Bad"));
  g_assert_true (nx_await (has_dialog, display));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (display)), "delete");
  await_rows (display, 2);
  g_assert_cmpstr (get_title (display, 0), ==, "From a colleague");
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/workshop/copies", test_copies);
  g_test_add_func ("/workshop/present", test_present);
  g_test_add_func ("/workshop/files", test_files);
  g_test_add_func ("/workshop/bad-file", test_bad_file);
  g_test_add_func ("/workshop/damaged-and-deleted", test_damaged_and_deleted);
  return g_test_run ();
}
