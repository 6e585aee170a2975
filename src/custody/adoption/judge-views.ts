/** Which views the sealed columns concern, and what becomes of each. */
import { Refusal } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import type { Effect } from './consequence.ts';
import type { AdoptionMap, ViewAnswer } from './map.ts';
import type { Stage } from './rehearse.sql.ts';
import type { LiveView } from './survey.sql.ts';
import { garbles, useOf } from './view-use.ts';

/**
 * The views that read one of the columns or their whole rows, by way of other views too, in an order in which they can be made. `broken`: oids of those that use
 * a function or generated column that goes.
 */
export function affected(
  views: readonly LiveView[],
  columns: readonly (readonly [number, number])[],
  broken: ReadonlySet<number>,
): LiveView[] {
  const reads = (view: LiveView, oid: number) => view.reads.some(([rel]) => rel === oid);
  let found = views.filter(
    (view) =>
      broken.has(view.oid) ||
      columns.some(([r, a]) => view.wholeRowsOf.includes(r) || view.reads.some(([rel, att]) => r === rel && a === att)),
  );
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    const known = found;
    found = views.filter((view) => known.includes(view) || known.some((one) => reads(view, one.oid)));
  }
  const ordered: LiveView[] = [];
  while (ordered.length < found.length) {
    const next = found.find(
      (view) =>
        !ordered.includes(view) && found.every((one) => ordered.includes(one) || one === view || !reads(view, one.oid)),
    );
    if (next === undefined) break;
    ordered.push(next);
  }
  return ordered;
}

export type Judged = {
  readonly view: LiveView;
  readonly effect: Effect;
  readonly sql: string | null;
  /** What it does not get again of its indexes, rules and defaults, each by name. */
  readonly lost: readonly { readonly name: string; readonly effect: Effect }[];
};

/** Which views pass on, which the map answers for, which nobody answered for; each that stays is tried on the stage, with what hangs on it. */
export async function judgeViews(
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  views: readonly LiveView[],
  broken: ReadonlySet<number>,
  stage: Stage,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const sealed = sealedColumns(tables);
  for (const view of views) {
    const answer: ViewAnswer | undefined = map.views.get(nameOf(view));
    const missing =
      broken.has(view.oid) ||
      judged.some(
        (one) =>
          (one.effect === 'dropped' || one.effect === 'unanswered') && view.reads.some(([rel]) => rel === one.view.oid),
      );
    const computes = missing || useOf(view.definition, sealed) === 'computes';
    if (answer?.kind === 'drop') judged.push({ view, effect: 'dropped', sql: null, lost: [] });
    else if (answer === undefined && computes) judged.push({ view, effect: 'unanswered', sql: null, lost: [] });
    else {
      const sql = answer?.sql ?? null;
      const garbled = sql === null ? undefined : garbles(sql, sealed);
      if (garbled !== undefined)
        throw new Refusal('JK625', { view: nameOf(view), fault: '{{use}} gives ciphertext', use: garbled });
      const outcome = await stage.setView(view, sql ?? view.definition.trim().replace(/;$/, ''));
      if ('fault' in outcome) throw new Refusal('JK625', { view: nameOf(view), fault: outcome.fault });
      addSealed(sealed, view.name, outcome.sealed);
      const lost = await lostOf(map, view, sealed, stage);
      judged.push({ view, effect: sql === null ? 'recreated' : 'replaced', sql, lost });
    }
  }
  return judged;
}

/** Triggers aside, whose code PostgreSQL looks at only when they run (`trigger-use.ts`). */
async function lostOf(
  map: AdoptionMap,
  view: LiveView,
  sealed: ReadonlyMap<string, ReadonlySet<string>>,
  stage: Stage,
): Promise<Judged['lost']> {
  const lost: { name: string; effect: Effect }[] = [];
  for (const { name, sql } of view.afterwards) {
    if (name === null || name.startsWith('trigger ')) continue;
    if (garbles(sql, sealed) === undefined && (await stage.faultOf(sql)) === null) continue;
    lost.push({ name, effect: map.drop.has(name) ? 'dropped' : 'unanswered' });
  }
  return lost;
}

/** Names of the sealed columns by the bare name of their table or partition. */
export function sealedColumns(tables: readonly CheckedTable[]): Map<string, Set<string>> {
  const sealed = new Map<string, Set<string>>();
  for (const { live, partitions, mapped } of tables)
    for (const { table } of [live, ...partitions])
      addSealed(
        sealed,
        table,
        mapped.columns.map((one) => one.column),
      );
  return sealed;
}

function addSealed(sealed: Map<string, Set<string>>, relation: string, columns: readonly string[]): void {
  sealed.set(relation, new Set([...(sealed.get(relation) ?? []), ...columns]));
}

export function nameOf(view: LiveView): string {
  return `${view.schema}.${view.name}`;
}
