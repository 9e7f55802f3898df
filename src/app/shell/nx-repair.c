/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-shell"

#include "config.h"

#include "nx-repair.h"

#include <glib/gi18n.h>

#include "nx-dates.h"
#include "nx-text.h"
#include "nx-window.h"

typedef struct
{
  GtkApplication *application;   /* weak: it owns the actions that own this */
  NxContext *context;
  gboolean busy;
} Repair;

static Repair *
get_repair (gpointer application)
{
  return g_object_get_data (G_OBJECT (application), "nx-repair");
}

static void
repair_free (gpointer data)
{
  Repair *repair = data;

  g_object_unref (repair->context);
  g_free (repair);
}

static NxWindow *
get_window (Repair *repair)
{
  GtkWindow *window = gtk_application_get_active_window (repair->application);

  while (window != NULL && !NX_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return NX_IS_WINDOW (window) ? NX_WINDOW (window) : NULL;
}

static void
tell (Repair     *repair,
      const char *heading,
      const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (get_window (repair)), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- On the worker ---- */

typedef struct
{
  char *folder;
  char *backup;                  /* restore; NULL: repair */
  NxClock *clock;
} Job;

typedef struct
{
  char *copy;                    /* where the damaged file was kept */
  guint n_lost;
} Outcome;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->backup);
  g_object_unref (job->clock);
  g_free (job);
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_free (outcome->copy);
  g_free (outcome);
}

static void
job_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Job *job = task_data;
  Outcome *outcome = g_new0 (Outcome, 1);
  GError *error = NULL;
  gboolean ok;

  if (job->backup != NULL)
    ok = nx_record_store_restore (job->folder, job->backup, &error);
  else
    ok = nx_record_store_repair (job->folder, job->clock, &outcome->copy, &outcome->n_lost, &error);
  if (ok)
    g_task_return_pointer (task, outcome, outcome_free);
  else
    {
      outcome_free (outcome);
      g_task_return_error (task, error);
    }
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Repair *repair = get_repair (source);
  g_autoptr (GError) error = NULL;
  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), &error);
  const Job *job = g_task_get_task_data (G_TASK (result));

  repair->busy = FALSE;
  if (outcome == NULL)
    {
      tell (repair, _("This did not work"), error->message);
      return;
    }
  if (job->backup != NULL)
    tell (repair, _("The backup is in place"), _("The file that was there before was kept beside it."));
  else if (outcome->n_lost == 0)
    tell (repair, _("Your records are whole again"), _("Nothing was lost. A copy of the damaged file was kept."));
  else
    {
      g_autofree char *path = nx_text_isolate (outcome->copy);
      g_autofree char *body = g_strdup_printf (ngettext ("%u entry could not be read. A copy of the damaged file was kept: %s",
                                                         "%u entries could not be read. A copy of the damaged file was kept: %s", outcome->n_lost),
                                               outcome->n_lost, path);

      tell (repair, _("Your records are repaired"), body);
    }
  outcome_free (outcome);
  nx_context_reopen (repair->context);
}

static void
start_job (Repair     *repair,
           const char *backup)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (repair->busy)
    return;
  repair->busy = TRUE;
  nx_context_release_store (repair->context);
  job = g_new0 (Job, 1);
  job->folder = g_strdup (nx_context_get_folder (repair->context));
  job->backup = g_strdup (backup);
  job->clock = g_object_ref (nx_context_get_clock (repair->context));
  task = g_task_new (repair->application, NULL, job_done_cb, NULL);
  g_task_set_source_tag (task, start_job);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_thread);
}

static void
repair_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  start_job (get_repair (user_data), NULL);
}

static void
reopen_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  nx_context_reopen (get_repair (user_data)->context);
}

/* ---- Restore a backup ---- */

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, nx_record_store_list_backups (task_data), (GDestroyNotify) g_strfreev);
}

static void
backup_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    Repair           *repair)
{
  GtkDropDown *choice = g_object_get_data (G_OBJECT (dialog), "nx-choice");
  char **paths = g_object_get_data (G_OBJECT (dialog), "nx-paths");

  if (g_str_equal (response, "restore"))
    start_job (repair, paths[gtk_drop_down_get_selected (choice)]);
}

static char *
dup_backup_name (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GDateTime) when = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;

  return when != NULL ? nx_date_words_row (g_date_time_to_unix (when) * G_USEC_PER_SEC) : g_path_get_basename (path);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Repair *repair = get_repair (source);
  g_auto (GStrv) paths = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *dialog, *choice;

  if (paths == NULL || paths[0] == NULL)
    {
      tell (repair, _("There is no backup"), _("No backup of these records is on this computer. “Repair” keeps what can still be read."));
      return;
    }
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = dup_backup_name (paths[i]);

      gtk_string_list_append (names, name);
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (get_window (repair)), _("Restore a backup?"),
                                   _("The records become what they were then. The present file is kept beside it."));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  nx_text_set_accessible (choice, _("Backup"), NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), choice);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "restore", _("_Restore"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "nx-choice", choice);
  g_object_set_data_full (G_OBJECT (dialog), "nx-paths", g_steal_pointer (&paths), (GDestroyNotify) g_strfreev);
  g_signal_connect (dialog, "response", G_CALLBACK (backup_response_cb), repair);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restore_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_autoptr (GTask) task = g_task_new (user_data, NULL, listed_cb, NULL);

  g_task_set_source_tag (task, restore_cb);
  g_task_set_task_data (task, g_strdup (nx_context_get_folder (get_repair (user_data)->context)), g_free);
  g_task_run_in_thread (task, list_thread);
}

/* ---- Another folder ---- */

static char *
dup_pointer_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "nexus-trainer", "folder", NULL);
}

char *
nx_repair_dup_chosen_folder (void)
{
  g_autofree char *path = dup_pointer_path ();
  char *folder = NULL;

  if (!g_file_get_contents (path, &folder, NULL, NULL))
    return NULL;
  return g_strchomp (folder);
}

static void
folder_response_cb (GtkNativeDialog *dialog,
                    int              response,
                    Repair          *repair)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      g_autofree char *pointer = dup_pointer_path ();
      g_autofree char *parent = g_path_get_dirname (pointer);
      g_autoptr (GError) error = NULL;

      /* Not kept, it is asked for again at the next start. */
      if (g_mkdir_with_parents (parent, 0700) != 0 || !g_file_set_contents (pointer, g_file_peek_path (file), -1, &error))
        g_debug ("The folder was not remembered: %s", error != NULL ? error->message : parent);
      nx_context_move_to (repair->context, g_file_peek_path (file));
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
folder_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  Repair *repair = get_repair (user_data);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Choose a folder for your records"), GTK_WINDOW (get_window (repair)),
                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Choose"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (folder_response_cb), repair);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
nx_repair_install (GtkApplication *application,
                   NxContext      *context)
{
  const GActionEntry entries[] = {
    { "repair-records", repair_cb },
    { "restore-records", restore_cb },
    { "reopen-records", reopen_cb },
    { "choose-folder", folder_cb },
  };
  Repair *repair = g_new0 (Repair, 1);

  repair->application = application;
  repair->context = g_object_ref (context);
  g_object_set_data_full (G_OBJECT (application), "nx-repair", repair, repair_free);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
}
