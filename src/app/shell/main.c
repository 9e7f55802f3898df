/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-application.h"
#include "nx-core-pack.h"
#include "nx-language.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (NxApplication) application = NULL;

  nx_language_init ();
  application = nx_application_new (nx_core_pack_get_resource ());
  return g_application_run (G_APPLICATION (application), argc, argv);
}
