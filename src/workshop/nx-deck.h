/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-plan.h"

G_BEGIN_DECLS

/*
 * The slides of a workshop, in one language: what a plan's parts show, block by block. The blocks are the modules' own;
 * a slide only says which of them stand on it, under which title, and what the presenter reads beside it. A deck is never
 * edited; it is made anew from the agenda. Immutable; holds the content it points to. Thread: any; making it loads files.
 */
typedef struct _NxDeck NxDeck;

typedef enum
{
  NX_SLIDE_BLOCKS,          /* blocks of a module, or of the agenda */
  NX_SLIDE_QUESTION,        /* a question put to the vote; its results follow on the same slide */
  NX_SLIDE_PLAY, NX_SLIDE_TRIAL, NX_SLIDE_BOARD, NX_SLIDE_COMMITMENTS, NX_SLIDE_EVALUATION, NX_SLIDE_BREAK,
  NX_SLIDE_MISSING,         /* the agenda names content that is not there: the slide says so, and the rest goes on */
} NxSlideKind;

typedef struct
{
  NxSlideKind kind;
  guint item;               /* of the plan */
  const char *title;        /* NULL where the kind has a title of its own (break, board, …) */
  GPtrArray *blocks;        /* const NxBlock, borrowed; BLOCKS: what stands below the title, perhaps none */
  GPtrArray *notes;         /* const NxBlock (NOTES), borrowed: for the presenter */
  const NxQuestion *question;  /* QUESTION */
  const NxScenario *scenario;  /* PLAY */
  guint n_points;           /* BLOCKS: points that come one by one; 0 if the slide comes at once */
  char *missing;            /* MISSING: the address that resolves nowhere */
} NxSlide;

NxDeck *nx_deck_new (NxPlan *plan, NxLibrary *library, const char *lang);
void nx_deck_free (NxDeck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDeck, nx_deck_free)

guint nx_deck_get_n_slides (const NxDeck *self);
const NxSlide *nx_deck_get_slide (const NxDeck *self, guint index);
/* The first slide of a part of the plan; each has one at least. */
guint nx_deck_get_first (const NxDeck *self, guint item);
guint nx_deck_count_missing (const NxDeck *self);

G_END_DECLS
