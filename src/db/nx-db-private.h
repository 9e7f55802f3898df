/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-database.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* What the three files of src/db share. A connection belongs to one thread at a time: who opens it, then who runs a job. */

struct _NxDbConnection
{
  sqlite3 *handle;
  char *path;
  gboolean read_only;
  NxDbJobKind job_kind;    /* of the job that runs now */
  GHashTable *cache;       /* char* (owned by the statement) -> NxDbStatement */
  guint n_in_use;          /* statements handed out and not yet released */
};

/* nx-db-statement.c */

/* Sets @error from what @handle (nullable) last said, in our domain; always FALSE. The only place that reads SQLite's codes. */
gboolean nx_db_fail (sqlite3    *handle,
                     int         code,
                     const char *doing,
                     GError    **error);
/* Runs one or more statements without rows. */
gboolean nx_db_exec (NxDbConnection *self,
                     const char     *sql,
                     GError        **error);
/* The first column of the first row, as integer; 0 if there is no row. */
gboolean nx_db_query_integer (NxDbConnection *self,
                              const char     *sql,
                              gint64         *out_value,
                              GError        **error);
/* The first column of the first row, as text; NULL in @out_text if there is no row. */
gboolean nx_db_query_text (NxDbConnection *self,
                           const char     *sql,
                           char          **out_text,
                           GError        **error);
/* After a job: a statement still in use was leaked by it. */
void nx_db_check_released (NxDbConnection *self);
void nx_db_clear_cache (NxDbConnection *self);

/* nx-db-open.c */

/* Opens, checks whose file it is, sets it up and migrates. */
NxDbConnection *nx_db_connection_open (const char          *path,
                                       gint32               application_id,
                                       const NxDbMigration *migrations,
                                       guint                n_migrations,
                                       NxDbOpenFlags        flags,
                                       GError             **error);
void nx_db_connection_free (NxDbConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDbConnection, nx_db_connection_free)
/* A whole copy under a temporary name, fsync, rename. Outside a transaction. */
gboolean nx_db_connection_copy_to (NxDbConnection *self,
                                   const char     *path,
                                   GError        **error);

G_END_DECLS
