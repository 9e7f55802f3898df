/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-database.h"

G_BEGIN_DECLS

/* What the tests of src/db share: a folder of its own for each test, one small schema, and jobs on it. */

#define TEST_APPLICATION_ID 0x4e785431

typedef struct
{
  char *root;
  char *path;  /* of the database, not made yet */
} DbFixture;

void db_fixture_set_up (DbFixture    *f,
                        gconstpointer data);
void db_fixture_tear_down (DbFixture    *f,
                           gconstpointer data);

/* note (id INTEGER PRIMARY KEY, text TEXT UNIQUE), and step 2: note.body BLOB, and page (note → note.id). */
extern const NxDbMigration test_migrations[2];

NxDatabase *db_open (const char *path,
                     guint       n_migrations);
void db_insert (NxDatabase *db,
                const char *text);
/* Without asserting; "text" may be NULL for a CONSTRAINT. */
gboolean db_try_insert (NxDatabase *db,
                        const char *text,
                        GError    **error);
gint64 db_count (NxDatabase *db);
/* One number of one statement, reading. */
gint64 db_query (NxDatabase *db,
                 const char *sql);
/* One statement without rows, writing. */
gboolean db_write (NxDatabase *db,
                   const char *sql,
                   GError    **error);
/* Its bytes; (transfer full). */
GBytes *db_file_bytes (const char *path);

G_END_DECLS
