/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-core-pack.h"

/*
 * The data as build-aux/merge-pack made it. It is included and not compiled by itself, to get at the bytes: the
 * functions that glib-compile-resources writes along with them can only hand out a bundle that is registered.
 */
#include "nx-core-pack-data.h"

GResource *
nx_core_pack_get_resource (void)
{
  static gsize resource = 0;

  if (g_once_init_enter (&resource))
    {
      /* Less the NUL that ends a string in C. */
      g_autoptr (GBytes) bytes = g_bytes_new_static (nx_core_pack_data_resource_data.data, sizeof nx_core_pack_data_resource_data.data - 1);
      g_autoptr (GError) error = NULL;
      GResource *made = g_resource_new_from_data (bytes, &error);

      /* The bytes are our own, made by this build. */
      g_assert_no_error (error);
      g_once_init_leave (&resource, (gsize) made);
    }
  return (GResource *) resource;
}
