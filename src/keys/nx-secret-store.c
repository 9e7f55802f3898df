/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Where the credentials of a destination lie. The Secret Service is asked first; only where there is none
 * does the private file serve, and what lies there is still found when a service appears later. A keyring
 * that is there but locked, or that the person refuses to open, is an error and never a reason for the file.
 */

#define G_LOG_DOMAIN "nx-keys"

#include "config.h"

#include "nx-secret-store.h"

#include "nx-json-writer.h"
#include "nx-json.h"
#include "nx-keys.h"
#include "nx-late-secret.h"
#include "nx-private-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FILE_NAME "credentials"
/* A key and a secret are some dozens of bytes each; a device has a handful of destinations. */
#define FILE_MAX_BYTES (64 * 1024)
#define ITEM_MAX_BYTES (16 * 1024)
/* The synchronous twins give a person time to unlock the keyring, but a service that never answers must not hold the tool. */
#define SYNC_TIMEOUT_SECONDS 60

struct _NxSecretStore
{
  GObject parent_instance;

  char *folder;
  GMutex file_lock;  /* changing the file is read, change, write */
  int place;         /* NxSecretPlace, atomic */
};

G_DEFINE_FINAL_TYPE (NxSecretStore, nx_secret_store, G_TYPE_OBJECT)

static const SecretSchema destination_schema = {
  "org.nexustrainer.NexusTrainer.Destination",
  SECRET_SCHEMA_NONE,
  {
    { "destination", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* Freed by itself; libsecret's own way to do that is inline, and would link to libsecret. */
typedef SecretValue KeyringItem;

static void
keyring_item_unref (KeyringItem *item)
{
  secret_value_unref (item);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KeyringItem, keyring_item_unref)

/* One look-up or saving on its way; the data of its GTask. */
typedef struct
{
  gboolean save;
  char *destination;
  char *key;
  char *secret;
  gboolean has_keyring;
} Request;

static void
wipe_free (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->destination);
  wipe_free (request->key);
  wipe_free (request->secret);
  g_free (request);
}

static void
set_place (NxSecretStore *self,
           NxSecretPlace  place)
{
  g_atomic_int_set (&self->place, (int) place);
}

/* The file */

/* An empty key file if there is none; NULL only with @error set. */
static GKeyFile *
load_file (NxSecretStore *self,
           GError       **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree guint8 *bytes = g_malloc (FILE_MAX_BYTES);
  g_autoptr (GError) local_error = NULL;
  gsize size;
  gboolean ok;

  if (!nx_private_file_read (self->folder, FILE_NAME, bytes, FILE_MAX_BYTES, &size, &local_error))
    {
      if (g_error_matches (local_error, NX_KEYS_ERROR, NX_KEYS_ERROR_MISSING))
        return g_steal_pointer (&file);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  ok = size == 0 || (size < FILE_MAX_BYTES && g_key_file_load_from_data (file, (const char *) bytes, size, G_KEY_FILE_NONE, NULL));
  explicit_bzero (bytes, size);
  if (!ok)
    {
      /* Without GKeyFile's words: they may quote a line, and a line may be a secret. */
      g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE, "the file of credentials is damaged");
      return NULL;
    }

  return g_steal_pointer (&file);
}

static gboolean
save_file (NxSecretStore *self,
           GKeyFile      *file,
           GError       **error)
{
  gsize size;
  char *text = g_key_file_to_data (file, &size, NULL);
  gboolean ok = nx_private_file_write (self->folder, FILE_NAME, (const guint8 *) text, size, NX_PRIVATE_FILE_REPLACE, NULL, error);

  wipe_free (text);

  return ok;
}

static gboolean
lookup_in_file (NxSecretStore *self,
                Request       *request,
                GError       **error)
{
  g_autoptr (GKeyFile) file = load_file (self, error);

  if (file == NULL)
    return FALSE;

  request->key = g_key_file_get_string (file, request->destination, "key", NULL);
  request->secret = g_key_file_get_string (file, request->destination, "secret", NULL);
  if (request->key == NULL || request->secret == NULL)
    {
      g_clear_pointer (&request->key, wipe_free);
      g_clear_pointer (&request->secret, wipe_free);
    }
  set_place (self, request->has_keyring && request->key == NULL ? NX_SECRET_PLACE_KEYRING : NX_SECRET_PLACE_FILE);

  return TRUE;
}

static gboolean
save_in_file (NxSecretStore *self,
              Request       *request,
              GError       **error)
{
  g_autoptr (GKeyFile) file = load_file (self, error);

  if (file == NULL)
    return FALSE;

  g_key_file_set_string (file, request->destination, "key", request->key);
  g_key_file_set_string (file, request->destination, "secret", request->secret);
  if (!save_file (self, file, error))
    return FALSE;
  set_place (self, NX_SECRET_PLACE_FILE);

  return TRUE;
}

/* After the keyring took them: an older copy in the file would be a secret lying open for nothing. */
static gboolean
forget_in_file (NxSecretStore *self,
                Request       *request,
                GError       **error)
{
  g_autoptr (GKeyFile) file = load_file (self, error);

  if (file == NULL)
    return FALSE;
  if (!g_key_file_remove_group (file, request->destination, NULL))
    return TRUE;

  return save_file (self, file, error);
}

static void
file_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  NxSecretStore *self = source;
  Request *request = data;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_mutex_lock (&self->file_lock);
  if (!request->save)
    ok = lookup_in_file (self, request, &error);
  else if (request->has_keyring)
    ok = forget_in_file (self, request, &error);
  else
    ok = save_in_file (self, request, &error);
  g_mutex_unlock (&self->file_lock);

  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* The Secret Service */

/* Key and secret share one item, so that they are never of two ages. */
static char *
pack_item (Request *request)
{
  g_autoptr (GBytes) bytes = NULL;
  NxJsonWriter *writer = nx_json_writer_new ();

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "key", request->key);
  nx_json_writer_member_string (writer, "secret", request->secret);
  nx_json_writer_end_object (writer);
  bytes = nx_json_writer_end (writer);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static gboolean
unpack_item (SecretValue *value,
             Request     *request,
             GError     **error)
{
  gsize size;
  const char *text = secret_value_get (value, &size);
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (bytes, ITEM_MAX_BYTES, NULL);
  const NxJsonValue *root = doc != NULL ? nx_json_doc_get_root (doc) : NULL;

  request->key = g_strdup (nx_json_get_string (root, "key", NULL));
  request->secret = g_strdup (nx_json_get_string (root, "secret", NULL));
  if (request->key != NULL && request->secret != NULL)
    return TRUE;

  g_set_error_literal (error, NX_KEYS_ERROR, NX_KEYS_ERROR_TAMPERED, "the keyring's entry was changed by another program");

  return FALSE;
}

static void
continue_in_file (GTask *task)
{
  g_task_run_in_thread (task, file_thread);
}

/* A service without a collection to put anything in is as good as none. */
static gboolean
says_no_collection (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

static void
return_keyring_error (GTask  *task,
                      GError *error)
{
  if (says_no_collection (error))
    {
      ((Request *) g_task_get_task_data (task))->has_keyring = FALSE;
      g_error_free (error);
      continue_in_file (task);
      return;
    }

  g_prefix_error (&error, "keyring: ");
  g_task_return_error (task, error);
}

static void
lookup_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KeyringItem) value = NULL;
  GError *error = NULL;

  value = secret_service_lookup_finish (SECRET_SERVICE (source), result, &error);
  if (error != NULL)
    {
      return_keyring_error (task, error);
    }
  else if (value == NULL)
    {
      continue_in_file (task);
    }
  else if (unpack_item (value, g_task_get_task_data (task), &error))
    {
      set_place (g_task_get_source_object (task), NX_SECRET_PLACE_KEYRING);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
store_ready_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!secret_service_store_finish (SECRET_SERVICE (source), result, &error))
    {
      return_keyring_error (task, error);
      return;
    }

  set_place (g_task_get_source_object (task), NX_SECRET_PLACE_KEYRING);
  continue_in_file (task);
}

static void
save_in_keyring (SecretService *service,
                 GTask         *task)
{
  Request *request = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = secret_attributes_build (&destination_schema, "destination", request->destination, NULL);
  g_autoptr (KeyringItem) value = NULL;
  char *text = pack_item (request);

  if (text == NULL)
    {
      g_task_return_new_error (task, NX_KEYS_ERROR, NX_KEYS_ERROR_FILE, "the credentials are not valid text");
      return;
    }

  value = secret_value_new (text, -1, "application/json");
  wipe_free (text);
  secret_service_store (service, &destination_schema, attributes, SECRET_COLLECTION_DEFAULT,
                        /* Translators: the entry's name in the system's password manager. */
                        C_ ("keyring", "Nexus Trainer: training records server"),
                        value, g_task_get_cancellable (task), store_ready_cb, g_object_ref (task));
}

static void
service_ready_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GError) error = NULL;

  service = secret_service_get_finish (result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* No bus, nobody on it by that name, or one that cannot be started: there is no Secret Service. */
  if (service == NULL)
    {
      g_debug ("no Secret Service");
      continue_in_file (task);
      return;
    }

  request->has_keyring = TRUE;
  if (request->save)
    {
      save_in_keyring (service, task);
    }
  else
    {
      g_autoptr (GHashTable) attributes = secret_attributes_build (&destination_schema, "destination", request->destination, NULL);

      secret_service_lookup (service, &destination_schema, attributes, g_task_get_cancellable (task), lookup_ready_cb, g_object_ref (task));
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!nx_late_library_load_finish (result, &error))
    {
      g_warning ("%s", error->message);
      continue_in_file (task);
      return;
    }
  secret_service_get (SECRET_SERVICE_OPEN_SESSION, g_task_get_cancellable (task), service_ready_cb, g_object_ref (task));
}

static void
start (NxSecretStore      *self,
       Request            *request,
       GCancellable       *cancellable,
       GAsyncReadyCallback callback,
       gpointer            user_data,
       gpointer            source_tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, request, request_free);
  nx_late_library_load_async (nx_late_secret_load, opened_cb, task);
}

/* The object */

static void
nx_secret_store_finalize (GObject *object)
{
  NxSecretStore *self = NX_SECRET_STORE (object);

  g_free (self->folder);
  g_mutex_clear (&self->file_lock);

  G_OBJECT_CLASS (nx_secret_store_parent_class)->finalize (object);
}

static void
nx_secret_store_class_init (NxSecretStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_secret_store_finalize;
}

static void
nx_secret_store_init (NxSecretStore *self)
{
  g_mutex_init (&self->file_lock);
}

/**
 * nx_secret_store_new:
 * @folder: private folder for the file that serves where there is no Secret Service
 */
NxSecretStore *
nx_secret_store_new (const char *folder)
{
  NxSecretStore *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (NX_TYPE_SECRET_STORE, NULL);
  self->folder = g_strdup (folder);

  return self;
}

/* Where the last look-up found, or the last saving put, credentials. Thread: any. */
NxSecretPlace
nx_secret_store_get_place (NxSecretStore *self)
{
  g_return_val_if_fail (NX_IS_SECRET_STORE (self), NX_SECRET_PLACE_UNKNOWN);

  return (NxSecretPlace) g_atomic_int_get (&self->place);
}

void
nx_secret_store_lookup_async (NxSecretStore      *self,
                              const char         *destination,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  Request *request;

  g_return_if_fail (NX_IS_SECRET_STORE (self));
  g_return_if_fail (destination != NULL && *destination != '\0');

  request = g_new0 (Request, 1);
  request->destination = g_strdup (destination);
  start (self, request, cancellable, callback, user_data, nx_secret_store_lookup_async);
}

gboolean
nx_secret_store_lookup_finish (NxSecretStore *self,
                               GAsyncResult  *result,
                               char         **key,
                               char         **secret,
                               GError       **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (key != NULL && secret != NULL, FALSE);

  *key = *secret = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  request = g_task_get_task_data (G_TASK (result));
  *key = g_steal_pointer (&request->key);
  *secret = g_steal_pointer (&request->secret);

  return TRUE;
}

void
nx_secret_store_save_async (NxSecretStore      *self,
                            const char         *destination,
                            const char         *key,
                            const char         *secret,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Request *request;

  g_return_if_fail (NX_IS_SECRET_STORE (self));
  g_return_if_fail (destination != NULL && *destination != '\0');
  g_return_if_fail (key != NULL && secret != NULL);

  request = g_new0 (Request, 1);
  request->save = TRUE;
  request->destination = g_strdup (destination);
  request->key = g_strdup (key);
  request->secret = g_strdup (secret);
  start (self, request, cancellable, callback, user_data, nx_secret_store_save_async);
}

gboolean
nx_secret_store_save_finish (NxSecretStore *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The synchronous twins: the same steps in a main context of their own, bounded in time. */

typedef struct
{
  GMainContext *context;
  GSource *timeout;
  GCancellable *cancellable;
  GAsyncResult *result;
} Wait;

static gboolean
timed_out_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
result_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static void
wait_begin (Wait *wait)
{
  wait->context = g_main_context_new ();
  wait->cancellable = g_cancellable_new ();
  wait->result = NULL;
  g_main_context_push_thread_default (wait->context);

  wait->timeout = g_timeout_source_new_seconds (SYNC_TIMEOUT_SECONDS);
  g_source_set_callback (wait->timeout, timed_out_cb, wait->cancellable, NULL);
  g_source_attach (wait->timeout, wait->context);
}

static void
wait_end (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (wait->context, TRUE);

  g_source_destroy (wait->timeout);
  g_source_unref (wait->timeout);
  /* The shared proxy listens in this context, which ends now; the next caller makes another. */
  if (nx_late_secret_load (NULL))
    secret_service_disconnect ();
  while (g_main_context_iteration (wait->context, FALSE))
    ;
  g_main_context_pop_thread_default (wait->context);
  g_main_context_unref (wait->context);
}

static void
wait_clear (Wait    *wait,
            GError **error)
{
  if (error != NULL && g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (error);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the keyring did not answer");
    }
  g_object_unref (wait->result);
  g_object_unref (wait->cancellable);
}

gboolean
nx_secret_store_lookup (NxSecretStore *self,
                        const char    *destination,
                        char         **key,
                        char         **secret,
                        GError       **error)
{
  Wait wait;
  gboolean ok;

  g_return_val_if_fail (NX_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (destination != NULL && *destination != '\0', FALSE);

  wait_begin (&wait);
  nx_secret_store_lookup_async (self, destination, wait.cancellable, result_ready_cb, &wait);
  wait_end (&wait);
  ok = nx_secret_store_lookup_finish (self, wait.result, key, secret, error);
  wait_clear (&wait, error);

  return ok;
}

gboolean
nx_secret_store_save (NxSecretStore *self,
                      const char    *destination,
                      const char    *key,
                      const char    *secret,
                      GError       **error)
{
  Wait wait;
  gboolean ok;

  g_return_val_if_fail (NX_IS_SECRET_STORE (self), FALSE);
  g_return_val_if_fail (destination != NULL && *destination != '\0', FALSE);
  g_return_val_if_fail (key != NULL && secret != NULL, FALSE);

  wait_begin (&wait);
  nx_secret_store_save_async (self, destination, key, secret, wait.cancellable, result_ready_cb, &wait);
  wait_end (&wait);
  ok = nx_secret_store_save_finish (self, wait.result, error);
  wait_clear (&wait, error);

  return ok;
}
