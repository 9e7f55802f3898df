#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An independent Learning Record Store for tests: Learning Locker's services in memory, a process of its own.
//
//   node lrs.mjs --key KEY --secret SECRET [--port 0] [--strict] …
//
// Prints one line, `listening PORT`, on standard output once it takes requests; the endpoint is then
// http://127.0.0.1:PORT/xapi/.  Ends on SIGTERM or SIGINT, and with --until-eof when its standard input ends, so that it
// cannot outlive the test that started it.  Exit status: 0 ended as asked, 1 could not start, 2 wrong options.

import { parseArgs } from 'node:util';

const USAGE = `usage: lrs.mjs --key KEY --secret SECRET [--scope all|mine|write] [option…]

  --key, --secret   Basic credentials; give both again for each further device
  --scope           what the credentials may do, in the order of the keys (default: all)
  --port N          port to listen at (default: 0, any free one)
  --host ADDRESS    address to listen at (default: 127.0.0.1)
  --strict          answer as the ADL LRS: 409 for a statement that is there already, though identical
  --until-eof       end when standard input ends
  --verbose         log what the services say to standard error

The rig's own questions, on loopback only and left out of the counts:
  GET  /test/statements          stored statements, voided ones too (?lines: one a line); X-Count has their number
  GET  /test/bytes               bytes, requests and connections received
  GET  /test/requests            the requests one by one
  POST /test/reset               forget everything (?only=bytes: the counts only)
`;

const fail = (message) => {
  process.stderr.write (`lrs: ${message}\n${USAGE}`);
  process.exit (2);
};

const readOptions = () => {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const many = { type: 'string', multiple: true, default: [] };
  const { values } = parseArgs ({
    options: {
      key: many,
      secret: many,
      scope: many,
      port: { ...text, default: '0' },
      host: { ...text, default: '127.0.0.1' },
      strict: flag,
      'until-eof': flag,
      verbose: flag,
      help: flag,
    },
  });
  return values;
};

const makeLogger = (verbose) => {
  const say = verbose
    ? (...words) => { process.stderr.write (`lrs: ${words.map (String).join (' ')}\n`); }
    : () => {};
  return { error: say, warn: say, info: say, verbose: say, debug: say, silly: () => {} };
};

const main = async () => {
  let options;
  try
    {
      options = readOptions ();
    }
  catch (error)
    {
      fail (error.message);
    }
  if (options.help)
    {
      process.stdout.write (USAGE);
      return;
    }
  const { SCOPES } = await import ('./lib/store.mjs');
  const port = Number (options.port);
  if (!Number.isInteger (port) || port < 0 || port > 65535)
    fail (`not a port: ${options.port}`);
  if (options.key.length === 0 || options.key.length !== options.secret.length)
    fail ('give --key and --secret, as many of the one as of the other');
  const unknown = options.scope.find ((scope) => !(scope in SCOPES));
  if (unknown !== undefined)
    fail (`not a scope: ${unknown}`);

  const { startServer } = await import ('./lib/server.mjs');
  const server = await startServer ({
    host: options.host,
    port,
    credentials: options.key.map ((key, index) => ({ key, secret: options.secret[index], scope: options.scope[index] })),
    strict: options.strict,
    logger: makeLogger (options.verbose),
  });

  const end = async () => {
    await server.close ();
    process.exit (0);
  };
  process.once ('SIGTERM', end);
  process.once ('SIGINT', end);
  if (options['until-eof'])
    process.stdin.resume ().once ('end', end);
  process.stdout.write (`listening ${server.port}\n`);
};

main ().catch ((error) => {
  process.stderr.write (`lrs: ${error.message}\n`);
  process.exit (1);
});
