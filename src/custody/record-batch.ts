/** Puts on record what was decided of a batch, or that and why it was refused, before anything leaves. */
import { hash } from 'node:crypto';
import { contentOf, openingContent } from '../ledger/mod.ts';
import { type Code, type Params, Refusal } from '../platform/mod.ts';
import type { CustodianParts } from './custodian-parts.ts';
import type { Inputs, Recorded, SessionRow } from './custody.sql.ts';
import { drawRandom } from './draw-random.ts';
import { behalfRefusal } from './on-behalf.ts';
import { type Part, type WhoAsked, batchBody, batchRecord, refusalRecord } from './record-text.ts';

const drawSalt = drawRandom(32);

export type Numbered = {
  readonly batch: number;
  readonly fingerprint: Buffer;
  readonly onBehalf?: string | undefined;
  readonly asExport?: boolean | undefined;
};
/** `pieces`: what was asked, as it may be told by its digest: never a value that could be guessed. */
type Asked = Numbered & { readonly onBehalf: string | undefined; readonly pieces: readonly Buffer[] };

/** Makes the durable record of what was decided. Rejects with JK312 where nothing is known of its outcome. */
export function recordBatch(
  parts: CustodianParts,
  session: SessionRow,
  request: Asked,
  inputs: Inputs,
  treated: readonly Part[],
  kind: 'opening' | 'question' | 'writing',
): Promise<Recorded> {
  const salt = drawSalt();
  const body = batchBody(whoAsked(session, request, inputs), treated);
  const json = batchRecord({
    kind,
    session: session.id,
    batch: request.batch,
    grant: session.grantId,
    digest: digestOf(request, treated),
    salt,
    content: contentOf(salt, body, treated),
    body,
    parts: treated,
    generation: inputs.generation,
    stops: stopsMet(inputs, treated),
  });
  return parts.recorder.record({
    grant: session.grantId,
    json,
    named: { session: session.id, batch: request.batch },
  });
}

/** The stops that the treatment saw: inputs that are shared may tell of other subjects too. */
function stopsMet({ stops }: Inputs, treated: readonly Part[]): NonNullable<Inputs['stops']> {
  if (stops === null) return [];
  const met = new Set(treated.flatMap((part) => part.subjects));
  return stops.filter(([subject]) => met.has(subject));
}

/** Of the request, on whose behalf it is, whether it leaves as a copy, and of whom it withholds: where a stop was lifted since the record was made, asking again asks for something else. */
function digestOf({ fingerprint, pieces, onBehalf = '', asExport }: Asked, treated: readonly Part[]): string {
  const lines: string[] = [];
  for (const { field, outcome, subjects } of treated)
    if (outcome === 'withheld') lines.push(`${field} ${subjects.join(' ')}`);
  if (onBehalf !== '') lines.push(onBehalf);
  if (asExport === true) lines.push('export');
  return hash('sha256', Buffer.concat([fingerprint, ...pieces, Buffer.from(lines.join('\n'))]), 'hex');
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

/** What stands in the way of unsealing (the key store) is found before the record; the attempt goes on record as refused. Returns the fault, to be thrown. */
export async function onRecord(
  parts: CustodianParts,
  session: SessionRow,
  request: Numbered,
  inputs: Inputs,
  fault: unknown,
): Promise<unknown> {
  if (fault instanceof Refusal) await recordRefusal(parts, session, request, inputs, fault.code);
  return fault;
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
  await parts.recorder.record({ grant: null, json });
}

function whoAsked(session: SessionRow, request: Numbered, inputs: Inputs): WhoAsked {
  return {
    session: session.id,
    batch: request.batch,
    grant: session.grantId,
    holder: session.holder,
    purpose: inputs.purposeId,
    source: session.source,
    statement: request.fingerprint.toString('hex'),
    ...(request.asExport === true ? { export: true as const } : {}),
    ...behalfOf(request, inputs),
  };
}

/** Only what may be kept: what was refused for being no id is not on record by that. */
function behalfOf({ onBehalf = '' }: Numbered, { service }: Inputs): { onBehalf?: string } {
  return onBehalf === '' || behalfRefusal(service, onBehalf) !== null ? {} : { onBehalf };
}
