/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-block-aids.h"
#include "nx-progress.h"

G_BEGIN_DECLS

/*
 * NxReaderContents: the reader's start panel: where the module stands, its sections, the headings of the
 * open one, its Good Practices. Its rows come a few with each frame. Signals: "open" (char *section, char *block or
 * NULL); "built": all rows are there, and want to be told the place.
 */
#define NX_TYPE_READER_CONTENTS (nx_reader_contents_get_type ())
G_DECLARE_FINAL_TYPE (NxReaderContents, nx_reader_contents, NX, READER_CONTENTS, AdwBin)

/* @module and @aids are held. @number of @n_modules: its place in its part; 0 if unknown. */
void nx_reader_contents_set_module (NxReaderContents *self,
                                    NxModule         *module,
                                    NxBlockAids      *aids,
                                    guint             number,
                                    guint             n_modules);
/* @progress may be NULL. @fraction: how far the open section is read, 0..1. */
void nx_reader_contents_set_place (NxReaderContents       *self,
                                   const NxModuleProgress *progress,
                                   const char             *section,
                                   const char             *heading,
                                   double                  fraction);
/* The focus to its rows, all of which are there then. */
void nx_reader_contents_focus (NxReaderContents *self);

G_END_DECLS
