/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-shell"

#include "config.h"

#include "nx-application.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "nx-context.h"
#include "nx-focus-ring.h"
#include "nx-language.h"
#include "nx-menu-names.h"
#include "nx-preferences-window.h"
#include "nx-repair.h"
#include "nx-settings.h"
#include "nx-shortcuts.h"
#include "nx-style.h"
#include "nx-text.h"
#include "nx-window.h"

/* The window comes with its content. Where that takes longer than this, it comes without. */
#define PATIENCE_MS 1000

struct _NxApplication
{
  AdwApplication parent_instance;
  GResource *pack;
  char *folder;
  NxSettings *settings;
  NxContext *context;
  gulong ready_id;
  guint patience_id;
  gulong first_frame_id;
};

G_DEFINE_FINAL_TYPE (NxApplication, nx_application, ADW_TYPE_APPLICATION)

/* ---- Style ---- */

static void
apply_style (NxApplication *self)
{
  gboolean follow = nx_settings_get_boolean (self->settings, NX_SETTING_FOLLOW_DARK, TRUE);

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)),
                                      follow ? ADW_COLOR_SCHEME_DEFAULT : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
apply_motion (NxApplication *self)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (settings == NULL)
    return;
  if (nx_settings_get_boolean (self->settings, NX_SETTING_REDUCE_MOTION, FALSE))
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  else
    gtk_settings_reset_property (settings, "gtk-enable-animations");
}

static void
apply_direction (void)
{
  gtk_widget_set_default_direction (nx_language_is_rtl (nx_language_get ()) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

/* ---- Actions ---- */

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* Through the window, so that its pages store what they have. */
  while (window != NULL && gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (user_data);
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  nx_shortcuts_present (gtk_application_get_active_window (user_data));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  const char *developers[] = { C_("about", "Nexus Trainer contributors"), NULL };
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "transient-for", gtk_application_get_active_window (user_data),
                "application-name", _("Nexus Trainer"),
                "application-icon", NX_APPLICATION_ID,
                "developer-name", _("Nexus Trainer contributors"),
                "developers", developers,
                "version", NX_VERSION,
                "comments", _("Training on the links between transnational organised crime and terrorism, for field staff. Works without a connection."),
                "copyright", "© 2026 Nexus Trainer contributors",
                "license-type", GTK_LICENSE_GPL_3_0,
                /* Translators: your name, and your address if you like. */
                "translator-credits", _("translator-credits"),
                NULL);
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _("Lessons and scenarios"), NULL, GTK_LICENSE_CUSTOM,
                                      _("Creative Commons Attribution-ShareAlike 4.0 International. People and towns in the scenarios are invented."));
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _("Reading fonts: Noto"), NULL, GTK_LICENSE_CUSTOM,
                                      _("SIL Open Font License 1.1"));
  nx_text_name_buttons (about);
  gtk_window_present (GTK_WINDOW (about));
}

static void
present_preferences (NxApplication *self,
                     const char    *page)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (NX_IS_WINDOW (window))
    nx_preferences_window_present (window, self->context, page);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  present_preferences (user_data, "general");
}

static void
preferences_page_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  present_preferences (user_data, g_variant_get_string (parameter, NULL));
}

static const GActionEntry actions[] = {
  { "quit", quit_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "preferences", preferences_cb },
  { "preferences-page", preferences_page_cb, "s" },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "<Control>question", "<Control>slash" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.fullscreen", { "F11" } },
  { "win.place('learn')", { "<Alt>1" } },
  { "win.place('scenarios')", { "<Alt>2" } },
  { "win.place('practices')", { "<Alt>3" } },
  { "win.place('record')", { "<Alt>4" } },
  { "win.place('workshop')", { "<Alt>5" } },
};

/* ---- Life ---- */

static int
nx_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  NxApplication *self = NX_APPLICATION (application);
  const char *folder = NULL;
  g_autofree char *language = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Nexus Trainer %s\n", NX_VERSION);
      return EXIT_SUCCESS;
    }
  if (!g_variant_dict_lookup (options, "data", "^&ay", &folder))
    folder = g_getenv ("NEXUS_TRAINER_DATA");
  if (folder != NULL && *folder != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (folder);

      self->folder = g_file_get_path (file);
      /* Two data folders are two programs; the bus must not join them. */
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  else
    {
      self->folder = nx_repair_dup_chosen_folder ();
      if (self->folder == NULL)
        self->folder = g_build_filename (g_get_user_data_dir (), "nexus-trainer", NULL);
    }

  /* The last moment without threads: registering starts the one of the bus. */
  self->settings = nx_settings_new (self->folder);
  language = nx_settings_dup_string (self->settings, NX_SETTING_LANGUAGE, NULL);
  nx_language_set (language);
  nx_style_prepare ();
  return -1;
}

static void
nx_application_startup (GApplication *application)
{
  NxApplication *self = NX_APPLICATION (application);
  g_autoptr (NxClock) clock = nx_clock_new_system ();

  /* Workers open pack and records while GTK starts, which takes longer. */
  self->context = nx_context_new_with_settings (self->folder, self->pack, clock, self->settings);
  nx_context_open (self->context);

  nx_style_start_gtk ();
  G_APPLICATION_CLASS (nx_application_parent_class)->startup (application);

  g_set_application_name (_("Nexus Trainer"));
  nx_style_install ();
  apply_direction ();
  apply_style (self);
  apply_motion (self);
  nx_focus_ring_keep ();
  nx_menu_names_keep ();
  g_signal_connect_object (self->settings, "changed::" NX_SETTING_FOLLOW_DARK, G_CALLBACK (apply_style), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::" NX_SETTING_REDUCE_MOTION, G_CALLBACK (apply_motion), self, G_CONNECT_SWAPPED);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, (const char *const *) accels[i].keys);

  nx_repair_install (GTK_APPLICATION (self), self->context);
}

/* What nobody sees in the first frame. */
static gboolean
after_first_frame_cb (gpointer user_data)
{
  nx_style_load_all ();
  /* The icon of the window is an SVG that has to be drawn in several sizes. */
  gtk_window_set_default_icon_name (NX_APPLICATION_ID);
  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (GdkFrameClock *frame_clock,
                NxApplication *self)
{
  g_signal_handler_disconnect (frame_clock, self->first_frame_id);
  self->first_frame_id = 0;
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, after_first_frame_cb, NULL, NULL);
}

static void
stop_waiting (NxApplication *self)
{
  g_clear_signal_handler (&self->ready_id, self->context);
  g_clear_handle_id (&self->patience_id, g_source_remove);
}

static void
show_window (NxApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  stop_waiting (self);
  if (window != NULL)
    gtk_window_present (window);
}

static gboolean
patience_cb (gpointer user_data)
{
  NxApplication *self = user_data;

  self->patience_id = 0;
  show_window (self);
  return G_SOURCE_REMOVE;
}

/* The handler runs after those of the window and its pages, so that it shows what they made of it. */
static void
create_window (NxApplication *self)
{
  GtkWidget *window;

  nx_style_name_font ();
  window = GTK_WIDGET (nx_window_new (GTK_APPLICATION (self), self->context));

  gtk_widget_realize (window);
  self->first_frame_id = g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (first_frame_cb), self);
  self->ready_id = g_signal_connect_object (self->context, "ready", G_CALLBACK (show_window), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->patience_id = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

static void
nx_application_activate (GApplication *application)
{
  NxApplication *self = NX_APPLICATION (application);

  if (gtk_application_get_active_window (GTK_APPLICATION (self)) != NULL)
    show_window (self);
  else
    create_window (self);
}

static void
nx_application_shutdown (GApplication *application)
{
  NxApplication *self = NX_APPLICATION (application);

  if (self->context != NULL)
    {
      stop_waiting (self);
      nx_context_close (self->context);
    }
  nx_settings_flush (self->settings);
  G_APPLICATION_CLASS (nx_application_parent_class)->shutdown (application);
  g_clear_object (&self->context);
}

static void
nx_application_finalize (GObject *object)
{
  NxApplication *self = NX_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->pack, g_resource_unref);
  g_free (self->folder);
  G_OBJECT_CLASS (nx_application_parent_class)->finalize (object);
}

static void
nx_application_class_init (NxApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nx_application_finalize;
  application_class->handle_local_options = nx_application_handle_local_options;
  application_class->startup = nx_application_startup;
  application_class->activate = nx_application_activate;
  application_class->shutdown = nx_application_shutdown;
}

static void
nx_application_init (NxApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and end"), NULL },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Keep records and settings in FOLDER"), N_("FOLDER") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

NxApplication *
nx_application_new (GResource *pack)
{
  NxApplication *self = g_object_new (NX_TYPE_APPLICATION,
                                      "application-id", NX_APPLICATION_ID,
                                      /* Style and icons come by nx-style.c. */
                                      "resource-base-path", NULL,
                                      NULL);

  if (pack != NULL)
    self->pack = g_resource_ref (pack);
  return self;
}
