/**
 * What a text needs before it may go to the database: worked out once, by parse tree and inference, and remembered for the same text with other
 * literals. Nothing here sees what a literal says.
 */
import { Refusal } from '../platform/mod.ts';
import { type Apart, apartOf } from './apart.ts';
import { type AnchoredEdit, anchor } from './anchored-edit.ts';
import { charactersIn } from './error-position.ts';
import { comparedWith } from './compared-with.ts';
import type { Groups } from './fates.ts';
import type { FinderOf } from './finder-text.ts';
import type { Describe, DescribeError } from './inference.ts';
import type { Literal, Token } from './literals.ts';
import { loadsSealed } from './load.ts';
import type { Place } from './places.ts';
import type { SealedTables } from './sealed-tables.ts';
import {
  type Candidate,
  inferStatement,
  type LeafName,
  type Spelling,
  type StatementInference,
} from './statement-inference.ts';
import { faultOf, type Statement, statementsOf } from './statement.ts';

export type ProbeRequest = {
  readonly text: string;
  /** OIDs that the client declared in Parse; empty in the simple protocol. */
  readonly oids: readonly number[];
  /** Values that are known to go into a sealed column, whatever place they seem to have: offsets of literals, numbers of parameters. */
  readonly storing?: Storing;
};

export type Storing = { readonly literals: ReadonlySet<number>; readonly parameters: ReadonlySet<number> };

export type ProbeContext = {
  /** The grant's role and its search path: the same text may mean other tables for another. */
  readonly role: string;
  readonly searchPath: string;
  /** OIDs of `pii.sealed` and `pii.sealed[]` in this database. */
  readonly sealed: number;
  readonly sealedArray: number;
  readonly describe: Describe;
  readonly finder: FinderOf;
  /** The tables with sealed columns, as they are now. */
  readonly tables: () => Promise<SealedTables>;
  /** Whether the grant writes. */
  readonly writes: boolean;
  /** What earlier PREPAREs of the session reported, for EXECUTE. */
  readonly prepared?: ReadonlyMap<string, readonly SealedParameter[]>;
};

/** `index` counts from 0. A value that is `showing` must be left as the client sent it; one that is `storing` becomes an envelope (writing.ts). */
export type SealedParameter = {
  readonly index: number;
  readonly array: boolean;
  readonly place: Place;
  /** The n of a `varchar(n)` around it that was taken away, in characters. */
  readonly longest?: number;
  /** The term group of the column that it is compared with, where the statement says it. */
  readonly group?: number;
};

export type Prepared = { readonly name: string; readonly parameters: readonly SealedParameter[] };

/** `longest` and `group`: as of a parameter. */
export type PlannedLiteral = {
  readonly ordinal: number;
  readonly array: boolean;
  readonly place: Place;
  readonly longest?: number;
  readonly group?: number;
};

/** Literals by their number in scan order, so that the plan fits the same text with other literals. */
export type Plan = {
  readonly literals: readonly PlannedLiteral[];
  readonly executes: readonly { readonly name: string; readonly ordinals: readonly (number | undefined)[] }[];
  readonly prepared: readonly Prepared[];
  readonly parameters: readonly SealedParameter[];
  readonly oids: readonly number[];
  /** What PostgreSQL made of every parameter. */
  readonly types: readonly number[];
  /** Whether COPY loads a sealed column. */
  readonly loads: boolean;
  /** Another spelling of what stands between the literals. */
  readonly edits: readonly AnchoredEdit[];
};

/** PostgreSQL's own words against a text. */
export type Failed = { readonly kind: 'fails' } & DescribeError;

/** The parser's own words, unless they quote a literal. */
export function syntaxError(text: string): Failed {
  const { code, message, position } = faultOf(text);
  const quotable = /^[^'"]+( at or near "[^'"]*")?$/.test(message);
  return {
    kind: 'fails',
    code,
    message: quotable ? message : 'syntax error',
    ...(position === undefined ? {} : { position }),
  };
}

/** The failure of one statement, with its position counted in the whole text. */
function failedAt(failed: DescribeError, text: string, statement: Query): Failed {
  if (failed.position === undefined) return { ...failed, kind: 'fails' };
  const before = charactersIn(Buffer.from(text), 0, statement.start);
  return { ...failed, kind: 'fails', position: failed.position + before };
}

/** Throws JK511 where a literal cannot be resolved. */
export async function planOf(
  request: ProbeRequest,
  context: ProbeContext,
  scanned: { readonly tokens: readonly Token[]; readonly literals: readonly Literal[] },
): Promise<Plan | Failed | Apart> {
  let statements: readonly Statement[];
  try {
    statements = statementsOf(request.text, scanned.tokens);
  } catch {
    return syntaxError(request.text);
  }
  const plan = {
    literals: [] as Plan['literals'][number][],
    executes: [] as Plan['executes'][number][],
    prepared: [] as Prepared[],
    edits: [] as AnchoredEdit[],
    loads: false,
  };
  let types: readonly number[] = [];
  let oids: readonly number[] = request.oids;
  let parameters: readonly SealedParameter[] = [];
  for (const statement of statements) {
    if (statement.kind === 'load') {
      const loads = await loadsSealed(statement, context);
      if (typeof loads !== 'boolean') {
        const { code, message } = loads.error; // its position is one in our own statement
        return { kind: 'fails', code, message };
      }
      plan.loads ||= loads;
    }
    if (statement.kind === 'execute') {
      const ordinals = statement.literals.map((offset) =>
        offset === undefined ? undefined : ordinalAt(scanned.literals, offset),
      );
      plan.executes.push({ name: statement.name, ordinals });
    }
    if (statement.kind !== 'query') continue;
    const candidates = candidatesOf(statement, scanned.literals);
    const declared = declaredOids(statement, request);
    const spoken = { text: request.text, statement, candidates, tokens: scanned.tokens, oids: declared };
    const inference = await inferStatement(spoken, context.describe, (oid) => isSealed(oid, context));
    const apart =
      statement.prepares === undefined ? await apartOf(spoken, inference, context.describe, context) : undefined;
    if (apart !== undefined) return apart;
    if (inference.kind === 'fails') return failedAt(inference, request.text, statement);
    if (inference.kind === 'unresolved') throw new Refusal('JK511', { sqlstate: inference.sqlstate });
    const { spelling } = inference;
    plan.edits.push(...anchor(spelling?.edits ?? [], scanned.literals));
    const groups = await groupsIn(statement, inference, context);
    for (const [index, { ordinal, literal, place }] of candidates.entries()) {
      const oid = inference.literals[index];
      const spelled = spelledPlace(place, spelling, { literal: literal.start });
      const group = groupOf(groups.literals.get(literal.start));
      if (isSealed(oid, context))
        plan.literals.push({ ordinal, array: oid === context.sealedArray, ...spelled, ...group });
    }
    const sealed = sealedParameters(statement, inference.parameters, context, { spelling, groups });
    if (statement.prepares === undefined) {
      parameters = sealed;
      types = inference.parameters;
      oids = declared.map((oid, index) =>
        isSealed(inference.parameters[index], context) ? (inference.parameters[index] ?? oid) : oid,
      );
    } else plan.prepared.push({ name: statement.prepares.name, parameters: sealed });
  }
  return { ...plan, oids, parameters, types };
}

type Query = Extract<Statement, { kind: 'query' }>;
function candidatesOf(statement: Query, literals: readonly Literal[]): readonly Candidate[] {
  return literals.flatMap((literal, ordinal) => {
    const place = statement.places.literals.get(literal.start);
    return place === undefined ? [] : [{ ordinal, literal, place }];
  });
}

/** With what the statement compares its sealed values; asked about only where it has any. */
async function groupsIn(
  statement: Query,
  inference: Extract<StatementInference, { kind: 'known' }>,
  context: ProbeContext,
): Promise<Groups> {
  const sealed = [...inference.literals, ...inference.parameters].some((oid) => isSealed(oid, context));
  if (!sealed) return { literals: new Map(), parameters: new Map() };
  return comparedWith(statement.tree, await context.tables(), context.searchPath);
}

function groupOf(group: number | undefined): { readonly group?: number } {
  return group === undefined ? {} : { group };
}

/** What a list of values gives is looked for, wherever the list stands. */
function spelledPlace<P extends Place>(
  place: P,
  spelling: Spelling | undefined,
  name: LeafName,
): { readonly place: P | 'comparing'; readonly longest?: number } {
  const { listed = false, ...bound } = spelling?.of(name) ?? {};
  return { place: listed && place === 'showing' ? 'comparing' : place, ...bound };
}

/** Built-in types that a PREPARE may declare, by PostgreSQL's names. */
const builtIn: Readonly<Record<string, number>> = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  float4: 700,
  float8: 701,
  inet: 869,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
  text: 25,
  varchar: 1043,
  bpchar: 1042,
  name: 19,
  'text[]': 1009,
  'varchar[]': 1015,
};

function declaredOids(statement: Query, request: ProbeRequest): readonly number[] {
  const declared = statement.prepares?.types.map((type) => builtIn[type ?? ''] ?? 0) ?? request.oids;
  const count = Math.max(declared.length, ...statement.places.parameters.keys());
  return Array.from({ length: count }, (_, index) => declared[index] ?? 0);
}

function sealedParameters(
  statement: Query,
  oids: readonly number[],
  context: ProbeContext,
  { spelling, groups }: { readonly spelling: Spelling | undefined; readonly groups: Groups },
): readonly SealedParameter[] {
  const sealed: SealedParameter[] = [];
  for (const [index, oid] of oids.entries()) {
    if (!isSealed(oid, context)) continue;
    const place = statement.places.parameters.get(index + 1) ?? 'comparing';
    const array = oid === context.sealedArray;
    const group = groupOf(groups.parameters.get(index + 1));
    sealed.push({ index, array, ...spelledPlace(place, spelling, { parameter: index + 1 }), ...group });
  }
  return sealed;
}

function ordinalAt(literals: readonly Literal[], offset: number): number | undefined {
  const ordinal = literals.findIndex(({ start }) => start === offset);
  return ordinal < 0 ? undefined : ordinal;
}

function isSealed(oid: number | undefined, context: ProbeContext): boolean {
  return oid !== undefined && (oid === context.sealed || oid === context.sealedArray);
}
