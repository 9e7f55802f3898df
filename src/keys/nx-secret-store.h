/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * NxSecretStore: credentials of a destination, in the Secret Service; only where there is none, in a
 * 0600 file of @folder, and nx_secret_store_get_place() then says so, so that the settings page can.
 * Never in the database, a log or an export.
 */

#define NX_TYPE_SECRET_STORE (nx_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (NxSecretStore, nx_secret_store, NX, SECRET_STORE, GObject)

typedef enum
{
  NX_SECRET_PLACE_UNKNOWN,  /* not used yet */
  NX_SECRET_PLACE_KEYRING,
  NX_SECRET_PLACE_FILE,
} NxSecretPlace;

NxSecretStore *nx_secret_store_new (const char *folder);
NxSecretPlace nx_secret_store_get_place (NxSecretStore *self);

/* key and secret of @destination (a UUID); both NULL and no error if none is stored. */
void nx_secret_store_lookup_async (NxSecretStore *self, const char *destination, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_secret_store_lookup_finish (NxSecretStore *self, GAsyncResult *result, char **key, char **secret, GError **error);
void nx_secret_store_save_async (NxSecretStore *self, const char *destination, const char *key, const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_secret_store_save_finish (NxSecretStore *self, GAsyncResult *result, GError **error);
/* Synchronous twins for the tool and tests. */
gboolean nx_secret_store_lookup (NxSecretStore *self, const char *destination, char **key, char **secret, GError **error);
gboolean nx_secret_store_save (NxSecretStore *self, const char *destination, const char *key, const char *secret, GError **error);

G_END_DECLS
