import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { ensureRoles } from '../../src/platform/ensure-roles.ts';
import { type Installation, testInstallation } from '../support/installation.ts';
import { type Table, insertion, lawful } from '../support/rows.ts';
import { setScene } from '../support/scene.ts';
import { accessRefusals } from './access.ts';
import { catalogRefusals } from './catalog.ts';
import { constraintsOf, nullableKeyColumns } from './constraints.ts';
import { custodyRefusals } from './custody.ts';
import { dutyRefusals } from './duties.ts';
import { employmentRefusals } from './employment.ts';
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
  ...dutyRefusals,
  ...employmentRefusals,
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
  'custody.store_line',
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

const passwords = { office: 'o', gateway: 'g', custodian: 'c', sequencer: 's' };

for (const [what, give, take] of [
  ['that may create roles', 'alter role jikimi_gateway createrole', 'alter role jikimi_gateway nocreaterole'],
  ['that is a member of another', 'grant jikimi_owner to jikimi_office', 'revoke jikimi_owner from jikimi_office'],
] as const)
  test(`ensureRoles refuses a role ${what}, and changes nothing`, async () => {
    await as('replica').query(give);
    await assert.rejects(ensureRoles(installation.db('superuser'), passwords), { code: 'JK028' });
    await as('replica').query(take);
    await connect(installation.uri('office'));
  });

test('ensureRoles may be run again, gives the new passwords, and never keeps one in clear', async () => {
  await ensureRoles(installation.db('superuser'), passwords);
  const uri = new URL(installation.uri('office'));
  await assert.rejects(connect(uri.href), { code: '28P01' });
  uri.password = passwords.office;
  await connect(uri.href);
  const { rows } = await as('replica').query<{ name: string; kept: string | null; login: boolean }>(
    `select rolname as name, left(rolpassword, 14) as kept, rolcanlogin as login from pg_authid where rolname like 'jikimi\\_%' order by rolname`,
  );
  const process = (name: string) => ({ name: `jikimi_${name}`, kept: 'SCRAM-SHA-256$', login: true });
  const owner = { name: 'jikimi_owner', kept: null, login: false };
  assert.deepEqual(rows, [process('custodian'), process('gateway'), process('office'), owner, process('sequencer')]);
});

async function connect(uri: string): Promise<void> {
  const client = new pg.Client({ connectionString: uri });
  await client.connect();
  await client.end();
}
