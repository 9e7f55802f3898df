/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-event.h"

G_BEGIN_DECLS

/*
 * The word shown for what @type reports with @verb, in the language of the tag @language where the table
 * has it, else in English. @out_language: the tag to put beside it: @language itself, or "en". Both borrowed.
 */
const char *nx_verb_get_display (NxVerb       verb,
                                 NxEventType  type,
                                 const char  *language,
                                 const char **out_language);

G_END_DECLS
