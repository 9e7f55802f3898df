/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The language of the interface. Thread: main.
 *
 * LANGUAGE is put into the environment once, before any thread exists, as a buffer of ours; a later
 * change writes into that buffer, so that the environment itself never moves under another thread.
 */

/* At the very start: the computer's locale (nx_locale_init ()), and our text domain. */
void nx_language_init (void);
/* The language chosen by the person, or NULL for the computer's. May be called again at any time; texts made from now on are in it. */
void nx_language_set (const char *tag);
/* The tag in use ("en", "fr", "ar", "zh"), without territory; static until the next set. */
const char *nx_language_get (void);
gboolean nx_language_is_rtl (const char *tag);
/* "Français" for "fr": the language's own name for itself; the tag if unknown. Static. */
const char *nx_language_get_native_name (const char *tag);
/* "French" for "fr": in the interface language. Static, translated. */
const char *nx_language_get_name (const char *tag);

G_END_DECLS
