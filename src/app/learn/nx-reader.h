/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* NxReader: one module, read section by section. Made by nx_reader_new() (nx-pages.h). */
#define NX_TYPE_READER (nx_reader_get_type ())
G_DECLARE_FINAL_TYPE (NxReader, nx_reader, NX, READER, AdwBin)

/* For tests and screenshots: the open section's id, NULL until the module is open. */
const char *nx_reader_get_section (NxReader *self);

G_END_DECLS
