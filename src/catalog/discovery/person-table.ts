/** Which table has one row for each data subject. */
import { type Table, fullNameOf } from './column.ts';
import type { Looked } from './discovery.ts';
import type { Finding } from './finding.ts';
import { tableKind } from './table-kind.ts';

export type Person = {
  readonly table: Table;
  readonly key: string;
  readonly findings: readonly Finding[];
  readonly points: number;
};

/** How much a column of that kind says that the row is a person. */
const telling: Readonly<Record<Finding, number>> = {
  name: 3,
  email: 3,
  phone: 2,
  address: 1.5,
  birth_date: 3,
  password: 2,
  card: 1,
  account: 1,
  location: 1,
  rrn: 4,
  ip: 0.5,
  passport: 2,
  licence: 2,
  text: 0.5,
};

/** By its own columns, by those of its details, by its name, by its rows. The likeliest first; empty where nothing speaks of people. */
export function personTables(looked: readonly Looked[]): Person[] {
  return looked
    .flatMap((one) => {
      const key = keyOf(one.table);
      if (key === null || one.table.kind === 'foreign') return [];
      const own = findingsOf(one);
      const details = looked.filter((other) => other !== one && isDetail(other, one.table, key));
      const theirs = new Set(details.flatMap(findingsOf).filter((finding) => !own.includes(finding)));
      if (own.length + theirs.size === 0) return [];
      const points =
        sum(own) +
        sum([...theirs]) * 0.8 +
        ofKind(one.table) +
        Math.min(details.length, 5) * 0.3 +
        Math.log10(Math.max(1, one.table.rows)) * 0.7;
      return own.length > 0 || theirs.size > 1
        ? [{ table: one.table, key, findings: [...own, ...theirs], points }]
        : [];
    })
    .filter((one) => one.points >= 5)
    .toSorted((one, other) => other.points - one.points);
}

function findingsOf({ columns }: Looked): Finding[] {
  return [...new Set(columns.flatMap(({ verdict }) => (verdict.finding === null ? [] : [verdict.finding])))];
}

const sum = (findings: readonly Finding[]): number => findings.reduce((total, one) => total + telling[one], 0);

function ofKind(table: Table): number {
  switch (tableKind(table.name)) {
    case 'customers':
      return 6;
    case 'workers':
      return 2;
    case 'organisations':
      return -4;
    case 'logins':
      return 1;
    case 'other':
      return 0;
  }
}

/** One column that names a row: the primary key, else the first unique one that is never null. */
function keyOf(table: Table): string | null {
  if (table.key.length === 1) return table.key[0] ?? null;
  if (table.key.length > 1) return null;
  return table.columns.find((column) => column.unique && column.notNull)?.name ?? null;
}

/** A table of a person's details points at the person; one that has names of its own points at what its people have in common. */
function isDetail(other: Looked, table: Table, key: string): boolean {
  return other.table.foreignKeys.some(({ table: target, columns, keys }) => {
    if (target !== fullNameOf(table) || columns.length !== 1 || keys[0] !== key) return false;
    const column = other.table.columns.find((one) => one.name === columns[0]);
    const only = column?.unique === true || (other.table.key.length === 1 && column?.key === true);
    return only || !findingsOf(other).includes('name');
  });
}
