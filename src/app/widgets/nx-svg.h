/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/*
 * NxSvg: a drawing of a pack that was found to be readable. It is drawn by librsvg at any size, in the
 * colours of a mode. Immutable and counted; any thread.
 */
typedef struct _NxSvg NxSvg;

typedef enum { NX_SVG_LIGHT, NX_SVG_DARK, NX_SVG_PRINT } NxSvgMode;

/* What one drawing of it is made for. */
typedef struct
{
  int width_px, height_px;      /* of the texture */
  NxSvgMode mode;
  gboolean mirrored;
} NxSvgLook;

/* The CSS that librsvg lays over it. Static. */
const char *nx_svg_mode_get_style_sheet (NxSvgMode mode);

/* @bytes: of the file; held. NULL if they cannot be read, or say that it has no size. */
NxSvg *nx_svg_new (GBytes *bytes);
NxSvg *nx_svg_ref (NxSvg *self);
void nx_svg_unref (NxSvg *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSvg, nx_svg_unref)

/* As the file says, px; at least 1. */
double nx_svg_get_width (const NxSvg *self);
double nx_svg_get_height (const NxSvg *self);

/* Draws it on a worker; some milliseconds. Cancelled, or it could not be drawn after all: finish returns NULL and sets the error. */
void nx_svg_render_async (NxSvg           *self,
                              const NxSvgLook *look,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
GdkTexture *nx_svg_render_finish (GAsyncResult  *result,
                                      GError       **error);

G_END_DECLS
