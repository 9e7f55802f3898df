/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-scenarios-page.h"

#include <glib/gi18n.h>

#include "nx-card.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-problem-page.h"
#include "nx-standing.h"
#include "nx-widgets.h"

struct _NxScenariosPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkBox *box;

  NxContext *context;
  GPtrArray *cards;              /* NxCard or NxCardRow, borrowed; "nx-scenario" */
  GPtrArray *menus;              /* GtkMenuButton, borrowed; "nx-scenario" */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (NxScenariosPage, nx_scenarios_page, ADW_TYPE_BIN)

/* ---- Opening ---- */

static void
open_scenario (NxScenariosPage      *self,
               const NxScenarioInfo *info,
               NxRunAsked        kind)
{
  GtkWidget *page;

  if (info->error != NULL)
    page = nx_problem_page_new_damaged (info->error);
  else
    page = nx_scenario_page_new (self->context, info->id, kind);
  nx_navigate_push (GTK_WIDGET (self), page);
}

static void
card_opened_cb (NxScenariosPage *self,
                GtkWidget       *card)
{
  open_scenario (self, g_object_get_data (G_OBJECT (card), "nx-scenario"), NX_ASK_RESUME);
}

typedef struct
{
  NxScenariosPage *self;
  char *scenario;
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_free (question->scenario);
  g_free (question);
}

static void
start_again_response_cb (AdwMessageDialog *dialog,
                         const char       *response,
                         Question         *question)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (question->self->context);
  const NxScenarioInfo *info = catalogue != NULL ? nx_catalogue_get_scenario (catalogue, question->scenario) : NULL;

  if (info == NULL)
    return;
  if (g_str_equal (response, "counts"))
    open_scenario (question->self, info, NX_ASK_COUNTS);
  else if (g_str_equal (response, "practice"))
    open_scenario (question->self, info, NX_ASK_PRACTICE);
}

static void
start_again_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  NxScenariosPage *self = NX_SCENARIOS_PAGE (widget);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Start again?"),
                                              _("A run that counts is a new run in your record. A practice run stays on this computer."));
  Question *question = g_new0 (Question, 1);

  question->self = self;
  question->scenario = g_variant_dup_string (parameter, NULL);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "practice", _("_Practice"),
                                    "counts", _("C_ounts"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "practice");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (start_again_response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The last run that was ended. */
static const NxScenarioRun *
find_ended_run (NxScenariosPage *self,
                const char      *scenario)
{
  NxProgress *all = nx_context_get_progress (self->context);
  const NxScenarioProgress *progress = all != NULL ? nx_progress_get_scenario (all, scenario) : NULL;

  for (guint i = progress != NULL ? progress->runs->len : 0; i > 0; i--)
    {
      const NxScenarioRun *run = g_ptr_array_index (progress->runs, i - 1);

      if (run->ended_us > 0)
        return run;
    }
  return NULL;
}

static void
debrief_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  NxScenariosPage *self = NX_SCENARIOS_PAGE (widget);
  const char *scenario = g_variant_get_string (parameter, NULL);
  const NxScenarioRun *run = find_ended_run (self, scenario);

  if (run != NULL)
    nx_navigate_push (widget, nx_debrief_page_new (self->context, scenario, run->run));
}

/* ---- Building ---- */

static GtkWidget *
create_menu_button (NxScenariosPage      *self,
                    const NxScenarioInfo *info)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) again = g_menu_item_new (_("Start again"), NULL);
  g_autoptr (GMenuItem) debrief = g_menu_item_new (_("Debrief"), NULL);
  g_autofree char *title = nx_text_isolate (info->title);
  /* Translators: the name of a scenario's menu for a screen reader. */
  g_autofree char *name = g_strdup_printf (_("Menu of %s"), title);
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_item_set_action_and_target (debrief, "scenarios.debrief", "s", info->id);
  g_menu_item_set_action_and_target (again, "scenarios.start-again", "s", info->id);
  g_menu_append_item (menu, debrief);
  g_menu_append_item (menu, again);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "circular");
  nx_text_name_control (button, name);
  g_object_set_data (G_OBJECT (button), "nx-scenario", (gpointer) info);
  g_ptr_array_add (self->menus, button);
  return button;
}

static GtkWidget *
create_card (NxScenariosPage      *self,
             const NxScenarioInfo *info)
{
  GtkWidget *card = nx_card_new (info->id, info->part, info->title);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *menu = create_menu_button (self, info);

  gtk_overlay_set_child (GTK_OVERLAY (overlay), card);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), menu);
  gtk_widget_set_halign (menu, GTK_ALIGN_END);
  gtk_widget_set_valign (menu, GTK_ALIGN_START);
  gtk_widget_add_css_class (menu, "over-cover");
  g_signal_connect_object (card, "clicked", G_CALLBACK (card_opened_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (card), "nx-scenario", (gpointer) info);
  g_ptr_array_add (self->cards, card);
  return overlay;
}

static GtkWidget *
create_row (NxScenariosPage      *self,
            const NxScenarioInfo *info)
{
  GtkWidget *row = nx_card_row_new (info->part, info->title);
  GtkWidget *menu = create_menu_button (self, info);

  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (menu, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu);
  g_object_set_data (G_OBJECT (row), "nx-scenario", (gpointer) info);
  g_ptr_array_add (self->cards, row);
  return row;
}

static void
row_activated_cb (NxScenariosPage *self,
                  GtkWidget       *row)
{
  card_opened_cb (self, row);
}

static GtkWidget *
create_group (NxScenariosPage *self,
              GPtrArray       *scenarios)
{
  GtkWidget *group;

  if (self->narrow)
    {
      group = gtk_list_box_new ();
      gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (group, "boxed-list");
      g_signal_connect_object (group, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
    }
  else
    group = nx_card_grid_new (3, 260);
  for (guint i = 0; i < scenarios->len; i++)
    {
      const NxScenarioInfo *info = g_ptr_array_index (scenarios, i);

      if (self->narrow)
        gtk_list_box_append (GTK_LIST_BOX (group), create_row (self, info));
      else
        nx_card_grid_append (NX_CARD_GRID (group), create_card (self, info));
    }
  return group;
}

static void
build_part (NxScenariosPage *self,
            char             part,
            const char      *title)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  g_autoptr (GPtrArray) scenarios = g_ptr_array_new ();
  GtkWidget *head, *group;

  for (guint i = 0; i < catalogue->scenarios->len; i++)
    {
      NxScenarioInfo *info = g_ptr_array_index (catalogue->scenarios, i);

      if (info->error != NULL ? part == 0 : info->part == part)
        g_ptr_array_add (scenarios, info);
    }
  if (scenarios->len == 0)
    return;
  head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_set_margin_top (head, 8);
  gtk_box_append (GTK_BOX (head), part != 0 ? nx_part_tile_new (part) : nx_part_tile_new_icon ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (head), nx_text_new_heading (title, self->narrow));
  group = create_group (self, scenarios);
  nx_text_set_accessible (group, title, NULL);
  gtk_box_append (self->box, head);
  gtk_box_append (self->box, group);
}

static void
refresh_progress (NxScenariosPage *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);
      const NxScenarioInfo *info = g_object_get_data (G_OBJECT (card), "nx-scenario");
      g_auto (NxStanding) standing = { 0 };

      nx_standing_init_scenario (&standing, self->context, info);
      if (NX_IS_CARD (card))
        {
          nx_card_set_meta (NX_CARD (card), standing.meta, info->place);
          nx_card_set_state (NX_CARD (card), standing.state, standing.fraction, standing.word, standing.description);
        }
      else
        {
          nx_card_row_set_meta (NX_CARD_ROW (card), standing.meta);
          nx_card_row_set_state (NX_CARD_ROW (card), standing.state, standing.fraction, standing.word, standing.description);
        }
    }
  /* Nothing to start again or to debrief before the first ending. */
  for (guint i = 0; i < self->menus->len; i++)
    {
      GtkWidget *menu = g_ptr_array_index (self->menus, i);
      const NxScenarioInfo *info = g_object_get_data (G_OBJECT (menu), "nx-scenario");

      gtk_widget_set_visible (menu, find_ended_run (self, info->id) != NULL);
    }
}

static void
build (NxScenariosPage *self)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  const GError *problem = nx_context_get_problem (self->context);
  GtkWidget *child;

  g_ptr_array_set_size (self->cards, 0);
  g_ptr_array_set_size (self->menus, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (!nx_context_is_ready (self->context))
    {
      gtk_stack_set_visible_child_name (self->stack, "opening");
      return;
    }
  if (!nx_context_can_save (self->context) || catalogue == NULL || catalogue->scenarios->len == 0)
    {
      if (!nx_context_can_save (self->context))
        nx_problem_show_store (self->status, self->context, problem);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  for (guint i = 0; i < catalogue->pack->parts->len; i++)
    {
      const NxPart *part = g_ptr_array_index (catalogue->pack->parts, i);

      build_part (self, part->letter, part->title);
    }
  build_part (self, 0, _("Cannot be opened"));
  refresh_progress (self);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static void
width_class_cb (NxScenariosPage *self)
{
  gboolean narrow = nx_adaptive_bin_get_class_for (GTK_WIDGET (self)) == NX_WIDTH_NARROW;

  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      build (self);
    }
}

static void
nx_scenarios_page_root (GtkWidget *widget)
{
  GtkWidget *bin = gtk_widget_get_ancestor (widget, NX_TYPE_ADAPTIVE_BIN);

  GTK_WIDGET_CLASS (nx_scenarios_page_parent_class)->root (widget);
  if (bin != NULL)
    g_signal_connect_object (bin, "notify::width-class", G_CALLBACK (width_class_cb), widget, G_CONNECT_SWAPPED);
  width_class_cb (NX_SCENARIOS_PAGE (widget));
}

static void
nx_scenarios_page_dispose (GObject *object)
{
  NxScenariosPage *self = NX_SCENARIOS_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_SCENARIOS_PAGE);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_scenarios_page_parent_class)->dispose (object);
}

static void
nx_scenarios_page_finalize (GObject *object)
{
  g_ptr_array_unref (NX_SCENARIOS_PAGE (object)->cards);
  g_ptr_array_unref (NX_SCENARIOS_PAGE (object)->menus);
  G_OBJECT_CLASS (nx_scenarios_page_parent_class)->finalize (object);
}

static void
nx_scenarios_page_class_init (NxScenariosPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_scenarios_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_scenarios_page_finalize;
  widget_class->root = nx_scenarios_page_root;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenarios-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxScenariosPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxScenariosPage, status);
  gtk_widget_class_bind_template_child (widget_class, NxScenariosPage, box);
  gtk_widget_class_install_action (widget_class, "scenarios.start-again", "s", start_again_cb);
  gtk_widget_class_install_action (widget_class, "scenarios.debrief", "s", debrief_cb);
}

static void
nx_scenarios_page_init (NxScenariosPage *self)
{
  self->cards = g_ptr_array_new ();
  self->menus = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
}

GtkWidget *
nx_scenarios_page_new (NxContext *context)
{
  NxScenariosPage *self = g_object_new (NX_TYPE_SCENARIOS_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (refresh_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "progress-changed", G_CALLBACK (refresh_progress), self, G_CONNECT_SWAPPED);
  build (self);
  return GTK_WIDGET (self);
}
