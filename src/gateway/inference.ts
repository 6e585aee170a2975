/**
 * What PostgreSQL infers for the literals and parameters of one query, by Parse and Describe of the query with its literals made parameters.
 *
 * ALL → every literal is a parameter, every text-family declaration is taken back. Answered → KEEP.
 * 42P18 names a parameter without a type: a literal is put back, a declaration is given back; ALL again.
 * Any other error → ONE BY ONE: the query must stand with NULL for its literals (else the error is the statement's own); then each distinct literal
 * alone, the others NULL. What PostgreSQL allows only as a literal there (a syntax error) stays one.
 * KEEP → a declaration stays taken back only where the parameter came back sealed; where others were given back, asked once more.
 *
 * Rejected: one literal at a time from the start (a round trip each); reading types out of the catalogue (PostgreSQL's resolution is the only true one).
 */
import { positionBefore } from './error-position.ts';
import { type Replacement, splice } from './literals.ts';

/** Parse and Describe on a side connection of the session's role. OIDs: 0 lets PostgreSQL infer. */
export type Describe = (text: string, oids: readonly number[]) => Promise<Described>;
export type Described = { readonly parameters: readonly number[] } | { readonly error: DescribeError };
/** `position`: in characters from 1, of the text that was asked about. */
export type DescribeError = {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly position?: number;
};

export type Question = {
  readonly text: string;
  /** Declared OIDs of the query's own parameters, 0 where none was declared; as many as it has parameters. */
  readonly oids: readonly number[];
  /** The literals that a parameter may replace; offsets into `text`. */
  readonly literals: readonly { readonly start: number; readonly end: number; readonly raw: string }[];
  /** Another spelling of what stands between the literals. */
  readonly edits?: readonly Replacement[];
};

export type Inference =
  /** OID of each literal (undefined: it stays a literal) and of each own parameter. */
  | {
      readonly kind: 'known';
      readonly literals: readonly (number | undefined)[];
      readonly parameters: readonly number[];
    }
  /** The statement cannot stand: what PostgreSQL says of it. */
  | ({ readonly kind: 'fails' } & DescribeError)
  /** The statement stands, but not with one of its literals as a parameter. */
  | { readonly kind: 'unresolved'; readonly sqlstate: string };

/** unknown, text, varchar, bpchar, name and their arrays: what drivers declare without meaning it. */
export const textFamily: ReadonlySet<number> = new Set([705, 25, 1043, 1042, 19, 1009, 1015, 1014, 1003]);

/** By SQLSTATE: no such operator or function, types that do not match (also of one parameter in two places), no such conversion. */
export const aboutTypes: ReadonlySet<string> = new Set(['42883', '42804', '42P08', '42846']);

const mostLiterals = 60_000;
/** Describe counts them in 16 bits, the client's own with them. */
const mostParameters = 65_535;
const mostAlone = 64;
const onlyLiteralHere = new Set(['42601', '42P18', '0A000']);

export async function infer(
  question: Question,
  describe: Describe,
  isSealed: (oid: number) => boolean,
): Promise<Inference> {
  const { literals, oids } = question;
  if (literals.length > mostLiterals || (literals.length > 0 && literals.length + oids.length > mostParameters))
    return { kind: 'unresolved', sqlstate: '54000' };
  const first = await askAll(question, describe);
  const all = first.kind === 'unresolved' ? await askOneByOne(question, describe) : first;
  if (all.kind !== 'known') return all;
  const kept = question.oids.map((declared, index) => {
    const inferred = all.parameters[index] ?? 0;
    return isSealed(inferred) ? inferred : declared;
  });
  const givenBack = kept.some((oid, index) => textFamily.has(oid) && all.parameters[index] !== oid);
  if (!givenBack) return all;
  const again = await askAll({ ...question, oids: kept }, describe, () => false);
  return again.kind === 'unresolved' ? { ...all, parameters: kept } : again;
}

/** Everything at once. `unresolved` means: try one by one. */
async function askAll(
  question: Question,
  describe: Describe,
  takesBack = (oid: number) => textFamily.has(oid),
): Promise<Inference> {
  const oids = question.oids.map((oid) => (takesBack(oid) ? 0 : oid));
  const stays = new Set<number>();
  for (;;) {
    const replaced = question.literals.flatMap((_, index) => (stays.has(index) ? [] : [index]));
    const numbers = new Map(replaced.map((literal, at) => [literal, question.oids.length + at + 1]));
    const answer = await asked(question, numbers, 'itself', describe, oids);
    if (!('error' in answer)) return known(question, answer.parameters, numbers);
    const parameter = indeterminate(answer.error);
    const literal = parameter === undefined ? undefined : replaced[parameter - question.oids.length - 1];
    if (literal !== undefined) stays.add(literal);
    else if (parameter !== undefined && oids[parameter - 1] === 0 && question.oids[parameter - 1] !== 0)
      oids[parameter - 1] = question.oids[parameter - 1] ?? 0;
    else if (question.literals.length === 0 && oids.every((oid, index) => oid === question.oids[index]))
      return { kind: 'fails', ...answer.error };
    else return { kind: 'unresolved', sqlstate: answer.error.code };
  }
}

async function askOneByOne(question: Question, describe: Describe): Promise<Inference> {
  const base = await standingOids(question, describe);
  if (base.kind === 'fails') return base;
  const literals: (number | undefined)[] = question.literals.map(() => undefined);
  const alone = [...Map.groupBy(question.literals.keys(), (index) => question.literals[index]?.raw ?? '').values()];
  if (alone.length > mostAlone) return { kind: 'unresolved', sqlstate: '54000' };
  for (const group of alone) {
    const together = await askFor(question, describe, base.oids, group);
    // 42P08: the same literal has two types in two places
    const answers =
      'error' in together && together.error.code === '42P08'
        ? await eachAlone(question, describe, base.oids, group)
        : [{ group, answer: together }];
    for (const { group: members, answer } of answers) {
      if (!('error' in answer)) for (const index of members) literals[index] = answer.parameters[question.oids.length];
      else if (!onlyLiteralHere.has(answer.error.code)) return { kind: 'unresolved', sqlstate: answer.error.code };
    }
  }
  return { kind: 'known', literals, parameters: base.parameters };
}

type Standing =
  | { readonly kind: 'stands'; readonly oids: readonly number[]; readonly parameters: readonly number[] }
  | ({ readonly kind: 'fails' } & DescribeError);

/** The own OIDs with which the query stands, literals being NULL: all text-family ones taken back, or all but one, or none. */
async function standingOids(question: Question, describe: Describe): Promise<Standing> {
  const taken = question.oids.map((oid) => (textFamily.has(oid) ? 0 : oid));
  const tries = [
    taken,
    ...(question.oids.length > mostAlone
      ? []
      : question.oids.flatMap((oid, index) => (textFamily.has(oid) ? [taken.with(index, oid)] : []))),
    [...question.oids],
  ];
  let first: DescribeError | undefined;
  for (const oids of tries) {
    const answer = await asked(question, new Map(), 'null', describe, oids);
    if (!('error' in answer)) return { kind: 'stands', oids, parameters: answer.parameters };
    first ??= answer.error;
  }
  return { kind: 'fails', code: '', message: '', ...first };
}

async function eachAlone(question: Question, describe: Describe, oids: readonly number[], group: readonly number[]) {
  const answers: { group: readonly number[]; answer: Described }[] = [];
  for (const index of group) answers.push({ group: [index], answer: await askFor(question, describe, oids, [index]) });
  return answers;
}

/** The literals of `group` as one parameter, all others NULL. */
function askFor(
  question: Question,
  describe: Describe,
  oids: readonly number[],
  group: readonly number[],
): Promise<Described> {
  const number = question.oids.length + 1;
  return asked(question, new Map(group.map((index) => [index, number])), 'null', describe, oids);
}

/** Asks about the question so written; the position of an error is where it is in the question's own text. */
async function asked(
  question: Question,
  numbers: ReadonlyMap<number, number>,
  otherwise: 'itself' | 'null',
  describe: Describe,
  oids: readonly number[],
): Promise<Described> {
  const replacements = withParameters(question, numbers, otherwise);
  const answer = await describe(splice(question.text, replacements), oids);
  if (!('error' in answer) || answer.error.position === undefined) return answer;
  const position = positionBefore(question.text, replacements, answer.error.position);
  return { error: { ...answer.error, position } };
}

/** Literals as numbered parameters; one without a number stays itself or becomes NULL. Spaces, since `when'x'then` must not become `when$1then`. */
function withParameters(
  question: Question,
  numbers: ReadonlyMap<number, number>,
  otherwise: 'itself' | 'null',
): readonly Replacement[] {
  const replacements = question.literals.flatMap(({ start, end }, index): Replacement[] => {
    const number = numbers.get(index);
    if (number === undefined && otherwise === 'itself') return [];
    return [{ start, end, text: number === undefined ? ' null ' : ` $${number} ` }];
  });
  return [...replacements, ...(question.edits ?? [])];
}

function known(question: Question, parameters: readonly number[], numbers: ReadonlyMap<number, number>): Inference {
  const literals = question.literals.map((_, index) => {
    const number = numbers.get(index);
    return number === undefined ? undefined : parameters[number - 1];
  });
  return { kind: 'known', literals, parameters: question.oids.map((_, index) => parameters[index] ?? 0) };
}

/** The n of "could not determine data type of parameter $n", in whatever language the server speaks. */
function indeterminate(error: { readonly code: string; readonly message: string }): number | undefined {
  const number = error.code === '42P18' ? /\$(\d+)/.exec(error.message)?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}
