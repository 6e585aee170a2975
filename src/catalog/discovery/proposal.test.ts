import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify } from './classify.ts';
import { type Column, type ForeignKey, type Table, textColumn } from './column.ts';
import { inherit } from './inherit.ts';
import { mapText } from './map-text.ts';
import { observe } from './observe.ts';
import { propose } from './proposal.ts';

const column = (name: string, changes: Partial<Column> = {}): Column => ({
  ...textColumn(name),
  type: changes.base ?? 'text',
  ...changes,
});

const table = (name: string, columns: readonly Column[], changes: Partial<Table> = {}): Table => ({
  oid: 0,
  schema: 'public',
  name,
  comment: null,
  kind: 'table',
  rows: 100,
  heirs: 0,
  rowType: false,
  key: columns.filter((one) => one.key).map((one) => one.name),
  columns,
  foreignKeys: [],
  mayRead: true,
  ...changes,
});

const id = column('id', { base: 'bigint', key: true, unique: true, notNull: true });
const member = table('member', [id, column('first_name'), column('email', { unique: true })]);
const toMember: ForeignKey = { columns: ['member_id'], table: 'public.member', keys: ['id'] };
const ours = column('member_id', { base: 'bigint' });

const server = {
  version: 180_004,
  words: '18.4',
  database: 'Shop 2',
  user: 'reader',
  superuser: false,
  mayWrite: false,
};

function proposed(...tables: Table[]) {
  const looked = inherit(tables.map((one) => ({ table: one, columns: classify(one, null), sampled: null })));
  const discovery = { server, tables: looked, unread: [] };
  const proposal = propose(discovery);
  const told = proposal.tables.flatMap((one) =>
    one.columns.map(
      (each) =>
        [
          `${one.table.name}.${each.column.name}`,
          `${each.treatment} ${each.obstacle ?? each.category ?? ''}`.trim(),
        ] as const,
    ),
  );
  return { columns: Object.fromEntries(told), left: proposal.left, map: mapText(discovery, proposal, 'en') };
}

test('propose seals what adopt can seal, and says of each other column why not', () => {
  const { columns } = proposed(
    member,
    table(
      'detail',
      [
        id,
        ours,
        column('phone'),
        column('password'),
        column('home_address', { base: 'jsonb' }),
        column('geom', { base: 'point' }),
        column('full_name', { generated: true }),
        column('gender'),
        column('quantity', { base: 'integer' }),
      ],
      { foreignKeys: [toMember] },
    ),
    table('contact', [column('email', { key: true, unique: true, notNull: true }), ours], { foreignKeys: [toMember] }),
  );
  assert.deepEqual(columns, {
    'member.id': 'plain',
    'member.first_name': 'sealed name',
    'member.email': 'sealed email',
    'contact.email': 'never key',
    'contact.member_id': 'plain',
    'detail.id': 'plain',
    'detail.member_id': 'plain',
    'detail.phone': 'sealed phone',
    'detail.password': 'never password',
    'detail.home_address': 'never type',
    'detail.geom': 'never type',
    'detail.full_name': 'never generated',
    'detail.gender': 'never delicate',
    'detail.quantity': 'plain',
  });
});

test('propose names what makes a whole table unfit, and leaves out what is nobody’s', () => {
  const reach = [id, ours, column('phone')];
  const keys = { foreignKeys: [toMember] };
  const { columns, left } = proposed(
    member,
    table('heired', reach, { ...keys, heirs: 2 }),
    table('rowed', reach, { ...keys, rowType: true }),
    table('far_away', reach, { ...keys, kind: 'foreign' }),
    table('keyless', [ours, column('phone')], keys),
    table('shop', [id, column('phone')]),
    table('colour', [id, column('label')]),
  );
  for (const [name, obstacle] of Object.entries({
    heired: 'heirs',
    rowed: 'row-type',
    far_away: 'foreign-table',
    keyless: 'keyless',
    shop: 'nobody',
  }))
    assert.equal(columns[`${name}.phone`], `never ${obstacle}`, name);
  assert.deepEqual(left, ['public.colour']);
});

test('a column that points at a personal one is as personal, over several steps', () => {
  const { columns } = proposed(
    member,
    table('letter', [id, ours, column('sent_at_all', { unique: true })], {
      foreignKeys: [toMember, { columns: ['sent_at_all'], table: 'public.member', keys: ['email'] }],
    }),
    table('reply', [id, ours, column('re')], {
      foreignKeys: [toMember, { columns: ['re'], table: 'public.letter', keys: ['sent_at_all'] }],
    }),
  );
  assert.equal(columns['letter.sent_at_all'], 'sealed email');
  assert.equal(columns['reply.re'], 'sealed email');
});

test('what is sealed already stays under columns, also where its name says nothing', () => {
  const { columns } = proposed(
    table('member', [
      id,
      column('email', { base: 'pii.sealed' }),
      column('c7', { base: 'pii.sealed' }),
      column('first_name'),
    ]),
  );
  assert.equal(columns['member.email'], 'sealed email');
  assert.equal(columns['member.c7'], 'sealed text');
});

test('the map has a slug, asks for the statute of registration numbers, and stubs a subject where there is none', () => {
  const { map } = proposed(table('member', [id, column('first_name'), column('rrn')]));
  assert.match(map, /^database: shop-2$/m);
  assert.match(map, /^ {6}rrn: \{ category: rrn \} # .*adopt asks for the law/m);
  const nobody = proposed(table('shop', [id, column('phone')])).map;
  assert.match(nobody, /^# subject: \{ table: …, key: … \}$/m);
  assert.match(nobody, /^ {4}subject: none # leads to no subject$/m);
});

test('propose leaves the digest of a session’s token plain and says why, and says of argon2id that it stays', () => {
  const hex = (n: number) => n.toString(16).padStart(64, 'ab');
  const rows = Array.from({ length: 20 }, (_, n) => n);
  const seen = (values: readonly string[]) => observe(values, 'text', 2026);
  const people = table('members', [id, column('email'), column('password')]);
  const sessions = table('sessions', [column('token_hash', { base: 'bytea', key: true, unique: true }), ours], {
    foreignKeys: [{ ...toMember, table: 'public.members' }],
  });
  const argon = `$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$${'A'.repeat(43)}`;
  const looked = [
    { table: people, columns: classify(people, new Map([['password', seen(rows.map(() => argon))]])), sampled: 20 },
    { table: sessions, columns: classify(sessions, new Map([['token_hash', seen(rows.map(hex))]])), sampled: 20 },
  ];
  const discovery = { server, tables: looked, unread: [] };
  const map = mapText(discovery, propose(discovery), 'en');
  assert.match(
    map,
    /plain: \[token_hash, member_id\]\n +# token_hash: a digest, of a token or key rather than a password/,
  );
  assert.match(map, /password: \{ scheme: argon2id \} # password \(argon2id\)[^\n]*; stays as it is/);
  assert.match(mapText(discovery, propose(discovery), 'ko'), /20개 중 20개가 형식 일치[^\n]*; 그대로 둡니다/);
});
