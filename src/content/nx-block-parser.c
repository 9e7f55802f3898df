/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns inline text and blocks, which every document is made of. Knows no document. */

#include "nx-content-parser.h"

#include <string.h>

static NxBlock *parse_block (NxXmlReader *reader, const char *element, NxAllow allowed);

/* ---- Inline ---- */

static const struct
{
  const char *element;
  NxRunKind kind;
  gboolean has_ref;
} inline_elements[] = {
  { "em", NX_RUN_EM, FALSE },
  { "strong", NX_RUN_STRONG, FALSE },
  { "term", NX_RUN_TERM, TRUE },
  { "practice", NX_RUN_PRACTICE, TRUE },
  { "source", NX_RUN_SOURCE, TRUE },
  { "doc", NX_RUN_DOC, TRUE },
};

const char *
nx_run_kind_get_element (NxRunKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (inline_elements); i++)
    if (inline_elements[i].kind == kind)
      return inline_elements[i].element;
  return NULL;
}

static NxRun *
add_run (NxXmlReader *reader,
         NxInline    *self,
         NxRunKind    kind)
{
  NxRun *run = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxRun);

  run->kind = kind;
  nx_parse_add (reader, self->runs, run);
  return run;
}

static void
parse_inline_element (NxXmlReader *reader,
                      NxInline    *self,
                      NxXmlSpace  *space,
                      const char  *element)
{
  static const char *const no_names[] = { NULL };
  static const char *const ref_names[] = { "ref", NULL };
  const char *values[1];
  NxRun *run;
  guint i = 0;

  while (i < G_N_ELEMENTS (inline_elements) && !nx_xml_is_same (element, inline_elements[i].element))
    i++;
  if (i == G_N_ELEMENTS (inline_elements))
    {
      nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0,
                          "expected text, <em>, <strong>, <term>, <practice>, <source> or <doc>, found <%s>", element);
      return;
    }
  run = add_run (reader, self, inline_elements[i].kind);
  nx_xml_reader_attributes (reader, inline_elements[i].has_ref ? ref_names : no_names, inline_elements[i].has_ref ? 1 : 0, values);
  if (inline_elements[i].has_ref)
    run->ref = nx_xml_reader_id (reader, "ref", values[0]);
  /* A footnote's text does not stand in the line: its white space is its own. */
  run->text = run->kind == NX_RUN_SOURCE ? nx_xml_reader_text (reader) : nx_xml_reader_inline_text (reader, space);
}

/* As nx_parse_inline, the attributes being read already. */
static NxInline *
parse_inline_content (NxXmlReader *reader,
                      const char  *lang)
{
  NxArena *arena = nx_xml_reader_get_arena (reader);
  NxInline *self = nx_arena_new0 (arena, NxInline);
  NxXmlSpace space = { FALSE, FALSE };
  const char *text;

  self->lang = nx_xml_reader_copy (reader, lang);
  self->runs = nx_arena_ptr_array (arena);
  for (;;)
    switch (nx_xml_reader_next_piece (reader, &space, &text))
      {
      case NX_XML_TEXT:
        add_run (reader, self, NX_RUN_TEXT)->text = (char *) text;
        break;
      case NX_XML_ELEMENT:
        parse_inline_element (reader, self, &space, text);
        break;
      case NX_XML_END:
      default:
        return self;
      }
}

NxInline *
nx_parse_inline (NxXmlReader *reader)
{
  static const char *const names[] = { "xml:lang", NULL };
  const char *values[1];

  nx_xml_reader_attributes (reader, names, 0, values);
  return parse_inline_content (reader, values[0]);
}

NxInline *
nx_parse_expected_inline (NxXmlReader *reader,
                          const char  *element)
{
  if (!nx_xml_reader_expect (reader, element))
    return NULL;
  return nx_parse_inline (reader);
}

char *
nx_parse_text (NxXmlReader *reader)
{
  static const char *const names[] = { "xml:lang", NULL };
  const char *values[1];

  nx_xml_reader_attributes (reader, names, 0, values);
  return nx_xml_reader_text (reader);
}

char *
nx_parse_expected_text (NxXmlReader *reader,
                        const char  *element)
{
  if (!nx_xml_reader_expect (reader, element))
    return NULL;
  return nx_parse_text (reader);
}

char *
nx_parse_title (NxXmlReader *reader)
{
  return nx_parse_expected_text (reader, "title");
}

void
nx_parse_unique_among (NxXmlReader     *reader,
                       const GPtrArray *items,
                       const char      *id,
                       guint            line)
{
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (*(const char *const *) g_ptr_array_index (items, i), id) == 0)
      nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected an id of its own, found “%s” a second time", id);
}

void
nx_parse_unique (NxXmlReader *reader,
                 GHashTable  *seen,
                 const char  *id,
                 guint        line)
{
  if (id != NULL && !g_hash_table_add (seen, (gpointer) id))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected an id of its own, found “%s” a second time", id);
}

char
nx_parse_part (NxXmlReader *reader,
               const char  *value)
{
  static const char *const parts[] = { "a", "b", "c", "d", "r", NULL };

  return parts[nx_xml_reader_word (reader, "part", value, parts)][0];
}

/* ---- Blocks ---- */

static NxItem *
parse_item (NxXmlReader *reader)
{
  static const char *const names[] = { "id", "xml:lang", NULL };
  NxItem *item = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxItem);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 1, values);
  item->id = nx_xml_reader_id (reader, "id", values[0]);
  item->text = parse_inline_content (reader, values[1]);
  return item;
}

GPtrArray *
nx_parse_items (NxXmlReader *reader,
                const char  *element)
{
  GPtrArray *items = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));

  if (!nx_xml_reader_expect (reader, element))
    return items;
  do
    nx_parse_add (reader, items, parse_item (reader));
  while (nx_xml_reader_open (reader, element));
  return items;
}

static GPtrArray *
parse_cells (NxXmlReader *reader)
{
  GPtrArray *cells = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));

  if (!nx_xml_reader_expect (reader, "cell"))
    return cells;
  do
    nx_parse_add (reader, cells, nx_parse_inline (reader));
  while (nx_xml_reader_open (reader, "cell"));
  nx_xml_reader_close (reader);
  return cells;
}

static NxRow *
parse_row (NxXmlReader *reader,
           guint        n_columns)
{
  static const char *const names[] = { "id", NULL };
  NxRow *row = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxRow);
  guint line = nx_xml_reader_get_line (reader);
  const char *values[1];

  nx_xml_reader_attributes (reader, names, 1, values);
  row->id = nx_xml_reader_id (reader, "id", values[0]);
  row->cells = parse_cells (reader);
  if (row->cells->len != n_columns)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected as many cells as in the head (%u), found %u", n_columns,
                        row->cells->len);
  return row;
}

static void
parse_table (NxXmlReader *reader,
             NxBlock     *block)
{
  static const char *const no_names[] = { NULL };

  block->text = nx_parse_expected_inline (reader, "caption");
  block->rows = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (!nx_xml_reader_expect (reader, "head"))
    return;
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  block->head = parse_cells (reader);
  if (!nx_xml_reader_expect (reader, "row"))
    return;
  do
    nx_parse_add (reader, block->rows, parse_row (reader, block->head->len));
  while (nx_xml_reader_open (reader, "row"));
  nx_xml_reader_close (reader);
}

/* "figures/ID.svg": nothing else can be asked of a pack. */
static gboolean
is_figure_path (const char *path)
{
  const char *start = path + strlen ("figures/");
  gsize length = strlen (path);

  if (!g_str_has_prefix (path, "figures/") || !g_str_has_suffix (path, ".svg"))
    return FALSE;
  if (length < strlen ("figures/x.svg") || !g_ascii_islower (*start))
    return FALSE;
  length -= strlen ("figures/") + strlen (".svg");
  return length <= 48 && strspn (start, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static void
parse_figure (NxXmlReader *reader,
              NxBlock     *block,
              const char  *src,
              const char  *alt,
              const char  *mirror)
{
  static const char *const yes[] = { "yes", NULL };

  if (src != NULL && !is_figure_path (src))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected figures/NAME.svg in the attribute src, found “%.60s”", src);
  nx_xml_reader_word (reader, "mirror", mirror, yes);
  block->src = nx_xml_reader_copy (reader, src);
  block->alt = nx_xml_reader_copy (reader, alt);
  block->mirror = mirror != NULL;
  block->text = nx_parse_expected_inline (reader, "caption");
  block->description = nx_parse_expected_inline (reader, "description");
  nx_xml_reader_close (reader);
}

static void
parse_optional_title (NxXmlReader *reader,
                      NxBlock     *block)
{
  if (nx_xml_reader_open (reader, "title"))
    block->title = nx_parse_text (reader);
}

static void
parse_check (NxXmlReader *reader,
             NxBlock     *block)
{
  if (nx_xml_reader_expect (reader, "question"))
    block->question = nx_parse_question (reader);
  nx_xml_reader_close (reader);
}

static const struct
{
  const char *element;
  NxBlockKind kind;
  NxAllow allowed;
  guint n_required;
  const char *names[8];     /* the required ones first */
} block_elements[] = {
  { "p", NX_BLOCK_P, NX_ALLOW_BLOCK | NX_ALLOW_P, 1, { "id", "xml:lang", "present" } },
  { "list", NX_BLOCK_LIST, NX_ALLOW_BLOCK | NX_ALLOW_LIST, 2, { "id", "kind", "xml:lang", "present" } },
  { "heading", NX_BLOCK_HEADING, NX_ALLOW_BLOCK, 1, { "id", "xml:lang", "present" } },
  { "callout", NX_BLOCK_CALLOUT, NX_ALLOW_BLOCK, 2, { "id", "kind", "xml:lang", "present" } },
  { "table", NX_BLOCK_TABLE, NX_ALLOW_BLOCK, 1, { "id", "xml:lang", "present" } },
  { "figure", NX_BLOCK_FIGURE, NX_ALLOW_BLOCK, 3, { "id", "src", "alt", "xml:lang", "present", "mirror" } },
  { "quote", NX_BLOCK_QUOTE, NX_ALLOW_BLOCK, 1, { "id", "xml:lang", "present", "source" } },
  { "case", NX_BLOCK_CASE, NX_ALLOW_BLOCK, 1, { "id", "xml:lang", "present" } },
  { "checklist", NX_BLOCK_CHECKLIST, NX_ALLOW_BLOCK, 1, { "id", "xml:lang", "present" } },
  { "check", NX_BLOCK_CHECK, NX_ALLOW_CHECK, 1, { "id", "xml:lang", "present" } },
  { "notes", NX_BLOCK_NOTES, NX_ALLOW_NOTES, 0, { "xml:lang" } },
};

static const char *
get_value (guint              kind,
           const char *const *values,
           const char        *name)
{
  for (guint i = 0; block_elements[kind].names[i] != NULL; i++)
    if (nx_xml_is_same (block_elements[kind].names[i], name))
      return values[i];
  return NULL;
}

/* What is between the tags of a block whose common attributes are read. */
static void
parse_block_content (NxXmlReader       *reader,
                     NxBlock           *block,
                     guint              kind,
                     const char *const *values)
{
  static const char *const list_kinds[] = { "bullet", "number", NULL };
  static const char *const callout_kinds[] = { "field", "law", "caution", "rights", NULL };

  switch (block->kind)
    {
    case NX_BLOCK_HEADING:
      block->title = nx_xml_reader_text (reader);
      break;
    case NX_BLOCK_P:
      block->text = parse_inline_content (reader, NULL);
      break;
    case NX_BLOCK_LIST:
      block->numbered = nx_xml_reader_word (reader, "kind", get_value (kind, values, "kind"), list_kinds);
      block->items = nx_parse_items (reader, "item");
      nx_xml_reader_close (reader);
      break;
    case NX_BLOCK_CHECKLIST:
      parse_optional_title (reader, block);
      block->items = nx_parse_items (reader, "item");
      nx_xml_reader_close (reader);
      break;
    case NX_BLOCK_TABLE:
      parse_table (reader, block);
      break;
    case NX_BLOCK_FIGURE:
      parse_figure (reader, block, get_value (kind, values, "src"), get_value (kind, values, "alt"), get_value (kind, values, "mirror"));
      break;
    case NX_BLOCK_CALLOUT:
      block->callout = nx_xml_reader_word (reader, "kind", get_value (kind, values, "kind"), callout_kinds);
      parse_optional_title (reader, block);
      block->blocks = nx_parse_blocks_to_end (reader, NX_ALLOW_P | NX_ALLOW_LIST);
      break;
    case NX_BLOCK_QUOTE:
      block->source = nx_xml_reader_id (reader, "source", get_value (kind, values, "source"));
      block->blocks = nx_parse_blocks_to_end (reader, NX_ALLOW_P);
      break;
    case NX_BLOCK_CASE:
      block->title = nx_parse_title (reader);
      block->blocks = nx_parse_blocks_to_end (reader, NX_ALLOW_P | NX_ALLOW_LIST);
      break;
    case NX_BLOCK_CHECK:
      parse_check (reader, block);
      break;
    case NX_BLOCK_NOTES:
      block->blocks = nx_parse_blocks_to_end (reader, NX_ALLOW_P);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
fail_block (NxXmlReader *reader,
            const char  *element,
            NxAllow      allowed)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (block_elements); i++)
    if ((block_elements[i].allowed & allowed) != 0)
      g_string_append_printf (expected, "%s<%s>", expected->len > 0 ? ", " : "", block_elements[i].element);
  nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected one of %s, found <%s>", expected->str, element);
}

static NxBlock *
parse_block (NxXmlReader *reader,
             const char  *element,
             NxAllow      allowed)
{
  static const char *const yes[] = { "yes", NULL };
  const char *values[G_N_ELEMENTS (block_elements[0].names)] = { NULL };
  const char *present;
  NxBlock *block;
  guint kind = 0;

  while (kind < G_N_ELEMENTS (block_elements) && !nx_xml_is_same (element, block_elements[kind].element))
    kind++;
  if (kind == G_N_ELEMENTS (block_elements) || (block_elements[kind].allowed & allowed) == 0)
    {
      fail_block (reader, element, allowed);
      return NULL;
    }
  nx_xml_reader_attributes (reader, block_elements[kind].names, block_elements[kind].n_required, values);
  if (nx_xml_reader_has_failed (reader))
    return NULL;

  block = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxBlock);
  block->kind = block_elements[kind].kind;
  block->line = nx_xml_reader_get_line (reader);
  block->id = nx_xml_reader_id (reader, "id", get_value (kind, values, "id"));
  block->lang = nx_xml_reader_copy (reader, get_value (kind, values, "xml:lang"));
  present = get_value (kind, values, "present");
  nx_xml_reader_word (reader, "present", present, yes);
  block->present = present != NULL;
  parse_block_content (reader, block, kind, values);
  return block;
}

/* Blocks up to the end of the parent, or with @stop up to that element, which is then open. */
static GPtrArray *
parse_blocks (NxXmlReader *reader,
              const char  *stop,
              NxAllow      allowed)
{
  GPtrArray *blocks = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  guint line = nx_xml_reader_get_line (reader);
  const char *element;

  while ((element = nx_xml_reader_open_any (reader)) != NULL)
    {
      NxBlock *block;

      if (stop != NULL && strcmp (element, stop) == 0)
        break;
      block = parse_block (reader, element, allowed);
      if (block != NULL)
        nx_parse_add (reader, blocks, block);
    }
  if (blocks->len == 0 && (allowed & NX_ALLOW_NONE) == 0)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected one block or more, found none");
  if (element == NULL && stop != NULL)
    nx_xml_reader_expect (reader, stop);
  return blocks;
}

GPtrArray *
nx_parse_blocks_to_end (NxXmlReader *reader,
                        NxAllow      allowed)
{
  GPtrArray *blocks = parse_blocks (reader, NULL, allowed);

  nx_xml_reader_close (reader);
  return blocks;
}

GPtrArray *
nx_parse_blocks_until (NxXmlReader *reader,
                       const char  *stop,
                       NxAllow      allowed)
{
  return parse_blocks (reader, stop, allowed);
}

GPtrArray *
nx_parse_expected_blocks (NxXmlReader *reader,
                          const char  *element,
                          NxAllow      allowed)
{
  static const char *const no_names[] = { NULL };

  if (!nx_xml_reader_expect (reader, element))
    return nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  return nx_parse_blocks_to_end (reader, allowed);
}
