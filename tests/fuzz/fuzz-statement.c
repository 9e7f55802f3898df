/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-fuzz.h"
#include "nx-statement.h"

#include <string.h>

/* What a server has under an id of ours is compared with ours, and shown to a person. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char ours[] =
      "{\"id\":\"018c1e0a-0001-7b6e-9c11-000000000001\",\"actor\":{\"account\":{\"name\":\"x\"}},\"result\":{\"duration\":\"PT1.25S\"},"
      "\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"a:b\"}]}},\"timestamp\":\"2026-11-20T09:02:11.482Z\"}";
  g_autoptr (GBytes) mine = g_bytes_new_static (ours, sizeof ours - 1);
  g_autoptr (GBytes) theirs = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) view_error = NULL;
  g_autoptr (NxStatementView) view = NULL;
  g_autofree char *pretty = nx_statement_dup_pretty (theirs);
  gboolean equal = FALSE, other_way = FALSE, itself = FALSE;

  g_assert_true (g_utf8_validate (pretty, -1, NULL));
  view = nx_statement_view_new (theirs, &view_error);
  g_assert_true ((view == NULL) == (view_error != NULL));
  if (!nx_statement_equal (mine, theirs, &equal, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_true (nx_statement_equal (theirs, mine, &other_way, NULL));
  g_assert_cmpint (equal, ==, other_way);
  g_assert_true (nx_statement_equal (theirs, theirs, &itself, NULL));
  g_assert_true (itself);
  return 0;
}
