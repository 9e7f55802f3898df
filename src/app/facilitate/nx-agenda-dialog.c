/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-agenda-dialog.h"

#include <glib/gi18n.h>

#include "nx-agenda-choices.h"
#include "nx-dialog.h"
#include "nx-widgets.h"

typedef struct
{
  NxAgendaEditor *editor;
  GPtrArray *choices;
  char *id;
  GtkWidget *window, *group, *problem;
  GtkWidget *title;              /* entry */
  GtkWidget *choice;             /* NULL, or drop-down of `offered` */
  GPtrArray *offered;            /* NxAgendaChoice, borrowed */
  GtkWidget *hour, *minute;      /* NULL, or spin buttons */
  GtkWidget *size;
  GtkWidget *words, *notes;      /* NULL, or text views */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->editor);
  g_ptr_array_unref (form->choices);
  g_ptr_array_unref (form->offered);
  g_free (form->id);
  g_free (form);
}

/* ---- Fields ---- */

/* A label above what it names. */
static void
add_field (Form       *form,
           const char *name,
           GtkWidget  *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), field);
  gtk_box_append (GTK_BOX (form->group), box);
}

static void
add_title (Form       *form,
           const char *name,
           const char *title)
{
  form->title = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (form->title), title != NULL ? title : "");
  nx_text_set_accessible (form->title, name, NULL);
  gtk_entry_set_activates_default (GTK_ENTRY (form->title), TRUE);
  add_field (form, name, form->title);
}

static GtkWidget *
create_text (const char *name,
             const char *text)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  nx_text_set_accessible (view, name, NULL);
  return view;
}

static void
add_text (Form       *form,
          const char *name,
          GtkWidget  *view)
{
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_frame_set_child (GTK_FRAME (frame), scroller);
  add_field (form, name, frame);
}

static GtkWidget *
create_spin (const char *name,
             guint       min,
             guint       max,
             guint       value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, 1);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_widget_set_halign (spin, GTK_ALIGN_START);
  nx_text_set_accessible (spin, name, NULL);
  return spin;
}

/* A question is long: it wraps, where the labels of GtkDropDown would make the window as wide as the longest. */
static void
setup_title_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "max-width-chars", 60, NULL));
}

static void
bind_title_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkStringObject *title = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (title));
}

static void
set_titles_factory (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_title_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_title_cb), NULL);
  gtk_drop_down_set_factory (drop_down, factory);
}

static void
add_choice (Form               *form,
            const NxAgendaPart *part)
{
  const NxAgendaChoice *now = nx_agenda_choices_find (form->choices, part);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  /* What is not there stays what it is until something else is chosen. */
  if (now == NULL)
    {
      gtk_string_list_append (titles, _("Not on this computer"));
      g_ptr_array_add (form->offered, NULL);
    }
  for (guint i = 0; i < form->choices->len; i++)
    {
      NxAgendaChoice *choice = g_ptr_array_index (form->choices, i);

      if (choice->like.kind != part->kind)
        continue;
      if (choice == now)
        selected = form->offered->len;
      g_ptr_array_add (form->offered, choice);
      gtk_string_list_append (titles, choice->title);
    }
  form->choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  set_titles_factory (GTK_DROP_DOWN (form->choice));
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (form->choice), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (form->choice), selected);
  nx_text_set_accessible (form->choice, _("What this part shows"), NULL);
  add_field (form, _("What this part shows"), form->choice);
}

static void
add_part (Form               *form,
          const NxAgendaPart *part)
{
  gboolean has_words = part->kind == NX_AGENDA_WORDS || part->kind == NX_AGENDA_GROUPS;

  if (nx_agenda_kind_has_choices (part->kind))
    add_choice (form, part);
  add_title (form, nx_agenda_kind_has_choices (part->kind) ? _("Title, if it should be another") : _("Title"), part->title);
  if (part->kind == NX_AGENDA_GROUPS)
    {
      form->size = create_spin (_("People in a group"), 2, NX_WORKSHOP_PEOPLE_MAX, part->group_size);
      add_field (form, _("People in a group"), form->size);
    }
  if (has_words)
    {
      g_autofree char *words = nx_agenda_dup_words (part);
      g_autofree char *notes = nx_agenda_dup_notes (part);

      form->words = create_text (_("On the slide"), words);
      form->notes = create_text (_("Notes for you"), notes);
      add_text (form, _("On the slide; “- ” begins a point"), form->words);
      add_text (form, _("Notes for you"), form->notes);
    }
}

static void
add_day (Form              *form,
         const NxAgendaDay *day)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  add_title (form, _("Title"), day->title);
  form->hour = create_spin (_("Hour"), 0, 23, day->start_minute / 60);
  form->minute = create_spin (_("Minute"), 0, 59, day->start_minute % 60);
  gtk_box_append (GTK_BOX (box), form->hour);
  gtk_box_append (GTK_BOX (box), form->minute);
  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  add_field (form, _("Begins at"), box);
}

/* FALSE if there is nothing of that id. */
static gboolean
fill (Form *form)
{
  const NxAgendaPart *part = nx_agenda_editor_get_part (form->editor, form->id, NULL, NULL);
  const NxAgendaSession *session = nx_agenda_editor_get_session (form->editor, form->id, NULL, NULL);
  const NxAgendaDay *day = nx_agenda_editor_get_day (form->editor, form->id, NULL);

  if (part != NULL)
    add_part (form, part);
  else if (session != NULL)
    add_title (form, _("Title"), session->title);
  else if (day != NULL)
    add_day (form, day);
  else if (g_str_equal (nx_agenda_editor_get_workshop (form->editor)->id, form->id))
    add_title (form, _("Title"), nx_agenda_editor_get_workshop (form->editor)->title);
  else
    return FALSE;
  return TRUE;
}

/* ---- Taking ---- */

static char *
dup_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
take_part (Form               *form,
           const NxAgendaPart *part,
           GError            **error)
{
  guint selected = form->choice != NULL ? gtk_drop_down_get_selected (GTK_DROP_DOWN (form->choice)) : GTK_INVALID_LIST_POSITION;
  const NxAgendaChoice *choice = selected < form->offered->len ? g_ptr_array_index (form->offered, selected) : NULL;
  NxAgendaPart like = choice != NULL ? choice->like : *part;
  g_autofree char *words = NULL;
  g_autofree char *notes = NULL;

  like.minutes = part->minutes;
  like.title = (char *) gtk_editable_get_text (GTK_EDITABLE (form->title));
  if (form->size != NULL)
    like.group_size = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (form->size));
  if (!nx_agenda_editor_set_part (form->editor, form->id, &like, error))
    return FALSE;
  if (form->words == NULL)
    return TRUE;
  words = dup_text (form->words);
  notes = dup_text (form->notes);
  return nx_agenda_editor_set_part_words (form->editor, form->id, words, notes, error);
}

static gboolean
take (Form    *form,
      GError **error)
{
  const NxAgendaPart *part = nx_agenda_editor_get_part (form->editor, form->id, NULL, NULL);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (form->title));

  if (part != NULL)
    return take_part (form, part, error);
  if (nx_agenda_editor_get_session (form->editor, form->id, NULL, NULL) != NULL)
    return nx_agenda_editor_set_session_title (form->editor, form->id, title, error);
  if (form->hour == NULL)
    return nx_agenda_editor_set_title (form->editor, title, error);
  return nx_agenda_editor_set_day_title (form->editor, form->id, title, error) &&
         nx_agenda_editor_set_day_start (form->editor, form->id,
                                         (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (form->hour)) * 60 +
                                         (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (form->minute)), error);
}

static gboolean
close_request_cb (GtkWindow *window,
                  Form      *form)
{
  g_autoptr (GError) error = NULL;

  /* A number that is still being typed counts. */
  gtk_window_set_focus (window, NULL);
  if (take (form, &error))
    return GDK_EVENT_PROPAGATE;
  gtk_label_set_label (GTK_LABEL (form->problem), error->message);
  gtk_widget_set_visible (form->problem, TRUE);
  gtk_widget_grab_focus (form->title);
  return GDK_EVENT_STOP;
}

static void
cancel_cb (Form *form)
{
  gtk_window_destroy (GTK_WINDOW (form->window));
}

static void
done_cb (Form *form)
{
  gtk_window_close (GTK_WINDOW (form->window));
}

/* ---- The window ---- */

static GtkWidget *
create_header (Form *form)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));
  GtkWidget *done = gtk_button_new_with_mnemonic (_("_Done"));

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_widget_add_css_class (done, "suggested-action");
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), form);
  g_signal_connect_swapped (done, "clicked", G_CALLBACK (done_cb), form);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), done);
  gtk_window_set_default_widget (GTK_WINDOW (form->window), done);
  return header;
}

static GtkWidget *
create_content (Form *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), form->group);
  gtk_box_append (GTK_BOX (box), create_header (form));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

void
nx_agenda_dialog_present (GtkWidget      *from,
                          NxAgendaEditor *editor,
                          GPtrArray      *choices,
                          const char     *id)
{
  const NxAgendaPart *part = nx_agenda_editor_get_part (editor, id, NULL, NULL);
  Form *form = g_new0 (Form, 1);

  form->editor = g_object_ref (editor);
  form->choices = g_ptr_array_ref (choices);
  form->offered = g_ptr_array_new ();
  form->id = g_strdup (id);
  form->window = nx_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), part != NULL ? nx_agenda_kind_get_name (part->kind) : _("Change the title"),
                                520, part != NULL && part->blocks != NULL ? 640 : 360);
  g_object_set_data_full (G_OBJECT (form->window), "nx-form", form, form_free);
  form->group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_start (form->group, 12);
  gtk_widget_set_margin_end (form->group, 12);
  gtk_widget_set_margin_top (form->group, 12);
  gtk_widget_set_margin_bottom (form->group, 12);
  form->problem = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "visible", FALSE, NULL);
  gtk_widget_add_css_class (form->problem, "error");
  gtk_box_append (GTK_BOX (form->group), form->problem);
  if (!fill (form))
    {
      gtk_window_destroy (GTK_WINDOW (form->window));
      return;
    }
  adw_window_set_content (ADW_WINDOW (form->window), create_content (form));
  g_signal_connect (form->window, "close-request", G_CALLBACK (close_request_cb), form);
  gtk_window_present (GTK_WINDOW (form->window));
  gtk_widget_grab_focus (form->choice != NULL ? form->choice : form->title);
}
