/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns questions, wherever they stand, and the question bank. */

#include "nx-content-parser.h"

static NxOption *
parse_option (NxXmlReader     *reader,
              const GPtrArray *earlier)
{
  static const char *const names[] = { "id", "right", NULL };
  static const char *const yes[] = { "yes", NULL };
  NxOption *option = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxOption);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 1, values);
  option->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique_among (reader, earlier, option->id, nx_xml_reader_get_line (reader));
  nx_xml_reader_word (reader, "right", values[1], yes);
  option->right = values[1] != NULL;
  option->text = nx_parse_expected_inline (reader, "text");
  option->feedback = nx_parse_expected_inline (reader, "feedback");
  nx_xml_reader_close (reader);
  return option;
}

/* Judging needs these, whatever the grammar says. */
static void
check_question (NxXmlReader      *reader,
                const NxQuestion *question)
{
  guint n_right = 0;

  for (guint i = 0; i < question->options->len; i++)
    n_right += ((const NxOption *) g_ptr_array_index (question->options, i))->right ? 1 : 0;
  if (question->options->len < 2)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, question->line, "expected two options or more, found %u", question->options->len);
  if (question->kind == NX_QUESTION_SINGLE && n_right != 1)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, question->line, "expected one right option in a single question, found %u", n_right);
  if (n_right == 0)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, question->line, "expected a right option, found none");
  if (question->choose != 0 && question->choose != n_right)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, question->line, "expected choose to be the number of right options (%u), found %u",
                        n_right, question->choose);
}

NxQuestion *
nx_parse_question (NxXmlReader *reader)
{
  static const char *const names[] = { "id", "kind", "choose", "practices", NULL };
  static const char *const kinds[] = { "single", "multiple", NULL };
  NxArena *arena = nx_xml_reader_get_arena (reader);
  NxQuestion *question = nx_arena_new0 (arena, NxQuestion);
  const char *values[4];

  nx_xml_reader_attributes (reader, names, 2, values);
  question->line = nx_xml_reader_get_line (reader);
  question->id = nx_xml_reader_id (reader, "id", values[0]);
  question->kind = nx_xml_reader_word (reader, "kind", values[1], kinds);
  question->choose = values[2] != NULL ? nx_xml_reader_integer (reader, "choose", values[2], 1, NX_PARSE_NUMBER_MAX) : 0;
  question->practices = nx_xml_reader_ids (reader, "practices", values[3]);
  question->prompt = nx_parse_expected_inline (reader, "prompt");
  question->options = nx_arena_ptr_array (arena);
  if (nx_xml_reader_expect (reader, "option"))
    do
      nx_parse_add (reader, question->options, parse_option (reader, question->options));
    while (nx_xml_reader_open (reader, "option"));
  question->explanation = nx_parse_expected_inline (reader, "explanation");
  nx_xml_reader_close (reader);
  check_question (reader, question);
  return question;
}

NxQuestionBank *
nx_question_bank_parse (GBytes     *xml,
                        const char *name,
                        GError    **error)
{
  static const char *const names[] = { "id", "version", NULL };
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxQuestionBank));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  NxQuestionBank *bank = nx_arena_get_root (nx_xml_reader_get_arena (reader));
  const char *values[2];

  if (!nx_xml_reader_expect (reader, "questions"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, names, 2, values);
  bank->id = nx_xml_reader_id (reader, "id", values[0]);
  bank->version = nx_xml_reader_integer (reader, "version", values[1], 1, NX_PARSE_NUMBER_MAX);
  bank->title = nx_parse_title (reader);
  bank->questions = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (nx_xml_reader_expect (reader, "question"))
    do
      {
        NxQuestion *question = nx_parse_question (reader);

        nx_parse_unique (reader, seen, question->id, question->line);
        nx_parse_add (reader, bank->questions, question);
      }
    while (nx_xml_reader_open (reader, "question"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}
