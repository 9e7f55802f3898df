/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-content.h"
#include "nx-fuzz.h"

static void
read_blocks (const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      if (block->text != NULL)
        g_free (nx_inline_dup_plain (block->text));
      if (block->blocks != NULL)
        read_blocks (block->blocks);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) xml = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxModule) module = nx_module_parse (xml, "fuzz", &error);

  g_assert_true ((module == NULL) == (error != NULL));
  for (guint i = 0; module != NULL && i < module->sections->len; i++)
    read_blocks (((const NxSection *) g_ptr_array_index (module->sections, i))->blocks);
  return 0;
}
