/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-practice-view.h"

#include <glib/gi18n.h>

#include "nx-block-aids.h"
#include "nx-flow.h"
#include "nx-inline-label.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-reference-popover.h"
#include "nx-side-row.h"
#include "nx-standing.h"
#include "nx-widgets.h"
#include "nx-words.h"

struct _NxPracticeView
{
  AdwBin parent_instance;
  GtkScrolledWindow *scroller;
  GtkBox *box;
  NxContext *context;
  NxBlockAids *aids;
  NxTextScope *scope;
  char *practice;
};

G_DEFINE_FINAL_TYPE (NxPracticeView, nx_practice_view, ADW_TYPE_BIN)

/* ---- Copy with citation ---- */

static void
append_items (GString   *text,
              GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const NxItem *item = g_ptr_array_index (items, i);
      g_autofree char *plain = nx_inline_dup_plain (item->text);

      g_string_append_printf (text, "– %s\n", plain);
    }
}

static char *
dup_citation (NxPracticeView   *self,
              const NxPractice *practice)
{
  GString *text = g_string_new (NULL);
  NxPack *pack = nx_context_get_pack (self->context);
  g_autofree char *name = nx_practice_dup_name (practice);
  g_autofree char *summary = nx_inline_dup_plain (practice->summary);

  /* Translators: the head of a copied text: "Good Practice 1: Laws that fit together". */
  g_string_append_printf (text, _("%s: %s"), name, practice->title);
  g_string_append_printf (text, "\n\n%s\n\n%s\n", summary, _("What you can do in the field"));
  append_items (text, practice->actions);
  g_string_append_printf (text, "\n%s\n", _("Ask yourself"));
  append_items (text, practice->asks);
  if (pack != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: the source of a copied text: title of the pack, its version, the code of the practice. */
      g_string_append_printf (text, _("Nexus Trainer, %s, version %s, %s. The wording is the course’s own."), pack->title, pack->version, practice->code);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxPracticeView *self = NX_PRACTICE_VIEW (widget);
  NxPracticeSet *set = nx_context_get_practices (self->context);
  const NxPractice *practice = set != NULL && self->practice != NULL ? nx_practice_set_get (set, self->practice) : NULL;
  g_autofree char *text = NULL;

  if (practice == NULL)
    return;
  text = dup_citation (self, practice);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  nx_navigate_toast (widget, _("Copied"));
}

/* ---- Links ---- */

static void
link_cb (GtkWidget          *from,
         const NxTextLink   *link,
         const GdkRectangle *at,
         gpointer            user_data)
{
  NxPracticeView *self = user_data;

  nx_reference_popover_show (from, at, self->aids, link);
}

static void
drop_scope (NxPracticeView *self)
{
  if (self->scope != NULL)
    nx_text_scope_set_link_func (self->scope, NULL, NULL);
  g_clear_pointer (&self->scope, nx_text_scope_unref);
}

/* ---- Building ---- */

static GtkWidget *
append_label (NxPracticeView *self,
              const char     *text,
              const char     *css_class)
{
  GtkWidget *flow = nx_flow_new (text, css_class);

  gtk_box_append (self->box, flow);
  return GTK_WIDGET (nx_flow_get_label (NX_FLOW (flow)));
}

static void
append_heading (NxPracticeView *self,
                const char     *text)
{
  GtkWidget *label = append_label (self, text, "heading");

  gtk_widget_set_margin_top (label, 14);
}

static void
append_inline (NxPracticeView *self,
               const NxInline *text,
               const char     *css_class)
{
  GtkWidget *label;

  if (text == NULL)
    return;
  label = nx_inline_label_new (self->scope, text, NULL);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->box, label);
}

static void
append_item (NxPracticeView   *self,
             const NxPractice *practice,
             const NxItem     *item,
             guint             number)
{
  GtkWidget *row = nx_side_row_new (12);
  GtkWidget *text = nx_inline_label_new (self->scope, item->text, NULL);

  if (number > 0)
    {
      g_autofree char *word = g_strdup_printf ("%u", number);
      GtkWidget *disc = gtk_label_new (word);

      gtk_widget_add_css_class (disc, "number-disc");
      gtk_widget_add_css_class (disc, "small");
      gtk_widget_add_css_class (disc, nx_text_part_class (practice->part));
      gtk_widget_set_valign (disc, GTK_ALIGN_START);
      gtk_widget_set_margin_top (disc, 3);
      nx_side_row_append (NX_SIDE_ROW (row), disc);
    }
  gtk_widget_add_css_class (text, "reading");
  gtk_widget_set_hexpand (text, TRUE);
  nx_side_row_append (NX_SIDE_ROW (row), text);
  gtk_box_append (self->box, row);
}

static void
append_top (NxPracticeView   *self,
            const NxPractice *practice)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *part = gtk_label_new (catalogue != NULL ? nx_catalogue_get_part_title (catalogue, practice->part) : NULL);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_label_set_xalign (GTK_LABEL (part), 0);
  gtk_label_set_ellipsize (GTK_LABEL (part), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (part, TRUE);
  gtk_widget_add_css_class (part, "caption-heading");
  gtk_widget_add_css_class (part, "secondary");
  gtk_widget_add_css_class (copy, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (copy), "practice.copy");
  nx_text_name_control (copy, _("Copy with citation"));
  gtk_box_append (GTK_BOX (row), nx_part_tile_new (practice->part));
  gtk_box_append (GTK_BOX (row), part);
  gtk_box_append (GTK_BOX (row), copy);
  gtk_box_append (self->box, row);
}

static void
open_module_cb (NxPracticeView *self,
                GtkWidget      *button)
{
  nx_navigate_push (GTK_WIDGET (self), nx_reader_new (self->context, g_object_get_data (G_OBJECT (button), "nx-id"), NULL));
}

static void
open_scenario_cb (NxPracticeView *self,
                  GtkWidget      *button)
{
  nx_navigate_push (GTK_WIDGET (self), nx_scenario_page_new (self->context, g_object_get_data (G_OBJECT (button), "nx-id"), NX_ASK_RESUME));
}

static GtkWidget *
create_related (NxPracticeView *self,
                const char     *icon_name,
                const char     *label,
                const char     *title,
                const char     *id,
                GCallback       callback)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  g_autofree char *isolated = nx_text_isolate (title);
  /* Translators: a button and what it opens, for a screen reader: "Open module: Sharing between agencies". */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), label, isolated);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon_name);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  nx_text_set_accessible (button, name, NULL);
  gtk_widget_set_tooltip_text (button, title);
  g_object_set_data_full (G_OBJECT (button), "nx-id", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

/* The first sound module that takes the practice up, and the scenario that goes with it. */
static void
append_related (NxPracticeView   *self,
                const NxPractice *practice)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  GtkWidget *row;

  for (guint i = 0; catalogue != NULL && i < catalogue->modules->len; i++)
    {
      const NxModuleInfo *module = g_ptr_array_index (catalogue->modules, i);
      const NxScenarioInfo *scenario;

      if (module->error != NULL || !g_strv_contains ((const char *const *) module->practices, practice->id))
        continue;
      row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      gtk_widget_set_margin_top (row, 18);
      gtk_box_append (GTK_BOX (row), create_related (self, "nx-learn-symbolic", _("Open module"), module->title, module->id, G_CALLBACK (open_module_cb)));
      scenario = module->scenario != NULL ? nx_catalogue_get_scenario (catalogue, module->scenario) : NULL;
      if (scenario != NULL && scenario->error == NULL && nx_context_can_save (self->context))
        gtk_box_append (GTK_BOX (row), create_related (self, "nx-scenario-symbolic", _("Practise in a scenario"), scenario->title, scenario->id, G_CALLBACK (open_scenario_cb)));
      gtk_box_append (self->box, row);
      return;
    }
}

static const char *
get_status_words (NxStatus status)
{
  switch (status)
    {
    case NX_STATUS_VERIFIED: return _("Number and title were compared with the published Policy Toolkit.");
    case NX_STATUS_PARTLY: return _("A part of this was compared with a published text.");
    case NX_STATUS_UNVERIFIED:
    default: return _("A working theme of this course. Its official number and wording were not verified.");
    }
}

static void
build (NxPracticeView   *self,
       const NxPractice *practice)
{
  g_autofree char *name = nx_practice_dup_name (practice);
  GtkWidget *number, *title;

  append_top (self, practice);
  number = append_label (self, name, "caption-heading");
  gtk_widget_add_css_class (number, nx_text_part_class (practice->part));
  gtk_widget_set_margin_top (number, 10);
  title = append_label (self, practice->title, "title-2");
  gtk_label_set_selectable (GTK_LABEL (title), TRUE);
  append_inline (self, practice->summary, "reading");
  if (practice->actions->len > 0)
    append_heading (self, _("What you can do in the field"));
  for (guint i = 0; i < practice->actions->len; i++)
    append_item (self, practice, g_ptr_array_index (practice->actions, i), i + 1);
  if (practice->asks->len > 0)
    append_heading (self, _("Ask yourself"));
  for (guint i = 0; i < practice->asks->len; i++)
    append_item (self, practice, g_ptr_array_index (practice->asks, i), 0);
  append_related (self, practice);
  append_heading (self, _("Where this comes from"));
  gtk_widget_add_css_class (append_label (self, get_status_words (practice->status), "caption"), "secondary");
  append_inline (self, practice->basis, "basis");
}

static void
clear (NxPracticeView *self)
{
  GtkWidget *child;

  drop_scope (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static void
nx_practice_view_dispose (GObject *object)
{
  NxPracticeView *self = NX_PRACTICE_VIEW (object);

  drop_scope (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_PRACTICE_VIEW);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->context);
  g_clear_pointer (&self->practice, g_free);
  G_OBJECT_CLASS (nx_practice_view_parent_class)->dispose (object);
}

static void
nx_practice_view_class_init (NxPracticeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_practice_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-practice-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NxPracticeView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NxPracticeView, box);
  gtk_widget_class_install_action (widget_class, "practice.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "practice.copy", NULL);
}

static void
nx_practice_view_init (NxPracticeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
}

GtkWidget *
nx_practice_view_new (NxContext *context)
{
  NxPracticeView *self = g_object_new (NX_TYPE_PRACTICE_VIEW, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
nx_practice_view_show (NxPracticeView *self,
                       const char     *id)
{
  NxPracticeSet *set;
  const NxPractice *practice;

  g_return_if_fail (NX_IS_PRACTICE_VIEW (self));

  set = nx_context_get_practices (self->context);
  practice = set != NULL ? nx_practice_set_get (set, id) : NULL;
  clear (self);
  if (self->practice != id)
    {
      g_free (self->practice);
      self->practice = g_strdup (id);
    }
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = nx_block_aids_new (nx_context_get_glossary (self->context), nx_context_get_sources (self->context), set,
                                  nx_context_get_pack (self->context), nx_context_get_language (self->context));
  self->scope = nx_text_scope_new (self->aids);
  nx_text_scope_set_link_func (self->scope, link_cb, self);
  if (practice != NULL)
    build (self, practice);
  else
    append_label (self, _("This Good Practice is not in the lesson pack."), "secondary");
  nx_widget_set_direction_deep (GTK_WIDGET (self->box), nx_language_get_direction (nx_context_get_content_language (self->context)));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

const char *
nx_practice_view_get_practice (NxPracticeView *self)
{
  g_return_val_if_fail (NX_IS_PRACTICE_VIEW (self), NULL);

  return self->practice;
}
