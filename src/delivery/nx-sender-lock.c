/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-sender-lock.h"

#include "nx-sender.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

struct _NxSenderLock
{
  int fd;
};

NxSenderLock *
nx_sender_lock_take (const char *folder,
                     GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "sender.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  NxSenderLock *self;

  if (fd < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s", path, g_strerror (saved_errno));
      return NULL;
    }
  /* flock belongs to the open file, so it also keeps apart two senders of one process, which fcntl would not. */
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      g_set_error_literal (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_LOCKED, "another program is sending already");
      return NULL;
    }
  self = g_new0 (NxSenderLock, 1);
  self->fd = fd;
  return self;
}

void
nx_sender_lock_release (NxSenderLock *self)
{
  if (self == NULL)
    return;
  close (self->fd);
  g_free (self);
}
