/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the reading of XML into a model. Knows the rules of XML content in general, and nothing of the
 * elements of format 1.
 *
 * libxml2's push parser is fed a few kilobytes at a time; what it reports is kept as a short row of tokens, and
 * the next piece is fed when the row is used up. So the grammar above pulls, as from xmlTextReader, and no
 * node of a tree is ever made: a document is read in half the time of a bare xmlTextReader walk, and a document
 * type declaration is reported before anything within it is looked at.
 */

#include "nx-xml-reader.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

#include "nx-limits.h"
#include "nx-xml-private.h"

#define NAMESPACE_PREFIX "urn:nexus-trainer:content:"
#define NAMESPACE_URI NAMESPACE_PREFIX "1"
/* Never NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE or RECOVER. */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES)
/* Tokens of one piece stay in the first cache. */
#define PIECE_BYTES 4096
#define N_TRIED_MAX 16

typedef enum
{
  AHEAD_NOTHING,            /* not looked at yet */
  AHEAD_ELEMENT,
  AHEAD_TEXT,
  AHEAD_END,                /* of the open element; also after a fault */
} Ahead;

/* Names and prefixes lie in the parser's dictionary, values and texts in `bytes`. */
typedef struct
{
  const char *prefix;       /* NULL for all that format 1 knows but xml:lang */
  const char *name;
  gsize value;              /* where it starts; it ends with a NUL */
} Attribute;

typedef struct
{
  Ahead kind;
  guint line;
  const char *name, *uri;   /* ELEMENT */
  guint first, n;           /* ELEMENT: attributes */
  gsize text, length;       /* TEXT: where it starts; it ends with a NUL */
} Token;

struct _NxXmlReader
{
  xmlParserCtxt *parser;
  GBytes *xml;
  gsize n_fed;
  char *name;
  NxArena *arena;
  GError *error;

  /* What the piece fed last held. By hand, since there is something to add for every few bytes read. */
  Token *tokens;
  Attribute *attributes;
  char *bytes;
  gsize n_tokens, n_attributes, n_bytes;
  gsize tokens_room, attributes_room, bytes_room;
  gsize n_used;             /* tokens */
  gboolean is_at_end;       /* all is fed */
  GError *parse_error;      /* comes after the tokens */

  const char *uri;          /* of the root: names of namespaces are unique in the dictionary */
  const Token *token;       /* what `ahead` speaks of */
  Ahead ahead;
  guint line;               /* of the element opened last */
  guint n_elements;
  const char *open[NX_LIMIT_XML_DEPTH];
  guint open_lines[NX_LIMIT_XML_DEPTH];
  guint depth;

  char *scratch;            /* a text while its white space is collapsed */
  gsize scratch_bytes;

  /* The elements that would have been right here, for the message. */
  const char *tried[N_TRIED_MAX];
  guint n_tried;
};

static const char *
get_text (NxXmlReader *self)
{
  return self->bytes + self->token->text;
}

/* ---- Faults ---- */

static void
error_cb (void            *user_data,
          XmlErrorPointer  fault)
{
  NxXmlReader *self = user_data;
  g_autofree char *text = NULL;

  /* A relative namespace name and the like: our own namespace check says it better. */
  if (fault->level < XML_ERR_ERROR || self->parse_error != NULL)
    return;
  if (!nx_xml_check_encoding (self->xml, self->name, &self->parse_error))
    return;
  text = nx_xml_error_dup_message (fault);
  g_set_error (&self->parse_error, NX_CONTENT_ERROR, nx_xml_error_code (fault),
               "%s:%d: not well-formed: %s", self->name, fault->line, text);
}

void
nx_xml_reader_fail (NxXmlReader    *self,
                    NxContentError  code,
                    guint           line,
                    const char     *format,
                    ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (self->error != NULL)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (&self->error, NX_CONTENT_ERROR, code, "%s:%u: %s", self->name, line != 0 ? line : self->line, text);
  self->ahead = AHEAD_END;
}

/* Of what `ahead` speaks of; an end stands for its element. */
static guint
get_line_ahead (NxXmlReader *self)
{
  if (self->ahead == AHEAD_END && self->depth > 0)
    return self->open_lines[self->depth - 1];
  return self->token != NULL ? self->token->line : MAX (self->line, 1);
}

/* A short quotation of text found where none may be. */
static char *
dup_excerpt (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  g_autofree char *start = NULL;

  g_strstrip (copy);
  start = g_utf8_substring (copy, 0, MIN (g_utf8_strlen (copy, -1), 24));
  for (char *p = start; *p != '\0'; p++)
    if (g_ascii_isspace (*p))
      *p = ' ';
  return g_strdup_printf ("the text “%s”", start);
}

static char *
dup_found (NxXmlReader *self)
{
  switch (self->ahead)
    {
    case AHEAD_ELEMENT:
      return g_strdup_printf ("<%s>", self->token->name);
    case AHEAD_TEXT:
      return dup_excerpt (get_text (self));
    case AHEAD_END:
      if (self->depth == 0)
        return g_strdup ("the end of the file");
      return g_strdup_printf ("</%s>", self->open[self->depth - 1]);
    case AHEAD_NOTHING:
    default:
      return g_strdup ("nothing");
    }
}

/* "<a>, <b> or </c>": what was asked for at this place. @may_end adds the end of the open element. */
static char *
dup_expected (NxXmlReader *self,
              gboolean     may_end)
{
  GString *text = g_string_new (NULL);
  guint n = self->n_tried + (may_end ? 1 : 0);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 < n ? ", " : " or ");
      if (i < self->n_tried)
        g_string_append_printf (text, "<%s>", self->tried[i]);
      else
        g_string_append_printf (text, "</%s>", self->depth > 0 ? self->open[self->depth - 1] : "");
    }
  return g_string_free (text, FALSE);
}

static void
fail_here (NxXmlReader *self,
           gboolean     may_end)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (self->error != NULL)
    return;
  expected = dup_expected (self, may_end);
  found = dup_found (self);
  nx_xml_reader_fail (self, NX_CONTENT_ERROR_SCHEMA, get_line_ahead (self), "expected %s, found %s", expected, found);
}

/* ---- What the parser reports ---- */

/* Makes room for @n more items of @size bytes behind @used of them. */
static gpointer
ensure_room (gpointer  items,
             gsize    *room,
             gsize     used,
             gsize     n,
             gsize     size)
{
  if (G_LIKELY (used + n <= *room))
    return items;
  *room = MAX (used + n, MAX (2 * *room, 256));
  return g_realloc_n (items, *room, size);
}

static Token *
add_token (NxXmlReader *self,
           Ahead        kind)
{
  Token *token;

  self->tokens = ensure_room (self->tokens, &self->tokens_room, self->n_tokens, 1, sizeof (Token));
  token = &self->tokens[self->n_tokens++];
  token->kind = kind;
  token->line = MAX (xmlSAX2GetLineNumber (self->parser), 1);
  return token;
}

/* Where the copy starts. */
static gsize
add_bytes (NxXmlReader   *self,
           const xmlChar *text,
           gsize          length)
{
  gsize start = self->n_bytes;

  self->bytes = ensure_room (self->bytes, &self->bytes_room, start, length + 1, 1);
  memcpy (self->bytes + start, text, length);
  self->bytes[start + length] = '\0';
  self->n_bytes += length + 1;
  return start;
}

static void
start_element_cb (void           *user_data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  NxXmlReader *self = user_data;
  Token *token;

  if (self->parse_error != NULL)
    return;
  token = add_token (self, AHEAD_ELEMENT);
  token->name = (const char *) name;
  token->uri = (const char *) uri;
  token->first = self->n_attributes;
  token->n = n_attributes;
  self->attributes = ensure_room (self->attributes, &self->attributes_room, self->n_attributes, n_attributes, sizeof (Attribute));
  /* Each is five pointers: name, prefix, namespace, and the value from and to. */
  for (int i = 0; i < n_attributes; i++, attributes += 5)
    {
      Attribute *attribute = &self->attributes[self->n_attributes++];

      attribute->name = (const char *) attributes[0];
      attribute->prefix = (const char *) attributes[1];
      attribute->value = add_bytes (self, attributes[3], attributes[4] - attributes[3]);
    }
}

static void
end_element_cb (void          *user_data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  NxXmlReader *self = user_data;

  if (self->parse_error == NULL)
    add_token (self, AHEAD_END);
}

/* Text comes in parts, which follow each other in `bytes`; a comment in between does not part it. */
static void
text_cb (void          *user_data,
         const xmlChar *text,
         int            length)
{
  NxXmlReader *self = user_data;
  Token *token;

  if (self->parse_error != NULL)
    return;
  token = self->n_tokens > 0 ? &self->tokens[self->n_tokens - 1] : NULL;
  if (token != NULL && token->kind == AHEAD_TEXT)
    {
      self->n_bytes--;      /* the NUL */
      add_bytes (self, text, length);
      token->length += length;
      return;
    }
  token = add_token (self, AHEAD_TEXT);
  token->text = add_bytes (self, text, length);
  token->length = length;
}

static void
refuse (NxXmlReader *self,
        const char  *found)
{
  if (self->parse_error == NULL)
    g_set_error (&self->parse_error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX, "%s:%d: expected elements and text, found %s (refused)",
                 self->name, MAX (xmlSAX2GetLineNumber (self->parser), 1), found);
  xmlStopParser (self->parser);
}

static void
document_type_cb (void          *user_data,
                  const xmlChar *name,
                  const xmlChar *public_id,
                  const xmlChar *system_id)
{
  refuse (user_data, "a document type declaration");
}

static void
reference_cb (void          *user_data,
              const xmlChar *name)
{
  refuse (user_data, "an entity");
}

/* No handler makes a node, loads anything or knows an entity. */
static const xmlSAXHandler handler = {
  .initialized = XML_SAX2_MAGIC,
  .internalSubset = document_type_cb,
  .externalSubset = document_type_cb,
  .reference = reference_cb,
  .startElementNs = start_element_cb,
  .endElementNs = end_element_cb,
  .characters = text_cb,
  .ignorableWhitespace = text_cb,
  .cdataBlock = text_cb,
  .serror = error_cb,
};

/* Feeds pieces until there is a token; FALSE at the end or after a fault. */
static gboolean
refill (NxXmlReader *self)
{
  gsize size;
  const char *data = g_bytes_get_data (self->xml, &size);

  self->n_tokens = self->n_attributes = self->n_bytes = self->n_used = 0;
  self->token = NULL;
  while (self->n_tokens == 0 && !self->is_at_end && self->parse_error == NULL)
    {
      gsize n = MIN (PIECE_BYTES, size - self->n_fed);

      xmlParseChunk (self->parser, data + self->n_fed, (int) n, 0);
      self->n_fed += n;
      self->is_at_end = self->n_fed == size;
      if (self->is_at_end && self->parse_error == NULL)
        xmlParseChunk (self->parser, data, 0, 1);
    }
  return self->n_tokens > 0;
}

/* ---- Walking ---- */

static void
check_element (NxXmlReader *self)
{
  const char *uri = self->token->uri;

  if (++self->n_elements > NX_LIMIT_CONTENT_ELEMENTS)
    nx_xml_reader_fail (self, NX_CONTENT_ERROR_LIMIT, self->token->line,
                        "expected at most %d elements, found more", NX_LIMIT_CONTENT_ELEMENTS);
  else if (uri != NULL && (uri == self->uri || strcmp (uri, NAMESPACE_URI) == 0))
    self->uri = uri;
  else if (uri != NULL && g_str_has_prefix (uri, NAMESPACE_PREFIX))
    nx_xml_reader_fail (self, NX_CONTENT_ERROR_TOO_NEW, self->token->line,
                        "expected content format 1, found format %s; a newer version of the program may read it",
                        uri + strlen (NAMESPACE_PREFIX));
  else
    nx_xml_reader_fail (self, NX_CONTENT_ERROR_SCHEMA, self->token->line,
                        "expected an element of %s, found <%s>%s%s", NAMESPACE_URI, self->token->name,
                        uri != NULL ? " of " : " without a namespace", uri != NULL ? uri : "");
}

/* The tokens are used up, and no more will come. */
static void
see_end (NxXmlReader *self)
{
  self->ahead = AHEAD_END;
  if (self->parse_error != NULL)
    self->error = g_steal_pointer (&self->parse_error);
  else
    nx_xml_reader_fail (self, NX_CONTENT_ERROR_SYNTAX, 0, "expected </%s>, found the end of the file",
                        self->depth > 0 ? self->open[self->depth - 1] : "");
}

/* Looks at the next element, text or end; comments and processing instructions say nothing to us. */
static void
look_ahead (NxXmlReader *self)
{
  if (self->ahead != AHEAD_NOTHING)
    return;
  if (self->error != NULL)
    {
      self->ahead = AHEAD_END;
      return;
    }
  if (self->n_used == self->n_tokens && !refill (self))
    {
      see_end (self);
      return;
    }
  self->token = &self->tokens[self->n_used++];
  self->ahead = self->token->kind;
  if (self->ahead == AHEAD_ELEMENT)
    check_element (self);
}

/* As look_ahead, where only elements may stand. */
static void
look_ahead_for_element (NxXmlReader *self)
{
  look_ahead (self);
  while (self->ahead == AHEAD_TEXT && nx_xml_is_blank (get_text (self)))
    {
      self->ahead = AHEAD_NOTHING;
      look_ahead (self);
    }
}

static void
enter (NxXmlReader *self)
{
  guint line = self->token->line;

  if (self->depth == NX_LIMIT_XML_DEPTH)
    {
      nx_xml_reader_fail (self, NX_CONTENT_ERROR_LIMIT, line, "expected elements at most %d deep, found <%s>",
                          NX_LIMIT_XML_DEPTH, self->token->name);
      return;
    }
  self->line = line;
  self->open_lines[self->depth] = line;
  self->open[self->depth++] = self->token->name;
  self->ahead = AHEAD_NOTHING;
  self->n_tried = 0;
}

static void
leave (NxXmlReader *self)
{
  if (self->error != NULL)
    return;
  g_assert (self->depth > 0);
  self->depth--;
  self->ahead = AHEAD_NOTHING;
  self->n_tried = 0;
}

static void
start_parser (NxXmlReader *self)
{
  xmlSAXHandler copy = handler;

  nx_xml_init ();
  self->parser = xmlCreatePushParserCtxt (&copy, self, NULL, 0, NULL);
  if (self->parser == NULL)
    {
      nx_xml_reader_fail (self, NX_CONTENT_ERROR_LIMIT, 0, "expected memory for the XML parser, found none");
      return;
    }
  xmlCtxtUseOptions (self->parser, PARSE_OPTIONS);
}

NxXmlReader *
nx_xml_reader_new (GBytes     *xml,
                   const char *name,
                   gsize       root_size)
{
  NxXmlReader *self = g_new0 (NxXmlReader, 1);

  self->xml = g_bytes_ref (xml);
  self->name = g_strdup (name);
  self->line = 1;
  self->arena = nx_arena_new (root_size, g_bytes_get_size (xml));
  if (nx_xml_check_bytes (xml, name, &self->error))
    start_parser (self);
  else
    self->ahead = AHEAD_END;
  return self;
}

void
nx_xml_reader_free (NxXmlReader *self)
{
  g_clear_pointer (&self->parser, xmlFreeParserCtxt);
  g_free (self->tokens);
  g_free (self->attributes);
  g_free (self->bytes);
  g_clear_pointer (&self->arena, nx_arena_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->parse_error);
  g_bytes_unref (self->xml);
  g_free (self->scratch);
  g_free (self->name);
  g_free (self);
}

/* What follows the root: comments at most, or the parser has something to say. */
static void
read_to_end (NxXmlReader *self)
{
  while (refill (self))
    ;
  if (self->parse_error != NULL)
    self->error = g_steal_pointer (&self->parse_error);
}

gpointer
nx_xml_reader_finish (NxXmlReader *self,
                      GError     **error)
{
  if (self->error == NULL)
    read_to_end (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  g_assert (self->depth == 0);
  return nx_arena_get_root (g_steal_pointer (&self->arena));
}

NxArena *
nx_xml_reader_get_arena (NxXmlReader *self)
{
  return self->arena;
}

gboolean
nx_xml_reader_has_failed (NxXmlReader *self)
{
  return self->error != NULL;
}

guint
nx_xml_reader_get_line (NxXmlReader *self)
{
  return self->line;
}

/* ---- Elements ---- */

gboolean
nx_xml_reader_open (NxXmlReader *self,
                    const char  *element)
{
  look_ahead_for_element (self);
  if (self->ahead == AHEAD_ELEMENT && nx_xml_is_same (self->token->name, element))
    {
      enter (self);
      return self->error == NULL;
    }
  if (self->n_tried < N_TRIED_MAX && self->error == NULL)
    self->tried[self->n_tried++] = element;
  return FALSE;
}

gboolean
nx_xml_reader_expect (NxXmlReader *self,
                      const char  *element)
{
  if (nx_xml_reader_open (self, element))
    return TRUE;
  fail_here (self, FALSE);
  return FALSE;
}

const char *
nx_xml_reader_open_any (NxXmlReader *self)
{
  look_ahead_for_element (self);
  if (self->ahead == AHEAD_TEXT)
    {
      fail_here (self, TRUE);
      return NULL;
    }
  if (self->ahead != AHEAD_ELEMENT)
    return NULL;
  enter (self);
  return self->error == NULL ? self->open[self->depth - 1] : NULL;
}

void
nx_xml_reader_close (NxXmlReader *self)
{
  look_ahead_for_element (self);
  if (self->ahead == AHEAD_END)
    leave (self);
  else
    fail_here (self, TRUE);
}

/* ---- Attributes ---- */

/* The only attribute of format 1 with a prefix is xml:lang; what that prefix means cannot be changed. */
static gboolean
is_attribute (const Attribute *attribute,
              const char      *name)
{
  if (attribute->prefix == NULL)
    return nx_xml_is_same (attribute->name, name);
  return nx_xml_is_same (name, "xml:lang") && nx_xml_is_same (attribute->name, "lang") && nx_xml_is_same (attribute->prefix, "xml");
}

static void
fail_attribute (NxXmlReader     *self,
                const Attribute *attribute)
{
  nx_xml_reader_fail (self, NX_CONTENT_ERROR_SCHEMA, 0, "expected no attribute %s%s%s on <%s>, found one",
                      attribute->prefix != NULL ? attribute->prefix : "", attribute->prefix != NULL ? ":" : "", attribute->name,
                      self->open[self->depth - 1]);
}

void
nx_xml_reader_attributes (NxXmlReader       *self,
                          const char *const *names,
                          guint              n_required,
                          const char       **values)
{
  guint n;

  for (n = 0; names[n] != NULL; n++)
    values[n] = NULL;
  if (self->error != NULL)
    return;
  for (guint a = self->token->first; a < self->token->first + self->token->n; a++)
    {
      const Attribute *attribute = &self->attributes[a];
      guint i = 0;

      while (i < n && !is_attribute (attribute, names[i]))
        i++;
      if (i == n)
        fail_attribute (self, attribute);
      else
        values[i] = self->bytes + attribute->value;
    }
  for (guint i = 0; i < n_required; i++)
    if (values[i] == NULL)
      nx_xml_reader_fail (self, NX_CONTENT_ERROR_SCHEMA, 0, "expected the attribute %s on <%s>, found none", names[i],
                          self->open[self->depth - 1]);
}

/* ---- Text ---- */

/*
 * Writes @text with its white space collapsed behind what @out holds. Space is written only once
 * something follows it, so none stands at the start or the end of a block.
 */
static char *
collapse (const char *text,
          char       *out,
          NxXmlSpace *space)
{
  for (; *text != '\0'; text++)
    {
      char c = *text;

      if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
        {
          space->pending = space->started;
          continue;
        }
      if (space->pending)
        *out++ = ' ';
      space->pending = FALSE;
      space->started = TRUE;
      *out++ = c;
    }
  return out;
}

/*
 * The text ahead, straight into the arena, if there is nothing to collapse within it: most text is
 * written on one line with single spaces. NULL if it needs collapse (). There is room for one more byte.
 */
static char *
copy_plain_text (NxXmlReader *self,
                 NxXmlSpace  *space,
                 gsize       *out_length)
{
  const char *raw = get_text (self);
  gsize length = strcspn (raw, "\n\t\r");
  char *text;

  if (space->pending || raw[length] != '\0' || length == 0 || length > NX_LIMIT_TEXT_BYTES || strstr (raw, "  ") != NULL)
    return NULL;
  if (raw[0] == ' ' && !space->started)
    {
      raw++;
      length--;
    }
  if (length == 0)
    return NULL;
  space->started = TRUE;
  if (raw[length - 1] == ' ')
    {
      space->pending = TRUE;
      length--;
    }
  text = nx_arena_strndup (self->arena, raw, length + 1);
  text[length] = '\0';
  *out_length = length;
  return text;
}

/* Room for @n bytes in the scratch buffer; what it holds stays. */
static void
ensure_scratch (NxXmlReader *self,
                gsize        n)
{
  if (n <= self->scratch_bytes)
    return;
  self->scratch_bytes = MAX (n, MAX (2 * self->scratch_bytes, 1024));
  self->scratch = g_realloc (self->scratch, self->scratch_bytes);
}

/* Collapses the text nodes ahead into the scratch buffer behind its first @length bytes; the length then. */
static gsize
gather_text (NxXmlReader *self,
             NxXmlSpace  *space,
             gsize        length)
{
  for (; self->ahead == AHEAD_TEXT; look_ahead (self))
    {
      const char *raw = get_text (self);
      gsize raw_length = self->token->length;

      if (length + raw_length > NX_LIMIT_TEXT_BYTES)
        {
          nx_xml_reader_fail (self, NX_CONTENT_ERROR_LIMIT, get_line_ahead (self),
                              "expected at most %d bytes of text in one place, found more", NX_LIMIT_TEXT_BYTES);
          break;
        }
      /* One more each for the space pending before the text and after it. */
      ensure_scratch (self, length + raw_length + 2);
      length = collapse (raw, self->scratch + length, space) - self->scratch;
      self->ahead = AHEAD_NOTHING;
    }
  return length;
}

/*
 * The text up to the next element or end, collapsed, in the arena; NULL if there is none. Comments in
 * between do not part it. Space before an element belongs to the text before it.
 */
static char *
read_text (NxXmlReader *self,
           NxXmlSpace  *space)
{
  char *text = NULL;
  gsize length = 0;
  gboolean takes_space;

  look_ahead (self);
  if (self->ahead == AHEAD_TEXT)
    text = copy_plain_text (self, space, &length);
  if (text != NULL)
    {
      self->ahead = AHEAD_NOTHING;
      look_ahead (self);
    }
  if (self->ahead == AHEAD_TEXT)
    {
      ensure_scratch (self, length + 1);
      if (text != NULL)
        memcpy (self->scratch, text, length);
      length = gather_text (self, space, length);
      text = NULL;
    }
  takes_space = space->pending && self->ahead == AHEAD_ELEMENT;
  if (length == 0 && !takes_space)
    return NULL;
  if (text == NULL)
    {
      text = nx_arena_strndup (self->arena, length > 0 ? self->scratch : " ", length + 1);
      text[length] = '\0';
    }
  if (takes_space)
    {
      /* Both copies left room for it, and end behind it. */
      text[length] = ' ';
      space->pending = FALSE;
    }
  return text;
}

NxXmlPiece
nx_xml_reader_next_piece (NxXmlReader *self,
                          NxXmlSpace  *space,
                          const char **out)
{
  char *text = read_text (self, space);

  if (text != NULL)
    {
      *out = text;
      return NX_XML_TEXT;
    }
  if (self->ahead != AHEAD_ELEMENT)
    {
      leave (self);
      return NX_XML_END;
    }
  enter (self);
  if (self->error != NULL)
    return NX_XML_END;
  *out = self->open[self->depth - 1];
  return NX_XML_ELEMENT;
}

char *
nx_xml_reader_inline_text (NxXmlReader *self,
                           NxXmlSpace  *space)
{
  char *text = read_text (self, space);

  if (self->ahead == AHEAD_ELEMENT && self->error == NULL)
    nx_xml_reader_fail (self, NX_CONTENT_ERROR_SCHEMA, get_line_ahead (self), "expected text or </%s>, found <%s>",
                        self->open[self->depth - 1], self->token->name);
  leave (self);
  return text != NULL ? text : nx_arena_strndup (self->arena, "", 0);
}

char *
nx_xml_reader_text (NxXmlReader *self)
{
  NxXmlSpace space = { FALSE, FALSE };

  return nx_xml_reader_inline_text (self, &space);
}
