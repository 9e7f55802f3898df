/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-xml-reader.h"

G_BEGIN_DECLS

/*
 * Private to src/content: one function for each element that several documents share. Each is called with
 * its element open and returns with it closed; what it returns lies in the reader's arena. After a fault
 * the result may be incomplete (strings NULL, arrays short), but never dangling, and is thrown away by the document.
 */

#define NX_PARSE_NUMBER_MAX 1000000   /* no count or value of format 1 comes near; sums of a thousand such still fit an int */

#define nx_parse_add(reader, array, item) nx_arena_add (nx_xml_reader_get_arena (reader), (array), (item))

NxInline *nx_parse_inline (NxXmlReader *reader);
/* `title` and the like: an element with xml:lang and text. */
char *nx_parse_text (NxXmlReader *reader);
/* `title` of the open parent, which must come next. */
char *nx_parse_title (NxXmlReader *reader);
/* `summary` and the like: the next child must be @element. */
NxInline *nx_parse_expected_inline (NxXmlReader *reader, const char *element);
char *nx_parse_expected_text (NxXmlReader *reader, const char *element);
/* Parent whose children are one or more <@element id="">inline</@element>, of which the first must come next. */
GPtrArray *nx_parse_items (NxXmlReader *reader, const char *element);

typedef enum
{
  NX_ALLOW_BLOCK = 1 << 0,  /* heading p list table figure callout quote case checklist */
  NX_ALLOW_P = 1 << 1,
  NX_ALLOW_LIST = 1 << 2,
  NX_ALLOW_CHECK = 1 << 3,
  NX_ALLOW_NOTES = 1 << 4,
  NX_ALLOW_NONE = 1 << 5,   /* no block at all */
} NxAllow;

/* Blocks up to the end of the open parent, one at least unless NX_ALLOW_NONE; closes the parent. */
GPtrArray *nx_parse_blocks_to_end (NxXmlReader *reader, NxAllow allowed);
/* Blocks up to the child @stop, which must come and is then open. */
GPtrArray *nx_parse_blocks_until (NxXmlReader *reader, const char *stop, NxAllow allowed);
/* Opens @element, which must come next, and reads its blocks and its end. */
GPtrArray *nx_parse_expected_blocks (NxXmlReader *reader, const char *element, NxAllow allowed);

NxQuestion *nx_parse_question (NxXmlReader *reader);

/* "a" to "r" */
char nx_parse_part (NxXmlReader *reader, const char *value);

/* Fails at @line if an item of @items begins with @id already; for short lists. */
void nx_parse_unique_among (NxXmlReader *reader, const GPtrArray *items, const char *id, guint line);
/* Keeps @id in @seen, or fails at @line if it is there already. */
void nx_parse_unique (NxXmlReader *reader, GHashTable *seen, const char *id, guint line);

/* The element of a kind of run, for the writer; NULL for plain text. */
const char *nx_run_kind_get_element (NxRunKind kind);

/* manifest.xml, written by the build: the hash of each untranslated file. */
typedef struct { GHashTable *hashes; /* path → lower-case hex */ } NxManifest;
NX_DECLARE_CONTENT (NxManifest, nx_manifest)
NxManifest *nx_manifest_parse (GBytes *xml, const char *name, GError **error);

/* Documents that only the library asks for. */
NxPack *nx_pack_parse (GBytes *xml, const char *name, GError **error);
NxPracticeSet *nx_practice_set_parse (GBytes *xml, const char *name, GError **error);
NxGlossary *nx_glossary_parse (GBytes *xml, const char *name, GError **error);
NxSourceSet *nx_source_set_parse (GBytes *xml, const char *name, GError **error);
NxPathSet *nx_path_set_parse (GBytes *xml, const char *name, GError **error);
NxRoleSet *nx_role_set_parse (GBytes *xml, const char *name, GError **error);

G_END_DECLS
