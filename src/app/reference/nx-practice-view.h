/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxPracticeView: one Good Practice to read: part, number, title, what to do, what to ask, where it comes
 * from, and where the course takes it up. Links in the text open in popovers.
 */
#define NX_TYPE_PRACTICE_VIEW (nx_practice_view_get_type ())
G_DECLARE_FINAL_TYPE (NxPracticeView, nx_practice_view, NX, PRACTICE_VIEW, AdwBin)

GtkWidget *nx_practice_view_new (NxContext *context);
/* @practice: id; an unknown one is told in words. */
void nx_practice_view_show (NxPracticeView *self, const char *practice);
const char *nx_practice_view_get_practice (NxPracticeView *self);

G_END_DECLS
