/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-record"

#include "config.h"

#include "nx-preferences-window.h"

#include <glib/gi18n.h>

#include "nx-consent-list.h"
#include "nx-dates.h"
#include "nx-language.h"
#include "nx-state-pill.h"
#include "nx-sync-button.h"
#include "nx-text.h"
#include "nx-toast.h"

struct _NxPreferencesWindow
{
  AdwPreferencesWindow parent_instance;
  AdwComboRow *language;
  GtkSwitch *follow_dark;
  GtkSwitch *reduce_motion;
  AdwPreferencesGroup *server_group;
  AdwEntryRow *address;
  AdwEntryRow *key;
  AdwEntryRow *secret;
  AdwActionRow *test_row;
  GtkSpinner *test_spinner;
  NxStatePill *test_pill;
  GtkButton *test_button;
  GtkImage *note_icon;
  GtkLabel *note;
  GtkWidget *automatic_row;
  GtkSwitch *automatic;
  AdwPreferencesGroup *consent_group;

  NxContext *context;
  GCancellable *cancellable;     /* of the window */
  GCancellable *testing;         /* of the test under way, or NULL */
  gint64 valid_until_us;         /* of the certificate; 0 unknown */
  gboolean filling;              /* the fields follow the store, not the person */
  gboolean credentials_typed;    /* and not yet kept */
};

G_DEFINE_FINAL_TYPE (NxPreferencesWindow, nx_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* ---- General ---- */

static void
language_selected_cb (NxPreferencesWindow *self)
{
  const char *const *tags = nx_context_get_languages (self->context);
  guint index = adw_combo_row_get_selected (self->language);

  if (!self->filling && index < g_strv_length ((char **) tags))
    nx_context_set_language (self->context, tags[index]);
}

static void
fill_languages (NxPreferencesWindow *self)
{
  const char *const *tags = nx_context_get_languages (self->context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; tags[i] != NULL; i++)
    {
      gtk_string_list_append (names, nx_language_get_native_name (tags[i]));
      if (g_str_equal (tags[i], nx_context_get_language (self->context)))
        selected = i;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language, selected);
  self->filling = FALSE;
  g_signal_connect_object (self->language, "notify::selected", G_CALLBACK (language_selected_cb), self, G_CONNECT_SWAPPED);
}

static void
switch_active_cb (GtkSwitch           *control,
                  GParamSpec          *pspec,
                  NxPreferencesWindow *self)
{
  nx_settings_set_boolean (nx_context_get_settings (self->context), g_object_get_data (G_OBJECT (control), "nx-setting"), gtk_switch_get_active (control));
}

static void
tie_switch (NxPreferencesWindow *self,
            GtkSwitch           *control,
            const char          *setting,
            gboolean             fallback)
{
  gtk_switch_set_active (control, nx_settings_get_boolean (nx_context_get_settings (self->context), setting, fallback));
  g_object_set_data (G_OBJECT (control), "nx-setting", (gpointer) setting);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (switch_active_cb), self, 0);
}

/* ---- What stands below the server ---- */

static void
refresh_note (NxPreferencesWindow *self)
{
  NxSecretPlace place = nx_secret_store_get_place (nx_context_get_secrets (self->context));
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->valid_until_us > 0)
    {
      g_autofree char *date = nx_date_words_long (self->valid_until_us);

      g_string_append_printf (text, _("Encrypted connection, certificate valid until %s."), date);
      g_string_append_c (text, ' ');
    }
  if (place == NX_SECRET_PLACE_FILE)
    g_string_append (text, _("This computer has no keyring. The secret is kept in a file of the data folder that only you can read."));
  else
    g_string_append (text, _("The secret is kept in this computer’s keyring, not in the data folder."));
  gtk_label_set_label (self->note, text->str);
  gtk_image_set_from_icon_name (self->note_icon, self->valid_until_us > 0 ? "channel-secure-symbolic" : "dialog-information-symbolic");
}

/* ---- The test ---- */

static char *
dup_test_words (const GError *error)
{
  if (error->domain != NX_DELIVERY_ERROR)
    return g_strdup (_("The test could not be made"));
  switch (error->code)
    {
    case NX_DELIVERY_ERROR_NO_CONNECTION: return g_strdup (_("No connection"));
    case NX_DELIVERY_ERROR_NAME: return g_strdup (_("The address was not found"));
    case NX_DELIVERY_ERROR_CERTIFICATE: return g_strdup_printf (_("The certificate is not valid: %s"), error->message);
    case NX_DELIVERY_ERROR_CREDENTIALS: return g_strdup (_("The key or secret was not accepted"));
    case NX_DELIVERY_ERROR_FORBIDDEN: return g_strdup (_("The server does not let this key store records"));
    case NX_DELIVERY_ERROR_NOT_LRS: return g_strdup (_("This is not a training records server"));
    case NX_DELIVERY_ERROR_BUSY: return g_strdup (_("The server is busy. Try later."));
    case NX_DELIVERY_ERROR_ADDRESS: return g_strdup (_("This is not an address of a server. It begins with https://."));
    default: return g_strdup (_("The test could not be made"));
    }
}

static void
show_test (NxPreferencesWindow *self,
           const char          *icon_name,
           const char          *word,
           const char          *style)
{
  gboolean testing = self->testing != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->test_pill), word != NULL);
  if (word != NULL)
    nx_state_pill_set (self->test_pill, icon_name, word, style);
  gtk_spinner_set_spinning (self->test_spinner, testing);
  gtk_button_set_label (self->test_button, testing ? C_("connection test", "Stop") : word != NULL ? _("Test again") : C_("connection test", "Test"));
  nx_text_set_accessible (GTK_WIDGET (self->test_row), _("Test connection"), word);
}

static void apply_address (NxPreferencesWindow *self, const char *endpoint);

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 valid_until_us = 0;
  gboolean ok = nx_sender_test_finish (NX_SENDER (source), result, &valid_until_us, &error);

  g_clear_object (&self->testing);
  if (self->context == NULL)
    return;
  if (ok)
    {
      const NxDestination *destination = nx_context_get_destination (self->context);
      g_autofree char *typed = dup_text (self->address);
      g_autofree char *endpoint = nx_endpoint_normalise (typed, NULL);

      self->valid_until_us = valid_until_us;
      show_test (self, "object-select-symbolic", _("Server answered"), "success");
      /* Who tests a new address means it. */
      if (endpoint != NULL && (destination == NULL || !g_str_equal (destination->endpoint, endpoint) || self->credentials_typed))
        apply_address (self, endpoint);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_test (self, NULL, NULL, NULL);
  else
    {
      g_autofree char *words = dup_test_words (error);

      self->valid_until_us = 0;
      show_test (self, "dialog-warning-symbolic", words, "warning");
    }
  refresh_note (self);
}

static void
show_address_error (NxPreferencesWindow *self,
                    gboolean             wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->address), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
test_clicked_cb (NxPreferencesWindow *self)
{
  NxSender *sender = nx_context_get_sender (self->context);
  g_autofree char *typed = dup_text (self->address);
  g_autofree char *key = dup_text (self->key);
  g_autofree char *secret = dup_text (self->secret);
  g_autoptr (GError) error = NULL;
  g_autofree char *endpoint = NULL;

  if (self->testing != NULL)
    {
      g_cancellable_cancel (self->testing);
      return;
    }
  if (sender == NULL)
    return;
  endpoint = nx_endpoint_normalise (typed, &error);
  show_address_error (self, endpoint == NULL);
  if (endpoint == NULL)
    {
      g_autofree char *words = dup_test_words (error);

      show_test (self, "dialog-warning-symbolic", words, "warning");
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  self->testing = g_cancellable_new ();
  show_test (self, NULL, _("Testing…"), NULL);
  nx_sender_test_async (sender, endpoint, key, secret, self->testing, tested_cb, g_object_ref (self));
}

/* ---- Keeping address, key and secret ---- */

static void
credentials_saved_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (NxPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->context == NULL)
    return;
  if (!nx_secret_store_save_finish (NX_SECRET_STORE (source), result, &error))
    {
      g_warning ("Key and secret were not kept: %s", error->message);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), nx_toast_new (GTK_WIDGET (self), _("The key and the secret could not be kept"), NULL));
      return;
    }
  self->credentials_typed = FALSE;
  refresh_note (self);
  /* A new key is worth a try at once, also after a refusal. */
  if (nx_sync_can_start (self->context, NULL))
    nx_sender_sync_now (nx_context_get_sender (self->context));
}

static void
save_credentials (NxPreferencesWindow *self,
                  const char          *destination)
{
  g_autofree char *key = dup_text (self->key);
  g_autofree char *secret = dup_text (self->secret);

  /* One without the other opens nothing; it waits in its field. */
  if (*key == '\0' || *secret == '\0')
    return;
  nx_secret_store_save_async (nx_context_get_secrets (self->context), destination, key, secret, NULL, credentials_saved_cb, g_object_ref (self));
}

typedef struct
{
  NxRecordStore *store;
  char *endpoint;                /* NULL retires */
} Address;

static void
address_free (gpointer data)
{
  Address *address = data;

  g_object_unref (address->store);
  g_free (address->endpoint);
  g_free (address);
}

static void
address_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Address *address = task_data;
  GError *error = NULL;
  NxDestination *destination = nx_record_store_set_destination (address->store, address->endpoint, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, destination, (GDestroyNotify) nx_destination_free);
}

static void
address_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  NxPreferencesWindow *self = NX_PREFERENCES_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxDestination) destination = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->context == NULL)
    return;
  if (error != NULL)
    {
      g_warning ("The server's address was not kept: %s", error->message);
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), nx_toast_new (GTK_WIDGET (self), _("The address could not be saved"), NULL));
      return;
    }
  if (destination != NULL)
    {
      self->filling = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->address), destination->endpoint);
      self->filling = FALSE;
      save_credentials (self, destination->id);
    }
}

static void
apply_address (NxPreferencesWindow *self,
               const char          *endpoint)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, address_saved_cb, NULL);
  Address *address;

  if (!nx_context_can_save (self->context))
    return;
  address = g_new0 (Address, 1);
  address->store = g_object_ref (nx_context_get_store (self->context));
  address->endpoint = g_strdup (endpoint);
  g_task_set_source_tag (task, apply_address);
  g_task_set_task_data (task, address, address_free);
  g_task_run_in_thread (task, address_thread);
}

static void
address_applied_cb (NxPreferencesWindow *self)
{
  g_autofree char *typed = dup_text (self->address);
  g_autofree char *endpoint = NULL;
  g_autoptr (GError) error = NULL;

  if (*typed != '\0')
    {
      endpoint = nx_endpoint_normalise (typed, &error);
      show_address_error (self, endpoint == NULL);
      if (endpoint == NULL)
        {
          g_autofree char *words = dup_test_words (error);

          show_test (self, "dialog-warning-symbolic", words, "warning");
          return;
        }
    }
  apply_address (self, endpoint);
}

static void
credentials_applied_cb (NxPreferencesWindow *self)
{
  const NxDestination *destination = nx_context_get_destination (self->context);

  /* Without an address they wait in their fields for one. */
  if (destination != NULL)
    save_credentials (self, destination->id);
}

static void
typed_cb (NxPreferencesWindow *self,
          GtkWidget           *row)
{
  if (self->filling)
    return;
  if (row == GTK_WIDGET (self->address))
    show_address_error (self, FALSE);
  else
    self->credentials_typed = TRUE;
  self->valid_until_us = 0;
  if (self->testing == NULL)
    show_test (self, NULL, NULL, NULL);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (NxPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_autofree char *secret = NULL;

  if (!nx_secret_store_lookup_finish (NX_SECRET_STORE (source), result, &key, &secret, &error) || self->context == NULL || self->credentials_typed)
    return;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->key), key != NULL ? key : "");
  gtk_editable_set_text (GTK_EDITABLE (self->secret), secret != NULL ? secret : "");
  self->filling = FALSE;
  refresh_note (self);
}

static void
fill_server (NxPreferencesWindow *self)
{
  const NxDestination *destination = nx_context_get_destination (self->context);
  gboolean can = nx_context_can_save (self->context);

  gtk_widget_set_sensitive (GTK_WIDGET (self->server_group), can);
  show_test (self, NULL, NULL, NULL);
  if (destination == NULL)
    {
      nx_state_pill_set (self->test_pill, NULL, _("Not set up"), NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->test_pill), TRUE);
      return;
    }
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->address), destination->endpoint);
  self->filling = FALSE;
  nx_secret_store_lookup_async (nx_context_get_secrets (self->context), destination->id, self->cancellable, looked_up_cb, g_object_ref (self));
}

/* ---- Life ---- */

static gboolean
nx_preferences_window_close_request (GtkWindow *window)
{
  NxPreferencesWindow *self = NX_PREFERENCES_WINDOW (window);

  /* A key that was typed is meant, also without the little check mark. */
  if (self->credentials_typed)
    credentials_applied_cb (self);
  return GTK_WINDOW_CLASS (nx_preferences_window_parent_class)->close_request (window);
}

/* Its texts are in the old language; the next opening has the new one. */
static void
language_changed_cb (NxPreferencesWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (NxContext) context = g_object_ref (self->context);

  gtk_window_destroy (GTK_WINDOW (self));
  if (parent != NULL)
    nx_preferences_window_present (parent, context, "general");
}

static void
nx_preferences_window_dispose (GObject *object)
{
  NxPreferencesWindow *self = NX_PREFERENCES_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->testing != NULL)
    g_cancellable_cancel (self->testing);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_preferences_window_parent_class)->dispose (object);
}

static void
nx_preferences_window_finalize (GObject *object)
{
  g_clear_object (&NX_PREFERENCES_WINDOW (object)->cancellable);
  g_clear_object (&NX_PREFERENCES_WINDOW (object)->testing);
  G_OBJECT_CLASS (nx_preferences_window_parent_class)->finalize (object);
}

/* @user_data: the page's name. */
static gboolean
show_page_cb (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  AdwPreferencesWindow *self = ADW_PREFERENCES_WINDOW (widget);

  adw_preferences_window_set_visible_page_name (self, user_data);
  /* What had the focus went out of sight with its page. */
  gtk_widget_child_focus (GTK_WIDGET (adw_preferences_window_get_visible_page (self)), GTK_DIR_TAB_FORWARD);
  return TRUE;
}

static GtkShortcut *
create_page_shortcut (guint       keyval,
                      const char *page)
{
  return gtk_shortcut_new (gtk_keyval_trigger_new (keyval, GDK_CONTROL_MASK), gtk_callback_action_new (show_page_cb, (gpointer) page, NULL));
}

static void
nx_preferences_window_class_init (NxPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_preferences_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_preferences_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = nx_preferences_window_close_request;
  g_type_ensure (NX_TYPE_STATE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, language);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, follow_dark);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, reduce_motion);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, server_group);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, address);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, key);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, secret);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, test_row);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, test_pill);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, test_button);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, note_icon);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, note);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, automatic);
  gtk_widget_class_bind_template_child (widget_class, NxPreferencesWindow, consent_group);
  gtk_widget_class_bind_template_callback (widget_class, address_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, credentials_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
}

static void
nx_preferences_window_init (NxPreferencesWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_name_buttons (GTK_WIDGET (self));
  /* Before the list that has the keyboard, which would move within itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), create_page_shortcut (GDK_KEY_Page_Down, "sync"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), create_page_shortcut (GDK_KEY_Page_Up, "general"));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
nx_preferences_window_present (GtkWindow  *parent,
                               NxContext  *context,
                               const char *page)
{
  NxPreferencesWindow *self = g_object_new (NX_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  int height = gtk_widget_get_height (GTK_WIDGET (parent));
  double scale = nx_text_get_scale (GTK_WIDGET (self));

  self->context = g_object_ref (context);
  if (height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN ((int) (664 * scale), gtk_widget_get_width (GTK_WIDGET (parent))), CLAMP (height - 40, 320, (int) (748 * scale)));
  fill_languages (self);
  tie_switch (self, self->follow_dark, NX_SETTING_FOLLOW_DARK, TRUE);
  tie_switch (self, self->reduce_motion, NX_SETTING_REDUCE_MOTION, FALSE);
  tie_switch (self, self->automatic, NX_SETTING_SEND_AUTOMATICALLY, TRUE);
  /* Addresses and keys read from the left in every language. */
  gtk_editable_set_alignment (GTK_EDITABLE (self->address), 0);
  fill_server (self);
  refresh_note (self);
  adw_preferences_group_add (self->consent_group, nx_consent_list_new (context));
  gtk_widget_set_visible (GTK_WIDGET (self->consent_group), nx_context_get_learner (context) != NULL);
  g_signal_connect_object (context, "language-changed", G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  gtk_window_present (GTK_WINDOW (self));
}
