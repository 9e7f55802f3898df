/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * At the very start of a program, before any thread: takes the locale of the environment, or C.UTF-8 where that is the C
 * locale or one that the system lacks, and sees to it that gettext heeds LANGUAGE in either case.
 */
void nx_locale_init (void);

G_END_DECLS
