/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-content.h"
#include "nx-fuzz.h"
#include "nx-scenario-proof.h"

/* What loads can be played: a walk through its first states must meet no surprise. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxScenario) scenario = nx_scenario_parse (xml, "fuzz", &error);
  g_autoptr (NxScenarioProof) proof = NULL;

  g_assert_true ((scenario == NULL) == (error != NULL));
  if (scenario != NULL)
    proof = nx_scenario_prove (scenario, 200);
  return 0;
}
