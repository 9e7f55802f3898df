// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What came over the wire: bytes, requests and connections, counted at the sockets and so with headers and with what a
// cut connection left behind.
//
// Owns: the counters and the list of requests.  Refuses to know what a statement is.

import { createHash } from 'node:crypto';

const emptyTotals = () => ({
  requests: 0,
  connections: 0,
  request_bytes: 0,
  response_bytes: 0,
  body_bytes: 0,
});

/* The body is tapped where the parser hands it over: a listener for 'data' would set the stream flowing before the
 * service listens, and the service would miss the beginning. */
const tapBody = (request, onChunk) => {
  const push = request.push;
  request.push = function tappedPush (chunk, encoding) {
    if (chunk !== null && chunk !== undefined)
      onChunk (Buffer.isBuffer (chunk) ? chunk : Buffer.from (chunk, encoding));
    return push.call (this, chunk, encoding);
  };
};

/**
 * createMeter:
 * @isCounted: function of a request's path; what it refuses (the tests' own questions) is left out everywhere
 *
 * Returns: attach (server), totals (), log () (one entry for each request, in order of arrival) and reset ()
 */
export const createMeter = (isCounted) => {
  let totals = emptyTotals ();
  let log = [];
  let nConnections = 0;
  const sockets = new Map ();

  /* Moves what a socket has carried since the last call to the account of its present or latest request. */
  const settle = (socket, account) => {
    const requestBytes = socket.bytesRead - account.bytesRead;
    const responseBytes = socket.bytesWritten - account.bytesWritten;
    account.bytesRead = socket.bytesRead;
    account.bytesWritten = socket.bytesWritten;
    if (!account.isCounted)
      return;
    totals.request_bytes += requestBytes;
    totals.response_bytes += responseBytes;
    if (account.entry !== null) {
      account.entry.request_bytes += requestBytes;
      account.entry.response_bytes += responseBytes;
    }
  };

  const settleAll = () => {
    for (const [socket, account] of sockets)
      settle (socket, account);
  };

  const connectionCb = (socket) => {
    // A connection that is closed before a whole head came in is a sender's: the tests' own questions are never cut.
    const account = { bytesRead: 0, bytesWritten: 0, isCounted: true, number: 0, entry: null };
    sockets.set (socket, account);
    socket.once ('close', () => {
      settle (socket, account);
      sockets.delete (socket);
    });
  };

  const requestCb = (request, response) => {
    const account = sockets.get (request.socket);
    account.isCounted = isCounted (request.url);
    account.entry = null;
    if (!account.isCounted)
      return;
    if (account.number === 0) {
      nConnections += 1;
      account.number = nConnections;
      totals.connections += 1;
    }
    totals.requests += 1;
    const hash = createHash ('sha256');
    const entry = {
      method: request.method,
      url: request.url,
      connection: account.number,
      status: 0,
      body_bytes: 0,
      body_sha256: null,
      request_bytes: 0,
      response_bytes: 0,
    };
    const belongsTo = totals;
    account.entry = entry;
    log.push (entry);
    tapBody (request, (chunk) => {
      hash.update (chunk);
      entry.body_bytes += chunk.length;
      belongsTo.body_bytes += chunk.length;
    });
    request.once ('end', () => { entry.body_sha256 = hash.digest ('hex'); });
    response.once ('close', () => {
      // Stays 0 when the connection went before the whole answer was out.
      if (response.writableFinished)
        entry.status = response.statusCode;
      settle (request.socket, account);
    });
  };

  return {
    attach: (server) => {
      server.on ('connection', connectionCb);
      server.prependListener ('request', requestCb);
    },
    totals: () => {
      settleAll ();
      return { ...totals };
    },
    log: () => {
      settleAll ();
      return log.map ((entry) => ({ ...entry }));
    },
    reset: () => {
      settleAll ();
      for (const account of sockets.values ())
        {
          account.number = 0;
          account.entry = null;
        }
      totals = emptyTotals ();
      log = [];
      nConnections = 0;
    },
  };
};
