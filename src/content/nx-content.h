/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-content-model.h"

G_BEGIN_DECLS

#define NX_CONTENT_ERROR (nx_content_error_quark ())
GQuark nx_content_error_quark (void);
typedef enum
{
  NX_CONTENT_ERROR_MISSING,    /* no such file in the pack */
  NX_CONTENT_ERROR_SYNTAX,     /* not well-formed, a DOCTYPE, an entity */
  NX_CONTENT_ERROR_SCHEMA,     /* well-formed, not format 1 */
  NX_CONTENT_ERROR_REFERENCE,  /* an id that resolves nowhere */
  NX_CONTENT_ERROR_LIMIT,      /* larger or deeper than nx-limits.h allows */
  NX_CONTENT_ERROR_TOO_NEW,    /* a later format */
} NxContentError;

/*
 * NxPackSource: where the bytes of a pack come from: a folder (authors) or a GResource (everyone else).
 * Paths are relative, normalised, and cannot leave the pack. Thread: any.
 */
#define NX_TYPE_PACK_SOURCE (nx_pack_source_get_type ())
G_DECLARE_FINAL_TYPE (NxPackSource, nx_pack_source, NX, PACK_SOURCE, GObject)
NxPackSource *nx_pack_source_new_for_folder (const char *folder);
NxPackSource *nx_pack_source_new_for_resource (GResource *resource, const char *prefix);
GBytes *nx_pack_source_load (NxPackSource *self, const char *path, GError **error);
/* How a message names the file: the folder's path, or the bare one. Caller owns. */
char *nx_pack_source_dup_display_name (NxPackSource *self, const char *path);

/*
 * NxLibrary: a pack, opened. Only pack.xml is read at once; each file is parsed when first asked for,
 * and kept while somebody holds it (practices, glossary, sources: for good). One broken file is an
 * error of that file; the rest works. Translated trees stand under l10n/LANG/. If @lang is not one of
 * the pack's languages, the source language is used. Blocks; call it from a worker for anything but
 * small files. Thread: any (own lock).
 */
#define NX_TYPE_LIBRARY (nx_library_get_type ())
G_DECLARE_FINAL_TYPE (NxLibrary, nx_library, NX, LIBRARY, GObject)

NxLibrary *nx_library_new (NxPackSource *source, GError **error);
NxPackSource *nx_library_get_source (NxLibrary *self);
NxPack *nx_library_load_pack (NxLibrary *self, const char *lang, GError **error);            /* (transfer full), as all below */
NxModule *nx_library_load_module (NxLibrary *self, const char *id, const char *lang, GError **error);
NxScenario *nx_library_load_scenario (NxLibrary *self, const char *id, const char *lang, GError **error);
NxQuestionBank *nx_library_load_bank (NxLibrary *self, const char *id, const char *lang, GError **error);
NxWorkshop *nx_library_load_workshop (NxLibrary *self, const char *id, const char *lang, GError **error);
NxPracticeSet *nx_library_load_practices (NxLibrary *self, const char *lang, GError **error);
NxGlossary *nx_library_load_glossary (NxLibrary *self, const char *lang, GError **error);
NxSourceSet *nx_library_load_sources (NxLibrary *self, const char *lang, GError **error);
NxPathSet *nx_library_load_paths (NxLibrary *self, const char *lang, GError **error);
NxRoleSet *nx_library_load_roles (NxLibrary *self, const char *lang, GError **error);
/* The figure's SVG bytes. */
GBytes *nx_library_load_figure (NxLibrary *self, const char *src, const char *lang, GError **error);
/* SHA-256, lower-case hex, of the untranslated file; from the manifest where there is one. */
char *nx_library_dup_hash (NxLibrary *self, const char *path, GError **error);
/* The tag among the pack's languages that serves @lang ("fr_CD.UTF-8" → "fr"); borrowed. */
const char *nx_library_match_language (NxLibrary *self, const char *lang);

/* Parse alone, from bytes: snapshots, tests, fuzzing. @name stands in error messages. */
NxModule *nx_module_parse (GBytes *xml, const char *name, GError **error);
NxScenario *nx_scenario_parse (GBytes *xml, const char *name, GError **error);
NxQuestionBank *nx_question_bank_parse (GBytes *xml, const char *name, GError **error);
NxWorkshop *nx_workshop_parse (GBytes *xml, const char *name, GError **error);

/*
 * The XML of a workshop: what nx_workshop_parse () reads from it is equal to @self. Only `len` and the items of its arrays
 * are looked at, so that a draft may be made of plain structs. Caller owns.
 */
GBytes *nx_workshop_write (const NxWorkshop *self);
/* Whether both say the same; in which lines they say it makes no difference. */
gboolean nx_workshop_equal (const NxWorkshop *self, const NxWorkshop *other);

/* Addresses. "core/module/ID#ELEMENT"; @element may be NULL. Caller owns. Kinds: module, scenario, questions, practice. */
char *nx_address_new (const char *pack, const char *kind, const char *file, const char *element);
gboolean nx_address_parse (const char *address, char **pack, char **kind, char **file, char **element);

/*
 * Checks of a whole pack: schema, references, text and translation complete. Each finding is file:line.
 */
typedef struct
{
  char *file;
  guint line;               /* 0 where a line makes no sense */
  gboolean fatal;           /* an error; otherwise a warning */
  char *message;
} NxFinding;
/* All findings, sorted by file and line; empty if the pack is sound. (transfer full) (element-type NxFinding) */
GPtrArray *nx_pack_check (NxPackSource *source, GBytes *schema_rng);

G_END_DECLS
