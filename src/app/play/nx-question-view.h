/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-assess.h"
#include "nx-block-aids.h"

G_BEGIN_DECLS

/*
 * NxQuestionView: one question of a test: answers, confidence, and after the answer is stored what became
 * of it. Signal "changed" when the choice or the confidence changed.
 */
#define NX_TYPE_QUESTION_VIEW (nx_question_view_get_type ())
G_DECLARE_FINAL_TYPE (NxQuestionView, nx_question_view, NX, QUESTION_VIEW, AdwBin)

/* @question is borrowed: hold its root. @order: indexes of the options as shown, n_options long. Starts anew, with nothing chosen. */
void nx_question_view_set_question (NxQuestionView   *self,
                                    NxBlockAids      *aids,
                                    const NxQuestion *question,
                                    const guint      *order);
/* Option ids, NULL-terminated, in the shown order; (transfer full). */
char **nx_question_view_dup_response (NxQuestionView *self);
NxConfidence nx_question_view_get_confidence (NxQuestionView *self);
/* Puts a choice back, after a change of language. */
void nx_question_view_set_choice (NxQuestionView     *self,
                                  const char *const  *response,
                                  NxConfidence        confidence);
/* Feedback for each option and in sum; no further choice. @take_focus: it appears now. */
void nx_question_view_show_judgement (NxQuestionView    *self,
                                      const NxJudgement *judgement,
                                      gboolean           take_focus);
/* Nothing was stored: says so, keeps the choice. */
void nx_question_view_show_problem (NxQuestionView *self,
                                    const GError   *error);
gboolean nx_question_view_press_digit (NxQuestionView *self,
                                       guint           digit);
void nx_question_view_set_narrow (NxQuestionView *self,
                                  gboolean        narrow);
/* Focus to the chosen answer, or to the first one. */
void nx_question_view_focus_answers (NxQuestionView *self);

G_END_DECLS
