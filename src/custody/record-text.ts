/** The JSON that `custody.record` reads. Bytes as hex; uuid arrays as PostgreSQL literals, which it parses fastest. */
import type { Body } from '../ledger/mod.ts';

/** What every record of a batch says: who asked, for what purpose, from where, by which statement. */
export type WhoAsked = {
  readonly session: string;
  readonly batch: number;
  readonly grant: string;
  readonly holder: string;
  readonly purpose: string;
  readonly source: string;
  /** Its fingerprint, as hex. */
  readonly statement: string;
  readonly onBehalf?: string;
  /** Whether the values leave as a copy; said only where they do. */
  readonly export?: true;
};

/** One treatment of one field, and the subjects that met it. */
export type Part = {
  readonly field: number;
  readonly mode: string;
  readonly outcome: string;
  readonly subjects: string[];
};

/** The body of a batch's record in its canonical form (RFC 8785): written with its names in order, so that it needs no sorting. */
export function batchBody(who: WhoAsked, parts: readonly Part[]): string {
  const { batch, export: copied, grant, holder, onBehalf, purpose, session, source, statement } = who;
  const told = parts.map(({ field, mode, outcome, subjects }) => ({ field, mode, outcome, subjects: subjects.length }));
  return JSON.stringify({
    batch,
    export: copied,
    grant,
    holder,
    onBehalf,
    parts: told,
    purpose,
    session,
    source,
    statement,
  });
}

/** Put together by hand, since it is numbers, ids, hex and words of ours but for the body, which is JSON already. */
export function batchRecord(record: {
  readonly kind: 'opening' | 'question' | 'writing';
  readonly session: string;
  readonly batch: number;
  readonly grant: string;
  /** As hex. */
  readonly digest: string;
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly body: string;
  readonly parts: readonly Part[];
  /** What the decision saw; where it is so no longer, the record is not made. */
  readonly generation: number;
  readonly stops: readonly (readonly [subject: string, kind: string])[];
}): string {
  const { kind, session, batch, grant, digest, salt, content, body, generation } = record;
  let parts = '';
  for (const { field, mode, outcome, subjects } of record.parts)
    parts += `${parts === '' ? '' : ','}{"field":${field},"mode":"${mode}","outcome":"${outcome}","subjects":"{${subjects.join(',')}}"}`;
  const stops = JSON.stringify(record.stops.map(([subject, stop]) => `${subject} ${stop}`).sort());
  return (
    `{"kind":"${kind}","session":"${session}","batch":${batch},"grant":"${grant}","digest":"${digest}",` +
    `"salt":"${salt.toString('hex')}","content":"${content.toString('hex')}","body":${body},"parts":[${parts}],` +
    `"generation":${generation},"stops":${stops}}`
  );
}

export function refusalRecord(record: {
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly body: Body;
}): string {
  return JSON.stringify({
    kind: 'refusal',
    body: record.body,
    salt: record.salt.toString('hex'),
    content: record.content.toString('hex'),
  });
}
