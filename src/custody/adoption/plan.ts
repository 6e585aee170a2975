/** What adopting will do and what it will break, before anything is changed. */
import { loadModule } from 'libpg-query';
import type pg from 'pg';
import { Refusal } from '../../platform/mod.ts';
import { refuseIdle } from './answers.ts';
import { measure } from './argon2-pool.ts';
import { type CheckedTable, changingColumns, checkMap, guardedColumns, isRewritten, listed } from './check-map.ts';
import type { Consequence, Effect } from './consequence.ts';
import { type Dependent, readDependents } from './dependents.sql.ts';
import { type PlannedPassword, inspectPasswords } from './inspect-passwords.ts';
import { askedTriggers, isTrigger, tryTrigger } from './judge-triggers.ts';
import { affected, judgeViews, nameOf } from './judge-views.ts';
import type { AdoptionMap } from './map.ts';
import { ownersOf } from './owners.sql.ts';
import { onStage } from './rehearse.sql.ts';
import { tablesOfOtherRights } from './rights.sql.ts';
import { countRows, tableStates } from './side-table.sql.ts';
import {
  type Advice,
  type Connected,
  type LiveView,
  readAdvice,
  readConnected,
  readTables,
  readViews,
} from './survey.sql.ts';
import { schemaState, unguardedTables } from '../membership.sql.ts';
import { fullName } from '../table-name.ts';
import { readPublications } from './triggers.sql.ts';
import { dropHeld, weigh, weighDomains, weighPublication, weighTrigger } from './weigh.sql.ts';

export type PlannedTable = {
  readonly table: string;
  readonly rows: number;
  /** Columns that will be sealed. */
  readonly columns: readonly { readonly column: string; readonly category: string; readonly findable: boolean }[];
  /** Columns whose hashes will be wrapped, or only guarded. */
  readonly passwords: readonly PlannedPassword[];
  /** Rows that lead to nobody, and to several. */
  readonly unowned: number;
  readonly shared: number;
};

/** What a person is shown; it holds names and counts only. */
export type Plan = {
  readonly database: string;
  readonly tables: readonly PlannedTable[];
  readonly consequences: readonly Consequence[];
  /** Tables that an earlier run sealed already, by full name. */
  readonly adopted: readonly string[];
  /** Of these, those that no guard of what is written stands before: adopting sets it. */
  readonly unguarded: readonly string[];
  /** Tables of earlier runs on which readers and writers have other rights than the map says: adopting sets them. */
  readonly otherRights: readonly string[];
  /** Tables of the database that the map leaves out: left as they are, and no grant reads them. */
  readonly unmapped: readonly string[];
  /** Programs that are connected now: whoever reads sealed columns, or writes while they are sealed, must be stopped or come through the gateway. */
  readonly connected: readonly Connected[];
  /** Whether an older Jikimi prepared the database: adopting brings its schema `pii` up to date. */
  readonly updates: boolean;
  /** About how many seconds wrapping the password hashes takes here; 0 where there are none. */
  readonly hashing: number;
  /** Whether there is anything to do: to seal, to hash, to guard what was sealed, or rights to set. */
  readonly work: boolean;
};

export type Steps = {
  readonly tables: readonly CheckedTable[];
  /** Statements that take away what cannot stay, before the columns change. */
  readonly before: readonly string[];
  /** Views from the last to the first that others read. */
  readonly dropViews: readonly LiveView[];
  /** Views in the order in which they can be made; `sql` where the map replaces, `without` the names of what they do not get again. */
  readonly makeViews: readonly {
    readonly view: LiveView;
    readonly sql: string | null;
    readonly without: ReadonlySet<string>;
  }[];
  /** Statements that give foreign keys and triggers back. */
  readonly after: readonly string[];
};

/** Throws what `checkMap` and `inspectPasswords` throw, JK623 or JK625, and JK610 for an answer that nothing asks for. What has no answer yet stands in the plan as `unanswered`. */
export async function planAdoption(client: pg.ClientBase, map: AdoptionMap): Promise<{ plan: Plan; steps: Steps }> {
  await loadModule();
  const live = await readTables(client);
  const tables = checkMap(map, live);
  const states = await tableStates(client);
  const planned = await countTables(client, map, tables);
  const columns = tables.flatMap(changingColumns);
  const guarded = await readDependents(client, tables.flatMap(guardedColumns));
  const dependents = [
    ...guarded.filter((one) => one.column?.generated === false),
    ...(await readDependents(client, columns)),
  ];
  const ofView = (one: Dependent) => one.kind === 'rule' && ['v', 'm'].includes(one.relationKind);
  const broken = new Set(dependents.filter((one) => ofView(one) && one.depth > 0).map((one) => one.relation));
  const goes = dependents.flatMap(({ oid, column }) => (column?.generated === true ? [{ oid, ...column }] : []));
  const views = affected(await readViews(client), columns, broken);
  const held = views.flatMap((view) => view.heldBy).map((name) => ({ name, drop: map.drop.has(name) }));
  const relations = tables.filter(isRewritten).flatMap((one) => [one.live, ...one.partitions].map(({ oid }) => oid));
  const triggers = await askedTriggers(client, tables, relations, views, dependents);
  const judged = await onStage(client, tables, views, goes, async (stage) => {
    for (const { trigger, bound } of triggers) if (bound) await tryTrigger(map, tables, trigger, stage);
    return judgeViews(map, tables, views, broken, stage);
  });
  const publications = (await readPublications(client, relations)).filter(
    ({ kind, identity }) => !dependents.some((one) => one.kind === kind && one.identity === identity),
  );
  const things = [
    ...dependents
      .filter((one) => !ofView(one) && !triggers.some(({ trigger }) => isTrigger(one, trigger)))
      .map((one) => weigh(map, tables, one)),
    ...weighDomains(map, tables),
    ...triggers
      .filter(({ trigger }) => !judged.some((one) => one.effect === 'dropped' && one.view.oid === trigger.oid))
      .map(({ trigger, bound }) => weighTrigger(map, trigger, bound)),
    ...publications.map((one) => weighPublication(map, one)),
  ];
  const lost = judged.flatMap((one) => one.lost);
  const advice = await readAdvice(client, relations);
  const dropped = new Set(judged.filter((one) => one.effect === 'dropped').map((one) => nameOf(one.view)));

  const consequences: Consequence[] = [
    ...judged.map(({ view, effect }) => ({
      kind: view.materialized ? 'materialized view' : 'view',
      name: nameOf(view),
      effect,
    })),
    ...things.map(({ kind, name, effect }) => ({ kind, name, effect })),
    ...held.map(({ name, drop }) => namedConsequence(name, drop ? 'dropped' : 'unanswered')),
    ...lost.map(({ name, effect }) => namedConsequence(name, effect)),
    ...advice.filter((one) => !dropped.has(one.name)).map(advised),
  ];
  refuseIdle(map, tables, {
    drop: consequences.filter(isAskedFor).map(({ kind, name }) => `${kind} ${name}`),
    keep: [
      ...triggers.map(({ trigger }) => `trigger ${trigger.identity}`),
      ...publications.map((one) => `${one.kind} ${one.identity}`),
    ],
    views: views.map(nameOf),
    first: tables.every((table) => !['sealed', 'clean'].includes(states.get(table.live.oid) ?? '')),
  });
  const mapped = new Set(tables.map((table) => fullName(table.mapped.name)));
  const adopted = tables.filter((table) => table.sealed.length > 0).map((table) => fullName(table.mapped.name));
  const open = await unguardedTables(client);
  const unguarded = adopted.filter((name) => open?.includes(name) ?? true);
  const olds = planned.flatMap((table) => table.passwords).reduce((sum, one) => sum + one.old, 0);
  const isNew = (table: CheckedTable) => states.get(table.live.oid) !== 'clean';
  const otherRights = await tablesOfOtherRights(
    client,
    tables.filter((table) => !isNew(table)),
  );
  return {
    plan: {
      database: map.database,
      tables: planned,
      consequences,
      adopted,
      unguarded,
      otherRights,
      unmapped: live
        .filter((one) => (one.kind === 'r' || one.kind === 'p') && !one.inherits)
        .map((one) => `${one.schema}.${one.table}`)
        .filter((name) => !mapped.has(name)),
      connected: await readConnected(client),
      updates: (await schemaState(client, map.database)).state === 'older',
      hashing: olds === 0 ? 0 : Math.max(1, Math.round((olds * (await measure())) / 1000)),
      work:
        tables.some((table) => isNew(table) || table.todo.length > 0 || table.guard.length > 0) ||
        unguarded.length + otherRights.length > 0,
    },
    steps: {
      tables,
      before: [
        ...things.flatMap((one) => one.before),
        ...held.filter((one) => one.drop).map((one) => dropHeld(one.name)),
      ],
      dropViews: views.toReversed(),
      makeViews: judged
        .filter((one) => one.effect !== 'dropped')
        .map(({ view, sql, lost: without }) => ({
          view,
          sql,
          without: new Set([...map.drop, ...without.map((one) => one.name)]),
        })),
      after: things.flatMap((one) => one.after),
    },
  };
}

function advised({ kind, name }: Advice): Consequence {
  if (kind === 'public table') return { kind: 'table', name, effect: 'exposed' };
  if (kind === 'definer function') return { kind: 'function', name, effect: 'exposed' };
  return { kind, name, effect: 'may-break' };
}

/** `name`: kind and identity, as the catalog puts them. */
function namedConsequence(name: string, effect: Effect): Consequence {
  const kind = /^(?:default value|materialized view) /.exec(name)?.[0].trim() ?? name.slice(0, name.indexOf(' '));
  return { kind, name: name.slice(kind.length + 1), effect };
}

/** Whether `drop` may name it: what goes anyway it may name too. */
function isAskedFor({ kind, effect }: Consequence): boolean {
  return (effect === 'dropped' || effect === 'unanswered') && kind !== 'view' && kind !== 'materialized view';
}

/** Throws JK624 where something has no answer. */
export function refuseUnanswered(plan: Plan): void {
  const open = plan.consequences.filter((one) => one.effect === 'unanswered');
  if (open.length > 0)
    throw new Refusal('JK624', { count: open.length, names: listed(open.map((one) => `${one.kind} ${one.name}`)) });
}

async function countTables(
  client: pg.ClientBase,
  map: AdoptionMap,
  tables: readonly CheckedTable[],
): Promise<PlannedTable[]> {
  const planned: PlannedTable[] = [];
  for (const table of tables) {
    if (table.todo.length === 0 && table.guard.length === 0) continue;
    const passwords = await inspectPasswords(client, table);
    const owners = ownersOf(map, tables, table, 't');
    const counted = await countRows(client, table, owners);
    const { rows, unowned, shared, sharedKeys } =
      table.todo.length > 0 ? counted : { ...counted, unowned: 0, shared: 0 }; // nobody's key is needed for a password
    const { way } = table.mapped;
    const name = fullName(table.mapped.name);
    if (shared > 0 && !(way.kind === 'via' && way.sharedAllowed)) {
      throw new Refusal('JK623', {
        table: name,
        count: shared,
        rows: `${(table.live.key ?? []).join(', ')} ${listed(sharedKeys)}`,
      });
    }
    planned.push({
      table: name,
      rows,
      unowned,
      shared,
      passwords,
      columns: table.todo.map(({ column, category, findable }) => ({ column, category, findable })),
    });
  }
  return planned;
}
