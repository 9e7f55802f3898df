#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows that the rig is what the other tests take it for: an LRS that settles repeated, mixed and invalid batches as the
// two LRSs observed do, counts that are those of the wire, and a validator that sees every fault it should.
//
//   node selftest.mjs

import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { gzipSync } from 'node:zlib';
import { KEY, SECRET, basic, runScript, scriptPath, startLrs } from './lib/process.mjs';
import { makeStatements } from './make-statements.mjs';

const FIXTURES = readFileSync (scriptPath ('fixtures/statements.jsonl'), 'utf8');
const ADL = 'http://adlnet.gov/expapi';

const idsOf = (statements) => statements.map (({ id }) => id);
const fresh = (n) => makeStatements (n, randomUUID ());
const clone = (value) => JSON.parse (JSON.stringify (value));

const voiding = (id) => ({
  id: randomUUID (),
  actor: fresh (1)[0].actor,
  verb: { id: `${ADL}/verbs/voided`, display: { 'en-GB': 'voided' } },
  object: { objectType: 'StatementRef', id },
  timestamp: '2025-02-01T00:00:00.000Z',
});

const byId = (id, name = 'statementId') => `/xapi/statements?${name}=${id}`;

// One line a case, one column an LRS: what this rig answers plainly, and what with --strict.
for (const { args, same, mixed, gzip, large, putAgain, version2 } of [
  { args: [], same: 200, mixed: 200, gzip: 400, large: 200, putAgain: 204, version2: 400 },
  { args: ['--strict'], same: 409, mixed: 409, gzip: 500, large: 400, putAgain: 409, version2: 200 },
])
  test (args[0] ?? 'plain', async (t) => {
    const lrs = await startLrs (t, ...args);
    const step = (name, act) => t.test (name, async () => {
      await lrs.ask ('POST', '/test/reset');
      await act ();
    });

    await step ('a new batch is stored and answered with its ids in order', async () => {
      const batch = fresh (50);
      const answer = await lrs.post (batch);
      assert.equal (answer.status, 200);
      assert.deepEqual (answer.json, idsOf (batch));
      assert.deepEqual (idsOf (await lrs.stored ()), idsOf (batch));
    });

    await step (`the same batch again: ${same}`, async () => {
      const batch = fresh (3);
      await lrs.post (batch);
      const answer = await lrs.post (batch);
      assert.equal (answer.status, same);
      if (same === 200)
        assert.deepEqual (answer.json, idsOf (batch));
      assert.equal ((await lrs.stored ()).length, 3);
    });

    await step (`one stored and one new: ${mixed}`, async () => {
      const [old, added] = fresh (2);
      await lrs.post ([old]);
      const answer = await lrs.post ([old, added]);
      assert.equal (answer.status, mixed);
      assert.equal ((await lrs.ask ('GET', byId (added.id))).status, mixed === 200 ? 200 : 404);
      assert.equal ((await lrs.stored ()).length, mixed === 200 ? 2 : 1);
    });

    await step ('one stored with other content and one new: 409, nothing stored', async () => {
      const [old, added] = fresh (2);
      await lrs.post ([old]);
      const changed = { ...old, timestamp: '2025-01-01T00:00:00.000Z' };
      assert.equal ((await lrs.post ([changed, added])).status, 409);
      assert.equal ((await lrs.post ([added, changed])).status, 409);
      const stored = await lrs.stored ();
      assert.deepEqual (idsOf (stored), [old.id]);
      assert.equal (stored[0].timestamp, old.timestamp);
    });

    await step ('one invalid: 400, nothing stored, also when another is there already', async () => {
      const [old, added, invalid] = fresh (3);
      invalid.verb.id = 'not an IRI';
      await lrs.post ([old]);
      assert.equal ((await lrs.post ([added, invalid])).status, 400);
      assert.equal ((await lrs.post ([old, invalid])).status, 400);
      assert.deepEqual (idsOf (await lrs.stored ()), [old.id]);
    });

    await step ('an id twice in one batch: 400, nothing stored', async () => {
      const [one] = fresh (1);
      assert.equal ((await lrs.post ([one, one])).status, 400);
      assert.deepEqual (await lrs.stored (), []);
    });

    await step (`a gzip body: ${gzip}`, async () => {
      const body = gzipSync (JSON.stringify (fresh (2)));
      assert.equal ((await lrs.post (body, { 'Content-Encoding': 'gzip' })).status, gzip);
      assert.deepEqual (await lrs.stored (), []);
    });

    await step (`a body of 3 MB: ${large}`, async () => {
      const batch = fresh (50);
      for (const statement of batch)
        statement.context.extensions['https://nexus-trainer.invalid/xapi/1/extensions/ballast'] = 'x'.repeat (61000);
      const body = JSON.stringify (batch);
      assert.ok (body.length > 3e6);
      assert.equal ((await lrs.post (body)).status, large);
      assert.equal ((await lrs.stored ()).length, large === 200 ? 50 : 0);
    });

    await step ('a voided statement by id: 404, as a voided one: 200', async () => {
      const [one] = fresh (1);
      await lrs.post ([one]);
      assert.equal ((await lrs.ask ('GET', byId (one.id, 'voidedStatementId'))).status, 404);
      assert.equal ((await lrs.post ([voiding (one.id)])).status, 200);
      assert.equal ((await lrs.ask ('GET', byId (one.id))).status, 404);
      assert.equal ((await lrs.ask ('GET', byId (one.id, 'voidedStatementId'))).status, 200);
      assert.equal ((await lrs.stored ()).length, 2);
    });

    await step (`PUT: 204, the same again: ${putAgain}, another under the id: 409`, async () => {
      const [one] = fresh (1);
      const put = (body) => lrs.ask ('PUT', byId (one.id), { body });
      assert.equal ((await put (one)).status, 204);
      assert.equal ((await put (one)).status, putAgain);
      assert.equal ((await put ({ ...one, timestamp: '2025-01-01T00:00:00.000Z' })).status, 409);
      assert.equal ((await lrs.stored ()).length, 1);
    });

    await step ('what is not a request of ours is refused', async () => {
      const batch = fresh (1);
      assert.equal ((await lrs.post (batch, { 'X-Experience-API-Version': undefined })).status, 400);
      assert.equal ((await lrs.ask ('GET', '/xapi/statements', { headers: { 'X-Experience-API-Version': undefined } })).status, 400);
      assert.equal ((await lrs.post (batch, { Authorization: undefined })).status, 401);
      assert.equal ((await lrs.post (batch, { Authorization: basic (KEY, 'another') })).status, 401);
      assert.equal ((await lrs.ask ('GET', '/xapi/statements?colour=blue')).status, 400);
      assert.equal ((await lrs.post ('[{"id":')).status, 400);
      assert.deepEqual (await lrs.stored (), []);
      assert.equal ((await lrs.post (batch, { 'X-Experience-API-Version': '2.0.0' })).status, version2);
    });

    await step ('about needs neither version nor credentials', async () => {
      const headers = { 'X-Experience-API-Version': undefined, Authorization: undefined };
      const answer = await lrs.ask ('GET', '/xapi/about', { headers });
      assert.equal (answer.status, 200);
      assert.ok (answer.json.version.includes ('1.0.3'));
    });

    await step ('one batch sent twice at once is stored once', async () => {
      const batch = fresh (20);
      const answers = await Promise.all ([lrs.post (batch), lrs.post (batch), lrs.post (batch)]);
      assert.deepEqual (answers.map (({ status }) => status).sort (), [200, same, same]);
      assert.equal ((await lrs.stored ()).length, 20);
    });

    await step ('every fixture makes the round trip', async () => {
      const fixtures = FIXTURES.trim ().split ('\n').map ((line) => JSON.parse (line));
      assert.equal ((await lrs.post (fixtures.slice (0, -1))).status, 200);
      assert.equal ((await lrs.post (fixtures.slice (-1))).status, 200);
      const { headers, text } = await lrs.ask ('GET', '/test/statements?lines');
      assert.equal (headers['x-count'], String (fixtures.length));
      const judged = await runScript ('validate.mjs', ['--stored', '--quiet'], text);
      assert.equal (judged.status, 0, judged.out);
      for (const fixture of fixtures.filter (({ id }) => id !== fixtures.at (-1).object.id))
        {
          const { status, json } = await lrs.ask ('GET', byId (fixture.id));
          assert.equal (status, 200);
          const { stored, authority, version, ...rest } = json;
          assert.equal (authority.account.name, KEY);
          assert.equal (version, '1.0.0');
          assert.equal (Date.parse (rest.timestamp), Date.parse (fixture.timestamp));
          assert.deepEqual ({ ...rest, timestamp: fixture.timestamp }, fixture);
        }
    });
  });

test ('a GET says up to when it is complete, in both spellings of time', async (t) => {
  const plain = await startLrs (t);
  const strict = await startLrs (t, '--strict');
  const [one, whole] = fresh (2);
  whole.timestamp = '2025-01-06T09:21:00.000Z';
  for (const lrs of [plain, strict])
    {
      await lrs.post ([one, whole]);
      const { headers } = await lrs.ask ('GET', byId (one.id));
      assert.ok (Date.parse (headers['x-experience-api-consistent-through']) > Date.parse (one.timestamp));
      assert.equal ((await lrs.ask ('HEAD', byId (one.id))).status, 200);
    }
  assert.equal ((await plain.ask ('GET', byId (whole.id))).json.timestamp, '2025-01-06T09:21:00.000Z');
  const answer = await strict.ask ('GET', byId (whole.id));
  assert.equal (answer.json.timestamp, '2025-01-06T09:21:00+00:00');
  assert.equal (answer.headers['x-experience-api-version'], '2.0.0');
  one.timestamp = one.timestamp.replace (/\.\d{3}Z$/, '.250Z');
  one.id = randomUUID ();
  await strict.post ([one]);
  assert.match ((await strict.ask ('GET', byId (one.id))).json.timestamp, /\.250000\+00:00$/);
});

test ('credentials see what their scope lets them see', async (t) => {
  const lrs = await startLrs (t, '--scope', 'mine',
    '--key', 'device-two', '--secret', 'two', '--scope', 'mine',
    '--key', 'hub', '--secret', 'three', '--scope', 'all',
    '--key', 'kiosk', '--secret', 'four', '--scope', 'write');
  const [one] = fresh (1);
  assert.equal ((await lrs.post ([one])).status, 200);
  const look = async (key, secret) =>
    (await lrs.ask ('GET', byId (one.id), { headers: { Authorization: basic (key, secret) } })).status;
  assert.equal (await look (KEY, SECRET), 200);
  assert.equal (await look ('device-two', 'two'), 404);
  assert.equal (await look ('hub', 'three'), 200);
  assert.equal (await look ('kiosk', 'four'), 403);
  assert.equal ((await lrs.post ([one], { Authorization: basic ('device-two', 'two') })).status, 200);
  assert.equal ((await lrs.stored ()).length, 1);
});

test ('an activity profile is kept', async (t) => {
  const lrs = await startLrs (t);
  const path = '/xapi/activities/profile?profileId=notes&activityId=https%3A%2F%2Fnexus-trainer.invalid%2Fxapi%2F1%2Fa';
  assert.equal ((await lrs.ask ('POST', path, { body: { page: 4 } })).status, 204);
  assert.deepEqual ((await lrs.ask ('GET', path)).json, { page: 4 });
});

test ('an attachment is asked for when it was declared', async (t) => {
  const lrs = await startLrs (t);
  const [one] = fresh (1);
  const payload = 'a certificate in plain words\n';
  one.attachments = [{
    usageType: 'http://id.tincanapi.com/attachment/certificate-of-completion',
    display: { 'en-GB': 'Certificate' },
    contentType: 'text/plain',
    length: payload.length,
    sha2: createHash ('sha256').update (payload).digest ('hex'),
  }];
  assert.equal ((await lrs.post ([one])).status, 400);
  const body = [
    '--edge', 'Content-Type: application/json', '', JSON.stringify ([one]),
    '--edge', 'Content-Type: text/plain', 'Content-Transfer-Encoding: binary',
    `X-Experience-API-Hash: ${one.attachments[0].sha2}`, '', payload,
    '--edge--', '',
  ].join ('\r\n');
  assert.equal ((await lrs.post (body, { 'Content-Type': 'multipart/mixed; boundary=edge' })).status, 200);
  const { text } = await lrs.ask ('GET', `${byId (one.id)}&attachments=true`);
  assert.ok (text.includes (payload));
});

test ('the counts are those of the wire', async (t) => {
  const lrs = await startLrs (t);
  const agent = new http.Agent ({ keepAlive: true, maxSockets: 1 });
  t.after (() => agent.destroy ());
  const sockets = [];
  const createConnection = agent.createConnection.bind (agent);
  agent.createConnection = (...rest) => {
    const socket = createConnection (...rest);
    sockets.push (socket);
    return socket;
  };
  let bodyBytes = 0;
  for (const batch of [fresh (1), fresh (7), fresh (50)])
    {
      const body = JSON.stringify (batch);
      bodyBytes += Buffer.byteLength (body);
      assert.equal ((await lrs.ask ('POST', '/xapi/statements', { body, agent })).status, 200);
    }
  assert.equal (sockets.length, 1);
  const totals = (await lrs.ask ('GET', '/test/bytes')).json;
  assert.deepEqual (totals, {
    requests: 3,
    connections: 1,
    request_bytes: sockets[0].bytesWritten,
    response_bytes: sockets[0].bytesRead,
    body_bytes: bodyBytes,
  });
  const entries = (await lrs.ask ('GET', '/test/requests')).json;
  assert.deepEqual (entries.map (({ method, url, status, connection }) => [method, url, status, connection]),
    [1, 2, 3].map (() => ['POST', '/xapi/statements', 200, 1]));
  assert.equal (entries.reduce ((sum, entry) => sum + entry.request_bytes, 0), totals.request_bytes);
});

test ('the bytes of each body are told by their digest', async (t) => {
  const lrs = await startLrs (t);
  const body = JSON.stringify (fresh (4));
  await lrs.post (body);
  await lrs.post (body);
  await lrs.post (`${body} `);
  const digests = (await lrs.ask ('GET', '/test/requests')).json.map (({ body_sha256: digest }) => digest);
  assert.equal (digests[0], createHash ('sha256').update (body).digest ('hex'));
  assert.equal (digests[1], digests[0]);
  assert.notEqual (digests[2], digests[0]);
});

test ('a request that is cut is counted, answered by nobody and stored by nobody', async (t) => {
  const lrs = await startLrs (t);
  const head = [
    'POST /xapi/statements HTTP/1.1', 'Host: 127.0.0.1', 'Content-Type: application/json', 'Content-Length: 5000',
    'X-Experience-API-Version: 1.0.3', `Authorization: ${basic (KEY, SECRET)}`, '', '[{"id":"',
  ].join ('\r\n');
  const socket = net.connect (lrs.port, '127.0.0.1');
  await new Promise ((resolve) => { socket.write (head, resolve); });
  let totals;
  do
    totals = (await lrs.ask ('GET', '/test/bytes')).json;
  while (totals.body_bytes < 8);
  socket.destroy ();
  await once (socket, 'close');
  totals = (await lrs.ask ('GET', '/test/bytes')).json;
  assert.equal (totals.requests, 1);
  assert.equal (totals.request_bytes, head.length);
  assert.equal ((await lrs.ask ('GET', '/test/requests')).json[0].status, 0);
  assert.deepEqual (await lrs.stored (), []);
});

test ('reset forgets the statements and the counts, or the counts alone', async (t) => {
  const lrs = await startLrs (t);
  const batch = fresh (5);
  await lrs.post (batch);
  assert.equal ((await lrs.ask ('POST', '/test/reset?only=bytes')).status, 204);
  assert.equal ((await lrs.stored ()).length, 5);
  assert.equal ((await lrs.ask ('GET', '/test/bytes')).json.requests, 0);
  assert.equal ((await lrs.ask ('POST', '/test/reset')).status, 204);
  assert.deepEqual (await lrs.stored (), []);
  assert.equal ((await lrs.post (batch)).status, 200);
  assert.equal ((await lrs.stored ()).length, 5);
});

test ('the process ends when asked to, and says when it cannot start', async (t) => {
  const eof = await startLrs (t);
  eof.child.stdin.end ();
  assert.deepEqual (await eof.exited, [0, null]);
  const term = await startLrs (t);
  const agent = new http.Agent ({ keepAlive: true });
  t.after (() => agent.destroy ());
  await term.ask ('GET', '/xapi/about', { agent });
  term.child.kill ('SIGTERM');
  assert.deepEqual (await term.exited, [0, null]);
  assert.equal ((await runScript ('lrs.mjs', ['--key', 'k'])).status, 2);
  assert.equal ((await runScript ('lrs.mjs', ['--key', 'k', '--secret', 's', '--colour'])).status, 2);
  const taken = net.createServer ().listen (0, '127.0.0.1');
  await once (taken, 'listening');
  t.after (() => taken.close ());
  const { status, err } = await runScript ('lrs.mjs', ['--key', 'k', '--secret', 's', '--port', String (taken.address ().port)]);
  assert.equal (status, 1);
  assert.match (err, /EADDRINUSE/);
});

test ('the validator passes the fixtures and what is made of them', async () => {
  const fixtures = await runScript ('validate.mjs', ['--history'], FIXTURES);
  assert.equal (fixtures.status, 0, fixtures.out);
  assert.match (fixtures.out, /\n14 valid, 0 not valid\n$/);
  const made = await runScript ('make-statements.mjs', ['200']);
  assert.equal (made.out, (await runScript ('make-statements.mjs', ['200'])).out);
  const judged = await runScript ('validate.mjs', ['--quiet'], made.out);
  assert.equal (judged.out, '200 valid, 0 not valid\n');
  assert.equal ((await runScript ('validate.mjs', [])).status, 1, 'nothing at all is not valid');
});

// What is done to which verb's fixture, and the words of the reason it must be refused with.
const FAULTS = [
  ['answered', (s) => { s.id = s.id.toUpperCase (); }, /not a UUID/],
  ['answered', (s) => { s.id = '019aa6c0-0002-1000-8000-000000000002'; }, /not a UUID of version 4 or 7/],
  ['answered', (s) => { s.actor.mbox = 'mailto:someone@example.org'; }, /IfiCountWarning/],
  ['answered', (s) => { delete s.actor.account; s.actor.mbox = 'mailto:someone@example.org'; }, /actor\.mbox/],
  ['answered', (s) => { s.actor.name = 'Someone'; }, /actor\.name/],
  ['attended', (s) => { s.context.instructor.name = 'Someone'; }, /context\.instructor\.name/],
  ['answered', (s) => { s.stored = s.timestamp; }, /stored is for the LRS/],
  ['answered', (s) => { s.authority = s.actor; }, /authority is for the LRS/],
  ['answered', (s) => { s.version = '1.0.0'; }, /version is for the LRS/],
  ['answered', (s) => { s.context.revision = null; }, /context\.revision is null/],
  ['answered', (s) => { s.context.contextActivities = {}; }, /contextActivities is an empty object/],
  ['answered', (s) => { s.context.contextActivities.parent = []; }, /parent is an empty list/],
  ['answered', (s) => { s.colour = 'blue'; }, /RestrictedKeysWarning colour/],
  ['answered', (s) => { s.Result = s.result; }, /RestrictedKeysWarning Result/],
  ['answered', (s) => { s.timestamp = '2025-10-05T07:44:52Z'; }, /three decimals/],
  ['answered', (s) => { s.timestamp = '2025-10-05T07:44:52.093+00:00'; }, /three decimals and Z/],
  ['answered', (s) => { s.timestamp = '2025-10-05T07:44:52.0931Z'; }, /three decimals/],
  ['answered', (s) => { s.timestamp = '2025-13-05T07:44:52.093Z'; }, /three decimals/],
  ['answered', (s) => { s.timestamp = '2126-10-05T07:44:52.093Z'; }, /in the future/],
  ['answered', (s) => { delete s.timestamp; }, /timestamp is not/],
  ['answered', (s) => { s.result.duration = 'PT14.612S'; }, /at most two decimals/],
  ['answered', (s) => { s.result.duration = 'P1M'; }, /ISO 8601 in days and time/],
  ['answered', (s) => { s.result.duration = 'PT'; }, /duration/],
  ['answered', (s) => { s.result.completion = true; }, /completion has no place/],
  ['answered', (s) => { delete s.result.success; }, /result\.success is missing/],
  ['answered', (s) => { s.result.response = 'nobody'; }, /does not offer: nobody/],
  ['answered', (s) => { s.object.definition.scale = s.object.definition.choices; }, /choice has no scale/],
  ['answered', (s) => { delete s.object.definition.choices; }, /choice needs choices/],
  ['answered', (s) => { s.object.definition.choices[0].id = 'two words'; }, /not a short token/],
  ['answered', (s) => { s.object.definition.type = `${ADL}/activities/module`; }, /is not for an activity of type/],
  ['responded', (s) => { s.object.definition.correctResponsesPattern = ['elder']; }, /no right answer/],
  ['responded', (s) => { delete s.result.extensions; }, /result\.extensions is missing/],
  ['answered', (s) => { s.verb.id = `${ADL}/verbs/launched`; }, /not of the statement set/],
  ['answered', (s) => { s.verb.display.fr = 'a répondu'; }, /exactly one language/],
  ['passed', (s) => { s.result.success = false; }, /success is not true/],
  ['passed', (s) => { s.result.score.scaled = 0.5; }, /mastery score of 0\.8 does not fit/],
  ['failed', (s) => { s.result.score.scaled = 0.9; }, /mastery score of 0\.8 does not fit/],
  ['passed', (s) => { s.result.score.scaled = 1.5; }, /not in -1…1/],
  ['passed', (s) => { delete s.result.score.max; }, /without min and max/],
  ['passed', (s) => { s.result.score.raw = 9; }, /min ≤ raw ≤ max/],
  ['passed', (s) => { delete s.result.duration; }, /duration is missing/],
  ['completed', (s) => { s.result.completion = false; }, /completion is not true/],
  ['completed', (s) => { s.result.score = { scaled: 1 }; }, /score has no place/],
  ['completed', (s) => { delete s.context.registration; }, /registration/],
  ['completed', (s) => { delete s.context.extensions['https://w3id.org/xapi/cmi5/context/extensions/sessionid']; }, /session id/],
  ['completed', (s) => { s.context.extensions.colour = 'blue'; }, /not an IRI: colour/],
  ['completed', (s) => { s.context.contextActivities.category[0].id = 'https://w3id.org/xapi/cmi5/context/categories/cmi5'; },
    /claims a launch/],
  ['completed', (s) => { s.object.id = 'modules/early-warning'; }, /object\.id: TypeWarning/],
  ['voided', (s) => { s.object = { objectType: 'Activity', id: 'https://nexus-trainer.invalid/x' }; }, /StatementRef/],
];

test ('the validator sees every fault', async () => {
  const fixtures = FIXTURES.trim ().split ('\n').map ((line) => JSON.parse (line));
  const broken = FAULTS.map (([verb, spoil], index) => {
    const statement = clone (fixtures.find (({ verb: { id } }) => id.endsWith (`/${verb}`)));
    statement.id = makeStatements (index + 1, 'faults')[index].id;
    spoil (statement);
    return JSON.stringify (statement);
  });
  const { status, out } = await runScript ('validate.mjs', [], `${broken.join ('\n')}\n`);
  assert.equal (status, 1);
  const blocks = out.split (/^(?=not ok|ok|\d+ valid)/m);
  assert.equal (blocks.length, FAULTS.length + 1);
  FAULTS.forEach (([verb, spoil, reason], index) => {
    assert.match (blocks[index], /^not ok/, `${verb}: ${spoil}`);
    assert.match (blocks[index], reason, `${verb}: ${spoil}`);
  });
});

test ('the validator sees what only the text or the neighbours show', async () => {
  const lines = FIXTURES.trim ().split ('\n');
  const reasons = async (text, ...args) => {
    const { status, out } = await runScript ('validate.mjs', args, text);
    assert.equal (status, 1, out);
    return out;
  };
  assert.match (await reasons (lines[0].replace ('"verb":', '"\\u0076erb":{},"verb":')), /"verb" is repeated/);
  assert.match (await reasons (lines[0].replace ('"objectType":"Agent",', '"objectType":"Agent","objectType":"Agent",')),
    /"objectType" is repeated/);
  assert.match (await reasons (`${lines[0]}\n${lines[0]}\n`), /the id was there before/);
  assert.match (await reasons ('{"id":\n'), /not JSON/);
  assert.match (await reasons ('[]\n4\n'), /not an object/);
  assert.match (await reasons (lines[0], '--now', '2025-01-01T00:00:00Z'), /in the future/);
  assert.match (await reasons (lines[0], '--stored'), /stored was not set/);
  const again = lines[5].replace ('0006-7000', '0106-7000');
  const late = lines[4].replace ('0005-7000', '0105-7000');
  assert.match (await reasons (`${lines[5]}\n${again}\n`, '--history'), /passed a second time/);
  assert.match (await reasons (`${lines[5]}\n${late}\n`, '--history'), /failed after passed/);
  assert.match (await reasons (lines[7], '--history'), /left without having been opened/);
});

test ('the other client sends, and its bytes are those the LRS counts', async (t) => {
  const lrs = await startLrs (t);
  const folder = mkdtempSync (join (tmpdir (), 'nexus-trainer-interop-'));
  t.after (() => rmSync (folder, { recursive: true }));
  const file = join (folder, 'statements.jsonl');
  const batch = fresh (120);
  writeFileSync (file, batch.map ((statement) => `${JSON.stringify (statement)}\n`).join (''));
  const { status, out, err } = await runScript ('bench-xapi.mjs',
    ['--url', `http://127.0.0.1:${lrs.port}/xapi/`, '--key', KEY, '--secret', SECRET, file]);
  assert.equal (status, 0, err);
  const facts = Object.fromEntries (out.trim ().split (' ').map ((pair) => pair.split ('=')));
  const totals = (await lrs.ask ('GET', '/test/bytes')).json;
  assert.equal (facts.statements, '120');
  assert.equal (facts.requests, '3');
  assert.equal (Number (facts.bytes_up), totals.request_bytes);
  assert.equal (Number (facts.connections), totals.connections);
  assert.ok (Number (facts.ms) > 0);
  assert.deepEqual (idsOf (await lrs.stored ()), idsOf (batch));
  const refused = await runScript ('bench-xapi.mjs',
    ['--url', `http://127.0.0.1:${lrs.port}/xapi/`, '--key', KEY, '--secret', 'another', file]);
  assert.equal (refused.status, 1);
});
