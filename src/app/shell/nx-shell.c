/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-shell.h"

#include <glib/gi18n.h>

#include "nx-learn-page.h"
#include "nx-learner-button.h"
#include "nx-practices-page.h"
#include "nx-record-page.h"
#include "nx-scenarios-page.h"
#include "nx-settings.h"
#include "nx-style.h"
#include "nx-sync-button.h"
#include "nx-widgets.h"
#include "nx-words.h"
#include "nx-workshop-page.h"

struct _NxShell
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *sidebar;
  GtkListBox *places;
  NxAdaptiveBin *content;
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  NxNotice *notice;
  GtkStack *stack;

  NxContext *context;
  NxSyncButton *sync_button;
  NxLearnerButton *learner_button;
  gboolean loading;
  gboolean low_space;
};

G_DEFINE_FINAL_TYPE (NxShell, nx_shell, ADW_TYPE_BIN)

typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GtkWidget *(*create) (NxContext *context);
} Place;

static const Place all_places[] = {
  { "learn", N_("Learn"), "nx-learn-symbolic", nx_learn_page_new },
  { "scenarios", N_("Scenarios"), "nx-scenario-symbolic", nx_scenarios_page_new },
  { "practices", N_("Good Practices"), "nx-practices-symbolic", nx_practices_page_new },
  { "record", N_("My record"), "nx-record-symbolic", nx_record_page_new },
  { "workshop", N_("Workshop"), "nx-workshop-symbolic", nx_workshop_page_new },
};

/* The pill says most on Learn, where there is room for it. */
static void
fit_header (NxShell *self)
{
  NxWidthClass width = nx_adaptive_bin_get_width_class (self->content);
  gboolean learn = g_strcmp0 (nx_shell_get_place (self), "learn") == 0;

  nx_sync_button_set_extent (self->sync_button,
                             width == NX_WIDTH_NARROW ? NX_SYNC_BUTTON_ICON
                             : width == NX_WIDTH_WIDE && learn ? NX_SYNC_BUTTON_FULL
                             : NX_SYNC_BUTTON_SHORT);
  nx_learner_button_set_compact (self->learner_button, width == NX_WIDTH_NARROW);
}

/* ---- Notices ---- */

/* Below this, SQLite may run out of room in the middle of a lesson. */
#define LOW_SPACE_BYTES ((guint64) 50 * 1024 * 1024)
/* A clock may be corrected by a moment; a wrong date is off by more. */
#define CLOCK_SLACK_US ((gint64) 5 * 60 * G_USEC_PER_SEC)

static gboolean
is_clock_behind (NxShell *self)
{
  NxProgress *progress = nx_context_get_progress (self->context);
  gint64 last_us = 0;

  if (progress == NULL || nx_progress_get_last (progress, NULL, &last_us) == NULL)
    return FALSE;
  return nx_clock_get_wall_us (nx_context_get_clock (self->context)) + CLOCK_SLACK_US < last_us;
}

static void
show_notices (NxShell *self)
{
  if (!nx_context_is_ready (self->context))
    return;
  if (nx_context_get_problem (self->context) == NULL && nx_context_get_store (self->context) != NULL && !nx_context_can_save (self->context))
    nx_notice_show (self->notice, "warning", _("You can read, but not save"), _("Choose another folder"), "app.choose-folder");
  else if (self->low_space)
    nx_notice_show (self->notice, "warning", _("This computer is almost full. Free some space so that your answers can be saved."), NULL, NULL);
  else if (is_clock_behind (self))
    nx_notice_show (self->notice, "warning", _("The date of this computer may be wrong. Your records carry the date it shows."), NULL, NULL);
  else
    nx_notice_hide (self->notice);
}

static void
space_known_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxShell) self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (source), result, NULL);

  if (info == NULL || self->context == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return;
  self->low_space = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) < LOW_SPACE_BYTES;
  show_notices (self);
}

/* Each time something was stored is a good time to ask how much room is left. */
static void
refresh_notices (NxShell *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (nx_context_get_folder (self->context));

  show_notices (self);
  g_file_query_filesystem_info_async (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_LOW, NULL, space_known_cb, g_object_ref (self));
}

/* ---- Places ---- */

static const Place *
find_place (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (all_places); i++)
    if (g_strcmp0 (all_places[i].name, name) == 0)
      return &all_places[i];
  return NULL;
}

static GtkWidget *
create_row (const Place *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(place->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (place->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  nx_text_set_accessible (row, _(place->title), NULL);
  g_object_set_data (G_OBJECT (row), "nx-place", (gpointer) place);
  return row;
}

static void
show_place (NxShell     *self,
            const Place *place)
{
  if (place->create != nx_learn_page_new)
    nx_style_load_all ();
  if (gtk_stack_get_child_by_name (self->stack, place->name) == NULL)
    {
      GtkWidget *page = place->create (self->context);

      nx_text_set_accessible (page, _(place->title), NULL);
      gtk_stack_add_named (self->stack, page, place->name);
    }
  gtk_stack_set_visible_child_name (self->stack, place->name);
  nx_text_set_titles (self->title, _(place->title), NULL);
  fit_header (self);
}

static void
place_selected_cb (NxShell       *self,
                   GtkListBoxRow *row)
{
  const Place *place = row != NULL ? g_object_get_data (G_OBJECT (row), "nx-place") : NULL;

  if (place == NULL)
    return;
  show_place (self, place);
  if (!self->loading)
    nx_settings_set_string (nx_context_get_settings (self->context), NX_SETTING_PLACE, place->name);
}

static void
place_activated_cb (NxShell       *self,
                    GtkListBoxRow *row)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
}

static void
nx_shell_dispose (GObject *object)
{
  NxShell *self = NX_SHELL (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_SHELL);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_shell_parent_class)->dispose (object);
}

static void
nx_shell_class_init (NxShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_shell_dispose;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_NOTICE);
  g_type_ensure (NX_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-shell.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxShell, leaflet);
  gtk_widget_class_bind_template_child (widget_class, NxShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, NxShell, places);
  gtk_widget_class_bind_template_child (widget_class, NxShell, content);
  gtk_widget_class_bind_template_child (widget_class, NxShell, header);
  gtk_widget_class_bind_template_child (widget_class, NxShell, title);
  gtk_widget_class_bind_template_child (widget_class, NxShell, notice);
  gtk_widget_class_bind_template_child (widget_class, NxShell, stack);
}

static void
nx_shell_init (NxShell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
nx_shell_new (NxContext *context)
{
  NxShell *self = g_object_new (NX_TYPE_SHELL, NULL);
  g_autofree char *name = nx_settings_dup_string (nx_context_get_settings (context), NX_SETTING_PLACE, "learn");

  self->context = g_object_ref (context);
  for (gsize i = 0; i < G_N_ELEMENTS (all_places); i++)
    gtk_list_box_append (self->places, create_row (&all_places[i]));
  g_signal_connect_object (self->places, "row-selected", G_CALLBACK (place_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->places, "row-activated", G_CALLBACK (place_activated_cb), self, G_CONNECT_SWAPPED);

  self->learner_button = NX_LEARNER_BUTTON (nx_learner_button_new (context));
  self->sync_button = NX_SYNC_BUTTON (nx_sync_button_new (context));
  adw_header_bar_pack_end (self->header, GTK_WIDGET (self->learner_button));
  adw_header_bar_pack_end (self->header, GTK_WIDGET (self->sync_button));
  g_signal_connect_object (self->content, "notify::width-class", G_CALLBACK (fit_header), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (context, "ready", G_CALLBACK (refresh_notices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "counts-changed", G_CALLBACK (refresh_notices), self, G_CONNECT_SWAPPED);
  if (nx_context_is_ready (context))
    refresh_notices (self);

  self->loading = TRUE;
  nx_shell_show_place (self, find_place (name) != NULL ? name : "learn");
  self->loading = FALSE;
  return GTK_WIDGET (self);
}

void
nx_shell_show_place (NxShell    *self,
                     const char *name)
{
  const Place *place = find_place (name);

  g_return_if_fail (NX_IS_SHELL (self));
  g_return_if_fail (place != NULL);

  gtk_list_box_select_row (self->places, gtk_list_box_get_row_at_index (self->places, (int) (place - all_places)));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
}

const char *
nx_shell_get_place (NxShell *self)
{
  g_return_val_if_fail (NX_IS_SHELL (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

void
nx_shell_go_back (NxShell *self)
{
  g_return_if_fail (NX_IS_SHELL (self));

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->sidebar);
}

void
nx_shell_toggle_sidebar (NxShell *self)
{
  g_return_if_fail (NX_IS_SHELL (self));

  if (adw_leaflet_get_visible_child (self->leaflet) == self->sidebar)
    {
      adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
      nx_shell_restore_focus (self);
    }
  else
    {
      adw_leaflet_set_visible_child (self->leaflet, self->sidebar);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->places)));
    }
}

void
nx_shell_restore_focus (NxShell *self)
{
  g_return_if_fail (NX_IS_SHELL (self));

  /* A place that is still being filled has nothing to take it: its row then says where this is. */
  if (!nx_focus_restore (gtk_stack_get_visible_child (self->stack)) && !adw_leaflet_get_folded (self->leaflet))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->places)));
}
