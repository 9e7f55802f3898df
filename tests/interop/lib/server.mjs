// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The HTTP face of the test LRS: the protocol's resources under /xapi, and apart from them, under /test, what a test asks
// of the rig itself.
//
// Owns: routes, credentials at the door, and the stricter answers that are decided before a statement is looked at.

import http from 'node:http';
import express from 'express';
import { createMeter } from './meter.mjs';
import { createStore } from './store.mjs';

const VERSION_HEADER = 'X-Experience-API-Version';

// Django's DATA_UPLOAD_MAX_MEMORY_SIZE, which the ADL LRS leaves at its default; it answers 400 above it, not 413.
const STRICT_BODY_LIMIT_BYTES = 2621440;

const LOOPBACK = new Set (['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const refuse = (response, status, message) => {
  response.set (VERSION_HEADER, '1.0.3').status (status).json ({ message });
};

const checkCredentials = (store) => (request, response, next) => {
  if (store.isCredential (request.get ('Authorization') ?? ''))
    {
      next ();
      return;
    }
  response.set ('WWW-Authenticate', 'Basic realm="LRS"');
  refuse (response, 401, 'The credentials are missing or not known here.');
};

/* The ADL LRS speaks 1.0.x and 2.0.0 and names 2.0.0 in every answer; the services behind know 1.0.3 alone. */
const speakBothVersions = (request, response, next) => {
  const setHeader = response.setHeader;
  response.setHeader = function setStrictHeader (name, value) {
    return setHeader.call (this, name, name.toLowerCase () === VERSION_HEADER.toLowerCase () ? '2.0.0' : value);
  };
  if (request.get (VERSION_HEADER) === '2.0.0')
    request.headers[VERSION_HEADER.toLowerCase ()] = '1.0.3';
  next ();
};

const requireVersion = (request, response, next) => {
  if (request.get (VERSION_HEADER) === undefined)
    refuse (response, 400, `${VERSION_HEADER} header missing`);
  else
    next ();
};

const checkStrictBody = (request, response, next) => {
  const encoding = request.get ('Content-Encoding') ?? 'identity';
  if (encoding !== 'identity')
    refuse (response, 500, `Cannot decode a request body in ${encoding}.`);
  else if (Number (request.get ('Content-Length') ?? 0) > STRICT_BODY_LIMIT_BYTES)
    refuse (response, 400, 'Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.');
  else
    next ();
};

const protocolRouter = (store, strict) => {
  const router = express.Router ();
  if (strict)
    {
      router.use (speakBothVersions);
      router.get ('/about', (_request, response) => {
        response.set (VERSION_HEADER, '2.0.0').json ({ version: ['1.0.3', '2.0.0'] });
      });
    }
  router.use ('/about', store.about);
  router.use (checkCredentials (store));
  if (strict)
    router.use (requireVersion, checkStrictBody);
  router.use ('/activities/profile', store.profiles);
  router.use ('/activities', store.activities);
  router.use ('/statements', store.statements);
  return router;
};

const adminRouter = (store, meter) => {
  const router = express.Router ();
  router.use ((request, response, next) => {
    if (LOOPBACK.has (request.socket.remoteAddress))
      next ();
    else
      response.status (403).json ({ message: 'Only the machine of the test may ask.' });
  });
  router.get ('/statements', async (request, response) => {
    const statements = await store.list ();
    response.set ('X-Count', String (statements.length));
    if (request.query.lines === undefined)
      response.json (statements);
    else
      response.type ('application/x-ndjson')
        .send (statements.map ((statement) => JSON.stringify (statement) + '\n').join (''));
  });
  router.get ('/bytes', (_request, response) => { response.json (meter.totals ()); });
  router.get ('/requests', (_request, response) => { response.json (meter.log ()); });
  router.post ('/reset', async (request, response) => {
    if (request.query.only !== 'bytes')
      await store.clear ();
    meter.reset ();
    response.status (204).end ();
  });
  return router;
};

/**
 * startServer:
 * @host: address to listen at
 * @port: port, 0 for any free one
 * @credentials: array of { key, secret, scope }
 * @strict: answer as the ADL LRS does where the two differ
 * @logger: as in createStore ()
 *
 * Returns: a promise of { port, close () }; close () cuts open connections and resolves when nothing is left
 */
export const startServer = async ({ host = '127.0.0.1', port = 0, credentials, strict = false, logger }) => {
  const store = createStore ({ credentials, strict, logger });
  const meter = createMeter ((url) => !url.startsWith ('/test/'));
  const app = express ();
  app.disable ('x-powered-by');
  app.disable ('etag');
  app.use ('/test', adminRouter (store, meter));
  app.use ('/xapi', protocolRouter (store, strict));
  app.use ((_request, response) => { response.status (404).json ({ message: 'No such resource.' }); });

  const server = http.createServer (app);
  meter.attach (server);
  await new Promise ((resolve, reject) => {
    server.once ('error', reject);
    server.listen (port, host, resolve);
  });
  return {
    port: server.address ().port,
    close: () => new Promise ((resolve) => {
      server.close (() => {
        store.close ();
        resolve ();
      });
      server.closeAllConnections ();
    }),
  };
};
