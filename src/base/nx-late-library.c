/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-late-library.h"

#include <dlfcn.h>

gboolean
nx_late_library_open (const char        *file,
                      const char *const *names,
                      gpointer          *functions,
                      gsize              n_functions,
                      GError           **error)
{
  /* Never closed: types of GObject and threads of the library stay behind. */
  void *library = dlopen (file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

  if (library == NULL)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, dlerror ());
      return FALSE;
    }
  for (gsize i = 0; i < n_functions; i++)
    {
      functions[i] = dlsym (library, names[i]);
      if (functions[i] == NULL)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSYS, "%s has no %s", file, names[i]);
          return FALSE;
        }
    }
  return TRUE;
}
