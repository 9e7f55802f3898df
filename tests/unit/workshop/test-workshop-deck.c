/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which slides an agenda makes, what stands on them, and what becomes of those whose content is gone. */

#include "nx-deck.h"

#include <string.h>

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

static NxPlan *
make_plan (const char *parts)
{
  g_autofree char *text = g_strconcat ("<workshop xmlns='urn:nexus-trainer:content:1' id='w' version='1'><title>W</title><summary>W</summary>"
                                       "<day id='d' start='09:00'><title>D</title><session id='s'><title>S</title>", parts,
                                       "</session></day></workshop>", NULL);
  g_autoptr (GBytes) xml = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = nx_workshop_parse (xml, "w.xml", &error);

  g_assert_no_error (error);
  return nx_plan_new (workshop);
}

/* "kind title: block block +notes", a line for each slide. */
static char *
dup_deck (const NxDeck *deck)
{
  static const char *const kinds[] = { "blocks", "question", "play", "trial", "board", "commitments", "evaluation", "break", "missing" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < nx_deck_get_n_slides (deck); i++)
    {
      const NxSlide *slide = nx_deck_get_slide (deck, i);

      g_string_append_printf (text, "%u %s %s:", slide->item, kinds[slide->kind], slide->title != NULL ? slide->title : "-");
      for (guint n = 0; n < slide->blocks->len; n++)
        g_string_append_printf (text, " %s", ((const NxBlock *) g_ptr_array_index (slide->blocks, n))->id);
      if (slide->question != NULL)
        g_string_append_printf (text, " %s", slide->question->id);
      if (slide->scenario != NULL)
        g_string_append_printf (text, " %s", slide->scenario->id);
      if (slide->missing != NULL)
        g_string_append_printf (text, " %s", slide->missing);
      if (slide->n_points > 0)
        g_string_append_printf (text, " %u points", slide->n_points);
      if (slide->notes->len > 0)
        g_string_append_printf (text, " +%u", slide->notes->len);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
assert_deck (NxLibrary  *library,
             const char *parts,
             const char *expected)
{
  g_autoptr (NxPlan) plan = make_plan (parts);
  g_autoptr (NxDeck) deck = nx_deck_new (plan, library, "en");
  g_autofree char *found = dup_deck (deck);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_fixture (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();
  g_autoptr (NxWorkshop) workshop = nx_library_load_workshop (library, "two-days", "en", NULL);
  g_autoptr (NxPlan) plan = nx_plan_new (workshop);
  g_autoptr (NxDeck) deck = nx_deck_new (plan, library, "en");
  g_autofree char *found = dup_deck (deck);

  g_assert_cmpstr (found, ==,
                   "0 blocks Hello: hello-p +1\n"
                   "1 blocks Only a title:\n"
                   "2 trial Test:\n"
                   "3 blocks Where it starts: start-p +1\n"
                   "4 blocks Once more: start-p +1\n"
                   "5 question -: q-1\n"
                   "6 question -: check-one-q\n"
                   "7 break -:\n"
                   "8 blocks In fours: steps 1 points\n"
                   "9 play The gate: gate\n"
                   "10 board -:\n"
                   "11 trial Test:\n"
                   "12 commitments -:\n"
                   "13 evaluation -:\n");
  g_assert_cmpuint (nx_deck_count_missing (deck), ==, 0);
  for (guint i = 0; i < nx_plan_get_n_items (plan); i++)
    g_assert_cmpuint (nx_deck_get_slide (deck, nx_deck_get_first (deck, i))->item, ==, i);
}

/* What an agenda names may be gone: that slide says what was meant, and the others are as they were. */
static void
test_missing (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();

  assert_deck (library, "<slides id='a' minutes='1' module='gone'/><break id='b' minutes='1'/>", "0 missing -: module/gone\n1 break -:\n");
  assert_deck (library, "<slides id='a' minutes='1' module='first' section='gone'/>", "0 missing -: module/first#gone\n");
  assert_deck (library, "<slides id='a' minutes='1' module='first' section='more'/>", "0 missing -: module/first#more\n");
  assert_deck (library, "<vote id='a' minutes='1' bank='gone' question='q-1'/>", "0 missing -: questions/gone#q-1\n");
  assert_deck (library, "<vote id='a' minutes='1' bank='first' question='gone'/>", "0 missing -: questions/first#gone\n");
  assert_deck (library, "<vote id='a' minutes='1' module='first' question='q-1'/>", "0 missing -: module/first#q-1\n");
  assert_deck (library, "<play id='a' minutes='1' scenario='gone'/>", "0 missing -: scenario/gone\n");
  assert_deck (library, "<trial id='a' minutes='1' module='gone' when='before'/>", "0 missing -: module/gone\n");
}

/* Slides point into content that the deck holds: it outlives plan and library. */
static void
test_outlives (void)
{
  g_autoptr (NxLibrary) library = open_fixture ();
  g_autoptr (NxPlan) plan = make_plan ("<slides id='a' minutes='1' module='first'/><words id='b' minutes='1'><title>T</title><p id='p'>x</p></words>");
  g_autoptr (NxDeck) deck = nx_deck_new (plan, library, "en");
  g_autofree char *found = NULL;

  g_clear_pointer (&plan, nx_plan_free);
  g_clear_object (&library);
  found = dup_deck (deck);
  g_assert_cmpstr (found, ==, "0 blocks Where it starts: start-p +1\n1 blocks T: p\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/workshop/deck/fixture", test_fixture);
  g_test_add_func ("/workshop/deck/missing", test_missing);
  g_test_add_func ("/workshop/deck/outlives", test_outlives);
  return g_test_run ();
}
