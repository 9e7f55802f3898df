/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-session.h"

G_BEGIN_DECLS

/* What the two files of the session share: an act that waits for its turn. */

typedef struct _NxSessionAct NxSessionAct;

struct _NxSessionAct
{
  GTask *task;
  /* At its turn, on the state as it is then: completes or adds facts, or takes them away where there is nothing to do. NULL: they are whole. */
  gboolean (*prepare) (NxSession *self, NxSessionAct *act, GError **error);
  GPtrArray *facts;         /* NxEventFacts */
  gboolean is_sure;         /* prepare makes only what the state takes: it is not tried on a copy */

  /* For prepare. */
  guint item;
  char *team;
  int choice;
  NxDecidedBy by;
  NxAgenda *agenda;         /* SET_AGENDA: takes the place of the present one */
};

/* @source_tag: the public function. */
NxSessionAct *nx_session_act_new (NxSession           *self,
                                  gpointer             source_tag,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
/* Another event of the act; borrowed. */
NxEventFacts *nx_session_act_add (NxSessionAct *act,
                                  NxEventType   type);
/* Takes @act, and does it when those before it are done. */
void nx_session_do (NxSession    *self,
                    NxSessionAct *act);
/* Sets NOT_HERE and answers FALSE. */
gboolean nx_session_refuse (GError **error);

/* Slides of a part in the deck. */
void nx_session_get_part_slides (NxSession *self,
                                 guint      item,
                                 guint     *out_first,
                                 guint     *out_n);

G_END_DECLS
