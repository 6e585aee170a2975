import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BANKS } from './banks.ts';
import { ageOn, YOUNGEST } from './births.ts';
import { TEST_BINS } from './cards.ts';
import { EMAIL_DOMAINS } from './contacts.ts';
import { generateHaneul, KIM_HANEUL } from './members.ts';
import { dayOf } from './moments.ts';
import { STATUTE } from './payout-tax.ts';

const TODAY = Temporal.PlainDate.from('2026-11-02');
const began = performance.now();
const { members, orders, payoutTax, passwords } = generateHaneul({ seed: 1, members: 5000, today: TODAY });
const took = performance.now() - began;

const born = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date);
const joinedDay = (at: string): Temporal.PlainDate => dayOf(Temporal.Instant.from(at).epochMilliseconds);

test('generateHaneul makes as many members as asked for, in little time', (context) => {
  context.diagnostic(`5,000 members, ${orders.length} orders and 5,000 argon2id hashes in ${took.toFixed(0)} ms`);
  assert.equal(members.length, 5000);
  assert.deepEqual(
    members.map(({ id }) => id),
    Array.from({ length: 5000 }, (_, i) => 100_001 + i),
  );
});

test('generateHaneul gives the same rows for the same seed and day, others for another', () => {
  const make = (seed: number, today = TODAY) => generateHaneul({ seed, members: 200, today });
  const first = make(9);
  assert.deepEqual(make(9), first);
  assert.notDeepEqual(make(10).members, first.members);
  assert.notDeepEqual(make(9, TODAY.add({ days: 1 })).members, first.members);
});

test('generateHaneul puts Kim Ha-neul first, whatever the seed', () => {
  for (const seed of [1, 2, 3]) {
    const { joined_at, ...rest } = generateHaneul({ seed, members: 3, today: TODAY }).members[0]!;
    assert.deepEqual(rest, KIM_HANEUL);
    assert.equal(joined_at, '2016-11-02T00:00:00+09:00');
  }
  assert.equal(KIM_HANEUL.name_ko, '김하늘');
  assert.equal(KIM_HANEUL.email, 'kim@example.kr');
});

test('generateHaneul repeats no e-mail, mobile, card or account', () => {
  for (const column of ['email', 'mobile', 'card_number', 'bank_account'] as const) {
    assert.equal(new Set(members.map((member) => member[column])).size, members.length, column);
  }
});

test('generateHaneul writes to no domain or number of a real person', () => {
  for (const { email, mobile, card_number } of members) {
    assert.match(email, /^[a-z]+([._][a-z]+)?\d*@/);
    assert.ok(EMAIL_DOMAINS.includes(email.split('@')[1]!));
    assert.match(mobile, /^010-[01]\d{3}-\d{4}$/);
    assert.ok(TEST_BINS.includes(card_number.slice(0, 6)));
  }
  for (const domain of EMAIL_DOMAINS) assert.match(domain, /^(.+\.)?(example|example\.(kr|com|net))$/);
});

test('generateHaneul writes accounts as each bank groups them', () => {
  for (const { bank_name, bank_account } of members) {
    const { format } = BANKS.find(({ name }) => name === bank_name)!;
    assert.match(bank_account, new RegExp(`^${format.replaceAll('#', '\\d')}$`));
  }
});

test('generateHaneul names people as Koreans are named', () => {
  for (const { name_ko, name_en } of members) {
    assert.match(name_ko, /^[가-힣]{2,5}$/);
    assert.match(name_en, /^[A-Z][a-z]+ [A-Z][a-z]*(-[a-z]+)*$/);
  }
  const share = (test: (name: string) => boolean): number =>
    members.filter(({ name_ko }) => test(name_ko)).length / members.length;
  assert.ok(Math.abs(share((name) => name.startsWith('김')) - 0.215) < 0.02);
  assert.ok(share((name) => /^(남궁|황보|제갈|사공|선우|독고)/.test(name)) > 0.001);
});

test('generateHaneul lets nobody join under fourteen, and spreads the ages', () => {
  const ages = members.map((member) => {
    assert.ok(ageOn(born(member.birth_date), joinedDay(member.joined_at)) >= YOUNGEST);
    return ageOn(born(member.birth_date), TODAY);
  });
  const between = (from: number, to: number): number =>
    ages.filter((age) => age >= from && age <= to).length / ages.length;
  assert.ok(between(14, 19) > 0.02 && between(20, 29) > 0.15 && between(30, 39) > 0.15 && between(40, 59) > 0.15);
  assert.ok(between(60, 120) > 0.02 && between(60, 120) < 0.25);
  assert.ok(Math.max(...ages) < 95);
  assert.equal(new Set(members.map(({ birth_date }) => birth_date.slice(5, 7))).size, 12);
});

test('generateHaneul dates everything before today, members in the order of joining and orders after it', () => {
  const joined = new Map(members.map(({ id, joined_at }) => [id, joined_at]));
  const end = `${TODAY.toString()}T00:00:00+09:00`;
  assert.deepEqual(
    members.map(({ joined_at }) => joined_at),
    [...joined.values()].toSorted(),
  );
  assert.deepEqual(
    orders.map(({ ordered_at }) => ordered_at),
    orders.map(({ ordered_at }) => ordered_at).toSorted(),
  );
  for (const { member_id, ordered_at, amount_krw } of orders) {
    assert.ok(joined.get(member_id)! <= ordered_at && ordered_at < end);
    assert.ok(Number.isInteger(amount_krw) && amount_krw > 0);
  }
  assert.ok(orders.length > 2.7 * members.length && orders.length < 3.3 * members.length, String(orders.length));
});

test('generateHaneul keeps resident registration numbers of adult creators alone, each with its statute', () => {
  const byId = new Map(members.map((member) => [member.id, member]));
  assert.equal(payoutTax.length, 40);
  assert.equal(new Set(payoutTax.map(({ member_id }) => member_id)).size, 40);
  assert.equal(payoutTax[0]!.member_id, KIM_HANEUL.id);
  for (const { member_id, rrn, statute, paid_year } of payoutTax) {
    const birth = byId.get(member_id)!.birth_date;
    assert.equal(rrn.slice(0, 6), birth.slice(2).replaceAll('-', ''));
    assert.equal(Number(rrn[7]) > 2, birth >= '2000');
    assert.ok(ageOn(born(birth), TODAY) >= 19);
    assert.equal(statute, STATUTE);
    assert.equal(paid_year, 2025);
  }
  assert.doesNotMatch(JSON.stringify([members, orders]), /\b\d{6}-[1-4]\d{6}\b/);
});

test('generateHaneul hashes one password a member', () => {
  assert.deepEqual(
    passwords.map(({ member_id }) => member_id),
    members.map(({ id }) => id),
  );
});

test('generateHaneul refuses options outside their range', () => {
  for (const options of [
    { seed: -1 },
    { seed: 0.5 },
    { seed: 1, members: 0 },
    { seed: 1, today: born('2019-12-31') },
  ]) {
    assert.throws(() => generateHaneul({ today: TODAY, ...options }), RangeError);
  }
});
