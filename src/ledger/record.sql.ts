import { type Tx, sql } from '../platform/mod.ts';
import type { Body } from './entry.ts';

export async function insertAct(
  tx: Tx,
  act: { kind: string; body: Body; salt: Buffer; content: Buffer },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into ledger.act (kind, body, salt, content)
    values (${act.kind}, ${JSON.stringify(act.body)}, ${act.salt}, ${act.content})
    returning id
  `.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('ledger.act returned no id');
  return row.id;
}
