/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-slide-list.h"

#include <glib/gi18n.h>

#include "nx-text.h"

struct _NxSlideList
{
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (NxSlideList, nx_slide_list, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
choose (NxSlideList *self,
        int          slide)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (guint) slide);
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (NxSlideList   *self,
                  GtkListBoxRow *row)
{
  choose (self, gtk_list_box_row_get_index (row));
}

/* A number is a slide; other words are looked for in the titles. */
static gboolean
is_wanted_cb (GtkListBoxRow *row,
              gpointer       user_data)
{
  NxSlideList *self = user_data;
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *number = g_strdup_printf ("%d", gtk_list_box_row_get_index (row) + 1);
  g_autofree char *folded = g_utf8_casefold (wanted, -1);
  const char *title = g_object_get_data (G_OBJECT (row), "title");

  if (*wanted == '\0')
    return TRUE;
  if (g_ascii_isdigit (*wanted))
    return g_str_has_prefix (number, wanted);
  return strstr (title, folded) != NULL;
}

static void
search_cb (NxSlideList *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/* The slide of exactly that number, or the first of those that are left. */
static void
activate_cb (NxSlideList *self)
{
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint64 number = 0;
  GtkListBoxRow *row;

  if (g_ascii_string_to_unsigned (wanted, 10, 1, G_MAXINT, &number, NULL) && gtk_list_box_get_row_at_index (self->list, (int) number - 1) != NULL)
    {
      choose (self, (int) number - 1);
      return;
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        choose (self, i);
        return;
      }
}

static void
add_row (NxSlideList *self,
         guint        index,
         const char  *title,
         gboolean     now)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  GtkWidget *number_label = gtk_label_new (number), *title_label = gtk_label_new (title);
  /* Translators: a slide in a list: "Slide 8, Who pays". */
  g_autofree char *name = g_strdup_printf (_("Slide %u, %s"), index + 1, title);

  gtk_label_set_width_chars (GTK_LABEL (number_label), 3);
  gtk_label_set_xalign (GTK_LABEL (number_label), 1);
  gtk_widget_add_css_class (number_label, "secondary");
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (title_label, title);
  gtk_widget_set_hexpand (title_label, TRUE);
  gtk_box_append (GTK_BOX (box), number_label);
  gtk_box_append (GTK_BOX (box), title_label);
  if (now)
    gtk_widget_add_css_class (title_label, "heading");
  gtk_widget_add_css_class (box, "slide-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  nx_text_set_accessible (row, name, NULL);
  g_object_set_data_full (G_OBJECT (row), "title", g_utf8_casefold (title, -1), g_free);
  gtk_list_box_append (self->list, row);
}

static void
nx_slide_list_class_init (NxSlideListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", NX_TYPE_SLIDE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-slide-list.ui");
  gtk_widget_class_bind_template_child (widget_class, NxSlideList, entry);
  gtk_widget_class_bind_template_child (widget_class, NxSlideList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
nx_slide_list_init (NxSlideList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_set_accessible (GTK_WIDGET (self->entry), _("Number or title"), NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted_cb, self, NULL);
}

GtkWidget *
nx_slide_list_new (GtkWindow   *parent,
                   NxSession   *session,
                   NxPresenter *presenter)
{
  NxSlideList *self = g_object_new (NX_TYPE_SLIDE_LIST, "transient-for", parent, NULL);
  int now = nx_session_get_slide (session, NULL);

  for (guint i = 0; i < nx_deck_get_n_slides (nx_session_get_deck (session)); i++)
    {
      g_autofree char *title = nx_presenter_dup_title (presenter, i);

      add_row (self, i, title, (int) i == now);
    }
  return GTK_WIDGET (self);
}
