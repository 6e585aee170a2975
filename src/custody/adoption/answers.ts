/** The answers of a map, where they answer nothing. */
import { type Params, type Phrase, Refusal } from '../../platform/mod.ts';
import { type CheckedTable, listed } from './check-map.ts';
import { type AdoptionMap, droppedColumn } from './map.ts';

export function wrongAnswer(
  map: AdoptionMap,
  list: 'drop' | 'keep',
  name: string,
  fault: Phrase,
  params: Params,
): Refusal {
  return faultAt(map, [list, String([...map[list]].indexOf(name))], fault, { name, ...params });
}

function faultAt(map: AdoptionMap, path: readonly string[], fault: Phrase, params: Params): Refusal {
  return new Refusal('JK610', {
    file: map.file,
    line: map.lineOf(...path),
    path: path.join('.'),
    fault,
    ...params,
  });
}

export type Askable = {
  readonly drop: readonly string[];
  readonly keep: readonly string[];
  readonly views: readonly string[];
  /** Whether no table of the map is adopted: afterwards what an answer names may be gone. */
  readonly first: boolean;
};

/** Throws JK610 for an answer that nothing asks for: a name that was mistyped, or of something that adopting leaves alone. */
export function refuseIdle(
  map: AdoptionMap,
  tables: readonly CheckedTable[],
  { drop, keep, views, first }: Askable,
): void {
  const there = new Set(
    tables.flatMap(({ mapped, live }) => live.columns.map((one) => droppedColumn(mapped.name, one.name))),
  );
  const idle = 'names {{name}}, and nothing of that name asks for an answer here. What does: {{names}}';
  const dropped = [...map.drop].find((name) => (first || there.has(name)) && !drop.includes(name));
  if (dropped !== undefined) throw wrongAnswer(map, 'drop', dropped, idle, { names: listed(drop) || '-' });
  if (!first) return;
  const kept = [...map.keep].find((name) => !keep.includes(name));
  if (kept !== undefined) throw wrongAnswer(map, 'keep', kept, idle, { names: listed(keep) || '-' });
  const view = [...map.views].find(([name]) => !views.includes(name));
  if (view === undefined) return;
  const [name, { path }] = view;
  throw faultAt(map, ['views', path], idle, { name, names: listed(views) || '-' });
}
