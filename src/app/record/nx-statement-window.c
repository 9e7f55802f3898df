/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-statement-window.h"

#include <glib/gi18n.h>

#include "nx-dialog.h"
#include "nx-ids.h"
#include "nx-statement-words.h"
#include "nx-text.h"

/* ---- The words page ---- */

static void
append_row (GtkListBox *list,
            const char *title,
            const char *value)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *text = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (name, "secondary");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  nx_text_set_accessible (row, title, value);
  gtk_list_box_append (list, row);
}

static GtkWidget *
create_words_page (GBytes            *body,
                   const NxCatalogue *catalogue)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GPtrArray) lines = nx_statement_list_words (body, catalogue);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("This is all that is sent, and nothing else."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  for (guint i = 0; i < lines->len; i++)
    {
      const NxStatementLine *line = g_ptr_array_index (lines, i);

      append_row (GTK_LIST_BOX (list), line->name, line->value);
    }
  return page;
}

/* ---- The JSON page ---- */

static GtkWidget *
create_json_page (GBytes *body)
{
  g_autofree char *text = nx_statement_dup_pretty (body);
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text != NULL ? text : "", -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 18);
  /* Code reads from the left in every language. */
  gtk_widget_set_direction (view, GTK_TEXT_DIR_LTR);
  nx_text_set_accessible (view, _("The record as JSON"), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return scroller;
}

void
nx_statement_window_present (GtkWindow  *parent,
                             NxContext  *context,
                             const char *title,
                             GBytes     *body)
{
  GtkWidget *window = nx_dialog_new (parent, title, 600, 640);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *stack = adw_view_stack_new ();
  GtkWidget *switcher = adw_view_switcher_new ();
  int parent_width = gtk_widget_get_width (GTK_WIDGET (parent));

  adw_view_stack_add_titled (ADW_VIEW_STACK (stack), create_words_page (body, nx_context_get_catalogue (context)), "words", _("In words"));
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (ADW_VIEW_STACK (stack), adw_view_stack_get_child_by_name (ADW_VIEW_STACK (stack), "words")), "view-list-symbolic");
  adw_view_stack_add_titled (ADW_VIEW_STACK (stack), create_json_page (body), "json", _("As JSON"));
  adw_view_stack_page_set_icon_name (adw_view_stack_get_page (ADW_VIEW_STACK (stack), adw_view_stack_get_child_by_name (ADW_VIEW_STACK (stack), "json")), "utilities-terminal-symbolic");
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_STACK (stack));
  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (switcher), parent_width > 0 && parent_width < 500 ? ADW_VIEW_SWITCHER_POLICY_NARROW : ADW_VIEW_SWITCHER_POLICY_WIDE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), stack);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- An example ---- */

static NxEventFacts *
create_example_facts (NxContext          *context,
                      const NxModuleInfo *module)
{
  NxEventFacts *facts = nx_event_facts_new (NX_EVENT_MODULE_COMPLETED);
  NxPack *pack = nx_context_get_pack (context);

  facts->address = nx_address_new (pack->id, "module", module->id, NULL);
  facts->content_version = g_strdup_printf ("%s/1", pack->version);
  facts->language = g_strdup (nx_context_get_language (context));
  facts->registration = nx_uuid4_new ();
  facts->session = nx_uuid4_new ();
  facts->counts = TRUE;
  facts->duration_us = (gint64) module->minutes * 60 * G_USEC_PER_SEC;
  return facts;
}

static NxActivityFacts *
create_example_activity (NxContext          *context,
                         const NxModuleInfo *module,
                         const char         *address)
{
  NxPack *pack = nx_context_get_pack (context);
  NxActivityFacts *activity = nx_activity_facts_new (pack->activity_base);
  g_autofree char *iri = g_strconcat (pack->activity_base, address, NULL);
  g_autofree char *course = g_strconcat (pack->activity_base, pack->id, NULL);

  activity->object = nx_activity_new (NX_ACTIVITY_MODULE, iri, module->title, module->summary);
  activity->grouping = nx_activity_new (NX_ACTIVITY_COURSE, course, pack->title, NULL);
  return activity;
}

GBytes *
nx_statement_build_example (NxContext *context)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (context);
  const NxModuleInfo *module = NULL;
  g_autoptr (NxEventFacts) facts = NULL;
  g_autoptr (NxActivityFacts) activity = NULL;
  g_autofree char *account = nx_uuid4_new ();
  g_autofree char *device = nx_uuid4_new ();
  gint64 now_us = nx_clock_get_wall_us (nx_context_get_clock (context));
  g_autofree char *statement = nx_uuid7_new (now_us);
  g_autofree char *home_page = NULL;

  for (guint i = 0; catalogue != NULL && module == NULL && i < catalogue->modules->len; i++)
    if (((const NxModuleInfo *) g_ptr_array_index (catalogue->modules, i))->error == NULL)
      module = g_ptr_array_index (catalogue->modules, i);
  if (module == NULL)
    return NULL;
  facts = create_example_facts (context, module);
  activity = create_example_activity (context, module, facts->address);
  home_page = g_strconcat (catalogue->pack->activity_base, "accounts", NULL);
  return nx_statement_build (facts, activity, &(NxStatementContext) {
    .statement_id = statement,
    .home_page = home_page,
    .account = account,
    .device = device,
    .capacity = catalogue->capacities->len > 0 ? ((const NxCapacityInfo *) g_ptr_array_index (catalogue->capacities, 0))->id : NULL,
    .platform = "Nexus Trainer",
    .wall_us = now_us,
    .clock = NX_CLOCK_TRUSTED,
  }, NULL);
}
