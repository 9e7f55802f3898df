/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-sample-data.h"
#include "nx-window.h"

G_BEGIN_DECLS

/*
 * A walk through the screens: a list of steps, each of which brings the window to one screen, from where the
 * step before left it. A step that does not get there returns FALSE; the walk goes on, and the program fails.
 */
typedef struct
{
  NxWindow *window;
  NxContext *context;
  const NxSample *sample;       /* NULL in a walk without sample data */
} NxWalk;

typedef struct
{
  const char *picture;          /* "02-learn" */
  gboolean (*show) (NxWalk *walk);
} NxStep;

/* By the name of the walk: "places", "play", "first-run", "states"; ended by a step without a picture. NULL if unknown. */
const NxStep *nx_walk_get_steps (const char *name);

G_END_DECLS
