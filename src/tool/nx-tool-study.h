/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-attempt.h"

G_BEGIN_DECLS

/* Opening what a terminal player needs: the data folder, the pack, and a learner (asked for on the first run). */

typedef struct
{
  char *data;                /* --data */
  char *pack;                /* --pack: a folder; NULL: the built-in pack */
  char *learner;             /* --learner: UUID; NULL: the last one */
  char *language;            /* --language: content language of this run; NULL: the learner's own */
} NxToolStudyOptions;

/* Adds --data, --pack, --learner and --language to @context. @options must outlive the parsing. */
void nx_tool_study_add_options (GOptionContext     *context,
                                NxToolStudyOptions *options);
void nx_tool_study_options_clear (NxToolStudyOptions *options);
NxStudy *nx_tool_study_open (const NxToolStudyOptions *options,
                             GError                  **error);
/* Closes the store, so that all is checkpointed. */
gboolean nx_tool_study_close (NxStudy *study,
                              GError **error);
/* The data folder that @given, the environment or the system names. Caller owns. */
char *nx_tool_dup_data_folder (const char *given);

G_END_DECLS
