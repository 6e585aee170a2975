/** The questions whose a row is, made of pieces of the client's own statement: run in its session, as its role. Each gives text[]. */
import { quoteName, quoteText } from '../platform/mod.ts';
import { type SealedTable, ownerOf, quotedName } from './sealed-tables.ts';
import type { Piece } from './write-shape.ts';

const row = 'jikimi_row';

type Joined = {
  readonly table: SealedTable;
  /** What the statement calls a row of the table. */
  readonly alias: string;
  readonly target: Piece;
  /** What it joins to it. */
  readonly others: readonly Piece[] | null;
  /** All must hold. */
  readonly conditions: readonly (readonly Piece[])[];
};

/** Owners of the rows that a statement meets; 'new' of one that has none. */
function ownersMet({ table, alias, target, others, conditions }: Joined): readonly Piece[] {
  return [
    `select distinct coalesce(${ownerOf(table, alias)}, 'new') from `,
    target,
    ...(others === null ? [] : [', ', ...others]),
    ' where ',
    ...(conditions.length === 0 ? ['true'] : []),
    ...conditions.flatMap((condition, n): Piece[] => [...(n === 0 ? [] : [' and ']), ...condition]),
  ];
}

/** `before`: the statement's WITH. */
export function askMet(joined: Joined, before: Piece | null): readonly Piece[] {
  return ['array(', ...(before === null ? [] : [before, ' ']), ...ownersMet(joined), ')'];
}

/** The same, else whom the key leads to. See `metElseLed`. */
export function askMetOrKey(
  joined: Joined,
  before: Piece | null,
  key: readonly Piece[] | null,
  moves: boolean,
): readonly Piece[] {
  const led = key === null ? null : ownerByKey(joined.table, key);
  return metElseLed(before === null ? [] : [before, ' '], ownersMet(joined), led, moves);
}

/** Whose the row is that these values of unique columns meet, else whom the key leads to. Null where neither is known. */
export function askRow(
  table: SealedTable,
  meets: readonly (readonly [column: string, value: readonly Piece[]])[] | null,
  key: readonly Piece[] | null,
  moves: boolean,
): readonly Piece[] | null {
  const led = key === null ? null : ownerByKey(table, key);
  if (meets === null) return led === null ? null : ['array(', ...known([led]), ')'];
  const met: readonly Piece[] = [
    `select ${ownerOf(table, row)} from ${quotedName(table)} as ${row} where `,
    ...meets.flatMap(([column, value], n): Piece[] => [
      `${n === 0 ? '' : ' and '}${row}.${quoteName(column)} = (`,
      ...value,
      ')',
    ]),
  ];
  return metElseLed([], met, led, moves);
}

/**
 * A row that is met stays its person's, whatever key was proposed: what would have been inserted is not. Where the statement gives that row to the key's
 * person (`moves`), both are told: the values it does not set would stay the former's.
 */
function metElseLed(
  before: readonly Piece[],
  met: readonly Piece[],
  led: readonly Piece[] | null,
  moves: boolean,
): readonly Piece[] {
  if (led === null) return ['array(', ...before, ...known([met]), ')'];
  if (moves) return ['array(', ...before, ...known([met, led]), ')'];
  return ['coalesce(nullif(array(', ...before, ...known([met]), `), '{}'), array(`, ...known([led]), '))'];
}

/** The key as text, in its own type first: so that it is spelled as the database spells it. */
export function keyText(table: SealedTable, key: readonly Piece[]): readonly Piece[] {
  return ['((', ...key, `)::${table.keyType})::text`];
}

function ownerByKey(table: SealedTable, key: readonly Piece[]): readonly Piece[] {
  return [`select pii.subject_for(${quoteText(table.personTable)}, `, ...key, ')::text'];
}

function known(questions: readonly (readonly Piece[])[]): readonly Piece[] {
  return [
    'select distinct one.owner from (',
    ...questions.flatMap((one, n): Piece[] => [...(n === 0 ? [] : [' union all ']), ...one]),
    ') as one(owner) where one.owner is not null',
  ];
}

/** Several questions as one, each with its number, its owners and what tells two rows of one new subject. */
export function askAll(
  questions: readonly { readonly n: number; readonly owners: string | null; readonly same: string | null }[],
): string {
  return questions
    .map(({ n, owners, same }) => `select ${n}, ${owners ?? 'null::text[]'}, ${same ?? 'null::text'}`)
    .join(' union all ');
}

/** The INSERT of a portion of COPY, an array a column. As COPY does it: each value is read by its type's own input, assigning it checks its length, and an identity takes it. */
export function insertPortion(table: SealedTable, columns: readonly string[]): string {
  const list = columns.map(quoteName).join(', ');
  const arrays = columns.map((_, n) => `$${n + 1}::text[]`).join(', ');
  const names = columns.map((_, n) => `c${n + 1}`).join(', ');
  const values = columns.map((column, n) => {
    const type = table.sealed.has(column) ? '' : `::${table.types.get(column) ?? 'text'}`;
    return `row.c${n + 1}${type}`;
  });
  return `insert into ${quotedName(table)} (${list}) overriding system value select ${values.join(', ')} from unnest(${arrays}) as row(${names})`;
}
