/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* nexus-tool check: every finding about a pack as "file:line: error: words". */

#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>

#include "nx-content.h"
#include "nx-core-pack.h"

#define SCHEMA_PATH "/org/nexustrainer/schema/nexus-content.rng"

/* Exactly one finding a line, in the form that editors jump to. */
static guint
print_findings (const GPtrArray *findings)
{
  guint n_errors = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const NxFinding *finding = g_ptr_array_index (findings, i);

      g_print ("%s:%u: %s: %s\n", finding->file, MAX (finding->line, 1), finding->fatal ? "error" : "warning", finding->message);
      n_errors += finding->fatal ? 1 : 0;
    }
  return n_errors;
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
  n_errors = print_findings (findings);
  return n_errors == 0 ? NX_TOOL_DONE : NX_TOOL_FAILED;
}
