/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Limits on what comes from outside, each with the reason for the number. */

/* A content file: the longest module written so far is under 100 kB; 4 MB leaves room for a figure-laden one and bounds memory. */
#define NX_LIMIT_CONTENT_FILE_BYTES (4 * 1024 * 1024)
/* Elements in one content file: a 60-minute module has about 1,500. */
#define NX_LIMIT_CONTENT_ELEMENTS 50000
/* One text run: no paragraph worth reading comes near. */
#define NX_LIMIT_TEXT_BYTES (64 * 1024)
/* Nesting in our formats is under 10. */
#define NX_LIMIT_XML_DEPTH 64
/* JSON from a server. */
#define NX_LIMIT_JSON_DEPTH 32
#define NX_LIMIT_REPLY_BYTES (4 * 1024 * 1024)

G_END_DECLS
