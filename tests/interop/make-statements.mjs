#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes N valid statements, one a line, for measurements and load: those of fixtures/statements.jsonl over and over, each
// time with ids of their own and later instants.  The same N and seed give the same bytes.
//
//   node make-statements.mjs N [--seed TEXT]

import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const FIRST_INSTANT_MS = Date.parse ('2025-01-06T06:00:00.000Z');
const STEP_MS = 7019;

const makeUuid = (seed, index) => {
  const hex = createHash ('sha256').update (`${seed} ${index}`).digest ('hex');
  return [hex.slice (0, 8), hex.slice (8, 12), `4${hex.slice (13, 16)}`, `8${hex.slice (17, 20)}`, hex.slice (20, 32)].join ('-');
};

/**
 * makeStatements:
 * @n: how many
 * @seed: any text; another one gives other ids
 *
 * Returns: @n statements, none of them a voiding one
 */
export const makeStatements = (n, seed) => {
  const models = readFileSync (new URL ('fixtures/statements.jsonl', import.meta.url), 'utf8')
    .split ('\n')
    .filter ((line) => line !== '')
    .map ((line) => JSON.parse (line))
    .filter (({ object }) => object.objectType === 'Activity');
  return Array.from ({ length: n }, (_unused, index) => ({
    ...models[index % models.length],
    id: makeUuid (seed, index),
    timestamp: new Date (FIRST_INSTANT_MS + index * STEP_MS).toISOString (),
  }));
};

const main = () => {
  const { values, positionals } = parseArgs ({
    allowPositionals: true,
    options: { seed: { type: 'string', default: 'nexus' } },
  });
  const n = Number (positionals[0]);
  if (positionals.length !== 1 || !Number.isInteger (n) || n < 0)
    {
      process.stderr.write ('usage: make-statements.mjs N [--seed TEXT]\n');
      process.exit (2);
    }
  for (const statement of makeStatements (n, values.seed))
    process.stdout.write (`${JSON.stringify (statement)}\n`);
};

// Only when started, not when imported.
if (import.meta.url === pathToFileURL (realpathSync (process.argv[1])).href)
  main ();
