/** Which views the sealed columns concern, and what becomes of each. */
import { Refusal } from '../../platform/mod.ts';
import type { CheckedTable } from './check-map.ts';
import type { Effect } from './consequence.ts';
import type { AdoptionMap, ViewAnswer } from './map.ts';
import type { Stage } from './rehearse.sql.ts';
import type { LiveView } from './survey.sql.ts';
import { garbles, useOf } from './view-use.ts';

/** The views that read one of the columns, by way of other views too, in an order in which they can be made. */
export function affected(views: readonly LiveView[], columns: readonly (readonly [number, number])[]): LiveView[] {
  const reads = (view: LiveView, oid: number) => view.reads.some(([rel]) => rel === oid);
  let found = views.filter((view) => view.reads.some(([rel, att]) => columns.some(([r, a]) => r === rel && a === att)));
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

export type Judged = { readonly view: LiveView; readonly effect: Effect; readonly sql: string | null };

/** Which views pass on, which the map answers for, which nobody answered for; each that stays is tried on the stage. */
export async function judgeViews(
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  views: readonly LiveView[],
  stage: Stage,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const sealed = new Map<string, Set<string>>();
  for (const table of tables)
    addSealed(
      sealed,
      table.mapped.name.table,
      table.mapped.columns.map((one) => one.column),
    );
  for (const view of views) {
    const answer: ViewAnswer | undefined = map.views.get(nameOf(view));
    const missing = judged.some(
      (one) =>
        (one.effect === 'dropped' || one.effect === 'unanswered') && view.reads.some(([rel]) => rel === one.view.oid),
    );
    const computes = missing || useOf(view.definition, sealed) === 'computes';
    if (answer?.kind === 'drop') judged.push({ view, effect: 'dropped', sql: null });
    else if (answer === undefined && computes) judged.push({ view, effect: 'unanswered', sql: null });
    else {
      const sql = answer?.sql ?? null;
      const garbled = sql === null ? undefined : garbles(sql, sealed);
      if (garbled !== undefined)
        throw new Refusal('JK625', { view: nameOf(view), fault: '{{use}} gives ciphertext', use: garbled });
      const outcome = await stage.setView(view, sql ?? view.definition.trim().replace(/;$/, ''));
      if ('fault' in outcome) throw new Refusal('JK625', { view: nameOf(view), fault: outcome.fault });
      addSealed(sealed, view.name, outcome.sealed);
      judged.push({ view, effect: sql === null ? 'recreated' : 'replaced', sql });
    }
  }
  return judged;
}

function addSealed(sealed: Map<string, Set<string>>, relation: string, columns: readonly string[]): void {
  sealed.set(relation, new Set([...(sealed.get(relation) ?? []), ...columns]));
}

export function nameOf(view: LiveView): string {
  return `${view.schema}.${view.name}`;
}
