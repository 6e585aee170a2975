/** The map that follows from what was found: what is sealed, what is kept under no grant, what stays plain, and why what cannot be sealed cannot. */
import { type Category, ruleOf } from '../category.ts';
import { isSealable } from '../sealable.ts';
import type { Classified } from './classify.ts';
import { type Column, type Table, classOf, fullNameOf } from './column.ts';
import type { Discovery, Looked } from './discovery.ts';
import { categoryOf } from './finding.ts';
import { schemeOf } from './password-scheme.ts';
import { type Person, personTables } from './person-table.ts';
import type { Verdict } from './verdict.ts';
import { type Way, waysTo } from './ways.ts';

/** Why a personal column is not sealed; `secret`: what a plain one may be all the same. */
export type Obstacle =
  | 'password'
  | 'key'
  | 'type'
  | 'generated'
  | 'nobody'
  | 'far'
  | 'heirs'
  | 'row-type'
  | 'keyless'
  | 'foreign-table'
  | 'delicate'
  | 'secret';

export type ProposedColumn = {
  readonly column: Column;
  readonly verdict: Verdict;
  readonly treatment: 'sealed' | 'hashed' | 'never' | 'plain';
  readonly category: Category | null;
  readonly find: string | null;
  /** Of a password: what the map says, or could say once somebody has tried it. */
  readonly scheme: string | null;
  readonly obstacle: Obstacle | null;
};

export type ProposedTable = {
  readonly table: Table;
  readonly way: Way | null;
  readonly sampled: number | null;
  readonly columns: readonly ProposedColumn[];
};

export type Proposal = {
  readonly person: Person | null;
  /** Other tables of people, which a map of their own would take as subject. */
  readonly others: readonly Person[];
  readonly tables: readonly ProposedTable[];
  /** Tables without anything personal that lead to nobody. */
  readonly left: readonly string[];
};

export function propose({ tables }: Discovery): Proposal {
  const [person = null, ...rest] = personTables(tables);
  const ways =
    person === null
      ? new Map<string, Way>()
      : waysTo(
          person,
          tables.map((one) => one.table),
        );
  const planned = tables.map((one) => proposeTable(one, ways.get(fullNameOf(one.table)) ?? null, person));
  const wanted = new Set(planned.filter(isWanted).map((one) => fullNameOf(one.table)));
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    for (const { table, way } of planned)
      if (wanted.has(fullNameOf(table)) && way?.kind === 'via') wanted.add(way.table);
  }
  const mapped = planned.filter((one) => wanted.has(fullNameOf(one.table)));
  const isPerson = (one: ProposedTable) => one.table === person?.table;
  return {
    person,
    others: rest.filter((one) => one.findings.includes('name') && ways.get(fullNameOf(one.table)) === undefined),
    tables: [...mapped.filter(isPerson), ...mapped.filter((one) => !isPerson(one))],
    left: planned.filter((one) => !wanted.has(fullNameOf(one.table))).map((one) => fullNameOf(one.table)),
  };
}

/** In the map stands what holds something personal, and what is a person's own. */
function isWanted({ columns, way }: ProposedTable): boolean {
  return way?.kind === 'column' || columns.some((one) => one.verdict.finding !== null || one.treatment !== 'plain');
}

function proposeTable(looked: Looked, way: Way | null, person: Person | null): ProposedTable {
  const { table, columns, sampled } = looked;
  const held = new Set([
    ...(way?.kind === 'column' ? [way.column] : []),
    ...(table === person?.table ? [person.key] : []),
  ]);
  const salt = columns.find((one) => one.verdict.kind === 'salt')?.column.name ?? null;
  const personal = columns.some((one) => one.verdict.finding !== null) || way !== null;
  return {
    table,
    way,
    sampled,
    columns: columns.map((one) => proposeColumn(one, looked.table, way, held, personal, salt)),
  };
}

function proposeColumn(
  { column, verdict, observed }: Classified,
  table: Table,
  way: Way | null,
  held: ReadonlySet<string>,
  personal: boolean,
  saltBeside: string | null,
): ProposedColumn {
  const category = verdict.finding === null ? null : categoryOf(verdict.finding);
  const as = (treatment: ProposedColumn['treatment'], obstacle: Obstacle | null): ProposedColumn => ({
    column,
    verdict,
    treatment,
    category,
    find: treatment === 'sealed' ? findOf(category) : null,
    scheme: null,
    obstacle,
  });
  // Sealed by an earlier run as a map said that is not at hand.
  if (column.base === 'pii.sealed') return { ...as('sealed', null), category: category ?? 'text' };
  if (verdict.finding === null)
    return verdict.delicate && personal && !column.key && !held.has(column.name)
      ? as('never', 'delicate')
      : as('plain', verdict.secret ? 'secret' : null);
  const obstacle = obstacleOf(column, verdict, table, way);
  if (verdict.finding === 'password') {
    const told = obstacle === 'password' && verdict.kind !== 'salt' ? schemeOf(observed, saltBeside) : null;
    return {
      ...as(told?.sure === true ? 'hashed' : 'never', told?.sure === true ? null : obstacle),
      scheme: told?.scheme ?? null,
    };
  }
  // The key of a row is needed to read the row at all.
  if (obstacle === 'key' && held.has(column.name)) return as('plain', 'key');
  return obstacle === null ? as('sealed', null) : as('never', obstacle);
}

function obstacleOf(column: Column, verdict: Verdict, table: Table, way: Way | null): Obstacle | null {
  if (column.key) return 'key';
  if (column.generated) return 'generated';
  if (verdict.finding === 'password' ? classOf(column.base) !== 'text' : !isSealable(column.base)) return 'type';
  if (table.kind === 'foreign') return 'foreign-table';
  if (table.heirs > 0) return 'heirs';
  if (table.rowType) return 'row-type';
  if (table.key.length === 0) return 'keyless';
  if (verdict.finding === 'password') return 'password';
  if (way === null) return 'nobody';
  return way.kind === 'far' ? 'far' : null;
}

/** Searched for every day: e-mail and phone. Cards and accounts are not, since a mask leaves few digits to guess. */
function findOf(category: Category | null): string | null {
  return category === 'email' || category === 'phone' ? ruleOf(category).termGroup : null;
}
