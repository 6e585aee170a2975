/** The example's membership database: made, filled with sealed members, checked and walled, in one go that may be run again after a kill. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import type { FieldRow } from '../../src/catalog/mod.ts';
import {
  type CustodianClient,
  type SealItem,
  type SealedField,
  ensureMembershipRoles,
  grantPasswords,
  grantRead,
  grantSchema,
  insertSubjects,
  installSchema,
  protectTable,
} from '../../src/custody/mod.ts';
import { withClient } from '../../src/platform/mod.ts';
import { generateHaneul } from './members.ts';

export type Building = {
  /** Connection strings of the cluster's superuser, for its maintenance database and for the example's. */
  readonly adminUri: string;
  readonly exampleUri: string;
  /** SCRAM verifiers of the gateway's role and of the owner. */
  readonly gatewayVerifier: string;
  readonly ownerVerifier: string;
  readonly members: number;
  readonly onProgress: (done: number, of: number) => void;
};

const owner = 'haneul';
const portion = 500;

/** Makes the empty database and its roles; an earlier, unfinished one is replaced. */
export async function makeDatabase(building: Building): Promise<void> {
  await withClient(building.adminUri, async (client) => {
    await client.query('drop database if exists example with (force)');
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [owner]);
    if (rowCount === 0) await client.query(`create role ${owner} login`);
    await client.query(`alter role ${owner} password '${building.ownerVerifier}'`);
    await client.query(`create database example owner ${owner}`);
  });
  await withClient(building.exampleUri, async (client) => {
    await installSchema(client, 'example');
    await ensureMembershipRoles(client, 'example', building.gatewayVerifier);
    await client.query(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'));
    for (const table of ['members', 'member_passwords', 'orders', 'payout_tax'])
      await client.query(`alter table public.${table} owner to ${owner}`);
    await client.query(`grant temporary on database example to ${owner}`);
  });
}

/** Generates the members and seals each value on its way in. */
export async function fillDatabase(
  building: Building,
  fields: readonly FieldRow[],
  custodian: CustodianClient,
): Promise<void> {
  const today = Temporal.Now.plainDateISO('Asia/Seoul');
  const haneul = generateHaneul({ seed: 7, members: building.members, today });
  const subjectOf = new Map<number, string>();
  await withClient(building.exampleUri, async (client) => {
    await client.query('begin');
    for (let from = 0; from < haneul.members.length; from += portion) {
      const members = haneul.members.slice(from, from + portion);
      const subjects = await custodian.newSubjects(members.length, 'person');
      members.forEach((member, n) => subjectOf.set(member.id, subjects[n] ?? ''));
      await insertSubjects(
        client,
        'public.members',
        members.map((member, n) => ({ subject: subjects[n] ?? '', key: String(member.id) })),
      );
      await insertRows(client, custodian, 'members', members, fields, (row) => subjectOf.get(Number(row['id'])) ?? '');
      building.onProgress(from + members.length, haneul.members.length);
    }
    await insertRows(client, custodian, 'member_passwords', haneul.passwords, fields, () => '');
    await insertRows(client, custodian, 'orders', haneul.orders, fields, () => '');
    await insertRows(
      client,
      custodian,
      'payout_tax',
      haneul.payoutTax,
      fields,
      (row) => subjectOf.get(Number(row['member_id'])) ?? '',
    );
    await protect(client, fields);
    await client.query('commit');
    await client.query('analyze');
  });
}

type Rows = readonly Readonly<Record<string, unknown>>[];

async function insertRows(
  client: pg.Client,
  custodian: CustodianClient,
  table: string,
  rows: Rows,
  fields: readonly FieldRow[],
  subjectOf: (row: Readonly<Record<string, unknown>>) => string,
): Promise<void> {
  const sealed = fields.filter((field) => field.table === table);
  for (let from = 0; from < rows.length; from += portion) {
    const part = rows.slice(from, from + portion);
    const columns = Object.keys(part[0] ?? {});
    const items: SealItem[] = part.flatMap((row) =>
      sealed.map((field) => ({ subject: subjectOf(row), field: field.id, text: String(row[field.column]) })),
    );
    const envelopes = items.length === 0 ? [] : await custodian.seal(items);
    const values = columns.map((column) => {
      const at = sealed.findIndex((field) => field.column === column);
      return part.map((row, n) =>
        at === -1 ? row[column] : `\\x${(envelopes[n * sealed.length + at] ?? Buffer.alloc(0)).toString('hex')}`,
      );
    });
    const casts = columns.map((column, n) => {
      const isSealed = sealed.some((field) => field.column === column);
      return `$${n + 1}::${isSealed ? 'pii.sealed' : typeOf(part[0]?.[column])}[]`;
    });
    await client.query(
      `insert into public.${table} (${columns.join(', ')}) select * from unnest(${casts.join(', ')})`,
      values,
    );
  }
}

function typeOf(value: unknown): string {
  if (typeof value === 'number') return 'bigint';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? 'timestamptz' : 'text';
}

/** Brings checks, walls, guards, roles and rights up to date where an older Jikimi made them. */
export async function protectAgain(
  exampleUri: string,
  gatewayVerifier: string,
  fields: readonly FieldRow[],
): Promise<void> {
  await withClient(exampleUri, async (client) => {
    await client.query('begin');
    await ensureMembershipRoles(client, 'example', gatewayVerifier);
    await protect(client, fields);
    await client.query('commit');
  });
}

async function protect(client: pg.Client, fields: readonly FieldRow[]): Promise<void> {
  const of = (table: string): SealedField[] =>
    fields
      .filter((field) => field.table === table)
      .map((field) => ({
        field: field.id,
        column: field.column,
        termGroup: field.termGroup,
        find: field.termGroup === null ? null : field.category,
      }));
  const people = 'members';
  const byMember = `pii.subject_for('public.members', member_id::text)`;
  await grantSchema(client, 'public');
  await protectTable(client, 'members', of('members'), 'pii.subject_of(email)', {
    people,
    way: { kind: 'person', column: 'id' },
    key: ['id'],
  });
  await protectTable(client, 'payout_tax', of('payout_tax'), 'pii.subject_of(rrn)', {
    people,
    way: { kind: 'column', column: 'member_id' },
    key: ['member_id', 'paid_year'],
  });
  await protectTable(client, 'orders', [], byMember, null);
  await protectTable(client, 'member_passwords', [], byMember, null);
  for (const table of ['members', 'orders', 'payout_tax']) await grantRead(client, table, null);
  await grantRead(client, 'member_passwords', ['member_id']);
  await grantPasswords(client, { schema: 'public', table: 'member_passwords' }, ['hash']);
}
