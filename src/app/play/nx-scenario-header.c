/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The player's controls above the board, and what the scenario says of itself. */

#include "config.h"

#include "nx-scenario-header.h"

#include "nx-block-view.h"
#include "nx-flow.h"
#include "nx-text.h"

#include <glib/gi18n.h>

struct _NxScenarioHeader
{
  AdwBin parent_instance;
  AdwWindowTitle *title;
  GtkWidget *back_button, *dossier_button, *timeline_button, *about_button;
  GtkScrolledWindow *about_scroller;
  GtkWidget *about_box;
  GtkLabel *fiction_label, *length_label;
  NxBlockView *about_view;
};

G_DEFINE_FINAL_TYPE (NxScenarioHeader, nx_scenario_header, ADW_TYPE_BIN)

#define ABOUT_HEIGHT_PX 440

/* A scrolled window would ask for the height that its text has in one long line. */
static void
fit_about_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  NxScenarioHeader *self = user_data;
  int width, height;

  g_object_get (self->about_scroller, "width-request", &width, NULL);
  gtk_widget_measure (self->about_box, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->about_scroller, MIN (height, ABOUT_HEIGHT_PX));
}

static void
nx_scenario_header_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_SCENARIO_HEADER);
  G_OBJECT_CLASS (nx_scenario_header_parent_class)->dispose (object);
}

static void
nx_scenario_header_class_init (NxScenarioHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_scenario_header_dispose;
  g_type_ensure (NX_TYPE_BLOCK_VIEW);
  g_type_ensure (NX_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenario-header.ui");
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, title);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, back_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, dossier_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, timeline_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, about_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, about_scroller);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, about_box);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, fiction_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, length_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioHeader, about_view);
}

static void
nx_scenario_header_init (NxScenarioHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->about_button), fit_about_cb, self, NULL);
  nx_scenario_header_set_words (self);
}

void
nx_scenario_header_set_words (NxScenarioHeader *self)
{
  g_return_if_fail (NX_IS_SCENARIO_HEADER (self));
  nx_text_name_control (self->back_button, _("Back"));
  nx_text_name_control (self->dossier_button, _("Dossier"));
  nx_text_name_control (self->timeline_button, _("Decisions so far"));
  nx_text_name_control (self->about_button, _("About this scenario"));
}

void
nx_scenario_header_set_board (NxScenarioHeader *self,
                              NxScenarioBoard  *board)
{
  g_return_if_fail (NX_IS_SCENARIO_HEADER (self));
  nx_scenario_board_bind_buttons (board, self->dossier_button, self->timeline_button);
}

void
nx_scenario_header_set_titles (NxScenarioHeader *self,
                               const char       *title,
                               const char       *subtitle)
{
  g_return_if_fail (NX_IS_SCENARIO_HEADER (self));
  nx_text_set_titles (self->title, title, subtitle);
}

void
nx_scenario_header_set_scenario (NxScenarioHeader *self,
                                 const NxScenario *scenario,
                                 NxBlockAids      *aids)
{
  g_autofree char *length = g_strdup_printf (g_dngettext (NULL, "About %u minute", "About %u minutes", scenario->minutes), scenario->minutes);

  g_return_if_fail (NX_IS_SCENARIO_HEADER (self));
  gtk_label_set_text (self->fiction_label, _("This scenario is fictional. Places and people are invented."));
  gtk_label_set_text (self->length_label, length);
  nx_block_view_set_blocks (self->about_view, aids, scenario->about, 1, FALSE);
  gtk_widget_set_visible (self->about_button, TRUE);
}

void
nx_scenario_header_place (NxScenarioHeader *self,
                          gboolean          playing,
                          NxWidthClass      width)
{
  g_return_if_fail (NX_IS_SCENARIO_HEADER (self));
  gtk_widget_set_visible (self->dossier_button, playing && width != NX_WIDTH_NARROW);
  gtk_widget_set_visible (self->timeline_button, playing && width != NX_WIDTH_NARROW);
}
