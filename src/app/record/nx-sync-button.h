/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxSyncButton: the pill in the header bar: what is saved and what is still to send, never as an alarm;
 * its popover tells more and has "Sync now". "extent": how much room it has.
 */
#define NX_TYPE_SYNC_BUTTON (nx_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (NxSyncButton, nx_sync_button, NX, SYNC_BUTTON, AdwBin)

typedef enum
{
  NX_SYNC_BUTTON_FULL,   /* "Saved on this computer · 12 to send" */
  NX_SYNC_BUTTON_SHORT,  /* "12 to send" */
  NX_SYNC_BUTTON_ICON,   /* icon and badge */
} NxSyncButtonExtent;

GtkWidget *nx_sync_button_new (NxContext *context);
void nx_sync_button_set_extent (NxSyncButton *self, NxSyncButtonExtent extent);
/* The text of the pill, as the state is now. */
const char *nx_sync_button_get_text (NxSyncButton *self);

/* What the sender is doing, in words that say what is safe and what to do; for the popover and My record. Caller owns. */
char *nx_sync_dup_state_words (NxContext *context);
/* Whether "Sync now" can do anything at this moment; otherwise @out_reason (static) says why not. */
gboolean nx_sync_can_start (NxContext *context, const char **out_reason);

G_END_DECLS
