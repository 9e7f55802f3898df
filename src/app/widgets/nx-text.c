/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_DIRECTIONAL_ISOLATE "\u2069"

char *
nx_text_isolate (const char *value)
{
  return g_strconcat (FIRST_STRONG_ISOLATE, value != NULL ? value : "", POP_DIRECTIONAL_ISOLATE, NULL);
}

char *
nx_text_isolate_markup (const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value != NULL ? value : "", -1);

  return nx_text_isolate (escaped);
}

void
nx_text_name_control (GtkWidget  *control,
                      const char *name)
{
  gtk_widget_set_tooltip_text (control, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The words of another widget would go before a name of ours: libadwaita ties a row, and what the row activates, to its title. */
static void
drop_tied_name (GtkWidget *widget)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* AdwButtonContent ties the button that holds it to its own words, and anew each time that it comes into a window. */
static void
keep_own_name (GtkWidget *button)
{
  g_signal_handlers_disconnect_by_func (button, drop_tied_name, NULL);
  g_signal_connect (button, "notify::root", G_CALLBACK (drop_tied_name), NULL);
}

void
nx_text_set_accessible (GtkWidget  *widget,
                        const char *label,
                        const char *description)
{
  if (GTK_IS_BUTTON (widget) && ADW_IS_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (widget))))
    keep_own_name (widget);
  drop_tied_name (widget);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static const char *
get_button_words (GtkWidget *button)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  return GTK_IS_LABEL (child) ? gtk_label_get_text (GTK_LABEL (child)) : gtk_widget_get_tooltip_text (button);
}

void
nx_text_name_buttons (GtkWidget *widget)
{
  const char *words = GTK_IS_BUTTON (widget) ? get_button_words (widget) : NULL;

  if (words != NULL)
    nx_text_set_accessible (widget, words, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    nx_text_name_buttons (child);
}

double
nx_text_get_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return MAX (dpi / (96.0 * PANGO_SCALE), 1.0);
}

void
nx_text_scale_clamps (GtkWidget *widget)
{
  double scale = nx_text_get_scale (widget);

  if (scale <= 1)
    return;
  if (ADW_IS_CLAMP (widget))
    {
      adw_clamp_set_maximum_size (ADW_CLAMP (widget), (int) (adw_clamp_get_maximum_size (ADW_CLAMP (widget)) * scale));
      adw_clamp_set_tightening_threshold (ADW_CLAMP (widget), (int) (adw_clamp_get_tightening_threshold (ADW_CLAMP (widget)) * scale));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    nx_text_scale_clamps (child);
}

void
nx_text_set_titles (AdwWindowTitle *widget,
                    const char     *title,
                    const char     *subtitle)
{
  gboolean both = subtitle != NULL && *subtitle != '\0';
  g_autofree char *whole = both ? g_strdup_printf ("%s\n%s", title, subtitle) : g_strdup (title);

  adw_window_title_set_title (widget, title);
  adw_window_title_set_subtitle (widget, both ? subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (widget), whole);
}

GtkWidget *
nx_text_new_heading (const char *text,
                     gboolean    narrow)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label", text,
                                   "xalign", 0.0,
                                   "hexpand", TRUE,
                                   "wrap", narrow,
                                   "ellipsize", narrow ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END,
                                   "tooltip-text", narrow ? NULL : text,
                                   NULL);

  gtk_widget_add_css_class (label, "title-4");
  return label;
}

const char *
nx_text_part_class (char part)
{
  switch (part)
    {
    case 'a': return "part-a";
    case 'b': return "part-b";
    case 'c': return "part-c";
    case 'd': return "part-d";
    default: return "part-r";
    }
}

const char *
nx_text_part_letter (char part)
{
  switch (part)
    {
    case 'a': return C_("part letter", "A");
    case 'b': return C_("part letter", "B");
    case 'c': return C_("part letter", "C");
    case 'd': return C_("part letter", "D");
    default: return C_("part letter, regional cases", "R");
    }
}
