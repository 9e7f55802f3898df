/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-shell"

#include "config.h"

#include "nx-settings.h"

#include <glib/gstdio.h>

/* Long enough to gather a dragged window's sizes into one write. */
#define SAVE_DELAY_MS 400

struct _NxSettings
{
  GObject parent_instance;
  GKeyFile *file;
  char *path;
  guint save_id;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxSettings, nx_settings, G_TYPE_OBJECT)

/* "group.key" → group and key; the caller frees the vector. */
static char **
split_name (const char *name)
{
  char **parts = g_strsplit (name, ".", 2);

  g_assert (g_strv_length (parts) == 2);
  return parts;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_debug ("Settings stay in memory: %s", error->message);
}

static gboolean
save_cb (gpointer data)
{
  NxSettings *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  char *text = g_key_file_to_data (self->file, &length, NULL);

  self->save_id = 0;
  bytes = g_bytes_new_take (text, length);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
note_change (NxSettings *self,
             const char *name)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], g_quark_from_string (name), name);
}

static void
nx_settings_finalize (GObject *object)
{
  NxSettings *self = NX_SETTINGS (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_key_file_unref (self->file);
  g_free (self->path);
  G_OBJECT_CLASS (nx_settings_parent_class)->finalize (object);
}

static void
nx_settings_class_init (NxSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_settings_finalize;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
nx_settings_init (NxSettings *self)
{
  self->file = g_key_file_new ();
}

NxSettings *
nx_settings_new (const char *folder)
{
  NxSettings *self = g_object_new (NX_TYPE_SETTINGS, NULL);

  self->path = g_build_filename (folder, "settings.ini", NULL);
  /* Absent at the first start; a damaged one costs the sizes and the language, nothing else. */
  g_key_file_load_from_file (self->file, self->path, G_KEY_FILE_NONE, NULL);
  return self;
}

gboolean
nx_settings_get_boolean (NxSettings *self,
                         const char *name,
                         gboolean    fallback)
{
  g_auto (GStrv) parts = split_name (name);
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (self->file, parts[0], parts[1], &error);

  return error == NULL ? value : fallback;
}

int
nx_settings_get_int (NxSettings *self,
                     const char *name,
                     int         fallback)
{
  g_auto (GStrv) parts = split_name (name);
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (self->file, parts[0], parts[1], &error);

  return error == NULL ? value : fallback;
}

char *
nx_settings_dup_string (NxSettings *self,
                        const char *name,
                        const char *fallback)
{
  g_auto (GStrv) parts = split_name (name);
  char *value = g_key_file_get_string (self->file, parts[0], parts[1], NULL);

  return value != NULL ? value : g_strdup (fallback);
}

void
nx_settings_set_boolean (NxSettings *self,
                         const char *name,
                         gboolean    value)
{
  g_auto (GStrv) parts = split_name (name);

  if (g_key_file_has_key (self->file, parts[0], parts[1], NULL) && nx_settings_get_boolean (self, name, !value) == value)
    return;
  g_key_file_set_boolean (self->file, parts[0], parts[1], value);
  note_change (self, name);
}

void
nx_settings_set_int (NxSettings *self,
                     const char *name,
                     int         value)
{
  g_auto (GStrv) parts = split_name (name);

  if (g_key_file_has_key (self->file, parts[0], parts[1], NULL) && nx_settings_get_int (self, name, value) == value)
    return;
  g_key_file_set_integer (self->file, parts[0], parts[1], value);
  note_change (self, name);
}

void
nx_settings_set_string (NxSettings *self,
                        const char *name,
                        const char *value)
{
  g_auto (GStrv) parts = split_name (name);
  g_autofree char *present = nx_settings_dup_string (self, name, NULL);

  if (g_strcmp0 (present, value) == 0)
    return;
  if (value != NULL)
    g_key_file_set_string (self->file, parts[0], parts[1], value);
  else
    g_key_file_remove_key (self->file, parts[0], parts[1], NULL);
  note_change (self, name);
}

void
nx_settings_flush (NxSettings *self)
{
  g_autoptr (GError) error = NULL;

  if (self->save_id == 0)
    return;
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!g_key_file_save_to_file (self->file, self->path, &error))
    g_debug ("Settings were not kept: %s", error->message);
}
