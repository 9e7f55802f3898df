/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the check of a pack finds: the good pack with one place spoilt, and the finding that must come of it. */

#include "nx-content.h"

#include <string.h>

static const char *const files[] = {
  "pack.xml", "practices.xml", "glossary.xml", "sources.xml", "paths.xml", "roles.xml", "modules/first.xml", "questions/first.xml",
  "scenarios/gate.xml", "workshops/two-days.xml", "figures/plan.svg",
};

typedef struct
{
  const char *name;
  const char *file;
  const char *find;         /* NULL: the file is not there */
  const char *replacement;
  const char *found_in;     /* NULL: in the same file */
  guint line;
  const char *message;
} Spoilt;

static const Spoilt spoilt[] = {
  { "schema", "roles.xml", "<title>Field work</title>", "<title>Field work</title><note/>", NULL, 5, "expected <role>, found <note>" },
  { "schema-attribute", "sources.xml", "accessed=\"2026-11-02\"", "accessed=\"2026-13-02\"", NULL, 5,
    "expected a date (YYYY-MM-DD) in the attribute accessed, found “2026-13-02”" },
  { "not-well-formed", "glossary.xml", "</glossary>", "</gloss>", NULL, 10, "not well-formed: Opening and ending tag mismatch: glossary line 4 and gloss" },
  { "no-file", "modules/first.xml", NULL, NULL, NULL, 0, "expected a file, found none (No such file or directory)" },
  { "no-pack", "pack.xml", NULL, NULL, NULL, 0, "expected a file, found none (No such file or directory)" },
  { "other-id", "modules/first.xml", "id=\"first\"", "id=\"second\"", NULL, 4, "expected the id “first”, as in the file's name, found “second”" },
  { "term", "modules/first.xml", "What a <term ref=\"nexus\">", "What a <term ref=\"link\">", NULL, 7, "expected the id of a term of the glossary, found “link”" },
  { "practice", "modules/first.xml", "<practice ref=\"b4\"/>", "<practice ref=\"b9\"/>", NULL, 13, "expected the id of a practice, found “b9”" },
  { "practice-list", "modules/first.xml", "practices=\"b1 b4\"", "practices=\"b1 b9\"", NULL, 4, "expected the id of a practice, found “b9”" },
  { "practice-mark", "scenarios/gate.xml", "<practice-mark ref=\"b1\" mark=\"partly\">", "<practice-mark ref=\"c1\" mark=\"partly\">", NULL, 76, "expected the id of a practice, found “c1”" },
  { "source", "glossary.xml", "<source ref=\"unsc-2482\">", "<source ref=\"unsc-1\">", NULL, 7, "expected the id of a source, found “unsc-1”" },
  { "quote-source", "modules/first.xml", "<quote id=\"said\" source=\"unsc-2482\">", "<quote id=\"said\" source=\"unsc\">", NULL, 36, "expected the id of a source, found “unsc”" },
  { "document", "scenarios/gate.xml", "<doc ref=\"list\">", "<doc ref=\"lists\">", NULL, 36, "expected the id of a document of this scenario, found “lists”" },
  { "document-in-module", "modules/first.xml", "<em>em </em>", "<doc ref=\"list\">em</doc>", NULL, 12, "expected the id of a document of this scenario, found “list”" },
  { "scenario", "modules/first.xml", "scenario=\"gate\"", "scenario=\"door\"", NULL, 4, "expected the id of a scenario, found “door”" },
  { "bank", "modules/first.xml", "from=\"first\"", "from=\"last\"", NULL, 50, "expected the id of a question bank, found “last”" },
  { "draw", "modules/first.xml", "from=\"first\" n=\"3\"", "from=\"first\" n=\"7\"", NULL, 50, "expected at most the 6 questions of first, found a draw of 7" },
  { "draws", "modules/first.xml", "<draw from=\"first\" n=\"3\"/>", "<draw from=\"first\" n=\"4\"/>\n    <draw from=\"first\" n=\"3\"/>", NULL, 51, "expected at most the 6 questions of first, found a draw of 7" },
  { "step", "paths.xml", "module=\"first\"", "module=\"last\"", NULL, 5, "expected the id of a module, found “last”" },
  { "capacity", "paths.xml", "capacity=\"field\"", "capacity=\"desk\"", NULL, 5, "expected the id of a capacity, found “desk”" },
  { "slides-module", "workshops/two-days.xml", "minutes=\"20\" module=\"first\"", "minutes=\"20\" module=\"last\"", NULL, 14, "expected the id of a module, found “last”" },
  { "slides-section", "workshops/two-days.xml", "section=\"start\"", "section=\"starts\"", NULL, 18, "expected a section of the module first, found “starts”" },
  { "slides-none", "workshops/two-days.xml", "section=\"start\"", "section=\"more\"", NULL, 18,
    "expected a block marked present=\"yes\" in the module first, found none" },
  { "vote-question", "workshops/two-days.xml", "question=\"q-1\"", "question=\"q-9\"", NULL, 19, "expected a question of first, found “q-9”" },
  { "vote-check", "workshops/two-days.xml", "question=\"check-one-q\"", "question=\"q-1\"", NULL, 20, "expected a question of first, found “q-1”" },
  { "vote-bank", "workshops/two-days.xml", "bank=\"first\"", "bank=\"last\"", NULL, 19, "expected the id of a question bank, found “last”" },
  { "play-scenario", "workshops/two-days.xml", "scenario=\"gate\"", "scenario=\"door\"", NULL, 29, "expected the id of a scenario, found “door”" },
  { "no-figure", "figures/plan.svg", NULL, NULL, "modules/first.xml", 27, "expected the figure figures/plan.svg, found no such file" },
  { "broken-figure", "figures/plan.svg", "</svg>", "", NULL, 5, "not well-formed: Premature end of data in tag svg line 4" },
  { "doctype-figure", "figures/plan.svg", "<svg ", "<!DOCTYPE svg><svg ", NULL, 4, "expected the root element, found a document type declaration (refused)" },
  { "other-figure", "figures/plan.svg", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", NULL, 4, "expected <svg>, found <svg>" },
  { "empty-text", "roles.xml", "<title>Analyst</title>", "<title> </title>", NULL, 5, "expected text in <title>, found none" },
  { "empty-alt", "modules/first.xml", "alt=\"A gate\"", "alt=\" \"", NULL, 27, "expected an alternative text, found none" },
  { "code-part", "practices.xml", "code=\"B1\"", "code=\"C1\"", NULL, 9, "expected a code of part B, found C1" },
  { "same-code", "practices.xml", "code=\"B1\"", "code=\"B4\"", NULL, 13, "expected a code of its own, found B4 a second time" },
  { "same-number", "practices.xml", "code=\"B4\"", "code=\"B4\" official=\"1\"", NULL, 13, "expected an official number of its own, found 1 a second time" },
  { "unverified-number", "practices.xml", "code=\"B1\"", "code=\"B1\" official=\"2\"", NULL, 9, "expected no official number where nothing is verified, found 2" },
};

static char *
dup_fixture (const char *path)
{
  g_autofree char *full = g_test_build_filename (G_TEST_DIST, path, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
put (const char *folder,
     const char *path,
     const char *text)
{
  g_autofree char *full = g_build_filename (folder, path, NULL);
  g_autofree char *parent = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (full, text, -1, &error);
  g_assert_no_error (error);
}

/* The good pack, with @spoil (or NULL) done to it. */
static char *
make_pack (const Spoilt *spoil)
{
  char *folder = g_dir_make_tmp ("nx-pack-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *fixture = g_build_filename ("fixtures", "content", "good", files[i], NULL);
      g_autofree char *text = dup_fixture (fixture);
      g_autoptr (GString) changed = g_string_new (text);

      if (spoil != NULL && strcmp (spoil->file, files[i]) == 0)
        {
          if (spoil->find == NULL)
            continue;
          g_assert_cmpuint (g_string_replace (changed, spoil->find, spoil->replacement, 1), ==, 1);
        }
      put (folder, files[i], changed->str);
    }
  return folder;
}

static GPtrArray *
check (const char *folder)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  char *schema = dup_fixture ("../data/schema/nexus-content.rng");
  g_autoptr (GBytes) rng = g_bytes_new_take (schema, strlen (schema));

  return nx_pack_check (source, rng);
}

static const NxFinding *
find (const GPtrArray *findings,
      const char      *file,
      const char      *message)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const NxFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s:%u: %s", finding->file, finding->line, finding->message);
      if (strcmp (finding->message, message) == 0 && g_str_has_suffix (finding->file, file))
        return finding;
    }
  return NULL;
}

static void
test_spoilt (gconstpointer data)
{
  const Spoilt *spoil = data;
  g_autofree char *folder = make_pack (spoil);
  g_autoptr (GPtrArray) findings = check (folder);
  const NxFinding *finding = find (findings, spoil->found_in != NULL ? spoil->found_in : spoil->file, spoil->message);

  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->line, ==, spoil->line);
  g_assert_true (finding->fatal);
  g_assert_true (g_str_has_prefix (finding->file, folder));
}

static void
test_good (void)
{
  g_autofree char *folder = make_pack (NULL);
  g_autoptr (GPtrArray) findings = check (folder);

  find (findings, "", "");
  g_assert_cmpuint (findings->len, ==, 0);
}

/* The schema finds all faults of a file, where the loader stops at the first. */
static void
test_all_of_a_file (void)
{
  g_autofree char *folder = make_pack (NULL);
  g_autoptr (GPtrArray) findings = NULL;
  guint n_in_line[12] = { 0 };

  put (folder, "roles.xml",
       "<roles xmlns='urn:nexus-trainer:content:1'>\n"
       "<capacity id='a'>\n<note/>\n<role id='r'><title>R</title></role></capacity>\n"
       "<capacity id='b' kind='x'>\n<title>B</title><role id='s'><title>S</title></role></capacity>\n"
       "</roles>");
  findings = check (folder);
  for (guint i = 0; i < findings->len; i++)
    {
      const NxFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_has_suffix (finding->file, "roles.xml"))
        n_in_line[MIN (finding->line, 11)]++;
    }
  g_assert_cmpuint (n_in_line[2] + n_in_line[3], >, 0);
  g_assert_cmpuint (n_in_line[5], >, 0);
}

static void
test_manifest (void)
{
  g_autofree char *folder = make_pack (NULL);
  g_autofree char *roles = dup_fixture ("fixtures/content/good/roles.xml");
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, roles, -1);
  g_autofree char *manifest = g_strdup_printf ("<manifest xmlns='urn:nexus-trainer:content:1'><file path='roles.xml' size='1' sha256='%s'/></manifest>", hash);
  g_autofree char *changed = g_strconcat (roles, "<!-- changed -->", NULL);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  put (folder, "manifest.xml", manifest);
  before = check (folder);
  g_assert_cmpuint (before->len, ==, 0);
  put (folder, "roles.xml", changed);
  after = check (folder);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_true (g_str_has_prefix (((const NxFinding *) after->pdata[0])->message, "expected roles.xml to have the hash "));
}

/* Every file of the pack, translated: @change replaces @find in the copy of the module. */
static void
put_translation (const char *folder,
                 const char *find_text,
                 const char *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (files) - 1; i++)
    {
      g_autofree char *fixture = g_build_filename ("fixtures", "content", "good", files[i], NULL);
      g_autofree char *path = g_build_filename ("l10n", "fr", files[i], NULL);
      g_autofree char *text = dup_fixture (fixture);
      g_autoptr (GString) changed = g_string_new (text);

      if (strcmp (files[i], "modules/first.xml") == 0)
        g_assert_cmpuint (g_string_replace (changed, find_text, change, 1), ==, 1);
      put (folder, path, changed->str);
    }
}

static void
test_translation (void)
{
  static const struct { const char *find, *change; guint line; gboolean fatal; const char *message; } cases[] = {
    { "<summary>", "<summary xml:lang=\"en\">", 7, FALSE, "1 of 34 texts are not in fr; the first stands here" },
    { ".<source ref=\"unsc-2482\">  Paragraph\n      3 only. </source>", ".", 11, TRUE,
      "expected the references of the source text (practice b4, source unsc-2482, term nexus), found (practice b4, term nexus)" },
    { "<heading id=\"start-head\">A   heading</heading>", "", 1, TRUE, "expected the 34 texts of the source file, found 33" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = make_pack (NULL);
      g_autoptr (GPtrArray) findings = NULL;
      const NxFinding *finding;

      put_translation (folder, cases[i].find, cases[i].change);
      findings = check (folder);
      finding = find (findings, "l10n/fr/modules/first.xml", cases[i].message);
      g_assert_nonnull (finding);
      g_assert_cmpuint (finding->line, ==, cases[i].line);
      g_assert_cmpint (finding->fatal, ==, cases[i].fatal);
      g_assert_cmpuint (findings->len, ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/check/good", test_good);
  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autofree char *path = g_strconcat ("/check/spoilt/", spoilt[i].name, NULL);

      g_test_add_data_func (path, &spoilt[i], test_spoilt);
    }
  g_test_add_func ("/check/all-of-a-file", test_all_of_a_file);
  g_test_add_func ("/check/manifest", test_manifest);
  g_test_add_func ("/check/translation", test_translation);
  return g_test_run ();
}
