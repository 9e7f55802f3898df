/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The scenario player: the flow. The play (NxScenarioPlay) has the attempt, which applies the rules and stores; the
 * board shows; this page takes a decision to the play and shows its consequence only when it is durable.
 */

#define G_LOG_DOMAIN "nx-scenario"

#include "config.h"

#include "nx-scenario-page.h"

#include "nx-adaptive-bin.h"
#include "nx-flow.h"
#include "nx-notice.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-scenario-board.h"
#include "nx-scenario-header.h"
#include "nx-scenario-intro.h"
#include "nx-scenario-play.h"
#include "nx-scenario-words.h"
#include "nx-text.h"
#include "nx-words.h"

#include <glib/gi18n.h>

typedef enum { SHOW_NOTHING, SHOW_SCENE, SHOW_CONSEQUENCE, SHOW_ENDING } Show;

struct _NxScenarioPage
{
  AdwBin parent_instance;
  NxAdaptiveBin *adaptive;
  NxScenarioHeader *header;
  NxNotice *notice;
  GtkLabel *practice_strip;
  GtkStack *stack;
  AdwStatusPage *status_page;
  NxScenarioIntro *intro;
  NxScenarioBoard *board;
  NxScenarioStage *stage;       /* of the board */

  NxContext *context;
  NxScenarioPlay *play;
  Show show;
  int waiting_choice;           /* chosen, across a change of language; -1 */
};

static void nx_scenario_page_page_init (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxScenarioPage, nx_scenario_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, nx_scenario_page_page_init))

/* ---- What is shown ---- */

/* NULL until it is loaded. */
static NxScenarioAttempt *
get_attempt (NxScenarioPage *self)
{
  return nx_scenario_play_get_attempt (self->play);
}

static const NxScenario *
get_scenario (NxScenarioPage *self)
{
  return nx_scenario_play_get_scenario (self->play);
}

static const NxScenarioState *
get_state (NxScenarioPage *self)
{
  return nx_scenario_attempt_get_state (get_attempt (self));
}

static gboolean
is_narrow (NxScenarioPage *self)
{
  return nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW;
}

static const NxDecision *
get_decision (NxScenarioPage *self)
{
  int scene = nx_scenario_state_get_scene (get_state (self));

  return scene >= 0 ? ((const NxScene *) g_ptr_array_index (get_scenario (self)->scenes, scene))->decision : NULL;
}

/* The number of the decision that is open, or whose consequence is shown. */
static int
get_number (NxScenarioPage *self)
{
  int taken = nx_scenario_state_get_n_decisions (get_state (self));

  return self->show == SHOW_SCENE ? taken + 1 : MAX (1, taken);
}

static void
update_title (NxScenarioPage *self)
{
  g_autofree char *place = nx_text_isolate (get_scenario (self)->place);
  g_autofree char *decision = self->show == SHOW_ENDING ? g_strdup (_("Outcome")) : g_strdup_printf (_("Decision %d"), get_number (self));
  g_autofree char *subtitle = is_narrow (self) ? g_strdup (decision) : g_strdup_printf (C_("story", "%s · %s"), place, decision);
  g_autofree char *whole = NULL;

  if (!nx_scenario_attempt_is_counting (get_attempt (self)))
    /* Translators: what stands under the title, in a run that is practice. */
    whole = g_strdup_printf (_("%s · practice run"), subtitle);
  nx_scenario_header_set_titles (self->header, get_scenario (self)->title, whole != NULL ? whole : subtitle);
}

static void
update_bar (NxScenarioPage *self)
{
  NxPlayBar *bar = nx_scenario_board_get_bar (self->board);
  const char *label = _("Continue");
  gboolean enabled = !nx_scenario_play_is_busy (self->play);
  guint n_new, n_documents;

  if (get_attempt (self) == NULL || self->show == SHOW_NOTHING)
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
  nx_play_bar_set_main (bar, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scenario.go-on", enabled);
  n_documents = nx_scenario_board_get_n_documents (self->board, &n_new);
  nx_play_bar_set_counts (bar, n_documents, n_new, (guint) nx_scenario_state_get_n_decisions (get_state (self)));
}

static void
show_state (NxScenarioPage *self,
            gboolean        take_focus)
{
  const NxScenarioState *state = get_state (self);

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
  nx_scenario_stage_show_consequence (self->stage, nx_scenario_attempt_get_last_move (get_attempt (self)),
                                      nx_scenario_state_get_n_decisions (get_state (self)));
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
  g_warning ("Scenario %s: %s", nx_scenario_play_get_id (self->play), error->message);
  show_status (self, "dialog-warning-symbolic", _("This scenario cannot be opened"),
               _("Its file in the lesson pack is damaged. Your record is safe. Add the pack again from a USB drive or your training office."));
}

static void
place_panels (NxScenarioPage *self)
{
  NxWidthClass width = nx_adaptive_bin_get_width_class (self->adaptive);

  nx_scenario_board_place (self->board, width);
  nx_scenario_header_place (self->header, g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "play") == 0, width);
}

/* ---- Acts ---- */

static void
busy_changed_cb (NxScenarioPage *self)
{
  nx_scenario_stage_set_busy (self->stage, nx_scenario_play_is_busy (self->play));
  update_bar (self);
}

static void
moved_cb (NxScenarioPage *self)
{
  const NxMove *last = nx_scenario_attempt_get_last_move (get_attempt (self));

  nx_scenario_board_update (self->board, get_attempt (self), last, TRUE);
  if (last->choice >= 0)
    show_consequence (self);
  else
    show_state (self, TRUE);
}

static void
refused_cb (NxScenarioPage *self,
            const GError   *error)
{
  self->waiting_choice = -1;
  nx_scenario_stage_show_problem (self->stage, error);
}

static void
go_on_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (widget);
  int choice;

  if (get_attempt (self) == NULL || nx_scenario_play_is_busy (self->play))
    return;
  switch (self->show)
    {
    case SHOW_CONSEQUENCE:
      show_state (self, TRUE);
      break;
    case SHOW_ENDING:
      nx_navigate_replace (widget, nx_debrief_page_new (self->context, nx_scenario_play_get_id (self->play), nx_scenario_attempt_get_run (get_attempt (self))));
      break;
    case SHOW_SCENE:
      choice = nx_scenario_stage_get_choice (self->stage);
      if (get_decision (self) == NULL)
        nx_scenario_play_move (self->play, -1);
      else if (choice >= 0)
        nx_scenario_play_move (self->play, choice);
      break;
    case SHOW_NOTHING:
    default:
      break;
    }
}

static void
document_opened_cb (NxScenarioPage *self)
{
  nx_scenario_board_update_dossier (self->board, get_attempt (self));
  update_bar (self);
}

static void
open_document (NxScenarioPage *self,
               int             document)
{
  if (get_attempt (self) == NULL || document < 0 || !nx_scenario_state_has_document (get_state (self), document))
    return;
  nx_scenario_board_open_document (self->board, document);
  nx_scenario_play_open_document (self->play, document);
}

static void
open_past (NxScenarioPage *self,
           int             index)
{
  GPtrArray *moves = nx_scenario_attempt_get_moves (get_attempt (self));
  int number = 0;

  for (int i = 0; i <= index; i++)
    number += ((const NxMove *) g_ptr_array_index (moves, i))->choice >= 0;
  nx_scenario_board_open_past (self->board, g_ptr_array_index (moves, index), number);
}

/* ---- Opening ---- */

static void
toast_resumed (NxScenarioPage *self)
{
  g_autofree char *words = g_strdup_printf (_("You stopped at decision %d"), get_number (self));

  nx_scenario_board_toast (self->board, words);
}

static void
show_strip (NxScenarioPage *self)
{
  int number = nx_scenario_attempt_get_retry_number (get_attempt (self));
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->practice_strip), !nx_scenario_attempt_is_counting (get_attempt (self)));
  if (number > 0)
    words = g_strdup_printf (_("Practice run from decision %d. Your first path stays in your record."), number);
  else
    words = g_strdup (_("Practice run. It is not part of your record."));
  gtk_label_set_text (self->practice_strip, words);
}

/* Everything is there: shows the attempt in the language that it is in now. */
static void
loaded_cb (NxScenarioPage *self,
           gboolean        again)
{
  const NxMove *last = nx_scenario_attempt_get_last_move (get_attempt (self));

  nx_scenario_header_set_scenario (self->header, get_scenario (self), nx_scenario_play_get_aids (self->play));
  nx_scenario_board_set_scenario (self->board, nx_scenario_play_get_scenario (self->play), nx_scenario_play_get_aids (self->play));
  gtk_stack_set_visible_child_name (self->stack, "play");
  place_panels (self);
  nx_scenario_board_update (self->board, get_attempt (self), self->show == SHOW_CONSEQUENCE ? last : NULL, FALSE);
  show_strip (self);
  if (nx_scenario_attempt_is_old_content (get_attempt (self)))
    nx_notice_show (self->notice, NULL, _("This scenario changed. You can finish the version you began."), NULL, NULL);
  if (again && self->show == SHOW_CONSEQUENCE)
    show_consequence (self);
  else
    show_state (self, !again);
  if (again && self->waiting_choice >= 0)
    nx_scenario_stage_set_choice (self->stage, self->waiting_choice);
  self->waiting_choice = -1;
  if (!again && nx_scenario_attempt_was_resumed (get_attempt (self)))
    toast_resumed (self);
}

static void
failed_cb (NxScenarioPage *self,
           const GError   *error)
{
  if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL) || g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY))
    show_closed (self);
  else
    show_damaged (self, error);
}

static const NxScenarioProgress *
get_progress (NxScenarioPage *self)
{
  NxProgress *progress = nx_context_get_progress (self->context);

  return progress != NULL ? nx_progress_get_scenario (progress, nx_scenario_play_get_id (self->play)) : NULL;
}

/* The person may have begun meanwhile. */
static gboolean
is_before (NxScenarioPage *self)
{
  return get_attempt (self) == NULL && !nx_scenario_play_is_busy (self->play);
}

static void
intro_shown_cb (NxScenarioPage *self,
                const char     *title)
{
  if (!is_before (self))
    return;
  nx_scenario_header_set_titles (self->header, title, NULL);
  gtk_stack_set_visible_child_name (self->stack, "intro");
  nx_scenario_intro_focus (self->intro);
}

static void
intro_failed_cb (NxScenarioPage *self,
                 const GError   *error)
{
  if (is_before (self))
    show_damaged (self, error);
}

static void
begin_cb (NxScenarioPage *self)
{
  nx_scenario_play_open (self->play, NX_ASK_COUNTS);
}

static void
practice_cb (NxScenarioPage *self)
{
  nx_scenario_play_open (self->play, NX_ASK_PRACTICE);
}

/* ---- Language ---- */

static void
language_changing_cb (NxScenarioPage *self)
{
  nx_scenario_stage_uncover (self->stage);
  self->waiting_choice = self->show == SHOW_SCENE ? nx_scenario_stage_get_choice (self->stage) : -1;
}

static void
language_changed_cb (NxScenarioPage *self)
{
  nx_scenario_header_set_words (self->header);
  nx_play_bar_set_words (nx_scenario_board_get_bar (self->board));
  if (!is_before (self))
    nx_scenario_play_change_language (self->play);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "status") != 0)
    nx_scenario_intro_open (self->intro, self->context, nx_scenario_play_get_id (self->play));
}

/* ---- Actions and keys ---- */

static void
dossier_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  nx_scenario_board_toggle_dossier (NX_SCENARIO_PAGE (widget)->board);
}

static void
timeline_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  nx_scenario_board_toggle_timeline (NX_SCENARIO_PAGE (widget)->board);
}

static void
check_dossier_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  nx_scenario_board_show_dossier (NX_SCENARIO_PAGE (widget)->board);
}

static void
open_document_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  NxScenarioPage *self = NX_SCENARIO_PAGE (widget);

  if (get_scenario (self) != NULL)
    open_document (self, nx_scenario_find_document (get_scenario (self), g_variant_get_string (parameter, NULL)));
}

static void
open_practice_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  nx_navigate_push (widget, nx_practice_page_new (NX_SCENARIO_PAGE (widget)->context, g_variant_get_string (parameter, NULL)));
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

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || get_attempt (self) == NULL || self->show == SHOW_NOTHING ||
      (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return FALSE;
  /* What lies over the situation goes first; then the window takes it as Back. */
  if (keyval == GDK_KEY_Escape)
    return nx_scenario_board_uncover (self->board);
  if (nx_scenario_play_is_busy (self->play))
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
  if (get_attempt (self) != NULL)
    {
      update_title (self);
      update_bar (self);
    }
}

/* ---- Life ---- */

static void
nx_scenario_page_leave (NxPage     *page,
                        NxPageLeft  done,
                        gpointer    user_data)
{
  nx_scenario_play_leave (NX_SCENARIO_PAGE (page)->play, done, user_data);
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

  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_SCENARIO_PAGE);
  g_clear_object (&self->play);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_scenario_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, header);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, notice);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, practice_strip);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, intro);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioPage, board);
}

static void
nx_scenario_page_class_init (NxScenarioPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_scenario_page_dispose;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_NOTICE);
  g_type_ensure (NX_TYPE_SCENARIO_BOARD);
  g_type_ensure (NX_TYPE_SCENARIO_HEADER);
  g_type_ensure (NX_TYPE_SCENARIO_INTRO);
  g_type_ensure (NX_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenario-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
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

  self->waiting_choice = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stage = nx_scenario_board_get_stage (self->board);
  nx_scenario_header_set_board (self->header, self->board);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->adaptive, "notify::width-class", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "changed", G_CALLBACK (update_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stage, "over-changed", G_CALLBACK (update_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->board, "open-document", G_CALLBACK (open_document), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->board, "open-past", G_CALLBACK (open_past), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intro, "shown", G_CALLBACK (intro_shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intro, "failed", G_CALLBACK (intro_failed_cb), self, G_CONNECT_SWAPPED);
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
  self->play = nx_scenario_play_new (context, scenario);
  if (info != NULL)
    nx_scenario_header_set_titles (self->header, info->title, NULL);
  nx_scenario_stage_follow_style (self->stage, nx_context_get_settings (context));
  g_signal_connect_object (self->play, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->play, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->play, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->play, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->play, "document-opened", G_CALLBACK (document_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->play, "busy-changed", G_CALLBACK (busy_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->play, "language-changing", G_CALLBACK (language_changing_cb), self, G_CONNECT_SWAPPED);
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
    nx_scenario_play_open (self->play, asked);
  else
    nx_scenario_intro_open (self->intro, context, scenario);
  return GTK_WIDGET (self);
}

GtkWidget *
nx_scenario_page_new_retry (NxContext  *context,
                            const char *scenario,
                            const char *run,
                            int         number)
{
  NxScenarioPage *self = page_new (context, scenario);

  nx_scenario_play_set_retry (self->play, run, number);
  if (!nx_context_can_save (context) || nx_context_get_study (context) == NULL)
    show_closed (self);
  else
    nx_scenario_play_open (self->play, NX_ASK_PRACTICE);
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
