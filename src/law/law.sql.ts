import { type Db, type Tx, sql } from '../platform/mod.ts';

export async function insertRule(
  tx: Tx,
  rule: {
    jurisdiction: string;
    topic: string;
    from: string;
    article: string;
    source: string;
    textHash: string;
    confirmed: boolean;
    params: object;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into law.rule (jurisdiction, topic, effective, article, source, text_hash, confirmed, params)
    select ${rule.jurisdiction}, ${rule.topic}, daterange(${rule.from}::date, null), ${rule.article}, ${rule.source}, ${rule.textHash},
      ${rule.confirmed}, ${JSON.stringify(rule.params)}::jsonb
    where not exists (select from law.rule where jurisdiction = ${rule.jurisdiction} and topic = ${rule.topic})
  `.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function houseNumber(db: Db | Tx, topic: string): Promise<number | null> {
  const { rows } = await sql<{ number: number | null }>`
    select law.number(${topic}, (platform.now() at time zone 'Asia/Seoul')::date)::float8 as number
  `.execute(db);
  return rows[0]?.number ?? null;
}
