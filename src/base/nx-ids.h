/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new UUID version 7 (RFC 9562) for @wall_us, lower case, 36 characters. Caller owns. Thread: any; strictly increasing within the process. */
char *nx_uuid7_new (gint64 wall_us);
/* A random UUID version 4, lower case. Caller owns. */
char *nx_uuid4_new (void);
gboolean nx_uuid_is_valid (const char *text);
/* Whether @text matches [a-z][a-z0-9-]{0,47}, the form of every content id. */
gboolean nx_content_id_is_valid (const char *text);

G_END_DECLS
