/**
 * Values that are stored, once it is known whose they are: SEALED and on record (the custodian decides). Where no row is met, a value is bound that no
 * column takes.
 */
import type { WriteCell } from '../custody/mod.ts';
import { Refusal } from '../platform/mod.ts';
import { checkTextLength } from './checked-length.ts';
import type { FinderOf } from './finder-text.ts';
import type { Asked, Owner } from './write-question.ts';
import { type Cell, nameOf } from './write-shape.ts';

export type Sealing = {
  /** A finder for a value; throws where the grant may not compare it. */
  readonly compare: FinderOf;
  /** One envelope a cell, decided and on record. */
  readonly seal: (fresh: readonly ('person' | 'unowned')[], cells: readonly WriteCell[]) => Promise<readonly Buffer[]>;
};

/** Bytes of the values that one statement seals. */
const mostText = 32 * 1024 * 1024;
/** Neither envelope nor finder: no sealed column takes it. */
const never = Buffer.from('d54a4b0300000000', 'hex');

/** One envelope for each value, by its name and its element; null where there is none. Of a value that two cells take, both must be of one owner and field. */
export async function sealCells(
  asked: readonly Asked[],
  owners: readonly Owner[],
  texts: ReadonlyMap<string, readonly (string | null)[]>,
  sealing: Sealing,
): Promise<ReadonlyMap<string, readonly (Buffer | null)[]>> {
  const fresh = new Map<string, number>();
  const kinds: ('person' | 'unowned')[] = [];
  const cells: WriteCell[] = [];
  const places: { name: string; element: number; unmet: boolean; cell: Cell; text: string; group: number }[] = [];
  const taken = new Map<string, string>();
  for (const [n, { group, element }] of asked.entries()) {
    const owner = owners[n] ?? { kind: 'nothing' };
    for (const cell of group.cells) {
      const name = nameOf(cell.value);
      const text = whole(texts.get(name)?.[element ?? 0] ?? null, cell.value.most);
      const field = group.table.sealed.get(cell.column);
      if (text === null || field === undefined) continue;
      const place = `${name} ${element ?? 0}`;
      const whose = JSON.stringify([owner, field.field]);
      const before = taken.get(place);
      if (before === whose) continue;
      if (before !== undefined && owner.kind !== 'nothing')
        throw JSON.parse(before)[1] === field.field
          ? new Refusal('JK517')
          : new Refusal('JK515', { column: cell.column });
      if (before !== undefined) continue;
      taken.set(place, whose);
      const unmet = owner.kind === 'nothing';
      places.push({ name, element: element ?? 0, unmet, cell, text, group: field.group });
      if (unmet) continue;
      cells.push({ owner: ownerFor(owner, group.fresh, fresh, kinds), field: field.field, text });
    }
  }
  checkMuch(cells);
  const envelopes = cells.length === 0 ? [] : await sealing.seal(kinds, cells);
  const bound = new Map<string, (Buffer | null)[]>([...texts].map(([name, values]) => [name, values.map(() => null)]));
  let next = 0;
  for (const { name, element, unmet, text, group } of places) {
    const value = unmet ? await unmetValue(text, group, sealing) : envelopes[next++];
    bound.get(name)?.splice(element, 1, value ?? never);
  }
  return bound;
}

/** Throws JK527 where a request to the custodian, or its answer, would be longer than the channel takes: that would end it for every session. */
function checkMuch(cells: readonly WriteCell[]): void {
  let bytes = 0;
  for (const { text } of cells) bytes += Buffer.byteLength(text);
  if (bytes > mostText) throw new Refusal('JK527', { megabytes: mostText / 1024 / 1024 });
}

function ownerFor(
  owner: Exclude<Owner, { kind: 'nothing' }>,
  kind: 'person' | 'unowned',
  fresh: Map<string, number>,
  kinds: ('person' | 'unowned')[],
): WriteCell['owner'] {
  if (owner.kind === 'subject') return owner;
  let nth = fresh.get(owner.key);
  if (nth === undefined) {
    nth = kinds.push(kind) - 1;
    fresh.set(owner.key, nth);
  }
  return { kind: 'new', nth };
}

/** In the place of a value that no row takes: one that still compares, where the statement may compare it too. */
async function unmetValue(text: string, group: number, sealing: Sealing): Promise<Buffer> {
  return group > 0 ? sealing.compare(text, group) : never;
}

/** The value, which a cast would have cut: what is sealed is whole or refused. */
function whole(text: string | null, limit: number | null): string | null {
  if (text !== null && limit !== null) checkTextLength(text, limit);
  return text;
}
