/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* nexus-tool check: every finding about a pack as "file:line: error: words". */

#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-content.h"
#include "nx-core-pack.h"
#include "nx-scenario-proof.h"

#define SCHEMA_PATH "/org/nexustrainer/schema/nexus-content.rng"

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

/* Exactly one finding a line, in the form that editors jump to. */
static guint
print_findings (GPtrArray *findings)
{
  guint n_errors = 0;

  g_ptr_array_sort (findings, compare_findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const NxFinding *finding = g_ptr_array_index (findings, i);

      g_print ("%s:%u: %s: %s\n", finding->file, MAX (finding->line, 1), finding->fatal ? "error" : "warning", finding->message);
      n_errors += finding->fatal ? 1 : 0;
    }
  return n_errors;
}

/* What the rules say of a scenario: its findings join the pack's, its measure is a line for the author. */
static void
prove_scenario (NxPackSource     *source,
                const NxScenario *scenario,
                const char       *path,
                GPtrArray        *findings)
{
  g_autoptr (NxScenarioProof) proof = nx_scenario_prove (scenario, NX_SCENARIO_PROOF_STATES_MAX);
  g_autofree char *name = nx_pack_source_dup_display_name (source, path);

  for (guint i = 0; i < proof->findings->len; i++)
    {
      const NxProofFinding *found = g_ptr_array_index (proof->findings, i);
      NxFinding *finding = g_new0 (NxFinding, 1);

      finding->file = g_strdup (name);
      finding->line = found->line;
      finding->fatal = found->fatal;
      finding->message = g_strdup (found->message);
      g_ptr_array_add (findings, finding);
    }
  if (proof->expert_ending >= 0)
    g_print ("%s:1: note: %u states; %u to %u decisions, the expert takes %u and comes to %s\n", name, proof->n_states, proof->n_shortest,
             proof->n_longest, proof->n_expert, ((const NxEnding *) g_ptr_array_index (scenario->endings, proof->expert_ending))->id);
}

/* A scenario that does not load has its finding already. */
static void
prove_scenarios (NxPackSource *source,
                 GPtrArray    *findings)
{
  g_autoptr (NxLibrary) library = nx_library_new (source, NULL);
  g_autoptr (NxPack) pack = library != NULL ? nx_library_load_pack (library, NULL, NULL) : NULL;

  for (guint i = 0; pack != NULL && pack->scenarios[i] != NULL; i++)
    {
      g_autoptr (NxScenario) scenario = nx_library_load_scenario (library, pack->scenarios[i], NULL, NULL);
      g_autofree char *path = g_strconcat ("scenarios/", pack->scenarios[i], ".xml", NULL);

      if (scenario != NULL)
        prove_scenario (source, scenario, path, findings);
    }
}

static NxPackSource *
open_source (const char *folder)
{
  if (folder != NULL)
    return nx_pack_source_new_for_folder (folder);
  return nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);
}

NxToolStatus
nx_tool_check (char **arguments)
{
  g_autoptr (NxPackSource) source = NULL;
  g_autoptr (GBytes) schema = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  NxToolStatus status;
  guint n_errors;

  if (!nx_tool_parse_options ("check", NULL, arguments, &status))
    return status;
  if (arguments[0] != NULL && (arguments[1] != NULL || !g_file_test (arguments[0], G_FILE_TEST_IS_DIR)))
    {
      nx_tool_complain ("check", _("expected the folder of a pack, or nothing for the built-in one"));
      return NX_TOOL_USAGE;
    }
  schema = g_resources_lookup_data (SCHEMA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (schema == NULL)
    {
      nx_tool_complain ("check", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  source = open_source (arguments[0]);
  findings = nx_pack_check (source, schema);
  prove_scenarios (source, findings);
  n_errors = print_findings (findings);
  return n_errors == 0 ? NX_TOOL_DONE : NX_TOOL_FAILED;
}
