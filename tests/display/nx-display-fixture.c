/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-display-fixture.h"

#include <glib/gstdio.h>

#include "nx-core-pack.h"
#include "nx-language.h"
#include "nx-slices.h"
#include "nx-style.h"

/* 22 November 2026, 09:00 UTC. */
#define NOW_US (G_GINT64_CONSTANT (1795338000) * G_USEC_PER_SEC)

void
nx_display_init (int    *argc,
                 char ***argv)
{
  nx_language_init ();
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_widget_set_default_direction (nx_language_is_rtl (nx_language_get ()) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

NxDisplay *
nx_display_new (void)
{
  NxDisplay *self = g_new0 (NxDisplay, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("nx-display-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = nx_clock_new_manual (NOW_US, G_USEC_PER_SEC);
  self->settings = nx_settings_new (self->folder);
  return self;
}

static gboolean
is_ready (gpointer data)
{
  NxDisplay *self = data;

  return nx_context_is_ready (self->context) && gtk_widget_get_mapped (GTK_WIDGET (self->window));
}

void
nx_display_open (NxDisplay *self)
{
  nx_style_install ();
  if (self->pack_folder != NULL)
    g_setenv ("NEXUS_TRAINER_PACK", self->pack_folder, TRUE);
  else
    g_unsetenv ("NEXUS_TRAINER_PACK");
  self->context = nx_context_new_with_settings (self->folder, nx_core_pack_get_resource (), self->clock, self->settings);
  self->window = nx_window_new (NULL, self->context);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  nx_context_open (self->context);
  g_assert_true (nx_await (is_ready, self));
  nx_display_settle ();
}

void
nx_display_open_with_learner (NxDisplay *self,
                              gboolean   consent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = nx_record_store_open (self->folder, self->clock, &error);
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autoptr (NxLearner) learner = NULL;

  g_assert_no_error (error);
  profile->name = g_strdup ("Amina Diallo");
  profile->capacity = g_strdup ("spc");
  profile->station = g_strdup ("Bamako");
  profile->language = g_strdup ("en");
  learner = nx_record_store_create_learner (store, profile, consent, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (nx_record_store_close (store, &error));
  g_assert_no_error (error);
  nx_display_open (self);
}

static gboolean
is_closed (gpointer data)
{
  return ((NxDisplay *) data)->window == NULL;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
nx_display_free (NxDisplay *self)
{
  if (self->window != NULL)
    {
      gtk_window_close (GTK_WINDOW (self->window));
      g_assert_true (nx_await (is_closed, self));
    }
  if (self->context != NULL)
    nx_context_close (self->context);
  nx_settings_flush (self->settings);
  nx_display_settle ();
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  remove_folder (self->folder);
  if (self->pack_folder != NULL)
    remove_folder (self->pack_folder);
  g_free (self->folder);
  g_free (self->pack_folder);
  g_free (self);
}

NxShell *
nx_display_get_shell (NxDisplay *self)
{
  return NX_SHELL (nx_await_type (GTK_WIDGET (self->window), "NxShell", 0));
}

GtkWidget *
nx_display_get_root (NxDisplay *self)
{
  return GTK_WIDGET (self->window);
}

static gboolean
count_down_cb (GtkWidget     *widget,
               GdkFrameClock *frame_clock,
               gpointer       user_data)
{
  int *n = user_data;

  return --*n > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer data)
{
  return *(int *) data <= 0;
}

static gboolean
is_built (gpointer data)
{
  return !nx_slices_are_seen ();
}

void
nx_display_settle (void)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());
  g_autoptr (GtkWidget) top = NULL;
  int n_frames = 4;

  /* A text comes in slices, as many as this machine needs. */
  nx_await (is_built, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels) && top == NULL; i++)
    {
      g_autoptr (GtkWidget) each = g_list_model_get_item (toplevels, i);

      if (gtk_widget_get_mapped (each))
        top = g_steal_pointer (&each);
    }
  if (top != NULL)
    {
      guint id = gtk_widget_add_tick_callback (top, count_down_cb, &n_frames, NULL);

      /* A window that went away meanwhile draws no more; the count must not outlive this function. */
      if (!nx_await (is_zero, &n_frames))
        gtk_widget_remove_tick_callback (top, id);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- Names ---- */

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0' && gtk_widget_get_visible (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child) && has_text (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY)
         || has_text (widget);
}

/* GTK's and libadwaita's own controls are theirs to name. */
static gboolean
is_theirs (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) != NULL
         || gtk_widget_get_ancestor (widget, ADW_TYPE_ENTRY_ROW) != NULL
         || gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL
         || (GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)));
}

void
nx_display_assert_names (GtkWidget *root)
{
  gboolean control = GTK_IS_BUTTON (root) || GTK_IS_MENU_BUTTON (root) || GTK_IS_SWITCH (root) || GTK_IS_CHECK_BUTTON (root)
                     || GTK_IS_LIST_BOX_ROW (root) || GTK_IS_SEARCH_ENTRY (root);

  if (!gtk_widget_get_mapped (root))
    return;
  if (control && !is_theirs (root) && !has_name (root))
    {
      g_test_message ("no name: %s \"%s\"", G_OBJECT_TYPE_NAME (root), gtk_widget_get_tooltip_text (root));
      g_test_fail ();
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    nx_display_assert_names (child);
}

void
nx_display_assert_whole (GtkWidget *root)
{
  GtkWidget *label = nx_find_cut_text (root);

  if (label != NULL)
    g_test_message ("cut: %s", gtk_label_get_text (GTK_LABEL (label)));
  g_assert_null (label);
}

/* ---- Keys ---- */

gboolean
nx_display_press_escape (GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (trigger, "Escape") &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL))
            return TRUE;
        }
    }
  return FALSE;
}
