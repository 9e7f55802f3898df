/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the form of addresses: PACK/KIND/FILE, or PACK/KIND/FILE#ELEMENT. Knows nothing of what they name. */

#include "nx-content.h"

#include <string.h>

#include "nx-ids.h"

char *
nx_address_new (const char *pack,
                const char *kind,
                const char *file,
                const char *element)
{
  g_return_val_if_fail (nx_content_id_is_valid (pack), NULL);
  g_return_val_if_fail (nx_content_id_is_valid (kind), NULL);
  g_return_val_if_fail (nx_content_id_is_valid (file), NULL);
  g_return_val_if_fail (element == NULL || nx_content_id_is_valid (element), NULL);

  return g_strconcat (pack, "/", kind, "/", file, element != NULL ? "#" : NULL, element, NULL);
}

/* Hands out a copy of @value where one is asked for. */
static void
give (char      **out,
      const char *value)
{
  if (out != NULL)
    *out = g_strdup (value);
}

gboolean
nx_address_parse (const char *address,
                  char      **pack,
                  char      **kind,
                  char      **file,
                  char      **element)
{
  const char *hash = strchr (address, '#');
  g_autofree char *path = hash != NULL ? g_strndup (address, hash - address) : g_strdup (address);
  g_auto (GStrv) parts = g_strsplit (path, "/", 4);

  if (g_strv_length (parts) != 3 || (hash != NULL && !nx_content_id_is_valid (hash + 1)))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!nx_content_id_is_valid (parts[i]))
      return FALSE;
  give (pack, parts[0]);
  give (kind, parts[1]);
  give (file, parts[2]);
  give (element, hash != NULL ? hash + 1 : NULL);
  return TRUE;
}
