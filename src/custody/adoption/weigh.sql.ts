/** What becomes of each thing that hangs on a column to be sealed, with the statements for it. Views are judged apart (`judge-views.ts`). */
import { quoteName, quoteText } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import type { Consequence, Effect } from './consequence.ts';
import type { AdoptionMap } from './map.ts';
import type { ColumnFacts, ConstraintFacts, Dependent } from './dependents.sql.ts';
import type { LivePublication, LiveTrigger } from './triggers.sql.ts';
import { fullName } from '../table-name.ts';

export type Weighed = Consequence & { readonly before: readonly string[]; readonly after: readonly string[] };

/** What becomes of one thing that is neither view nor trigger. */
export function weigh(map: AdoptionMap, tables: readonly CheckedTable[], one: Dependent): Weighed {
  const { kind, identity } = one;
  const gone = (before: string[], effect: Effect = 'dropped'): Weighed => ({
    kind,
    name: identity,
    effect,
    before,
    after: [],
  });
  const asked = (before: string[]) => askedFor(map, kind, identity, before);
  const findable = one.uses.every((column) => groupOf(tables, column) !== null);

  if (one.goesAlong) return gone([]);
  if (one.index !== null) {
    if (findable && one.index.plain) return gone([], 'rebuilt');
    return one.index.unique ? asked([`drop index ${identity}`]) : gone([`drop index ${identity}`]);
  }
  if (one.constraint !== null) return weighConstraint(tables, one.constraint, findable, gone, asked);
  if (one.column !== null) return weighColumn(map, tables, one, one.column, gone, asked);
  switch (kind) {
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

type Gone = (before: string[], effect?: Effect) => Weighed;
type Asked = (before: string[]) => Weighed;

function weighConstraint(
  tables: readonly CheckedTable[],
  { type, name, table, definition, comment, onUpdate, onDelete, pairs, plainIndex }: ConstraintFacts,
  findable: boolean,
  gone: Gone,
  asked: Asked,
): Weighed {
  const drop = `alter table ${table} drop constraint ${quoteName(name)}`;
  if (type === 'u' && findable && plainIndex) return gone([], 'rebuilt');
  if (type === 'p') return gone([], 'rebuilt'); // the column is only included: one of the key itself is not sealed
  const joined = pairs.every(({ from, to }) => {
    const [a, b] = [groupOf(tables, from), groupOf(tables, to)];
    return a === b && (a !== null || !(isSealed(tables, from) || isSealed(tables, to)));
  });
  // An envelope names its own field and is never the same twice: no action can hand one on, and one that runs on every change would run, or refuse,
  // where the same value is written anew. A sealed column has no default to be set to.
  const exact = onUpdate === 'a' && onDelete !== 'd';
  if (type !== 'f' || !joined || !exact) return asked([drop]);
  const named = `constraint ${quoteName(name)} on ${table}`;
  return {
    ...gone([drop], 'recreated'),
    after: [
      `alter table ${table} add constraint ${quoteName(name)} ${definition}`,
      ...(comment === null ? [] : [`comment on ${named} is ${quoteText(comment)}`]),
    ],
  };
}

/** A generated column goes. A default does too, and is asked for unless it is NULL: what leaves the column out stores NULL from then on, or fails. */
function weighColumn(
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  { oid }: Dependent,
  { table, column, generated, isNull }: ColumnFacts,
  gone: Gone,
  asked: Asked,
): Weighed {
  if (!generated) {
    const drop = [`alter table ${table} alter column ${quoteName(column)} drop default`];
    return isNull ? gone(drop) : asked(drop);
  }
  const live = tables.flatMap((one) => [one.live, ...one.partitions]).find((one) => one.oid === oid);
  const name = live === undefined ? `${table}.${column}` : `${fullName(live)}.${column}`;
  return askedFor(map, 'table column', name, [`alter table ${table} drop column ${quoteName(column)}`]);
}

function askedFor(map: AdoptionMap, kind: string, name: string, before: readonly string[]): Weighed {
  return map.drop.has(`${kind} ${name}`)
    ? { kind, name, effect: 'dropped', before, after: [] }
    : { kind, name, effect: 'unanswered', before: [], after: [] };
}

/** Domains whose checks, defaults and NOT NULL a column had and loses with its type. */
export function weighDomains(map: AdoptionMap, tables: readonly CheckedTable[]): Weighed[] {
  return tables.flatMap(({ live, todo, wrap }) =>
    [...todo, ...wrap].flatMap(({ column }) => {
      const domain = live.columns.find((one) => one.name === column)?.domain ?? null;
      return domain === null ? [] : [askedFor(map, 'domain', `${domain} of ${fullName(live)}.${column}`, [])];
    }),
  );
}

/** `bound`: it names a column, so that PostgreSQL lets the column's type change only without it. */
export function weighTrigger(map: AdoptionMap, trigger: LiveTrigger, bound: boolean): Weighed {
  const { identity, relation, quoted, ofView, definition } = trigger;
  const drop = ofView ? [] : [`drop trigger ${quoted} on ${relation}`]; // a view is made again without it
  if (!map.keep.has(`trigger ${identity}`)) return askedFor(map, 'trigger', identity, drop);
  return bound
    ? { kind: 'trigger', name: identity, effect: 'recreated', before: drop, after: definition }
    : { kind: 'trigger', name: identity, effect: 'kept', before: [], after: [] };
}

/** Whoever follows one gets ciphertext from then on. */
export function weighPublication(map: AdoptionMap, { kind, identity, drop }: LivePublication): Weighed {
  return map.keep.has(`${kind} ${identity}`)
    ? { kind, name: identity, effect: 'kept', before: [], after: [] }
    : askedFor(map, kind, identity, [drop]);
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
  for (const { live, partitions, mapped } of tables) {
    const name = [live, ...partitions].find((one) => one.oid === rel)?.columns.find((one) => one.attnum === att)?.name;
    if (name !== undefined) return mapped.columns.find((one) => one.column === name);
  }
  return undefined;
}

/** `function public.f()` and the like, as pg_identify_object names it. */
export function dropHeld(name: string): string {
  return `drop ${name}`;
}
