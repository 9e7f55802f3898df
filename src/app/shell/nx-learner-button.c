/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-learner-button.h"

#include <glib/gi18n.h>

#include "nx-initials.h"
#include "nx-text.h"

struct _NxLearnerButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  NxInitials *initials;
  GtkLabel *label;
  GtkWidget *arrow;
  NxContext *context;
};

G_DEFINE_FINAL_TYPE (NxLearnerButton, nx_learner_button, ADW_TYPE_BIN)

char *
nx_learner_dup_title (const NxLearner *learner)
{
  if (learner->profile->name != NULL)
    return g_strdup (learner->profile->name);
  return g_strdup_printf (_("Staff ID %s"), learner->profile->staff_id);
}

/* "Police (SPC) · Bamako". */
static char *
dup_subtitle (NxContext       *context,
              const NxLearner *learner)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (context);
  const char *capacity = NULL;

  for (guint i = 0; catalogue != NULL && i < catalogue->capacities->len; i++)
    {
      const NxCapacityInfo *info = g_ptr_array_index (catalogue->capacities, i);

      if (g_strcmp0 (info->id, learner->profile->capacity) == 0)
        capacity = info->title;
    }
  if (capacity != NULL && learner->profile->station != NULL)
    {
      g_autofree char *a = nx_text_isolate (capacity);
      g_autofree char *b = nx_text_isolate (learner->profile->station);

      /* Translators: standing capacity and duty station: "Police (SPC) · Bamako". */
      return g_strdup_printf (_("%s · %s"), a, b);
    }
  return g_strdup (capacity != NULL ? capacity : learner->profile->station);
}

static void
refresh (NxLearnerButton *self)
{
  NxLearner *learner = nx_context_get_learner (self->context);
  g_autofree char *title = learner != NULL ? nx_learner_dup_title (learner) : NULL;
  g_autofree char *isolated = nx_text_isolate (title);
  g_autofree char *name = g_strdup_printf (_("Learner: %s"), isolated);

  gtk_widget_set_visible (GTK_WIDGET (self), learner != NULL);
  if (learner == NULL)
    return;
  nx_initials_set_name (self->initials, title);
  gtk_label_set_label (self->label, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* Made anew when it is next opened. */
  gtk_menu_button_set_popover (self->button, NULL);
}

/* ---- The popover ---- */

static void
learner_clicked_cb (NxLearnerButton *self,
                    GtkWidget       *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "nx-learner"));

  gtk_menu_button_popdown (self->button);
  nx_context_choose_learner (self->context, id);
}

static GtkWidget *
create_learner_row (NxLearnerButton *self,
                    const NxLearner *learner)
{
  gboolean present = nx_context_get_learner (self->context) != NULL
                     && g_str_equal (nx_context_get_learner (self->context)->id, learner->id);
  g_autofree char *title = nx_learner_dup_title (learner);
  g_autofree char *subtitle = dup_subtitle (self->context, learner);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *detail = gtk_label_new (subtitle);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 30);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 34);
  gtk_widget_set_visible (detail, subtitle != NULL);
  gtk_widget_add_css_class (name, "card-title");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "secondary");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (box), nx_initials_new (36, title));
  gtk_box_append (GTK_BOX (box), texts);
  if (present)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "learner-row");
  nx_text_set_accessible (button, title, present ? _("Learning now") : subtitle);
  g_object_set_data_full (G_OBJECT (button), "nx-learner", g_strdup (learner->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (learner_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
create_action_row (NxLearnerButton *self,
                   const char      *icon_name,
                   const char      *label,
                   const char      *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), text);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "learner-row");
  nx_text_set_accessible (button, label, NULL);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_menu_button_popdown), self->button, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
create_popup (GtkMenuButton *button,
              gpointer       user_data)
{
  NxLearnerButton *self = user_data;
  GPtrArray *learners = nx_context_get_learners (self->context);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (guint i = 0; i < learners->len; i++)
    gtk_box_append (GTK_BOX (list), create_learner_row (self, g_ptr_array_index (learners, i)));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_box_append (GTK_BOX (box), scroller);
  if (nx_context_can_save (self->context))
    {
      gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (box), create_action_row (self, "avatar-default-symbolic", _("Edit my profile"), "win.edit-profile"));
      gtk_box_append (GTK_BOX (box), create_action_row (self, "contact-new-symbolic", _("Add a learner"), "win.add-learner"));
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  nx_text_set_accessible (popover, _("Learners"), NULL);
  gtk_menu_button_set_popover (button, popover);
}

/* ---- Life ---- */

static void
nx_learner_button_dispose (GObject *object)
{
  g_clear_object (&NX_LEARNER_BUTTON (object)->context);
  G_OBJECT_CLASS (nx_learner_button_parent_class)->dispose (object);
}

static void
nx_learner_button_class_init (NxLearnerButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nx_learner_button_dispose;
}

static void
nx_learner_button_init (NxLearnerButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  /* Flat, as all of a header bar; the bin around it hides it from the theme's own rule. */
  gtk_menu_button_set_has_frame (self->button, FALSE);
  self->initials = NX_INITIALS (nx_initials_new (26, NULL));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 22);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "card-title");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->initials));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "learner-button");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_create_popup_func (self->button, create_popup, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

GtkWidget *
nx_learner_button_new (NxContext *context)
{
  NxLearnerButton *self = g_object_new (NX_TYPE_LEARNER_BUTTON, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

void
nx_learner_button_set_compact (NxLearnerButton *self,
                               gboolean         compact)
{
  g_return_if_fail (NX_IS_LEARNER_BUTTON (self));

  gtk_widget_set_visible (GTK_WIDGET (self->label), !compact);
  gtk_widget_set_visible (self->arrow, !compact);
}
