/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-record"

#include "config.h"

#include "nx-record-page.h"

#include <glib/gi18n.h>

#include "nx-consent-list.h"
#include "nx-flow.h"
#include "nx-page.h"
#include "nx-problem-page.h"
#include "nx-record-groups.h"
#include "nx-sync-button.h"
#include "nx-widgets.h"

/* Enough for every list's first rows and the numbers behind "Show more"; the full list reads on by itself. */
#define N_LISTED 200

struct _NxRecordPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *problem;
  NxColumns *columns;
  NxRecordGroups *groups;
  GtkBox *panel;
  GtkWidget *empty;
  GtkWidget *counts;
  GtkLabel *n_pending;
  GtkLabel *n_delivered;
  GtkLabel *n_refused;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkWidget *sync;
  AdwButtonContent *sync_content;
  GtkProgressBar *progress;
  GtkWidget *set_up;
  GtkWidget *earlier;
  GtkLabel *earlier_label;

  NxContext *context;
  GCancellable *cancellable;
  gboolean stale;                /* something changed while nobody saw the page */
  gboolean listing;
  gboolean list_again;
};

G_DEFINE_FINAL_TYPE (NxRecordPage, nx_record_page, ADW_TYPE_BIN)

/* ---- Lists ---- */

static void list_records (NxRecordPage *self);

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records_finish (NX_RECORD_STORE (source), result, &error);
  g_autoptr (GPtrArray) items = NULL;

  self->listing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      nx_problem_show_store (self->problem, self->context, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (items, nx_record_item_new (self->context, g_steal_pointer (&g_ptr_array_index (rows, i))));
  gtk_widget_set_visible (self->empty, items->len == 0);
  nx_record_groups_set_items (self->groups, self->context, items);
  gtk_stack_set_visible_child_name (self->stack, "content");
  if (self->list_again)
    list_records (self);
}

static void
list_records (NxRecordPage *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);
  NxRecordStore *store = nx_context_get_store (self->context);

  self->list_again = self->listing;
  if (self->listing || learner == NULL || store == NULL)
    return;
  self->listing = TRUE;
  nx_record_store_list_records_async (store, learner->id, 0, N_LISTED, self->cancellable, listed_cb, g_object_ref (self));
}

/* ---- The panel ---- */

static void
set_number (GtkLabel *label,
            guint     n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (label, text);
}

static void
refresh_counts (NxRecordPage *self)
{
  guint n_pending = nx_record_group_count (self->context, NX_RECORD_GROUP_WAITING);
  guint n_delivered = nx_record_group_count (self->context, NX_RECORD_GROUP_DELIVERED);
  guint n_refused = nx_record_group_count (self->context, NX_RECORD_GROUP_ATTENTION);
  /* Translators: the three numbers of My record, for a screen reader. */
  g_autofree char *name = g_strdup_printf (_("%u to send, %u delivered, %u refused"), n_pending, n_delivered, n_refused);

  set_number (self->n_pending, n_pending);
  set_number (self->n_delivered, n_delivered);
  set_number (self->n_refused, n_refused);
  if (n_refused > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->n_refused), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->n_refused), "error");
  nx_text_set_accessible (self->counts, name, NULL);
}

static const char *
get_state_icon (NxSender *sender)
{
  switch (sender != NULL ? nx_sender_get_state (sender) : NX_SENDER_NOT_SET_UP)
    {
    case NX_SENDER_SENDING:
      return "emblem-synchronizing-symbolic";
    case NX_SENDER_STOPPED_CREDENTIALS:
    case NX_SENDER_STOPPED_FORBIDDEN:
    case NX_SENDER_STOPPED_ENDPOINT:
    case NX_SENDER_STOPPED_PROXY:
    case NX_SENDER_FAILED:
      return "dialog-warning-symbolic";
    case NX_SENDER_NO_CONNECTION:
      return "network-offline-symbolic";
    case NX_SENDER_NOT_SET_UP:
    case NX_SENDER_OFF:
    case NX_SENDER_LOCKED:
    case NX_SENDER_WAITING:
    case NX_SENDER_IDLE:
    default:
      return sender != NULL && !nx_sender_get_network_available (sender) ? "network-offline-symbolic" : "nx-saved-symbolic";
    }
}

static void
refresh_sender (NxRecordPage *self)
{
  NxSender *sender = nx_context_get_sender (self->context);
  gboolean set_up = nx_context_get_destination (self->context) != NULL;
  gboolean sending = sender != NULL && nx_sender_get_state (sender) == NX_SENDER_SENDING;
  g_autofree char *words = nx_sync_dup_state_words (self->context);
  const char *reason = NULL;
  gboolean can = nx_sync_can_start (self->context, &reason);

  gtk_label_set_label (self->state, words);
  gtk_image_set_from_icon_name (self->state_icon, get_state_icon (sender));
  gtk_widget_set_visible (self->sync, set_up);
  gtk_widget_set_visible (self->set_up, !set_up);
  adw_button_content_set_label (self->sync_content, sending ? _("Stop") : _("Sync now"));
  adw_button_content_set_icon_name (self->sync_content, sending ? "process-stop-symbolic" : "emblem-synchronizing-symbolic");
  nx_text_set_accessible (self->sync, sending ? _("Stop sending") : _("Sync now"), sending ? NULL : reason);
  gtk_widget_set_sensitive (self->sync, sending || can);
  gtk_widget_set_tooltip_text (self->sync, sending ? NULL : reason);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), sending && nx_sender_get_n_total (sender) > 0);
  if (sending && nx_sender_get_n_total (sender) > 0)
    {
      g_autofree char *text = g_strdup_printf (_("Sending %u of %u"), nx_sender_get_n_sent (sender), nx_sender_get_n_total (sender));

      gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) nx_sender_get_n_sent (sender) / nx_sender_get_n_total (sender), 0, 1));
      nx_text_set_accessible (GTK_WIDGET (self->progress), text, NULL);
    }
}

/* Records of before the consent or before the server: they leave only at the learner's word. */
static void
refresh_earlier (NxRecordPage *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);
  guint n = nx_record_group_count (self->context, NX_RECORD_GROUP_ONLY_HERE);
  gboolean offered = n > 0 && learner != NULL && learner->consent_completion
                     && nx_context_get_destination (self->context) != NULL && nx_context_can_save (self->context);
  g_autofree char *text = g_strdup_printf (ngettext ("Send %u earlier record too", "Send %u earlier records too", n), n);

  gtk_widget_set_visible (self->earlier, offered);
  gtk_label_set_label (self->earlier_label, text);
  nx_text_set_accessible (self->earlier, text, NULL);
}

/* Every answer that is recorded makes the list another one: it is read and laid out when somebody looks at it. */
static void
refresh (NxRecordPage *self)
{
  const GError *problem = nx_context_get_problem (self->context);

  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  if (!nx_context_is_ready (self->context))
    {
      gtk_stack_set_visible_child_name (self->stack, "opening");
      return;
    }
  if (problem != NULL || nx_context_get_learner (self->context) == NULL)
    {
      nx_problem_show_store (self->problem, self->context, problem);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  refresh_counts (self);
  refresh_sender (self);
  refresh_earlier (self);
  list_records (self);
}

/* ---- Acts ---- */

static void
sync_clicked_cb (NxRecordPage *self)
{
  NxSender *sender = nx_context_get_sender (self->context);

  if (sender == NULL)
    return;
  if (nx_sender_get_state (sender) == NX_SENDER_SENDING)
    nx_sender_stop (sender);
  else
    nx_sender_sync_now (sender);
}

typedef struct
{
  NxRecordStore *store;
  char *learner;
} Release;

static void
release_free (gpointer data)
{
  Release *release = data;

  g_object_unref (release->store);
  g_free (release->learner);
  g_free (release);
}

static void
release_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Release *release = task_data;
  GError *error = NULL;
  guint n = 0;

  if (nx_record_store_release_earlier (release->store, release->learner, &n, &error))
    g_task_return_int (task, (gssize) n);
  else
    g_task_return_error (task, error);
}

static void
released_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gssize n = g_task_propagate_int (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    text = g_strdup (_("The records could not be released. Nothing was lost."));
  else
    text = g_strdup_printf (ngettext ("%d record will be sent", "%d records will be sent", (gulong) n), (int) n);
  nx_navigate_toast (GTK_WIDGET (source), text);
}

static void
earlier_clicked_cb (NxRecordPage *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);
  g_autoptr (GTask) task = NULL;
  Release *release;

  if (learner == NULL || !nx_context_can_save (self->context))
    return;
  release = g_new0 (Release, 1);
  release->store = g_object_ref (nx_context_get_store (self->context));
  release->learner = g_strdup (learner->id);
  task = g_task_new (self, self->cancellable, released_cb, NULL);
  g_task_set_source_tag (task, earlier_clicked_cb);
  g_task_set_task_data (task, release, release_free);
  g_task_run_in_thread (task, release_thread);
}

/* ---- Life ---- */

static void
width_class_cb (GtkWidget    *widget,
                NxWidthClass  width_class)
{
  nx_columns_set_stacked (NX_RECORD_PAGE (widget)->columns, width_class != NX_WIDTH_WIDE);
}

static void
sync_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  NxRecordPage *self = NX_RECORD_PAGE (widget);

  if (nx_sync_can_start (self->context, NULL))
    nx_sender_sync_now (nx_context_get_sender (self->context));
}

static void
nx_record_page_dispose (GObject *object)
{
  NxRecordPage *self = NX_RECORD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_RECORD_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_record_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, problem);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, columns);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, groups);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, panel);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, counts);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, n_pending);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, n_delivered);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, n_refused);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, state);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, sync);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, sync_content);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, progress);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, set_up);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, earlier);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, earlier_label);
  gtk_widget_class_bind_template_callback (widget_class, sync_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, earlier_clicked_cb);
}

static void
nx_record_page_map (GtkWidget *widget)
{
  NxRecordPage *self = NX_RECORD_PAGE (widget);

  GTK_WIDGET_CLASS (nx_record_page_parent_class)->map (widget);
  if (self->stale)
    refresh (self);
}

static void
nx_record_page_class_init (NxRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_record_page_dispose;
  widget_class->map = nx_record_page_map;
  g_type_ensure (NX_TYPE_COLUMNS);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_RECORD_GROUPS);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-record-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "records.sync", NULL, sync_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "records.sync", NULL);
}

static void
nx_record_page_init (NxRecordPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
  nx_adaptive_bin_watch (GTK_WIDGET (self), width_class_cb);
}

static void
watch_sender (NxRecordPage *self)
{
  NxSender *sender = nx_context_get_sender (self->context);

  if (sender != NULL && g_object_get_data (G_OBJECT (self), "nx-watched") != sender)
    {
      g_object_set_data (G_OBJECT (self), "nx-watched", sender);
      g_signal_connect_object (sender, "notify", G_CALLBACK (refresh_sender), self, G_CONNECT_SWAPPED);
    }
  refresh (self);
}

GtkWidget *
nx_record_page_new (NxContext *context)
{
  NxRecordPage *self = g_object_new (NX_TYPE_RECORD_PAGE, NULL);

  self->context = g_object_ref (context);
  gtk_box_append (self->panel, nx_consent_list_new (context));
  g_signal_connect_object (context, "ready", G_CALLBACK (watch_sender), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "counts-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  watch_sender (self);
  return GTK_WIDGET (self);
}
