/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The scenario player: the flow. The attempt applies the rules and stores; the stage shows; this page
 * takes a decision to the attempt and shows its consequence only when it is durable.
 */

#define G_LOG_DOMAIN "nx-scenario"

#include "config.h"

#include "nx-scenario-page.h"

#include "nx-adaptive-bin.h"
#include "nx-block-view.h"
#include "nx-dossier.h"
#include "nx-meter-strip.h"
#include "nx-notice.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-play-bar.h"
#include "nx-scenario-intro.h"
#include "nx-scenario-stage.h"
#include "nx-scenario-words.h"
#include "nx-text.h"
#include "nx-timeline.h"
#include "nx-words.h"

#include <glib/gi18n.h>

typedef enum { SHOW_NOTHING, SHOW_SCENE, SHOW_CONSEQUENCE, SHOW_ENDING } Show;

struct _NxScenarioPage
{
  AdwBin parent_instance;
  NxAdaptiveBin *adaptive;
  AdwWindowTitle *title;
  GtkWidget *back_button, *dossier_button, *timeline_button, *about_button;
  GtkLabel *fiction_label, *length_label;
  NxBlockView *about_view;
  NxNotice *notice;
  GtkLabel *practice_strip;
  GtkStack *stack;
  AdwStatusPage *status_page;
  NxScenarioIntro *intro;
  NxMeterStrip *meters;
  AdwFlap *dossier_flap, *timeline_flap;
  NxDossier *dossier;
  NxTimeline *timeline;
  AdwToastOverlay *toasts;
  NxScenarioStage *stage;
  NxPlayBar *bar;

  NxContext *context;
  char *scenario_id, *retried_run;
  int retry_number;
  GCancellable *cancellable;
  NxScenarioAttempt *attempt;
  NxScenario *scenario;         /* held; what the page shows */
  NxBlockAids *aids;
  Show show;
  gboolean busy, language_waits;
  int waiting_choice;           /* chosen, across a change of language; -1 */
};

static void nx_scenario_page_page_init (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxScenarioPage, nx_scenario_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, nx_scenario_page_page_init))

static void change_language (NxScenarioPage *self);
static void load_aids (NxScenarioPage *self);

/* ---- What is shown ---- */

static gboolean
is_narrow (NxScenarioPage *self)
{
  return nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW;
}

static const NxDecision *
get_decision (NxScenarioPage *self)
{
  int scene = nx_scenario_state_get_scene (nx_scenario_attempt_get_state (self->attempt));

  return scene >= 0 ? ((const NxScene *) g_ptr_array_index (self->scenario->scenes, scene))->decision : NULL;
}

/* The number of the decision that is open, or whose consequence is shown. */
static int
get_number (NxScenarioPage *self)
{
  int taken = nx_scenario_state_get_n_decisions (nx_scenario_attempt_get_state (self->attempt));

  return self->show == SHOW_SCENE ? taken + 1 : MAX (1, taken);
}

static void
update_title (NxScenarioPage *self)
{
  g_autofree char *place = nx_text_isolate (self->scenario->place);
  g_autofree char *decision = self->show == SHOW_ENDING ? g_strdup (_("Outcome")) : g_strdup_printf (_("Decision %d"), get_number (self));
  g_autofree char *subtitle = is_narrow (self) ? g_strdup (decision) : g_strdup_printf (C_("story", "%s · %s"), place, decision);
  g_autofree char *whole = NULL;

  if (!nx_scenario_attempt_is_counting (self->attempt))
    /* Translators: what stands under the title, in a run that is practice. */
    whole = g_strdup_printf (_("%s · practice run"), subtitle);
  adw_window_title_set_title (self->title, self->scenario->title);
  adw_window_title_set_subtitle (self->title, whole != NULL ? whole : subtitle);
}

static void
update_bar (NxScenarioPage *self)
{
  const char *label = _("Continue");
  gboolean enabled = !self->busy;
  guint n_new, n_documents;

  if (self->attempt == NULL || self->show == SHOW_NOTHING)
    return;
  if (self->show == SHOW_ENDING)
    label = _("See the debrief");
  else if (self->show == SHOW_SCENE && get_decision (self) != NULL)
    {
      label = _("Confirm decision");
      enabled = enabled && nx_scenario_stage_get_choice (self->stage) >= 0;
    }
  if (nx_scenario_stage_is_covered (self->stage))
    enabled = FALSE;            /* a decision is confirmed in sight of its choices */
  nx_play_bar_set_main (self->bar, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.go-on", enabled);
  n_documents = nx_dossier_get_n_documents (self->dossier, &n_new);
  nx_play_bar_set_counts (self->bar, n_documents, n_new, (guint) nx_scenario_state_get_n_decisions (nx_scenario_attempt_get_state (self->attempt)));
}

static void
update_about (NxScenarioPage *self)
{
  g_autofree char *length = g_strdup_printf (g_dngettext (NULL, "About %u minute", "About %u minutes", self->scenario->minutes), self->scenario->minutes);

  gtk_label_set_text (self->fiction_label, _("This scenario is fictional. Places and people are invented."));
  gtk_label_set_text (self->length_label, length);
  nx_block_view_set_blocks (self->about_view, self->aids, self->scenario->about, 1, FALSE);
}

/* Panels and meters, from the attempt. @last: whose changes the meters show. */
static void
update_panels (NxScenarioPage *self,
               const NxMove   *last,
               gboolean        animate)
{
  nx_meter_strip_set_state (self->meters, nx_scenario_attempt_get_state (self->attempt), last, animate);
  nx_dossier_update (self->dossier, self->attempt);
  nx_timeline_update (self->timeline, self->attempt);
  nx_widget_set_direction_deep (GTK_WIDGET (self->dossier), gtk_widget_get_default_direction ());
}

static void
show_state (NxScenarioPage *self,
            gboolean        take_focus)
{
  const NxScenarioState *state = nx_scenario_attempt_get_state (self->attempt);

  if (nx_scenario_state_get_ending (state) >= 0)
    {
      self->show = SHOW_ENDING;
      nx_scenario_stage_show_ending (self->stage, nx_scenario_state_get_ending (state));
    }
  else
    {
      self->show = SHOW_SCENE;
      nx_scenario_stage_show_scene (self->stage, state, take_focus);
    }
  update_title (self);
  update_bar (self);
}

static void
show_consequence (NxScenarioPage *self)
{
  self->show = SHOW_CONSEQUENCE;
  nx_scenario_stage_show_consequence (self->stage, nx_scenario_attempt_get_last_move (self->attempt),
                                      nx_scenario_state_get_n_decisions (nx_scenario_attempt_get_state (self->attempt)));
  update_title (self);
  update_bar (self);
}

static void
show_status (NxScenarioPage *self,
             const char     *icon,
             const char     *title,
             const char     *words)
{
  adw_status_page_set_icon_name (self->status_page, icon);
  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, words);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static void
show_closed (NxScenarioPage *self)
{
  show_status (self, "nx-lock-symbolic", _("You can read, but not save"),
               _("The data folder is full or read-only. Answers you give now would be lost, so tests and scenarios are closed."));
}

static void
show_damaged (NxScenarioPage *self,
              const GError   *error)
{
  g_warning ("Scenario %s: %s", self->scenario_id, error->message);
  show_status (self, "dialog-warning-symbolic", _("This scenario cannot be opened"),
               _("Its file in the lesson pack is damaged. Your record is safe. Add the pack again from a USB drive or your training office."));
}

/* Panels stand open where there is room for three columns; once, then the person decides. */
static void
place_panels (NxScenarioPage *self)
{
  NxWidthClass width = nx_adaptive_bin_get_width_class (self->adaptive);
  gboolean playing = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "play") == 0;

  adw_flap_set_fold_policy (self->dossier_flap, width == NX_WIDTH_NARROW ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_AUTO);
  adw_flap_set_fold_policy (self->timeline_flap, width == NX_WIDTH_NARROW ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_AUTO);
  adw_flap_set_reveal_flap (self->dossier_flap, width != NX_WIDTH_NARROW);
  adw_flap_set_reveal_flap (self->timeline_flap, width == NX_WIDTH_WIDE);
  gtk_widget_set_visible (self->dossier_button, playing && width != NX_WIDTH_NARROW);
  gtk_widget_set_visible (self->timeline_button, playing && width != NX_WIDTH_NARROW);
  nx_meter_strip_set_width_class (self->meters, width);
  nx_play_bar_set_narrow (self->bar, width == NX_WIDTH_NARROW);
}

/* ---- Acts ---- */

static void
set_busy (NxScenarioPage *self,
          gboolean        busy)
{
  self->busy = busy;
  nx_scenario_stage_set_busy (self->stage, busy);
  update_bar (self);
  if (!busy && self->language_waits)
    {
      self->language_waits = FALSE;
      change_language (self);
    }
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxScenarioPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = nx_scenario_attempt_move_finish (NX_SCENARIO_ATTEMPT (source), result, &error);
  const NxMove *last;

  if (self->attempt == NULL)    /* the page is gone */
    return;
  if (!stored)
    {
      nx_scenario_stage_show_problem (self->stage, error);
      set_busy (self, FALSE);
      return;
    }
  last = nx_scenario_attempt_get_last_move (self->attempt);
  update_panels (self, last, TRUE);
  if (last->choice >= 0)
    show_consequence (self);
  else
    show_state (self, TRUE);
  set_busy (self, FALSE);
}

static void
take_move (NxScenarioPage *self,
           int             choice)
{
  set_busy (self, TRUE);
  nx_scenario_attempt_move_async (self->attempt, choice, moved_cb, g_object_ref (self));
}

static void
go_on_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (widget);
  int choice;

  if (self->attempt == NULL || self->busy)
    return;
  switch (self->show)
    {
    case SHOW_CONSEQUENCE:
      show_state (self, TRUE);
      break;
    case SHOW_ENDING:
      nx_navigate_replace (widget, nx_debrief_page_new (self->context, self->scenario_id, nx_scenario_attempt_get_run (self->attempt)));
      break;
    case SHOW_SCENE:
      choice = nx_scenario_stage_get_choice (self->stage);
      if (get_decision (self) == NULL)
        take_move (self, -1);
      else if (choice >= 0)
        take_move (self, choice);
      break;
    case SHOW_NOTHING:
    default:
      break;
    }
}

static void
document_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (NxScenarioPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!nx_scenario_attempt_act_finish (NX_SCENARIO_ATTEMPT (source), result, &error))
    g_debug ("A document stays marked as new: %s", error->message);
  if (self->attempt == NULL)
    return;
  nx_dossier_update (self->dossier, self->attempt);
  update_bar (self);
}

static void
open_document (NxScenarioPage *self,
               int             document)
{
  if (self->attempt == NULL || document < 0 || !nx_scenario_state_has_document (nx_scenario_attempt_get_state (self->attempt), document))
    return;
  if (adw_flap_get_folded (self->dossier_flap))
    adw_flap_set_reveal_flap (self->dossier_flap, FALSE);
  nx_scenario_stage_open_document (self->stage, document);
  if (!nx_scenario_attempt_is_document_opened (self->attempt, document))
    nx_scenario_attempt_open_document_async (self->attempt, document, document_opened_cb, g_object_ref (self));
}

static void
open_past (NxScenarioPage *self,
           int             index)
{
  GPtrArray *moves = nx_scenario_attempt_get_moves (self->attempt);
  int number = 0;

  for (int i = 0; i <= index; i++)
    number += ((const NxMove *) g_ptr_array_index (moves, i))->choice >= 0;
  if (adw_flap_get_folded (self->timeline_flap))
    adw_flap_set_reveal_flap (self->timeline_flap, FALSE);
  nx_scenario_stage_open_past (self->stage, g_ptr_array_index (moves, index), number);
}

/* ---- Opening ---- */

static void
toast_resumed (NxScenarioPage *self)
{
  g_autofree char *words = g_strdup_printf (_("You stopped at decision %d"), get_number (self));

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
show_strip (NxScenarioPage *self)
{
  int number = nx_scenario_attempt_get_retry_number (self->attempt);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->practice_strip), !nx_scenario_attempt_is_counting (self->attempt));
  if (number > 0)
    words = g_strdup_printf (_("Practice run from decision %d. Your first path stays in your record."), number);
  else
    words = g_strdup (_("Practice run. It is not part of your record."));
  gtk_label_set_text (self->practice_strip, words);
}

/* Everything is there: shows the attempt in the language that it is in now. */
static void
begin_showing (NxScenarioPage *self,
               gboolean        again)
{
  const NxMove *last = nx_scenario_attempt_get_last_move (self->attempt);

  nx_meter_strip_set_scenario (self->meters, self->scenario);
  nx_scenario_stage_set_scenario (self->stage, self->scenario, self->aids);
  gtk_stack_set_visible_child_name (self->stack, "play");
  gtk_widget_set_visible (self->about_button, TRUE);
  place_panels (self);
  update_about (self);
  update_panels (self, self->show == SHOW_CONSEQUENCE ? last : NULL, FALSE);
  show_strip (self);
  if (nx_scenario_attempt_is_old_content (self->attempt))
    nx_notice_show (self->notice, NULL, _("This scenario changed. You can finish the version you began."), NULL, NULL);
  if (again && self->show == SHOW_CONSEQUENCE)
    show_consequence (self);
  else
    show_state (self, !again);
  if (again && self->waiting_choice >= 0)
    nx_scenario_stage_set_choice (self->stage, self->waiting_choice);
  self->waiting_choice = -1;
  if (!again && nx_scenario_attempt_was_resumed (self->attempt))
    toast_resumed (self);
}

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxScenarioPage) self = user_data;
  NxBlockAids *aids = nx_block_aids_load_finish (result, NULL);
  gboolean again = self->aids != NULL;

  if (aids == NULL || self->attempt == NULL)
    {
      g_clear_pointer (&aids, nx_block_aids_unref);
      return;
    }
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = aids;
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  self->scenario = nx_scenario_ref ((NxScenario *) nx_scenario_attempt_get_scenario (self->attempt));
  begin_showing (self, again);
  set_busy (self, FALSE);
}

static void
load_aids (NxScenarioPage *self)
{
  nx_block_aids_load_async (nx_context_get_library (self->context), nx_study_get_language (nx_context_get_study (self->context)),
                            NULL, (NxScenario *) nx_scenario_attempt_get_scenario (self->attempt),
                            self->cancellable, aids_loaded_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxScenarioPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->attempt = nx_scenario_attempt_open_finish (result, &error);
  if (self->attempt != NULL)
    load_aids (self);
  else if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL) || g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY))
    show_closed (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_damaged (self, error);
}

static void
open_attempt (NxScenarioPage *self,
              NxRunAsked      asked)
{
  NxStudy *study = nx_context_get_study (self->context);

  if (self->attempt != NULL || self->busy)
    return;
  self->busy = TRUE;
  if (self->retried_run != NULL)
    nx_scenario_attempt_retry_async (study, self->scenario_id, self->retried_run, self->retry_number, self->cancellable, opened_cb, g_object_ref (self));
  else
    nx_scenario_attempt_open_async (study, self->scenario_id, asked, self->cancellable, opened_cb, g_object_ref (self));
}

static const NxScenarioProgress *
get_progress (NxScenarioPage *self)
{
  NxProgress *progress = nx_context_get_progress (self->context);

  return progress != NULL ? nx_progress_get_scenario (progress, self->scenario_id) : NULL;
}

static gboolean
has_finished_run (NxScenarioPage *self)
{
  const NxScenarioProgress *progress = get_progress (self);

  for (guint i = 0; progress != NULL && i < progress->runs->len; i++)
    {
      const NxScenarioRun *run = g_ptr_array_index (progress->runs, i);

      if (run->counts && run->ended_us > 0)
        return TRUE;
    }
  return FALSE;
}

static void
intro_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (NxScenarioPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxScenario) scenario = nx_scenario_intro_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->attempt != NULL)
    return;
  if (scenario == NULL)
    {
      show_damaged (self, error);
      return;
    }
  nx_scenario_intro_show (self->intro, scenario, nx_study_get_language (nx_context_get_study (self->context)), has_finished_run (self));
  adw_window_title_set_title (self->title, scenario->title);
  gtk_stack_set_visible_child_name (self->stack, "intro");
  nx_scenario_intro_focus (self->intro);
}

static void
load_intro (NxScenarioPage *self)
{
  nx_scenario_intro_load_async (nx_context_get_library (self->context), self->scenario_id, nx_study_get_language (nx_context_get_study (self->context)),
                                self->cancellable, intro_loaded_cb, g_object_ref (self));
}

static void
begin_cb (NxScenarioPage *self)
{
  open_attempt (self, NX_ASK_COUNTS);
}

static void
practice_cb (NxScenarioPage *self)
{
  open_attempt (self, NX_ASK_PRACTICE);
}

/* ---- Language ---- */

static void
language_stored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (NxScenarioPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->attempt == NULL)
    return;
  if (nx_scenario_attempt_act_finish (NX_SCENARIO_ATTEMPT (source), result, &error))
    {
      load_aids (self);
      return;
    }
  nx_scenario_stage_show_problem (self->stage, error);
  self->waiting_choice = -1;
  set_busy (self, FALSE);
}

static void
change_language (NxScenarioPage *self)
{
  if (self->busy)
    {
      self->language_waits = TRUE;
      return;
    }
  nx_scenario_stage_uncover (self->stage);
  self->waiting_choice = self->show == SHOW_SCENE ? nx_scenario_stage_get_choice (self->stage) : -1;
  set_busy (self, TRUE);
  nx_scenario_attempt_change_language_async (self->attempt, language_stored_cb, g_object_ref (self));
}

static void
set_words (NxScenarioPage *self)
{
  nx_text_name_control (self->back_button, _("Back"));
  nx_text_name_control (self->dossier_button, _("Dossier"));
  nx_text_name_control (self->timeline_button, _("Decisions so far"));
  nx_text_name_control (self->about_button, _("About this scenario"));
  nx_play_bar_set_words (self->bar);
}

static void
language_changed_cb (NxScenarioPage *self)
{
  set_words (self);
  if (self->attempt != NULL && self->aids != NULL)
    change_language (self);
  else if (self->attempt == NULL && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "intro") == 0)
    load_intro (self);
}

/* ---- Actions and keys ---- */

static void
toggle_panel (NxScenarioPage *self,
              AdwFlap        *flap)
{
  gboolean reveal = !adw_flap_get_reveal_flap (flap);

  adw_flap_set_reveal_flap (flap, reveal);
  if (!reveal)
    gtk_widget_child_focus (GTK_WIDGET (self->stage), GTK_DIR_TAB_FORWARD);
  else if (flap == self->dossier_flap)
    nx_dossier_focus (self->dossier);
  else
    nx_timeline_focus (self->timeline);
}

static void
dossier_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  toggle_panel (NX_SCENARIO_PAGE (widget), NX_SCENARIO_PAGE (widget)->dossier_flap);
}

static void
timeline_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  toggle_panel (NX_SCENARIO_PAGE (widget), NX_SCENARIO_PAGE (widget)->timeline_flap);
}

static void
check_dossier_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (widget);

  adw_flap_set_reveal_flap (self->dossier_flap, TRUE);
  nx_dossier_focus (self->dossier);
}

static void
open_document_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (widget);

  if (self->scenario != NULL)
    open_document (self, nx_scenario_find_document (self->scenario, g_variant_get_string (parameter, NULL)));
}

static void
open_practice_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  nx_navigate_push (widget, nx_practice_page_new (NX_SCENARIO_PAGE (widget)->context, g_variant_get_string (parameter, NULL)));
}

/* Esc takes away what lies over the situation first; then the window takes it as Back. */
static gboolean
close_something (NxScenarioPage *self)
{
  if (adw_flap_get_folded (self->dossier_flap) && adw_flap_get_reveal_flap (self->dossier_flap))
    adw_flap_set_reveal_flap (self->dossier_flap, FALSE);
  else if (adw_flap_get_folded (self->timeline_flap) && adw_flap_get_reveal_flap (self->timeline_flap))
    adw_flap_set_reveal_flap (self->timeline_flap, FALSE);
  else
    return nx_scenario_stage_uncover (self->stage);
  return TRUE;
}

/* Before the rows see them: Return would only choose what is focused, instead of confirming. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                NxScenarioPage        *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean on_link = GTK_IS_LABEL (focus) && gtk_label_get_current_uri (GTK_LABEL (focus)) != NULL;
  gboolean in_stage = focus != NULL && (focus == GTK_WIDGET (self->stage) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stage)));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || self->attempt == NULL || self->show == SHOW_NOTHING ||
      (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return FALSE;
  if (keyval == GDK_KEY_Escape)
    return close_something (self);
  if (self->busy)
    return FALSE;
  if (nx_digit_from_keyval (keyval) > 0)
    return nx_scenario_stage_press_digit (self->stage, nx_digit_from_keyval (keyval));
  /* Elsewhere Return belongs to what is focused: a document, a link, a button. */
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && in_stage && !GTK_IS_BUTTON (focus) && !on_link &&
      !nx_scenario_stage_is_covered (self->stage))
    {
      if (self->show == SHOW_SCENE && get_decision (self) != NULL && nx_scenario_stage_get_choice (self->stage) < 0)
        return FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self), "scenario.go-on", NULL);
      return TRUE;
    }
  return FALSE;
}

static void
width_changed_cb (NxScenarioPage *self)
{
  place_panels (self);
  if (self->aids != NULL)
    {
      update_title (self);
      update_bar (self);
    }
}

static void
open_document_signal_cb (NxDossier      *dossier,
                         int             document,
                         NxScenarioPage *self)
{
  open_document (self, document);
}

static void
open_past_signal_cb (NxTimeline     *timeline,
                     int             index,
                     NxScenarioPage *self)
{
  open_past (self, index);
}

/* ---- Life ---- */

typedef struct
{
  NxPageLeft done;
  gpointer user_data;
} Leave;

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Leave *leave = user_data;

  nx_scenario_attempt_act_finish (NX_SCENARIO_ATTEMPT (source), result, NULL);
  leave->done (leave->user_data);
  g_free (leave);
}

static void
nx_scenario_page_leave (NxPage     *page,
                        NxPageLeft  done,
                        gpointer    user_data)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (page);
  Leave *leave;

  g_cancellable_cancel (self->cancellable);
  if (self->attempt == NULL || nx_scenario_state_get_ending (nx_scenario_attempt_get_state (self->attempt)) >= 0)
    {
      done (user_data);
      return;
    }
  leave = g_new0 (Leave, 1);
  leave->done = done;
  leave->user_data = user_data;
  nx_scenario_attempt_leave_async (self->attempt, left_cb, leave);
}

static void
nx_scenario_page_page_init (NxPageInterface *iface)
{
  iface->leave = nx_scenario_page_leave;
}

static void
nx_scenario_page_dispose (GObject *object)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_SCENARIO_PAGE);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_scenario_page_parent_class)->dispose (object);
}

static void
nx_scenario_page_finalize (GObject *object)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->scenario_id);
  g_free (self->retried_run);
  G_OBJECT_CLASS (nx_scenario_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, title);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, dossier_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, timeline_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, about_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, fiction_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, length_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, about_view);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, notice);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, intro);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, meters);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, dossier_flap);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, timeline_flap);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, dossier);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, stage);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, bar);
}

static void
nx_scenario_page_class_init (NxScenarioPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_scenario_page_dispose;
  object_class->finalize = nx_scenario_page_finalize;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_BLOCK_VIEW);
  g_type_ensure (NX_TYPE_DOSSIER);
  g_type_ensure (NX_TYPE_METER_STRIP);
  g_type_ensure (NX_TYPE_NOTICE);
  g_type_ensure (NX_TYPE_PLAY_BAR);
  g_type_ensure (NX_TYPE_SCENARIO_INTRO);
  g_type_ensure (NX_TYPE_SCENARIO_STAGE);
  g_type_ensure (NX_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenario-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "scenario.go-on", NULL, go_on_cb);
  gtk_widget_class_install_action (widget_class, "scenario.dossier", NULL, dossier_cb);
  gtk_widget_class_install_action (widget_class, "scenario.timeline", NULL, timeline_cb);
  gtk_widget_class_install_action (widget_class, "scenario.check-dossier", NULL, check_dossier_cb);
  gtk_widget_class_install_action (widget_class, "page.open-document", "s", open_document_cb);
  gtk_widget_class_install_action (widget_class, "page.open-practice", "s", open_practice_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "scenario.dossier", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, GDK_SHIFT_MASK, "scenario.timeline", NULL);
}

static void
nx_scenario_page_init (NxScenarioPage *self)
{
  GtkEventController *keys;

  self->cancellable = g_cancellable_new ();
  self->waiting_choice = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  set_words (self);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->adaptive, "notify::width-class", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "changed", G_CALLBACK (update_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "over-changed", G_CALLBACK (update_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dossier, "open", G_CALLBACK (open_document_signal_cb), self, 0);
  g_signal_connect_object (self->timeline, "open", G_CALLBACK (open_past_signal_cb), self, 0);
  g_signal_connect_object (self->intro, "begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intro, "practice", G_CALLBACK (practice_cb), self, G_CONNECT_SWAPPED);
}

static NxScenarioPage *
page_new (NxContext  *context,
          const char *scenario)
{
  NxScenarioPage *self = g_object_new (NX_TYPE_SCENARIO_PAGE, NULL);
  const NxCatalogue *catalogue = nx_context_get_catalogue (context);
  const NxScenarioInfo *info = catalogue != NULL ? nx_catalogue_get_scenario (catalogue, scenario) : NULL;

  self->context = g_object_ref (context);
  self->scenario_id = g_strdup (scenario);
  if (info != NULL)
    adw_window_title_set_title (self->title, info->title);
  nx_scenario_stage_follow_style (self->stage, nx_context_get_settings (context));
  g_signal_connect_object (context, "language-changed", G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

GtkWidget *
nx_scenario_page_new (NxContext  *context,
                      const char *scenario,
                      NxRunAsked  asked)
{
  NxScenarioPage *self = page_new (context, scenario);
  const NxScenarioProgress *progress = get_progress (self);

  if (!nx_context_can_save (context) || nx_context_get_study (context) == NULL)
    show_closed (self);
  else if (asked != NX_ASK_RESUME || (progress != NULL && progress->open_run != NULL))
    open_attempt (self, asked);
  else
    load_intro (self);
  return GTK_WIDGET (self);
}

GtkWidget *
nx_scenario_page_new_retry (NxContext  *context,
                            const char *scenario,
                            const char *run,
                            int         number)
{
  NxScenarioPage *self = page_new (context, scenario);

  self->retried_run = g_strdup (run);
  self->retry_number = number;
  if (!nx_context_can_save (context) || nx_context_get_study (context) == NULL)
    show_closed (self);
  else
    open_attempt (self, NX_ASK_PRACTICE);
  return GTK_WIDGET (self);
}

const char *
nx_scenario_page_get_shown (NxScenarioPage *self)
{
  const char *name;

  g_return_val_if_fail (NX_IS_SCENARIO_PAGE (self), NULL);
  name = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (name, "play") != 0)
    return name;
  return self->show == SHOW_ENDING ? "ending" : self->show == SHOW_CONSEQUENCE ? "consequence" : "scene";
}
