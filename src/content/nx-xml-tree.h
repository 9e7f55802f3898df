/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content.h"

G_BEGIN_DECLS

/* Private to src/content: documents as trees, for checks: slower than reading, and every element can be looked at. */

/* A document under the same refusals as in nx-xml-reader.h. Thread: one at a time. */
typedef struct _NxXmlTree NxXmlTree;
NxXmlTree *nx_xml_tree_new (GBytes *xml, const char *name, GError **error);
void nx_xml_tree_free (NxXmlTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxXmlTree, nx_xml_tree_free)

typedef struct _NxXmlElement NxXmlElement;
const NxXmlElement *nx_xml_tree_get_root (const NxXmlTree *self);
/* The element after @self in document order, NULL after the last. */
const NxXmlElement *nx_xml_element_next (const NxXmlElement *self);
/* As before, but within @top: NULL after its last descendant. */
const NxXmlElement *nx_xml_element_next_within (const NxXmlElement *self, const NxXmlElement *top);
const NxXmlElement *nx_xml_element_get_parent (const NxXmlElement *self);
const char *nx_xml_element_get_name (const NxXmlElement *self);
const char *nx_xml_element_get_namespace (const NxXmlElement *self);
guint nx_xml_element_get_line (const NxXmlElement *self);
/* Borrowed; NULL if there is none. "xml:lang" for that one. */
const char *nx_xml_element_get_attribute (const NxXmlElement *self, const char *name);
/* Whether it holds a child element or text other than white space. */
gboolean nx_xml_element_has_content (const NxXmlElement *self);

typedef void (*NxXmlFindingFunc) (guint line, const char *message, gpointer user_data);

/* A compiled RELAX NG schema; NULL with @error if @rng is none. Thread: one at a time. */
typedef struct _NxXmlSchema NxXmlSchema;
NxXmlSchema *nx_xml_schema_new (GBytes *rng, GError **error);
void nx_xml_schema_free (NxXmlSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxXmlSchema, nx_xml_schema_free)
/* Calls @found for each violation. */
void nx_xml_schema_validate (NxXmlSchema *self, NxXmlTree *tree, NxXmlFindingFunc found, gpointer user_data);

G_END_DECLS
