/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a narrow header bar has no room for. */

#include "config.h"

#include "nx-reader-menu.h"

#include "nx-text-panel.h"

#include <glib/gi18n.h>

static GtkWidget *
make_row (const char *label,
          const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  return button;
}

GtkWidget *
nx_reader_menu_new (NxSettings *settings)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_box_append (GTK_BOX (box), make_row (_("Contents"), "reader.contents"));
  gtk_box_append (GTK_BOX (box), make_row (_("Bookmark this section"), "reader.bookmark"));
  gtk_box_append (GTK_BOX (box), make_row (_("Mark as read"), "reader.mark-read"));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), nx_text_panel_new (settings));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
