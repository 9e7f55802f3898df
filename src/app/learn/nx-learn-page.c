/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-learn-page.h"

#include <glib/gi18n.h>

#include "nx-widgets.h"

struct _NxLearnPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkBox *box;
  NxContext *context;
};

G_DEFINE_FINAL_TYPE (NxLearnPage, nx_learn_page, ADW_TYPE_BIN)

static void
refresh (NxLearnPage *self)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);

  if (!nx_context_is_ready (self->context))
    gtk_stack_set_visible_child_name (self->stack, "opening");
  else if (catalogue == NULL)
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
nx_learn_page_dispose (GObject *object)
{
  NxLearnPage *self = NX_LEARN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_LEARN_PAGE);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_learn_page_parent_class)->dispose (object);
}

static void
nx_learn_page_class_init (NxLearnPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_learn_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-learn-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NxLearnPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxLearnPage, status);
  gtk_widget_class_bind_template_child (widget_class, NxLearnPage, box);
}

static void
nx_learn_page_init (NxLearnPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
nx_learn_page_new (NxContext *context)
{
  NxLearnPage *self = g_object_new (NX_TYPE_LEARN_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
