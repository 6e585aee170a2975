/** All columns of a table, each looked at twice: alone, then beside what the first look found. */
import { type Column, type Table, classOf } from './column.ts';
import type { Finding } from './finding.ts';
import type { Observed } from './observe.ts';
import { bankBeside, wholeOf } from './pieces.ts';
import { type TableKind, tableKind } from './table-kind.ts';
import type { Verdict } from './verdict.ts';
import type { Surroundings } from './surroundings.ts';
import { weigh } from './weigh.ts';
import { singular, wordsOf } from './words.ts';

export type Classified = { readonly column: Column; readonly observed: Observed | null; readonly verdict: Verdict };

/** `observed` by column name; null where nothing was read. */
export function classify(table: Table, observed: ReadonlyMap<string, Observed> | null): Classified[] {
  const kind = tableKind(table.comment !== null && /^[가-힣 ]{2,20}$/.test(table.comment) ? table.comment : table.name);
  const named = tableKind(table.name);
  const foreign = new Set(table.foreignKeys.flatMap((key) => key.columns));
  const told: readonly Finding[] = isOfAddresses(table.name) ? ['address'] : [];
  const of = (column: Column) => observed?.get(column.name) ?? null;
  const look = (people: number, before: ReadonlyMap<string, Verdict>) =>
    new Map(
      table.columns.map((column) => {
        const others = [...before].filter(([name]) => name !== column.name).map(([, verdict]) => verdict.finding);
        const around: Surroundings = {
          people,
          beside: new Set(
            [...told, ...others.filter((one): one is Finding => one !== null)].filter(
              (one) => one !== 'address' || !isOwnState(column, table.columns),
            ),
          ),
          otherHalf: hasOtherHalf(column, table.columns),
          whole: wholeOf(column, table.columns, of),
          bank: bankBeside(column, table.columns),
          foreign: foreign.has(column.name),
          ofRow: !['customers', 'workers'].includes(kind === 'other' ? named : kind) && isOfRow(column, table),
        };
        return [column.name, weigh(column, of(column), around)] as const;
      }),
    );
  const first = look(peopleBy(kind === 'other' ? named : kind), new Map());
  const people = peopleIn(kind === 'other' ? named : kind, table, first);
  const second = look(people, first);
  return table.columns.map((column) => {
    const verdict = second.get(column.name);
    if (verdict === undefined) throw new Error('a column was not looked at');
    return { column, observed: of(column), verdict };
  });
}

function peopleBy(kind: TableKind): number {
  return kind === 'customers' || kind === 'workers' ? 2.5 : kind === 'organisations' ? -3 : 0;
}

/** A table is one of people by its name, or since only people have what it holds. */
function peopleIn(kind: TableKind, table: Table, first: ReadonlyMap<string, Verdict>): number {
  // A digest under a name that many things have tells of nobody.
  const found = new Set(
    [...first.values()]
      .filter(({ finding, sure }) => finding !== 'password' || sure >= 0.6)
      .map(({ finding }) => finding),
  );
  const own = (['rrn', 'birth_date', 'password', 'passport', 'licence'] as const).filter((one) =>
    found.has(one),
  ).length;
  const sexed = table.columns.some((column) => /^(?:gender|sex|sexdstn|성별)$/i.test(column.name));
  const nameStrong = [...first.values()].some((one) => one.finding === 'name' && one.sure >= 0.9);
  if (own > 0 || sexed || (nameStrong && kind !== 'organisations')) return 2.5;
  if (kind !== 'other') return peopleBy(kind);
  const reach = (['email', 'phone', 'address', 'card', 'account'] as const).filter((one) => found.has(one)).length;
  return reach >= 1 ? 2 : -2;
}

function isOfAddresses(name: string): boolean {
  return wordsOf(name).some((word) => /^(?:address|addr|adres|adresse)$|주소|배송지/.test(singular(word)));
}

/** `lec_nm` of `lecture`: the word before `name` begins a word of the table's own name. */
function isOfRow(column: Column, table: Table): boolean {
  const [, short] = /^([a-z]{2,})_(?:name|nm)$/.exec(wordsOf(column.name).join('_')) ?? [];
  return short !== undefined && wordsOf(table.name).some((word) => singular(word).startsWith(short));
}

/** A `state` without a city or a postcode beside it is one of the row, not of a country. */
function isOwnState(column: Column, columns: readonly Column[]): boolean {
  const ofPlaces = /^(?:city|town|county|zip|zipcode|postal|postcode|pincode)$/;
  return (
    /^state$/i.test(column.name) && !columns.some((each) => wordsOf(each.name).some((word) => ofPlaces.test(word)))
  );
}

const halves: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:lat|latitude|la|위도)$/, /^(?:lon|lng|long|longitude|lo|lot|경도)$/],
  [/^x$/, /^y$/],
  [/^mapx$/, /^mapy$/],
  [/^xcnts$/, /^ydnts$/],
];

/** Whether a column of the table is named as the other half of a pair of coordinates, and is a number as well. */
function hasOtherHalf(column: Column, columns: readonly Column[]): boolean {
  const numeric = (one: Column) => ['decimal', 'integer', 'text'].includes(classOf(one.base));
  const has = (one: Column, pattern: RegExp) => wordsOf(one.name).some((word) => pattern.test(word));
  return halves.some(([one, other]) => {
    const wanted = has(column, one) ? other : has(column, other) ? one : null;
    return (
      wanted !== null &&
      numeric(column) &&
      columns.some((each) => each !== column && numeric(each) && has(each, wanted))
    );
  });
}
