/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * One sender on the computer: an exclusive lock on the file sender.lock of the data folder. The kernel
 * gives it back when the process ends, however it ends; the file itself stays.
 */
typedef struct _NxSenderLock NxSenderLock;

/* LOCKED if another holds it; a GIO error if the file cannot be opened. */
NxSenderLock *nx_sender_lock_take (const char *folder,
                                   GError    **error);
void nx_sender_lock_release (NxSenderLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSenderLock, nx_sender_lock_release)

G_END_DECLS
