/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Keys, the envelopes sealed with them, and the files they lie in. All cryptography is libsodium's;
 * here stands only which bytes go where. The layouts below are frozen: stored records depend on them.
 */

#define G_LOG_DOMAIN "nx-keys"

#include "config.h"

#include "nx-keys.h"

#include "nx-ids.h"
#include "nx-private-file.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

/* Envelope: codec | key id | nonce | text and tag. */
#define CODEC_1 1
#define KEY_ID_OFFSET 1
#define NONCE_OFFSET (KEY_ID_OFFSET + NX_KEY_ID_BYTES)
#define TEXT_OFFSET (NONCE_OFFSET + NONCE_BYTES)

G_STATIC_ASSERT (SECRET_BYTES == 32);
G_STATIC_ASSERT (TEXT_OFFSET + TAG_BYTES == NX_ENVELOPE_OVERHEAD_BYTES);

/* Key file: magic with version | key id | secret | checksum of all before. The checksum tells a damaged file from a wrong key. */
#define FILE_FAMILY "NXKEY"
#define FILE_MAGIC "NXKEY001"
#define FILE_MAGIC_BYTES 8
#define FILE_ID_OFFSET FILE_MAGIC_BYTES
#define FILE_SECRET_OFFSET (FILE_ID_OFFSET + NX_KEY_ID_BYTES)
#define FILE_SUM_OFFSET (FILE_SECRET_OFFSET + SECRET_BYTES)
#define FILE_SUM_BYTES 16
#define FILE_BYTES (FILE_SUM_OFFSET + FILE_SUM_BYTES)

#define DEVICE_KEY_NAME "device"

G_DEFINE_QUARK (nx-keys-error-quark, nx_keys_error)

struct _NxKey
{
  guint8 id[NX_KEY_ID_BYTES];
  guint8 *secret;  /* in sodium's locked, guarded, read-only memory */
};

struct _NxKeyStore
{
  char *folder;

  /*
   * The key that was loaded last, for as long as its file is the same and unchanged: one person works at a
   * time, and reading a key anew costs as much as all else of an answer. No more than one, so that no more
   * secrets lie in memory than are in use.
   */
  GMutex lock;
  char *recent_name;   /* NULL if there is none */
  NxKey *recent;
  NxPrivateFileMark recent_mark;
};

static void
ensure_sodium (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      int result = sodium_init ();

      g_assert (result >= 0);  /* fails only where the machine has no source of randomness: nothing could be sealed then */
      g_once_init_leave (&ready, 1);
    }
}

static guint8 *
allocate_locked (gsize size)
{
  guint8 *bytes;

  ensure_sodium ();
  bytes = sodium_malloc (size);
  g_assert (bytes != NULL);  /* out of memory, as with g_malloc */

  return bytes;
}

static NxKey *
key_new (const guint8 id[NX_KEY_ID_BYTES],
         const guint8 secret[SECRET_BYTES])
{
  NxKey *self = g_atomic_rc_box_new0 (NxKey);

  memcpy (self->id, id, sizeof self->id);
  self->secret = allocate_locked (SECRET_BYTES);
  memcpy (self->secret, secret, SECRET_BYTES);
  sodium_mprotect_readonly (self->secret);

  return self;
}

NxKey *
nx_key_new_random (void)
{
  guint8 id[NX_KEY_ID_BYTES];
  guint8 *secret = allocate_locked (SECRET_BYTES);
  NxKey *self;

  randombytes_buf (id, sizeof id);
  randombytes_buf (secret, SECRET_BYTES);
  self = key_new (id, secret);
  sodium_free (secret);

  return self;
}

NxKey *
nx_key_ref (NxKey *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
key_clear (gpointer data)
{
  NxKey *self = data;

  sodium_free (self->secret);  /* wipes it too */
}

void
nx_key_unref (NxKey *self)
{
  g_atomic_rc_box_release_full (self, key_clear);
}

const guint8 *
nx_key_get_id (NxKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/* Where the text belongs: moved to another place, an envelope no longer opens. */
static GByteArray *
associated_data (const char *table,
                 const char *row,
                 const char *column)
{
  GByteArray *data = g_byte_array_new ();

  g_byte_array_append (data, (const guint8 *) table, strlen (table) + 1);
  g_byte_array_append (data, (const guint8 *) row, strlen (row) + 1);
  g_byte_array_append (data, (const guint8 *) column, strlen (column));

  return data;
}

/**
 * nx_envelope_seal:
 * @key: the key
 * @table: table the envelope will lie in
 * @row: id of its row
 * @column: column
 * @plain: what to seal; may be empty
 *
 * Thread: any.
 * Returns: (transfer full): NX_ENVELOPE_OVERHEAD_BYTES more than @plain; never the same twice
 */
GBytes *
nx_envelope_seal (NxKey      *key,
                  const char *table,
                  const char *row,
                  const char *column,
                  GBytes     *plain)
{
  g_autoptr (GByteArray) place = NULL;
  const guint8 *text;
  guint8 *envelope;
  gsize size;

  g_return_val_if_fail (key != NULL && plain != NULL, NULL);
  g_return_val_if_fail (table != NULL && row != NULL && column != NULL, NULL);

  text = g_bytes_get_data (plain, &size);
  place = associated_data (table, row, column);

  envelope = g_malloc (size + NX_ENVELOPE_OVERHEAD_BYTES);
  envelope[0] = CODEC_1;
  memcpy (envelope + KEY_ID_OFFSET, key->id, NX_KEY_ID_BYTES);
  randombytes_buf (envelope + NONCE_OFFSET, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (envelope + TEXT_OFFSET, NULL, text, size, place->data, place->len,
                                              NULL, envelope + NONCE_OFFSET, key->secret);

  return g_bytes_new_take (envelope, size + NX_ENVELOPE_OVERHEAD_BYTES);
}

static gboolean
check_head (NxKey        *key,
            const guint8 *envelope,
            gsize         size,
            GError      **error)
{
  if (size > 0 && envelope[0] != CODEC_1)
    {
      g_set_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TOO_NEW, "envelope of codec %u", (guint) envelope[0]);
      return FALSE;
    }
  if (size < NX_ENVELOPE_OVERHEAD_BYTES)
    {
      g_set_error (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TAMPERED, "envelope of only %" G_GSIZE_FORMAT " bytes", size);
      return FALSE;
    }
  if (memcmp (envelope + KEY_ID_OFFSET, key->id, NX_KEY_ID_BYTES) != 0)
    {
      g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_WRONG_KEY, "sealed with another key");
      return FALSE;
    }

  return TRUE;
}

/**
 * nx_envelope_open:
 * @key: the key
 * @table: table the envelope lay in
 * @row: id of its row
 * @column: column
 * @envelope: what lay there
 * @error: return location for an error
 *
 * Thread: any.
 * Errors: %NX_KEYS_ERROR_TOO_NEW, %NX_KEYS_ERROR_WRONG_KEY, %NX_KEYS_ERROR_TAMPERED.
 * Returns: (transfer full) (nullable): the text
 */
GBytes *
nx_envelope_open (NxKey      *key,
                  const char *table,
                  const char *row,
                  const char *column,
                  GBytes     *envelope,
                  GError    **error)
{
  g_autoptr (GByteArray) place = NULL;
  g_autofree guint8 *text = NULL;
  const guint8 *bytes;
  gsize size, text_size;

  g_return_val_if_fail (key != NULL && envelope != NULL, NULL);
  g_return_val_if_fail (table != NULL && row != NULL && column != NULL, NULL);

  bytes = g_bytes_get_data (envelope, &size);
  if (!check_head (key, bytes, size, error))
    return NULL;

  place = associated_data (table, row, column);
  text_size = size - NX_ENVELOPE_OVERHEAD_BYTES;
  text = g_malloc (MAX (text_size, 1));
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (text, NULL, NULL, bytes + TEXT_OFFSET, size - TEXT_OFFSET,
                                                  place->data, place->len, bytes + NONCE_OFFSET, key->secret) != 0)
    {
      g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TAMPERED, "the envelope was changed or lies in a wrong place");
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&text), text_size);
}

/**
 * nx_key_store_new:
 * @folder: where key files lie; need not exist yet
 *
 * The file system is its only state, so several may serve one folder, also of several processes: a key whose
 * file was replaced or removed is never given out again, though it was loaded before.
 */
NxKeyStore *
nx_key_store_new (const char *folder)
{
  NxKeyStore *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_atomic_rc_box_new0 (NxKeyStore);
  self->folder = g_strdup (folder);
  g_mutex_init (&self->lock);

  return self;
}

NxKeyStore *
nx_key_store_ref (NxKeyStore *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
forget_recent (NxKeyStore *self)
{
  g_clear_pointer (&self->recent_name, g_free);
  g_clear_pointer (&self->recent, nx_key_unref);
}

static void
remember (NxKeyStore              *self,
          const char              *name,
          NxKey                   *key,
          const NxPrivateFileMark *mark)
{
  forget_recent (self);
  self->recent_name = g_strdup (name);
  self->recent = nx_key_ref (key);
  self->recent_mark = *mark;
}

static gboolean
is_recent (NxKeyStore              *self,
           const char              *name,
           const NxPrivateFileMark *mark)
{
  return g_strcmp0 (self->recent_name, name) == 0 && nx_private_file_mark_equal (&self->recent_mark, mark);
}

static void
key_store_clear (gpointer data)
{
  NxKeyStore *self = data;

  forget_recent (self);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
}

void
nx_key_store_unref (NxKeyStore *self)
{
  g_atomic_rc_box_release_full (self, key_store_clear);
}

/* Also keeps a name from leading out of the folder. */
static gboolean
is_key_name (const char *name)
{
  return g_strcmp0 (name, DEVICE_KEY_NAME) == 0 || nx_uuid_is_valid (name);
}

static char *
file_name_of (const char *name)
{
  return g_strconcat (name, ".key", NULL);
}

static void
checksum (const guint8 *file,
          guint8        sum[FILE_SUM_BYTES])
{
  crypto_generichash (sum, FILE_SUM_BYTES, file, FILE_SUM_OFFSET, NULL, 0);
}

static NxKey *
parse_file (const guint8 *file,
            gsize         size,
            GError      **error)
{
  guint8 sum[FILE_SUM_BYTES];

  if (size >= FILE_MAGIC_BYTES && memcmp (file, FILE_MAGIC, FILE_MAGIC_BYTES) != 0
      && memcmp (file, FILE_FAMILY, strlen (FILE_FAMILY)) == 0)
    {
      g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TOO_NEW, "key file of a newer version");
      return NULL;
    }
  if (size == FILE_BYTES && memcmp (file, FILE_MAGIC, FILE_MAGIC_BYTES) == 0)
    {
      checksum (file, sum);
      if (sodium_memcmp (sum, file + FILE_SUM_OFFSET, FILE_SUM_BYTES) == 0)
        return key_new (file + FILE_ID_OFFSET, file + FILE_SECRET_OFFSET);
    }

  g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE, "the key file is damaged");

  return NULL;
}

static NxKey *
read_key (NxKeyStore *self,
          const char *file_name,
          GError    **error)
{
  guint8 *file;
  gsize size;
  NxKey *key = NULL;

  file = allocate_locked (FILE_BYTES + 1);  /* one more, so that a longer file shows */
  if (nx_private_file_read (self->folder, file_name, file, FILE_BYTES + 1, &size, error))
    key = parse_file (file, size, error);
  sodium_free (file);

  return key;
}

NxKey *
nx_key_store_load (NxKeyStore *self,
                   const char *name,
                   GError    **error)
{
  g_autofree char *file_name = NULL;
  NxPrivateFileMark mark;
  gboolean marked;
  NxKey *key;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (is_key_name (name), NULL);

  file_name = file_name_of (name);
  g_mutex_lock (&self->lock);
  /* Before the file is read: whatever changes it from here on changes its mark, and the next one reads it anew. */
  marked = nx_private_file_get_mark (self->folder, file_name, &mark);
  if (marked && is_recent (self, name, &mark))
    {
      key = nx_key_ref (self->recent);
    }
  else
    {
      forget_recent (self);
      key = read_key (self, file_name, error);
      if (key != NULL && marked)
        remember (self, name, key, &mark);
    }
  g_mutex_unlock (&self->lock);

  return key;
}

static gboolean
save (NxKeyStore *self,
      const char *file_name,
      NxKey      *key,
      gboolean   *out_written,
      GError    **error)
{
  guint8 *file = allocate_locked (FILE_BYTES);
  gboolean ok;

  memcpy (file, FILE_MAGIC, FILE_MAGIC_BYTES);
  memcpy (file + FILE_ID_OFFSET, key->id, NX_KEY_ID_BYTES);
  memcpy (file + FILE_SECRET_OFFSET, key->secret, SECRET_BYTES);
  checksum (file, file + FILE_SUM_OFFSET);
  ok = nx_private_file_write (self->folder, file_name, file, FILE_BYTES, NX_PRIVATE_FILE_KEEP, out_written, error);
  sodium_free (file);

  return ok;
}

NxKey *
nx_key_store_ensure (NxKeyStore *self,
                     const char *name,
                     GError    **error)
{
  g_autofree char *file_name = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (NxKey) key = NULL;
  gboolean written;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (is_key_name (name), NULL);

  key = nx_key_store_load (self, name, &local_error);
  if (key != NULL)
    return g_steal_pointer (&key);
  /* A key that is there but cannot be read is never replaced: what it sealed would be lost. */
  if (!g_error_matches (local_error, NX_KEYS_ERROR, NX_KEYS_ERROR_MISSING))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  key = nx_key_new_random ();
  file_name = file_name_of (name);
  if (!save (self, file_name, key, &written, error))
    return NULL;
  if (!written)  /* a second process was first: its key is the key */
    return nx_key_store_load (self, name, error);

  return g_steal_pointer (&key);
}

gboolean
nx_key_store_destroy (NxKeyStore *self,
                      const char *name,
                      GError    **error)
{
  g_autofree char *file_name = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (is_key_name (name), FALSE);

  file_name = file_name_of (name);
  g_mutex_lock (&self->lock);
  if (g_strcmp0 (self->recent_name, name) == 0)
    forget_recent (self);
  g_mutex_unlock (&self->lock);

  return nx_private_file_destroy (self->folder, file_name, error);
}
