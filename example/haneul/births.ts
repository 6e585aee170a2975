/**
 * When a member was born, told from the day of joining: nobody joins under fourteen, since a child's consent would need a parent's
 * (개인정보 보호법 제22조의2).
 */
import { type Dice, type Weighted, weighted } from './dice.ts';

export const YOUNGEST = 14;

/** Age in years at joining, from and to, with its share in percent. */
const AGES: Weighted<readonly [number, number]> = weighted([
  [[YOUNGEST, 18], 11],
  [[19, 24], 18],
  [[25, 29], 16],
  [[30, 39], 23],
  [[40, 49], 17],
  [[50, 59], 10],
  [[60, 69], 4],
  [[70, 82], 1],
]);

export function drawBirth(dice: Dice, joined: Temporal.PlainDate): Temporal.PlainDate {
  const [from, to] = dice.draw(AGES);
  return joined.subtract({ years: dice.int(from, to) }).subtract({ days: dice.int(0, 364) });
}

/** Completed years of life on `day`. */
export function ageOn(birth: Temporal.PlainDate, day: Temporal.PlainDate): number {
  return birth.until(day, { largestUnit: 'years' }).years;
}
