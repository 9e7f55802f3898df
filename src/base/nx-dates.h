/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates in words, translated by our own catalogue (never strftime's locale); local time zone. Caller owns the text. */
char *nx_date_words_long (gint64 wall_us);   /* 14 November 2026 */
char *nx_date_words_row (gint64 wall_us);    /* 14 Nov, 08:14 */
/* As the row, with nearer words: today 08:14, yesterday 17:42, 14 Nov, 08:14; of another year: 14 Nov 2025, 08:14. */
char *nx_date_words_when (gint64 wall_us,
                          gint64 now_us);
/* RFC 3339, UTC, Z, exactly three decimals (truncated, never in the future by rounding): 2026-11-20T09:02:11.482Z */
char *nx_date_rfc3339 (gint64 wall_us);
/* ISO 8601 duration, at most 0.01 s: PT6M2.4S; negative is taken as zero. */
char *nx_date_iso_duration (gint64 duration_us);

G_END_DECLS
