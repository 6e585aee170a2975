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
import { type Facts, type Outcome, type Stop, licenceRefusal, treatment } from '../access/mod.ts';
import type { Code } from '../platform/mod.ts';
import type { CustodianParts } from './custodian-parts.ts';
import type { Inputs, SessionRow } from './custody.sql.ts';
import { type Header, readHeader } from './envelope-header.ts';
import { openEnvelope } from './envelope.ts';
import { type Attempt, type Loaded, attemptOf, byInputs } from './load-inputs.ts';
import { mask } from './mask.ts';
import { behalfRefusal } from './on-behalf.ts';
import type { OpenRequest, Opened } from './open-message.ts';
import { type Part, orRecorded, recordBatch, storeAnswers } from './record-batch.ts';

export async function openBatch(parts: CustodianParts, request: OpenRequest): Promise<Opened> {
  const session = await parts.sessions.get(request.session);
  const headers = request.envelopes.map(readHeader);
  const subjects = new Set<string>();
  for (const header of headers) if (header !== null) subjects.add(header.subject);
  const asked: Asked = { parts, session, request, headers, subjects };
  return byInputs(parts, session, request, subjects, (loaded) => open(asked, loaded));
}

type Asked = {
  readonly parts: CustodianParts;
  readonly session: SessionRow;
  readonly request: OpenRequest;
  readonly headers: readonly (Header | null)[];
  readonly subjects: ReadonlySet<string>;
};

async function open(asked: Asked, { inputs, facts }: Loaded): Promise<Attempt<Opened>> {
  const { parts, session, request, headers, subjects } = asked;
  const answers = storeAnswers(parts);
  const code =
    licenceRefusal(facts, session.source, inputs.now) ?? behalfRefusal(facts.service, request.onBehalf ?? '');
  if (code !== null) return { kind: 'refused', code };

  const keys = await orRecorded(parts, session, request, inputs, async () => {
    await answers;
    return parts.keys.of(subjects);
  });
  await parts.fields.ensure(new Set(headers.map((header) => header?.field ?? 0).filter((field) => field !== 0)));
  const treated = treatAll({ parts, facts, inputs, keys }, request.envelopes, headers);
  if (treated.refused !== null) return { kind: 'refused', code: treated.refused };
  const { batch, fingerprint, onBehalf, envelopes } = request;
  const told = { batch, fingerprint, onBehalf, pieces: envelopes };
  return attemptOf(await recordBatch(parts, session, told, inputs, treated.parts, 'opening'), treated.opened);
}

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
      case 'write':
        throw new Error(`a value was asked for and a ${outcome.kind} decided`);
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
  write: 'written',
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
