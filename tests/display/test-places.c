/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-card.h"
#include "nx-display-fixture.h"
#include "nx-menu-names.h"
#include "nx-page.h"
#include "nx-practice-view.h"
#include "nx-practices-page.h"
#include "nx-shortcuts.h"
#include "nx-sync-button.h"

/* The window and its places, wide and narrow. */

static const char *const places[] = { "learn", "scenarios", "practices", "record", "workshop" };

static gboolean
has_card (gpointer data)
{
  return nx_find_type (data, "NxCard", 0) != NULL;
}

static void
test_learn (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *root, *card;

  nx_display_open_with_learner (display, TRUE);
  root = nx_display_get_root (display);
  g_assert_cmpstr (nx_shell_get_place (nx_display_get_shell (display)), ==, "learn");
  g_assert_true (nx_await (has_card, root));
  card = nx_find_type (root, "NxCard", 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, "Sharing between agencies");
  g_assert_nonnull (nx_find_type (root, "NxContinueCard", 0));
  g_assert_nonnull (nx_find_class (root, "own", 0));
  g_assert_cmpstr (nx_sync_button_get_text (NX_SYNC_BUTTON (nx_find_type (root, "NxSyncButton", 0))), ==, "Saved on this computer");
  nx_display_assert_names (root);
}

static void
test_names_everywhere (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();

  nx_display_open_with_learner (display, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_test_message ("%s", places[i]);
      nx_window_show_place (display->window, places[i]);
      nx_display_settle ();
      g_assert_cmpstr (nx_shell_get_place (nx_display_get_shell (display)), ==, places[i]);
      nx_display_assert_names (nx_display_get_root (display));
      nx_display_assert_whole (nx_display_get_root (display));
    }
}

/* Each place asks for no more than there is, and no words are cut. */
static void
assert_places_fit (NxDisplay *display,
                   int        width)
{
  GtkWidget *root = nx_display_get_root (display);
  int minimum;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      nx_window_show_place (display->window, places[i]);
      nx_display_settle ();
      gtk_widget_measure (root, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s asks for %d px", places[i], minimum);
      g_assert_cmpint (minimum, <=, width);
      nx_display_assert_names (root);
      nx_display_assert_whole (root);
    }
}

static void
test_narrow (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *root;

  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, 360);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (display, TRUE);
  root = nx_display_get_root (display);
  nx_display_settle ();
  g_assert_nonnull (nx_await_type (root, "NxCardRow", 0));
  g_assert_null (nx_find_type (root, "NxCard", 0));
  g_assert_nonnull (nx_find_id (root, "panel_button"));
  assert_places_fit (display, 360);
  /* The panel button leads to the sidebar, and back. */
  gtk_widget_activate_action (root, "win.panel", NULL);
  nx_display_settle ();
  g_assert_nonnull (nx_find_id (root, "menu_button"));
  gtk_widget_activate_action (root, "win.panel", NULL);
  nx_display_settle ();
  g_assert_nonnull (nx_find_id (root, "panel_button"));
}

/* French says the same in more letters. */
static void
test_narrow_french (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();

  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, 360);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (display, TRUE);
  nx_context_set_language (display->context, "fr");
  nx_display_settle ();
  assert_places_fit (display, 360);
  nx_context_set_language (display->context, "en");
  nx_display_settle ();
}

/* What a screen reader says of the items of a menu; GTK 4.18 gives them no name. */
static void
test_menu (void)
{
  static const char *const names[] = { "Preferences", "Keyboard shortcuts", "About Nexus Trainer" };
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *root;

  nx_menu_names_keep ();
  nx_display_open_with_learner (display, TRUE);
  root = nx_display_get_root (display);
  gtk_menu_button_popup (GTK_MENU_BUTTON (nx_await_id (root, "menu_button")));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *item = nx_await_type (root, "GtkModelButton", i);

      nx_display_settle ();
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_ROLE_MENU_ITEM);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, names[i]);
      /* It would go before the name, and GTK's is of a label that says nothing. */
      g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
    }
}

/* At 200 % a window of 720 px holds what one of 360 px does. */
static void
test_large_text (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, 720);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (display, TRUE);
  nx_display_settle ();
  g_assert_nonnull (nx_await_type (nx_display_get_root (display), "NxCardRow", 0));
  assert_places_fit (display, 720);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  nx_display_settle ();
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

/* Windows over the window are no wider than it is, cut no words, and go with Escape. */
static void
test_dialogs (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  int minimum;

  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, 360);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (display, TRUE);
  nx_display_settle ();
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *dialog;

      if (i == 0)
        nx_shortcuts_present (GTK_WINDOW (display->window));
      else
        gtk_widget_activate_action (nx_display_get_root (display), "win.edit-profile", NULL);
      nx_display_settle ();
      dialog = find_dialog (display);
      g_assert_nonnull (dialog);
      gtk_widget_measure (dialog, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      g_assert_cmpint (gtk_widget_get_width (dialog), <=, 360);
      nx_display_assert_names (dialog);
      nx_display_assert_whole (dialog);
      g_assert_true (nx_display_press_escape (dialog));
      nx_display_settle ();
      g_assert_null (find_dialog (display));
    }
}

static void
test_practices (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *root, *page, *view;

  nx_display_open_with_learner (display, FALSE);
  root = nx_display_get_root (display);
  nx_window_show_place (display->window, "practices");
  nx_display_settle ();
  page = nx_await_type (root, "NxPracticesPage", 0);
  view = nx_await_type (root, "NxPracticeView", 0);
  g_assert_nonnull (view);
  g_assert_cmpuint (nx_context_get_practices (display->context)->items->len, ==, 25);
  nx_practices_page_show (NX_PRACTICES_PAGE (page), "b4");
  nx_display_settle ();
  g_assert_cmpstr (nx_practice_view_get_practice (NX_PRACTICE_VIEW (view)), ==, "b4");
  gtk_widget_activate_action (view, "practice.copy", NULL);
  nx_display_settle ();
}

/* A page that counts how often it is left, and is done only when told. */

#define NX_TYPE_PROBE (nx_probe_get_type ())
G_DECLARE_FINAL_TYPE (NxProbe, nx_probe, NX, PROBE, AdwBin)

struct _NxProbe
{
  AdwBin parent_instance;
};

static guint n_left;

static void
probe_leave (NxPage     *page,
             NxPageLeft  done,
             gpointer    user_data)
{
  n_left++;
  done (user_data);
}

static void
probe_init_page (NxPageInterface *iface)
{
  iface->leave = probe_leave;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NxProbe, nx_probe, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, probe_init_page))

static void
nx_probe_class_init (NxProbeClass *klass)
{
}

static void
nx_probe_init (NxProbe *self)
{
  adw_bin_set_child (ADW_BIN (self), gtk_button_new_with_label ("inside"));
}

static void
test_navigation (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *root, *probe;

  nx_display_open_with_learner (display, FALSE);
  root = nx_display_get_root (display);
  g_assert_true (nx_await (has_card, root));
  gtk_widget_grab_focus (nx_find_type (root, "NxCard", 0));
  n_left = 0;

  probe = g_object_new (NX_TYPE_PROBE, NULL);
  g_object_add_weak_pointer (G_OBJECT (probe), (gpointer *) &probe);
  nx_navigate_push (root, probe);
  nx_display_settle ();
  g_assert_true (gtk_widget_get_mapped (probe));
  g_assert_null (nx_find_type (root, "NxCard", 0));
  g_assert_cmpuint (n_left, ==, 0);
  nx_navigate_back (probe);
  nx_display_settle ();
  g_assert_cmpuint (n_left, ==, 1);
  g_assert_null (probe);
  /* Back where the focus was. */
  g_assert_true (NX_IS_CARD (gtk_root_get_focus (GTK_ROOT (root))));

  /* Replaced, the lower one is left, and Back leads to the place. */
  nx_navigate_push (root, g_object_new (NX_TYPE_PROBE, NULL));
  nx_display_settle ();
  nx_navigate_replace (nx_find_type (root, "NxProbe", 0), g_object_new (NX_TYPE_PROBE, NULL));
  nx_display_settle ();
  g_assert_cmpuint (n_left, ==, 2);
  nx_navigate_toast (root, "Saved");
  nx_window_show_place (display->window, "record");
  nx_display_settle ();
  g_assert_cmpuint (n_left, ==, 3);
  /* Closing leaves what is on top. */
  nx_navigate_push (root, g_object_new (NX_TYPE_PROBE, NULL));
  nx_display_settle ();
  g_clear_pointer (&display, nx_display_free);
  g_assert_cmpuint (n_left, ==, 4);
}

static void
test_place_and_size_remembered (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  g_autofree char *place = NULL;

  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, 900);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 640);
  nx_display_open_with_learner (display, FALSE);
  nx_window_show_place (display->window, "record");
  nx_display_settle ();
  gtk_window_close (GTK_WINDOW (display->window));
  nx_display_settle ();
  place = nx_settings_dup_string (display->settings, NX_SETTING_PLACE, NULL);
  g_assert_cmpstr (place, ==, "record");
  g_assert_cmpint (nx_settings_get_int (display->settings, NX_SETTING_WINDOW_WIDTH, 0), ==, 900);
  g_assert_cmpint (nx_settings_get_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 0), ==, 640);
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/places/learn", test_learn);
  g_test_add_func ("/places/names", test_names_everywhere);
  g_test_add_func ("/places/narrow", test_narrow);
  g_test_add_func ("/places/narrow-french", test_narrow_french);
  g_test_add_func ("/places/menu", test_menu);
  g_test_add_func ("/places/large-text", test_large_text);
  g_test_add_func ("/places/dialogs", test_dialogs);
  g_test_add_func ("/places/practices", test_practices);
  g_test_add_func ("/places/navigation", test_navigation);
  g_test_add_func ("/places/remembered", test_place_and_size_remembered);
  return g_test_run ();
}
