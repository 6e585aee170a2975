/** The table by which evidence is weighed, row by row: name, type, values, surroundings, and what comes of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makers } from '../../../test/support/made/values.ts';
import { type Column, classOf } from './column.ts';
import type { Finding } from './finding.ts';
import { observe } from './observe.ts';
import type { Surroundings } from './surroundings.ts';
import { weigh } from './weigh.ts';

const column = (name: string, base: string, comment: string | null = null): Column => ({
  name,
  type: base,
  base,
  comment,
  generated: false,
  key: false,
  unique: false,
  notNull: false,
  publicMayRead: false,
});

const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
  people: 0,
  beside: new Set(),
  otherHalf: false,
  whole: null,
  bank: null,
  foreign: false,
  ofRow: false,
  ...changes,
});

const values = (maker: string, count = 100): (string | null)[] =>
  Array.from({ length: count }, (_, n) => {
    const made = makers[maker]?.(n + 1);
    if (made === null || made === undefined) return null;
    return typeof made === 'string' ? made : JSON.stringify(made);
  });

const found = (name: string, base: string, sample: readonly (string | null)[], beside: Partial<Surroundings> = {}) =>
  weigh(column(name, base), observe(sample, classOf(base), 2026), around(beside));

type Row = readonly [
  name: string,
  base: string,
  maker: string,
  expected: Finding | null,
  beside?: Partial<Surroundings>,
];

const rows: readonly Row[] = [
  // Values need no name where nothing else has their form.
  ['col7', 'text', 'email', 'email'],
  ['col7', 'text', 'mobile', 'phone'],
  ['col7', 'text', 'rrn', 'rrn'],
  ['col7', 'text', 'foreign', 'rrn'],
  ['col7', 'bigint', 'rrnNumber', 'rrn'],
  ['col7', 'text', 'card', 'card'],
  ['col7', 'text', 'cardSpaced', 'card'],
  ['col7', 'text', 'iban', 'account'],
  ['col7', 'text', 'address', 'address'],
  ['col7', 'text', 'pair', 'location'],
  ['col7', 'text', 'wkt', 'location'],
  ['col7', 'jsonb', 'geoJson', 'location'],
  ['col7', 'text', 'ip', 'ip'],
  ['col7', 'text', 'koName', 'name'],
  ['col7', 'text', 'first', 'name'],
  ['col7', 'text', 'full', 'name'],
  ['col7', 'text', 'licence', 'licence'],
  ['col7', 'text', 'argon2', 'password'],
  ['col7', 'text', 'pbkdf2', 'password'],
  ['col7', 'text', 'noteHot', 'text'],
  ['col7', 'jsonb', 'profile', 'text'],
  ['col7', 'text[]', 'mails', 'email'],
  // Values beat names.
  ['email', 'text', 'sentence', null],
  ['phone', 'text', 'word', null],
  ['card_number', 'text', 'status', null],
  ['first_name', 'text', 'url', null],
  ['rrn', 'text', 'orderNumber', null],
  ['ip', 'text', 'version', null],
  ['note', 'text', 'email', 'email'],
  ['birth_date', 'text', 'city', null],
  // Forms that others have too need a name.
  ['col7', 'text', 'last', null],
  ['col7', 'text', 'product', null],
  ['col7', 'text', 'city', null],
  ['first_name', 'text', 'first', 'name'],
  ['col7', 'date', 'birth', null],
  ['dob', 'date', 'birth', 'birth_date'],
  ['생년월일', 'text', 'birthShort', 'birth_date'],
  ['col7', 'text', 'sha256', null],
  ['password', 'text', 'sha256', 'password'],
  ['col7', 'text', 'accountTight', null],
  ['계좌번호', 'text', 'accountTight', 'account'],
  ['col7', 'numeric', 'lat', null],
  ['위도', 'numeric', 'lat', 'location'],
  ['x', 'numeric', 'lat', 'location', { otherHalf: true }],
  ['mobile', 'bigint', 'mobileNumber', 'phone'],
  // Where the column stands.
  ['name', 'text', 'full', 'name', { people: 2.5 }],
  ['name', 'text', 'product', null, { people: -2 }],
  ['city', 'text', 'city', null],
  ['city', 'text', 'city', 'address', { beside: new Set(['address'] as const) }],
  ['member_id', 'text', 'koName', null, { foreign: true }],
  ['hash', 'text', 'sha256', null, { people: -2 }],
  ['hash', 'text', 'bcrypt', 'password', { people: -2 }],
  ['requester', 'text', 'full', 'name', { people: 2 }],
  ['requester', 'text', 'last', null],
  ['line1', 'text', 'city', 'address', { beside: new Set(['address'] as const) }],
  ['latitude', 'text', 'lat', 'location'],
  // Things that look like something.
  ['file_hash', 'text', 'sha256', null],
  ['app_version', 'text', 'ip', null],
  ['barcode', 'text', 'barcode', null],
  ['tracking_no', 'text', 'tracking', null],
  ['sku', 'text', 'sku', null],
  ['order_no', 'text', 'orderNumber', null],
  ['status', 'text', 'statusKo', null],
  ['dept', 'text', 'departmentKo', null],
  ['grade', 'text', 'grade', null],
  ['region', 'text', 'district', null],
  ['settings', 'jsonb', 'settings', null],
  ['tags', 'text[]', 'tags', null],
  ['etag', 'text', 'md5', null],
  ['description', 'text', 'sentence', null],
  ['amount', 'integer', 'money', null],
];

for (const [name, base, maker, expected, beside] of rows) {
  test(`weigh: ${name} ${base} of ${maker} is ${expected ?? 'nothing'}${beside === undefined ? '' : ', there'}`, () => {
    const verdict = found(name, base, values(maker), beside);
    assert.equal(verdict.finding, expected, JSON.stringify(verdict));
    assert.ok(verdict.sure >= 0.5 && verdict.sure <= 1);
  });
}

test('weigh gives the kind that most hashes of the column have', () => {
  for (const kind of ['md5', 'sha1', 'sha256', 'sha512', 'bcrypt'] as const)
    assert.equal(found('password', 'text', values(kind)).kind, kind);
  assert.equal(found('password', 'text', values('argon2')).kind, 'argon2id');
  assert.equal(found('password', 'text', values('pbkdf2')).kind, 'pbkdf2-django');
  assert.equal(
    found(
      'password',
      'bytea',
      values('shaBytes').map((one) => one?.slice(2) ?? null),
    ).kind,
    'sha256',
  );
  assert.equal(found('password', 'text', values('word')).kind, 'unknown');
  assert.equal(found('password_salt', 'text', values('salt')).kind, 'salt');
});

test('weigh is surer with values and name than with a name alone, and says that there were none', () => {
  const alone = found('email', 'text', []);
  const both = found('email', 'text', values('email'));
  assert.equal(alone.finding, 'email');
  assert.ok(both.sure > alone.sure);
  assert.ok(alone.reasons.some((one) => one.because === 'no-rows'));
  assert.ok(both.reasons.some((one) => one.because === 'strict' && one.fit === 100 && one.of === 100));
});

test('weigh hears a short comment as a second name', () => {
  const verdict = weigh(column('c_0017', 'text', '회원 휴대폰번호'), observe(['1', '2'], 'text', 2026), around());
  assert.ok(verdict.reasons.some((one) => one.because === 'comment'));
  assert.equal(weigh(column('c_0017', 'text', '회원명'), null, around()).finding, 'name');
  assert.equal(
    weigh(column('c_0017', 'text', 'Set by the importer when the e-mail bounced, see wiki'), null, around()).finding,
    null,
  );
});

test('weigh finds e-mail addresses among values of other kinds, and leaves a stray one alone', () => {
  const others = values('word', 80);
  assert.deepEqual(found('meta_value', 'text', [...others, ...values('email', 20)]).inside, ['email']);
  assert.equal(found('meta_value', 'text', [...others, ...values('email', 1)]).finding, null);
});

test('weigh asks for two different values inside texts: one is the sender’s own', () => {
  const own = values('sentence').map((one) => `${one ?? ''} Write to help@example.kr for help.`);
  assert.equal(found('body', 'text', own).finding, null);
  assert.equal(found('body', 'text', [...own, 'Ask kim@example.kr about it']).finding, 'text');
});

test('weigh keeps what has no category and is delicate for a person to decide', () => {
  assert.equal(found('username', 'text', values('login')).delicate, true);
  assert.equal(found('quantity', 'integer', values('int')).delicate, false);
});

test('weigh takes no digest for a password that is a key, unique or called a token; a name or a form that is a password’s stays one', () => {
  const look = (name: string, maker: string, changes: Partial<Column> = {}) => {
    const { finding, secret } = weigh(
      { ...column(name, 'text'), ...changes },
      observe(values(maker), 'text', 2026),
      around({ beside: new Set(['password']) }),
    );
    return `${finding ?? 'none'}${secret ? ', secret' : ''}`;
  };
  assert.equal(look('hash', 'sha256'), 'password');
  assert.equal(look('hash', 'sha256', { key: true }), 'none, secret');
  assert.equal(look('digest', 'sha256', { unique: true }), 'none, secret');
  assert.equal(look('token_hash', 'sha256'), 'none, secret');
  assert.equal(look('api_key_hash', 'bcrypt'), 'none, secret');
  assert.equal(look('password_hash', 'sha256', { unique: true }), 'password');
  assert.equal(look('verifier', 'bcrypt', { unique: true }), 'password');
  assert.equal(look('session_note', 'sentence'), 'none');
});

test('weigh takes codes that break a plan of numbers for none, and words that come again and again for no names', () => {
  const codes = Array.from({ length: 100 }, (_, n) => `${120 + n * 7}-${250 + ((n * 37) % 700)}-${1000 + n}`);
  const phones = codes.map((_, n) => `${212 + n}-${250 + n}-${1000 + n}`);
  const broken = codes.map((code, n) => (n % 5 === 0 ? `1${code.slice(1)}` : `4${code.slice(1)}`));
  assert.equal(found('value', 'text', phones).finding, 'phone');
  assert.equal(found('value', 'text', broken).finding, null);
  assert.equal(found('phone', 'text', broken).finding, 'phone', 'a name outweighs it');
  const words = Array.from({ length: 100 }, (_, n) => ['spring', 'gold', 'basic'][n % 3] ?? '');
  const people = around({ people: 2.5 });
  assert.equal(weigh(column('prd_nm', 'text'), observe(words, 'text', 2026), people).finding, null);
});

test('weigh takes versions for no IP address unless a name says so', () => {
  const versions = Array.from({ length: 100 }, (_, n) => `${1 + (n % 3)}.${n % 10}.${n % 20}.${n % 9}`);
  assert.equal(found('bootloader', 'text', versions).finding, null);
  assert.equal(found('client_ip', 'text', versions).finding, 'ip');
});

test('weigh takes whole numbers for an IP address or degrees only where the name says so and they are drawn', () => {
  const drawn = Array.from({ length: 100 }, (_, n) => String(2 ** 24 + ((n * 2_654_435_761) % (2 ** 32 - 2 ** 24))));
  const counted = Array.from({ length: 100 }, (_, n) => String(100_000_000 + n));
  const degrees = Array.from({ length: 100 }, (_, n) => String(375_000_000 + n * 7919));
  assert.equal(found('ip_num', 'bigint', drawn).finding, 'ip');
  assert.equal(found('src', 'bigint', drawn).finding, 'ip');
  assert.equal(found('src', 'bigint', counted).finding, null);
  assert.equal(found('c7', 'bigint', drawn).finding, null);
  assert.equal(found('lat_e7', 'integer', degrees).finding, 'location');
  assert.equal(found('lat_e7', 'integer', ['1', '2', '3', '4', '5']).finding, null);
  assert.equal(found('lat_e7', 'integer', []).finding, null);
  assert.equal(found('total', 'integer', degrees).finding, null);
  const cells = drawn.map(
    (one) =>
      `wydm${Number(one)
        .toString(32)
        .replaceAll(/[ailo]/g, 'z')
        .slice(-5)}`,
  );
  assert.equal(found('loc', 'text', cells).finding, 'location');
  assert.equal(
    found(
      'loc',
      'text',
      cells.map((one) => `${one}a`),
    ).finding,
    null,
  );
});

test('weigh takes a list of names of which two in five are known for names, and a few that come again for a list', () => {
  const words = 'Ama Bela Cato Dolo Eno Fari Gero Hilo Ino Jaro'.split(' ');
  const some = (n: number) =>
    `${n % 2 === 0 ? 'Maria' : words[n % 10]} ${words[Math.floor(n / 10) % 10]}${'abcdefghij'[n % 10]}`;
  const list = Array.from({ length: 100 }, (_, n) => some(n));
  assert.equal(found('c7', 'text', list).finding, 'name');
  assert.equal(
    found(
      'c7',
      'text',
      list.map((_, n) => some(n % 6)),
    ).finding,
    null,
  );
});
