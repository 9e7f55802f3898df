/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-late-library.h"

#include <gmodule.h>

gboolean
nx_late_library_open (const char        *file,
                      const char *const *names,
                      gpointer          *functions,
                      gsize              n_functions,
                      GError           **error)
{
  /*
   * Through GModule, not dlopen(): libsoup's constructor opens a module with it. With the loader's lock taken first, that
   * waits for ever for GtkBuilder, which looks up a name in the main thread: GModule's lock first, then the loader's.
   */
  GModule *library = g_module_open (file, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (library == NULL)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, g_module_error ());
      return FALSE;
    }
  /* Never closed: types of GObject and threads of the library stay behind. */
  g_module_make_resident (library);
  for (gsize i = 0; i < n_functions; i++)
    {
      if (!g_module_symbol (library, names[i], &functions[i]) || functions[i] == NULL)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSYS, "%s has no %s", file, names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const NxLateLoadFunc *load = task_data;
  GError *error = NULL;

  if ((*load) (&error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
nx_late_library_load_async (NxLateLoadFunc      load,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, nx_late_library_load_async);
  g_task_set_task_data (task, g_memdup2 (&load, sizeof load), g_free);
  g_task_run_in_thread (task, load_thread);
}

gboolean
nx_late_library_load_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, nx_late_library_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
