/** What a table adds to its columns: whom it is of, and that it is one of addresses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makers } from '../../../test/support/made/values.ts';
import { classify } from './classify.ts';
import { type Table, classOf, textColumn } from './column.ts';
import { observe } from './observe.ts';

type Make = (n: number) => unknown;

const told = (makes: Readonly<Record<string, Make>>) => findingsOf('tb_07', makes);

/** The finding of each column of a table of 100 rows, told as `name: maker`. */
function findingsOf(name: string, told: Readonly<Record<string, string | Make>>): Record<string, string | null> {
  const columns = Object.keys(told).map(textColumn);
  const table: Table = {
    oid: 1,
    schema: 'public',
    name,
    comment: null,
    kind: 'table',
    rows: 100,
    heirs: 0,
    rowType: false,
    key: [],
    columns,
    foreignKeys: [],
    mayRead: true,
  };
  const observed = new Map(
    Object.entries(told).map(([each, maker]) => [
      each,
      observe(
        Array.from({ length: 100 }, (_, n) => String((typeof maker === 'string' ? makers[maker] : maker)?.(n + 1))),
        classOf('text'),
        2026,
      ),
    ]),
  );
  return Object.fromEntries(classify(table, observed).map(({ column, verdict }) => [column.name, verdict.finding]));
}

test('classify takes the lines of a table of addresses for addresses, and those of another for nothing', () => {
  const lines = { label: 'word', line_1: 'suite', city: 'city', state: 'state' };
  assert.deepEqual(findingsOf('user_addresses', lines), {
    label: null,
    line_1: 'address',
    city: 'address',
    state: 'address',
  });
  assert.deepEqual(findingsOf('rentals', { billing_address: 'street', state: 'status' }), {
    billing_address: 'address',
    state: null,
  });
  assert.deepEqual(findingsOf('print_jobs', { line_1: 'word', state: 'status' }), { line_1: null, state: null });
});

test('classify makes no table one of people because its rows have digests', () => {
  assert.deepEqual(findingsOf('devices', { name: 'product', hash: 'sha256' }), { name: null, hash: null });
  assert.deepEqual(findingsOf('devices', { name: 'full', password_hash: 'sha256' }), {
    name: 'name',
    password_hash: 'password',
  });
});

test('classify hears who asks where a table has ways to reach people', () => {
  assert.deepEqual(findingsOf('tickets', { requester: 'full', contact: 'email' }), {
    requester: 'name',
    contact: 'email',
  });
  assert.deepEqual(findingsOf('tickets', { requester: 'last', size: 'int' }), { requester: null, size: null });
});

test('classify takes a name called as its own table for the row’s, unless the table is one of people', () => {
  const { opp_name } = findingsOf('opportunities', { opp_name: 'product', owner_name: 'full' });
  assert.equal(opp_name, null);
  assert.equal(findingsOf('patient', { pat_name: 'full' })['pat_name'], 'name');
});

test('classify takes an `acct` beside a card, and one of nobody for nothing', () => {
  assert.equal(findingsOf('cards', { card_no: 'card', stl_acct: 'account' })['stl_acct'], 'account');
  assert.equal(findingsOf('ledger', { word: 'word', gl_acct: 'accountTight' })['gl_acct'], null);
});

test('classify knows an account by the groups of several banks, or of one beside a bank', () => {
  const one = (n: number) => `110-${100 + n}-${200_300 + n * 7}`;
  const several = (n: number) => (n % 2 === 0 ? one(n) : `3333-01-${1_000_000 + n * 37}`);
  assert.equal(findingsOf('ledger', { c7: 'account' })['c7'], 'account');
  assert.equal(told({ c7: several })['c7'], 'account');
  assert.equal(told({ c7: one })['c7'], null);
  assert.equal(told({ c7: one, bank_cd: () => '088' })['c7'], 'account');
  const tight = (n: number) => `11024${6_800_000 + n * 37}`;
  assert.equal(told({ stl_no: tight, stl_bank_cd: () => '088' })['stl_no'], 'account');
  assert.equal(told({ 환급번호: tight, 환급은행: () => '신한' })['환급번호'], 'account');
  assert.equal(told({ seq_no: tight, stl_bank_cd: () => '088' })['seq_no'], null);
  assert.equal(told({ bank_no: () => '088', bank_nm: () => '신한' })['bank_no'], null);
});

test('classify takes a document of people for a passport where it has the form of one and is not counted', () => {
  const drawn = (n: number) => `${'MS'[n % 2] ?? ''}${10_000_000 + ((n * 7_654_321) % 89_000_000)}`;
  const counted = (n: number) => `M${20_260_000 + n}`;
  const born = (n: number) => `19${60 + (n % 40)}-01-02`;
  assert.equal(told({ c7: drawn, birth_date: born })['c7'], 'passport');
  assert.equal(told({ c7: counted, birth_date: born })['c7'], null);
  assert.equal(told({ c7: drawn })['c7'], null);
  assert.equal(told({ doc_no: drawn })['doc_no'], 'passport');
  assert.equal(told({ doc_no: counted, birth_date: born })['doc_no'], null);
  assert.equal(told({ order_no: drawn, birth_date: born })['order_no'], null);
});

test('classify hears values against a name where nearly all are names of people and differ', () => {
  const given = '민준 서연 도윤 지우 하준 서현 은우 하은 영수 영희'.split(' ');
  const orderer = (n: number) => `${'김이박최정강조윤장임'[n % 10] ?? ''}${given[Math.floor(n / 10) % 10] ?? ''}`;
  assert.equal(told({ order_nm: orderer })['order_nm'], 'name');
  assert.equal(told({ order_nm: (n) => orderer(n % 5) })['order_nm'], null);
});

test('classify puts the pieces of a number, a birth date and a mailbox together', () => {
  const piece = (digits: number) => (n: number) => String(10 ** (digits - 1) + n * 7);
  const found = told({
    tel1: () => '010',
    tel2: piece(4),
    tel3: piece(4),
    jumin_no1: () => '900101',
    jumin_no2: piece(7),
    birth_yy: (n) => String(1960 + (n % 40)),
    birth_mm: (n) => String(1 + (n % 12)),
    email_id: (n) => `kim${n}`,
    email_domain: () => 'naver.com',
    hp_a: () => '010',
    hp_b: piece(4),
    휴대폰앞: () => '010',
    휴대폰뒤: piece(4),
    zip1: piece(3),
    zip2: piece(3),
    biz_no1: piece(3),
    biz_no2: piece(2),
    card_year: () => '2028',
    card_month: () => '07',
  });
  for (const name of ['tel1', 'tel2', 'tel3', 'hp_a', 'hp_b', '휴대폰앞', '휴대폰뒤'])
    assert.equal(found[name], 'phone', name);
  for (const name of ['jumin_no1', 'jumin_no2']) assert.equal(found[name], 'rrn', name);
  for (const name of ['birth_yy', 'birth_mm']) assert.equal(found[name], 'birth_date', name);
  assert.equal(found['email_id'], 'email');
  for (const name of ['zip1', 'zip2', 'biz_no1', 'biz_no2', 'card_year', 'card_month'])
    assert.equal(found[name], null, name);
});
