/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-presenter.h"

G_BEGIN_DECLS

/* NxSlideList: all slides by number and title, in a window over the console: a number that is typed chooses one. Signal "chosen" (uint slide: index in the deck); then it closes. */
#define NX_TYPE_SLIDE_LIST (nx_slide_list_get_type ())
G_DECLARE_FINAL_TYPE (NxSlideList, nx_slide_list, NX, SLIDE_LIST, AdwWindow)

GtkWidget *nx_slide_list_new (GtkWindow   *parent,
                              NxSession   *session,
                              NxPresenter *presenter);

G_END_DECLS
