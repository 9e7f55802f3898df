/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-workshop-page.h"

#include <glib/gi18n.h>

#include "nx-agenda-page.h"
#include "nx-agenda-summary.h"
#include "nx-page.h"
#include "nx-present.h"
#include "nx-problem-page.h"
#include "nx-widgets.h"

struct _NxWorkshopPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkBox *box;

  NxContext *context;
  GCancellable *cancellable;
  GPtrArray *agendas;            /* NxAgendaSummary; NULL until they are read */
  gboolean listing, list_again;
};

G_DEFINE_FINAL_TYPE (NxWorkshopPage, nx_workshop_page, ADW_TYPE_BIN)

static void list_agendas (NxWorkshopPage *self);

static const NxAgendaSummary *
find_agenda (NxWorkshopPage *self,
             const char     *id)
{
  for (guint i = 0; self->agendas != NULL && i < self->agendas->len; i++)
    {
      const NxAgendaSummary *agenda = g_ptr_array_index (self->agendas, i);

      if (g_str_equal (agenda->id, id))
        return agenda;
    }
  return NULL;
}

static void
tell (NxWorkshopPage *self,
      const char     *what,
      const GError   *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), what, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  nx_text_name_buttons (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Acts ---- */

typedef struct
{
  NxWorkshopPage *self;
  NxWorkshop *workshop;
} Copied;

static void
copied_free (Copied *copied)
{
  g_object_unref (copied->self);
  nx_workshop_unref (copied->workshop);
  g_free (copied);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copied, copied_free)

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Copied) copied = user_data;
  g_autoptr (GError) error = NULL;

  if (copied->self->context == NULL)
    return;
  if (nx_agenda_store_save_finish (NX_AGENDA_STORE (source), result, &error))
    nx_navigate_push (GTK_WIDGET (copied->self), nx_agenda_page_new (copied->self->context, copied->workshop));
  else
    tell (copied->self, _("The copy could not be saved"), error);
}

static void
edit_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (widget);
  const NxAgendaSummary *agenda = find_agenda (self, g_variant_get_string (parameter, NULL));

  if (agenda != NULL && agenda->workshop != NULL && !agenda->is_built_in)
    nx_navigate_push (widget, nx_agenda_page_new (self->context, agenda->workshop));
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (widget);
  const NxAgendaSummary *agenda = find_agenda (self, g_variant_get_string (parameter, NULL));
  g_autofree char *id = nx_agenda_store_make_id ();
  g_autofree char *title = NULL;
  g_autoptr (NxAgendaEditor) copy = NULL;
  Copied *copied;
  g_autoptr (GError) error = NULL;

  if (agenda == NULL || agenda->workshop == NULL)
    return;
  /* Translators: the title of the copy of an agenda. */
  title = g_strdup_printf (_("%s (copy)"), agenda->title);
  copy = nx_agenda_editor_new_copy (agenda->workshop, id, title, &error);
  if (copy == NULL)
    {
      tell (self, _("The copy could not be saved"), error);
      return;
    }
  copied = g_new0 (Copied, 1);
  copied->self = g_object_ref (self);
  copied->workshop = nx_workshop_ref (nx_agenda_editor_get_workshop (copy));
  nx_agenda_store_save_async (nx_context_get_agendas (self->context), id, nx_agenda_editor_get_xml (copy), copied_cb, copied);
}

typedef struct
{
  NxWorkshopPage *self;          /* held */
  char *id;
} Presenting;

/* Whatever was still to be saved of the agenda is in its file: the store lists after it saves. */
static void
saved_before_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Presenting *presenting = user_data;
  NxWorkshopPage *self = presenting->self;
  g_autoptr (GPtrArray) own = nx_agenda_store_list_finish (NX_AGENDA_STORE (source), result, NULL);
  g_autofree char *path = nx_agenda_store_dup_path (NX_AGENDA_STORE (source), presenting->id);

  /* A folder that cannot be read is told of by the file in it. */
  if (self->context != NULL)
    nx_present_agenda (GTK_WIDGET (self), self->context, presenting->id, path);
  g_object_unref (presenting->self);
  g_free (presenting->id);
  g_free (presenting);
}

static void
present_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (widget);
  const NxAgendaSummary *agenda = find_agenda (self, g_variant_get_string (parameter, NULL));
  Presenting *presenting;

  if (agenda == NULL || agenda->workshop == NULL)
    return;
  if (agenda->is_built_in)
    {
      nx_present_agenda (widget, self->context, agenda->id, NULL);
      return;
    }
  presenting = g_new0 (Presenting, 1);
  presenting->self = g_object_ref (self);
  presenting->id = g_strdup (agenda->id);
  nx_agenda_store_list_async (nx_context_get_agendas (self->context), saved_before_cb, presenting);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (NxWorkshopPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->context == NULL)
    return;
  if (!nx_agenda_store_remove_finish (NX_AGENDA_STORE (source), result, &error))
    tell (self, _("The agenda could not be deleted"), error);
  list_agendas (self);
}

static void
delete_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    NxWorkshopPage   *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "nx-agenda");

  if (g_str_equal (response, "delete") && self->context != NULL)
    nx_agenda_store_remove_async (nx_context_get_agendas (self->context), id, removed_cb, g_object_ref (self));
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (widget);
  const NxAgendaSummary *agenda = find_agenda (self, g_variant_get_string (parameter, NULL));
  g_autofree char *title = NULL;
  g_autofree char *question = NULL;
  GtkWidget *dialog;

  if (agenda == NULL || agenda->is_built_in)
    return;
  title = nx_text_isolate (agenda->title);
  question = g_strdup_printf (_("Delete “%s”?"), title);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), question,
                                   _("The agenda is removed from this computer. Workshops held with it keep their records."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  nx_text_name_buttons (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "nx-agenda", g_strdup (agenda->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Files ---- */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxWorkshopPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxAgendaEntry) entry = nx_agenda_store_import_finish (NX_AGENDA_STORE (source), result, &error);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (self->context == NULL)
    return;
  if (entry == NULL)
    {
      gboolean newer = g_error_matches (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_TOO_NEW);

      tell (self, newer ? _("This agenda was made by a newer version of the program") : _("This file cannot be opened"), error);
      return;
    }
  title = nx_text_isolate (entry->workshop->title);
  text = g_strdup_printf (_("“%s” is now among your agendas"), title);
  nx_navigate_toast (GTK_WIDGET (self), text);
  list_agendas (self);
}

void
nx_workshop_page_open_file (NxWorkshopPage *self,
                            const char     *path)
{
  NxPack *pack = nx_context_get_pack (self->context);

  g_return_if_fail (NX_IS_WORKSHOP_PAGE (self));

  if (pack != NULL)
    nx_agenda_store_import_async (nx_context_get_agendas (self->context), path, (const char *const *) pack->workshops, opened_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxWorkshopPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->context == NULL)
    return;
  if (nx_agenda_store_export_finish (NX_AGENDA_STORE (source), result, &error))
    nx_navigate_toast (GTK_WIDGET (self), _("The agenda is saved as a file"));
  else
    tell (self, _("The file could not be saved"), error);
}

void
nx_workshop_page_save_file (NxWorkshopPage *self,
                            const char     *id,
                            const char     *path)
{
  const NxAgendaSummary *agenda = find_agenda (self, id);
  g_autoptr (GBytes) xml = NULL;

  g_return_if_fail (NX_IS_WORKSHOP_PAGE (self));

  if (agenda == NULL || agenda->workshop == NULL)
    return;
  xml = nx_workshop_write (agenda->workshop);
  nx_agenda_store_export_async (nx_context_get_agendas (self->context), path, xml, saved_cb, g_object_ref (self));
}

static GtkFileChooserNative *
create_chooser (NxWorkshopPage      *self,
                const char          *title,
                GtkFileChooserAction action,
                const char          *accept)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), action, accept, _("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Agendas"));
  gtk_file_filter_add_pattern (filter, "*" NX_AGENDA_FILE_SUFFIX);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  return dialog;
}

/* The chooser's file as a path of this computer; NULL if none was chosen. Takes the chooser. */
static char *
take_path (GtkNativeDialog *dialog,
           int              response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  return path;
}

static void
open_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  NxWorkshopPage  *self)
{
  g_autofree char *path = take_path (dialog, response);

  if (path != NULL)
    nx_workshop_page_open_file (self, path);
}

static void
open_file_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (widget);
  GtkFileChooserNative *dialog = create_chooser (self, _("Open an agenda"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (open_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
save_response_cb (GtkNativeDialog *dialog,
                  int              response,
                  NxWorkshopPage  *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (dialog), "nx-agenda"));
  g_autofree char *path = take_path (dialog, response);

  if (path != NULL)
    nx_workshop_page_save_file (self, id, path);
}

static void
save_file_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (widget);
  const NxAgendaSummary *agenda = find_agenda (self, g_variant_get_string (parameter, NULL));
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;

  if (agenda == NULL || agenda->workshop == NULL)
    return;
  dialog = create_chooser (self, _("Save as a file"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"));
  name = g_strconcat (agenda->title, NX_AGENDA_FILE_SUFFIX, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), g_strdelimit (name, "/\\:", '-'));
  g_object_set_data_full (G_OBJECT (dialog), "nx-agenda", g_strdup (agenda->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ---- Building ---- */

static void
add_act (GMenu      *menu,
         const char *label,
         const char *action,
         const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static GtkWidget *
create_menu_button (const NxAgendaSummary *agenda)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *title = nx_text_isolate (agenda->title);
  g_autofree char *name = g_strdup_printf (_("Menu of %s"), title);
  GtkWidget *button = gtk_menu_button_new ();

  if (agenda->workshop != NULL)
    {
      if (!agenda->is_built_in)
        add_act (menu, _("_Edit"), "workshop.edit", agenda->id);
      add_act (menu, _("Edit a _copy"), "workshop.copy", agenda->id);
      add_act (menu, _("_Save as a file…"), "workshop.save-file", agenda->id);
    }
  if (!agenda->is_built_in)
    add_act (menu, _("_Delete…"), "workshop.delete", agenda->id);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  nx_text_name_control (button, name);
  gtk_widget_set_visible (button, g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  return button;
}

static GtkWidget *
create_present_button (const NxAgendaSummary *agenda)
{
  g_autofree char *title = nx_text_isolate (agenda->title);
  /* Translators: %s is the title of an agenda. */
  g_autofree char *name = g_strdup_printf (_("Present %s"), title);
  GtkWidget *button = gtk_button_new_with_label (C_("agenda", "Present"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "workshop.present");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", agenda->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  nx_text_set_accessible (button, name, NULL);
  return button;
}

static GtkWidget *
create_row (const NxAgendaSummary *agenda)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = nx_agenda_summary_dup_words (agenda);
  g_autofree char *missing = nx_agenda_summary_dup_missing (agenda);
  g_autofree char *all = missing != NULL ? g_strconcat (words, "\n", missing, NULL) : g_strdup (words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), agenda->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), all);
  if (agenda->problem != NULL || agenda->n_missing > 0)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  if (agenda->workshop != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_present_button (agenda));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_menu_button (agenda));
  if (agenda->workshop != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), agenda->is_built_in ? "workshop.copy" : "workshop.edit");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", agenda->id);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }
  g_object_set_data_full (G_OBJECT (row), "nx-agenda", g_strdup (agenda->id), g_free);
  nx_text_set_accessible (row, agenda->title, all);
  return row;
}

static void
add_group (NxWorkshopPage *self,
           const char     *title,
           gboolean        built_in)
{
  GtkWidget *head = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);
  GtkWidget *list = gtk_list_box_new ();
  guint n = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  nx_text_set_accessible (list, title, NULL);
  for (guint i = 0; i < self->agendas->len; i++)
    {
      const NxAgendaSummary *agenda = g_ptr_array_index (self->agendas, i);

      if (agenda->is_built_in != built_in)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), create_row (agenda));
      n++;
    }
  if (n == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("None yet. Edit a copy of one that comes with the program, or open a file from a colleague."));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_widget_add_css_class (head, "heading");
  gtk_widget_set_margin_top (head, 8);
  gtk_box_append (self->box, head);
  gtk_box_append (self->box, list);
}

/* The agenda whose row, or something in it, has the focus; NULL if none has. Caller owns. */
static char *
dup_focused_agenda (NxWorkshopPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ACTION_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? g_strdup (g_object_get_data (G_OBJECT (row), "nx-agenda")) : NULL;
}

/* The row of the agenda, if it still stands there. */
static void
focus_agenda (NxWorkshopPage *self,
              const char     *id)
{
  for (GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (self->box)); list != NULL; list = gtk_widget_get_next_sibling (list))
    for (GtkWidget *row = gtk_widget_get_first_child (list); GTK_IS_LIST_BOX (list) && row != NULL; row = gtk_widget_get_next_sibling (row))
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "nx-agenda"), id) == 0)
        {
          gtk_widget_grab_focus (row);
          return;
        }
  gtk_widget_child_focus (GTK_WIDGET (self->box), GTK_DIR_TAB_FORWARD);
}

static void
build (NxWorkshopPage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open a file…"));
  g_autofree char *focused = dup_focused_agenda (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "workshop.open-file");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_box_append (self->box, nx_open_sessions_new (self->context));
  gtk_box_append (self->box, button);
  add_group (self, _("Your agendas"), FALSE);
  add_group (self, _("With the program"), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "content");
  if (focused != NULL)
    focus_agenda (self, focused);
}

/* ---- Reading ---- */

static void
summarised_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (NxWorkshopPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *agendas = nx_agenda_summaries_load_finish (result, &error);

  self->listing = FALSE;
  if (self->context == NULL)
    {
      g_clear_pointer (&agendas, g_ptr_array_unref);
      return;
    }
  if (agendas == NULL)
    {
      nx_problem_show_damaged (self->status, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  self->agendas = agendas;
  build (self);
  if (self->list_again)
    list_agendas (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxWorkshopPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own = nx_agenda_store_list_finish (NX_AGENDA_STORE (source), result, &error);

  if (self->context == NULL)
    return;
  /* A folder that cannot be read hides nobody's built-in agenda. */
  if (own == NULL)
    {
      nx_navigate_toast (GTK_WIDGET (self), error->message);
      own = g_ptr_array_new ();
    }
  nx_agenda_summaries_load_async (nx_context_get_library (self->context), nx_context_get_content_language (self->context), own,
                                  self->cancellable, summarised_cb, g_object_ref (self));
}

static void
list_agendas (NxWorkshopPage *self)
{
  const GError *problem = nx_context_get_pack_problem (self->context);

  if (!nx_context_is_ready (self->context))
    return;
  if (nx_context_get_library (self->context) == NULL)
    {
      if (problem != NULL)
        nx_problem_show_damaged (self->status, problem);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  self->list_again = self->listing;
  if (self->listing)
    return;
  self->listing = TRUE;
  nx_agenda_store_list_async (nx_context_get_agendas (self->context), listed_cb, g_object_ref (self));
}

static void
nx_workshop_page_dispose (GObject *object)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_WORKSHOP_PAGE);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_workshop_page_parent_class)->dispose (object);
}

static void
nx_workshop_page_finalize (GObject *object)
{
  NxWorkshopPage *self = NX_WORKSHOP_PAGE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->agendas, g_ptr_array_unref);
  G_OBJECT_CLASS (nx_workshop_page_parent_class)->finalize (object);
}

static void
nx_workshop_page_class_init (NxWorkshopPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_workshop_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_workshop_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-workshop-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxWorkshopPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxWorkshopPage, status);
  gtk_widget_class_bind_template_child (widget_class, NxWorkshopPage, box);
  gtk_widget_class_install_action (widget_class, "workshop.open-file", NULL, open_file_cb);
  gtk_widget_class_install_action (widget_class, "workshop.edit", "s", edit_cb);
  gtk_widget_class_install_action (widget_class, "workshop.present", "s", present_cb);
  gtk_widget_class_install_action (widget_class, "workshop.copy", "s", copy_cb);
  gtk_widget_class_install_action (widget_class, "workshop.save-file", "s", save_file_cb);
  gtk_widget_class_install_action (widget_class, "workshop.delete", "s", delete_cb);
}

static void
nx_workshop_page_init (NxWorkshopPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
}

GtkWidget *
nx_workshop_page_new (NxContext *context)
{
  NxWorkshopPage *self = g_object_new (NX_TYPE_WORKSHOP_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (list_agendas), self, G_CONNECT_SWAPPED);
  /* And whenever it is seen again: an agenda may have been edited meanwhile, a session begun or ended. */
  g_signal_connect_object (self, "map", G_CALLBACK (list_agendas), self, G_CONNECT_SWAPPED);
  list_agendas (self);
  return GTK_WIDGET (self);
}
