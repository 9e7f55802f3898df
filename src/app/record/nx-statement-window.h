/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-context.h"
#include "nx-statement.h"

G_BEGIN_DECLS

/*
 * "See exactly what is sent": one statement in words first, and as the JSON that leaves, byte for byte in
 * content. @title: the window's; @body: the statement.
 */
void nx_statement_window_present (GtkWindow *parent, NxContext *context, const char *title, GBytes *body);
/* An example for who has no record yet: a real statement, built as the first one will be, for an invented account. NULL if the pack cannot be read. */
GBytes *nx_statement_build_example (NxContext *context);

G_END_DECLS
