/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-card.h"

#include <glib/gi18n.h>

#include "nx-cover.h"
#include "nx-progress-ring.h"
#include "nx-state-pill.h"
#include "nx-text.h"

/* ---- Card ---- */

struct _NxCard
{
  GtkButton parent_instance;
  char part;
  char *title;
  GtkLabel *meta;
  GtkLabel *tag;
  AdwBin *state;
};

G_DEFINE_FINAL_TYPE (NxCard, nx_card, GTK_TYPE_BUTTON)

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Pushes what follows to the lower end; aligned there itself, it would be asked for its width at each height. */
static GtkWidget *
create_spring (void)
{
  GtkWidget *spring = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_vexpand (spring, TRUE);
  return spring;
}

static GtkWidget *
create_bar (char   part,
            double fraction)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *bar = gtk_progress_bar_new ();
  /* Translators: how much of a module was read; %d is 0 to 100. */
  g_autofree char *text = g_strdup_printf (_("%d%%"), (int) (fraction * 100 + 0.5));
  GtkWidget *label = create_label (text, "caption");

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), fraction);
  gtk_widget_add_css_class (bar, "thin");
  gtk_widget_add_css_class (bar, nx_text_part_class (part));
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 64, -1);
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "secondary");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
create_state (char         part,
              NxCardState  state,
              double       fraction,
              const char  *word)
{
  GtkWidget *label;

  switch (state)
    {
    case NX_CARD_BEGUN:
      return create_bar (part, fraction);
    case NX_CARD_DONE:
      return nx_state_pill_new ("object-select-symbolic", word, "success");
    case NX_CARD_NOTED:
      return nx_state_pill_new (NULL, word, NULL);
    case NX_CARD_BROKEN:
      return nx_state_pill_new ("dialog-warning-symbolic", word, "warning");
    case NX_CARD_NOT_STARTED:
    default:
      label = create_label (word, "caption");
      gtk_widget_add_css_class (label, "secondary");
      return label;
    }
}

static void
nx_card_finalize (GObject *object)
{
  g_free (NX_CARD (object)->title);
  G_OBJECT_CLASS (nx_card_parent_class)->finalize (object);
}

static void
nx_card_class_init (NxCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_card_finalize;
}

static void
nx_card_init (NxCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "module-card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
nx_card_new (const char *id,
             char        part,
             const char *title)
{
  NxCard *self = g_object_new (NX_TYPE_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *cover = nx_cover_new (id, part);

  self->part = part;
  self->title = g_strdup (title);
  self->meta = GTK_LABEL (create_label (NULL, "caption"));
  self->tag = GTK_LABEL (create_label (NULL, "caption"));
  self->state = ADW_BIN (adw_bin_new ());
  gtk_widget_set_size_request (cover, -1, 52);
  gtk_widget_add_css_class (texts, "card-texts");
  gtk_widget_add_css_class (GTK_WIDGET (self->meta), "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->tag), "secondary");
  gtk_widget_set_visible (GTK_WIDGET (self->tag), FALSE);
  gtk_widget_set_vexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), create_label (title, "card-title"));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->meta));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->tag));
  gtk_box_append (GTK_BOX (texts), create_spring ());
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->state));
  gtk_box_append (GTK_BOX (box), cover);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_button_set_child (GTK_BUTTON (self), box);
  return GTK_WIDGET (self);
}

void
nx_card_set_meta (NxCard     *self,
                  const char *meta,
                  const char *tag)
{
  g_return_if_fail (NX_IS_CARD (self));

  gtk_label_set_label (self->meta, meta);
  gtk_label_set_label (self->tag, tag != NULL ? tag : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tag), tag != NULL);
}

void
nx_card_set_state (NxCard      *self,
                   NxCardState  state,
                   double       fraction,
                   const char  *word,
                   const char  *description)
{
  g_return_if_fail (NX_IS_CARD (self));

  adw_bin_set_child (self->state, create_state (self->part, state, fraction, word));
  nx_text_set_accessible (GTK_WIDGET (self), self->title, description);
}

/* ---- Row ---- */

struct _NxCardRow
{
  AdwActionRow parent_instance;
  char part;
  AdwBin *state;
};

G_DEFINE_FINAL_TYPE (NxCardRow, nx_card_row, ADW_TYPE_ACTION_ROW)

static void
nx_card_row_class_init (NxCardRowClass *klass)
{
}

static void
nx_card_row_init (NxCardRow *self)
{
  self->state = ADW_BIN (adw_bin_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->state));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
nx_card_row_new (char        part,
                 const char *title)
{
  NxCardRow *self = g_object_new (NX_TYPE_CARD_ROW, "title", title, NULL);

  self->part = part;
  return GTK_WIDGET (self);
}

void
nx_card_row_set_meta (NxCardRow  *self,
                      const char *meta)
{
  g_return_if_fail (NX_IS_CARD_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), meta);
}

void
nx_card_row_set_state (NxCardRow   *self,
                       NxCardState  state,
                       double       fraction,
                       const char  *word,
                       const char  *description)
{
  GtkWidget *child;

  g_return_if_fail (NX_IS_CARD_ROW (self));

  switch (state)
    {
    case NX_CARD_BEGUN:
      child = nx_progress_ring_new (22);
      gtk_widget_add_css_class (child, nx_text_part_class (self->part));
      nx_progress_ring_set (NX_PROGRESS_RING (child), fraction, NULL, description);
      break;
    case NX_CARD_DONE:
      child = gtk_image_new_from_icon_name ("object-select-symbolic");
      gtk_widget_add_css_class (child, "success");
      break;
    case NX_CARD_NOT_STARTED:
      child = NULL;
      break;
    case NX_CARD_NOTED:
    case NX_CARD_BROKEN:
    default:
      child = create_state (self->part, state, fraction, word);
    }
  adw_bin_set_child (self->state, child);
  nx_text_set_accessible (GTK_WIDGET (self), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), description);
}
