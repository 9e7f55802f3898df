/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Small files that only their owner may read: 0600 in a 0700 folder. Within src/keys only.
 * Thread: any. Errors: NX_KEYS_ERROR_FILE, and NX_KEYS_ERROR_MISSING where said.
 */

typedef enum
{
  NX_PRIVATE_FILE_KEEP,     /* a file of that name stays as it is */
  NX_PRIVATE_FILE_REPLACE,
} NxPrivateFileExisting;

/**
 * nx_private_file_write:
 * @folder: made with mode 0700 if it is not there
 * @name: file name in it
 * @bytes: (array length=size): what to write
 * @size: how much
 * @existing: what happens to a file of that name
 * @out_written: (out) (optional): FALSE if a file stood there and was kept
 * @error: return location for an error
 *
 * Temporary name, fsync, rename, fsync of the folder: after TRUE the file survives a loss of power, and
 * at no time does a part of it stand under its name. Of two processes that both keep, one writes.
 */
gboolean nx_private_file_write (const char            *folder,
                                const char            *name,
                                const guint8          *bytes,
                                gsize                  size,
                                NxPrivateFileExisting  existing,
                                gboolean              *out_written,
                                GError               **error);

/**
 * nx_private_file_read:
 * @folder: the folder
 * @name: file name in it
 * @bytes: (array length=max_size): filled
 * @max_size: room there
 * @out_size: (out): bytes read; @max_size also if the file is longer
 * @error: return location for an error
 *
 * Goes through no buffer of its own, so that a secret can be read straight into locked memory. A file
 * that others could read is made private on the way. Errors: also MISSING.
 */
gboolean nx_private_file_read (const char *folder,
                               const char *name,
                               guint8     *bytes,
                               gsize       max_size,
                               gsize      *out_size,
                               GError    **error);

/* By what a file is known to be the same one, unchanged. In memory only. */
typedef struct
{
  guint64 device, inode;
  guint32 mode;
  gint64 size;
  gint64 modified_ns, changed_ns;
} NxPrivateFileMark;

/* FALSE if there is no such file, or nothing can be said of it. Cheap: one call to the system. */
gboolean nx_private_file_get_mark (const char        *folder,
                                   const char        *name,
                                   NxPrivateFileMark *out_mark);
gboolean nx_private_file_mark_equal (const NxPrivateFileMark *a,
                                     const NxPrivateFileMark *b);

/* Overwrites, removes, and removes what an interrupted write of that name left behind. None there is fine. */
gboolean nx_private_file_destroy (const char *folder,
                                  const char *name,
                                  GError    **error);

G_END_DECLS
