/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-block-aids.h"
#include "nx-deck.h"
#include "nx-vote.h"

G_BEGIN_DECLS

/* Of every slide, in units of its own; it is drawn at any size by one factor. */
#define NX_SLIDE_WIDTH 1920
#define NX_SLIDE_HEIGHT 1080

/* What a slide shows of a vote. */
typedef enum
{
  NX_SLIDE_VOTE_NONE,       /* the question, before anybody is asked */
  NX_SLIDE_VOTE_OPEN,       /* how many have answered, not what */
  NX_SLIDE_VOTE_CLOSED,
  NX_SLIDE_VOTE_RESULTS,    /* the bars */
  NX_SLIDE_VOTE_RIGHT,      /* and which answers are right */
} NxSlideVoteView;

/* What surrounds a slide and is not in the deck. All borrowed. */
typedef struct
{
  const char *kicker;       /* small, above the title; NULL for none */
  const char *foot;         /* at the start of the last line; NULL for none */
  guint number;             /* of the slide, 1-based, at the end of the last line; 0 for none */
  const NxVote *vote;       /* NULL: none yet */
  NxSlideVoteView view;
  guint n_people;           /* who could answer; 0: nobody knows */
  const char *countdown;    /* BREAK: the time that is left, in words; NULL for none */
} NxSlideContext;

/* What a deck is set in. */
typedef struct
{
  PangoContext *pango;      /* borrowed: made for this, of the widget that shows it; takes the deck's language and direction */
  NxBlockAids *aids;        /* borrowed: figures and sources */
  const char *lang;         /* borrowed: of the deck's content; tag */
  gboolean dark;
} NxSlideType;

/*
 * NxSlideSheet: one slide set in type, to be read from 12 metres: titles of 74 units, text of 40 at least where it has room,
 * less where an author put more on a slide than fits. Made anew when anything on it changes but the points shown.
 * Immutable, counted. Main thread.
 */
typedef struct _NxSlideSheet NxSlideSheet;

NxSlideSheet *nx_slide_sheet_new (const NxSlide        *slide,
                                  const NxSlideType    *type,
                                  const NxSlideContext *context);
NxSlideSheet *nx_slide_sheet_ref (NxSlideSheet *self);
void nx_slide_sheet_unref (NxSlideSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSlideSheet, nx_slide_sheet_unref)

/* Draws it in its own units. @points: how many of its points are shown. @textures: NxSvg → GdkTexture; a figure that is not in it has an empty place. */
void nx_slide_sheet_snapshot (NxSlideSheet *self,
                              GtkSnapshot  *snapshot,
                              guint         points,
                              GHashTable   *textures);
/* The figures on it and how large they are drawn, units. Calls @func for each. */
typedef void (*NxSlideFigureFunc) (NxSvg *svg, gboolean mirrored, float width, float height, gpointer user_data);
void nx_slide_sheet_foreach_figure (NxSlideSheet      *self,
                                    NxSlideFigureFunc  func,
                                    gpointer           user_data);
/* How a slide is called; "" if it has no name. (transfer full) */
char *nx_slide_dup_title (const NxSlide *slide);
gboolean nx_slide_sheet_is_dark (NxSlideSheet *self);
/* What stands on it, for who cannot see it: title first, a line each, as far as it is shown. (transfer full) */
char *nx_slide_sheet_dup_text (NxSlideSheet *self,
                               guint         points);
/* How much smaller than meant its text had to be: 1 if all of it fits. */
double nx_slide_sheet_get_fit (NxSlideSheet *self);

G_END_DECLS
