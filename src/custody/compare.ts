/** Turns a value that somebody looks for into a finder: the question is decided and recorded like an opening, then the finder leaves. */
import { type Facts, treatment } from '../access/mod.ts';
import type { Normalisation } from '../catalog/mod.ts';
import { Refusal } from '../platform/mod.ts';
import type { CustodianParts } from './custodian-parts.ts';
import { type FinderPair, buildFinder } from './finder.ts';
import { fits } from './fits.ts';
import { normalise } from './normalise.ts';
import { attemptOf, byInputs, refusalBy } from './load-inputs.ts';
import type { CompareRequest } from './open-message.ts';
import { onRecord, recordBatch } from './record-batch.ts';
import type { Part } from './record-text.ts';
import { termOf } from './term.ts';

/** Bytes of one value in UTF-8. */
const longestValue = 1024 * 1024;

/** Whether a sealed column may hold the text; PostgreSQL's own text holds no zero byte either (22021). */
export function storable(text: string): boolean {
  return !text.includes('\0') && Buffer.byteLength(text) <= longestValue;
}

/**
 * The finder holds a term for each group in which the grant has a field, so that it can be compared with those columns and no others.
 * A grant without any is refused (JK225), and a value that no column may hold
 * (JK328): it would be a miss and not the error that it is beside a plain column. The value itself is not recorded.
 */
export async function compareValue(parts: CustodianParts, request: CompareRequest): Promise<Buffer> {
  const session = await parts.sessions.get(request.session);
  return byInputs(parts, session, request, [], async (loaded) => {
    const code = refusalBy(loaded, session, request) ?? (storable(request.value) ? null : 'JK328');
    if (code !== null) return { kind: 'refused', code };
    const { inputs, facts } = loaded;
    await parts.fields.ensure(facts.fields.keys());

    const { pairs, asked } = await comparable(parts, facts, request).catch(async (fault: unknown) => {
      throw await onRecord(parts, session, request, inputs, fault);
    });
    if (pairs.size === 0) return { kind: 'refused', code: 'JK225' };
    const finder = buildFinder([...pairs.values()]);
    // the finder's terms are keyed: a digest of the value itself could be guessed by whoever reads the records
    const { batch, fingerprint, onBehalf } = request;
    const told = { batch, fingerprint, onBehalf, pieces: [finder] };
    return attemptOf(await recordBatch(parts, session, told, inputs, asked, 'question'), finder);
  });
}

type Comparable = { readonly pairs: ReadonlyMap<number, FinderPair>; readonly asked: readonly Part[] };

/** The terms of the value, and the fields that they may be compared with. */
async function comparable(
  parts: CustodianParts,
  facts: Facts,
  { value, group: beside }: CompareRequest,
): Promise<Comparable> {
  await parts.store.answers();
  const fitting = fittingGroups(parts, facts.fields.keys(), value, beside);
  const pairs = new Map<number, FinderPair>();
  const asked: Part[] = [];
  for (const field of facts.fields.keys()) {
    const group = parts.fields.termGroupOf(field);
    if (group === null || !fitting.has(group)) continue;
    const outcome = treatment(facts, { field, asks: 'compare', genuine: true, inScope: true, stop: null });
    if (outcome.kind !== 'match') continue;
    asked.push({ field, mode: facts.fields.get(field) ?? 'match', outcome: 'matched', subjects: [] });
    if (!pairs.has(group)) pairs.set(group, { group, term: await termFor(parts, group, value) });
  }
  return { pairs, asked };
}

/**
 * The group beside which the value stands, where these fields have it. Where nobody knows that: the groups whose form the value has, and all of them where it
 * has the form of none, so that it is compared and not found.
 */
function fittingGroups(
  parts: CustodianParts,
  fields: Iterable<number>,
  value: string,
  beside: number | undefined,
): ReadonlySet<number> {
  const groups = new Set<number>();
  for (const field of fields) {
    const group = parts.fields.termGroupOf(field);
    if (group !== null) groups.add(group);
  }
  if (beside !== undefined && groups.has(beside)) return new Set([beside]);
  const fitting = [...groups].filter((group) => fits(parts.fields.normalisationOf(group) as Normalisation, value));
  return fitting.length > 0 ? new Set(fitting) : groups;
}

/** The term of a text in a group, by the group's normalisation and key. */
export async function termFor(parts: CustodianParts, group: number, text: string): Promise<Buffer> {
  const by = parts.fields.normalisationOf(group);
  if (by === undefined) throw new Refusal('JK310', { group });
  return termOf(await groupKey(parts, group), normalise(by as Normalisation, text));
}

/** Groups are numbered by the catalog from 1 without gaps, keys by the store likewise: a group that is new to the store is made there. */
export async function groupKey(parts: CustodianParts, group: number): Promise<Buffer> {
  for (;;) {
    try {
      return parts.store.groupKey(group);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'JK310') throw error;
      if ((await parts.store.newGroup()) > group) throw error;
    }
  }
}
