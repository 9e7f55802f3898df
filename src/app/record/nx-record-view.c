/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-record"

#include "config.h"

#include "nx-record-view.h"

#include <glib/gi18n.h>

#include "nx-flow.h"
#include "nx-page.h"
#include "nx-statement-window.h"
#include "nx-widgets.h"

struct _NxRecordView
{
  AdwBin parent_instance;
  AdwBin *tile;
  NxSideRow *middle;
  GtkWidget *state_box;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *delivery;
  NxStatePill *pill;
  GtkMenuButton *menu_button;
  GtkWidget *reason_box;
  GtkLabel *reason;
  GtkWidget *again;

  NxContext *context;
  NxRecordItem *item;
};

G_DEFINE_FINAL_TYPE (NxRecordView, nx_record_view, ADW_TYPE_BIN)

/* ---- Acts ---- */

typedef struct
{
  NxRecordStore *store;
  char *statement;
  gboolean hold;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->store);
  g_free (act->statement);
  g_free (act);
}

static void
hold_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Act *act = task_data;
  GError *error = NULL;

  if (nx_record_store_hold_record (act->store, act->statement, act->hold, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
held_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The store's "changed" brings the new state into the list. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("A record did not change its state: %s", error->message);
      nx_navigate_toast (GTK_WIDGET (source), _("This could not be changed. Nothing was lost."));
    }
}

static void
set_hold (NxRecordView *self,
          gboolean      hold)
{
  g_autoptr (GTask) task = NULL;
  Act *act;

  if (self->item == NULL || !nx_context_can_save (self->context))
    return;
  act = g_new0 (Act, 1);
  act->store = g_object_ref (nx_context_get_store (self->context));
  act->statement = g_strdup (nx_record_item_get_row (self->item)->statement);
  act->hold = hold;
  task = g_task_new (self, NULL, held_cb, NULL);
  g_task_set_source_tag (task, set_hold);
  g_task_set_task_data (task, act, act_free);
  g_task_run_in_thread (task, hold_thread);
}

static void
keep_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  set_hold (NX_RECORD_VIEW (widget), TRUE);
}

static void
send_again_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  set_hold (NX_RECORD_VIEW (widget), FALSE);
}

static void
see_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  NxRecordView *self = NX_RECORD_VIEW (widget);

  if (self->item != NULL && nx_record_item_get_row (self->item)->body != NULL)
    nx_statement_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->context, nx_record_item_get_title (self->item), nx_record_item_get_row (self->item)->body);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxRecordView *self = NX_RECORD_VIEW (widget);

  if (self->item == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), nx_record_item_get_row (self->item)->statement);
  nx_navigate_toast (widget, _("The number of the record is copied"));
}

/* ---- Showing ---- */

/* A menu of its own for each record would cost more than the record; it is made when it is opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  NxRecordView *self = user_data;
  const NxRecordRow *row = nx_record_item_get_row (self->item);
  gboolean can = nx_context_can_save (self->context);
  g_autoptr (GMenu) menu = g_menu_new ();

  if (row->body != NULL)
    g_menu_append (menu, _("See what is sent"), "record.see");
  g_menu_append (menu, _("Copy the record number"), "record.copy-number");
  if (can && row->state == NX_DELIVERY_PENDING && row->has_delivery)
    g_menu_append (menu, _("Keep only here"), "record.keep-here");
  if (can && row->has_delivery && (row->state == NX_DELIVERY_HELD || row->state == NX_DELIVERY_REFUSED))
    g_menu_append (menu, row->state == NX_DELIVERY_HELD ? _("Send this record") : _("Send again"), "record.send-again");
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
show_item (NxRecordView *self)
{
  const NxRecordRow *row = nx_record_item_get_row (self->item);
  const char *delivery = nx_record_item_get_delivery (self->item);
  const char *reason = nx_record_item_get_reason (self->item);
  char part = nx_record_item_get_part (self->item);
  GtkWidget *tile = part != 0 ? nx_part_tile_new (part) : nx_part_tile_new_icon ("nx-record-symbolic");

  gtk_widget_add_css_class (tile, "large");
  adw_bin_set_child (self->tile, tile);
  gtk_label_set_label (self->title, nx_record_item_get_title (self->item));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), nx_record_item_get_title (self->item));
  gtk_label_set_label (self->detail, nx_record_item_get_detail (self->item));
  gtk_label_set_label (self->delivery, delivery != NULL ? delivery : "");
  gtk_widget_set_visible (GTK_WIDGET (self->delivery), delivery != NULL);
  nx_state_pill_set_record (self->pill, row->pill);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason_box, reason != NULL);
  gtk_widget_set_visible (self->again, row->state == NX_DELIVERY_REFUSED);
  gtk_widget_set_sensitive (self->again, nx_context_can_save (self->context));
  nx_text_set_accessible (GTK_WIDGET (self), nx_record_item_get_title (self->item), nx_record_item_get_description (self->item));
}

/* Narrow: the pill stands under the title. */
static void
width_class_cb (GtkWidget    *widget,
                NxWidthClass  width_class)
{
  NxRecordView *self = NX_RECORD_VIEW (widget);
  gboolean narrow = width_class == NX_WIDTH_NARROW;

  nx_side_row_set_stacked (self->middle, narrow);
  gtk_widget_set_margin_top (self->state_box, narrow ? 6 : 0);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->reason_box), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_margin_start (self->reason_box, narrow ? 0 : 44);
}

static void
nx_record_view_dispose (GObject *object)
{
  NxRecordView *self = NX_RECORD_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_RECORD_VIEW);
  g_clear_object (&self->item);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_record_view_parent_class)->dispose (object);
}

static void
nx_record_view_class_init (NxRecordViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_record_view_dispose;
  g_type_ensure (NX_TYPE_STATE_PILL);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-record-view.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, tile);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, middle);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, state_box);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, title);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, detail);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, delivery);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, pill);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, reason_box);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, reason);
  gtk_widget_class_bind_template_child (widget_class, NxRecordView, again);
  gtk_widget_class_install_action (widget_class, "record.see", NULL, see_cb);
  gtk_widget_class_install_action (widget_class, "record.copy-number", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "record.keep-here", NULL, keep_cb);
  gtk_widget_class_install_action (widget_class, "record.send-again", NULL, send_again_cb);
}

static void
nx_record_view_init (NxRecordView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->state_box, nx_wrap_layout_new (12, 4));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  nx_adaptive_bin_watch (GTK_WIDGET (self), width_class_cb);
}

GtkWidget *
nx_record_view_new (NxContext *context)
{
  NxRecordView *self = g_object_new (NX_TYPE_RECORD_VIEW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
nx_record_view_set_item (NxRecordView *self,
                         NxRecordItem *item)
{
  g_return_if_fail (NX_IS_RECORD_VIEW (self));

  if (g_set_object (&self->item, item) && item != NULL)
    show_item (self);
}

NxRecordItem *
nx_record_view_get_item (NxRecordView *self)
{
  g_return_val_if_fail (NX_IS_RECORD_VIEW (self), NULL);

  return self->item;
}
