/** Which triggers need an answer: PostgreSQL lets a column's type change only without some, and others run on over values that are none any more. */
import type pg from 'pg';
import { wrongAnswer } from './answers.ts';
import type { CheckedTable } from './check-map.ts';
import type { Dependent } from './dependents.sql.ts';
import type { AdoptionMap } from './map.ts';
import { sealedColumns } from './judge-views.ts';
import type { Stage } from './rehearse.sql.ts';
import type { LiveView } from './survey.sql.ts';
import { mayCompute } from './trigger-use.ts';
import { type LiveTrigger, readTriggers } from './triggers.sql.ts';
import { garbles } from './view-use.ts';

/** `bound`: it names a column of which the type changes, so that it must go before and may come back after. */
export type AskedTrigger = { readonly trigger: LiveTrigger; readonly bound: boolean };

/** The triggers that need an answer, of tables and of views that hand sealed columns on. One that uses a function that goes can only go, as `weigh` has it. */
export async function askedTriggers(
  client: pg.ClientBase,
  tables: readonly CheckedTable[],
  relations: readonly number[],
  views: readonly LiveView[],
  dependents: readonly Dependent[],
): Promise<AskedTrigger[]> {
  const sealed = [...new Set(tables.flatMap((table) => [...table.todo, ...table.wrap].map((one) => one.column)))];
  const live = await readTriggers(client, [...relations, ...views.map((view) => view.oid)]);
  return live.flatMap((trigger) => {
    const known = dependents.find((one) => isTrigger(one, trigger));
    if (known !== undefined && known.depth > 0) return [];
    const bound = known !== undefined;
    return bound || mayCompute(trigger, sealed) ? [{ trigger, bound }] : [];
  });
}

export function isTrigger(one: Dependent, { identity }: LiveTrigger): boolean {
  return one.kind === 'trigger' && one.identity === identity;
}

/** Throws JK610 where the map keeps a trigger whose condition PostgreSQL does not take over sealed columns, or takes and would compare ciphertext. */
export async function tryTrigger(
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  { identity, definition }: LiveTrigger,
  stage: Stage,
): Promise<void> {
  const name = `trigger ${identity}`;
  const made = definition[0] ?? '';
  if (!map.keep.has(name)) return;
  const use = garbles(made, sealedColumns(tables));
  if (use !== undefined)
    throw wrongAnswer(map, 'keep', name, 'names {{name}}, where {{use}} gives ciphertext', { use });
  const why = await stage.faultOf(made);
  if (why !== null)
    throw wrongAnswer(map, 'keep', name, 'names {{name}}, which cannot be made again: {{why}}', { why });
}
