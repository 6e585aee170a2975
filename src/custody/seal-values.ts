/** Seals values for adoption: new envelopes under the subjects' keys, with terms where the field is findable. */
import { Refusal } from '../platform/mod.ts';
import { termFor } from './compare.ts';
import type { CustodianParts } from './custodian-parts.ts';
import { NO_GROUP } from './envelope-header.ts';
import { sealEnvelope } from './envelope.ts';
import type { SealItem } from './open-message.ts';

/** One envelope an item, in order. Throws JK324 where a field is not in the catalog or a subject has no usable key: then none is sealed. */
export async function sealValues(parts: CustodianParts, items: readonly SealItem[]): Promise<Buffer[]> {
  await parts.fields.ensure(new Set(items.map((item) => item.field)));
  const keys = await parts.keys.of(new Set(items.map((item) => item.subject)));
  const envelopes: Buffer[] = [];
  for (const { subject, field, text } of items) {
    const key = keys.get(subject);
    if (key === undefined || parts.fields.categoryOf(field) === undefined) throw new Refusal('JK324', { field });
    const group = parts.fields.termGroupOf(field);
    const term = group === null ? null : await termFor(parts, group, text);
    const envelope = sealEnvelope({ group: group ?? NO_GROUP, term, field, subject, key }, text);
    parts.sealedHere.add(envelope);
    envelopes.push(envelope);
  }
  return envelopes;
}
