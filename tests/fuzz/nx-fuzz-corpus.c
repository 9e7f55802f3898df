/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Runs a fuzz target over the files of the folders named, as a plain test; then over each of them cut short and
 * with single bytes changed, in a fixed order, so that the same inputs come on every machine. The loop is
 * longer when NX_TEST_LONG is set.
 */

#include <glib.h>
#include <string.h>

#include "nx-fuzz.h"

static guint n_inputs = 0;

/* The exact size on the heap, so that the address sanitizer sees one byte too far. */
static void
try_bytes (const char *data,
           gsize       size)
{
  g_autofree uint8_t *copy = g_malloc (MAX (size, 1));

  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
  n_inputs++;
}

static void
try_changes (const char *data,
             gsize       size,
             GRand      *random)
{
  static const char wild[] = "<>&\"'/=! \t\n\0\x80\xff""0-9az";
  guint n = g_getenv ("NX_TEST_LONG") != NULL ? 2000 : 60;

  for (guint i = 0; i < n && size > 0; i++)
    {
      g_autofree char *changed = g_memdup2 (data, size);
      guint n_bytes = g_rand_int_range (random, 1, 4);

      for (guint b = 0; b < n_bytes; b++)
        changed[g_rand_int_range (random, 0, (int) size)] = wild[g_rand_int_range (random, 0, sizeof wild - 1)];
      try_bytes (changed, size);
      try_bytes (data, g_rand_int_range (random, 0, (int) size));
    }
}

static void
try_file (const char *path,
          GRand      *random)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  try_bytes (data, size);
  try_changes (data, size, random);
}

static void
try_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (!g_str_has_suffix (name, ".license"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  for (guint i = 0; i < names->len; i++)
    {
      /* A generator of its own for each file: adding one changes nothing for the others. */
      g_autoptr (GRand) random = g_rand_new_with_seed (20261122);

      try_file (g_ptr_array_index (names, i), random);
    }
  g_assert_cmpuint (names->len, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_assert_cmpint (argc, >, 1);
  for (int i = 1; i < argc; i++)
    try_folder (argv[i]);
  g_print ("%u inputs\n", n_inputs);
  return 0;
}
