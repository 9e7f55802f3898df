/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * NxSettings: how this computer likes the program: window, language, comfort, when to send. Nothing
 * personal. A key file in the data folder, read at once when made (it is under 1 kB and the language must
 * be known before the first string), written a moment after a change, off the main thread. Where it
 * cannot be written it lives in memory, and nobody is bothered. Main thread.
 *
 * Signal "changed" has the name of the setting as its detail. Names are "group.key".
 */
#define NX_TYPE_SETTINGS (nx_settings_get_type ())
G_DECLARE_FINAL_TYPE (NxSettings, nx_settings, NX, SETTINGS, GObject)

#define NX_SETTING_LANGUAGE "general.language"             /* tag; unset: the computer's */
#define NX_SETTING_FOLLOW_DARK "general.follow-dark"       /* boolean, TRUE */
#define NX_SETTING_REDUCE_MOTION "general.reduce-motion"   /* boolean, FALSE */
#define NX_SETTING_WINDOW_WIDTH "window.width"             /* px, 1280 */
#define NX_SETTING_WINDOW_HEIGHT "window.height"           /* px, 800 */
#define NX_SETTING_WINDOW_MAXIMIZED "window.maximized"     /* boolean, FALSE */
#define NX_SETTING_PLACE "window.place"                    /* name of the place, "learn" */
#define NX_SETTING_SEND_AUTOMATICALLY "sync.automatic"     /* boolean, TRUE */
#define NX_SETTING_TEXT_STEP "reading.step"                /* 0..5, 1 */
#define NX_SETTING_TYPEFACE "reading.typeface"             /* serif, sans */
#define NX_SETTING_PAGE "reading.page"                     /* light, sepia, dark; unset: follows the window */

NxSettings *nx_settings_new (const char *folder);
gboolean nx_settings_get_boolean (NxSettings *self, const char *name, gboolean fallback);
int nx_settings_get_int (NxSettings *self, const char *name, int fallback);
/* Caller owns; NULL if unset and @fallback is NULL. */
char *nx_settings_dup_string (NxSettings *self, const char *name, const char *fallback);
void nx_settings_set_boolean (NxSettings *self, const char *name, gboolean value);
void nx_settings_set_int (NxSettings *self, const char *name, int value);
void nx_settings_set_string (NxSettings *self, const char *name, const char *value);   /* NULL unsets */
/* Writes what is not yet written, at once: for the end of the program. */
void nx_settings_flush (NxSettings *self);

G_END_DECLS
