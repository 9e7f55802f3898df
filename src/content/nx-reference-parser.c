/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the documents that a pack has once: pack, practices, glossary, sources, paths, roles. */

#include "nx-content-parser.h"

#include <stdlib.h>
#include <string.h>

static const char *const no_names[] = { NULL };

/* ---- Practices ---- */

static NxPractice *
parse_practice (NxXmlReader *reader)
{
  static const char *const names[] = { "id", "part", "code", "status", "official", NULL };
  static const char *const statuses[] = { "verified", "partly", "unverified", NULL };
  NxPractice *practice = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxPractice);
  const char *values[5];
  const char *code;

  nx_xml_reader_attributes (reader, names, 4, values);
  practice->line = nx_xml_reader_get_line (reader);
  practice->id = nx_xml_reader_id (reader, "id", values[0]);
  practice->part = nx_parse_part (reader, values[1]);
  code = values[2];
  if (code != NULL && !(code[0] >= 'A' && code[0] <= 'D' && code[1] >= '1' && code[1] <= '9' && code[2] == '\0'))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a code from A1 to D9 in the attribute code, found “%.20s”", code);
  practice->code = nx_xml_reader_copy (reader, code);
  practice->status = nx_xml_reader_word (reader, "status", values[3], statuses);
  practice->official = values[4] != NULL ? nx_xml_reader_integer (reader, "official", values[4], 1, NX_PARSE_NUMBER_MAX) : 0;
  practice->title = nx_parse_title (reader);
  practice->summary = nx_parse_expected_inline (reader, "summary");
  practice->key_terms = nx_parse_expected_text (reader, "key-terms");
  practice->actions = nx_parse_items (reader, "action");
  practice->asks = nx_parse_items (reader, "ask");
  practice->basis = nx_parse_expected_inline (reader, "basis");
  nx_xml_reader_close (reader);
  return practice;
}

static void
add_by_id (NxXmlReader *reader,
           GHashTable  *by_id,
           char        *id,
           guint        line,
           gpointer     value)
{
  if (id != NULL && !g_hash_table_insert (by_id, id, value))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected an id of its own, found “%s” a second time", id);
}

NxPracticeSet *
nx_practice_set_parse (GBytes     *xml,
                       const char *name,
                       GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxPracticeSet));
  NxArena *arena = nx_xml_reader_get_arena (reader);
  NxPracticeSet *set = nx_arena_get_root (arena);

  set->items = nx_arena_ptr_array (arena);
  set->by_id = nx_arena_str_table (arena);
  if (!nx_xml_reader_expect (reader, "practices"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  if (nx_xml_reader_expect (reader, "practice"))
    do
      {
        NxPractice *practice = parse_practice (reader);

        nx_parse_add (reader, set->items, practice);
        add_by_id (reader, set->by_id, practice->id, practice->line, practice);
      }
    while (nx_xml_reader_open (reader, "practice"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}

/* ---- Glossary ---- */

static NxEquivalent *
parse_equivalent (NxXmlReader *reader)
{
  static const char *const names[] = { "xml:lang", "grade", NULL };
  static const char *const grades[] = { "a", "b", "c", NULL };
  NxEquivalent *equivalent = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxEquivalent);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 2, values);
  equivalent->lang = nx_xml_reader_copy (reader, values[0]);
  equivalent->grade = grades[nx_xml_reader_word (reader, "grade", values[1], grades)][0];
  equivalent->text = nx_xml_reader_text (reader);
  return equivalent;
}

static NxTerm *
parse_term (NxXmlReader *reader)
{
  static const char *const names[] = { "id", NULL };
  NxTerm *term = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxTerm);
  const char *values[1];

  nx_xml_reader_attributes (reader, names, 1, values);
  term->line = nx_xml_reader_get_line (reader);
  term->id = nx_xml_reader_id (reader, "id", values[0]);
  term->headword = nx_parse_expected_text (reader, "headword");
  term->part_of_speech = nx_parse_expected_text (reader, "part-of-speech");
  term->definition = nx_parse_expected_inline (reader, "definition");
  term->equivalents = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  while (nx_xml_reader_open (reader, "equivalent"))
    nx_parse_add (reader, term->equivalents, parse_equivalent (reader));
  nx_xml_reader_close (reader);
  return term;
}

NxGlossary *
nx_glossary_parse (GBytes     *xml,
                   const char *name,
                   GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxGlossary));
  NxArena *arena = nx_xml_reader_get_arena (reader);
  NxGlossary *set = nx_arena_get_root (arena);

  set->items = nx_arena_ptr_array (arena);
  set->by_id = nx_arena_str_table (arena);
  if (!nx_xml_reader_expect (reader, "glossary"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  if (nx_xml_reader_expect (reader, "entry"))
    do
      {
        NxTerm *term = parse_term (reader);

        nx_parse_add (reader, set->items, term);
        add_by_id (reader, set->by_id, term->id, term->line, term);
      }
    while (nx_xml_reader_open (reader, "entry"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}

/* ---- Sources ---- */

/* YYYY-MM-DD */
static gboolean
is_date (const char *text)
{
  static const char form[] = "0000-00-00";
  guint year, month, day;

  for (guint i = 0; i < sizeof form; i++)
    if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  year = strtoul (text, NULL, 10);
  month = strtoul (text + 5, NULL, 10);
  day = strtoul (text + 8, NULL, 10);
  return year > 0 && month >= 1 && month <= 12 && g_date_valid_dmy (day, month, year);
}

/* publisher, year and address are data, the same in every language: no xml:lang. */
static char *
parse_optional_data (NxXmlReader *reader,
                     const char  *element)
{
  if (!nx_xml_reader_open (reader, element))
    return NULL;
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  return nx_xml_reader_text (reader);
}

static NxSource *
parse_source (NxXmlReader *reader)
{
  static const char *const names[] = { "id", "kind", "accessed", NULL };
  static const char *const kinds[] = { "primary", "secondary", "copy", "abstract", "own", NULL };
  NxSource *source = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxSource);
  const char *values[3];

  nx_xml_reader_attributes (reader, names, 2, values);
  source->line = nx_xml_reader_get_line (reader);
  source->id = nx_xml_reader_id (reader, "id", values[0]);
  source->kind = (char *) kinds[nx_xml_reader_word (reader, "kind", values[1], kinds)];
  if (values[2] != NULL && !is_date (values[2]))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a date (YYYY-MM-DD) in the attribute accessed, found “%.20s”", values[2]);
  source->title = nx_parse_title (reader);
  source->publisher = parse_optional_data (reader, "publisher");
  source->year = parse_optional_data (reader, "year");
  source->address = parse_optional_data (reader, "address");
  source->status = nx_parse_expected_inline (reader, "status");
  nx_xml_reader_close (reader);
  return source;
}

NxSourceSet *
nx_source_set_parse (GBytes     *xml,
                     const char *name,
                     GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxSourceSet));
  NxArena *arena = nx_xml_reader_get_arena (reader);
  NxSourceSet *set = nx_arena_get_root (arena);

  set->items = nx_arena_ptr_array (arena);
  set->by_id = nx_arena_str_table (arena);
  if (!nx_xml_reader_expect (reader, "sources"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  if (nx_xml_reader_expect (reader, "source-entry"))
    do
      {
        NxSource *source = parse_source (reader);

        nx_parse_add (reader, set->items, source);
        add_by_id (reader, set->by_id, source->id, source->line, source);
      }
    while (nx_xml_reader_open (reader, "source-entry"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}

/* ---- Lists of references ---- */

/*
 * Children <@element @attribute="id"/> as long as there are any, as a string vector. A repeated id is a
 * fault: a path would lead to the same module twice, a pack would hold it twice.
 */
static char **
parse_references (NxXmlReader *reader,
                  const char  *element,
                  const char  *attribute)
{
  const char *const names[] = { attribute, NULL };
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *values[1];
  char **copy;

  while (nx_xml_reader_open (reader, element))
    {
      char *id;

      nx_xml_reader_attributes (reader, names, 1, values);
      id = nx_xml_reader_id (reader, attribute, values[0]);
      nx_parse_unique (reader, seen, id, nx_xml_reader_get_line (reader));
      g_ptr_array_add (ids, id);
      nx_xml_reader_close (reader);
    }
  copy = nx_arena_alloc (nx_xml_reader_get_arena (reader), (ids->len + 1) * sizeof (char *));
  for (guint i = 0; i < ids->len; i++)
    copy[i] = g_ptr_array_index (ids, i);
  return copy;
}

/* ---- Paths ---- */

static NxPath *
parse_path (NxXmlReader *reader,
            GHashTable  *seen)
{
  static const char *const names[] = { "id", "capacity", NULL };
  NxPath *path = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxPath);
  guint line = nx_xml_reader_get_line (reader);
  const char *values[2];

  nx_xml_reader_attributes (reader, names, 1, values);
  path->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique (reader, seen, path->id, line);
  path->capacity = nx_xml_reader_id (reader, "capacity", values[1]);
  path->title = nx_parse_title (reader);
  path->modules = parse_references (reader, "step", "module");
  if (path->modules[0] == NULL)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected one <step> or more, found none");
  nx_xml_reader_close (reader);
  return path;
}

NxPathSet *
nx_path_set_parse (GBytes     *xml,
                   const char *name,
                   GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxPathSet));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  NxPathSet *set = nx_arena_get_root (nx_xml_reader_get_arena (reader));

  set->items = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (!nx_xml_reader_expect (reader, "paths"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  if (nx_xml_reader_expect (reader, "path"))
    do
      nx_parse_add (reader, set->items, parse_path (reader, seen));
    while (nx_xml_reader_open (reader, "path"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}

/* ---- Roles ---- */

static NxRole *
parse_role (NxXmlReader *reader,
            GHashTable  *seen)
{
  static const char *const names[] = { "id", NULL };
  NxRole *role = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxRole);
  const char *values[1];

  nx_xml_reader_attributes (reader, names, 1, values);
  role->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique (reader, seen, role->id, nx_xml_reader_get_line (reader));
  role->title = nx_parse_title (reader);
  nx_xml_reader_close (reader);
  return role;
}

/* Roles and capacities share one set of ids: both stand in records as words. */
static NxCapacity *
parse_capacity (NxXmlReader *reader,
                GHashTable  *seen)
{
  static const char *const names[] = { "id", NULL };
  NxCapacity *capacity = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxCapacity);
  const char *values[1];

  nx_xml_reader_attributes (reader, names, 1, values);
  capacity->id = nx_xml_reader_id (reader, "id", values[0]);
  nx_parse_unique (reader, seen, capacity->id, nx_xml_reader_get_line (reader));
  capacity->title = nx_parse_title (reader);
  capacity->roles = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (nx_xml_reader_expect (reader, "role"))
    do
      nx_parse_add (reader, capacity->roles, parse_role (reader, seen));
    while (nx_xml_reader_open (reader, "role"));
  nx_xml_reader_close (reader);
  return capacity;
}

NxRoleSet *
nx_role_set_parse (GBytes     *xml,
                   const char *name,
                   GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxRoleSet));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  NxRoleSet *set = nx_arena_get_root (nx_xml_reader_get_arena (reader));

  set->items = nx_arena_ptr_array (nx_xml_reader_get_arena (reader));
  if (!nx_xml_reader_expect (reader, "roles"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  if (nx_xml_reader_expect (reader, "capacity"))
    do
      nx_parse_add (reader, set->items, parse_capacity (reader, seen));
    while (nx_xml_reader_open (reader, "capacity"));
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}

/* ---- Pack ---- */

/* YYYY.M.N */
static gboolean
is_pack_version (const char *text)
{
  static const guint min[] = { 4, 1, 1 };
  static const guint max[] = { 4, 2, 3 };

  for (guint i = 0; i < 3; i++)
    {
      guint n = strspn (text, "0123456789");

      if (n < min[i] || n > max[i])
        return FALSE;
      text += n;
      if (*text != (i < 2 ? '.' : '\0'))
        return FALSE;
      text++;
    }
  return TRUE;
}

static gboolean
is_language_tag (const char *text)
{
  gsize n = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

  /* It also names a folder, so nothing else may stand in it. */
  return n >= 2 && n <= 35 && text[n] == '\0' && g_ascii_isalpha (text[0]) && text[n - 1] != '-';
}

static void
parse_format (NxXmlReader *reader,
              const char  *format)
{
  if (format == NULL || strcmp (format, "1") == 0)
    return;
  nx_xml_reader_fail (reader, strspn (format, "0123456789") == strlen (format) && format[0] != '0' ? NX_CONTENT_ERROR_TOO_NEW : NX_CONTENT_ERROR_SCHEMA,
                      0, "expected content format 1, found “%.20s”", format);
}

static void
parse_pack_attributes (NxXmlReader *reader,
                       NxPack      *pack)
{
  static const char *const names[] = { "id", "format", "version", "activity-base", NULL };
  const char *values[4];

  nx_xml_reader_attributes (reader, names, 4, values);
  if (nx_xml_reader_has_failed (reader))
    return;
  pack->id = nx_xml_reader_id (reader, "id", values[0]);
  parse_format (reader, values[1]);
  if (!is_pack_version (values[2]))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a version like 2026.1.0, found “%.20s”", values[2]);
  pack->version = nx_xml_reader_copy (reader, values[2]);
  /* Addresses are appended to it. */
  if (!g_uri_is_valid (values[3], G_URI_FLAGS_NONE, NULL) || !g_str_has_suffix (values[3], "/"))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected an absolute address ending in / in activity-base, found “%.80s”", values[3]);
  pack->activity_base = nx_xml_reader_copy (reader, values[3]);
}

static void
parse_languages (NxXmlReader *reader,
                 NxPack      *pack)
{
  static const char *const names[] = { "tag", "source", NULL };
  static const char *const yes[] = { "yes", NULL };
  guint line = nx_xml_reader_get_line (reader);
  guint n_sources = 0;
  const char *values[2];

  if (!nx_xml_reader_expect (reader, "language"))
    return;
  do
    {
      NxLanguage *language = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxLanguage);

      nx_xml_reader_attributes (reader, names, 1, values);
      if (values[0] != NULL && !is_language_tag (values[0]))
        nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a language tag, found “%.40s”", values[0]);
      language->tag = nx_xml_reader_copy (reader, values[0]);
      nx_xml_reader_word (reader, "source", values[1], yes);
      language->is_source = values[1] != NULL;
      n_sources += language->is_source ? 1 : 0;
      nx_parse_add (reader, pack->languages, language);
      nx_xml_reader_close (reader);
    }
  while (nx_xml_reader_open (reader, "language"));
  if (n_sources != 1)
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, line, "expected one <language> with source=\"yes\", found %u", n_sources);
}

static void
parse_parts (NxXmlReader *reader,
             NxPack      *pack)
{
  static const char *const names[] = { "id", NULL };
  const char *values[1];

  if (!nx_xml_reader_expect (reader, "part"))
    return;
  do
    {
      NxPart *part = nx_arena_new0 (nx_xml_reader_get_arena (reader), NxPart);

      nx_xml_reader_attributes (reader, names, 1, values);
      part->letter = nx_parse_part (reader, values[0]);
      part->title = nx_parse_title (reader);
      nx_parse_add (reader, pack->parts, part);
      nx_xml_reader_close (reader);
    }
  while (nx_xml_reader_open (reader, "part"));
}

NxPack *
nx_pack_parse (GBytes     *xml,
               const char *name,
               GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxPack));
  NxArena *arena = nx_xml_reader_get_arena (reader);
  NxPack *pack = nx_arena_get_root (arena);

  pack->languages = nx_arena_ptr_array (arena);
  pack->parts = nx_arena_ptr_array (arena);
  if (!nx_xml_reader_expect (reader, "pack"))
    return nx_xml_reader_finish (reader, error);
  parse_pack_attributes (reader, pack);
  pack->title = nx_parse_title (reader);
  pack->summary = nx_parse_expected_inline (reader, "summary");
  parse_languages (reader, pack);
  parse_parts (reader, pack);
  pack->modules = parse_references (reader, "module-file", "ref");
  pack->scenarios = parse_references (reader, "scenario-file", "ref");
  pack->banks = parse_references (reader, "questions-file", "ref");
  pack->workshops = parse_references (reader, "workshop-file", "ref");
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}

/* ---- Manifest ---- */

static gboolean
is_sha256 (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static void
parse_manifest_file (NxXmlReader *reader,
                     NxManifest  *manifest)
{
  static const char *const names[] = { "path", "size", "sha256", NULL };
  const char *values[3];
  char *path;

  nx_xml_reader_attributes (reader, names, 3, values);
  if (nx_xml_reader_has_failed (reader))
    return;
  if (!is_sha256 (values[2]))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected 64 hexadecimal digits in the attribute sha256, found “%.70s”", values[2]);
  nx_xml_reader_integer (reader, "size", values[1], 0, G_MAXINT);
  path = nx_xml_reader_copy (reader, values[0]);
  if (!g_hash_table_insert (manifest->hashes, path, nx_xml_reader_copy (reader, values[2])))
    nx_xml_reader_fail (reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected each path once, found “%s” a second time", path);
  nx_xml_reader_close (reader);
}

NxManifest *
nx_manifest_parse (GBytes     *xml,
                   const char *name,
                   GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxManifest));
  NxManifest *manifest = nx_arena_get_root (nx_xml_reader_get_arena (reader));

  manifest->hashes = nx_arena_str_table (nx_xml_reader_get_arena (reader));
  if (!nx_xml_reader_expect (reader, "manifest"))
    return nx_xml_reader_finish (reader, error);
  nx_xml_reader_attributes (reader, no_names, 0, NULL);
  while (nx_xml_reader_open (reader, "file"))
    parse_manifest_file (reader, manifest);
  nx_xml_reader_close (reader);
  return nx_xml_reader_finish (reader, error);
}
