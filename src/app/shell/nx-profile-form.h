/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxProfileForm: who is learning: identity in the record, work. Used by first run and "Edit my profile".
 * Capacities and roles come from the pack.
 */
#define NX_TYPE_PROFILE_FORM (nx_profile_form_get_type ())
G_DECLARE_FINAL_TYPE (NxProfileForm, nx_profile_form, NX, PROFILE_FORM, AdwBin)

/* @profile: what to begin with, or NULL. Signal "submitted": Enter in a field. */
GtkWidget *nx_profile_form_new (NxContext *context, const NxProfile *profile);
/* What stands in the form, complete or not; the content language is the interface's. */
NxProfile *nx_profile_form_dup_profile (NxProfileForm *self);
/* Whether it can be saved; if not, the form says why, and the field has the focus. */
gboolean nx_profile_form_check (NxProfileForm *self);
/* A message under the identity: "A profile with this staff ID already exists on this computer." NULL hides it. */
void nx_profile_form_show_error (NxProfileForm *self, const char *message);
void nx_profile_form_focus (NxProfileForm *self);

/* "Edit my profile": a window of its own over @parent. */
void nx_profile_window_present (GtkWindow *parent, NxContext *context);

G_END_DECLS
