/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns where the bytes of a pack come from, and that no path leaves it. Knows nothing of what they say. */

#include "nx-content.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nx-limits.h"

struct _NxPackSource
{
  GObject parent_instance;

  char *folder;             /* NULL for a bundle */
  GResource *resource;
  char *prefix;             /* without a slash at the end */
};

G_DEFINE_QUARK (nx-content-error-quark, nx_content_error)
G_DEFINE_FINAL_TYPE (NxPackSource, nx_pack_source, G_TYPE_OBJECT)

static void
nx_pack_source_finalize (GObject *object)
{
  NxPackSource *self = NX_PACK_SOURCE (object);

  g_free (self->folder);
  g_free (self->prefix);
  g_clear_pointer (&self->resource, g_resource_unref);
  G_OBJECT_CLASS (nx_pack_source_parent_class)->finalize (object);
}

static void
nx_pack_source_class_init (NxPackSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_pack_source_finalize;
}

static void
nx_pack_source_init (NxPackSource *self)
{
}

NxPackSource *
nx_pack_source_new_for_folder (const char *folder)
{
  NxPackSource *self = g_object_new (NX_TYPE_PACK_SOURCE, NULL);

  self->folder = g_strdup (folder);
  while (strlen (self->folder) > 1 && g_str_has_suffix (self->folder, "/"))
    self->folder[strlen (self->folder) - 1] = '\0';
  return self;
}

NxPackSource *
nx_pack_source_new_for_resource (GResource  *resource,
                                 const char *prefix)
{
  NxPackSource *self = g_object_new (NX_TYPE_PACK_SOURCE, NULL);

  self->resource = g_resource_ref (resource);
  self->prefix = g_str_has_suffix (prefix, "/") ? g_strndup (prefix, strlen (prefix) - 1) : g_strdup (prefix);
  return self;
}

/* Relative, normalised: no empty step, no "." and "..", no backslash. Hidden files are nobody's content. */
static gboolean
is_inside (const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    if (steps[i][0] == '\0' || steps[i][0] == '.')
      return FALSE;
  return steps[0] != NULL && strchr (path, '\\') == NULL;
}

static GBytes *
fail_missing (NxPackSource *self,
              const char   *path,
              const char   *why,
              GError      **error)
{
  g_autofree char *name = nx_pack_source_dup_display_name (self, path);

  g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING, "%s:0: expected a file, found none (%s)", name, why);
  return NULL;
}

static GBytes *
fail_too_large (NxPackSource *self,
                const char   *path,
                goffset       size,
                GError      **error)
{
  g_autofree char *name = nx_pack_source_dup_display_name (self, path);

  g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_LIMIT, "%s:0: expected at most %d bytes, found %" G_GOFFSET_FORMAT,
               name, NX_LIMIT_CONTENT_FILE_BYTES, size);
  return NULL;
}

static gboolean
read_all (int    file,
          char  *data,
          gsize *size)
{
  gsize done = 0;

  while (done < *size)
    {
      gssize n = read (file, data + done, *size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      if (n == 0)
        break;
      done += n;
    }
  *size = done;
  return TRUE;
}

/*
 * The size is looked at on the open file, before a byte is read, so that neither a huge file nor a pipe
 * or device in the folder can hurt. A symbolic link as the last step is refused: it could lead out.
 */
static GBytes *
load_from_folder (NxPackSource *self,
                  const char   *path,
                  GError      **error)
{
  g_autofree char *full = g_build_filename (self->folder, path, NULL);
  g_autofree char *data = NULL;
  struct stat info;
  GBytes *bytes = NULL;
  gsize size;
  int file = open (full, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (file < 0)
    return fail_missing (self, path, g_strerror (errno), error);
  if (fstat (file, &info) != 0 || !S_ISREG (info.st_mode))
    fail_missing (self, path, "not a regular file", error);
  else if (info.st_size > NX_LIMIT_CONTENT_FILE_BYTES)
    fail_too_large (self, path, info.st_size, error);
  else
    {
      size = info.st_size;
      data = g_malloc (size + 1);
      if (read_all (file, data, &size))
        bytes = g_bytes_new_take (g_steal_pointer (&data), size);
      else
        fail_missing (self, path, g_strerror (errno), error);
    }
  close (file);
  return bytes;
}

static GBytes *
load_from_resource (NxPackSource *self,
                    const char   *path,
                    GError      **error)
{
  g_autofree char *full = g_strconcat (self->prefix, "/", path, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (self->resource, full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    return fail_missing (self, path, "not in the pack", error);
  if (g_bytes_get_size (bytes) > NX_LIMIT_CONTENT_FILE_BYTES)
    return fail_too_large (self, path, g_bytes_get_size (bytes), error);
  return g_steal_pointer (&bytes);
}

GBytes *
nx_pack_source_load (NxPackSource *self,
                     const char   *path,
                     GError      **error)
{
  g_return_val_if_fail (NX_IS_PACK_SOURCE (self), NULL);

  if (!is_inside (path))
    return fail_missing (self, path, "the path leaves the pack", error);
  if (self->folder != NULL)
    return load_from_folder (self, path, error);
  return load_from_resource (self, path, error);
}

char *
nx_pack_source_dup_display_name (NxPackSource *self,
                                 const char   *path)
{
  g_return_val_if_fail (NX_IS_PACK_SOURCE (self), NULL);

  if (self->folder != NULL)
    return g_build_filename (self->folder, path, NULL);
  return g_strdup (path);
}
