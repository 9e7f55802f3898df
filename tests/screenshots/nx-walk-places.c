/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way through first run, the places and the windows of the whole program. */

#include "config.h"

#include <adwaita.h>

#include "nx-finding.h"
#include "nx-pages.h"
#include "nx-walk.h"

/* ---- First run ---- */

static gboolean
show_language_step (NxWalk *walk)
{
  return nx_await_id (nx_walk_root (walk), "language_continue") != NULL;
}

static gboolean
show_profile_step (NxWalk *walk)
{
  GtkWidget *name;

  if (!nx_press (nx_find_id (nx_walk_root (walk), "language_continue")))
    return FALSE;
  name = nx_await_id (nx_walk_root (walk), "name");
  if (name == NULL)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (name), "Amina Diallo");
  adw_combo_row_set_selected (ADW_COMBO_ROW (nx_find_id (nx_walk_root (walk), "capacity")), 1);
  gtk_editable_set_text (GTK_EDITABLE (nx_find_id (nx_walk_root (walk), "station")), "Tin Azir");
  return TRUE;
}

static gboolean
show_consent_step (NxWalk *walk)
{
  GtkWidget *page = nx_find_id (nx_walk_root (walk), "profile_page");

  return page != NULL && nx_press (nx_find_class (page, "suggested-action", 0)) && nx_await_id (nx_walk_root (walk), "facts") != NULL;
}

/* The same page further down, where the choice is, after one was made. */
static gboolean
show_choice (NxWalk *walk)
{
  GtkWidget *send = nx_find_id (nx_walk_root (walk), "send");

  if (send == NULL)
    return FALSE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (send), TRUE);
  return nx_walk_scroll_to (walk, nx_find_id (nx_walk_root (walk), "consent"));
}

static gboolean
show_example (NxWalk *walk)
{
  return nx_press (nx_find_class (nx_find_id (nx_walk_root (walk), "facts"), "link-button", 0)) && nx_walk_await_transient (walk);
}

const NxStep nx_walk_first_run[] = {
  { "01a-first-run-language", show_language_step },
  { "01b-first-run-profile", show_profile_step },
  { "01c-first-run-privacy", show_consent_step },
  { "01d-first-run-choice", show_choice },
  { "01e-example-of-a-record", show_example },
  { NULL, NULL },
};

/* ---- Windows of the whole program ---- */

static gboolean
show_by_action (NxWalk     *walk,
                const char *action)
{
  nx_walk_clear_table (walk);
  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (walk->window))), action, NULL);
  return nx_walk_await_transient (walk);
}

static gboolean
show_main_menu (NxWalk *walk)
{
  nx_walk_show_place (walk, "learn", "NxLearnPage");
  /* Folded, the sidebar with the menu comes first. */
  nx_press (nx_find_id (nx_walk_root (walk), "panel_button"));
  return nx_walk_pop_up (nx_await_id (nx_walk_root (walk), "menu_button"));
}

static gboolean
show_shortcuts (NxWalk *walk)
{
  return show_by_action (walk, "shortcuts");
}

static gboolean
show_about (NxWalk *walk)
{
  return show_by_action (walk, "about");
}

/* ---- Places ---- */

static gboolean
show_learn (NxWalk *walk)
{
  return nx_walk_show_place (walk, "learn", "NxLearnPage");
}

static gboolean
show_sync_popover (NxWalk *walk)
{
  return show_learn (walk) && nx_walk_pop_up (nx_find_type (nx_find_type (nx_walk_root (walk), "NxSyncButton", 0), "GtkMenuButton", 0));
}

static gboolean
show_learner_popover (NxWalk *walk)
{
  return show_learn (walk) && nx_walk_pop_up (nx_find_type (nx_find_type (nx_walk_root (walk), "NxLearnerButton", 0), "GtkMenuButton", 0));
}

static gboolean
show_scenarios (NxWalk *walk)
{
  return nx_walk_show_place (walk, "scenarios", "NxScenariosPage");
}

static gboolean
show_practices (NxWalk *walk)
{
  return nx_walk_show_place (walk, "practices", "NxPracticesPage");
}

static gboolean
show_practice (NxWalk *walk)
{
  NxPracticeSet *practices = nx_context_get_practices (walk->context);
  const NxPractice *practice = practices != NULL ? g_ptr_array_index (practices->items, 4) : NULL;

  return practice != NULL && nx_walk_push (walk, nx_practice_page_new (walk->context, practice->id), "box");
}

static gboolean
show_record (NxWalk *walk)
{
  return nx_walk_show_place (walk, "record", "NxRecordPage") && nx_await_type (nx_walk_root (walk), "NxStatePill", 0) != NULL;
}

static gboolean
show_record_sent (NxWalk *walk)
{
  GtkWidget *row = nx_find_type (nx_walk_root (walk), "NxConsentList", 0);

  /* Narrow, the lists come below the counts. */
  return row != NULL && nx_walk_scroll_to (walk, row);
}

static gboolean
show_workshop (NxWalk *walk)
{
  return nx_walk_show_place (walk, "workshop", "NxWorkshopPage") && nx_await_type (nx_walk_root (walk), "AdwActionRow", 0) != NULL;
}

/* A copy of the built-in agenda, as its person edits it. */
static gboolean
show_agenda (NxWalk *walk)
{
  GtkWidget *page = show_workshop (walk) ? nx_find_type (nx_walk_root (walk), "NxWorkshopPage", 0) : NULL;

  return page != NULL && gtk_widget_activate_action (page, "workshop.copy", "s", "sharing-information") &&
         nx_await_type (nx_walk_root (walk), "NxAgendaRow", 0) != NULL;
}

static gboolean
show_agenda_part (NxWalk *walk)
{
  GtkWidget *row = nx_find_type (nx_walk_root (walk), "NxAgendaRow", 0);

  return row != NULL && gtk_widget_activate_action (row, "agenda.edit", "s", "welcome") && nx_walk_await_transient (walk);
}

static GtkWidget *
find_record (NxWalk *walk,
             guint   index)
{
  return nx_find_type (nx_walk_root (walk), "NxRecordView", index);
}

static gboolean
show_record_menu (NxWalk *walk)
{
  GtkWidget *record = show_record (walk) ? find_record (walk, 1) : NULL;

  /* A popover cannot point at what has scrolled away. */
  return record != NULL && nx_walk_scroll_to (walk, record) && nx_walk_pop_up (nx_find_id (record, "menu_button"));
}

/* What one record says: an answer if there is one, since that says most. */
static gboolean
show_sent (NxWalk *walk)
{
  GtkWidget *record = show_record (walk) ? find_record (walk, 2) : NULL;

  return record != NULL && gtk_widget_activate_action (record, "record.see", NULL) && nx_walk_await_transient (walk);
}

static gboolean
show_sent_json (NxWalk *walk)
{
  GtkWidget *window = nx_walk_find_transient (walk);
  GtkWidget *stack = window != NULL ? nx_find_type (window, "AdwViewStack", 0) : NULL;

  if (stack == NULL)
    return FALSE;
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "json");
  return TRUE;
}

static gboolean
show_delivered (NxWalk *walk)
{
  GtkWidget *list;

  if (!show_record (walk))
    return FALSE;
  list = nx_find_id (nx_walk_root (walk), "lists");
  for (guint i = 0; list != NULL; i++)
    {
      GtkWidget *row = nx_find_type (list, "AdwActionRow", i);

      if (row == NULL)
        return FALSE;
      /* The last of the rows that show more. */
      if (nx_find_type (list, "AdwActionRow", i + 1) == NULL)
        return nx_press (row) && nx_await_type (nx_walk_root (walk), "NxRecordListPage", 0) != NULL;
    }
  return FALSE;
}

static gboolean
show_stop_sending (NxWalk *walk)
{
  GtkWidget *list = show_record (walk) ? nx_find_type (nx_walk_root (walk), "NxConsentList", 0) : NULL;
  GtkWidget *button = list != NULL ? nx_find_type (list, "GtkSwitch", 0) : NULL;

  return button != NULL && gtk_widget_activate (button) && nx_walk_await_transient (walk);
}

static gboolean
show_edit_profile (NxWalk *walk)
{
  nx_walk_clear_table (walk);
  return gtk_widget_activate_action (nx_walk_root (walk), "win.edit-profile", NULL) && nx_walk_await_transient (walk);
}

static gboolean
show_preferences (NxWalk *walk)
{
  return show_by_action (walk, "preferences");
}

static gboolean
show_preferences_sync (NxWalk *walk)
{
  GtkWidget *window = nx_walk_find_transient (walk);

  if (window == NULL)
    return FALSE;
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "sync");
  return nx_await_id (window, "address") != NULL;
}

/* My record of one who has not begun. */
static gboolean
show_record_empty (NxWalk *walk)
{
  return nx_walk_change_learner (walk) && nx_walk_show_place (walk, "record", "NxRecordPage") &&
         nx_await_id (nx_walk_root (walk), "empty") != NULL;
}

static gboolean
show_learn_first (NxWalk *walk)
{
  return show_learn (walk);
}

const NxStep nx_walk_places[] = {
  { "02-learn", show_learn },
  { "02b-learn-sync-popover", show_sync_popover },
  { "02c-learn-switch-learner", show_learner_popover },
  { "03-scenarios", show_scenarios },
  { "09a-good-practices", show_practices },
  { "09b-good-practice-pushed", show_practice },
  { "06a-my-record", show_record },
  { "06b-my-record-lower", show_record_sent },
  { "06c-my-record-menu", show_record_menu },
  { "06d-what-is-sent", show_sent },
  { "06e-what-is-sent-json", show_sent_json },
  { "06f-my-record-delivered", show_delivered },
  { "06g-stop-sending", show_stop_sending },
  { "07-workshop", show_workshop },
  { "07a-agenda", show_agenda },
  { "07b-agenda-part", show_agenda_part },
  { "02e-edit-my-profile", show_edit_profile },
  { "10a-preferences", show_preferences },
  { "10b-preferences-sync", show_preferences_sync },
  { "12a-my-record-empty", show_record_empty },
  { "02d-learn-first-visit", show_learn_first },
  { "00a-main-menu", show_main_menu },
  { "00b-shortcuts", show_shortcuts },
  { "00c-about", show_about },
  { NULL, NULL },
};
