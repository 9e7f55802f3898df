/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-context.h"

G_BEGIN_DECLS

/* The pages that other places open. Each returns a floating widget that implements NxPage. */
GtkWidget *nx_reader_new (NxContext *context, const char *module, const char *section);        /* section NULL: resume */
GtkWidget *nx_test_page_new (NxContext *context, const char *module, NxRunAsked kind);
GtkWidget *nx_scenario_page_new (NxContext *context, const char *scenario, NxRunAsked kind);
GtkWidget *nx_scenario_page_new_retry (NxContext *context, const char *scenario, const char *run, int number);
GtkWidget *nx_debrief_page_new (NxContext *context, const char *scenario, const char *run);
GtkWidget *nx_practice_page_new (NxContext *context, const char *practice);                    /* one Good Practice as a pushed page */

G_END_DECLS
