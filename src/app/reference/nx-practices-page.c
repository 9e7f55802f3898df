/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-practices-page.h"

#include <glib/gi18n.h>

#include "nx-flow.h"
#include "nx-practice-view.h"
#include "nx-standing.h"
#include "nx-widgets.h"
#include "nx-words.h"

struct _NxPracticesPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  GtkBox *chips;
  GtkListBox *list;
  GtkWidget *reading;
  AdwBin *pane;

  NxContext *context;
  NxPracticeView *view;
  GtkWidget *first_chip;
  char part;                     /* shown alone; 0 for all */
  gboolean building;
};

G_DEFINE_FINAL_TYPE (NxPracticesPage, nx_practices_page, ADW_TYPE_BIN)

static const NxPractice *
get_practice (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "nx-practice");
}

/* ---- Rows ---- */

static GtkWidget *
create_row (const NxPractice *practice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = nx_side_row_new (12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *mark = nx_practice_dup_mark (practice);
  g_autofree char *name = nx_practice_dup_name (practice);
  g_autofree char *summary = practice->summary != NULL ? nx_inline_dup_plain (practice->summary) : g_strdup ("");
  g_autofree char *isolated = nx_text_isolate (practice->title);
  /* Translators: a row's name for a screen reader: "Good Practice 1, Laws that fit together". */
  g_autofree char *accessible = g_strdup_printf (_("%s, %s"), name, isolated);
  GtkWidget *disc = gtk_label_new (mark);
  GtkWidget *snippet = nx_flow_new (summary, "secondary");

  gtk_widget_add_css_class (disc, "number-disc");
  gtk_widget_add_css_class (disc, nx_text_part_class (practice->part));
  gtk_widget_set_valign (disc, GTK_ALIGN_START);
  gtk_label_set_lines (nx_flow_get_label (NX_FLOW (snippet)), 3);
  gtk_label_set_ellipsize (nx_flow_get_label (NX_FLOW (snippet)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (snippet, summary);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), nx_flow_new (practice->title, "card-title"));
  gtk_box_append (GTK_BOX (texts), snippet);
  nx_side_row_append (NX_SIDE_ROW (box), disc);
  nx_side_row_append (NX_SIDE_ROW (box), texts);
  gtk_widget_add_css_class (row, "practice-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  nx_text_set_accessible (row, accessible, summary);
  g_object_set_data (G_OBJECT (row), "nx-practice", (gpointer) practice);
  return row;
}

static void
update_header_cb (GtkListBoxRow *row,
                  GtkListBoxRow *before,
                  gpointer       user_data)
{
  NxPracticesPage *self = user_data;
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  const NxPractice *practice = get_practice (row);
  GtkWidget *label;

  if (before != NULL && get_practice (before)->part == practice->part)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (catalogue != NULL ? nx_catalogue_get_part_title (catalogue, practice->part) : NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_add_css_class (label, "list-group");
  gtk_list_box_row_set_header (row, label);
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       user_data)
{
  NxPracticesPage *self = user_data;

  return self->part == 0 || get_practice (row)->part == self->part;
}

static void
row_selected_cb (NxPracticesPage *self,
                 GtkListBoxRow   *row)
{
  if (row != NULL && !self->building)
    nx_practice_view_show (self->view, get_practice (row)->id);
}

static void
row_activated_cb (NxPracticesPage *self,
                  GtkListBoxRow   *row)
{
  adw_leaflet_set_visible_child (self->leaflet, self->reading);
}

/* ---- Chips ---- */

static void
chip_toggled_cb (NxPracticesPage *self,
                 GtkToggleButton *chip)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  self->part = (char) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "nx-part"));
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_invalidate_headers (self->list);
}

static void
append_chip (NxPracticesPage *self,
             char             part,
             const char      *label,
             const char      *name)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (chip, "chip");
  nx_text_set_accessible (chip, name, NULL);
  gtk_widget_set_tooltip_text (chip, name);
  g_object_set_data (G_OBJECT (chip), "nx-part", GINT_TO_POINTER ((int) part));
  if (self->first_chip == NULL)
    self->first_chip = chip;
  else
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (self->first_chip));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), part == self->part);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, chip);
}

static gboolean
has_part (NxPracticeSet *set,
          char           part)
{
  for (guint i = 0; i < set->items->len; i++)
    {
      const NxPractice *practice = g_ptr_array_index (set->items, i);

      if (practice->part == part)
        return TRUE;
    }
  return FALSE;
}

static void
build_chips (NxPracticesPage *self,
             NxPracticeSet   *set)
{
  NxPack *pack = nx_context_get_pack (self->context);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  self->first_chip = NULL;
  append_chip (self, 0, C_("filter", "All"), _("All Good Practices"));
  for (guint i = 0; pack != NULL && i < pack->parts->len; i++)
    {
      const NxPart *part = g_ptr_array_index (pack->parts, i);
      g_autofree char *title = nx_text_isolate (part->title);
      /* Translators: a filter: "Part A, Legal considerations". */
      g_autofree char *name = g_strdup_printf (_("Part %s, %s"), nx_text_part_letter (part->letter), title);

      if (has_part (set, part->letter))
        append_chip (self, part->letter, nx_text_part_letter (part->letter), name);
    }
}

/* ---- The whole ---- */

static GtkListBoxRow *
find_row (NxPracticesPage *self,
          const char      *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (get_practice (row)->id, id) == 0)
      return row;
  return NULL;
}

static void
build (NxPracticesPage *self)
{
  NxPracticeSet *set = nx_context_is_ready (self->context) ? nx_context_get_practices (self->context) : NULL;
  g_autofree char *shown = g_strdup (nx_practice_view_get_practice (self->view));
  GtkListBoxRow *row;
  GtkWidget *child;

  self->building = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; set != NULL && i < set->items->len; i++)
    {
      GtkWidget *each = create_row (g_ptr_array_index (set->items, i));

      nx_widget_set_direction_deep (each, nx_language_get_direction (nx_context_get_content_language (self->context)));
      gtk_list_box_append (self->list, each);
    }
  if (set != NULL)
    build_chips (self, set);
  self->building = FALSE;

  if (set == NULL || set->items->len == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, nx_context_is_ready (self->context) ? "empty" : "opening");
      return;
    }
  row = shown != NULL ? find_row (self, shown) : NULL;
  gtk_list_box_select_row (self->list, row != NULL ? row : gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static void
open_practice_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  nx_practices_page_show (NX_PRACTICES_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
list_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  nx_practices_page_go_back (NX_PRACTICES_PAGE (widget));
}

static void
nx_practices_page_dispose (GObject *object)
{
  NxPracticesPage *self = NX_PRACTICES_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_PRACTICES_PAGE);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_practices_page_parent_class)->dispose (object);
}

static void
nx_practices_page_class_init (NxPracticesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_practices_page_dispose;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-practices-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, list_pane);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, chips);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, list);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, reading);
  gtk_widget_class_bind_template_child (widget_class, NxPracticesPage, pane);
  gtk_widget_class_install_action (widget_class, "page.open-practice", "s", open_practice_cb);
  gtk_widget_class_install_action (widget_class, "practices.list", NULL, list_cb);
}

static void
nx_practices_page_init (NxPracticesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, update_header_cb, self, NULL);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
nx_practices_page_new (NxContext *context)
{
  NxPracticesPage *self = g_object_new (NX_TYPE_PRACTICES_PAGE, NULL);

  self->context = g_object_ref (context);
  self->view = NX_PRACTICE_VIEW (nx_practice_view_new (context));
  adw_bin_set_child (self->pane, GTK_WIDGET (self->view));
  g_signal_connect_object (context, "ready", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  build (self);
  return GTK_WIDGET (self);
}

void
nx_practices_page_show (NxPracticesPage *self,
                        const char      *practice)
{
  GtkListBoxRow *row;

  g_return_if_fail (NX_IS_PRACTICES_PAGE (self));

  row = find_row (self, practice);
  if (row == NULL)
    return;
  if (self->part != 0 && self->part != get_practice (row)->part)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->first_chip), TRUE);
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  adw_leaflet_set_visible_child (self->leaflet, self->reading);
}

gboolean
nx_practices_page_go_back (NxPracticesPage *self)
{
  g_return_val_if_fail (NX_IS_PRACTICES_PAGE (self), FALSE);

  if (!adw_leaflet_get_folded (self->leaflet) || adw_leaflet_get_visible_child (self->leaflet) != self->reading)
    return FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->list_pane);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
  return TRUE;
}
