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

/* The rows of an option table that fill @options (an NxToolStudyOptions). */
#define NX_TOOL_STUDY_ENTRIES(options) \
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &(options).data, N_("Data folder"), N_("FOLDER") }, \
  { "pack", 0, 0, G_OPTION_ARG_FILENAME, &(options).pack, N_("Use this pack instead of the built-in one"), N_("FOLDER") }, \
  { "learner", 0, 0, G_OPTION_ARG_STRING, &(options).learner, N_("Whose record it is; the last one if not given"), N_("ID") }, \
  { "language", 0, 0, G_OPTION_ARG_STRING, &(options).language, N_("Language of the text"), N_("TAG") }

void nx_tool_study_options_clear (NxToolStudyOptions *options);
NxStudy *nx_tool_study_open (const NxToolStudyOptions *options,
                             GError                  **error);
/* Closes the store, so that all is checkpointed. */
gboolean nx_tool_study_close (NxStudy *study,
                              GError **error);
/* The pack in the folder @pack, or the built-in one where it is NULL. */
NxLibrary *nx_tool_open_library (const char *pack,
                                 GError    **error);
/* The data folder that @given, the environment or the system names. Caller owns. */
char *nx_tool_dup_data_folder (const char *given);

G_END_DECLS
