/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-record"

#include "config.h"

#include "nx-record-page.h"

#include <glib/gi18n.h>

#include "nx-consent-list.h"
#include "nx-page.h"
#include "nx-problem-page.h"
#include "nx-record-view.h"
#include "nx-sync-button.h"
#include "nx-widgets.h"

/* Enough for every list's first rows and the numbers behind "Show more"; the full list reads on by itself. */
#define N_LISTED 200
#define N_FIRST_ROWS 3

struct _NxRecordPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkBox *columns;
  GtkWidget *lists;
  GtkWidget *empty;
  GtkWidget *panel;
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
  GPtrArray *items;              /* NxRecordItem, newest first */
  GPtrArray *groups;             /* GtkWidget: what stands in lists, besides the empty page */
  gboolean listing;
  gboolean list_again;
};

G_DEFINE_FINAL_TYPE (NxRecordPage, nx_record_page, ADW_TYPE_BIN)

/* ---- Lists ---- */

static void
show_more_cb (NxRecordPage *self,
              GtkWidget    *row)
{
  NxRecordGroup group = (NxRecordGroup) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "nx-group"));

  nx_navigate_push (GTK_WIDGET (self), nx_record_list_page_new (self->context, group));
}

static GtkWidget *
create_more_row (NxRecordPage  *self,
                 NxRecordGroup  group,
                 guint          n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = NULL;

  if (n > 0)
    title = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n), n);
  else
    title = g_strdup (_("Show all"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "nx-group", GINT_TO_POINTER ((int) group));
  g_signal_connect_object (row, "activated", G_CALLBACK (show_more_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_record_row (NxRecordPage *self,
                   NxRecordItem *item)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *view = nx_record_view_new (self->context);

  nx_record_view_set_item (NX_RECORD_VIEW (view), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), view);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  nx_text_set_accessible (row, nx_record_item_get_title (item), nx_record_item_get_description (item));
  return row;
}

static guint
count_group (NxRecordPage  *self,
             NxRecordGroup  group)
{
  const NxDeliveryCounts *counts = nx_context_get_counts (self->context);

  switch (group)
    {
    case NX_RECORD_GROUP_ATTENTION: return counts->n[NX_DELIVERY_REFUSED] + counts->n[NX_DELIVERY_CONFLICT];
    case NX_RECORD_GROUP_WAITING: return counts->n[NX_DELIVERY_PENDING] + counts->n[NX_DELIVERY_SENDING];
    case NX_RECORD_GROUP_DELIVERED: return counts->n[NX_DELIVERY_SENT] + counts->n[NX_DELIVERY_CONFIRMED];
    case NX_RECORD_GROUP_ONLY_HERE:
    default: return counts->n[NX_DELIVERY_HELD] + counts->n_only_here;
    }
}

/* AdwPreferencesGroup would cut the title beside the count. */
static GtkWidget *
create_group_head (const char *title,
                   const char *count)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title, "xalign", 0.0, "wrap", TRUE, NULL);
  GtkWidget *number = gtk_label_new (count);

  gtk_widget_add_css_class (name, "heading");
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_set_hexpand (number, TRUE);
  gtk_widget_add_css_class (number, "caption");
  gtk_widget_add_css_class (number, "secondary");
  gtk_widget_set_layout_manager (head, nx_wrap_layout_new (12, 0));
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), number);
  return head;
}

static void
append_group (NxRecordPage  *self,
              NxRecordGroup  group)
{
  GtkWidget *box, *list;
  guint n_shown = 0, n_found = 0, n;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->items->len; i++)
    if (nx_record_item_get_group (g_ptr_array_index (self->items, i)) == group)
      n_found++;
  if (n_found == 0)
    return;
  n = MAX (n_found, count_group (self, group));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  list = gtk_list_box_new ();
  text = g_strdup_printf (ngettext ("%u record", "%u records", n), n);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  nx_text_set_accessible (list, nx_record_group_get_title (group), text);
  gtk_box_append (GTK_BOX (box), create_group_head (nx_record_group_get_title (group), text));
  gtk_box_append (GTK_BOX (box), list);
  for (guint i = 0; i < self->items->len && n_shown < N_FIRST_ROWS; i++)
    {
      NxRecordItem *item = g_ptr_array_index (self->items, i);

      if (nx_record_item_get_group (item) != group)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), create_record_row (self, item));
      n_shown++;
    }
  if (n > n_shown)
    gtk_list_box_append (GTK_LIST_BOX (list), create_more_row (self, group, n - n_shown));
  gtk_box_append (GTK_BOX (self->lists), box);
  g_ptr_array_add (self->groups, box);
}

static void
build_lists (NxRecordPage *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    gtk_box_remove (GTK_BOX (self->lists), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  gtk_widget_set_visible (self->empty, self->items->len == 0);
  for (int group = 0; group < NX_N_RECORD_GROUPS; group++)
    append_group (self, (NxRecordGroup) group);
}

static void list_records (NxRecordPage *self);

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records_finish (NX_RECORD_STORE (source), result, &error);

  self->listing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      nx_problem_show_store (self->problem, self->context, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_ptr_array_set_size (self->items, 0);
  while (rows->len > 0)
    g_ptr_array_add (self->items, nx_record_item_new (self->context, g_ptr_array_steal_index (rows, 0)));
  build_lists (self);
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
  guint n_pending = count_group (self, NX_RECORD_GROUP_WAITING);
  guint n_delivered = count_group (self, NX_RECORD_GROUP_DELIVERED);
  guint n_refused = count_group (self, NX_RECORD_GROUP_ATTENTION);
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
  guint n = count_group (self, NX_RECORD_GROUP_ONLY_HERE);
  gboolean offered = n > 0 && learner != NULL && learner->consent_completion
                     && nx_context_get_destination (self->context) != NULL && nx_context_can_save (self->context);
  g_autofree char *text = g_strdup_printf (ngettext ("Send %u earlier record too", "Send %u earlier records too", n), n);

  gtk_widget_set_visible (self->earlier, offered);
  gtk_label_set_label (self->earlier_label, text);
  nx_text_set_accessible (self->earlier, text, NULL);
}

static void
refresh (NxRecordPage *self)
{
  const GError *problem = nx_context_get_problem (self->context);

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
  NxRecordPage *self = NX_RECORD_PAGE (widget);
  gboolean wide = width_class == NX_WIDTH_WIDE;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (self->panel, wide ? 316 : -1, -1);
  /* Stacked, the numbers and the acts come first. */
  gtk_box_reorder_child_after (self->columns, self->panel, wide ? self->lists : NULL);
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
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (nx_record_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, problem);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, columns);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, lists);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, empty);
  gtk_widget_class_bind_template_child (widget_class, NxRecordPage, panel);
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
nx_record_page_class_init (NxRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_record_page_dispose;
  g_type_ensure (NX_TYPE_COLUMNS);
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
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_ptr_array_new ();
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
  gtk_box_append (GTK_BOX (self->panel), nx_consent_list_new (context));
  g_signal_connect_object (context, "ready", G_CALLBACK (watch_sender), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "counts-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  watch_sender (self);
  return GTK_WIDGET (self);
}
