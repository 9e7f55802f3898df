/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"

G_BEGIN_DECLS

/*
 * The acts of the pages that say why the records cannot be opened: repair, restore a backup, try again,
 * choose another folder. Installs "app.repair-records", "app.restore-records", "app.reopen-records" and
 * "app.choose-folder". Everything slow runs on a worker; nothing is ever deleted.
 */
void nx_repair_install (GtkApplication *application, NxContext *context);

/* The data folder chosen instead of the usual one, from an earlier run; NULL if none. Caller owns. */
char *nx_repair_dup_chosen_folder (void);

G_END_DECLS
