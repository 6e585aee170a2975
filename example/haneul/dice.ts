/**
 * The one source of chance of the example data: `@faker-js/faker` in its Korean locale, seeded. The same seed gives the same throws.
 * The instance behind it is the module's: a new `dice` starts the throws again for all, so a generator takes one and finishes with it.
 */
import { faker } from '@faker-js/faker/locale/ko';

export type Sex = 'female' | 'male';

/** Things with a chance each, summed once so that a throw is one number and a binary search. */
export type Weighted<T> = { readonly items: readonly T[]; readonly upTo: readonly number[]; readonly total: number };

export type Dice = {
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  /** True in `percent` of a hundred throws. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly draw: <T>(table: Weighted<T>) => T;
  /** `count` decimal digits. */
  readonly digits: (count: number) => string;
  /** A Korean given name of today's use, in Hangul. */
  readonly givenName: (sex: Sex) => string;
};

/** `pairs` of a thing and its weight (any unit, above zero) as a table to draw from. */
export function weighted<T>(pairs: readonly (readonly [T, number])[]): Weighted<T> {
  let total = 0;
  const upTo = pairs.map(([, weight]) => (total += weight));
  return { items: pairs.map(([item]) => item), upTo, total };
}

export function dice(seed: number): Dice {
  faker.seed(seed);
  const int = (low: number, high: number): number => faker.number.int({ min: low, max: high });
  const pick = <T>(list: readonly T[]): T => at(list, int(0, list.length - 1));
  return {
    int,
    pick,
    chance: (percent) => int(0, 99_999) < percent * 1000,
    draw: (table) => at(table.items, firstAbove(table.upTo, (table.total * int(0, 999_999)) / 1_000_000)),
    digits: (count) => String(int(0, 10 ** count - 1)).padStart(count, '0'),
    givenName: (sex) => faker.person.firstName(sex),
  };
}

function firstAbove(upTo: readonly number[], value: number): number {
  let low = 0;
  let high = upTo.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError('nothing to pick from');
  return list[index] as T;
}
