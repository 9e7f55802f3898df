// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the project asks of its own statements beyond what xAPI 1.0.3 asks of everybody's: the independent validator says
// whether a statement is xAPI, this file whether it is one of ours.
//
// Each check is a function of a statement that yields sentences about what is wrong; none stops the others.

const ADL = 'http://adlnet.gov/expapi';
const CMI5 = 'https://w3id.org/xapi/cmi5/context';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const DURATION = /^P(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,2})?S)?)?$/;
const ABSOLUTE_IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/iu;

const INTERACTION = `${ADL}/activities/cmi.interaction`;
const MODULE = `${ADL}/activities/module`;
const COURSE = `${ADL}/activities/course`;
const ASSESSMENT = `${ADL}/activities/assessment`;
const SIMULATION = `${ADL}/activities/simulation`;
const MEETING = `${ADL}/activities/meeting`;
const CERTIFICATE = 'https://www.opigno.org/en/tincan_registry/activity_type/certificate';

const VOIDED = `${ADL}/verbs/voided`;

/* The statement set.  types: what the object may be when its definition is sent (an object may go without one after the
 * first time).  needs and may: properties of the result; what is in neither has no place there. */
const VERBS = new Map ([
  [`${ADL}/verbs/initialized`, { types: [MODULE], needs: [], may: [] }],
  [`${ADL}/verbs/answered`, { types: [INTERACTION], needs: ['response', 'success', 'duration'], may: ['extensions'] }],
  [`${ADL}/verbs/passed`, { types: [ASSESSMENT], needs: ['score', 'success', 'duration'], may: ['extensions'], success: true }],
  [`${ADL}/verbs/failed`, { types: [ASSESSMENT], needs: ['score', 'success', 'duration'], may: ['extensions'], success: false }],
  [`${ADL}/verbs/completed`, { types: [MODULE, SIMULATION, COURSE], needs: ['completion', 'duration'], may: ['extensions'] }],
  [`${ADL}/verbs/responded`, { types: [INTERACTION], needs: ['response', 'duration', 'extensions'], may: [] }],
  [`${ADL}/verbs/suspended`, { types: [SIMULATION], needs: ['duration'], may: ['completion', 'extensions'], completion: false }],
  [`${ADL}/verbs/attended`, { types: [MEETING], needs: ['completion'], may: ['duration', 'extensions'] }],
  ['http://id.tincanapi.com/verb/earned', { types: [CERTIFICATE], needs: ['extensions'], may: ['completion'] }],
  [`${ADL}/verbs/terminated`, { types: [MODULE], needs: ['duration'], may: ['extensions'] }],
  [VOIDED, { types: [], needs: [], may: [] }],
]);

/* Which list of components each type of interaction has. */
const COMPONENTS = {
  'choice': ['choices'],
  'sequencing': ['choices'],
  'likert': ['scale'],
  'matching': ['source', 'target'],
  'performance': ['steps'],
};
const COMPONENT_LISTS = ['choices', 'scale', 'source', 'target', 'steps'];

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray (value);

const definitionOf = (statement) => statement.object?.definition;

/* Every value with its path; extensions are the pack's own and are not looked into. */
const walk = function * (value, path) {
  yield { value, path };
  if (path.endsWith ('.extensions') || typeof value !== 'object' || value === null)
    return;
  for (const [name, member] of Object.entries (value))
    yield * walk (member, Array.isArray (value) ? `${path}[${name}]` : `${path}.${name}`);
};

const checkId = function * ({ id }) {
  if (!UUID.test (id ?? ''))
    yield `id is not a UUID of version 4 or 7 in small letters: ${JSON.stringify (id)}`;
};

const checkShape = function * (statement) {
  for (const name of ['stored', 'authority', 'version'])
    if (name in statement)
      yield `${name} is for the LRS to set`;
  for (const { value, path } of walk (statement, 'statement'))
    if (value === null)
      yield `${path} is null`;
    else if (isObject (value) && Object.keys (value).length === 0)
      yield `${path} is an empty object`;
    else if (Array.isArray (value) && value.length === 0)
      yield `${path} is an empty list`;
};

const checkExtensions = function * (statement) {
  for (const { value, path } of walk (statement, 'statement'))
    if (path.endsWith ('.extensions') && isObject (value))
      for (const key of Object.keys (value))
        if (!ABSOLUTE_IRI.test (key))
          yield `${path} has a key that is not an IRI: ${key}`;
};

const checkInstants = function * ({ timestamp }, now) {
  if (!INSTANT.test (timestamp ?? '') || Number.isNaN (Date.parse (timestamp)))
    yield `timestamp is not a UTC instant with three decimals and Z: ${JSON.stringify (timestamp)}`;
  else if (Date.parse (timestamp) > now)
    yield `timestamp lies in the future: ${timestamp}`;
};

const checkAgent = function * (agent, path, objectType) {
  if (!isObject (agent))
    {
      yield `${path} is missing`;
      return;
    }
  if (agent.objectType !== objectType)
    yield `${path}.objectType is not ${objectType}`;
  for (const name of ['mbox', 'mbox_sha1sum', 'openid', 'name', 'member'])
    if (name in agent)
      yield `${path}.${name}: only an account, and no name, may say who it is`;
  if (!isObject (agent.account))
    yield `${path} has no account`;
};

const checkPeople = function * ({ actor, context }) {
  yield * checkAgent (actor, 'actor', 'Agent');
  if (context?.instructor !== undefined)
    yield * checkAgent (context.instructor, 'context.instructor', 'Agent');
  if (context?.team !== undefined)
    yield * checkAgent (context.team, 'context.team', 'Group');
};

const checkVerb = function * (statement) {
  const { verb, object } = statement;
  const row = VERBS.get (verb?.id);
  if (row === undefined)
    {
      yield `verb is not of the statement set: ${verb?.id}`;
      return;
    }
  if (Object.keys (verb.display ?? {}).length !== 1)
    yield 'verb.display has not exactly one language';
  if (verb.id === VOIDED)
    {
      if (object?.objectType !== 'StatementRef')
        yield 'what is voided is not named by a StatementRef';
      return;
    }
  if (object?.objectType !== 'Activity')
    yield 'object.objectType is not Activity';
  const type = definitionOf (statement)?.type;
  if (type !== undefined && !row.types.includes (type))
    yield `${verb.id} is not for an activity of type ${type}`;
};

const checkResult = function * ({ verb, result }) {
  const row = VERBS.get (verb?.id);
  if (row === undefined)
    return;
  for (const name of row.needs)
    if (result?.[name] === undefined)
      yield `result.${name} is missing`;
  for (const name of Object.keys (result ?? {}))
    if (!row.needs.includes (name) && !row.may.includes (name))
      yield `result.${name} has no place with ${verb.id}`;
  if (row.success !== undefined && result?.success !== row.success)
    yield `result.success is not ${row.success}`;
  if (result?.completion !== undefined && result.completion !== (row.completion ?? true))
    yield `result.completion is not ${row.completion ?? true}`;
  if (result?.duration !== undefined && !DURATION.test (result.duration))
    yield `result.duration is not ISO 8601 in days and time with at most two decimals: ${result.duration}`;
};

const checkScore = function * ({ verb, result, context }) {
  const score = result?.score;
  if (score === undefined)
    return;
  if (typeof score.scaled !== 'number' || score.scaled < -1 || score.scaled > 1)
    yield 'result.score.scaled is not in -1…1';
  if ('raw' in score && !('min' in score && 'max' in score))
    yield 'result.score.raw stands without min and max';
  if (score.min >= score.max || score.raw < score.min || score.raw > score.max)
    yield 'result.score has not min ≤ raw ≤ max with min < max';
  const mastery = context?.extensions?.[`${CMI5}/extensions/masteryscore`];
  if (mastery === undefined)
    return;
  if (typeof mastery !== 'number' || mastery < 0 || mastery > 1 || Math.abs (mastery * 1e4 - Math.round (mastery * 1e4)) > 1e-9)
    yield 'the mastery score is not in 0…1 with at most four decimals';
  else if ((score.scaled >= mastery) !== verb.id.endsWith ('/passed'))
    yield `scaled ${score.scaled} against a mastery score of ${mastery} does not fit ${verb.id}`;
};

const checkContext = function * ({ verb, object, context }) {
  if (verb?.id === VOIDED)
    return;
  if (!UUID.test (context?.registration ?? ''))
    yield 'context.registration is not a UUID of version 4 or 7';
  if (!UUID.test (context?.extensions?.[`${CMI5}/extensions/sessionid`] ?? ''))
    yield 'the session id extension is missing';
  for (const name of ['platform', 'revision'])
    if (context?.[name] !== undefined && object?.objectType !== 'Activity')
      yield `context.${name} goes with an Activity only`;
  for (const { id } of context?.contextActivities?.category ?? [])
    if (id.startsWith (`${CMI5}/categories/`))
      yield `category ${id} claims a launch by an LMS`;
};

const checkComponents = function * (definition) {
  const wanted = COMPONENTS[definition.interactionType] ?? [];
  for (const name of COMPONENT_LISTS)
    {
      if (wanted.includes (name) !== Array.isArray (definition[name]))
        yield `${definition.interactionType} ${wanted.includes (name) ? 'needs' : 'has no'} ${name}`;
      for (const { id } of definition[name] ?? [])
        if (typeof id !== 'string' || id === '' || /\s|\[[,.:]\]/.test (id))
          yield `${name} has an id that is not a short token: ${JSON.stringify (id)}`;
    }
};

const checkInteraction = function * (statement) {
  const definition = definitionOf (statement);
  if (definition?.interactionType === undefined)
    return;
  yield * checkComponents (definition);
  if (statement.verb?.id === `${ADL}/verbs/responded` && 'correctResponsesPattern' in definition)
    yield 'a decision has no right answer, so no correctResponsesPattern';
  const lists = COMPONENTS[definition.interactionType] ?? [];
  const response = statement.result?.response;
  if (lists.length === 0 || typeof response !== 'string' || response === '')
    return;
  const ids = new Set (lists.flatMap ((name) => definition[name] ?? []).map (({ id }) => id));
  for (const token of response.split (/\[[,.]\]/))
    if (!ids.has (token))
      yield `result.response names what the definition does not offer: ${token}`;
};

const CHECKS = [checkId, checkShape, checkExtensions, checkInstants, checkPeople, checkVerb, checkResult, checkScore,
  checkContext, checkInteraction];

/* A check takes the shape of xAPI for granted.  Where a statement has another one the independent validator says so, and
 * the check that stumbles over it adds that it could not be made. */
const runCheck = (check, statement, now) => {
  try
    {
      return [...check (statement, now)];
    }
  catch (error)
    {
      return [`${check.name} cannot be made: ${error.message}`];
    }
};

/**
 * checkOwnRules:
 * @statement: a parsed statement, of any shape
 * @now: the latest allowed instant, in milliseconds since the epoch
 *
 * Returns: what is wrong, a sentence each
 */
export const checkOwnRules = (statement, now) => CHECKS.flatMap ((check) => runCheck (check, statement, now));

const once = (seen, key, sentence) => {
  const found = seen.has (key) ? [sentence] : [];
  seen.add (key);
  return found;
};

/**
 * makeHistoryCheck:
 *
 * Returns: a function to be called with one device's statements in the order they were made; it returns what is wrong with
 * each in the light of those before
 */
export const makeHistoryCheck = () => {
  const done = new Set ();
  const ended = new Set ();
  const opened = new Set ();
  return ({ verb, object, context }) => {
    const about = `${context?.registration} ${object?.id}`;
    const sitting = `${context?.extensions?.[`${CMI5}/extensions/sessionid`]} ${object?.id}`;
    switch (verb?.id)
      {
      case `${ADL}/verbs/completed`:
        return once (done, `completed ${about}`, 'completed a second time in one registration');
      case `${ADL}/verbs/passed`:
        return once (done, `passed ${about}`, 'passed a second time in one registration');
      case `${ADL}/verbs/failed`:
        return done.has (`passed ${about}`) ? ['failed after passed in one registration'] : [];
      case `${ADL}/verbs/initialized`:
        return once (opened, sitting, 'opened a second time in one session');
      case `${ADL}/verbs/terminated`:
        return [
          ...(opened.has (sitting) ? [] : ['left without having been opened in this sitting']),
          ...once (ended, sitting, 'left a second time in one session'),
        ];
      default:
        return [];
      }
  };
};
