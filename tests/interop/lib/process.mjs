// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rig as its users have it: lrs.mjs as a process, spoken to over HTTP.  For the self-test.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const KEY = 'device-one';
export const SECRET = 'a secret of device one';

export const scriptPath = (name) => fileURLToPath (new URL (`../${name}`, import.meta.url));

export const basic = (key, secret) => `Basic ${Buffer.from (`${key}:${secret}`).toString ('base64')}`;

/**
 * runScript:
 * @name: a script of this folder
 * @args: its arguments
 * @input: what it reads from standard input
 *
 * Returns: a promise of { status, out, err }
 */
export const runScript = async (name, args = [], input = '') => {
  const child = spawn (process.execPath, [scriptPath (name), ...args]);
  const gather = (stream) => {
    const chunks = [];
    stream.on ('data', (chunk) => chunks.push (chunk));
    return () => Buffer.concat (chunks).toString ('utf8');
  };
  const out = gather (child.stdout);
  const err = gather (child.stderr);
  child.stdin.end (input);
  const [status] = await once (child, 'close');
  return { status, out: out (), err: err () };
};

/**
 * request:
 * @port: where the LRS listens
 * @method: HTTP method
 * @path: path and query
 * @headers: further headers; one that is undefined is left out
 * @body: string, buffer, or a value to be sent as JSON
 *
 * Asks with the version header and the credentials of device one unless @headers say otherwise, over a connection of its
 * own unless @agent is given.
 * Returns: a promise of { status, headers, text, json }, json undefined when the text is none
 */
export const request = (port, method, path, { headers = {}, body, agent = false } = {}) =>
  new Promise ((resolve, reject) => {
    const bytes = body === undefined || typeof body === 'string' || Buffer.isBuffer (body) ? body : JSON.stringify (body);
    const all = {
      'X-Experience-API-Version': '1.0.3',
      'Authorization': basic (KEY, SECRET),
      ...(bytes === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength (bytes) }),
      ...headers,
    };
    const sent = Object.fromEntries (Object.entries (all).filter (([, value]) => value !== undefined));
    const message = http.request ({ host: '127.0.0.1', port, method, path, headers: sent, agent }, (response) => {
      const chunks = [];
      response.on ('data', (chunk) => chunks.push (chunk));
      response.once ('error', reject);
      response.once ('end', () => {
        const text = Buffer.concat (chunks).toString ('utf8');
        const isJson = /json/.test (response.headers['content-type'] ?? '') && text !== '';
        resolve ({
          status: response.statusCode,
          headers: response.headers,
          text,
          json: isJson && !/ndjson/.test (response.headers['content-type']) ? JSON.parse (text) : undefined,
        });
      });
    });
    message.once ('error', reject);
    message.end (bytes);
  });

/**
 * startLrs:
 * @t: the test it serves; it ends with it
 * @args: arguments beside the credentials of device one
 *
 * Returns: a promise of { port, child, ask (method, path, options), post (statements), stored () }
 */
export const startLrs = async (t, ...args) => {
  const child = spawn (process.execPath,
    [scriptPath ('lrs.mjs'), '--key', KEY, '--secret', SECRET, '--until-eof', ...args],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once (child, 'exit');
  t.after (async () => {
    child.stdin.end ();
    await exited;
  });
  const [line] = await Promise.race ([
    once (createInterface ({ input: child.stdout }), 'line'),
    exited.then (([status]) => { throw new Error (`lrs.mjs ended with ${status} before it listened`); }),
  ]);
  const port = Number (/^listening (\d+)$/.exec (line)[1]);
  const ask = (method, path, options) => request (port, method, path, options);
  return {
    port,
    child,
    exited,
    ask,
    post: (body, headers) => ask ('POST', '/xapi/statements', { body, headers }),
    stored: async () => (await ask ('GET', '/test/statements')).json,
  };
};
