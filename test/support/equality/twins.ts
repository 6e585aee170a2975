/** Two databases with the same rows, one adopted: clients for the plain one, direct, and for the sealed one, through the gateway under a grant. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { accounts, service } from '../../../example/haneul/organisation.ts';
import { approvePurpose, databaseByName, fieldsOf } from '../../../src/catalog/mod.ts';
import { actorByAccount } from '../../../src/people/mod.ts';
import { withClient } from '../cluster.ts';
import { type Jikimi, runCommand } from '../jikimi.ts';

export type Twins = { readonly plain: pg.Client; readonly sealed: pg.Client; close(): Promise<void> };

export async function makeTwins(jikimi: Jikimi): Promise<Twins> {
  const schema = readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8');
  const uri = (database: string) => jikimi.membersUri.replace(/\/[^/]*$/, `/${database}`);
  await withClient(jikimi.membersUri, (client) => client.query('create database twin'));
  await withClient(uri('twin'), (client) => client.query(schema));
  await withClient(jikimi.membersUri, (client) => client.query('create database plain template twin'));
  await withClient(uri('plain'), (client) => client.query(plainFind));
  const { code, stderr } = await runCommand({ ...jikimi.environment, JIKIMI_ADOPT_URI: uri('twin') }, [
    'adopt',
    join(import.meta.dirname, 'map.yaml'),
    '--as',
    'cpo',
    '--json',
  ]);
  assert.equal(code, 0, stderr);
  await grantAll(jikimi);
  const plain = await connected(uri('plain'));
  const sealed = await connected((await jikimi.connect('twins')).replace('/example?', '/twin?'));
  return {
    plain,
    sealed,
    close: async () => {
      await plain.end();
      await sealed.end();
    },
  };
}

const plainFind = `create schema pii; create function pii.find(text, text) returns boolean language sql immutable return $1 = $2`;

async function grantAll(jikimi: Jikimi): Promise<void> {
  const { office } = jikimi;
  const database = await databaseByName(office, 'twin');
  assert.ok(database !== undefined);
  const fields = (await fieldsOf(office, database.id)).map(({ table, column }) => ({ table, column }));
  await approvePurpose(
    office,
    await actorByAccount(office, accounts.cpo),
    {
      service,
      name: 'twins',
      display: 'Comparing twins',
      headcount: 5,
      database: database.id,
      fields: fields.map((one) => ({ ...one, highest: 'full' as const })),
    },
    'a test',
    Temporal.Now.instant().add({ hours: 24 * 30 }),
  );
  const all = fields.map((one) => ({ ...one, mode: 'full' as const }));
  await jikimi.grant({ name: 'twins', database: 'twin', purpose: 'twins', fields: all });
}

/** Values come as the server wrote them. */
async function connected(connectionString: string): Promise<pg.Client> {
  const types = { getTypeParser: () => (value: unknown) => value };
  const client = new pg.Client({ connectionString, types: types as unknown as pg.CustomTypesConfig });
  await client.connect();
  return client;
}
