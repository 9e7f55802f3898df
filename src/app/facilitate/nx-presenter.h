/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-session.h"
#include "nx-slide-screen.h"

G_BEGIN_DECLS

/*
 * NxPresenter: the slides of a session that is under way: what the audience sees, and what comes next. It follows the
 * session and decides nothing. Main thread.
 */
#define NX_TYPE_PRESENTER (nx_presenter_get_type ())
G_DECLARE_FINAL_TYPE (NxPresenter, nx_presenter, NX, PRESENTER, GObject)

/* All held. @pango: of the widget that the slides are shown in. */
NxPresenter *nx_presenter_new (NxSession *session, NxBlockAids *aids, PangoContext *pango);
/* Both borrowed: what the audience sees, and what "next" will bring. */
NxSlideScreen *nx_presenter_get_screen (NxPresenter *self);
NxSlideScreen *nx_presenter_get_preview (NxPresenter *self);
gboolean nx_presenter_get_dark (NxPresenter *self);
void nx_presenter_set_dark (NxPresenter *self, gboolean dark);
/* Whether shown results mark what is right. */
gboolean nx_presenter_get_right (NxPresenter *self);
void nx_presenter_set_right (NxPresenter *self, gboolean right);
/* A second has passed: what counts down is set anew. */
void nx_presenter_tick (NxPresenter *self);
/* How a slide is called in a list. @slide: index in the deck. (transfer full) */
char *nx_presenter_dup_title (NxPresenter *self, guint slide);
/* The last vote on the presenter's slide; NULL if there was none, or nothing is asked there. Borrowed until the session's next "changed". */
const NxVoteRound *nx_presenter_get_vote (NxPresenter *self);

G_END_DECLS
