/** A step as messages, and what is heard of it in a form in which two servers can be compared. */
import {
  readRowDescription,
  readParameterDescription,
  readParameterStatus,
} from '../../../src/gateway/backend-parsers.ts';
import { bind, close, describe, execute, flush, parse, query, sync } from '../../../src/gateway/frontend-builders.ts';
import { type Heard, type WireClient, codesIn, reportsIn, rowsIn, statusIn, tagsIn } from '../wire-client.ts';
import { arrayText, type Parameter } from './statement.ts';
import type { Step } from './steps.ts';

export function framesOf(step: Step): readonly Buffer[] {
  if (step.kind === 'simple') return [query(step.units.map(({ text }) => text).join('; '))];
  const groups = step.units.map(({ text, parameters, manner }) => [
    ...(manner.name === '' ? [] : [close('statement', manner.name)]),
    parse({ name: manner.name, text, oids: parameters.map(({ oid }) => oid) }),
    ...(manner.describe === 'statement' || manner.describe === 'both' ? [describe('statement', manner.name)] : []),
    bind({
      portal: '',
      statement: manner.name,
      parameterFormats: parameters.map(({ format }) => format),
      parameters: parameters.map(bytesOf),
      resultFormats: manner.formats,
    }),
    ...(manner.describe === 'portal' || manner.describe === 'both' ? [describe('portal', '')] : []),
    ...manner.rows.map((rows) => execute('', rows)),
    ...(manner.flush ? [flush()] : []),
  ]);
  return [...groups.flat(), sync()];
}

function bytesOf({ value, oid, format }: Parameter): Buffer | null {
  if (value === null) return null;
  if (typeof value !== 'string') return Buffer.from(arrayText(value));
  if (format === 0 || oid !== 20) return Buffer.from(value);
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

/** Sends a step and hears it out. Undefined where nothing comes for `patience` milliseconds. */
export async function said(client: WireClient, step: Step, patience: number): Promise<readonly Heard[] | undefined> {
  client.send(...framesOf(step));
  return within(client.hearReady(), patience);
}

export async function within<T>(work: Promise<T>, patience: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), patience);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** What was heard, as lines. Object ids beyond PostgreSQL's own differ from one database to the other. */
export type Outcome = {
  readonly lines: readonly string[];
  /** SQLSTATE of the error; null where there was none. */
  readonly code: string | null;
  readonly message: string;
  readonly status: string | undefined;
  /** How many executions ended before the error. */
  readonly ended: number;
  /** Where the last of them ended among the lines. */
  readonly settled: number;
  /** Whether rows had been announced of the one in which the error came. */
  readonly announced: boolean;
};

export type Showing = {
  /** Rows have one order. */
  readonly ordered: boolean;
  /** Rows and their types may differ. */
  readonly anyRows: boolean;
  /** What stands in the place of a cell that holds this. */
  readonly view: ((cell: string) => string | null) | null;
};

/** Parameters beside a sealed column are presented as text (docs/differences.md, `catalog`). */
const asText = (oid: number) => (oid === 1043 ? 25 : oid);
const ends = new Set(['C', 'I', 's']);

export function outcomeOf(frames: readonly Heard[], { ordered, anyRows, view }: Showing): Outcome {
  const lines: string[] = [];
  let rows: string[] = [];
  let settled = 0;
  let ended = 0;
  let announced = false;
  const settle = () => {
    lines.push(...(ordered ? rows : rows.toSorted()));
    rows = [];
  };
  for (const frame of frames) {
    const { type, bytes } = frame;
    if (type === 'D' || type === 'd') {
      if (!anyRows) rows.push(type === 'd' ? bytes.toString('latin1', 5) : rowOf(frame, view));
      continue;
    }
    if (type === 'E') rows = []; // how far it came before the error is the plan's affair
    settle();
    announced = type === 'T' || (announced && !ends.has(type));
    if (type === 'T') {
      if (!anyRows)
        lines.push(
          `T ${readRowDescription(bytes, 0, bytes.length)
            .map(({ name, typeOid, format, typeModifier, typeLength }) =>
              [name, typeOid, format, typeModifier, typeLength].join(':'),
            )
            .join(' ')}`,
        );
    } else if (type === 't')
      lines.push(`t ${readParameterDescription(bytes, 0, bytes.length).oids.map(asText).join(' ')}`);
    else if (type === 'C') lines.push(anyRows ? 'C' : `C ${tagsIn([frame])[0]}`);
    else if (type === 'E') lines.push(`E ${codesIn([frame])[0]}`);
    else if (type === 'Z') lines.push(`Z ${statusIn([frame])}`);
    else if (type === 'S') {
      const { name, value } = readParameterStatus(bytes, 0, bytes.length);
      if (name !== 'search_path') lines.push(`S ${name}=${value}`); // docs/differences.md, `path`
    } else if (type === 'N') {
      const code = reportsIn([frame], 'N')[0]?.get('C') ?? '';
      if (!code.startsWith('JK')) lines.push(`N ${code}`);
    } else lines.push(type);
    if (ends.has(type)) {
      ended += 1;
      settled = lines.length;
    }
  }
  const error = reportsIn(frames)[0];
  return {
    lines,
    code: error?.get('C') ?? null,
    message: error?.get('M') ?? '',
    status: statusIn(frames),
    ended,
    settled,
    announced,
  };
}

/** An array, as text or in binary (one dimension, with its header). Known by its looks, since a step need not ask what its rows are. */
function isArray(cell: string): boolean {
  return /^\{.*\}$/s.test(cell) || (cell.startsWith('\0\0\0\x01') && cell.length >= 20);
}

function rowOf(frame: Heard, view: Showing['view']): string {
  const cells = rowsIn([frame])[0] ?? [];
  if (view === null) return `D ${JSON.stringify(cells)}`;
  return `D ${JSON.stringify(cells.map((cell) => (cell === null ? cell : isArray(cell) ? '[]' : view(cell))))}`;
}
