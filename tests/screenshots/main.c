/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * nexus-pictures: makes sample data, opens the program's own window on it, walks through the screens and
 * writes a picture of each. For build-aux/screenshots, which gives it a display and its environment.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "nx-adaptive-bin.h"
#include "nx-application.h"
#include "nx-core-pack.h"
#include "nx-finding.h"
#include "nx-language.h"
#include "nx-picture.h"
#include "nx-settings.h"
#include "nx-walk.h"

/* What the data folder holds when the window opens. */
typedef enum
{
  START_EMPTY,
  START_SAMPLE,
  START_DAMAGED,
  START_NEWER,
} Start;

typedef struct
{
  const char *name;
  const NxStep *steps;
  Start start;
  const char *folder;           /* instead of the given one */
} Way;

/* Where nobody, not even root, makes a file. */
#define SHUT_FOLDER "/sys/nexus-trainer"

static const Way ways[] = {
  { "first-run", nx_walk_first_run, START_EMPTY, NULL },
  { "places", nx_walk_places, START_SAMPLE, NULL },
  { "play", nx_walk_play, START_SAMPLE, NULL },
  { "workshop", nx_walk_workshop, START_SAMPLE, NULL },
  { "damaged", nx_walk_damaged, START_DAMAGED, NULL },
  { "newer", nx_walk_newer, START_NEWER, NULL },
  { "shut", nx_walk_shut, START_EMPTY, SHUT_FOLDER },
};

static char *walk_name;
static char *suffix;
static char *data_folder;
static int width = 1280;
static int height = 800;
static int text_percent = 100;
static gboolean still;

static const GOptionEntry options[] = {
  { "walk", 0, 0, G_OPTION_ARG_STRING, &walk_name, "Which walk: first-run, places, play, workshop, damaged, newer, shut", "NAME" },
  { "suffix", 0, 0, G_OPTION_ARG_STRING, &suffix, "End of the names of the pictures: light-1280", "SUFFIX" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &data_folder, "An empty folder for the sample data", "FOLDER" },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Of the window", "PX" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Of the window", "PX" },
  { "text", 0, 0, G_OPTION_ARG_INT, &text_percent, "Size of all text, as the desktop asks for it", "PERCENT" },
  { "still", 0, 0, G_OPTION_ARG_NONE, &still, "The desktop asks for less motion, and the program is not told to", NULL },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  const Way *way;
  const char *out_folder;
  NxSample *sample;
  guint n_failed;
} Pictures;

static guint n_warnings;         /* the log has no place for anything of ours */

/* A screen that warns on its way is not sound, however it looks. */
static GLogWriterOutput
count_warnings_cb (GLogLevelFlags   level,
                   const GLogField *fields,
                   gsize            n_fields,
                   gpointer         user_data)
{
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0)
    g_atomic_int_inc (&n_warnings);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
is_ready (gpointer user_data)
{
  return nx_context_is_ready (user_data);
}

/* Margins and paddings add up: what asks for nearly all of the width is looked into as well. */
#define SLACK_PX 60

/* The innermost widget that wants more than there is, for whoever mends it. */
static GtkWidget *
find_too_wide (GtkWidget *widget)
{
  GtkWidget *widest = NULL;
  int most = width - SLACK_PX;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      if (!gtk_widget_get_visible (child) || GTK_IS_POPOVER (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > most)
        {
          widest = child;
          most = minimum;
        }
    }
  return widest != NULL ? find_too_wide (widest) : widget;
}

/* A page that asks for more than its place has: NxAdaptiveBin then cuts it, and the window does not grow. */
static GtkWidget *
find_cut (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (parent != NULL && NX_IS_ADAPTIVE_BIN (parent) && gtk_widget_get_width (widget) > gtk_widget_get_width (parent))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cut = GTK_IS_POPOVER (child) ? NULL : find_cut (child);

      if (cut != NULL)
        return cut;
    }
  return NULL;
}

static void
report_too_wide (GtkWidget  *window,
                 const char *name)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (GtkWidget *widget = find_too_wide (window); widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

      g_string_append_printf (words, " in %s %s", G_OBJECT_TYPE_NAME (widget), id != NULL ? id : "");
    }
  g_printerr ("%s--%s: wants more than %d px:%s\n", name, suffix, width, words->str);
}

/* Tells of words that have no room, in the window and in those over it; the picture shows where. */
static gboolean
report_cut_text (GtkWidget  *window,
                 const char *name)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();
  gboolean whole = TRUE;

  for (GList *link = toplevels; link != NULL; link = link->next)
    {
      GtkWidget *label = nx_find_cut_text (link->data);

      if (label == NULL)
        continue;
      whole = FALSE;
      g_printerr ("%s--%s: cut: “%s” in %s\n", name, suffix, gtk_label_get_text (GTK_LABEL (label)),
                  G_OBJECT_TYPE_NAME (gtk_widget_get_parent (label)));
    }
  return whole;
}

static gboolean
save_picture (Pictures   *self,
              NxWindow   *window,
              const char *name)
{
  g_autoptr (GdkTexture) texture = nx_picture_take_still (GTK_WINDOW (window));
  g_autofree char *base = g_strdup_printf ("%s--%s.png", name, suffix);
  g_autofree char *path = g_build_filename (self->out_folder, base, NULL);
  GtkWidget *cut;

  if (texture == NULL)
    {
      g_printerr ("%s: the screen does not stand still\n", base);
      return FALSE;
    }
  if (!gdk_texture_save_to_png (texture, path))
    {
      g_printerr ("%s: cannot be written\n", path);
      return FALSE;
    }
  g_print ("%s\n", path);
  cut = gtk_widget_get_width (GTK_WIDGET (window)) > width ? GTK_WIDGET (window) : find_cut (GTK_WIDGET (window));
  if (cut != NULL)
    report_too_wide (cut, name);
  return report_cut_text (GTK_WIDGET (window), name) && cut == NULL;
}

/* All steps, then the program ends as a person would end it. */
static gboolean
walk_cb (gpointer user_data)
{
  GApplication *application = g_application_get_default ();
  NxWindow *window = NX_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  Pictures *self = user_data;
  NxWalk walk = { .window = window, .context = nx_window_get_context (window), .sample = self->sample };

  nx_picture_drop_frames ();
  if (!nx_await (is_ready, walk.context))
    g_printerr ("the program does not get ready\n");
  for (const NxStep *step = self->way->steps; step->picture != NULL; step++)
    {
      if (!step->show (&walk))
        {
          g_autofree char *failed = g_strdup_printf ("failed-%s", step->picture);

          g_printerr ("%s--%s.png: the screen was not reached\n", step->picture, suffix);
          save_picture (self, window, failed);
          self->n_failed++;
        }
      else if (!save_picture (self, window, step->picture))
        self->n_failed++;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

/* What a desktop would say, and there is none here: the buttons as GNOME has them, the size of text. Nothing moves, no
 * caret blinks. */
static void
startup_cb (GApplication *application,
            Pictures     *self)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-decoration-layout", "appmenu:close", "gtk-xft-dpi", 96 * 1024 * text_percent / 100,
                "gtk-cursor-blink", FALSE, NULL);
  if (still || self->way->folder != NULL)
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
}

static void
activate_cb (GApplication *application,
             Pictures     *self)
{
  /* Where no settings can be kept, the window has not heard of its size. */
  if (self->way->folder != NULL)
    gtk_window_set_default_size (gtk_application_get_active_window (GTK_APPLICATION (application)), width, height);
  g_idle_add (walk_cb, self);
}

/* The window opens at the size of the pictures, and nothing moves. */
static void
write_settings (void)
{
  g_autoptr (NxSettings) settings = nx_settings_new (data_folder);

  nx_settings_set_int (settings, NX_SETTING_WINDOW_WIDTH, width);
  nx_settings_set_int (settings, NX_SETTING_WINDOW_HEIGHT, height);
  nx_settings_set_boolean (settings, NX_SETTING_REDUCE_MOTION, !still);
  nx_settings_flush (settings);
}

static gboolean
make_sample (Pictures *self,
             GError  **error)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);
  g_autoptr (NxLibrary) library = nx_library_new (source, error);

  if (library != NULL)
    self->sample = nx_sample_make (data_folder, library, nx_language_get (), g_get_real_time (), error);
  return self->sample != NULL;
}

/* What the walk finds when its window opens. */
static gboolean
prepare (Pictures *self,
         GError  **error)
{
  Start start = self->way->start;

  if (start == START_EMPTY)
    return TRUE;
  if (!make_sample (self, error))
    return FALSE;
  if (start == START_DAMAGED)
    return nx_sample_spoil (data_folder, NX_SAMPLE_DAMAGED, error);
  if (start == START_NEWER)
    return nx_sample_spoil (data_folder, NX_SAMPLE_NEWER, error);
  return TRUE;
}

static const Way *
find_way (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (ways[i].name, name) == 0)
      return &ways[i];
  return NULL;
}

static gboolean
parse (Pictures *self,
       int       argc,
       char    **argv,
       GError  **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("OUTDIR");

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  self->way = find_way (walk_name);
  self->out_folder = argc == 2 ? argv[1] : NULL;
  if (self->way == NULL || self->out_folder == NULL || suffix == NULL || data_folder == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "OUTDIR, --walk, --suffix and --data must be given; see --help");
      return FALSE;
    }
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  Pictures pictures = { 0 };
  g_autoptr (NxApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_log_set_writer_func (count_warnings_cb, NULL, NULL);
  nx_language_init ();
  if (!parse (&pictures, argc, argv, &error) || !prepare (&pictures, &error))
    {
      g_printerr ("nexus-pictures: %s\n", error->message);
      return 2;
    }
  if (pictures.way->folder != NULL)
    {
      g_free (data_folder);
      data_folder = g_strdup (pictures.way->folder);
    }
  write_settings ();

  application = nx_application_new (nx_core_pack_get_resource ());
  g_signal_connect_after (application, "startup", G_CALLBACK (startup_cb), &pictures);
  g_signal_connect_after (application, "activate", G_CALLBACK (activate_cb), &pictures);
  status = g_application_run (G_APPLICATION (application), 3, (char *[]) { argv[0], "--data", data_folder, NULL });
  g_clear_pointer (&pictures.sample, nx_sample_free);
  return status != EXIT_SUCCESS || pictures.n_failed > 0 || n_warnings > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
