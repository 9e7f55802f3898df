/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-record"

#include "config.h"

#include "nx-consent-list.h"

#include <glib/gi18n.h>

#include "nx-page.h"
#include "nx-statement-window.h"
#include "nx-widgets.h"

struct _NxConsentList
{
  AdwBin parent_instance;
  GtkListBox *list;
  GtkSwitch *send;
  GtkSwitch *answers;
  GtkWidget *answers_row;

  NxContext *context;
  GCancellable *cancellable;
  gboolean updating;             /* the switches follow the store, not the person */
};

G_DEFINE_FINAL_TYPE (NxConsentList, nx_consent_list, ADW_TYPE_BIN)

static void
set_switch (GtkSwitch *control,
            gboolean   on)
{
  gtk_switch_set_active (control, on);
  gtk_switch_set_state (control, on);
}

static void
refresh (NxConsentList *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);
  gboolean completion = learner != NULL && learner->consent_completion;
  gboolean can = learner != NULL && nx_context_can_save (self->context);

  self->updating = TRUE;
  set_switch (self->send, completion);
  set_switch (self->answers, completion && learner->consent_answers);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), can);
  gtk_widget_set_sensitive (self->answers_row, can && completion);
  self->updating = FALSE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxConsentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxLearner) learner = nx_record_store_set_consent_finish (NX_RECORD_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (learner != NULL)
    nx_context_take_learner (self->context, learner);
  else
    {
      nx_navigate_toast (GTK_WIDGET (self), _("Your choice could not be saved. Nothing has changed."));
      refresh (self);
    }
}

static void
set_consent (NxConsentList *self,
             gboolean       completion,
             gboolean       answers)
{
  NxLearner *learner = nx_context_get_learner (self->context);

  nx_record_store_set_consent_async (nx_context_get_store (self->context), learner->id, completion, completion && answers,
                                     self->cancellable, saved_cb, g_object_ref (self));
}

static void
stop_response_cb (NxConsentList *self,
                  const char    *response)
{
  if (g_str_equal (response, "stop"))
    set_consent (self, FALSE, FALSE);
  else
    refresh (self);
}

static void
ask_stop (NxConsentList *self)
{
  const NxDeliveryCounts *counts = nx_context_get_counts (self->context);
  guint n = counts->n[NX_DELIVERY_PENDING] + counts->n[NX_DELIVERY_SENDING];
  g_autofree char *body = g_strdup_printf (ngettext ("Records that were delivered stay on the server. %u waiting record will stay on this computer.",
                                                     "Records that were delivered stay on the server. %u waiting records will stay on this computer.", n), n);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Stop sending records?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "stop", _("_Stop sending"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (stop_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The state follows when the store has it; until then the switch shows what was asked. */
static gboolean
send_set_cb (NxConsentList *self,
             gboolean       active)
{
  NxLearner *learner = nx_context_get_learner (self->context);

  if (self->updating || learner == NULL || active == learner->consent_completion)
    return FALSE;
  if (active)
    set_consent (self, TRUE, learner->consent_answers);
  else
    ask_stop (self);
  return TRUE;
}

static gboolean
answers_set_cb (NxConsentList *self,
                gboolean       active)
{
  NxLearner *learner = nx_context_get_learner (self->context);

  if (self->updating || learner == NULL || active == learner->consent_answers)
    return FALSE;
  set_consent (self, learner->consent_completion, active);
  return TRUE;
}

/* ---- See exactly what is sent: the newest record, or an example before there is one ---- */

static void
newest_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxConsentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records_finish (NX_RECORD_STORE (source), result, &error);
  const NxRecordRow *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GBytes) body = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || root == NULL)
    return;
  if (row != NULL && row->body != NULL)
    nx_statement_window_present (GTK_WINDOW (root), self->context, _("Your newest record"), row->body);
  else if ((body = nx_statement_build_example (self->context)) != NULL)
    nx_statement_window_present (GTK_WINDOW (root), self->context, _("An example of a record"), body);
}

static void
see_cb (NxConsentList *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);

  if (learner != NULL && nx_context_get_store (self->context) != NULL)
    nx_record_store_list_records_async (nx_context_get_store (self->context), learner->id, 0, 1, self->cancellable, newest_cb, g_object_ref (self));
}

/* ---- Life ---- */

static void
nx_consent_list_dispose (GObject *object)
{
  NxConsentList *self = NX_CONSENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_CONSENT_LIST);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_consent_list_parent_class)->dispose (object);
}

static void
nx_consent_list_class_init (NxConsentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_consent_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-consent-list.ui");
  gtk_widget_class_bind_template_child (widget_class, NxConsentList, list);
  gtk_widget_class_bind_template_child (widget_class, NxConsentList, send);
  gtk_widget_class_bind_template_child (widget_class, NxConsentList, answers);
  gtk_widget_class_bind_template_child (widget_class, NxConsentList, answers_row);
  gtk_widget_class_bind_template_callback (widget_class, send_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, answers_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, see_cb);
}

static void
nx_consent_list_init (NxConsentList *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
nx_consent_list_new (NxContext *context)
{
  NxConsentList *self = g_object_new (NX_TYPE_CONSENT_LIST, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
