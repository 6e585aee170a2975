/**
 * Seals values that a service stores: decide → keys → seal in memory → record durably → release, as a batch is opened (open-batch.ts).
 *
 * Asking again is harmless. The ids of new subjects are made from the request's number under a key, so that every attempt, whichever custodian
 * makes it, seals for the subjects that the record names; and what tells whether it is the same request is keyed too, since a value that may be
 * guessed (a phone number) could be guessed from a plain hash of it. Only the nonces differ.
 */
import { type Facts, type Outcome, type Stop, treatment } from '../access/mod.ts';
import type { Code, Params } from '../platform/mod.ts';
import { groupKey, storable, termFor } from './compare.ts';
import type { CustodianParts } from './custodian-parts.ts';
import type { Inputs, SessionRow } from './custody.sql.ts';
import { dateText } from './date-text.ts';
import { NO_GROUP } from './envelope-header.ts';
import { sealEnvelope } from './envelope.ts';
import { type Attempt, type Loaded, attemptOf, byInputs, refusalBy } from './load-inputs.ts';
import { onRecord, recordBatch } from './record-batch.ts';
import type { Part } from './record-text.ts';
import { digestUnder, subjectUnder } from './term.ts';
import { type WriteCell, type WriteRequest, encodeWriteRequest } from './write-message.ts';

/**
 * One envelope a cell, in order. Throws, recorded: what the licence refuses; JK240 a field that the grant does not write; JK221 or JK241 a
 * subject that it may not write of; JK327 one whose key is gone; JK328 a value that cannot be stored. A value that lacks the form of its field is sealed as it is.
 */
export async function writeValues(parts: CustodianParts, request: WriteRequest): Promise<readonly Buffer[]> {
  const session = await parts.sessions.get(request.session);
  const existing = new Set(request.cells.flatMap(({ owner }) => (owner.kind === 'subject' ? [owner.subject] : [])));
  const asked: Asked = { parts, session, request, existing, made: { done: false } };
  return byInputs(parts, session, request, existing, (loaded) => write(asked, loaded));
}

type Asked = {
  readonly parts: CustodianParts;
  readonly session: SessionRow;
  readonly request: WriteRequest;
  readonly existing: ReadonlySet<string>;
  /** Whether an earlier attempt of this request has made the keys of its new subjects. */
  readonly made: { done: boolean };
};

type Refused = { readonly code: Code; readonly params?: Params };

async function write(asked: Asked, loaded: Loaded): Promise<Attempt<readonly Buffer[]>> {
  const { parts, session, request } = asked;
  const { inputs, facts } = loaded;
  const code = refusalBy(loaded, session, request) ?? unstorable(request.cells);
  if (code !== null) return { kind: 'refused', code };
  await parts.fields.ensure(new Set(request.cells.map((cell) => cell.field)));

  const prepared = await prepare(asked, facts, inputs).catch(async (fault: unknown) => {
    throw await onRecord(parts, session, request, inputs, fault);
  });
  if ('code' in prepared) return { kind: 'refused', ...prepared };
  const { sealed, treated, digest } = prepared;
  const { batch, fingerprint, onBehalf } = request;
  const told = { batch, fingerprint, onBehalf, pieces: [digest] };
  return attemptOf(await recordBatch(parts, session, told, inputs, treated, 'writing'), sealed);
}

function unstorable(cells: readonly WriteCell[]): Code | null {
  return cells.every(({ text }) => storable(text)) ? null : 'JK328';
}

type Prepared = { readonly sealed: readonly Buffer[]; readonly treated: readonly Part[]; readonly digest: Buffer };

/** Everything that can fail. Keys of new subjects are made only once every cell is allowed. */
async function prepare(asked: Asked, facts: Facts, inputs: Inputs): Promise<Prepared | Refused> {
  const { parts, request, existing } = asked;
  await parts.store.answers();
  const keys = await parts.keys.of(existing);
  const refused = judge(asked, facts, inputs, keys);
  if (refused !== null) return refused;

  const key = await groupKey(parts, 1); // the first group of any key store: the same to every custodian of this installation
  const fresh = request.fresh.map((_, nth) => subjectUnder(key, request.session, request.batch, nth));
  if (!asked.made.done)
    for (const kind of new Set(request.fresh))
      await parts.keys.ensure(
        fresh.filter((_, nth) => request.fresh[nth] === kind),
        kind,
      );
  asked.made.done = true;
  const all = new Map([...keys, ...(await parts.keys.of(fresh))]);

  const treated = new Map<number, { part: Part; seen: Set<string> }>();
  const sealed: Buffer[] = [];
  for (const { owner, field, text: given } of request.cells) {
    const text = parts.fields.categoryOf(field) === 'birth_date' ? dateText(given) : given;
    const subject = owner.kind === 'subject' ? owner.subject : (fresh[owner.nth] ?? '');
    const subjectKey = all.get(subject);
    if (subjectKey === undefined) return { code: 'JK327' };
    const group = parts.fields.termGroupOf(field);
    const term = group === null ? null : await termFor(parts, group, text);
    sealed.push(sealEnvelope({ group: group ?? NO_GROUP, term, field, subject, key: subjectKey }, text));
    addTo(treated, field, facts, subject);
  }
  const digest = digestUnder(key, encodeWriteRequest(request));
  return { sealed, treated: [...treated.values()].map(({ part }) => part), digest };
}

/** The first cell that may not be written refuses all of them. A new subject is of no list and has no stop. */
function judge(
  { parts, request }: Asked,
  facts: Facts,
  inputs: Inputs,
  keys: ReadonlyMap<string, Buffer>,
): Refused | null {
  const stops = new Map<string, Stop>(inputs.stops ?? []);
  const scope = inputs.scope === null ? null : new Set(inputs.scope);
  for (const { owner, field } of request.cells) {
    const subject = owner.kind === 'subject' ? owner.subject : null;
    const outcome: Outcome = treatment(facts, {
      field,
      asks: 'write',
      genuine: true,
      inScope: scope === null || (subject !== null && scope.has(subject)),
      stop: subject === null ? null : (stops.get(subject) ?? null),
    });
    if (outcome.kind === 'refuse')
      return { code: outcome.code, params: { field: parts.fields.nameOf(field) ?? field } };
    if (outcome.kind !== 'write') throw new Error(`a writing was asked for and a ${outcome.kind} decided`);
    if (subject !== null && !keys.has(subject)) return { code: 'JK327' };
    if (parts.fields.categoryOf(field) === undefined) return { code: 'JK324', params: { field } };
  }
  return null;
}

function addTo(
  treated: Map<number, { part: Part; seen: Set<string> }>,
  field: number,
  facts: Facts,
  subject: string,
): void {
  const known = treated.get(field);
  const { part, seen } = known ?? {
    part: { field, mode: facts.fields.get(field) ?? 'none', outcome: 'written', subjects: [] },
    seen: new Set<string>(),
  };
  if (known === undefined) treated.set(field, { part, seen });
  if (seen.has(subject)) return;
  seen.add(subject);
  part.subjects.push(subject);
}
