/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns modules: sections of blocks, and the test that closes them. */

#include "nx-content-parser.h"

/* Addresses are flat within a file: sections, blocks and questions share one set of ids. */
static void
check_block_ids (NxXmlReader     *reader,
                 GHashTable      *seen,
                 const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      nx_parse_unique (reader, seen, block->id, block->line);
      if (block->blocks != NULL)
        check_block_ids (reader, seen, block->blocks);
      if (block->question != NULL)
        nx_parse_unique (reader, seen, block->question->id, block->question->line);
    }
}

static NxSection *
parse_section (NxXmlReader *reader,
               GHashTable  *seen)
{
  static const char *const names[] = { "id", "minutes", "practices", NULL };
  NxSection *section = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxSection);
  const char *values[3];

  nx_xml_reader_attributes (reader, names, 2, values);
  section->line = nx_xml_reader_get_line (reader);
  section->id = nx_xml_reader_id (reader, "id", values[0]);
  section->minutes = nx_xml_reader_integer (reader, "minutes", values[1], 1, NX_PARSE_NUMBER_MAX);
  section->practices = nx_xml_reader_ids (reader, "practices", values[2]);
  section->title = nx_parse_title (reader);
  section->blocks = nx_parse_blocks_to_end (reader, NX_ALLOW_BLOCK | NX_ALLOW_CHECK | NX_ALLOW_NOTES);
  nx_parse_unique (reader, seen, section->id, section->line);
  if (!nx_xml_reader_has_failed (reader))
    check_block_ids (reader, seen, section->blocks);
  return section;
}

static NxDraw *
parse_draw (NxXmlReader *reader)
{
  static const char *const names[] = { "from", "n", NULL };
  NxDraw *draw = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxDraw);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 2, values);
  draw->line = nx_xml_reader_get_line (reader);
  draw->from = nx_xml_reader_id (reader, "from", values[0]);
  draw->n = nx_xml_reader_integer (reader, "n", values[1], 1, NX_PARSE_NUMBER_MAX);
  nx_xml_reader_close (reader);
  return draw;
}

static NxTest *
parse_test (NxXmlReader *reader,
            GHashTable  *seen)
{
  static const char *const names[] = { "id", "mastery", NULL };
  NxTest *test = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxTest);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 2, values);
  test->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique (reader, seen, test->id, nx_xml_reader_get_line (reader));
  test->mastery = nx_xml_reader_share (reader, "mastery", values[1]);
  test->title = nx_parse_title (reader);
  test->draws = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (nx_xml_reader_expect (reader, "draw"))
    do
      nx_parse_add (reader, test->draws, parse_draw (reader));
    while (nx_xml_reader_open (reader, "draw"));
  nx_xml_reader_close (reader);
  return test;
}

static void
parse_module_attributes (NxXmlReader *reader,
                         NxModule    *module)
{
  static const char *const names[] = { "id", "version", "part", "minutes", "moveon", "practices", "scenario", NULL };
  /* In the order of NxMoveOn. */
  static const char *const moveons[] = { "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable", NULL };
  const char *values[7];

  nx_xml_reader_attributes (reader, names, 6, values);
  module->id = nx_xml_reader_id (reader, "id", values[0]);
  module->version = nx_xml_reader_integer (reader, "version", values[1], 1, NX_PARSE_NUMBER_MAX);
  module->part = nx_parse_part (reader, values[2]);
  module->minutes = nx_xml_reader_integer (reader, "minutes", values[3], 1, NX_PARSE_NUMBER_MAX);
  module->moveon = nx_xml_reader_word (reader, "moveon", values[4], moveons);
  module->practices = nx_xml_reader_ids (reader, "practices", values[5]);
  module->scenario = nx_xml_reader_id (reader, "scenario", values[6]);
}

NxModule *
nx_module_parse (GBytes     *xml,
                 const char *name,
                 GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxModule));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  NxModule *module = nx_arena_get_root (nx_xml_reader_get_arena (reader));

  if (!nx_xml_reader_expect (reader, "module"))
    return nx_xml_reader_finish (reader, error);
  parse_module_attributes (reader, module);
  module->title = nx_parse_title (reader);
  module->summary = nx_parse_expected_inline (reader, "summary");
  module->sections = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (nx_xml_reader_expect (reader, "section"))
    do
      nx_parse_add (reader, module->sections, parse_section (reader, seen));
    while (nx_xml_reader_open (reader, "section"));
  if (nx_xml_reader_open (reader, "test"))
    module->test = parse_test (reader, seen);
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}
