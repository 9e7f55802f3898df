/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A pack opened: which file answers, what is kept, what one broken file does to the rest. */

#include "nx-content.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static NxLibrary *
open_fixture (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", NULL);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GError) error = NULL;
  NxLibrary *library = nx_library_new (source, &error);

  g_assert_no_error (error);
  return library;
}

static void
test_everything_loads (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NxPack) pack = nx_library_load_pack (library, "en", &error);
  g_autoptr (NxModule) module = nx_library_load_module (library, "first", "en", &error);
  g_autoptr (NxScenario) scenario = nx_library_load_scenario (library, "gate", "en", &error);
  g_autoptr (NxQuestionBank) bank = nx_library_load_bank (library, "first", "en", &error);
  g_autoptr (NxPracticeSet) practices = nx_library_load_practices (library, "en", &error);
  g_autoptr (NxGlossary) glossary = nx_library_load_glossary (library, "en", &error);
  g_autoptr (NxSourceSet) sources = nx_library_load_sources (library, "en", &error);
  g_autoptr (NxPathSet) paths = nx_library_load_paths (library, "en", &error);
  g_autoptr (NxRoleSet) roles = nx_library_load_roles (library, "en", &error);
  g_autoptr (NxWorkshop) workshop = nx_library_load_workshop (library, "two-days", "en", &error);
  g_autoptr (GBytes) figure = nx_library_load_figure (library, "figures/plan.svg", "en", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pack->activity_base, ==, "https://sample.invalid/xapi/1/");
  g_assert_cmpuint (nx_practice_set_get (practices, "a1")->official, ==, 1);
  g_assert_cmpuint (nx_practice_set_get (practices, "b4")->official, ==, 0);
  g_assert_cmpint (nx_practice_set_get (practices, "b4")->status, ==, NX_STATUS_PARTLY);
  g_assert_null (nx_practice_set_get (practices, "z9"));
  g_assert_cmpstr (nx_glossary_get (glossary, "nexus")->headword, ==, "nexus");
  g_assert_cmpstr (((NxEquivalent *) nx_glossary_get (glossary, "nexus")->equivalents->pdata[0])->lang, ==, "fr");
  g_assert_cmpstr (nx_source_set_get (sources, "unsc-2482")->year, ==, "2019");
  g_assert_cmpstr (((NxPath *) paths->items->pdata[0])->modules[0], ==, "first");
  g_assert_cmpstr (((NxRole *) ((NxCapacity *) roles->items->pdata[0])->roles->pdata[1])->id, ==, "analyst");
  g_assert_cmpuint (((NxAgendaDay *) workshop->days->pdata[1])->start_minute, ==, 480);
  g_assert_cmpuint (g_bytes_get_size (figure), >, 100);
}

static void
test_kept_while_held (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();
  g_autoptr (NxModule) module = nx_library_load_module (library, "first", "en", NULL);
  g_autoptr (NxModule) again = nx_library_load_module (library, "first", "en_GB.UTF-8", NULL);
  g_autoptr (NxScenario) scenario = nx_library_load_scenario (library, "gate", "en", NULL);
  g_autoptr (NxModule) still = nx_library_load_module (library, "first", "en", NULL);

  g_assert_true (module == again);
  g_assert_true (module == still);
  /* The model outlives its library. */
  g_clear_object (&library);
  g_assert_cmpstr (module->id, ==, "first");
}

static void
test_missing (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();
  g_autoptr (GError) error = NULL;
  static const char *const leaving[] = { "../pack.xml", "/etc/passwd", "modules/../../x", "./pack.xml", "modules//first.xml", "", ".hidden", "a\\b" };

  g_assert_null (nx_library_load_module (library, "second", "en", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (nx_library_load_module (library, "../pack", "en", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (leaving); i++)
    {
      g_assert_null (nx_pack_source_load (nx_library_get_source (library), leaving[i], &error));
      g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
      g_clear_error (&error);
    }
  g_assert_null (nx_library_load_figure (library, "pack.xml", "en", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_REFERENCE);
}

static void
test_languages (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();
  static const struct { const char *asked, *answered; } cases[] = {
    { "fr", "fr" }, { "fr_CD.UTF-8", "fr" }, { "FR-ca", "fr" }, { "fr@euro", "fr" }, { "frp", "en" }, { "pt_BR", "pt-BR" },
    { "pt", "pt-BR" }, { "pt_PT.UTF-8", "pt-BR" }, { "en_GB", "en" }, { "ar", "en" }, { "C", "en" }, { "", "en" }, { NULL, "en" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (nx_library_match_language (library, cases[i].asked), ==, cases[i].answered);
}

/* ---- A pack made on the spot ---- */

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

#define HEAD "xmlns='urn:nexus-trainer:content:1'"
#define PACK(rest) "<pack " HEAD " id='p' format='1' version='2026.1.0' activity-base='https://x.invalid/'>" \
                   "<title>P</title><summary>S</summary><language tag='en' source='yes'/><language tag='fr'/><part id='a'><title>A</title></part>" rest "</pack>"
#define ROLES(title) "<roles " HEAD "><capacity id='c'><title>" title "</title><role id='r'><title>R</title></role></capacity></roles>"

static NxLibrary *
open_made (const char *folder)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GError) error = NULL;
  NxLibrary *library = nx_library_new (source, &error);

  g_assert_no_error (error);
  return library;
}

static const char *
get_capacity_title (const NxRoleSet *roles)
{
  return ((const NxCapacity *) g_ptr_array_index (roles->items, 0))->title;
}

static void
test_translated_tree (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-library-XXXXXX", NULL);
  g_autoptr (NxLibrary) library = NULL;
  g_autoptr (NxRoleSet) english = NULL;
  g_autoptr (NxRoleSet) french = NULL;
  g_autoptr (NxPack) pack = NULL;
  g_autoptr (GBytes) figure = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *computed = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "pack.xml", PACK (""));
  put (folder, "roles.xml", ROLES ("Field"));
  put (folder, "l10n/fr/roles.xml", ROLES ("Terrain"));
  put (folder, "figures/a.svg", "english");
  put (folder, "figures/b.svg", "plain");
  put (folder, "l10n/fr/figures/a.svg", "français");
  put (folder, "manifest.xml", "<manifest " HEAD "><file path='roles.xml' size='1' sha256='"
       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'/></manifest>");
  library = open_made (folder);
  english = nx_library_load_roles (library, "en", NULL);
  french = nx_library_load_roles (library, "fr_CD", NULL);
  g_assert_cmpstr (get_capacity_title (english), ==, "Field");
  g_assert_cmpstr (get_capacity_title (french), ==, "Terrain");
  /* Not translated yet: the source serves. */
  pack = nx_library_load_pack (library, "fr", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pack->title, ==, "P");
  figure = nx_library_load_figure (library, "figures/a.svg", "fr", NULL);
  g_assert_cmpint (g_bytes_get_size (figure), ==, 9);
  plain = nx_library_load_figure (library, "figures/b.svg", "fr", NULL);
  g_assert_cmpint (g_bytes_get_size (plain), ==, 5);
  /* Listed: taken from the manifest. Not listed: computed. */
  hash = nx_library_dup_hash (library, "roles.xml", NULL);
  g_assert_cmpstr (hash, ==, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  computed = nx_library_dup_hash (library, "figures/b.svg", NULL);
  g_assert_cmpstr (computed, ==, "a116c9ed46d6207734a43317d30fd88f52ac8634c37d904bbf4e41d865f90475");
}

static void
test_one_broken_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-library-XXXXXX", NULL);
  g_autoptr (NxLibrary) library = NULL;
  g_autoptr (NxRoleSet) roles = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;

  put (folder, "pack.xml", PACK ("<module-file ref='m'/><module-file ref='gone'/>"));
  put (folder, "roles.xml", ROLES ("Field"));
  put (folder, "modules/m.xml", "<module " HEAD ">\n<title");
  library = open_made (folder);
  g_assert_null (nx_library_load_module (library, "m", "en", &error));
  expected = g_strconcat (folder, "/modules/m.xml:1: ", NULL);
  g_assert_true (g_str_has_prefix (error->message, expected));
  g_clear_error (&error);
  g_assert_null (nx_library_load_module (library, "gone", "en", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
  g_clear_error (&error);
  roles = nx_library_load_roles (library, "en", &error);
  g_assert_no_error (error);
}

static void
test_bad_packs (void)
{
  static const struct { const char *find, *replacement; NxContentError code; const char *message; } cases[] = {
    { "format='1'", "format='2'", NX_CONTENT_ERROR_TOO_NEW, "expected content format 1, found “2”" },
    { "format='1'", "format='x'", NX_CONTENT_ERROR_SCHEMA, "expected content format 1, found “x”" },
    { "2026.1.0", "1.0", NX_CONTENT_ERROR_SCHEMA, "expected a version like 2026.1.0, found “1.0”" },
    { "https://x.invalid/", "x", NX_CONTENT_ERROR_SCHEMA, "expected an absolute address ending in / in activity-base" },
    { " source='yes'", "", NX_CONTENT_ERROR_SCHEMA, "expected one <language> with source=\"yes\", found 0" },
    { "tag='fr'", "tag='../x'", NX_CONTENT_ERROR_SCHEMA, "expected a language tag, found “../x”" },
  };
  g_autofree char *folder = g_dir_make_tmp ("nx-library-XXXXXX", NULL);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (PACK (""));
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, cases[i].find, cases[i].replacement, 1), ==, 1);
      put (folder, "pack.xml", text->str);
      g_assert_null (nx_library_new (source, &error));
      g_assert_error (error, NX_CONTENT_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
test_hostile_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nx-library-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (folder, "roles.xml", NULL);
  g_autofree char *pipe = g_build_filename (folder, "paths.xml", NULL);
  g_autoptr (NxLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, "pack.xml", PACK (""));
  g_assert_cmpint (symlink ("/etc/hostname", link), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  library = open_made (folder);
  g_assert_null (nx_library_load_roles (library, "en", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (nx_library_load_paths (library, "en", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING);
}

/* ---- Addresses ---- */

static void
test_addresses (void)
{
  static const char *const bad[] = { "", "core", "core/module", "core/module/x/y", "core/module/X", "core//x", "core/module/x#", "core/module/x#a#b", "Core/module/x" };
  g_autofree char *address = nx_address_new ("core", "module", "first", "start-p");
  g_autofree char *whole = nx_address_new ("core", "module", "first", NULL);
  g_autofree char *pack = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *file = NULL;
  g_autofree char *element = NULL;

  g_assert_cmpstr (address, ==, "core/module/first#start-p");
  g_assert_cmpstr (whole, ==, "core/module/first");
  g_assert_true (nx_address_parse (address, &pack, &kind, &file, &element));
  g_assert_cmpstr (pack, ==, "core");
  g_assert_cmpstr (kind, ==, "module");
  g_assert_cmpstr (file, ==, "first");
  g_assert_cmpstr (element, ==, "start-p");
  g_clear_pointer (&element, g_free);
  g_assert_true (nx_address_parse (whole, NULL, NULL, NULL, &element));
  g_assert_null (element);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (nx_address_parse (bad[i], NULL, NULL, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/everything-loads", test_everything_loads);
  g_test_add_func ("/library/kept-while-held", test_kept_while_held);
  g_test_add_func ("/library/missing", test_missing);
  g_test_add_func ("/library/languages", test_languages);
  g_test_add_func ("/library/translated-tree", test_translated_tree);
  g_test_add_func ("/library/one-broken-file", test_one_broken_file);
  g_test_add_func ("/library/bad-packs", test_bad_packs);
  g_test_add_func ("/library/hostile-folder", test_hostile_folder);
  g_test_add_func ("/library/addresses", test_addresses);
  return g_test_run ();
}
