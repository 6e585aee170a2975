/**
 * The spine: one batch of one session, decide → unseal in memory → record durably → release.
 *
 * ASKED → DECIDED by inputs (load-inputs.ts: of a moment ago where the record can judge them again, else of now) → UNSEALED
 * (in memory: keys, tags, treatment; everything that can fail) → RECORDED (judged again by the database under the row lock, and durable) → RELEASED.
 * Whatever leaves this path earlier is a refusal, which is recorded as such; where even that cannot be recorded the answer is a fault without
 * a value. Nothing is ever answered from memory of an earlier batch alone.
 *
 * Failure rows: before commit → retryable, the same (session, batch) may be asked again · after commit, before reply → asking again meets the
 * primary key · outcome unknown → not recorded · revocation races the record → the row lock orders them · key store down → refused before
 * the record · tag wrong → recorded as forged · clock → the database's, refused at a skew above 2 s.
 */
import { type Facts, type Outcome, type Stop, treatment } from '../access/mod.ts';
import type { Code } from '../platform/mod.ts';
import type { CustodianParts } from './custodian-parts.ts';
import type { Inputs, SessionRow } from './custody.sql.ts';
import { type Addressed, readHeaders } from './envelope-header.ts';
import { openEnvelope } from './envelope.ts';
import { type Attempt, type Loaded, attemptOf, byInputs, refusalBy } from './load-inputs.ts';
import { mask } from './mask.ts';
import type { OpenRequest, Opened } from './open-message.ts';
import { onRecord, recordBatch } from './record-batch.ts';
import type { Part } from './record-text.ts';

/** Nothing is waited for that is at hand: of a usual batch the key store's look and the record alone. */
export async function openBatch(parts: CustodianParts, request: OpenRequest): Promise<Opened> {
  const session = parts.sessions.kept(request.session) ?? (await parts.sessions.get(request.session));
  const headers = readHeaders(request.envelopes);
  const subjects = new Set<string>();
  for (const header of headers) if (header !== null) subjects.add(header.subject);
  const asked: Asked = { parts, session, request, headers, subjects };
  return await byInputs(parts, session, request, subjects, (loaded) => open(asked, loaded));
}

type Asked = {
  readonly parts: CustodianParts;
  readonly session: SessionRow;
  readonly request: OpenRequest;
  readonly headers: readonly (Addressed | null)[];
  readonly subjects: ReadonlySet<string>;
};

async function open(asked: Asked, loaded: Loaded): Promise<Attempt<Opened>> {
  const { parts, session, request, headers, subjects } = asked;
  const { inputs, facts } = loaded;
  const code = refusalBy(loaded, session, request);
  if (code !== null) return { kind: 'refused', code };

  let keys: ReadonlyMap<string, Buffer>;
  try {
    await parts.store.answers();
    keys = parts.keys.held(subjects) ?? (await parts.keys.of(subjects));
  } catch (fault) {
    throw await onRecord(parts, session, request, inputs, fault);
  }
  if (!headers.every((header) => header === null || header.field === 0 || parts.fields.knows(header.field)))
    await parts.fields.load();
  const treated = treatAll({ parts, facts, inputs, keys }, request, headers);
  if (treated.refused !== null) return { kind: 'refused', code: treated.refused };
  const { batch, fingerprint, onBehalf, asExport, envelopes } = request;
  const told = { batch, fingerprint, onBehalf, asExport, pieces: envelopes };
  return attemptOf(await recordBatch(parts, session, told, inputs, treated.parts, 'opening'), treated.opened);
}

type Context = {
  readonly parts: CustodianParts;
  readonly facts: Facts;
  readonly inputs: Inputs;
  readonly keys: ReadonlyMap<string, Buffer>;
};

/** A subject of the batch, and by number the parts of the record that it is in. */
type Person = {
  readonly subject: string;
  readonly key: Buffer | undefined;
  readonly inScope: boolean;
  readonly stop: Stop | null;
  readonly parts: number[];
};

type Treated = { readonly opened: (Buffer | null)[]; readonly parts: Part[]; readonly refused: Code | null };

/** Unseals and decides every cell in memory. The first refusal refuses the batch. */
function treatAll(
  context: Context,
  { envelopes, asExport }: OpenRequest,
  headers: readonly (Addressed | null)[],
): Treated {
  const asks = asExport === true ? 'export' : 'value';
  const { facts, parts } = context;
  const people = peopleOf(context);
  const treated = new Parts(facts);
  const opened: (Buffer | null)[] = [];
  let person: Person | undefined;

  for (const [n, envelope] of envelopes.entries()) {
    const header = headers[n] ?? null;
    if (header !== null && header.subject !== person?.subject) person = people.get(header.subject);
    const plaintext = person?.key === undefined ? null : openEnvelope(envelope, person.key);
    if (header === null || person === undefined || plaintext === null) return refusedBy('JK220');
    const { inScope, stop } = person;
    const outcome = treatment(facts, { field: header.field, asks, genuine: true, inScope, stop });
    const category = parts.fields.categoryOf(header.field);
    if (category === undefined) return refusedBy('JK220');
    switch (outcome.kind) {
      case 'open':
        opened.push(plaintext);
        break;
      case 'mask':
        opened.push(Buffer.from(mask(category, plaintext.toString('utf8')), 'utf8'));
        break;
      case 'withhold':
        opened.push(null);
        break;
      case 'match':
      case 'write':
        throw new Error(`a value was asked for and a ${outcome.kind} decided`);
      case 'refuse':
        return refusedBy(outcome.code);
    }
    treated.add(header.field, outcome, person);
  }
  return { opened, parts: treated.all(), refused: null };
}

function refusedBy(code: Code): Treated {
  return { opened: [], parts: [], refused: code };
}

function peopleOf({ inputs, keys }: Context): ReadonlyMap<string, Person> {
  const stops = new Map<string, Stop>(inputs.stops ?? []);
  const scope = inputs.scope === null ? null : new Set(inputs.scope);
  const people = new Map<string, Person>();
  for (const [subject, key] of keys)
    people.set(subject, {
      subject,
      key,
      inScope: scope === null || scope.has(subject),
      stop: stops.get(subject) ?? null,
      parts: [],
    });
  return people;
}

const outcomeWords = {
  open: 'opened',
  mask: 'masked',
  match: 'matched',
  write: 'written',
  withhold: 'withheld',
  refuse: 'refused',
} as const;

/** The parts of the record in order of their first cell. Of one field are at most two: what its mode makes of it, and what is withheld. */
class Parts {
  readonly #facts: Facts;
  readonly #parts = new Map<number, Part & { readonly number: number }>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  add(field: number, outcome: Outcome, person: Person): void {
    const place = 2 * field + (outcome.kind === 'withhold' ? 1 : 0);
    let part = this.#parts.get(place);
    if (part === undefined) {
      const mode = this.#facts.fields.get(field) ?? 'none';
      part = { field, mode, outcome: outcomeWords[outcome.kind], subjects: [], number: this.#parts.size };
      this.#parts.set(place, part);
    }
    if (person.parts.includes(part.number)) return;
    person.parts.push(part.number);
    part.subjects.push(person.subject);
  }

  all(): Part[] {
    return [...this.#parts.values()];
  }
}
