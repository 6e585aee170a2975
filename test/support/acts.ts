import { randomBytes } from 'node:crypto';
import { type Body, bodyLeaf } from '../../src/ledger/entry.ts';
import { type Db, type Tx, sql } from '../../src/platform/database.ts';

/** Records so many acts in one statement, `{"n": from}` and on, as `ledger.record` would one by one. */
export async function recordActs(db: Db | Tx, count: number, from = 0): Promise<void> {
  const acts = Array.from({ length: count }, (_, n) => {
    const body: Body = { n: from + n };
    const salt = randomBytes(32);
    return { body: JSON.stringify(body), salt, content: bodyLeaf(salt, body) };
  });
  await sql`
    insert into ledger.act (kind, body, salt, content)
    select 'test.counted', body::jsonb, salt, content
    from unnest(${acts.map((act) => act.body)}::text[], ${acts.map((act) => act.salt)}::bytea[], ${acts.map((act) => act.content)}::bytea[])
      as x(body, salt, content)
  `.execute(db);
}
