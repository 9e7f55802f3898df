/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Content blocks as widgets. Owns their order and look; stores nothing and navigates nowhere itself. */

#include "config.h"

#include "nx-block-view.h"

#include "nx-figure.h"
#include "nx-flow.h"
#include "nx-reference-popover.h"
#include "nx-side-row.h"
#include "nx-slices.h"
#include "nx-table.h"
#include "nx-language.h"
#include "nx-text.h"
#include "nx-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const NxBlock *block;
  GtkWidget *widget;
} Shown;

struct _NxBlockView
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GPtrArray *blocks;            /* NxBlock, borrowed: what is shown, or will be */
  guint n_built;                /* of them */
  NxSlices slices;
  gboolean with_references;
  GtkListBox *references;       /* "Terms and notes", or NULL */
  guint n_references;           /* rows in it */
  GtkWidget *popover;           /* weak: what a link last opened */
  NxTextScope *scope;
  GArray *shown;                /* Shown, top level, in order */
  GHashTable *by_id;            /* block id → widget, of all depths */
  GPtrArray *checks;            /* NxCheckCard, borrowed */
  NxBlockAnswerFunc answer_func;
  gpointer answer_data;
  guint next_figure;
  guint n_fallback;
  const char *fallback;
};

G_DEFINE_FINAL_TYPE (NxBlockView, nx_block_view, GTK_TYPE_WIDGET)

enum { SIGNAL_CHECK_ANSWER, SIGNAL_BUILT, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct
{
  const char *icon, *word, *css_class;
} callouts[] = {
  [NX_CALLOUT_FIELD] = { "nx-field-symbolic", N_("In the field"), "callout-field" },
  [NX_CALLOUT_LAW] = { "nx-law-symbolic", N_("Law"), "callout-law" },
  [NX_CALLOUT_CAUTION] = { "nx-caution-symbolic", N_("Caution"), "callout-caution" },
  [NX_CALLOUT_RIGHTS] = { "nx-rights-symbolic", N_("Human rights"), "callout-rights" },
};

static GtkWidget *make_block (NxBlockView *self, const NxBlock *block);

static GtkTextDirection
get_direction (NxBlockView *self)
{
  return nx_language_get_direction (nx_block_aids_get_language (nx_text_scope_get_aids (self->scope)));
}

/* ---- Links ---- */

static void
link_cb (GtkWidget          *from,
         const NxTextLink   *link,
         const GdkRectangle *at,
         gpointer            user_data)
{
  NxBlockView *self = user_data;

  if (link->kind == NX_RUN_DOC)
    gtk_widget_activate_action (GTK_WIDGET (self), "page.open-document", "s", link->ref);
  else
    g_set_weak_pointer (&self->popover, nx_reference_popover_show (from, at, nx_text_scope_get_aids (self->scope), link));
}

/* ---- One block each ---- */

static GtkWidget *
make_heading (const char *text,
              const char *css_class,
              int         level)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", text, "xalign", 0.0, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  gtk_widget_add_css_class (label, css_class);
  return nx_flow_new_with_label (label);
}

static GtkWidget *
make_paragraph (NxBlockView    *self,
                const NxInline *text)
{
  GtkWidget *label = nx_inline_label_new (self->scope, text, NULL);

  nx_inline_label_add_class (NX_INLINE_LABEL (label), "prose");
  return label;
}

static GtkWidget *
make_item_marker (const NxBlock *block,
                  guint          number)
{
  GtkWidget *marker;

  if (block->kind == NX_BLOCK_CHECKLIST)
    {
      marker = gtk_image_new_from_icon_name ("nx-box-symbolic");
      gtk_widget_add_css_class (marker, "item-box");
    }
  else if (block->numbered)
    {
      g_autofree char *text = g_strdup_printf (C_("list item number", "%u."), number);

      marker = gtk_label_new (text);
    }
  else
    marker = gtk_label_new ("•");
  gtk_widget_add_css_class (marker, "item-marker");
  gtk_widget_set_valign (marker, GTK_ALIGN_START);
  return marker;
}

static GtkWidget *
make_list (NxBlockView   *self,
           const NxBlock *block)
{
  GtkWidget *list = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);

  gtk_widget_add_css_class (list, "items");
  for (guint i = 0; i < block->items->len; i++)
    {
      const NxItem *item = g_ptr_array_index (block->items, i);
      GtkWidget *row = g_object_new (NX_TYPE_SIDE_ROW, "spacing", 10, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
      GtkWidget *text = make_paragraph (self, item->text);

      gtk_widget_set_hexpand (text, TRUE);
      nx_side_row_append (NX_SIDE_ROW (row), make_item_marker (block, i + 1));
      nx_side_row_append (NX_SIDE_ROW (row), text);
      gtk_box_append (GTK_BOX (list), row);
    }
  return list;
}

static void
append_blocks (NxBlockView *self,
               GtkWidget   *box,
               GPtrArray   *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      GtkWidget *widget = make_block (self, g_ptr_array_index (blocks, i));

      if (widget != NULL)
        gtk_box_append (GTK_BOX (box), widget);
    }
}

static GtkWidget *
make_checklist (NxBlockView   *self,
                const NxBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "checklist");
  if (block->title != NULL)
    gtk_box_append (GTK_BOX (box), nx_flow_new (block->title, "heading"));
  gtk_box_append (GTK_BOX (box), make_list (self, block));
  return box;
}

static GtkWidget *
make_table (NxBlockView   *self,
            const NxBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *caption = nx_inline_label_new (self->scope, block->text, NULL);
  GtkWidget *table = nx_table_new (self->scope, block);

  gtk_widget_add_css_class (table, "card");
  nx_inline_label_add_class (NX_INLINE_LABEL (caption), "table-caption");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_RELATION_LABELLED_BY, nx_inline_label_get_label (NX_INLINE_LABEL (caption)), NULL, -1);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), table);
  return box;
}

static GtkWidget *
make_figure (NxBlockView   *self,
             const NxBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  NxSvg *svg = nx_block_aids_get_figure (nx_text_scope_get_aids (self->scope), block->src);
  g_autofree char *description = block->description != NULL ? nx_inline_dup_plain (block->description) : NULL;
  g_autofree char *number = g_strdup_printf (_("Figure %u."), self->next_figure++);
  GtkWidget *caption = nx_inline_label_new (self->scope, block->text, number);

  nx_inline_label_add_class (NX_INLINE_LABEL (caption), "figure-caption");
  gtk_box_append (GTK_BOX (box), nx_figure_new (svg, block->alt, description, block->mirror));
  gtk_box_append (GTK_BOX (box), caption);
  return box;
}

static GtkWidget *
make_callout (NxBlockView   *self,
              const NxBlock *block)
{
  GtkWidget *row = nx_side_row_new (14);
  GtkWidget *icon = gtk_image_new_from_icon_name (callouts[block->callout].icon);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  const char *word = _(callouts[block->callout].word);

  gtk_widget_add_css_class (row, "callout");
  gtk_widget_add_css_class (row, callouts[block->callout].css_class);
  gtk_widget_add_css_class (icon, "callout-icon");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), nx_flow_new (word, "callout-kicker"));
  if (block->title != NULL)
    gtk_box_append (GTK_BOX (box), nx_flow_new (block->title, "callout-title"));
  append_blocks (self, box, block->blocks);
  nx_side_row_append (NX_SIDE_ROW (row), icon);
  nx_side_row_append (NX_SIDE_ROW (row), box);
  nx_text_set_accessible (row, word, block->title);
  return row;
}

static GtkWidget *
make_quote (NxBlockView   *self,
            const NxBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const NxSource *source = nx_block_aids_get_source (nx_text_scope_get_aids (self->scope), block->source);

  gtk_widget_add_css_class (box, "quote");
  append_blocks (self, box, block->blocks);
  if (source != NULL)
    {
      g_autofree char *imprint = nx_source_dup_imprint (source);
      g_autofree char *words = imprint != NULL ? g_strdup_printf ("%s. %s", source->title, imprint) : g_strdup (source->title);

      gtk_box_append (GTK_BOX (box), nx_flow_new (words, "quote-source"));
    }
  return box;
}

static GtkWidget *
make_case (NxBlockView   *self,
           const NxBlock *block)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (box, "case");
  gtk_box_append (GTK_BOX (box), nx_flow_new (C_("block of content", "Case"), "case-kicker"));
  gtk_box_append (GTK_BOX (box), nx_flow_new (block->title, "heading"));
  append_blocks (self, box, block->blocks);
  nx_text_set_accessible (box, C_("block of content", "Case"), block->title);
  return box;
}

static void
answer_cb (NxCheckCard        *card,
           const char *const  *response,
           NxBlockView        *self)
{
  g_signal_emit (self, signals[SIGNAL_CHECK_ANSWER], 0, card, response);
}

static GtkWidget *
make_check (NxBlockView   *self,
            const NxBlock *block)
{
  GtkWidget *card = nx_check_card_new (self->scope, block->question);
  g_auto (GStrv) response = self->answer_func != NULL ? self->answer_func (block->question->id, self->answer_data) : NULL;

  if (response != NULL)
    nx_check_card_show (NX_CHECK_CARD (card), (const char *const *) response, FALSE);
  g_signal_connect_object (card, "answer", G_CALLBACK (answer_cb), self, 0);
  g_ptr_array_add (self->checks, card);
  return card;
}

/* A block that fell back says its language above itself. */
static GtkWidget *
mark_fallback (const NxBlock *block,
               GtkWidget     *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), nx_flow_new (nx_language_get_name (block->lang), "fallback-tag"));
  gtk_box_append (GTK_BOX (box), widget);
  nx_widget_set_direction_deep (box, nx_language_get_direction (block->lang));
  return box;
}

static GtkWidget *
make_widget (NxBlockView   *self,
             const NxBlock *block)
{
  switch (block->kind)
    {
    case NX_BLOCK_HEADING:
      return make_heading (block->title, "text-heading", 3);
    case NX_BLOCK_P:
      return make_paragraph (self, block->text);
    case NX_BLOCK_LIST:
      return make_list (self, block);
    case NX_BLOCK_CHECKLIST:
      return make_checklist (self, block);
    case NX_BLOCK_TABLE:
      return make_table (self, block);
    case NX_BLOCK_FIGURE:
      return make_figure (self, block);
    case NX_BLOCK_CALLOUT:
      return make_callout (self, block);
    case NX_BLOCK_QUOTE:
      return make_quote (self, block);
    case NX_BLOCK_CASE:
      return make_case (self, block);
    case NX_BLOCK_CHECK:
      return make_check (self, block);
    case NX_BLOCK_NOTES:
    default:
      return NULL;
    }
}

static GtkWidget *
make_block (NxBlockView   *self,
            const NxBlock *block)
{
  GtkWidget *widget = make_widget (self, block);

  if (widget == NULL)
    return NULL;
  if (block->lang != NULL)
    widget = mark_fallback (block, widget);
  if (block->id != NULL)
    g_hash_table_insert (self->by_id, block->id, widget);
  return widget;
}

/* ---- Terms and notes ---- */

static void
reference_activated_cb (GtkListBox    *list,
                        GtkListBoxRow *row,
                        NxBlockView   *self)
{
  const NxTextLink *link = g_object_get_data (G_OBJECT (row), "link");

  g_set_weak_pointer (&self->popover, nx_reference_popover_show (GTK_WIDGET (row), NULL, nx_text_scope_get_aids (self->scope), link));
}

static GtkWidget *
make_reference_row (NxBlockView      *self,
                    const NxTextLink *link)
{
  NxBlockAids *aids = nx_text_scope_get_aids (self->scope);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = nx_side_row_new (12);
  GtkWidget *mark, *text;
  g_autofree char *name = NULL;

  if (link->kind == NX_RUN_TERM)
    {
      const NxTerm *term = nx_block_aids_get_term (aids, link->ref);
      const char *headword = term != NULL ? term->headword : link->text;

      mark = gtk_image_new_from_icon_name ("nx-glossary-symbolic");
      text = nx_flow_new (headword, "reference-text");
      /* Translators: %s is a word that the glossary explains. */
      name = g_strdup_printf (_("%s, glossary term"), headword);
    }
  else
    {
      const NxSource *source = nx_block_aids_get_source (aids, link->ref);
      gboolean has_text = link->text != NULL && *link->text != '\0';
      g_autofree char *number = g_strdup_printf ("%u", link->number);
      g_autofree char *note = g_strdup_printf (C_("footnote", "Note %u"), link->number);
      g_autofree char *words = has_text && source != NULL ? g_strdup_printf ("%s. %s", source->title, link->text)
                                                          : g_strdup (source != NULL ? source->title : link->text);

      mark = gtk_label_new (number);
      gtk_widget_add_css_class (mark, "note-number");
      text = nx_flow_new (words, "reference-text");
      name = g_strdup_printf ("%s, %s", note, words);
    }
  gtk_widget_add_css_class (mark, "reference-mark");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  nx_side_row_append (NX_SIDE_ROW (box), mark);
  nx_side_row_append (NX_SIDE_ROW (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  nx_text_set_accessible (row, name, NULL);
  g_object_set_data (G_OBJECT (row), "link", (gpointer) link);
  return row;
}

/* The heading and the empty list. */
static void
begin_references (NxBlockView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (box, "references");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "reference-list");
  nx_text_set_accessible (list, _("Terms and notes"), NULL);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (reference_activated_cb), self, 0);
  gtk_box_append (GTK_BOX (box), make_heading (_("Terms and notes"), "caption-heading", 3));
  gtk_box_append (GTK_BOX (box), list);
  nx_widget_set_direction_deep (box, get_direction (self));
  gtk_box_append (GTK_BOX (self->box), box);
  self->references = GTK_LIST_BOX (list);
}

/* The terms, then the notes; complete only when all blocks are there. */
static gboolean
has_reference_left (NxBlockView *self)
{
  return self->with_references && self->n_references < nx_text_scope_get_terms (self->scope)->len + nx_text_scope_get_notes (self->scope)->len;
}

static void
build_reference (NxBlockView *self)
{
  GPtrArray *terms = nx_text_scope_get_terms (self->scope);
  GPtrArray *notes = nx_text_scope_get_notes (self->scope);
  guint i = self->n_references++;
  GtkWidget *row;

  if (self->references == NULL)
    begin_references (self);
  row = make_reference_row (self, i < terms->len ? g_ptr_array_index (terms, i) : g_ptr_array_index (notes, i - terms->len));
  nx_widget_set_direction_deep (row, get_direction (self));
  gtk_list_box_append (self->references, row);
}

/* ---- The view ---- */

static void
count_fallback (NxBlockView *self,
                GPtrArray   *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == NX_BLOCK_NOTES)      /* never shown here */
        continue;
      if (block->lang != NULL && self->n_fallback++ == 0)
        self->fallback = block->lang;
      count_fallback (self, block->blocks);
    }
}

static void
set_busy (NxBlockView *self,
          gboolean     busy)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

static void
build_block (NxBlockView *self)
{
  const NxBlock *block = g_ptr_array_index (self->blocks, self->n_built++);
  GtkWidget *widget = make_block (self, block);

  if (widget == NULL)
    return;
  if (block->lang == NULL)
    nx_widget_set_direction_deep (widget, get_direction (self));
  gtk_box_append (GTK_BOX (self->box), widget);
  g_array_append_val (self->shown, ((Shown){ block, widget }));
}

static gboolean
build_next (gpointer user_data)
{
  NxBlockView *self = user_data;

  if (self->n_built < self->blocks->len)
    build_block (self);
  else if (has_reference_left (self))
    build_reference (self);
  if (self->n_built < self->blocks->len || has_reference_left (self))
    return TRUE;
  nx_slices_end (&self->slices);        /* before anybody who hears of it asks */
  set_busy (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_BUILT], 0);
  return FALSE;
}

static void
clear (NxBlockView *self)
{
  GtkWidget *child;

  nx_slices_end (&self->slices);
  g_ptr_array_set_size (self->blocks, 0);
  self->n_built = self->n_references = 0;
  nx_reference_popover_drop (self->popover);
  g_clear_weak_pointer (&self->popover);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_array_set_size (self->shown, 0);
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->checks, 0);
  self->references = NULL;
  self->n_fallback = 0;
  self->fallback = NULL;
  if (self->scope != NULL)
    nx_text_scope_set_link_func (self->scope, NULL, NULL);
  g_clear_pointer (&self->scope, nx_text_scope_unref);
}

static void
nx_block_view_dispose (GObject *object)
{
  NxBlockView *self = NX_BLOCK_VIEW (object);

  if (self->box != NULL)
    clear (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (nx_block_view_parent_class)->dispose (object);
}

static void
nx_block_view_finalize (GObject *object)
{
  NxBlockView *self = NX_BLOCK_VIEW (object);

  g_ptr_array_unref (self->blocks);
  g_array_unref (self->shown);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->checks);
  G_OBJECT_CLASS (nx_block_view_parent_class)->finalize (object);
}

static void
nx_block_view_class_init (NxBlockViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_block_view_dispose;
  object_class->finalize = nx_block_view_finalize;
  signals[SIGNAL_CHECK_ANSWER] = g_signal_new ("check-answer", NX_TYPE_BLOCK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, NX_TYPE_CHECK_CARD, G_TYPE_STRV);
  signals[SIGNAL_BUILT] = g_signal_new ("built", NX_TYPE_BLOCK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "blocks");
}

static void
nx_block_view_init (NxBlockView *self)
{
  self->blocks = g_ptr_array_new ();
  self->shown = g_array_new (FALSE, TRUE, sizeof (Shown));
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->checks = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
nx_block_view_new (void)
{
  return g_object_new (NX_TYPE_BLOCK_VIEW, NULL);
}

void
nx_block_view_set_answer_func (NxBlockView       *self,
                               NxBlockAnswerFunc  func,
                               gpointer           user_data)
{
  g_return_if_fail (NX_IS_BLOCK_VIEW (self));
  self->answer_func = func;
  self->answer_data = user_data;
}

void
nx_block_view_begin_blocks (NxBlockView *self,
                            NxBlockAids *aids,
                            GPtrArray   *blocks,
                            guint        first_figure,
                            gboolean     with_reference_list)
{
  g_return_if_fail (NX_IS_BLOCK_VIEW (self));
  clear (self);
  for (guint i = 0; i < blocks->len; i++)
    if (((const NxBlock *) g_ptr_array_index (blocks, i))->kind != NX_BLOCK_NOTES)      /* for the presenter only */
      g_ptr_array_add (self->blocks, g_ptr_array_index (blocks, i));
  self->scope = nx_text_scope_new (aids);
  nx_text_scope_set_link_func (self->scope, link_cb, self);
  self->next_figure = first_figure;
  self->with_references = with_reference_list;
  count_fallback (self, blocks);
  gtk_widget_set_direction (self->box, get_direction (self));
  set_busy (self, TRUE);
  nx_slices_begin (&self->slices, GTK_WIDGET (self), build_next, self);
}

void
nx_block_view_set_blocks (NxBlockView *self,
                          NxBlockAids *aids,
                          GPtrArray   *blocks,
                          guint        first_figure,
                          gboolean     with_reference_list)
{
  nx_block_view_begin_blocks (self, aids, blocks, first_figure, with_reference_list);
  nx_slices_finish (&self->slices);
}

gboolean
nx_block_view_is_building (NxBlockView *self)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), FALSE);
  return nx_slices_is_active (&self->slices);
}

gboolean
nx_block_view_is_laid_out (NxBlockView *self)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), FALSE);
  if (nx_slices_is_active (&self->slices))
    return FALSE;
  return self->shown->len == 0 || gtk_widget_get_height (g_array_index (self->shown, Shown, self->shown->len - 1).widget) > 0;
}

guint
nx_block_view_get_n_blocks (NxBlockView *self)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), 0);
  return self->blocks->len;
}

guint
nx_block_view_get_n_fallback (NxBlockView  *self,
                              const char  **out_language)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), 0);
  if (out_language != NULL)
    *out_language = self->fallback;
  return self->n_fallback;
}

char *
nx_block_view_dup_fallback_words (NxBlockView *self)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), NULL);
  if (self->n_fallback == 0)
    return NULL;
  return nx_fallback_dup_words (nx_block_aids_get_language (nx_text_scope_get_aids (self->scope)), self->fallback, self->n_fallback >= self->blocks->len);
}

GtkWidget *
nx_block_view_get_block (NxBlockView *self,
                         const char  *id)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

static const char *
find_at (NxBlockView *self,
         double       y,
         gboolean     only_headings)
{
  const char *found = NULL;

  for (guint i = 0; i < self->shown->len; i++)
    {
      const Shown *shown = &g_array_index (self->shown, Shown, i);
      graphene_rect_t bounds;

      if (only_headings && shown->block->kind != NX_BLOCK_HEADING)
        continue;
      if (!gtk_widget_compute_bounds (shown->widget, GTK_WIDGET (self), &bounds))
        continue;
      if (bounds.origin.y > y && (found != NULL || only_headings))
        break;
      found = shown->block->id;
      if (bounds.origin.y > y)
        break;
    }
  return found;
}

const char *
nx_block_view_get_block_at (NxBlockView *self,
                            double       y)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), NULL);
  return find_at (self, y, FALSE);
}

const char *
nx_block_view_get_heading_at (NxBlockView *self,
                              double       y)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), NULL);
  return find_at (self, y, TRUE);
}

NxCheckCard *
nx_block_view_get_check (NxBlockView *self,
                         const char  *question)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), NULL);
  for (guint i = 0; i < self->checks->len; i++)
    {
      NxCheckCard *card = g_ptr_array_index (self->checks, i);

      if (g_strcmp0 (nx_check_card_get_question (card)->id, question) == 0)
        return card;
    }
  return NULL;
}

gboolean
nx_block_view_press_digit (NxBlockView *self,
                           guint        digit)
{
  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), FALSE);
  for (guint i = 0; i < self->checks->len; i++)
    if (nx_check_card_press_digit (g_ptr_array_index (self->checks, i), digit))
      return TRUE;
  return FALSE;
}

double
nx_block_view_get_text_end (NxBlockView *self)
{
  graphene_rect_t bounds;
  const Shown *last;

  g_return_val_if_fail (NX_IS_BLOCK_VIEW (self), 0);
  if (self->shown->len == 0)
    return 0;
  last = &g_array_index (self->shown, Shown, self->shown->len - 1);
  if (!gtk_widget_compute_bounds (last->widget, GTK_WIDGET (self), &bounds))
    return 0;
  return bounds.origin.y + bounds.size.height;
}

guint
nx_block_view_count_figures (GPtrArray *blocks)
{
  guint n = 0;

  for (guint i = 0; i < blocks->len; i++)
    n += ((const NxBlock *) g_ptr_array_index (blocks, i))->kind == NX_BLOCK_FIGURE;
  return n;
}
