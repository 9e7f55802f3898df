/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One bad file for each fault: a good one with one place changed. What is said, and at which line. */

#include "nx-content.h"

#include <string.h>

#include "nx-limits.h"

typedef struct
{
  const char *name;
  const char *file;         /* a good fixture */
  const char *find;         /* replaced once; NULL: the whole file */
  const char *replacement;
  NxContentError code;
  const char *message;      /* from the line on: "12: expected …"; a beginning */
} Fault;

#define MODULE "modules/first.xml"
#define BANK "questions/first.xml"
#define SCENARIO "scenarios/gate.xml"
#define WORKSHOP "workshops/two-days.xml"

static const Fault faults[] = {
  /* The XML itself */
  { "empty", MODULE, NULL, "", NX_CONTENT_ERROR_SYNTAX, "1: expected an XML document, found nothing" },
  { "no-xml", MODULE, NULL, "hello", NX_CONTENT_ERROR_SYNTAX, "1: not well-formed: " },
  { "cut-off", MODULE, "</test>\n</module>", "</test>\n", NX_CONTENT_ERROR_SYNTAX, "" },
  { "wrong-end", MODULE, "</prompt>", "</promt>", NX_CONTENT_ERROR_SYNTAX, "41: not well-formed: Opening and ending tag mismatch" },
  { "two-roots", MODULE, "</module>", "</module><module/>", NX_CONTENT_ERROR_SYNTAX, "52: not well-formed: Extra content" },
  { "doctype", MODULE, "<module ", "<!DOCTYPE module [<!ENTITY e 'x'>]>\n<module ", NX_CONTENT_ERROR_SYNTAX,
    "4: expected the root element, found a document type declaration (refused)" },
  { "doctype-external", MODULE, "<module ", "<!DOCTYPE module SYSTEM 'file:///etc/passwd'><module ", NX_CONTENT_ERROR_SYNTAX, "4: expected the root element" },
  { "entity", MODULE, "One</item>", "&one;</item>", NX_CONTENT_ERROR_SYNTAX, "18: not well-formed: Entity 'one' not defined" },
  { "bad-utf8", MODULE, "One</item>", "\xff</item>", NX_CONTENT_ERROR_SYNTAX, "18: expected UTF-8, found the byte 0xff" },
  { "other-encoding", MODULE, "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"", NX_CONTENT_ERROR_SYNTAX, "1: expected the encoding UTF-8, found ISO-8859-1" },
  { "hidden-encoding", MODULE, NULL, "<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE module +AFsAPAAh-ENTITY e 'x'+AD4AXQA+-", NX_CONTENT_ERROR_SYNTAX,
    "1: expected the encoding UTF-8, found UTF-7" },
  { "ebcdic", MODULE, NULL, "\x4c\x6f\xa7\x94\x93", NX_CONTENT_ERROR_SYNTAX, "1: expected UTF-8, found the byte 0xa7" },
  { "utf-16", MODULE, NULL, "\xff\xfe<", NX_CONTENT_ERROR_SYNTAX, "1: expected UTF-8, found the byte 0xff" },
  { "no-namespace", MODULE, "xmlns=\"urn:nexus-trainer:content:1\"", "", NX_CONTENT_ERROR_SCHEMA, "4: expected an element of urn:nexus-trainer:content:1, found <module> without" },
  { "other-namespace", MODULE, "xmlns=\"urn:nexus-trainer:content:1\"", "xmlns=\"http://www.w3.org/1999/xhtml\"", NX_CONTENT_ERROR_SCHEMA, "4: expected an element of" },
  { "inner-namespace", MODULE, "<em>em </em>", "<em xmlns=\"urn:other\">em</em>", NX_CONTENT_ERROR_SCHEMA, "12: expected an element of" },
  { "later-format", MODULE, "urn:nexus-trainer:content:1", "urn:nexus-trainer:content:2", NX_CONTENT_ERROR_TOO_NEW, "4: expected content format 1, found format 2" },
  /* The grammar */
  { "other-root", MODULE, NULL, "<questions xmlns='urn:nexus-trainer:content:1'/>", NX_CONTENT_ERROR_SCHEMA, "1: expected <module>, found <questions>" },
  { "missing-child", MODULE, "<summary>What a <term ref=\"nexus\">nexus</term> is.</summary>", "", NX_CONTENT_ERROR_SCHEMA, "8: expected <summary>, found <section>" },
  { "wrong-child", MODULE, "<test id", "<quiz/><test id", NX_CONTENT_ERROR_SCHEMA, "48: expected <section>, <test> or </module>, found <quiz>" },
  { "no-blocks", MODULE, "<quote id=\"said\" source=\"unsc-2482\"><p id=\"said-p\">So it was said.</p></quote>", "<quote id=\"said\"/>", NX_CONTENT_ERROR_SCHEMA, "36: expected one block or more, found none" },
  { "wrong-block", MODULE, "<p id=\"said-p\">So it was said.</p>", "<list id=\"l\" kind=\"bullet\"><item id=\"i\">x</item></list>", NX_CONTENT_ERROR_SCHEMA, "36: expected one of <p>, found <list>" },
  { "unknown-block", MODULE, "<heading id=\"start-head\">A   heading</heading>", "<div id=\"d\">x</div>", NX_CONTENT_ERROR_SCHEMA, "10: expected one of <p>, <list>, <heading>" },
  { "unknown-inline", MODULE, "<em>em </em>", "<b>em</b>", NX_CONTENT_ERROR_SCHEMA, "12: expected text, <em>, <strong>, <term>, <practice>, <source> or <doc>, found <b>" },
  { "nested-inline", MODULE, "<em>em </em>", "<em><strong>x</strong></em>", NX_CONTENT_ERROR_SCHEMA, "12: expected text or </em>, found <strong>" },
  { "stray-text", MODULE, "<checklist id=\"before\">", "<checklist id=\"before\">stray", NX_CONTENT_ERROR_SCHEMA, "38: expected <title> or <item>, found the text “stray”" },
  { "missing-attribute", MODULE, " moveon=\"CompletedAndPassed\"", "", NX_CONTENT_ERROR_SCHEMA, "4: expected the attribute moveon on <module>, found none" },
  { "unknown-attribute", MODULE, "<p id=\"start-p\"", "<p class=\"x\" id=\"start-p\"", NX_CONTENT_ERROR_SCHEMA, "11: expected no attribute class on <p>, found one" },
  { "foreign-attribute", MODULE, "<p id=\"start-p\"", "<p xmlns:o=\"urn:other\" o:id=\"x\" id=\"start-p\"", NX_CONTENT_ERROR_SCHEMA, "11: expected no attribute o:id on <p>, found one" },
  { "bad-id", MODULE, "id=\"one\"", "id=\"One\"", NX_CONTENT_ERROR_SCHEMA, "18: expected an id" },
  { "bad-number", MODULE, "minutes=\"20\"", "minutes=\"0\"", NX_CONTENT_ERROR_SCHEMA, "4: expected a whole number from 1 to 1000000 in the attribute minutes, found “0”" },
  { "bad-word", MODULE, "kind=\"caution\"", "kind=\"danger\"", NX_CONTENT_ERROR_SCHEMA, "35: expected field, law, caution, rights in the attribute kind, found “danger”" },
  { "bad-share", MODULE, "mastery=\"0.75\"", "mastery=\"1.5\"", NX_CONTENT_ERROR_SCHEMA, "48: expected a decimal from 0 to 1" },
  { "bad-share-exponent", MODULE, "mastery=\"0.75\"", "mastery=\"1e0\"", NX_CONTENT_ERROR_SCHEMA, "48: expected a decimal from 0 to 1" },
  { "no-ids", MODULE, "practices=\"b1 b4\"", "practices=\" \"", NX_CONTENT_ERROR_SCHEMA, "4: expected one or more ids in the attribute practices" },
  { "figure-leaves", MODULE, "figures/plan.svg", "figures/../pack.svg", NX_CONTENT_ERROR_SCHEMA, "27: expected figures/NAME.svg in the attribute src" },
  { "short-row", MODULE, "<cell>Bank</cell><cell/>", "<cell>Bank</cell>", NX_CONTENT_ERROR_SCHEMA, "25: expected as many cells as in the head (2), found 1" },
  { "same-id", MODULE, "id=\"law-p\"", "id=\"start-p\"", NX_CONTENT_ERROR_SCHEMA, "34: expected an id of its own, found “start-p” a second time" },
  /* Questions */
  { "no-right-option", BANK, " right=\"yes\"", "", NX_CONTENT_ERROR_SCHEMA, "6: expected one right option in a single question, found 0" },
  { "wrong-choose", BANK, "choose=\"2\"", "choose=\"3\"", NX_CONTENT_ERROR_SCHEMA, "30: expected choose to be the number of right options (2), found 3" },
  { "same-option", BANK, "id=\"c\"", "id=\"a\"", NX_CONTENT_ERROR_SCHEMA, "10: expected an id of its own, found “a” a second time" },
  { "same-question", BANK, "id=\"q-2\"", "id=\"q-1\"", NX_CONTENT_ERROR_SCHEMA, "14: expected an id of its own, found “q-1” a second time" },
  /* Scenarios */
  { "other-kind", SCENARIO, "kind=\"branching\"", "kind=\"drill\"", NX_CONTENT_ERROR_SCHEMA, "4: expected branching in the attribute kind, found “drill”" },
  { "no-start", SCENARIO, "start=\"arrive\"", "start=\"nowhere\"", NX_CONTENT_ERROR_REFERENCE, "4: expected the id of a scene, found “nowhere”" },
  { "no-timeout", SCENARIO, "timeout=\"late\"", "timeout=\"gate\"", NX_CONTENT_ERROR_REFERENCE, "10: expected the id of an ending, found “gate”" },
  { "no-expert", SCENARIO, "expert=\"ask\"", "expert=\"asked\"", NX_CONTENT_ERROR_REFERENCE, "43: expected the id of a choice of share in expert, found “asked”" },
  { "no-meter", SCENARIO, "<add meter=\"trust\" by=\"1\"/>", "<add meter=\"luck\" by=\"1\"/>", NX_CONTENT_ERROR_REFERENCE, "51: expected the id of a meter, found “luck”" },
  { "no-flag", SCENARIO, "<flag-on ref=\"told\"/>", "<flag-on ref=\"said\"/>", NX_CONTENT_ERROR_REFERENCE, "61: expected the id of a flag, found “said”" },
  { "no-document", SCENARIO, "<give document=\"list\"/>", "<give document=\"lists\"/>", NX_CONTENT_ERROR_REFERENCE, "35: expected the id of a document, found “lists”" },
  { "no-decision", SCENARIO, "<chose decision=\"share\"", "<chose decision=\"shared\"", NX_CONTENT_ERROR_REFERENCE, "104: expected the id of a decision, found “shared”" },
  { "no-choice", SCENARIO, "choice=\"ask\"", "choice=\"asks\"", NX_CONTENT_ERROR_REFERENCE, "104: expected the id of a choice of share, found “asks”" },
  { "target-twice", SCENARIO, "<go><target scene=\"gate\"/></go>", "<go><target scene=\"gate\" ending=\"late\"/></go>", NX_CONTENT_ERROR_SCHEMA, "37: expected either the attribute scene or ending on <target>, found both" },
  { "target-none", SCENARIO, "<go><target scene=\"gate\"/></go>", "<go><target/></go>", NX_CONTENT_ERROR_SCHEMA, "37: expected either the attribute scene or ending on <target>, found neither" },
  { "target-last", SCENARIO, "<go><target scene=\"gate\"/></go>", "<go><target scene=\"gate\"><when><flag-is-on ref=\"told\"/></when></target></go>", NX_CONTENT_ERROR_SCHEMA,
    "37: expected the last target to have no condition, found one" },
  { "target-early", SCENARIO, "<go><target scene=\"gate\"/></go>", "<go><target scene=\"gate\"/><target ending=\"late\"/></go>", NX_CONTENT_ERROR_SCHEMA,
    "37: expected a condition on every target but the last, found none" },
  { "no-way-on", SCENARIO, "<go><target scene=\"gate\"/></go>", "", NX_CONTENT_ERROR_SCHEMA, "33: expected <narrative>, <decision> or <go>, found </scene>" },
  { "wide-meter", SCENARIO, "max=\"10\"", "max=\"101\"", NX_CONTENT_ERROR_SCHEMA, "17: expected a meter of 1 to 100 steps, found 0 to 101" },
  { "start-outside", SCENARIO, "start=\"3\"", "start=\"6\"", NX_CONTENT_ERROR_SCHEMA, "11: expected start from 0 to 5, found 6" },
  { "band-start", SCENARIO, "<band from=\"0\">", "<band from=\"1\">", NX_CONTENT_ERROR_SCHEMA, "13: expected the first band to start at min (0), found 1" },
  { "band-order", SCENARIO, "<band from=\"4\">", "<band from=\"2\">", NX_CONTENT_ERROR_SCHEMA, "15: expected a band from 3 to 5, found 2" },
  { "empty-when", SCENARIO, "<when><visits scene=\"gate\" min=\"2\"/></when>", "<when/>", NX_CONTENT_ERROR_SCHEMA, "42: expected a condition, found </when>" },
  { "empty-all", SCENARIO, "<visits scene=\"gate\" min=\"2\"/>", "<all/>", NX_CONTENT_ERROR_SCHEMA, "42: expected one condition or more, found 0" },
  { "not-two", SCENARIO, "<not><flag-is-on ref=\"told\"/></not>", "<not><flag-is-on ref=\"told\"/><flag-is-on ref=\"found\"/></not>", NX_CONTENT_ERROR_SCHEMA, "59: expected one condition, found 2" },
  { "no-range", SCENARIO, "<clock-is max=\"3\"/>", "<clock-is/>", NX_CONTENT_ERROR_SCHEMA, "68: expected the attribute min or max, found neither" },
  { "unknown-condition", SCENARIO, "<clock-is max=\"3\"/>", "<weather-is max=\"3\"/>", NX_CONTENT_ERROR_SCHEMA, "68: expected <all>, <any>" },
  { "later-later", SCENARIO, "<later after=\"2\"><add", "<later after=\"2\"><spend by=\"1\"/><add", NX_CONTENT_ERROR_SCHEMA, "63: expected <add>, <set>, <give>, <flag-on> or </later>, found <spend>" },
  { "later-empty", SCENARIO, "<add meter=\"risk\" by=\"3\"/><add meter=\"trust\" by=\"-2\"/><give document=\"slip\"/></later>", "</later>", NX_CONTENT_ERROR_SCHEMA,
    "63: expected one effect or more in <later>, found none" },
  { "same-scene", SCENARIO, "<scene id=\"close\">", "<scene id=\"gate\">", NX_CONTENT_ERROR_SCHEMA, "89: expected an id of its own for a scene, found “gate” a second time" },
  /* Workshops */
  { "no-day", WORKSHOP, NULL, "<workshop xmlns='urn:nexus-trainer:content:1' id='w' version='1'><title>W</title><summary>W</summary></workshop>", NX_CONTENT_ERROR_SCHEMA,
    "1: expected <day>, found </workshop>" },
  { "empty-session", WORKSHOP, NULL,
    "<workshop xmlns='urn:nexus-trainer:content:1' id='w' version='1'><title>W</title><summary>W</summary>\n<day id='d' start='09:00'><title>D</title>\n"
    "<session id='s'><title>S</title></session></day></workshop>",
    NX_CONTENT_ERROR_SCHEMA, "3: expected a part, found none" },
  { "bad-time", WORKSHOP, "start=\"09:30\"", "start=\"24:00\"", NX_CONTENT_ERROR_SCHEMA, "7: expected a time from 00:00 to 23:59 in the attribute start, found “24:00”" },
  { "bad-time-digits", WORKSHOP, "start=\"09:30\"", "start=\"9:30\"", NX_CONTENT_ERROR_SCHEMA, "7: expected a time from 00:00 to 23:59 in the attribute start, found “9:30”" },
  { "unknown-part", WORKSHOP, "<break id=\"tea\" minutes=\"15\"/>", "<lunch id=\"tea\" minutes=\"15\"/>", NX_CONTENT_ERROR_SCHEMA, "21: expected a part of an agenda, found <lunch>" },
  { "long-part", WORKSHOP, "minutes=\"60\"", "minutes=\"1441\"", NX_CONTENT_ERROR_SCHEMA, "29: expected a whole number from 1 to 1440 in the attribute minutes, found “1441”" },
  { "vote-on-nothing", WORKSHOP, "bank=\"first\" ", "", NX_CONTENT_ERROR_SCHEMA, "19: expected either the attribute bank or module, found neither" },
  { "vote-on-both", WORKSHOP, "bank=\"first\" ", "bank=\"first\" module=\"first\" ", NX_CONTENT_ERROR_SCHEMA, "19: expected either the attribute bank or module, found both" },
  { "trial-when", WORKSHOP, "when=\"after\"", "when=\"later\"", NX_CONTENT_ERROR_SCHEMA, "31: expected before, after in the attribute when, found “later”" },
  { "group-of-one", WORKSHOP, "size=\"4\"", "size=\"1\"", NX_CONTENT_ERROR_SCHEMA, "28: expected a whole number from 2 to 25 in the attribute size, found “1”" },
  { "part-with-text", WORKSHOP, "<board id=\"board\" minutes=\"20\"/>", "<board id=\"board\" minutes=\"20\"><p id=\"p\">x</p></board>", NX_CONTENT_ERROR_SCHEMA,
    "30: expected <title> or </board>, found <p>" },
  { "same-part", WORKSHOP, "id=\"tea\"", "id=\"hello-p\"", NX_CONTENT_ERROR_SCHEMA, "21: expected an id of its own, found “hello-p” a second time" },
  { "no-next", SCENARIO, "<next><p id=\"good-next\">Go home.</p></next>", "", NX_CONTENT_ERROR_SCHEMA, "117: expected <next>, found </ending>" },
};

static GBytes *
load_changed (const Fault *fault)
{
  g_autofree char *full = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", fault->file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GString *changed;

  if (fault->find == NULL)
    return g_bytes_new (fault->replacement, strlen (fault->replacement));
  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, fault->find, fault->replacement, 1), ==, 1);
  return g_string_free_to_bytes (changed);
}

static gpointer
parse (const Fault *fault,
       GBytes      *xml,
       GError     **error)
{
  if (strcmp (fault->file, MODULE) == 0)
    return nx_module_parse (xml, "file.xml", error);
  if (strcmp (fault->file, BANK) == 0)
    return nx_question_bank_parse (xml, "file.xml", error);
  if (strcmp (fault->file, WORKSHOP) == 0)
    return nx_workshop_parse (xml, "file.xml", error);
  return nx_scenario_parse (xml, "file.xml", error);
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (GBytes) xml = load_changed (fault);
  g_autofree char *expected = g_strconcat ("file.xml:", fault->message, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (fault, xml, &error));
  g_assert_error (error, NX_CONTENT_ERROR, (int) fault->code);
  if (!g_str_has_prefix (error->message, expected))
    g_assert_cmpstr (error->message, ==, expected);
}

/* ---- Limits ---- */

/* Takes @text. */
static void
assert_limit (GString    *text,
              const char *message)
{
  g_autoptr (GBytes) xml = g_string_free_to_bytes (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_module_parse (xml, "file.xml", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, message));
}

static GString *
begin_module (void)
{
  return g_string_new ("<module xmlns='urn:nexus-trainer:content:1' id='m' version='1' part='a' minutes='1' moveon='Completed' practices='a1'>"
                       "<title>T</title><summary>S</summary><section id='s' minutes='1'><title>T</title>");
}

static void
test_limit_bytes (void)
{
  GString *text = begin_module ();

  while (text->len <= NX_LIMIT_CONTENT_FILE_BYTES)
    g_string_append (text, "<!-- a comment takes room as well as anything else does -->");
  assert_limit (text, "file.xml:1: expected at most 4194304 bytes, found ");
}

static void
test_limit_elements (void)
{
  GString *text = begin_module ();

  for (guint i = 0; i < NX_LIMIT_CONTENT_ELEMENTS; i++)
    g_string_append_printf (text, "<p id='p%u'>x</p>\n", i);
  g_string_append (text, "</section></module>");
  assert_limit (text, "expected at most 50000 elements, found more");
}

static void
test_limit_text (void)
{
  GString *text = begin_module ();

  g_string_append (text, "<p id='p'>");
  for (guint i = 0; i <= NX_LIMIT_TEXT_BYTES; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "</p></section></module>");
  assert_limit (text, "expected at most 65536 bytes of text in one place, found more");
}

/* The grammar itself nests without end in one place only: conditions. */
static void
test_limit_depth (void)
{
  g_autofree char *full = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", SCENARIO, NULL);
  g_autofree char *source = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (full, &source, NULL, NULL));
  text = g_string_new (source);
  for (guint i = 0; i < NX_LIMIT_XML_DEPTH; i++)
    g_string_append (deep, "<not>");
  g_string_append (deep, "<flag-is-on ref='told'/>");
  for (guint i = 0; i < NX_LIMIT_XML_DEPTH; i++)
    g_string_append (deep, "</not>");
  g_string_replace (text, "<visits scene=\"gate\" min=\"2\"/>", deep->str, 1);
  xml = g_bytes_new (text->str, text->len);
  g_assert_null (nx_scenario_parse (xml, "file.xml", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "file.xml:42: expected elements at most 64 deep, found <not>");
}

static void
test_nul (void)
{
  static const char text[] = "<module xmlns='urn:nexus-trainer:content:1'>\n\0</module>";
  g_autoptr (GBytes) xml = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (nx_module_parse (xml, "file.xml", &error));
  g_assert_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "file.xml:2: expected UTF-8, found the byte 0x00");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/content/faults/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/content/limits/bytes", test_limit_bytes);
  g_test_add_func ("/content/limits/elements", test_limit_elements);
  g_test_add_func ("/content/limits/text", test_limit_text);
  g_test_add_func ("/content/limits/depth", test_limit_depth);
  g_test_add_func ("/content/limits/nul", test_nul);
  return g_test_run ();
}
