/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-present.h"

#include <glib/gi18n.h>

#include "nx-console-page.h"
#include "nx-dates.h"
#include "nx-page.h"
#include "nx-text.h"
#include "nx-words.h"

/* Older ones are in nobody's way; they can be ended when those above are. */
#define MOST_SESSIONS 3

/* ---- Opening ---- */

typedef struct
{
  GWeakRef from;                 /* GtkWidget */
  NxContext *context;
} Opening;

/* What is opened now: a second press waits for the first. */
static GtkWidget *opening_from;

static Opening *
opening_new (GtkWidget *from,
             NxContext *context)
{
  Opening *opening = g_new0 (Opening, 1);

  g_weak_ref_init (&opening->from, from);
  opening->context = g_object_ref (context);
  g_set_weak_pointer (&opening_from, from);
  return opening;
}

static void
opening_free (Opening *opening)
{
  g_clear_weak_pointer (&opening_from);
  g_weak_ref_clear (&opening->from);
  g_object_unref (opening->context);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
tell (GtkWidget    *from,
      const GError *error)
{
  g_autofree char *words = nx_problem_dup_words (error);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), _("The session could not be opened"),
                                              error->domain == NX_CONTENT_ERROR ? error->message : words);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&opening->from);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxPresentation) presentation = nx_presentation_finish (result, &error);

  /* Whoever went elsewhere meanwhile finds the session under those that are open. */
  if (from == NULL || gtk_widget_get_root (from) == NULL)
    return;
  if (presentation == NULL)
    tell (from, error);
  else
    nx_navigate_push (from, nx_console_page_new (opening->context, presentation));
}

/* A session is its records: without them there is none. */
static gboolean
can_open (GtkWidget *from,
          NxContext *context)
{
  g_autoptr (GError) error = NULL;

  if (opening_from != NULL)
    return FALSE;
  if (nx_context_can_save (context) && nx_context_get_library (context) != NULL)
    return TRUE;
  g_set_error_literal (&error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY, "");
  tell (from, nx_context_get_problem (context) != NULL ? nx_context_get_problem (context) : error);
  return FALSE;
}

void
nx_present_agenda (GtkWidget  *from,
                   NxContext  *context,
                   const char *id,
                   const char *path)
{
  if (can_open (from, context))
    nx_presentation_start_async (context, id, path, NULL, opened_cb, opening_new (from, context));
}

void
nx_present_session (GtkWidget  *from,
                    NxContext  *context,
                    const char *id)
{
  if (can_open (from, context))
    nx_presentation_resume_async (context, id, NULL, opened_cb, opening_new (from, context));
}

/* ---- What is open ---- */

struct _NxOpenSessions
{
  AdwBin parent_instance;
  NxContext *context;
};

G_DEFINE_FINAL_TYPE (NxOpenSessions, nx_open_sessions, ADW_TYPE_BIN)

static void
continue_cb (NxOpenSessions *self,
             GtkWidget      *button)
{
  nx_present_session (GTK_WIDGET (self), self->context, g_object_get_data (G_OBJECT (button), "session"));
}

static GtkWidget *
create_row (NxOpenSessions      *self,
            const NxSessionInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (C_("session", "Continue"));
  g_autofree char *began = nx_date_words_row (info->started_us);
  g_autofree char *last = nx_date_words_row (info->last_us);
  /* Translators: dates with times: "Begun 14 Nov, 08:14 · last used 14 Nov, 12:30". */
  g_autofree char *words = g_strdup_printf (_("Begun %s · last used %s"), began, last);
  g_autofree char *name = g_strdup_printf (_("Continue the session that began %s"), began);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("A session is under way"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  nx_text_set_accessible (button, name, NULL);
  g_object_set_data_full (G_OBJECT (button), "session", g_strdup (info->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (continue_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxOpenSessions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = nx_record_store_list_sessions_finish (NX_RECORD_STORE (source), result, &error);
  GtkWidget *list;
  guint n = 0;

  if (self->context == NULL)
    return;
  if (sessions == NULL)
    {
      g_warning ("The sessions could not be listed: %s", error->message);
      return;
    }
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  nx_text_set_accessible (list, _("Sessions under way"), NULL);
  for (guint i = 0; i < sessions->len && n < MOST_SESSIONS; i++)
    {
      const NxSessionInfo *info = g_ptr_array_index (sessions, i);

      if (info->ended)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), create_row (self, info));
      n++;
    }
  adw_bin_set_child (ADW_BIN (self), list);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
refresh (NxOpenSessions *self)
{
  NxRecordStore *store = nx_context_get_store (self->context);

  if (store != NULL)
    nx_record_store_list_sessions_async (store, NULL, listed_cb, g_object_ref (self));
}

static void
nx_open_sessions_dispose (GObject *object)
{
  g_clear_object (&NX_OPEN_SESSIONS (object)->context);
  G_OBJECT_CLASS (nx_open_sessions_parent_class)->dispose (object);
}

static void
nx_open_sessions_class_init (NxOpenSessionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_open_sessions_dispose;
}

static void
nx_open_sessions_init (NxOpenSessions *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
nx_open_sessions_new (NxContext *context)
{
  NxOpenSessions *self = g_object_new (NX_TYPE_OPEN_SESSIONS, NULL);

  self->context = g_object_ref (context);
  refresh (self);
  return GTK_WIDGET (self);
}
