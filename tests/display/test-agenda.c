/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-agenda-page.h"
#include "nx-agenda-row.h"
#include "nx-display-fixture.h"
#include "nx-page.h"

/* An agenda that is edited: rows and times, acts, the windows for parts, and that all of it is saved. */

static GtkWidget *
open_agenda (NxDisplay *display,
             int        width)
{
  g_autoptr (NxWorkshop) workshop = NULL;
  g_autoptr (NxAgendaEditor) copy = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_WIDTH, width);
  nx_settings_set_int (display->settings, NX_SETTING_WINDOW_HEIGHT, 720);
  nx_display_open_with_learner (display, FALSE);
  workshop = nx_library_load_workshop (nx_context_get_library (display->context), "sharing-information", "en", &error);
  g_assert_no_error (error);
  copy = nx_agenda_editor_new_copy (workshop, "mine", "Mine", &error);
  g_assert_no_error (error);
  page = nx_agenda_page_new (display->context, nx_agenda_editor_get_workshop (copy));
  nx_navigate_push (nx_display_get_root (display), page);
  g_assert_nonnull (nx_await_type (page, "NxAgendaRow", 18));
  nx_display_settle ();
  return page;
}

static GtkWidget *
find_row (GtkWidget  *page,
          const char *part)
{
  GtkWidget *row;

  for (guint i = 0; (row = nx_find_type (page, "NxAgendaRow", i)) != NULL; i++)
    if (g_str_equal (nx_agenda_row_get_part (NX_AGENDA_ROW (row)), part))
      return row;
  return NULL;
}

static guint
find_index (GtkWidget  *page,
            const char *part)
{
  guint i = 0;

  while (!g_str_equal (nx_agenda_row_get_part (NX_AGENDA_ROW (nx_find_type (page, "NxAgendaRow", i))), part))
    i++;
  return i;
}

static void
assert_begins (GtkWidget  *page,
               const char *part,
               const char *time)
{
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (nx_find_class (find_row (page, part), "numeric", 0))), ==, time);
}

static GtkWidget *
find_dialog (NxDisplay *display)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (display->window))
      return link->data;
  return NULL;
}

/* What the file says. */
static void
assert_saved (NxDisplay *display,
              GtkWidget *page)
{
  g_autofree char *path = g_build_filename (display->folder, "agendas", "mine.nxagenda", NULL);
  GBytes *xml = nx_agenda_editor_get_xml (nx_agenda_page_get_editor (NX_AGENDA_PAGE (page)));
  g_autofree char *text = NULL;
  gsize size;

  while (!nx_agenda_store_is_idle (nx_context_get_agendas (display->context)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  g_assert_cmpmem (text, size, g_bytes_get_data (xml, NULL), g_bytes_get_size (xml));
}

static void
test_times (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 1000);
  GtkWidget *row = find_row (page, "welcome");

  nx_display_assert_names (page);
  nx_display_assert_whole (page);
  assert_begins (page, "welcome", "09:00");
  assert_begins (page, "house-rules", "09:10");
  assert_begins (page, "evaluation", "12:55");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nx_find_type (row, "GtkSpinButton", 0)), 25);
  assert_begins (page, "house-rules", "09:25");
  assert_begins (page, "evaluation", "13:10");
  /* In place: what has the focus keeps it. */
  g_assert_true (find_row (page, "welcome") == row);
  assert_saved (display, page);
  gtk_widget_activate_action (page, "agenda.undo", NULL);
  assert_begins (page, "evaluation", "12:55");
  gtk_widget_activate_action (page, "agenda.redo", NULL);
  assert_begins (page, "evaluation", "13:10");
  assert_saved (display, page);
}

static void
test_moves (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 1000);

  g_assert_true (gtk_widget_grab_focus (find_row (page, "welcome")));
  gtk_widget_activate_action (page, "agenda.down", "s", "welcome");
  nx_display_settle ();
  g_assert_cmpuint (find_index (page, "welcome"), ==, 1);
  assert_begins (page, "welcome", "09:05");
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (page)) == find_row (page, "welcome"));
  /* Over the end of its session, into the next. */
  gtk_widget_activate_action (page, "agenda.down", "s", "welcome");
  gtk_widget_activate_action (page, "agenda.down", "s", "welcome");
  nx_display_settle ();
  g_assert_cmpuint (find_index (page, "welcome"), ==, 2);
  gtk_widget_activate_action (page, "agenda.up", "s", "house-rules");
  g_assert_cmpuint (find_index (page, "house-rules"), ==, 0);
  /* By the pointer: from where it is to behind another. */
  g_assert_true (gtk_widget_activate_action (page, "agenda.drop", "(ssb)", "house-rules", "grade", TRUE));
  nx_display_settle ();
  g_assert_cmpuint (find_index (page, "house-rules"), ==, find_index (page, "grade") + 1);
  g_assert_true (gtk_widget_activate_action (page, "agenda.drop", "(ssb)", "two-failures", "cycle", FALSE));
  nx_display_settle ();
  g_assert_cmpuint (find_index (page, "two-failures"), ==, find_index (page, "cycle") - 1);
  assert_saved (display, page);
  /* The only part of its session stays. */
  gtk_widget_activate_action (page, "agenda.remove", "s", "coffee");
  g_assert_nonnull (find_row (page, "coffee"));
  gtk_widget_activate_action (page, "agenda.remove", "s", "promises");
  nx_display_settle ();
  g_assert_null (find_row (page, "promises"));
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (page)) == find_row (page, "evaluation"));
}

/* A question is added, chosen by its real words, and goes again with two steps back. */
static void
test_adds (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 1000);
  NxAgendaEditor *editor = nx_agenda_page_get_editor (NX_AGENDA_PAGE (page));
  const NxAgendaSession *session = nx_agenda_editor_get_session (editor, "arriving", NULL, NULL);
  g_autofree char *first = NULL;
  const NxAgendaPart *part;
  GtkWidget *dialog;

  gtk_widget_activate_action (page, "agenda.add-part", "(su)", "welcome", (guint) NX_AGENDA_VOTE);
  nx_display_settle ();
  session = nx_agenda_editor_get_session (editor, "arriving", NULL, NULL);
  part = g_ptr_array_index (session->parts, 1);
  g_assert_cmpint (part->kind, ==, NX_AGENDA_VOTE);
  first = g_strdup (part->question);
  dialog = find_dialog (display);
  g_assert_nonnull (dialog);
  nx_display_assert_names (dialog);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (nx_find_type (dialog, "GtkDropDown", 0)), 1);
  g_assert_true (nx_display_press_escape (dialog));
  nx_display_settle ();
  session = nx_agenda_editor_get_session (editor, "arriving", NULL, NULL);
  part = g_ptr_array_index (session->parts, 1);
  g_assert_cmpstr (part->question, !=, first);
  assert_saved (display, page);
  nx_agenda_editor_undo (editor);
  nx_agenda_editor_undo (editor);
  g_assert_cmpuint (nx_agenda_editor_get_session (editor, "arriving", NULL, NULL)->parts->len, ==, 3);
  nx_display_settle ();
}

/* What is refused is said, and nothing typed is lost. */
static void
test_dialog_refuses (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 1000);
  NxAgendaEditor *editor = nx_agenda_page_get_editor (NX_AGENDA_PAGE (page));
  GtkWidget *dialog, *entry;

  gtk_widget_activate_action (page, "agenda.edit", "s", "half-day");
  nx_display_settle ();
  dialog = find_dialog (display);
  nx_display_assert_names (dialog);
  entry = nx_find_type (dialog, "GtkEntry", 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), " ");
  g_assert_true (nx_display_press_escape (dialog));
  nx_display_settle ();
  g_assert_true (find_dialog (display) == dialog);
  g_assert_nonnull (nx_find_class (dialog, "error", 0));
  gtk_editable_set_text (GTK_EDITABLE (entry), "A morning");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nx_find_type (dialog, "GtkSpinButton", 0)), 8);
  g_assert_true (nx_display_press_escape (dialog));
  nx_display_settle ();
  g_assert_null (find_dialog (display));
  g_assert_cmpstr (nx_agenda_editor_get_day (editor, "half-day", NULL)->title, ==, "A morning");
  assert_begins (page, "welcome", "08:00");
  assert_saved (display, page);
}

/* Of one's own words: typed as lines. */
static void
test_words (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 1000);
  NxAgendaEditor *editor = nx_agenda_page_get_editor (NX_AGENDA_PAGE (page));
  g_autofree char *words = NULL;
  GtkWidget *dialog;

  gtk_widget_activate_action (page, "agenda.edit", "s", "welcome");
  nx_display_settle ();
  dialog = find_dialog (display);
  nx_display_assert_names (dialog);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (nx_find_type (dialog, "GtkTextView", 0))), "Hello\n- one\n- two", -1);
  g_assert_true (nx_display_press_escape (dialog));
  nx_display_settle ();
  words = nx_agenda_dup_words (nx_agenda_editor_get_part (editor, "welcome", NULL, NULL));
  g_assert_cmpstr (words, ==, "Hello\n\n- one\n- two");
  assert_saved (display, page);
}

static gboolean
is_french (gpointer data)
{
  GtkWidget *row = find_row (data, "manifest");

  /* The first label is the time. */
  return row != NULL && g_str_equal (gtk_label_get_label (GTK_LABEL (nx_find_type (row, "GtkLabel", 1))), "Le second manifeste");
}

/* What the pack calls its things is said in the language of the moment; the agenda's own words stay. */
static void
test_language (void)
{
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 1000);

  nx_context_set_language (display->context, "fr");
  g_assert_true (nx_await (is_french, page));
  g_assert_cmpuint (find_index (page, "manifest"), ==, 13);
  nx_context_set_language (display->context, "en");
  nx_display_settle ();
}

static void
test_narrow (void)
{
  static const char *const ids[] = { "vote-suspicion", "two-failures", "improve-a-query", "half-day", "arriving", "mine" };
  g_autoptr (NxDisplay) display = nx_display_new ();
  GtkWidget *page = open_agenda (display, 360);
  int minimum;

  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  nx_display_assert_names (page);
  nx_display_assert_whole (page);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *dialog;

      gtk_widget_activate_action (page, "agenda.edit", "s", ids[i]);
      nx_display_settle ();
      dialog = find_dialog (display);
      gtk_widget_measure (dialog, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s asks for %d px", ids[i], minimum);
      g_assert_cmpint (minimum, <=, 360);
      nx_display_assert_names (dialog);
      nx_display_assert_whole (dialog);
      g_assert_true (nx_display_press_escape (dialog));
      nx_display_settle ();
    }
  /* Looking changes nothing. */
  g_assert_false (nx_agenda_editor_can_undo (nx_agenda_page_get_editor (NX_AGENDA_PAGE (page))));
}

int
main (int    argc,
      char **argv)
{
  nx_display_init (&argc, &argv);
  g_test_add_func ("/agenda/times", test_times);
  g_test_add_func ("/agenda/moves", test_moves);
  g_test_add_func ("/agenda/adds", test_adds);
  g_test_add_func ("/agenda/dialog-refuses", test_dialog_refuses);
  g_test_add_func ("/agenda/words", test_words);
  g_test_add_func ("/agenda/language", test_language);
  g_test_add_func ("/agenda/narrow", test_narrow);
  return g_test_run ();
}
