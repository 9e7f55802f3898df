/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <librsvg/rsvg.h>

#include "nx-late-library.h"

G_BEGIN_DECLS

/* librsvg, opened with the first figure: see nx-late-library.h. What is called of it: */
#define NX_LATE_RSVG_FUNCTIONS(F) \
  F (rsvg_handle_get_intrinsic_size_in_pixels) \
  F (rsvg_handle_new_from_data) \
  F (rsvg_handle_render_document) \
  F (rsvg_handle_set_stylesheet)

typedef struct
{
  NX_LATE_RSVG_FUNCTIONS (NX_LATE_MEMBER)
} NxLateRsvg;

gboolean nx_late_rsvg_load (GError **error);
const NxLateRsvg *nx_late_rsvg (void);

#define rsvg_handle_get_intrinsic_size_in_pixels (nx_late_rsvg ()->rsvg_handle_get_intrinsic_size_in_pixels)
#define rsvg_handle_new_from_data (nx_late_rsvg ()->rsvg_handle_new_from_data)
#define rsvg_handle_render_document (nx_late_rsvg ()->rsvg_handle_render_document)
#define rsvg_handle_set_stylesheet (nx_late_rsvg ()->rsvg_handle_set_stylesheet)

G_END_DECLS
