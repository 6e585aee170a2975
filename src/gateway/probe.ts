/**
 * How literals and typed parameters are bound: literals become parameters, PostgreSQL infers, and only what it inferred as `pii.sealed` is bound.
 *
 * TEXT → (no literal, parameter or COPY) READY
 *      → SCANNED → (known in the cache) PLANNED
 *                → PARSED → each statement INFERRED on the side connection → PLANNED
 * INFERRED → a parameter has sealed places and others (apart.ts): APART, to be asked again with a number for each.
 * PLANNED → a place that stores, under a grant that does not write: JK510; a literal that was not read: JK512 → each compared literal becomes its finder → READY.
 * Whatever PostgreSQL itself cannot accept ends as `fails` with its own words: the statement never reaches the session's backend, nor its log.
 *
 * A wrong guess is caught: a finder is refused by the column's CHECK and never leaves the gateway, it raises beside anything not sealed, and a value
 * that was not bound raises JK501. What the session must hold: `standard_conforming_strings = on`, client_encoding UTF8, and a `lock_timeout` on
 * the side connection (the session's own transaction may have locked the table).
 */
import { Refusal } from '../platform/mod.ts';
import type { Apart } from './apart.ts';
import { placed } from './anchored-edit.ts';
import { BoundedCache } from './bounded-cache.ts';
import { checkLength } from './checked-length.ts';
import { elementsOf, type FinderOf, finderText, findersOf, sealedArrayText, sqlLiteral } from './finder-text.ts';
import {
  type Literal,
  literalsOf,
  mayHoldLiterals,
  type Replacement,
  splice,
  type Token,
  tokensOf,
  valueOf,
} from './literals.ts';
import {
  type Failed,
  type Plan,
  planOf,
  type Prepared,
  type ProbeContext,
  type ProbeRequest,
  type SealedParameter,
  type Storing,
  syntaxError,
} from './probe-plan.ts';
import { mayHoldNulls } from './value-spellings.ts';

export type { Prepared, ProbeContext, ProbeRequest, SealedParameter, Storing };

export type Probed =
  | {
      readonly kind: 'ready';
      /** As the client sent it: what the offsets count in. */
      readonly given: string;
      readonly text: string;
      /** What made the one into the other: finders in the place of what is compared, and another spelling around them. */
      readonly edits: readonly Replacement[];
      /** Literals that go into a sealed column. */
      readonly stored: readonly Stored[];
      /** To send in Parse: as declared, with the sealed parameters' own type. */
      readonly oids: readonly number[];
      /** What PostgreSQL made of every parameter. */
      readonly types: readonly number[];
      /** The Bind values to replace. */
      readonly parameters: readonly SealedParameter[];
      /** SQL-level PREPAREs of the text; the session keeps them once the statement has succeeded. */
      readonly prepared: readonly Prepared[];
    }
  /** Asked again with these parameters set apart, it is one of the others. */
  | Apart
  | Failed;

export type Stored = { readonly start: number; readonly end: number; readonly value: string };

export type Probe = {
  /** Throws JK510 to JK514 and what `finder` throws. */
  run(request: ProbeRequest, context: ProbeContext): Promise<Probed>;
  /** After a column was sealed or unsealed. */
  clear(): void;
};

const mostBytes = 1 << 20;
const mostCachedBytes = 1 << 14;

/** One probe for each membership database. `plans`: how many texts are remembered. Needs `loadParser()` first. */
export function makeProbe(plans = 2000): Probe {
  const cache = new BoundedCache<Plan | Apart>(plans);
  return {
    clear: () => cache.clear(),
    run: async (request, context) => {
      if (isPlain(request.text)) return untouched(request);
      const bytes = checkedBytes(request.text);
      const scanned = scan(request.text);
      if (scanned.kind === 'fails') return scanned;
      const key = keyOf(request, context, scanned.literals);
      const plan = cache.get(key) ?? (await planOf(request, context, scanned));
      if ('kind' in plan && plan.kind === 'fails') return plan;
      if (bytes <= mostCachedBytes) cache.set(key, plan);
      if ('kind' in plan) return plan;
      return bind(request, context, scanned.literals, plan);
    },
  };
}

/** Bytes of a statement. Throws JK514 where it is too long to be parsed: the parser would hold up every session. */
export function checkedBytes(text: string): number {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) throw new Refusal('JK514', { bytes, most: mostBytes });
  return bytes;
}

export function tooLong(text: string): boolean {
  return Buffer.byteLength(text) > mostBytes;
}

function untouched({ text, oids }: ProbeRequest): Probed {
  return { kind: 'ready', given: text, text, edits: [], stored: [], oids, types: [], parameters: [], prepared: [] };
}

/** Whether nothing in the text can be a value beside a sealed column: no literal, no parameter, no COPY, no typed NULL. */
export function isPlain(text: string): boolean {
  return !mayHoldLiterals(text) && !/\$\d|\bcopy\b/i.test(text) && !mayHoldNulls(text);
}

const nothing: Storing = { literals: new Set(), parameters: new Set() };

type Scanned = {
  readonly kind: 'scanned';
  readonly tokens: readonly Token[];
  readonly literals: readonly Literal[];
};

function scan(text: string): Scanned | Failed {
  try {
    const tokens = tokensOf(text);
    return { kind: 'scanned', tokens, literals: literalsOf(tokens) };
  } catch {
    return syntaxError(text);
  }
}

function keyOf(request: ProbeRequest, context: ProbeContext, literals: readonly Literal[]): string {
  const holes = literals.map(({ kind, start, end }) => ({ start, end, text: `\0${kind}\0` }));
  return JSON.stringify([splice(request.text, holes), request.oids, context.role, context.searchPath, context.sealed]);
}

async function bind(
  request: ProbeRequest,
  context: ProbeContext,
  literals: readonly Literal[],
  plan: Plan,
): Promise<Probed> {
  const storing = request.storing ?? nothing;
  const places = [...plan.literals, ...executed(plan, context)].map((one) =>
    storing.literals.has(literals[one.ordinal]?.start ?? -1) ? { ...one, place: 'storing' as const } : one,
  );
  const parameters = plan.parameters.map((one) =>
    storing.parameters.has(one.index + 1) ? { ...one, place: 'storing' as const } : one,
  );
  refuseWrites({ ...plan, parameters }, places, context);
  for (const { ordinal, longest } of places) checkLength(literals[ordinal], longest);
  const compared = places.filter(({ place }) => place === 'comparing');
  const finders = new Map<string, Promise<Buffer>>();
  const finderOf: FinderOf = (value, group) => {
    const name = `${group ?? ''} ${value}`;
    const finder = finders.get(name) ?? context.finder(value, group);
    finders.set(name, finder);
    return finder;
  };
  const read = ({ ordinal, array, group }: Plan['literals'][number]) => {
    const literal = literals[ordinal];
    const value = literal === undefined ? undefined : valueOf(literal);
    if (literal === undefined || value === undefined) throw new Refusal('JK512');
    return { literal, value, array, group };
  };
  const values = compared.map(read);
  const stored = places
    .filter(({ place }) => place === 'storing')
    .map(read)
    .map(({ literal, value }) => ({ start: literal.start, end: literal.end, value }));
  const replacements: Replacement[] = [];
  for (const { literal, value, array, group } of values) {
    const text = array
      ? sqlLiteral(sealedArrayText(await findersOf(elementsOf(value), finderOf, group)), 'pii.sealed[]')
      : sqlLiteral(finderText(await finderOf(value, group)), 'pii.sealed');
    replacements.push({ start: literal.start, end: literal.end, text });
  }
  const edits = [...replacements, ...placed(plan.edits, literals)];
  return {
    kind: 'ready',
    given: request.text,
    text: splice(request.text, edits),
    edits,
    stored,
    oids: plan.oids,
    types: plan.types,
    parameters,
    prepared: plan.prepared,
  };
}

/** Throws JK510 where the grant does not write, JK519 or JK520 where what is written cannot be bound in its place. */
function refuseWrites(plan: Plan, places: Plan['literals'], context: ProbeContext): void {
  const inPrepared = plan.prepared.some(({ parameters }) => parameters.some(({ place }) => place === 'storing'));
  const stores = places.some(({ place }) => place === 'storing');
  const writes = plan.loads || inPrepared || stores || plan.parameters.some(({ place }) => place === 'storing');
  if (!writes) return;
  if (!context.writes) throw new Refusal('JK510');
  if (plan.loads) throw new Refusal('JK520'); // the session carries out what it can before it asks the probe
  if (inPrepared || plan.executes.length > 0) throw new Refusal('JK519');
}

/** The literals of EXECUTE, by what the PREPARE of that name reported, in this text or earlier. */
function executed(plan: Plan, context: ProbeContext): Plan['literals'] {
  const here = new Map(plan.prepared.map(({ name, parameters }) => [name, parameters]));
  return plan.executes.flatMap(({ name, ordinals }) =>
    (here.get(name) ?? context.prepared?.get(name) ?? []).flatMap(({ index, ...sealed }) => {
      const ordinal = ordinals[index];
      return ordinal === undefined ? [] : [{ ordinal, ...sealed }];
    }),
  );
}
