/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-late-library.h"

#include <glib/gstdio.h>
#include <gmodule.h>
#include <math.h>

/* A library that every machine has stands in for those that are opened late. */
#define LATE_MATH_FUNCTIONS(F) F (trunc) F (fdim)

typedef struct
{
  LATE_MATH_FUNCTIONS (NX_LATE_MEMBER)
} LateMath;

gboolean late_math_load (GError **error);
const LateMath *late_math (void);

NX_LATE_DEFINE (LateMath, late_math, LATE_MATH_FUNCTIONS, "libm.so.6")

#define trunc (late_math ()->trunc)
#define fdim (late_math ()->fdim)

static void
test_call (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (trunc (3.7), ==, 3.0);
  g_assert_cmpfloat (fdim (5.0, 3.0), ==, 2.0);
  g_assert_true (late_math_load (&error));
  g_assert_no_error (error);
}

static void
test_missing (void)
{
  const char *names[] = { "trunc", "nx_no_such_function" };
  gpointer functions[G_N_ELEMENTS (names)];
  g_autoptr (GError) error = NULL;

  g_assert_false (nx_late_library_open ("libnx-no-such.so.0", names, functions, 1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "libnx-no-such.so.0"));
  g_clear_error (&error);

  g_assert_true (nx_late_library_open ("libm.so.6", names, functions, 1, &error));
  g_assert_no_error (error);
  g_assert_nonnull (functions[0]);

  g_assert_false (nx_late_library_open ("libm.so.6", names, functions, 2, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSYS);
}

static gboolean
load_nothing (GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "not there");
  return FALSE;
}

static void
note_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **noted = user_data;

  *noted = g_object_ref (result);
}

static GAsyncResult *
load_and_wait (NxLateLoadFunc load)
{
  GAsyncResult *result = NULL;

  nx_late_library_load_async (load, note_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return result;
}

static void
test_elsewhere (void)
{
  g_autoptr (GAsyncResult) good = load_and_wait (late_math_load);
  g_autoptr (GAsyncResult) bad = load_and_wait (load_nothing);
  g_autoptr (GError) error = NULL;

  g_assert_true (nx_late_library_load_finish (good, &error));
  g_assert_no_error (error);
  g_assert_false (nx_late_library_load_finish (bad, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static gboolean
load_constructor (GError **error)
{
  const char *names[] = { "nx_late_answer" };
  g_autofree char *file = g_test_build_filename (G_TEST_BUILT, "unit", "base", "liblate-constructor.so", NULL);
  gpointer functions[1];

  return nx_late_library_open (file, names, functions, 1, error);
}

/*
 * A library that opens a module of its own while a worker opens it, and a window that looks up names meanwhile, as
 * GtkBuilder does: whoever takes the loader's lock before GModule's stops both for ever.
 */
static void
test_while_names_are_looked_up (void)
{
  GModule *self = g_module_open (NULL, 0);
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gpointer symbol;
  int flag = 0;

  address = g_strdup_printf ("%" G_GSIZE_MODIFIER "x", GPOINTER_TO_SIZE (&flag));
  g_setenv ("NX_LATE_FLAG", address, TRUE);
  nx_late_library_load_async (load_constructor, note_result_cb, &result);
  while (result == NULL)
    {
      g_atomic_int_set (&flag, 1);
      g_module_symbol (self, "nx_no_such_function", &symbol);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_true (nx_late_library_load_finish (result, &error));
  g_assert_no_error (error);
  g_object_unref (result);
  g_module_close (self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/late-library/call", test_call);
  g_test_add_func ("/base/late-library/missing", test_missing);
  g_test_add_func ("/base/late-library/elsewhere", test_elsewhere);
  g_test_add_func ("/base/late-library/while-names-are-looked-up", test_while_names_are_looked_up);
  return g_test_run ();
}
