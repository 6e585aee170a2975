/**
 * The tax file of members whom Haneul pays as creators: the only place with resident registration numbers, kept because the withholding
 * statement must carry them (소득세법 제164조; 개인정보 보호법 제24조의2 allows it for a statute and for nothing else).
 */
import type { Dice, Sex } from './dice.ts';
import { ageOn } from './births.ts';
import type { Member } from './member.ts';
import { Once } from './once.ts';
import { drawRrn } from './rrn.ts';

export const STATUTE = '소득세법 제164조';
const CREATORS = 40;
const ADULT = 19;

export type PayoutTax = {
  readonly member_id: number;
  /** `900101-1234567`. */
  readonly rrn: string;
  readonly statute: string;
  /** South Korean won paid in that year, before tax. */
  readonly paid_krw: number;
  /** The last complete calendar year. */
  readonly paid_year: number;
};

/** One row each for 40 adult members (a tenth of them where fewer than 400 were asked for), the first member always among them. */
export function drawPayoutTax(
  dice: Dice,
  people: readonly { readonly member: Member; readonly sex: Sex }[],
  today: Temporal.PlainDate,
): PayoutTax[] {
  const year = today.year - 1;
  const endOfYear = Temporal.PlainDate.from({ year, month: 12, day: 31 });
  const able = people.filter(
    ({ member }) =>
      Number(member.joined_at.slice(0, 4)) <= year &&
      ageOn(Temporal.PlainDate.from(member.birth_date), endOfYear) >= ADULT,
  );
  const numbers = new Once();
  return spread(dice, able, Math.min(CREATORS, Math.ceil(people.length / 10))).map(({ member, sex }) => ({
    member_id: member.id,
    rrn: numbers.next(() => drawRrn(dice, Temporal.PlainDate.from(member.birth_date), sex)),
    statute: STATUTE,
    paid_krw: dice.int(12, 900) * 10_000,
    paid_year: year,
  }));
}

/** The first of `list` and one out of each of the remaining equal stretches: distinct, in order. */
function spread<T>(dice: Dice, list: readonly T[], count: number): T[] {
  const few = Math.min(count, list.length);
  return Array.from({ length: few }, (_, i) => {
    const from = Math.floor((i * list.length) / few);
    const to = Math.floor(((i + 1) * list.length) / few) - 1;
    return list[i === 0 ? 0 : dice.int(from, to)] as T;
  });
}
