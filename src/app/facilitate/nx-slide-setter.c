/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where everything stands on a slide. Knows the blocks of the content, and nothing of who sees it. */

#include "config.h"

#include "nx-slide-sheet-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "nx-words.h"

/* The safe margin: projectors cut what stands at the edge. */
#define MARGIN_X 120
#define TEXT_WIDTH (NX_SLIDE_WIDTH - 2 * MARGIN_X)
#define KICKER_Y 84
#define HEAD_Y 136
#define FOOT_Y 986
/* What stands between head and foot ends here. */
#define BODY_END 956
#define HEAD_GAP 36
#define BLOCK_GAP 30
#define ITEM_GAP 20
#define CARD_PAD 30

#define TITLE_SIZE 74
#define PROMPT_SIZE 60
#define TEXT_SIZE 46
#define SMALL_SIZE 30
#define FOOT_SIZE 28
/* Text is set smaller in such steps until it fits, down to what can still be read in a small room. */
#define FIT_STEP .92
#define FIT_LEAST .5
/* Little text is set larger, but so that it still looks like text: up to this, as long as it leaves this part of the room free. */
#define FIT_MOST 1.35
#define FREE_PART .3

#define OPTION_GAP 18
#define LETTER_BOX 92

#define SANS "Cantarell, Noto Sans, Noto Sans Arabic, Noto Sans CJK SC, Sans"
#define SERIF "Noto Serif, Noto Naskh Arabic, Noto Serif CJK SC, Serif"

typedef struct
{
  NxSlideSheet *sheet;
  const NxSlideType *type;
  float y;                  /* where the next thing begins */
  double scale;             /* of the body's text */
  guint point;              /* the last one that was set */
  guint on_point;           /* of what is set now; 0: always there */
  guint depth;              /* within cards: a list there comes with its card, as the deck counts */
} Setter;

typedef enum { FACE_SANS, FACE_SERIF } Face;

typedef struct
{
  double size;              /* units */
  PangoWeight weight;
  Face face;
  NxSlideColour colour;
} Look;

/* ---- Text ---- */

static PangoLayout *
new_layout (Setter     *self,
            const char *text,
            const Look *look,
            float       width)
{
  PangoLayout *layout = pango_layout_new (self->type->pango);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family_static (font, look->face == FACE_SERIF ? SERIF : SANS);
  pango_font_description_set_weight (font, look->weight);
  pango_font_description_set_absolute_size (font, look->size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_line_spacing (layout, look->size >= PROMPT_SIZE ? 1.05f : 1.15f);
  /* A line is at the side where its language begins, also one of names in another script. */
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static float
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return ceilf ((float) height / PANGO_SCALE);
}

/* @layout: taken. */
static NxSlidePiece *
add_layout (Setter       *self,
            PangoLayout  *layout,
            NxSlideColour colour,
            float         x,
            float         y)
{
  NxSlidePiece *piece = nx_slide_sheet_add (self->sheet, NX_SLIDE_PIECE_TEXT, x, y,
                                            (float) pango_layout_get_width (layout) / PANGO_SCALE, get_height (layout));

  piece->layout = layout;
  piece->colour = *nx_slide_colour (colour, self->sheet->dark);
  piece->point = self->on_point;
  return piece;
}

/* Sets @text at @y; how high it is. @words: what is told of it, NULL for the text. */
static float
add_text (Setter     *self,
          const char *text,
          const Look *look,
          float       x,
          float       y,
          float       width,
          const char *words)
{
  NxSlidePiece *piece = add_layout (self, new_layout (self, text, look, width), look->colour, x, y);

  piece->words = g_strdup (words != NULL ? words : text);
  return piece->place.size.height;
}

static void
emphasise (PangoLayout    *layout,
           const NxInline *text)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  guint at = 0;

  for (guint i = 0; i < text->runs->len; i++)
    {
      const NxRun *run = g_ptr_array_index (text->runs, i);
      /* Footnotes are not in the plain text: a slide has no foot to read them at. */
      guint length = run->kind == NX_RUN_SOURCE ? 0 : (guint) strlen (run->text);
      PangoAttribute *attribute = run->kind == NX_RUN_STRONG ? pango_attr_weight_new (PANGO_WEIGHT_BOLD)
                                  : run->kind == NX_RUN_EM ? pango_attr_style_new (PANGO_STYLE_ITALIC)
                                  : NULL;

      if (attribute != NULL)
        {
          attribute->start_index = at;
          attribute->end_index = at + length;
          pango_attr_list_insert (attributes, attribute);
        }
      at += length;
    }
  /* Another text than its runs (an empty link is told by its number) is set plain. */
  if (at == strlen (pango_layout_get_text (layout)))
    pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static float
add_inline (Setter         *self,
            const NxInline *text,
            const Look     *look,
            float           x,
            float           y,
            float           width)
{
  g_autofree char *plain = nx_inline_dup_plain (text);
  PangoLayout *layout = new_layout (self, plain, look, width);
  NxSlidePiece *piece;

  emphasise (layout, text);
  piece = add_layout (self, layout, look->colour, x, y);
  piece->words = g_steal_pointer (&plain);
  return piece->place.size.height;
}

static NxSlidePiece *
add_box (Setter       *self,
         NxSlideColour colour,
         float         x,
         float         y,
         float         width,
         float         height,
         float         radius)
{
  NxSlidePiece *piece = nx_slide_sheet_add (self->sheet, NX_SLIDE_PIECE_BOX, x, y, width, height);

  piece->colour = *nx_slide_colour (colour, self->sheet->dark);
  piece->radius = radius;
  piece->point = self->on_point;
  return piece;
}

static Look
get_body_look (Setter *self)
{
  return (Look){ TEXT_SIZE * self->scale, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_TEXT };
}

/* ---- Blocks ---- */

static void add_blocks (Setter *self, GPtrArray *blocks, float x, float width);

static void
add_item (Setter       *self,
          const NxItem *item,
          const char   *mark,
          float         x,
          float         width)
{
  Look look = get_body_look (self);
  Look mark_look = { look.size, PANGO_WEIGHT_BOLD, FACE_SANS, NX_SLIDE_ACCENT };
  float indent = (float) (look.size * 1.5);

  if (self->depth == 0)
    self->on_point = ++self->point;
  if (mark != NULL)
    g_free (g_steal_pointer (&add_layout (self, new_layout (self, mark, &mark_look, indent), NX_SLIDE_ACCENT, x, self->y)->words));
  else
    add_box (self, NX_SLIDE_ACCENT, x, self->y + (float) look.size * .2f, (float) look.size * .8f, (float) look.size * .8f, 6)->line = 4;
  self->y += add_inline (self, item->text, &look, x + indent, self->y, width - indent) + (float) (ITEM_GAP * self->scale);
  self->on_point = 0;
}

static void
add_heading (Setter     *self,
             const char *title,
             float       x,
             float       width)
{
  Look look = { TEXT_SIZE * self->scale, PANGO_WEIGHT_BOLD, FACE_SANS, NX_SLIDE_INK };

  self->y += add_text (self, title, &look, x, self->y, width, NULL) + 12;
}

static void
add_list (Setter        *self,
          const NxBlock *block,
          float          x,
          float          width)
{
  if (block->title != NULL)
    add_heading (self, block->title, x, width);
  for (guint i = 0; i < block->items->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u.", i + 1);

      add_item (self, g_ptr_array_index (block->items, i),
                block->kind == NX_BLOCK_CHECKLIST ? NULL : block->numbered ? number : "•", x, width);
    }
}

/* Widths by what stands in the columns, none so narrow that it breaks words. */
static void
share_columns (const NxBlock *block,
               float          width,
               float         *widths)
{
  guint n = block->head->len;
  double total = 0;

  for (guint column = 0; column < n; column++)
    {
      gsize longest = 0;

      for (guint i = 0; i < block->rows->len; i++)
        {
          const NxRow *row = g_ptr_array_index (block->rows, i);
          g_autofree char *plain = nx_inline_dup_plain (g_ptr_array_index (row->cells, column));

          longest = MAX (longest, (gsize) g_utf8_strlen (plain, -1));
        }
      widths[column] = (float) sqrt (MAX (longest, 12));
      total += widths[column];
    }
  for (guint column = 0; column < n; column++)
    widths[column] *= width / (float) total;
}

static float
add_cells (Setter      *self,
           GPtrArray   *cells,
           const Look  *look,
           const float *widths,
           float        x)
{
  float height = 0;

  for (guint column = 0; column < cells->len; column++)
    {
      height = MAX (height, add_inline (self, g_ptr_array_index (cells, column), look, x, self->y, widths[column] - 28));
      x += widths[column];
    }
  return height;
}

static void
add_table (Setter        *self,
           const NxBlock *block,
           float          x,
           float          width)
{
  g_autofree float *widths = g_new (float, block->head->len);
  Look cell = { TEXT_SIZE * .84 * self->scale, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_TEXT };
  Look head = { TEXT_SIZE * .76 * self->scale, PANGO_WEIGHT_BOLD, FACE_SANS, NX_SLIDE_ACCENT };
  float gap = (float) (14 * self->scale);

  share_columns (block, width, widths);
  self->y += add_cells (self, block->head, &head, widths, x) + gap;
  for (guint i = 0; i < block->rows->len; i++)
    {
      const NxRow *row = g_ptr_array_index (block->rows, i);

      add_box (self, NX_SLIDE_RULE, x, self->y, width, 3, 0);
      self->y += gap;
      self->y += add_cells (self, row->cells, &cell, widths, x) + gap;
    }
}

static void
add_figure (Setter        *self,
            const NxBlock *block,
            float          x,
            float          width)
{
  NxSvg *svg = self->type->aids != NULL ? nx_block_aids_get_figure (self->type->aids, block->src) : NULL;
  Look caption = { SMALL_SIZE, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_FAINT };
  float room = BODY_END - self->y - 60, factor, height;
  NxSlidePiece *piece;

  if (svg == NULL)
    {
      Look look = get_body_look (self);

      /* What cannot be drawn is said. */
      self->y += add_text (self, block->alt, &look, x, self->y, width, NULL);
      return;
    }
  factor = (float) MIN (width / nx_svg_get_width (svg), MAX (room, 200) / nx_svg_get_height (svg));
  height = (float) nx_svg_get_height (svg) * factor;
  piece = nx_slide_sheet_add (self->sheet, NX_SLIDE_PIECE_FIGURE, x + (width - (float) nx_svg_get_width (svg) * factor) / 2, self->y,
                              (float) nx_svg_get_width (svg) * factor, height);
  piece->svg = nx_svg_ref (svg);
  piece->mirror = block->mirror;
  piece->words = g_strdup (block->alt);
  self->y += height + 16;
  if (block->text != NULL)
    self->y += add_inline (self, block->text, &caption, x, self->y, width);
}

/* Text on a field of its own, with a bar where its language begins. */
static void
add_card (Setter        *self,
          const NxBlock *block,
          float          x,
          float          width)
{
  float top = self->y;
  NxSlidePiece *field = add_box (self, NX_SLIDE_FIELD, x, top, width, 0, 18);

  self->y += CARD_PAD;
  if (block->title != NULL)
    add_heading (self, block->title, x + CARD_PAD + 12, width - 2 * CARD_PAD - 12);
  self->depth++;
  add_blocks (self, block->blocks, x + CARD_PAD + 12, width - 2 * CARD_PAD - 12);
  self->depth--;
  self->y += CARD_PAD - BLOCK_GAP;
  field->place.size.height = self->y - top;
  add_box (self, NX_SLIDE_ACCENT, x, top, 12, self->y - top, 6);
}

static void
add_quote (Setter        *self,
           const NxBlock *block,
           float          x,
           float          width)
{
  const NxSource *source = block->source != NULL && self->type->aids != NULL ? nx_block_aids_get_source (self->type->aids, block->source) : NULL;
  Look look = { TEXT_SIZE * 1.15 * self->scale, PANGO_WEIGHT_NORMAL, FACE_SERIF, NX_SLIDE_INK };
  Look from = { SMALL_SIZE, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_FAINT };
  float top = self->y;

  for (guint i = 0; i < block->blocks->len; i++)
    {
      const NxBlock *inner = g_ptr_array_index (block->blocks, i);

      if (inner->kind == NX_BLOCK_P)
        self->y += add_inline (self, inner->text, &look, x + 60, self->y, width - 60) + 16;
    }
  if (source != NULL)
    self->y += add_text (self, source->title, &from, x + 60, self->y, width - 60, NULL);
  add_box (self, NX_SLIDE_ACCENT, x, top, 12, self->y - top, 6);
}

static void
add_paragraph (Setter        *self,
               const NxBlock *block,
               float          x,
               float          width)
{
  Look look = get_body_look (self);

  self->y += add_inline (self, block->text, &look, x, self->y, width);
}

static void
add_block (Setter        *self,
           const NxBlock *block,
           float          x,
           float          width)
{
  switch (block->kind)
    {
    case NX_BLOCK_HEADING:
      add_heading (self, block->title, x, width);
      break;
    case NX_BLOCK_P:
      add_paragraph (self, block, x, width);
      break;
    case NX_BLOCK_LIST:
    case NX_BLOCK_CHECKLIST:
      add_list (self, block, x, width);
      break;
    case NX_BLOCK_TABLE:
      add_table (self, block, x, width);
      break;
    case NX_BLOCK_FIGURE:
      add_figure (self, block, x, width);
      break;
    case NX_BLOCK_CALLOUT:
    case NX_BLOCK_CASE:
      add_card (self, block, x, width);
      break;
    case NX_BLOCK_QUOTE:
      add_quote (self, block, x, width);
      break;
    case NX_BLOCK_CHECK:        /* a slide of its own */
    case NX_BLOCK_NOTES:        /* for the presenter */
    default:
      break;
    }
}

static void
add_blocks (Setter    *self,
            GPtrArray *blocks,
            float      x,
            float      width)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      add_block (self, g_ptr_array_index (blocks, i), x, width);
      self->y += (float) (BLOCK_GAP * self->scale);
    }
}

/* ---- Questions and votes ---- */

static char *
dup_letter (guint index)
{
  return g_strdup_printf ("%c", (char) ('A' + index % 26));
}

static void
add_letter (Setter  *self,
            guint    index,
            gboolean leads,
            float    y,
            float    size)
{
  g_autofree char *letter = dup_letter (index);
  Look look = { size * .5, PANGO_WEIGHT_BOLD, FACE_SANS, leads ? NX_SLIDE_ON_ACCENT : NX_SLIDE_FAINT };
  PangoLayout *layout = new_layout (self, letter, &look, size);

  add_box (self, leads ? NX_SLIDE_ACCENT : NX_SLIDE_RULE, MARGIN_X, y, size, size, size * .2f);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  add_layout (self, layout, look.colour, MARGIN_X, y + (size - get_height (layout)) / 2);
}

/* Before the results are shown: what may be chosen. */
static void
add_option (Setter         *self,
            const NxOption *option,
            guint           index)
{
  g_autofree char *letter = dup_letter (index);
  g_autofree char *plain = nx_inline_dup_plain (option->text);
  Look look = get_body_look (self);
  Look mark = { look.size, PANGO_WEIGHT_BOLD, FACE_SANS, NX_SLIDE_ACCENT };
  float pad = (float) (22 * self->scale), top = self->y, height;
  NxSlidePiece *field = add_box (self, NX_SLIDE_FIELD, MARGIN_X, top, TEXT_WIDTH, 0, 18);

  add_layout (self, new_layout (self, letter, &mark, 60), mark.colour, MARGIN_X + 36, top + pad);
  height = add_inline (self, option->text, &look, MARGIN_X + 110, top + pad, TEXT_WIDTH - 150) + 2 * pad;
  field->place.size.height = height;
  field->words = g_strdup_printf ("%s. %s", letter, plain);
  /* The field tells it with its letter; the text itself is not told again. */
  g_free (g_steal_pointer (&((NxSlidePiece *) g_ptr_array_index (self->sheet->pieces, self->sheet->pieces->len - 1))->words));
  self->y += height + (float) (OPTION_GAP * self->scale);
}

static void
add_bar (Setter       *self,
         const NxVote *vote,
         guint         index,
         guint         most,
         float         x,
         float         width)
{
  float height = (float) (34 * self->scale);
  float unit = width / (float) MAX (most, 1);
  float room = unit * (float) nx_vote_count (vote, index, NX_VOTE_ROOM);
  float remote = unit * (float) nx_vote_count (vote, index, NX_VOTE_REMOTE);
  NxSlidePiece *stripes;

  add_box (self, NX_SLIDE_RULE, x, self->y, width, height, height / 2);
  if (remote > 0)
    {
      stripes = nx_slide_sheet_add (self->sheet, NX_SLIDE_PIECE_STRIPES, x + room, self->y, remote, height);
      stripes->colour = *nx_slide_colour (NX_SLIDE_ACCENT, self->sheet->dark);
      stripes->radius = room > 0 ? 0 : height / 2;
    }
  if (room > 0)
    add_box (self, NX_SLIDE_ACCENT, x, self->y, room, height, remote > 0 ? 0 : height / 2);
  self->y += height;
}

static void
add_result (Setter               *self,
            const NxOption       *option,
            const NxSlideContext *context,
            guint                 index,
            guint                 most)
{
  g_autofree char *letter = dup_letter (index);
  g_autofree char *plain = nx_inline_dup_plain (option->text);
  guint count = nx_vote_count (context->vote, index, NX_N_VOTE_PLACES);
  gboolean leads = nx_vote_get_leader (context->vote) == (int) index;
  gboolean right = context->view == NX_SLIDE_VOTE_RIGHT && option->right;
  g_autofree char *number = g_strdup_printf ("%u", count);
  Look look = { TEXT_SIZE * .92 * self->scale, leads ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, FACE_SANS, right ? NX_SLIDE_RIGHT : NX_SLIDE_INK };
  Look count_look = { TEXT_SIZE * 1.2 * self->scale, PANGO_WEIGHT_BOLD, FACE_SANS, NX_SLIDE_INK };
  /* Translators: on the projector, before the answer that is right. */
  g_autofree char *shown = right ? g_strdup_printf (C_("vote", "Right: %s"), plain) : g_strdup (plain);
  float x = MARGIN_X + LETTER_BOX + 34, width = TEXT_WIDTH - LETTER_BOX - 34 - 150, top = self->y;
  PangoLayout *layout = new_layout (self, number, &count_look, 120);
  /* Translators: a vote's result for one answer: "B. Ask first: 9". */
  g_autofree char *words = g_strdup_printf (C_("vote", "%s. %s: %u"), letter, shown, count);

  add_letter (self, index, leads, top, (float) (LETTER_BOX * self->scale));
  self->y += add_text (self, shown, &look, x, top, width, words) + 6;
  add_bar (self, context->vote, index, most, x, width);
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  add_layout (self, layout, count_look.colour, MARGIN_X + TEXT_WIDTH - 120, top + (self->y - top - get_height (layout)) / 2);
  self->y += (float) (OPTION_GAP * 1.6 * self->scale);
}

static gboolean
has_results (const NxSlideContext *context)
{
  return context->vote != NULL && context->view >= NX_SLIDE_VOTE_RESULTS;
}

static void
add_question (Setter               *self,
              const NxQuestion     *question,
              const NxSlideContext *context)
{
  guint most = 0;

  for (guint i = 0; context->vote != NULL && i < nx_vote_get_n_options (context->vote); i++)
    most = MAX (most, nx_vote_count (context->vote, i, NX_N_VOTE_PLACES));
  /* The bars say of how many, as far as that is known. */
  most = MAX (most, context->vote != NULL ? nx_vote_count_people (context->vote, NX_N_VOTE_PLACES) : 0);
  for (guint i = 0; i < question->options->len; i++)
    if (has_results (context))
      add_result (self, g_ptr_array_index (question->options, i), context, i, most);
    else
      add_option (self, g_ptr_array_index (question->options, i), i);
}

/* ---- Head and foot ---- */

static const char *
get_kicker (const NxSlide        *slide,
            const NxSlideContext *context)
{
  switch (slide->kind == NX_SLIDE_QUESTION ? context->view : NX_SLIDE_VOTE_NONE)
    {
    case NX_SLIDE_VOTE_OPEN:
      return C_("slide", "Exercise · vote open");
    case NX_SLIDE_VOTE_CLOSED:
    case NX_SLIDE_VOTE_RESULTS:
    case NX_SLIDE_VOTE_RIGHT:
      return C_("slide", "Exercise · vote closed");
    case NX_SLIDE_VOTE_NONE:
    default:
      return context->kicker;
    }
}

char *
nx_slide_dup_title (const NxSlide *slide)
{
  if (slide->kind == NX_SLIDE_QUESTION)
    return nx_inline_dup_plain (slide->question->prompt);
  if (slide->title != NULL)
    return g_strdup (slide->title);
  switch (slide->kind)
    {
    case NX_SLIDE_BREAK:
      return g_strdup (C_("slide", "Break"));
    case NX_SLIDE_BOARD:
      return g_strdup (C_("slide", "Gaps and collaboration"));
    case NX_SLIDE_COMMITMENTS:
      return g_strdup (C_("slide", "What will I do?"));
    case NX_SLIDE_EVALUATION:
      return g_strdup (C_("slide", "How was today?"));
    case NX_SLIDE_MISSING:
      return g_strdup (C_("slide", "This slide is not on this computer"));
    case NX_SLIDE_BLOCKS:
    case NX_SLIDE_QUESTION:
    case NX_SLIDE_PLAY:
    case NX_SLIDE_TRIAL:
    default:
      return g_strdup ("");
    }
}

/* What a slide says that has no words of an author. */
static char *
dup_own_words (const NxSlide        *slide,
               const NxSlideContext *context)
{
  switch (slide->kind)
    {
    case NX_SLIDE_TRIAL:
      return g_strdup (C_("slide", "Everybody alone, on a laptop or on paper. Nobody is graded: it shows what to talk about."));
    case NX_SLIDE_BOARD:
      return g_strdup (C_("slide", "What is missing between our services? Where could we work together from tomorrow? Say it in one sentence."));
    case NX_SLIDE_COMMITMENTS:
      return g_strdup (C_("slide", "Write one to three things that you will do differently. Each with a day."));
    case NX_SLIDE_EVALUATION:
      return g_strdup (C_("slide", "Five questions, without a name. They decide what changes tomorrow."));
    case NX_SLIDE_BREAK:
      return g_strdup (context->countdown);
    case NX_SLIDE_MISSING:
      return g_strdup (slide->missing);
    case NX_SLIDE_BLOCKS:
    case NX_SLIDE_QUESTION:
    case NX_SLIDE_PLAY:
    default:
      return NULL;
    }
}

static void
add_head (Setter               *self,
          const NxSlide        *slide,
          const NxSlideContext *context)
{
  const char *kicker = get_kicker (slide, context);
  g_autofree char *title = nx_slide_dup_title (slide);
  Look small = { SMALL_SIZE, PANGO_WEIGHT_BOLD, FACE_SANS, NX_SLIDE_ACCENT };
  gboolean is_long = g_utf8_strlen (title, -1) > 70;
  Look large = { is_long ? PROMPT_SIZE * MAX (self->scale, .75) : TITLE_SIZE, PANGO_WEIGHT_ULTRABOLD, FACE_SANS, NX_SLIDE_INK };

  if (kicker != NULL)
    add_text (self, kicker, &small, MARGIN_X, KICKER_Y, TEXT_WIDTH, NULL);
  self->y = HEAD_Y;
  if (*title != '\0')
    self->y += add_text (self, title, &large, MARGIN_X, HEAD_Y, TEXT_WIDTH, NULL) + HEAD_GAP;
}

static void
add_swatch (Setter       *self,
            guint         count,
            const char   *words,
            gboolean      striped,
            float        *x)
{
  Look look = { FOOT_SIZE, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_FAINT };
  PangoLayout *layout = new_layout (self, words, &look, 400);
  NxSlidePiece *box = striped ? nx_slide_sheet_add (self->sheet, NX_SLIDE_PIECE_STRIPES, *x, FOOT_Y + 8, 36, 22)
                              : add_box (self, NX_SLIDE_ACCENT, *x, FOOT_Y + 8, 36, 22, 6);
  int width;

  box->colour = *nx_slide_colour (NX_SLIDE_ACCENT, self->sheet->dark);
  box->radius = 6;
  pango_layout_get_size (layout, &width, NULL);
  add_layout (self, layout, look.colour, *x + 48, FOOT_Y)->words = g_strdup (words);
  *x += 48 + (float) width / PANGO_SCALE + 46;
}

static void
add_vote_foot (Setter               *self,
               const NxSlideContext *context)
{
  guint n = nx_vote_count_people (context->vote, NX_N_VOTE_PLACES);
  g_autofree char *words = context->n_people > 0 ? g_strdup_printf (C_("vote", "%u of %u answered"), n, MAX (n, context->n_people))
                                                 : g_strdup_printf (ngettext ("%u answer", "%u answers", n), n);
  Look look = { FOOT_SIZE, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_FAINT };
  float x = MARGIN_X + 400;

  add_text (self, words, &look, MARGIN_X, FOOT_Y, 380, NULL);
  if (has_results (context))
    {
      guint n_room = nx_vote_count_people (context->vote, NX_VOTE_ROOM);
      guint n_remote = nx_vote_count_people (context->vote, NX_VOTE_REMOTE);
      g_autofree char *room = g_strdup_printf (C_("vote", "Room %u"), n_room);
      g_autofree char *remote = g_strdup_printf (C_("vote", "Remote %u"), n_remote);

      add_swatch (self, n_room, room, FALSE, &x);
      add_swatch (self, n_remote, remote, TRUE, &x);
    }
}

static void
add_foot (Setter               *self,
          const NxSlide        *slide,
          const NxSlideContext *context)
{
  Look look = { FOOT_SIZE, PANGO_WEIGHT_NORMAL, FACE_SANS, NX_SLIDE_FAINT };

  if (slide->kind == NX_SLIDE_QUESTION && context->vote != NULL && context->view != NX_SLIDE_VOTE_NONE)
    add_vote_foot (self, context);
  else if (context->foot != NULL)
    add_text (self, context->foot, &look, MARGIN_X, FOOT_Y, TEXT_WIDTH - 200, NULL);
  if (context->number > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", context->number);
      PangoLayout *layout = new_layout (self, number, &look, 160);

      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
      add_layout (self, layout, look.colour, MARGIN_X + TEXT_WIDTH - 160, FOOT_Y);
    }
}

/* ---- The slide ---- */

static void
add_body (Setter               *self,
          const NxSlide        *slide,
          const NxSlideContext *context)
{
  g_autofree char *words = dup_own_words (slide, context);
  gboolean large = slide->kind == NX_SLIDE_BREAK;
  Look look = { TEXT_SIZE * self->scale * (large ? 3 : 1), large ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL, FACE_SANS,
                large ? NX_SLIDE_ACCENT : NX_SLIDE_TEXT };

  if (words != NULL)
    self->y += add_text (self, words, &look, MARGIN_X, self->y, TEXT_WIDTH, NULL) + BLOCK_GAP;
  if (slide->kind == NX_SLIDE_PLAY)
    {
      Look text = get_body_look (self);

      self->y += add_inline (self, slide->scenario->summary, &text, MARGIN_X, self->y, TEXT_WIDTH) + BLOCK_GAP;
      add_blocks (self, slide->scenario->role_text, MARGIN_X, TEXT_WIDTH);
    }
  if (slide->kind == NX_SLIDE_QUESTION)
    add_question (self, slide->question, context);
  else
    add_blocks (self, slide->blocks, MARGIN_X, TEXT_WIDTH);
}

static NxSlideSheet *
set_at (const NxSlide        *slide,
        const NxSlideType    *type,
        const NxSlideContext *context,
        double                scale,
        gboolean             *out_fits)
{
  gboolean rtl = nx_language_get_direction (type->lang) == GTK_TEXT_DIR_RTL;
  Setter self = { .sheet = nx_slide_sheet_new_empty (rtl, type->dark), .type = type, .scale = scale };
  float room;

  self.sheet->fit = MIN (scale, 1);
  add_head (&self, slide, context);
  room = BODY_END - self.y;
  add_body (&self, slide, context);
  /* The gap after the last block needs no room. */
  *out_fits = self.y - BLOCK_GAP * scale <= BODY_END - (scale > 1 ? FREE_PART * room : 0);
  add_foot (&self, slide, context);
  return self.sheet;
}

NxSlideSheet *
nx_slide_sheet_new (const NxSlide        *slide,
                    const NxSlideType    *type,
                    const NxSlideContext *context)
{
  double scale = slide->kind == NX_SLIDE_QUESTION ? 1 : FIT_MOST;
  gboolean fits;
  NxSlideSheet *sheet;

  /* The slides' language may be written the other way than the presenter's. */
  pango_context_set_base_dir (type->pango, nx_language_get_direction (type->lang) == GTK_TEXT_DIR_RTL ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_context_set_language (type->pango, pango_language_from_string (type->lang));
  sheet = set_at (slide, type, context, scale, &fits);
  while (!fits && scale * FIT_STEP >= FIT_LEAST)
    {
      /* Never past the size that is meant. */
      scale = scale > 1 ? MAX (scale * FIT_STEP, 1) : scale * FIT_STEP;
      nx_slide_sheet_unref (sheet);
      sheet = set_at (slide, type, context, scale, &fits);
    }
  return sheet;
}
