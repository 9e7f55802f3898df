/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-content.h"
#include "nx-svg.h"

G_BEGIN_DECLS

/*
 * NxBlockAids: what content blocks lean on besides their own text: the glossary, sources and practices
 * in the content language, and the bytes of the figures. Counted. Fill it on any thread, before it is
 * shared; it is only read afterwards.
 */
typedef struct _NxBlockAids NxBlockAids;

/* Each set may be NULL (a pack file that is broken): its links then say so instead of failing. @language: content language tag. */
NxBlockAids *nx_block_aids_new (NxGlossary    *glossary,
                                NxSourceSet   *sources,
                                NxPracticeSet *practices,
                                NxPack        *pack,
                                const char    *language);
NxBlockAids *nx_block_aids_ref (NxBlockAids *self);
void nx_block_aids_unref (NxBlockAids *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxBlockAids, nx_block_aids_unref)

const NxTerm *nx_block_aids_get_term (NxBlockAids *self,
                                      const char  *id);
const NxSource *nx_block_aids_get_source (NxBlockAids *self,
                                          const char  *id);
const NxPractice *nx_block_aids_get_practice (NxBlockAids *self,
                                              const char  *id);
/* The title of part @letter, or NULL. */
const char *nx_block_aids_get_part_title (NxBlockAids *self,
                                          char         letter);
const char *nx_block_aids_get_language (NxBlockAids *self);

/* "B4" or the verified official number, as the disc shows it. Caller owns. */
char *nx_practice_dup_number (const NxPractice *practice);

/* Reads the drawing of every figure under @blocks (element-type NxBlock). A figure that cannot be read is left out and drawn as its description. Blocks: a worker's task. */
void nx_block_aids_load_figures (NxBlockAids *self,
                                 NxLibrary   *library,
                                 GPtrArray   *blocks);
void nx_block_aids_load_module_figures (NxBlockAids    *self,
                                        NxLibrary      *library,
                                        const NxModule *module);
void nx_block_aids_load_scenario_figures (NxBlockAids      *self,
                                          NxLibrary        *library,
                                          const NxScenario *scenario);
/* All of the above on a worker, for one module or one scenario (the other NULL; both may be). A reference file that is broken is left out. */
void nx_block_aids_load_async (NxLibrary           *library,
                               const char          *language,
                               NxModule            *module,
                               NxScenario          *scenario,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
NxBlockAids *nx_block_aids_load_finish (GAsyncResult  *result,
                                        GError       **error);
/* The drawing of a figure. Borrowed; NULL if there is none that can be read. */
NxSvg *nx_block_aids_get_figure (NxBlockAids *self,
                                 const char  *src);

G_END_DECLS
