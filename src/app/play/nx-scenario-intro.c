/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The entry page of a scenario. Good Practices are not named: they would give the answer away. */

#include "config.h"

#include "nx-scenario-intro.h"

#include "nx-flow.h"
#include "nx-scenario-words.h"
#include "nx-side-row.h"
#include "nx-text.h"
#include "nx-words.h"

#include <glib/gi18n.h>

struct _NxScenarioIntro
{
  AdwBin parent_instance;
  GtkLabel *place_label, *title_label, *summary_label, *fiction_label, *again_label;
  GtkListBox *facts_list;
  GtkWidget *begin_button, *practice_button;

  NxContext *context;
  GCancellable *cancellable;    /* of what is loaded now */
};

G_DEFINE_FINAL_TYPE (NxScenarioIntro, nx_scenario_intro, ADW_TYPE_BIN)

enum { SIGNAL_SHOWN, SIGNAL_FAILED, SIGNAL_BEGIN, SIGNAL_PRACTICE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
begin_clicked_cb (NxScenarioIntro *self)
{
  g_signal_emit (self, signals[SIGNAL_BEGIN], 0);
}

static void
practice_clicked_cb (NxScenarioIntro *self)
{
  g_signal_emit (self, signals[SIGNAL_PRACTICE], 0);
}

static void
nx_scenario_intro_dispose (GObject *object)
{
  NxScenarioIntro *self = NX_SCENARIO_INTRO (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_SCENARIO_INTRO);
  G_OBJECT_CLASS (nx_scenario_intro_parent_class)->dispose (object);
}

static void
nx_scenario_intro_class_init (NxScenarioIntroClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_scenario_intro_dispose;
  signals[SIGNAL_SHOWN] = g_signal_new ("shown", NX_TYPE_SCENARIO_INTRO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", NX_TYPE_SCENARIO_INTRO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_BEGIN] = g_signal_new ("begin", NX_TYPE_SCENARIO_INTRO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PRACTICE] = g_signal_new ("practice", NX_TYPE_SCENARIO_INTRO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-scenario-intro.ui");
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, place_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, title_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, summary_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, facts_list);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, fiction_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, again_label);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, begin_button);
  gtk_widget_class_bind_template_child (widget_class, NxScenarioIntro, practice_button);
  gtk_widget_class_bind_template_callback (widget_class, begin_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_clicked_cb);
}

static void
nx_scenario_intro_init (NxScenarioIntro *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title_label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1, -1);
}

static void
add_fact (NxScenarioIntro *self,
          const char      *icon_name,
          const char      *title,
          const char      *value)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = nx_side_row_new (12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (box, "fact-row");
  gtk_box_append (GTK_BOX (words), nx_flow_new (title, NULL));
  gtk_box_append (GTK_BOX (words), nx_flow_new (value, "caption"));
  gtk_widget_add_css_class (GTK_WIDGET (nx_flow_get_label (NX_FLOW (gtk_widget_get_last_child (words)))), "secondary");
  nx_side_row_append (NX_SIDE_ROW (box), icon);
  nx_side_row_append (NX_SIDE_ROW (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  nx_text_set_accessible (row, title, value);
  gtk_list_box_append (self->facts_list, row);
}

static char *
dup_role (const NxScenario *scenario)
{
  GString *words = g_string_new (scenario->role_title);

  for (guint i = 0; i < scenario->role_text->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (scenario->role_text, i);
      g_autofree char *plain = block->kind == NX_BLOCK_P ? nx_inline_dup_plain (block->text) : NULL;

      if (plain != NULL)
        g_string_append_printf (words, "%s%s", i == 0 ? ". " : " ", plain);
    }
  return g_string_free (words, FALSE);
}

static char *
dup_meters (const NxScenario *scenario)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);

      g_string_append_printf (words, "%s%s", i == 0 ? "" : " · ", meter->title);
    }
  return g_string_free (words, FALSE);
}

static gboolean
has_finished_run (NxScenarioIntro *self,
                  const char      *scenario)
{
  NxProgress *all = nx_context_get_progress (self->context);
  const NxScenarioProgress *progress = all != NULL ? nx_progress_get_scenario (all, scenario) : NULL;

  for (guint i = 0; progress != NULL && i < progress->runs->len; i++)
    {
      const NxScenarioRun *run = g_ptr_array_index (progress->runs, i);

      if (run->counts && run->ended_us > 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_texts (NxScenarioIntro  *self,
            const NxScenario *scenario)
{
  g_autofree char *summary = nx_inline_dup_plain (scenario->summary);
  g_autofree char *role = dup_role (scenario);
  g_autofree char *meters = dup_meters (scenario);
  g_autofree char *story = nx_units_dup_words (scenario->unit, scenario->limit);
  g_autofree char *minutes = g_strdup_printf (g_dngettext (NULL, "About %u minute", "About %u minutes", scenario->minutes), scenario->minutes);
  /* Translators: minutes at the screen, then how much time passes in the story. */
  g_autofree char *length = g_strdup_printf (_("%s. In the story: at most %s."), minutes, story);
  GtkListBoxRow *row;

  gtk_label_set_text (self->place_label, scenario->place);
  gtk_label_set_text (self->title_label, scenario->title);
  gtk_label_set_text (self->summary_label, summary);
  while ((row = gtk_list_box_get_row_at_index (self->facts_list, 0)) != NULL)
    gtk_list_box_remove (self->facts_list, GTK_WIDGET (row));
  add_fact (self, "nx-interview-symbolic", _("Your role"), role);
  add_fact (self, "nx-time-symbolic", _("Length"), length);
  add_fact (self, "nx-effect-symbolic", _("What your decisions move"), meters);
  gtk_label_set_text (self->fiction_label, _("This scenario is fictional. Places and people are invented. Each decision is saved; you can stop at any time."));
}

/* Who has finished it before chooses whether a new start counts. */
static void
show_ways (NxScenarioIntro *self,
           gboolean         again)
{
  gtk_label_set_text (self->again_label, _("You have finished this scenario before. A new start can count, as a new run in your record, or be practice."));
  gtk_widget_set_visible (GTK_WIDGET (self->again_label), again);
  gtk_widget_set_visible (self->practice_button, again);
  gtk_button_set_label (GTK_BUTTON (self->begin_button), again ? _("It counts") : _("Begin"));
  gtk_button_set_label (GTK_BUTTON (self->practice_button), _("Practice"));
}

static void
set_direction (NxScenarioIntro  *self,
               GtkTextDirection  direction)
{
  nx_widget_set_direction_deep (GTK_WIDGET (self->facts_list), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->summary_label), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->title_label), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->place_label), direction);
}

void
nx_scenario_intro_focus (NxScenarioIntro *self)
{
  g_return_if_fail (NX_IS_SCENARIO_INTRO (self));
  gtk_widget_grab_focus (self->begin_button);
}

/* ---- Loading ---- */

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const char *const *names = task_data;
  GError *error = NULL;
  NxScenario *scenario = nx_library_load_scenario (source, names[0], names[1], &error);

  if (scenario != NULL)
    g_task_return_pointer (task, scenario, (GDestroyNotify) nx_scenario_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxScenarioIntro) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxScenario) scenario = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (scenario == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  show_texts (self, scenario);
  show_ways (self, has_finished_run (self, scenario->id));
  set_direction (self, nx_language_get_direction (nx_study_get_language (nx_context_get_study (self->context))));
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, scenario->title);
}

void
nx_scenario_intro_open (NxScenarioIntro *self,
                        NxContext       *context,
                        const char      *scenario)
{
  g_autoptr (GTask) task = NULL;
  char **names = g_new0 (char *, 3);

  g_return_if_fail (NX_IS_SCENARIO_INTRO (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->context, context);
  names[0] = g_strdup (scenario);
  names[1] = g_strdup (nx_study_get_language (nx_context_get_study (context)));
  task = g_task_new (nx_context_get_library (context), self->cancellable, loaded_cb, g_object_ref (self));
  g_task_set_source_tag (task, nx_scenario_intro_open);
  g_task_set_task_data (task, names, (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_thread);
}
