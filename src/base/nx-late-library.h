/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Libraries that the program opens when it first needs them, not when it starts: sending, the keyring and figures bring
 * some twenty libraries with them, which cost a start 27 million instructions and 9 MB. Who wants one lists its functions:
 *
 *   #include <foo.h>
 *   #define NX_FOO_FUNCTIONS(F) F (foo_new) F (foo_free)
 *   typedef struct { NX_FOO_FUNCTIONS (NX_LATE_MEMBER) } NxFoo;
 *   gboolean nx_foo_load (GError **error);
 *   const NxFoo *nx_foo (void);
 *   #define foo_new (nx_foo ()->foo_new)
 *   #define foo_free (nx_foo ()->foo_free)
 *
 * and calls them as always; the types are those of the library's own header. NX_LATE_DEFINE () makes the two functions.
 * Inline functions of that header (casts, automatic cleanup) still link to the library: do not use them; the test
 * house-linking looks.
 */
#define NX_LATE_MEMBER(name) __typeof__ (name) *name;
#define NX_LATE_NAME(name) #name,

/*
 * Opens @file ("libfoo.so.0") and looks up @n_functions @names into @functions, in their order. The library stays open.
 * Thread: any. Errors: %G_FILE_ERROR_NOENT without the library, %G_FILE_ERROR_NOSYS if it lacks a function; @functions
 * is then of no use.
 */
gboolean nx_late_library_open (const char        *file,
                               const char *const *names,
                               gpointer          *functions,
                               gsize              n_functions,
                               GError           **error);

/* A PREFIX_load () of below. */
typedef gboolean (*NxLateLoadFunc) (GError **error);

/* Runs @load on a worker, since reading libraries from a slow disk takes longer than a frame. Errors: as above. */
void nx_late_library_load_async (NxLateLoadFunc      load,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean nx_late_library_load_finish (GAsyncResult *result,
                                      GError      **error);

/*
 * PREFIX_load (): opens the library unless it is open; FALSE with @error if it is not there. Thread: any.
 * PREFIX (): the functions. Only after a PREFIX_load () that succeeded is it certain that they are there; without it, a
 * missing library ends the program, as the loader would have done at the start.
 */
#define NX_LATE_DEFINE(Type, prefix, FUNCTIONS, file)                                                                    \
  static Type prefix##_table;                                                                                            \
                                                                                                                         \
  gboolean                                                                                                               \
  prefix##_load (GError **error)                                                                                         \
  {                                                                                                                      \
    static const char *const names[] = { FUNCTIONS (NX_LATE_NAME) };                                                     \
    static GMutex mutex;                                                                                                 \
    static gsize done;                                                                                                   \
    gboolean good = TRUE;                                                                                                \
                                                                                                                         \
    G_STATIC_ASSERT (sizeof (Type) == sizeof names);                                                                     \
    if (g_atomic_pointer_get (&done) != 0)                                                                               \
      return TRUE;                                                                                                       \
    g_mutex_lock (&mutex);                                                                                               \
    if (done == 0)                                                                                                       \
      good = nx_late_library_open (file, names, (gpointer *) &prefix##_table, G_N_ELEMENTS (names), error);              \
    if (good)                                                                                                            \
      g_atomic_pointer_set (&done, 1);                                                                                   \
    g_mutex_unlock (&mutex);                                                                                             \
    return good;                                                                                                         \
  }                                                                                                                      \
                                                                                                                         \
  const Type *prefix (void)                                                                                              \
  {                                                                                                                      \
    GError *error = NULL;                                                                                                \
                                                                                                                         \
    prefix##_load (&error);                                                                                              \
    g_assert_no_error (error);                                                                                           \
    return &prefix##_table;                                                                                              \
  }

G_END_DECLS
