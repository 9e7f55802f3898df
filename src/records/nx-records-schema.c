/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the schema of records.db, as a numbered list of steps. A released step is never edited. */

#include "config.h"

#include "nx-records-private.h"

/*
 * In clear: ids, types, times, sizes, states. Sealed: whatever says something about a person (payload,
 * profile, projection with the learner's key; statement bodies, reasons and foreign statements with the
 * device's). `position` is the order in which statements were made. A statement names its event without a
 * reference: its bytes are whole by themselves, and it must outlive an event that was damaged.
 */
static const char STEP_1[] =
  "CREATE TABLE setting ("
  "  name TEXT NOT NULL PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE stream ("
  "  id TEXT NOT NULL PRIMARY KEY,"
  "  kind TEXT NOT NULL CHECK (kind IN ('learner', 'session', 'device')),"
  "  next_seq INTEGER NOT NULL,"
  "  last_wall_us INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE learner ("
  "  id TEXT NOT NULL PRIMARY KEY REFERENCES stream (id),"
  "  profile BLOB NOT NULL,"
  "  created_us INTEGER NOT NULL,"
  "  consent_asked INTEGER NOT NULL,"
  "  completion INTEGER NOT NULL,"
  "  answers INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE event ("
  "  stream TEXT NOT NULL REFERENCES stream (id),"
  "  seq INTEGER NOT NULL,"
  "  id TEXT NOT NULL UNIQUE,"
  "  type TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  wall_us INTEGER NOT NULL,"
  "  monotonic_us INTEGER NOT NULL,"
  "  boot_id TEXT NOT NULL,"
  "  clock INTEGER NOT NULL,"
  "  program TEXT NOT NULL,"
  "  payload BLOB NOT NULL,"
  "  digest BLOB NOT NULL,"
  "  PRIMARY KEY (stream, seq)"
  ") STRICT;"

  "CREATE TABLE snapshot ("
  "  hash TEXT NOT NULL PRIMARY KEY,"
  "  path TEXT NOT NULL,"
  "  bytes BLOB NOT NULL"
  ") STRICT;"

  "CREATE TABLE statement ("
  "  position INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  stream TEXT NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  type TEXT NOT NULL,"
  "  verb INTEGER NOT NULL,"
  "  class TEXT NOT NULL CHECK (class IN ('completion', 'answers')),"
  "  wall_us INTEGER NOT NULL,"
  "  size INTEGER NOT NULL,"
  "  body BLOB NOT NULL,"
  "  digest BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX statement_stream ON statement (stream, position);"

  "CREATE TABLE destination ("
  "  id TEXT NOT NULL PRIMARY KEY,"
  "  endpoint TEXT NOT NULL,"
  "  created_us INTEGER NOT NULL,"
  "  retired_us INTEGER"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE delivery ("
  "  statement TEXT NOT NULL REFERENCES statement (id),"
  "  destination TEXT NOT NULL REFERENCES destination (id),"
  "  position INTEGER NOT NULL,"
  "  state TEXT NOT NULL CHECK (state IN"
  "    ('held', 'pending', 'sending', 'sent', 'confirmed', 'conflict', 'refused')),"
  "  tries INTEGER NOT NULL DEFAULT 0,"
  "  maybe_there INTEGER NOT NULL DEFAULT 0,"
  "  not_before_us INTEGER NOT NULL DEFAULT 0,"
  "  batch TEXT,"
  "  http_status INTEGER NOT NULL DEFAULT 0,"
  "  reason BLOB,"
  "  theirs BLOB,"
  "  changed_us INTEGER NOT NULL,"
  "  sent_us INTEGER,"
  "  PRIMARY KEY (statement, destination)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX delivery_queue ON delivery (destination, state, position);"

  "CREATE TABLE custody ("
  "  statement TEXT NOT NULL REFERENCES statement (id),"
  "  carrier TEXT NOT NULL,"
  "  kind TEXT NOT NULL CHECK (kind IN ('hub', 'file')),"
  "  at_us INTEGER NOT NULL,"
  "  receipt_us INTEGER,"
  "  PRIMARY KEY (statement, carrier)"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE projection ("
  "  stream TEXT NOT NULL REFERENCES stream (id),"
  "  name TEXT NOT NULL,"
  "  version INTEGER NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  state BLOB NOT NULL,"
  "  PRIMARY KEY (stream, name)"
  ") STRICT, WITHOUT ROWID;";

/*
 * What the queue of deliveries cost beside the server's own time:
 * - IN over more than two values makes SQLite fill a table of its own for every row that is written, which cost
 *   more than the row; the same rule in equations costs nothing;
 * - members of a batch that goes once more stand before all others. They are few and mostly none, so the index of
 *   them is nearly always empty; without it each batch looked through everything that waits.
 */
static const char STEP_2[] =
  "CREATE TABLE delivery_2 ("
  "  statement TEXT NOT NULL REFERENCES statement (id),"
  "  destination TEXT NOT NULL REFERENCES destination (id),"
  "  position INTEGER NOT NULL,"
  "  state TEXT NOT NULL CHECK (state = 'held' OR state = 'pending' OR state = 'sending' OR state = 'sent' OR"
  "    state = 'confirmed' OR state = 'conflict' OR state = 'refused'),"
  "  tries INTEGER NOT NULL DEFAULT 0,"
  "  maybe_there INTEGER NOT NULL DEFAULT 0,"
  "  not_before_us INTEGER NOT NULL DEFAULT 0,"
  "  batch TEXT,"
  "  http_status INTEGER NOT NULL DEFAULT 0,"
  "  reason BLOB,"
  "  theirs BLOB,"
  "  changed_us INTEGER NOT NULL,"
  "  sent_us INTEGER,"
  "  PRIMARY KEY (statement, destination)"
  ") STRICT, WITHOUT ROWID;"
  "INSERT INTO delivery_2 (statement, destination, position, state, tries, maybe_there, not_before_us, batch, http_status,"
  "    reason, theirs, changed_us, sent_us)"
  "  SELECT statement, destination, position, state, tries, maybe_there, not_before_us, batch, http_status,"
  "    reason, theirs, changed_us, sent_us FROM delivery;"
  "DROP TABLE delivery;"
  "ALTER TABLE delivery_2 RENAME TO delivery;"
  "CREATE INDEX delivery_queue ON delivery (destination, state, position);"
  "CREATE INDEX delivery_unfinished ON delivery (destination, state, position)"
  "  WHERE state = 'pending' AND batch IS NOT NULL;";

const NxDbMigration nx_records_migrations[] = {
  { 1, STEP_1 },
  { 2, STEP_2 },
};
const guint nx_records_n_migrations = G_N_ELEMENTS (nx_records_migrations);

/* Every table, for the salvage of a damaged database; parents before children. */
const NxRecordsTable nx_records_tables[] = {
  { "setting", "tt" },
  { "stream", "ttii" },
  { "learner", "tbiiii" },
  { "event", "tittiiititbb" },
  { "snapshot", "ttb" },
  { "statement", "ittititiibb" },
  { "destination", "ttii" },
  { "delivery", "ttitiiitibbii" },
  { "custody", "tttii" },
  { "projection", "ttiib" },
};
const guint nx_records_n_tables = G_N_ELEMENTS (nx_records_tables);
