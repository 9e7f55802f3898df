/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The contents of one module. Shows what the reader tells it; scrolls nothing itself. */

#include "config.h"

#include "nx-reader-contents.h"

#include "nx-flow.h"
#include "nx-panel-bin.h"
#include "nx-part-tile.h"
#include "nx-practice-link.h"
#include "nx-progress-ring.h"
#include "nx-side-row.h"
#include "nx-slices.h"
#include "nx-tab-stop.h"
#include "nx-text.h"

#include <glib/gi18n.h>

struct _NxReaderContents
{
  AdwBin parent_instance;
  AdwBin *tile_slot;
  GtkLabel *number_label, *minutes_label, *practices_label;
  GtkProgressBar *bar;
  GtkListBox *list;
  GtkWidget *foot;
  AdwBin *practices_slot;

  NxModule *module;
  NxBlockAids *aids;
  char *section, *heading;      /* shown as open */
  NxSlices slices;
  guint n_sections;             /* that have their rows */
};

G_DEFINE_FINAL_TYPE (NxReaderContents, nx_reader_contents, ADW_TYPE_BIN)

enum { SIGNAL_OPEN, SIGNAL_BUILT, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct
{
  const NxSection *section;
  const NxBlock *heading;       /* NULL: the section's own row */
  NxProgressRing *ring;
} RowData;

static RowData *
get_row_data (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "row-data");
}

static void
row_activated_cb (GtkListBox       *list,
                  GtkListBoxRow    *row,
                  NxReaderContents *self)
{
  RowData *data = get_row_data (row);

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, data->section->id, data->heading != NULL ? data->heading->id : NULL);
}

static void
nx_reader_contents_dispose (GObject *object)
{
  nx_slices_end (&NX_READER_CONTENTS (object)->slices);
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_READER_CONTENTS);
  G_OBJECT_CLASS (nx_reader_contents_parent_class)->dispose (object);
}

static void
nx_reader_contents_finalize (GObject *object)
{
  NxReaderContents *self = NX_READER_CONTENTS (object);

  g_clear_pointer (&self->module, nx_module_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_free (self->section);
  g_free (self->heading);
  G_OBJECT_CLASS (nx_reader_contents_parent_class)->finalize (object);
}

static void
nx_reader_contents_class_init (NxReaderContentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_reader_contents_dispose;
  object_class->finalize = nx_reader_contents_finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", NX_TYPE_READER_CONTENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_BUILT] = g_signal_new ("built", NX_TYPE_READER_CONTENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (NX_TYPE_PANEL_BIN);
  g_type_ensure (NX_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-reader-contents.ui");
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, practices_label);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, tile_slot);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, number_label);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, minutes_label);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, bar);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, list);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, foot);
  gtk_widget_class_bind_template_child (widget_class, NxReaderContents, practices_slot);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
nx_reader_contents_init (NxReaderContents *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_row_label (const char *text,
                const char *css_class)
{
  GtkWidget *label = nx_flow_new (text, css_class);

  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
make_row (GtkWidget       *child,
          const NxSection *section,
          const NxBlock   *heading,
          GtkWidget       *ring)
{
  GtkWidget *row = gtk_list_box_row_new ();
  RowData *data = g_new0 (RowData, 1);

  data->section = section;
  data->heading = heading;
  data->ring = ring != NULL ? NX_PROGRESS_RING (ring) : NULL;
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  g_object_set_data_full (G_OBJECT (row), "row-data", data, g_free);
  return row;
}

static GtkWidget *
make_section_row (const NxSection *section)
{
  GtkWidget *box = nx_side_row_new (12);
  GtkWidget *ring = nx_progress_ring_new (16);

  gtk_widget_set_valign (ring, GTK_ALIGN_START);
  gtk_widget_add_css_class (ring, "contents-ring");
  nx_side_row_append (NX_SIDE_ROW (box), ring);
  nx_side_row_append (NX_SIDE_ROW (box), make_row_label (section->title, "contents-section"));
  return make_row (box, section, NULL, ring);
}

static GtkWidget *
make_heading_row (const NxSection *section,
                  const NxBlock   *heading)
{
  GtkWidget *row = make_row (make_row_label (heading->title, "contents-heading"), section, heading, NULL);

  gtk_widget_add_css_class (row, "heading-row");
  nx_text_set_accessible (row, heading->title, NULL);
  return row;
}

/* @at: negative: at the end. */
static void
insert_headings (NxReaderContents *self,
                 const NxSection  *section,
                 int               at)
{
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (section->blocks, i);

      if (block->kind == NX_BLOCK_HEADING)
        gtk_list_box_insert (self->list, make_heading_row (section, block), at >= 0 ? at++ : -1);
    }
}

/* Only the open section has its headings below it. */
static void
move_headings (NxReaderContents *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    {
      const RowData *data = get_row_data (row);

      if (data->heading != NULL)
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
      else
        i++;
    }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const NxSection *section = get_row_data (row)->section;

      if (g_strcmp0 (section->id, self->section) == 0)
        {
          insert_headings (self, section, i + 1);
          return;
        }
    }
}

static void
build_section (NxReaderContents *self)
{
  const NxSection *section = g_ptr_array_index (self->module->sections, self->n_sections++);

  gtk_list_box_append (self->list, make_section_row (section));
  if (g_strcmp0 (section->id, self->section) == 0)
    insert_headings (self, section, -1);
}

/* The practices at the foot, which take their room from the list; then section by section. */
static gboolean
build_next (gpointer user_data)
{
  NxReaderContents *self = user_data;

  if (adw_bin_get_child (self->practices_slot) == NULL)
    {
      adw_bin_set_child (self->practices_slot, nx_practice_links_new (self->aids, (const char *const *) self->module->practices));
      return TRUE;
    }
  build_section (self);
  if (self->n_sections < self->module->sections->len)
    return TRUE;
  nx_slices_end (&self->slices);        /* before anybody who hears of it asks */
  g_signal_emit (self, signals[SIGNAL_BUILT], 0);
  return FALSE;
}

static void
begin_rows (NxReaderContents *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->n_sections = 0;
  nx_slices_begin (&self->slices, GTK_WIDGET (self), build_next, self);
}

static gboolean
is_read (const NxModuleProgress *progress,
         const char             *section)
{
  return progress != NULL && progress->read != NULL && g_hash_table_contains (progress->read, section);
}

static void
update_section_row (NxReaderContents       *self,
                    GtkListBoxRow          *row,
                    RowData                *data,
                    const NxModuleProgress *progress,
                    double                  fraction)
{
  gboolean open = g_strcmp0 (data->section->id, self->section) == 0;
  gboolean read = is_read (progress, data->section->id);
  g_autofree char *title = nx_text_isolate (data->section->title);
  g_autofree char *name = NULL;

  if (read)
    /* Translators: %s is the title of a section. */
    name = g_strdup_printf (_("%s, read"), title);
  else if (open)
    /* Translators: %s is the title of a section, %d how many percent of it are read. */
    name = g_strdup_printf (_("%s, %d percent read"), title, (int) (fraction * 100));
  else
    /* Translators: %s is the title of a section. */
    name = g_strdup_printf (_("%s, not read yet"), title);
  nx_progress_ring_set (data->ring, read ? 1 : open ? MIN (fraction, .99) : 0, NULL, name);
  nx_text_set_accessible (GTK_WIDGET (row), name, NULL);
  if (open)
    gtk_list_box_select_row (self->list, row);
}

static void
update_summary (NxReaderContents       *self,
                const NxModuleProgress *progress,
                double                  fraction)
{
  guint total = 0, left = 0;
  g_autofree char *minutes = NULL;

  for (guint i = 0; i < self->module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (self->module->sections, i);

      total += section->minutes;
      if (!is_read (progress, section->id))
        left += section->minutes;
    }
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? (double) (total - left) / total : 0);
  if (left > 0)
    minutes = g_strdup_printf (g_dngettext (NULL, "About %u minute left", "About %u minutes left", left), left);
  else
    minutes = g_strdup (_("All sections read"));
  gtk_label_set_text (self->minutes_label, minutes);
  nx_text_set_accessible (GTK_WIDGET (self->bar), minutes, NULL);
}

void
nx_reader_contents_set_module (NxReaderContents *self,
                               NxModule         *module,
                               NxBlockAids      *aids,
                               guint             number,
                               guint             n_modules)
{
  g_autofree char *words = NULL;

  g_return_if_fail (NX_IS_READER_CONTENTS (self));
  nx_module_ref (module);
  g_clear_pointer (&self->module, nx_module_unref);
  self->module = module;
  nx_block_aids_ref (aids);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = aids;
  g_clear_pointer (&self->section, g_free);
  g_clear_pointer (&self->heading, g_free);

  gtk_label_set_text (self->practices_label, _("Good Practices in this module"));
  nx_text_set_accessible (GTK_WIDGET (self->list), _("Contents"), NULL);
  adw_bin_set_child (self->tile_slot, nx_part_tile_new (module->part));
  if (number > 0)
    words = g_strdup_printf (_("Module %u of %u"), number, n_modules);
  gtk_label_set_text (self->number_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_label), words != NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), nx_text_part_class (module->part));
  adw_bin_set_child (self->practices_slot, NULL);
  gtk_widget_set_visible (self->foot, module->practices != NULL && module->practices[0] != NULL);
  begin_rows (self);
}

void
nx_reader_contents_set_place (NxReaderContents       *self,
                              const NxModuleProgress *progress,
                              const char             *section,
                              const char             *heading,
                              double                  fraction)
{
  GtkListBoxRow *row;

  g_return_if_fail (NX_IS_READER_CONTENTS (self));
  g_return_if_fail (self->module != NULL);
  if (g_strcmp0 (section, self->section) != 0)
    {
      g_free (self->section);
      self->section = g_strdup (section);
      move_headings (self);
    }
  g_free (self->heading);
  self->heading = g_strdup (heading);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      RowData *data = get_row_data (row);

      if (data->heading == NULL)
        update_section_row (self, row, data, progress, fraction);
      else if (g_strcmp0 (data->heading->id, heading) == 0)
        gtk_widget_add_css_class (GTK_WIDGET (row), "in-view");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (row), "in-view");
    }
  update_summary (self, progress, fraction);
}

void
nx_reader_contents_focus (NxReaderContents *self)
{
  g_return_if_fail (NX_IS_READER_CONTENTS (self));
  nx_slices_finish (&self->slices);
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
