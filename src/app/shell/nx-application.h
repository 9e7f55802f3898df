/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * NxApplication: options, language, style, the actions of the whole program. It makes the context and the
 * window, and has the context open library and store once the first frame is on the screen.
 */
#define NX_TYPE_APPLICATION (nx_application_get_type ())
G_DECLARE_FINAL_TYPE (NxApplication, nx_application, NX, APPLICATION, AdwApplication)

/* @pack: the built-in pack; NULL for none. */
NxApplication *nx_application_new (GResource *pack);

G_END_DECLS
