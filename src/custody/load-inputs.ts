/**
 * What a decision reads, and the attempts that it may need.
 *
 * KEPT (read for the batch before, less than a second ago) → (on record) DONE
 *   → (anything else: a refusal, `stale`, or a record that is there already) READ (of this moment) → DONE | REFUSED, on record
 *   → (`stale` or `ended`: something changed between reading and recording) READ again, at most `mostTries` times.
 */
import { type Facts, factsFrom, licenceRefusal, refusalParams } from '../access/mod.ts';
import type { Mode } from '../catalog/mod.ts';
import { type Code, type Params, Refusal, machineNow } from '../platform/mod.ts';
import { skewMs } from './clock-skew.ts';
import type { CustodianParts } from './custodian-parts.ts';
import type { Inputs, Recorded, SessionRow } from './custody.sql.ts';
import { behalfRefusal } from './on-behalf.ts';
import { type Numbered, refuse } from './record-batch.ts';

const mostSkewMs = 2000;
const mostTries = 3;

export type Loaded = {
  readonly inputs: Inputs;
  readonly facts: Facts;
  /** What was answered of them by address: the same facts of the same moment have the same answer. */
  readonly licences: Map<string, Code | null>;
};

/** Why these inputs refuse the request as a whole; null where its cells decide. */
export function refusalBy({ inputs, facts, licences }: Loaded, session: SessionRow, request: Numbered): Code | null {
  let code = licences.get(session.source);
  if (code === undefined) {
    code = licenceRefusal(facts, session.source, inputs.now);
    licences.set(session.source, code);
  }
  return code ?? behalfRefusal(facts.service, request.onBehalf ?? '');
}

/** What came of deciding and recording by some inputs: only `done` is on record and may leave. */
export type Attempt<T> =
  /** `again`: it was on record before, by what held then. */
  | { readonly kind: 'done'; readonly value: T; readonly again: boolean }
  | { readonly kind: 'refused'; readonly code: Code; readonly params?: Params }
  /** Between reading and recording something changed that the decision read. */
  | { readonly kind: 'ended' | 'stale' };

/**
 * Decides by what was read for the batch before, where that is not a second old, and otherwise, or where that led to anything but an opening on record,
 * by what is read now. Throws the refusal, recorded.
 */
export async function byInputs<T>(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  subjects: Iterable<string>,
  attempt: (loaded: Loaded) => Promise<Attempt<T>>,
): Promise<T> {
  const kept = parts.keptInputs.of(session.grantId, performance.now());
  if (kept !== undefined) {
    const early = await attempt(kept);
    if (early.kind === 'done' && !early.again) return early.value;
  }
  for (let tries = 1; ; tries++) {
    const loaded = await loadInputs(parts, session, request, subjects);
    const made = await attempt(loaded);
    if (made.kind === 'done') return made.value;
    if (made.kind === 'refused') {
      const params = made.params ?? refusalParams(loaded.facts, made.code);
      return refuse(parts, session, request, loaded.inputs, made.code, params);
    }
    if (tries === mostTries)
      return refuse(parts, session, request, loaded.inputs, made.kind === 'ended' ? 'JK203' : 'JK312');
  }
}

/** What the record's outcome means for the attempt that asked for it. */
export function attemptOf<T>(recorded: Recorded, value: T): Attempt<T> {
  switch (recorded.outcome) {
    case 'recorded':
    case 'again':
      return { kind: 'done', value, again: recorded.outcome === 'again' };
    case 'ended':
    case 'stale':
      return { kind: recorded.outcome };
    case 'other':
      return { kind: 'refused', code: 'JK322' };
    case 'cap:minute':
    case 'cap:day':
    case 'cap:all':
      return { kind: 'refused', code: 'JK222', params: { span: recorded.outcome.slice(4) } };
  }
}

/** Reads them now. Refuses with JK320 where this machine's clock and the database's are apart. */
async function loadInputs(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  subjects: Iterable<string>,
): Promise<Loaded> {
  const askedAt = performance.now();
  const asked = machineNow();
  const inputs = await parts.freshInputs.of(session.grantId, [...subjects]);
  if (inputs === undefined) throw new Refusal('JK201');
  const skew = skewMs(asked, machineNow(), inputs.wall);
  if (skew > mostSkewMs) return refuse(parts, session, request, inputs, 'JK320', { seconds: Math.round(skew / 1000) });
  const fields = Object.entries(inputs.fields ?? {}).map(([field, mode]) => ({
    field: Number(field),
    mode: mode as Mode,
  }));
  parts.keys.observe(inputs.generation);
  const loaded: Loaded = { inputs, facts: factsFrom(inputs, fields), licences: new Map() };
  parts.keptInputs.keep(session.grantId, loaded, askedAt);
  return loaded;
}
