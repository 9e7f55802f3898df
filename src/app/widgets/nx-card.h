/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a card says about how far its module or scenario is. */
typedef enum
{
  NX_CARD_NOT_STARTED,  /* the word alone */
  NX_CARD_BEGUN,        /* bar and per cent in the part's colour */
  NX_CARD_DONE,         /* pill with a check */
  NX_CARD_NOTED,        /* neutral pill: "In English only" */
  NX_CARD_BROKEN,       /* warning pill */
} NxCardState;

/*
 * NxCard: a module or scenario as a card: cover, title, meta line, state. A button of its own, so that it
 * takes focus, Enter and assistive technology's press.
 */
#define NX_TYPE_CARD (nx_card_get_type ())
G_DECLARE_FINAL_TYPE (NxCard, nx_card, NX, CARD, GtkButton)

GtkWidget *nx_card_new (const char *id, char part, const char *title);
/* @meta: "2 Good Practices · 25 min"; @tag: a second line, or NULL. */
void nx_card_set_meta (NxCard *self, const char *meta, const char *tag);
/* @word: for NOT_STARTED, DONE, NOTED, BROKEN. @description: the whole in words, for a screen reader. */
void nx_card_set_state (NxCard *self, NxCardState state, double fraction, const char *word, const char *description);

/* NxCardRow: the same in a narrow window: a row with ring or check. */
#define NX_TYPE_CARD_ROW (nx_card_row_get_type ())
G_DECLARE_FINAL_TYPE (NxCardRow, nx_card_row, NX, CARD_ROW, AdwActionRow)

GtkWidget *nx_card_row_new (char part, const char *title);
void nx_card_row_set_meta (NxCardRow *self, const char *meta);
void nx_card_row_set_state (NxCardRow *self, NxCardState state, double fraction, const char *word, const char *description);

G_END_DECLS
