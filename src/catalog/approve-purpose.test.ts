import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Installation, testInstallation } from '../../test/support/installation.ts';
import { setScene } from '../../test/support/scene.ts';
import { id } from '../../test/support/scene-ids.ts';
import { type Actor, actorByAccount } from '../people/mod.ts';
import { type Db, Refusal, now, sql } from '../platform/mod.ts';
import { type Purpose, approvePurpose, withdrawPurpose } from './approve-purpose.ts';
import type { Mode } from './category.ts';

let installation: Installation;
let db: Db;
let cpo: Actor;
before(async () => {
  installation = await testInstallation();
  await setScene(installation);
  db = installation.db('office');
  cpo = await actorByAccount(db, 'cpo');
});
after(() => installation?.stop());

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

async function approve(name: string, fields: Readonly<Record<string, Mode>>, basis = 'assessment 1'): Promise<string> {
  const purpose: Purpose = {
    service: 'shop',
    name,
    display: name,
    headcount: 3,
    database: id.members,
    fields: Object.entries(fields).map(([column, highest]) => ({ table: 'members', column, highest })),
  };
  return approvePurpose(db, cpo, purpose, basis, (await now(db)).add({ hours: 24 }));
}

/** What the purpose covers, and what each approval on record says that it covers. */
async function covers(purpose: string): Promise<{ now: unknown; told: unknown[] }> {
  const { rows } = await sql<{ field: number; highest: string }>`
    select field_id as field, highest from catalog.purpose_field where purpose_id = ${purpose} order by field_id
  `.execute(db);
  const acts = await sql<{ fields: unknown }>`
    select body -> 'fields' as fields from ledger.act where kind = 'purpose.approved' and body ->> 'purpose' = ${purpose} order by id
  `.execute(db);
  return { now: rows, told: acts.rows.map((row) => row.fields) };
}

const email = { field: 1, highest: 'partial' };
const phone = { field: 2, highest: 'partial' };
const address = { field: 4, highest: 'match' };

test('approvePurpose again adds fields, and the record tells what is covered', async () => {
  const purpose = await approve('adding', { email: 'partial' });
  assert.equal(await approve('adding', { email: 'partial' }), purpose);
  await approve('adding', { email: 'partial', phone: 'partial', address: 'match' });
  const all = [email, phone, address];
  assert.deepEqual(await covers(purpose), { now: all, told: [[email], [email], all] });
});

for (const [what, fields] of [
  ['without a field', { email: 'partial' }],
  ['with a lower mode', { email: 'partial', phone: 'match' }],
  ['with a higher mode', { email: 'partial', phone: 'full' }],
] as const)
  test(`approvePurpose again ${what} is refused, and nothing is prolonged or told`, async () => {
    const name = `again-${what.replaceAll(' ', '-')}`;
    const purpose = await approve(name, { email: 'partial', phone: 'partial' });
    const until = () => sql`select approved_until from catalog.purpose where id = ${purpose}`.execute(db);
    const before = [await covers(purpose), (await until()).rows];
    await assert.rejects(approve(name, fields), refusedWith('JK604'));
    assert.deepEqual([await covers(purpose), (await until()).rows], before);
  });

test('approvePurpose does not ask for a field that was retired', async () => {
  await sql`insert into catalog.field (id, db, tbl, col, category) values (90, ${id.members}, 'members', 'fax', 'phone')`.execute(
    installation.db('owner'),
  );
  await approve('retiring', { email: 'partial', fax: 'partial' });
  await sql`update catalog.field set retired_at = platform.now() where id = 90`.execute(db);
  await approve('retiring', { email: 'partial' });
});

test('approvePurpose and withdrawPurpose keep no personal text', async () => {
  await assert.rejects(approve('texts', { email: 'partial' }, 'asked by hong@example.com'), refusedWith('JK224'));
  await approve('texts', { email: 'partial' });
  await assert.rejects(withdrawPurpose(db, cpo, 'shop', 'texts', 'call 010-1234-5678'), refusedWith('JK224'));
  await withdrawPurpose(db, cpo, 'shop', 'texts', 'assessment 2');
});
