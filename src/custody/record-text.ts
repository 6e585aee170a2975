/** The JSON that `custody.record` reads. Bytes as hex; uuid arrays as PostgreSQL literals, which it parses fastest. */
import type { Body } from '../ledger/mod.ts';

export function batchRecord(record: {
  readonly kind: 'opening' | 'question' | 'writing';
  readonly session: string;
  readonly batch: number;
  readonly grant: string;
  readonly digest: Buffer;
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly body: Body;
  readonly parts: readonly { field: number; mode: string; outcome: string; subjects: string }[];
  /** What the decision saw; where it is so no longer, the record is not made. */
  readonly generation: number;
  readonly stops: readonly (readonly [subject: string, kind: string])[];
}): string {
  return JSON.stringify({
    ...record,
    digest: record.digest.toString('hex'),
    salt: record.salt.toString('hex'),
    content: record.content.toString('hex'),
    stops: record.stops.map(([subject, kind]) => `${subject} ${kind}`).sort(),
  });
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
