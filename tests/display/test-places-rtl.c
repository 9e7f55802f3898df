/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-display-fixture.h"
#include "nx-language.h"

/* Started with an Arabic locale: everything stands the other way round, also with English texts. */

static double
get_x (GtkWidget *widget,
       GtkWidget *root)
{
  graphene_rect_t bounds;

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return bounds.origin.x;
}

static void
test_mirrored (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *root;

  g_assert_cmpstr (nx_language_get (), ==, "ar");
  nx_display_open_with_learner (display, TRUE);
  root = nx_display_get_root (display);
  g_assert_cmpint (gtk_widget_get_direction (root), ==, GTK_TEXT_DIR_RTL);
  nx_await_type (root, "NxCard", 0);
  nx_display_settle ();
  /* Sidebar at the right of the content, cover at the right of the text, the first card at the right. */
  g_assert_cmpfloat (get_x (nx_find_id (root, "places"), root), >, get_x (nx_find_type (root, "NxLearnPage", 0), root));
  g_assert_cmpfloat (get_x (nx_find_type (nx_find_type (root, "NxContinueCard", 0), "NxCover", 0), root), >,
                     get_x (nx_find_id (root, "kicker"), root));
  g_assert_cmpfloat (get_x (nx_find_class (root, "path-card", 0), root), >, get_x (nx_find_class (root, "path-card", 1), root));
  nx_window_show_place (display->window, "record");
  nx_display_settle ();
  g_assert_cmpfloat (get_x (nx_find_id (root, "lists"), root), >, get_x (nx_find_id (root, "panel"), root));
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/rtl/mirrored", test_mirrored);
  return g_test_run ();
}
