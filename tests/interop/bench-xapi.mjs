#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sends statements with @xapi/xapi, another client, for our sender to be compared with.
//
//   node bench-xapi.mjs --url http://127.0.0.1:PORT/xapi/ --key KEY --secret SECRET [--batch 50] statements.jsonl
//
// Prints one line of NAME=VALUE: what was sent, the milliseconds from the first request to the last answer, and the bytes
// and connections seen at the sockets, so with headers.  Exit status: 0 all stored, 1 an answer was not the ids that were
// sent, 2 wrong options.

import { createRequire } from 'node:module';
import diagnostics from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

const require = createRequire (import.meta.url);

const USAGE = 'usage: bench-xapi.mjs --url URL --key KEY --secret SECRET [--batch N] [--adapter axios|fetch] FILE\n';

const fail = (message) => {
  process.stderr.write (`bench-xapi: ${message}\n${USAGE}`);
  process.exit (2);
};

const readOptions = () => {
  const text = { type: 'string' };
  let parsed;
  try
    {
      parsed = parseArgs ({
        allowPositionals: true,
        options: {
          url: text,
          key: text,
          secret: text,
          batch: { ...text, default: '50' },
          adapter: { ...text, default: 'axios' },
        },
      });
    }
  catch (error)
    {
      return fail (error.message);
    }
  const { values, positionals } = parsed;
  const batch = Number (values.batch);
  if (values.url === undefined || values.key === undefined || values.secret === undefined || positionals.length !== 1)
    fail ('the address, the credentials and one file are needed');
  if (!Number.isInteger (batch) || batch < 1)
    fail (`not a size: ${values.batch}`);
  return { ...values, batch, file: positionals[0] };
};

const readStatements = (file) => readFileSync (file, 'utf8')
  .split ('\n')
  .filter ((line) => line.trim () !== '')
  .map ((line) => JSON.parse (line));

const cut = (statements, size) => Array.from (
  { length: Math.ceil (statements.length / size) },
  (_unused, index) => statements.slice (index * size, (index + 1) * size),
);

/* Every socket the process opens from now on; what they carried is read when the work is done. */
const watchSockets = () => {
  const sockets = [];
  diagnostics.subscribe ('net.client.socket', ({ socket }) => { sockets.push (socket); });
  return {
    connections: () => sockets.length,
    sum: (property) => sockets.reduce ((total, socket) => total + (socket[property] ?? 0), 0),
  };
};

const main = async () => {
  const options = readOptions ();
  const statements = readStatements (options.file);
  const batches = cut (statements, options.batch);
  const XAPI = require ('@xapi/xapi');
  const { version } = JSON.parse (readFileSync (new URL ('node_modules/@xapi/xapi/package.json', import.meta.url), 'utf8'));
  const sockets = watchSockets ();
  const client = new XAPI ({
    endpoint: options.url,
    auth: XAPI.toBasicAuth (options.key, options.secret),
    version: '1.0.3',
    adapter: options.adapter,
  });

  const started = performance.now ();
  for (const batch of batches)
    {
      const { data } = await client.sendStatements ({ statements: batch });
      if (JSON.stringify (data) !== JSON.stringify (batch.map (({ id }) => id)))
        throw new Error (`the answer is not the ids that were sent: ${JSON.stringify (data).slice (0, 200)}`);
    }
  const elapsed = performance.now () - started;

  const facts = {
    client: `@xapi/xapi@${version}`,
    adapter: options.adapter,
    statements: statements.length,
    batch: options.batch,
    requests: batches.length,
    connections: sockets.connections (),
    ms: elapsed.toFixed (1),
    bytes_up: sockets.sum ('bytesWritten'),
    bytes_down: sockets.sum ('bytesRead'),
  };
  process.stdout.write (`${Object.entries (facts).map (([name, value]) => `${name}=${value}`).join (' ')}\n`);
};

main ().catch ((error) => {
  process.stderr.write (`bench-xapi: ${error.message}\n`);
  process.exit (1);
});
