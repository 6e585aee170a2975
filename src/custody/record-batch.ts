/** Puts on record what was decided of a batch, or that and why it was refused, before anything leaves. */
import { hash } from 'node:crypto';
import { openingContent } from '../ledger/mod.ts';
import { type Code, type Params, Refusal } from '../platform/mod.ts';
import type { CustodianParts } from './custodian-parts.ts';
import { type Inputs, type Recorded, type SessionRow, uuidArray } from './custody.sql.ts';
import { drawRandom } from './draw-random.ts';
import { behalfRefusal } from './on-behalf.ts';
import { batchRecord, refusalRecord } from './record-text.ts';

const drawSalt = drawRandom(32);

export type Numbered = {
  readonly batch: number;
  readonly fingerprint: Buffer;
  readonly onBehalf?: string | undefined;
};
/** `pieces`: what was asked, as it may be told by its digest: never a value that could be guessed. */
type Asked = Numbered & { readonly onBehalf: string | undefined; readonly pieces: readonly Buffer[] };

/** One treatment of one field, and the subjects that met it. */
export type Part = {
  readonly field: number;
  readonly mode: string;
  readonly outcome: string;
  readonly subjects: string[];
};

/** Makes the durable record of what was decided. Rejects with JK312 where nothing is known of its outcome. */
export async function recordBatch(
  parts: CustodianParts,
  session: SessionRow,
  request: Asked,
  inputs: Inputs,
  treated: readonly Part[],
  kind: 'opening' | 'question' | 'writing',
): Promise<Recorded> {
  const salt = drawSalt();
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
    parts.recorder.record({
      grant: session.grantId,
      json: batchRecord({
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
        generation: inputs.generation,
        stops: stopsMet(inputs, treated),
      }),
    }),
  );
}

/** The stops that the treatment saw: inputs that are shared may tell of other subjects too. */
function stopsMet({ stops }: Inputs, treated: readonly Part[]): NonNullable<Inputs['stops']> {
  if (stops === null) return [];
  const met = new Set(treated.flatMap((part) => part.subjects));
  return stops.filter(([subject]) => met.has(subject));
}

/** Of the request, on whose behalf it is, and of whom it withholds: where a stop was lifted since the record was made, asking again asks for something else. */
function digestOf(request: Asked, treated: readonly Part[]): Buffer {
  const withheld = treated
    .filter((part) => part.outcome === 'withheld')
    .map((part) => `${part.field} ${part.subjects.join(' ')}`);
  const { onBehalf = '' } = request;
  const told = Buffer.from([...withheld, ...(onBehalf === '' ? [] : [onBehalf])].join('\n'));
  return hash('sha256', Buffer.concat([request.fingerprint, ...request.pieces, told]), 'buffer');
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
  const salt = drawSalt();
  const body = {
    ...whoAsked(session, request, inputs),
    code,
    reason: code === 'JK220' ? 'forged' : code,
  };
  const json = refusalRecord({ salt, content: openingContent(salt, body, []), body });
  await durably(() => parts.recorder.record({ grant: null, json }));
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
    ...behalfOf(request, inputs),
  };
}

/** Only what may be kept: what was refused for being no id is not on record by that. */
function behalfOf({ onBehalf = '' }: Numbered, { service }: Inputs): { onBehalf?: string } {
  return onBehalf === '' || behalfRefusal(service, onBehalf) !== null ? {} : { onBehalf };
}

async function durably(work: () => Promise<Recorded>): Promise<Recorded> {
  try {
    return await work();
  } catch (cause) {
    throw new Refusal('JK312', {}, cause);
  }
}
