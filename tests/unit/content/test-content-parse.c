/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What format 1 says arrives in the model, word for word. */

#include "nx-content.h"

static GBytes *
load_fixture (const char *path)
{
  g_autofree char *full = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", path, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (full, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static NxModule *
load_module (void)
{
  g_autoptr (GBytes) xml = load_fixture ("modules/first.xml");
  g_autoptr (GError) error = NULL;
  NxModule *module = nx_module_parse (xml, "first.xml", &error);

  g_assert_no_error (error);
  return module;
}

/* One line for each run: a letter for its kind, the reference, the text; so that a whole line can be compared. */
static char *
dup_runs (const NxInline *self)
{
  static const char letters[] = "tesgpSd";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const NxRun *run = g_ptr_array_index (self->runs, i);

      g_string_append_printf (text, "%c%s%s[%s]", letters[run->kind], run->ref != NULL ? ":" : "", run->ref != NULL ? run->ref : "", run->text);
    }
  return g_string_free (text, FALSE);
}

static void
assert_plain (const NxInline *self,
              const char     *expected)
{
  g_autofree char *text = nx_inline_dup_plain (self);

  g_assert_cmpstr (text, ==, expected);
}

static const NxBlock *
get_block (const GPtrArray *blocks,
           const char      *id)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      if (g_strcmp0 (block->id, id) == 0)
        return block;
    }
  g_assert_not_reached ();
}

static void
test_module (void)
{
  g_autoptr (NxModule) module = load_module ();
  const NxSection *section;
  guint index = 9;

  g_assert_cmpstr (module->id, ==, "first");
  g_assert_cmpuint (module->version, ==, 3);
  g_assert_cmpint (module->part, ==, 'b');
  g_assert_cmpuint (module->minutes, ==, 20);
  g_assert_cmpint (module->moveon, ==, NX_MOVEON_COMPLETED_AND_PASSED);
  g_assert_cmpuint (g_strv_length (module->practices), ==, 2);
  g_assert_cmpstr (module->practices[1], ==, "b4");
  g_assert_cmpstr (module->scenario, ==, "gate");
  g_assert_cmpstr (module->title, ==, "A first module");
  assert_plain (module->summary, "What a nexus is.");
  g_assert_cmpuint (module->sections->len, ==, 2);
  section = nx_module_get_section (module, "more", &index);
  g_assert_cmpuint (index, ==, 1);
  g_assert_cmpuint (section->minutes, ==, 15);
  g_assert_cmpuint (section->line, ==, 32);
  g_assert_cmpuint (g_strv_length (section->practices), ==, 0);
  g_assert_null (nx_module_get_section (module, "nowhere", NULL));
  g_assert_cmpstr (module->test->id, ==, "test");
  g_assert_cmpfloat (module->test->mastery, ==, 0.75);
  g_assert_cmpuint (module->test->draws->len, ==, 1);
  g_assert_cmpstr (((NxDraw *) module->test->draws->pdata[0])->from, ==, "first");
  g_assert_cmpuint (((NxDraw *) module->test->draws->pdata[0])->n, ==, 3);
}

static void
test_inline (void)
{
  g_autoptr (NxModule) module = load_module ();
  const NxSection *section = nx_module_get_section (module, "start", NULL);
  const NxBlock *block = get_block (section->blocks, "start-p");
  g_autofree char *runs = dup_runs (block->text);

  g_assert_true (block->present);
  g_assert_cmpstr (runs, ==, "t[Plain, ]e[em]t[ and ]s[strong]t[ ]g:nexus[links]t[, see ]p:b4[]t[.]S:unsc-2482[Paragraph 3 only.]");
  assert_plain (block->text, "Plain, em and strong links, see .");
}

static void
test_blocks (void)
{
  g_autoptr (NxModule) module = load_module ();
  const GPtrArray *blocks = nx_module_get_section (module, "start", NULL)->blocks;
  const NxBlock *block = get_block (blocks, "start-head");

  g_assert_cmpint (block->kind, ==, NX_BLOCK_HEADING);
  g_assert_cmpstr (block->title, ==, "A heading");
  g_assert_cmpuint (block->line, ==, 10);

  block = g_ptr_array_index (blocks, 2);
  g_assert_cmpint (block->kind, ==, NX_BLOCK_NOTES);
  g_assert_null (block->id);
  assert_plain (get_block (block->blocks, "start-notes")->text, "Ask the room.");

  block = get_block (blocks, "start-list");
  g_assert_true (block->numbered);
  assert_plain (((NxItem *) block->items->pdata[1])->text, "Two & more still two");

  block = get_block (blocks, "start-table");
  assert_plain (block->text, "Who keeps what");
  g_assert_cmpuint (block->head->len, ==, 2);
  assert_plain (((NxRow *) block->rows->pdata[0])->cells->pdata[1], "Lists");
  assert_plain (((NxRow *) block->rows->pdata[1])->cells->pdata[1], "");

  block = get_block (blocks, "start-figure");
  g_assert_cmpstr (block->src, ==, "figures/plan.svg");
  g_assert_cmpstr (block->alt, ==, "A gate");
  g_assert_true (block->mirror);
  assert_plain (block->text, "The gate");
  assert_plain (block->description, "A gate between two walls.");
}

static void
test_block_groups (void)
{
  g_autoptr (NxModule) module = load_module ();
  const GPtrArray *blocks = nx_module_get_section (module, "more", NULL)->blocks;
  const NxBlock *block = get_block (blocks, "law");
  const NxQuestion *question;
  guint index;

  g_assert_cmpint (block->callout, ==, NX_CALLOUT_LAW);
  g_assert_cmpstr (block->title, ==, "The law");
  g_assert_cmpuint (block->blocks->len, ==, 2);
  g_assert_cmpint (get_block (blocks, "care")->callout, ==, NX_CALLOUT_CAUTION);
  g_assert_null (get_block (blocks, "care")->title);
  g_assert_cmpstr (get_block (blocks, "said")->source, ==, "unsc-2482");
  g_assert_cmpstr (get_block (blocks, "port")->title, ==, "A port");
  g_assert_cmpint (get_block (blocks, "before")->kind, ==, NX_BLOCK_CHECKLIST);
  g_assert_cmpuint (get_block (blocks, "before")->items->len, ==, 1);

  question = get_block (blocks, "check-one")->question;
  g_assert_cmpint (question->kind, ==, NX_QUESTION_SINGLE);
  g_assert_cmpuint (question->choose, ==, 0);
  assert_plain (question->prompt, "Which one?");
  g_assert_true (nx_question_get_option (question, "this", &index)->right);
  g_assert_false (nx_question_get_option (question, "that", &index)->right);
  g_assert_cmpuint (index, ==, 1);
  assert_plain (nx_question_get_option (question, "that", NULL)->feedback, "No.");
  assert_plain (question->explanation, "This, because of that.");
}

static void
test_bank (void)
{
  g_autoptr (GBytes) xml = load_fixture ("questions/first.xml");
  g_autoptr (GError) error = NULL;
  g_autoptr (NxQuestionBank) bank = nx_question_bank_parse (xml, "first.xml", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bank->questions->len, ==, 6);
  g_assert_cmpint (nx_question_bank_get_question (bank, "q-2")->kind, ==, NX_QUESTION_MULTIPLE);
  g_assert_cmpuint (nx_question_bank_get_question (bank, "q-4")->choose, ==, 2);
  g_assert_null (nx_question_bank_get_question (bank, "q-7"));
}

static NxScenario *
load_scenario (void)
{
  g_autoptr (GBytes) xml = load_fixture ("scenarios/gate.xml");
  g_autoptr (GError) error = NULL;
  NxScenario *scenario = nx_scenario_parse (xml, "gate.xml", &error);

  g_assert_no_error (error);
  return scenario;
}

static void
test_scenario (void)
{
  g_autoptr (NxScenario) scenario = load_scenario ();
  const NxMeter *meter = g_ptr_array_index (scenario->meters, 1);

  g_assert_cmpstr (scenario->place, ==, "Invented port");
  g_assert_cmpstr (scenario->role_initials, ==, "AB");
  g_assert_cmpstr (scenario->role_title, ==, "Advisor");
  g_assert_cmpint (scenario->unit, ==, NX_UNIT_DAY);
  g_assert_cmpint (scenario->limit, ==, 8);
  g_assert_cmpint (scenario->start, ==, nx_scenario_find_scene (scenario, "arrive"));
  g_assert_cmpint (scenario->timeout_ending, ==, nx_scenario_find_ending (scenario, "late"));
  g_assert_cmpuint (scenario->documents->len, ==, 3);
  g_assert_cmpint (nx_scenario_find_document (scenario, "slip"), ==, 2);
  g_assert_cmpint (nx_scenario_find_document (scenario, "none"), ==, -1);
  g_assert_cmpuint (scenario->flags->len, ==, 2);
  g_assert_false (meter->rises_better);
  g_assert_cmpstr (meter->icon, ==, "risk");
  g_assert_cmpint (((NxBand *) meter->bands->pdata[1])->from, ==, 6);
  g_assert_cmpint (((NxEnding *) scenario->endings->pdata[2])->kind, ==, NX_ENDING_POOR);
  g_assert_cmpuint (((NxEnding *) scenario->endings->pdata[2])->next->len, ==, 1);
}

static void
test_scenario_compiled (void)
{
  g_autoptr (NxScenario) scenario = load_scenario ();
  const NxScene *arrive = g_ptr_array_index (scenario->scenes, 0);
  const NxScene *gate = g_ptr_array_index (scenario->scenes, 1);
  const NxScene *close = g_ptr_array_index (scenario->scenes, 2);
  const NxChoice *tell = g_ptr_array_index (gate->decision->choices, nx_decision_find_choice (gate->decision, "tell"));
  const NxEffect *later = g_ptr_array_index (tell->effects, 3);
  const NxTarget *target = g_ptr_array_index (((NxChoice *) close->decision->choices->pdata[0])->targets, 0);
  const NxCondition *any = g_ptr_array_index (target->when->children, 2);
  const NxCondition *chose = g_ptr_array_index (any->children, 1);

  g_assert_null (arrive->decision);
  g_assert_cmpint (((NxTarget *) arrive->targets->pdata[0])->scene, ==, 1);
  g_assert_cmpuint (arrive->gives->len, ==, 1);
  g_assert_cmpint (g_array_index (arrive->gives, int, 0), ==, 0);
  g_assert_cmpint (gate->decision->expert, ==, 0);
  g_assert_null (gate->targets);
  g_assert_cmpint (((NxNarrative *) gate->narratives->pdata[1])->when->kind, ==, NX_CONDITION_VISITS);
  g_assert_cmpint (tell->when->kind, ==, NX_CONDITION_NOT);
  g_assert_cmpint (later->kind, ==, NX_EFFECT_LATER);
  g_assert_cmpint (later->value, ==, 2);
  g_assert_cmpuint (later->effects->len, ==, 3);
  g_assert_cmpint (((NxEffect *) later->effects->pdata[2])->index, ==, 2);
  g_assert_cmpint (target->ending, ==, 0);
  g_assert_cmpint (target->scene, ==, -1);
  g_assert_cmpint (any->kind, ==, NX_CONDITION_ANY);
  g_assert_cmpint (((NxCondition *) any->children->pdata[0])->max, ==, G_MAXINT);
  g_assert_cmpint (chose->index, ==, 1);
  g_assert_cmpint (chose->choice, ==, 0);
  g_assert_cmpint (((NxPracticeMark *) tell->marks->pdata[0])->mark, ==, NX_MARK_MISSED);
}

static void
test_fallback_language (void)
{
  static const char text[] =
    "<module xmlns='urn:nexus-trainer:content:1' id='m' version='1' part='a' minutes='1' moveon='Completed' practices='a1'>"
    "<title>Un</title><summary xml:lang='en'>Two</summary>"
    "<section id='s' minutes='1'><title>T</title><p id='p' xml:lang='en'>Three</p>"
    "<list id='l' kind='bullet'><item id='i' xml:lang='en'>Four</item><item id='j'>Cinq</item></list></section></module>";
  g_autoptr (GBytes) xml = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxModule) module = nx_module_parse (xml, "m.xml", &error);
  const GPtrArray *blocks;

  g_assert_no_error (error);
  blocks = ((NxSection *) module->sections->pdata[0])->blocks;
  g_assert_cmpstr (module->summary->lang, ==, "en");
  g_assert_cmpstr (((NxBlock *) blocks->pdata[0])->lang, ==, "en");
  g_assert_null (((NxBlock *) blocks->pdata[1])->lang);
  g_assert_cmpstr (((NxItem *) ((NxBlock *) blocks->pdata[1])->items->pdata[0])->text->lang, ==, "en");
  g_assert_null (((NxItem *) ((NxBlock *) blocks->pdata[1])->items->pdata[1])->text->lang);
}

/* Text longer than any buffer, with a comment and character data in its midst, is one run. */
static void
test_long_text (void)
{
  g_autoptr (GString) text = g_string_new ("<module xmlns='urn:nexus-trainer:content:1' id='m' version='1' part='a' minutes='1' moveon='Completed' practices='a1'>"
                                           "<title>T</title><summary>S</summary><section id='s' minutes='1'><title>T</title><p id='p'>\n  ");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxModule) module = NULL;
  const NxBlock *block;

  for (guint i = 0; i < 4000; i++)
    {
      g_string_append_printf (text, "m\xc3\xb6t %u\n  %s", i, i == 2000 ? "<!-- here --><![CDATA[a < b]]>\t" : "");
      g_string_append_printf (expected, "%sm\xc3\xb6t %u%s", i > 0 ? " " : "", i, i == 2000 ? " a < b" : "");
    }
  g_string_append (text, "</p></section></module>");
  xml = g_bytes_new (text->str, text->len);
  module = nx_module_parse (xml, "m.xml", &error);
  g_assert_no_error (error);
  block = ((NxSection *) module->sections->pdata[0])->blocks->pdata[0];
  g_assert_cmpuint (block->text->runs->len, ==, 1);
  assert_plain (block->text, expected->str);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/content/parse/module", test_module);
  g_test_add_func ("/content/parse/inline", test_inline);
  g_test_add_func ("/content/parse/blocks", test_blocks);
  g_test_add_func ("/content/parse/block-groups", test_block_groups);
  g_test_add_func ("/content/parse/bank", test_bank);
  g_test_add_func ("/content/parse/scenario", test_scenario);
  g_test_add_func ("/content/parse/scenario-compiled", test_scenario_compiled);
  g_test_add_func ("/content/parse/fallback-language", test_fallback_language);
  g_test_add_func ("/content/parse/long-text", test_long_text);
  return g_test_run ();
}
