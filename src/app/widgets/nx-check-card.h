/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-assess.h"
#include "nx-inline-label.h"

G_BEGIN_DECLS

/*
 * NxCheckCard: "Check yourself", a question in the text. It judges for showing only; the owner stores the
 * answer first. Signal "answer" (char **response): store it, then call nx_check_card_show() or
 * nx_check_card_fail(); until then the card is busy. A wrong answer may be tried again, or the answer shown.
 */
#define NX_TYPE_CHECK_CARD (nx_check_card_get_type ())
G_DECLARE_FINAL_TYPE (NxCheckCard, nx_check_card, NX, CHECK_CARD, GtkWidget)

/* @question is borrowed: hold its module while the card lives. */
GtkWidget *nx_check_card_new (NxTextScope      *scope,
                              const NxQuestion *question);
const NxQuestion *nx_check_card_get_question (NxCheckCard *self);
/* Shows the judgement of @response (option ids). @take_focus: the feedback takes it, as it appears now. */
void nx_check_card_show (NxCheckCard       *self,
                         const char *const *response,
                         gboolean           take_focus);
/* Nothing was stored: says so in words, and keeps the choice. */
void nx_check_card_fail (NxCheckCard  *self,
                         const GError *error);
/* Presses the choice with this number key, if the focus is in the card. */
gboolean nx_check_card_press_digit (NxCheckCard *self,
                                    guint        digit);

G_END_DECLS
