/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * NxWorkshopPage: sessions that are under way, and the agendas of the pack and a person's own, to be presented, edited, handed
 * on and opened.
 */
#define NX_TYPE_WORKSHOP_PAGE (nx_workshop_page_get_type ())
G_DECLARE_FINAL_TYPE (NxWorkshopPage, nx_workshop_page, NX, WORKSHOP_PAGE, AdwBin)

GtkWidget *nx_workshop_page_new (NxContext *context);
/* Copies the agenda in the file at @path in, or says why not. */
void nx_workshop_page_open_file (NxWorkshopPage *self, const char *path);
/* Writes the agenda @id to @path. */
void nx_workshop_page_save_file (NxWorkshopPage *self, const char *id, const char *path);

G_END_DECLS
