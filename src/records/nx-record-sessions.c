/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns which sessions of workshops are here. A session is a stream and nothing besides: what is told of it here stands in the
 * clear columns of its events, and all else is its reader's.
 */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

void
nx_session_info_free (NxSessionInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}

static NxSessionInfo *
info_from_row (NxDbStatement *statement)
{
  NxSessionInfo *info = g_new0 (NxSessionInfo, 1);

  info->id = g_strdup (nx_db_column_text (statement, 0));
  info->started_us = nx_db_column_integer (statement, 1);
  info->last_us = nx_db_column_integer (statement, 2);
  info->ended = nx_db_column_integer (statement, 3) != 0;
  return info;
}

/* First and last are by number, not by the clock, which may have been set in between. */
static gboolean
list_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  GPtrArray **out = data;
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_session_info_free);
  g_autoptr (NxDbStatement) statement =
    nx_db_prepare (db,
                   "SELECT id, "
                   "  coalesce ((SELECT wall_us FROM event WHERE stream = stream.id ORDER BY seq LIMIT 1), 0) AS started_us, "
                   "  coalesce ((SELECT wall_us FROM event WHERE stream = stream.id ORDER BY seq DESC LIMIT 1), 0), "
                   "  EXISTS (SELECT 1 FROM event WHERE stream = stream.id AND type = 'session-ended') "
                   "FROM stream WHERE kind = 'session' ORDER BY started_us DESC, id",
                   error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      g_ptr_array_add (sessions, info_from_row (statement));
    }
  *out = g_steal_pointer (&sessions);
  return TRUE;
}

static void
list_free (gpointer data)
{
  GPtrArray **sessions = data;

  g_clear_pointer (sessions, g_ptr_array_unref);
  g_free (sessions);
}

GPtrArray *
nx_record_store_list_sessions (NxRecordStore *self,
                               GError       **error)
{
  GPtrArray *sessions = NULL;

  nx_record_store_run (self, NX_DB_READ, list_job, &sessions, error);
  return sessions;
}

void
nx_record_store_list_sessions_async (NxRecordStore       *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  nx_record_store_run_async (self, NX_DB_READ, list_job, g_new0 (GPtrArray *, 1), list_free,
                             nx_record_store_list_sessions_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_list_sessions_finish (NxRecordStore *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer ((GPtrArray **) g_task_get_task_data (G_TASK (result)));
}
