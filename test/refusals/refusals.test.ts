import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type pg from 'pg';
import { type Installation, testInstallation } from '../support/installation.ts';
import { type Table, insertion, lawful } from '../support/rows.ts';
import { setScene } from '../support/scene.ts';
import { accessRefusals } from './access.ts';
import { catalogRefusals } from './catalog.ts';
import { constraintsOf, nullableKeyColumns } from './constraints.ts';
import { custodyRefusals } from './custody.ts';
import { historyRefusals } from './history.ts';
import { lawRefusals } from './law.ts';
import { peopleRefusals } from './people.ts';
import { type Refused, type Who, attempt, connectAll } from './refusal.ts';
import { functionRights, functionRightsOf, tableRights, tableRightsOf } from './rights.ts';
import { roleRefusals } from './roles.ts';

const refusals: readonly Refused[] = [
  ...roleRefusals,
  ...historyRefusals,
  ...lawRefusals,
  ...peopleRefusals,
  ...catalogRefusals,
  ...accessRefusals,
  ...custodyRefusals,
];

let installation: Installation;
let clients: ReadonlyMap<Who, pg.Client>;

before(async () => {
  installation = await testInstallation();
  await setScene(installation);
  clients = await connectAll(installation);
});
after(async () => {
  for (const client of clients?.values() ?? []) await client.end();
  await installation?.stop();
});

function as(who: Who): pg.Client {
  const client = clients.get(who);
  assert.ok(client);
  return client;
}

/** Tables whose lawful row is there already, or belongs to a request of the same transaction. */
const notAlone: readonly Table[] = [
  'platform.clock',
  'platform.installation',
  'custody.generation',
  'custody.behind',
  'access.grant_field',
  'access.scope',
];

describe('the database', () => {
  for (const table of Object.keys(lawful) as Table[])
    if (!notAlone.includes(table))
      test(`the database accepts a lawful row of ${table}`, async () => {
        assert.equal(await attempt(as('owner'), insertion(table)), undefined);
      });

  for (const { what, statement, expected } of refusals)
    test(`the database refuses ${what}`, async () => {
      for (const [who, answer] of Object.entries(expected)) {
        const refused = await attempt(as(who as Who), statement);
        const found = refused === undefined ? 'nothing' : answer.includes('.') ? refused.name : refused.sqlstate;
        assert.equal(found, answer, `as ${who}: ${JSON.stringify(refused)}`);
      }
    });
});

test('every constraint and refusing trigger has a test that tries to break it', async () => {
  const tried = new Set(refusals.flatMap((row) => Object.values(row.expected)));
  const missing = (await constraintsOf(as('owner'))).filter((name) => !tried.has(name));
  assert.deepEqual(missing, []);
});

test('no column of a composite key is nullable, but for those that are meant to be', async () => {
  assert.deepEqual(await nullableKeyColumns(as('owner')), [
    'access.life.decider: a break-glass life has none, and approved_or_owing sees to it',
    'catalog.field.retired_at: nulls are not distinct',
    'custody.disclosure.at_range: null for a service, and the flag cannot lie',
  ]);
});

test('every role has exactly the rights on tables that are listed', async () => {
  assert.deepEqual(await tableRightsOf(as('owner')), tableRights);
});

test('every role may call exactly the functions that are listed', async () => {
  assert.deepEqual(await functionRightsOf(as('owner')), functionRights);
});
