#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Says of statements whether they are valid: by @learninglocker/xapi-validation, an independent judge, and by our own
// stricter rules (lib/rules.mjs).
//
//   node validate.mjs [option…] < statements.jsonl
//   node validate.mjs [option…] FILE…          a file holds one statement, an array of them, or one a line (.jsonl)
//
// Prints a line for each statement, `ok WHERE ID` or `not ok WHERE ID` with the reasons indented below, and one line of
// totals.  Exit status: 0 all valid, 1 at least one is not or there was none, 2 wrong options or an unreadable file.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findRepeatedNames } from './lib/json-names.mjs';
import { checkOwnRules, makeHistoryCheck } from './lib/rules.mjs';

const require = createRequire (import.meta.url);

const USAGE = `usage: validate.mjs [option…] [FILE…]

  --now INSTANT   timestamps later than this are in the future (default: the clock)
  --stored        the statements come back from an LRS: stored, authority and version are looked at and then set aside
  --history       they are one device's, in the order they were made: check each in the light of those before
  --xapi-only     leave our own rules out
  --quiet         print what is not valid, and the totals
`;

const fail = (message) => {
  process.stderr.write (`validate: ${message}\n${USAGE}`);
  process.exit (2);
};

const readOptions = () => {
  const flag = { type: 'boolean', default: false };
  try
    {
      const { values, positionals } = parseArgs ({
        allowPositionals: true,
        options: {
          now: { type: 'string' },
          stored: flag,
          history: flag,
          'xapi-only': flag,
          quiet: flag,
        },
      });
      const now = values.now === undefined ? Date.now () : Date.parse (values.now);
      if (Number.isNaN (now))
        fail (`not an instant: ${values.now}`);
      return { ...values, now, files: positionals };
    }
  catch (error)
    {
      return fail (error.message);
    }
};

const readText = (file) => {
  try
    {
      return readFileSync (file, 'utf8');
    }
  catch (error)
    {
      return fail (error.message);
    }
};

const linesOf = (text, name) => text.split ('\n')
  .map ((line, index) => ({ where: name === '' ? String (index + 1) : `${name}:${index + 1}`, text: line }))
  .filter (({ text: line }) => line.trim () !== '');

/* One piece of text for each statement, or for each array of them, with where it stands. */
const readPieces = (files) => {
  if (files.length === 0)
    return linesOf (readText (0), '');
  return files.flatMap ((file) => file.endsWith ('.jsonl')
    ? linesOf (readText (file), file)
    : [{ where: file, text: readText (file) }]);
};

/* A warning of the validator in words: where in the statement, what kind, and whatever detail it carries. */
const describeWarning = ({ path, name, typeName, keys, usedIfis, data }) => {
  const detail = [typeName, keys?.join (', '), usedIfis?.join (', ')].filter ((part) => part !== undefined);
  const value = typeof data === 'object' || data === undefined ? '' : ` (${JSON.stringify (data)})`;
  return `xapi: ${path.join ('.')}: ${[name, ...detail].join (' ')}${value}`;
};

/* What an LRS adds and respells is set aside: an instant may come back with another offset or without its fraction. */
const withoutLrsMarks = ({ stored, authority, version, ...statement }) => ({
  ...statement,
  timestamp: Number.isNaN (Date.parse (statement.timestamp))
    ? statement.timestamp
    : new Date (statement.timestamp).toISOString (),
});

const makeJudge = (options) => {
  let validate;
  try
    {
      validate = require ('@learninglocker/xapi-validation').default;
    }
  catch
    {
      fail ('the validator is not installed; run tests/interop/setup');
    }
  const checkHistory = options.history ? makeHistoryCheck () : () => [];
  const seenIds = new Set ();
  return (statement) => {
    if (typeof statement !== 'object' || statement === null || Array.isArray (statement))
      return ['not an object'];
    const reasons = validate (statement).map (describeWarning);
    if (options['xapi-only'])
      return reasons;
    if (options.stored)
      for (const name of ['stored', 'authority', 'version'])
        if (statement[name] === undefined)
          reasons.push (`${name} was not set by the LRS`);
    const ours = options.stored ? withoutLrsMarks (statement) : statement;
    reasons.push (...checkOwnRules (ours, options.now), ...checkHistory (ours));
    if (seenIds.has (ours.id))
      reasons.push ('the id was there before');
    seenIds.add (ours.id);
    return reasons;
  };
};

const judgePiece = (judge, { where, text }) => {
  let parsed;
  try
    {
      parsed = JSON.parse (text);
    }
  catch (error)
    {
      return [{ where, id: '-', reasons: [`not JSON: ${error.message}`] }];
    }
  const repeated = findRepeatedNames (text).map ((name) => `the name ${JSON.stringify (name)} is repeated in one object`);
  const statements = Array.isArray (parsed) ? parsed : [parsed];
  return statements.map ((statement, index) => ({
    where: Array.isArray (parsed) ? `${where}[${index}]` : where,
    id: statement?.id ?? '-',
    reasons: [...repeated, ...judge (statement)],
  }));
};

const main = () => {
  const options = readOptions ();
  const judge = makeJudge (options);
  let nValid = 0;
  let nInvalid = 0;
  for (const piece of readPieces (options.files))
    for (const { where, id, reasons } of judgePiece (judge, piece))
      {
        const isValid = reasons.length === 0;
        if (isValid)
          nValid += 1;
        else
          nInvalid += 1;
        if (!isValid || !options.quiet)
          process.stdout.write (`${isValid ? 'ok' : 'not ok'} ${where} ${id}\n`);
        for (const reason of reasons)
          process.stdout.write (`  ${reason}\n`);
      }
  process.stdout.write (`${nValid} valid, ${nInvalid} not valid\n`);
  process.exitCode = nInvalid > 0 || nValid === 0 ? 1 : 0;
};

main ();
