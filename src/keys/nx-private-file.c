/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owner-only files, written so that they are whole or not there. This file knows nothing of what is in them. */

#define _GNU_SOURCE  /* renameat2, mkostemp */
#define G_LOG_DOMAIN "nx-keys"

#include "config.h"

#include "nx-private-file.h"

#include "nx-keys.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail (GError    **error,
      const char *what,
      const char *path)
{
  int code = errno;
  /* Base name only: the folder's path holds the person's account name, and errors end up in logs. */
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE, "%s %s: %s", what, name, g_strerror (code));

  return FALSE;
}

static gboolean
write_all (int           fd,
           const guint8 *bytes,
           gsize         size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
    }

  return TRUE;
}

static gboolean
ensure_folder (const char *folder,
               GError    **error)
{
  struct stat info;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "cannot make the folder", folder);
  if (stat (folder, &info) == 0 && (info.st_mode & 077) != 0 && chmod (folder, 0700) != 0)
    return fail (error, "cannot make private the folder", folder);

  return TRUE;
}

static gboolean
sync_folder (const char *folder,
             GError    **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);  /* EINVAL: a file system that has nothing to sync */

  if (!ok)
    fail (error, "cannot save the folder", folder);
  if (fd >= 0)
    close (fd);

  return ok;
}

/* Gives @temporary its name unless that is taken; the two calls cover what local, network and FAT file systems each have. */
static gboolean
rename_unless_taken (const char *temporary,
                     const char *path)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;

  return link (temporary, path) == 0 && unlink (temporary) == 0;
}

static gboolean
fill_temporary (int           fd,
                const guint8 *bytes,
                gsize         size)
{
  gboolean ok = write_all (fd, bytes, size) && fsync (fd) == 0;
  int code = errno;

  if (close (fd) != 0 && ok)
    return FALSE;
  errno = code;

  return ok;
}

gboolean
nx_private_file_write (const char            *folder,
                       const char            *name,
                       const guint8          *bytes,
                       gsize                  size,
                       NxPrivateFileExisting  existing,
                       gboolean              *out_written,
                       GError               **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *temporary = g_strdup_printf ("%s/.%s.XXXXXX", folder, name);
  gboolean written = TRUE;
  int fd;

  if (!ensure_folder (folder, error))
    return FALSE;

  fd = mkostemp (temporary, O_CLOEXEC);  /* mode 0600 */
  if (fd < 0)
    return fail (error, "cannot write", path);

  if (!fill_temporary (fd, bytes, size))
    {
      fail (error, "cannot write", path);
      unlink (temporary);
      return FALSE;
    }

  if (existing == NX_PRIVATE_FILE_REPLACE ? rename (temporary, path) != 0 : !rename_unless_taken (temporary, path))
    {
      written = FALSE;
      if (existing == NX_PRIVATE_FILE_REPLACE || errno != EEXIST)
        {
          fail (error, "cannot write", path);
          unlink (temporary);
          return FALSE;
        }
      unlink (temporary);
    }

  if (out_written != NULL)
    *out_written = written;

  return sync_folder (folder, error);
}

gboolean
nx_private_file_read (const char *folder,
                      const char *name,
                      guint8     *bytes,
                      gsize       max_size,
                      gsize      *out_size,
                      GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat info;
  gsize size = 0;
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0 && errno == ENOENT)
    {
      g_set_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_MISSING, "there is no %s", name);
      return FALSE;
    }
  if (fd < 0)
    return fail (error, "cannot read", path);
  if (fstat (fd, &info) == 0 && (info.st_mode & 077) != 0 && fchmod (fd, 0600) != 0)
    g_info ("a private file is readable by others, and that could not be changed");

  while (size < max_size)
    {
      ssize_t n = read (fd, bytes + size, max_size - size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error, "cannot read", path);
          close (fd);
          return FALSE;
        }
      if (n == 0)
        break;
      size += (gsize) n;
    }
  close (fd);
  *out_size = size;

  return TRUE;
}

static gint64
nanoseconds (struct timespec time)
{
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

gboolean
nx_private_file_get_mark (const char        *folder,
                          const char        *name,
                          NxPrivateFileMark *out_mark)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat info;

  if (lstat (path, &info) != 0)
    return FALSE;
  *out_mark = (NxPrivateFileMark) {
    .device = info.st_dev,
    .inode = info.st_ino,
    .mode = info.st_mode,
    .size = info.st_size,
    .modified_ns = nanoseconds (info.st_mtim),
    .changed_ns = nanoseconds (info.st_ctim),
  };

  return TRUE;
}

gboolean
nx_private_file_mark_equal (const NxPrivateFileMark *a,
                            const NxPrivateFileMark *b)
{
  return a->device == b->device && a->inode == b->inode && a->mode == b->mode && a->size == b->size
         && a->modified_ns == b->modified_ns && a->changed_ns == b->changed_ns;
}

/* In place, so that hard links of the same file lose it too. A journalling or copying disk may keep old blocks: nothing above it can help that. */
static gboolean
overwrite (const char *path,
           GError    **error)
{
  static const guint8 zeros[512];
  struct stat info;
  gboolean ok = TRUE;
  int fd = open (path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0)
    return errno == ENOENT || errno == ELOOP || fail (error, "cannot overwrite", path);

  if (fstat (fd, &info) == 0)
    {
      for (off_t left = info.st_size; ok && left > 0; left -= sizeof zeros)
        ok = write_all (fd, zeros, MIN ((gsize) left, sizeof zeros));
      ok = ok && fsync (fd) == 0;
    }
  if (!ok)
    fail (error, "cannot overwrite", path);
  close (fd);

  return ok;
}

gboolean
nx_private_file_destroy (const char *folder,
                         const char *name,
                         GError    **error)
{
  g_autofree char *left_behind = g_strdup_printf (".%s.", name);
  g_autoptr (GDir) dir = NULL;
  const char *entry;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    {
      g_clear_error (error);
      g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE, "cannot read the folder of keys");
      return FALSE;
    }

  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;

      if (g_strcmp0 (entry, name) != 0 && !g_str_has_prefix (entry, left_behind))
        continue;
      path = g_build_filename (folder, entry, NULL);
      if (!overwrite (path, error))
        return FALSE;
      if (unlink (path) != 0 && errno != ENOENT)
        return fail (error, "cannot remove", path);
    }

  return sync_folder (folder, error);
}
