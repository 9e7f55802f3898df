/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The bar below the story. Shows what the player tells it. */

#include "config.h"

#include "nx-play-bar.h"

#include "nx-text.h"

#include <glib/gi18n.h>

struct _NxPlayBar
{
  AdwBin parent_instance;
  GtkWidget *saved_box, *check_button;
  GtkWidget *narrow_dossier_button, *narrow_dossier_dot, *narrow_timeline_button;
  GtkWidget *main_button;
  GtkLabel *saved_label, *narrow_dossier_label, *narrow_timeline_label;
  AdwButtonContent *check_content;
};

G_DEFINE_FINAL_TYPE (NxPlayBar, nx_play_bar, ADW_TYPE_BIN)

static void
nx_play_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_PLAY_BAR);
  G_OBJECT_CLASS (nx_play_bar_parent_class)->dispose (object);
}

static void
nx_play_bar_class_init (NxPlayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_play_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-play-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, saved_box);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, saved_label);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, check_button);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, check_content);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, narrow_dossier_button);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, narrow_dossier_label);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, narrow_dossier_dot);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, narrow_timeline_button);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, narrow_timeline_label);
  gtk_widget_class_bind_template_child (widget_class, NxPlayBar, main_button);
}

static void
nx_play_bar_init (NxPlayBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_play_bar_set_words (self);
}

void
nx_play_bar_set_main (NxPlayBar  *self,
                      const char *label)
{
  g_return_if_fail (NX_IS_PLAY_BAR (self));
  gtk_button_set_label (GTK_BUTTON (self->main_button), label);
}

void
nx_play_bar_set_counts (NxPlayBar *self,
                        guint      n_documents,
                        guint      n_new,
                        guint      n_decisions)
{
  g_autofree char *documents = g_strdup_printf ("%u", n_documents);
  g_autofree char *decisions = g_strdup_printf ("%u", n_decisions);
  g_autofree char *documents_name = NULL;
  g_autofree char *decisions_name = NULL;

  g_return_if_fail (NX_IS_PLAY_BAR (self));
  if (n_new > 0)
    documents_name = g_strdup_printf (g_dngettext (NULL, "Dossier, %u document, some new", "Dossier, %u documents, some new", n_documents), n_documents);
  else
    documents_name = g_strdup_printf (g_dngettext (NULL, "Dossier, %u document", "Dossier, %u documents", n_documents), n_documents);
  decisions_name = g_strdup_printf (g_dngettext (NULL, "Decisions so far, %u", "Decisions so far, %u", n_decisions), n_decisions);
  gtk_label_set_text (self->narrow_dossier_label, documents);
  gtk_label_set_text (self->narrow_timeline_label, decisions);
  gtk_widget_set_visible (self->narrow_dossier_dot, n_new > 0);
  nx_text_name_control (self->narrow_dossier_button, documents_name);
  nx_text_name_control (self->narrow_timeline_button, decisions_name);
}

void
nx_play_bar_set_narrow (NxPlayBar *self,
                        gboolean   narrow)
{
  g_return_if_fail (NX_IS_PLAY_BAR (self));
  gtk_widget_set_visible (self->saved_box, !narrow);
  gtk_widget_set_visible (self->check_button, !narrow);
  gtk_widget_set_visible (self->narrow_dossier_button, narrow);
  gtk_widget_set_visible (self->narrow_timeline_button, narrow);
  gtk_widget_set_hexpand (self->main_button, narrow);
}

void
nx_play_bar_set_words (NxPlayBar *self)
{
  g_return_if_fail (NX_IS_PLAY_BAR (self));
  gtk_label_set_text (self->saved_label, _("Saved after each decision"));
  adw_button_content_set_label (self->check_content, _("Check the dossier"));
}
