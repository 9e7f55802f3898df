/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-record"

#include "config.h"

#include "nx-record-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-page.h"
#include "nx-record-view.h"
#include "nx-widgets.h"

/* One list of My record in full: every record of the group, with search. */

#define N_AT_ONCE 200

#define NX_TYPE_RECORD_LIST_PAGE (nx_record_list_page_get_type ())
G_DECLARE_FINAL_TYPE (NxRecordListPage, nx_record_list_page, NX, RECORD_LIST_PAGE, AdwBin)

struct _NxRecordListPage
{
  AdwBin parent_instance;
  NxContext *context;
  NxRecordGroup group;
  GCancellable *cancellable;
  GListStore *items;             /* NxRecordItem */
  GListStore *coming;            /* of the reading under way; replaces items when it is through */
  GtkFilter *filter;
  GtkSearchEntry *search;
  GtkStack *stack;               /* "list", or "none" for a search that finds nothing */
  AdwStatusPage *none;
  char *needle;                  /* casefolded; NULL for all */
  guint offset;
  gboolean reading;
  gboolean read_again;
};

static void
record_list_page_init_page (NxPageInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NxRecordListPage, nx_record_list_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, record_list_page_init_page))

/* ---- Reading ---- */

static void read_all (NxRecordListPage *self);
static void read_on (NxRecordListPage *self);

static void
take_rows (NxRecordListPage *self,
           GPtrArray        *rows)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  while (rows->len > 0)
    {
      NxRecordItem *item = nx_record_item_new (self->context, g_ptr_array_steal_index (rows, 0));

      if (nx_record_item_get_group (item) == self->group)
        g_ptr_array_add (items, item);
      else
        g_object_unref (item);
    }
  g_list_store_splice (self->coming, g_list_model_get_n_items (G_LIST_MODEL (self->coming)), 0, items->pdata, items->len);
}

static void
show_all (NxRecordListPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->coming));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->coming), i));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (NxRecordListPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = nx_record_store_list_records_finish (NX_RECORD_STORE (source), result, &error);
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows == NULL)
    {
      self->reading = FALSE;
      nx_navigate_toast (GTK_WIDGET (self), _("The records could not be read"));
      return;
    }
  n = rows->len;
  take_rows (self, rows);
  self->offset += n;
  if (n == N_AT_ONCE)
    {
      read_on (self);
      return;
    }
  show_all (self);
  self->reading = FALSE;
  if (self->read_again)
    read_all (self);
}

static void
read_on (NxRecordListPage *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);
  NxRecordStore *store = nx_context_get_store (self->context);

  if (learner == NULL || store == NULL)
    return;
  nx_record_store_list_records_async (store, learner->id, self->offset, N_AT_ONCE, self->cancellable, read_cb, g_object_ref (self));
}

static void
read_all (NxRecordListPage *self)
{
  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  self->offset = 0;
  g_list_store_remove_all (self->coming);
  read_on (self);
}

/* ---- Rows ---- */

static void
setup_cb (NxRecordListPage *self,
          GtkListItem      *item)
{
  GtkWidget *view = nx_record_view_new (self->context);

  gtk_list_item_set_child (item, view);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (NxRecordListPage *self,
         GtkListItem      *item)
{
  nx_record_view_set_item (NX_RECORD_VIEW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (NxRecordListPage *self,
           GtkListItem      *item)
{
  nx_record_view_set_item (NX_RECORD_VIEW (gtk_list_item_get_child (item)), NULL);
}

static gboolean
match_cb (gpointer object,
          gpointer user_data)
{
  NxRecordListPage *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->needle == NULL)
    return TRUE;
  text = g_strconcat (nx_record_item_get_title (object), " ", nx_record_item_get_description (object), NULL);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->needle) != NULL;
}

static void
filtered_cb (NxRecordListPage *self,
             guint             position,
             guint             removed,
             guint             added,
             GListModel       *filtered)
{
  const char *needle = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *words = NULL;
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (self->stack, self->needle == NULL || g_list_model_get_n_items (filtered) > 0 ? "list" : "none");
  if (self->needle == NULL)
    return;
  words = nx_text_isolate (needle);
  title = g_strdup_printf (_("No results for “%s”"), words);
  adw_status_page_set_title (self->none, title);
}

static void
search_cb (NxRecordListPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_pointer (&self->needle, g_free);
  if (*text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* ---- Life ---- */

static void
nx_record_list_page_dispose (GObject *object)
{
  NxRecordListPage *self = NX_RECORD_LIST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_object (&self->items);
  g_clear_object (&self->coming);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (nx_record_list_page_parent_class)->dispose (object);
}

static void
nx_record_list_page_class_init (NxRecordListPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_record_list_page_dispose;
}

static void
nx_record_list_page_init (NxRecordListPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (NX_TYPE_RECORD_ITEM);
  self->coming = g_list_store_new (NX_TYPE_RECORD_ITEM);
}

static GtkWidget *
create_list (NxRecordListPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), self->filter);
  g_signal_connect_object (filtered, "items-changed", G_CALLBACK (filtered_cb), self, G_CONNECT_SWAPPED);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (filtered))), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  nx_text_set_accessible (list, nx_record_group_get_title (self->group), NULL);
  return list;
}

static GtkWidget *
create_stack (NxRecordListPage *self)
{
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->none = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->none, "system-search-symbolic");
  adw_status_page_set_description (self->none, _("Check the spelling, or search for part of the word."));
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 760);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), create_list (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->none), "none");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

GtkWidget *
nx_record_list_page_new (NxContext     *context,
                         NxRecordGroup  group)
{
  NxRecordListPage *self = g_object_new (NX_TYPE_RECORD_LIST_PAGE, NULL);
  GtkWidget *bin = nx_adaptive_bin_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *title = adw_window_title_new (NULL, NULL);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *search_clamp = adw_clamp_new ();

  self->context = g_object_ref (context);
  self->group = group;
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("Search these records"), NULL);
  nx_text_set_accessible (GTK_WIDGET (self->search), _("Search these records"), NULL);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  nx_text_name_control (back, _("Back"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  nx_text_set_titles (ADW_WINDOW_TITLE (title), nx_record_group_get_title (group), _("My record"));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), title);
  adw_clamp_set_maximum_size (ADW_CLAMP (search_clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (search_clamp), GTK_WIDGET (self->search));
  gtk_widget_add_css_class (search_clamp, "popover-padding");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), search_clamp);
  gtk_box_append (GTK_BOX (box), create_stack (self));
  adw_bin_set_child (ADW_BIN (bin), box);
  adw_bin_set_child (ADW_BIN (self), bin);
  g_signal_connect_object (context, "counts-changed", G_CALLBACK (read_all), self, G_CONNECT_SWAPPED);
  read_all (self);
  return GTK_WIDGET (self);
}
