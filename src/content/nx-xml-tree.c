/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns what every document is refused for before libxml2 sees a byte of it, the tree that checks look
 * at, and the schema. With nx-xml-reader.c, the only file that includes libxml2.
 */

#include "nx-xml-tree.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

#include "nx-limits.h"
#include "nx-xml-private.h"
#include "nx-xml-reader.h"

/* ---- Common to reader and tree ---- */

void
nx_xml_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      xmlInitParser ();
      g_once_init_leave (&once, 1);
    }
}

NxContentError
nx_xml_error_code (XmlErrorPointer fault)
{
  switch (fault->code)
    {
    case XML_ERR_NAME_TOO_LONG:
    case XML_ERR_INTERNAL_ERROR:    /* "Excessive depth", "Huge input lookup" */
      return NX_CONTENT_ERROR_LIMIT;
    default:
      return NX_CONTENT_ERROR_SYNTAX;
    }
}

char *
nx_xml_error_dup_message (XmlErrorPointer fault)
{
  char *text = g_strdup (fault->message != NULL ? fault->message : "unreadable");

  return g_strstrip (text);
}

/* ---- Refusals before libxml2 sees a byte ---- */

static guint
line_of_offset (const char *data,
                gsize       offset)
{
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    if (data[i] == '\n')
      line++;
  return line;
}

/* Skips "<!-- ... -->" or "<? ... ?>" at @at; NULL if it never ends, which libxml2 will report. */
static const char *
skip_to (const char *at,
         const char *end,
         const char *mark)
{
  const char *found = g_strstr_len (at, end - at, mark);

  return found == NULL ? NULL : found + strlen (mark);
}

/*
 * A DOCTYPE can stand only before the root element, and libxml2 has read its entities, and expanded
 * those in the root's attributes, by the time it reports the node. So it is looked for here.
 */
static const char *
find_doctype (const char *at,
              const char *end)
{
  if (end - at >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  while (at != NULL && at < end)
    {
      if (g_ascii_isspace (*at))
        at++;
      else if (end - at >= 4 && memcmp (at, "<!--", 4) == 0)
        at = skip_to (at + 4, end, "-->");
      else if (end - at >= 2 && memcmp (at, "<?", 2) == 0)
        at = skip_to (at + 2, end, "?>");
      else if (end - at >= 2 && memcmp (at, "<!", 2) == 0)
        return at;
      else
        return NULL;
    }
  return NULL;
}

gboolean
nx_xml_check_encoding (GBytes     *xml,
                       const char *name,
                       GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);
  const char *bad;

  /* With a length given, this also refuses NUL. */
  if (g_utf8_validate_len (data, size, &bad))
    return TRUE;
  g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX, "%s:%u: expected UTF-8, found the byte 0x%02x",
               name, line_of_offset (data, bad - data), (guchar) *bad);
  return FALSE;
}

/*
 * Another encoding could hide a document type declaration from the search for it. Those that libxml2 knows by
 * itself have a NUL or do not begin like XML in ASCII. That it is UTF-8 throughout, libxml2 sees while it reads:
 * to look here as well would cost a tenth of the whole loading.
 */
static gboolean
check_looks_like_utf8 (GBytes     *xml,
                       const char *name,
                       GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);

  if (strchr ("< \t\r\n\xef", data[0]) != NULL && memchr (data, '\0', size) == NULL)
    return TRUE;
  return nx_xml_check_encoding (xml, name, error);
}

/* <?xml version="1.0" encoding="..."?> */
static gboolean
check_declared_encoding (const char *data,
                         gsize       size,
                         const char *name,
                         GError    **error)
{
  const char *start = g_strstr_len (data, MIN (size, 8), "<?xml");
  /* A declaration that never ends is not well-formed, but its encoding would be obeyed first. */
  const char *mark = start != NULL ? g_strstr_len (start, data + size - start, "?>") : NULL;
  const char *end = mark != NULL ? mark : data + MIN (size, 1000);
  const char *at = start != NULL ? g_strstr_len (start, end - start, "encoding") : NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *declared = NULL;

  if (at == NULL)
    return TRUE;
  declared = g_strndup (at, end - at);
  parts = g_strsplit_set (declared, "\"'", 3);
  if (g_strv_length (parts) == 3 && g_ascii_strcasecmp (parts[1], "UTF-8") == 0)
    return TRUE;
  g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX, "%s:1: expected the encoding UTF-8, found %.40s", name,
               g_strv_length (parts) == 3 ? parts[1] : "none");
  return FALSE;
}

gboolean
nx_xml_check_bytes (GBytes     *xml,
             const char *name,
             GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);
  const char *bad;

  if (size > NX_LIMIT_CONTENT_FILE_BYTES)
    {
      g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_LIMIT, "%s:1: expected at most %d bytes, found %" G_GSIZE_FORMAT,
                   name, NX_LIMIT_CONTENT_FILE_BYTES, size);
      return FALSE;
    }
  if (size == 0)
    {
      g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX, "%s:1: expected an XML document, found nothing", name);
      return FALSE;
    }
  if (!check_looks_like_utf8 (xml, name, error) || !check_declared_encoding (data, size, name, error))
    return FALSE;
  bad = find_doctype (data, data + size);
  if (bad != NULL)
    {
      g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX,
                   "%s:%u: expected the root element, found a document type declaration (refused)",
                   name, line_of_offset (data, bad - data));
      return FALSE;
    }
  return TRUE;
}

/* ---- Trees ---- */

/* NxXmlTree and NxXmlElement are names for libxml2's own, so that nobody else needs its headers. */

static void
take_last_error (GBytes     *xml,
                 const char *name,
                 GError    **error)
{
  XmlErrorPointer fault = xmlGetLastError ();
  g_autofree char *text = NULL;

  if (fault == NULL)
    {
      g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX, "%s:1: not readable", name);
      return;
    }
  if (!nx_xml_check_encoding (xml, name, error))
    return;
  text = nx_xml_error_dup_message (fault);
  g_set_error (error, NX_CONTENT_ERROR, nx_xml_error_code (fault), "%s:%d: not well-formed: %s", name, fault->line, text);
}

NxXmlTree *
nx_xml_tree_new (GBytes     *xml,
                 const char *name,
                 GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);
  xmlDoc *tree;

  nx_xml_init ();
  if (!nx_xml_check_bytes (xml, name, error))
    return NULL;
  xmlResetLastError ();
  tree = xmlReadMemory (data, (int) size, NULL, NULL,
                        XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (tree == NULL)
    take_last_error (xml, name, error);
  return (NxXmlTree *) tree;
}

void
nx_xml_tree_free (NxXmlTree *self)
{
  xmlFreeDoc ((xmlDoc *) self);
}

const NxXmlElement *
nx_xml_tree_get_root (const NxXmlTree *self)
{
  return (const NxXmlElement *) xmlDocGetRootElement ((xmlDoc *) self);
}

static const xmlNode *
skip_to_element (const xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

const NxXmlElement *
nx_xml_element_next_within (const NxXmlElement *self,
                            const NxXmlElement *top)
{
  const xmlNode *node = (const xmlNode *) self;
  const xmlNode *found = skip_to_element (node->children);

  while (found == NULL && node != NULL && node->type == XML_ELEMENT_NODE && node != (const xmlNode *) top)
    {
      found = skip_to_element (node->next);
      node = node->parent;
    }
  return (const NxXmlElement *) found;
}

const NxXmlElement *
nx_xml_element_next (const NxXmlElement *self)
{
  return nx_xml_element_next_within (self, NULL);
}

const NxXmlElement *
nx_xml_element_get_parent (const NxXmlElement *self)
{
  const xmlNode *parent = ((const xmlNode *) self)->parent;

  return parent != NULL && parent->type == XML_ELEMENT_NODE ? (const NxXmlElement *) parent : NULL;
}

const char *
nx_xml_element_get_name (const NxXmlElement *self)
{
  return (const char *) ((const xmlNode *) self)->name;
}

const char *
nx_xml_element_get_namespace (const NxXmlElement *self)
{
  const xmlNode *node = (const xmlNode *) self;

  return node->ns != NULL ? (const char *) node->ns->href : "";
}

guint
nx_xml_element_get_line (const NxXmlElement *self)
{
  return MAX (xmlGetLineNo ((const xmlNode *) self), 0);
}

const char *
nx_xml_element_get_attribute (const NxXmlElement *self,
                              const char         *name)
{
  for (const xmlAttr *attribute = ((const xmlNode *) self)->properties; attribute != NULL; attribute = attribute->next)
    if (nx_xml_is_attribute (attribute, name))
      return attribute->children != NULL ? (const char *) attribute->children->content : "";
  return NULL;
}

gboolean
nx_xml_element_has_content (const NxXmlElement *self)
{
  for (const xmlNode *child = ((const xmlNode *) self)->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE ||
        ((child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) && !nx_xml_is_blank ((const char *) child->content)))
      return TRUE;
  return FALSE;
}

/* ---- Schema ---- */

struct _NxXmlSchema
{
  xmlRelaxNG *grammar;
};

/* A faulty schema is told by the last error alone. */
static void
ignore_error_cb (void            *user_data,
                 XmlErrorPointer  fault)
{
}

NxXmlSchema *
nx_xml_schema_new (GBytes  *rng,
                   GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (rng, &size);
  xmlRelaxNGParserCtxt *parser;
  xmlRelaxNG *grammar;
  NxXmlSchema *self;

  nx_xml_init ();
  parser = xmlRelaxNGNewMemParserCtxt (data, (int) size);
  xmlRelaxNGSetParserStructuredErrors (parser, ignore_error_cb, NULL);
  xmlResetLastError ();
  grammar = xmlRelaxNGParse (parser);
  xmlRelaxNGFreeParserCtxt (parser);
  if (grammar == NULL)
    {
      take_last_error (rng, "schema", error);
      return NULL;
    }
  self = g_new0 (NxXmlSchema, 1);
  self->grammar = grammar;
  return self;
}

void
nx_xml_schema_free (NxXmlSchema *self)
{
  xmlRelaxNGFree (self->grammar);
  g_free (self);
}

typedef struct
{
  NxXmlFindingFunc found;
  gpointer user_data;
  guint n_found;
} Validation;

static void
violation_cb (void            *user_data,
              XmlErrorPointer  fault)
{
  Validation *validation = user_data;
  g_autofree char *text = nx_xml_error_dup_message (fault);
  long line = fault->node != NULL ? xmlGetLineNo (fault->node) : fault->line;

  validation->n_found++;
  validation->found (MAX (line, 0), text, validation->user_data);
}

void
nx_xml_schema_validate (NxXmlSchema      *self,
                        NxXmlTree        *tree,
                        NxXmlFindingFunc  found,
                        gpointer          user_data)
{
  Validation validation = { found, user_data, 0 };
  xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt (self->grammar);

  xmlRelaxNGSetValidStructuredErrors (validator, violation_cb, &validation);
  /* libxml2 may say no without a word; a finding is owed all the same. */
  if (xmlRelaxNGValidateDoc (validator, (xmlDoc *) tree) != 0 && validation.n_found == 0)
    found (1, "does not follow the schema", user_data);
  xmlRelaxNGFreeValidCtxt (validator);
}
