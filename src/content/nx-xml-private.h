/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "nx-content.h"
#include "nx-xml-reader.h"

G_BEGIN_DECLS

/* Between nx-xml-reader.c and nx-xml-tree.c, the two files that include libxml2. */

#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorPointer;
#else
typedef xmlErrorPtr XmlErrorPointer;
#endif

/* Once, before anything else of libxml2. */
void nx_xml_init (void);

NxContentError nx_xml_error_code (XmlErrorPointer fault);
char *nx_xml_error_dup_message (XmlErrorPointer fault);

/* Size, encoding, NUL and document type declaration, before libxml2 sees a byte. */
gboolean nx_xml_check_bytes (GBytes *xml, const char *name, GError **error);

/* FALSE with @error, which names the first byte that is not UTF-8. Where libxml2 found a fault, this says it better if it is that. */
gboolean nx_xml_check_encoding (GBytes *xml, const char *name, GError **error);

static inline gboolean
nx_xml_is_blank (const char *text)
{
  while (*text == ' ' || *text == '\n' || *text == '\t' || *text == '\r')
    text++;
  return *text == '\0';
}

/* Whether @attribute is the one called @name. The only foreign attribute of format 1 is xml:lang. */
static inline gboolean
nx_xml_is_attribute (const xmlAttr *attribute,
              const char    *name)
{
  if (attribute->ns == NULL)
    return nx_xml_is_same ((const char *) attribute->name, name);
  return strcmp (name, "xml:lang") == 0 && strcmp ((const char *) attribute->name, "lang") == 0 &&
         strcmp ((const char *) attribute->ns->href, (const char *) XML_XML_NAMESPACE) == 0;
}

G_END_DECLS
