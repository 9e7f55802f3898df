/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Good Practices as chips. */

#include "config.h"

#include "nx-practice-link.h"

#include "nx-reference-popover.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"

#include <glib/gi18n.h>

typedef struct
{
  NxBlockAids *aids;
  char *practice;
} Target;

static void
target_free (gpointer data,
             GClosure *closure)
{
  Target *target = data;

  nx_block_aids_unref (target->aids);
  g_free (target->practice);
  g_free (target);
}

static void
clicked_cb (GtkWidget *button,
            gpointer   user_data)
{
  Target *target = user_data;
  NxTextLink link = { NX_RUN_PRACTICE, target->practice, (char *) "", 0 };

  nx_reference_popover_show (button, NULL, target->aids, &link);
}

GtkWidget *
nx_practice_link_new (NxBlockAids *aids,
                      const char  *practice_id)
{
  const NxPractice *practice = nx_block_aids_get_practice (aids, practice_id);
  GtkWidget *button, *box, *disc, *title;
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  Target *target;

  if (practice == NULL)
    return NULL;
  number = nx_practice_dup_number (practice);
  button = gtk_button_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  disc = gtk_label_new (number);
  title = gtk_label_new (practice->title);
  gtk_widget_add_css_class (disc, "chip-disc");
  gtk_widget_add_css_class (disc, nx_text_part_class (practice->part));
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 34);
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), title);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "play-chip");
  gtk_widget_add_css_class (button, nx_text_part_class (practice->part));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, practice->title);
  /* Translators: %s is a number or code ("B4"), then the title of a Good Practice. */
  name = g_strdup_printf (_("Good Practice %s, %s"), number, practice->title);
  nx_text_set_accessible (button, name, NULL);

  target = g_new0 (Target, 1);
  target->aids = nx_block_aids_ref (aids);
  target->practice = g_strdup (practice_id);
  g_signal_connect_data (button, "clicked", G_CALLBACK (clicked_cb), target, target_free, 0);
  return button;
}

GtkWidget *
nx_practice_links_new (NxBlockAids       *aids,
                       const char *const *practices)
{
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (flow, nx_wrap_layout_new (8, 6));
  nx_text_set_accessible (flow, _("Good Practices"), NULL);
  for (gsize i = 0; practices != NULL && practices[i] != NULL; i++)
    {
      GtkWidget *chip = nx_practice_link_new (aids, practices[i]);

      if (chip != NULL)
        gtk_box_append (GTK_BOX (flow), chip);
    }
  return flow;
}
