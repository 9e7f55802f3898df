/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns workshops: days of sessions of parts. What a part refers to is looked up where it is used. */

#include "nx-content-parser.h"

#include <string.h>

#define DAY_MINUTES (24 * 60)

/* Of an attribute that the part has; the others stay NULL. In the order of NxAgendaPartKind. */
static const struct
{
  const char *element;
  const char *names[5];      /* the required first; "id" and "minutes" always */
  guint n_required;
  gboolean has_blocks;
} parts[] = {
  { "slides", { "id", "minutes", "module", "section" }, 3, FALSE },
  { "words", { "id", "minutes" }, 2, TRUE },
  { "vote", { "id", "minutes", "question", "bank", "module" }, 3, FALSE },
  { "play", { "id", "minutes", "scenario" }, 3, FALSE },
  { "trial", { "id", "minutes", "module", "when" }, 4, FALSE },
  { "groups", { "id", "minutes", "size" }, 3, TRUE },
  { "board", { "id", "minutes" }, 2, FALSE },
  { "commitments", { "id", "minutes" }, 2, FALSE },
  { "evaluation", { "id", "minutes" }, 2, FALSE },
  { "break", { "id", "minutes" }, 2, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == NX_N_AGENDA_PART_KINDS);

const char *
nx_agenda_part_kind_get_element (NxAgendaPartKind kind)
{
  return parts[kind].element;
}

static const char *
get_value (guint        kind,
           const char **values,
           const char  *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts[kind].names) && parts[kind].names[i] != NULL; i++)
    if (nx_xml_is_same (parts[kind].names[i], name))
      return values[i];
  return NULL;
}

static void
parse_part_attributes (NxXmlReader  *reader,
                       NxAgendaPart *part)
{
  static const char *const whens[] = { "before", "after", NULL };
  guint kind = part->kind;
  const char *names[G_N_ELEMENTS (parts[0].names) + 1] = { NULL };
  const char *values[G_N_ELEMENTS (parts[0].names)] = { NULL };
  const char *size, *when;

  memcpy (names, parts[kind].names, sizeof parts[kind].names);
  nx_xml_reader_attributes (reader, names, parts[kind].n_required, values);
  part->line = nx_xml_reader_get_line (reader);
  part->id = nx_xml_reader_id (reader, "id", get_value (kind, values, "id"));
  part->minutes = nx_xml_reader_integer (reader, "minutes", get_value (kind, values, "minutes"), 1, DAY_MINUTES);
  part->module = nx_xml_reader_id (reader, "module", get_value (kind, values, "module"));
  part->section = nx_xml_reader_id (reader, "section", get_value (kind, values, "section"));
  part->bank = nx_xml_reader_id (reader, "bank", get_value (kind, values, "bank"));
  part->question = nx_xml_reader_id (reader, "question", get_value (kind, values, "question"));
  part->scenario = nx_xml_reader_id (reader, "scenario", get_value (kind, values, "scenario"));
  size = get_value (kind, values, "size");
  part->group_size = size != NULL ? nx_xml_reader_integer (reader, "size", size, 2, NX_WORKSHOP_PEOPLE_MAX) : 0;
  when = get_value (kind, values, "when");
  part->after = when != NULL && nx_xml_reader_word (reader, "when", when, whens) == 1;
  if (kind == NX_AGENDA_VOTE && (part->bank == NULL) == (part->module == NULL))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, part->line, "expected either the attribute bank or module, found %s",
                        part->bank == NULL ? "neither" : "both");
}

/* The children: a title that may be missing, then what stands on the slide. */
static void
parse_part_content (NxXmlReader  *reader,
                    NxAgendaPart *part)
{
  if (nx_xml_reader_open (reader, "title"))
    part->title = nx_parse_text (reader);
  if (parts[part->kind].has_blocks)
    part->blocks = nx_parse_blocks_to_end (reader, NX_ALLOW_P | NX_ALLOW_LIST | NX_ALLOW_NOTES | NX_ALLOW_NONE);
  else
    nx_xml_reader_close (reader);
}

static NxAgendaPart *
parse_part (NxXmlReader *reader,
            const char  *element,
            GHashTable  *seen)
{
  NxAgendaPart *part;
  guint kind = 0;

  while (kind < G_N_ELEMENTS (parts) && !nx_xml_is_same (element, parts[kind].element))
    kind++;
  if (kind == G_N_ELEMENTS (parts))
    {
      nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a part of an agenda, found <%s>", element);
      return NULL;
    }
  part = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxAgendaPart);
  part->kind = kind;
  parse_part_attributes (reader, part);
  parse_part_content (reader, part);
  nx_parse_unique (reader, seen, part->id, part->line);
  for (guint i = 0; part->blocks != NULL && i < part->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (part->blocks, i);

      nx_parse_unique (reader, seen, block->id, block->line);
    }
  return part;
}

static NxAgendaSession *
parse_session (NxXmlReader *reader,
               GHashTable  *seen)
{
  static const char *const names[] = { "id", NULL };
  NxAgendaSession *session = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxAgendaSession);
  const char *values[1];
  const char *element;

  nx_xml_reader_attributes (reader, names, 1, values);
  session->line = nx_xml_reader_get_line (reader);
  session->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique (reader, seen, session->id, session->line);
  session->title = nx_parse_title (reader);
  session->parts = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  while ((element = nx_xml_reader_open_any (reader)) != NULL)
    {
      NxAgendaPart *part = parse_part (reader, element, seen);

      if (part != NULL)
        nx_parse_add (reader, session->parts, part);
    }
  if (session->parts->len == 0)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, session->line, "expected a part, found none");
  nx_xml_reader_close (reader);
  return session;
}

/* "09:30" as minutes after midnight. */
static guint
parse_time (NxXmlReader *reader,
            const char  *value)
{
  if (value == NULL)
    return 0;
  if (strlen (value) == 5 && value[2] == ':' && g_ascii_isdigit (value[0]) && g_ascii_isdigit (value[1]) &&
      g_ascii_isdigit (value[3]) && g_ascii_isdigit (value[4]))
    {
      guint hour = (guint) (g_ascii_digit_value (value[0]) * 10 + g_ascii_digit_value (value[1]));
      guint minute = (guint) (g_ascii_digit_value (value[3]) * 10 + g_ascii_digit_value (value[4]));

      if (hour < 24 && minute < 60)
        return hour * 60 + minute;
    }
  nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a time from 00:00 to 23:59 in the attribute start, found “%.20s”", value);
  return 0;
}

static NxAgendaDay *
parse_day (NxXmlReader *reader,
           GHashTable  *seen)
{
  static const char *const names[] = { "id", "start", NULL };
  NxAgendaDay *day = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxAgendaDay);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 2, values);
  day->line = nx_xml_reader_get_line (reader);
  day->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique (reader, seen, day->id, day->line);
  day->start_minute = parse_time (reader, values[1]);
  day->title = nx_parse_title (reader);
  day->sessions = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (nx_xml_reader_expect (reader, "session"))
    do
      nx_parse_add (reader, day->sessions, parse_session (reader, seen));
    while (nx_xml_reader_open (reader, "session"));
  nx_xml_reader_close (reader);
  return day;
}

NxWorkshop *
nx_workshop_parse (GBytes     *xml,
                   const char *name,
                   GError    **error)
{
  static const char *const names[] = { "id", "version", NULL };
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxWorkshop));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  NxWorkshop *workshop = nx_arena_get_root (nx_xml_reader_get_arena (reader));
  const char *values[2];

  if (!nx_xml_reader_expect (reader, "workshop"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, names, 2, values);
  workshop->id = nx_xml_reader_id (reader, "id", values[0]);
  workshop->version = nx_xml_reader_integer (reader, "version", values[1], 1, NX_PARSE_NUMBER_MAX);
  workshop->title = nx_parse_title (reader);
  workshop->summary = nx_parse_expected_inline (reader, "summary");
  workshop->days = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (nx_xml_reader_expect (reader, "day"))
    do
      nx_parse_add (reader, workshop->days, parse_day (reader, seen));
    while (nx_xml_reader_open (reader, "day"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}
