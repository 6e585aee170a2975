import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { explainGrant, issueCredential, revokeGrant } from '../../src/access/mod.ts';
import { fieldsOf, registerDatabase, serviceByName } from '../../src/catalog/mod.ts';
import { parseMap } from '../../src/custody/adoption/mod.ts';
import { loadRules } from '../../src/law/mod.ts';
import { actorByAccount, installOwner } from '../../src/people/mod.ts';
import { type Db, now, sql } from '../../src/platform/mod.ts';
import { type Installation, moveClock, testInstallation } from '../../test/support/installation.ts';
import { accounts, installPeople, renew, service } from './organisation.ts';

let installation: Installation;
let db: Db;

before(async () => {
  installation = await testInstallation({ drill: true });
  db = installation.db('office');
});
after(() => installation.stop());

test('people that a broken start left half entered are completed, once', async () => {
  await installOwner(db, { account: 'owner', display: 'Owner', kind: 'person', language: 'en' }, 'a start broken off');
  await installPeople(db);
  await installPeople(db);
  for (const [account, office] of [
    [accounts.cpo, 'cpo_office'],
    [accounts.responsible, 'responsible'],
    [accounts.handler, 'handler'],
  ] as const) {
    const { holdings } = await actorByAccount(db, account);
    assert.deepEqual(
      holdings.map((held) => held.office),
      [office],
    );
  }
  assert.ok((await serviceByName(db, service)) !== undefined);
});

test('renew gives the handler a live grant again, by the ordinary verbs on record, when it ends within a week or has ended', async () => {
  await loadRules(db);
  const file = new URL('map.yaml', import.meta.url);
  const fields = parseMap(readFileSync(file, 'utf8'), 'map.yaml').tables.flatMap((table) =>
    table.columns.map((column) => ({ table: table.path, ...column })),
  );
  const at = { host: '127.0.0.1', port: 1, dbname: 'example', subjectTable: 'members', subjectKey: 'id' };
  await registerDatabase(db, await actorByAccount(db, 'owner'), { name: 'example', service, ...at }, fields);

  const handler = await actorByAccount(db, accounts.handler);
  const verifier = () => ({
    salt: Buffer.alloc(16),
    iterations: 4096,
    storedKey: Buffer.alloc(32),
    serverKey: Buffer.alloc(32),
  });
  const started = async () => {
    await renew(db, (id) => fieldsOf(db, id));
    const { grant } = await issueCredential(db, handler, 'example', verifier);
    const { fields: told } = await explainGrant(db, grant, '127.0.0.1');
    return [grant, ...new Set(told.map(({ outcome }) => outcome.kind))];
  };
  const days = async (count: number) => moveClock(installation, (await now(db)).add({ hours: 24 * count }));

  assert.deepEqual(await started(), ['example', 'open', 'mask']);
  await days(82);
  assert.deepEqual(await started(), ['example', 'open', 'mask'], 'eight days are left');
  await days(2);
  assert.deepEqual(await started(), ['example-2', 'open', 'mask'], 'six days were left');
  await days(400);
  assert.deepEqual(await started(), ['example-3', 'open', 'mask'], 'grant, standing and purpose had all ended');
  await revokeGrant(db, await actorByAccount(db, accounts.responsible), 'example-3', 'a try');
  assert.deepEqual(await started(), ['example-4', 'open', 'mask']);

  const { rows } = await sql<{ account: string; acts: number }>`
    select p.account, count(*)::int as acts from ledger.act a join people.person p on p.id = (a.body -> 'decider' ->> 'person')::uuid
    where a.kind = 'grant.approved' group by 1 order by 1`.execute(installation.db('superuser'));
  assert.deepEqual(rows, [
    { account: accounts.cpo, acts: 4 },
    { account: accounts.responsible, acts: 4 },
  ]);
});
