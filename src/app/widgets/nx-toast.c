/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-toast.h"

#include "nx-text.h"

#define TO_READ_S 4
#define TO_DECIDE_S 6
/* What stands beside a button in 360 px. */
#define NARROW_CHARS 16
#define NARROW_PX 600

static gboolean
is_narrow (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return root != NULL && gtk_widget_get_width (GTK_WIDGET (root)) < NARROW_PX * nx_text_get_scale (from);
}

AdwToast *
nx_toast_new (GtkWidget  *from,
              const char *text,
              const char *button)
{
  AdwToast *self = adw_toast_new (text);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  /* The overlay takes the height that the words have at the width they would like. */
  if (button != NULL && is_narrow (from))
    gtk_label_set_max_width_chars (GTK_LABEL (label), NARROW_CHARS);
  adw_toast_set_custom_title (self, label);
  adw_toast_set_timeout (self, button != NULL ? TO_DECIDE_S : TO_READ_S);
  adw_toast_set_button_label (self, button);
  return self;
}
