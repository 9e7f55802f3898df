/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content.h"

G_BEGIN_DECLS

/*
 * Sample data for the pictures: a data folder as an invented person would have it after two days, made
 * by the real store and the real attempts. It lives here and never in the program. Blocks; iterates the
 * thread's default main context.
 */

/* Invented; the address leads nowhere. */
#define NX_SAMPLE_ENDPOINT "https://lrs.example.org/xapi/"

/* What the pages of the walk ask for. */
typedef struct
{
  char *module, *scenario;
  char *run;                    /* the finished, counting run of @scenario */
} NxSample;

void nx_sample_free (NxSample *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSample, nx_sample_free)

/**
 * nx_sample_make:
 * @folder: an empty data folder
 * @library: the pack; its first module and its first scenario are used
 * @language: content language of the learner
 * @now_us: when the pictures are taken; all happened in the two days before
 * @error: return location for an error
 *
 * Afterwards the first module is half read, its test stands at the fourth question, one run of the scenario
 * is finished and a practice run stands at its third decision; of the records some are delivered, one is
 * refused, one is kept here and the rest wait.
 *
 * Returns: (transfer full): NULL on error
 */
NxSample *nx_sample_make (const char *folder,
                          NxLibrary  *library,
                          const char *language,
                          gint64      now_us,
                          GError    **error);

/* What can go wrong with a data folder. */
typedef enum
{
  NX_SAMPLE_DAMAGED,            /* the database cannot be read; there is a backup of it */
  NX_SAMPLE_NEWER,              /* written by a later version of the program */
} NxSampleFault;

/* Makes a sound data folder, whose program is closed, one with @fault. */
gboolean nx_sample_spoil (const char    *folder,
                          NxSampleFault  fault,
                          GError       **error);

G_END_DECLS
