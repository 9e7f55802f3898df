/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-slide-sheet.h"

G_BEGIN_DECLS

/* Between nx-slide-sheet.c and nx-slide-setter.c. */

typedef enum
{
  NX_SLIDE_PIECE_BOX,       /* filled, or an outline */
  NX_SLIDE_PIECE_STRIPES,   /* a bar that is told from a full one */
  NX_SLIDE_PIECE_TEXT,
  NX_SLIDE_PIECE_FIGURE,
} NxSlidePieceKind;

typedef struct
{
  NxSlidePieceKind kind;
  graphene_rect_t place;    /* units */
  guint point;              /* shown with that many points; 0: always */
  GdkRGBA colour;           /* BOX, STRIPES, TEXT */
  float radius, line;       /* BOX, STRIPES; @line > 0: an outline of that width */
  PangoLayout *layout;      /* TEXT */
  NxSvg *svg;               /* FIGURE */
  gboolean mirror;          /* FIGURE: it turns around right to left */
  char *words;              /* what it says; NULL: nothing */
} NxSlidePiece;

struct _NxSlideSheet
{
  grefcount ref_count;
  GPtrArray *pieces;        /* NxSlidePiece, from the ground up */
  gboolean rtl, dark;
  double fit;
};

typedef enum
{
  NX_SLIDE_PAPER, NX_SLIDE_INK, NX_SLIDE_TEXT, NX_SLIDE_FAINT, NX_SLIDE_ACCENT, NX_SLIDE_ON_ACCENT, NX_SLIDE_FIELD,
  NX_SLIDE_RULE, NX_SLIDE_RIGHT,
} NxSlideColour;
const GdkRGBA *nx_slide_colour (NxSlideColour colour, gboolean dark);

NxSlideSheet *nx_slide_sheet_new_empty (gboolean rtl, gboolean dark);
/* At @x from where its language begins; owned by the sheet. */
NxSlidePiece *nx_slide_sheet_add (NxSlideSheet *self, NxSlidePieceKind kind, float x, float y, float width, float height);

G_END_DECLS
