/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-settings.h"

G_BEGIN_DECLS

/*
 * NxReaderHeader: the reader's upper edge: back, contents, the module's title, bookmark, text and page; where it is
 * narrow, one menu for all of them. Its controls activate "win.back" and the reader's actions.
 */
#define NX_TYPE_READER_HEADER (nx_reader_header_get_type ())
G_DECLARE_FINAL_TYPE (NxReaderHeader, nx_reader_header, NX, READER_HEADER, AdwBin)

/* Names the controls and fills their panels; again for a new language. */
void nx_reader_header_set_words (NxReaderHeader *self,
                                 NxSettings     *settings);
/* The contents button shows and hides the side panel of @flap. */
void nx_reader_header_set_flap (NxReaderHeader *self,
                                AdwFlap        *flap);
/* @subtitle may be NULL. */
void nx_reader_header_set_titles (NxReaderHeader *self,
                                  const char     *title,
                                  const char     *subtitle);
/* @set: the open section is bookmarked; @can_save: it could be. */
void nx_reader_header_set_bookmark (NxReaderHeader *self,
                                    gboolean        set,
                                    gboolean        can_save);
void nx_reader_header_set_narrow (NxReaderHeader *self,
                                  gboolean        narrow);
/* There is no text to do anything with: from now on only the way back is offered. */
void nx_reader_header_set_bare (NxReaderHeader *self);

G_END_DECLS
