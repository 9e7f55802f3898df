/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "nx-card.h"
#include "nx-core-pack.h"
#include "nx-display-fixture.h"
#include "nx-notice.h"
#include "nx-problem-page.h"

/* What cannot be opened is told in words, and the rest works. */

static const char *
get_status_title (NxDisplay *display)
{
  GtkWidget *page = nx_await_type (nx_display_get_root (display), "AdwStatusPage", 0);

  return page != NULL ? adw_status_page_get_title (ADW_STATUS_PAGE (page)) : NULL;
}

static void
test_damaged_database (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autofree char *path = g_build_filename (display->folder, "records.db", NULL);

  g_assert_true (g_file_set_contents (path, "this is no database, and was one once", -1, NULL));
  nx_display_open (display);
  g_assert_cmpstr (get_status_title (display), ==, "Your records need repair");
  nx_display_assert_names (nx_display_get_root (display));
  /* The Good Practices need no records. */
  nx_window_show_place (display->window, "practices");
  nx_display_settle ();
  g_assert_nonnull (nx_await_type (nx_display_get_root (display), "NxPracticeView", 0));
}

static void
test_store_words (void)
{
  static const struct
  {
    NxRecordsError code;
    const char *title;
  } cases[] = {
    { NX_RECORDS_ERROR_TOO_NEW, "These records were written by a newer version" },
    { NX_RECORDS_ERROR_READ_ONLY, "You can read, but not save" },
    { NX_RECORDS_ERROR_FULL, "You can read, but not save" },
    { NX_RECORDS_ERROR_DAMAGED, "Your records need repair" },
    { NX_RECORDS_ERROR_KEY, "The key of your records is missing" },
    { NX_RECORDS_ERROR_FAILED, "Your records cannot be opened" },
    { NX_RECORDS_ERROR_BUSY, "Your records cannot be opened" },
  };
  g_autoptr (GtkWidget) page = g_object_ref_sink (adw_status_page_new ());

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (NX_RECORDS_ERROR, (int) cases[i].code, "detail");

      nx_problem_show_store (ADW_STATUS_PAGE (page), NULL, error);
      g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, cases[i].title);
    }
}

/* Copies the built-in pack's source tree into a folder. */
static void
copy_tree (const char *from,
           const char *to)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  g_mkdir_with_parents (to, 0700);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *a = g_build_filename (from, name, NULL);
      g_autofree char *b = g_build_filename (to, name, NULL);

      if (g_file_test (a, G_FILE_TEST_IS_DIR))
        copy_tree (a, b);
      else
        {
          g_autofree char *text = NULL;
          gsize length;

          g_assert_true (g_file_get_contents (a, &text, &length, NULL));
          g_assert_true (g_file_set_contents (b, text, (gssize) length, NULL));
        }
    }
}

static void
test_damaged_module (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "..", "data", "packs", "core", NULL);
  g_autofree char *module = NULL;
  GtkWidget *root, *card;

  display->pack_folder = g_dir_make_tmp ("nx-pack-XXXXXX", NULL);
  copy_tree (source, display->pack_folder);
  module = g_build_filename (display->pack_folder, "modules", "sharing-between-agencies.xml", NULL);
  g_assert_true (g_file_set_contents (module, "<module>\n<oops>\n", -1, NULL));
  nx_display_open_with_learner (display, FALSE);
  root = nx_display_get_root (display);
  card = nx_await_type (root, "NxCard", 0);
  g_assert_nonnull (card);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "The file of this module cannot be read");
  g_assert_true (nx_press (card));
  nx_display_settle ();
  g_assert_cmpstr (get_status_title (display), ==, "This lesson pack is damaged");
  nx_window_show_place (display->window, "scenarios");
  nx_display_settle ();
  g_assert_nonnull (nx_await_type (root, "NxCard", 0));
}

static void
test_clock_notice (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *notice;

  nx_display_open_with_learner (display, FALSE);
  notice = nx_find_type (nx_display_get_root (display), "NxNotice", 0);
  g_assert_null (notice != NULL ? nx_notice_get_text (NX_NOTICE (notice)) : NULL);
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/problems/damaged-database", test_damaged_database);
  g_test_add_func ("/problems/store-words", test_store_words);
  g_test_add_func ("/problems/damaged-module", test_damaged_module);
  g_test_add_func ("/problems/notices", test_clock_notice);
  return g_test_run ();
}
