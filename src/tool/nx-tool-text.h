/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content-model.h"

G_BEGIN_DECLS

/* Text on a terminal: wrapped to its width (40 to 90 columns), bold headings only where it is one. */

/* @first stands before the first line, @rest before the others. */
void nx_tool_print_wrapped (const char *text,
                            const char *first,
                            const char *rest);
void nx_tool_print_heading (const char *text);
void nx_tool_print_blocks (GPtrArray *blocks);
/* A line from standard input, without its end; NULL at the end of the input. Caller owns. */
char *nx_tool_read_line (const char *prompt);

G_END_DECLS
