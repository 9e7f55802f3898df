/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The parts of the player and their places. What they show is the attempt's; what follows is the page's. */

#include "config.h"

#include "nx-scenario-board.h"

#include "nx-dossier.h"
#include "nx-meter-strip.h"
#include "nx-timeline.h"
#include "nx-toast.h"
#include "nx-words.h"

struct _NxScenarioBoard
{
  AdwBin parent_instance;
  NxMeterStrip *meters;
  AdwFlap *dossier_flap, *timeline_flap;
  NxDossier *dossier;
  NxTimeline *timeline;
  AdwToastOverlay *toasts;
  NxScenarioStage *stage;
  NxPlayBar *bar;

  GtkWidget *focus_before;      /* weak: where the focus was when a panel took it */
};

G_DEFINE_FINAL_TYPE (NxScenarioBoard, nx_scenario_board, ADW_TYPE_BIN)

enum { SIGNAL_OPEN_DOCUMENT, SIGNAL_OPEN_PAST, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
open_document_cb (NxScenarioBoard *self,
                  int              document)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_DOCUMENT], 0, document);
}

static void
open_past_cb (NxScenarioBoard *self,
              int              move)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_PAST], 0, move);
}

static void
nx_scenario_board_dispose (GObject *object)
{
  g_clear_weak_pointer (&NX_SCENARIO_BOARD (object)->focus_before);
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_SCENARIO_BOARD);
  G_OBJECT_CLASS (nx_scenario_board_parent_class)->dispose (object);
}

static void
nx_scenario_board_class_init (NxScenarioBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_scenario_board_dispose;
  g_type_ensure (NX_TYPE_DOSSIER);
  g_type_ensure (NX_TYPE_METER_STRIP);
  g_type_ensure (NX_TYPE_PLAY_BAR);
  g_type_ensure (NX_TYPE_SCENARIO_STAGE);
  g_type_ensure (NX_TYPE_TIMELINE);
  signals[SIGNAL_OPEN_DOCUMENT] = g_signal_new ("open-document", NX_TYPE_SCENARIO_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_OPEN_PAST] = g_signal_new ("open-past", NX_TYPE_SCENARIO_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenario-board.ui");
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, meters);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, dossier_flap);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, timeline_flap);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, dossier);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, timeline);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, toasts);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, stage);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioBoard, bar);
}

static void
nx_scenario_board_init (NxScenarioBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->dossier, "open", G_CALLBACK (open_document_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "open", G_CALLBACK (open_past_cb), self, G_CONNECT_SWAPPED);
}

/* ---- What they show ---- */

NxScenarioStage *
nx_scenario_board_get_stage (NxScenarioBoard *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_BOARD (self), NULL);
  return self->stage;
}

NxPlayBar *
nx_scenario_board_get_bar (NxScenarioBoard *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_BOARD (self), NULL);
  return self->bar;
}

void
nx_scenario_board_set_scenario (NxScenarioBoard *self,
                                NxScenario      *scenario,
                                NxBlockAids     *aids)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  nx_meter_strip_set_scenario (self->meters, scenario);
  nx_scenario_stage_set_scenario (self->stage, scenario, aids);
}

void
nx_scenario_board_update (NxScenarioBoard   *self,
                          NxScenarioAttempt *attempt,
                          const NxMove      *last,
                          gboolean           animate)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  nx_meter_strip_set_state (self->meters, nx_scenario_attempt_get_state (attempt), last, animate);
  nx_dossier_update (self->dossier, attempt);
  nx_timeline_update (self->timeline, attempt);
  nx_widget_set_direction_deep (GTK_WIDGET (self->dossier), gtk_widget_get_default_direction ());
}

void
nx_scenario_board_update_dossier (NxScenarioBoard   *self,
                                  NxScenarioAttempt *attempt)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  nx_dossier_update (self->dossier, attempt);
}

guint
nx_scenario_board_get_n_documents (NxScenarioBoard *self,
                                   guint           *out_n_new)
{
  g_return_val_if_fail (NX_IS_SCENARIO_BOARD (self), 0);
  return nx_dossier_get_n_documents (self->dossier, out_n_new);
}

/* ---- Panels ---- */

void
nx_scenario_board_place (NxScenarioBoard *self,
                         NxWidthClass     width)
{
  AdwFlapFoldPolicy policy = width == NX_WIDTH_NARROW ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_AUTO;

  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  adw_flap_set_fold_policy (self->dossier_flap, policy);
  adw_flap_set_fold_policy (self->timeline_flap, policy);
  adw_flap_set_reveal_flap (self->dossier_flap, width != NX_WIDTH_NARROW);
  adw_flap_set_reveal_flap (self->timeline_flap, width == NX_WIDTH_WIDE);
  nx_meter_strip_set_width_class (self->meters, width);
  nx_play_bar_set_narrow (self->bar, width == NX_WIDTH_NARROW);
}

void
nx_scenario_board_bind_buttons (NxScenarioBoard *self,
                                GtkWidget       *dossier_button,
                                GtkWidget       *timeline_button)
{
  GBindingFlags flags = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  g_object_bind_property (self->dossier_flap, "reveal-flap", dossier_button, "active", flags);
  g_object_bind_property (self->timeline_flap, "reveal-flap", timeline_button, "active", flags);
}

static GtkWidget *
get_focus (NxScenarioBoard *self)
{
  return gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
}

static gboolean
holds (AdwFlap   *flap,
       GtkWidget *focus)
{
  return gtk_widget_is_ancestor (focus, adw_flap_get_flap (flap));
}

/* The focus is then the panel's to take. */
static void
open_panel (NxScenarioBoard *self,
            AdwFlap         *flap)
{
  GtkWidget *focus = get_focus (self);

  if (focus != NULL && !holds (flap, focus))
    g_set_weak_pointer (&self->focus_before, focus);
  adw_flap_set_reveal_flap (flap, TRUE);
}

/* The focus goes back to where it was, unless it is elsewhere by now. */
static void
close_panel (NxScenarioBoard *self,
             AdwFlap         *flap)
{
  GtkWidget *focus = get_focus (self);
  gboolean held = focus == NULL || holds (flap, focus);

  adw_flap_set_reveal_flap (flap, FALSE);
  if (held && (self->focus_before == NULL || !gtk_widget_get_mapped (self->focus_before) || !gtk_widget_grab_focus (self->focus_before)))
    gtk_widget_child_focus (GTK_WIDGET (self->stage), GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&self->focus_before);
}

/* Whether it stands open now. */
static gboolean
toggle (NxScenarioBoard *self,
        AdwFlap         *flap)
{
  if (adw_flap_get_reveal_flap (flap))
    close_panel (self, flap);
  else
    open_panel (self, flap);
  return adw_flap_get_reveal_flap (flap);
}

void
nx_scenario_board_toggle_dossier (NxScenarioBoard *self)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  if (toggle (self, self->dossier_flap))
    nx_dossier_focus (self->dossier);
}

void
nx_scenario_board_toggle_timeline (NxScenarioBoard *self)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  if (toggle (self, self->timeline_flap))
    nx_timeline_focus (self->timeline);
}

void
nx_scenario_board_show_dossier (NxScenarioBoard *self)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  open_panel (self, self->dossier_flap);
  nx_dossier_focus (self->dossier);
}

/* Only where it lies over the stage. */
static gboolean
fold_away (NxScenarioBoard *self,
           AdwFlap         *flap)
{
  if (!adw_flap_get_folded (flap) || !adw_flap_get_reveal_flap (flap))
    return FALSE;
  close_panel (self, flap);
  return TRUE;
}

gboolean
nx_scenario_board_uncover (NxScenarioBoard *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_BOARD (self), FALSE);
  return fold_away (self, self->dossier_flap) || fold_away (self, self->timeline_flap) || nx_scenario_stage_uncover (self->stage);
}

/* ---- On the stage ---- */

void
nx_scenario_board_open_document (NxScenarioBoard *self,
                                 int              document)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  fold_away (self, self->dossier_flap);
  nx_scenario_stage_open_document (self->stage, document);
}

void
nx_scenario_board_open_past (NxScenarioBoard *self,
                             const NxMove    *move,
                             int              number)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  fold_away (self, self->timeline_flap);
  nx_scenario_stage_open_past (self->stage, move, number);
}

void
nx_scenario_board_toast (NxScenarioBoard *self,
                         const char      *words)
{
  g_return_if_fail (NX_IS_SCENARIO_BOARD (self));
  adw_toast_overlay_add_toast (self->toasts, nx_toast_new (GTK_WIDGET (self->toasts), words, NULL));
}
