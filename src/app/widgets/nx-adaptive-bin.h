/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Width classes of the content (not of the window), in pixels of text of the usual size: at 200 % they begin at twice as many. */
typedef enum
{
  NX_WIDTH_NARROW,  /* under 720 px: one column */
  NX_WIDTH_MEDIUM,
  NX_WIDTH_WIDE,    /* from 1000 px: three columns possible */
} NxWidthClass;

/*
 * NxAdaptiveBin: knows how wide it is. Property "width-class" (NxWidthClass as int, notify) and the CSS
 * classes wide, medium, narrow follow the allocation, one idle later, so that nothing is resized inside
 * a resize. "natural-width" is what it asks for, whatever its child would like: the leaflet around it
 * folds by that number. It never asks for more than 360 px, the narrowest that a screen is made for.
 */
#define NX_TYPE_ADAPTIVE_BIN (nx_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (NxAdaptiveBin, nx_adaptive_bin, NX, ADAPTIVE_BIN, AdwBin)

GtkWidget *nx_adaptive_bin_new (void);
NxWidthClass nx_adaptive_bin_get_width_class (NxAdaptiveBin *self);
/* The class of the nearest bin around @widget; WIDE without one. */
NxWidthClass nx_adaptive_bin_get_class_for (GtkWidget *widget);

typedef void (*NxWidthClassFunc) (GtkWidget *widget, NxWidthClass width_class);
/* Calls @changed whenever @widget comes into a window, and when the class of the nearest bin around it changes; for as long as @widget lives. */
void nx_adaptive_bin_watch (GtkWidget        *widget,
                            NxWidthClassFunc  changed);

G_END_DECLS
