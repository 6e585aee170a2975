/** What becomes of each thing that hangs on a column to be sealed, with the statements for it. Views are judged apart (`judge-views.ts`). */
import { quoteName } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import type { Consequence, Effect } from './consequence.ts';
import type { AdoptionMap } from './map.ts';
import type { Dependent } from './survey.sql.ts';
import { fullName, quoteTable } from '../table-name.ts';

export type Weighed = Consequence & { readonly before: readonly string[]; readonly after: readonly string[] };

/** What becomes of one thing that is no view. */
export function weigh(map: AdoptionMap, tables: readonly CheckedTable[], one: Dependent): Weighed {
  const { kind, identity } = one;
  const gone = (before: string[], effect: Effect = 'dropped'): Weighed => ({
    kind,
    name: identity,
    effect,
    before,
    after: [],
  });
  const asked = (before: string[], name = identity, kindName = kind): Weighed =>
    map.drop.has(`${kindName} ${name}`)
      ? { kind: kindName, name, effect: 'dropped', before, after: [] }
      : { kind: kindName, name, effect: 'unanswered', before: [], after: [] };
  const findable = one.uses.every((column) => groupOf(tables, column) !== null);

  if (one.index !== null) {
    if (findable && one.index.plain) return gone([], 'rebuilt');
    return one.index.unique ? asked([`drop index ${identity}`]) : gone([`drop index ${identity}`]);
  }
  if (one.constraint !== null) {
    const { type, name, table, definition, pairs, plainIndex } = one.constraint;
    const drop = `alter table ${table} drop constraint ${quoteName(name)}`;
    if (type === 'u' && findable && plainIndex) return gone([], 'rebuilt');
    const joined = pairs.every(({ from, to }) => {
      const [a, b] = [groupOf(tables, from), groupOf(tables, to)];
      return a === b && (a !== null || !(isSealed(tables, from) || isSealed(tables, to)));
    });
    if (type === 'f' && joined)
      return {
        ...gone([drop], 'recreated'),
        after: [`alter table ${table} add constraint ${quoteName(name)} ${definition}`],
      };
    return asked([drop]);
  }
  if (one.generatedColumn !== null) {
    const table = tables.find((candidate) => candidate.live.oid === one.uses[0]?.[0]);
    const name = table === undefined ? '' : fullName(table.mapped.name);
    const drop =
      table === undefined
        ? ''
        : `alter table ${quoteTable(table.mapped.name)} drop column ${quoteName(one.generatedColumn)}`;
    return asked([drop], `${name}.${one.generatedColumn}`, 'table column');
  }
  switch (kind) {
    case 'default value':
      return gone(defaultsOf(tables, one));
    case 'statistics object':
      return gone([`drop statistics ${identity}`]);
    case 'publication relation': {
      const [relation = '', publication = ''] = identity.split(' in publication ');
      return asked([`alter publication ${publication} drop table ${relation}`]);
    }
    default:
      return asked([`drop ${kind} ${identity}`]);
  }
}

function defaultsOf(tables: readonly CheckedTable[], { uses }: Dependent): string[] {
  return uses.flatMap(([rel, att]) => {
    const table = tables.find((one) => one.live.oid === rel);
    const column = table?.live.columns.find((one) => one.attnum === att);
    return table === undefined || column === undefined
      ? []
      : [`alter table ${quoteTable(table.mapped.name)} alter column ${quoteName(column.name)} drop default`];
  });
}

/** Category of a column that is or will be findable, whose values have one group; null for any other. */
function groupOf(tables: readonly CheckedTable[], column: readonly [number, number]): string | null {
  const found = mappedColumn(tables, column);
  return found?.findable === true ? found.category : null;
}

function isSealed(tables: readonly CheckedTable[], column: readonly [number, number]): boolean {
  return mappedColumn(tables, column) !== undefined;
}

function mappedColumn(tables: readonly CheckedTable[], [rel, att]: readonly [number, number]) {
  const table = tables.find((one) => one.live.oid === rel);
  const name = table?.live.columns.find((one) => one.attnum === att)?.name;
  return table?.mapped.columns.find((one) => one.column === name);
}

/** `function public.f()` and the like, as pg_identify_object names it. */
export function dropHeld(name: string): string {
  return `drop ${name}`;
}
