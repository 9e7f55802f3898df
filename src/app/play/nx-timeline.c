/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Decisions so far. What comes is not shown: the story has no fixed length. */

#include "config.h"

#include "nx-timeline.h"

#include "nx-flow.h"
#include "nx-panel-bin.h"
#include "nx-scenario-words.h"
#include "nx-side-row.h"
#include "nx-text.h"
#include "nx-wrap-layout.h"

#include <glib/gi18n.h>

struct _NxTimeline
{
  AdwBin parent_instance;
  GtkLabel *heading_label, *foot_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (NxTimeline, nx_timeline, ADW_TYPE_BIN)

enum { SIGNAL_OPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  NxTimeline    *self)
{
  int move = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "move"));

  if (move > 0)                 /* kept one-based, so that the row without a move has none */
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, move - 1);
}

static void
nx_timeline_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_TIMELINE);
  G_OBJECT_CLASS (nx_timeline_parent_class)->dispose (object);
}

static void
nx_timeline_class_init (NxTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_timeline_dispose;
  signals[SIGNAL_OPEN] = g_signal_new ("open", NX_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  g_type_ensure (NX_TYPE_PANEL_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, NxTimeline, heading_label);
  gtk_widget_class_bind_template_child (widget_class, NxTimeline, foot_label);
  gtk_widget_class_bind_template_child (widget_class, NxTimeline, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
nx_timeline_init (NxTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A word or two that stand beside others. */
static GtkWidget *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* A row: the dot and its piece of line at the start, the words beside. */
static GtkWidget *
make_row (GtkWidget *words,
          gboolean   past,
          gboolean   last)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = nx_side_row_new (12);
  GtkWidget *rail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (dot, "timeline-dot");
  gtk_widget_add_css_class (dot, past ? "past" : "now");
  gtk_widget_set_halign (dot, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (rail), dot);
  if (!last)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_add_css_class (line, "timeline-line");
      gtk_widget_set_vexpand (line, TRUE);
      gtk_widget_set_halign (line, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (rail), line);
    }
  gtk_widget_set_hexpand (words, TRUE);
  nx_side_row_append (NX_SIDE_ROW (box), rail);
  nx_side_row_append (NX_SIDE_ROW (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), past);
  return row;
}

static GtkWidget *
make_changes (const NxScenario *scenario,
              const NxMove     *move)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *time = move->clock_after > move->clock_before ? nx_units_dup_words (scenario->unit, move->clock_after - move->clock_before) : NULL;

  /* A change of two long words takes the next line whole, instead of breaking within a word. */
  gtk_widget_set_layout_manager (box, nx_wrap_layout_new (8, 2));
  if (time != NULL)
    add_label (box, time, "timeline-time");
  for (guint i = 0; i < move->meter_changes->len; i++)
    {
      const NxMeterChange *change = &g_array_index (move->meter_changes, NxMeterChange, i);
      const NxMeter *meter = g_ptr_array_index (scenario->meters, change->meter);
      g_autofree char *words = nx_meter_change_dup_words (meter, change);

      gtk_widget_add_css_class (add_label (box, words, "timeline-change"), nx_meter_change_get_class (meter, change));
    }
  return box;
}

static void
add_decision (NxTimeline       *self,
              const NxScenario *scenario,
              const NxMove     *move,
              guint             index,
              int               number)
{
  const NxScene *scene = g_ptr_array_index (scenario->scenes, move->from_scene);
  const NxChoice *choice = g_ptr_array_index (scene->decision->choices, move->choice);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *moment = nx_clock_dup_words (scenario->unit, move->clock_before);
  g_autofree char *text = nx_inline_dup_plain (choice->text);
  /* Translators: the number of a decision, then what was chosen. */
  g_autofree char *name = g_strdup_printf (_("Decision %d: %s"), number, text);
  GtkWidget *row;

  gtk_box_append (GTK_BOX (words), nx_flow_new (moment, "timeline-moment"));
  gtk_box_append (GTK_BOX (words), nx_flow_new (text, "timeline-text"));
  gtk_box_append (GTK_BOX (words), make_changes (scenario, move));
  row = make_row (words, TRUE, FALSE);
  g_object_set_data (G_OBJECT (row), "move", GUINT_TO_POINTER (index + 1));
  nx_text_set_accessible (row, name, _("Opens it to be read again"));
  gtk_list_box_append (self->list, row);
}

static void
add_now (NxTimeline            *self,
         const NxScenario      *scenario,
         const NxScenarioState *state)
{
  int scene_index = nx_scenario_state_get_scene (state);
  int ending_index = nx_scenario_state_get_ending (state);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *moment = nx_clock_now_dup_words (scenario->unit, nx_scenario_state_get_clock (state));
  const char *title;
  GtkWidget *row;

  if (ending_index >= 0)
    {
      const NxEnding *ending = g_ptr_array_index (scenario->endings, ending_index);

      title = ending->title;
      gtk_box_append (GTK_BOX (words), nx_flow_new (_("Outcome"), "timeline-moment"));
    }
  else
    {
      const NxScene *scene = g_ptr_array_index (scenario->scenes, scene_index);

      title = scene->decision != NULL ? scene->decision->label : scene->title;
      gtk_box_append (GTK_BOX (words), nx_flow_new (moment, "timeline-moment"));
    }
  gtk_box_append (GTK_BOX (words), nx_flow_new (title, "timeline-now"));
  row = make_row (words, FALSE, TRUE);
  nx_text_set_accessible (row, title, ending_index >= 0 ? _("Outcome") : moment);
  gtk_list_box_append (self->list, row);
}

void
nx_timeline_update (NxTimeline        *self,
                    NxScenarioAttempt *attempt)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (attempt);
  GPtrArray *moves = nx_scenario_attempt_get_moves (attempt);
  GtkListBoxRow *row;
  int number = 0;

  g_return_if_fail (NX_IS_TIMELINE (self));
  gtk_label_set_text (self->heading_label, _("Decisions so far"));
  gtk_label_set_text (self->foot_label, _("You can replay from any decision after the debrief. Your first path is the one in your record."));
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < moves->len; i++)
    {
      const NxMove *move = g_ptr_array_index (moves, i);

      if (move->choice >= 0)
        add_decision (self, scenario, move, i, ++number);
    }
  add_now (self, scenario, nx_scenario_attempt_get_state (attempt));
}

void
nx_timeline_focus (NxTimeline *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (NX_IS_TIMELINE (self));
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
