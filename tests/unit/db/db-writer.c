/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * db-writer PATH MODE NAME: writes notes into a database, one transaction each, and prints a line when one is durable.
 * MODE many: as many as it is let live. MODE N (a number): so many, then ends. MODE hang: writes one inside a
 * transaction, says "inside" and stays there. MODE open: opens (and so migrates) and ends.
 */

#include "nx-database.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const NxDbMigration migrations[] = {
  { 1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;" },
  { 2,
    "ALTER TABLE note ADD COLUMN body BLOB;"
    "CREATE TABLE page (id INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES note (id)) STRICT;" },
};

static gboolean
insert_job (NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  g_autoptr (NxDbStatement) insert = nx_db_prepare (db, "INSERT INTO note (text) VALUES (?1)", error);

  if (insert == NULL)
    return FALSE;
  nx_db_bind_text (insert, 1, data);

  return nx_db_execute (insert, error);
}

static gboolean
hang_job (NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  if (!insert_job (db, data, error))
    return FALSE;
  puts ("inside");
  fflush (stdout);
  for (;;)
    pause ();
}

static int
fail (GError *error)
{
  fprintf (stderr, "db-writer: %s\n", error->message);

  return 1;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (NxDatabase) db = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_wanted;

  g_return_val_if_fail (argc == 4, 2);

  db = nx_database_open (argv[1], 0x4e785431, migrations, G_N_ELEMENTS (migrations), NX_DB_OPEN_DEFAULT, &error);
  if (db == NULL)
    return fail (error);

  n_wanted = g_str_equal (argv[2], "many") ? G_MAXINT64 : g_ascii_strtoll (argv[2], NULL, 10);
  if (g_str_equal (argv[2], "hang") && !nx_database_run (db, NX_DB_WRITE, hang_job, argv[3], &error))
    return fail (error);

  for (gint64 i = 0; i < n_wanted; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT, argv[3], i);

      if (!nx_database_run (db, NX_DB_WRITE, insert_job, text, &error))
        return fail (error);
      puts (text);
      fflush (stdout);
    }

  return nx_database_close (db, &error) ? 0 : fail (error);
}
