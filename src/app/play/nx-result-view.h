/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-attempt.h"
#include "nx-block-aids.h"

G_BEGIN_DECLS

/*
 * NxResultView: the end of a test: ring with the score, what was certain but wrong, and how it went by
 * Good Practice. A score is never red. Signals "try-again" and "go-on" (back to the module).
 */
#define NX_TYPE_RESULT_VIEW (nx_result_view_get_type ())
G_DECLARE_FINAL_TYPE (NxResultView, nx_result_view, NX, RESULT_VIEW, AdwBin)

/* @attempt must be finished; it is read now and not kept. */
void nx_result_view_show (NxResultView  *self,
                          NxBlockAids   *aids,
                          NxTestAttempt *attempt);
/* The heading takes the focus, as the page appears now. */
void nx_result_view_focus (NxResultView *self);

G_END_DECLS
