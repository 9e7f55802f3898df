/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-fuzz.h"
#include "nx-json.h"

#define MAX_BYTES (1024 * 1024)
#define DEEPEST 32

/* Every accessor on every value, also those for another kind. */
static void
read_value (const NxJsonValue *value,
            guint              depth)
{
  g_auto (GStrv) names = nx_json_value_dup_member_names (value);
  g_auto (GStrv) texts = nx_json_dup_strv (value, "a");

  g_assert_cmpuint (depth, <=, DEEPEST);
  g_assert_nonnull (texts);
  nx_json_value_get_string (value, NULL);
  nx_json_value_get_integer (value, 0);
  nx_json_value_get_decimal (value, 0);
  nx_json_value_get_boolean (value, FALSE);
  g_assert_null (nx_json_value_get_member (value, "no such member, surely"));
  for (guint i = 0; i < nx_json_value_get_n_elements (value); i++)
    read_value (nx_json_value_get_element (value, i), depth + 1);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      /* No name comes twice, so that each finds its own value. */
      for (guint n = 0; n < i && i < 50; n++)
        g_assert_cmpstr (names[n], !=, names[i]);
      read_value (nx_json_value_get_member (value, names[i]), depth + 1);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) text = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (text, MAX_BYTES, &error);

  g_assert_true ((doc == NULL) == (error != NULL));
  if (doc != NULL)
    read_value (nx_json_doc_get_root (doc), 0);
  return 0;
}
