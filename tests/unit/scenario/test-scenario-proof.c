/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the proof finds: the sound sample with one place spoilt, and the finding that must come of it. */

#include "nx-scenario-proof.h"

#include <string.h>

#include "nx-content.h"
#include "nx-scenario-fixture.h"

typedef struct
{
  const char *name;
  const char *find, *replacement;
  guint line;
  gboolean fatal;
  const char *message;
  const char *find_too, *replacement_too;
} Spoilt;

static const Spoilt spoilt[] = {
  { "no-way-to-scene", "  <scene id=\"close\">", "  <scene id=\"aside\"><title>A</title><narrative><p id=\"a\">A</p></narrative><go><target scene=\"gate\"/></go></scene>\n  <scene id=\"close\">", 89, TRUE,
    "expected every scene to be reached, found no way to “aside”" },
  { "no-way-to-choice", "<not><flag-is-on ref=\"told\"/></not></when>\n        <spend", "<flag-is-on ref=\"told\"/></when>\n        <spend", 57, TRUE,
    "expected every choice to be open to somebody, found “tell” never is" },
  { "no-way-to-document", "<give document=\"slip\"/>", "", 30, TRUE, "expected every document to be given to somebody, found “slip” never is" },
  { "no-way-to-ending", "<meter-is ref=\"trust\" min=\"4\"/><chose decision=\"share\" choice=\"ask\"/>", "<meter-is ref=\"risk\" min=\"10\"/>", 117, TRUE,
    "expected every ending to be reached, found no way to “good”" },
  { "no-narrative", "<visits scene=\"gate\" min=\"2\"/>", "<visits scene=\"gate\" min=\"9\"/>", 42, TRUE,
    "expected every <narrative> to be shown to somebody, found one that never is" },
  { "no-flag-on", "<set meter=\"risk\" to=\"2\"/>\n        <flag-on ref=\"found\"/>", "<set meter=\"risk\" to=\"2\"/>", 0, TRUE,
    "expected every flag to be on for somebody, found “found” never is" },
  { "no-band", "<band from=\"4\">", "<band from=\"5\">", 0, FALSE, "expected every band to be reached, found no way to “high” of the meter trust" },
  { "no-target", "<clock-is max=\"3\"/>", "<clock-is max=\"99\"/>", 69, FALSE, "expected every <target> to be taken by somebody, found one that never is" },
  { "stuck", "<text>Write it down</text>", "<text>Write it down</text><when><flag-is-on ref=\"told\"/></when>", 92, TRUE,
    "expected an open choice in every state, found none for “last” in some", "<text>Leave it</text>", "<text>Leave it</text><when><flag-is-on ref=\"told\"/></when>" },
  { "no-end", "<scene id=\"close\">", "<scene id=\"aside\"><title>A</title><narrative><p id=\"a\">A</p></narrative><go><target scene=\"aside\"/></go></scene>\n  <scene id=\"close\">", 89, TRUE,
    "expected a way to an ending from every state, found none from the scene “aside” in some", "<target scene=\"close\"/>", "<target scene=\"aside\"/>" },
  { "free-round", "<spend by=\"3\"/>", "", 39, TRUE, "expected every way round to cost time, found one without through the scene “gate”" },
  { "expert-late", "limit=\"8\"", "limit=\"3\"", 89, TRUE, "expected the expert to be in time, found the clock at its limit after the scene “close”" },
  { "expert-closed", "<text>Write it down</text>", "<text>Write it down</text><when><flag-is-on ref=\"told\"/></when>", 92, TRUE,
    "expected the expert's choice to be open on the expert's own path, found it closed" },
  { "expert-sometimes-closed", "<text>Write it down</text>", "<text>Write it down</text><when><has document=\"reply\"/></when>", 92, FALSE,
    "expected the expert's choice of “last” to be open in every state, found it closed in some" },
  { "expert-poor", "expert=\"write\"", "expert=\"leave\"", 118, FALSE, "expected the expert to come to a good ending, found “mixed”" },
  { "practice-not-shown", "practices=\"b1 b4\"", "practices=\"b1 b4 d7\"", 0, FALSE, "expected a choice that shows the practice d7, found none" },
};

static NxScenario *
load_changed (const Spoilt *spoil)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, SAMPLE, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (GError) error = NULL;
  NxScenario *scenario;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, spoil->find, spoil->replacement, 1), ==, 1);
  if (spoil->find_too != NULL)
    g_assert_cmpuint (g_string_replace (changed, spoil->find_too, spoil->replacement_too, 1), ==, 1);
  xml = g_bytes_new (changed->str, changed->len);
  scenario = nx_scenario_parse (xml, spoil->name, &error);
  g_assert_no_error (error);
  return scenario;
}

static const NxProofFinding *
find_message (const NxScenarioProof *proof,
              const char            *message)
{
  for (guint i = 0; i < proof->findings->len; i++)
    {
      const NxProofFinding *finding = g_ptr_array_index (proof->findings, i);

      g_test_message ("%u: %s", finding->line, finding->message);
      if (strcmp (finding->message, message) == 0)
        return finding;
    }
  return NULL;
}

static void
test_spoilt (gconstpointer data)
{
  const Spoilt *spoil = data;
  g_autoptr (NxScenario) scenario = load_changed (spoil);
  g_autoptr (NxScenarioProof) proof = nx_scenario_prove (scenario, NX_SCENARIO_PROOF_STATES_MAX);
  const NxProofFinding *finding = find_message (proof, spoil->message);

  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->line, ==, spoil->line);
  g_assert_cmpint (finding->fatal, ==, spoil->fatal);
}

static guint
count_errors (const NxScenarioProof *proof)
{
  guint n = 0;

  for (guint i = 0; i < proof->findings->len; i++)
    n += ((const NxProofFinding *) g_ptr_array_index (proof->findings, i))->fatal ? 1 : 0;
  return n;
}

static void
test_sample (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (NxScenarioProof) proof = nx_scenario_prove (scenario, NX_SCENARIO_PROOF_STATES_MAX);

  g_assert_true (proof->is_complete);
  g_assert_cmpuint (count_errors (proof), ==, 0);
  g_assert_cmpuint (proof->n_shortest, ==, 2);
  g_assert_cmpuint (proof->n_longest, ==, 4);
  g_assert_cmpuint (proof->n_expert, ==, 2);
  g_assert_cmpint (proof->expert_ending, ==, 0);
  /* The one thing to say: nobody asks for the flag that the last choice sets. */
  g_assert_cmpuint (proof->findings->len, ==, 1);
  g_assert_nonnull (find_message (proof, "expected every flag to be asked for, found “found” never is"));
}

static void
test_real (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (REAL);
  g_autoptr (NxScenarioProof) proof = nx_scenario_prove (scenario, NX_SCENARIO_PROOF_STATES_MAX);

  g_assert_true (proof->is_complete);
  g_assert_cmpuint (count_errors (proof), ==, 0);
  g_assert_cmpuint (proof->n_shortest, >=, 4);
  g_assert_cmpint (proof->expert_ending, >=, 0);
}

static void
test_bound (void)
{
  g_autoptr (NxScenario) scenario = nx_scenario_fixture_load (SAMPLE);
  g_autoptr (NxScenarioProof) proof = nx_scenario_prove (scenario, 5);

  g_assert_false (proof->is_complete);
  g_assert_nonnull (find_message (proof, "expected at most 5 states, found more: not everything can be proved"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autofree char *path = g_strconcat ("/proof/spoilt/", spoilt[i].name, NULL);

      g_test_add_data_func (path, &spoilt[i], test_spoilt);
    }
  g_test_add_func ("/proof/sample", test_sample);
  g_test_add_func ("/proof/real", test_real);
  g_test_add_func ("/proof/bound", test_bound);
  return g_test_run ();
}
