/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns how an outcome stands in a table, yours beside the expert's, and how practices stand in a list. */

#include "config.h"

#include "nx-debrief-outcome.h"

#include <glib/gi18n.h>

#include "nx-flow.h"
#include "nx-scenario-words.h"
#include "nx-side-row.h"
#include "nx-state-pill.h"
#include "nx-text.h"

static GtkWidget *
attach_cell (GtkGrid    *grid,
             int         column,
             int         row,
             const char *text,
             const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, column == 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

static void
attach_outcome (GtkGrid    *grid,
                int         row,
                const char *name,
                const char *yours,
                const char *experts)
{
  GtkWidget *heading = attach_cell (grid, 0, row, name, NULL);
  GtkWidget *you = attach_cell (grid, 1, row, yours, "outcome-yours");
  GtkWidget *expert = attach_cell (grid, 2, row, experts, "secondary");

  gtk_accessible_update_relation (GTK_ACCESSIBLE (you), GTK_ACCESSIBLE_RELATION_LABELLED_BY, heading, you, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (expert), GTK_ACCESSIBLE_RELATION_LABELLED_BY, heading, expert, NULL, -1);
}

void
nx_debrief_fill_outcome (GtkGrid          *grid,
                         const NxScenario *scenario,
                         const NxDebrief  *debrief)
{
  g_autofree char *your_time = nx_units_dup_words (scenario->unit, nx_scenario_state_get_clock (debrief->state));
  g_autofree char *expert_time = nx_units_dup_words (scenario->unit, nx_scenario_state_get_clock (debrief->expert_state));
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  attach_cell (grid, 1, row, C_("column of the outcome table", "You"), "caption-heading");
  attach_cell (grid, 2, row++, C_("column of the outcome table", "Expert"), "caption-heading");
  attach_outcome (grid, row++, _("Ending"),
                  ((const NxEnding *) g_ptr_array_index (scenario->endings, debrief->ending))->title,
                  ((const NxEnding *) g_ptr_array_index (scenario->endings, debrief->expert_ending))->title);
  attach_outcome (grid, row++, _("Time used"), your_time, expert_time);
  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);
      const NxBand *yours = nx_meter_get_band (meter, nx_scenario_state_get_meter (debrief->state, (int) i), NULL);
      const NxBand *experts = nx_meter_get_band (meter, nx_scenario_state_get_meter (debrief->expert_state, (int) i), NULL);

      attach_outcome (grid, row++, meter->title, yours->title, experts->title);
    }
}

static GtkWidget *
make_mark_pill (NxMark mark)
{
  switch (mark)
    {
    case NX_MARK_APPLIED:
      return nx_state_pill_new ("nx-check-symbolic", C_("Good Practice in a debrief", "Applied"), "success");
    case NX_MARK_PARTLY:
      return nx_state_pill_new (NULL, C_("Good Practice in a debrief", "Partly"), NULL);
    case NX_MARK_MISSED:
    default:
      return nx_state_pill_new ("nx-cross-symbolic", C_("Good Practice in a debrief", "Missed"), "warning");
    }
}

/* "Lawyer and interpreter, decision 2": the first showing says it. */
static char *
dup_outcome_words (const NxPracticeOutcome *outcome)
{
  const char *text = outcome->texts->len > 0 ? g_ptr_array_index (outcome->texts, 0) : NULL;
  int number = outcome->decisions->len > 0 ? g_array_index (outcome->decisions, int, 0) : 0;
  g_autofree char *isolated = NULL;

  if (text == NULL)
    return NULL;
  if (number <= 0)
    return g_strdup (text);
  isolated = nx_text_isolate (text);
  /* Translators: what was done, and at which decision */
  return g_strdup_printf (C_("Good Practice in a debrief", "%s, decision %d"), isolated, number);
}

static GtkWidget *
make_disc (NxBlockAids *aids,
           const char  *practice_id)
{
  const NxPractice *practice = nx_block_aids_get_practice (aids, practice_id);
  g_autofree char *number = practice != NULL ? nx_practice_dup_number (practice) : g_strdup (practice_id);
  GtkWidget *disc = gtk_label_new (number);

  gtk_widget_add_css_class (disc, "number-disc");
  gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
  if (practice != NULL)
    gtk_widget_add_css_class (disc, nx_text_part_class (practice->part));
  return disc;
}

/* As AdwActionRow looks, whose wrapping labels are laid out fifty times before they have their place. */
static GtkWidget *
make_practice_row (NxBlockAids             *aids,
                   const NxPracticeOutcome *outcome)
{
  const NxPractice *practice = nx_block_aids_get_practice (aids, outcome->practice);
  const char *title = practice != NULL ? practice->title : outcome->practice;
  g_autofree char *words = dup_outcome_words (outcome);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = nx_side_row_new (12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *pill = make_mark_pill (outcome->mark);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), nx_flow_new (title, NULL));
  if (words != NULL)
    {
      GtkWidget *detail = nx_flow_new (words, "caption");

      gtk_widget_add_css_class (GTK_WIDGET (nx_flow_get_label (NX_FLOW (detail))), "secondary");
      gtk_box_append (GTK_BOX (texts), detail);
    }
  nx_side_row_append (NX_SIDE_ROW (line), make_disc (aids, outcome->practice));
  nx_side_row_append (NX_SIDE_ROW (line), texts);
  nx_side_row_append (NX_SIDE_ROW (line), pill);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), practice != NULL);
  nx_text_set_accessible (row, title, words);
  g_object_set_data_full (G_OBJECT (row), "practice", g_strdup (outcome->practice), g_free);
  return row;
}

void
nx_debrief_append_practice (GtkListBox              *list,
                            NxBlockAids             *aids,
                            const NxPracticeOutcome *outcome)
{
  gtk_list_box_append (list, make_practice_row (aids, outcome));
}
