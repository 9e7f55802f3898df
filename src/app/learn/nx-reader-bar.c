/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where one is in the module, and the way on. Shows what the reader tells it. */

#include "config.h"

#include "nx-reader-bar.h"

#include "nx-segments.h"
#include "nx-text.h"

#include <glib/gi18n.h>

struct _NxReaderBar
{
  AdwBin parent_instance;
  GtkActionBar *bar;
  GtkWidget *previous_button, *next_button;
  GtkLabel *previous_label, *next_label, *position_label;
  NxSegments *segments;

  const NxModule *module;       /* borrowed from the reader */
  guint index;
  double fraction;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (NxReaderBar, nx_reader_bar, ADW_TYPE_BIN)

static void
nx_reader_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_READER_BAR);
  G_OBJECT_CLASS (nx_reader_bar_parent_class)->dispose (object);
}

static void
nx_reader_bar_class_init (NxReaderBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_reader_bar_dispose;
  g_type_ensure (NX_TYPE_SEGMENTS);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-reader-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, bar);
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, previous_label);
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, next_label);
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, position_label);
  gtk_widget_class_bind_template_child (widget_class, NxReaderBar, segments);
}

static void
nx_reader_bar_init (NxReaderBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
update_position (NxReaderBar *self)
{
  guint n = self->module->sections->len;
  g_autofree char *position = NULL;
  g_autofree char *words = NULL;

  if (self->narrow)
    /* Translators: section number, number of sections. */
    position = g_strdup_printf (_("%u of %u"), self->index + 1, n);
  else
    position = g_strdup_printf (_("Section %u of %u"), self->index + 1, n);
  words = g_strdup_printf (_("Section %u of %u, %d percent read"), self->index + 1, n, (int) (self->fraction * 100));
  gtk_label_set_text (self->position_label, position);
  /* The way through the module: what lies before the open section, and the part of it that is read. */
  nx_segments_set (self->segments, n, self->index + self->fraction, words, FALSE);
  nx_text_set_accessible (GTK_WIDGET (self->segments), _("Progress"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->segments), !self->narrow);
}

static void
update_buttons (NxReaderBar *self)
{
  const NxSection *previous = self->index > 0 ? g_ptr_array_index (self->module->sections, self->index - 1) : NULL;
  gboolean last = self->index + 1 == self->module->sections->len;
  const NxSection *next = last ? NULL : g_ptr_array_index (self->module->sections, self->index + 1);
  gboolean test = last && self->module->test != NULL;
  const char *next_title = next != NULL ? next->title : _("Take the test");

  gtk_widget_set_visible (self->previous_button, previous != NULL);
  gtk_widget_set_visible (self->next_button, next != NULL || test);
  gtk_label_set_text (self->previous_label, previous != NULL ? previous->title : "");
  gtk_label_set_text (self->next_label, next_title);
  gtk_widget_set_visible (GTK_WIDGET (self->previous_label), !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->next_label), !self->narrow || test);
  gtk_widget_set_tooltip_text (self->previous_button, previous != NULL ? previous->title : NULL);
  gtk_widget_set_tooltip_text (self->next_button, next_title);
  if (previous != NULL)
    {
      /* Translators: %s is the title of a section. */
      g_autofree char *name = g_strdup_printf (_("Previous section: %s"), previous->title);

      nx_text_set_accessible (self->previous_button, name, NULL);
    }
  if (next != NULL)
    {
      /* Translators: %s is the title of a section. */
      g_autofree char *name = g_strdup_printf (_("Next section: %s"), next->title);

      nx_text_set_accessible (self->next_button, name, NULL);
    }
  else
    nx_text_set_accessible (self->next_button, next_title, NULL);
  if (test)
    gtk_widget_add_css_class (self->next_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->next_button, "suggested-action");
  gtk_action_bar_set_revealed (self->bar, TRUE);
}

void
nx_reader_bar_set_section (NxReaderBar    *self,
                           const NxModule *module,
                           guint           index)
{
  g_return_if_fail (NX_IS_READER_BAR (self));
  self->module = module;
  self->index = index;
  update_buttons (self);
}

void
nx_reader_bar_set_fraction (NxReaderBar *self,
                            double       fraction)
{
  g_return_if_fail (NX_IS_READER_BAR (self));
  self->fraction = fraction;
  update_position (self);
}

void
nx_reader_bar_set_narrow (NxReaderBar *self,
                          gboolean     narrow)
{
  g_return_if_fail (NX_IS_READER_BAR (self));
  self->narrow = narrow;
  if (self->module == NULL)
    return;
  update_buttons (self);
  update_position (self);
}
