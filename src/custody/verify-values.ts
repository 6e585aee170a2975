/** Opens again what was sealed for adoption and says whether it is what it was: yes or no a value, never the value. */
import { Refusal } from '../platform/mod.ts';
import type { CustodianParts } from './custodian-parts.ts';
import { readHeader } from './envelope-header.ts';
import { openEnvelope } from './envelope.ts';
import { valuesVerified } from './facts.ts';
import { recordOver } from './record-over.sql.ts';
import type { VerifyItem } from './verify-message.ts';

/**
 * One answer an item, in order, on record as one act before it leaves. Throws JK634, with nothing opened, where one of the envelopes was not
 * sealed by this process shortly before.
 */
export async function verifyValues(parts: CustodianParts, items: readonly VerifyItem[]): Promise<boolean[]> {
  if (!items.every(({ envelope }) => parts.sealedHere.has(envelope))) throw new Refusal('JK634');
  const headers = items.map(({ envelope }) => readHeader(envelope));
  const keys = await parts.keys.of(new Set(headers.flatMap((header) => (header === null ? [] : [header.subject]))));
  const values = new Map<number, { values: number; equal: number }>();
  const verdicts = items.map(({ envelope, text }, n) => {
    const header = headers[n] ?? null;
    const key = header === null ? undefined : keys.get(header.subject);
    const equal = key !== undefined && openEnvelope(envelope, key)?.equals(Buffer.from(text, 'utf8')) === true;
    const counts = values.get(header?.field ?? 0) ?? { values: 0, equal: 0 };
    values.set(header?.field ?? 0, { values: counts.values + 1, equal: counts.equal + Number(equal) });
    return equal;
  });
  if (items.length > 0)
    await recordOver(parts.pool, valuesVerified([...values].map(([field, counts]) => ({ field, ...counts }))));
  return verdicts;
}
