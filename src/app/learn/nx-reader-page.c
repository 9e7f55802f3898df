/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One section on the screen. Knows where it is scrolled to; what follows from that is the reader's. */

#include "config.h"

#include "nx-reader-page.h"

#include "nx-flow.h"
#include "nx-practice-link.h"
#include "nx-text.h"
#include "nx-words.h"

#include <glib/gi18n.h>

/* A block counts as the one being read when it begins above this line of the page. */
#define READING_LINE_PX 96
/* What stands above a block that is gone to. */
#define ABOVE_PX 24

struct _NxReaderPage
{
  AdwBin parent_instance;
  GtkScrolledWindow *scroller;
  AdwClamp *clamp;
  GtkWidget *page_box;
  GtkLabel *kicker, *section_title;
  AdwBin *practices_slot;
  NxBlockView *view;
  GtkWidget *read_button;
  AdwButtonContent *read_content;

  guint tick_id;                /* on the way to the place, or until all of the section is there */
  gboolean arriving, placed;    /* the way goes on, also while nobody sees it; the place is reached */
  char *wanted_block;           /* the place; NULL: the beginning */
};

G_DEFINE_FINAL_TYPE (NxReaderPage, nx_reader_page, ADW_TYPE_BIN)

enum { SIGNAL_MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkAdjustment *
get_adjustment (NxReaderPage *self)
{
  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

/* ---- Where it stands ---- */

static void
moved_cb (NxReaderPage *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double bottom = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);
  graphene_point_t end;

  /* On the way to a block, or not laid out yet, the places mean nothing. */
  if (self->arriving || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self->clamp),
                                 &GRAPHENE_POINT_INIT (0, (float) nx_block_view_get_text_end (self->view)), &end) || end.y <= 1)
    return;
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, bottom / end.y);
}

/* Scrolls to the wanted block, when it has its place and enough stands below it to bring it up; TRUE when that is done. */
static gboolean
reach_place (NxReaderPage *self)
{
  GtkWidget *block = nx_block_view_get_block (self->view, self->wanted_block);
  gboolean building = nx_block_view_is_building (self->view);
  graphene_point_t at = { 0, 0 };
  double y;

  if (gtk_widget_get_height (self->page_box) <= 1)
    return FALSE;
  /* Its frame's layout comes after the tick in which a block is built. */
  if (self->wanted_block != NULL && (block == NULL ? building : gtk_widget_get_height (block) <= 1))
    return FALSE;
  if (block != NULL && !gtk_widget_compute_point (block, GTK_WIDGET (self->clamp), &GRAPHENE_POINT_INIT (0, 0), &at))
    return FALSE;
  y = block != NULL ? MAX (0, at.y - ABOVE_PX) : 0;
  if (building && y > 0 && gtk_adjustment_get_upper (get_adjustment (self)) - y < gtk_adjustment_get_page_size (get_adjustment (self)))
    return FALSE;
  gtk_adjustment_set_value (get_adjustment (self), y);
  return TRUE;
}

static gboolean
arrive_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  NxReaderPage *self = NX_READER_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))  /* nothing gets a place; goes on when it is seen again */
    {
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }
  if (!self->placed && reach_place (self))
    {
      self->placed = TRUE;
      gtk_widget_set_opacity (GTK_WIDGET (self->scroller), 1);
    }
  if (!self->placed || !nx_block_view_is_laid_out (self->view))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->wanted_block, g_free);
  self->arriving = FALSE;
  self->tick_id = 0;
  moved_cb (self);
  return G_SOURCE_REMOVE;
}

static void
arrive (NxReaderPage *self)
{
  if (self->arriving && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), arrive_cb, NULL, NULL);
}

/* The line that is being read, in the text. */
static double
get_reading_line (NxReaderPage *self)
{
  graphene_point_t line;

  if (!gtk_widget_compute_point (GTK_WIDGET (self->clamp), GTK_WIDGET (self->view),
                                 &GRAPHENE_POINT_INIT (0, (float) gtk_adjustment_get_value (get_adjustment (self)) + READING_LINE_PX), &line))
    return 0;
  return line.y;
}

/* ---- Keyboard ---- */

/* To the first thing below the reading line that takes the focus. */
static gboolean
focus_from_here (NxReaderPage *self)
{
  gboolean scrolled = gtk_adjustment_get_value (get_adjustment (self)) > 0;
  GtkWidget *block = scrolled ? nx_block_view_get_block (self->view, nx_block_view_get_block_at (self->view, get_reading_line (self))) : NULL;

  for (; block != NULL; block = gtk_widget_get_next_sibling (block))
    if (gtk_widget_child_focus (block, GTK_DIR_TAB_FORWARD))
      return TRUE;
  return gtk_widget_child_focus (scrolled ? self->read_button : self->page_box, GTK_DIR_TAB_FORWARD);
}

/* The text itself takes the focus, to be scrolled; Tab then goes into it, where a scrolled window would go past. */
static gboolean
nx_reader_page_focus_next (GtkWidget        *widget,
                           GtkDirectionType  direction)
{
  NxReaderPage *self = NX_READER_PAGE (widget);

  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_is_focus (GTK_WIDGET (self->scroller)))
    return focus_from_here (self);
  return GTK_WIDGET_CLASS (nx_reader_page_parent_class)->focus (widget, direction);
}

/* ---- Life ---- */

static void
nx_reader_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (nx_reader_page_parent_class)->map (widget);
  arrive (NX_READER_PAGE (widget));
}

static void
nx_reader_page_dispose (GObject *object)
{
  NxReaderPage *self = NX_READER_PAGE (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_READER_PAGE);
  G_OBJECT_CLASS (nx_reader_page_parent_class)->dispose (object);
}

static void
nx_reader_page_finalize (GObject *object)
{
  g_free (NX_READER_PAGE (object)->wanted_block);
  G_OBJECT_CLASS (nx_reader_page_parent_class)->finalize (object);
}

static void
nx_reader_page_class_init (NxReaderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_reader_page_dispose;
  object_class->finalize = nx_reader_page_finalize;
  widget_class->map = nx_reader_page_map;
  widget_class->focus = nx_reader_page_focus_next;
  g_type_ensure (NX_TYPE_BLOCK_VIEW);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", NX_TYPE_READER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  g_type_ensure (NX_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-reader-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, clamp);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, page_box);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, kicker);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, section_title);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, practices_slot);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, view);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, read_button);
  gtk_widget_class_bind_template_child (widget_class, NxReaderPage, read_content);
}

static void
nx_reader_page_init (NxReaderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->section_title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1, -1);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
}

static guint
count_figures_before (const NxModule *module,
                      guint           index)
{
  guint n = 0;

  for (guint i = 0; i < index; i++)
    n += nx_block_view_count_figures (((const NxSection *) g_ptr_array_index (module->sections, i))->blocks);
  return n;
}

void
nx_reader_page_show (NxReaderPage   *self,
                     const NxModule *module,
                     guint           index,
                     NxBlockAids    *aids,
                     const char     *block)
{
  GtkTextDirection direction = nx_language_get_direction (nx_block_aids_get_language (aids));
  const NxSection *section;
  g_autofree char *kicker = NULL;

  g_return_if_fail (NX_IS_READER_PAGE (self));
  section = g_ptr_array_index (module->sections, index);
  kicker = g_strdup_printf (_("Section %u"), index + 1);
  gtk_label_set_text (self->kicker, kicker);
  gtk_label_set_text (self->section_title, section->title);
  nx_text_set_accessible (GTK_WIDGET (self->scroller), section->title, kicker);
  adw_bin_set_child (self->practices_slot, nx_practice_links_new (aids, (const char *const *) section->practices));
  gtk_widget_set_visible (GTK_WIDGET (self->practices_slot), section->practices != NULL && section->practices[0] != NULL);
  nx_block_view_begin_blocks (self->view, aids, section->blocks, count_figures_before (module, index) + 1, TRUE);
  nx_widget_set_direction_deep (GTK_WIDGET (self->practices_slot), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->kicker), direction);
  gtk_widget_set_direction (GTK_WIDGET (self->section_title), direction);
  gtk_widget_set_direction (self->page_box, direction);
  /* The place that was left is shown when it is there, and not on the way to it. */
  gtk_widget_set_opacity (GTK_WIDGET (self->scroller), block != NULL ? 0 : 1);
  nx_reader_page_go_to (self, block);
}

void
nx_reader_page_set_read (NxReaderPage *self,
                         gboolean      read,
                         gboolean      can_save)
{
  g_return_if_fail (NX_IS_READER_PAGE (self));
  adw_button_content_set_icon_name (self->read_content, "nx-check-symbolic");
  adw_button_content_set_label (self->read_content, read ? _("Read") : _("Mark as read"));
  gtk_widget_set_tooltip_text (self->read_button, can_save ? NULL : _("This cannot be saved now"));
}

void
nx_reader_page_go_to (NxReaderPage *self,
                      const char   *block)
{
  g_return_if_fail (NX_IS_READER_PAGE (self));
  g_free (self->wanted_block);
  self->wanted_block = g_strdup (block);
  self->arriving = TRUE;
  self->placed = FALSE;
  arrive (self);
}

const char *
nx_reader_page_get_block (NxReaderPage *self)
{
  g_return_val_if_fail (NX_IS_READER_PAGE (self), NULL);
  if (self->arriving && self->wanted_block != NULL)
    return self->wanted_block;
  return nx_block_view_get_block_at (self->view, get_reading_line (self));
}

const char *
nx_reader_page_get_heading (NxReaderPage *self)
{
  g_return_val_if_fail (NX_IS_READER_PAGE (self), NULL);
  return nx_block_view_get_heading_at (self->view, get_reading_line (self));
}

NxBlockView *
nx_reader_page_get_view (NxReaderPage *self)
{
  g_return_val_if_fail (NX_IS_READER_PAGE (self), NULL);
  return self->view;
}

AdwClamp *
nx_reader_page_get_clamp (NxReaderPage *self)
{
  g_return_val_if_fail (NX_IS_READER_PAGE (self), NULL);
  return self->clamp;
}

void
nx_reader_page_turn (NxReaderPage *self,
                     gboolean      back)
{
  gboolean handled;

  g_return_if_fail (NX_IS_READER_PAGE (self));
  g_signal_emit_by_name (self->scroller, "scroll-child", back ? GTK_SCROLL_PAGE_BACKWARD : GTK_SCROLL_PAGE_FORWARD, FALSE, &handled);
}

void
nx_reader_page_focus (NxReaderPage *self)
{
  g_return_if_fail (NX_IS_READER_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}
