/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-assess.h"

G_BEGIN_DECLS

/*
 * NxChoiceRow: one answer or one way to decide. A check button (radio in a group) whose child is the
 * text, its number key, and a line below: the known cost before, the verdict and its reason after.
 * Choosing never commits. A locked row keeps its state and can still be read and focused.
 */
#define NX_TYPE_CHOICE_ROW (nx_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (NxChoiceRow, nx_choice_row, NX, CHOICE_ROW, GtkCheckButton)

typedef enum
{
  NX_CHOICE_ANSWER,             /* mark at the start, number key at the end */
  NX_CHOICE_DECISION,           /* number key at the start, mark at the end */
} NxChoiceLook;

/* @text: shows the answer, (transfer floating); @plain: the same in plain words, for the accessible name; @number: 1-based key; @several: a check box, not a radio button. */
GtkWidget *nx_choice_row_new (NxChoiceLook  look,
                              GtkWidget    *text,
                              const char   *plain,
                              guint         number,
                              gboolean      several);
/* @time: "2 days"; @needs: "Needs a cooperation request"; each may be NULL. */
void nx_choice_row_set_cost (NxChoiceRow *self,
                             const char  *time,
                             const char  *needs);
/* Shows what became of it; @feedback (transfer floating) (nullable) says why, @plain the same in plain words. Icon, word and colour together. */
void nx_choice_row_set_verdict (NxChoiceRow     *self,
                                NxOptionVerdict  verdict,
                                GtkWidget       *feedback,
                                const char      *plain);
void nx_choice_row_clear_verdict (NxChoiceRow *self);
void nx_choice_row_set_locked (NxChoiceRow *self,
                               gboolean     locked);
gboolean nx_choice_row_is_locked (NxChoiceRow *self);
/* As if its number key was pressed: takes the focus; a radio is chosen, a check box turned over. Nothing if locked. */
void nx_choice_row_press (NxChoiceRow *self);

G_END_DECLS
