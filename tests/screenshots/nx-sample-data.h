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

G_END_DECLS
