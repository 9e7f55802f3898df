/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-ids.h"

#include <string.h>

#define N_THREADS 4
#define N_PER_THREAD 2000

static gint64
time_ms_of (const char *uuid)
{
  g_autofree char *hex = g_strdup_printf ("%.8s%.4s", uuid, uuid + 9);

  return g_ascii_strtoll (hex, NULL, 16);
}

static void
test_uuid7_form (void)
{
  g_autofree char *id = nx_uuid7_new (G_GINT64_CONSTANT (1795165331482) * 1000 + 999);

  g_assert_cmpuint (strlen (id), ==, 36);
  g_assert_true (nx_uuid_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
  g_assert_cmpint (time_ms_of (id), ==, G_GINT64_CONSTANT (1795165331482));
  for (const char *c = id; *c != '\0'; c++)
    g_assert_false (g_ascii_isupper (*c));
}

static void
test_uuid7_increases (void)
{
  /* The clock stands, runs and is set back by a day; the order holds. */
  const gint64 start = G_GINT64_CONSTANT (1795165331482) * 1000;
  g_autofree char *last = nx_uuid7_new (start);

  for (int i = 0; i < 5000; i++)
    {
      gint64 now = i < 2000 ? start : i < 3000 ? start + i * 1000 : start - G_GINT64_CONSTANT (86400000000);
      char *next = nx_uuid7_new (now);

      g_assert_cmpint (strcmp (last, next), <, 0);
      g_free (last);
      last = next;
    }
}

static void
test_uuid7_out_of_range (void)
{
  g_autofree char *early = nx_uuid7_new (G_MININT64);
  g_autofree char *late = NULL;

  g_assert_true (nx_uuid_is_valid (early));
  late = nx_uuid7_new (early != NULL ? G_GINT64_CONSTANT (253402300799000000) : 0);
  g_assert_cmpint (time_ms_of (late), ==, G_GINT64_CONSTANT (253402300799000));
}

static gpointer
make_many (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < N_PER_THREAD; i++)
    g_ptr_array_add (ids, nx_uuid7_new (1000));

  return ids;
}

static void
test_uuid7_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[N_THREADS];

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_many, NULL);
  for (int i = 0; i < N_THREADS; i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        {
          if (j > 0)
            g_assert_cmpstr (ids->pdata[j - 1], <, ids->pdata[j]);
          g_assert_true (g_hash_table_add (seen, g_strdup (ids->pdata[j])));
        }
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_THREADS * N_PER_THREAD);
}

static void
test_uuid4 (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      char *id = nx_uuid4_new ();

      g_assert_true (nx_uuid_is_valid (id));
      g_assert_cmpint (id[14], ==, '4');
      g_assert_nonnull (strchr ("89ab", id[19]));
      g_assert_true (g_hash_table_add (seen, id));
    }
}

static void
test_uuid_is_valid (void)
{
  g_assert_true (nx_uuid_is_valid ("01890a5d-ac96-774b-bcce-b302099a8057"));
  g_assert_true (nx_uuid_is_valid ("01890A5D-AC96-774B-BCCE-B302099A8057"));
  g_assert_false (nx_uuid_is_valid (NULL));
  g_assert_false (nx_uuid_is_valid (""));
  g_assert_false (nx_uuid_is_valid ("01890a5d-ac96-774b-bcce-b302099a805"));
  g_assert_false (nx_uuid_is_valid ("01890a5d-ac96-774b-bcce-b302099a80570"));
  g_assert_false (nx_uuid_is_valid ("01890a5dac96774bbcceb302099a8057"));
  g_assert_false (nx_uuid_is_valid ("{1890a5d-ac96-774b-bcce-b302099a8057"));
  g_assert_false (nx_uuid_is_valid ("g1890a5d-ac96-774b-bcce-b302099a8057"));
}

static void
test_content_id (void)
{
  static const struct
  {
    const char *text;
    gboolean valid;
  } cases[] = {
    { "a", TRUE },
    { "sharing-between-agencies", TRUE },
    { "q10", TRUE },
    { "a-", TRUE },
    { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuv", TRUE },    /* 48 */
    { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvw", FALSE },  /* 49 */
    { NULL, FALSE },
    { "", FALSE },
    { "1a", FALSE },
    { "-a", FALSE },
    { "A", FALSE },
    { "aB", FALSE },
    { "a b", FALSE },
    { "a_b", FALSE },
    { "a.b", FALSE },
    { "a/b", FALSE },
    { "a#b", FALSE },
    { "\303\251cole", FALSE },
    { "\303\251", FALSE },
    { "a\n", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (nx_content_id_is_valid (cases[i].text), ==, cases[i].valid);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* In this order: the last uuid7 case moves the process's time far ahead. */
  g_test_add_func ("/base/ids/uuid7/threads", test_uuid7_threads);
  g_test_add_func ("/base/ids/uuid7/form", test_uuid7_form);
  g_test_add_func ("/base/ids/uuid7/increases", test_uuid7_increases);
  g_test_add_func ("/base/ids/uuid7/out-of-range", test_uuid7_out_of_range);
  g_test_add_func ("/base/ids/uuid4", test_uuid4);
  g_test_add_func ("/base/ids/uuid-is-valid", test_uuid_is_valid);
  g_test_add_func ("/base/ids/content-id", test_content_id);

  return g_test_run ();
}
