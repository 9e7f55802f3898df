/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The start of each list of records. Reads nothing itself. */

#include "config.h"

#include "nx-record-groups.h"

#include <glib/gi18n.h>

#include "nx-page.h"
#include "nx-record-page.h"
#include "nx-record-view.h"
#include "nx-slices.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"

#define N_FIRST_ROWS 3

/* One group as it stands on the page. */
typedef struct
{
  GtkWidget *box;               /* NULL while the group is empty */
  GtkLabel *count;
  GtkListBox *list;
  GtkWidget *more;              /* the last row, or NULL */
  guint n_rows;                 /* of records */
} Group;

struct _NxRecordGroups
{
  AdwBin parent_instance;
  GtkBox *box;
  NxContext *context;
  GPtrArray *items;
  Group groups[NX_N_RECORD_GROUPS];
  NxSlices slices;
  guint group, row;             /* built next */
};

G_DEFINE_FINAL_TYPE (NxRecordGroups, nx_record_groups, ADW_TYPE_BIN)

guint
nx_record_group_count (NxContext     *context,
                       NxRecordGroup  group)
{
  const NxDeliveryCounts *counts = nx_context_get_counts (context);

  switch (group)
    {
    case NX_RECORD_GROUP_ATTENTION: return counts->n[NX_DELIVERY_REFUSED] + counts->n[NX_DELIVERY_CONFLICT];
    case NX_RECORD_GROUP_WAITING: return counts->n[NX_DELIVERY_PENDING] + counts->n[NX_DELIVERY_SENDING];
    case NX_RECORD_GROUP_DELIVERED: return counts->n[NX_DELIVERY_SENT] + counts->n[NX_DELIVERY_CONFIRMED];
    case NX_RECORD_GROUP_ONLY_HERE:
    default: return counts->n[NX_DELIVERY_HELD] + counts->n_only_here;
    }
}

/* ---- Rows ---- */

/* Record @index of the group; NULL if it has no more. */
static NxRecordItem *
find_item (NxRecordGroups *self,
           NxRecordGroup   group,
           guint           index)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      NxRecordItem *item = g_ptr_array_index (self->items, i);

      if (nx_record_item_get_group (item) == group && index-- == 0)
        return item;
    }
  return NULL;
}

static guint
count_listed (NxRecordGroups *self,
              NxRecordGroup   group)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += nx_record_item_get_group (g_ptr_array_index (self->items, i)) == group;
  return n;
}

static void
show_more_cb (NxRecordGroups *self,
              GtkWidget      *row)
{
  NxRecordGroup group = (NxRecordGroup) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "nx-group"));

  nx_navigate_push (GTK_WIDGET (self), nx_record_list_page_new (self->context, group));
}

static GtkWidget *
create_more_row (NxRecordGroups *self,
                 NxRecordGroup   group)
{
  GtkWidget *row = adw_action_row_new ();

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "nx-group", GINT_TO_POINTER ((int) group));
  g_signal_connect_object (row, "activated", G_CALLBACK (show_more_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_record_row (NxRecordGroups *self)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), nx_record_view_new (self->context));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
show_record (NxRecordGroups *self,
             Group          *group,
             guint           index,
             NxRecordItem   *item)
{
  GtkListBoxRow *row;

  if (index == group->n_rows)
    {
      gtk_list_box_insert (group->list, create_record_row (self), (int) index);
      group->n_rows++;
    }
  row = gtk_list_box_get_row_at_index (group->list, (int) index);
  nx_record_view_set_item (NX_RECORD_VIEW (gtk_list_box_row_get_child (row)), item);
  nx_text_set_accessible (GTK_WIDGET (row), nx_record_item_get_title (item), nx_record_item_get_description (item));
}

/* ---- Groups ---- */

/* AdwPreferencesGroup would cut the title beside the count. */
static GtkWidget *
create_head (Group      *group,
             const char *title)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title, "xalign", 0.0, "wrap", TRUE, NULL);

  group->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (name, "heading");
  gtk_label_set_xalign (group->count, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (group->count), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (group->count), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (group->count), "secondary");
  gtk_widget_set_layout_manager (head, nx_wrap_layout_new (12, 0));
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (group->count));
  return head;
}

static void
create_group (NxRecordGroups *self,
              NxRecordGroup   index)
{
  Group *group = &self->groups[index];
  GtkWidget *before = NULL;

  group->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  group->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (group->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (group->list), "boxed-list");
  gtk_box_append (GTK_BOX (group->box), create_head (group, nx_record_group_get_title (index)));
  gtk_box_append (GTK_BOX (group->box), GTK_WIDGET (group->list));
  for (int i = 0; i < (int) index; i++)
    before = self->groups[i].box != NULL ? self->groups[i].box : before;
  gtk_box_insert_child_after (self->box, group->box, before);
}

static void
remove_group (NxRecordGroups *self,
              Group          *group)
{
  if (group->box != NULL)
    gtk_box_remove (self->box, group->box);
  *group = (Group){ NULL };
}

/* All its records are there: takes away what is too much, and says how many it has. */
static void
end_group (NxRecordGroups *self,
           NxRecordGroup   index,
           guint           n_shown)
{
  Group *group = &self->groups[index];
  guint n = MAX (count_listed (self, index), nx_record_group_count (self->context, index));
  g_autofree char *text = g_strdup_printf (ngettext ("%u record", "%u records", n), n);
  g_autofree char *more = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n - n_shown), n - n_shown);

  for (; group->n_rows > n_shown; group->n_rows--)
    gtk_list_box_remove (group->list, GTK_WIDGET (gtk_list_box_get_row_at_index (group->list, (int) n_shown)));
  gtk_label_set_label (group->count, text);
  nx_text_set_accessible (GTK_WIDGET (group->list), nx_record_group_get_title (index), text);
  if (n == n_shown && group->more != NULL)
    {
      gtk_list_box_remove (group->list, group->more);
      group->more = NULL;
    }
  else if (n > n_shown && group->more == NULL)
    {
      group->more = create_more_row (self, index);
      gtk_list_box_append (group->list, group->more);
    }
  if (group->more != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group->more), more);
}

/* The next row, or the end of its group. */
static gboolean
build_next (gpointer user_data)
{
  NxRecordGroups *self = user_data;
  Group *group = &self->groups[self->group];
  NxRecordItem *item = self->row < N_FIRST_ROWS ? find_item (self, self->group, self->row) : NULL;

  if (item != NULL)
    {
      if (group->box == NULL)
        create_group (self, self->group);
      show_record (self, group, self->row++, item);
      return TRUE;
    }
  if (self->row > 0)
    end_group (self, self->group, self->row);
  else
    remove_group (self, group);
  self->row = 0;
  return ++self->group < NX_N_RECORD_GROUPS;
}

/* ---- The widget ---- */

static void
nx_record_groups_dispose (GObject *object)
{
  NxRecordGroups *self = NX_RECORD_GROUPS (object);

  nx_slices_end (&self->slices);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_record_groups_parent_class)->dispose (object);
}

static void
nx_record_groups_class_init (NxRecordGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_record_groups_dispose;
}

static void
nx_record_groups_init (NxRecordGroups *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 22));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
nx_record_groups_set_items (NxRecordGroups *self,
                            NxContext      *context,
                            GPtrArray      *items)
{
  g_return_if_fail (NX_IS_RECORD_GROUPS (self));
  g_set_object (&self->context, context);
  g_ptr_array_ref (items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  self->group = self->row = 0;
  nx_slices_begin (&self->slices, GTK_WIDGET (self), build_next, self);
}
