/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The debrief of a finished run: your path beside the expert's, the step that mattered, the outcome, the
 * practices. It only looks: the run is the attempt's, the judgement scenario's.
 */

#define G_LOG_DOMAIN "nx-debrief"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "nx-adaptive-bin.h"
#include "nx-block-view.h"
#include "nx-columns.h"
#include "nx-debrief-outcome.h"
#include "nx-debrief-steps.h"
#include "nx-flow.h"
#include "nx-graph.h"
#include "nx-inline-label.h"
#include "nx-notice.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-scenario-words.h"
#include "nx-side-row.h"
#include "nx-slices.h"
#include "nx-text.h"
#include "nx-words.h"

#define NX_TYPE_DEBRIEF_PAGE (nx_debrief_page_get_type ())
G_DECLARE_FINAL_TYPE (NxDebriefPage, nx_debrief_page, NX, DEBRIEF_PAGE, AdwBin)

struct _NxDebriefPage
{
  AdwBin parent_instance;

  NxAdaptiveBin *adaptive;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  NxNotice *notice;
  GtkStack *stack;
  AdwStatusPage *problem_page;
  NxColumns *columns;
  GtkWidget *start_column, *end_column, *legend, *graph_scroller;
  GtkDropDown *runs_dropdown;
  GtkLabel *path_title;
  NxGraph *graph;
  GtkListBox *steps_list;
  GtkLabel *step_number, *step_title, *step_when;
  GtkWidget *previous_button, *next_button;
  GtkWidget *compare_grid;
  GtkBox *foot_box;
  GtkWidget *your_side, *expert_side, *expert_box;
  GtkLabel *your_kicker, *your_text, *your_effects, *expert_kicker, *expert_text, *expert_effects;
  GtkWidget *happened_heading, *why_heading;
  NxBlockView *happened_view;
  GtkBox *why_slot;
  GtkWidget *practice_button, *retry_button;
  AdwButtonContent *retry_content;
  GtkGrid *outcome_grid;
  GtkLabel *applied_label;
  GtkListBox *practices_list;
  GtkWidget *outcome_card, *path_card, *step_card, *practices_card, *stays_label, *bar;

  NxContext *context;
  char *scenario_id;
  char *run;                 /* the one shown */
  GPtrArray *runs;           /* char*: ids of ended runs, as the drop-down lists them */
  GCancellable *cancellable;
  NxScenarioAttempt *attempt;
  NxScenario *scenario;      /* held */
  NxBlockAids *aids;
  NxDebrief *debrief;
  GPtrArray *expert_moves;
  GArray *steps;             /* NxDebriefStep */
  guint step;
  NxSlices slices;
  guint piece;               /* filled next */
  gboolean filling;          /* signals of what is being filled mean nothing */
};

static void load (NxDebriefPage *self);

static void
nx_debrief_page_page_init (NxPageInterface *iface)
{
  /* There is nothing to store when it goes. */
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NxDebriefPage, nx_debrief_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, nx_debrief_page_page_init))

static const NxDebriefStep *
get_step (NxDebriefPage *self)
{
  return &g_array_index (self->steps, NxDebriefStep, self->step);
}

static const NxChoice *
get_choice (const NxDebriefStep *step,
            int                  choice)
{
  return choice >= 0 ? g_ptr_array_index (step->decision->choices, choice) : NULL;
}

/* ---- One step ---- */

static void
set_inline (GtkLabel       *label,
            const NxInline *text)
{
  g_autofree char *plain = nx_inline_dup_plain (text);

  gtk_label_set_label (label, plain);
}

static void
set_effects (NxDebriefPage *self,
             GtkLabel      *label,
             const NxMove  *move)
{
  g_autofree char *words = move != NULL ? nx_move_dup_words (self->scenario, move) : NULL;

  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

/* What the expert's choice would have done here, where only you stood here. */
static NxMove *
try_expert_choice (NxDebriefPage       *self,
                   const NxDebriefStep *step)
{
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (self->scenario);
  GPtrArray *moves = nx_scenario_attempt_get_moves (self->attempt);
  NxMove *tried = NULL;

  for (guint i = 0; i < moves->len; i++)
    {
      const NxMove *move = g_ptr_array_index (moves, i);
      g_autoptr (NxMove) made = NULL;

      if (move == step->your_move)
        {
          nx_scenario_apply (self->scenario, state, step->decision->expert, &tried, NULL);
          return tried;
        }
      if (!nx_scenario_apply (self->scenario, state, move->choice, &made, NULL))
        return NULL;
    }
  return NULL;
}

static void
show_your_side (NxDebriefPage       *self,
                const NxDebriefStep *step)
{
  const NxChoice *choice = get_choice (step, step->your_choice);

  gtk_widget_set_visible (self->your_side, choice != NULL);
  if (choice == NULL)
    return;
  gtk_label_set_label (self->your_kicker, step->same ? _("You and the expert chose") : _("You chose"));
  set_inline (self->your_text, choice->text);
  set_effects (self, self->your_effects, step->your_move);
  nx_block_view_set_blocks (self->happened_view, self->aids, choice->consequence, 1, FALSE);
}

static void
show_why (NxDebriefPage  *self,
          const NxInline *why)
{
  g_autoptr (NxTextScope) scope = nx_text_scope_new (self->aids);
  GtkWidget *child, *label;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->why_slot))) != NULL)
    gtk_box_remove (self->why_slot, child);
  label = nx_inline_label_new (scope, why, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (nx_inline_label_get_label (NX_INLINE_LABEL (label))), "prose");
  gtk_box_append (self->why_slot, label);
}

static void
show_expert_side (NxDebriefPage       *self,
                  const NxDebriefStep *step)
{
  const NxChoice *choice = get_choice (step, step->decision->expert);
  g_autoptr (NxMove) tried = NULL;
  const NxMove *move = step->expert_move;

  gtk_widget_set_visible (self->expert_box, !step->same);
  gtk_label_set_label (self->expert_kicker, _("The expert chose"));
  set_inline (self->expert_text, choice->text);
  if (move == NULL && step->your_move != NULL)
    move = tried = try_expert_choice (self, step);
  set_effects (self, self->expert_effects, move);
  show_why (self, choice->why);
}

/* The practice to read about: of what you did here, first what was missed. Borrowed; NULL if none. */
static const char *
choose_practice (const NxDebriefStep *step)
{
  const NxChoice *choice = get_choice (step, step->your_choice >= 0 ? step->your_choice : step->decision->expert);
  const char *practice = NULL;
  NxMark worst = NX_MARK_APPLIED;

  for (guint i = 0; i < choice->marks->len; i++)
    {
      const NxPracticeMark *mark = g_ptr_array_index (choice->marks, i);
      if (practice == NULL || mark->mark > worst)
        {
          practice = mark->practice;
          worst = mark->mark;
        }
    }
  return practice;
}

static void
show_foot (NxDebriefPage       *self,
           const NxDebriefStep *step)
{
  g_autofree char *retry = g_strdup_printf (_("Retry from decision %d"), step->number);
  gboolean yours = step->your_choice >= 0;

  adw_button_content_set_label (self->retry_content, retry);
  gtk_widget_set_visible (self->retry_button, yours && nx_context_can_save (self->context));
  gtk_widget_set_visible (self->practice_button, choose_practice (step) != NULL);
}

static void
show_step (NxDebriefPage *self)
{
  const NxDebriefStep *step = get_step (self);
  g_autofree char *number = g_strdup_printf ("%d", step->number);
  g_autofree char *when = nx_clock_dup_words (self->scenario->unit, step->clock);

  gtk_label_set_label (self->step_number, number);
  gtk_label_set_label (self->step_title, step->decision->label);
  gtk_label_set_label (self->step_when, when);
  if (step->your_choice < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->step_number), "experts");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->step_number), "experts");
  show_your_side (self, step);
  show_expert_side (self, step);
  show_foot (self, step);
  gtk_widget_set_sensitive (self->previous_button, self->step > 0);
  gtk_widget_set_sensitive (self->next_button, self->step + 1 < self->steps->len);
  nx_graph_select (self->graph, step->node);
}

/* Brings the chosen node into view where the graph is wider than its card. */
static void
scroll_to_node (NxDebriefPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->graph_scroller));
  GtkWidget *node = nx_graph_get_node_widget (self->graph, get_step (self)->node);
  graphene_rect_t box;

  if (gtk_widget_compute_bounds (node, GTK_WIDGET (self->graph), &box))
    gtk_adjustment_clamp_page (adjustment, box.origin.x - 60, box.origin.x + box.size.width + 60);
}

static void
go_to_step (NxDebriefPage *self,
            guint          step)
{
  GtkListBoxRow *row;

  /* A step without a node is of a run whose path is not filled yet. */
  if (step >= self->steps->len || g_array_index (self->steps, NxDebriefStep, step).node < 0)
    return;
  self->step = step;
  self->filling = TRUE;
  row = gtk_list_box_get_row_at_index (self->steps_list, (int) step);
  gtk_list_box_select_row (self->steps_list, row);
  self->filling = FALSE;
  show_step (self);
  scroll_to_node (self);
}

static void
node_selected_cb (NxGraph       *graph,
                  int            node,
                  NxDebriefPage *self)
{
  int step = nx_debrief_steps_find_node (self->steps, node);

  if (step >= 0)
    go_to_step (self, (guint) step);
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 NxDebriefPage *self)
{
  if (row != NULL && !self->filling)
    go_to_step (self, (guint) gtk_list_box_row_get_index (row));
}

static void
previous_clicked_cb (NxDebriefPage *self)
{
  if (self->step > 0)
    go_to_step (self, self->step - 1);
}

static void
next_clicked_cb (NxDebriefPage *self)
{
  go_to_step (self, self->step + 1);
}

/* ---- The whole ---- */

static gboolean
took_expert_path (NxDebriefPage *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const NxDebriefStep *step = &g_array_index (self->steps, NxDebriefStep, i);
      if (!step->same)
        return FALSE;
    }
  return TRUE;
}

static GtkWidget *
make_step_row (const NxDebriefStep *step)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = nx_debrief_step_dup_name (step);
  g_autofree char *number = g_strdup_printf ("%d", step->number);
  GtkWidget *disc = gtk_label_new (number);

  gtk_widget_add_css_class (disc, "step-disc");
  if (step->your_choice < 0)
    gtk_widget_add_css_class (disc, "experts");
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), disc);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), step->decision->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               step->your_choice < 0 ? C_("step of a path", "only the expert")
                               : step->same          ? C_("step of a path", "same as expert")
                                                     : C_("step of a path", "differs"));
  nx_text_set_accessible (row, name, NULL);
  return row;
}

/* The path where there is no room for the graph. */
static void
fill_steps_list (NxDebriefPage *self)
{
  GtkListBoxRow *row;

  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->steps_list, 0)) != NULL)
    gtk_list_box_remove (self->steps_list, GTK_WIDGET (row));
  for (guint i = 0; i < self->steps->len; i++)
    gtk_list_box_append (self->steps_list, make_step_row (&g_array_index (self->steps, NxDebriefStep, i)));
  self->filling = FALSE;
}

/* The content may be in another language than the interface: its words keep their own direction. */
static void
set_directions (NxDebriefPage *self)
{
  GtkTextDirection direction = nx_language_get_direction (nx_block_aids_get_language (self->aids));

  gtk_widget_set_direction (GTK_WIDGET (self->happened_view), direction);
  nx_widget_set_direction_deep (GTK_WIDGET (self->why_slot), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->your_text), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->expert_text), direction);
}

/* The first step at which the paths part. first_parting counts on your own path; the steps of the expert stand between. */
static guint
find_first_step (NxDebriefPage *self)
{
  int number = MAX (self->debrief->first_parting, 0) + 1;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const NxDebriefStep *step = &g_array_index (self->steps, NxDebriefStep, i);

      if (step->your_choice >= 0 && step->number == number)
        return i;
    }
  return 0;
}

static void
fill_outcome (NxDebriefPage *self)
{
  nx_debrief_fill_outcome (self->outcome_grid, self->scenario, self->debrief);
}

static void
fill_path (NxDebriefPage *self)
{
  gtk_label_set_label (self->path_title, took_expert_path (self) ? _("You took the expert path") : _("Your path"));
  nx_debrief_steps_fill_graph (self->steps, self->scenario, self->debrief, self->graph);
  fill_steps_list (self);
}

static void
fill_step (NxDebriefPage *self)
{
  go_to_step (self, self->step);
  set_directions (self);
}

static void
fill_practices_head (NxDebriefPage *self)
{
  const NxLearner *learner = nx_context_get_learner (self->context);
  g_autofree char *applied = g_strdup_printf (C_("Good Practices in a debrief", "%d of %d applied"),
                                              self->debrief->n_applied, (int) self->debrief->practices->len);

  gtk_label_set_label (self->applied_label, applied);
  gtk_widget_set_visible (self->stays_label, learner == NULL || !learner->consent_answers);
}

static void
show_outcome (NxDebriefPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "debrief");
  gtk_widget_set_visible (self->outcome_card, TRUE);
}

static void
show_path (NxDebriefPage *self)
{
  gtk_widget_set_visible (self->path_card, TRUE);
}

static void
show_step_card (NxDebriefPage *self)
{
  gtk_widget_set_visible (self->step_card, TRUE);
}

static void
show_practices (NxDebriefPage *self)
{
  gtk_widget_set_visible (self->practices_card, TRUE);
}

/*
 * What a frame is for, from the top of the page to its end. A card is filled before the page is shown: GTK asks a hidden
 * one whether its height depends on its width, and keeps the answer of an empty one. Giving it its style and its place
 * is what takes long. The cards of a run shown before stay until theirs are filled.
 */
static gboolean
fill_next (gpointer user_data)
{
  static void (*const pieces[]) (NxDebriefPage *self) = {
    fill_outcome, fill_path, fill_step, fill_practices_head, show_outcome, show_path, show_step_card, show_practices,
  };
  NxDebriefPage *self = user_data;
  guint piece = self->piece++;

  if (piece < G_N_ELEMENTS (pieces))
    pieces[piece] (self);
  else
    nx_debrief_append_practice (self->practices_list, self->aids, g_ptr_array_index (self->debrief->practices, piece - G_N_ELEMENTS (pieces)));
  return self->piece < G_N_ELEMENTS (pieces) + self->debrief->practices->len;
}

static void
fill (NxDebriefPage *self)
{
  GtkListBoxRow *row;

  nx_text_set_titles (self->title, _("Debrief"), self->scenario->title);
  gtk_widget_set_visible (self->bar, TRUE);
  while ((row = gtk_list_box_get_row_at_index (self->practices_list, 0)) != NULL)
    gtk_list_box_remove (self->practices_list, GTK_WIDGET (row));
  self->step = find_first_step (self);
  self->piece = 0;
  nx_slices_begin (&self->slices, GTK_WIDGET (self), fill_next, self);
}

/* ---- Runs ---- */

static void
run_chosen_cb (NxDebriefPage *self)
{
  guint index = gtk_drop_down_get_selected (self->runs_dropdown);
  const char *run;

  if (self->filling || index == GTK_INVALID_LIST_POSITION || index >= self->runs->len)
    return;
  run = g_ptr_array_index (self->runs, index);
  if (g_strcmp0 (run, self->run) == 0)
    return;
  g_free (self->run);
  self->run = g_strdup (run);
  load (self);
}

static void
fill_runs (NxDebriefPage *self)
{
  const NxScenarioProgress *progress = nx_progress_get_scenario (nx_context_get_progress (self->context), self->scenario_id);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;
  int n_counting = 0, n_practice = 0;

  g_ptr_array_set_size (self->runs, 0);
  for (guint i = 0; progress != NULL && i < progress->runs->len; i++)
    {
      const NxScenarioRun *run = g_ptr_array_index (progress->runs, i);
      g_autofree char *name = NULL;

      if (run->ended_us == 0)
        continue;
      if (run->counts && ++n_counting == 1)
        name = g_strdup (_("First run"));
      else if (run->counts)
        name = g_strdup_printf (_("Run %d"), n_counting);
      else
        name = g_strdup_printf (_("Practice run %d"), ++n_practice);
      if (g_strcmp0 (run->run, self->run) == 0)
        selected = self->runs->len;
      g_ptr_array_add (self->runs, g_strdup (run->run));
      gtk_string_list_append (names, name);
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->runs_dropdown, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->runs_dropdown, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->runs_dropdown), self->runs->len > 1);
}

/* ---- Loading ---- */

static void
show_problem (NxDebriefPage *self,
              const GError  *error)
{
  g_autofree char *words = nx_problem_dup_words (error);

  adw_status_page_set_icon_name (self->problem_page, "nx-caution-symbolic");
  adw_status_page_set_title (self->problem_page, _("This run cannot be shown"));
  adw_status_page_set_description (self->problem_page, words);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_set_visible (self->bar, FALSE);
}

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxDebriefPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxBlockAids) aids = nx_block_aids_load_finish (result, &error);

  if (aids == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error);
      return;
    }
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = g_steal_pointer (&aids);
  fill_runs (self);
  fill (self);
}

static gboolean
take_attempt (NxDebriefPage     *self,
              NxScenarioAttempt *attempt,
              GError           **error)
{
  NxDebrief *debrief = nx_scenario_attempt_debrief (attempt, error);

  if (debrief == NULL)
    return FALSE;
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->expert_moves, g_ptr_array_unref);
  g_clear_pointer (&self->debrief, nx_debrief_free);
  g_set_object (&self->attempt, attempt);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  self->scenario = nx_scenario_ref ((NxScenario *) nx_scenario_attempt_get_scenario (attempt));
  self->debrief = debrief;
  self->expert_moves = nx_scenario_list_expert_moves (self->scenario);
  self->steps = nx_debrief_steps_new (self->scenario, debrief, nx_scenario_attempt_get_moves (attempt), self->expert_moves);
  return TRUE;
}

static void
attempt_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (NxDebriefPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxScenarioAttempt) attempt = nx_scenario_attempt_open_finish (result, &error);
  NxStudy *study = nx_context_get_study (self->context);

  if (g_cancellable_is_cancelled (self->cancellable) || study == NULL)
    return;
  if (attempt == NULL || !take_attempt (self, attempt, &error))
    {
      show_problem (self, error);
      return;
    }
  nx_block_aids_load_async (nx_context_get_library (self->context), nx_study_get_language (study), NULL, self->scenario,
                            self->cancellable, aids_loaded_cb, g_object_ref (self));
}

static void
load (NxDebriefPage *self)
{
  NxStudy *study = nx_context_get_study (self->context);

  if (study != NULL)
    nx_scenario_attempt_review_async (study, self->scenario_id, self->run, self->cancellable, attempt_opened_cb, g_object_ref (self));
}

/* ---- What can be done from here ---- */

static void
retry_clicked_cb (NxDebriefPage *self)
{
  const NxDebriefStep *step = get_step (self);

  nx_navigate_replace (GTK_WIDGET (self), nx_scenario_page_new_retry (self->context, self->scenario_id, self->run, step->number));
}

static void
practice_clicked_cb (NxDebriefPage *self)
{
  const char *practice = choose_practice (get_step (self));

  if (practice != NULL)
    nx_navigate_push (GTK_WIDGET (self), nx_practice_page_new (self->context, practice));
}

static void
practice_row_activated_cb (GtkListBox    *list,
                           GtkListBoxRow *row,
                           NxDebriefPage *self)
{
  const char *practice = g_object_get_data (G_OBJECT (row), "practice");

  nx_navigate_push (GTK_WIDGET (self), nx_practice_page_new (self->context, practice));
}

static void
again_answered_cb (NxDebriefPage *self,
                   const char    *response)
{
  NxRunAsked kind = g_str_equal (response, "counts") ? NX_ASK_COUNTS : NX_ASK_PRACTICE;

  if (g_str_equal (response, "cancel"))
    return;
  nx_navigate_replace (GTK_WIDGET (self), nx_scenario_page_new (self->context, self->scenario_id, kind));
}

static void
again_clicked_cb (NxDebriefPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog;

  if (!nx_context_can_save (self->context))
    {
      nx_notice_show (self->notice, "warning", _("You can read, but not save"), NULL, NULL);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (root), _("Start again?"),
                                   _("A run that counts is a new run in your record. A practice run is never sent."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "practice", _("Practice"), "counts", _("Counts"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "practice");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (again_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Width ---- */

/* Also where Tab goes next: a grid has no order of its own. */
static void
place_in_grid (GtkWidget *child,
               GtkWidget *after,
               int        column,
               int        row)
{
  GtkWidget *grid = gtk_widget_get_parent (child);
  GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (grid), child));

  gtk_grid_layout_child_set_column (place, column);
  gtk_grid_layout_child_set_row (place, row);
  gtk_widget_insert_after (child, grid, after);
}

/* In one column the outcome comes first and the practices last. */
static void
place_columns (NxDebriefPage *self,
               gboolean       beside)
{
  GtkBox *practices_column = GTK_BOX (beside ? self->end_column : self->start_column);

  if (gtk_widget_get_parent (self->practices_card) != GTK_WIDGET (practices_column))
    {
      g_autoptr (GtkWidget) card = g_object_ref (self->practices_card);

      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (card)), card);
      gtk_box_append (practices_column, card);
    }
  nx_columns_set_stacked (self->columns, !beside);
}

static void
follow_width (NxDebriefPage *self)
{
  NxWidthClass width = nx_adaptive_bin_get_width_class (self->adaptive);
  gboolean narrow = width == NX_WIDTH_NARROW;

  place_columns (self, width == NX_WIDTH_WIDE);
  gtk_widget_set_visible (self->graph_scroller, !narrow);
  gtk_widget_set_visible (self->legend, !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->steps_list), narrow);
  place_in_grid (self->your_side, NULL, 0, 0);
  place_in_grid (self->expert_side, self->your_side, narrow ? 0 : 1, narrow ? 1 : 0);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot_box), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* ---- The object ---- */

static void
nx_debrief_page_dispose (GObject *object)
{
  NxDebriefPage *self = NX_DEBRIEF_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  nx_slices_end (&self->slices);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_DEBRIEF_PAGE);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->expert_moves, g_ptr_array_unref);
  g_clear_pointer (&self->debrief, nx_debrief_free);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->attempt);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_debrief_page_parent_class)->dispose (object);
}

static void
nx_debrief_page_finalize (GObject *object)
{
  NxDebriefPage *self = NX_DEBRIEF_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_free (self->scenario_id);
  g_free (self->run);
  G_OBJECT_CLASS (nx_debrief_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, NxDebriefPage, name)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (adaptive);
  BIND (title);
  BIND (back_button);
  BIND (notice);
  BIND (stack);
  BIND (problem_page);
  BIND (columns);
  BIND (start_column);
  BIND (end_column);
  BIND (legend);
  BIND (graph_scroller);
  BIND (runs_dropdown);
  BIND (path_title);
  BIND (graph);
  BIND (steps_list);
  BIND (step_number);
  BIND (step_title);
  BIND (step_when);
  BIND (previous_button);
  BIND (next_button);
  BIND (compare_grid);
  BIND (foot_box);
  BIND (your_side);
  BIND (expert_side);
  BIND (expert_box);
  BIND (your_kicker);
  BIND (your_text);
  BIND (your_effects);
  BIND (expert_kicker);
  BIND (expert_text);
  BIND (expert_effects);
  BIND (happened_heading);
  BIND (why_heading);
  BIND (happened_view);
  BIND (why_slot);
  BIND (practice_button);
  BIND (retry_button);
  BIND (retry_content);
  BIND (outcome_grid);
  BIND (applied_label);
  BIND (outcome_card);
  BIND (path_card);
  BIND (step_card);
  BIND (practices_card);
  BIND (practices_list);
  BIND (stays_label);
  BIND (bar);
}

static void
nx_debrief_page_class_init (NxDebriefPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_debrief_page_dispose;
  object_class->finalize = nx_debrief_page_finalize;

  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_BLOCK_VIEW);
  g_type_ensure (NX_TYPE_GRAPH);
  g_type_ensure (NX_TYPE_NOTICE);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  g_type_ensure (NX_TYPE_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-debrief-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
nx_debrief_page_init (NxDebriefPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->runs = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_window_title_set_title (self->title, _("Debrief"));
  nx_text_name_control (self->back_button, _("Back"));
  nx_text_name_control (self->previous_button, _("Previous decision"));
  nx_text_name_control (self->next_button, _("Next decision"));
  nx_text_set_accessible (GTK_WIDGET (self->graph), _("Your path and the expert’s"), NULL);
  nx_text_set_accessible (GTK_WIDGET (self->steps_list), _("Your path and the expert’s"), NULL);
  nx_text_set_accessible (GTK_WIDGET (self->runs_dropdown), _("Which run"), NULL);
  gtk_widget_set_visible (self->bar, FALSE);
  g_signal_connect_swapped (self->adaptive, "notify::width-class", G_CALLBACK (follow_width), self);
  g_signal_connect_swapped (self->runs_dropdown, "notify::selected", G_CALLBACK (run_chosen_cb), self);
  g_signal_connect (self->graph, "selected", G_CALLBACK (node_selected_cb), self);
}

/**
 * nx_debrief_page_new:
 * @scenario: id of the scenario
 * @run: id of a run of it that has ended
 *
 * Returns: (transfer floating): a page that shows the run once it is loaded
 */
GtkWidget *
nx_debrief_page_new (NxContext  *context,
                     const char *scenario,
                     const char *run)
{
  NxDebriefPage *self = g_object_new (NX_TYPE_DEBRIEF_PAGE, NULL);

  self->context = g_object_ref (context);
  self->scenario_id = g_strdup (scenario);
  self->run = g_strdup (run);
  g_signal_connect_object (context, "language-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  follow_width (self);
  load (self);
  return GTK_WIDGET (self);
}
