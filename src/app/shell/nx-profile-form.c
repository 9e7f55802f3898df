/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-profile-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-dialog.h"
#include "nx-page.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"

struct _NxProfileForm
{
  AdwBin parent_instance;
  GtkToggleButton *by_name;
  GtkToggleButton *by_staff_id;
  GtkWidget *identity_head;
  AdwEntryRow *name;
  AdwEntryRow *staff_id;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  AdwComboRow *capacity;
  AdwComboRow *role;
  AdwEntryRow *station;

  NxContext *context;
  NxCatalogue *catalogue;        /* held: the rows stand for its entries */
};

enum
{
  SIGNAL_SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxProfileForm, nx_profile_form, ADW_TYPE_BIN)

static const NxCapacityInfo *
get_capacity (NxProfileForm *self)
{
  guint index = adw_combo_row_get_selected (self->capacity);

  if (self->catalogue == NULL || index >= self->catalogue->capacities->len)
    return NULL;
  return g_ptr_array_index (self->catalogue->capacities, index);
}

static AdwEntryRow *
get_identity_row (NxProfileForm *self)
{
  return gtk_toggle_button_get_active (self->by_staff_id) ? self->staff_id : self->name;
}

/* Trimmed; NULL if nothing is left. */
static char *
dup_text (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* ---- Signals of the template ---- */

static void
identity_cb (NxProfileForm *self)
{
  gboolean by_staff_id = gtk_toggle_button_get_active (self->by_staff_id);

  gtk_widget_set_visible (GTK_WIDGET (self->name), !by_staff_id);
  gtk_widget_set_visible (GTK_WIDGET (self->staff_id), by_staff_id);
  nx_profile_form_show_error (self, NULL);
}

static void
changed_cb (NxProfileForm *self)
{
  nx_profile_form_show_error (self, NULL);
}

static void
submitted_cb (NxProfileForm *self)
{
  g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0);
}

static void
fill_roles (NxProfileForm *self,
            const char    *chosen)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const NxCapacityInfo *capacity = get_capacity (self);
  guint selected = 0;

  for (guint i = 0; capacity != NULL && i < capacity->roles->len; i++)
    {
      const NxRoleInfo *role = g_ptr_array_index (capacity->roles, i);

      gtk_string_list_append (titles, role->title);
      if (g_strcmp0 (role->id, chosen) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->role, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->role, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->role), capacity != NULL && capacity->roles->len > 0);
}

static void
capacity_cb (NxProfileForm *self)
{
  fill_roles (self, NULL);
}

static void
fill_capacities (NxProfileForm   *self,
                 const NxProfile *profile)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; self->catalogue != NULL && i < self->catalogue->capacities->len; i++)
    {
      const NxCapacityInfo *capacity = g_ptr_array_index (self->catalogue->capacities, i);

      gtk_string_list_append (titles, capacity->title);
      if (profile != NULL && g_strcmp0 (capacity->id, profile->capacity) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->capacity, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->capacity, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->capacity), g_list_model_get_n_items (G_LIST_MODEL (titles)) > 0);
  fill_roles (self, profile != NULL ? profile->role : NULL);
}

/* ---- Life ---- */

static void
nx_profile_form_dispose (GObject *object)
{
  NxProfileForm *self = NX_PROFILE_FORM (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_PROFILE_FORM);
  g_clear_pointer (&self->catalogue, nx_catalogue_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_profile_form_parent_class)->dispose (object);
}

static void
nx_profile_form_class_init (NxProfileFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_profile_form_dispose;
  signals[SIGNAL_SUBMITTED] =
    g_signal_new ("submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-profile-form.ui");
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, by_name);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, by_staff_id);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, identity_head);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, name);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, staff_id);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, capacity);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, role);
  gtk_widget_class_bind_template_child (widget_class, NxProfileForm, station);
  gtk_widget_class_bind_template_callback (widget_class, identity_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, capacity_cb);
}

static void
nx_profile_form_init (NxProfileForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->identity_head, nx_wrap_layout_new (12, 6));
}

GtkWidget *
nx_profile_form_new (NxContext       *context,
                     const NxProfile *profile)
{
  NxProfileForm *self = g_object_new (NX_TYPE_PROFILE_FORM, NULL);
  NxCatalogue *catalogue = nx_context_get_catalogue (context);

  self->context = g_object_ref (context);
  self->catalogue = catalogue != NULL ? nx_catalogue_ref (catalogue) : NULL;
  fill_capacities (self, profile);
  if (profile != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), profile->name != NULL ? profile->name : "");
      gtk_editable_set_text (GTK_EDITABLE (self->staff_id), profile->staff_id != NULL ? profile->staff_id : "");
      gtk_editable_set_text (GTK_EDITABLE (self->station), profile->station != NULL ? profile->station : "");
      gtk_toggle_button_set_active (self->by_staff_id, profile->staff_id != NULL);
    }
  return GTK_WIDGET (self);
}

NxProfile *
nx_profile_form_dup_profile (NxProfileForm *self)
{
  NxProfile *profile = nx_profile_new ();
  const NxCapacityInfo *capacity = get_capacity (self);
  guint role = adw_combo_row_get_selected (self->role);

  g_return_val_if_fail (NX_IS_PROFILE_FORM (self), profile);

  if (gtk_toggle_button_get_active (self->by_staff_id))
    profile->staff_id = dup_text (self->staff_id);
  else
    profile->name = dup_text (self->name);
  if (capacity != NULL)
    {
      profile->capacity = g_strdup (capacity->id);
      if (role < capacity->roles->len)
        profile->role = g_strdup (((const NxRoleInfo *) g_ptr_array_index (capacity->roles, role))->id);
    }
  profile->station = dup_text (self->station);
  profile->language = g_strdup (nx_context_get_language (self->context));
  return profile;
}

gboolean
nx_profile_form_check (NxProfileForm *self)
{
  g_autofree char *identity = NULL;

  g_return_val_if_fail (NX_IS_PROFILE_FORM (self), FALSE);

  identity = dup_text (get_identity_row (self));
  if (identity != NULL)
    return TRUE;
  nx_profile_form_show_error (self, get_identity_row (self) == self->name
                                      ? _("Write your name, or choose Staff ID.")
                                      : _("Write your staff ID, or choose Name."));
  return FALSE;
}

void
nx_profile_form_show_error (NxProfileForm *self,
                            const char    *message)
{
  AdwEntryRow *row;

  g_return_if_fail (NX_IS_PROFILE_FORM (self));

  row = get_identity_row (self);
  gtk_revealer_set_reveal_child (self->error_revealer, message != NULL);
  if (message != NULL)
    {
      gtk_label_set_label (self->error_label, message);
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->staff_id), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

void
nx_profile_form_focus (NxProfileForm *self)
{
  g_return_if_fail (NX_IS_PROFILE_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (get_identity_row (self)));
}

/* ---- Edit my profile ---- */

typedef struct
{
  NxContext *context;
  GtkWindow *window;             /* held while saving */
  NxProfileForm *form;
  GtkWidget *save;
} Editing;

static void
editing_free (gpointer data)
{
  Editing *editing = data;

  g_object_unref (editing->context);
  g_free (editing);
}

static void
profile_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GtkWindow) window = user_data;
  Editing *editing = g_object_get_data (G_OBJECT (window), "nx-editing");
  g_autoptr (GError) error = NULL;
  g_autoptr (NxLearner) learner = nx_record_store_save_profile_finish (NX_RECORD_STORE (source), result, &error);

  if (learner != NULL)
    {
      nx_context_take_learner (editing->context, learner);
      gtk_window_destroy (window);
      return;
    }
  gtk_widget_set_sensitive (editing->save, TRUE);
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_EXISTS))
    nx_profile_form_show_error (editing->form, _("A profile with this staff ID already exists on this computer."));
  else
    nx_profile_form_show_error (editing->form, _("The profile could not be saved. Free some space on this computer, then try again."));
}

static void
save_cb (GtkWindow *window)
{
  Editing *editing = g_object_get_data (G_OBJECT (window), "nx-editing");
  NxLearner *learner = nx_context_get_learner (editing->context);
  g_autoptr (NxProfile) profile = NULL;

  if (learner == NULL || !nx_profile_form_check (editing->form))
    return;
  profile = nx_profile_form_dup_profile (editing->form);
  gtk_widget_set_sensitive (editing->save, FALSE);
  nx_record_store_save_profile_async (nx_context_get_store (editing->context), learner->id, profile, NULL, profile_saved_cb, g_object_ref (window));
}

void
nx_profile_window_present (GtkWindow *parent,
                           NxContext *context)
{
  NxLearner *learner = nx_context_get_learner (context);
  GtkWidget *window, *box, *header, *cancel, *scroller, *clamp;
  Editing *editing;

  g_return_if_fail (learner != NULL);

  window = nx_dialog_new (parent, _("Edit my profile"), 520, 560);
  editing = g_new0 (Editing, 1);
  editing->context = g_object_ref (context);
  editing->window = GTK_WINDOW (window);
  editing->form = NX_PROFILE_FORM (nx_profile_form_new (context, learner->profile));
  editing->save = gtk_button_new_with_mnemonic (_("_Save"));
  g_object_set_data_full (G_OBJECT (window), "nx-editing", editing, editing_free);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  gtk_widget_set_tooltip_text (header, _("Edit my profile"));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), editing->save);
  gtk_widget_add_css_class (editing->save, "suggested-action");
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (gtk_window_close), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (editing->save, "clicked", G_CALLBACK (save_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (editing->form, "submitted", G_CALLBACK (save_cb), window, G_CONNECT_SWAPPED);

  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 520);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (editing->form));
  gtk_widget_set_margin_top (clamp, 18);
  gtk_widget_set_margin_bottom (clamp, 18);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}
