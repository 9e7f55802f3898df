/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * NxKey: 32 secret bytes in locked memory and a public 16-byte id. Reference counted, immutable. Thread: any.
 * Envelope (codec 1): codec (1 byte) | key id (16) | nonce (24) | XChaCha20-Poly1305 text and tag,
 * with "table\0row\0column" as associated data.
 */

typedef struct _NxKey NxKey;

#define NX_KEYS_ERROR (nx_keys_error_quark ())
GQuark nx_keys_error_quark (void);
typedef enum
{
  NX_KEYS_ERROR_WRONG_KEY,   /* sealed with another key */
  NX_KEYS_ERROR_TAMPERED,    /* text, tag or associated data differ */
  NX_KEYS_ERROR_TOO_NEW,     /* codec unknown to this version */
  NX_KEYS_ERROR_MISSING,     /* no such key or secret here */
  NX_KEYS_ERROR_FILE,        /* key file cannot be read or written, or is damaged */
} NxKeysError;

#define NX_KEY_ID_BYTES 16
#define NX_ENVELOPE_OVERHEAD_BYTES (1 + 16 + 24 + 16)

NxKey *nx_key_new_random (void);
NxKey *nx_key_ref (NxKey *self);
void nx_key_unref (NxKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxKey, nx_key_unref)
const guint8 *nx_key_get_id (NxKey *self);

GBytes *nx_envelope_seal (NxKey *key, const char *table, const char *row, const char *column, GBytes *plain);
GBytes *nx_envelope_open (NxKey *key, const char *table, const char *row, const char *column, GBytes *envelope, GError **error);

/*
 * NxKeyStore: key files, 0600 in a 0700 folder, written by temporary file, fsync and rename.
 * Names are "device" or a learner's UUID. Thread: any (own lock).
 */
typedef struct _NxKeyStore NxKeyStore;
NxKeyStore *nx_key_store_new (const char *folder);
NxKeyStore *nx_key_store_ref (NxKeyStore *self);
void nx_key_store_unref (NxKeyStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxKeyStore, nx_key_store_unref)
/* The key of that name; MISSING if there is none. */
NxKey *nx_key_store_load (NxKeyStore *self, const char *name, GError **error);
/* Loads it, or makes and durably saves a new one; idempotent and safe against a second process. */
NxKey *nx_key_store_ensure (NxKeyStore *self, const char *name, GError **error);
/* Makes the key unrecoverable here. */
gboolean nx_key_store_destroy (NxKeyStore *self, const char *name, GError **error);

G_END_DECLS
