/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-sync-button.h"

#include <glib/gi18n.h>

#include "nx-dates.h"
#include "nx-text.h"
#include "nx-words.h"

struct _NxSyncButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkImage *image;
  GtkLabel *label;
  GtkLabel *badge;
  NxContext *context;
  NxSyncButtonExtent extent;
};

G_DEFINE_FINAL_TYPE (NxSyncButton, nx_sync_button, ADW_TYPE_BIN)

static guint
get_n_pending (NxContext *context)
{
  const NxDeliveryCounts *counts = nx_context_get_counts (context);

  return counts->n[NX_DELIVERY_PENDING] + counts->n[NX_DELIVERY_SENDING];
}

static guint
get_n_refused (NxContext *context)
{
  const NxDeliveryCounts *counts = nx_context_get_counts (context);

  return counts->n[NX_DELIVERY_REFUSED] + counts->n[NX_DELIVERY_CONFLICT];
}

static NxSenderState
get_state (NxContext *context)
{
  NxSender *sender = nx_context_get_sender (context);

  if (sender == NULL || nx_context_get_destination (context) == NULL)
    return NX_SENDER_NOT_SET_UP;
  return nx_sender_get_state (sender);
}

static char *
dup_when (NxContext *context,
          gint64     when_us)
{
  return nx_date_words_when (when_us, nx_clock_get_wall_us (nx_context_get_clock (context)));
}

static char *
dup_waiting_words (NxContext *context)
{
  gint64 next_us = nx_sender_get_next_try_us (nx_context_get_sender (context));
  g_autofree char *when = NULL;

  if (next_us <= 0)
    return g_strdup (_("The server was busy. Your records are sent when it answers again."));
  when = dup_when (context, next_us);
  return g_strdup_printf (_("The server was busy. Next try at %s."), when);
}

static char *
dup_no_connection_words (NxContext *context)
{
  gint64 since_us = nx_context_get_offline_since_us (context);
  g_autofree char *when = NULL;

  if (since_us <= 0)
    return g_strdup (_("No connection to the server. Everything is saved on this computer."));
  when = dup_when (context, since_us);
  return g_strdup_printf (_("No connection since %s. Everything is saved on this computer."), when);
}

char *
nx_sync_dup_state_words (NxContext *context)
{
  NxLearner *learner = nx_context_get_learner (context);
  guint n = get_n_pending (context);

  switch (get_state (context))
    {
    case NX_SENDER_NOT_SET_UP:
      return g_strdup (_("No server is set up yet. Records stay here until your training office adds one."));
    case NX_SENDER_OFF:
      return g_strdup (_("Sending is off. Records stay on this computer."));
    case NX_SENDER_SENDING:
      return g_strdup (_("Records are being sent."));
    case NX_SENDER_WAITING:
      return dup_waiting_words (context);
    case NX_SENDER_NO_CONNECTION:
      return dup_no_connection_words (context);
    case NX_SENDER_STOPPED_CREDENTIALS:
      return g_strdup (_("The server did not accept the key of this computer. Ask your training office."));
    case NX_SENDER_STOPPED_FORBIDDEN:
      return g_strdup (_("The server does not let this key store records. Ask your training office."));
    case NX_SENDER_STOPPED_ENDPOINT:
      return g_strdup (_("Something else answered instead of the training records server. Check the address, or sign in to the network first."));
    case NX_SENDER_STOPPED_PROXY:
      return g_strdup (_("The network asks for a sign-in of its own before it lets records through."));
    case NX_SENDER_LOCKED:
      return g_strdup (_("Another window of this program is sending already."));
    case NX_SENDER_FAILED:
      return g_strdup (_("The records could not be read for sending. Nothing was lost."));
    case NX_SENDER_IDLE:
    default:
      if (learner != NULL && !learner->consent_completion)
        return g_strdup (_("Sending is off. Records stay on this computer."));
      if (n > 0)
        return g_strdup_printf (ngettext ("%u record will be sent when a connection returns.", "%u records will be sent when a connection returns.", n), n);
      if (nx_context_get_counts (context)->n_only_here + nx_context_get_counts (context)->n[NX_DELIVERY_HELD] > 0)
        return g_strdup (_("Nothing to send"));
      return g_strdup (_("Everything is delivered."));
    }
}

gboolean
nx_sync_can_start (NxContext   *context,
                   const char **out_reason)
{
  NxSender *sender = nx_context_get_sender (context);
  const char *reason = NULL;

  if (get_state (context) == NX_SENDER_NOT_SET_UP)
    reason = _("No server is set up");
  else if (!nx_context_can_save (context))
    reason = _("Records cannot be written now");
  else if (!nx_sender_get_network_available (sender))
    reason = _("No connection");
  else if (get_n_pending (context) == 0)
    reason = _("Nothing to send");
  if (out_reason != NULL)
    *out_reason = reason;
  return reason == NULL;
}

/* ---- The pill ---- */

static gboolean
is_sending_on (NxContext *context)
{
  NxLearner *learner = nx_context_get_learner (context);
  NxSenderState state = get_state (context);

  return learner != NULL && learner->consent_completion && state != NX_SENDER_NOT_SET_UP && state != NX_SENDER_OFF;
}

static char *
dup_pill_text (NxSyncButton *self)
{
  guint n = get_n_pending (self->context);
  guint n_refused = get_n_refused (self->context);
  NxSender *sender = nx_context_get_sender (self->context);

  if (get_state (self->context) == NX_SENDER_SENDING && nx_sender_get_n_total (sender) > 0)
    return g_strdup_printf (_("Sending %u of %u"), nx_sender_get_n_sent (sender), nx_sender_get_n_total (sender));
  if (n_refused > 0)
    /* Translators: both numbers count records. */
    return g_strdup_printf (_("%u to send · %u refused"), n, n_refused);
  if (n == 0 || !is_sending_on (self->context))
    return g_strdup (self->extent == NX_SYNC_BUTTON_FULL ? _("Saved on this computer") : C_("short for: saved on this computer", "Saved"));
  if (self->extent == NX_SYNC_BUTTON_FULL)
    return g_strdup_printf (ngettext ("Saved on this computer · %u to send", "Saved on this computer · %u to send", n), n);
  return g_strdup_printf (ngettext ("%u to send", "%u to send", n), n);
}

static char *
dup_pill_name (NxSyncButton *self)
{
  guint n = get_n_pending (self->context);
  guint n_refused = get_n_refused (self->context);

  if (n_refused > 0)
    return g_strdup_printf (ngettext ("Synchronisation: %u record was refused", "Synchronisation: %u records were refused", n_refused), n_refused);
  if (n > 0 && is_sending_on (self->context))
    return g_strdup_printf (ngettext ("Synchronisation: %u record saved on this computer, not yet sent",
                                      "Synchronisation: %u records saved on this computer, not yet sent", n), n);
  return g_strdup (_("Synchronisation: everything is saved on this computer"));
}

static void
refresh (NxSyncButton *self)
{
  g_autofree char *text = dup_pill_text (self);
  g_autofree char *name = dup_pill_name (self);
  guint n = get_n_pending (self->context) + get_n_refused (self->context);
  g_autofree char *badge = g_strdup_printf ("%u", n);
  const char *icon_name = "nx-saved-symbolic";

  if (get_n_refused (self->context) > 0)
    icon_name = "dialog-warning-symbolic";
  else if (get_state (self->context) == NX_SENDER_SENDING)
    icon_name = "emblem-synchronizing-symbolic";
  gtk_image_set_from_icon_name (self->image, icon_name);
  gtk_label_set_label (self->label, text);
  gtk_label_set_label (self->badge, badge);
  gtk_widget_set_visible (GTK_WIDGET (self->label), self->extent != NX_SYNC_BUTTON_ICON);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), self->extent == NX_SYNC_BUTTON_ICON && n > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->extent == NX_SYNC_BUTTON_ICON ? name : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), nx_context_get_learner (self->context) != NULL);
}

/* ---- The popover ---- */

static void
append_fact (GtkGrid    *grid,
             int         row,
             const char *label,
             const char *value)
{
  GtkWidget *name = gtk_label_new (label);
  GtkWidget *text = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (name, "secondary");
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  gtk_grid_attach (grid, text, 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
}

static char *
dup_connection_words (NxContext *context)
{
  NxSender *sender = nx_context_get_sender (context);
  gint64 since_us = nx_context_get_offline_since_us (context);
  g_autofree char *when = NULL;

  if (sender == NULL || nx_sender_get_network_available (sender))
    return g_strdup (C_("connection", "Available"));
  if (since_us <= 0)
    return g_strdup (C_("connection", "None"));
  when = dup_when (context, since_us);
  return g_strdup_printf (_("None since %s"), when);
}

static GtkWidget *
create_facts (NxContext *context)
{
  const NxDestination *destination = nx_context_get_destination (context);
  const NxDeliveryCounts *counts = nx_context_get_counts (context);
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *connection = dup_connection_words (context);
  g_autofree char *last = counts->last_sent_us > 0 ? dup_when (context, counts->last_sent_us) : g_strdup (C_("last delivery", "None yet"));
  g_autofree char *size = nx_size_dup_words (counts->bytes_pending);
  g_autofree char *host = NULL;

  if (destination != NULL)
    g_uri_split_network (destination->endpoint, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  append_fact (GTK_GRID (grid), 0, _("Connection"), connection);
  append_fact (GTK_GRID (grid), 1, _("Last delivery"), last);
  append_fact (GTK_GRID (grid), 2, _("Server"), host != NULL ? host : C_("server", "Not set up"));
  append_fact (GTK_GRID (grid), 3, _("Size to send"), size);
  return grid;
}

static GtkWidget *
create_sync_now (NxContext *context)
{
  const char *reason = NULL;
  gboolean can = nx_sync_can_start (context, &reason);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Sync now"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.sync-now");
  gtk_widget_set_sensitive (button, can);
  gtk_widget_set_tooltip_text (button, reason);
  gtk_widget_set_hexpand (button, TRUE);
  return button;
}

static void
create_popup (GtkMenuButton *button,
              gpointer       user_data)
{
  NxSyncButton *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *title = gtk_label_new (_("Everything is saved on this computer"));
  g_autofree char *words = nx_sync_dup_state_words (self->context);
  GtkWidget *state = gtk_label_new (words);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (state), 0);
  gtk_label_set_wrap (GTK_LABEL (state), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (state), 40);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (state, "secondary");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), state);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), create_facts (self->context));
  if (nx_context_get_destination (self->context) == NULL)
    {
      GtkWidget *set_up = gtk_button_new_with_mnemonic (_("_Set up the server…"));

      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (set_up), "app.preferences-page::sync");
      gtk_widget_set_hexpand (set_up, TRUE);
      gtk_box_append (GTK_BOX (buttons), set_up);
    }
  else
    gtk_box_append (GTK_BOX (buttons), create_sync_now (self->context));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "popover-padding");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  nx_text_set_accessible (popover, _("Synchronisation"), words);
  gtk_menu_button_set_popover (button, popover);
}

/* ---- Life ---- */

static void
watch_sender (NxSyncButton *self)
{
  NxSender *sender = nx_context_get_sender (self->context);

  /* Connecting twice would be harmless but wasteful; a new store brings a new sender. */
  if (sender == NULL || g_object_get_data (G_OBJECT (self), "nx-watched") == sender)
    return;
  g_object_set_data (G_OBJECT (self), "nx-watched", sender);
  g_signal_connect_object (sender, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

static void
context_changed_cb (NxSyncButton *self)
{
  watch_sender (self);
  refresh (self);
}

static void
nx_sync_button_dispose (GObject *object)
{
  NxSyncButton *self = NX_SYNC_BUTTON (object);

  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_sync_button_parent_class)->dispose (object);
}

static void
nx_sync_button_class_init (NxSyncButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_sync_button_dispose;
}

static void
nx_sync_button_init (NxSyncButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  /* Flat, as all of a header bar; the bin around it hides it from the theme's own rule. */
  gtk_menu_button_set_has_frame (self->button, FALSE);
  self->image = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->badge));
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "sync-pill");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_create_popup_func (self->button, create_popup, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

GtkWidget *
nx_sync_button_new (NxContext *context)
{
  NxSyncButton *self = g_object_new (NX_TYPE_SYNC_BUTTON, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (context_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "counts-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  context_changed_cb (self);
  return GTK_WIDGET (self);
}

void
nx_sync_button_set_extent (NxSyncButton       *self,
                           NxSyncButtonExtent  extent)
{
  g_return_if_fail (NX_IS_SYNC_BUTTON (self));

  self->extent = extent;
  refresh (self);
}

const char *
nx_sync_button_get_text (NxSyncButton *self)
{
  g_return_val_if_fail (NX_IS_SYNC_BUTTON (self), NULL);

  return gtk_label_get_label (self->label);
}
