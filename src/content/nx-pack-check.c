/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns what is checked of a whole pack: each file follows the schema and loads, what it refers to is
 * there, text is complete, translations hold what their source holds, the manifest tells the truth.
 * Whether a scenario's states can all end is src/scenario's to prove.
 */

#include "nx-content.h"

#include <stdlib.h>
#include <string.h>

#include "nx-content-parser.h"
#include "nx-xml-tree.h"

#define CONTENT_NAMESPACE "urn:nexus-trainer:content:1"
#define SVG_NAMESPACE "http://www.w3.org/2000/svg"

typedef struct
{
  NxPackSource *source;
  NxXmlSchema *schema;      /* NULL: the schema is not asked */
  GPtrArray *findings;
  NxPack *pack;
  GHashTable *known[8];     /* by Known: ids that may be referred to */
  GHashTable *bank_sizes;   /* bank id → number of questions */
} Check;

/* ---- Findings ---- */

static void
finding_free (gpointer data)
{
  NxFinding *self = data;

  g_free (self->file);
  g_free (self->message);
  g_free (self);
}

static void add_finding (Check *self, const char *path, guint line, gboolean fatal, const char *format, ...) G_GNUC_PRINTF (5, 6);

static void
add_finding (Check      *self,
             const char *path,
             guint       line,
             gboolean    fatal,
             const char *format,
             ...)
{
  NxFinding *finding = g_new0 (NxFinding, 1);
  va_list arguments;

  va_start (arguments, format);
  finding->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding->file = nx_pack_source_dup_display_name (self->source, path);
  finding->line = line;
  finding->fatal = fatal;
  g_ptr_array_add (self->findings, finding);
}

/* A loader's error reads "PATH:LINE: words"; here the three are told apart again. */
static void
add_error (Check        *self,
           const char   *path,
           const GError *error)
{
  const char *rest = error->message;
  const char *name = g_str_has_prefix (rest, path) ? path : "";
  g_autofree char *display_name = nx_pack_source_dup_display_name (self->source, path);
  char *end;
  guint line = 0;

  if (g_str_has_prefix (rest, display_name))
    name = display_name;
  if (name[0] != '\0' && rest[strlen (name)] == ':')
    {
      line = strtoul (rest + strlen (name) + 1, &end, 10);
      if (g_str_has_prefix (end, ": "))
        rest = end + 2;
    }
  add_finding (self, path, line, TRUE, "%s", rest);
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const NxFinding *one = *(const NxFinding *const *) a;
  const NxFinding *other = *(const NxFinding *const *) b;
  int order = strcmp (one->file, other->file);

  if (order == 0)
    order = one->line < other->line ? -1 : one->line > other->line;
  return order != 0 ? order : strcmp (one->message, other->message);
}

/* ---- What there is to refer to ---- */

typedef enum
{
  KNOWN_PRACTICE, KNOWN_TERM, KNOWN_SOURCE, KNOWN_CAPACITY, KNOWN_MODULE, KNOWN_SCENARIO, KNOWN_BANK,
  KNOWN_DOCUMENT,           /* of the scenario being checked */
} Known;

static const char *const known_words[] = {
  "a practice", "a term of the glossary", "a source", "a capacity", "a module", "a scenario", "a question bank", "a document of this scenario",
};

typedef gpointer (*ParseFunc) (GBytes *xml, const char *name, GError **error);

/* Loads and parses without a finding: the file's own check says what is wrong with it. */
static gpointer
try_parse (Check      *self,
           const char *path,
           ParseFunc   parse)
{
  g_autoptr (GBytes) xml = nx_pack_source_load (self->source, path, NULL);

  return xml != NULL ? parse (xml, path, NULL) : NULL;
}

static void
know (Check      *self,
      Known       kind,
      const char *id)
{
  g_hash_table_add (self->known[kind], g_strdup (id));
}

static void
know_all (Check     *self,
          Known      kind,
          char     **ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    know (self, kind, ids[i]);
}

static void
know_table (Check      *self,
            Known       kind,
            GHashTable *by_id)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, by_id);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    know (self, kind, id);
}

static void
know_banks (Check *self)
{
  for (guint i = 0; self->pack->banks[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("questions/", self->pack->banks[i], ".xml", NULL);
      g_autoptr (NxQuestionBank) bank = try_parse (self, path, (ParseFunc) nx_question_bank_parse);

      if (bank != NULL)
        g_hash_table_insert (self->bank_sizes, g_strdup (bank->id), GUINT_TO_POINTER (bank->questions->len));
    }
}

static void
know_everything (Check *self)
{
  g_autoptr (NxPracticeSet) practices = try_parse (self, "practices.xml", (ParseFunc) nx_practice_set_parse);
  g_autoptr (NxGlossary) glossary = try_parse (self, "glossary.xml", (ParseFunc) nx_glossary_parse);
  g_autoptr (NxSourceSet) sources = try_parse (self, "sources.xml", (ParseFunc) nx_source_set_parse);
  g_autoptr (NxRoleSet) roles = try_parse (self, "roles.xml", (ParseFunc) nx_role_set_parse);

  if (practices != NULL)
    know_table (self, KNOWN_PRACTICE, practices->by_id);
  if (glossary != NULL)
    know_table (self, KNOWN_TERM, glossary->by_id);
  if (sources != NULL)
    know_table (self, KNOWN_SOURCE, sources->by_id);
  for (guint i = 0; roles != NULL && i < roles->items->len; i++)
    know (self, KNOWN_CAPACITY, ((const NxCapacity *) g_ptr_array_index (roles->items, i))->id);
  know_all (self, KNOWN_MODULE, self->pack->modules);
  know_all (self, KNOWN_SCENARIO, self->pack->scenarios);
  know_all (self, KNOWN_BANK, self->pack->banks);
  know_banks (self);
}

/* ---- References ---- */

/* Every attribute of format 1 that names something in another file, or a document of the dossier. Others the loader resolves. */
static const struct
{
  const char *element;
  const char *attribute;
  Known kind;
  gboolean is_list;
} references[] = {
  { "term", "ref", KNOWN_TERM, FALSE },
  { "practice", "ref", KNOWN_PRACTICE, FALSE },
  { "source", "ref", KNOWN_SOURCE, FALSE },
  { "doc", "ref", KNOWN_DOCUMENT, FALSE },
  { "quote", "source", KNOWN_SOURCE, FALSE },
  { "practice-mark", "ref", KNOWN_PRACTICE, FALSE },
  { "module", "practices", KNOWN_PRACTICE, TRUE },
  { "section", "practices", KNOWN_PRACTICE, TRUE },
  { "question", "practices", KNOWN_PRACTICE, TRUE },
  { "scenario", "practices", KNOWN_PRACTICE, TRUE },
  { "module", "scenario", KNOWN_SCENARIO, FALSE },
  { "draw", "from", KNOWN_BANK, FALSE },
  { "step", "module", KNOWN_MODULE, FALSE },
  { "path", "capacity", KNOWN_CAPACITY, FALSE },
  { "slides", "module", KNOWN_MODULE, FALSE },
  { "vote", "module", KNOWN_MODULE, FALSE },
  { "vote", "bank", KNOWN_BANK, FALSE },
  { "trial", "module", KNOWN_MODULE, FALSE },
  { "play", "scenario", KNOWN_SCENARIO, FALSE },
};

static void
check_reference (Check      *self,
                 const char *path,
                 guint       line,
                 Known       kind,
                 const char *id)
{
  if (id[0] != '\0' && !g_hash_table_contains (self->known[kind], id))
    add_finding (self, path, line, TRUE, "expected the id of %s, found “%s”", known_words[kind], id);
}

static void
check_references (Check              *self,
                  const char         *path,
                  const NxXmlElement *element)
{
  const char *name = nx_xml_element_get_name (element);
  guint line = nx_xml_element_get_line (element);

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const char *value = strcmp (name, references[i].element) == 0 ? nx_xml_element_get_attribute (element, references[i].attribute) : NULL;
      g_auto (GStrv) ids = value != NULL && references[i].is_list ? g_strsplit_set (value, " \t\n\r", -1) : NULL;

      if (value != NULL && ids == NULL)
        check_reference (self, path, line, references[i].kind, value);
      for (guint n = 0; ids != NULL && ids[n] != NULL; n++)
        check_reference (self, path, line, references[i].kind, ids[n]);
    }
}

/* How many questions of @bank the draws of one test take, up to and with @last. */
static guint64
count_drawn (const NxXmlElement *last,
             const char         *bank)
{
  guint64 n_drawn = 0;

  for (const NxXmlElement *at = nx_xml_element_get_parent (last);; at = nx_xml_element_next (at))
    {
      const char *n = nx_xml_element_get_attribute (at, "n");

      if (strcmp (nx_xml_element_get_name (at), "draw") == 0 && n != NULL &&
          g_strcmp0 (nx_xml_element_get_attribute (at, "from"), bank) == 0)
        n_drawn += MIN (g_ascii_strtoull (n, NULL, 10), G_MAXUINT32);
      if (at == last)
        return n_drawn;
    }
}

/* A test can only draw what its bank holds, and no question twice. */
static void
check_draw (Check              *self,
            const char         *path,
            const NxXmlElement *element)
{
  const char *from = nx_xml_element_get_attribute (element, "from");
  gpointer size;
  guint64 n_drawn;

  if (from == NULL || nx_xml_element_get_parent (element) == NULL || !g_hash_table_lookup_extended (self->bank_sizes, from, NULL, &size))
    return;
  n_drawn = count_drawn (element, from);
  if (n_drawn > GPOINTER_TO_UINT (size))
    add_finding (self, path, nx_xml_element_get_line (element), TRUE,
                 "expected at most the %u questions of %s, found a draw of %" G_GUINT64_FORMAT, GPOINTER_TO_UINT (size), from, n_drawn);
}

static void
check_svg (Check      *self,
           const char *path,
           guint       line,
           const char *src)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = nx_pack_source_load (self->source, src, &error);
  g_autoptr (NxXmlTree) tree = NULL;
  const NxXmlElement *root;

  if (svg == NULL)
    {
      add_finding (self, path, line, TRUE, "expected the figure %s, found no such file", src);
      return;
    }
  tree = nx_xml_tree_new (svg, src, &error);
  if (tree == NULL)
    {
      add_error (self, src, error);
      return;
    }
  root = nx_xml_tree_get_root (tree);
  if (strcmp (nx_xml_element_get_name (root), "svg") != 0 || strcmp (nx_xml_element_get_namespace (root), SVG_NAMESPACE) != 0)
    add_finding (self, src, nx_xml_element_get_line (root), TRUE, "expected <svg>, found <%s>", nx_xml_element_get_name (root));
}

static void
check_figure (Check              *self,
              const char         *path,
              const NxXmlElement *element)
{
  const char *src = nx_xml_element_get_attribute (element, "src");
  const char *alt = nx_xml_element_get_attribute (element, "alt");

  if (src != NULL)
    check_svg (self, path, nx_xml_element_get_line (element), src);
  if (alt != NULL && alt[strspn (alt, " \t\n")] == '\0')
    add_finding (self, path, nx_xml_element_get_line (element), TRUE, "expected an alternative text, found none");
}

/* ---- Text ---- */

/* The elements that a person reads. A cell may be empty, and so may <practice> and <source> in a sentence. */
static const char *const text_elements[] = {
  "title", "summary", "heading", "p", "item", "caption", "description", "prompt", "text", "feedback", "explanation", "key-terms", "action",
  "ask", "basis", "headword", "part-of-speech", "definition", "equivalent", "status", "place", "origin", "label", "cost", "why",
  "practice-mark", "cell", "em", "strong", "term", "doc", NULL,
};

static gboolean
is_text_element (const NxXmlElement *element)
{
  return g_strv_contains (text_elements, nx_xml_element_get_name (element));
}

static void
check_text (Check              *self,
            const char         *path,
            const NxXmlElement *element)
{
  const char *name = nx_xml_element_get_name (element);

  if (is_text_element (element) && strcmp (name, "cell") != 0 && !nx_xml_element_has_content (element))
    add_finding (self, path, nx_xml_element_get_line (element), TRUE, "expected text in <%s>, found none", name);
}

/* ---- One file ---- */

static const struct
{
  const char *root;
  ParseFunc parse;
} parsers[] = {
  { "pack", (ParseFunc) nx_pack_parse },
  { "module", (ParseFunc) nx_module_parse },
  { "questions", (ParseFunc) nx_question_bank_parse },
  { "scenario", (ParseFunc) nx_scenario_parse },
  { "practices", (ParseFunc) nx_practice_set_parse },
  { "glossary", (ParseFunc) nx_glossary_parse },
  { "sources", (ParseFunc) nx_source_set_parse },
  { "paths", (ParseFunc) nx_path_set_parse },
  { "roles", (ParseFunc) nx_role_set_parse },
  { "workshop", (ParseFunc) nx_workshop_parse },
};

typedef struct
{
  Check *check;
  const char *path;
} Place;

static void
schema_found_cb (guint       line,
                 const char *message,
                 gpointer    user_data)
{
  const Place *place = user_data;

  add_finding (place->check, place->path, line, TRUE, "%s", message);
}

/* The loader's word is the clearer one; the schema finds all faults of a file, the loader the first. */
static gboolean
check_loads (Check      *self,
             const char *path,
             GBytes     *xml,
             const char *root)
{
  for (guint i = 0; i < G_N_ELEMENTS (parsers); i++)
    if (strcmp (root, parsers[i].root) == 0)
      {
        g_autoptr (GError) error = NULL;
        gpointer model = parsers[i].parse (xml, path, &error);

        if (model != NULL)
          {
            nx_arena_unref (nx_arena_of_root (model));
            return TRUE;
          }
        add_error (self, path, error);
        return FALSE;
      }
  g_assert_not_reached ();
}

/* The tree of a file that is well-formed, follows the schema and loads as @root; NULL, with findings, otherwise. */
static NxXmlTree *
check_form (Check      *self,
            const char *path,
            const char *root)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = nx_pack_source_load (self->source, path, &error);
  g_autoptr (NxXmlTree) tree = xml != NULL ? nx_xml_tree_new (xml, path, &error) : NULL;
  Place place = { self, path };
  guint n_before = self->findings->len;

  if (tree == NULL)
    {
      add_error (self, path, error);
      return NULL;
    }
  if (self->schema != NULL)
    nx_xml_schema_validate (self->schema, tree, schema_found_cb, &place);
  if (!check_loads (self, path, xml, root) || self->findings->len != n_before)
    return NULL;
  return g_steal_pointer (&tree);
}

/* The documents of the scenario, if it is one, for <doc ref="">. */
static void
know_documents (Check           *self,
                const NxXmlTree *tree)
{
  g_hash_table_remove_all (self->known[KNOWN_DOCUMENT]);
  for (const NxXmlElement *at = nx_xml_tree_get_root (tree); at != NULL; at = nx_xml_element_next (at))
    if (strcmp (nx_xml_element_get_name (at), "document") == 0)
      know (self, KNOWN_DOCUMENT, nx_xml_element_get_attribute (at, "id"));
}

/* A file's name is part of every address in it. @id: NULL for files that a pack has once. */
static void
check_file_id (Check           *self,
               const char      *path,
               const char      *id,
               const NxXmlTree *tree)
{
  const NxXmlElement *root = nx_xml_tree_get_root (tree);
  const char *found = nx_xml_element_get_attribute (root, "id");

  if (id != NULL && g_strcmp0 (found, id) != 0)
    add_finding (self, path, nx_xml_element_get_line (root), TRUE, "expected the id “%s”, as in the file's name, found “%s”", id, found);
}

static void
check_elements (Check           *self,
                const char      *path,
                const NxXmlTree *tree)
{
  for (const NxXmlElement *at = nx_xml_tree_get_root (tree); at != NULL; at = nx_xml_element_next (at))
    {
      const char *name = nx_xml_element_get_name (at);

      check_references (self, path, at);
      check_text (self, path, at);
      if (strcmp (name, "figure") == 0)
        check_figure (self, path, at);
      else if (strcmp (name, "draw") == 0)
        check_draw (self, path, at);
    }
}

/* ---- Translations ---- */

/* The elements that hold text, in document order: the same in every language. */
static GPtrArray *
list_text_elements (const NxXmlTree *tree)
{
  GPtrArray *list = g_ptr_array_new ();

  for (const NxXmlElement *at = nx_xml_tree_get_root (tree); at != NULL; at = nx_xml_element_next (at))
    {
      const NxXmlElement *parent = nx_xml_element_get_parent (at);

      /* Marks within a sentence may change places with it. */
      if (is_text_element (at) && (parent == NULL || !is_text_element (parent)))
        g_ptr_array_add (list, (gpointer) at);
    }
  return list;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "practice b4, source s12, term nexus": what a text refers to, in an order of its own. */
static char *
dup_marks (const NxXmlElement *text)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);

  for (const NxXmlElement *at = nx_xml_element_next_within (text, text); at != NULL; at = nx_xml_element_next_within (at, text))
    {
      const char *ref = nx_xml_element_get_attribute (at, "ref");

      if (ref != NULL)
        g_ptr_array_add (marks, g_strdup_printf ("%s %s", nx_xml_element_get_name (at), ref));
    }
  g_ptr_array_sort (marks, compare_strings);
  g_ptr_array_add (marks, NULL);
  return g_strjoinv (", ", (char **) marks->pdata);
}

/* A footnote or a link that got lost on the way, or one that came from nowhere. */
static void
check_marks (Check              *self,
             const char         *path,
             const NxXmlElement *original,
             const NxXmlElement *translated)
{
  g_autofree char *expected = dup_marks (original);
  g_autofree char *found = dup_marks (translated);

  if (strcmp (expected, found) != 0)
    add_finding (self, path, nx_xml_element_get_line (translated), TRUE, "expected the references of the source text (%s), found (%s)",
                 expected, found);
}

/* Whether the element, or the block it stands in, is marked as left in the source language. */
static gboolean
fell_back (const NxXmlElement *element)
{
  for (; element != NULL; element = nx_xml_element_get_parent (element))
    if (strcmp (nx_xml_element_get_name (element), "equivalent") != 0 && nx_xml_element_get_attribute (element, "xml:lang") != NULL)
      return TRUE;
  return FALSE;
}

static void
compare_translation (Check           *self,
                     const char      *path,
                     const char      *tag,
                     const NxXmlTree *original,
                     const NxXmlTree *translated)
{
  g_autoptr (GPtrArray) expected = list_text_elements (original);
  g_autoptr (GPtrArray) found = list_text_elements (translated);
  guint n_back = 0;
  guint first_line = 0;

  if (expected->len != found->len)
    {
      add_finding (self, path, 1, TRUE, "expected the %u texts of the source file, found %u", expected->len, found->len);
      return;
    }
  for (guint i = 0; i < found->len; i++)
    {
      const NxXmlElement *at = g_ptr_array_index (found, i);

      check_marks (self, path, g_ptr_array_index (expected, i), at);
      if (!fell_back (at))
        continue;
      if (n_back++ == 0)
        first_line = nx_xml_element_get_line (at);
    }
  if (n_back > 0)
    add_finding (self, path, first_line, FALSE, "%u of %u texts are not in %s; the first stands here", n_back, found->len, tag);
}

/* An author's folder holds no translated trees: the build makes them. Then there is nothing to look at. */
static gboolean
has_translations (Check      *self,
                  const char *tag)
{
  g_autofree char *path = g_strconcat ("l10n/", tag, "/pack.xml", NULL);
  g_autoptr (GBytes) xml = nx_pack_source_load (self->source, path, NULL);

  return xml != NULL;
}

static void
check_translations (Check           *self,
                    const char      *path,
                    const char      *root,
                    const NxXmlTree *original)
{
  for (guint i = 0; i < self->pack->languages->len; i++)
    {
      const NxLanguage *language = g_ptr_array_index (self->pack->languages, i);
      g_autofree char *localized = g_strconcat ("l10n/", language->tag, "/", path, NULL);
      g_autoptr (NxXmlTree) translated = NULL;

      if (language->is_source || !has_translations (self, language->tag))
        continue;
      translated = check_form (self, localized, root);
      if (translated != NULL)
        compare_translation (self, localized, language->tag, original, translated);
    }
}

/* ---- The pack ---- */

static void
check_file (Check      *self,
            const char *path,
            const char *root,
            const char *id)
{
  g_autoptr (NxXmlTree) tree = check_form (self, path, root);

  if (tree == NULL)
    return;
  know_documents (self, tree);
  check_file_id (self, path, id, tree);
  check_elements (self, path, tree);
  check_translations (self, path, root, tree);
}

static void
check_listed (Check       *self,
              const char  *folder,
              const char  *root,
              char       **ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", ids[i], ".xml", NULL);

      check_file (self, path, root, ids[i]);
    }
}

/* A practice's code begins with its part; codes and official numbers are each practice's own. */
static void
check_practices (Check *self)
{
  g_autoptr (NxPracticeSet) set = try_parse (self, "practices.xml", (ParseFunc) nx_practice_set_parse);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; set != NULL && i < set->items->len; i++)
    {
      const NxPractice *practice = g_ptr_array_index (set->items, i);

      if (g_ascii_tolower (practice->code[0]) != practice->part)
        add_finding (self, "practices.xml", practice->line, TRUE, "expected a code of part %c, found %s", g_ascii_toupper (practice->part), practice->code);
      if (!g_hash_table_add (codes, practice->code))
        add_finding (self, "practices.xml", practice->line, TRUE, "expected a code of its own, found %s a second time", practice->code);
      if (practice->official != 0 && !g_hash_table_add (numbers, GUINT_TO_POINTER (practice->official)))
        add_finding (self, "practices.xml", practice->line, TRUE, "expected an official number of its own, found %u a second time", practice->official);
      if (practice->official != 0 && practice->status == NX_STATUS_UNVERIFIED)
        add_finding (self, "practices.xml", practice->line, TRUE, "expected no official number where nothing is verified, found %u", practice->official);
    }
}

/* ---- Workshops ---- */

static NxModule *
try_module (Check      *self,
            const char *id)
{
  g_autofree char *path = g_strconcat ("modules/", id, ".xml", NULL);

  return try_parse (self, path, (ParseFunc) nx_module_parse);
}

static gboolean
has_slides (const NxModule  *module,
            const NxSection *only)
{
  for (guint i = 0; i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);

      for (guint n = 0; (only == NULL || only == section) && n < section->blocks->len; n++)
        if (((const NxBlock *) g_ptr_array_index (section->blocks, n))->present)
          return TRUE;
    }
  return FALSE;
}

static void
check_slides (Check              *self,
              const char         *path,
              const NxAgendaPart *part)
{
  g_autoptr (NxModule) module = try_module (self, part->module);
  const NxSection *section = module != NULL ? nx_module_get_section (module, part->section, NULL) : NULL;

  if (module == NULL)
    return;
  if (part->section != NULL && section == NULL)
    add_finding (self, path, part->line, TRUE, "expected a section of the module %s, found “%s”", part->module, part->section);
  else if (!has_slides (module, section))
    add_finding (self, path, part->line, TRUE, "expected a block marked present=\"yes\" in the module %s, found none", part->module);
}

static void
check_vote (Check              *self,
            const char         *path,
            const NxAgendaPart *part)
{
  g_autofree char *bank_path = part->bank != NULL ? g_strconcat ("questions/", part->bank, ".xml", NULL) : NULL;
  g_autoptr (NxQuestionBank) bank = bank_path != NULL ? try_parse (self, bank_path, (ParseFunc) nx_question_bank_parse) : NULL;
  g_autoptr (NxModule) module = part->module != NULL ? try_module (self, part->module) : NULL;

  if ((bank != NULL && nx_question_bank_get_question (bank, part->question) == NULL) || (module != NULL && nx_module_get_check (module, part->question) == NULL))
    add_finding (self, path, part->line, TRUE, "expected a question of %s, found “%s”", bank != NULL ? part->bank : part->module, part->question);
}

static void
check_trial (Check              *self,
             const char         *path,
             const NxAgendaPart *part)
{
  g_autoptr (NxModule) module = try_module (self, part->module);

  if (module != NULL && module->test == NULL)
    add_finding (self, path, part->line, TRUE, "expected a module with a test, found “%s”", part->module);
}

static void
check_agenda_part (Check              *self,
                   const char         *path,
                   const NxAgendaPart *part)
{
  if (part->kind == NX_AGENDA_SLIDES)
    check_slides (self, path, part);
  else if (part->kind == NX_AGENDA_VOTE)
    check_vote (self, path, part);
  else if (part->kind == NX_AGENDA_TRIAL)
    check_trial (self, path, part);
}

/* What a reference by id alone cannot tell: the section, the question and the test that a part of an agenda means. */
static void
check_workshops (Check *self)
{
  for (guint i = 0; self->pack->workshops[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("workshops/", self->pack->workshops[i], ".xml", NULL);
      g_autoptr (NxWorkshop) workshop = try_parse (self, path, (ParseFunc) nx_workshop_parse);

      for (guint d = 0; workshop != NULL && d < workshop->days->len; d++)
        {
          const NxAgendaDay *day = g_ptr_array_index (workshop->days, d);

          for (guint s = 0; s < day->sessions->len; s++)
            {
              const NxAgendaSession *session = g_ptr_array_index (day->sessions, s);

              for (guint p = 0; p < session->parts->len; p++)
                check_agenda_part (self, path, g_ptr_array_index (session->parts, p));
            }
        }
    }
}

static void
check_manifest (Check *self)
{
  g_autoptr (NxManifest) manifest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = nx_pack_source_load (self->source, "manifest.xml", NULL);
  GHashTableIter iter;
  gpointer path, hash;

  if (xml == NULL)
    return;
  manifest = nx_manifest_parse (xml, "manifest.xml", &error);
  if (manifest == NULL)
    {
      add_error (self, "manifest.xml", error);
      return;
    }
  g_hash_table_iter_init (&iter, manifest->hashes);
  while (g_hash_table_iter_next (&iter, &path, &hash))
    {
      g_autoptr (GBytes) bytes = nx_pack_source_load (self->source, path, NULL);
      g_autofree char *found = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : g_strdup ("no file");

      if (strcmp (found, hash) != 0)
        add_finding (self, "manifest.xml", 0, TRUE, "expected %s to have the hash %s, found %s", (const char *) path, (const char *) hash, found);
    }
}

static void
check_pack (Check *self)
{
  know_everything (self);
  check_file (self, "pack.xml", "pack", NULL);
  check_file (self, "practices.xml", "practices", NULL);
  check_file (self, "glossary.xml", "glossary", NULL);
  check_file (self, "sources.xml", "sources", NULL);
  check_file (self, "paths.xml", "paths", NULL);
  check_file (self, "roles.xml", "roles", NULL);
  check_listed (self, "modules", "module", self->pack->modules);
  check_listed (self, "scenarios", "scenario", self->pack->scenarios);
  check_listed (self, "questions", "questions", self->pack->banks);
  check_listed (self, "workshops", "workshop", self->pack->workshops);
  check_workshops (self);
  check_practices (self);
  check_manifest (self);
}

GPtrArray *
nx_pack_check (NxPackSource *source,
               GBytes       *schema_rng)
{
  Check self = { .source = source };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = NULL;

  self.findings = g_ptr_array_new_with_free_func (finding_free);
  for (guint i = 0; i < G_N_ELEMENTS (self.known); i++)
    self.known[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.bank_sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (schema_rng != NULL)
    self.schema = nx_xml_schema_new (schema_rng, &error);
  if (error != NULL)
    add_finding (&self, "pack.xml", 0, TRUE, "the schema cannot be used: %s", error->message);
  g_clear_error (&error);

  xml = nx_pack_source_load (source, "pack.xml", &error);
  self.pack = xml != NULL ? nx_pack_parse (xml, "pack.xml", &error) : NULL;
  if (self.pack != NULL)
    check_pack (&self);
  else
    add_error (&self, "pack.xml", error);

  for (guint i = 0; i < G_N_ELEMENTS (self.known); i++)
    g_hash_table_unref (self.known[i]);
  g_hash_table_unref (self.bank_sizes);
  g_clear_pointer (&self.schema, nx_xml_schema_free);
  g_clear_pointer (&self.pack, nx_pack_unref);
  g_ptr_array_sort (self.findings, compare_findings);
  return self.findings;
}
