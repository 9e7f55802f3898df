/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-block-view.h"

G_BEGIN_DECLS

/*
 * NxReaderPage: the page of the reader: one section from its title to its terms and notes, and where the
 * person stands in it. Signal "moved" (double fraction): it was scrolled or laid out; fraction is how much
 * of the text lies above the lower edge, from 1 on its end is on the screen. Its button activates
 * "reader.mark-read".
 */
#define NX_TYPE_READER_PAGE (nx_reader_page_get_type ())
G_DECLARE_FINAL_TYPE (NxReaderPage, nx_reader_page, NX, READER_PAGE, AdwBin)

/*
 * Shows section @index of @module (borrowed: hold it), from @block on; NULL: from its beginning. Its blocks come a few
 * with each frame; the page is seen when @block has its place, so that it does not jump there.
 */
void nx_reader_page_show (NxReaderPage   *self,
                          const NxModule *module,
                          guint           index,
                          NxBlockAids    *aids,
                          const char     *block);
/* @read: the section is read; @can_save: it could be marked. */
void nx_reader_page_set_read (NxReaderPage *self,
                              gboolean      read,
                              gboolean      can_save);
void nx_reader_page_go_to (NxReaderPage *self,
                           const char   *block);
/* The block (or where the page is on the way to) and the heading that are being read; NULL if none. Borrowed. */
const char *nx_reader_page_get_block (NxReaderPage *self);
const char *nx_reader_page_get_heading (NxReaderPage *self);
NxBlockView *nx_reader_page_get_view (NxReaderPage *self);
AdwClamp *nx_reader_page_get_clamp (NxReaderPage *self);
/* One screen on, or back. */
void nx_reader_page_turn (NxReaderPage *self,
                          gboolean      back);
/* The focus to the page itself, so that the keys scroll it. */
void nx_reader_page_focus (NxReaderPage *self);

G_END_DECLS
