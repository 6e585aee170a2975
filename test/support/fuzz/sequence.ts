/**
 * One sequence on both twins. A step goes to the gateway first. Where that refuses a statement by a declared difference, the plain twin is sent the same
 * step with a statement in its place that fails, so that both go on in step: what came before in the same transaction is undone in both.
 */
import { type WireClient, rowsIn } from '../wire-client.ts';
import { type Feature, behalf, declaredFor, late as lateCodes, oneText, rowsDiffer, writing } from './declared.ts';
import type { Unit } from './statement.ts';
import type { Draft, Manner, Step } from './steps.ts';
import type { Twins, Who } from './twins.ts';
import { type Outcome, type Showing, outcomeOf, said } from './wire.ts';

export type Counts = {
  statements: number;
  equal: number;
  errors: number;
  readonly declared: Map<string, number>;
};

export class Fault extends Error {}
/** What the twins hold now may differ, as declared, and nobody can say how. */
export class Unfollowed extends Error {}

const patience = 10_000;
/** What PostgreSQL answers in a failed transaction. */
const inFailed = '25P02';
const writes = /\b(?:insert|update|delete|merge|lock|truncate)\b/i;
/** What ends a transaction, or begins one that outlives the text. */
const ends = /\b(?:begin|start|commit|end|rollback|abort|savepoint|release)\b/i;
/** What may change the session's setting of on whose behalf it reads. */
const unsets = /^(?:abort|commit|end|rollback|reset all)\b/i;
/** What shows rows of a statement that came earlier. */
const resumes = /\b(?:fetch|move|execute|close)\b/i;

/** Is told of the cells that came out of the gateway before the next step is sent, and of the values that the sequence has named so far. */
export type Seen = (cells: readonly string[], at: number, named: ReadonlySet<string>) => Promise<void>;

/** Throws a Fault. */
export async function runSequence(
  twins: Twins,
  who: Who,
  drafts: readonly Draft[],
  counts: Counts,
  seen: Seen,
): Promise<void> {
  const sealed = await twins.connect(who);
  const plain = await twins.connect('plain');
  const earlier = new Set<Feature>();
  const named = new Set<string>();
  const sofar: string[] = [];
  let failed = 0;
  let status: string | undefined = 'I';
  const queue = [...drafts];
  try {
    while (queue.length > 0) {
      failed = status === 'E' ? failed + 1 : 0;
      const step = failed > 1 ? rollback : queue.shift()?.make(twins.world);
      if (step === undefined) break;
      sofar.push(shown(step));
      const fail = (what: string) =>
        new Fault(`${what}\nafter ${sofar.length} steps under a ${who}'s grant:\n${sofar.join('\n')}`);
      status = await one(step, { sealed, plain }, { twins, who, counts, seen, named, earlier, status, fail });
    }
  } finally {
    sealed.close();
    plain.close();
  }
}

const failing = { text: 'select 1 / 0', parameters: [], values: [], features: new Set<Feature>(), ordered: true };

function simply(...texts: readonly string[]): Step {
  return { kind: 'simple', units: texts.map((text) => ({ ...failing, text })) };
}

/** Not too much of a sequence is said to a transaction that has failed. */
const rollback = simply('rollback');

type Clients = { readonly sealed: WireClient; readonly plain: WireClient };
type Run = {
  readonly twins: Twins;
  readonly who: Who;
  readonly counts: Counts;
  readonly seen: Seen;
  readonly named: Set<string>;
  readonly earlier: Set<Feature>;
  /** Of the transaction before the step. */
  readonly status: string | undefined;
  readonly fail: (what: string) => Fault;
};

async function one(step: Step, { sealed, plain }: Clients, run: Run): Promise<string | undefined> {
  const { counts, fail, who, twins, named } = run;
  for (const value of step.units.flatMap((unit) => unit.values)) named.add(value);
  const features = featuresOf(step, run.earlier);
  const frames = await said(sealed, step, patience);
  if (frames === undefined) throw fail('the gateway hangs');
  if (frames.at(-1)?.type !== 'Z') throw fail('the gateway closed the connection');
  await run.seen(cellsOf(frames), Date.now(), named).catch((error: unknown) => {
    throw error instanceof Fault ? fail(error.message) : error;
  });
  const showing: Showing = {
    ordered: step.units.every(({ ordered }) => ordered),
    anyRows: rowsDiffer(features),
    view: null,
  };
  const ours = outcomeOf(frames, who === 'person' ? { ...showing, view: (cell) => cell } : showing);
  const view = (cell: string) => (twins.views.has(cell) ? (twins.views.get(cell) ?? null) : cell);
  const asked = { ...showing, view: who === 'person' ? view : null };
  counts.statements += step.units.length;
  const at = refusedUnit(step, ours.ended);
  const id = ours.code === null ? undefined : explained(ours.code, step, at, features, who);
  const theirs = async (what: Step): Promise<Outcome> => {
    const heard = await said(plain, what, patience);
    if (heard === undefined || heard.at(-1)?.type !== 'Z') throw fail('the plain twin hangs or ended');
    return outcomeOf(heard, asked);
  };
  if (id === undefined && ours.code !== null && wasLookedThrough(step, ours)) {
    // with a commit in it the plain twin would keep what the gateway did not send
    const kept = step.units.some(({ text }) => ends.test(text));
    const expected = await theirs(kept ? failingAt(step, 0) : step);
    if (expected.code === null)
      throw fail(`the gateway says ${ours.code}, PostgreSQL ${expected.code} (${ours.message})`);
    if (ours.status !== expected.status)
      throw fail(`after ${ours.code} the transaction is ${ours.status}, not ${expected.status}`);
    counts.errors += step.units.length;
    return ours.status;
  }
  if (id === undefined || ours.code === null) {
    const expected = await theirs(step);
    if (run.status === 'E' && ours.code !== null && expected.code === inFailed && ours.status === expected.status) {
      counts.errors += step.units.length; // its own error came before: docs/differences.md, `failed`
      return ours.status;
    }
    const difference = firstDifference(ours.lines, expected.lines);
    if (difference !== null) throw fail(`${difference}${ours.message === '' ? '' : ` (${ours.message})`}`);
    counts[ours.code === null ? 'equal' : 'errors'] += step.units.length;
    return ours.status;
  }
  const inGroup = cameLateInGroup(step, ours, at, run.status);
  const late = cameLate(step, ours);
  const expected = await theirs(inGroup ? part(step, 0, at + 1) : late ? step : failingAt(step, at));
  const key = `${ours.code} ${late ? 'late' : id}`;
  counts.declared.set(key, (counts.declared.get(key) ?? 0) + 1);
  // late: all that came but for the error and the end
  const [shownHere, shownThere] = late
    ? [-2, ours.lines.length - 2]
    : cameAtEnd(step, ours.ended)
      ? [0, 0]
      : [ours.settled, inGroup ? ours.settled : expected.settled];
  const before = firstDifference(ours.lines.slice(0, shownHere), expected.lines.slice(0, shownThere));
  if (before !== null) throw fail(`before a refusal (${ours.code}): ${before}`);
  if (inGroup && at + 1 < step.units.length) {
    const after = part(step, at + 1);
    if (!after.units.every(onlyReads) || (await theirs(after)).code !== null) throw new Unfollowed();
  }
  if (begunBehind(step, ours, at, run.status)) {
    if (step.kind === 'simple' && step.units.some(({ text }) => writes.test(text))) throw new Unfollowed();
    await theirs(simply('begin', failing.text));
    return ours.status;
  }
  if (ours.status !== expected.status)
    throw fail(`after a refusal (${ours.code}) the transaction is ${ours.status}, not ${expected.status}`);
  return ours.status;
}

/** Whether rows were refused of a text that the database had run as a whole, and that left no transaction open: all of it stays done (docs/differences.md, `late`). */
function cameLate(step: Step, { code, announced, status }: Outcome): boolean {
  const whole = step.kind === 'simple' && step.units.length > 1;
  return whole && announced && status === 'I' && lateCodes.codes.includes(code ?? '');
}

/**
 * The same of a message group: what came before it stays done, and perhaps what came after, or that fails and takes all of it back. Not so of a statement that was
 * refused before it was bound: it never ran.
 */
function cameLateInGroup(step: Step, ours: Outcome, at: number, before: string | undefined): boolean {
  return ours.status === 'I' && wasLate(step, ours, at, before);
}

/** The same, of a group or a text, where what came after it opened a transaction: that has failed, and all of a group with it. */
function begunBehind(step: Step, ours: Outcome, at: number, before: string | undefined): boolean {
  const begins = step.units.slice(at + 1).some((unit) => /^(?:begin|start)\b/i.test(bare(unit)));
  const begun = step.units.slice(0, at).some((unit) => ends.test(unit.text));
  const late = wasLate(step, ours, at, before) || cameLate(step, { ...ours, status: before });
  return ours.status === 'E' && begins && !begun && late;
}

function wasLate(step: Step, { code, lines }: Outcome, at: number, before: string | undefined): boolean {
  const bound = lines.filter((line) => line === '2').length > at;
  return step.kind === 'extended' && bound && before === 'I' && lateCodes.codes.includes(code ?? '');
}

/** Whether it leaves nothing, run or not, and is not refused either. */
function onlyReads(unit: Unit): boolean {
  const reads = /^(?:select|values|table|show|with|explain)\b/i.test(bare(unit)) && !writes.test(unit.text);
  return reads && unit.features.size === 0;
}

/** A text of several statements that the gateway refused in PostgreSQL's own words before it sent any of them (docs/differences.md, `texts`). */
function wasLookedThrough(step: Step, ours: Outcome): boolean {
  return step.kind === 'simple' && step.units.length > 1 && ours.ended === 0 && !(ours.code ?? '').startsWith('JK');
}

/** Features of the statements, and of earlier ones where it takes up a cursor or a prepared statement. */
function featuresOf(step: Step, earlier: Set<Feature>): ReadonlySet<Feature> {
  const own = new Set(step.units.flatMap((unit) => [...unit.features]));
  const all = step.units.some(({ text }) => resumes.test(text)) ? own.union(earlier) : own;
  for (const feature of own) earlier.add(feature);
  return all;
}

/** A text by the simple protocol is looked through as a whole before any of it is sent. */
function explained(code: string, step: Step, at: number, features: ReadonlySet<Feature>, who: Who): string | undefined {
  const change = step.units.some(({ text }) => writes.test(text));
  if (who === 'person' && writing.codes.includes(code) && change) return writing.id;
  if (
    code === behalf.code &&
    step.kind === 'simple' &&
    (step.units.slice(0, -1).some((unit) => unsets.test(bare(unit))) || seemsToEnd(step))
  )
    return behalf.id;
  if (oneText.codes.includes(code) && step.kind === 'simple' && writesAgain(step.units, at)) return oneText.id;
  return declaredFor(code, features);
}

/** Whether one writes to a table of persons' values, and one before it to the persons' own. */
function writesAgain(units: readonly Unit[], at: number): boolean {
  const write = (unit: Unit | undefined, table: RegExp) =>
    unit !== undefined && /^(?:insert|update|merge)\b/i.test(bare(unit)) && table.test(bare(unit));
  const before = units.slice(0, at).some((unit) => write(unit, /^\w+ (?:into )?"?members\b/i));
  return before && write(units[at], /^\w+ (?:into )?"?(?:members|payout_tax)\b/i);
}

/** A CASE that ends behind a comment, a DO, or a DISCARD that a comment parts from what it discards, in a text with a backslash, which the gateway does not look through (docs/differences.md, `behalf`). */
function seemsToEnd(step: Step): boolean {
  const text = step.units.map((unit) => unit.text).join('; ');
  return text.includes('\\') && /(?:\*\/|--[^\n]*\n|;)\s*end\b|\bdiscard\s*(?:\/\*|--)/i.test(text);
}

/** A statement without its comments, with one space where there are any. */
function bare({ text }: Unit): string {
  return text.replaceAll(/(?:\/\*.*?\*\/|--[^\n]*|\s)+/gs, ' ').trim();
}

/** The unit in which an error came after so many executions; behind the last of them it is that of a cursor that is held. */
function refusedUnit(step: Step, ended: number): number {
  if (cameAtEnd(step, ended)) return heldBy(step);
  if (step.kind === 'simple') return Math.min(ended, step.units.length - 1);
  let left = ended;
  const at = step.units.findIndex(({ manner }) => (left -= manner.rows.length) < 0);
  return at < 0 ? step.units.length - 1 : at;
}

/** Whether an error after so many executions came at the end of the transaction, where a cursor that is held is read: all of the step is taken back. */
function cameAtEnd(step: Step, ended: number): boolean {
  const executions = step.units.reduce((sum, unit) => sum + ('manner' in unit ? unit.manner.rows.length : 1), 0);
  return ended >= executions && heldBy(step) >= 0;
}

function heldBy(step: Step): number {
  return step.units.findLastIndex((unit) => /\bwith hold\b/i.test(bare(unit)));
}

function part(step: Step, from: number, to?: number): Step {
  if (step.kind === 'simple') return { kind: 'simple', units: step.units.slice(from, to) };
  return { kind: 'extended', units: step.units.slice(from, to) };
}

function failingAt(step: Step, at: number): Step {
  if (step.kind === 'simple') return { kind: 'simple', units: step.units.with(at, failing) };
  const manner: Manner = { name: '', describe: 'none', formats: [], rows: [0], flush: false };
  return { kind: 'extended', units: step.units.with(at, { ...failing, manner }) };
}

function firstDifference(ours: readonly string[], theirs: readonly string[]): string | null {
  for (let n = 0; n < Math.max(ours.length, theirs.length); n++)
    if (ours[n] !== theirs[n])
      return `the gateway says ${ours[n] ?? '(nothing)'}, PostgreSQL ${theirs[n] ?? '(nothing)'}`;
  return null;
}

function cellsOf(frames: Parameters<typeof rowsIn>[0]): readonly string[] {
  return rowsIn(frames).flatMap((row) => row.filter((cell) => cell !== null));
}

export function shown(step: Step): string {
  const units = step.units.map((unit) => {
    const { text, parameters } = unit;
    const values = parameters.map(
      ({ value, oid, format }) =>
        `${JSON.stringify(value)}${oid === 0 ? '' : `:${oid}`}${format === 1 ? ' binary' : ''}`,
    );
    const manner =
      step.kind === 'simple' ? '' : ` ${JSON.stringify(step.units[step.units.indexOf(unit as never)]?.manner)}`;
    return `${JSON.stringify(text)}${values.length === 0 ? '' : ` with ${values.join(', ')}`}${manner}`;
  });
  return `  ${step.kind}: ${units.join('\n    then ')}`;
}
