/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-content.h"

G_BEGIN_DECLS

/* NxReaderBar: the reader's lower edge: the section before, where one is, the section after or the test. Its buttons activate "reader.previous" and "reader.next". */
#define NX_TYPE_READER_BAR (nx_reader_bar_get_type ())
G_DECLARE_FINAL_TYPE (NxReaderBar, nx_reader_bar, NX, READER_BAR, AdwBin)

/* Shows it; section @index of @module is open. */
void nx_reader_bar_set_section (NxReaderBar    *self,
                                const NxModule *module,
                                guint           index);
/* How much of the open section is read, 0..1. */
void nx_reader_bar_set_fraction (NxReaderBar *self,
                                 double       fraction);
void nx_reader_bar_set_narrow (NxReaderBar *self,
                               gboolean     narrow);

G_END_DECLS
