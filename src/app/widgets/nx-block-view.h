/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-check-card.h"
#include "nx-inline-label.h"

G_BEGIN_DECLS

/*
 * NxBlockView: a text of content blocks, one native widget a block, in reading order. Links to terms and
 * notes open beside themselves; links to documents activate "page.open-document" (s) and Good Practices
 * lead to "page.open-practice" (s) of the page around. Signals: "check-answer" (NxCheckCard *card, char
 * **response): store it, then tell the card; "built": all blocks that were begun are there.
 */
#define NX_TYPE_BLOCK_VIEW (nx_block_view_get_type ())
G_DECLARE_FINAL_TYPE (NxBlockView, nx_block_view, NX, BLOCK_VIEW, GtkWidget)

GtkWidget *nx_block_view_new (void);

/* The answer that was given to the check with this question: ids of options, NULL if none (transfer full). */
typedef char **(*NxBlockAnswerFunc) (const char *question,
                                     gpointer    user_data);

/* Asked when a check is built, which then shows the answer. NULL: no check was ever answered. @user_data outlives the view. */
void nx_block_view_set_answer_func (NxBlockView       *self,
                                    NxBlockAnswerFunc  func,
                                    gpointer           user_data);

/*
 * nx_block_view_begin_blocks:
 * @aids: what the blocks lean on; kept
 * @blocks: (element-type NxBlock): borrowed; their root must be held until the next call or the view's end
 * @first_figure: number of the first figure, from 1
 * @with_reference_list: end with "Terms and notes"
 *
 * Replaces what is shown. The blocks come in order, a few with each frame, so that a long text holds nothing up; until
 * "built" a screen reader is told that the view is busy. The direction is the content language's; a block that fell
 * back to another language has its own direction and says its language.
 */
void nx_block_view_begin_blocks (NxBlockView *self,
                                 NxBlockAids *aids,
                                 GPtrArray   *blocks,
                                 guint        first_figure,
                                 gboolean     with_reference_list);
/* The same, and all of them are there when it returns: for what is short. */
void nx_block_view_set_blocks (NxBlockView *self,
                               NxBlockAids *aids,
                               GPtrArray   *blocks,
                               guint        first_figure,
                               gboolean     with_reference_list);
/* Whether there are blocks still to come; whether all of them are there and have their places. */
gboolean nx_block_view_is_building (NxBlockView *self);
gboolean nx_block_view_is_laid_out (NxBlockView *self);

/* How many blocks there are, built or not, how many of them fell back, and to which language (the first one's; borrowed). */
guint nx_block_view_get_n_blocks (NxBlockView *self);
guint nx_block_view_get_n_fallback (NxBlockView  *self,
                                    const char  **out_language);
/* What of it is not in the language that was asked for, in words; NULL if all of it is. */
char *nx_block_view_dup_fallback_words (NxBlockView *self);
/* The widget of a block; NULL if there is none, or not yet. */
GtkWidget *nx_block_view_get_block (NxBlockView *self,
                                    const char  *id);
/* The id of the last block that begins at or above @y of the view (the first one if none does); NULL when empty. Borrowed. */
const char *nx_block_view_get_block_at (NxBlockView *self,
                                        double       y);
/* The last heading that begins at or above @y; NULL if none. Borrowed. */
const char *nx_block_view_get_heading_at (NxBlockView *self,
                                          double       y);
/* The check that asks @question; NULL if none. */
NxCheckCard *nx_block_view_get_check (NxBlockView *self,
                                      const char  *question);
/* Hands a number key to the check that holds the focus. */
gboolean nx_block_view_press_digit (NxBlockView *self,
                                    guint        digit);
/* Where the text ends, above the list of terms and notes; in the view's coordinates. */
double nx_block_view_get_text_end (NxBlockView *self);
guint nx_block_view_count_figures (GPtrArray *blocks);

G_END_DECLS
