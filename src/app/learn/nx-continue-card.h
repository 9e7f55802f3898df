/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * NxContinueCard: the first card of Learn: where to go on, in one click. "narrow" stacks it and gives the
 * button the full width. Signal "activated".
 */
#define NX_TYPE_CONTINUE_CARD (nx_continue_card_get_type ())
G_DECLARE_FINAL_TYPE (NxContinueCard, nx_continue_card, NX, CONTINUE_CARD, AdwBin)

typedef struct
{
  const char *id;                /* seeds the cover */
  char part;
  const char *kicker;            /* "Continue where you stopped · yesterday 17:42" */
  const char *title;
  const char *place;             /* "Part B, module 3 · section 3 of 6: Informal value transfer"; or NULL */
  double fraction;               /* < 0: no bar */
  const char *left;              /* "About 12 minutes left"; or NULL */
  const char *button;            /* NULL: no button */
  const char *button_name;       /* the button's accessible label */
} NxContinueText;

GtkWidget *nx_continue_card_new (void);
void nx_continue_card_set (NxContinueCard *self, const NxContinueText *text);
void nx_continue_card_set_narrow (NxContinueCard *self, gboolean narrow);

G_END_DECLS
