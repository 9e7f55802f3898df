// SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Learning Locker's statements and activities services, assembled on their in-memory repositories.
//
// Owns: which of their parts are used and with what settings.  Refuses to know HTTP.
//
// Their own start-up code (`serviceFactory`, `repo/index`) opens MongoDB, Redis and Sentinel connections even when every
// repository is in memory.  It is not used: the parts are put together here, so no connection code is ever loaded.
// Everything that decides about a statement (validation, hashing, conflict, voiding, queries) is theirs, unchanged.

import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { randomUUID } from 'node:crypto';

const require = createRequire (import.meta.url);

/* Puts @exports in the place of a module before anything asks for it. */
const replaceModule = (path, exports) => {
  require.cache[path] = { id: path, filename: path, loaded: true, exports };
};

// Their routers write an access log into a folder of the working directory; the meter keeps a better one.
replaceModule (
  createRequire (require.resolve ('jscommons/dist/expressPresenter/mixins/morgan')).resolve ('file-stream-rotator'),
  { getStream: () => new Writable ({ write: (_chunk, _encoding, done) => done () }) },
);

// Their own logger pulls in a cloud vendor's whole kit; everything of weight goes to the logger handed to createStore ().
const silent = () => {};
replaceModule (require.resolve ('jscommons/dist/winston'), {
  default: () => ({ error: silent, warn: silent, info: silent, verbose: silent, debug: silent, silly: silent }),
});

const statementsPart = (path) => require (`@learninglocker/xapi-statements/dist/${path}`).default;
const activitiesPart = (path) => require (`@learninglocker/xapi-activities/dist/${path}`).default;
const NoModel = require ('jscommons/dist/errors/NoModel').default;

// What a credential may do, by the names of Learning Locker's scopes.
export const SCOPES = {
  all: ['all'],
  write: ['statements/write'],
  mine: ['statements/write', 'statements/read/mine'],
};

const ORGANISATION_ID = '58fe13e34effd3c26a7fc4b6';
const STORE_ID = '58fe13e34effd3c26a7fc4b7';

const basicToken = ({ key, secret }) => 'Basic ' + Buffer.from (`${key}:${secret}`, 'utf8').toString ('base64');

/* One Learning Locker client per credential: all of one organisation and store, so they see each other's statements as far
 * as their scopes allow, and each leaves its own authority on what it sends. */
const makeClients = (credentials) => new Map (credentials.map ((credential, index) => [
  basicToken (credential),
  {
    _id: `client-${index}`,
    title: credential.key,
    authority: {
      objectType: 'Agent',
      account: { homePage: 'https://lrs.example.org/credentials', name: credential.key },
    },
    isTrusted: true,
    lrs_id: STORE_ID,
    organisation: ORGANISATION_ID,
    scopes: SCOPES[credential.scope ?? 'all'],
  },
]));

/* The ADL LRS gives instants back as Python writes them: no fraction when it is zero, else six digits, offset in digits. */
const adlInstant = (text) => {
  const instant = new Date (text).toISOString ();
  const [, seconds, milliseconds] = /^(.*)\.(\d{3})Z$/.exec (instant);
  return milliseconds === '000' ? `${seconds}+00:00` : `${seconds}.${milliseconds}000+00:00`;
};

const withAdlInstants = (model) => ({
  ...model,
  statement: {
    ...model.statement,
    timestamp: adlInstant (model.statement.timestamp),
    stored: adlInstant (model.statement.stored),
  },
});

/* A stricter face of the same store: an id that is there already never has the right content.  The hash is asked for
 * after validation and after the check for an id twice in one batch, so the order of refusals stays that of the LRS. */
const strictRepo = (repo) => ({
  ...repo,
  getHashes: async (options) => (await repo.getHashes (options))
    .map ((row) => ({ ...row, hash: `never-equal-${randomUUID ()}` })),
  getStatement: async (options) => withAdlInstants (await repo.getStatement (options)),
  getStatements: async (options) => (await repo.getStatements (options)).map (withAdlInstants),
});

/**
 * createStore:
 * @credentials: array of { key, secret, scope }, at least one
 * @strict: answer as the ADL LRS does where the two differ
 * @logger: object with error, warn, info, verbose, debug and silly
 *
 * Returns: about, statements, activities and profiles (routers of express), isCredential (authorization), list () (the
 * stored statements in the order they were stored), clear () (forget all) and close () (leave no file behind)
 */
export const createStore = ({ credentials, strict, logger }) => {
  const clients = makeClients (credentials);
  const storageDir = join (tmpdir (), `nexus-trainer-lrs-${process.pid}-${randomUUID ()}`);
  const authRepo = {
    getClient: async ({ authToken }) => {
      const client = clients.get (authToken);
      if (client === undefined)
        throw new NoModel ('Client');
      return { client };
    },
  };
  const tracker = Promise.resolve (() => {});

  const models = statementsPart ('repo/modelsRepo/utils/memoryModels/factory') ();
  const storedIds = [];
  const statementsRepo = {
    ...statementsPart ('repo/eventsRepo/utils/fakeEvents/factory') (),
    ...statementsPart ('repo/storageRepo/utils/localStorage/factory') ({ storageDir }),
    ...models,
    ...authRepo,
    createStatements: async (options) => {
      const created = await models.createStatements (options);
      storedIds.push (...options.models.map ((model) => model.statement.id));
      return created;
    },
  };
  // The look-up of an id and the storing of its statement have no I/O between them in memory, so two requests with one id
  // cannot pass each other, although there is no unique index as in MongoDB.
  const statementsService = statementsPart ('service') ({
    repo: strict ? strictRepo (statementsRepo) : statementsRepo,
    tracker,
    logger,
    // The settings of a default installation, except that an answer waits until references and voiding are done.
    enableConflictChecks: true,
    enableAttachmentValidation: true,
    enableVoidingChecks: true,
    enableStatementCreation: true,
    enableAttachmentCreation: true,
    enableVoiding: true,
    enableNullRemoval: false,
    enableActorLowerCasing: false,
    enableReferencing: true,
    enableActivityUpdates: true,
    awaitUpdates: true,
  });
  const routers = statementsPart ('expressPresenter') ({
    service: statementsService,
    tracker,
    logger,
    translator: statementsPart ('translatorFactory') (),
    bodyParserLimit: '5mb',
    allowFormBody: true,
    allowUndefinedMethod: false,
    morganDirectory: storageDir,
  });

  const profilesRepo = {
    ...activitiesPart ('localStorageRepo') ({ storageDir }),
    ...activitiesPart ('memoryModelsRepo') ({ state: { activityProfiles: [] } }),
    ...authRepo,
  };
  const profiles = activitiesPart ('expressPresenter') ({
    service: activitiesPart ('service') ({ repo: profilesRepo }),
    tracker,
    logger,
    translator: activitiesPart ('translatorFactory') (),
    bodyParserLimit: '5mb',
    morganDirectory: storageDir,
  });

  // Reading through the repository shows the voided ones too, which no query of the protocol lists.
  const [anyClient] = clients.values ();
  const reader = { ...anyClient, scopes: SCOPES.all };

  return {
    about: routers.aboutRouter,
    statements: routers.statementsRouter,
    activities: routers.fullActivitiesRouter,
    profiles,
    isCredential: (authorization) => clients.has (authorization),
    list: () => models.getStatementsByIds ({ ids: storedIds, client: reader }),
    clear: async () => {
      storedIds.length = 0;
      await models.clearRepo ();
      await profilesRepo.clearRepo ();
      rmSync (storageDir, { recursive: true, force: true });
    },
    close: () => rmSync (storageDir, { recursive: true, force: true }),
  };
};
