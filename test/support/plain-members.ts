/** The example's membership database once more, unsealed: what a driver sees without Jikimi. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { withClient } from './cluster.ts';
import type { Jikimi } from './jikimi.ts';

const tables = ['members', 'orders', 'payout_tax', 'member_passwords'] as const;

/**
 * Makes the database `plain` in the members' cluster from the example's own schema, its sealed columns as text, filled with what the grant behind
 * `gatewayUri` reads. Returns its owner's connection string.
 */
export async function makePlainMembers(jikimi: Jikimi, gatewayUri: string): Promise<string> {
  const owner = new URL(readFileSync(join(jikimi.config.home, 'secrets', 'members-owner.uri'), 'utf8').trim());
  await withClient(jikimi.membersUri, (client) => client.query(`create database plain owner ${owner.username}`));
  owner.pathname = '/plain';
  const schema = readFileSync(new URL('../../example/haneul/schema.sql', import.meta.url), 'utf8');
  await withClient(owner.href, async (plain) => {
    await plain.query(schema.replaceAll('pii.sealed', 'text'));
    await withClient(gatewayUri, async (sealed) => {
      for (const table of tables) if (table !== 'member_passwords') await copyTable(sealed, plain, table);
    });
    await plain.query('analyze');
  });
  return owner.href;
}

async function copyTable(from: pg.Client, to: pg.Client, table: string): Promise<void> {
  const { rows } = await from.query<Record<string, unknown>>(`select * from ${table}`);
  const readable = rows.map((row) => ({ ...row, ...('rrn' in row ? { rrn: '(withheld)' } : {}) }));
  await to.query(
    `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(readable)],
  );
}
