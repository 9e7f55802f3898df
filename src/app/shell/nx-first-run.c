/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-first-run.h"

#include <glib/gi18n.h>

#include "nx-language.h"
#include "nx-profile-form.h"
#include "nx-statement-window.h"
#include "nx-widgets.h"

struct _NxFirstRun
{
  AdwBin parent_instance;
  GtkWidget *back_button;
  NxAdaptiveBin *bin;
  AdwCarousel *carousel;
  GtkWidget *language_page;
  GtkWidget *profile_page;
  GtkWidget *consent_page;
  GtkImage *app_icon;
  GtkListBox *languages;
  GtkWidget *language_continue;
  AdwBin *form_bin;
  GtkListBox *facts;
  GtkCheckButton *send;
  GtkCheckButton *keep;
  GtkSwitch *answers;
  GtkLabel *save_error;
  GtkWidget *start;
  GtkWidget *dots;

  NxContext *context;
  NxProfileForm *form;           /* made when the second step is first seen: its rows need the pack */
  NxProfile *draft;
  GCancellable *cancellable;
  int step;
  gboolean second;
  gboolean saving;
};

enum
{
  SIGNAL_FINISHED,
  SIGNAL_CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxFirstRun, nx_first_run, ADW_TYPE_BIN)

/* ---- Steps ---- */

static void profile_continue_cb (NxFirstRun *self);

static void
ensure_form (NxFirstRun *self)
{
  if (self->form != NULL)
    return;
  self->form = NX_PROFILE_FORM (nx_profile_form_new (self->context, self->draft));
  g_signal_connect_object (self->form, "submitted", G_CALLBACK (profile_continue_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
}

/* Where the focus belongs when a step is reached. */
static gboolean
focus_step_cb (gpointer data)
{
  NxFirstRun *self = data;

  if (self->step == 2 && self->form != NULL)
    nx_profile_form_focus (self->form);
  else if (self->step == 3)
    gtk_widget_child_focus (self->consent_page, GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (self->language_continue);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

static void
show_step (NxFirstRun *self,
           int         step,
           gboolean    animate)
{
  GtkWidget *pages[] = { self->language_page, self->profile_page, self->consent_page };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->step = step;
  if (step == 2)
    ensure_form (self);
  /* A field that turns insensitive with the focus in it keeps half of it. */
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  /* What is out of sight is out of the tab order and of a screen reader's way. */
  for (int i = 0; i < 3; i++)
    gtk_widget_set_sensitive (pages[i], i == step - 1);
  gtk_widget_set_visible (self->back_button, step > 1);
  adw_carousel_scroll_to (self->carousel, pages[step - 1], animate);
  g_idle_add (focus_step_cb, g_object_ref (self));
}

void
nx_first_run_go_back (NxFirstRun *self)
{
  g_return_if_fail (NX_IS_FIRST_RUN (self));

  if (self->saving)
    return;
  if (self->step == 2 && self->second)
    g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
  else if (self->step > 1)
    show_step (self, self->step - 1, TRUE);
}

static void
language_continue_cb (NxFirstRun *self)
{
  show_step (self, 2, TRUE);
}

static void
profile_continue_cb (NxFirstRun *self)
{
  if (nx_profile_form_check (self->form))
    show_step (self, 3, TRUE);
}

/* ---- Language ---- */

static void
language_toggled_cb (NxFirstRun     *self,
                     GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    nx_context_set_language (self->context, g_object_get_data (G_OBJECT (check), "nx-language"));
}

static GtkWidget *
create_language_row (NxFirstRun *self,
                     const char *tag,
                     GtkWidget  *group,
                     GtkWidget **out_check)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *name = gtk_label_new (nx_language_get_name (tag));
  const char *native = nx_language_get_native_name (tag);
  g_autofree char *a = nx_text_isolate (nx_language_get_name (tag));
  g_autofree char *b = nx_text_isolate (native);
  /* Translators: a language in the interface language, then its own name: "Arabic, العربية". */
  g_autofree char *accessible = g_strdup_printf (_("%s, %s"), a, b);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), native);
  gtk_widget_add_css_class (name, "secondary");
  gtk_widget_add_css_class (name, "caption");
  gtk_widget_add_css_class (row, "language-row");
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (group));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  nx_text_set_accessible (row, accessible, NULL);
  nx_text_set_accessible (check, accessible, NULL);
  g_object_set_data_full (G_OBJECT (check), "nx-language", g_strdup (tag), g_free);
  *out_check = check;
  return row;
}

static void
build_languages (NxFirstRun *self)
{
  const char *const *tags = nx_context_get_languages (self->context);
  const char *present = nx_context_get_language (self->context);
  GtkWidget *group = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->languages))) != NULL)
    gtk_list_box_remove (self->languages, child);
  for (gsize i = 0; tags[i] != NULL; i++)
    {
      GtkWidget *check;

      gtk_list_box_append (self->languages, create_language_row (self, tags[i], group, &check));
      if (group == NULL)
        group = check;
      if (g_str_equal (tags[i], present))
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_signal_connect_object (check, "toggled", G_CALLBACK (language_toggled_cb), self, G_CONNECT_SWAPPED);
    }
}

/* ---- Consent ---- */

static void
example_cb (NxFirstRun *self)
{
  g_autoptr (GBytes) body = nx_statement_build_example (self->context);

  if (body != NULL)
    nx_statement_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->context, _("An example of a record"), body);
}

static GtkWidget *
create_fact (const char *icon_name,
             const char *part_class,
             const char *title,
             const char *text,
             GtkWidget  *link)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *tile = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *head = gtk_label_new (title);
  GtkWidget *body = gtk_label_new (text);

  gtk_widget_add_css_class (tile, "icon-tile");
  gtk_widget_add_css_class (tile, part_class);
  gtk_widget_set_valign (tile, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_wrap (GTK_LABEL (head), TRUE);
  gtk_widget_add_css_class (head, "heading");
  gtk_label_set_xalign (GTK_LABEL (body), 0);
  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_widget_add_css_class (body, "secondary");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (texts), body);
  if (link != NULL)
    gtk_box_append (GTK_BOX (texts), link);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  nx_text_set_accessible (row, title, text);
  return row;
}

static char *
dup_receiver_words (NxContext *context)
{
  const NxDestination *destination = nx_context_get_destination (context);
  g_autofree char *host = NULL;
  g_autofree char *isolated = NULL;

  if (destination != NULL)
    g_uri_split_network (destination->endpoint, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL);
  if (host == NULL)
    return g_strdup (_("No server is set up yet. Records stay here until your training office adds one."));
  isolated = nx_text_isolate (host);
  return g_strdup_printf (_("The training records server of your organisation: %s."), isolated);
}

static void
build_facts (NxFirstRun *self)
{
  GtkWidget *example = gtk_button_new_with_label (_("Show an example of a record"));
  g_autofree char *receiver = dup_receiver_words (self->context);

  gtk_widget_add_css_class (example, "link-button");
  gtk_widget_add_css_class (example, "flat");
  gtk_widget_set_halign (example, GTK_ALIGN_START);
  g_signal_connect_object (example, "clicked", G_CALLBACK (example_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->facts, create_fact ("nx-saved-symbolic", "part-b", _("Kept on this computer"),
    _("Your profile, notes, answers, scenario decisions and results. Other learners do not see them."), NULL));
  gtk_list_box_append (self->facts, create_fact ("document-send-symbolic", "part-c", _("Sent when a connection returns"),
    _("Module opened, left and completed, test score, scenario left or ended with its number of decisions, certificate and attendance, each with date, duration and language; your staff ID, or a random number in place of your name; your standing capacity; a number for this computer. Nothing is sent before you agree."), example));
  gtk_list_box_append (self->facts, create_fact ("system-users-symbolic", "part-a", _("Who receives it"), receiver, NULL));
  gtk_list_box_append (self->facts, create_fact ("action-unavailable-symbolic", "part-r", _("Never sent"),
    _("Your notes, your location, other files on this computer, or how you use other apps."), NULL));
}

static void
consent_cb (NxFirstRun *self)
{
  gtk_widget_set_sensitive (self->start, gtk_check_button_get_active (self->send) || gtk_check_button_get_active (self->keep));
  if (!gtk_check_button_get_active (self->send))
    gtk_switch_set_active (self->answers, FALSE);
}

/* ---- Saving ---- */

static const char *
get_save_words (const GError *error)
{
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL))
    return _("This computer is almost full. Free some space so that your answers can be saved.");
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY))
    return _("The data folder is read-only, so your profile cannot be saved.");
  return _("Your profile could not be saved. Try again.");
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (NxFirstRun) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxLearner) learner = nx_record_store_create_learner_finish (NX_RECORD_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->saving = FALSE;
  consent_cb (self);
  if (learner != NULL)
    {
      nx_context_take_learner (self->context, learner);
      g_signal_emit (self, signals[SIGNAL_FINISHED], 0);
    }
  else if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_EXISTS))
    {
      show_step (self, 2, TRUE);
      nx_profile_form_show_error (self->form, _("A profile with this staff ID already exists on this computer."));
    }
  else
    {
      gtk_label_set_label (self->save_error, get_save_words (error));
      gtk_widget_set_visible (GTK_WIDGET (self->save_error), TRUE);
    }
}

static void
start_cb (NxFirstRun *self)
{
  NxRecordStore *store = nx_context_get_store (self->context);
  g_autoptr (NxProfile) profile = nx_profile_form_dup_profile (self->form);
  gboolean send = gtk_check_button_get_active (self->send);

  if (store == NULL || self->saving)
    return;
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->start, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->save_error), FALSE);
  nx_record_store_create_learner_async (store, profile, send, send && gtk_switch_get_active (self->answers),
                                        self->cancellable, created_cb, g_object_ref (self));
}

/* ---- Life ---- */

static void
width_cb (NxFirstRun *self)
{
  gboolean narrow = nx_adaptive_bin_get_width_class (self->bin) == NX_WIDTH_NARROW;

  gtk_image_set_pixel_size (self->app_icon, narrow ? 72 : 104);
}

static void
nx_first_run_dispose (GObject *object)
{
  NxFirstRun *self = NX_FIRST_RUN (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_FIRST_RUN);
  g_clear_pointer (&self->draft, nx_profile_free);
  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (nx_first_run_parent_class)->dispose (object);
}

static void
nx_first_run_class_init (NxFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_first_run_dispose;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-first-run.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, back_button);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, bin);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, carousel);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, language_page);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, profile_page);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, consent_page);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, app_icon);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, languages);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, language_continue);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, form_bin);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, facts);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, send);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, keep);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, answers);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, save_error);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, start);
  gtk_widget_class_bind_template_child (widget_class, NxFirstRun, dots);
  gtk_widget_class_bind_template_callback (widget_class, language_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_cb);
}

static void
nx_first_run_init (NxFirstRun *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
}

static void
name_page (GtkWidget  *page,
           int         step,
           const char *title)
{
  /* Translators: the name of a page of the first run for a screen reader: "Step 2 of 3, Who is learning?". */
  g_autofree char *name = g_strdup_printf (_("Step %d of %d, %s"), step, 3, title);

  nx_text_set_accessible (page, name, NULL);
}

GtkWidget *
nx_first_run_new (NxContext       *context,
                  gboolean         second,
                  const NxProfile *draft)
{
  NxFirstRun *self = g_object_new (NX_TYPE_FIRST_RUN, NULL);

  self->context = g_object_ref (context);
  self->second = second;
  self->draft = draft != NULL ? nx_profile_copy (draft) : NULL;
  build_languages (self);
  build_facts (self);
  name_page (self->language_page, 1, _("Language"));
  name_page (self->profile_page, 2, _("Who is learning?"));
  name_page (self->consent_page, 3, _("Your record belongs to you"));
  gtk_widget_set_visible (self->dots, !second);
  show_step (self, second ? 2 : 1, FALSE);
  return GTK_WIDGET (self);
}

gboolean
nx_first_run_is_second (NxFirstRun *self)
{
  g_return_val_if_fail (NX_IS_FIRST_RUN (self), FALSE);

  return self->second;
}

NxProfile *
nx_first_run_dup_draft (NxFirstRun *self)
{
  g_return_val_if_fail (NX_IS_FIRST_RUN (self), NULL);

  if (self->form != NULL)
    return nx_profile_form_dup_profile (self->form);
  return self->draft != NULL ? nx_profile_copy (self->draft) : NULL;
}

int
nx_first_run_get_step (NxFirstRun *self)
{
  g_return_val_if_fail (NX_IS_FIRST_RUN (self), 0);

  return self->step;
}
