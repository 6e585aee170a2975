/**
 * The spine: one batch of one session, decide → unseal in memory → record durably → release.
 *
 * ASKED → LOADED (inputs of this moment) → UNSEALED (in memory: keys, tags, decision; everything that can fail) → RECORDED (durable, or judged
 * again by the database under the row lock) → RELEASED. Whatever leaves this path earlier is a refusal, which is recorded as such; where
 * even that cannot be recorded the answer is a fault without a value. Nothing is ever answered from memory of an earlier batch.
 *
 * Failure rows: before commit → retryable, the same (session, batch) may be asked again · after commit, before reply → asking again meets the
 * primary key · outcome unknown → not recorded · revocation races the record → the row lock orders them · key store down → refused before
 * the record · tag wrong → recorded as forged · clock → the database's, refused at a skew above 2 s.
 */
import { hash, randomBytes } from 'node:crypto';
import { type Facts, type Outcome, type Stop, factsFrom, licenceRefusal, treatment } from '../access/mod.ts';
import type { Mode } from '../catalog/mod.ts';
import { openingContent } from '../ledger/mod.ts';
import { type Code, type Params, Refusal, machineNow } from '../platform/mod.ts';
import { skewMs } from './clock-skew.ts';
import type { CustodianParts } from './custodian-parts.ts';
import { type Inputs, type Recorded, type SessionRow, uuidArray } from './custody.sql.ts';
import { type Header, readHeader } from './envelope-header.ts';
import { openEnvelope } from './envelope.ts';
import { mask } from './mask.ts';
import type { OpenRequest, Opened } from './open-message.ts';
import { batchRecord, refusalRecord } from './record-text.ts';

const mostSkewMs = 2000;

export async function openBatch(parts: CustodianParts, request: OpenRequest): Promise<Opened> {
  const session = await parts.sessions.get(request.session);
  const headers = request.envelopes.map(readHeader);
  const subjects = new Set<string>();
  for (const header of headers) if (header !== null) subjects.add(header.subject);

  const answers = storeAnswers(parts);
  const { inputs, facts } = await loadInputs(parts, session, request, [...subjects]);
  const code = licenceRefusal(facts, session.source, inputs.now);
  if (code !== null) return refuse(parts, session, request, inputs, code);

  parts.keys.observe(inputs.generation);
  const keys = await orRecorded(parts, session, request, inputs, async () => {
    await answers;
    return parts.keys.of(subjects);
  });
  await parts.fields.ensure(new Set(headers.map((header) => header?.field ?? 0).filter((field) => field !== 0)));
  const treated = treatAll({ parts, facts, inputs, keys }, request.envelopes, headers);
  if (treated.refused !== null) return refuse(parts, session, request, inputs, treated.refused);

  const recorded = await recordBatch(parts, session, request, inputs, treated.parts, 'opening');
  if (recorded.outcome === 'recorded' || recorded.outcome === 'again') return treated.opened;
  if (recorded.outcome.startsWith('cap:')) {
    return refuse(parts, session, request, inputs, 'JK222', { span: recorded.outcome.slice(4) });
  }
  if (recorded.outcome === 'other') return refuse(parts, session, request, inputs, 'JK322');
  const later = await loadInputs(parts, session, request, []);
  return refuse(
    parts,
    session,
    request,
    later.inputs,
    licenceRefusal(later.facts, session.source, later.inputs.now) ?? 'JK203',
  );
}

export type Loaded = { readonly inputs: Inputs; readonly facts: Facts };

type Asked = Numbered & ({ readonly envelopes: readonly Buffer[] } | { readonly value: string });
type Numbered = { readonly batch: number; readonly fingerprint: Buffer };

/** Inputs of a decision, all of one moment. Refuses with JK320 where this machine's clock and the database's are apart. */
export async function loadInputs(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  subjects: readonly string[],
): Promise<Loaded> {
  const asked = machineNow();
  const inputs = await parts.inputs.of(session.grantId, subjects);
  if (inputs === undefined) throw new Refusal('JK201');
  const skew = skewMs(asked, machineNow(), inputs.wall);
  if (skew > mostSkewMs) return refuse(parts, session, request, inputs, 'JK320', { seconds: Math.round(skew / 1000) });
  const fields = Object.entries(inputs.fields ?? {}).map(([field, mode]) => ({
    field: Number(field),
    mode: mode as Mode,
  }));
  return { inputs, facts: factsFrom(inputs, fields) };
}

/** One treatment of one field, and the subjects that met it. */
export type Part = {
  readonly field: number;
  readonly mode: string;
  readonly outcome: string;
  readonly subjects: string[];
};

type Context = {
  readonly parts: CustodianParts;
  readonly facts: Facts;
  readonly inputs: Inputs;
  readonly keys: ReadonlyMap<string, Buffer>;
};

type Treated = { readonly opened: (Buffer | null)[]; readonly parts: Part[]; readonly refused: Code | null };

/** Unseals and decides every cell in memory. The first refusal refuses the batch. */
function treatAll(context: Context, envelopes: readonly Buffer[], headers: readonly (Header | null)[]): Treated {
  const { facts, inputs, keys, parts } = context;
  const stops = new Map<string, Stop>(inputs.stops ?? []);
  const scope = inputs.scope === null ? null : new Set(inputs.scope);
  const groups = new Map<string, Part & { readonly seen: Set<string> }>();
  const opened: (Buffer | null)[] = [];

  for (const [n, envelope] of envelopes.entries()) {
    const header = headers[n] ?? null;
    const key = header === null ? undefined : keys.get(header.subject);
    const plaintext = key === undefined ? null : openEnvelope(envelope, key);
    if (header === null || plaintext === null) return { opened: [], parts: [], refused: 'JK220' };
    const outcome = treatment(facts, {
      field: header.field,
      asks: 'value',
      genuine: true,
      inScope: scope === null || scope.has(header.subject),
      stop: stops.get(header.subject) ?? null,
    });
    const category = parts.fields.categoryOf(header.field);
    if (category === undefined) return { opened: [], parts: [], refused: 'JK220' };
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
        throw new Error('a value was asked for and a comparison decided');
      case 'refuse':
        return { opened: [], parts: [], refused: outcome.code };
    }
    addToPart(groups, header.field, facts.fields.get(header.field) ?? 'none', outcome, header.subject);
  }
  return { opened, parts: [...groups.values()], refused: null };
}

const outcomeWords = {
  open: 'opened',
  mask: 'masked',
  match: 'matched',
  withhold: 'withheld',
  refuse: 'refused',
} as const;

function addToPart(
  groups: Map<string, Part & { readonly seen: Set<string> }>,
  field: number,
  mode: string,
  outcome: Outcome,
  subject: string,
): void {
  const name = `${field} ${outcome.kind}`;
  let part = groups.get(name);
  if (part === undefined) {
    part = { field, mode, outcome: outcomeWords[outcome.kind], subjects: [], seen: new Set() };
    groups.set(name, part);
  }
  if (part.seen.has(subject)) return;
  part.seen.add(subject);
  part.subjects.push(subject);
}

/** Makes the durable record of what was decided. Rejects with JK312 where nothing is known of its outcome. */
export async function recordBatch(
  parts: CustodianParts,
  session: SessionRow,
  request: Asked,
  inputs: Inputs,
  treated: readonly Part[],
  kind: 'opening' | 'question',
): Promise<Recorded> {
  const salt = randomBytes(32);
  const body = {
    ...whoAsked(session, request, inputs),
    parts: treated.map((part) => ({
      field: part.field,
      mode: part.mode,
      outcome: part.outcome,
      subjects: part.subjects.length,
    })),
  };
  const content = openingContent(salt, body, treated);
  return durably(() =>
    parts.recorder.record(
      batchRecord({
        kind,
        session: session.id,
        batch: request.batch,
        grant: session.grantId,
        digest: digestOf(request, treated),
        salt,
        content,
        body,
        parts: treated.map((part) => ({
          field: part.field,
          mode: part.mode,
          outcome: part.outcome,
          subjects: uuidArray(part.subjects),
        })),
      }),
    ),
  );
}

/** Of the request and of whom it withholds: where a stop was lifted since the record was made, asking again asks for something else. */
function digestOf(request: Asked, treated: readonly Part[]): Buffer {
  const pieces = 'value' in request ? [Buffer.from(request.value, 'utf8')] : request.envelopes;
  const withheld = treated
    .filter((part) => part.outcome === 'withheld')
    .map((part) => `${part.field} ${part.subjects.join(' ')}`);
  return hash('sha256', Buffer.concat([request.fingerprint, ...pieces, Buffer.from(withheld.join('\n'))]), 'buffer');
}

/** Records that nothing was opened and why, then throws the refusal. Where that cannot be recorded, JK312: still nothing leaves. */
export async function refuse(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  inputs: Inputs,
  code: Code,
  params: Params = {},
): Promise<never> {
  await recordRefusal(parts, session, request, inputs, code);
  throw new Refusal(code, params);
}

/** What stands in the way of unsealing (the key store) is found before the record; the attempt goes on record as refused, then its fault is thrown. */
export async function orRecorded<T>(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  inputs: Inputs,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) await recordRefusal(parts, session, request, inputs, error.code);
    throw error;
  }
}

/** Asked beside the inputs, to be waited for where the keys are needed. */
export function storeAnswers(parts: CustodianParts): Promise<void> {
  const answers = parts.store.answers();
  answers.catch(() => undefined); // nobody waits for it where an earlier refusal comes first
  return answers;
}

async function recordRefusal(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  inputs: Inputs,
  code: Code,
): Promise<void> {
  const salt = randomBytes(32);
  const body = {
    ...whoAsked(session, request, inputs),
    code,
    reason: code === 'JK220' ? 'forged' : code,
  };
  await durably(() => parts.recorder.record(refusalRecord({ salt, content: openingContent(salt, body, []), body })));
}

/** What every record of a batch says: who asked, for what purpose, from where, by which statement. */
function whoAsked(session: SessionRow, request: Numbered, inputs: Inputs) {
  return {
    session: session.id,
    batch: request.batch,
    grant: session.grantId,
    holder: session.holder,
    purpose: inputs.purposeId,
    source: session.source,
    statement: request.fingerprint.toString('hex'),
  };
}

async function durably(work: () => Promise<Recorded>): Promise<Recorded> {
  try {
    return await work();
  } catch (cause) {
    throw new Refusal('JK312', {}, cause);
  }
}
