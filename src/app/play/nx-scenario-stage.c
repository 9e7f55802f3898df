/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What stands in the centre of the player. Shows states and moves; takes none. */

#include "config.h"

#include "nx-scenario-stage.h"

#include "nx-block-view.h"
#include "nx-choice-row.h"
#include "nx-dossier.h"
#include "nx-flow.h"
#include "nx-scenario-words.h"
#include "nx-side-row.h"
#include "nx-text-panel.h"
#include "nx-text.h"
#include "nx-words.h"
#include "nx-wrap-layout.h"

#include <glib/gi18n.h>

struct _NxScenarioStage
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkScrolledWindow *story_scroller;
  AdwClamp *story_clamp;
  GtkWidget *story_box, *head;
  GtkLabel *kicker, *title;
  GtkWidget *decided_box;
  GtkLabel *decided_label, *decided_text;
  NxBlockView *view;
  AdwBin *changes_slot;
  GtkWidget *next_box;
  GtkLabel *next_label;
  NxBlockView *next_view;
  AdwBin *prompt_slot;
  GtkBox *choices_box;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  AdwButtonContent *close_content;
  GtkScrolledWindow *over_scroller;
  AdwClamp *over_clamp;
  GtkWidget *over_box, *over_head;
  GtkLabel *over_kicker, *over_title, *over_origin;
  NxBlockView *over_view;

  NxScenario *scenario;
  NxBlockAids *aids;
  NxTextScope *scope;           /* of prompt and choices */
  GPtrArray *rows;              /* NxChoiceRow; borrowed from the box */
  GArray *row_choices;          /* int: which choice a row stands for */
  GtkWidget *focus_before;      /* weak: where the focus was when something slid over */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (NxScenarioStage, nx_scenario_stage, ADW_TYPE_BIN)

enum { SIGNAL_CHANGED, SIGNAL_OVER_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkTextDirection
get_direction (NxScenarioStage *self)
{
  return nx_language_get_direction (nx_block_aids_get_language (self->aids));
}

static void
toggled_cb (NxScenarioStage *self)
{
  if (self->updating)
    return;
  gtk_widget_set_visible (self->problem_box, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
close_clicked_cb (NxScenarioStage *self)
{
  nx_scenario_stage_uncover (self);
}

static void
nx_scenario_stage_dispose (GObject *object)
{
  NxScenarioStage *self = NX_SCENARIO_STAGE (object);

  g_clear_weak_pointer (&self->focus_before);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_SCENARIO_STAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->row_choices, g_array_unref);
  g_clear_pointer (&self->scope, nx_text_scope_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  G_OBJECT_CLASS (nx_scenario_stage_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, story_scroller);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, story_clamp);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, story_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, head);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, kicker);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, title);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, decided_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, decided_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, decided_text);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, view);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, changes_slot);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, next_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, next_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, next_view);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, prompt_slot);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, choices_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, close_content);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_scroller);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_clamp);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_head);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_kicker);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_title);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_origin);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioStage, over_view);
}

static void
nx_scenario_stage_class_init (NxScenarioStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_scenario_stage_dispose;
  g_type_ensure (NX_TYPE_BLOCK_VIEW);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", NX_TYPE_SCENARIO_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OVER_CHANGED] = g_signal_new ("over-changed", NX_TYPE_SCENARIO_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenario-stage.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
nx_scenario_stage_init (NxScenarioStage *self)
{
  self->rows = g_ptr_array_new ();
  self->row_choices = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->over_title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next_label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
}

void
nx_scenario_stage_follow_style (NxScenarioStage *self,
                                NxSettings      *settings)
{
  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  nx_reading_style_apply (settings, GTK_WIDGET (self->story_scroller), self->story_clamp, FALSE);
  nx_reading_style_apply (settings, GTK_WIDGET (self->over_scroller), self->over_clamp, FALSE);
}

void
nx_scenario_stage_set_scenario (NxScenarioStage *self,
                                NxScenario      *scenario,
                                NxBlockAids     *aids)
{
  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  nx_scenario_ref (scenario);
  g_clear_pointer (&self->scenario, nx_scenario_unref);
  self->scenario = scenario;
  nx_block_aids_ref (aids);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = aids;
}

/* ---- Pieces ---- */

static void
clear_choices (NxScenarioStage *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  g_array_set_size (self->row_choices, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices_box))) != NULL)
    gtk_box_remove (self->choices_box, child);
  adw_bin_set_child (self->prompt_slot, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->prompt_slot), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_box), FALSE);
}

/* A bare page: what the kinds of pages have in common. */
static void
begin_story (NxScenarioStage *self,
             const char      *kicker,
             const char      *title)
{
  self->updating = TRUE;
  clear_choices (self);
  gtk_label_set_text (self->kicker, kicker);
  gtk_label_set_text (self->title, title);
  nx_text_set_accessible (self->head, title, kicker);
  gtk_widget_set_visible (self->decided_box, FALSE);
  adw_bin_set_child (self->changes_slot, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->changes_slot), FALSE);
  gtk_widget_set_visible (self->next_box, FALSE);
  gtk_widget_set_visible (self->problem_box, FALSE);
}

static void
end_story (NxScenarioStage *self,
           gboolean         take_focus)
{
  gtk_widget_set_direction (self->head, get_direction (self));
  gtk_widget_set_direction (GTK_WIDGET (self->kicker), get_direction (self));
  gtk_widget_set_direction (GTK_WIDGET (self->title), get_direction (self));
  nx_widget_set_direction_deep (GTK_WIDGET (self->prompt_slot), get_direction (self));
  nx_widget_set_direction_deep (GTK_WIDGET (self->choices_box), get_direction (self));
  nx_widget_set_direction_deep (self->decided_box, get_direction (self));
  gtk_stack_set_visible_child_name (self->stack, "story");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->story_scroller), 0);
  if (take_focus)
    gtk_widget_grab_focus (self->head);
  self->updating = FALSE;
}

static void
add_choice (NxScenarioStage *self,
            const NxChoice  *choice,
            int              index)
{
  g_autofree char *plain = nx_inline_dup_plain (choice->text);
  int time = nx_choice_get_time (choice);
  g_autofree char *duration = time > 0 ? nx_units_dup_words (self->scenario->unit, time) : NULL;
  GtkWidget *row = nx_choice_row_new (NX_CHOICE_DECISION, nx_inline_label_new_quiet (self->scope, choice->text), plain, self->rows->len + 1, FALSE);

  nx_choice_row_set_cost (NX_CHOICE_ROW (row), duration, choice->cost);
  if (self->rows->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (row), g_ptr_array_index (self->rows, 0));
  g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->choices_box, row);
  g_ptr_array_add (self->rows, row);
  g_array_append_val (self->row_choices, index);
}

static void
add_decision (NxScenarioStage       *self,
              const NxScenarioState *state,
              const NxDecision      *decision)
{
  g_autofree char *plain = nx_inline_dup_plain (decision->prompt);
  GtkWidget *prompt;

  g_clear_pointer (&self->scope, nx_text_scope_unref);
  self->scope = nx_text_scope_new (self->aids);
  prompt = nx_inline_label_new_quiet (self->scope, decision->prompt);
  nx_inline_label_add_class (NX_INLINE_LABEL (prompt), "story-prompt");
  adw_bin_set_child (self->prompt_slot, prompt);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices_box), GTK_ACCESSIBLE_PROPERTY_LABEL, plain, -1);
  for (guint i = 0; i < decision->choices->len; i++)
    {
      const NxChoice *choice = g_ptr_array_index (decision->choices, i);

      /* What cannot be chosen here is absent. */
      if (nx_choice_is_open (self->scenario, state, choice))
        add_choice (self, choice, (int) i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->prompt_slot), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_box), TRUE);
}

static char *
dup_scene_kicker (NxScenarioStage *self,
                  int              clock)
{
  g_autofree char *moment = nx_clock_dup_words (self->scenario->unit, clock);
  g_autofree char *place = nx_text_isolate (self->scenario->place);

  /* Translators: story time, then the place: "Day 4 · Tavrel, a border town". */
  return g_strdup_printf (C_("story", "%s · %s"), moment, place);
}

/* What the move changed, as pills: time, meters, new documents. */
static GtkWidget *
make_changes (NxScenarioStage *self,
              const NxMove    *move)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, nx_wrap_layout_new (8, 8));
  if (move->clock_after > move->clock_before)
    {
      g_autofree char *words = nx_units_dup_words (self->scenario->unit, move->clock_after - move->clock_before);
      GtkWidget *pill = gtk_label_new (words);

      gtk_widget_add_css_class (pill, "change-pill");
      gtk_box_append (GTK_BOX (box), pill);
    }
  for (guint i = 0; i < move->meter_changes->len; i++)
    {
      const NxMeterChange *change = &g_array_index (move->meter_changes, NxMeterChange, i);
      const NxMeter *meter = g_ptr_array_index (self->scenario->meters, change->meter);
      g_autofree char *words = nx_meter_change_dup_words (meter, change);
      GtkWidget *pill = gtk_label_new (words);

      gtk_widget_add_css_class (pill, "change-pill");
      gtk_widget_add_css_class (pill, nx_meter_change_get_class (meter, change));
      gtk_box_append (GTK_BOX (box), pill);
    }
  for (guint i = 0; i < move->documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (self->scenario->documents, g_array_index (move->documents, int, i));
      GtkWidget *button = gtk_button_new ();
      GtkWidget *content = adw_button_content_new ();
      /* Translators: %s is the title of a document that has just arrived. */
      g_autofree char *words = g_strdup_printf (_("New: %s"), document->title);

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), nx_document_get_icon (document));
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), words);
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_add_css_class (button, "change-document");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", document->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.open-document");
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

/* ---- Pages ---- */

void
nx_scenario_stage_show_scene (NxScenarioStage       *self,
                              const NxScenarioState *state,
                              gboolean               take_focus)
{
  const NxScene *scene;
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();
  g_autofree char *kicker = NULL;

  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  scene = g_ptr_array_index (self->scenario->scenes, nx_scenario_state_get_scene (state));
  kicker = dup_scene_kicker (self, nx_scenario_state_get_clock (state));
  begin_story (self, kicker, scene->title);
  for (guint i = 0; i < scene->narratives->len; i++)
    {
      const NxNarrative *narrative = g_ptr_array_index (scene->narratives, i);

      if (nx_condition_holds (self->scenario, state, narrative->when))
        g_ptr_array_extend (blocks, narrative->blocks, NULL, NULL);
    }
  nx_block_view_set_blocks (self->view, self->aids, blocks, 1, FALSE);
  if (scene->decision != NULL)
    add_decision (self, state, scene->decision);
  end_story (self, take_focus);
}

static const NxChoice *
get_choice (NxScenarioStage *self,
            const NxMove    *move)
{
  const NxScene *scene = g_ptr_array_index (self->scenario->scenes, move->from_scene);

  return g_ptr_array_index (scene->decision->choices, move->choice);
}

static char *
dup_decision_kicker (NxScenarioStage *self,
                     const NxMove    *move,
                     int              number)
{
  g_autofree char *moment = nx_clock_dup_words (self->scenario->unit, move->clock_after);

  /* Translators: the number of a decision, then story time: "Decision 3 · Day 4". */
  return g_strdup_printf (_("Decision %d · %s"), number, moment);
}

void
nx_scenario_stage_show_consequence (NxScenarioStage *self,
                                    const NxMove    *move,
                                    int              number)
{
  const NxChoice *choice;
  g_autofree char *kicker = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  g_return_if_fail (move->choice >= 0);
  choice = get_choice (self, move);
  kicker = dup_decision_kicker (self, move, number);
  text = nx_inline_dup_plain (choice->text);
  begin_story (self, kicker, _("What happened"));
  gtk_label_set_text (self->decided_label, _("You decided"));
  gtk_label_set_text (self->decided_text, text);
  gtk_widget_set_visible (self->decided_box, TRUE);
  nx_block_view_set_blocks (self->view, self->aids, choice->consequence, 1, FALSE);
  adw_bin_set_child (self->changes_slot, make_changes (self, move));
  gtk_widget_set_visible (GTK_WIDGET (self->changes_slot), TRUE);
  end_story (self, TRUE);
}

void
nx_scenario_stage_show_ending (NxScenarioStage *self,
                               int              index)
{
  const NxEnding *ending;

  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  ending = g_ptr_array_index (self->scenario->endings, index);
  begin_story (self, _("Outcome"), ending->title);
  nx_block_view_set_blocks (self->view, self->aids, ending->blocks, 1, FALSE);
  gtk_label_set_text (self->next_label, _("What you can lawfully do next"));
  nx_block_view_set_blocks (self->next_view, self->aids, ending->next, 1, FALSE);
  gtk_widget_set_visible (self->next_box, ending->next->len > 0);
  end_story (self, TRUE);
}

/* ---- Over the story ---- */

static void
cover (NxScenarioStage *self,
       const char      *kicker,
       const char      *title,
       const char      *origin,
       GPtrArray       *blocks)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!nx_scenario_stage_is_covered (self))
    g_set_weak_pointer (&self->focus_before, root != NULL ? gtk_root_get_focus (root) : NULL);
  adw_button_content_set_label (self->close_content, _("Back to the situation"));
  gtk_label_set_text (self->over_kicker, kicker);
  gtk_label_set_text (self->over_title, title);
  gtk_label_set_text (self->over_origin, origin != NULL ? origin : "");
  gtk_widget_set_visible (GTK_WIDGET (self->over_origin), origin != NULL);
  nx_text_set_accessible (self->over_head, title, origin);
  nx_block_view_set_blocks (self->over_view, self->aids, blocks, 1, FALSE);
  nx_widget_set_direction_deep (self->over_head, get_direction (self));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->over_scroller), 0);
  gtk_stack_set_visible_child_name (self->stack, "over");
  gtk_widget_grab_focus (self->over_head);
  g_signal_emit (self, signals[SIGNAL_OVER_CHANGED], 0);
}

static const char *
get_kind_words (const NxDocument *document)
{
  static const struct
  {
    const char *kind, *words;
  } kinds[] = {
    { "report", NC_ ("kind of document", "Report") }, { "note", NC_ ("kind of document", "Note") },
    { "interview", NC_ ("kind of document", "Interview") }, { "chart", NC_ ("kind of document", "Chart") },
    { "map", NC_ ("kind of document", "Map") }, { "letter", NC_ ("kind of document", "Letter") },
    { "law", NC_ ("kind of document", "Law") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (document->kind, kinds[i].kind) == 0)
      return g_dpgettext2 (NULL, "kind of document", kinds[i].words);
  return C_("kind of document", "Document");
}

void
nx_scenario_stage_open_document (NxScenarioStage *self,
                                 int              index)
{
  const NxDocument *document;

  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  document = g_ptr_array_index (self->scenario->documents, index);
  cover (self, get_kind_words (document), document->title, document->origin, document->blocks);
}

void
nx_scenario_stage_open_past (NxScenarioStage *self,
                             const NxMove    *move,
                             int              number)
{
  const NxChoice *choice;
  g_autofree char *kicker = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  g_return_if_fail (move->choice >= 0);
  choice = get_choice (self, move);
  kicker = dup_decision_kicker (self, move, number);
  text = nx_inline_dup_plain (choice->text);
  cover (self, kicker, text, _("What happened"), choice->consequence);
}

gboolean
nx_scenario_stage_is_covered (NxScenarioStage *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_STAGE (self), FALSE);
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "over") == 0;
}

gboolean
nx_scenario_stage_uncover (NxScenarioStage *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_STAGE (self), FALSE);
  if (!nx_scenario_stage_is_covered (self))
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "story");
  if (self->focus_before != NULL && gtk_widget_is_ancestor (self->focus_before, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)))))
    gtk_widget_grab_focus (self->focus_before);
  else
    gtk_widget_grab_focus (self->head);
  g_clear_weak_pointer (&self->focus_before);
  g_signal_emit (self, signals[SIGNAL_OVER_CHANGED], 0);
  return TRUE;
}

/* ---- Choosing ---- */

int
nx_scenario_stage_get_choice (NxScenarioStage *self)
{
  g_return_val_if_fail (NX_IS_SCENARIO_STAGE (self), -1);
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->rows, i)))
      return g_array_index (self->row_choices, int, i);
  return -1;
}

void
nx_scenario_stage_set_choice (NxScenarioStage *self,
                              int              choice)
{
  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->rows, i), g_array_index (self->row_choices, int, i) == choice);
}

void
nx_scenario_stage_set_busy (NxScenarioStage *self,
                            gboolean         busy)
{
  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  /* Not insensitive: that would take the focus away and dim what was chosen. */
  gtk_widget_set_can_target (GTK_WIDGET (self->choices_box), !busy);
}

void
nx_scenario_stage_show_problem (NxScenarioStage *self,
                                const GError    *error)
{
  g_autofree char *words = nx_problem_dup_words (error);

  g_return_if_fail (NX_IS_SCENARIO_STAGE (self));
  gtk_label_set_text (self->problem_label, words);
  nx_text_set_accessible (self->problem_box, words, NULL);
  gtk_widget_set_visible (self->problem_box, TRUE);
  gtk_widget_grab_focus (self->problem_box);
}

gboolean
nx_scenario_stage_press_digit (NxScenarioStage *self,
                               guint            digit)
{
  g_return_val_if_fail (NX_IS_SCENARIO_STAGE (self), FALSE);
  if (nx_scenario_stage_is_covered (self) || digit < 1 || digit > self->rows->len)
    return FALSE;
  nx_choice_row_press (g_ptr_array_index (self->rows, digit - 1));
  return TRUE;
}
