/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Pieces with a place, and how they are drawn. Where they stand is decided in nx-slide-setter.c. */

#include "config.h"

#include "nx-slide-sheet-private.h"

static void
piece_free (gpointer data)
{
  NxSlidePiece *piece = data;

  g_clear_object (&piece->layout);
  g_clear_pointer (&piece->svg, nx_svg_unref);
  g_free (piece->words);
  g_free (piece);
}

NxSlideSheet *
nx_slide_sheet_new_empty (gboolean rtl,
                          gboolean dark)
{
  NxSlideSheet *self = g_new0 (NxSlideSheet, 1);

  g_ref_count_init (&self->ref_count);
  self->pieces = g_ptr_array_new_with_free_func (piece_free);
  self->rtl = rtl;
  self->dark = dark;
  self->fit = 1;
  return self;
}

NxSlideSheet *
nx_slide_sheet_ref (NxSlideSheet *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
nx_slide_sheet_unref (NxSlideSheet *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->pieces);
  g_free (self);
}

NxSlidePiece *
nx_slide_sheet_add (NxSlideSheet     *self,
                    NxSlidePieceKind  kind,
                    float             x,
                    float             y,
                    float             width,
                    float             height)
{
  NxSlidePiece *piece = g_new0 (NxSlidePiece, 1);

  piece->kind = kind;
  /* Everything is laid out from left to right and turned around as a whole. */
  piece->place = GRAPHENE_RECT_INIT (self->rtl ? NX_SLIDE_WIDTH - x - width : x, y, width, height);
  g_ptr_array_add (self->pieces, piece);
  return piece;
}

/* ---- Drawing ---- */

static void
draw_box (const NxSlidePiece *piece,
          GtkSnapshot        *snapshot)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &piece->place, piece->radius);
  if (piece->line > 0)
    {
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ piece->line, piece->line, piece->line, piece->line },
                                  (GdkRGBA[4]){ piece->colour, piece->colour, piece->colour, piece->colour });
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &piece->colour, &piece->place);
  gtk_snapshot_pop (snapshot);
}

/* Told from a full bar without any colour. */
static void
draw_stripes (const NxSlidePiece *piece,
              GtkSnapshot        *snapshot)
{
  const float step = 24;
  GdkRGBA pale = piece->colour;
  GskRoundedRect outline;

  pale.alpha *= .55f;
  gsk_rounded_rect_init_from_rect (&outline, &piece->place, piece->radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &pale, &piece->place);
  for (float x = -piece->place.size.height; x < piece->place.size.width; x += step)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (piece->place.origin.x + x, piece->place.origin.y + piece->place.size.height));
      gtk_snapshot_rotate (snapshot, -45);
      gtk_snapshot_append_color (snapshot, &piece->colour, &GRAPHENE_RECT_INIT (0, 0, piece->place.size.height * 1.5f, step * .35f));
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_pop (snapshot);
}

static void
draw_text (const NxSlidePiece *piece,
           GtkSnapshot        *snapshot)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &piece->place.origin);
  gtk_snapshot_append_layout (snapshot, piece->layout, &piece->colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_piece (const NxSlidePiece *piece,
            GtkSnapshot        *snapshot,
            GHashTable         *textures)
{
  GdkTexture *texture;

  switch (piece->kind)
    {
    case NX_SLIDE_PIECE_BOX:
      draw_box (piece, snapshot);
      break;
    case NX_SLIDE_PIECE_STRIPES:
      draw_stripes (piece, snapshot);
      break;
    case NX_SLIDE_PIECE_TEXT:
      draw_text (piece, snapshot);
      break;
    case NX_SLIDE_PIECE_FIGURE:
      texture = textures != NULL ? g_hash_table_lookup (textures, piece->svg) : NULL;
      if (texture != NULL)
        gtk_snapshot_append_texture (snapshot, texture, &piece->place);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
nx_slide_sheet_snapshot (NxSlideSheet *self,
                         GtkSnapshot  *snapshot,
                         guint         points,
                         GHashTable   *textures)
{
  gtk_snapshot_append_color (snapshot, nx_slide_colour (NX_SLIDE_PAPER, self->dark), &GRAPHENE_RECT_INIT (0, 0, NX_SLIDE_WIDTH, NX_SLIDE_HEIGHT));
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const NxSlidePiece *piece = g_ptr_array_index (self->pieces, i);

      if (piece->point <= points)
        draw_piece (piece, snapshot, textures);
    }
}

void
nx_slide_sheet_foreach_figure (NxSlideSheet      *self,
                               NxSlideFigureFunc  func,
                               gpointer           user_data)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const NxSlidePiece *piece = g_ptr_array_index (self->pieces, i);

      if (piece->kind == NX_SLIDE_PIECE_FIGURE)
        func (piece->svg, self->rtl && piece->mirror, piece->place.size.width, piece->place.size.height, user_data);
    }
}

/* ---- What is told ---- */

gboolean
nx_slide_sheet_is_dark (NxSlideSheet *self)
{
  return self->dark;
}

double
nx_slide_sheet_get_fit (NxSlideSheet *self)
{
  return self->fit;
}

char *
nx_slide_sheet_dup_text (NxSlideSheet *self,
                         guint         points)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const NxSlidePiece *piece = g_ptr_array_index (self->pieces, i);

      if (piece->words == NULL || piece->point > points)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, piece->words);
    }
  return g_string_free (text, FALSE);
}

/* ---- Colours ---- */

const GdkRGBA *
nx_slide_colour (NxSlideColour colour,
                 gboolean      dark)
{
  /* Off-white: white dazzles in a dark room. Each pair stands 7:1 apart from its paper, but rules and empty bars. */
  static const GdkRGBA colours[][2] = {
    [NX_SLIDE_PAPER] = { { .984f, .980f, .973f, 1 }, { .110f, .110f, .125f, 1 } },
    [NX_SLIDE_INK] = { { .118f, .118f, .133f, 1 }, { .965f, .961f, .957f, 1 } },
    [NX_SLIDE_TEXT] = { { .243f, .243f, .278f, 1 }, { .867f, .867f, .878f, 1 } },
    [NX_SLIDE_FAINT] = { { .325f, .325f, .357f, 1 }, { .729f, .729f, .753f, 1 } },
    [NX_SLIDE_ACCENT] = { { .110f, .322f, .643f, 1 }, { .600f, .757f, .945f, 1 } },
    [NX_SLIDE_ON_ACCENT] = { { 1, 1, 1, 1 }, { .110f, .110f, .125f, 1 } },
    [NX_SLIDE_FIELD] = { { .918f, .933f, .957f, 1 }, { .176f, .184f, .216f, 1 } },
    [NX_SLIDE_RULE] = { { .890f, .882f, .859f, 1 }, { .239f, .239f, .263f, 1 } },
    [NX_SLIDE_RIGHT] = { { .047f, .400f, .235f, 1 }, { .561f, .941f, .643f, 1 } },
  };

  return &colours[colour][dark];
}
