/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-learn-page.h"

#include <glib/gi18n.h>

#include "nx-card.h"
#include "nx-continue-card.h"
#include "nx-dates.h"
#include "nx-next-step.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-problem-page.h"
#include "nx-standing.h"
#include "nx-widgets.h"

struct _NxLearnPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  AdwStatusPage *status;         /* NULL until there is nothing to learn */
  GtkBox *box;

  NxContext *context;
  NxContinueCard *continue_card;
  GPtrArray *cards;              /* NxCard or NxCardRow, borrowed; "nx-module" holds its NxModuleInfo */
  GPtrArray *rings;              /* NxProgressRing, borrowed; "nx-path" and "nx-label" */
  GPtrArray *heads;              /* GtkLabel "2 of 3 done"; "nx-modules" */
  char *filter;                  /* path id, or NULL */
  gboolean narrow;
  gboolean all_paths;            /* narrow: the others were asked for */
};

G_DEFINE_FINAL_TYPE (NxLearnPage, nx_learn_page, ADW_TYPE_BIN)

static void build (NxLearnPage *self);

/* ---- Opening ---- */

static void
open_module (NxLearnPage        *self,
             const NxModuleInfo *info)
{
  GtkWidget *page;

  if (info->error != NULL)
    page = nx_problem_page_new_damaged (info->error);
  else
    page = nx_reader_new (self->context, info->id, NULL);
  nx_navigate_push (GTK_WIDGET (self), page);
}

/* Where the learner stopped: in a test that is not finished, otherwise in the text. */
static void
resume_module (NxLearnPage        *self,
               const NxModuleInfo *info)
{
  NxProgress *all = nx_context_get_progress (self->context);
  const NxModuleProgress *progress = all != NULL ? nx_progress_get_module (all, info->id) : NULL;

  if (info->error == NULL && progress != NULL && progress->open_test != NULL && nx_context_can_save (self->context))
    nx_navigate_push (GTK_WIDGET (self), nx_test_page_new (self->context, info->id, NX_ASK_RESUME));
  else
    open_module (self, info);
}

static void
card_opened_cb (NxLearnPage *self,
                GtkWidget   *card)
{
  open_module (self, g_object_get_data (G_OBJECT (card), "nx-module"));
}

static void
continue_cb (NxLearnPage *self)
{
  NxNextStep step = nx_next_step_find (self->context);

  switch (step.kind)
    {
    case NX_NEXT_MODULE:
      resume_module (self, step.module);
      break;
    case NX_NEXT_SCENARIO:
      nx_navigate_push (GTK_WIDGET (self), nx_scenario_page_new (self->context, step.scenario->id, NX_ASK_RESUME));
      break;
    case NX_NEXT_ALL_DONE:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.place", "s", "scenarios");
      break;
    case NX_NEXT_NOTHING:
    default:
      break;
    }
}

/* ---- The first card ---- */

static char *
dup_when (NxLearnPage *self,
          gint64       when_us)
{
  return nx_date_words_when (when_us, nx_clock_get_wall_us (nx_context_get_clock (self->context)));
}

static char *
dup_module_place (NxLearnPage            *self,
                  const NxModuleInfo     *info,
                  const NxModuleProgress *progress)
{
  const char *letter = nx_text_part_letter (info->part);

  if (progress != NULL && progress->open_test != NULL)
    return g_strdup_printf (_("Part %s, module %u · the test is not finished"), letter, info->number);
  if (progress != NULL && g_hash_table_size (progress->read) >= info->sections->len && info->has_test)
    return g_strdup_printf (_("Part %s, module %u · only the test is left"), letter, info->number);
  for (guint i = 0; progress != NULL && progress->section != NULL && i < info->sections->len; i++)
    {
      const NxSectionInfo *section = g_ptr_array_index (info->sections, i);

      if (g_str_equal (section->id, progress->section))
        {
          g_autofree char *title = nx_text_isolate (section->title);

          return g_strdup_printf (_("Part %s, module %u · section %u of %u: %s"), letter, info->number, i + 1, info->sections->len, title);
        }
    }
  return g_strdup_printf (_("Part %s, module %u"), letter, info->number);
}

static void
show_module_step (NxLearnPage      *self,
                  const NxNextStep *step)
{
  NxProgress *all = nx_context_get_progress (self->context);
  const NxModuleProgress *progress = all != NULL ? nx_progress_get_module (all, step->module->id) : NULL;
  g_auto (NxStanding) standing = { 0 };
  g_autofree char *when = step->resumed ? dup_when (self, step->when_us) : NULL;
  g_autofree char *title = nx_text_isolate (step->module->title);
  g_autofree char *kicker = NULL;
  g_autofree char *place = NULL;
  g_autofree char *left = NULL;
  g_autofree char *name = NULL;

  nx_standing_init_module (&standing, self->context, step->module, FALSE);
  if (step->resumed)
    kicker = g_strdup_printf (_("Continue where you stopped · %s"), when);
  else
    kicker = g_strdup (step->first_visit ? _("Start here") : _("Next on your path"));
  place = step->resumed ? dup_module_place (self, step->module, progress) : g_strdup (step->module->summary);
  if (standing.minutes_left > 0)
    left = g_strdup_printf (ngettext ("About %u minute left", "About %u minutes left", standing.minutes_left), standing.minutes_left);
  /* Translators: a screen reader's name of the Continue button; %s is the title of a module. */
  name = g_strdup_printf (step->resumed ? _("Continue %s") : _("Start %s"), title);
  nx_continue_card_set (self->continue_card, &(NxContinueText) {
    .id = step->module->id,
    .part = step->module->part,
    .kicker = kicker,
    .title = step->module->title,
    .place = place,
    .fraction = step->resumed ? standing.fraction : -1,
    .left = step->resumed ? left : standing.meta,
    .button = step->resumed ? _("Continue") : _("Start"),
    .button_name = name,
  });
}

static void
show_scenario_step (NxLearnPage      *self,
                    const NxNextStep *step)
{
  g_auto (NxStanding) standing = { 0 };
  g_autofree char *when = dup_when (self, step->when_us);
  g_autofree char *kicker = g_strdup_printf (_("Continue where you stopped · %s"), when);
  g_autofree char *title = nx_text_isolate (step->scenario->title);
  g_autofree char *name = g_strdup_printf (_("Continue %s"), title);

  nx_standing_init_scenario (&standing, self->context, step->scenario);
  nx_continue_card_set (self->continue_card, &(NxContinueText) {
    .id = step->scenario->id,
    .part = step->scenario->part,
    .kicker = kicker,
    .title = step->scenario->title,
    .place = standing.meta,
    .fraction = -1,
    .left = _("A decision is waiting for you"),
    .button = _("Continue"),
    .button_name = name,
  });
}

static void
refresh_continue (NxLearnPage *self)
{
  NxNextStep step = nx_next_step_find (self->context);

  gtk_widget_set_visible (GTK_WIDGET (self->continue_card), step.kind != NX_NEXT_NOTHING);
  if (step.kind == NX_NEXT_MODULE)
    show_module_step (self, &step);
  else if (step.kind == NX_NEXT_SCENARIO)
    show_scenario_step (self, &step);
  else if (step.kind == NX_NEXT_ALL_DONE)
    nx_continue_card_set (self->continue_card, &(NxContinueText) {
      .id = "done",
      .part = 'c',
      .kicker = _("Well read"),
      .title = _("You have finished your path"),
      .place = _("Every module stays open. A scenario shows how the pieces work together."),
      .fraction = -1,
      .button = nx_context_get_catalogue (self->context)->scenarios->len > 0 ? _("Try a scenario") : NULL,
      .button_name = _("Try a scenario"),
    });
}

/* ---- State of what is built ---- */

static void
refresh_card (NxLearnPage *self,
              GtkWidget   *card,
              gboolean     start_here)
{
  const NxModuleInfo *info = g_object_get_data (G_OBJECT (card), "nx-module");
  g_auto (NxStanding) standing = { 0 };

  nx_standing_init_module (&standing, self->context, info, start_here);
  if (NX_IS_CARD (card))
    {
      nx_card_set_meta (NX_CARD (card), standing.meta, NULL);
      nx_card_set_state (NX_CARD (card), standing.state, standing.fraction, standing.word, standing.description);
    }
  else
    {
      nx_card_row_set_meta (NX_CARD_ROW (card), standing.meta);
      nx_card_row_set_state (NX_CARD_ROW (card), standing.state, standing.fraction, standing.word, standing.description);
    }
}

static void
refresh_ring (NxLearnPage *self,
              GtkWidget   *ring)
{
  const NxPathInfo *path = g_object_get_data (G_OBJECT (ring), "nx-path");
  GtkLabel *label = g_object_get_data (G_OBJECT (ring), "nx-label");
  GtkWidget *card = g_object_get_data (G_OBJECT (ring), "nx-card");
  guint n = path->modules->len;
  guint n_done = nx_standing_count_done (self->context, path->modules);
  g_autofree char *inside = g_strdup_printf ("%u", n_done);
  g_autofree char *title = nx_text_isolate (path->title);
  g_autofree char *text = NULL;
  /* Translators: a learning path and how much of it is done, for a screen reader. */
  g_autofree char *name = g_strdup_printf (ngettext ("%s path, %u of %u module done", "%s path, %u of %u modules done", n), title, n_done, n);

  if (path == nx_next_step_get_path (self->context))
    text = g_strdup_printf (ngettext ("Your path · %u of %u module done", "Your path · %u of %u modules done", n), n_done, n);
  else
    text = g_strdup_printf (_("%u of %u"), n_done, n);
  gtk_label_set_label (label, text);
  nx_progress_ring_set (NX_PROGRESS_RING (ring), n > 0 ? (double) n_done / n : 0, inside, name);
  nx_text_set_accessible (card, name, NULL);
}

static void
refresh_head (NxLearnPage *self,
              GtkLabel    *label)
{
  GPtrArray *modules = g_object_get_data (G_OBJECT (label), "nx-modules");
  g_autofree char *text = g_strdup_printf (_("%u of %u done"), nx_standing_count_done (self->context, modules), modules->len);

  gtk_label_set_label (label, text);
}

static void
refresh_progress (NxLearnPage *self)
{
  NxNextStep step;

  if (self->continue_card == NULL)
    return;
  step = nx_next_step_find (self->context);
  refresh_continue (self);
  for (guint i = 0; i < self->cards->len; i++)
    {
      GtkWidget *card = g_ptr_array_index (self->cards, i);

      refresh_card (self, card, step.first_visit && g_object_get_data (G_OBJECT (card), "nx-module") == step.module);
    }
  for (guint i = 0; i < self->rings->len; i++)
    refresh_ring (self, g_ptr_array_index (self->rings, i));
  for (guint i = 0; i < self->heads->len; i++)
    refresh_head (self, g_ptr_array_index (self->heads, i));
}

/* ---- Paths ---- */

static void
set_filter (NxLearnPage *self,
            const char  *path)
{
  g_autofree char *old = g_steal_pointer (&self->filter);

  self->filter = g_strcmp0 (old, path) == 0 ? NULL : g_strdup (path);
  build (self);
}

static void
path_clicked_cb (NxLearnPage *self,
                 GtkWidget   *card)
{
  const NxPathInfo *path = g_object_get_data (G_OBJECT (card), "nx-path");

  set_filter (self, path->id);
}

static void
filter_cleared_cb (NxLearnPage *self)
{
  set_filter (self, NULL);
}

static void
all_paths_cb (NxLearnPage *self)
{
  self->all_paths = !self->all_paths;
  build (self);
}

static GtkWidget *
create_path_card (NxLearnPage      *self,
                  const NxPathInfo *path,
                  gboolean          own)
{
  GtkWidget *card = gtk_button_new ();
  GtkWidget *row = nx_side_row_new (14);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *ring = nx_progress_ring_new (own ? 48 : 42);
  GtkWidget *title = gtk_label_new (path->title);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "path-card");
  if (own)
    gtk_widget_add_css_class (card, "own");
  if (g_strcmp0 (self->filter, path->id) == 0)
    gtk_widget_add_css_class (card, "chosen");
  gtk_widget_add_css_class (title, "card-title");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "secondary");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (count), 0);
  gtk_label_set_wrap (GTK_LABEL (count), TRUE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), count);
  nx_side_row_append (NX_SIDE_ROW (row), ring);
  nx_side_row_append (NX_SIDE_ROW (row), texts);
  gtk_button_set_child (GTK_BUTTON (card), row);

  g_object_set_data (G_OBJECT (card), "nx-path", (gpointer) path);
  g_object_set_data (G_OBJECT (ring), "nx-path", (gpointer) path);
  g_object_set_data (G_OBJECT (ring), "nx-label", count);
  g_object_set_data (G_OBJECT (ring), "nx-card", card);
  g_ptr_array_add (self->rings, ring);
  g_signal_connect_object (card, "clicked", G_CALLBACK (path_clicked_cb), self, G_CONNECT_SWAPPED);
  return card;
}

static GtkWidget *
create_filter_chip (NxLearnPage      *self,
                    const NxPathInfo *path)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  g_autofree char *title = nx_text_isolate (path->title);
  /* Translators: the chip that says which learning path is filtered for; pressing it removes the filter. */
  g_autofree char *text = g_strdup_printf (_("Path: %s"), title);
  g_autofree char *name = g_strdup_printf (_("Path: %s. Show all modules"), title);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "window-close-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), text);
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  nx_text_set_accessible (chip, name, NULL);
  gtk_widget_set_tooltip_text (chip, _("Show all modules"));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (filter_cleared_cb), self, G_CONNECT_SWAPPED);
  return chip;
}

static void
build_paths (NxLearnPage *self,
             NxCatalogue *catalogue)
{
  const NxPathInfo *own = nx_next_step_get_path (self->context);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *grid = nx_card_grid_new (self->narrow ? 1 : 4, 190);

  if (catalogue->paths->len == 0)
    {
      g_object_ref_sink (head);
      g_object_unref (head);
      g_object_ref_sink (grid);
      g_object_unref (grid);
      return;
    }
  gtk_box_append (GTK_BOX (head), nx_text_new_heading (_("Learning paths"), self->narrow));
  if (self->narrow && own != NULL && catalogue->paths->len > 1)
    {
      GtkWidget *all = gtk_button_new_with_label (self->all_paths ? _("My path") : _("All paths"));

      g_signal_connect_object (all, "clicked", G_CALLBACK (all_paths_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (head), all);
    }
  gtk_widget_set_margin_top (head, 10);
  gtk_box_append (self->box, head);

  nx_card_grid_set_first_wider (NX_CARD_GRID (grid), own != NULL);
  if (own != NULL)
    nx_card_grid_append (NX_CARD_GRID (grid), create_path_card (self, own, TRUE));
  for (guint i = 0; i < catalogue->paths->len; i++)
    {
      const NxPathInfo *path = g_ptr_array_index (catalogue->paths, i);

      if (path != own && (!self->narrow || own == NULL || self->all_paths))
        nx_card_grid_append (NX_CARD_GRID (grid), create_path_card (self, path, FALSE));
    }
  gtk_box_append (self->box, grid);
  for (guint i = 0; i < catalogue->paths->len; i++)
    {
      const NxPathInfo *path = g_ptr_array_index (catalogue->paths, i);

      if (g_strcmp0 (path->id, self->filter) == 0)
        gtk_box_append (self->box, create_filter_chip (self, path));
    }
}

/* ---- Parts ---- */

static gboolean
passes_filter (NxLearnPage        *self,
               NxCatalogue        *catalogue,
               const NxModuleInfo *info)
{
  for (guint i = 0; i < catalogue->paths->len; i++)
    {
      const NxPathInfo *path = g_ptr_array_index (catalogue->paths, i);

      if (g_strcmp0 (path->id, self->filter) == 0)
        return g_ptr_array_find (path->modules, info, NULL);
    }
  return TRUE;
}

static void
keep_card (NxLearnPage        *self,
           GtkWidget          *card,
           const NxModuleInfo *info)
{
  g_object_set_data (G_OBJECT (card), "nx-module", (gpointer) info);
  g_ptr_array_add (self->cards, card);
}

static void
row_activated_cb (NxLearnPage *self,
                  GtkWidget   *row)
{
  card_opened_cb (self, row);
}

static GtkWidget *
create_modules (NxLearnPage *self,
                GPtrArray   *modules,
                char         part)
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
    group = nx_card_grid_new (part == 'r' ? 3 : 4, 200);
  for (guint i = 0; i < modules->len; i++)
    {
      const NxModuleInfo *info = g_ptr_array_index (modules, i);
      GtkWidget *card = self->narrow ? nx_card_row_new (info->part, info->title) : nx_card_new (info->id, info->part, info->title);

      keep_card (self, card, info);
      if (self->narrow)
        gtk_list_box_append (GTK_LIST_BOX (group), card);
      else
        {
          nx_card_grid_append (NX_CARD_GRID (group), card);
          g_signal_connect_object (card, "clicked", G_CALLBACK (card_opened_cb), self, G_CONNECT_SWAPPED);
        }
    }
  return group;
}

/* @modules is taken; an empty one makes nothing. */
static void
build_part (NxLearnPage *self,
            char         part,
            const char  *title,
            GPtrArray   *modules)
{
  g_autoptr (GPtrArray) owned = modules;
  GtkWidget *head, *count, *group;

  if (modules->len == 0)
    return;
  head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  count = gtk_label_new (NULL);
  gtk_widget_set_margin_top (head, 12);
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "secondary");
  gtk_box_append (GTK_BOX (head), part != 0 ? nx_part_tile_new (part) : nx_part_tile_new_icon ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (head), nx_text_new_heading (title, self->narrow));
  gtk_box_append (GTK_BOX (head), count);
  g_object_set_data_full (G_OBJECT (count), "nx-modules", g_ptr_array_ref (modules), (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (self->heads, count);
  group = create_modules (self, modules, part);
  nx_text_set_accessible (group, title, NULL);
  gtk_box_append (self->box, head);
  gtk_box_append (self->box, group);
}

static GPtrArray *
collect_modules (NxLearnPage *self,
                 NxCatalogue *catalogue,
                 char         part)
{
  GPtrArray *modules = g_ptr_array_new ();

  for (guint i = 0; i < catalogue->modules->len; i++)
    {
      gpointer info = g_ptr_array_index (catalogue->modules, i);
      const NxModuleInfo *module = info;
      gboolean here = module->error != NULL ? part == 0 : module->part == part && passes_filter (self, catalogue, module);

      if (here)
        g_ptr_array_add (modules, info);
    }
  return modules;
}

/* ---- The whole ---- */

static void
clear_box (NxLearnPage *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->cards, 0);
  g_ptr_array_set_size (self->rings, 0);
  g_ptr_array_set_size (self->heads, 0);
  self->continue_card = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

/* Made when it is needed: its large icon alone would be milliseconds of every start. */
static AdwStatusPage *
ensure_status (NxLearnPage *self)
{
  if (self->status != NULL)
    return self->status;
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->status, "nx-pack-symbolic");
  adw_status_page_set_title (self->status, _("No lessons on this computer"));
  adw_status_page_set_description (self->status, _("Ask your training office for the content pack."));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->status), "empty");
  return self->status;
}

static void
show_no_pack (NxLearnPage *self)
{
  const GError *problem = nx_context_get_pack_problem (self->context);
  AdwStatusPage *status = ensure_status (self);

  if (problem != NULL && !g_error_matches (problem, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING))
    nx_problem_show_damaged (status, problem);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
build (NxLearnPage *self)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);

  clear_box (self);
  if (!nx_context_is_ready (self->context))
    {
      gtk_stack_set_visible_child_name (self->stack, "opening");
      return;
    }
  if (catalogue == NULL)
    {
      show_no_pack (self);
      return;
    }
  if (nx_context_get_study (self->context) == NULL)
    {
      nx_problem_show_store (ensure_status (self), self->context, nx_context_get_problem (self->context));
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->continue_card = NX_CONTINUE_CARD (nx_continue_card_new ());
  nx_continue_card_set_narrow (self->continue_card, self->narrow);
  g_signal_connect_object (self->continue_card, "activated", G_CALLBACK (continue_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->continue_card));
  build_paths (self, catalogue);
  for (guint i = 0; i < catalogue->pack->parts->len; i++)
    {
      const NxPart *part = g_ptr_array_index (catalogue->pack->parts, i);

      build_part (self, part->letter, part->title, collect_modules (self, catalogue, part->letter));
    }
  build_part (self, 0, _("Cannot be opened"), collect_modules (self, catalogue, 0));
  refresh_progress (self);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

static void
width_class_cb (NxLearnPage *self)
{
  gboolean narrow = nx_adaptive_bin_get_class_for (GTK_WIDGET (self)) == NX_WIDTH_NARROW;

  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      build (self);
    }
}

static void
nx_learn_page_root (GtkWidget *widget)
{
  GtkWidget *bin = gtk_widget_get_ancestor (widget, NX_TYPE_ADAPTIVE_BIN);

  GTK_WIDGET_CLASS (nx_learn_page_parent_class)->root (widget);
  if (bin != NULL)
    g_signal_connect_object (bin, "notify::width-class", G_CALLBACK (width_class_cb), widget, G_CONNECT_SWAPPED);
  width_class_cb (NX_LEARN_PAGE (widget));
}

static void
continue_action_cb (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  continue_cb (NX_LEARN_PAGE (widget));
}

static void
nx_learn_page_dispose (GObject *object)
{
  NxLearnPage *self = NX_LEARN_PAGE (object);

  self->continue_card = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_LEARN_PAGE);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_learn_page_parent_class)->dispose (object);
}

static void
nx_learn_page_finalize (GObject *object)
{
  NxLearnPage *self = NX_LEARN_PAGE (object);

  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->rings);
  g_ptr_array_unref (self->heads);
  g_free (self->filter);
  G_OBJECT_CLASS (nx_learn_page_parent_class)->finalize (object);
}

static void
nx_learn_page_class_init (NxLearnPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_learn_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_learn_page_finalize;
  widget_class->root = nx_learn_page_root;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-learn-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxLearnPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxLearnPage, box);
  gtk_widget_class_install_action (widget_class, "learn.continue", NULL, continue_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "learn.continue", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "learn.continue", NULL);
}

static void
nx_learn_page_init (NxLearnPage *self)
{
  self->cards = g_ptr_array_new ();
  self->rings = g_ptr_array_new ();
  self->heads = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
}

GtkWidget *
nx_learn_page_new (NxContext *context)
{
  NxLearnPage *self = g_object_new (NX_TYPE_LEARN_PAGE, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "ready", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "learner-changed", G_CALLBACK (build), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "progress-changed", G_CALLBACK (refresh_progress), self, G_CONNECT_SWAPPED);
  build (self);
  return GTK_WIDGET (self);
}
