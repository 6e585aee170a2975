import { type Db, type Tx, sql } from '../platform/mod.ts';
import type { Days } from './days.ts';
import type { StandingRule } from './plan-rules.ts';
import type { InBoth } from './written-rules.ts';

/** Seoul's day by the one clock. */
const today = sql`(platform.now() at time zone 'Asia/Seoul')::date`;

export async function dayNow(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ day: string }>`select ${today}::text as day`.execute(db);
  return rows[0]?.day ?? '';
}

/** Until the transaction ends nobody else enacts a rule: what was planned on the rules that stand is done on them. */
export async function lockRules(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('law.rule', 0))`.execute(tx);
}

export type NewRule = Days & {
  readonly jurisdiction: string;
  readonly topic: string;
  readonly article: InBoth;
  readonly source: string;
  readonly textHash: string;
  readonly confirmed: boolean;
  readonly text: InBoth | null;
  readonly params: object;
};

export async function insertRule(tx: Tx, rule: NewRule): Promise<void> {
  await sql`
    insert into law.rule (jurisdiction, topic, effective, article, article_en, source, text_hash, confirmed, text_ko, text_en, params)
    values (${rule.jurisdiction}, ${rule.topic}, daterange(${rule.from}::date, ${rule.to}::date), ${rule.article.ko}, ${rule.article.en},
      ${rule.source}, ${rule.textHash}, ${rule.confirmed}, ${rule.text?.ko ?? null}, ${rule.text?.en ?? null}, ${JSON.stringify(rule.params)}::jsonb)
  `.execute(tx);
}

/** The rules of each of these topics, the first first; a topic without any is left out. */
export async function standingRules(
  tx: Tx,
  jurisdiction: string,
  topics: readonly string[],
): Promise<Map<string, StandingRule[]>> {
  const { rows } = await sql<StandingRule & { readonly topic: string }>`
    select r.topic, lower(r.effective)::text as "from", upper(r.effective)::text as "to", r.text_hash as "textHash",
      (select max(lower(a.day))::text from law.applied a
       where a.jurisdiction = r.jurisdiction and a.topic = r.topic and a.day <@ r.effective) as used
    from law.rule r where r.jurisdiction = ${jurisdiction} and r.topic = any(${topics}::text[]) order by r.effective
  `.execute(tx);
  return Map.groupBy(rows, ({ topic }) => topic);
}

/** `to`: the first day on which it holds no more. */
export async function endRule(
  tx: Tx,
  jurisdiction: string,
  topic: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await sql`
    update law.rule set effective = daterange(${from}::date, ${to}::date)
    where jurisdiction = ${jurisdiction} and topic = ${topic} and lower(effective) = ${from}::date
  `.execute(tx);
}

/** What the database would only refuse at commit, it refuses now. */
export async function checkNow(tx: Tx): Promise<void> {
  await sql`set constraints all immediate`.execute(tx);
}

export async function insertBound(
  tx: Tx,
  bound: { readonly houseTopic: string; readonly topic: string; readonly param: string; readonly direction: string },
): Promise<void> {
  await sql`
    insert into law.bound (house_topic, jurisdiction, topic, param, direction)
    values (${bound.houseTopic}, 'kr', ${bound.topic}, ${bound.param}, ${bound.direction}) on conflict do nothing
  `.execute(tx);
}

/** A number of the statute that a house number does not keep. */
export type Broken = {
  readonly topic: string;
  readonly number: number;
  readonly bound: number;
  readonly statute: string;
  readonly param: string;
  readonly article: string;
  readonly articleEn: string;
  readonly confirmed: boolean;
  /** From when on it is too lax. */
  readonly since: string;
};

/** What this number would not keep if it held from that day on; the first day first. */
export async function brokenBy(tx: Tx, topic: string, number: number, from: string): Promise<Broken[]> {
  const { rows } = await sql<Broken>`
    select b.house_topic as topic, ${number}::float8 as number, (r.params ->> b.param)::float8 as bound, r.topic as statute, b.param, r.article,
      r.article_en as "articleEn", r.confirmed, greatest(lower(r.effective), ${from}::date)::text as since
    from law.bound b join law.rule r on r.jurisdiction = b.jurisdiction and r.topic = b.topic
    where b.house_topic = ${topic} and r.effective && daterange(${from}::date, null) and jsonb_typeof(r.params -> b.param) = 'number'
      and not law.keeps(b.direction, ${number}::numeric, (r.params ->> b.param)::numeric)
    order by since
  `.execute(tx);
  return rows;
}

/** House numbers that are laxer than the law today or will be. */
export async function tooLax(db: Db | Tx): Promise<Broken[]> {
  const { rows } = await sql<Broken>`
    select topic, number::float8 as number, bound::float8 as bound, statute, param, article, article_en as "articleEn", confirmed,
      greatest(lower(days), ${today})::text as since
    from law.too_lax where upper_inf(days) or upper(days) > ${today} order by since, topic
  `.execute(db);
  return rows;
}

export type RuleRow = Days & {
  readonly jurisdiction: string;
  readonly topic: string;
  readonly article: string;
  readonly articleEn: string | null;
  readonly source: string;
  readonly textHash: string;
  readonly confirmed: boolean;
  readonly textKo: string | null;
  readonly textEn: string | null;
  readonly params: Readonly<Record<string, unknown>>;
};

/** Rules by what is asked: those of a topic or below it, those that hold on a day. */
export async function rulesWhere(
  db: Db | Tx,
  {
    jurisdiction = null,
    topic = null,
    day = null,
  }: { jurisdiction?: string | null; topic?: string | null; day?: string | null },
): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select jurisdiction, topic, lower(effective)::text as "from", upper(effective)::text as "to", article, article_en as "articleEn", source,
      text_hash as "textHash", confirmed, text_ko as "textKo", text_en as "textEn", params
    from law.rule
    where (${jurisdiction}::text is null or jurisdiction = ${jurisdiction})
      and (${topic}::text is null or topic = ${topic} or starts_with(topic, ${topic} || '.'))
      and (${day}::date is null or effective @> ${day}::date)
    order by jurisdiction desc, topic, effective
  `.execute(db);
  return rows;
}

export async function houseNumber(db: Db | Tx, topic: string): Promise<number | null> {
  const { rows } = await sql<{ number: number | null }>`
    select law.number(${topic}, ${today})::float8 as number
  `.execute(db);
  return rows[0]?.number ?? null;
}
