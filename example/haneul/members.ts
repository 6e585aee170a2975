/**
 * The membership of Haneul (하늘), a fictitious Korean internet company with the service Haneul Talk: people who do not exist, at addresses,
 * numbers and domains that reach nobody, made from a seed. Nothing here reads a clock: the same options give the same rows.
 */
import { type Dice, dice, type Sex, type Weighted, weighted } from './dice.ts';
import { drawAddress, drawLocation, drawPostalCode } from './addresses.ts';
import { drawAccount, drawBank } from './banks.ts';
import { drawBirth } from './births.ts';
import { drawCard } from './cards.ts';
import { drawEmail, drawMobile } from './contacts.ts';
import { atSeoul, dayOf, startOf } from './moments.ts';
import { type Grade, KIM_HANEUL, type Member, type MemberStatus } from './member.ts';
import { drawName } from './names.ts';
import { Once } from './once.ts';
import { drawOrders, type Order } from './orders.ts';
import { hashPasswords, type MemberPassword } from './passwords.ts';
import { drawPayoutTax, type PayoutTax } from './payout-tax.ts';
import { PLACE_TABLE } from './places.ts';

export { KIM_HANEUL, type Member, type MemberPassword, type Order, type PayoutTax };

export type Options = {
  /** A whole number from 0. */
  readonly seed: number;
  /** From 1 to 1,000,000; 5,000 unless told. */
  readonly members?: number;
  /** The day on which the rows are made, in Seoul; everything in them lies before it. From 2020 on. */
  readonly today: Temporal.PlainDate;
};

export type HaneulRows = { readonly members: Member[]; readonly orders: Order[]; readonly payoutTax: PayoutTax[] };
export type Haneul = HaneulRows & { readonly passwords: MemberPassword[] };

type Person = { readonly member: Member; readonly sex: Sex };

const YEARS_OF_SERVICE = 10;

const GRADES: Weighted<Grade> = weighted([
  ['seed', 46],
  ['sprout', 31],
  ['tree', 17],
  ['forest', 6],
]);
const STATUSES: Weighted<MemberStatus> = weighted([
  ['active', 90],
  ['dormant', 9],
  ['suspended', 1],
]);

/** Everything, password hashes included. Throws a RangeError for options outside their range. */
export function generateHaneul(options: Options): Haneul {
  const rows = generateRows(options);
  return { ...rows, passwords: hashPasswords(options.seed, rows.members) };
}

/** Everything but the password hashes, which cost more than all else. */
export function generateRows({ seed, members: count = 5000, today }: Options): HaneulRows {
  check(seed, count, today);
  const throws = dice(seed);
  const people = drawPeople(throws, count, startOf(today.subtract({ years: YEARS_OF_SERVICE })), startOf(today));
  const members = people.map(({ member }) => member);
  return {
    members,
    orders: drawOrders(throws, members, startOf(today)),
    payoutTax: drawPayoutTax(throws, people, today),
  };
}

/** `launch` and `end`: milliseconds since 1970 between which they join, the later the more of them in a month. */
function drawPeople(throws: Dice, count: number, launch: number, end: number): Person[] {
  const unique = {
    emails: new Once([KIM_HANEUL.email]),
    mobiles: new Once([KIM_HANEUL.mobile]),
    cards: new Once([KIM_HANEUL.card_number]),
    accounts: new Once([KIM_HANEUL.bank_account]),
  };
  const seconds = (end - launch) / 1000;
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return { member: { ...KIM_HANEUL, joined_at: atSeoul(launch) }, sex: 'female' };
    const passed = ((i + throws.int(0, 999) / 1000) / count) ** 0.7;
    return drawPerson(throws, KIM_HANEUL.id + i, launch + 1000 * Math.floor(passed * seconds), unique);
  });
}

function drawPerson(
  throws: Dice,
  id: number,
  joined: number,
  unique: Readonly<Record<'emails' | 'mobiles' | 'cards' | 'accounts', Once>>,
): Person {
  const sex = throws.chance(52) ? 'female' : 'male';
  const birth = drawBirth(throws, dayOf(joined));
  const name = drawName(throws, sex, birth.year);
  const place = throws.draw(PLACE_TABLE);
  const bank = drawBank(throws);
  const member: Member = {
    id,
    name_ko: name.ko,
    name_en: name.en,
    email: unique.emails.next((attempt) => drawEmail(throws, name, birth.year, attempt)),
    mobile: unique.mobiles.next(() => drawMobile(throws)),
    address: drawAddress(throws, place),
    postal_code: drawPostalCode(throws, place),
    birth_date: birth.toString(),
    card_number: unique.cards.next(() => drawCard(throws)),
    bank_name: bank.name,
    bank_account: unique.accounts.next(() => drawAccount(throws, bank)),
    last_location: drawLocation(throws, place),
    grade: throws.draw(GRADES),
    marketing_opt_in: throws.chance(38),
    joined_at: atSeoul(joined),
    status: throws.draw(STATUSES),
  };
  return { member, sex };
}

function check(seed: number, count: number, today: Temporal.PlainDate): void {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError('seed: a whole number from 0');
  if (!Number.isInteger(count) || count < 1 || count > 1_000_000)
    throw new RangeError('members: a whole number from 1 to 1,000,000');
  if (today.year < 2020) throw new RangeError('today: a day from 2020 on');
}
