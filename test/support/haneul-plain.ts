/** The example's membership as it would stand in a database that nobody adopted: its own schema with plain types, its own rows. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { generateHaneul } from '../../example/haneul/members.ts';

const schema = new URL('../../example/haneul/schema.sql', import.meta.url);

export async function fillHaneul(client: pg.ClientBase, members = 400): Promise<void> {
  const plain = readFileSync(schema, 'utf8')
    .replaceAll('birth_date pii.sealed', 'birth_date date')
    .replaceAll('pii.sealed', 'text');
  await client.query(plain);
  const haneul = generateHaneul({ seed: 7, members, today: Temporal.PlainDate.from('2026-11-02') });
  const rows = {
    members: haneul.members,
    member_passwords: haneul.passwords,
    orders: haneul.orders,
    payout_tax: haneul.payoutTax,
  };
  for (const [table, list] of Object.entries(rows))
    await client.query(`insert into public.${table} select * from json_populate_recordset(null::public.${table}, $1)`, [
      JSON.stringify(list),
    ]);
  await client.query('analyze');
}
