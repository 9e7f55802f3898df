/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the folder of a person's agendas, and that it is worked on by one act at a time. Does not know what an agenda says. */

#include "config.h"

#include "nx-agenda-store.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "nx-ids.h"

#define ID_PREFIX "agenda"

typedef struct _Job Job;
/* On the worker. FALSE with @error. */
typedef gboolean (*JobFunc) (Job *job, GError **error);

struct _Job
{
  JobFunc func;
  char *folder;
  char *name;               /* of an agenda, or the path of a file elsewhere */
  GBytes *xml;
  char **taken;
  GPtrArray *entries;       /* what comes of it */
  NxAgendaEntry *entry;
  GError *error;
  GPtrArray *tasks;         /* GTask: who waits for it */
};

struct _NxAgendaStore
{
  GObject parent_instance;

  char *folder;
  GQueue jobs;              /* Job: those that wait */
  gboolean is_working;
};

enum { SIGNAL_IDLE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxAgendaStore, nx_agenda_store, G_TYPE_OBJECT)

void
nx_agenda_entry_free (NxAgendaEntry *self)
{
  g_free (self->name);
  g_clear_pointer (&self->workshop, nx_workshop_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->name);
  g_clear_pointer (&job->xml, g_bytes_unref);
  g_strfreev (job->taken);
  g_clear_pointer (&job->entries, g_ptr_array_unref);
  g_clear_pointer (&job->entry, nx_agenda_entry_free);
  g_clear_error (&job->error);
  g_ptr_array_unref (job->tasks);
  g_free (job);
}

static void
nx_agenda_store_finalize (GObject *object)
{
  NxAgendaStore *self = NX_AGENDA_STORE (object);

  g_assert (self->jobs.length == 0);
  g_free (self->folder);
  G_OBJECT_CLASS (nx_agenda_store_parent_class)->finalize (object);
}

static void
nx_agenda_store_class_init (NxAgendaStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_agenda_store_finalize;
  signals[SIGNAL_IDLE] = g_signal_new ("idle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_agenda_store_init (NxAgendaStore *self)
{
  g_queue_init (&self->jobs);
}

/* ---- Files, on the worker ---- */

/* Without the path: it holds the person's account name, and what went wrong is the same everywhere. */
static gboolean
fail_file (GError **error,
           int      code)
{
  if (code == G_FILE_ERROR_NOSPC)
    g_set_error_literal (error, NX_AGENDA_ERROR, NX_AGENDA_ERROR_FULL, _("There is no room left on the disk."));
  else if (code == G_FILE_ERROR_ROFS || code == G_FILE_ERROR_ACCES || code == G_FILE_ERROR_PERM)
    g_set_error_literal (error, NX_AGENDA_ERROR, NX_AGENDA_ERROR_READ_ONLY, _("Nothing can be written there."));
  else
    g_set_error_literal (error, NX_AGENDA_ERROR, NX_AGENDA_ERROR_FILE, _("The disk cannot be used as it should."));
  return FALSE;
}

static gboolean
write_file (const char *path,
            GBytes     *xml,
            int         mode,
            GError    **error)
{
  g_autoptr (GError) fault = NULL;
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);

  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, &fault))
    return TRUE;
  return fail_file (error, fault->code);
}

static gboolean
ensure_folder (const char *folder,
               GError    **error)
{
  struct stat info;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_file (error, g_file_error_from_errno (errno));
  /* One that was copied here by hand, say; if it cannot be made private, the files still are. */
  if (stat (folder, &info) == 0 && (info.st_mode & 077) != 0 && g_chmod (folder, 0700) != 0)
    g_info ("the folder of agendas could not be made private");
  return TRUE;
}

static char *
dup_path_in (const char *folder,
             const char *name)
{
  g_autofree char *file = g_strconcat (name, NX_AGENDA_FILE_SUFFIX, NULL);

  return g_build_filename (folder, file, NULL);
}

static char *
dup_path (const Job  *job,
          const char *name)
{
  return dup_path_in (job->folder, name);
}

static gboolean
save (Job     *job,
      GError **error)
{
  g_autofree char *path = dup_path (job, job->name);

  return ensure_folder (job->folder, error) && write_file (path, job->xml, 0600, error);
}

static gboolean
export (Job     *job,
        GError **error)
{
  return write_file (job->name, job->xml, 0666, error);
}

static gboolean
discard (Job     *job,
         GError **error)
{
  g_autofree char *path = dup_path (job, job->name);

  if (g_unlink (path) == 0 || errno == ENOENT || errno == ENOTDIR)
    return TRUE;
  return fail_file (error, g_file_error_from_errno (errno));
}

/* Under another id; everything else is the same. */
static NxWorkshop *
rename_workshop (const NxWorkshop *workshop,
                 const char       *id,
                 GError          **error)
{
  NxWorkshop renamed = *workshop;
  g_autoptr (GBytes) xml = NULL;

  renamed.id = (char *) id;
  xml = nx_workshop_write (&renamed);
  return nx_workshop_parse (xml, id, error);
}

/* As all content is read: within limits, never through a link. Messages name the file alone. */
static NxWorkshop *
read_file (const char *folder,
           const char *file,
           GError    **error)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GBytes) xml = nx_pack_source_load (source, file, error);

  return xml != NULL ? nx_workshop_parse (xml, file, error) : NULL;
}

/* The name of the file is what counts: somebody may have copied it by hand. */
static NxAgendaEntry *
read_entry (const Job  *job,
            const char *file)
{
  NxAgendaEntry *entry = g_new0 (NxAgendaEntry, 1);

  entry->name = g_strndup (file, strlen (file) - strlen (NX_AGENDA_FILE_SUFFIX));
  entry->workshop = read_file (job->folder, file, &entry->problem);
  if (entry->workshop != NULL && !g_str_equal (entry->workshop->id, entry->name))
    {
      g_autoptr (NxWorkshop) found = g_steal_pointer (&entry->workshop);

      entry->workshop = rename_workshop (found, entry->name, &entry->problem);
    }
  return entry;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const NxAgendaEntry *one = *(const NxAgendaEntry *const *) a;
  const NxAgendaEntry *other = *(const NxAgendaEntry *const *) b;

  return strcmp (one->name, other->name);
}

static gboolean
list (Job     *job,
      GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GDir) folder = g_dir_open (job->folder, 0, &fault);
  const char *file;

  job->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_agenda_entry_free);
  if (folder == NULL)
    return g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT) || fail_file (error, fault->code);
  while ((file = g_dir_read_name (folder)) != NULL)
    if (file[0] != '.' && g_str_has_suffix (file, NX_AGENDA_FILE_SUFFIX) && strlen (file) > strlen (NX_AGENDA_FILE_SUFFIX))
      g_ptr_array_add (job->entries, read_entry (job, file));
  g_ptr_array_sort (job->entries, compare_entries);
  return TRUE;
}

/* ---- Copying in ---- */

static NxWorkshop *
read_elsewhere (const char *path,
                GError    **error)
{
  /* What the person chose may be a link; where it leads is what they mean. */
  g_autofree char *real = realpath (path, NULL);
  g_autofree char *folder = g_path_get_dirname (real != NULL ? real : path);
  g_autofree char *file = g_path_get_basename (real != NULL ? real : path);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GBytes) xml = nx_pack_source_load (source, file, error);

  return xml != NULL ? nx_workshop_parse (xml, file, error) : NULL;
}

static gboolean
import (Job     *job,
        GError **error)
{
  g_autoptr (NxWorkshop) workshop = read_elsewhere (job->name, error);
  g_autoptr (NxWorkshop) there = NULL;
  g_autofree char *id = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  if (workshop == NULL)
    return FALSE;
  file = g_strconcat (workshop->id, NX_AGENDA_FILE_SUFFIX, NULL);
  path = dup_path (job, workshop->id);
  there = read_file (job->folder, file, NULL);
  job->entry = g_new0 (NxAgendaEntry, 1);
  if (there != NULL && nx_workshop_equal (there, workshop))
    {
      job->entry->name = g_strdup (workshop->id);
      job->entry->workshop = g_steal_pointer (&workshop);
      return TRUE;
    }
  /* A file that lies there and cannot be read is somebody's, too. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_strv_contains ((const char *const *) job->taken, workshop->id))
    id = nx_agenda_store_make_id ();
  else
    id = g_strdup (workshop->id);
  g_free (job->name);
  job->name = g_strdup (id);
  job->entry->name = g_strdup (id);
  job->entry->workshop = rename_workshop (workshop, id, error);
  if (job->entry->workshop == NULL)
    return FALSE;
  job->xml = nx_workshop_write (job->entry->workshop);
  return save (job, error);
}

char *
nx_agenda_store_make_id (void)
{
  g_autofree char *uuid = nx_uuid4_new ();

  return g_strdup_printf (ID_PREFIX "-%.13s", uuid);
}

/* ---- One after the other ---- */

static void start_next (NxAgendaStore *self);

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  g_task_return_boolean (task, job->func (job, &job->error));
}

static void
answer (Job      *job,
        gboolean  done,
        GTask    *task)
{
  if (!done)
    g_task_return_error (task, g_error_copy (job->error));
  else if (job->entries != NULL)
    g_task_return_pointer (task, g_ptr_array_ref (job->entries), (GDestroyNotify) g_ptr_array_unref);
  else if (job->entry != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->entry), (GDestroyNotify) nx_agenda_entry_free);
  else
    g_task_return_boolean (task, TRUE);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  NxAgendaStore *self = NX_AGENDA_STORE (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), NULL);

  for (guint i = 0; i < job->tasks->len; i++)
    answer (job, done, g_ptr_array_index (job->tasks, i));
  self->is_working = FALSE;
  start_next (self);
  if (nx_agenda_store_is_idle (self))
    g_signal_emit (self, signals[SIGNAL_IDLE], 0);
}

static void
start_next (NxAgendaStore *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->is_working || self->jobs.length == 0)
    return;
  self->is_working = TRUE;
  task = g_task_new (self, NULL, worked_cb, NULL);
  g_task_set_task_data (task, g_queue_pop_head (&self->jobs), job_free);
  g_task_run_in_thread (task, work);
}

static GTask *
task_new (NxAgendaStore      *self,
          gpointer            tag,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

static Job *
push (NxAgendaStore *self,
      JobFunc        func,
      const char    *name,
      GTask         *task)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->folder = g_strdup (self->folder);
  job->name = g_strdup (name);
  job->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (job->tasks, task);
  g_queue_push_tail (&self->jobs, job);
  return job;
}

NxAgendaStore *
nx_agenda_store_new (const char *folder)
{
  NxAgendaStore *self = g_object_new (NX_TYPE_AGENDA_STORE, NULL);

  self->folder = g_strdup (folder);
  return self;
}

gboolean
nx_agenda_store_is_idle (NxAgendaStore *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_STORE (self), TRUE);

  return !self->is_working && self->jobs.length == 0;
}

char *
nx_agenda_store_dup_path (NxAgendaStore *self,
                          const char    *id)
{
  g_return_val_if_fail (NX_IS_AGENDA_STORE (self), NULL);
  g_return_val_if_fail (nx_content_id_is_valid (id), NULL);

  return dup_path_in (self->folder, id);
}

void
nx_agenda_store_list_async (NxAgendaStore      *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (NX_IS_AGENDA_STORE (self));

  push (self, list, NULL, task_new (self, nx_agenda_store_list_async, callback, user_data));
  start_next (self);
}

GPtrArray *
nx_agenda_store_list_finish (NxAgendaStore *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The last act that waits, if it is a save of the same agenda: one write will do for both. */
static Job *
find_waiting_save (NxAgendaStore *self,
                   const char    *id)
{
  Job *last = g_queue_peek_tail (&self->jobs);

  return last != NULL && last->func == save && g_str_equal (last->name, id) ? last : NULL;
}

void
nx_agenda_store_save_async (NxAgendaStore      *self,
                            const char         *id,
                            GBytes             *xml,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (NX_IS_AGENDA_STORE (self));
  g_return_if_fail (nx_content_id_is_valid (id));

  task = task_new (self, nx_agenda_store_save_async, callback, user_data);
  job = find_waiting_save (self, id);
  if (job != NULL)
    g_ptr_array_add (job->tasks, task);
  else
    job = push (self, save, id, task);
  g_clear_pointer (&job->xml, g_bytes_unref);
  job->xml = g_bytes_ref (xml);
  start_next (self);
}

gboolean
nx_agenda_store_save_finish (NxAgendaStore *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
nx_agenda_store_remove_async (NxAgendaStore      *self,
                              const char         *name,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (NX_IS_AGENDA_STORE (self));
  g_return_if_fail (strchr (name, '/') == NULL);

  push (self, discard, name, task_new (self, nx_agenda_store_remove_async, callback, user_data));
  start_next (self);
}

gboolean
nx_agenda_store_remove_finish (NxAgendaStore *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
nx_agenda_store_import_async (NxAgendaStore      *self,
                              const char         *path,
                              const char *const  *taken,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (NX_IS_AGENDA_STORE (self));

  push (self, import, path, task_new (self, nx_agenda_store_import_async, callback, user_data))->taken = g_strdupv ((char **) taken);
  start_next (self);
}

NxAgendaEntry *
nx_agenda_store_import_finish (NxAgendaStore *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
nx_agenda_store_export_async (NxAgendaStore      *self,
                              const char         *path,
                              GBytes             *xml,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (NX_IS_AGENDA_STORE (self));

  push (self, export, path, task_new (self, nx_agenda_store_export_async, callback, user_data))->xml = g_bytes_ref (xml);
  start_next (self);
}

gboolean
nx_agenda_store_export_finish (NxAgendaStore *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
