/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the list of keys. The keys themselves are bound where they act; this only says them. */

#include "config.h"

#include "nx-shortcuts.h"

#include <glib/gi18n.h>

#include "nx-dialog.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"

typedef struct
{
  const char *title;
  const char *keys[4];           /* one or another, as gtk_accelerator_parse () reads them; "1...9" is a range */
  GtkTextDirection direction;    /* of the interface that has it; NONE for both */
} Shortcut;

static const Shortcut everywhere[] = {
  { N_("Learn"), { "<Alt>1" } },
  { N_("Scenarios"), { "<Alt>2" } },
  { N_("Good Practices"), { "<Alt>3" } },
  { N_("My record"), { "<Alt>4" } },
  { N_("Workshop"), { "<Alt>5" } },
  { N_("Back"), { "Escape", "<Alt>Left" }, GTK_TEXT_DIR_LTR },
  { N_("Back"), { "Escape", "<Alt>Right" }, GTK_TEXT_DIR_RTL },
  { N_("Start panel"), { "F9" } },
  { N_("End panel"), { "<Shift>F9" } },
  { N_("Main menu"), { "F10" } },
  { N_("Full screen"), { "F11" } },
  { N_("Preferences"), { "<Control>comma" } },
  { N_("Keyboard shortcuts"), { "<Control>question" } },
  { N_("Quit"), { "<Control>q" } },
  { NULL },
};

static const Shortcut places[] = {
  { N_("Move between cards"), { "Left", "Right", "Up", "Down" } },
  { N_("Continue where you stopped"), { "<Control>Return" } },
  { N_("Copy a Good Practice with citation"), { "<Control><Shift>c" } },
  { N_("Sync now"), { "<Control>r" } },
  { NULL },
};

static const Shortcut reading[] = {
  { N_("Next page, previous page"), { "space", "<Shift>space" } },
  { N_("Next section, previous section"), { "<Control>Page_Down", "<Control>Page_Up" } },
  { N_("Mark as read"), { "<Control>Return" } },
  { N_("Bookmark this section"), { "<Control>d" } },
  { N_("Larger text, smaller text, usual size"), { "<Control>plus", "<Control>minus", "<Control>0" } },
  { N_("Figure in full screen: larger, smaller, whole"), { "plus", "minus", "0" } },
  { NULL },
};

static const Shortcut playing[] = {
  { N_("Choose an answer"), { "1...9" } },
  { N_("Check, confirm, next"), { "Return" } },
  { N_("Previous decision, next decision in the debrief"), { "Left", "Right" } },
  { NULL },
};

static const Shortcut editing[] = {
  { N_("Undo, redo"), { "<Control>z", "<Control><Shift>z" } },
  { N_("Move a part up, down"), { "<Alt>Up", "<Alt>Down" } },
  { N_("Remove a part"), { "Delete" } },
  { NULL },
};

static const struct
{
  const char *title;
  const Shortcut *shortcuts;
} groups[] = {
  { NC_("shortcut group", "Everywhere"), everywhere },
  { NC_("shortcut group", "Learn, Good Practices and My record"), places },
  { NC_("shortcut group", "Reading"), reading },
  { NC_("shortcut group", "Tests and scenarios"), playing },
  { NC_("shortcut group", "Agenda"), editing },
};

/* "Ctrl+R", as the keys are called in this language; a range as it stands. Caller owns. */
static char *
dup_key_words (const char *key)
{
  GdkModifierType mods;
  guint keyval;

  if (!gtk_accelerator_parse (key, &keyval, &mods))
    return g_strdup (key);
  return gtk_accelerator_get_label (keyval, mods);
}

static char *
dup_all_key_words (const Shortcut *shortcut)
{
  GString *words = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (shortcut->keys) && shortcut->keys[i] != NULL; i++)
    {
      g_autofree char *key = dup_key_words (shortcut->keys[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", key);
    }
  return g_string_free (words, FALSE);
}

static GtkWidget *
create_row (const Shortcut *shortcut)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", _(shortcut->title), "wrap", TRUE, "xalign", 0.0, NULL);
  GtkWidget *keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *words = dup_all_key_words (shortcut);

  for (gsize i = 0; i < G_N_ELEMENTS (shortcut->keys) && shortcut->keys[i] != NULL; i++)
    {
      GtkWidget *key = gtk_shortcut_label_new (shortcut->keys[i]);

      /* Keys are pressed in the same order everywhere. */
      gtk_widget_set_direction (key, GTK_TEXT_DIR_LTR);
      gtk_box_append (GTK_BOX (keys), key);
    }
  gtk_widget_set_layout_manager (keys, nx_wrap_layout_new (12, 6));
  gtk_widget_set_halign (keys, GTK_ALIGN_END);
  gtk_widget_set_hexpand (keys, TRUE);
  gtk_widget_set_layout_manager (box, nx_wrap_layout_new (18, 6));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), keys);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  nx_text_set_accessible (row, _(shortcut->title), words);
  return row;
}

static GtkWidget *
create_group (const char     *title,
              const Shortcut *shortcuts)
{
  GtkWidget *group = adw_preferences_group_new ();
  /* The group's own title does not wrap. */
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *name = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", title, "wrap", TRUE, "xalign", 0.0, NULL);
  GtkWidget *list = gtk_list_box_new ();

  for (const Shortcut *shortcut = shortcuts; shortcut->title != NULL; shortcut++)
    if (shortcut->direction == GTK_TEXT_DIR_NONE || shortcut->direction == gtk_widget_get_default_direction ())
      gtk_list_box_append (GTK_LIST_BOX (list), create_row (shortcut));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  nx_text_set_accessible (list, title, NULL);
  gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), list);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  return group;
}

void
nx_shortcuts_present (GtkWindow *parent)
{
  GtkWidget *window = nx_dialog_new (parent, _("Keyboard shortcuts"), 620, 720);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                              ADW_PREFERENCES_GROUP (create_group (g_dpgettext2 (NULL, "shortcut group", groups[i].title), groups[i].shortcuts)));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}
