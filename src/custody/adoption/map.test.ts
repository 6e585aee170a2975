import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Refusal } from '../../platform/mod.ts';
import { parseMap } from './map.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const pagila = read('examples/pagila/map.yaml');

test('parseMap reads the maps of the examples', () => {
  const map = parseMap(pagila, 'map.yaml');
  assert.deepEqual(map.tables[0]?.name, { schema: 'public', table: 'customer' });
  assert.deepEqual(map.tables[1]?.way, {
    kind: 'via',
    table: 'public.customer',
    column: 'address_id',
    key: null,
    sharedAllowed: false,
  });
  const haneul = parseMap(read('example/haneul/map.yaml'), 'map.yaml');
  assert.equal(haneul.subject.key, 'id');
  const statutes = haneul.tables.flatMap((table) => table.columns.map((one) => [one.category, one.statute] as const));
  assert.deepEqual(
    statutes.filter(([, statute]) => statute !== null),
    [['rrn', '소득세법 제164조']],
  );
});

const wrong: readonly (readonly [from: string, to: string, says: string])[] = [
  ['category: email,', 'categry: email,', 'tables.customer.columns.email.c'],
  ['find: phone', 'find: email', 'tables.address.columns.phone.find must be phone'],
  [
    '{ category: name }',
    '{ category: name, find: name }',
    'tables.customer.columns.first_name.find cannot stand beside category name, which is never findable',
  ],
  [
    'email: { category: email, find: email }',
    'email: { category: rrn }',
    'tables.customer.columns.email is a resident registration number',
  ],
  ['via: customer.address_id', 'via: address_id', 'tables.address.subject.via must be written table.column'],
  [
    'via: customer.address_id',
    'via: person.address_id',
    'tables.address.subject.via names public.person, which is not in the map',
  ],
  ['version: 1', 'version: 2', 'version must be one of: 1'],
  ['      phone: {', '      address: {', 'YAML has a key twice in one place'],
  ['version: 1', 'version 1', 'YAML lacks a colon behind a key'],
  ['    subject: { via:', '    subjct: { via:', 'tables.address.subjct is not known here'],
  ['plain: [customer_id, store_id', 'plain: [customer_id, email', 'tables.customer names email twice'],
  ['table: customer', 'table: person', 'subject.table must be one of the tables of the map'],
  [
    '    subject: customer_id',
    '    subject: address_id',
    "tables.customer.subject must be customer_id, the key of the subjects' own table",
  ],
  ['views:', 'view:', 'view is not known here'],
  ['views:', 'drop: [index public.a, index public.b, index public.a]\nviews:', 'drop.2 names index public.a twice'],
  [
    'views:',
    'drop: [trigger t on public.a]\nkeep: [trigger t on public.a]\nviews:',
    'keep.0 names trigger t on public.a twice',
  ],
  [
    'views:',
    'drop: [table column public.customer.active]\nviews:',
    'tables.customer names active, which `drop` takes away',
  ],
  ['database: pagila', 'database: pagila\npurpose: rental-service', 'purpose is not known here'],
  [
    'email: { category: email, find: email }',
    'email: { category: rrn, statute: " " }',
    'tables.customer.columns.email.statute must name the law',
  ],
];

const passwords = (text: string, never = 'salt') =>
  [
    '    plain: [customer_id,',
    `    passwords: { hash: ${text} }\n    never: [${never}]\n    plain: [customer_id,`,
  ] as const;

const wrongPasswords: readonly (readonly [from: string, to: string, says: string])[] = [
  [...passwords('{ scheme: rot13 }'), 'tables.customer.passwords.hash.scheme must be one of: argon2id, bcrypt'],
  [
    ...passwords('{ scheme: bcrypt, encoding: hex }'),
    'tables.customer.passwords.hash.encoding cannot stand beside scheme bcrypt, whose values tell it themselves',
  ],
  [
    ...passwords('{ scheme: crypt, salt: { column: salt, place: after } }'),
    'tables.customer.passwords.hash.salt cannot stand beside scheme crypt',
  ],
  [
    ...passwords('{ scheme: md5, salt: { place: after } }'),
    'tables.customer.passwords.hash.salt must say where the salt is: either `column` or `form`',
  ],
  [...passwords('{ scheme: md5, salt: { column: salt } }'), 'tables.customer.passwords.hash.salt.place'],
  [
    ...passwords('{ scheme: md5, salt: { form: "{salt}", place: after } }'),
    'tables.customer.passwords.hash.salt.form must hold {salt} and {hash}, each once',
  ],
  [
    ...passwords('{ scheme: md5, salt: { column: salt, place: after } }', 'note'),
    'tables.customer.passwords.hash.salt.column must stand under `never` too',
  ],
  [...passwords('{ scheme: bcrypt }', 'hash'), 'tables.customer names hash twice'],
];

test('parseMap reads password columns, with what a map leaves out', () => {
  const [from, to] = passwords('{ scheme: sha1, salt: { column: salt, place: before } }, other: { scheme: bcrypt }');
  assert.deepEqual(parseMap(pagila.replace(from, to), 'map.yaml').tables[0]?.passwords, [
    {
      column: 'hash',
      scheme: 'sha1',
      encoding: 'hex',
      salt: { place: 'before', encoding: 'text', from: { kind: 'column', column: 'salt' } },
    },
    { column: 'other', scheme: 'bcrypt', encoding: 'hex', salt: null },
  ]);
});

for (const [from, to, says] of [...wrong, ...wrongPasswords]) {
  test(`parseMap refuses "${to.trim()}" with path and line`, () => {
    assert.throws(
      () => parseMap(pagila.replace(from, to), 'map.yaml'),
      (error: unknown) => {
        assert.ok(error instanceof Refusal && error.code === 'JK610');
        assert.match(error.message, /^map\.yaml, line [1-9]\d*: /);
        assert.ok(error.message.includes(says), error.message);
        return true;
      },
    );
  });
}
