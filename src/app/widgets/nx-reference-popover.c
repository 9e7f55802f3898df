/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a link means, beside the link. Looks things up in the aids; navigation is the page's. */

#include "config.h"

#include "nx-reference-popover.h"

#include "nx-language.h"
#include "nx-text.h"
#include "nx-words.h"

#include <glib/gi18n.h>

#define WIDTH_CHARS 44

char *
nx_source_dup_imprint (const NxSource *source)
{
  if (source->publisher != NULL && source->year != NULL)
    return g_strdup_printf ("%s, %s", source->publisher, source->year);
  return g_strdup (source->publisher != NULL ? source->publisher : source->year);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static char *
dup_equivalents (NxBlockAids  *aids,
                 const NxTerm *term)
{
  GString *words = g_string_new (term->part_of_speech);

  for (guint i = 0; i < term->equivalents->len; i++)
    {
      const NxEquivalent *equivalent = g_ptr_array_index (term->equivalents, i);
      g_autofree char *text = nx_text_isolate (equivalent->text);

      if (words->len > 0)
        g_string_append (words, " · ");
      /* Translators: the same term in another language: "Arabic: ...". */
      g_string_append_printf (words, _("%s: %s"), nx_language_get_name (equivalent->lang), text);
    }
  return g_string_free (words, FALSE);
}

static void
fill_term (GtkWidget        *box,
           NxBlockAids      *aids,
           const NxTextLink *link)
{
  const NxTerm *term = nx_block_aids_get_term (aids, link->ref);
  g_autofree char *details = NULL;
  g_autofree char *definition = NULL;

  if (term == NULL)
    {
      add_label (box, link->text, "heading");
      add_label (box, _("This term could not be found in the glossary."), "secondary");
      return;
    }
  details = dup_equivalents (aids, term);
  definition = nx_inline_dup_plain (term->definition);
  add_label (box, term->headword, "title-4");
  if (*details != '\0')
    add_label (box, details, "secondary");
  add_label (box, definition, NULL);
}

static void
copy_address_cb (GtkButton *button,
                 gpointer   user_data)
{
  const char *address = g_object_get_data (G_OBJECT (button), "address");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), address);
  gtk_button_set_label (button, _("Copied"));
}

static void
fill_note (GtkWidget        *box,
           NxBlockAids      *aids,
           const NxTextLink *link)
{
  const NxSource *source = nx_block_aids_get_source (aids, link->ref);
  g_autofree char *title = g_strdup_printf (C_("footnote", "Note %u"), link->number);
  g_autofree char *imprint = NULL;
  g_autofree char *status = NULL;

  add_label (box, title, "caption-heading");
  if (link->text != NULL && *link->text != '\0')
    add_label (box, link->text, NULL);
  if (source == NULL)
    {
      add_label (box, _("The source of this note could not be found."), "secondary");
      return;
    }
  imprint = nx_source_dup_imprint (source);
  status = nx_inline_dup_plain (source->status);
  add_label (box, source->title, "heading");
  if (imprint != NULL)
    add_label (box, imprint, "secondary");
  add_label (box, status, "secondary");
  if (source->address != NULL)
    {
      GtkWidget *address = add_label (box, source->address, "caption");
      GtkWidget *button = gtk_button_new_with_label (_("Copy the address"));

      /* An address is left to right in every language. */
      gtk_widget_set_direction (address, GTK_TEXT_DIR_LTR);
      gtk_label_set_wrap_mode (GTK_LABEL (address), PANGO_WRAP_CHAR);
      gtk_label_set_selectable (GTK_LABEL (address), TRUE);
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_object_set_data_full (G_OBJECT (button), "address", g_strdup (source->address), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (copy_address_cb), NULL);
      gtk_box_append (GTK_BOX (box), button);
    }
}

static void
fill_practice (GtkWidget        *box,
               GtkPopover       *popover,
               NxBlockAids      *aids,
               const NxTextLink *link)
{
  const NxPractice *practice = nx_block_aids_get_practice (aids, link->ref);
  g_autofree char *number = NULL;
  g_autofree char *kicker = NULL;
  g_autofree char *summary = NULL;
  GtkWidget *button, *label;

  if (practice == NULL)
    {
      add_label (box, _("This Good Practice could not be found."), "secondary");
      return;
    }
  number = nx_practice_dup_number (practice);
  /* Translators: %s is the number or the code of a Good Practice: "4" or "B4". */
  kicker = g_strdup_printf (_("Good Practice %s"), number);
  summary = nx_inline_dup_plain (practice->summary);
  label = add_label (box, kicker, "caption-heading");
  gtk_widget_add_css_class (label, nx_text_part_class (practice->part));
  add_label (box, practice->title, "heading");
  add_label (box, summary, NULL);
  button = gtk_button_new_with_label (_("Read the Good Practice"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", link->ref);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.open-practice");
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), popover, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static gboolean
drop_popover_cb (gpointer user_data)
{
  GtkWidget *popover = user_data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover,
           GtkWidget *focus)
{
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
  /* Not within its own signal. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (popover), g_object_unref);
}

GtkWidget *
nx_reference_popover_show (GtkWidget          *parent,
                           const GdkRectangle *at,
                           NxBlockAids        *aids,
                           const NxTextLink   *link)
{
  GtkWidget *popover, *box;
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (popover, "reference-popover");
  gtk_widget_set_focusable (box, TRUE);
  switch (link->kind)
    {
    case NX_RUN_TERM:
      fill_term (box, aids, link);
      break;
    case NX_RUN_SOURCE:
      fill_note (box, aids, link);
      break;
    case NX_RUN_PRACTICE:
      fill_practice (box, GTK_POPOVER (popover), aids, link);
      break;
    case NX_RUN_DOC:
    case NX_RUN_TEXT:
    case NX_RUN_EM:
    case NX_RUN_STRONG:
    default:
      break;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, link->text, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_set_parent (popover, parent);
  nx_widget_set_direction_deep (box, nx_language_get_direction (nx_block_aids_get_language (aids)));
  if (at != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), focus != NULL ? focus : parent, 0);
  gtk_popover_popup (GTK_POPOVER (popover));
  return popover;
}

void
nx_reference_popover_drop (GtkWidget *popover)
{
  if (popover == NULL || gtk_widget_get_parent (popover) == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (popover));
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}
